"""Some plays of a deck that has too many: played at random, then towards what was not seen."""

from collections.abc import Iterator
from typing import Final

import attrs

from tabletop.authoring.check.plays_every import rulings
from tabletop.authoring.check.plays_lean import Lean
from tabletop.authoring.check.plays_luck import Extremes, unfolded
from tabletop.authoring.check.plays_seen import Seen
from tabletop.game import decision as dec
from tabletop.game.asks import Ask, asks
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice, digest, split_mix
from tabletop.game.legal import answer_objection, objection, plan_objection
from tabletop.game.state import State, opening
from tabletop.language.expr import Scene
from tabletop.language.ids import ActorId, InjectId, MoveId

FEWEST: Final = 24
"""Games played at random, unless they take more than `MOST`."""

FIRST: Final = 3_000
"""Steps of work after which no further game is begun at random."""

MOST: Final = 16_000
"""Steps of work for all plays of a deck; about 8,000 take a second."""

MOVES: Final = 8
"""Moves that are looked at in the time of one step."""

LARGE: Final = 200
"""Cards of a hand that take no longer to look through than none."""

EVENTS: Final = 16
"""Events that come to pass in the time of one step."""


class Whim:
    """A player's whim: the same for the same game of the same deck, for ever."""

    def __init__(self, game: int) -> None:
        self.key = digest(f"whim/{game}".encode(), 8)
        self.asked = 0

    def below(self, many: int) -> int:
        """Return a number from 0 to *many* - 1, each about as likely."""
        self.asked += 1
        return split_mix(self.key, self.asked) % many


