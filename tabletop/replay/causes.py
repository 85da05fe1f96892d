"""
Where things come from: the frames that made a level, a piece, an offer or a move what it is.

Everything is looked for backwards from a frame, so nothing after it is found, and only what a
viewer may see of it is told.
"""

from collections.abc import Iterator
from typing import Literal

import attrs

from tabletop.game.event import (
    Event,
    InjectCame,
    LevelShifted,
    MoveAdjudicated,
    MoveRevealed,
    OfferMade,
    PieceExposed,
    PieceStood,
    PlanSealed,
    RehearsalEnded,
)
from tabletop.game.narrate import Namer
from tabletop.game.sight import heard, sees_cause, sees_level
from tabletop.journal.lines import Line
from tabletop.language.ids import ActorId, InjectId, LevelId, MoveId, Viewer
from tabletop.replay.replay import Replay


@attrs.frozen
class Shifted:
    """
    One shift of a level.

    Attributes:
        turn: The turn it came in; 0 in a rehearsal.
        was: The level before, in steps.
        now: The level after, in steps.
        why: What was behind it, in a few words; "" for what the viewer may not know.
        move: The move, piece or offer behind it, if the viewer may know of one, else "".
        inject: The inject behind it, if the viewer heard it, else "".
    """

    frame: int
    turn: int
    level: LevelId
    was: int
    now: int
    why: str
    move: MoveId | Literal[""] = ""
    inject: InjectId | Literal[""] = ""


@attrs.frozen
class Stations:
    """
    The frames in which one move went its way, each 0 where it has not come to that.

    Attributes:
        sealed: Where its seat sealed the plan that it was made from.
    """

    sealed: int = 0
    revealed: int = 0
    adjudicated: int = 0


def shifts(
    replay: Replay, line: Line, number: int, viewer: Viewer, level: LevelId
) -> Iterator[Shifted]:
    """
    Yield the shifts of *level* on *line* up to frame *number*, the newest first.

    None are told of a level that *viewer* may not see, nor those of a rehearsal after it is over.
    What asked for a shift and moved nothing is left out.
    """
    if not sees_level(replay.deck, level, viewer):
        return
    for earlier in reversed(line.upto(number)):
        events = replay.frame(earlier).events
        if any(isinstance(event, LevelShifted) and event.level == level for event in events):
            yield from reversed(shifts_in(replay, earlier, viewer, level))
        if any(isinstance(event, RehearsalEnded) for event in events):
            return


def shifts_in(replay: Replay, number: int, viewer: Viewer, level: LevelId) -> list[Shifted]:
    """Return the shifts of *level* in frame *number*, in order, but for a rehearsal it ends."""
    found: list[Shifted] = []
    for event, before in replay.happened(number):
        if isinstance(event, RehearsalEnded):
            found.clear()
        if not isinstance(event, LevelShifted) or event.level != level or event.was == event.now:
            continue
        shift = Shifted(number, max(0, before.turn), level, event.was, event.now, event.reason)
        cause = event.cause
        if sees_cause(replay.deck, before, cause, viewer):
            said = (Namer(replay.deck, before).cause_text(cause), event.reason)
            why = "; ".join(filter(None, said))
            shift = attrs.evolve(shift, why=why, move=cause.move, inject=cause.inject)
        found.append(shift)
    return found


def of_level(replay: Replay, line: Line, number: int, viewer: Viewer, level: LevelId) -> int:
    """Return the frame of the last shift of *level* up to frame *number*; 0 for its opening."""
    return next((s.frame for s in shifts(replay, line, number, viewer, level)), 0)


def of_piece(replay: Replay, line: Line, number: int, viewer: Viewer, piece: MoveId) -> int:
    """
    Return the frame in which *piece* was put down, or came to light before *viewer*.

    0 if *viewer* has not seen it by frame *number*.
    """
    shown = 0
    for earlier, event in back(replay, line, number):
        match event:
            case PieceExposed(piece=exposed) if exposed == piece:
                shown = earlier
            case PieceStood(id=stood) if stood == piece:
                return earlier if was_told(replay, earlier, event, viewer) else shown
    return 0


def of_offer(replay: Replay, line: Line, number: int, viewer: Viewer, offer: MoveId) -> int:
    """Return the frame in which *offer* was made; 0 if *viewer* has not seen it by *number*."""
    for earlier, event in back(replay, line, number):
        if isinstance(event, OfferMade) and event.id == offer:
            return earlier if was_told(replay, earlier, event, viewer) else 0
    return 0


def of_inject(replay: Replay, line: Line, number: int, viewer: Viewer, inject: InjectId) -> int:
    """Return the frame in which *inject* last came by *number*; 0 if *viewer* did not hear it."""
    if not heard(replay.deck.inject_by_id[inject], viewer):
        return 0
    for earlier, event in back(replay, line, number):
        if isinstance(event, InjectCame) and event.inject == inject:
            return earlier
    return 0


def of_move(replay: Replay, line: Line, number: int, viewer: Viewer, move: MoveId) -> Stations:
    """Return the way of *move* up to frame *number*; all 0 if *viewer* has not seen it made."""
    adjudicated = revealed = 0
    seat = ""
    for earlier, event in back(replay, line, number):
        match event:
            case MoveAdjudicated(move=decided) if decided == move:
                adjudicated = adjudicated or earlier
            case MoveRevealed(id=made) if made == move:
                seat, revealed = event.seat, earlier
                if not was_told(replay, earlier, event, viewer):
                    return Stations()
            case PlanSealed(seat=sealer) if sealer == seat:
                return Stations(earlier, revealed, adjudicated)
    return Stations(0, revealed, adjudicated)


def of_plan(replay: Replay, line: Line, number: int, seat: ActorId) -> int:
    """Return the frame in which *seat* sealed what is sealed at frame *number*; 0 for nothing."""
    if seat not in replay.state(number).plans:
        return 0
    for earlier, event in back(replay, line, number):
        if isinstance(event, PlanSealed) and event.seat == seat:
            return earlier
    return 0


def back(replay: Replay, line: Line, number: int) -> Iterator[tuple[int, Event]]:
    """Yield the events of *line* with their frames, from the last of frame *number* backwards."""
    for earlier in reversed(line.upto(number)):
        for event in reversed(replay.frame(earlier).events):
            yield earlier, event


def was_told(replay: Replay, number: int, event: Event, viewer: Viewer) -> bool:
    """Return whether *viewer* was told of *event* in frame *number*."""
    return any(told.event == event for told in replay.heard(number, viewer))
