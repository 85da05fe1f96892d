"""What the hot wash reads out: points, winners, reasons, and what turned the session."""

from typing import Final

import attrs

from tabletop.game.apply import apply
from tabletop.game.decision import Move
from tabletop.game.deck import Deck
from tabletop.game.event import Cause, LevelShifted, MoveRevealed
from tabletop.game.narrate import Namer
from tabletop.game.sight import sees_cause, sees_level, sees_move
from tabletop.game.state import Made, State
from tabletop.language.ids import ActorId, InjectId, LevelId, MoveId, Viewer
from tabletop.table.session import Session

MOST_TURNING_POINTS: Final = 3


@attrs.frozen
class Shift:
    """How far one level went, in steps, from before to after."""

    level: LevelId
    was: int
    now: int


@attrs.frozen
class TurningPoint:
    """
    Something that moved the table far.

    Attributes:
        turn: The turn it came in.
        cause: What it was, such as "Forward Presence".
        shifts: What it moved, in the order moved.
        weight: Percent of their tracks' ranges that the shifts went, summed.
    """

    turn: int
    cause: str
    shifts: tuple[Shift, ...]
    weight: int


@attrs.frozen
class Account:
    """
    Why a move was made, in its player's words.

    Attributes:
        rejected: The title of the card that was weighed and not played, or "".
    """

    turn: int
    seat: ActorId
    move: str
    reason: str
    rejected: str


def accounts(session: Session, viewer: Viewer) -> tuple[Account, ...]:
    """
    Return the reasons that were sealed with the moves *viewer* saw, in the order revealed.

    They are for the debrief: nobody hears another's while the session is played. Moves without
    a reason and without a rejected alternative are left out, and so is a rehearsal.
    """
    deck = session.deck
    told = []
    for frame, state in session.played():
        for event in frame.events:
            if isinstance(event, MoveRevealed) and state.turn > 0:
                made = Made(event.id, event.seat, event.nth, event.planned)
                move = event.planned.move
                rejected = move.rejected if isinstance(move, Move) else ""
                if (move.reason or rejected) and sees_move(deck, made, viewer):
                    title = Namer(deck, state).title(move)
                    weighed = deck.card_by_id[rejected].title if rejected else ""
                    told.append(Account(state.turn, event.seat, title, move.reason, weighed))
            state = apply(state, event)
    return tuple(told)


def totals(state: State, deck: Deck) -> dict[ActorId, int]:
    """Return every seat's points, the most first and then in deck order."""
    points = {a.id: sum(s.points for s in state.scores if s.seat == a.id) for a in deck.actors}
    return dict(sorted(points.items(), key=lambda seat: -seat[1]))


def turning_points(
    session: Session, viewer: Viewer, most: int = MOST_TURNING_POINTS
) -> tuple[TurningPoint, ...]:
    """
    Return what moved the levels that *viewer* sees the furthest, in the order it came.

    What *viewer* could not see behind a shift is left out, and so is a rehearsal.
    """
    deck = session.deck
    found: dict[tuple[int, str], TurningPoint] = {}
    for frame, state in session.played():
        for event in frame.events:
            if isinstance(event, LevelShifted) and state.turn > 0 and event.now != event.was:
                if sees_level(deck, event.level, viewer) and told(deck, state, event, viewer):
                    key = (state.turn, str(event.cause.move or event.cause.inject))
                    found[key] = with_shift(deck, state, event, found.get(key))
            state = apply(state, event)
    heaviest = sorted(found.values(), key=lambda point: -point.weight)[:most]
    return tuple(point for point in found.values() if point in heaviest)


def told(deck: Deck, state: State, event: LevelShifted, viewer: Viewer) -> bool:
    """Return whether *viewer* was told of a move or inject behind *event*."""
    cause: Cause = event.cause
    named = bool(cause.move or cause.inject) and cause.because not in ("cost", "give", "returned")
    return named and sees_cause(deck, state, cause, viewer)


def with_shift(
    deck: Deck, state: State, event: LevelShifted, before: TurningPoint | None
) -> TurningPoint:
    """Return the turning point *before*, or a new one, with *event* added."""
    track = deck.track_of_level[event.level]
    weight = abs(event.now - event.was) * 100 // (track.high - track.low)
    if before is None:
        namer = Namer(deck, state)
        inject = deck.inject_by_id.get(InjectId(event.cause.inject))
        cause = inject.title if inject else namer.title_of(MoveId(event.cause.move))
        before = TurningPoint(max(0, state.turn), cause, (), 0)
    shifts = {shift.level: shift for shift in before.shifts}
    was = shifts[event.level].was if event.level in shifts else event.was
    shifts[event.level] = Shift(event.level, was, event.now)
    return attrs.evolve(before, shifts=tuple(shifts.values()), weight=before.weight + weight)
