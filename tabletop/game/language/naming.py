"""What the names of a rule mean where it stands."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from tabletop.game.expr import Expr, IsPosture, Level, Named, Number, Standing, Turn
from tabletop.game.language.problem import Problem, Repair, did_you_mean, plainly_meant, quoted
from tabletop.game.language.scope import Scope
from tabletop.game.language.syntax import Name
from tabletop.game.words import POSTURES, CardId, Posture, TrackId

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
