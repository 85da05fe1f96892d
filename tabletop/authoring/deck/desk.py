"""The desk at which one deck is read: what is declared, and how its parts name each other."""

from collections.abc import Container, Iterable, Iterator
from typing import Any, Final

import attrs

from tabletop.authoring.deck.names import Names
from tabletop.authoring.deck.rules import Readings, Rules
from tabletop.authoring.deck.values import BLANK, Fields, Findings, Word, note_again, shape
from tabletop.authoring.text.fields import Form
from tabletop.authoring.text.findings import quoted
from tabletop.authoring.text.nodes import Entry, Node, Scalar, Table
from tabletop.authoring.text.positions import stretch
from tabletop.authoring.text.source import Span
from tabletop.language.ids import KINDS, ActorId, Posture, Viewer
from tabletop.language.names import Scope
from tabletop.language.read import read_chance, read_number, read_test

SECTIONS: Final = {
    "actors": "actor",
    "tracks": "track",
    "tests": "test",
    "cards": "card",
    "injects": "inject",
    "piles": "pile",
    "objectives": "objective",
    "endings": "ending",
}
"""The parts of a deck that declare ids, and what each declares."""

MOST: Final = {"actors": 15, "tracks": 100, "tests": 200, "cards": 1_000, "injects": 500}
MOST_OF_OTHERS: Final = 200

EVERYBODY: Final = ("any actor", "any other actor")

NESTED: Final = ("fields", "parts", "level", "bands")
"""Kinds of fields that hold fields, for the reader of their part."""

ELSEWHERE: Final = ("inject", "pile", "objective", "ending")


@attrs.define
class Desk:
    """What the readers of a deck's parts share."""

    findings: Findings
    top: Fields
    names: Names
    rules: Rules
    actors: tuple[ActorId, ...]
    kinds: tuple[str, ...] = KINDS

    def sections(self, name: str) -> Iterator[tuple[str, Fields]]:
        """Yield id and fields of each part in the section *name*, in the order written."""
        for entry in section(self.top, name):
            fields = self.fields(entry, SECTIONS[name])
            if fields is not None:
                yield entry.name, fields

    def fields(self, entry: Entry, what: str) -> Fields | None:
        """Return the fields of the part that *entry* declares, or None with the problem noted."""
        called = f"{what} {quoted(entry.name)}"
        if isinstance(entry.value, Table):
            return Fields(self.findings, entry.value, what, called, entry.key.span)
        self.findings.add(
            "S105",
            entry.place,
            f"{called} is {shape(entry.value)}, and fields were expected",
            label="fields were expected here",
            help=f'write its fields below "{entry.name}:", each on a line of its own and indented',
        )
        return None

    def read(
        self,
        id: str,
        fields: Fields,
        scope: Scope,
        postures: tuple[Posture, ...] = (),
        besides: Container[str] = (),
    ) -> dict[str, Any]:
        """
        Return what *fields* say, by the attributes that they set; what is not there is left out.

        *postures* are those of the move that the part is about. Fields with fields in them are
        not read, nor are those *besides*.
        """
        moving = attrs.evolve(scope, has_posture=True) if postures else scope
        found: dict[str, Any] = {}
        for name, form in fields.forms.items():
            if name in fields:
                self.rules.remember(id, fields, name)
            elif not form.is_required:
                continue
            if form.kind in NESTED or name in besides:
                continue
            value = self.value(fields, form, scope, moving, postures)
            if value is None and form.is_required:
                value = BLANK.get(form.kind)
            if value is not None:
                found[form.attribute] = value
        return found

    def value(
        self, fields: Fields, form: Form, scope: Scope, moving: Scope, postures: tuple[Posture, ...]
    ) -> Any:
        """Return what stands in one field, or None for nothing of use."""
        match form.kind:
            case "names":
                return self.by(fields, form.name)
            case "kind":
                return fields.choice(form.name, self.kinds)
            case "id":
                return self.one(fields, form)
            case "effects":
                return self.rules.effects(fields, form.name, moving, postures)
            case "prices":
                return self.rules.prices(fields, form.name, scope)
            case "rule" | "number":
                reader = read_test if form.kind == "rule" else read_number
                return self.rules.one(fields, form.name, reader, scope)
            case "chance":
                where = moving if form.of == "move" else scope
                return self.rules.one(fields, form.name, read_chance, where)
            case _:
                return fields.read(form.name)

    def one(self, fields: Fields, form: Form) -> str | None:
        """Return the id that stands in the field, if the deck declares it."""
        node = fields.scalar(form.name)
        if node is None:
            return None
        known = self.names.is_known(self.findings, Word(node.text, node.span), form.of)
        return node.text if known else None

    def who(self, fields: Fields, name: str, *, besides: Iterable[str] = ()) -> tuple[str, ...]:
        """
        Return the actors that the field names, in deck order, after those words of *besides*
        that it holds.
        """
        words = fields.words(name)
        chosen = {w.text for w in words if self.is_actor(w, (*besides, *EVERYBODY))}
        if chosen.intersection(EVERYBODY):
            chosen.update(self.actors)
        return tuple(word for word in (*besides, *self.actors) if word in chosen)

    def by(self, fields: Fields, name: str) -> tuple[ActorId, ...]:
        """Return the actors that the field names, in deck order."""
        return tuple(actor_id(actor) for actor in self.who(fields, name))

    def whole(self, node: Scalar) -> Span:
        """Return where the rule of *node* stands."""
        return stretch(self.findings.source, node, 0, len(node.text.rstrip()))

    def is_actor(self, word: Word, besides: Iterable[str]) -> bool:
        """Return whether *word* names an actor or is one of *besides*, and report it if not."""
        return word.text in besides or self.names.is_known(self.findings, word, "actor")


