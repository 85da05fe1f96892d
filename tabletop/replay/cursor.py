"""Where somebody stands in a saved session, and every way to go about in it; without a screen."""

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

import attrs

from tabletop.errors import TabletopError
from tabletop.game import event as ev
from tabletop.game.sight import sees_cause
from tabletop.journal.lines import Line, parting
from tabletop.journal.model import Journal
from tabletop.journal.tree import first_line
from tabletop.language.ids import (
    FACILITATOR,
    NOBODY,
    WALL,
    InjectId,
    LevelId,
    MoveId,
    Viewer,
)
from tabletop.replay import causes, goto
from tabletop.replay.goto import FramePlace, Stop
from tabletop.replay.line_list import parted
from tabletop.replay.replay import Replay
from tabletop.replay.search import Hit, Query, Searcher

SLICE: Final = 40
"""Frames folded or searched in one go, while a key may be waiting: some milliseconds."""


class NoSuchPlace(TabletopError):
    """There is no such seat, frame or line."""


@attrs.frozen
class Entrance:
    """
    Where somebody begins to look, by name.

    Attributes:
        at: The frame; None for the beginning, or with *ends* for the last.
        seat: An actor's id, `facilitator` or `wall`.
        line: A line's name; "" for the one through *at*, or the one to show first.
    """

    at: int | None = None
    seat: str = WALL
    line: str = ""
    ends: bool = False


def viewers_of(replay: Replay) -> tuple[Viewer, ...]:
    """Return whose eyes there are: the wall's, the seats' in deck order, the facilitator's."""
    return (WALL, *(actor.id for actor in replay.deck.actors), FACILITATOR)


