"""One step ahead, on a sight: what a move alone would do, and how good that looks."""

from typing import Final

import attrs

from tabletop.bots.bot import seat_of
from tabletop.game.adjudicate import card_chance, land_outcome
from tabletop.game.aftermath import each_turn_of_pieces, hedges
from tabletop.game.apply import changed
from tabletop.game.decision import Adjudicate, AnyMove, Move
from tabletop.game.deck import Card, Choice, Deck, Objective, Proposal
from tabletop.game.dice import Dice
from tabletop.game.event import Amount, Cause, MoveRevealed, Outcome
from tabletop.game.legal import amounts, planned
from tabletop.game.sight import Sight
from tabletop.game.state import Made, Offer, Piece, State
from tabletop.game.unfolding import EffectReading, Landing, Unfolding
from tabletop.language.expr import (
    Binary,
    Effect,
    Expr,
    Level,
    Named,
    Not,
    Scene,
    clamp,
    combine,
    evaluate,
)
from tabletop.language.ids import ActorId, LevelId, MoveId, level_id, level_parts

POINT: Final = 100
"""What one point is worth here; the rest of the scale is hints beside it."""

HOPE: Final = 60
"""Percent of an objective's points that being all but there is worth."""

RIVAL: Final = 25
"""Percent of a rival's points that count against one's own."""

PURSE: Final = 4
"""What a step is worth on a track that one's own cards are paid from."""

STEPS: Final = 10
"""The gap that counts as hopeless where a comparison names no track."""


class Appraiser:
    """
    Says what states of *deck* are worth to *seat*; only differences mean anything.

    What never changes while one thinks is looked up once.
    """

    def __init__(self, deck: Deck, seat: ActorId) -> None:
        self.deck = deck
        self.seat = seat
        self.own = [o for o in deck.objectives if seat in o.by]
        self.rivals = [
            (actor.id, [o for o in deck.objectives if actor.id in o.by])
            for actor in deck.actors
            if actor.id != seat
        ]
        tracks = {p.track for card in deck.cards if seat in card.by for p in card.cost}
        levels = [level for track in deck.tracks if track.id in tracks for level in track.opening()]
        self.purse = [level for level in levels if level_parts(level).owner == seat]

    def value(self, state: State) -> int:
        """Return what *state* is worth."""
        deck = self.deck
        is_end = any(evaluate(e.when, deck.tests, state, Scene()) for e in deck.endings)
        # Nothing comes after an ending, so what is almost reached there is worth nothing.
        hope = 0 if is_end else HOPE
        own = sum(worth(deck, state, self.seat, o, hope) for o in self.own)
        rivals = [sum(worth(deck, state, r, o) for o in wanted) for r, wanted in self.rivals]
        against = max(rivals, default=0) * RIVAL // 100
        # What is left to pay with, so that nothing is wasted for nothing.
        left = sum(state.levels.get(level, 0) for level in self.purse)
        return own - against + PURSE * left


def worth(deck: Deck, state: State, seat: ActorId, objective: Objective, hope: int = HOPE) -> int:
    """Return what *objective* is worth to *seat* on *state*, met or only near."""
    scene = Scene(seat)
    points = evaluate(objective.points, deck.tests, state, scene) * POINT
    if objective.test is None or evaluate(objective.test, deck.tests, state, scene):
        return points
    if not hope:
        return 0
    return points * nearness(objective.test, deck, state, scene) * hope // 10_000


