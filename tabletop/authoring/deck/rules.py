"""Rule text in a file: read by the language of the game, with its problems put in place."""

import re
from collections.abc import Callable
from typing import Any, Final, TypeVar

import attrs

from tabletop.authoring.deck.values import Fields, Findings, note_again
from tabletop.authoring.text.findings import Edit, Pointer, quoted
from tabletop.authoring.text.nodes import Entry, Group, Node, Scalar, offsets_of, stretch
from tabletop.authoring.text.source import Source, Span
from tabletop.language.check import names_read
from tabletop.language.expr import Binary, Effect, Expr, IsPosture, Price, Standing
from tabletop.language.ids import POSTURES, Posture
from tabletop.language.names import Scope
from tabletop.language.problem import Problem, Reading, Repair
from tabletop.language.read import read_effects, read_prices

Rule = Expr | tuple[Effect, ...] | tuple[Price, ...]

V = TypeVar("V")

MOST: Final = 20_000
"""Readings kept under one scope; past it all are forgotten, as each costs little to make again."""

SCOPES: Final = 2
"""Scopes whose readings are kept: a deck's before its tests are weighed, and after."""


@attrs.frozen
class Counted:
    """A reading, and the pieces that it counts."""

    reading: Reading[Any]
    pieces: tuple[Standing, ...] = ()


@attrs.frozen(eq=False)
class Shelf:
    """The readings made where a deck declares what *scope* says."""

    scope: Scope
    kept: dict[tuple[object, ...], Counted] = attrs.field(factory=dict)


@attrs.define
class Judged:
    """
    What was found out about rules, each of them once.

    It is true for as long as the tables that there could be are the same.
    """

    tables: object = None
    found: dict[tuple[object, ...], tuple[object, Any]] = attrs.field(factory=dict)

    def begin(self, tables: object) -> None:
        """Forget all unless *tables* are those of the last time."""
        if tables != self.tables or len(self.found) >= MOST:
            self.tables, self.found = tables, {}

    def of(self, rule: object, about: tuple[object, ...], judge: Callable[[], V]) -> V:
        """Return what *judge* finds out *about* the very object *rule*."""
        key = (id(rule), *about)
        kept = self.found.get(key)
        if kept is None:
            # The rule is kept as well, so that no other object comes by its number.
            kept = self.found[key] = (rule, judge())
        found: V = kept[1]
        return found


@attrs.define
class Readings:
    """
    Reads each rule once.

    A reading hangs on its text, its reader and its scope alone, so what was read once is true
    for as long as the deck declares the same names.
    """

    shelves: tuple[Shelf, ...] = ()
    judged: Judged = attrs.field(factory=Judged)

    def of(
        self, text: str, reader: Callable[[str, Scope], Reading[Any]], scope: Scope, names: Scope
    ) -> Counted:
        """Return what *reader* makes of *text* in *scope*, which is *names* in one place."""
        shelf = self.shelf(names)
        key = (text, reader, scope.has_player, scope.has_target, scope.has_posture)
        found = shelf.kept.get(key)
        if found is None:
            reading = reader(text, scope)
            rules = expressions(reading.value)
            pieces = (piece for rule in rules for piece in names_read(rule, {}).pieces)
            found = Counted(reading, tuple(pieces))
            if len(shelf.kept) >= MOST:
                shelf.kept.clear()
            shelf.kept[key] = found
        return found

    def shelf(self, names: Scope) -> Shelf:
        """Return the readings made under *names*; the scope used longest ago is forgotten."""
        shelves = self.shelves
        if shelves and shelves[0].scope is names:
            return shelves[0]
        found = next((s for s in shelves if s.scope == names), None)
        # The new scope takes the old one's place, for to compare the same object costs nothing.
        shelf = Shelf(names, found.kept if found else {})
        self.shelves = (shelf, *(s for s in shelves if s is not found))[:SCOPES]
        return shelf


def expressions(value: Rule | None) -> tuple[Expr, ...]:
    """Return what was read of a rule: an expression, or those of effects and prices."""
    if value is None:
        return ()
    if not isinstance(value, tuple):
        return (value,)
    found: list[Expr] = []
    for part in value:
        found.append(part.amount)
        if isinstance(part, Effect) and part.condition is not None:
            found.append(part.condition)
    return tuple(found)


