"""The cursor of a saved session: it goes about, knows where it was, and hints at nothing."""

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.journal.model import Glyph, Journal, LineName, Marker, Note
from tabletop.language.ids import FACILITATOR, NOBODY, WALL, LevelId, Viewer
from tabletop.replay.cursor import Cursor, Entrance, NoSuchPlace, viewers_of
from tabletop.replay.goto import FramePlace, Nowhere, Stop
from tabletop.replay.replay import Replay
from tests.replay.lines import cut, journal_of, what_if

DECK = """
tracks: {trust: 5, capital: 4 each}
cards:
  praise: {by: red, chance: 60%, success: trust +1, failure: trust -1}
  whisper: {by: blue, posture: covert, chance: 50%, success: trust -1}
injects: {storm: {turn: 2, effects: trust -1}}
moves: exactly 1
turns: 3
"""
FORK = 4


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A session of three turns, what was tried from its fourth frame on, and some remarks."""
    journal = journal_of(tmp_path_factory.mktemp("saves"), DECK)
    first = len(journal.frames) + 1
    return attrs.evolve(
        what_if(journal, FORK, most=3),
        line_names=(LineName(first, "calmer"),),
        glyphs=(Glyph(3, "!"),),
        markers=(Marker(6, "the turn"),),
        notes=(Note(8, 0, "a reader's", ""),),
    )


@pytest.fixture
def cursor(journal: Journal) -> Cursor:
    """A cursor at the opening, with everybody's eyes."""
    return Cursor.enter(Replay(journal), Entrance())


def at(cursor: Cursor, number: int, line: str = "main") -> Cursor:
    """Return *cursor* at frame *number* of *line*."""
    cursor.arrive(cursor.target(number, cursor.replay.line(line)))
    return cursor


def wanted() -> bool:
    return True


# Where it begins


def test_it_begins_at_the_opening_with_the_wall_s_eyes(cursor: Cursor):
    """
    Who says nothing looks at the main line from its beginning.
    """
    assert (0, WALL, True) == (cursor.number, cursor.viewer, cursor.line.is_main)
    assert not cursor.secrets and not cursor.spoils and not cursor.trail


def test_it_begins_where_it_is_asked_to(journal: Journal):
    """
    A frame, a seat whatever its case, and a line whatever its case.
    """
    cursor = Cursor.enter(Replay(journal), Entrance(2, "Blue", "CALMER"))

    assert (2, "blue", "calmer") == (cursor.number, cursor.viewer, cursor.line.name)


def test_a_frame_of_another_line_opens_that_line(journal: Journal):
    """
    A number alone is enough to be taken to the what-if that it belongs to.
    """
    cursor = Cursor.enter(Replay(journal), Entrance(len(journal.frames)))

    assert "calmer" == cursor.line.name


def test_it_begins_at_the_end_for_who_has_seen_it(journal: Journal):
    """
    After the hot wash one looks back from the last frame.
    """
    cursor = Cursor.enter(Replay(journal), Entrance(ends=True))

    assert cursor.is_last and cursor.number == cursor.line.last


