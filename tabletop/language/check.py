"""What a rule reads, how large it is when its tests are written out, and whether it ends."""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from tabletop.language.expr import LIMIT, Binary, Expr, Level, Named, Negative, Not, Standing, Tests
from tabletop.language.lex import names_in
from tabletop.language.names import Weight
from tabletop.language.problem import Problem

MAX_WEIGHT: Final = 10_000
"""Nodes of a rule when its tests are written out, inclusive."""

MAX_STEPS: Final = 200
"""Levels of a rule when its tests are written out, inclusive; Python's own stack ends at 1000."""


@attrs.frozen
class Reads:
    """
    What an expression reads, each once, in the order met, its tests' reading included.

    Attributes:
        levels: As written: of "player", "target", an actor or "" for a shared track.
        pieces: Cards of which pieces are counted.
        tests: Tests named, at any depth.
    """

    levels: tuple[Level, ...] = ()
    pieces: tuple[Standing, ...] = ()
    tests: tuple[str, ...] = ()


def names_read(expr: Expr, tests: Tests) -> Reads:
    """Return what *expr* reads. Ends even where *tests* go in circles or are missing."""
    levels: dict[Level, None] = {}
    pieces: dict[Standing, None] = {}
    named: dict[str, None] = {}
    waiting = [expr]
    while waiting:
        for part in parts_of(waiting.pop(0)):
            match part:
                case Level():
                    levels[part] = None
                case Standing():
                    pieces[part] = None
                case Named(test=test) if test not in named:
                    named[test] = None
                    waiting += [tests[test]] if test in tests else []
    return Reads(tuple(levels), tuple(pieces), tuple(named))


def weights(tests: Tests) -> dict[str, Weight]:
    """Return the weight of each of *tests*, those in or behind a circle left out."""
    uses = {test: _uses(expr, tests) for test, expr in tests.items()}
    users: dict[str, list[str]] = {test: [] for test in tests}
    for test, used in uses.items():
        for each in used:
            users[each].append(test)
    missing = {test: len(used) for test, used in uses.items()}
    ready = [test for test, count in missing.items() if count == 0]
    found: dict[str, Weight] = {}
    for test in ready:
        found[test] = weight(tests[test], found)
        for user in users[test]:
            missing[user] -= 1
            if missing[user] == 0:
                ready.append(user)
    return found


def weight(expr: Expr, known: Mapping[str, Weight]) -> Weight:
    """Return the weight of *expr*, up to `LIMIT`; a test not *known* counts as one node."""
    nodes = 0
    depth = 0
    waiting = [(expr, 1)]
    while waiting:
        part, here = waiting.pop()
        inner = known.get(part.test, Weight(0, 0)) if isinstance(part, Named) else Weight(0, 0)
        nodes += 1 + inner.nodes
        depth = max(depth, here + inner.depth)
        waiting += [(child, here + 1) for child in _children(part)]
    return Weight(min(nodes, LIMIT), min(depth, LIMIT))


def is_light(weight: Weight) -> bool:
    """Return whether a rule may be as large as *weight* when its tests are written out."""
    return weight.nodes <= MAX_WEIGHT and weight.depth <= MAX_STEPS


def weigh(expr: Expr, known: Mapping[str, Weight], text: str) -> Problem | None:
    """Return the problem of an *expr*, written as *text*, that is too large written out."""
    whole = weight(expr, known)
    return None if is_light(whole) else _too_heavy(whole, known, text)


def _too_heavy(whole: Weight, known: Mapping[str, Weight], text: str) -> Problem:
    names = [token for token in names_in(text) if token.text in known]
    heaviest = max(names, key=lambda token: attrs.astuple(known[token.text]))
    how = f"{whole.nodes} names, numbers and signs"
    if whole.nodes <= MAX_WEIGHT:
        how = f"{whole.depth} steps deep"
    return Problem(
        "R402",
        heaviest.start,
        heaviest.end,
        f"with its tests written out this rule is {how}",
        "most of it comes from here",
        f"stay within {MAX_WEIGHT} and {MAX_STEPS} steps; count in a track instead",
    )


def check_tests(tests: Tests, texts: Mapping[str, str]) -> dict[str, Problem]:
    """
    Return the problem of each circle (R401), at its first test, and of each test that is too
    large (R402) though none of those that it names is.

    Args:
        texts: The text of each test, in which the offsets of its problem count.
    """
    known = weights(tests)
    problems = {
        circle[0]: _round(circle, texts[circle[0]])
        for circle in _circles({test: expr for test, expr in tests.items() if test not in known})
    }
    heavy = {test for test, weight in known.items() if not is_light(weight)}
    for test in known:
        # Whatever names a test that is too large is so too, and mended with it.
        if test in heavy and heavy.isdisjoint(_uses(tests[test], tests)):
            problems[test] = _too_heavy(known[test], known, texts[test])
    return {test: problems[test] for test in tests if test in problems}


def _round(circle: list[str], text: str) -> Problem:
    used = circle[1 % len(circle)]
    at = next(token for token in names_in(text) if token.text == used)
    way = [*circle, circle[0]] if len(circle) < 5 else [*circle[:3], "...", circle[0]]
    message = f'"{circle[0]}" needs itself to be tested'
    advice = f"it goes round: {' -> '.join(way)}; write one of them without the next"
    return Problem("R401", at.start, at.end, message, "leads back here", advice)


def _circles(tests: Tests) -> list[list[str]]:
    """
    Return circles among *tests*, each of which leads to a circle, by their first use.

    Each circle begins with its first test in the order of *tests*. Where a test is on
    several circles the others are found once this one is mended.
    """
    following = {test: _uses(expr, tests)[0] for test, expr in tests.items()}
    place = {test: index for index, test in enumerate(tests)}
    seen: dict[str, str] = {}
    found: list[list[str]] = []
    for test in tests:
        at = test
        while at not in seen:
            seen[at] = test
            at = following[at]
        # Only the walk that began here closes a circle; another's leads into one that is known.
        if seen[at] == test:
            circle = [at]
            while following[circle[-1]] != at:
                circle.append(following[circle[-1]])
            first = circle.index(min(circle, key=place.__getitem__))
            found.append(circle[first:] + circle[:first])
    return found


def _uses(expr: Expr, tests: Tests) -> tuple[str, ...]:
    """Return the tests that *expr* itself names, each once, in order, those missing left out."""
    named = (part.test for part in parts_of(expr) if isinstance(part, Named))
    return tuple(dict.fromkeys(test for test in named if test in tests))


def parts_of(expr: Expr) -> Iterator[Expr]:
    """Yield every node of *expr*, from left to right."""
    waiting = [expr]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += reversed(_children(part))


def _children(expr: Expr) -> tuple[Expr, ...]:
    match expr:
        case Not(of=of) | Negative(of=of):
            return (of,)
        case Binary(left=left, right=right):
            return left, right
        case _:
            return ()
