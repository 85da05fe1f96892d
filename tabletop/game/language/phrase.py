"""Rules in plain English, for cards and screens, and why one does not hold now."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import attrs

from tabletop.game.deck import Deck
from tabletop.game.expr import (
    Binary,
    Effect,
    Expr,
    Named,
    Not,
    Number,
    Price,
    Scene,
    World,
    evaluate,
    who,
)
from tabletop.game.language.reads import names_read, parts_of
from tabletop.game.language.syntax import PRODUCT
from tabletop.game.language.wording import DENIED, Voice
from tabletop.game.words import ActorId, Viewer, level_id

NO_SCENE: Final = Scene()
MOST_REASONS: Final = 6


def phrase(expr: Expr, deck: Deck, scene: Scene = NO_SCENE, reader: Viewer | None = None) -> str:
    """
    Return *expr* in words, such as "Alliance trust at least 3 and turn at most 4".

    The player's own level is named without an owner, unless *reader* is somebody else; the
    target's with its name where *scene* tells who that is, else as "of the target". A test
    that it names is spelled out in brackets when that is short.
    """
    return Voice(deck, scene, reader, spells_tests=True).words(expr)


def effect(
    change: Effect, deck: Deck, scene: Scene = NO_SCENE, reader: Viewer | None = None
) -> str:
    """Return *change* in words, such as "Alliance trust +1 if played openly"."""
    return Voice(deck, scene, reader).effect(change)


def effects(
    changes: Iterable[Effect], deck: Deck, scene: Scene = NO_SCENE, reader: Viewer | None = None
) -> str:
    """Return *changes* in words, in their order, separated by commas."""
    return ", ".join(effect(change, deck, scene, reader) for change in changes)


def prices(
    amounts: Iterable[Price], deck: Deck, scene: Scene = NO_SCENE, reader: Viewer | None = None
) -> str:
    """Return *amounts* in words, such as "Political capital 2, Oil 1"."""
    voice = Voice(deck, scene, reader)
    return ", ".join(
        f"{voice.track(price.track)} {voice.within(price.amount, PRODUCT)}" for price in amounts
    )


def failing(
    expr: Expr, deck: Deck, world: World, scene: Scene, viewer: Viewer | None = None
) -> tuple[str, ...]:
    """
    Return why *expr* is false now, a phrase for each part that fails, in its order.

    Such as "Alliance trust at least 3, now 2". Empty when *expr* is true; at most six. What
    *viewer* may not see, or *world* does not hold, is named without its present value.
    """
    return tuple(islice(_Doubt(deck, world, scene, viewer).failing(expr), MOST_REASONS))


def why_false(
    expr: Expr, deck: Deck, world: World, scene: Scene, viewer: Viewer | None = None
) -> str:
    """Return `failing` as one clause, "needs ...; and ...", or "" when *expr* is true."""
    reasons = failing(expr, deck, world, scene, viewer)
    return f"needs {'; and '.join(reasons)}" if reasons else ""


@attrs.frozen
class _Doubt:
    deck: Deck
    world: World
    scene: Scene
    viewer: Viewer | None

    def value(self, expr: Expr) -> int:
        return evaluate(expr, self.deck.tests, self.world, self.scene)

    def failing(self, expr: Expr) -> Iterator[str]:
        """Yield the parts of *expr* that fail, when it does."""
        if self.value(expr):
            return
        match expr:
            case Binary(op="and", left=left, right=right):
                yield from self.failing(left)
                yield from self.failing(right)
            case Binary(op="or"):
                ways = islice(self.ways(expr), MOST_REASONS)
                yield "; or ".join(" and ".join(way) for way in ways)
            case Named(test=test):
                yield from self.failing(self.deck.tests[test])
            case Not(of=Not(of=of)):
                yield from self.failing(of)
            case Not(of=Binary(op=op, left=left, right=right)) if op in DENIED:
                yield from self.failing(Binary(DENIED[op], left, right))
            case Binary(left=left, right=right):
                yield self.words(expr) + self.now(left, right)
            case _:
                yield self.words(expr)

    def ways(self, expr: Expr) -> Iterator[tuple[str, ...]]:
        """Yield what fails in each of the parts that `or` joins."""
        match expr:
            case Binary(op="or", left=left, right=right):
                yield from self.ways(left)
                yield from self.ways(right)
            case _:
                yield tuple(islice(self.failing(expr), MOST_REASONS))

    def words(self, expr: Expr) -> str:
        """Return *expr* in words."""
        return Voice(self.deck, self.scene, self.viewer).words(expr)

    def now(self, left: Expr, right: Expr) -> str:
        """Return the present value of the sides that may change, if they may be told."""
        sides = [side for side in (left, right) if not isinstance(side, Number)]
        if not sides or not all(self.is_told(side) for side in sides):
            return ""
        return ", now " + " and ".join(f"{self.value(side)}{_sign(side)}" for side in sides)

    def is_told(self, expr: Expr) -> bool:
        """Return whether the viewer may know what *expr* comes to."""
        reads = names_read(expr, self.deck.tests)
        for level in reads.levels:
            owner = ActorId(Viewer(who(level.of, self.scene)))
            if level_id(level.track, owner) not in self.world.levels:
                return False
            track = self.deck.track_by_id.get(level.track)
            if track is None or (self.viewer is not None and not track.is_seen(self.viewer, owner)):
                return False
        for piece in reads.pieces:
            card = self.deck.card_by_id.get(piece.card)
            # A covert piece is for its own seat to know of, and a count would give it away.
            if self.viewer not in (None, "facilitator") and (
                card is None or ("covert" in card.postures and piece.posture != "open")
            ):
                return False
        return True


def _sign(expr: Expr) -> str:
    """Return the sign behind the value of *expr*."""
    return "%" if any(isinstance(p, Number) and p.percent for p in parts_of(expr)) else ""
