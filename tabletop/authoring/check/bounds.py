"""Between which numbers a rule can lie, whatever happens at the table."""

from typing import Final

from tabletop.game.deck import Deck
from tabletop.language.expr import (
    LIMIT,
    Binary,
    Expr,
    IsPosture,
    Level,
    Named,
    Negative,
    Not,
    Number,
    Operator,
    Standing,
    Turn,
    clamp,
)

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
