"""
The wall: following a session while it is played, or while somebody leads its review.

Three ways lead to the frame that is shown. *Live*, it is the newest one, on whatever line it was
played. *Led*, it is where the leader of a review is. On one's *own*, it is where somebody at the
wall has gone. Only what everybody may see comes of any of them.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Literal

import attrs

from tabletop.errors import TabletopError
from tabletop.game.event import MoveAdjudicated, Receipt
from tabletop.game.narrate import Namer, Topic
from tabletop.game.secrecy import shows_odds
from tabletop.game.state import move_by_id
from tabletop.journal.follow import Follower
from tabletop.journal.lead import Lead, is_played, led
from tabletop.journal.lines import Line
from tabletop.journal.model import SaveError
from tabletop.language.ids import WALL, ActorId, Phase
from tabletop.replay.replay import Replay

How = Literal["live", "led", "own"]

SELDOM: Final = 5.0
"""Seconds without news after which it is asked whether anybody plays, and between two questions."""


@attrs.frozen
class Roll:
    """
    A move that dice or people decided, as far as everybody may know.

    Attributes:
        receipt: Without odds and dice where they hang on what not everybody sees.
    """

    turn: int
    seat: ActorId
    title: str
    receipt: Receipt


@attrs.frozen
class WallView:
    """
    What the wall shows, and how it came there.

    Attributes:
        number: The frame; 0 is the opening.
        is_what_if: Whether the table did not play it so; before its fork a what-if did happen.
        how: Whether it is the newest, a leader's, or one's own choice.
        is_led: Whether somebody leads, also when one has broken free.
        ended: Name of a what-if that was played just before; "" when the session was not left.
        is_put_away: Whether the session is over and its save was closed.
        is_paused: Whether it is the newest frame, and no program plays on from it just now.
        phase_ms: When the phase began, in ms since 1970, UTC.
        told_ms: When everybody last heard something, in the same.
        roll: The last one of this turn or of the turn before, up to this frame.
    """

    line: Line
    number: int
    is_what_if: bool
    how: How
    is_led: bool
    ended: str
    is_put_away: bool
    is_paused: bool
    phase_ms: int
    told_ms: int
    roll: Roll | None


class Watch:
    """
    Follows the save at a path, whatever happens to it, for everybody to see.

    One thread at a time; every method may read the disk. Nothing is raised by `look`: what is wrong
    is `trouble` until it is gone, and what was last read stays.
    """

    def __init__(self, path: Path, now: Callable[[], float] = time.monotonic) -> None:
        """
        Follow the save at *path*.

        Args:
            now: Returns seconds since some fixed moment.
        """
        self.path = path
        self._now = now
        self.replay: Replay | None = None
        self.trouble: TabletopError | None = None
        self.lead: Lead | None = None
        self._follower = Follower(path)
        self._refused: object = None
        self._own: Lead | None = None
        self._newest: Line | None = None
        self._ended: tuple[str, object] = ("", None)
        self._is_paused = False
        self._asked = now()

    def close(self) -> None:
        """Let go of the save."""
        self._follower.close()

    @property
    def is_awaited(self) -> bool:
        """Whether there is no such save, or not yet."""
        cause = self.trouble.__cause__ if self.trouble else None
        return isinstance(cause, FileNotFoundError)

    def look(self) -> bool:
        """Look at the save and for a leader; return whether anything is new."""
        trouble, lead, replay = self.trouble, self.lead, self.replay
        was_paused = self._is_paused
        is_new = self._look()
        if is_new:
            self._is_paused, self._asked = False, self._now()
        elif self._now() - self._asked >= SELDOM:
            self._is_paused, self._asked = not is_played(self.path), self._now()
        self.lead = led(self.path, self.replay.journal.head.game_id) if self.replay else None
        said = str(self.trouble) != str(trouble)
        turned = was_paused != self._is_paused
        return is_new or said or turned or lead != self.lead or replay is not self.replay

    def _look(self) -> bool:
        """Read what was added to the save; return whether anything was."""
        if self._refused is not None and self._refused == identity(self.path):
            return False  # reading a large file again and again would tell the same
        self._refused = None
        try:
            news = self._follower.look()
        except SaveError as trouble:
            self.trouble, self._refused = trouble, identity(self.path)
            return False
        if news is None:
            return False
        journal = news.journal
        damage = journal.damage
        self.trouble = None
        if damage is not None:
            self.trouble = SaveError(
                f"readable up to frame {len(journal.frames)}: {damage.sentence}",
                path=self.path,
                place=f"byte {damage.byte}",
                exit_status=3,
            )
        if self.replay is None or news.is_anew:
            self.replay, self._own, self._newest = Replay(journal), None, None
        else:
            self.replay.grow(journal)
        self._note_lines(self.replay)
        return True

    def _note_lines(self, replay: Replay) -> None:
        """Note whether play has come back from a what-if, until its phase is over."""
        newest = replay.line_of(len(replay.journal.frames))
        left, self._newest = self._newest, newest
        moment = self._moment(replay, newest.last)
        if left and newest.is_main and not left.is_main:
            self._ended = (left.name, moment)
        elif self._ended[1] != moment or not newest.is_main:
            self._ended = ("", None)

    def _moment(self, replay: Replay, number: int) -> tuple[int, Phase | Literal[""]] | None:
        try:
            state = replay.state(number)
        except SaveError:
            return None
        return state.turn, state.phase

    # Where to look

    def shown(self) -> WallView | None:
        """
        Return what is to be shown now; None before there is a save.

        Raises:
            SaveError: If what is recorded cannot have been played.
        """
        replay = self.replay
        if replay is None:
            return None
        line, number, how = self._place(replay)
        created = replay.journal.head.created_ms
        return WallView(
            line,
            number,
            not line.is_main and number > line.fork,
            how,
            self.lead is not None,
            self._ended[0] if how == "live" else "",
            replay.journal.is_closed and number == line.last,
            self._is_paused and how == "live",
            created + at_ms(replay, phase_began(replay, line, number)),
            created + at_ms(replay, told_at(replay, line, number)),
            last_roll(replay, line, number),
        )

    def _place(self, replay: Replay) -> tuple[Line, int, How]:
        """Return the line and the frame that are to be shown."""
        newest = len(replay.journal.frames)
        if self._own is not None:
            return *found(replay, self._own), "own"
        if self.lead is not None and self.lead.frame <= newest <= (self.lead.until or newest):
            return *found(replay, self.lead), "led"
        return replay.line_of(newest), newest, "live"

    def step(self, by: Literal[1, -1]) -> None:
        """
        Break free, to the next or the last frame before of which everybody heard.

        Beyond the newest, and where nobody leads, it is followed again.
        """
        self._go(by, None)

    def turn(self, by: Literal[1, -1]) -> None:
        """Break free, to where the next turn begins, or this one, or the one before."""
        self._go(by, "turn")

    def begin(self) -> None:
        """Break free, to the opening."""
        if self.replay is not None:
            self._be_at(self._place(self.replay)[0], 0)

    def back(self) -> None:
        """Follow again: the leader, or the newest frame."""
        self._own = None

    def _be_at(self, line: Line, number: int) -> None:
        self._own = Lead("", number, line.name)

    def _go(self, by: Literal[1, -1], topic: Topic | None) -> None:
        replay = self.replay
        if replay is None:
            return
        line, number, _ = self._place(replay)
        if by < 0:
            number = told_at(replay, line, number)
            frames: Iterator[int] = reversed(line.upto(number - 1))
        else:
            frames = iter(line.frames[line.place(number) :])
        at = next((f for f in frames if is_told(replay, f, topic)), 0 if by < 0 else None)
        if at is not None:
            self._be_at(line, at)
        elif self.lead is None and topic is None:
            self._own = None


def found(replay: Replay, lead: Lead) -> tuple[Line, int]:
    """Return the line and the frame that *lead* names; the line may have been renamed since."""
    line = replay.line(lead.line)
    if line is None or not line.passes(lead.frame):
        line = replay.line_of(lead.frame)
    return line, lead.frame


def identity(path: Path) -> object:
    """Return what changes when the file at *path* does; None for none."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def at_ms(replay: Replay, number: int) -> int:
    """Return when frame *number* was played, in ms since the session was begun; 0 for 0."""
    return replay.frame(number).at_ms if number else 0


