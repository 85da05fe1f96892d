"""Steps through a session: each stops where a viewer knows of something, and nowhere else."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.game.event import MoveAdjudicated, MoveRevealed, PhaseBegan, TurnBegan
from tabletop.journal.lines import Line
from tabletop.journal.model import Glyph, Journal, LineName, Marker, Note
from tabletop.journal.reader import load
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.replay import goto
from tabletop.replay.goto import KINDS, FramePlace, Nowhere
from tabletop.replay.replay import Replay
from tests.table.sitting import played_out, sitting

DECK = """
tracks: {trust: 5, capital: 4 each}
cards:
  praise: {by: red, chance: 60%, success: trust +1, failure: trust -1}
  whisper: {by: blue, posture: covert, chance: 50%, success: trust -1}
injects: {storm: {turn: 2, effects: trust -1}, wire: {turn: 3, for: red}}
moves: exactly 1
turns: 3
"""


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A session in which blue whispers behind red's back, with remarks and two tries afterwards."""
    path = tmp_path_factory.mktemp("saves") / "a.seminar"
    played_out(sitting(path, DECK, red="bot:random", blue="bot:random")).close()
    journal = load(path)
    last = len(journal.frames)
    tried = [
        attrs.evolve(frame, number=last + n, parent=parent, is_what_if=n in (1, 3))
        for n, (frame, parent) in enumerate(
            [
                (journal.frames[4], 4),
                (journal.frames[5], last + 1),
                (journal.frames[6], last + 2),
                (journal.frames[7], last + 3),
            ],
            start=1,
        )
    ]
    return attrs.evolve(
        journal,
        frames=(*journal.frames, *tried),
        line_names=(LineName(last + 1, "The Quiet Way"), LineName(last + 3, "Planning ahead")),
        markers=(Marker(9, "Here it turned"), Marker(last + 2, "quiet"), Marker(0, "Before")),
        glyphs=(Glyph(3, "!"), Glyph(7, "??")),
        notes=(
            Note(5, 0, "mine alone", "red"),
            Note(8, 0, "a reader's"),
            Note(last, 0, "end", "blue"),
        ),
    )


@pytest.fixture(scope="module")
def replay(journal: Journal) -> Replay:
    return Replay(journal)


def walked(
    replay: Replay, line: Line, stop: goto.Stop, viewer: str, seat: str = "", start: int = -1
) -> list[int]:
    """Return every *stop* of *line* after *start*, in order."""
    found = []
    at = goto.following(replay, line, start, stop, Viewer(viewer), seat)
    while at is not None:
        found.append(at)
        at = goto.following(replay, line, at, stop, Viewer(viewer), seat)
    return found


def walked_back(replay: Replay, line: Line, stop: goto.Stop, viewer: str) -> list[int]:
    """Return every *stop* of *line*, the last first."""
    found = []
    at = goto.preceding(replay, line, line.last + 1, stop, Viewer(viewer))
    while at is not None:
        found.append(at)
        at = goto.preceding(replay, line, at, stop, Viewer(viewer))
    return found


@pytest.mark.parametrize("stop", [*KINDS, "note", "glyph", "marker"])
@pytest.mark.parametrize("viewer", ["red", "blue", FACILITATOR, WALL])
def test_the_way_back_is_the_way_there(replay: Replay, stop: goto.Stop, viewer: Viewer):
    """
    Stepping forward and back stops at the same frames, on every line.
    """
    for line in replay.lines:
        there = walked(replay, line, stop, viewer)
        back = walked_back(replay, line, stop, viewer)

        assert there == back[::-1]
        assert all(line.passes(n) for n in there)