def section(top: Fields, name: str) -> tuple[Entry, ...]:
    """Return the entries of a section; too many are cut off, with the problem noted."""
    table = top.table(name)
    if table is None:
        return ()
    most = MOST.get(name, MOST_OF_OTHERS)
    if len(table.entries) > most:
        top.findings.add(
            "S112",
            table.entries[most].key.span,
            f"the deck has {len(table.entries):,} {name}, and {most:,} at most fit",
            label="the first too many",
            help="leave some out, or make two decks",
        )
    return table.entries[:most]


def opened(findings: Findings, top: Fields, readings: Readings) -> Desk:
    """Enter every id of the deck, and return the desk at which its parts are read."""
    names = Names()
    for name, what in SECTIONS.items():
        entry = top.entries.get(name)
        if entry is not None and isinstance(entry.value, Table):
            note_again(findings, entry.value)
            for part in entry.value.entries[: MOST.get(name, MOST_OF_OTHERS)]:
                names.declare(findings, part, what)
    actors = tuple(actor_id(actor) for actor in names.of("actor"))
    owned = tuple(track for track in names.of("track") if is_owned(top.entries["tracks"], track))
    scope = Scope(
        actors=actors,
        shared=tuple(track for track in names.of("track") if track not in owned),
        owned=dict.fromkeys(owned, actors),
        cards=names.of("card"),
        tests=names.of("test"),
        elsewhere={name: what for what in ELSEWHERE for name in names.of(what)},
    )
    return Desk(findings, top, names, Rules(findings, names, scope, readings), actors)


def is_owned(tracks: Entry, name: str) -> bool:
    """Return whether the track says `each: actor`, before it is read."""
    value = field(tracks.value, name)
    return value is not None and isinstance(field(value, "each"), Scalar)


def field(node: Node, name: str) -> Node | None:
    if not isinstance(node, Table):
        return None
    return next((entry.value for entry in node.entries if entry.name == name), None)


def actor_id(name: str) -> ActorId:
    return ActorId(Viewer(name))
