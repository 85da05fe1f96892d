"""Syntax into rules: names found, types checked."""

from typing import Final

from tabletop.game.expr import Binary, Effect, Expr, Negative, Not, Number, Price
from tabletop.game.language.naming import NOTHING, Kind, Names
from tabletop.game.language.problem import Problem, Repair, quoted
from tabletop.game.language.scope import Scope
from tabletop.game.language.syntax import (
    COMPARISONS,
    Figure,
    Name,
    Pair,
    Prefix,
    Raw,
    RawEffect,
    RawPrice,
)
from tabletop.game.words import TrackId

KINDS: Final = {"number": "a number", "percent": "a percentage", "test": "a test"}
DEEDS: Final = {
    "+": "cannot be added up",
    "-": "cannot be subtracted",
    "min": "cannot be compared",
    "max": "cannot be compared",
    **dict.fromkeys(COMPARISONS, "cannot be compared"),
}


class Resolver:
    """Gives the syntax of one text its meaning, and collects what has none."""

    def __init__(self, text: str, scope: Scope) -> None:
        self.text = text
        self.names = Names(scope)
        self.problems = self.names.problems

    def note(
        self,
        code: str,
        at: Raw,
        message: str,
        label: str,
        advice: str,
        repair: Repair | None = None,
    ) -> None:
        """Note a problem with a part of the text."""
        self.problems.append(Problem(code, at.start, at.end, message, label, advice, repair))

    def written(self, raw: Raw) -> str:
        """Return *raw* as it is written, on one line."""
        return " ".join(self.text[raw.start : raw.end].split())

    def effect(self, raw: RawEffect) -> Effect:
        """Return the meaning of an effect."""
        track, of = self.names.changed(raw.name)
        amount = self.wanted(raw.amount, "number")
        condition = None if raw.condition is None else self.wanted(raw.condition, "test")
        return Effect(track, of, raw.change, amount, condition)

    def prices(self, raws: tuple[RawPrice, ...]) -> tuple[Price, ...]:
        """Return the meaning of prices, each in a track of its own."""
        found: dict[TrackId, Price] = {}
        for raw in raws:
            track = self.names.paid(raw.name)
            amount = self.wanted(raw.amount, "number")
            if track in found:
                message = f'"{track}" stands here twice'
                self.note("R208", raw.name, message, "again", "add the two numbers up")
            if isinstance(amount, Number) and amount.value < 0:
                message = "a price is not negative"
                self.note("R208", raw.amount, message, "below 0", "an effect can add to a level")
            found[track] = Price(track, amount)
        return tuple(found.values())

    def wanted(self, raw: Raw, kind: Kind) -> Expr:
        """Return the meaning of *raw*, which is to be of *kind*."""
        expr, found = self.meaning(raw)
        if found not in (kind, "unknown"):
            message = f"{quoted(self.written(raw))} is {KINDS[found]}, not {KINDS[kind]}"
            advice, repair = self.turned(raw, found, kind), None
            if isinstance(raw, Figure) and kind == "percent" and 1 < raw.value <= 100:
                repair = Repair(raw.start, raw.end, f"{raw.value}%")
            self.note("R301", raw, message, KINDS[found], advice, repair)
        return expr

    def turned(self, raw: Raw, found: Kind, kind: Kind) -> str:
        """Return how *raw*, which is of the kind *found*, could be turned into one of *kind*."""
        if kind == "test":
            one = "1%" if found == "percent" else "1"
            return f'compare it, as in "{self.written(raw)} >= {one}"'
        if found == "test":
            return "a test stands alone, behind if, or under and, or, not"
        if isinstance(raw, Figure):
            return f'write "{raw.value}{"%" if kind == "percent" else ""}"'
        if kind == "percent":
            return 'odds come from levels by multiplying, as in "5% * trust"'
        return "leave the % out; only odds are percentages"

    def meaning(self, raw: Raw) -> tuple[Expr, Kind]:
        """Return what *raw* means, and of which kind that is."""
        match raw:
            case Figure(value=value, percent=percent):
                return Number(value, percent), "percent" if percent else "number"
            case Name():
                return self.names.read(raw)
            case Prefix(is_not=True, of=of):
                return Not(self.wanted(of, "test")), "test"
            case Prefix(of=of):
                expr, kind = self.meaning(of)
                if kind == "test":
                    return self.test_as_number(of, None, "-")
                return Negative(expr), kind
            case Pair(op="and" | "or" as op, left=left, right=right):
                return Binary(op, self.wanted(left, "test"), self.wanted(right, "test")), "test"
            case Pair():
                return self.pair(raw)

    def pair(self, raw: Pair) -> tuple[Expr, Kind]:
        """Return what two numbers or two percentages give under their operator."""
        (left, one), (right, other) = self.meaning(raw.left), self.meaning(raw.right)
        if one == "test":
            return self.test_as_number(raw.left, raw.right, raw.op)
        if other == "test":
            return self.test_as_number(raw.right, raw.left, raw.op)
        found = Binary(raw.op, left, right)
        if raw.op in COMPARISONS:
            kind: Kind = "test"
        elif raw.op == "*" and {one, other} == {"number", "percent"}:
            return found, "percent"
        else:
            kind = one
        if "unknown" in (one, other):
            return found, kind if raw.op in COMPARISONS else "unknown"
        if raw.op == "*":
            if one == "percent":
                return self.mixed(raw, "two percentages cannot be multiplied")
        elif one != other:
            return self.mixed(raw, f"a percentage and a number {DEEDS[raw.op]}")
        return found, kind

    def mixed(self, raw: Pair, message: str) -> tuple[Expr, Kind]:
        """Note that a percentage stands where a number would, or the other way round."""
        advice = 'odds come from levels by multiplying, as in "5% * trust"'
        for side in (raw.right, raw.left):
            if isinstance(side, Figure):
                sign = "" if side.percent else "%"
                advice = f'write "{side.value}{sign}" instead of "{self.written(side)}"'
                break
        self.note("R302", raw, message, "mixed", advice)
        return NOTHING, "test" if raw.op in COMPARISONS else "unknown"

    def test_as_number(self, test: Raw, other: Raw | None, op: str) -> tuple[Expr, Kind]:
        """Note that *test* stands beside *other* as if it were a number."""
        written = self.written(test)
        advice = "a test stands alone, behind if, or under and, or, not"
        if isinstance(test, Name) and isinstance(other, Figure) and op == "=":
            advice = f'write "{written}"' if other.value else f'write "not {written}"'
        message = f"{quoted(written)} is a test, not a number"
        self.note("R301", test, message, "a test", advice)
        return NOTHING, "test" if op in COMPARISONS else "unknown"
