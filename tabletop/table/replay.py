"""
A saved session being looked at: its lines, and the table at any frame of them.

It changes nothing and writes nothing. What it shows of a frame is what a viewer knew then.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

import attrs

from tabletop.game.deck import Deck
from tabletop.game.sight import Sight, sight
from tabletop.game.state import State
from tabletop.game.words import LevelId, Viewer
from tabletop.journal.history import History, sense
from tabletop.journal.model import MAIN, Frame, Journal
from tabletop.journal.tree import line_names, line_through, main_line
from tabletop.table.feed import Feed, Told, TurnEnds

Levels = tuple[Mapping[LevelId, int], ...]
"""The levels at the opening, then at the end of each finished turn."""


@attrs.frozen
class Line:
    """
    A path through the tree, from the opening to its last frame.

    Attributes:
        name: `main` for the line that was played; "what-if 12" or "taken back 12", by its first
            own frame, for one that nobody named.
        frames: Numbers in the order of play, without the opening; they only ever rise.
        fork: The last frame it shares with the line it left; 0 for the opening and for `main`.
        is_named: Whether somebody gave it its name.
    """

    name: str
    frames: tuple[int, ...]
    fork: int
    is_named: bool = False

    @property
    def is_main(self) -> bool:
        return self.name == MAIN

    @property
    def last(self) -> int:
        """Its last frame; 0 if there is none."""
        return self.frames[-1] if self.frames else 0

    def at_or_before(self, number: int) -> int:
        """Return the last frame of the line that is not after frame *number*; 0 for none."""
        place = bisect_right(self.frames, number)
        return self.frames[place - 1] if place else 0

    def place(self, number: int) -> int:
        """Return how many frames of the line are not after frame *number*."""
        return bisect_right(self.frames, number)

    def upto(self, number: int) -> tuple[int, ...]:
        """Return the frames up to *number*, inclusive."""
        return self.frames[: self.place(number)]


class Replay:
    """
    The lines of one journal, and the table at each of their frames.

    Frames are named by the decision's number; 0 is the opening. Going to a frame folds what leads
    to it once, so the first look at a long save belongs off the event loop. Any method may raise
    `SaveError` where a forged save records what cannot have been played.
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.deck: Deck = journal.deck
        self.history = History(journal)
        self.lines: tuple[Line, ...] = lines_of(journal)
        self._ends: dict[str, tuple[tuple[int, ...], list[int], list[Levels]]] = {}

    def grow(self, journal: Journal) -> None:
        """Go on with *journal*, which is the one so far with more frames, notes and names."""
        self.journal = journal
        self.history.follow(journal)
        self.lines = lines_of(journal)

    @property
    def main(self) -> Line:
        """The line that was played."""
        return self.lines[0]

    def line(self, name: str) -> Line | None:
        """Return the line called *name*."""
        return next((line for line in self.lines if line.name == name), None)

    def line_of(self, number: int) -> Line:
        """Return the first line that goes through frame *number*; `main` where none does."""
        through = (line for line in self.lines if line.at_or_before(number) == number)
        return next(through, self.main)

    def frame(self, number: int) -> Frame:
        """Return frame *number*, which must be from 1."""
        return self.journal.frame(number)

    def state(self, number: int) -> State:
        """Return the state after frame *number*."""
        return self.history.at(number)

    def before(self, number: int) -> State:
        """Return the state before frame *number*, which must be from 1."""
        return self.history.at(self.frame(number).parent)

    def sight(self, number: int, viewer: Viewer) -> Sight:
        """Return what *viewer* may know after frame *number*."""
        with sense(self.journal.path, number):
            return sight(self.deck, self.state(number), viewer)

    def told(self, number: int, viewer: Viewer) -> tuple[Told, ...]:
        """Return what *viewer* was told by frame *number*, as it was told then; none by 0."""
        if not number:
            return ()
        feed = Feed(self.deck, viewer)
        with sense(self.journal.path, number):
            feed.read(number, self.before(number), self.frame(number).events)
        return tuple(feed.lines)

    def telling(self, line: Line, number: int, viewer: Viewer) -> Iterator[Told]:
        """Yield what *viewer* was told on *line* up to frame *number*, the newest first."""
        for earlier in reversed(line.upto(number)):
            yield from reversed(self.told(earlier, viewer))

    def feed(self, line: Line, number: int, viewer: Viewer, most: int = 300) -> Sequence[Told]:
        """Return the last *most* lines that *viewer* was told up to frame *number*, in order."""
        newest = []
        for told in self.telling(line, number, viewer):
            newest.append(told)
            if len(newest) == most:
                break
        return tuple(reversed(newest))

    def trends(self, line: Line, number: int, viewer: Viewer) -> dict[LevelId, tuple[int, ...]]:
        """
        Return each level that *viewer* may see at frame *number*, as it went.

        The first is the opening level, then come those at the end of each turn so far, in steps.
        A rehearsal is not counted.
        """
        ended = self.turn_ends(line, number)
        return {
            level: tuple(levels[level] for levels in ended)
            for level in self.sight(number, viewer).state.levels
        }

    def turn_ends(self, line: Line, number: int) -> Levels:
        """Return the opening levels and those at each end of a turn of *line* up to *number*."""
        known = self._ends.get(line.name)
        if known is None or known[0] != line.frames:
            known = self._ends[line.name] = (line.frames, *self._turn_ends(line))
        _, numbers, levels = known
        place = bisect_right(numbers, number)
        return levels[place - 1] if place else ()

    def _turn_ends(self, line: Line) -> tuple[list[int], list[Levels]]:
        """Return the frames of *line* that ended a turn, and what `turn_ends` is from each on."""
        ends = TurnEnds()
        numbers: list[int] = []
        levels: list[Levels] = []
        for number in line.frames:
            known = len(ends.levels)
            with sense(self.journal.path, number):
                ends.read(self.before(number), self.frame(number).events)
            if len(ends.levels) != known:
                numbers.append(number)
                levels.append(tuple(ends.levels))
        return numbers, levels


def lines_of(journal: Journal) -> tuple[Line, ...]:
    """Return every line of *journal*: the main line, then the others as they were begun."""
    main = Line(MAIN, tuple(frame.number for frame in main_line(journal)), 0)
    played = set(main.frames)
    newest = {f.parent: f.number for f in journal.frames if not f.is_what_if}
    named = {frame: name for name, frame in line_names(journal).items()}
    lines = [main]
    for begin in journal.frames:
        if begin.number in played or not (begin.is_what_if or newest[begin.parent] != begin.number):
            continue
        numbers = tuple(frame.number for frame in line_through(journal, begin.number))
        own = [number for number in numbers if number >= begin.number]
        given = next((named[number] for number in own if number in named), "")
        plain = f"{'what-if' if begin.is_what_if else 'taken back'} {begin.number}"
        lines.append(Line(given or plain, numbers, begin.parent, bool(given)))
    return tuple(lines)
