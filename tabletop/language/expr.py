"""
Rules as values: expressions, effects and prices, and how they are read.

Evaluation is total: integers saturate at ±`LIMIT`, trees are bounded by the
parser, and named tests are checked to be free of circles before play.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final, Literal, Protocol, assert_never, cast

import attrs

from tabletop.language.ids import NOBODY, ActorId, CardId, LevelId, Posture, TrackId, level_id

LIMIT: Final = 10**12
"""No number in a rule leaves ±LIMIT, so a 64-bit kernel can agree."""

Operator = Literal["and", "or", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "min", "max"]


@attrs.frozen
class Readable:
    """What every expression has in common: it is made ready to be read once."""

    @cached_property
    def reading(self) -> "Reader":
        # Whoever adds an expression meets `assert_never` there, so the cast hides nothing.
        return reader(cast("Expr", self))


@attrs.frozen
class Number(Readable):
    """A whole number, or a percentage in percent points."""

    value: int
    percent: bool = False


@attrs.frozen
class Level(Readable):
    """
    The level of a track.

    Attributes:
        of: "" for a shared track, an actor's id, "player" or "target".
    """

    track: TrackId
    of: str = ""


@attrs.frozen
class Turn(Readable):
    """The number of the turn; 0 in a rehearsal."""


@attrs.frozen
class Standing(Readable):
    """How many pieces of a card stand; of one posture where *posture* is given."""

    card: CardId
    posture: Posture | Literal[""] = ""


@attrs.frozen
class Named(Readable):
    """One of the deck's `tests`."""

    test: str


@attrs.frozen
class IsPosture(Readable):
    """Whether the move was made in this posture."""

    posture: Posture


@attrs.frozen
class Not(Readable):
    """The contrary of a test."""

    of: "Expr"


@attrs.frozen
class Negative(Readable):
    """A number with its sign turned."""

    of: "Expr"


@attrs.frozen
class Binary(Readable):
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

Reader = Callable[[Tests, World, Scene], int]
"""An expression made ready: its value by the deck's tests, on a world, in a scene."""


def evaluate(expr: Expr, tests: Tests, world: World, scene: Scene) -> int:
    """
    Return the value of *expr*: a number, percent points, or 0 and 1 for a test.

    A level that *world* does not hold (a hidden track in a sight) reads as 0.
    """
    return expr.reading(tests, world, scene)


def reader(expr: Expr) -> Reader:
    """
    Return what reads *expr*.

    A bot that thinks asks for values a million times a session; what a tree says is settled
    here once, so that reading it again takes a third of the time.
    """
    match expr:
        case Number(value=value):
            return lambda tests, world, scene: value
        case Level(track=track, of="player"):
            return lambda tests, world, scene: world.levels.get(level_id(track, scene.player), 0)
        case Level(track=track, of="target"):
            return lambda tests, world, scene: world.levels.get(level_id(track, scene.target), 0)
        case Level(track=track, of=of):
            level = level_id(track, of)
            return lambda tests, world, scene: world.levels.get(level, 0)
        case Turn():
            return lambda tests, world, scene: world.turn
        case Standing(card=card, posture=posture):
            return lambda tests, world, scene: sum(
                p.is_here and p.card == card and posture in ("", p.posture) for p in world.pieces
            )
        case Named(test=test):
            return lambda tests, world, scene: tests[test].reading(tests, world, scene)
        case IsPosture(posture=posture):
            return lambda tests, world, scene: int(scene.posture == posture)
        case Not(of=inner):
            said = inner.reading
            return lambda tests, world, scene: int(not said(tests, world, scene))
        case Negative(of=inner):
            amount = inner.reading
            return lambda tests, world, scene: -amount(tests, world, scene)
        case Binary(op=op, left=left, right=right):
            return reader_of_two(op, left.reading, right.reading)
        case _:
            assert_never(expr)


def reader_of_two(op: Operator, left: Reader, right: Reader) -> Reader:
    """Return what reads two sides under *op*; a test goes no further than it must."""
    match op:
        case "and":
            return lambda t, w, s: int(bool(left(t, w, s) and right(t, w, s)))
        case "or":
            return lambda t, w, s: int(bool(left(t, w, s) or right(t, w, s)))
        case _:
            both = COMBINED[op]
            return lambda t, w, s: both(left(t, w, s), right(t, w, s))


def combine(op: Operator, left: int, right: int) -> int:
    """Return *left* *op* *right*, held within ±LIMIT."""
    return COMBINED[op](left, right)


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


COMBINED: Final[Mapping[Operator, Callable[[int, int], int]]] = {
    "and": lambda left, right: int(bool(left and right)),
    "or": lambda left, right: int(bool(left or right)),
    "=": lambda left, right: int(left == right),
    "!=": lambda left, right: int(left != right),
    "<": lambda left, right: int(left < right),
    "<=": lambda left, right: int(left <= right),
    ">": lambda left, right: int(left > right),
    ">=": lambda left, right: int(left >= right),
    "+": lambda left, right: clamp(left + right, -LIMIT, LIMIT),
    "-": lambda left, right: clamp(left - right, -LIMIT, LIMIT),
    "*": lambda left, right: clamp(left * right, -LIMIT, LIMIT),
    "min": min,
    "max": max,
}
"""What an operator makes of two values, held within ±LIMIT."""


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
