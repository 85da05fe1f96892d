"""Rules that are well written and cannot be meant: they never change, or go too far."""

from collections.abc import Iterator, Sequence
from typing import Final

from tabletop.authoring.bounds import LATEST, Bounds, is_test
from tabletop.authoring.desk import Desk
from tabletop.authoring.diagnostic import quoted
from tabletop.authoring.nodes import Scalar
from tabletop.authoring.rules import Written
from tabletop.authoring.sweeps import Sweep
from tabletop.game.deck import Deck, Track
from tabletop.game.expr import Binary, Effect, Expr, IsPosture, Not, Turn
from tabletop.game.language.reads import parts_of
from tabletop.game.language.source import effect_source, source
from tabletop.game.words import Posture

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


def check_test(desk: Desk, sweep: Sweep, rule: Written, test: Expr) -> None:
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


def check_effect(desk: Desk, deck: Deck, sweep: Sweep, rule: Written, effect: Effect) -> None:
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
