"""
Rule text read into rules: the way into the language.

Every reader takes any text at all, never raises, and answers with a value or with
problems whose offsets count the characters of that text.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from tabletop.language.check import weigh
from tabletop.language.expr import Effect, Expr, Price
from tabletop.language.lex import lex
from tabletop.language.names import Kind, Resolver, Scope
from tabletop.language.parse import Parser, ParseStop, effects, prices
from tabletop.language.problem import MOST_PROBLEMS, Problem, Reading

T = TypeVar("T")


def read_test(text: str, scope: Scope) -> Reading[Expr]:
    """Read what holds or does not hold, such as `trust >= 3 and tension <= 8`."""
    return _expression(text, scope, "test")


def read_number(text: str, scope: Scope) -> Reading[Expr]:
    """Read a number, such as `3` or `trust + 2 * turn`."""
    return _expression(text, scope, "number")


def read_chance(text: str, scope: Scope) -> Reading[Expr]:
    """Read odds in percent points, such as `70% + 5% * (trust - 5)`."""
    return _expression(text, scope, "percent")


def read_effects(text: str, scope: Scope) -> Reading[tuple[Effect, ...]]:
    """
    Read one sentence of effects, such as `trust +1, tension -1 if open`, in its order.

    `everyone.` may always be changed; `others.` where somebody plays.
    """

    def made(parser: Parser, resolver: Resolver) -> tuple[Effect, ...]:
        return tuple(resolver.effect(raw) for raw in effects(parser))

    def parts(found: tuple[Effect, ...]) -> Iterable[Expr]:
        for each in found:
            yield from (each.amount,) if each.condition is None else (each.amount, each.condition)

    return _read(text, scope, made, parts)


def read_prices(text: str, scope: Scope) -> Reading[tuple[Price, ...]]:
    """
    Read what a seat pays, gives or is asked for, such as `capital 2, oil 1`, in its order.

    Only per-actor tracks, bare, each once; amounts may read whatever *scope* allows.
    """

    def made(parser: Parser, resolver: Resolver) -> tuple[Price, ...]:
        return resolver.prices(prices(parser))

    return _read(text, scope, made, lambda found: (price.amount for price in found))


def _expression(text: str, scope: Scope, kind: Kind) -> Reading[Expr]:
    def made(parser: Parser, resolver: Resolver) -> Expr:
        return resolver.wanted(parser.whole(), kind)

    return _read(text, scope, made, lambda found: (found,))


def _read(
    text: str,
    scope: Scope,
    made: Callable[[Parser, Resolver], T],
    parts: Callable[[T], Iterable[Expr]],
) -> Reading[T]:
    """Read *text* by *made*, and weigh the *parts* of what came of it."""
    lexed = lex(text)
    problems = list(lexed.problems)
    if lexed.readable:
        parser, resolver = Parser(text, lexed.tokens), Resolver(text, scope)
        try:
            value = made(parser, resolver)
        except ParseStop:
            pass
        else:
            if not problems and not parser.problems and not resolver.problems:
                heavy = [p for part in parts(value) if (p := weigh(part, scope.weights, text))]
                if not heavy:
                    return Reading(value)
                problems.append(heavy[0])
        problems += parser.problems
        problems += [p for p in resolver.problems if not _is_echo(p, lexed.problems)]
    problems.sort(key=lambda problem: (problem.start, problem.end))
    return Reading(None, tuple(problems[:MOST_PROBLEMS]))


def _is_echo(problem: Problem, slips: Iterable[Problem]) -> bool:
    """Return whether *problem* only says again that a number is unreadable."""
    return problem.code in ("R301", "R302") and any(
        slip.code in ("R103", "R104") and problem.start <= slip.start and slip.end <= problem.end
        for slip in slips
    )
