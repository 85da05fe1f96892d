"""Facts that came of decisions. An event carries all that `apply` needs."""

from typing import Literal

import attrs

from tabletop.game.decision import AnswerWord, AnyMove, Argument
from tabletop.language.ids import (
    NOBODY,
    ActorId,
    CardId,
    EndingId,
    InjectId,
    LevelId,
    Method,
    MoveId,
    ObjectiveId,
    Phase,
    PileId,
    Posture,
    Viewer,
)

Outcome = Literal["certain", "success", "failure", "struck"]
Because = Literal[
    "cost",
    "give",
    "ask",
    "returned",
    "move",
    "answer",
    "arrival",
    "piece",
    "hedge",
    "exposure",
    "inject",
    "deck",
    "ruling",
]
Purpose = Literal["adjudicate", "chance", "exposed", "pile"]
Why = Literal["if", "shifts_if", "struck"]


@attrs.frozen
class Amount:
    """Whole steps of a level, as fixed when the move was sealed or the offer made."""

    level: LevelId
    steps: int


@attrs.frozen
class Cause:
    """
    What moved a level.

    Attributes:
        move: The move, piece or offer behind it, or "".
        inject: The inject behind it, or "".
    """

    because: Because
    move: MoveId | Literal[""] = ""
    inject: InjectId | Literal[""] = ""


@attrs.frozen
class Odds:
    """*ways* out of *of*: 70 of 100 on a d100, 21 of 36 on two dice."""

    ways: int
    of: int


@attrs.frozen
class Receipt:
    """
    Everything that went into one adjudication, but its effects.

    The effects are the shifts and refusals that follow with the same move as their cause.

    Attributes:
        odds: None when the outcome was certain or ruled.
        dice: Faces in the order rolled; under `red-green` the red one first.
        source: Where the dice came from; "" when there were none.
        net: Strong pros less strong cons; counted by the two-dice methods only.
        is_override: Whether a person set the card's own odds, method or outcome aside.
    """

    method: Method
    outcome: Outcome
    odds: Odds | None = None
    dice: tuple[int, ...] = ()
    source: Literal["", "rolled", "typed"] = ""
    net: int = 0
    arguments: tuple[Argument, ...] = ()
    is_override: bool = False
    reason: str = ""


@attrs.frozen
class TurnBegan:
    turn: int


@attrs.frozen
class PhaseBegan:
    """*mover* is the seat whose go it is when a deck is played in turn, else ""."""

    phase: Phase
    mover: ActorId = NOBODY


@attrs.frozen
class Reported:
    seat: Viewer
    text: str


@attrs.frozen
class Drawn:
    """
    A word of chance was used.

    Attributes:
        prefix: Purpose, seat and id that key the draw, within this turn and phase.
        words: How many words were used under that prefix, retries not counted.
    """

    prefix: str
    words: int


@attrs.frozen
class ChanceRolled:
    """An inject's chance, or the exposure of a piece, was rolled on a d100."""

    purpose: Purpose
    id: str
    odds: Odds
    roll: int
    came: bool


@attrs.frozen
class InjectCame:
    inject: InjectId
    pile: PileId | Literal[""] = ""


@attrs.frozen
class ChoiceAsked:
    inject: InjectId
    seat: Viewer


@attrs.frozen
class ChoiceMade:
    inject: InjectId
    seat: Viewer
    choice: str


@attrs.frozen
class Announced:
    seat: ActorId
    cards: tuple[CardId, ...]


@attrs.frozen
class PlannedMove:
    """A move with the amounts it reserves, fixed when it was sealed."""

    move: AnyMove
    cost: tuple[Amount, ...] = ()
    give: tuple[Amount, ...] = ()

    @property
    def paid(self) -> tuple[Amount, ...]:
        """What it takes at the reveal: its cost, then what it gives in escrow."""
        return (*self.cost, *self.give)


@attrs.frozen
class PlanSealed:
    seat: ActorId
    moves: tuple[PlannedMove, ...] = ()
    recalls: tuple[MoveId, ...] = ()
    is_pass: bool = False