def nearness(test: Expr, deck: Deck, state: State, scene: Scene) -> int:
    """Return how near *test* is to true, in percent; 100 when it is."""
    match test:
        case Binary(op="and", left=left, right=right):
            both = (nearness(side, deck, state, scene) for side in (left, right))
            return sum(both) // 2
        case Binary(op="or", left=left, right=right):
            return max(nearness(side, deck, state, scene) for side in (left, right))
        case Binary(op="=" | "<" | "<=" | ">" | ">=" as op, left=left, right=right):
            first, second = (evaluate(side, deck.tests, state, scene) for side in (left, right))
            if combine(op, first, second):
                return 100
            gap = max(1, abs(first - second))
            return max(0, 95 - 95 * gap // max(span(left, deck), span(right, deck), STEPS))
        case Named(test=name):
            return nearness(deck.tests[name], deck, state, scene)
        case Not(of=Binary(op="and" | "or", left=left, right=right)):
            return max(nearness(Not(side), deck, state, scene) for side in (left, right))
        case _:
            return 100 if evaluate(test, deck.tests, state, scene) else 0


def span(expr: Expr, deck: Deck) -> int:
    """Return how many steps the track that *expr* names has; 0 when it names none."""
    if not isinstance(expr, Level):
        return 0
    track = deck.track_by_id.get(expr.track)
    return track.high - track.low if track else 0


SHADOW: Final = MoveId("0-foresight-0")
NO_LUCK: Final = Dice(0, "foresight")
COIN: Final = 50
"""Percent an offer is thought to be accepted with, and a method without a chance to succeed."""

RAINY_DAY: Final = 2
"""A hedge is thought to pay one time in so many when its day is all but there, else less."""


@attrs.frozen
class Outlook:
    """One way things may go; the *percent* of all those of a move add up to about 100."""

    percent: int
    state: State

    def split(self, percent: int, came: State, stayed: State) -> "tuple[Outlook, ...]":
        """Return this in two: with *percent* of it come to *came*, the rest to *stayed*."""
        parts = ((percent, came), (100 - percent, stayed))
        return tuple(Outlook(self.percent * part // 100, state) for part, state in parts if part)


class Glimpse(Unfolding):
    """
    An unfolding of which only the state after it is wanted, at a fraction of the time.

    What is refused and how far a level went is told to nobody.
    """

    def readings(self, effect: Effect, landing: Landing, world: State) -> list[EffectReading]:
        condition = effect.condition
        if condition is not None and not self.value(condition, landing.scene, world):
            return []
        return super().readings(effect, landing, world)

    def shift(self, reading: EffectReading) -> None:
        if not reading.refused:
            super().shift(reading)

    def move_level(self, level: LevelId, by: int, cause: Cause, reason: str = "") -> int:
        was = self.state.levels[level]
        track = self.deck.track_of_level[level]
        now = clamp(was + by, track.low, track.high)
        if now != was:
            self.state = changed(self.state, levels={**self.state.levels, level: now})
        return now - was


class Foresight:
    """What lies one step ahead of a sight. It lives for one thought."""

    def __init__(self, sight: Sight) -> None:
        self.deck = sight.deck
        self.seat = seat_of(sight)
        self.turns_left = sight.deck.terms.turns - sight.state.turn
        self.appraiser = Appraiser(self.deck, self.seat)
        self.known: dict[tuple[tuple[int, ...], tuple[Piece, ...]], int] = {}

    def value(self, state: State) -> int:
        """Return what *state* is worth to the seat once the aftermath is over."""
        # Within one thought no rule reads more of a state than this, and moves often meet.
        key = (tuple(state.levels.values()), state.pieces)
        value = self.known.get(key)
        if value is None:
            value = self.known[key] = self.appraiser.value(self.after_turn(state))
        return value

    def after_move(self, state: State, move: AnyMove) -> tuple[Outlook, ...]:
        """Return the ways *move* may go from *state*, before the aftermath."""
        if not isinstance(move, Move):
            return (Outlook(100, state),)
        card = self.deck.card_by_id[move.card]
        chance = card_chance(self.deck, state, self.seat, move)
        if chance is None:
            outcomes: tuple[tuple[int, Outcome], ...] = ((100, "certain"),)
        else:
            chance = chance if self.deck.terms.method == "odds" else COIN
            outcomes = ((chance, "success"), (100 - chance, "failure"))
        outlooks = [
            Outlook(percent, self.landed(state, move, card, outcome))
            for percent, outcome in outcomes
            if percent
        ]
        for later in (self.answered, self.hedged, self.exposed):
            outlooks = [part for outlook in outlooks for part in later(outlook, move, card)]
        return tuple(outlooks)

    def answered(self, outlook: Outlook, move: Move, card: Card) -> tuple[Outlook, ...]:
        """Return *outlook* with the offer of *card* taken, and with it turned down."""
        if card.offer is None:
            return (outlook,)
        taken = self.taken(outlook.state, move, card.offer)
        refused = self.landing(outlook.state, card.offer.refused, scene_of(self, move))
        return outlook.split(COIN, taken, refused)

    def hedged(self, outlook: Outlook, move: Move, card: Card) -> tuple[Outlook, ...]:
        """Return *outlook* on the day the hedge of *card* pays, and as it stays."""
        scene, state = scene_of(self, move), outlook.state
        if card.pays_if is None or evaluate(card.pays_if, self.deck.tests, state, scene):
            return (outlook,)  # it pays in the aftermath, which is looked at anyway
        near = nearness(card.pays_if, self.deck, state, scene) // RAINY_DAY
        return outlook.split(near, self.landing(state, card.payoff, scene), state)

    def exposed(self, outlook: Outlook, move: Move, card: Card) -> tuple[Outlook, ...]:
        """Return *outlook* with the covert piece of *card* come to light, and with it hidden."""
        if card.exposed is None or move.posture == "open":
            return (outlook,)
        scene, state = scene_of(self, move), outlook.state
        odds = clamp(evaluate(card.exposed, self.deck.tests, state, scene), 0, 100)
        return outlook.split(odds, self.landing(state, card.if_seen, scene), state)

    def landed(self, state: State, move: Move, card: Card, outcome: Outcome) -> State:
        """Return *state* after *move* is paid for and decided."""
        unfolding = Glimpse(self.deck, state, NO_LUCK)
        plan = planned(self.deck, state, self.seat, move)
        unfolding.happen(MoveRevealed(SHADOW, self.seat, 0, plan))
        for amount in plan.cost:
            unfolding.move_level(amount.level, -amount.steps, Cause("cost", SHADOW))
        land_outcome(unfolding, Made(SHADOW, self.seat, 0, plan), outcome, Adjudicate(SHADOW))
        if outcome != "failure" and 0 < card.arrives <= self.turns_left:
            unfolding.land(Landing(card.arrival, scene_of(self, move), Cause("arrival", SHADOW)))
        return unfolding.state

    def taken(self, state: State, move: Move, proposal: Proposal) -> State:
        """Return *state* after the recipient of *move*'s offer has accepted it."""
        scene = scene_of(self, move)
        give = amounts(proposal.give, self.deck, state, scene, self.seat)
        ask = amounts(proposal.ask, self.deck, state, scene, self.seat)
        paid = self.moved(self.moved(state, give, -1), ask, 1)
        return self.landing(paid, proposal.accepted, scene)

    def after_answer(self, state: State, offer: Offer, *, accepts: bool) -> State:
        """Return *state* after this seat has accepted *offer*, or refused it."""
        card = self.deck.card_by_id[offer.card]
        scene = Scene(offer.by, offer.to, offer.posture)
        if card.offer is None:
            return state
        if not accepts:
            return self.landing(state, card.offer.refused, scene)
        mine = tuple(
            Amount(level_id(self.deck.track_of_level[a.level].id, self.seat), a.steps)
            for a in offer.give
        )
        paid = self.moved(self.moved(state, mine, 1), offer.ask, -1)
        return self.landing(paid, card.offer.accepted, scene)

    def after_choice(self, state: State, choice: Choice) -> State:
        """Return *state* after this answer to an inject."""
        return self.landing(state, choice.effects, Scene())

    def after_turn(self, state: State) -> State:
        """Return *state* after what the aftermath is sure to bring."""
        unfolding = Glimpse(self.deck, state, NO_LUCK)
        each_turn_of_pieces(unfolding)
        hedges(unfolding)
        unfolding.land_together([Landing(self.deck.each_turn, Scene(), Cause("deck"))])
        return unfolding.state

    def landing(self, state: State, effects: tuple[Effect, ...], scene: Scene) -> State:
        """Return *state* after *effects* have landed."""
        unfolding = Glimpse(self.deck, state, NO_LUCK)
        unfolding.land(Landing(effects, scene, Cause("move", SHADOW)))
        return unfolding.state

    def moved(self, state: State, steps: tuple[Amount, ...], sign: int) -> State:
        """Return *state* after levels the sight shows were moved by *steps*, *sign* times."""
        unfolding = Glimpse(self.deck, state, NO_LUCK)
        for amount in steps:
            if amount.level in state.levels:
                unfolding.move_level(amount.level, sign * amount.steps, Cause("ask", SHADOW))
        return unfolding.state


def scene_of(foresight: Foresight, move: Move) -> Scene:
    """Return whom *move*'s rules speak of."""
    return Scene(foresight.seat, move.target, move.posture)
