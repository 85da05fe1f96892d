"""Play towards what was not seen, so that not to be seen means something."""

from collections.abc import Callable, Iterator
from typing import Final, assert_never

import attrs

from tabletop.authoring.check.plays_lean import leaning
from tabletop.authoring.check.plays_sample import Sampler
from tabletop.authoring.check.plays_seen import Seen
from tabletop.game.deck import Card, Deck, Objective
from tabletop.game.legal import amounts, spendable
from tabletop.game.state import State, opening
from tabletop.language.expr import (
    Binary,
    Expr,
    IsPosture,
    Named,
    Not,
    Scene,
    Tests,
    World,
    evaluate,
)
from tabletop.language.ids import NOBODY, ActorId

FAR = 1_000
"""More than any one comparison is away."""


def distance(rule: Expr, tests: Tests, world: World, scene: Scene, *, wish: bool = True) -> int:
    """Return 0 if *rule* comes out as *wish*, else about how many steps are missing."""
    match rule:
        case Named(test=test):
            return distance(tests[test], tests, world, scene, wish=wish)
        case Not(of=of):
            return distance(of, tests, world, scene, wish=not wish)
        case Binary(op="and" | "or" as op, left=left, right=right):
            first = distance(left, tests, world, scene, wish=wish)
            second = distance(right, tests, world, scene, wish=wish)
            both = (op == "and") == wish
            return min(FAR, first + second) if both else min(first, second)
        case Binary(op=op, left=left, right=right) if op in ("=", "!=", "<", "<=", ">", ">="):
            if bool(evaluate(rule, tests, world, scene)) == wish:
                return 0
            apart = evaluate(left, tests, world, scene) - evaluate(right, tests, world, scene)
            # To get past a level takes a step more than to get to it.
            past = (op in ("<", ">")) == wish and op not in ("=", "!=")
            return min(FAR, max(1, abs(apart) + past))
        case IsPosture():
            return 0
        case _:
            return int(bool(evaluate(rule, tests, world, scene)) != wish)
    assert_never(rule)


KEPT: Final = 3
"""Tables from which play goes on, the nearest ones."""

TRIED: Final = 6
"""Turns tried from each of them."""

ROUNDS: Final = 10
"""Times at most that play towards one goal begins anew."""

ENOUGH: Final = 3
"""Times that it has begun anew before it means something that nothing was seen."""

FIRM: Final = (4, 16)
"""How firmly play leans: one choice in so many is made at random all the same."""

LEVELS: Final = 10
"""Levels that are looked at in the time of one step."""


@attrs.frozen
class Goal:
    """
    Something that was not seen.

    Attributes:
        what: The kind of part, such as "ending", and *id* which.
        away: How far a table is from it; 0 where it would be seen.
    """

    what: str
    id: str
    away: Callable[[State], int]

    def is_seen(self, seen: Seen) -> bool:
        """Return whether it was seen by now."""
        return self.id in seen.of(self.what)


def play_towards(sampler: Sampler) -> frozenset[tuple[str, str]]:
    """Play towards whatever was not seen; return what was tried for in full, and not seen."""
    tried: dict[tuple[str, str], int] = {}
    waiting = list(goals(sampler.deck, sampler.seen))
    for round in range(ROUNDS):
        sampler.firmness = FIRM[round % len(FIRM)]
        for goal in waiting:
            if not goal.is_seen(sampler.seen) and not sampler.is_spent:
                pursue(sampler, goal)
                tried[goal.what, goal.id] = round + 1
        waiting = [goal for goal in waiting if not goal.is_seen(sampler.seen)]
    sampler.lean = None
    known = {(goal.what, goal.id) for goal in waiting}
    return frozenset(one for one, rounds in tried.items() if one in known and rounds >= ENOUGH)


