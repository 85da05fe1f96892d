"""The lines of a tree of frames, whatever was taken back, begun as a what-if and named."""

from collections.abc import Sequence

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.game.decision import Proceed
from tabletop.journal.lines import JournalLines, Line, lines_of, parting, partings
from tabletop.journal.model import MAIN, Frame, Journal, LineName
from tabletop.journal.reader import load
from tabletop.journal.tree import line_named, line_names, line_through, main_line
from tests.journal.golden import GOLDEN


@pytest.fixture(scope="module")
def journal() -> Journal:
    return load(GOLDEN / "prisoners_dilemma.seminar")


def tree(
    journal: Journal, frames: Sequence[tuple[int, bool]], names: Sequence[LineName]
) -> Journal:
    """Return *journal* with frames of these parents, what-ifs or not, and these names instead."""
    made = tuple(
        Frame(number, parent, 0, Proceed(), (), bytes(8), is_what_if=is_what_if)
        for number, (parent, is_what_if) in enumerate(frames, start=1)
    )
    return attrs.evolve(journal, frames=made, line_names=tuple(names))


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[tuple[int, bool]], list[LineName]]:
    """Return the parents of some frames, most going on where play stopped, and some names."""
    frames: list[tuple[int, bool]] = []
    for number in range(draw(st.integers(0, 14))):
        parent = draw(st.one_of(st.just(number), st.integers(0, number)))
        frames.append((parent, draw(st.integers(0, 4)) == 0))
    named = st.tuples(st.integers(0, len(frames)), st.sampled_from("abc"))
    return frames, [LineName(*pair) for pair in draw(st.lists(named, max_size=5))]


def left_by(line: Line) -> str:
    return line.left.name if line.left else ""


@given(trees())
def test_every_way_through_the_tree_is_a_line_and_no_other(journal: Journal, drawn):
    """
    A line goes on as play went on, and whatever was taken back or tried is to be found.
    """
    made = tree(journal, *drawn)
    gone_on = {f.parent for f in made.frames if not f.is_what_if}
    ends = {f.number for f in made.frames} - gone_on

    main, *others = lines_of(made)

    assert (MAIN, 0) == (main.name, main.fork)
    assert tuple(f.number for f in main_line(made)) == main.frames
    assert sorted(ends - {main.last}) == sorted(line.last for line in others)
    assert [line.begin for line in others] == sorted(line.begin for line in others)
    for line in others:
        assert tuple(f.number for f in line_through(made, line.begin)) == line.frames
        assert made.frame(line.begin).parent == line.fork
        assert set(line.own) == set(line.frames) - set(range(line.begin))


@given(trees())
def test_each_frame_belongs_to_the_first_line_that_goes_through_it(journal: Journal, drawn):
    """
    Going to a frame shows it on the line where it was played first.
    """
    made = tree(journal, *drawn)
    lines = JournalLines()
    found = lines.follow(made)

    for frame in made.frames:
        through = [line for line in found if frame.number in line.frames]
        assert through[0] == lines.of(frame.number)
        assert frame.number in through[0].own
        assert through == [line for line in found if line.passes(frame.number)]


@given(trees())
def test_a_live_save_has_the_lines_that_it_has_when_read_at_once(journal: Journal, drawn):
    """
    Whoever followed from the first frame sees what somebody sees who comes late.
    """
    frames, names = drawn
    lines = JournalLines()
    for count in range(len(frames)):
        lines.follow(tree(journal, frames[:count], [n for n in names if n.frame <= count]))

    followed = lines.follow(tree(journal, frames, names))

    at_once = lines_of(tree(journal, frames, names))
    assert at_once == followed
    assert [line.frames for line in at_once] == [line.frames for line in followed]
    assert [left_by(line) for line in at_once] == [left_by(line) for line in followed]


@given(trees(), st.integers(0, 14))
def test_lines_part_at_the_last_frame_they_share(journal: Journal, drawn, count: int):
    """
    Where two lines part is on both of them, and what follows is not; also in a live save.
    """
    frames, names = drawn
    lines = JournalLines()
    lines.follow(tree(journal, frames[:count], ()))
    found = lines.follow(tree(journal, frames, names))

    for one in found:
        forks = partings(one, found)
        for other in found:
            shared = [n for n in one.frames if n in other.frames]

            assert (shared or [0])[-1] == parting(one, other) == forks[other.key]


@given(trees())
def test_a_line_is_found_by_the_name_it_was_given_last(journal: Journal, drawn):
    """
    The name on the list is one by which the same line is opened.
    """
    made = tree(journal, *drawn)

    for line in lines_of(made):
        if line.is_named:
            assert line_names(made)[line.name] in line.own
            assert tuple(f.number for f in line_named(made, line.name)) == line.frames
        elif not line.is_main:
            assert not set(line.own) & set(line_names(made).values())


@given(trees(), st.integers(0, 20))
def test_places_on_a_line_count_its_frames(journal: Journal, drawn, number: int):
    """
    A frame's place, and the frame at or before a number, are those of the list of its frames.
    """
    for line in lines_of(tree(journal, *drawn)):
        upto = [n for n in line.frames if n <= number]

        assert tuple(upto) == line.upto(number)
        assert len(upto) == line.place(number)
        assert (upto or [0])[-1] == line.at_or_before(number)


def test_what_ifs_of_what_ifs_may_be_nested_as_deep_as_they_like(journal: Journal):
    """
    A forged save of ten thousand nested what-ifs neither crashes nor fills the memory.
    """
    made = tree(journal, [(number, True) for number in range(10_000)], ())

    lines = lines_of(made)

    assert 10_001 == len(lines)
    assert tuple(range(1, 10_001)) == lines[-1].frames
    assert 1 == lines[-1].at_or_before(1)


def test_a_line_does_not_change_when_play_goes_on_elsewhere(journal: Journal):
    """
    Whoever looks at a line of a live save keeps it until they look again.
    """
    lines = JournalLines()
    frames = [(0, False), (1, False), (2, False)]
    before = lines.follow(tree(journal, frames, ()))

    after = lines.follow(tree(journal, [*frames, (1, False)], ()))

    assert [(1, 2, 3)] == [line.frames for line in before]
    assert [(1, 4), (1, 2, 3)] == [line.frames for line in after]
    assert ["main", "taken back 2"] == [line.name for line in after]