def is_told(replay: Replay, number: int, topic: Topic | None = None) -> bool:
    """Return whether frame *number* told everybody something, of *topic* if it is given."""
    return any(told.line.topic == (topic or told.line.topic) for told in replay.told(number, WALL))


def told_at(replay: Replay, line: Line, number: int) -> int:
    """Return the last frame up to *number*, inclusive, that told everybody something; or 0."""
    return next((n for n in reversed(line.upto(number)) if is_told(replay, n)), 0)


def phase_began(replay: Replay, line: Line, number: int) -> int:
    """
    Return the frame with which the phase after frame *number* began.

    A what-if leaves a phase that was played long before; its own begins with its first frame.
    """
    now = replay.state(number)
    began = number
    for earlier in reversed((0, *line.upto(number))):
        state = replay.state(earlier)
        if (state.turn, state.phase, state.mover) != (now.turn, now.phase, now.mover):
            break
        began = earlier
    return max(began, line.begin) if number > line.fork else began


def last_roll(replay: Replay, line: Line, number: int) -> Roll | None:
    """Return what was last decided by dice or people up to *number*, in the last two turns."""
    turn = replay.state(number).turn
    for earlier in reversed(line.upto(number)):
        if replay.state(earlier).turn < turn - 1:
            break
        for heard in reversed(replay.heard(earlier, WALL)):
            event, before = heard.event, heard.before
            if isinstance(event, MoveAdjudicated):
                made, receipt = move_by_id(before, event.move), event.receipt
                if made is None or receipt.outcome not in ("success", "failure"):
                    continue
                if receipt.method == "odds" and not shows_odds(replay.deck, made, WALL):
                    receipt = attrs.evolve(receipt, odds=None, dice=(), source="")
                title = Namer(replay.deck, before).title(made.planned.move)
                return Roll(max(0, before.turn), made.seat, title, receipt)
    return None
