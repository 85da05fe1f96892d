"""A saved session being looked at: its lines, and the table at any frame of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from tabletop.game.apply import apply
from tabletop.game.deck import Deck
from tabletop.game.event import Event
from tabletop.game.narrate import narrate
from tabletop.game.sight import Sight, sight
from tabletop.game.state import State
from tabletop.journal.lines import JournalLines, Line
from tabletop.journal.model import Frame, Journal, Note
from tabletop.journal.reader import load, uncollected
from tabletop.journal.states import History
from tabletop.language.ids import FACILITATOR, LevelId, Viewer
from tabletop.replay.turns import Turns
from tabletop.table.feed import Feed, Told


def open_replay(path: Path, progress: Callable[[int, int], None] | None = None) -> "Replay":
    """
    Return the session saved at *path*, to look at; no lock is taken.

    *progress* is told now and then how many bytes are read of how many, in this thread.

    Raises:
        SaveError: If the file cannot be read, or is refused.
    """
    return Replay(load(path, progress))


MOST_TOLD: Final = 5_000
"""Frames, counted once for each viewer, whose lines are kept: a step tells one anew, no more."""


@attrs.frozen
class ToldEvent:
    """
    An event that a viewer was told of.

    Attributes:
        before: The whole state before it, which its viewer may not see.
        text: What it was told as.
    """

    event: Event
    before: State
    text: str


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
        self._lines = JournalLines()
        self.lines = self._lines.follow(journal)
        self._notes = notes_by_frame(journal)
        self._turns: dict[int, Turns] = {}
        self._told: dict[tuple[int, Viewer], tuple[Told, ...]] = {}

    def grow(self, journal: Journal) -> None:
        """Go on with *journal*, which is the one so far with more frames, notes and names."""
        self.journal = journal
        self.history.follow(journal)
        self.lines = self._lines.follow(journal)
        self._notes = notes_by_frame(journal)

    @property
    def main(self) -> Line:
        """The line that was played."""
        return self.lines[0]

    def line(self, name: str) -> Line | None:
        """Return the line called *name*."""
        return next((line for line in self.lines if line.name == name), None)

    def line_of(self, number: int) -> Line:
        """
        Return the first line that goes through frame *number*; `main` for the opening.

        Raises:
            SaveError: If there is no such frame.
        """
        return self._lines.of(self.frame(number).number) if number else self.main

    def frame(self, number: int) -> Frame:
        """Return frame *number*, which must be from 1."""
        return self.journal.frame(number)

    def state(self, number: int) -> State:
        """Return the state after frame *number*."""
        return self.history.at(number)

    def before(self, number: int) -> State:
        """Return the state before frame *number*, which must be from 1, and is sound."""
        self.history.at(number)
        return self.history.at(self.frame(number).parent)

    def sight(self, number: int, viewer: Viewer) -> Sight:
        """Return what *viewer* may know after frame *number*."""
        return sight(self.deck, self.state(number), viewer)

    def told(self, number: int, viewer: Viewer) -> tuple[Told, ...]:
        """Return what *viewer* was told by frame *number*, as it was told then; none by 0."""
        if not number:
            return ()
        lines = self._told.get((number, viewer))
        if lines is None:
            feed = Feed(self.deck, viewer)
            feed.read(number, self.before(number), self.frame(number).events)
            if len(self._told) == MOST_TOLD:
                self._told.clear()
            lines = self._told[number, viewer] = tuple(feed.lines)
        return lines

    def happened(self, number: int) -> Sequence[tuple[Event, State]]:
        """Return each event of frame *number* with the whole state before it; none by 0."""
        found: list[tuple[Event, State]] = []
        state = self.before(number) if number else self.state(0)
        for event in self.frame(number).events if number else ():
            found.append((event, state))
            state = apply(state, event)
        return found

    def heard(self, number: int, viewer: Viewer) -> Sequence[ToldEvent]:
        """Return each event of frame *number* that *viewer* was told of, in order."""
        found = []
        for event, before in self.happened(number):
            line = narrate(self.deck, before, event, viewer)
            if line is not None:
                found.append(ToldEvent(event, before, line.text))
        return found

    def notes(self, number: int, viewer: Viewer) -> tuple[Note, ...]:
        """
        Return the notes on frame *number* that *viewer* may read, in the order they were made.

        What a seat notes while the session is played is for itself and the facilitator. What is
        said once it is over, and what was noted by whoever reads it, is for all.
        """
        return tuple(note for note in self._notes.get(number, ()) if self._reads(note, viewer))

    def noted(self, viewer: Viewer) -> tuple[int, ...]:
        """Return every frame with a note that *viewer* may read, by number."""
        return tuple(n for n in sorted(self._notes) if self.notes(n, viewer))

    def _reads(self, note: Note, viewer: Viewer) -> bool:
        return note.seat in ("", viewer) or viewer == FACILITATOR or self.state(note.frame).is_over

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
        ended = self.turns(line, number).levels(number)
        return {
            level: tuple(levels[level] for levels in ended)
            for level in self.sight(number, viewer).state.levels
        }

    def turns(self, line: Line, number: int) -> Turns:
        """Return the turns of *line*, read at least up to frame *number*."""
        turns = self._turns.get(line.begin)
        if turns is None or line.at_or_before(turns.last) != turns.last:
            turns = self._turns[line.begin] = Turns(self.deck.terms.phases)
        unread = line.frames[line.place(turns.last) : line.place(number)]
        if unread:
            self.state(unread[-1])
            with uncollected():
                for earlier in unread:
                    turns.read(self.frame(earlier), self.state)
        return turns


def notes_by_frame(journal: Journal) -> Mapping[int, Sequence[Note]]:
    """Return the notes of *journal* by their frames, in the order they were made."""
    found: dict[int, list[Note]] = {}
    for note in journal.notes:
        found.setdefault(note.frame, []).append(note)
    return found
