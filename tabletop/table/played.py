"""What was played so far on one line, and what each viewer knows of it."""

import threading
from collections.abc import Iterator, Sequence

from tabletop.game.asks import Ask, asks
from tabletop.game.sight import Sight, sight
from tabletop.game.state import State, opening
from tabletop.game.words import LevelId, Viewer
from tabletop.journal.history import sense
from tabletop.journal.model import Frame, Journal
from tabletop.table.feed import Feed, Told, TurnEnds


class Played:
    """
    The table after the last of some frames; it only ever grows. Any thread may read.

    Attributes:
        frames: In the order played.
        state: After the last of them.
    """

    def __init__(self, journal: Journal) -> None:
        self.deck = journal.deck
        self.seed = journal.seed
        self.head = journal.head
        self.path = journal.path
        self.state = opening(journal.deck)
        self.frames: list[Frame] = []
        self._befores: list[State] = []
        self._ends = TurnEnds()
        self._feeds: dict[Viewer, Feed] = {}
        self._lock = threading.RLock()

    @property
    def number(self) -> int:
        """The frame the table stands at; 0 before the first."""
        return self.frames[-1].number if self.frames else 0

    def awaited(self) -> tuple[Ask, ...]:
        """Return what is asked of whom now, in order; empty when the session is over."""
        return asks(self.deck, self.state)

    def sight(self, viewer: Viewer) -> Sight:
        """Return what *viewer* may know now."""
        return sight(self.deck, self.state, viewer)

    def feed(self, viewer: Viewer) -> Sequence[Told]:
        """
        Return what *viewer* was told so far, in order, each line as it was told then.

        Raises:
            SaveError: If what is recorded cannot have been played; never once sat down to.
        """
        with self._lock:
            feed = self._feeds.setdefault(viewer, Feed(self.deck, viewer))
            for index in range(feed.frames, len(self.frames)):
                frame = self.frames[index]
                with sense(self.path, frame.number):
                    feed.read(frame.number, self._befores[index], frame.events)
            return tuple(feed.lines)

    def trend(self, level: LevelId, viewer: Viewer) -> tuple[int, ...]:
        """
        Return the opening level, then that at the end of each turn so far, in steps.

        The first is left out while the first turn has not begun, and all of them where *viewer*
        may not see the level. A rehearsal is not counted.
        """
        if level not in self.sight(viewer).state.levels:
            return ()
        return tuple(levels[level] for levels in self._ends.levels)

    def played(self) -> Iterator[tuple[Frame, State]]:
        """Yield each frame with the state before it, in order."""
        with self._lock:
            played = list(zip(self.frames, self._befores, strict=True))
        yield from played

    def move(self, frame: Frame, after: State) -> None:
        """Move the table on by *frame*, which is on the disk, to the state *after* it."""
        self._befores.append(self.state)
        self._ends.read(self.state, frame.events)
        self.frames.append(frame)
        self.state = after
