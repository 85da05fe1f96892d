"""What the names of a rule mean where it stands: syntax into rules, types checked."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

import attrs

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
from tabletop.language.ids import POSTURES, CardId, Posture, TrackId
from tabletop.language.parse import (
    COMPARISONS,
    Figure,
    Name,
    Pair,
    Prefix,
    Raw,
    RawEffect,
    RawPrice,
)
from tabletop.language.problem import Problem, Repair, did_you_mean, plainly_meant, quoted


@attrs.frozen
class Weight:
    """How much a test is when the tests that it names are written out: nodes and levels."""

    nodes: int
    depth: int


@attrs.frozen
class Scope:
    """
    The names a rule may use where it stands. Use `attrs.evolve` to go from place to place.

    Attributes:
        actors: In deck order.
        shared: Tracks of which the table has one level.
        owned: Tracks of which actors have a level each, and which actors.
        cards: Their ids; in a rule, the number of their pieces standing.
        tests: Their names.
        elsewhere: Ids of what no rule can read, and what each is, such as "inject".
        weights: Of the tests, where known; a rule too large when written out is then refused.
        has_player: Whether somebody plays it: a bare per-actor track is that seat's, and
            effects may go to `others.`. Without one, a bare per-actor track is a problem.
        has_target: Whether `target.` means somebody.
        has_posture: Whether `open` and `covert` tell how the move was made.
    """

    actors: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    owned: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    cards: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    elsewhere: Mapping[str, str] = attrs.field(factory=dict)
    weights: Mapping[str, Weight] = attrs.field(factory=dict)
    has_player: bool = False
    has_target: bool = False
    has_posture: bool = False

    def names(self) -> tuple[str, ...]:
        """Return every name that a rule could begin with here."""
        return (*self.shared, *self.owned, *self.tests, *self.cards, *self.actors, "turn")


Kind = Literal["number", "percent", "test", "unknown"]
"""What an expression gives. Of an unknown one nothing further is said."""

NOTHING: Final = Number(0)
POSTURE: Final[Mapping[str, Posture]] = {posture: posture for posture in POSTURES}
YES_NO: Final = frozenset({"yes", "no", "true", "false", "on", "off"})
WHOSE: Final = ("player", "target", "others", "everyone")


class Names:
    """Finds what names mean in one scope, and notes those that mean nothing there."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.problems: list[Problem] = []

    def note(
        self, code: str, at: Name, message: str, label: str, advice: str, instead: str = ""
    ) -> None:
        """Note a problem with the whole of a name, and what puts it right if written *instead*."""
        repair = Repair(at.start, at.end, instead) if instead else None
        self.problems.append(Problem(code, at.start, at.end, message, label, advice, repair))

    def read(self, raw: Name) -> tuple[Expr, Kind]:
        """Return what a name means where it is read."""
        scope, text = self.scope, raw.text
        first, _, rest = text.partition(".")
        if text == "turn":
            return Turn(), "number"
        if text in scope.tests:
            return Named(text), "test"
        if posture := POSTURE.get(text):
            if scope.has_posture:
                return IsPosture(posture), "test"
            message = f'"{text}" tells how a move was made, and no move is made here'
            self.note("R307", raw, message, "no move", 'leave it out; a card may say "posture:"')
        elif first in scope.cards:
            if rest == "" or rest in POSTURE:
                return Standing(CardId(first), POSTURE.get(rest, "")), "number"
            advice = f'write "{first}", "{first}.open" or "{first}.covert"'
            message = f'pieces of "{first}" are counted all together, or by posture'
            self.note("R304", raw, message, "no such count", advice)
        elif first in ("others", "everyone") and rest in scope.owned:
            message = f'"{first}." means several levels, and one is read here'
            self.note("R306", raw, message, "several", self.whose(rest))
        elif found := self.level(raw):
            return Level(*found), "number"
        return NOTHING, "unknown"

    def changed(self, raw: Name) -> tuple[TrackId, str]:
        """Return the track and owner that an effect changes."""
        scope, text = self.scope, raw.text
        first, _, rest = text.partition(".")
        if what := self.unchangeable(text, first):
            self.note("R308", raw, f'"{text}" is {what}', "no level", "an effect changes a track")
        elif first == "others" and not scope.has_player and rest in scope.owned:
            advice = f'write "everyone.{rest}", or {self.whose(rest)}'
            self.note("R306", raw, "nobody plays this rule, so no one is other", "whose?", advice)
        elif found := self.level(raw):
            return found
        return TrackId(""), ""

    def paid(self, raw: Name) -> TrackId:
        """Return the track that a price is paid in."""
        scope, text = self.scope, raw.text
        track = text.rpartition(".")[2]
        if what := self.unchangeable(text, text.partition(".")[0]):
            self.note("R308", raw, f'"{text}" is {what}', "no level", "a price is paid in a track")
        elif text != track and track in scope.owned:
            message = "a price is paid from the payer's own level"
            self.note("R208", raw, message, "no owner needed", f'write "{track}"')
        elif track in scope.shared:
            message = f'"{track}" belongs to the whole table, and nobody can pay with it'
            self.note(
                "R208", raw, message, "not one's own", f'change it by an effect: "{track} -1"'
            )
        elif text not in scope.owned:
            self.level(raw)
        return TrackId(track)

    def unchangeable(self, text: str, first: str) -> str:
        """Return what a name is that has no level to change, or "" when it may have one."""
        if text == "turn":
            return "counted by the table"
        if text in POSTURE:
            return "how a move is made"
        if first in self.scope.tests:
            return "a test"
        return "a card; its pieces come and go as it is played" if first in self.scope.cards else ""

    def level(self, raw: Name) -> tuple[TrackId, str] | None:
        """Return the track and owner that a name means, or None with the problem noted."""
        scope = self.scope
        first, dot, track = raw.text.partition(".")
        if not dot:
            if first in scope.shared:
                return TrackId(first), ""
            if first in scope.owned and scope.has_player:
                return TrackId(first), "player"
            if first in scope.owned:
                message = f'each actor has its own "{first}", and nobody plays this rule'
                self.note("R303", raw, message, "whose?", self.whose(first))
            else:
                self.stranger(raw)
        elif first in scope.owned or first in scope.shared:
            if track in scope.actors and first in scope.owned:
                message = "the owner comes before the dot, the track after it"
                turned = f"{track}.{first}"
                self.note("R304", raw, message, "turned round", f'write "{turned}"', turned)
            else:
                advice = f'write "{first}"' if first in scope.shared else self.whose(first)
                self.note("R304", raw, "no dot follows a track", "a track first", advice)
        elif first not in scope.actors and first not in WHOSE:
            self.stranger(raw)
        elif track in scope.shared:
            message = f'the whole table has one "{track}"'
            self.note("R304", raw, message, "nobody's own", f'write "{track}"', track)
        elif track not in scope.owned:
            self.unknown(raw, len(first) + 1, "track", (*scope.owned, *scope.shared))
        elif first == "target" and not scope.has_target:
            self.note("R305", raw, "nobody is targeted here", "no target", self.whose(track))
        elif first == "player":
            own = track if scope.has_player else ""
            advice = f'write "{track}"' if own else self.whose(track)
            self.note("R304", raw, "a rule does not name its player", "not needed", advice, own)
        elif first in scope.actors and first not in scope.owned[track]:
            self.note("R304", raw, f'"{first}" has no "{track}"', "none", self.whose(track))
        else:
            return TrackId(track), first
        return None

    def whose(self, track: str) -> str:
        """Return how to say whose level of *track* is meant."""
        owner = next(iter(self.scope.owned[track]), "us")
        return f'say whose, as in "{owner}.{track}"'

    def stranger(self, raw: Name) -> None:
        """Note a name that begins with something other than a track, or with nothing known."""
        scope = self.scope
        first, dot, rest = raw.text.partition(".")
        a_track = next(iter(scope.owned), "track")
        if first in scope.elsewhere:
            what = scope.elsewhere[first]
            a = "an" if what[:1] in "aeiou" else "a"
            message = f'"{first}" is {a} {what}, and no rule reads one'
            self.note("R308", raw, message, f"{a} {what}", "a rule reads tracks, cards and tests")
        elif first in scope.tests:
            self.note("R308", raw, "no dot follows a test", "a test", f'write "{first}"')
        elif first in scope.actors or first in WHOSE:
            whose = "somebody" if first in WHOSE else "an actor"
            message = f'"{first}" is {whose}, and a rule reads levels'
            self.note("R308", raw, message, "whose what?", f'as in "{first}.{a_track}"')
        elif raw.text.lower() in YES_NO:
            message = f"a rule has no {quoted(raw.text)}"
            self.note("R308", raw, message, "neither name nor number", "a flag is 0 or 1")
        elif raw.text in ("min", "max"):
            self.note("R205", raw, f"{first} takes two numbers", "none", f"write {first}(a, b)")
        elif not dot:
            each_level = [f"{who}.{track}" for track, whom in scope.owned.items() for who in whom]
            tracks = (*scope.shared, *(scope.owned if scope.has_player else each_level))
            self.unknown(raw, 0, "track", (*scope.names(), *each_level), tracks)
        elif rest in POSTURE:
            self.unknown(raw, 0, "card", scope.cards)
        else:
            self.unknown(raw, 0, "actor", (*scope.actors, "target"))

    def unknown(
        self,
        raw: Name,
        skip: int,
        what: str,
        known: Iterable[str],
        shown: Iterable[str] | None = None,
    ) -> None:
        """
        Note the part of a name past its first *skip* characters, or up to its dot.

        Where none of *known* is near, those of *shown* are listed, which are of the kind *what*;
        all of *known* if it is None.
        """
        part = raw.text[skip:] if skip else raw.text.partition(".")[0]
        start, names = raw.start + skip, tuple(known)
        advice = did_you_mean(part, names)
        if not advice:
            listed = names if shown is None else shown
            own = [name for name in listed if name not in ("turn", "target")]
            some = ", ".join(own[:5]) + (", ..." if len(own) > 5 else "")
            advice = f"this deck has {some}" if own else f"this deck declares no {what}"
        message = f"nothing is called {quoted(part)}"
        label = f"no {what} has this name"
        end = start + len(part)
        meant = plainly_meant(part, names)
        # A name of the wrong form, once written, would be read as something else.
        is_name = meant.isascii() and meant.replace(".", "_").isidentifier()
        repair = Repair(start, end, meant) if is_name else None
        self.problems.append(Problem("N201", start, end, message, label, advice, repair))


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
