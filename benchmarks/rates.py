"""
How many of the known mistakes the check finds, and whether it points at the right line.

Every mistake is planted into good decks, one at a time. It counts as found at the right line where
its own code, or another that is stated to say the same, is told in the line in which it stands.
"""

import os
import sys
from collections.abc import Sequence
from random import Random

import attrs

from benchmarks.decks import HOUSE, Good, made, shipped, text
from benchmarks.measure import Figure, Found
from benchmarks.mistakes import layout, meaning, rules
from benchmarks.mistakes.ground import Mistake, Planted, Unfit
from tabletop.authoring.check.check import checked
from tabletop.authoring.library import loaded
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.read import decode
from tabletop.authoring.text.source import Source

MISTAKES: Sequence[Mistake] = (*layout.MISTAKES, *rules.MISTAKES, *meaning.MISTAKES)
EACH = int(os.environ.get("RATES_EACH", "25"))
"""Decks into which every mistake is planted."""

GOOD = 1_000
"""Made up decks that are checked as they are."""


@attrs.define
class Rate:
    """How often a mistake was planted, told, and told at its line."""

    planted: int = 0
    right: int = 0
    wrong: int = 0

    @property
    def missed(self) -> int:
        return self.planted - self.right - self.wrong


def check(planted: Planted, mistake: Mistake, name: str) -> tuple[Diagnostic, ...]:
    """Return what is told of *planted*."""
    folder = "seeds" if planted.is_seed else "decks"
    path = HOUSE / folder / f"{name}.yaml"
    source = decode(planted.data, f"{folder}/{name}.yaml")
    return checked(loaded(source, path), is_played=mistake.is_played).diagnostics


def judge(mistake: Mistake, good: Good, rng: Random, rate: Rate) -> Planted | None:
    """Plant *mistake* into *good* and count in *rate* what is told; return it if it was not."""
    try:
        planted = mistake.planted(good, rng)
    except Unfit:
        return None
    if planted is None:
        return None
    told = [
        d for d in check(planted, mistake, good.name) if d.code in (mistake.code, *mistake.also)
    ]
    rate.planted += 1
    if any(d.span.line == planted.line for d in told):
        rate.right += 1
        return None
    rate.wrong += bool(told)
    return planted


def grounds(mistake: Mistake, each: int) -> list[Good]:
    """Return the decks into which *mistake* is planted."""
    if mistake.is_seed:
        return [deck for deck in shipped() if (HOUSE / "decks" / f"{deck.name}.yaml").is_file()]
    if mistake.is_played:
        return [made(n) for n in range(min(each, mistake.most))]
    decks = [*shipped(), *(made(n) for n in range(max(0, each - len(shipped()))))]
    return decks[:each] if not mistake.most else decks[: mistake.most]


def rates(each: int, mistakes: Sequence[Mistake] = MISTAKES) -> dict[str, Rate]:
    """Return the rate of every code, each of its mistakes planted into *each* decks."""
    found: dict[str, Rate] = {}
    for number, mistake in enumerate(mistakes):
        rate = found.setdefault(mistake.code, Rate())
        for n, good in enumerate(grounds(mistake, each)):
            missed = judge(mistake, good, Random(f"{number}/{n}"), rate)
            if missed and "RATES_SHOW" in os.environ:
                print(mistake.code, number, good.name, missed.line, file=sys.stderr)
    return found


def false_alarms(decks: int) -> tuple[int, int, int]:
    """Return how many good decks were checked, and the errors and warnings told of them."""
    errors = warnings = 0
    texts = [deck.text for deck in shipped()]
    texts += [text(Random(f"fresh/{n}")) for n in range(decks)]
    for each in texts:
        for diagnostic in checked(loaded(Source("a.yaml", each), HOUSE / "a.yaml")).diagnostics:
            errors += diagnostic.severity == "error"
            warnings += diagnostic.severity == "warning"
    return len(texts), errors, warnings


def figures() -> list[Found]:
    found = rates(EACH)
    print("| code | planted | at the right line | elsewhere | not told |")
    print("|---|---:|---:|---:|---:|")
    for code, rate in sorted(found.items()):
        if rate.planted:
            right = 100 * rate.right / rate.planted
            print(f"| {code} | {rate.planted} | {right:.0f} % | {rate.wrong} | {rate.missed} |")
    print()
    planted = sum(rate.planted for rate in found.values())
    wrong = sum(rate.wrong for rate in found.values())
    missed = sum(rate.missed for rate in found.values())
    decks, errors, warnings = false_alarms(GOOD)
    never = [code for code, rate in found.items() if not rate.planted]
    note = f"{planted:,} mistakes of {len(found)} codes"
    return [
        Figure(
            "mistakes not told at the right line", 100 * (wrong + missed) / planted, "%", 5, note
        ),
        Figure("mistakes told in another line", 100 * wrong / planted, "%"),
        Figure("mistakes not told", 100 * missed / planted, "%"),
        Figure("codes never planted", len(never), "", 0, ", ".join(never)),
        Figure("errors in good decks", errors, "", 0, f"{decks:,} decks, {warnings} warnings"),
    ]