class Cursor:
    """
    A frame of a line, looked at through somebody's eyes.

    What comes after it is told only where it *spoils*. Most methods say where one would come to;
    `arrive` goes there. Whoever reads the replay in a thread holds *hold*, in short turns.

    Attributes:
        number: The frame; 0 is the opening.
        viewer: Whose sight it is.
        secrets: Whether what that viewer may not see is shown beside.
        spoils: Whether what comes after the frame is shown, and searched.
        trail: Where one was before each jump, the last one last.
        reached: The last frame that was seen of each line, by name.
        words: What was looked for last.
        folded: The frames up to this one can be gone to at once.
    """

    def __init__(self, replay: Replay, place: FramePlace, viewer: Viewer = WALL) -> None:
        self.replay = replay
        self.viewer = viewer
        self.secrets = False
        self.spoils = False
        self.trail: list[FramePlace] = []
        self.reached: dict[str, int] = {}
        self.words = ""
        self.folded = place.frame
        self.hold = threading.RLock()
        self.arrive(place)

    @classmethod
    def enter(cls, replay: Replay, entrance: Entrance) -> "Cursor":
        """
        Return the cursor that begins at *entrance*.

        Raises:
            NoSuchPlace: If there is none such.
        """
        viewers = viewers_of(replay)
        seat = next((v for v in viewers if v.casefold() == entrance.seat.casefold()), None)
        if seat is None:
            known = ", ".join(viewers)
            raise NoSuchPlace(f'no seat is called "{entrance.seat}"; there are: {known}')
        frames = len(replay.journal.frames)
        if entrance.at is not None and not 0 <= entrance.at <= frames:
            raise NoSuchPlace(f"there is no frame {entrance.at}; the last is {frames}")
        line = replay.line(entrance.line or first_line(replay.journal))
        if line is None and entrance.line:
            name = entrance.line.casefold()
            line = next((other for other in replay.lines if other.name.casefold() == name), None)
        if line is None and entrance.line:
            known = ", ".join(line.name for line in replay.lines)
            raise NoSuchPlace(f'no line is called "{entrance.line}"; there are: {known}')
        line = line or replay.main
        number = line.last if entrance.ends else entrance.at or 0
        if not line.passes(number):
            if entrance.line:
                raise NoSuchPlace(f'frame {number} is not on the line called "{line.name}"')
            line = replay.line_of(number)
        return cls(replay, FramePlace(line, number), seat)

    # Here

    @property
    def place(self) -> FramePlace:
        """Where one stands."""
        return FramePlace(self.line, self.number)

    @property
    def eyes(self) -> Viewer:
        """Whose sight is told: the viewer's, or the facilitator's with the secrets shown."""
        return FACILITATOR if self.secrets else self.viewer

    @property
    def shows_more(self) -> bool:
        """Whether more is shown than the viewer saw."""
        return self.eyes != self.viewer

    @property
    def mover(self) -> Viewer:
        """The seat whose moves are looked for; anybody's through the eyes of all."""
        return NOBODY if self.viewer in (WALL, FACILITATOR) else self.viewer

    @property
    def is_last(self) -> bool:
        """Whether no frame of the line comes after."""
        return self.line.place(self.number) == len(self.line.frames)

    @property
    def limit(self) -> int:
        """The last frame that is searched: of the line, or of what has been seen of it."""
        if self.spoils:
            return self.line.last
        return max(self.number, self.reached.get(self.line.name, 0))

    @property
    def played_ms(self) -> int:
        """How long the session, or a what-if by itself, had been played by now."""
        ms = self.replay.frame(self.number).at_ms if self.number else 0
        if self.number in self.line.own and not self.line.is_main:
            # It may have been played years after what it left.
            ms = max(0, ms - self.replay.frame(self.line.begin).at_ms)
        return ms

    @property
    def is_near(self) -> bool:
        """Whether all that the line left is folded: what is not takes its time."""
        return self.line.fork <= max(self.number, self.folded)

    # Going

    def target(self, number: int, line: Line | None = None) -> FramePlace:
        """Return the place of frame *number*, or of the last before it on *line*; of this one."""
        line = line or self.line
        return FramePlace(line, line.at_or_before(number))

    def leave(self, place: FramePlace) -> None:
        """Remember to come back here from *place*, where that is another."""
        if (place.line.name, place.frame) != (self.line.name, self.number):
            self.trail.append(self.place)

    def arrive(self, place: FramePlace) -> None:
        """Stand at *place*."""
        self.line, self.number = place.line, place.frame
        self.reached[self.line.name] = max(self.number, self.reached.get(self.line.name, 0))

    def back(self) -> FramePlace | None:
        """Return where one was before the last jump, and forget it; None if there was none."""
        return self.trail.pop() if self.trail else None

    def grow(self, journal: Journal) -> None:
        """Go on with *journal*, which is the one so far and more."""
        with self.hold:
            self.replay.grow(journal)
        known = {(line.begin, line.is_main): line for line in self.replay.lines}
        self.line = known.get((self.line.begin, self.line.is_main), self.replay.main)

    def turn_eyes(self, by: int) -> None:
        """Look through the eyes that are *by* places further."""
        eyes = viewers_of(self.replay)
        self.viewer = eyes[(eyes.index(self.viewer) + by) % len(eyes)]

    # Along the line

    def step(self, by: int) -> int | None:
        """Return the frame *by* frames further, the opening at the least; None after the last."""
        place = max(0, self.line.place(self.number) + by)
        if place > len(self.line.frames):
            return None
        return self.line.frames[place - 1] if place else 0

    def stop(self, stop: Stop, by: int) -> int | None:
        """
        Return the next *stop*, or with -1 the one before; None if there is none.

        The opening is a beginning of turns and phases as well. Moves are those of the viewer's
        seat, where it has one.
        """
        seat = self.mover if stop == "move" else NOBODY
        look = goto.following if by > 0 else goto.preceding
        with self.hold:
            found = look(self.replay, self.line, self.number, stop, self.eyes, seat)
        if found is None and by < 0 and stop in ("turn", "phase") and self.number:
            return 0
        return found

    def remark(self, by: int) -> int | None:
        """Return the next frame with a note, judgement or marker, or with -1 the one before."""
        stops: tuple[Stop, ...] = ("note", "glyph", "marker")
        found = [n for stop in stops if (n := self.stop(stop, by)) is not None]
        return (min(found) if by > 0 else max(found)) if found else None

    def tenth(self, digit: int) -> int:
        """Return the frame *digit* tenths, from 0 to 9, of the way to the end of the line."""
        return goto.tenth(self.line, digit, self.line.last)

    def named(self, typed: str) -> FramePlace | goto.Nowhere:
        """Return the place that *typed* names, or why it names none."""
        with self.hold:
            return goto.go_to(self.replay, self.line, self.number, typed)

    # From line to line

    @property
    def others(self) -> Sequence[Line]:
        """The other lines that have parted by now, or with what is to come all of them."""
        return parted(self.replay, self.line, None if self.spoils else self.number)

    def line_after(self, by: int) -> Line:
        """Return the line that is *by* places further, of this one and the others."""
        others = self.others
        lines = [line for line in self.replay.lines if line is self.line or line in others]
        return lines[(lines.index(self.line) + by) % len(lines)]

    def over(self, line: Line) -> FramePlace:
        """Return this frame of *line* if it passes that, else where it parts from this one."""
        if line.at_or_before(self.number) == self.number:
            return FramePlace(line, self.number)
        place = line.place(parting(self.line, line))
        return FramePlace(line, line.frames[min(place, len(line.frames) - 1)] if line.frames else 0)

    # Words

    def find(self, typed: str, is_wanted: Callable[[], bool]) -> Sequence[Hit] | None:
        """
        Return where *typed* was told, a hit for each frame; None if it is no more wanted.

        It is looked for up to the limit, in short turns, and may be done in a thread.
        """
        frames = self.line.upto(self.limit)
        searcher = Searcher(self.replay, self.eyes, Query.of(typed))
        hits: list[Hit] = []
        for begin in range(0, len(frames), SLICE):
            if not is_wanted():
                return None
            with self.hold:
                for number in frames[begin : begin + SLICE]:
                    # One for each frame: that is what can be gone to.
                    hits.extend(islice(searcher.hits(number), 1))
        return hits

    def nearest(self, hits: Sequence[Hit], by: int) -> int | None:
        """Return which of *hits* is next after here, for -1 before, or for 0 nearest."""
        places = range(len(hits))
        if by > 0:
            return next((i for i in places if hits[i].frame > self.number), None)
        if by < 0:
            return next((i for i in reversed(places) if hits[i].frame < self.number), None)
        return min(places, key=lambda i: (abs(hits[i].frame - self.number), i), default=None)

    # Causes

    def last_of(self, frames: Iterator[int]) -> int | None:
        """Return the last of *frames* that comes before here; None if none does."""
        with self.hold:
            return max((n for n in frames if 0 < n < self.number), default=None)

    def of_level(self, level: LevelId) -> Iterator[int]:
        """Yield where *level* was last moved, and where before this frame."""
        for number in (self.number, self.number - 1):
            yield causes.of_level(self.replay, self.line, number, self.eyes, level)

    def of_inject(self, inject: InjectId) -> Iterator[int]:
        """Yield where *inject* came."""
        yield causes.of_inject(self.replay, self.line, self.number, self.eyes, inject)

    def of_move(self, move: MoveId) -> Iterator[int]:
        """Yield the stations of a move, and of the piece and the offer that it left."""
        table = self.replay, self.line, self.number, self.eyes
        way = causes.of_move(*table, move)
        yield from (way.sealed, way.revealed, way.adjudicated)
        yield causes.of_piece(*table, move)
        yield causes.of_offer(*table, move)

    def of_told(self, at: int) -> Iterator[int]:
        """Yield the frames behind the line number *at* of those that this frame told."""
        heard = self.replay.heard(self.number, self.eyes) if self.number else ()
        if not at < len(heard):
            return
        match heard[at].event:
            case ev.LevelShifted(cause=cause) | ev.ShiftRefused(cause=cause):
                if not sees_cause(self.replay.deck, heard[at].before, cause, self.eyes):
                    return
                if cause.move:
                    yield from self.of_move(MoveId(cause.move))
                elif cause.inject:
                    yield from self.of_inject(InjectId(cause.inject))
            case (
                ev.MoveRevealed(id=move)
                | ev.MoveAdjudicated(move=move)
                | ev.OfferMade(id=move)
                | ev.OfferSettled(offer=move)
                | ev.AnswerSealed(offer=move)
                | ev.PieceStood(id=move)
                | ev.PieceRecalled(piece=move)
                | ev.PieceArrived(piece=move)
                | ev.PieceExposed(piece=move)
                | ev.HedgePaid(piece=move)
                | ev.PieceLeft(piece=move)
            ):
                yield from self.of_move(move)
            case ev.ChanceRolled(id=subject, purpose="exposed"):
                yield from self.of_move(MoveId(subject))
            case ev.InjectCame(inject=inject) | ev.ChoiceMade(inject=inject):
                yield from self.of_inject(inject)

    # Folding

    def fold(self, number: int, line: Line) -> None:
        """Fold what leads to frame *number*, and read the turns of *line*; it may take long."""
        with self.hold:
            self.replay.state(number)
            self.replay.turns(line, line.at_or_before(number))

    def fold_to(self, last: int, line: Line, is_wanted: Callable[[], bool]) -> Iterator[int]:
        """
        Fold every frame up to *last* in turns so short that no key waits for one.

        Yield how far it has come, as long as it is wanted.
        """
        for begin in (*range(min(SLICE, last), last, SLICE), last):
            if not is_wanted():
                return
            self.fold(begin, line)
            self.folded = max(self.folded, begin)
            yield begin
