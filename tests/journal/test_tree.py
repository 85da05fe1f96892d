"""The tree of frames, the lines through it, and the states along them."""

from pathlib import Path

import attrs
import pytest

from tabletop.game.decision import Report
from tabletop.game.event import CardUnlocked
from tabletop.journal.model import (
    Frame,
    Glyph,
    Journal,
    LineName,
    Marker,
    SaveError,
    Standing,
)
from tabletop.journal.reader import load
from tabletop.journal.states import History
from tabletop.journal.tree import (
    first_line,
    glyphs,
    line_named,
    line_names,
    line_through,
    line_to,
    main_line,
    markers,
    salts,
    standing_of,
    standings,
)
from tabletop.journal.writer import Writer
from tabletop.language.ids import FACILITATOR, CardId
from tests.journal.sessions import PRINTED, Play, head


def told(text: str) -> Report:
    return Report(FACILITATOR, text)


@pytest.fixture
def play() -> Play:
    """
    1 - 2 - 3 taken back, and 1 - 4 - 7 played instead; a what-if 5 - 6 begins after 2.
    """
    play = Play()
    play.frame()
    play.frame(told("two"))
    play.frame(told("three"))
    play.frame(told("four"), parent=1)
    play.frame(told("five"), parent=2, salt="new luck", is_what_if=True)
    play.frame(told("six"), parent=5)
    play.frame(told("seven"), parent=4)
    return play


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


@pytest.fixture
def journal(path: Path, play: Play) -> Journal:
    with Writer.create(path, head(), PRINTED) as writer:
        for entry in (
            *play.frames,
            LineName(2, "regrets"),
            LineName(6, "bold"),
            LineName(5, "main"),
        ):
            writer.append(entry)
    return load(path)


def numbers(frames: tuple[Frame, ...]) -> list[int]:
    return [frame.number for frame in frames]


def test_the_main_line_is_the_newest_that_was_played(journal: Journal):
    """
    What was taken back is left, and a what-if never becomes what happened.
    """
    assert [1, 4, 7] == numbers(main_line(journal))


def test_a_what_if_from_the_last_frame_is_not_what_was_played(path: Path):
    """
    The session stops where it stopped, whatever is tried out afterwards.
    """
    play = Play()
    with Writer.create(path, head(), PRINTED) as writer:
        writer.append(play.frame())
        writer.append(play.frame(is_what_if=True))
        writer.append(play.frame())

    assert [1] == numbers(main_line(load(path)))
    assert [1, 2, 3] == numbers(line_to(load(path), 3))


def test_any_frame_has_a_line_that_leads_to_it(journal: Journal):
    """
    Nothing that was ever decided is out of reach.
    """
    assert [1, 2, 5, 6] == numbers(line_to(journal, 6))
    assert [1, 2, 3] == numbers(line_to(journal, 3))
    assert [] == numbers(line_to(journal, 0))


def test_a_line_goes_on_as_play_went_on(journal: Journal):
    """
    From a frame that was taken back, the line is the one that was abandoned.
    """
    assert [1, 2, 3] == numbers(line_through(journal, 2))
    assert [1, 2, 5, 6] == numbers(line_through(journal, 5))


def test_a_line_is_found_by_its_name(journal: Journal):
    """
    A name leads to its line, and nothing else can be called the main line.
    """
    assert {"regrets": 2, "bold": 6} == line_names(journal)
    assert [1, 2, 3] == numbers(line_named(journal, "regrets"))
    assert [1, 2, 5, 6] == numbers(line_named(journal, "bold"))
    assert [1, 4, 7] == numbers(line_named(journal, "main"))


def test_a_name_can_be_given_again_and_taken_away(path: Path, journal: Journal):
    """
    The newest use of a name counts.
    """
    with Writer.reopen(path) as writer:
        writer.append(LineName(3, "bold"))
        writer.append(LineName(0, "regrets"))

    assert {"bold": 3} == line_names(load(path))


def test_the_newest_marker_of_a_frame_counts(journal: Journal):
    """
    A place on the scrubber is named, named otherwise, and forgotten again.
    """
    with Writer.reopen(journal.path) as writer:
        writer.append(Marker(7, "the end"), Marker(2, "a place"), Marker(4, "gone"))
        writer.append(Marker(2, "where\nit turned"), Marker(4, ""))

    assert {2: "where it turned", 7: "the end"} == markers(load(journal.path))
    assert [2, 7] == list(markers(load(journal.path)))


