"""How the parts of a rule are said in English, with the deck's names."""

from typing import Final, assert_never

import attrs

from tabletop.game.deck import Deck
from tabletop.game.expr import (
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
    Scene,
    Standing,
    Turn,
    who,
)
from tabletop.game.language.syntax import BINDING, COMPARISONS, PRODUCT, SUM
from tabletop.game.words import ActorId, CardId, Posture, TrackId, Viewer

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


@attrs.frozen
class Voice:
    """
    Says rules with the names of *deck*, as they stand in *scene*, to *reader*.

    Who plays is named only to somebody else. Where it *spells_tests*, the rule that a test
    names stands in brackets after the name, unless it is too long for that.
    """

    deck: Deck
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
