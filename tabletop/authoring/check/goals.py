"""Play towards what was not seen, so that it means something, and what is told of it."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Final, assert_never

import attrs

from tabletop.authoring.check.plays import PlayHistory, Sampler, every_play, leaning
from tabletop.authoring.deck.names import SECTIONS, Desk
from tabletop.authoring.deck.rules import expressions
from tabletop.authoring.text.findings import Confidence
from tabletop.game.deck import Card, Deck, Objective
from tabletop.game.legal import amounts, spendable
from tabletop.game.state import State, opening
from tabletop.language.check import weight, weights
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

    def is_seen(self, seen: PlayHistory) -> bool:
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


def goals(deck: Deck, seen: PlayHistory) -> Iterator[Goal]:
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


MESSAGES: Final = {
    "card": ("M341", 'no play lets anybody play the card "{}"', "never playable"),
    "offer": ("M342", 'no play lets anybody accept the offer of card "{}"', "never acceptable"),
    "hedge": ("M343", 'the hedge of card "{}" pays in no play', "never pays"),
    "inject": ("M344", 'inject "{}" comes in no play', "never comes"),
    "objective": ("M345", 'no play reaches the objective "{}"', "never met"),
    "failure": ("M346", 'every play meets the objective "{}"', "cannot be missed"),
    "ending": ("M347", 'no play comes to the ending "{}"', "never reached"),
}

HELP: Final = {
    "card": "look at what it needs, what it costs and what unlocks it",
    "offer": "look at what it needs and what it asks for",
    "hedge": "choose a level that the table comes to while the piece stands",
    "inject": "look at when it comes",
    "objective": "ask for less, or let more cards lead there",
    "failure": "ask for more, or let others stand in its way",
    "ending": "choose a level that the table comes to",
}

MANY: Final = 1_000_000
"""More lines than a file has."""


HEAVY: Final = 500
"""Names, numbers and signs of one rule, its tests written out, with which no deck is played."""


@attrs.frozen
class Evidence:
    """
    What the plays of one deck have shown.

    Attributes:
        unseen: What was never seen, by kind of part and id.
        is_exact: Whether these were all plays there are.
    """

    seen: PlayHistory
    unseen: frozenset[tuple[str, str]]
    is_exact: bool

    @property
    def how(self) -> str:
        """In how many plays, and how they were chosen."""
        if self.is_exact:
            return "in every play there is"
        return f"in {self.seen.games:,} plays, some at random and some towards it"


def is_heavy(desk: Desk, deck: Deck) -> bool:
    """Return whether rules of *deck* are so large that to play it would take for ever."""
    known = weights(deck.tests)
    rules = (rule for written in desk.rules.all for rule in expressions(written.value))
    return any(weight(rule, known).nodes > HEAVY for rule in rules)


class Doubted:
    """The lines of the parts of which something was told before the deck was played."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.told = sorted(d.span.line for d in desk.findings.found if d.code.startswith("M"))
        keys = [desk.top.key(name) for name in SECTIONS if name in desk.top]
        spans = [*keys, *(declared.span for declared in desk.names.by_id.values())]
        self.begins = sorted({span.line for span in spans})

    def already(self, id: str) -> bool:
        """Return whether something was told of the part called *id*."""
        first = self.desk.names.by_id[id].span.line
        after = bisect_right(self.begins, first)
        end = self.begins[after] if after < len(self.begins) else first + MANY
        return any(first <= line < end for line in self.told)


def played(deck: Deck) -> Evidence:
    """Return what all plays of *deck* show, or where there are too many, some of them."""
    seen = every_play(deck)
    if seen is not None:
        return Evidence(seen, frozenset((goal.what, goal.id) for goal in goals(deck, seen)), True)
    sampler = Sampler(deck)
    sampler.at_random()
    unseen = play_towards(sampler)
    return Evidence(sampler.seen, unseen, False)


def check_play(desk: Desk, deck: Deck) -> None:
    """
    Warn of what never comes to pass when *deck*, which has no errors, is played.

    What was told of a part already is not told again in other words.
    """
    if not deck.cards or not (deck.objectives or deck.endings) or is_heavy(desk, deck):
        return
    found = played(deck)
    doubted = Doubted(desk)
    sure: Confidence = "exact" if found.is_exact else "sampled"
    for what, id in sorted(found.unseen, key=lambda one: desk.names.by_id[one[1]].span):
        code, message, label = MESSAGES[what]
        if doubted.already(id) or (what in ("offer", "hedge") and ("card", id) in found.unseen):
            continue
        desk.findings.warn(
            code,
            desk.names.by_id[id].span,
            message.format(id),
            label=f"{label} {found.how}",
            help=HELP[what],
            confidence=sure,
        )
    for actor in deck.actors:
        turns = found.seen.planned.get(actor.id, set()) - found.seen.moved.get(actor.id, set())
        if turns and any(actor.id in card.by for card in deck.cards):
            idle = f"turn {min(turns)}" if len(turns) == 1 else f"{len(turns)} turns"
            desk.findings.warn(
                "M348",
                desk.names.by_id[actor.id].span,
                f'actor "{actor.id}" has no legal move in {idle}, whatever was played',
                label=f"can only pass {found.how}",
                help="give it a card without a price or a condition, or more to pay with",
                confidence=sure,
            )