@pytest.mark.parametrize(
    ("entrance", "said"),
    [
        (Entrance(seat="green"), 'no seat is called "green"; there are: wall'),
        (Entrance(900), "there is no frame 900"),
        (Entrance(-1), "there is no frame -1"),
        (Entrance(line="bolder"), 'no line is called "bolder"; there are: main, calmer'),
        (Entrance(7, line="calmer"), 'frame 7 is not on the line called "calmer"'),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_there_is_not_is_told(journal: Journal, entrance: Entrance, said: str):
    """
    In one sentence, with what there is instead.
    """
    with pytest.raises(NoSuchPlace, match=said):
        Cursor.enter(Replay(journal), entrance)


# Going along a line


def test_it_steps_to_either_end_and_no_further(cursor: Cursor):
    """
    After the last frame there is none; before the first is the opening.
    """
    assert 0 == cursor.step(-1)
    assert cursor.line.frames[0] == cursor.step(1)

    at(cursor, cursor.line.last)

    assert cursor.step(1) is None
    assert cursor.line.frames[-2] == cursor.step(-1)


def test_asking_where_to_goes_nowhere(cursor: Cursor):
    """
    Only to arrive is to be there.
    """
    cursor.step(1)
    cursor.stop("turn", 1)
    cursor.tenth(5)
    cursor.named("t2")

    assert 0 == cursor.number


def test_steps_follow_the_line_over_its_fork(cursor: Cursor):
    """
    What was played otherwise is passed over.
    """
    at(cursor, FORK, "calmer")

    assert cursor.line.begin == cursor.step(1) != FORK + 1


def test_a_place_beside_the_line_is_the_last_before_it(cursor: Cursor):
    """
    A frame of the main line after the fork is none of the what-if.
    """
    calmer = cursor.replay.line("calmer")
    assert calmer is not None

    assert FramePlace(calmer, FORK) == cursor.target(FORK + 2, calmer)


def test_turns_have_a_beginning_and_the_opening_is_one(cursor: Cursor):
    """
    Back from the first turn is the opening; back from that is nothing.
    """
    first = cursor.stop("turn", 1)
    assert first is not None

    at(cursor, first)

    assert 0 == cursor.stop("turn", -1) == cursor.stop("phase", -1)
    assert cursor.stop("turn", -1) == 0 != cursor.stop("turn", 1)
    assert at(cursor, 0).stop("turn", -1) is None


@pytest.mark.parametrize("stop", ["turn", "phase", "roll", "inject", "move"])
def test_stops_lead_there_and_back(cursor: Cursor, stop: Stop):
    """
    Whoever goes on by two stops and back by one is at the first of them.
    """
    first = cursor.stop(stop, 1)
    assert first is not None
    second = at(cursor, first).stop(stop, 1)
    if second is not None:
        assert first == at(cursor, second).stop(stop, -1)


def test_a_seat_looks_for_its_own_moves(cursor: Cursor):
    """
    The wall and the facilitator look for anybody's.
    """
    movers = []
    for viewer in viewers_of(cursor.replay):
        cursor.viewer = viewer
        movers.append(cursor.mover)

    assert [NOBODY, "red", "blue", NOBODY] == movers


def test_remarks_are_stepped_to_whatever_they_are(cursor: Cursor):
    """
    Judgement, marker and note, one after another, and back again.
    """
    there = []
    while (found := cursor.remark(1)) is not None:
        there.append(found)
        at(cursor, found)
    back = cursor.remark(-1)

    assert [3, 6, 8] == there
    assert 6 == back


def test_tenths_are_shares_of_the_whole_line(cursor: Cursor):
    """
    Nought is the opening, five the middle.
    """
    frames = cursor.line.frames

    assert (0, frames[len(frames) // 2 - 1]) == (cursor.tenth(0), cursor.tenth(5))


def test_what_is_named_is_found_and_what_is_not_is_told(cursor: Cursor):
    """
    A frame, a marker, a line; and a sentence for the rest.
    """
    assert FramePlace(cursor.line, 3) == cursor.named("3")
    assert FramePlace(cursor.line, 6) == cursor.named("the turn")
    assert isinstance(cursor.named("nonsense"), Nowhere)


# Jumps


def test_a_jump_is_come_back_from(cursor: Cursor):
    """
    The last one first, until none is left.
    """
    for number in (3, 7):
        place = cursor.target(number)
        cursor.leave(place)
        cursor.arrive(place)

    came = [cursor.back(), cursor.back(), cursor.back()]

    assert [FramePlace(cursor.line, 3), FramePlace(cursor.line, 0), None] == came


def test_a_jump_to_the_same_place_is_none(cursor: Cursor):
    """
    Coming back always leads somewhere else.
    """
    cursor.leave(cursor.target(0))

    assert [] == cursor.trail


def test_the_same_frame_of_another_line_is_another_place(cursor: Cursor):
    """
    Going over to a line that passes this frame can be taken back.
    """
    at(cursor, FORK)

    cursor.leave(cursor.target(FORK, cursor.replay.line("calmer")))

    assert [FramePlace(cursor.replay.main, FORK)] == cursor.trail


# Eyes


def test_eyes_go_round(cursor: Cursor):
    """
    Everybody's, each seat's, the facilitator's, and again.
    """
    seen = []
    for _ in range(5):
        seen.append(cursor.viewer)
        cursor.turn_eyes(1)
    cursor.turn_eyes(-1)

    assert [WALL, "red", "blue", FACILITATOR, WALL] == seen
    assert WALL == cursor.viewer


def test_secrets_are_seen_with_the_facilitator_s_eyes(cursor: Cursor):
    """
    The viewer stays who it is; what it did not see is shown beside.
    """
    cursor.viewer = Viewer("red")
    assert ("red", False) == (cursor.eyes, cursor.shows_more)

    cursor.secrets = True

    assert ("red", FACILITATOR, True) == (cursor.viewer, cursor.eyes, cursor.shows_more)


# Lines


def test_a_line_is_there_only_once_it_has_parted(cursor: Cursor):
    """
    Before and at the fork nobody is told that something was tried; after it, or when asked.
    """
    assert [] == list(at(cursor, FORK).others)
    assert cursor.line is cursor.line_after(1)
    assert ["calmer"] == [line.name for line in at(cursor, FORK + 1).others]
    assert "calmer" == cursor.line_after(1).name == cursor.line_after(-1).name

    at(cursor, 0).spoils = True

    assert ["calmer"] == [line.name for line in cursor.others]


def test_going_over_stays_where_both_lines_pass(cursor: Cursor):
    """
    Else it begins with the first decision that was another.
    """
    calmer = cursor.replay.line("calmer")
    assert calmer is not None

    assert FramePlace(calmer, 2) == at(cursor, 2).over(calmer)
    assert FramePlace(calmer, calmer.begin) == at(cursor, FORK + 3).over(calmer)


# No spoilers


def test_what_was_reached_is_kept_for_each_line(cursor: Cursor):
    """
    Going back forgets nothing, and another line is another story.
    """
    at(cursor, 7)
    at(cursor, 2)
    assert 7 == cursor.limit

    at(cursor, 2, "calmer")

    assert (2, {"main": 7, "calmer": 2}) == (cursor.limit, cursor.reached)


def test_only_what_was_seen_is_searched(cursor: Cursor):
    """
    A storm that comes in turn 2 is not found from turn 1, unless one asks for what is to come.
    """
    storm = cursor.stop("inject", 1)
    assert storm is not None
    assert not cursor.find("storm", wanted)

    cursor.spoils = True
    found = cursor.find("storm", wanted)

    assert found and storm == found[0].frame
    cursor.spoils = False
    at(cursor, storm)
    assert cursor.find("storm", wanted)


def test_a_search_that_is_no_more_wanted_ends(cursor: Cursor):
    """
    Whoever looks for something else is not kept waiting.
    """
    cursor.spoils = True

    assert cursor.find("storm", lambda: False) is None


def test_hits_are_taken_in_turn(cursor: Cursor):
    """
    The nearest first; then those after and before.
    """
    at(cursor, cursor.line.last)
    hits = cursor.find("red", wanted)
    assert hits is not None and len(hits) > 2

    at(cursor, hits[1].frame)

    assert (1, 2, 0) == tuple(cursor.nearest(hits, by) for by in (0, 1, -1))
    assert at(cursor, 0).nearest(hits, -1) is None
    assert cursor.nearest([], 0) is None


@given(number=st.integers(0, 60), viewer=st.sampled_from(["wall", "red", "blue", "facilitator"]))
def test_nothing_of_what_comes_after_is_behind_a_frame(journal: Journal, number: int, viewer: str):
    """
    The same frame, cut off there, has the same lines beside it and the same causes.
    """
    replay = Replay(journal)
    number = min(number, replay.main.last)
    whole = at(Cursor.enter(replay, Entrance(seat=viewer)), number)
    begun = attrs.evolve(cut(journal, number), line_names=(), glyphs=(), markers=(), notes=())
    short = at(Cursor.enter(Replay(begun), Entrance(seat=viewer)), number)
    told = len(replay.heard(number, whole.eyes)) if number else 0

    for place in range(told):
        assert list(short.of_told(place)) == list(whole.of_told(place))
    for level in replay.sight(number, whole.eyes).state.levels:
        assert list(short.of_level(level)) == list(whole.of_level(level))


# Causes


def test_a_level_leads_to_where_it_was_moved_last(cursor: Cursor):
    """
    The frame in which trust moved, then the one before that.
    """
    cursor.viewer = FACILITATOR
    at(cursor, cursor.line.last)

    moved = cursor.last_of(cursor.of_level(LevelId("trust")))

    assert moved is not None
    then, before = cursor.replay.state(moved), cursor.replay.before(moved)
    assert then.levels["trust"] != before.levels["trust"]


def test_an_opening_has_nothing_behind_it(cursor: Cursor):
    """
    Nothing led to it, whatever is asked.
    """
    assert cursor.last_of(cursor.of_told(0)) is None
    assert cursor.last_of(cursor.of_level(LevelId("trust"))) is None


# Time, and growing


def test_a_what_if_has_a_clock_of_its_own(cursor: Cursor):
    """
    It may have been played years after what it left.
    """
    calmer = cursor.replay.line("calmer")
    assert calmer is not None

    assert 0 == at(cursor, 0).played_ms == at(cursor, calmer.begin, "calmer").played_ms
    assert 0 <= at(cursor, FORK, "calmer").played_ms == at(cursor, FORK).played_ms


def test_it_grows_with_the_journal_and_stays_where_it_was(journal: Journal):
    """
    Names may change and lines come; the line that is looked at is still the same.
    """
    cursor = at(Cursor.enter(Replay(journal), Entrance()), len(journal.frames), "calmer")
    names = (*journal.line_names, LineName(cursor.line.begin, "bolder"))
    named = attrs.evolve(journal, line_names=names)

    cursor.grow(what_if(named, FORK, salt="more", most=2))

    assert ("bolder", len(journal.frames), 3) == (
        cursor.line.name,
        cursor.number,
        len(cursor.replay.lines),
    )


def test_it_folds_in_turns_until_nobody_wants_it(cursor: Cursor):
    """
    What is folded is known, and it ends when it is told to.
    """
    assert [] == list(cursor.fold_to(cursor.line.last, cursor.line, lambda: False))
    assert 0 == cursor.folded

    done = list(cursor.fold_to(cursor.line.last, cursor.line, wanted))

    assert sorted(done) == done and cursor.line.last == done[-1] == cursor.folded
