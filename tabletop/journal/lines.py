"""The lines of a journal: the paths through its tree of frames."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from tabletop.journal.model import MAIN, Frame, Journal
from tabletop.journal.tree import line_names, unnamed


@attrs.frozen
class Line:
    """
    A path through the tree, from the opening to its last frame.

    Attributes:
        name: `main` for the line that was played; "what-if 12" or "taken back 12", by its first
            own frame, for one that nobody named.
        own: Numbers of its frames after the fork, in the order of play; they only ever rise.
        fork: The last frame it shares with the line it left; 0 for the opening and for `main`.
        is_named: Whether somebody gave it its name.
        left: The line it left, which may go on otherwise after the fork; None for `main`.
        shared: How many frames it shares with that, the opening not counted.
    """

    name: str
    own: tuple[int, ...]
    fork: int = 0
    is_named: bool = False
    left: "Line | None" = attrs.field(default=None, eq=False, repr=False)
    shared: int = attrs.field(default=0, repr=False)

    @property
    def is_main(self) -> bool:
        return self.name == MAIN

    @property
    def key(self) -> int:
        """Its first own frame, 0 for the main line; what it left has a lower one."""
        return 0 if self.is_main else self.begin

    @property
    def begin(self) -> int:
        """Its first own frame; 0 if there is none."""
        return self.own[0] if self.own else 0

    @property
    def last(self) -> int:
        """Its last frame; 0 if there is none."""
        return self.own[-1] if self.own else 0

    def nth(self, place: int) -> int:
        """Return its own frame at *place*, from 1; 0 before the first."""
        return self.own[place - 1] if place else 0

    @cached_property
    def frames(self) -> tuple[int, ...]:
        """Numbers in the order of play, without the opening; they only ever rise."""
        parts = [line.own[:place] for line, place in self.parts()]
        return tuple(number for part in reversed(parts) for number in part)

    def at_or_before(self, number: int) -> int:
        """Return the last frame of the line that is not after frame *number*; 0 for none."""
        return next((line.nth(place) for line, place in self._parts(number) if place), 0)

    def passes(self, number: int) -> bool:
        """Return whether frame *number*, or the opening, is on the line."""
        return self.at_or_before(number) == number

    def place(self, number: int) -> int:
        """Return how many frames of the line are not after frame *number*."""
        return next((line.shared + place for line, place in self._parts(number) if place), 0)

    def upto(self, number: int) -> tuple[int, ...]:
        """Return the frames up to *number*, inclusive."""
        return self.frames[: self.place(number)]

    def between(self, first: int, last: int) -> tuple[int, ...]:
        """Return the frames from *first* to *last*, both inclusive; 0, the opening, is one."""
        opening = (0,) if first <= 0 <= last else ()
        return opening + self.frames[self.place(first - 1) : self.place(last)]

    def parts(self) -> Iterator[tuple["Line", int]]:
        """Yield this line and those it came by, each with how many of their own frames it has."""
        return self._parts(self.last)

    def _parts(self, number: int) -> Iterator[tuple["Line", int]]:
        """Yield this line and those it came from, each with how many own frames *number* takes."""
        line: Line = self
        yield line, bisect_right(line.own, number)
        # A loop, for what-ifs of what-ifs can be nested deeper than calls.
        while line.left is not None:
            line, number = line.left, min(number, line.fork)
            yield line, bisect_right(line.own, number)


class JournalLines:
    """
    Every line of a journal that grows; taking in a frame does not look at the others again.

    Each frame is an own frame of one line only: of the first that goes through it.
    """

    def __init__(self) -> None:
        self._journal: Journal | None = None
        self._own: dict[int, list[int]] = {0: []}  # by first own frame; 0 is the main line
        self._home = [0]  # by frame: the key of the line it is an own frame of
        self._newest: dict[int, int] = {}  # by frame: where play went on from it
        self._lines: dict[int, Line] = {}
        self._stale = {0}
        self._has_parted = False

    def follow(self, journal: Journal) -> tuple[Line, ...]:
        """
        Return every line of *journal*, which is the one so far with more frames and names.

        The main line comes first, then the others as they were begun.
        """
        new = journal.frames[len(self._home) - 1 :]
        goes_on = {frame.parent: frame.number for frame in new if not frame.is_what_if}
        for frame in new:
            self._add(frame, stays=goes_on.get(frame.parent) == frame.number)
        known, self._journal = self._journal, journal
        is_renamed = known is None or len(known.line_names) != len(journal.line_names)
        if is_renamed or self._has_parted:
            self._stale.update(self._own)
        self._renew(journal)
        return tuple(self._lines[key] for key in sorted(self._lines))

    def of(self, number: int) -> Line:
        """Return the first line that goes through frame *number*."""
        return self._lines[self._home[number]]

    def _add(self, frame: Frame, *, stays: bool) -> None:
        """
        Take in *frame*: it goes on with the line its parent is on if it *stays*, or begins one.

        A what-if does not stay, nor what is taken back by a frame that is still to be taken in.
        """
        number, home = frame.number, self._home[frame.parent]
        if not stays:
            self._own[number] = []
            home = number
        else:
            taken_back = self._newest.get(frame.parent)
            self._newest[frame.parent] = number
            if taken_back is not None:
                self._part(home, taken_back)
        self._own[home].append(number)
        self._home.append(home)
        self._stale.add(home)

    def _part(self, home: int, begin: int) -> None:
        """Make the frames from *begin* on, which were taken back, a line of their own."""
        own = self._own[home]
        place = bisect_left(own, begin)
        self._own[begin] = own[place:]
        del own[place:]
        for number in self._own[begin]:
            self._home[number] = begin
        self._stale.add(begin)
        self._has_parted = True  # and others may have left the line at one of them

    def _renew(self, journal: Journal) -> None:
        """Make the lines anew that have changed."""
        named: dict[int, tuple[int, str]] = {}
        for name, frame in line_names(journal).items():
            key = self._home[frame]
            # Of several names the one on the earliest frame counts, and on one frame the newest.
            if key not in named or frame <= named[key][0]:
                named[key] = (frame, name)
        # In order, for what a line left began before it.
        for key in sorted(self._stale):
            own = tuple(self._own[key])
            if not key:
                self._lines[key] = Line(MAIN, own)
                continue
            begin = journal.frame(key)
            left = self._lines[self._home[begin.parent]]
            _, name = named.get(key, (0, ""))
            self._lines[key] = Line(
                name or unnamed(begin),
                own,
                begin.parent,
                bool(name),
                left,
                left.place(begin.parent),
            )
        self._stale.clear()
        self._has_parted = False


def parting(one: Line, other: Line) -> int:
    """Return the last frame that both lines go through; 0 for the opening."""
    ours, theirs = one.parts(), other.parts()
    (line, place), (rival, reach) = next(ours), next(theirs)
    # Each frame is an own frame of one line, so they part on the last line that both came by.
    while line.key != rival.key:
        if line.key > rival.key:
            line, place = next(ours)
        else:
            rival, reach = next(theirs)
    return line.nth(min(place, reach))


def partings(line: Line, lines: Iterable[Line]) -> Mapping[int, int]:
    """
    Return the last frame that *line* shares with each of *lines*, by the key of that.

    *lines* are all those of its journal in their order, so that none needs to be followed back.
    """
    places = {part.key: place for part, place in line.parts()}
    found: dict[int, int] = {}
    for other in lines:
        left = other.left
        if left is None or other.key in places:
            found[other.key] = other.nth(places[other.key])
        elif left.key in places:
            found[other.key] = left.nth(min(places[left.key], bisect_right(left.own, other.fork)))
        else:
            found[other.key] = found[left.key]
    return found


def lines_of(journal: Journal) -> tuple[Line, ...]:
    """Return every line of *journal*: the main line, then the others as they were begun."""
    return JournalLines().follow(journal)
