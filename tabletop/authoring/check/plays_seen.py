"""What was seen while a deck was played."""

from collections.abc import Collection, Iterable

import attrs

from tabletop.game import event as ev
from tabletop.game.decision import Move
from tabletop.game.deck import Deck
from tabletop.game.legal import answer_objection, legal_moves
from tabletop.game.state import State
from tabletop.language.ids import ActorId, CardId, EndingId, InjectId, MoveId, ObjectiveId


@attrs.define
class Seen:
    """
    What came to pass in the plays of one deck so far.

    Attributes:
        games: How many came to their end.
        playable: Cards that somebody could have played.
        offered: Cards whose offer was made.
        acceptable: Those whose offer could have been accepted.
        stood: Cards that left a piece.
        paid: Hedges that paid.
        came: Injects that came, or would have with more luck.
        met: Objectives met at an end, each with its holder.
        unmet: Objectives not met at an end, each with its holder.
        planned: Turns in which each actor had to plan.
        moved: Turns in which it had a legal move then.
    """

    games: int = 0
    playable: set[CardId] = attrs.field(factory=set)
    offered: set[CardId] = attrs.field(factory=set)
    acceptable: set[CardId] = attrs.field(factory=set)
    stood: set[CardId] = attrs.field(factory=set)
    paid: set[CardId] = attrs.field(factory=set)
    came: set[InjectId] = attrs.field(factory=set)
    endings: set[EndingId] = attrs.field(factory=set)
    met: set[tuple[ObjectiveId, ActorId]] = attrs.field(factory=set)
    unmet: set[tuple[ObjectiveId, ActorId]] = attrs.field(factory=set)
    planned: dict[ActorId, set[int]] = attrs.field(factory=dict)
    moved: dict[ActorId, set[int]] = attrs.field(factory=dict)

    def of(self, what: str) -> Collection[str]:
        """Return the ids of all that was seen of one kind of part."""
        kinds: dict[str, Collection[str]] = {
            "card": self.playable,
            "offer": self.acceptable,
            "hedge": self.paid,
            "inject": self.came,
            "ending": self.endings,
            "objective": {objective for objective, _ in self.met},
            "failure": {objective for objective, _ in self.unmet},
        }
        return kinds[what]

    def plan(self, deck: Deck, state: State, seat: ActorId) -> tuple[Move, ...]:
        """Return what *seat* may play first, and keep it in mind."""
        moves = tuple(legal_moves(deck, state, seat))
        self.playable.update(move.card for move in moves)
        self.planned.setdefault(seat, set()).add(state.turn)
        if moves:
            self.moved.setdefault(seat, set()).add(state.turn)
        return moves

    def answer(self, deck: Deck, state: State, seat: ActorId, offer: MoveId) -> None:
        """Keep in mind whether *seat* could accept *offer*."""
        if answer_objection(deck, state, seat, offer, "accept") is None:
            self.acceptable.update(o.card for o in state.offers if o.id == offer)

    def watch(self, before: State, events: Iterable[ev.Event]) -> None:
        """Keep in mind what came to pass after *before*."""
        cards = {piece.id: piece.card for piece in before.pieces}
        for event in events:
            match event:
                case ev.OfferMade(card=card):
                    self.offered.add(card)
                case ev.PieceStood(id=id, card=card):
                    cards[id] = card
                    self.stood.add(card)
                case ev.HedgePaid(piece=piece):
                    self.paid.add(cards[piece])
                case ev.InjectCame(inject=inject):
                    self.came.add(inject)
                case ev.ChanceRolled(purpose="chance", id=inject_id, odds=odds) if odds.ways:
                    self.came.add(InjectId(inject_id))
                case ev.ObjectiveScored(objective=objective, seat=seat, is_met=is_met):
                    (self.met if is_met else self.unmet).add((objective, seat))
                case ev.SessionEnded(ending=ending):
                    self.games += 1
                    if ending:
                        self.endings.add(ending)
                case _:
                    pass
