"""Rules as deck text: what is printed here reads back as the same value."""

from collections.abc import Iterable

from tabletop.game.expr import Effect, Expr, Price


def source(expr: Expr) -> str:
    """Return *expr* as rule text."""
    raise NotImplementedError


def effects_source(effects: Iterable[Effect]) -> str:
    """Return *effects* as one sentence of deck text."""
    raise NotImplementedError


def prices_source(prices: Iterable[Price]) -> str:
    """Return *prices* as one sentence of deck text."""
    raise NotImplementedError
