"""Rules as deck text: what is printed here reads back as the same value."""

from collections.abc import Iterable
from typing import assert_never

from tabletop.language.expr import (
    Binary,
    Effect,
    Expr,
    IsPosture,
    Level,
    Named,
    Negative,
    Not,
    Number,
    Price,
    Standing,
    Turn,
)
from tabletop.language.parse import BINDING, PRODUCT

DENIAL = 3
"""`not` binds more tightly than `and`, and more loosely than a comparison."""
ALONE = 9


def source(expr: Expr) -> str:
    """Return *expr* as rule text."""
    match expr:
        case Number(value=value, percent=percent):
            return f"{value}%" if percent else f"{value}"
        case Level(track=track, of=of):
            return named(track, of)
        case Turn():
            return "turn"
        case Standing(card=card, posture=posture):
            return f"{card}.{posture}" if posture else card
        case Named(test=test):
            return test
        case IsPosture(posture=posture):
            return posture
        case Not(of=of):
            return f"not {within(of, DENIAL)}"
        case Negative(of=of):
            return f"-{bare(of)}"
        case Binary(op="min" | "max" as op, left=left, right=right):
            return f"{op}({source(left)}, {source(right)})"
        case Binary(op=op, left=left, right=right):
            return f"{within(left, BINDING[op])} {op} {within(right, BINDING[op] + 1)}"
        case _:
            assert_never(expr)


def effects_source(effects: Iterable[Effect]) -> str:
    """Return *effects* as one sentence of deck text."""
    return ", ".join(effect_source(effect) for effect in effects)


def effect_source(effect: Effect) -> str:
    """Return *effect* as deck text."""
    change = f"= {source(effect.amount)}"
    if effect.change != "=":
        change = f"{effect.change}{signless(effect.amount)}"
    condition = "" if effect.condition is None else f" if {source(effect.condition)}"
    return f"{named(effect.track, effect.of)} {change}{condition}"


def prices_source(prices: Iterable[Price]) -> str:
    """Return *prices* as one sentence of deck text."""
    return ", ".join(f"{price.track} {signless(price.amount)}" for price in prices)


def named(track: str, of: str) -> str:
    """Return the name of *of*'s level of *track*; the player's is bare, as the table's is."""
    return track if of in ("", "player") else f"{of}.{track}"


def binding(expr: Expr) -> int:
    """Return how tightly the outermost part of *expr* holds it together."""
    match expr:
        case Not():
            return DENIAL
        case Binary(op=op):
            return BINDING.get(op, ALONE)
        case _:
            return ALONE


def within(expr: Expr, least: int) -> str:
    """Return *expr*, in brackets unless it binds as tightly as *least*."""
    return source(expr) if binding(expr) >= least else f"({source(expr)})"


def bare(expr: Expr) -> str:
    """Return *expr* as it stands behind a minus: a number there would be another number."""
    is_number = isinstance(expr, Number)
    return f"({source(expr)})" if is_number or binding(expr) < ALONE else source(expr)


def signless(expr: Expr) -> str:
    """Return *expr* as it stands behind the sign of an effect: a product without its own sign."""
    text = within(expr, PRODUCT)
    return f"({source(expr)})" if text.startswith("-") else text
