"""
What a seat or the facilitator asks for.

A decision is an input: nothing in it is trusted until `decide` has looked.
"""

from typing import Final, Literal, get_args

import attrs

from tabletop.language.expr import Effect
from tabletop.language.ids import (
    NOBODY,
    ActorId,
    CardId,
    InjectId,
    LevelId,
    Method,
    MoveId,
    Posture,
    Viewer,
)

AnswerWord = Literal["accept", "refuse", "wait"]
ANSWERS: Final[tuple[AnswerWord, ...]] = get_args(AnswerWord)

Ruled = Literal["", "success", "failure", "struck"]
RULINGS: Final[tuple[Ruled, ...]] = get_args(Ruled)


@attrs.frozen
class Move:
    """
    A card as a seat means to play it.

    Attributes:
        target: Whom it is played at or offered to; "" when the card names nobody.
        reason: One line of why, for the debrief.
        rejected: The card that was weighed and not played, if any.
    """

    card: CardId
    posture: Posture = "open"
    target: ActorId = NOBODY
    reason: str = ""
    rejected: CardId | Literal[""] = ""


@attrs.frozen
class FreeMove:
    """A move outside the hand, adjudicated by people: what is done, and what it is to bring."""

    text: str
    sought: str
    target: ActorId = NOBODY
    posture: Posture = "open"
    reason: str = ""


AnyMove = Move | FreeMove


@attrs.frozen
class Argument:
    """A reason for or against a move; a strong one weighs 1 on two dice."""

    side: Literal["pro", "con"]
    text: str
    strong: bool = True
    seat: Viewer = Viewer("")


@attrs.frozen
class Proceed:
    """Go on: leave this phase once nothing in it is awaited. Asked by whoever facilitates."""


@attrs.frozen
class Report:
    """Tell what a seat said and heard off the table, or note a deal. Heard by all."""

    seat: Viewer
    text: str


@attrs.frozen
class Choose:
    """Answer an inject that asks *seat* to choose."""

    seat: Viewer
    inject: InjectId
    choice: str


@attrs.frozen
class Announce:
    """Show cards as intentions. Bluff is allowed."""

    seat: ActorId
    cards: tuple[CardId, ...]


@attrs.frozen
class Seal:
    """Seal a seat's moves, in the order they are to be made, and its recalls."""

    seat: ActorId
    moves: tuple[AnyMove, ...] = ()
    recalls: tuple[MoveId, ...] = ()


@attrs.frozen
class Unseal:
    """Take a sealed plan back before the reveal."""

    seat: ActorId


@attrs.frozen
class PassFor:
    """Do without a seat that is away, in whatever it is asked for now."""

    seat: ActorId


@attrs.frozen
class Answer:
    """Answer an offer, sealed until all answers are in."""

    seat: ActorId
    offer: MoveId
    answer: AnswerWord


@attrs.frozen
class Adjudicate:
    """
    Decide the outcome of one move.

    Attributes:
        method: "" for the method of the session.
        arguments: Pros and cons; the strong ones count on two dice.
        odds: Odds in percent instead of the card's own, or None.
        dice: Dice from the real table, instead of drawn ones; empty to draw.
        ruling: The umpire's word; needed by `umpire`, an override otherwise.
        effects: What a free-form move that succeeds changes, as approved.
        strikes: Levels on which this move's effects are struck out.
        reason: Why, for the receipt.
    """

    move: MoveId
    method: Method | Literal[""] = ""
    arguments: tuple[Argument, ...] = ()
    odds: int | None = None
    dice: tuple[int, ...] = ()
    ruling: Ruled = ""
    effects: tuple[Effect, ...] = ()
    strikes: tuple[LevelId, ...] = ()
    reason: str = ""


@attrs.frozen
class Reorder:
    """Give the moves that are still to be adjudicated another order."""

    moves: tuple[MoveId, ...]
    reason: str = ""


@attrs.frozen
class Release:
    """Bring an inject now."""

    inject: InjectId


@attrs.frozen
class Expose:
    """Bring a covert piece to light."""

    piece: MoveId
    reason: str = ""


@attrs.frozen
class Correct:
    """Set a level by hand, in steps, with a reason: the way forward past a mistake."""

    level: LevelId
    now: int
    reason: str


Decision = (
    Proceed
    | Report
    | Choose
    | Announce
    | Seal
    | Unseal
    | PassFor
    | Answer
    | Adjudicate
    | Reorder
    | Release
    | Expose
    | Correct
)


@attrs.frozen
class Refusal:
    """
    A decision that the rules do not allow, and why.

    Attributes:
        code: Stable and short, such as "cost" or "phase".
        sentence: One sentence for the person who asked.
    """

    code: str
    sentence: str