@attrs.frozen
class PlanUnsealed:
    seat: ActorId


@attrs.frozen
class PieceRecalled:
    piece: MoveId


@attrs.frozen
class MoveRevealed:
    """A sealed move was made: *nth* is its place in its seat's plan, from 0."""

    id: MoveId
    seat: ActorId
    nth: int
    planned: PlannedMove


@attrs.frozen
class OfferMade:
    """An offer is open. *lapses* is the last turn, inclusive, in which it may be answered."""

    id: MoveId
    card: CardId
    by: ActorId
    to: ActorId
    posture: Posture
    give: tuple[Amount, ...]
    ask: tuple[Amount, ...]
    lapses: int


@attrs.frozen
class AnswerSealed:
    seat: ActorId
    offer: MoveId
    answer: AnswerWord


@attrs.frozen
class OfferSettled:
    """What became of an offer; its effects follow, and then it closes."""

    offer: MoveId
    how: Literal["accepted", "refused", "lapsed"]


@attrs.frozen
class OfferClosed:
    offer: MoveId


@attrs.frozen
class MovesOrdered:
    moves: tuple[MoveId, ...]
    reason: str = ""


@attrs.frozen
class MoveAdjudicated:
    move: MoveId
    receipt: Receipt


@attrs.frozen
class LevelShifted:
    """
    A level was moved. It is *clamped* when *was* + *by* passes the end of the track.

    Attributes:
        by: Steps asked for, signed.
        now: The level after, in steps.
    """

    level: LevelId
    by: int
    was: int
    now: int
    cause: Cause
    reason: str = ""


@attrs.frozen
class ShiftRefused:
    """
    An effect did not land.

    Its own `if` or its track's `shifts_if` is false, or a ruling struck it out.
    """

    level: LevelId
    cause: Cause
    why: Why


@attrs.frozen
class PieceStood:
    """
    A move left a piece.

    Attributes:
        arrives: The turn in whose aftermath it arrives; 0 when it is here.
        leaves: The last turn, inclusive, whose aftermath it lasts; 0 for until recalled.
    """

    id: MoveId
    card: CardId
    owner: ActorId
    target: ActorId
    posture: Posture
    arrives: int
    leaves: int


@attrs.frozen
class PieceArrived:
    """*leaves* as in `PieceStood`, counted from the arrival."""

    piece: MoveId
    leaves: int


@attrs.frozen
class PieceExposed:
    piece: MoveId
    reason: str = ""


@attrs.frozen
class HedgePaid:
    piece: MoveId


@attrs.frozen
class PieceLeft:
    piece: MoveId
    why: Literal["recalled", "paid", "lapsed", "arrived"]


@attrs.frozen
class CardUnlocked:
    """Every card that names *card* in `unlocked_by` may be played from now on."""

    card: CardId


@attrs.frozen
class CardReturned:
    seat: ActorId
    card: CardId
    move: MoveId


@attrs.frozen
class RehearsalEnded:
    """Turn zero is over and forgotten: the state is the opening one again."""


@attrs.frozen
class ObjectiveScored:
    objective: ObjectiveId
    seat: ActorId
    is_met: bool
    points: int


@attrs.frozen
class SessionEnded:
    """*winners* have the most points, in deck order; *ending* is "" when the turns ran out."""

    ending: EndingId | Literal[""]
    winners: tuple[ActorId, ...]


Event = (
    TurnBegan
    | PhaseBegan
    | Reported
    | Drawn
    | ChanceRolled
    | InjectCame
    | ChoiceAsked
    | ChoiceMade
    | Announced
    | PlanSealed
    | PlanUnsealed
    | PieceRecalled
    | MoveRevealed
    | OfferMade
    | AnswerSealed
    | OfferSettled
    | OfferClosed
    | MovesOrdered
    | MoveAdjudicated
    | LevelShifted
    | ShiftRefused
    | PieceStood
    | PieceArrived
    | PieceExposed
    | HedgePaid
    | PieceLeft
    | CardUnlocked
    | CardReturned
    | RehearsalEnded
    | ObjectiveScored
    | SessionEnded
)