def test_the_newest_glyph_of_a_frame_counts(journal: Journal):
    """
    A judgement is thought over, and taken back.
    """
    with Writer.reopen(journal.path) as writer:
        writer.append(Glyph(4, "?"), Glyph(1, "!"), Glyph(4, "??"), Glyph(1, ""))

    assert {4: "??"} == glyphs(load(journal.path))


def test_one_line_is_first_and_a_later_one_takes_over(journal: Journal):
    """
    Whoever opens the session for a review sees the line that was last chosen for it.
    """
    assert "main" == first_line(journal)
    with Writer.reopen(journal.path) as writer:
        writer.append(Standing("bold", "first"))
        assert "bold" == first_line(load(journal.path))
        writer.append(Standing("regrets", "first"))

    read = load(journal.path)
    assert "regrets" == first_line(read)
    assert {"regrets": "first"} == standings(read)
    assert ("first", "") == (standing_of(read, "regrets"), standing_of(read, "bold"))


def test_a_standing_is_taken_back(journal: Journal):
    """
    A hidden line is shown again; with no line chosen the one that was played comes first.
    """
    with Writer.reopen(journal.path) as writer:
        writer.append(Standing("bold", "hidden"), Standing("regrets", "first"))
        assert "hidden" == standing_of(load(journal.path), "bold")
        writer.append(Standing("bold", ""), Standing("regrets", ""))

    assert {} == standings(load(journal.path))
    assert "main" == first_line(load(journal.path))


def test_a_standing_of_no_line_changes_nothing(journal: Journal):
    """
    A line that lost its name is not shown first, and the line that was played cannot be hidden.
    """
    with Writer.reopen(journal.path) as writer:
        writer.append(Standing("main", "hidden"), Standing("bold", "first"), LineName(0, "bold"))

    assert "main" == first_line(load(journal.path))
    assert "" == standing_of(load(journal.path), "main")


def test_an_unknown_name_or_frame_is_told(journal: Journal):
    """
    Who mistypes a name sees those that there are.
    """
    with pytest.raises(SaveError, match="main, regrets, bold"):
        line_named(journal, "blod")
    for number in (8, -1):
        with pytest.raises(SaveError, match="the last is 7"):
            line_to(journal, number)


def test_a_what_if_keeps_its_luck_until_another_is_asked_for(journal: Journal):
    """
    A line shares the luck of the line it left, unless it was begun with fresh luck.
    """
    assert ("", "", "", "", "", "new luck", "new luck", "") == salts(journal)


def test_the_state_at_every_frame_is_the_one_that_was_played(journal: Journal, play: Play):
    """
    Whichever frame is looked at, and in whatever order, the table stands as it stood.
    """
    history = History(journal)

    for number in (6, 0, 7, 3, 1, 5, 2, 4):
        assert play.states[number] == history.at(number)


def test_states_share_what_they_have_in_common(journal: Journal):
    """
    A long session fits in memory, because only what changed is new.
    """
    history = History(journal)

    assert history.at(6).hands is history.at(1).hands
    assert history.at(3) is history.at(3)


def test_a_state_that_there_is_not_is_told(journal: Journal):
    """
    Looking past the end is no crash.
    """
    with pytest.raises(SaveError, match="the last is 7"):
        History(journal).at(8)


def test_a_very_long_line_is_folded_without_recursion(journal: Journal):
    """
    Ten thousand frames are no deeper than ten.
    """
    quiet = Frame(1, 0, 0, told("x"), (), b"8 bytes.")
    frames = tuple(attrs.evolve(quiet, number=n, parent=n - 1) for n in range(1, 10_001))
    long = attrs.evolve(journal, frames=frames)

    assert 10_000 == len(line_to(long, 10_000)) == len(main_line(long))
    assert History(long).at(10_000) == History(long).at(0)


def test_a_forged_pile_of_things_is_refused(journal: Journal):
    """
    Events that pile up without end do not fill the memory.
    """
    heap = tuple(CardUnlocked(CardId("base")) for _ in range(5_000))
    frames = tuple(Frame(n, n - 1, 0, told("x"), heap, b"8 bytes.") for n in range(1, 60))
    forged = attrs.evolve(journal, frames=frames)

    with pytest.raises(SaveError, match="more than 10000 things"):
        History(forged).at(59)