@attrs.define
class Sampler:
    """
    Plays one deck again and again.

    Attributes:
        work: Steps taken so far. They are counted, for a clock would tell a deck now one thing and
            now another.
        game: Number of the game that is played, which is all its luck and whims hang on.
        lean: Which way most choices go; none where all are made at random.
        firmness: One choice in so many is made at random all the same.
    """

    deck: Deck
    seen: Seen = attrs.field(factory=Seen)
    work: int = 0
    game: int = 0
    lean: Lean | None = None
    firmness: int = 4

    def at_random(self) -> None:
        """Play whole games, each with luck and whims of its own."""
        while (self.game < FEWEST or self.work < FIRST) and not self.is_spent:
            state = opening(self.deck)
            whim = self.next_whim()
            while not state.is_over and not self.is_spent:
                state = self.turn(state, whim)

    @property
    def is_spent(self) -> bool:
        """Whether there was work enough."""
        return self.work >= MOST

    def next_whim(self) -> Whim:
        self.game += 1
        return Whim(self.game)

    def turn(self, state: State, whim: Whim) -> State:
        """
        Return *state* after play went on to the plan of the next turn, or to the end.

        It stops anywhere once there was work enough.
        """
        began = state.turn
        # Towards something, what seldom comes is as good as what often does.
        dice = Extremes(self.game) if self.lean else Dice(self.game)
        while not state.is_over and not self.is_spent:
            if state.phase == "plan" and state.turn > began and not state.plans:
                break
            decision = self.decision(state, whim)
            unfolding = unfolded(self.deck, state, decision, dice)
            assert unfolding is not None, "only what is legal is chosen"
            self.work += 1 + len(unfolding.events) // EVENTS
            self.seen.watch(state, unfolding.events)
            state = unfolding.state
        return state

    def decision(self, state: State, whim: Whim) -> dec.Decision:
        if not state.phase:
            return dec.Proceed()
        ask = asks(self.deck, state)[0]
        match ask.what:
            case "choose":
                choices = self.deck.inject_by_id[InjectId(ask.subject)].choices
                n = whim.below(len(choices))
                if self.lean and whim.below(self.firmness):
                    brought = [self.lean.effects(choice.effects, Scene()) for choice in choices]
                    n = brought.index(max(brought))
                return dec.Choose(ask.seat, InjectId(ask.subject), choices[n].id)
            case "seal":
                return self.plan(state, ActorId(ask.seat), whim)
            case "answer":
                return self.answer(state, ask, whim)
            case "adjudicate":
                ways = tuple(rulings(self.deck, state, ask))
                return ways[whim.below(len(ways))]
            case "proceed":
                return self.release(state, whim)

    def plan(self, state: State, seat: ActorId, whim: Whim) -> dec.Seal:
        """Return a plan of *seat*: mostly as many moves as it may make."""
        self.work += choices_of(self.deck, state, seat) // MOVES
        first = self.seen.plan(self.deck, state, seat)
        least, most = self.deck.moves.least, self.deck.moves.most
        many = most if whim.below(4) else least + whim.below(most - least + 1)
        moves: tuple[dec.Move, ...] = ()
        left = list(first)
        while left and len(moves) < many:
            n = self.next_of(left, seat, whim)
            if n is None and len(moves) >= least:
                break
            move = left.pop(n or 0)
            if objection(self.deck, state, seat, move, moves) is None:
                moves = (*moves, move)
        recalls = tuple(
            piece.id
            for piece in state.pieces
            if piece.owner == seat
            and not whim.below(6)
            and plan_objection(self.deck, state, seat, (), (piece.id,)) is None
        )
        if plan_objection(self.deck, state, seat, moves, recalls) is None:
            return dec.Seal(seat, moves, recalls)
        # A second copy of a card was left out of `left`, and the deck asks for more moves.
        return self.filled(state, seat, moves)

    def next_of(self, moves: list[dec.Move], seat: ActorId, whim: Whim) -> int | None:
        """
        Return which of *moves* to make: any, or the one that goes the way play leans.

        None where all of them go the other way.
        """
        n = whim.below(len(moves))
        if self.lean is None or not self.lean.wanted or not whim.below(self.firmness):
            return n
        brought = [self.lean.move(move, seat) for move in moves]
        best = max(brought)
        if best < 0:
            return None
        turned: list[int] = [*range(n, len(moves)), *range(n)]
        return next(each for each in turned if brought[each] == best)

    def filled(self, state: State, seat: ActorId, moves: tuple[dec.Move, ...]) -> dec.Seal:
        """Return a plan that begins with *moves* and has as many as there must be."""
        while plan_objection(self.deck, state, seat, moves) is not None:
            more = next(m for m in self.further(state, seat, moves))
            moves = (*moves, more)
        return dec.Seal(seat, moves)

    def further(
        self, state: State, seat: ActorId, moves: tuple[dec.Move, ...]
    ) -> Iterator[dec.Move]:
        for move in self.seen.plan(self.deck, state, seat):
            if objection(self.deck, state, seat, move, moves) is None:
                yield move

    def answer(self, state: State, ask: Ask, whim: Whim) -> dec.Answer:
        seat, offer = ActorId(ask.seat), MoveId(ask.subject)
        self.seen.answer(self.deck, state, seat, offer)
        may = [
            word
            for word in dec.ANSWERS
            if answer_objection(self.deck, state, seat, offer, word) is None
        ]
        if self.lean and whim.below(self.firmness) and {"accept", "refuse"} <= {*may}:
            may = ["accept" if self.would_accept(state, offer) else "refuse"]
        # Two games in three are among friends.
        if len(may) > 1 and "accept" in may and self.game % 3:
            may.append("accept")
        return dec.Answer(seat, offer, may[whim.below(len(may))])

    def would_accept(self, state: State, id: MoveId) -> bool:
        """Return whether to accept the offer *id* rather goes the way play leans."""
        offer = next(offer for offer in state.offers if offer.id == id)
        proposal = self.deck.card_by_id[offer.card].offer
        if self.lean is None or proposal is None:
            return True
        scene = Scene(offer.by, offer.to, offer.posture)
        brought = self.lean.effects(proposal.accepted, scene)
        return brought >= self.lean.effects(proposal.refused, scene)

    def release(self, state: State, whim: Whim) -> dec.Decision:
        """Return to go on, or now and then the release of an inject that waits for it."""
        if state.phase == "brief":
            for inject in self.deck.injects:
                if inject.by_facilitator and not state.came.get(inject.id) and not whim.below(6):
                    return dec.Release(inject.id)
        return dec.Proceed()


def choices_of(deck: Deck, state: State, seat: ActorId) -> int:
    """Return how many moves *seat* has to look at; in a large hand each takes longer."""
    hand = state.hands[seat]
    cards = [deck.card_by_id[id] for id in set(hand)]
    moves = sum(len(card.postures) * max(1, len(card.recipients(seat))) for card in cards)
    return moves * (1 + len(hand) // LARGE)