def pursue(sampler: Sampler, goal: Goal) -> None:
    """Play once from the opening to the end, always on from the tables nearest to *goal*."""
    tables = [opening(sampler.deck)]
    while tables and not sampler.is_spent:
        reached: list[tuple[int, int, State]] = []
        for table in tables:
            sampler.work += len(table.levels) // LEVELS
            sampler.lean = leaning(sampler.deck, table, goal.away)
            for _ in range(TRIED):
                after = sampler.turn(table, sampler.next_whim())
                if goal.is_seen(sampler.seen):
                    return
                if not after.is_over:
                    reached.append((goal.away(after), len(reached), after))
        tables = [state for _, _, state in sorted(reached, key=lambda r: r[:2])[:KEPT]]


def goals(deck: Deck, seen: Seen) -> Iterator[Goal]:
    """Yield everything in *deck* that was not *seen*, what matters most first."""
    for goal in all_goals(deck):
        if not goal.is_seen(seen):
            yield goal


def all_goals(deck: Deck) -> Iterator[Goal]:
    """Yield everything in *deck* that should be seen when it is played."""
    for goal in deck.objectives:
        if goal.test is not None:
            yield wish_of(deck, goal, goal.test, wish=True)
            yield wish_of(deck, goal, goal.test, wish=False)
    for ending in deck.endings:
        yield Goal("ending", ending.id, towards(deck, ending.when, Scene()))
    for card in deck.cards:
        yield from of_card(deck, card)
    for inject in deck.injects:
        if not inject.by_facilitator:
            yield Goal("inject", inject.id, towards(deck, inject.when, Scene()))


def towards(deck: Deck, rule: Expr | None, scene: Scene) -> Callable[[State], int]:
    """Return the distance to a table on which *rule* is true."""

    def away(state: State) -> int:
        return 0 if rule is None else distance(rule, deck.tests, state, scene)

    return away


def wish_of(deck: Deck, goal: Objective, test: Expr, *, wish: bool) -> Goal:
    """Return the goal that a holder of *goal* meets it at the end, or fails to."""

    def away(state: State) -> int:
        return min(distance(test, deck.tests, state, Scene(seat), wish=wish) for seat in goal.by)

    return Goal("objective" if wish else "failure", goal.id, away)


def of_card(deck: Deck, card: Card) -> Iterator[Goal]:
    """Yield what should be seen of *card*."""

    def to_play(state: State) -> int:
        return min(to_seal(deck, card, state, seat) for seat in card.by)

    def to_accept(state: State) -> int:
        return to_play(state) + (to_meet(deck, card, state) if card.offer else 0)

    def to_pay(state: State) -> int:
        if card.pays_if is None:
            return FAR
        stands = any(piece.card == card.id and piece.is_here for piece in state.pieces)
        holds = min(distance(card.pays_if, deck.tests, state, Scene(seat)) for seat in card.by)
        return holds if stands else holds + to_play(state) + 1

    yield Goal("card", card.id, to_play)
    if card.offer:
        yield Goal("offer", card.id, to_accept)
    if card.pays_if:
        yield Goal("hedge", card.id, to_pay)


def to_seal(deck: Deck, card: Card, state: State, seat: ActorId) -> int:
    """Return how far *seat* is from sealing *card*."""
    named = (*card.recipients(seat), NOBODY)
    scene = Scene(seat, named[0], card.postures[0])
    away = 0 if card.needs is None else distance(card.needs, deck.tests, state, scene)
    prices = (*card.cost, *(card.offer.give if card.offer else ()))
    for amount in amounts(prices, deck, state, scene, seat):
        away += max(0, amount.steps - spendable(deck, state, amount.level))
    locked = card.unlocked_by is not None and card.unlocked_by not in state.unlocked
    return away + (card.id not in state.hands[seat]) + FAR * locked


def to_meet(deck: Deck, card: Card, state: State) -> int:
    """Return how far the nearest recipient is from accepting the offer of *card*."""
    offer = card.offer
    if offer is None:
        return FAR
    found = FAR
    for seat in card.by:
        for to in card.recipients(seat):
            scene = Scene(seat, to, card.postures[0])
            away = 0 if offer.needs is None else distance(offer.needs, deck.tests, state, scene)
            for amount in amounts(offer.ask, deck, state, scene, to):
                away += max(0, amount.steps - spendable(deck, state, amount.level))
            found = min(found, away)
    return found