def test_turns_and_phases_begin_where_the_table_went_on(replay: Replay):
    """
    `]` and `}` stop at each frame in which a turn, or a phase, began.
    """
    line = replay.main
    for stop, kinds in (("turn", TurnBegan), ("phase", PhaseBegan)):
        began = [
            n for n in line.frames if any(isinstance(e, kinds) for e in replay.frame(n).events)
        ]

        assert began == walked(replay, line, stop, WALL)
    turns = goto.turns(replay, line, line.last)
    assert [1, 2, 3] == [b.turn for b in turns]
    assert [b.frame for b in turns] == [
        b.frame for b in goto.phases(replay, line, line.last) if b.phase == "brief"
    ]


@given(st.data())
def test_only_what_has_begun_is_counted(replay: Replay, data: st.DataObject):
    """
    The scrubber of a frame shows the turns up to it, whatever was looked at before.
    """
    line = data.draw(st.sampled_from(replay.lines))
    upto = data.draw(st.integers(0, line.last))
    everything = goto.turns(replay, line, line.last), goto.phases(replay, line, line.last)
    fresh = Replay(replay.journal)

    for turns, phases in (
        (goto.turns(replay, line, upto), goto.phases(replay, line, upto)),
        (goto.turns(fresh, line, upto), goto.phases(fresh, line, upto)),
    ):
        assert [b for b in everything[0] if b.frame <= upto] == list(turns)
        assert [b for b in everything[1] if b.frame <= upto] == list(phases)


def test_a_covert_roll_and_a_secret_inject_stop_nobody_who_does_not_know(replay: Replay):
    """
    Red steps over blue's whispers, and the wall over the news that red alone heard.
    """
    line = replay.main

    whispered = [
        n
        for n in line.frames
        if any(
            isinstance(e, MoveAdjudicated) and "-blue-" in e.move for e in replay.frame(n).events
        )
    ]
    assert whispered
    for viewer in ("red", WALL):
        assert not set(whispered) & set(walked(replay, line, "roll", viewer))
        assert not walked(replay, line, "move", viewer, "blue")
    assert set(whispered) <= set(walked(replay, line, "roll", "blue"))
    assert set(whispered) <= set(walked(replay, line, "move", "blue", "blue"))
    third = goto.turns(replay, line, line.last)[2].frame
    assert [third] == sorted(
        {*walked(replay, line, "inject", "red")} - {*walked(replay, line, "inject", WALL)}
    )


def test_a_seats_moves_are_where_they_are_made_and_adjudicated(replay: Replay):
    """
    Stepping by red's moves passes over blue's.
    """
    line = replay.main
    made = [
        n
        for n in line.frames
        for e in replay.frame(n).events
        if (isinstance(e, MoveRevealed) and e.seat == "red")
        or (isinstance(e, MoveAdjudicated) and "-red-" in e.move)
    ]

    assert made == walked(replay, line, "move", FACILITATOR, "red")


def test_a_note_is_a_stop_for_who_may_read_it(replay: Replay):
    """
    What red noted while playing is red's and the facilitator's; what was said at the end is all's.
    """
    line = replay.main
    noted = {
        viewer: walked(replay, line, "note", viewer)
        for viewer in ("red", "blue", FACILITATOR, WALL)
    }

    assert [5, 8, line.last] == noted["red"] == noted[FACILITATOR]
    assert [8, line.last] == noted["blue"] == noted[WALL]


@given(st.data())
def test_tenths_go_from_the_opening_towards_what_has_been_seen(replay: Replay, data: st.DataObject):
    """
    0 is the opening, each tenth is further or the same, and none is past the frame given.
    """
    line = data.draw(st.sampled_from(replay.lines))
    upto = data.draw(st.integers(0, line.last))

    tenths = [goto.tenth(line, digit, upto) for digit in range(10)]

    assert 0 == tenths[0]
    assert sorted(tenths) == tenths
    assert all(line.passes(n) and n <= upto for n in tenths)
    assert line.place(upto) * 5 // 10 == line.place(tenths[5])


