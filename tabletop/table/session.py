"""A session being played: the one mutable object of the house.

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

from tabletop.bots.roster import BotError
from tabletop.bots.seats import BotPlayer, Human, Seats, in_deck_order, people_of, seats_of
from tabletop.bots.thinker import BotIntent, Thinker
from tabletop.errors import note_save
from tabletop.game.asks import Ask, asks
from tabletop.game.decide import RULES, unfold
from tabletop.game.decision import Decision, Refusal
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.mark import mark
from tabletop.game.seed import Seed
from tabletop.game.sight import Sight, sight
from tabletop.game.state import State, opening
from tabletop.journal.disk import OpenResource
from tabletop.journal.model import (
    MAIN,
    Close,
    Frame,
    Journal,
    LineName,
    Note,
    Printed,
    SaveError,
    Source,
)
from tabletop.journal.reader import load
from tabletop.journal.states import History
from tabletop.journal.tree import line_to, unnamed
from tabletop.journal.writer import Writer, new_head
from tabletop.language.ids import FACILITATOR, LevelId, Viewer
from tabletop.table.branch import Branch, LineError, Luck, branch, last_of
from tabletop.table.feed import Feed, Told, TurnEnds


class SessionTable:
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
        """
        with self._lock:
            feed = self._feeds.setdefault(viewer, Feed(self.deck, viewer))
            for index in range(feed.frames, len(self.frames)):
                frame = self.frames[index]
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


Clock = Callable[[], int]
"""Milliseconds since some fixed moment."""


