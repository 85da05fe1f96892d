"""
A session being played: the one mutable object of the house.

Kept before true: a decision is decided, its frame is on the disk, and only then does the table
move. When the disk fails the table stays as it was and is frozen; opening the save again shows what
it holds.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tabletop.game.apply import fold
from tabletop.game.asks import Ask, asks
from tabletop.game.decide import RULES, decide
from tabletop.game.decision import Decision, Refusal
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.mark import mark
from tabletop.game.seed import Seed
from tabletop.game.sight import Sight, sight
from tabletop.game.state import State, opening
from tabletop.game.words import FACILITATOR, WALL, LevelId, Viewer
from tabletop.journal.history import History, sense
from tabletop.journal.model import Close, Frame, Journal, Note, Printed, SaveError, Source
from tabletop.journal.reader import load
from tabletop.journal.tree import main_line
from tabletop.journal.writer import Writer, new_head
from tabletop.table.bots.roster import BotError
from tabletop.table.feed import Feed, Told, TurnEnds
from tabletop.table.seats import HUMAN, Seats, bot_of, people_of
from tabletop.table.thought import Thinker, Thought

Clock = Callable[[], int]
"""Milliseconds since some fixed moment."""


def wall_clock() -> int:
    """Return the milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Session:
    """
    One session at the table, and its save.

    Any thread may read; `submit`, `step` and `close` take turns by a lock, and wait for the disk,
    so a screen calls them off its event loop.
    """

    def __init__(self, writer: Writer, journal: Journal, clock: Clock = wall_clock) -> None:
        """
        Sit down at the newest frame of *journal*'s main line; *writer* appends to its file.

        Raises:
            SaveError: If what is recorded cannot have been played.
        """
        self.deck = journal.deck
        self.seed = journal.seed
        self.head = journal.head
        self.path = journal.path
        self.seats: Seats = in_deck_order(
            journal.deck, {Viewer(seat): player for seat, player in journal.head.seats.items()}
        )
        self.state = opening(journal.deck)
        self.frames: list[Frame] = []
        self.dice = Dice(journal.head.entropy)
        self._writer = writer
        self._clock = clock
        self._lock = threading.RLock()
        self._last = len(journal.frames)
        self._is_put_away = journal.is_closed
        self._befores: list[State] = []
        self._ends = TurnEnds()
        self._feeds: dict[Viewer, Feed] = {}
        self._thinker = Thinker(journal.deck, journal.head.entropy)
        history = History(journal)
        for frame in main_line(journal):
            self._move(frame, history.at(frame.number))

    @classmethod
    def start(
        cls,
        deck: Deck,
        seats: Seats,
        *,
        seed: Seed | None = None,
        entropy: int,
        path: Path,
        sources: Sequence[Source] = (),
        clock: Clock = wall_clock,
    ) -> Self:
        """
        Begin a session of *deck*, seeded and with its terms, in a new save at *path*.

        *entropy* is from 0 up to 2**64 - 1. The first decision is the one that `step` makes.

        Raises:
            SaveError: If the save cannot be made, or there is one already.
        """
        head = new_head(
            seed.title if seed else deck.title,
            {str(seat): player for seat, player in in_deck_order(deck, seats).items()},
            entropy=entropy,
            rules=RULES,
            created_ms=clock(),
        )
        writer = Writer.create(path, head, Printed(deck, seed, tuple(sources)))
        try:
            # What the save holds is what is played, and the same that a later sitting finds.
            return cls(writer, load(path), clock)
        except BaseException:
            writer.close()
            raise

    @classmethod
    def resume(cls, path: Path, *, stand_ins: str = "", clock: Clock = wall_clock) -> Self:
        """
        Go on with the session saved at *path*, where it stopped.

        A torn tail is repaired first. *stand_ins* names a bot that plays for every person.

        Raises:
            SaveError: If the save cannot be read, is damaged, locked, or of other rules.
        """
        writer = Writer.reopen(path)
        try:
            journal = writer.journal or load(path)
            if journal.head.rules != RULES:
                raise SaveError(
                    f"the session was begun under rules {journal.head.rules} and this program"
                    f" plays by rules {RULES}; it can be replayed, but not gone on with",
                    path=path,
                    exit_status=4,
                )
            session = cls(writer, journal, clock)
            # A forged save is refused here rather than in the middle of a screen.
            for viewer in (*(actor.id for actor in session.deck.actors), FACILITATOR, WALL):
                session.feed(Viewer(viewer))
        except BaseException:
            writer.close()
            raise
        if stand_ins:
            session.seats = {
                seat: f"bot:{stand_ins}" if player == HUMAN else player
                for seat, player in session.seats.items()
                if seat != FACILITATOR
            }
        return session

    @property
    def number(self) -> int:
        """The frame the table stands at; 0 before the first."""
        return self.frames[-1].number if self.frames else 0

    @property
    def is_frozen(self) -> bool:
        """Whether the save takes nothing more, since a write failed or it was closed."""
        return self._writer.is_frozen

    @property
    def repaired(self) -> int:
        """Bytes of a torn last record that were cut off when the save was opened again."""
        return self._writer.repaired

    @property
    def people(self) -> tuple[Viewer, ...]:
        """The seats that people play, in deck order, then the facilitator's."""
        return people_of(self.seats)

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
            SaveError: If what is recorded cannot have been played; never after `resume`.
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
        """Yield each frame of the main line with the state before it, in order."""
        with self._lock:
            played = list(zip(self.frames, self._befores, strict=True))
        yield from played

    def automatic(self, *, everything: bool = False) -> Decision | None:
        """
        Return the decision that a bot would make next; None when people are awaited.

        The first turn begins by itself. With *everything*, a missing facilitator's part is
        decided too: to go on, and to adjudicate by the card.
        """
        thought = self._think(everything)
        return thought.decision if thought else None

    def step(self, *, everything: bool = False) -> Frame | None:
        """
        Let a bot, or with *everything* the missing facilitator, decide once.

        Return the frame, or None when people are awaited or the session is over. A bot whose
        sight has changed while it thought thinks again.

        Raises:
            BotError: If a bot asks for what the rules refuse.
            SaveError: If the disk fails.
        """
        while thought := self._think(everything):
            with self._lock:
                if not thought.is_fresh(self.deck, self.state, self.number):
                    continue
                kept = self.submit(thought.decision)
            if isinstance(kept, Refusal):
                seat = thought.sight.viewer if thought.sight else FACILITATOR
                raise BotError(
                    f"{self.seats.get(seat, 'the table')}, which plays {seat}, decided what the"
                    f" rules refuse: {kept.sentence}",
                    path=self.path,
                    place=f"frame {self.number}",
                )
            return kept
        return None

    def submit(self, decision: Decision) -> Frame | Refusal:
        """
        Decide *decision*, keep its frame on the disk, and only then move the table.

        Blocks until the disk has it. A refusal changes and writes nothing.

        Raises:
            SaveError: If the disk fails. The table stands as before, and every later call fails.
        """
        with self._lock:
            events = decide(self.deck, self.state, decision, self.dice)
            if isinstance(events, Refusal):
                return events
            after = fold(self.state, events)
            frame = Frame(
                number=self._last + 1,
                parent=self.number,
                at_ms=self._now(),
                decision=decision,
                events=events,
                mark=mark(self.deck, after),
            )
            self._writer.append(frame)
            self._last = frame.number
            self._move(frame, after)
            return frame

    def note(self, text: str, seat: Viewer) -> None:
        """
        Keep a remark of *seat* on the frame the table stands at; it moves nothing.

        Raises:
            SaveError: If the disk fails, or the session was closed.
        """
        with self._lock:
            self._writer.append(Note(self.number, self._now(), text, seat))

    def close(self) -> None:
        """Let go of the save; one that is over is put away. Nothing can be submitted afterwards."""
        with self._lock:
            if self.state.is_over and not self._is_put_away and not self._writer.is_frozen:
                self._writer.append(Close(self._now()))
                self._is_put_away = True
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _now(self) -> int:
        """Return the milliseconds since the session was begun."""
        return max(0, self._clock() - self.head.created_ms)

    def _move(self, frame: Frame, after: State) -> None:
        """Move the table on by *frame*, which is on the disk, to the state *after* it."""
        self._befores.append(self.state)
        self._ends.read(self.state, frame.events)
        self.frames.append(frame)
        self.state = after
        if frame.salt is not None:
            self.dice = Dice(self.head.entropy, frame.salt)

    def _think(self, everything: bool) -> Thought | None:
        """Return what a bot, or with *everything* the missing facilitator, would do now."""
        with self._lock:
            state, number = self.state, self.number
        return self._thinker.think(state, self.seats, number, everything=everything)


def in_deck_order(deck: Deck, seats: Seats) -> dict[Viewer, str]:
    """
    Return who plays in the order of the deck's actors, the facilitator last.

    A seat that *seats* does not name, or not as a bot's, is a person's.
    """
    order: list[Viewer] = [actor.id for actor in deck.actors]
    if FACILITATOR in seats:
        order.append(FACILITATOR)
    return {
        seat: seats[seat] if bot_of(seats.get(seat, "")) and seat != FACILITATOR else HUMAN
        for seat in order
    }
