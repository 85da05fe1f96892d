"""What a rule's text says, before its names mean anything; every part knows its place."""

from typing import Final, Literal

import attrs

from tabletop.game.expr import Operator

MAX_DEPTH: Final = 32
"""Levels of a rule, brackets and operators alike, inclusive."""

MAX_NODES: Final = 500
"""Names, numbers and operators of one rule text, inclusive."""

COMPARISONS: Final = ("=", "!=", "<", "<=", ">", ">=")
SUM: Final = 5
PRODUCT: Final = 6
BINDING: Final = {"or": 1, "and": 2, **dict.fromkeys(COMPARISONS, 4), "+": SUM, "-": SUM, "*": 6}
"""How tightly an operator binds; `not` stands between `and` and the comparisons."""

WORDS_FROM_ELSEWHERE: Final = {
    "is": '"=" compares',
    "equals": '"=" compares',
    "plus": 'write "+"',
    "minus": 'write "-"',
    "times": 'write "*"',
    "xor": 'write it with "and", "or" and "not"',
    "then": "write the effect first, then its if",
    "else": "give the other effect its own if",
    "unless": 'write "if not"',
    "when": 'write "if"',
    "than": 'write ">" or "<"',
    "least": 'write ">="',
    "most": 'write "<="',
    "by": 'write the sign, as in "trust +1"',
}

SIGNS_FROM_ELSEWHERE: Final = {"is": "=", "equals": "=", "plus": "+", "minus": "-", "times": "*"}
"""Those of them that stand for one sign."""


@attrs.frozen
class Figure:
    """A number or percentage as written."""

    start: int
    end: int
    value: int
    percent: bool
    depth: int = 1


@attrs.frozen
class Name:
    """A name as written, its dots included."""

    start: int
    end: int
    text: str
    depth: int = 1


@attrs.frozen
class Prefix:
    """`not` or a minus before an expression."""

    start: int
    end: int
    is_not: bool
    of: "Raw"
    depth: int


@attrs.frozen
class Pair:
    """Two expressions under an operator, or between the brackets of `min` and `max`."""

    start: int
    end: int
    op: Operator
    left: "Raw"
    right: "Raw"
    depth: int


Raw = Figure | Name | Prefix | Pair
Change = Literal["+", "-", "="]


@attrs.frozen
class RawEffect:
    """An effect as written."""

    name: Name
    change: Change
    amount: Raw
    condition: Raw | None


@attrs.frozen
class RawPrice:
    """A price as written."""

    name: Name
    amount: Raw
