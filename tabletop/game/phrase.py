"""Rules in plain English, with the deck's names, for cards, screens and reasons."""

from collections.abc import Iterable

from tabletop.game.deck import Deck
from tabletop.game.expr import Effect, Expr, Price, Scene, World
from tabletop.game.words import Viewer

NO_SCENE = Scene()


def phrase(expr: Expr, deck: Deck, scene: Scene = NO_SCENE) -> str:
    """
    Return *expr* in words, such as "Alliance trust at least 3 and turn at most 4".

    The player's own level is named without an owner; the target's with its name where
    *scene* tells who that is, else as "of the target".
    """
    raise NotImplementedError


def effect(change: Effect, deck: Deck, scene: Scene = NO_SCENE) -> str:
    """Return *change* in words, such as "Alliance trust +1 if played openly"."""
    raise NotImplementedError


def effects(changes: Iterable[Effect], deck: Deck, scene: Scene = NO_SCENE) -> str:
    """Return *changes* in words, in their order, separated by commas."""
    raise NotImplementedError


def prices(amounts: Iterable[Price], deck: Deck, scene: Scene = NO_SCENE) -> str:
    """Return *amounts* in words, such as "Political capital 2, Oil 1"."""
    raise NotImplementedError


def failing(
    expr: Expr, deck: Deck, world: World, scene: Scene, viewer: Viewer | None = None
) -> tuple[str, ...]:
    """
    Return why *expr* is false now, a phrase for each part that fails, in its order.

    Such as "Alliance trust at least 3, now 2". Empty when *expr* is true. A level that
    *viewer* may not see, or that *world* does not hold, is named without its present value.
    """
    raise NotImplementedError


def why_false(
    expr: Expr, deck: Deck, world: World, scene: Scene, viewer: Viewer | None = None
) -> str:
    """Return `failing` as one clause, "needs …; and …", or "" when *expr* is true."""
    raise NotImplementedError
