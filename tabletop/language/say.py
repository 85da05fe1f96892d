"""Rules in plain English, for cards and screens, and why one does not hold now."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, Protocol, assert_never

import attrs

from tabletop.language.check import names_read, parts_of
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
    Operator,
    Price,
    Scene,
    Standing,
    Tests,
    Turn,
    World,
    evaluate,
    who,
)
from tabletop.language.ids import ActorId, CardId, Posture, TrackId, Viewer, level_id
from tabletop.language.parse import BINDING, COMPARISONS, PRODUCT, SUM

COMPARED: Final[dict[str, str]] = {
    ">=": "at least",
    "<=": "at most",
    ">": "more than",
    "<": "less than",
    "=": "exactly",
    "!=": "other than",
}
SIGNS: Final[dict[str, str]] = {"+": "+", "-": "−", "*": "×"}
EXTREMES: Final[dict[str, str]] = {"min": "the smaller", "max": "the larger"}
TURNED: Final[dict[Operator, Operator]] = {
    ">=": "<=",
    "<=": ">=",
    ">": "<",
    "<": ">",
    "=": "=",
    "!=": "!=",
}
"""The same comparison with its sides exchanged."""

DENIED: Final[dict[Operator, Operator]] = {
    ">=": "<",
    "<": ">=",
    "<=": ">",
    ">": "<=",
    "=": "!=",
    "!=": "=",
}
"""The contrary comparison."""

PLAYED: Final[dict[Posture, str]] = {"open": "played openly", "covert": "played covertly"}
WHOSE: Final = {
    "target": " of the target",
    "others": " of each other actor",
    "everyone": " of every actor",
}
ALONE: Final = 9
LONGEST_RULE: Final = 90
"""Characters, inclusive, of a test's rule in words that may stand after its name."""


class RuleCard(Protocol):
    """A card, as far as a rule speaks of it."""

    @property
    def title(self) -> str: ...
    @property
    def postures(self) -> tuple[Posture, ...]: ...


class RuleActor(Protocol):
    """An actor, as far as a rule speaks of it."""

    @property
    def name(self) -> str: ...


class Scale(RuleActor, Protocol):
    """A track, as far as a rule speaks of it."""

    def is_seen(self, viewer: Viewer, owner: str = "") -> bool: ...


class Lexicon(Protocol):
    """What the names in a rule stand for; a deck is one."""

    @property
    def tests(self) -> Tests: ...
    @property
    def actor_by_id(self) -> Mapping[ActorId, RuleActor]: ...
    @property
    def track_by_id(self) -> Mapping[TrackId, Scale]: ...
    @property
    def card_by_id(self) -> Mapping[CardId, RuleCard]: ...


@attrs.frozen
class Voice:
    """
    Says rules with the names of *deck*, as they stand in *scene*, to *reader*.

    Who plays is named only to somebody else. Where it *spells_tests*, the rule that a test
    names stands in brackets after the name, unless it is too long for that.
    """

    deck: Lexicon
    scene: Scene = Scene()
    reader: Viewer | None = None
    spells_tests: bool = False

    def words(self, expr: Expr) -> str:
        """Return *expr* in words."""
        match expr:
            case Number(value=value, percent=percent):
                return f"{value}%" if percent else f"{value}"
            case Level(track=track, of=of):
                return self.level(track, of)
            case Turn():
                return "turn"
            case Standing(card=card, posture=posture):
                return f"{posture} pieces of {self.card(card)}".lstrip()
            case Named(test=test):
                return self.test(test)
            case IsPosture(posture=posture):
                return PLAYED[posture]
            case Not(of=of):
                return self.denied(of)
            case Negative(of=of):
                return f"−{self.within(of, ALONE)}"
            case Binary(op="min" | "max" as op, left=left, right=right):
                both = f"{self.within(left, SUM)} and {self.within(right, SUM)}"
                return f"{EXTREMES[op]} of {both}"
            case Binary(op=op, left=left, right=right) if op in COMPARISONS:
                return self.comparison(op, left, right)
            case Binary(op="and" | "or" as op, left=left, right=right):
                return f"{self.joined(op, left)} {op} {self.joined(op, right)}"
            case Binary(op=op, left=left, right=right):
                first = self.within(left, BINDING[op])
                return f"{first} {SIGNS[op]} {self.within(right, BINDING[op] + 1)}"
            case _:
                assert_never(expr)

    def effect(self, change: Effect) -> str:
        """Return *change* in words."""
        level = self.level(change.track, change.of)
        condition = "" if change.condition is None else f" if {self.words(change.condition)}"
        match change:
            case Effect(change="=", amount=amount):
                return f"{level} becomes {self.words(amount)}{condition}"
            case Effect(change=sign, amount=Number(value=value)):
                return f"{level} {value if sign == '+' else -value:+d}{condition}"
            case Effect(change=sign, amount=amount):
                return f"{level} {SIGNS[sign]} {self.within(amount, PRODUCT)}{condition}"

    def comparison(self, op: Operator, left: Expr, right: Expr) -> str:
        """Return a comparison in words, what may change before what does not."""
        if isinstance(left, Number) and not isinstance(right, Number):
            op, left, right = TURNED[op], right, left
        match left, right:
            case Standing(card=card, posture=posture), Number(value=value):
                how = {"open": " openly", "covert": " covertly", "": ""}[posture]
                if (op, value) in ((">=", 1), (">", 0), ("!=", 0)):
                    return f"{self.card(card)} standing{how}"
                if (op, value) in (("<", 1), ("<=", 0), ("=", 0)):
                    return f"no {self.card(card)} standing{how}"
        return f"{self.within(left, SUM)} {COMPARED[op]} {self.within(right, SUM)}"

    def joined(self, op: Operator, expr: Expr) -> str:
        """Return a part of what *op* joins, in brackets where the other joins it itself."""
        is_other = isinstance(expr, Binary) and expr.op in ("and", "or") and expr.op != op
        return f"({self.words(expr)})" if is_other else self.words(expr)

    def denied(self, expr: Expr) -> str:
        """Return the contrary of *expr* in words."""
        match expr:
            case Not(of=of):
                return self.words(of)
            case Binary(op=op, left=left, right=right) if op in DENIED:
                return self.comparison(DENIED[op], left, right)
            case _:
                return f"not {self.within(expr, ALONE)}"

    def within(self, expr: Expr, least: int) -> str:
        """Return *expr* in words, in brackets unless it holds together as tightly as *least*."""
        return self.words(expr) if _binding(expr) >= least else f"({self.words(expr)})"

    def test(self, test: str) -> str:
        """Return a test's name, with its rule where that is wanted and short."""
        name, rule = test.replace("_", " "), self.deck.tests.get(test)
        if rule is None or not self.spells_tests:
            return name
        words = attrs.evolve(self, spells_tests=False).words(rule)
        return f"{name} ({words})" if len(words) <= LONGEST_RULE else name

    def level(self, track: TrackId, of: str) -> str:
        """Return a track's name with its owner's."""
        actor = who(of, self.scene)
        if of == "player" and self.reader in (None, actor):
            return self.track(track)
        if actor == "" or actor in WHOSE:
            return self.track(track) + WHOSE.get(of, "")
        known = self.deck.actor_by_id.get(ActorId(Viewer(actor)))
        return f"{self.track(track)} of {known.name if known else actor}"

    def track(self, track: TrackId) -> str:
        """Return a track's name."""
        known = self.deck.track_by_id.get(track)
        return known.name if known else track

    def card(self, card: CardId) -> str:
        """Return a card's title."""
        known = self.deck.card_by_id.get(card)
        return known.title if known else card


