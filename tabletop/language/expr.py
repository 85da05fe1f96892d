"""
Rules as values: expressions, effects and prices, and how they are read.

Evaluation is total: integers saturate at ±`LIMIT`, trees are bounded by the
parser, and named tests are checked to be free of circles before play.
"""

from collections.abc import Mapping
from typing import Final, Literal, Protocol, assert_never

import attrs

from tabletop.language.ids import NOBODY, ActorId, CardId, LevelId, Posture, TrackId, level_id

LIMIT: Final = 10**12
"""No number in a rule leaves ±LIMIT, so a 64-bit kernel can agree."""

Operator = Literal["and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "min", "max"]


@attrs.frozen
class Number:
    """A whole number, or a percentage in percent points."""

    value: int
    percent: bool = False


@attrs.frozen
class Level:
    """
    The level of a track.

    Attributes:
        of: "" for a shared track, an actor's id, "player" or "target".
    """

    track: TrackId
    of: str = ""


@attrs.frozen
class Turn:
    """The number of the turn; 0 in a rehearsal."""


@attrs.frozen
class Standing:
    """How many pieces of a card stand; of one posture where *posture* is given."""

    card: CardId
    posture: Posture | Literal[""] = ""


@attrs.frozen
class Named:
    """One of the deck's `tests`."""

    test: str


@attrs.frozen
class IsPosture:
    """Whether the move was made in this posture."""

    posture: Posture


@attrs.frozen
class Not:
    """The contrary of a test."""

    of: "Expr"


@attrs.frozen
class Negative:
    """A number with its sign turned."""

    of: "Expr"


@attrs.frozen
class Binary:
    """Two expressions under one operator; tests give 0 or 1."""

    op: Operator
    left: "Expr"
    right: "Expr"


Expr = Number | Level | Turn | Standing | Named | IsPosture | Not | Negative | Binary


@attrs.frozen
class Effect:
    """
    A change to a level, as printed.

    Attributes:
        of: "" for a shared track, an actor's id, "player", "target", "others" or "everyone".
        change: "+" or "-" by *amount*, "=" to it.
        condition: The effect's own `if`, read when it lands.
    """

    track: TrackId
    of: str
    change: Literal["+", "-", "="]
    amount: Expr
    condition: Expr | None = None


@attrs.frozen
class Price:
    """Steps of a per-actor track that a seat pays, gives or is asked for."""

    track: TrackId
    amount: Expr


@attrs.frozen
class Scene:
    """Whom a rule speaks of: who plays, at whom, and how."""

    player: ActorId = NOBODY
    target: ActorId = NOBODY
    posture: Posture | Literal[""] = ""


class Stands(Protocol):
    """What an expression reads of a piece."""

    @property
    def card(self) -> CardId: ...
    @property
    def posture(self) -> Posture: ...
    @property
    def is_here(self) -> bool: ...


class World(Protocol):
    """What an expression reads of a state."""

    @property
    def turn(self) -> int: ...
    @property
    def levels(self) -> Mapping[LevelId, int]: ...
    @property
    def pieces(self) -> "tuple[Stands, ...]": ...


Tests = Mapping[str, Expr]


def evaluate(expr: Expr, tests: Tests, world: World, scene: Scene) -> int:
    """
    Return the value of *expr*: a number, percent points, or 0 and 1 for a test.

    A level that *world* does not hold (a hidden track in a sight) reads as 0.
    """
    # The commonest come first: a bot that thinks asks for values a million times a session.
    match expr:
        case Binary(op=op, left=left, right=right):
            first = evaluate(left, tests, world, scene)
            if op == "and" and not first:
                return 0
            if op == "or" and first:
                return 1
            return combine(op, first, evaluate(right, tests, world, scene))
        case Level(track=track, of=of):
            return world.levels.get(level_id(track, who(of, scene)), 0)
        case Number(value=value):
            return value
        case Turn():
            return world.turn
        case Standing(card=card, posture=posture):
            return sum(
                p.is_here and p.card == card and posture in ("", p.posture) for p in world.pieces
            )
        case Named(test=test):
            return evaluate(tests[test], tests, world, scene)
        case IsPosture(posture=posture):
            return int(scene.posture == posture)
        case Not(of=inner):
            return int(not evaluate(inner, tests, world, scene))
        case Negative(of=inner):
            return -evaluate(inner, tests, world, scene)
        case _:
            assert_never(expr)


def combine(op: Operator, left: int, right: int) -> int:
    """Return *left* *op* *right*, held within ±LIMIT."""
    match op:
        case "and" | "or":
            return int(bool(right))
        case "=":
            return int(left == right)
        case "!=":
            return int(left != right)
        case "<":
            return int(left < right)
        case "<=":
            return int(left <= right)
        case ">":
            return int(left > right)
        case ">=":
            return int(left >= right)
        case "+":
            return clamp(left + right, -LIMIT, LIMIT)
        case "-":
            return clamp(left - right, -LIMIT, LIMIT)
        case "*":
            return clamp(left * right, -LIMIT, LIMIT)
        case "min":
            return min(left, right)
        case "max":
            return max(left, right)
        case _:
            assert_never(op)


def who(of: str, scene: Scene) -> str:
    """Return the actor that *of* means in *scene*, or "" for the whole table."""
    if of == "player":
        return scene.player
    if of == "target":
        return scene.target
    return of


def clamp(value: int, low: int, high: int) -> int:
    """Return *value*, or the end of *low* to *high* that it passes; both inclusive."""
    return max(low, min(high, value))


def posture_allows(condition: Expr | None, posture: str) -> bool:
    """
    Return whether *posture* leaves *condition* a chance to be true.

    An effect for the other posture was never meant, so nobody calls it refused.
    """
    match condition:
        case IsPosture(posture=meant):
            return meant == posture
        case Binary(op="and", left=left, right=right):
            return posture_allows(left, posture) and posture_allows(right, posture)
        case _:
            return True