def wall_clock() -> int:
    """Return the milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Session(SessionTable, OpenResource):
    """
    One session at the table, and its save.

    It is played on one line: the main line, unless it was begun or gone on with as a what-if.

    `submit`, `step` and `close` take turns by a lock, and wait for the disk,
    so a screen calls them off its event loop.
    """

    def __init__(
        self,
        writer: Writer,
        journal: Journal,
        clock: Clock = wall_clock,
        *,
        line: str = MAIN,
        begins: Branch | None = None,
    ) -> None:
        """
        Sit down at the last frame of *journal*'s *line*; *writer* appends to its file.

        With *begins*, sit down where that line is to begin instead.

        Raises:
            LineError: If there is no such line, or the session is over where one is to begin.
            SaveError: If what is recorded cannot have been played.
        """
        super().__init__(journal)
        self.seats: Seats = in_deck_order(journal.deck, seats_of(journal.head.seats))
        self.line = begins.name if begins else line
        self._writer = writer
        self._clock = clock
        self._last = len(journal.frames)
        self._begins = begins
        self._was_put_away = self._is_put_away = journal.is_closed
        self._try_luck("")
        history = History(journal)
        for frame in line_to(journal, begins.at if begins else last_of(journal, line)):
            self.move(frame, history.at(frame.number))
        if begins:
            if self.state.is_over:
                raise LineError(
                    "the session is over there; a what-if begins at an earlier frame",
                    path=journal.path,
                    place=f"frame {begins.at}",
                    exit_status=4,
                )
            if begins.salt is not None:
                self._try_luck(begins.salt)

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
            {str(seat): str(player) for seat, player in in_deck_order(deck, seats).items()},
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
    def resume(
        cls,
        path: Path,
        *,
        line: str = MAIN,
        seats: Seats | None = None,
        stand_ins: str = "",
        known: Journal | None = None,
        clock: Clock = wall_clock,
    ) -> Self:
        """
        Go on with the session saved at *path*, where its *line* stopped.

        A torn tail is repaired first. *seats* are those it was begun with unless others are given;
        *stand_ins* names a bot that plays for every person. Of a save that is *known*, only what
        was added since is read.

        Raises:
            LineError: If no line is called that.
            SaveError: If the save cannot be read, is damaged, locked, or of other rules.
        """
        session = cls._sit_down(path, known, seats, lambda j, w: cls(w, j, clock, line=line))
        if stand_ins:
            session.seats = {
                seat: BotPlayer(stand_ins) if player == Human() else player
                for seat, player in session.seats.items()
                if seat != FACILITATOR
            }
        return session

    @classmethod
    def fork(
        cls,
        path: Path,
        *,
        at: int,
        luck: Luck = "same",
        name: str = "",
        seats: Seats | None = None,
        known: Journal | None = None,
        clock: Clock = wall_clock,
    ) -> Self:
        """
        Begin a what-if line of the session saved at *path*, after frame *at*; 0 is the opening.

        With the same *luck*, a decision made at the same moment rolls the dice that it rolled on
        the line that is left. Nothing is kept before the first decision; *name* is kept with it.
        *seats* and *known* are as for `resume`.

        Raises:
            LineError: If the session is over at that frame, or no line can be called *name*.
            SaveError: As `resume`, or if there is no such frame.
        """
        return cls._sit_down(
            path, known, seats, lambda j, w: cls(w, j, clock, begins=branch(j, at, luck, name))
        )

    @classmethod
    def _sit_down(
        cls,
        path: Path,
        known: Journal | None,
        seats: Seats | None,
        sit: Callable[[Journal, Writer], Self],
    ) -> Self:
        """Return the session that *sit* makes of the save at *path*, if it can be gone on with."""
        writer = Writer.reopen(path, known)
        try:
            journal = writer.journal or load(path)
            if journal.head.rules != RULES:
                raise SaveError(
                    f"the session was begun under rules {journal.head.rules} and this program"
                    f" plays by rules {RULES}; it can be replayed, but not gone on with",
                    path=path,
                    exit_status=4,
                )
            session = sit(journal, writer)
            if seats is not None:
                session.seats = in_deck_order(session.deck, seats)
        except BaseException:
            writer.close()
            raise
        return session

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            note_save(error, self.path)
        super().__exit__(kind, error, trace)

    @property
    def is_main(self) -> bool:
        """Whether it is the session itself that is played, and no what-if."""
        return self.line == MAIN

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
            unfolded = unfold(self.deck, self.state, decision, self.dice)
            if isinstance(unfolded, Refusal):
                return unfolded
            after, begins = unfolded.state, self._begins
            frame = Frame(
                number=self._last + 1,
                parent=self.number,
                at_ms=self._now(),
                decision=decision,
                events=tuple(unfolded.events),
                mark=mark(self.deck, after),
                salt=begins.salt if begins else None,
                is_what_if=begins is not None,
            )
            named = (LineName(frame.number, begins.name),) if begins and begins.name else ()
            self._writer.append(frame, *named)
            self.line = self.line or unnamed(frame)
            self._last, self._begins, self._is_put_away = frame.number, None, False
            self.move(frame, after)
            return frame

    def note(self, text: str, seat: Viewer) -> None:
        """
        Keep a remark of *seat* on the frame the table stands at; it moves nothing.

        Raises:
            SaveError: If the disk fails, or the session was closed.
        """
        with self._lock:
            self._writer.append(Note(self.number, self._now(), text, seat))
            self._is_put_away = False

    def close(self) -> None:
        """
        Let go of the save; nothing can be submitted afterwards.

        A session that is over is put away, and one that was is put away again after a what-if.
        """
        with self._lock:
            is_over = self.state.is_over if self.is_main else self._was_put_away
            if is_over and not self._is_put_away and not self._writer.is_frozen:
                self._writer.append(Close(self._now()))
                self._is_put_away = True
            self._writer.close()

    def _now(self) -> int:
        """Return the milliseconds since the session was begun."""
        return max(0, self._clock() - self.head.created_ms)

    def move(self, frame: Frame, after: State) -> None:
        super().move(frame, after)
        if frame.salt is not None:
            self._try_luck(frame.salt)

    def _try_luck(self, salt: str) -> None:
        """Roll and think with the luck of *salt* from now on."""
        self.dice = Dice(self.head.entropy, salt)
        self._thinker = Thinker(self.deck, self.head.entropy, salt)

    def _think(self, everything: bool) -> BotIntent | None:
        """Return what a bot, or with *everything* the missing facilitator, would do now."""
        with self._lock:
            state, number = self.state, self.number
        return self._thinker.think(state, self.seats, number, everything=everything)