@pytest.mark.parametrize(
    ("typed", "frame"),
    [
        ("12", 12),
        ("0", 0),
        ("007", 7),
        ("t1", 1),
        ("Turn 1", 1),
        ("here it turned", 9),
        ("HERE", 9),
        ("turned it", 9),
        ("t1brief", 1),
        ("before", 0),
    ],
)
def test_what_is_typed_leads_to_a_frame(replay: Replay, typed: str, frame: int):
    """
    A frame, a turn, a phase or a marker is gone to, however it is written.
    """
    assert FramePlace(replay.main, frame) == goto.go_to(replay, replay.main, 5, typed)


def test_a_phase_is_one_of_the_turn_that_is_shown(replay: Replay):
    """
    "plan" goes to where this turn's planning began, and "t3 plan" to the third's.
    """
    line = replay.main
    plans = [b.frame for b in goto.phases(replay, line, line.last) if b.phase == "plan"]
    second = goto.turns(replay, line, line.last)[1].frame

    assert FramePlace(line, plans[0]) == goto.go_to(replay, line, 1, "plan")
    assert FramePlace(line, plans[1]) == goto.go_to(replay, line, second, "PL")
    assert FramePlace(line, plans[2]) == goto.go_to(replay, line, 1, "t3 plan")
    assert FramePlace(line, plans[0]) == goto.go_to(replay, line, 0, "plan")


def test_another_line_is_gone_to_by_its_name_or_by_its_frame(replay: Replay):
    """
    A name leads to where its line begins; a frame it shares stays where it is.
    """
    quiet, ahead = replay.lines[1:3]

    assert ("The Quiet Way", "Planning ahead") == (quiet.name, ahead.name)
    assert FramePlace(quiet, quiet.begin) == goto.go_to(replay, replay.main, 9, "the quiet way")
    assert FramePlace(quiet, 3) == goto.go_to(replay, replay.main, 3, "the quiet way")
    assert FramePlace(quiet, quiet.last) == goto.go_to(replay, replay.main, 9, str(quiet.last))
    assert FramePlace(quiet, quiet.last) == goto.go_to(
        replay, replay.main, 9, "quiet"
    )  # its marker
    assert FramePlace(ahead, ahead.begin) == goto.go_to(replay, replay.main, 9, "planning")


def test_what_is_on_this_line_goes_before_what_is_not(journal: Journal):
    """
    A marker and a line of one name: the marker where one passes it, else the line one is on.
    """
    marker = Marker(9, "The Quiet Way")
    replay = Replay(attrs.evolve(journal, markers=(marker,)))
    quiet = replay.lines[1]

    marked = goto.go_to(replay, replay.main, 3, "the quiet way")
    named = goto.go_to(replay, quiet, quiet.last, "the quiet way")

    assert (FramePlace(replay.main, 9), FramePlace(quiet, quiet.begin)) == (marked, named)
    assert isinstance(marked, FramePlace)
    assert 'marker "The Quiet Way"' == marked.called


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type a frame"),
        ("999", "There is no frame 999."),
        ("9" * 50, "There is no frame 99999999999999999999."),
        ("t9", "Turn 9 is not on this line."),
        ("t1 nap", 'No phase is called "nap"'),
        ("nowhere\x1b[31m", 'Nothing here is called "nowhere[31m"'),
    ],
)
def test_what_leads_nowhere_is_answered_in_a_sentence(replay: Replay, typed: str, sentence: str):
    """
    A slip says what could be typed, and where a line ends is not given away.
    """
    found = goto.go_to(replay, replay.main, 5, typed)

    assert isinstance(found, Nowhere)
    assert sentence in found.sentence


@given(st.text(max_size=30))
def test_anything_typed_is_a_place_or_a_sentence(replay: Replay, typed: str):
    """
    Nothing that can be typed ends the program.
    """
    found = goto.go_to(replay, replay.main, 5, typed)

    assert isinstance(found, FramePlace | Nowhere)
    assert isinstance(found, Nowhere) or found.line.passes(found.frame)