def _binding(expr: Expr) -> int:
    """Return how tightly the words of *expr* hold together."""
    match expr:
        case Binary(op="min" | "max"):
            return 0
        case Binary(op=op):
            return BINDING[op]
        case Number(value=value) if value < 0:
            return SUM
        case Negative():
            return SUM
        case _:
            return ALONE


NO_SCENE: Final = Scene()
MOST_REASONS: Final = 6


def phrase(expr: Expr, deck: Lexicon, scene: Scene = NO_SCENE, reader: Viewer | None = None) -> str:
    """
    Return *expr* in words, such as "Alliance trust at least 3 and turn at most 4".

    The player's own level is named without an owner, unless *reader* is somebody else; the
    target's with its name where *scene* tells who that is, else as "of the target". A test
    that it names is spelled out in brackets when that is short.
    """
    return Voice(deck, scene, reader, spells_tests=True).words(expr)


def effect(
    change: Effect, deck: Lexicon, scene: Scene = NO_SCENE, reader: Viewer | None = None
) -> str:
    """Return *change* in words, such as "Alliance trust +1 if played openly"."""
    return Voice(deck, scene, reader).effect(change)


def effects(
    changes: Iterable[Effect], deck: Lexicon, scene: Scene = NO_SCENE, reader: Viewer | None = None
) -> str:
    """Return *changes* in words, in their order, separated by commas."""
    return ", ".join(effect(change, deck, scene, reader) for change in changes)


def prices(
    amounts: Iterable[Price], deck: Lexicon, scene: Scene = NO_SCENE, reader: Viewer | None = None
) -> str:
    """Return *amounts* in words, such as "Political capital 2, Oil 1"."""
    voice = Voice(deck, scene, reader)
    return ", ".join(
        f"{voice.track(price.track)} {voice.within(price.amount, PRODUCT)}" for price in amounts
    )


def failing(
    expr: Expr, deck: Lexicon, world: World, scene: Scene, viewer: Viewer | None = None
) -> tuple[str, ...]:
    """
    Return why *expr* is false now, a phrase for each part that fails, in its order.

    Such as "Alliance trust at least 3, now 2". Empty when *expr* is true; at most six. What
    *viewer* may not see, or *world* does not hold, is named without its present value.
    """
    return tuple(islice(_Doubt(deck, world, scene, viewer).failing(expr), MOST_REASONS))


def why_false(
    expr: Expr, deck: Lexicon, world: World, scene: Scene, viewer: Viewer | None = None
) -> str:
    """Return `failing` as one clause, "needs ...; and ...", or "" when *expr* is true."""
    reasons = failing(expr, deck, world, scene, viewer)
    return f"needs {'; and '.join(reasons)}" if reasons else ""


@attrs.frozen
class _Doubt:
    deck: Lexicon
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