T = TypeVar("T", bound=Rule)

Reader = Callable[[str, Scope], Reading[T]]

MEANT: Final = re.compile('"([^"]+)"')
"""The name in a `did you mean "..."?`."""


@attrs.frozen(eq=False)
class PlacedRule:
    """
    A rule that could be read, and where it stands.

    Attributes:
        postures: Those of the move that it is about; empty where no move is made.
    """

    node: Scalar
    value: Rule
    postures: tuple[Posture, ...] = ()


@attrs.define
class Rules:
    """
    Reads the rules of one file.

    Attributes:
        declared_here: Returns where a name is declared, for whoever meant it.
        readings: Those that were made when the file was read before.
        at: Where each rule was read that a later check may have to point at, by the id of
            the part that holds it and the name of its field.
        spots: The same for the name of the field.
        counted: Every count of pieces, and the rule that counts them.
        all: Every rule that could be read, in the order read.
    """

    findings: Findings
    declared_here: Callable[[str], Pointer | None]
    scope: Scope
    readings: Readings = attrs.field(factory=Readings)
    at: dict[tuple[str, str], Scalar] = attrs.field(factory=dict)
    spots: dict[tuple[str, str], Span] = attrs.field(factory=dict)
    counted: list[tuple[Scalar, Standing]] = attrs.field(factory=list)
    all: list[PlacedRule] = attrs.field(factory=list)

    def one(self, fields: Fields, name: str, reader: Reader[T], scope: Scope) -> T | None:
        """Return what *reader* makes of the field, or None."""
        node = fields.scalar(name)
        return None if node is None else self.read(node, reader, scope)

    def read(
        self, node: Scalar, reader: Reader[T], scope: Scope, postures: tuple[Posture, ...] = ()
    ) -> T | None:
        """Return what *reader* makes of *node*, or None with its problems noted."""
        if self.findings.are_enough:
            return None
        counted = self.readings.of(node.text, reader, scope, self.scope)
        reading: Reading[T] = counted.reading
        for problem in reading.problems:
            self.note(node, problem)
        if reading.value is not None:
            self.all.append(PlacedRule(node, reading.value, postures))
        self.counted += ((node, standing) for standing in counted.pieces)
        return reading.value

    def remember(self, id: str, fields: Fields, name: str) -> None:
        """Keep where the field and the rule in it stand, for a later check."""
        entry = fields.entries.get(name)
        if entry is None:
            return
        self.spots[id, name] = entry.key.span
        if isinstance(entry.value, Scalar):
            self.at[id, name] = entry.value

    def note(self, node: Scalar, problem: Problem) -> None:
        """Put *problem* of the text of *node* in its place in the file."""
        span = stretch(self.findings.source, node, problem.start, problem.end)
        second = None
        if problem.code == "N201":
            meant = MEANT.search(problem.help)
            second = self.declared_here(meant[1].rpartition(".")[2]) if meant else None
        self.findings.add(
            problem.code,
            span,
            problem.message,
            label=problem.label,
            help=problem.help,
            second=second,
            fix=edits(self.findings.source, node, problem.repair),
        )

    def effects(
        self, fields: Fields, name: str, scope: Scope, postures: tuple[Posture, ...] = ()
    ) -> tuple[Effect, ...]:
        """
        Return the effects in the field: a sentence, a list of them, or one side per posture.

        *postures* are those that the move can have; none where no move is made.
        """
        node = fields.value(name)
        what = f'"{name}" of {fields.what}'
        if node is None:
            return ()
        if isinstance(node, Group):
            return self.split(node, what, scope, postures)
        return self.sentences(node, what, scope, postures)

    def sentences(
        self, node: Node, what: str, scope: Scope, postures: tuple[Posture, ...]
    ) -> tuple[Effect, ...]:
        """Return the effects of a sentence or a list of sentences, in their order."""
        if isinstance(node, Scalar):
            return self.read(node, read_effects, scope, postures) or ()
        if isinstance(node, Group):
            self.add_in_braces(node, what)
            return ()
        found: list[Effect] = []
        for item in node.items:
            if isinstance(item, Scalar):
                found += self.read(item, read_effects, scope, postures) or ()
            elif isinstance(item, Group):
                self.add_in_braces(item, what)
            else:
                self.findings.add(
                    "S105",
                    item.span,
                    f"{what} has a list within the list",
                    label="an effect was expected here",
                    help='write one effect after each "- ", such as "- trust +1"',
                )
        return tuple(found)

    def split(
        self, node: Group, what: str, scope: Scope, postures: tuple[Posture, ...]
    ) -> tuple[Effect, ...]:
        """Return the effects of `{open: ..., covert: ...}`, each on its condition."""
        sides: dict[str, Posture] = {posture: posture for posture in POSTURES}
        if not postures or any(entry.name not in sides for entry in node.entries):
            self.add_in_braces(node, what)
            return ()
        note_again(self.findings, node)
        found: list[Effect] = []
        for entry in node.entries:
            posture = sides[entry.name]
            if posture not in postures:
                self.never_played(entry, what)
            if isinstance(entry.value, Scalar) and entry.value.is_empty:
                self.findings.add(
                    "S103",
                    entry.key.span,
                    f'nothing stands after "{posture}" in {what}',
                    label="its effects are missing",
                    help=f"give it an effect, or leave {posture} out",
                )
                continue
            side = f"the {posture} side of {what}"
            effects = self.sentences(entry.value, side, scope, (posture,))
            found += (only(posture, effect) for effect in effects)
        return tuple(found)

    def never_played(self, entry: Entry, what: str) -> None:
        self.findings.add(
            "M304",
            entry.key.span,
            f"{what} has a side for {entry.name} play, and the card is never played so",
            label="never happens",
            help="remove this side, or write posture: open or covert",
        )

    def add_in_braces(self, node: Group, what: str) -> None:
        """Report fields where effects belong: mostly a comma inside braces."""
        stray = next((e for e in node.entries if e.name not in POSTURES), None)
        at = stray.key.span if stray else node.span
        if stray is not None and node.is_flow and len(node.entries) > 1:
            self.findings.add(
                "S113",
                at,
                f"in braces {quoted(stray.name)} is a field of its own, and no effect of {what}",
                label="the comma before or after it begins a new field",
                help="put the effects of a side in quotes, or write them as a list, one after "
                'each "- "',
            )
            return
        told = f"{quoted(stray.name)} is a field" if stray else "open and covert are fields"
        self.findings.add(
            "S105",
            at,
            f"{told}, and {what} holds effects",
            label="an effect was expected here",
            help='write effects as sentences, such as "trust +1, tension -1"',
        )

    def prices(self, fields: Fields, name: str, scope: Scope) -> tuple[Price, ...]:
        """Return what a seat pays, gives or is asked for."""
        node = fields.value(name)
        if node is None:
            return ()
        if not isinstance(node, Scalar):
            fields.misshapen(name, node, "text", f"write it like this: {name}: capital 2, oil 1")
            return ()
        return self.read(node, read_prices, scope) or ()


def edits(source: Source, node: Scalar, repair: Repair | None) -> tuple[Edit, ...]:
    """Return *repair* as an edit of the file, if it leaves what YAML makes of it as it is."""
    if repair is None:
        return ()
    meant = node.text[repair.start : repair.end]
    offsets = offsets_of(source, node)
    first = offsets[repair.start] if meant or not repair.start else offsets[repair.start - 1] + 1
    if source.text[first : first + len(meant)] != meant or not set("\r\n").isdisjoint(meant):
        return ()
    if node.in_flow and not node.style and not set(",[]{}").isdisjoint(repair.text):
        return ()
    return (Edit(source.span(first, len(meant)), repair.text),)


def only(posture: Posture, effect: Effect) -> Effect:
    """Return *effect* on condition that the move was made in *posture*."""
    condition: Expr = IsPosture(posture)
    if effect.condition is not None:
        condition = Binary("and", condition, effect.condition)
    return attrs.evolve(effect, condition=condition)
