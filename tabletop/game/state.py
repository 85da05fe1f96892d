"""The state of play: frozen, and opened from a deck."""

from collections.abc import Mapping
from typing import Literal

import attrs

from tabletop.game.decision import AnswerWord
from tabletop.game.deck import Deck
from tabletop.game.event import Amount, Outcome, PlannedMove
from tabletop.language.ids import (
    NOBODY,
    ActorId,
    CardId,
    EndingId,
    InjectId,
    LevelId,
    MoveId,
    ObjectiveId,
    Phase,
    Posture,
    Viewer,
)


@attrs.frozen
class Plan:
    """A seat's sealed moves, in the order they are to be made."""

    moves: tuple[PlannedMove, ...] = ()
    recalls: tuple[MoveId, ...] = ()


@attrs.frozen
class Made:
    """A move of this turn, revealed. *outcome* is "" until it is adjudicated."""

    id: MoveId
    seat: ActorId
    nth: int
    planned: PlannedMove
    outcome: Outcome | Literal[""] = ""


@attrs.frozen
class Piece:
    """
    What a played card leaves standing.

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
    is_exposed: bool = False

    @property
    def is_here(self) -> bool:
        """Whether it has arrived."""
        return self.arrives == 0


@attrs.frozen
class Offer:
    """An open offer. *lapses* is the last turn, inclusive, in which it may be answered."""

    id: MoveId
    card: CardId
    by: ActorId
    to: ActorId
    posture: Posture
    give: tuple[Amount, ...]
    ask: tuple[Amount, ...]
    lapses: int
    answer: AnswerWord | Literal[""] = ""


@attrs.frozen
class Away:
    """A card out of its seat's hand, and the move that took it."""

    seat: ActorId
    card: CardId
    move: MoveId


@attrs.frozen
class Question:
    """A choice that an inject waits for."""

    inject: InjectId
    seat: Viewer


@attrs.frozen
class Score:
    """One seat's reading of one objective at the end."""

    objective: ObjectiveId
    seat: ActorId
    is_met: bool
    points: int


# Without slots, so that `changed` copies it whole; nothing else costs as much in a session.
@attrs.frozen(slots=False)
class State:
    """
    Where a session stands.

    Attributes:
        turn: 0 in a rehearsal, else from 1; before the first it is one less.
        phase: "" before the first turn began.
        mover: Whose go it is when played in turn, else "".
        levels: In deck order.
        hands: By actor; cards in the order drawn, a copy each.
        plans: Sealed and not yet revealed, by seat.
        moves: This turn's: the decided ones in the order decided, then those that wait in theirs.
        pieces: In the order they came.
        offers: Still open, in the order they were made.
        unlocked: Cards that have succeeded once and are named by an `unlocked_by`.
        came: How often each inject has come.
        draws: Words of chance used, by prefix, in this turn.
        opening: The state to go back to when a rehearsal ends.
    """

    turn: int
    phase: Phase | Literal[""]
    levels: Mapping[LevelId, int]
    hands: Mapping[ActorId, tuple[CardId, ...]]
    mover: ActorId = NOBODY
    plans: Mapping[ActorId, Plan] = attrs.field(factory=dict)
    announced: Mapping[ActorId, tuple[CardId, ...]] = attrs.field(factory=dict)
    moves: tuple[Made, ...] = ()
    pieces: tuple[Piece, ...] = ()
    offers: tuple[Offer, ...] = ()
    away: tuple[Away, ...] = ()
    questions: tuple[Question, ...] = ()
    unlocked: tuple[CardId, ...] = ()
    came: Mapping[InjectId, int] = attrs.field(factory=dict)
    draws: Mapping[str, int] = attrs.field(factory=dict)
    scores: tuple[Score, ...] = ()
    ending: EndingId | Literal[""] = ""
    winners: tuple[ActorId, ...] = ()
    is_over: bool = False
    opening: "State | None" = None


def opening(deck: Deck) -> State:
    """Return the state before the first turn of *deck*, as its terms begin it."""
    return State(
        turn=-1 if deck.terms.rehearsal else 0,
        phase="",
        levels={level: start for track in deck.tracks for level, start in track.opening().items()},
        hands={
            actor.id: deck.hands[actor.id] if actor.id in deck.hands else deck.full_hand(actor.id)
            for actor in deck.actors
        },
    )


def seats_in_order(deck: Deck, turn: int) -> tuple[ActorId, ...]:
    """Return the seats in deck order, rotated by *turn* - 1; a rehearsal is like turn 1."""
    seats = deck.actor_ids
    shift = max(0, turn - 1) % len(seats)
    return seats[shift:] + seats[:shift]


def piece_by_id(state: State, piece: MoveId) -> Piece | None:
    """Return the piece on the table that *piece* names, if there is one."""
    return next((p for p in state.pieces if p.id == piece), None)


def offer_by_id(state: State, offer: MoveId) -> Offer | None:
    """Return the open offer that *offer* names, if there is one."""
    return next((o for o in state.offers if o.id == offer), None)


def move_by_id(state: State, move: MoveId) -> Made | None:
    """Return this turn's move that *move* names, if there is one."""
    return next((m for m in state.moves if m.id == move), None)
