"""Rules that are well written and cannot be meant: they never change, or go too far."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import Final

import attrs

from tabletop.authoring.deck.names import Desk
from tabletop.authoring.deck.rules import Judged, PlacedRule
from tabletop.authoring.text.findings import quoted
from tabletop.authoring.text.nodes import Scalar
from tabletop.game.deck import Card, Deck, Track
from tabletop.language.check import parts_of
from tabletop.language.expr import (
    LIMIT,
    Binary,
    Effect,
    Expr,
    IsPosture,
    Level,
    Named,
    Negative,
    Not,
    Number,
    Operator,
    Price,
    Scene,
    Standing,
    Stands,
    Turn,
    clamp,
    evaluate,
)
from tabletop.language.ids import ActorId, LevelId, Posture, Viewer, level_id
from tabletop.language.source import effect_source, source

LATEST: Final = 4_095
"""The last turn that any seed may ask for."""

COMPARED: Final = ("=", "!=", "<", "<=", ">", ">=")

Bounds = tuple[int, int]
"""Lowest and highest value, both inclusive; 0 and 1 for a test."""


class Bounding:
    """
    Finds the bounds of the rules of one deck, which has no errors.

    Attributes:
        latest: The last turn there can be.
        earliest: The first; a rehearsal is turn 0.
    """

    def __init__(self, deck: Deck, latest: int = LATEST, earliest: int = 0) -> None:
        self.deck = deck
        self.latest = latest
        self.earliest = earliest
        self.tests: dict[str, Bounds] = {}

    def of(self, expr: Expr) -> Bounds:
        """
        Return bounds that *expr* never leaves.

        Levels are taken to be independent of each other, so the true bounds may be closer, but
        a rule that is said to be constant is so.
        """
        match expr:
            case Number(value=value):
                return value, value
            case Level(track=track):
                found = self.deck.track_by_id[track]
                return found.low, found.high
            case Turn():
                return self.earliest, self.latest
            case Standing():
                return 0, LIMIT
            case Named(test=test):
                if test not in self.tests:
                    self.tests[test] = self.of(self.deck.tests[test])
                return self.tests[test]
            case IsPosture():
                return 0, 1
            case Not(of=inner):
                low, high = self.of(inner)
                return 1 - high, 1 - low
            case Negative(of=inner):
                low, high = self.of(inner)
                return -high, -low
            case Binary(op=op, left=left, right=right):
                return combined(op, self.of(left), self.of(right))


def combined(op: Operator, left: Bounds, right: Bounds) -> Bounds:
    """Return the bounds of what lies in *left* *op* what lies in *right*."""
    (a, b), (c, d) = left, right
    match op:
        case "and":
            return min(a, c), min(b, d)
        case "or":
            return max(a, c), max(b, d)
        case "=" | "!=":
            is_never, is_always = b < c or d < a, a == b == c == d
            low, high = int(is_always), int(not is_never)
            return (low, high) if op == "=" else (1 - high, 1 - low)
        case "<":
            return int(b < c), int(a < d)
        case "<=":
            return int(b <= c), int(a <= d)
        case ">":
            return int(a > d), int(b > c)
        case ">=":
            return int(a >= d), int(b >= c)
        case "+":
            return held(a + c), held(b + d)
        case "-":
            return held(a - d), held(b - c)
        case "*":
            corners = [held(x * y) for x in left for y in right]
            return min(corners), max(corners)
        case "min":
            return min(a, c), min(b, d)
        case "max":
            return max(a, c), max(b, d)


def held(value: int) -> int:
    return clamp(value, -LIMIT, LIMIT)


def is_test(expr: Expr) -> bool:
    """Return whether *expr* is true or false rather than a number."""
    match expr:
        case Binary(op=op):
            return op in COMPARED or op in ("and", "or")
        case Not() | Named() | IsPosture():
            return True
        case _:
            return False


def effects_of(card: Card) -> Iterator[Effect]:
    """Yield every effect of *card*."""
    yield from (*card.effects, *card.success, *card.failure, *card.arrival, *card.each_turn)
    yield from (*card.payoff, *card.if_seen)
    if card.offer:
        yield from (*card.offer.accepted, *card.offer.refused)


def all_effects(deck: Deck) -> Iterator[Effect]:
    """Yield every effect of *deck*."""
    yield from deck.each_turn
    for inject in deck.injects:
        yield from inject.effects
        for choice in inject.choices:
            yield from choice.effects
    for card in deck.cards:
        yield from effects_of(card)


def prices_of(card: Card) -> tuple[Price, ...]:
    """Return what *card* costs, gives and asks for."""
    return (*card.cost, *((*card.offer.give, *card.offer.ask) if card.offer else ()))


MOST: Final = 4_096
"""Tables on which one rule is tried. With more, only the bounds of what it reads are known."""

LARGEST: Final = 60
"""Names, numbers and signs of a rule that is tried, its tests written out."""

PLAYER: Final = ActorId(Viewer("player"))
TARGET: Final = ActorId(Viewer("target"))

Read = Level | Turn


@attrs.frozen
class RuleTable:
    """A table with nothing on it but what a rule reads."""

    turn: int
    levels: dict[LevelId, int]
    pieces: tuple[Stands, ...] = ()


class Sweep:
    """
    Tries the rules of one deck, which has no errors.

    Levels move independently of each other here, and "player" is nobody in particular: more
    tables than can be reached, so what holds on all of them holds at any table.
    """

    def __init__(self, deck: Deck, bounding: Bounding, judged: Judged) -> None:
        self.deck = deck
        self.bounding = bounding
        self.judged = judged
        judged.begin((deck.tracks, deck.tests, bounding.latest))

    def of(self, expr: Expr) -> Bounds:
        """Return lowest and highest value of *expr*: true ones where all tables can be tried."""
        low, high = self.bounding.of(expr)
        if low == high:
            return low, high
        reads = self.reads((expr,))
        # What reads each level once comes to the end of its bounds somewhere.
        if reads is None or max(reads.values(), default=0) < 2:
            return low, high
        tables = self.tables(reads)
        if tables is None:
            return low, high
        values = {evaluate(expr, self.deck.tests, table, SCENE) for table in tables}
        return min(values), max(values)

    def together(
        self, guard: Expr | None, rules: Sequence[Expr], postures: Sequence[Posture] = ()
    ) -> Iterator[tuple[int, ...]] | None:
        """
        Yield the values of *rules* on each table on which *guard* holds, in each of *postures*.

        None if there are too many, or a rule counts pieces.
        """
        reads = self.reads((*rules, *((guard,) if guard else ())))
        tables = None if reads is None else self.tables(reads)
        return None if tables is None else self.values(tables, guard, rules, postures or ("open",))

    def values(
        self,
        tables: Iterable[RuleTable],
        guard: Expr | None,
        rules: Sequence[Expr],
        postures: Sequence[Posture],
    ) -> Iterator[tuple[int, ...]]:
        tests = self.deck.tests
        scenes = [Scene(PLAYER, TARGET, posture) for posture in postures]
        for table in tables:
            for scene in scenes:
                if guard is None or evaluate(guard, tests, table, scene):
                    yield tuple(evaluate(rule, tests, table, scene) for rule in rules)

    def are_entwined(self, rules: Sequence[Expr | None]) -> bool:
        """Return whether two of *rules* read the same, so that one tells of the other."""
        seen: set[Read] = set()
        for rule in rules:
            reads = self.reads((rule,)) if rule is not None else None
            if reads is not None and not seen.isdisjoint(reads):
                return True
            seen.update(reads or ())
        return False

    def reads(self, rules: Iterable[Expr]) -> Counter[Read] | None:
        """Return what *rules* read and how often; None if they count pieces or are too large."""
        found: Counter[Read] = Counter()
        waiting = list(rules)
        size = 0
        while waiting:
            for part in parts_of(waiting.pop()):
                size += 1
                if size > LARGEST or isinstance(part, Standing):
                    return None
                if isinstance(part, Level | Turn):
                    found[part] += 1
                elif isinstance(part, Named):
                    waiting.append(self.deck.tests[part.test])
        return found

    def tables(self, reads: Iterable[Read]) -> Iterator[RuleTable] | None:
        """Return every table that differs in *reads*, or None if there are too many."""
        levels = [read for read in reads if isinstance(read, Level)]
        tracks = [self.deck.track_by_id[level.track] for level in levels]
        bounds = self.bounding
        turns = range(bounds.earliest, bounds.latest + 1) if Turn() in reads else range(1)
        if prod(track.high - track.low + 1 for track in tracks) * len(turns) > MOST:
            return None
        ids = [level_id(level.track, level.of) for level in levels]
        ranges = [range(track.low, track.high + 1) for track in tracks]
        return (
            RuleTable(turn, dict(zip(ids, stand, strict=True)))
            for turn in turns
            for stand in product(*ranges)
        )

    def landings(
        self, effect: Effect, postures: Sequence[Posture]
    ) -> Iterator[tuple[int, int]] | None:
        """
        Yield where the track of *effect* stands and by how much it would shift, wherever it lands.

        None if its condition and its amount say nothing about the track, or cannot be tried.
        """
        of = effect.of if effect.of not in ("others", "everyone") else "somebody"
        here = Level(effect.track, of)
        if not self.are_entwined((here, effect.amount, effect.condition)):
            return None
        found = self.together(effect.condition, (here, effect.amount), postures)
        if found is None:
            return None
        sign = -1 if effect.change == "-" else 1
        if effect.change == "=":
            return ((was, amount - was) for was, amount in found)
        return ((was, sign * amount) for was, amount in found)


SCENE: Final = Scene(PLAYER, TARGET)


HALF: Final = 2
"""One table in so many on which odds may run past their ends and nothing is said."""


def check_rules(desk: Desk, deck: Deck, sweep: Sweep) -> None:
    """Warn of tests that always come out the same, and effects that go too far."""
    for rule in desk.rules.all:
        if isinstance(rule.value, tuple):
            for part in rule.value:
                if isinstance(part, Effect):
                    check_effect(desk, deck, sweep, rule, part)
        elif is_test(rule.value):
            check_test(desk, sweep, rule, rule.value)


def check_test(desk: Desk, sweep: Sweep, rule: PlacedRule, test: Expr) -> None:
    found = sweep.judged.of(
        test, ("test", rule.postures), lambda: tuple(constants(sweep, test, rule.postures))
    )
    for part, is_true in found:
        always = "always" if is_true else "never"
        ever = ", wherever the tracks stand"
        if isinstance(part, IsPosture):
            ever = ": the card is not played so"
        elif any(isinstance(p, Turn) for p in parts_of(part)) and sweep.bounding.latest != LATEST:
            ever = f" in {sweep.bounding.latest} turns"
        desk.findings.warn(
            "M312" if is_true else "M313",
            desk.whole(rule.node),
            f"{quoted(source(part), 80)} is {always} true",
            label=f"{always} true{ever}",
            help="leave it out" if is_true else "compare with a level that the track can reach",
        )


def constants(
    sweep: Sweep, expr: Expr, postures: Sequence[Posture] = ()
) -> Iterator[tuple[Expr, bool]]:
    """
    Yield the smallest parts of *expr* that are tests and always come out the same, and how.

    *postures* are those of the move, if there is one.
    """
    if not is_test(expr):
        return
    inner: list[tuple[Expr, bool]] = []
    match expr:
        case Binary(op="and" | "or", left=left, right=right):
            inner = [*constants(sweep, left, postures), *constants(sweep, right, postures)]
        case Not(of=of):
            inner = [*constants(sweep, of, postures)]
        case IsPosture(posture=posture) if postures and posture not in postures:
            inner = [(expr, False)]
    if inner:
        yield from inner
        return
    low, high = sweep.of(expr)
    if low == high:
        yield expr, bool(low)


def check_effect(desk: Desk, deck: Deck, sweep: Sweep, rule: PlacedRule, effect: Effect) -> None:
    if effect.condition is not None:
        check_test(desk, sweep, rule, effect.condition)
    track = deck.track_by_id[effect.track]
    idle, beyond = sweep.judged.of(
        effect, ("effect", rule.postures), lambda: landing(sweep, effect, track, rule.postures)
    )
    if not idle and not beyond:
        return
    where = "wherever it began" if effect.condition is None else "wherever its if is true"
    written = quoted(effect_source(effect), 80)
    if idle:
        desk.findings.warn(
            "M314",
            desk.whole(rule.node),
            f"{written} shifts nothing",
            label="by 0",
            help="give it a number other than 0, or leave it out",
        )
    else:
        desk.findings.warn(
            "M315",
            desk.whole(rule.node),
            f"{written} goes past the end of {quoted(track.id)}, which is {track.low} to "
            f"{track.high}",
            label=f"lands on the end, {where}",
            help=f"a level from {track.low} to {track.high} fits",
        )


def landing(
    sweep: Sweep, effect: Effect, track: Track, postures: Sequence[Posture]
) -> tuple[bool, bool]:
    """Return whether *effect* never shifts anything, and whether it always goes past the end."""
    landings = sweep.landings(effect, postures)
    if landings is not None and (found := tuple(landings)):
        idle = all(by == 0 for _, by in found)
        return idle, all(not track.low <= was + by <= track.high for was, by in found)
    low, high = sweep.of(effect.amount)
    return effect.change != "=" and low == high == 0, is_beyond(effect, track, low, high)


def is_beyond(effect: Effect, track: Track, low: int, high: int) -> bool:
    """Return whether *effect*, by *low* to *high*, never lands where it says it does."""
    if effect.change == "=":
        return high < track.low or low > track.high
    size = track.high - track.low
    return low > size or high < -size


def check_all_odds(desk: Desk, deck: Deck, sweep: Sweep) -> None:
    """Warn of odds that leave nothing to chance, or leave their ends behind."""
    at = desk.rules.at
    for card in deck.cards:
        if card.chance is not None:
            check_odds(desk, sweep, at[card.id, "chance"], card.chance, card.needs)
        if card.exposed is not None:
            check_odds(desk, sweep, at[card.id, "exposed"], card.exposed, None)
    for inject in deck.injects:
        if inject.chance is not None:
            check_odds(desk, sweep, at[inject.id, "chance"], inject.chance, inject.when)


def all_odds(sweep: Sweep, odds: Expr, guard: Expr | None) -> tuple[Bounds, tuple[int, ...], bool]:
    """Return the bounds of *odds*, all they can be if it is known, and if *guard* had a say."""
    low, high = sweep.of(odds)
    if 0 < low and high < 100:
        return (low, high), (), False
    is_guarded = guard is not None and sweep.are_entwined((odds, guard))
    found = sweep.together(guard if is_guarded else None, (odds,))
    values = tuple(value for (value,) in found) if found is not None else ()
    return (min(values), max(values)) if values else (low, high), values, is_guarded


def check_odds(desk: Desk, sweep: Sweep, node: Scalar, odds: Expr, guard: Expr | None) -> None:
    """Warn if *odds* are past their ends wherever *guard* holds, or on half of these tables."""
    (low, high), values, is_guarded = sweep.judged.of(
        odds, ("odds", guard), lambda: all_odds(sweep, odds, guard)
    )
    where = "it can be played" if is_guarded else "the tracks stand"
    if low >= 100 or high <= 0:
        desk.findings.warn(
            "M316",
            desk.whole(node),
            f"{quoted(source(odds), 80)} is {'100% or more' if low >= 100 else '0% or less'} "
            f"wherever {where}",
            label="always happens" if low >= 100 else "never happens",
            help="leave the chance out" if low >= 100 else "begin with the odds that are usual",
        )
        return
    past = [value for value in values if not 0 <= value <= 100]
    if len(past) * HALF >= len(values) and past:
        desk.findings.warn(
            "M326",
            desk.whole(node),
            f"{quoted(source(odds), 80)} is {low}% to {high}%, and mostly past "
            f"{'100%' if sum(v > 100 for v in past) * 2 > len(past) else '0%'}",
            label=f"past the end on {len(past):,} of {len(values):,} tables",
            help="begin with the odds that are usual, and add or take away little for each step",
        )
