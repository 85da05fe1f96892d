"""What a deck declares, and the desk at which its parts are read and name each other."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Any, Final, TypeVar

import attrs

from tabletop.authoring.deck.rules import Readings, Rules
from tabletop.authoring.deck.values import BLANK, Fields, Findings, Word, note_again, shape
from tabletop.authoring.text.fields import Field
from tabletop.authoring.text.findings import Edit, Pointer, a, nearest, quoted
from tabletop.authoring.text.nodes import Entry, Group, Scalar, stretch
from tabletop.authoring.text.source import SNAKE, Span
from tabletop.language.ids import KINDS, RESERVED, ActorId, Posture, Viewer
from tabletop.language.names import Scope
from tabletop.language.problem import plainly_meant
from tabletop.language.read import read_chance, read_number, read_test

LONGEST: Final = 40
"""Characters of an id."""


@attrs.frozen
class Declared:
    """An id, what it is the id of, such as "card", and where it stands."""

    id: str
    what: str
    span: Span


@attrs.define
class Namespace:
    """Every id of one deck."""

    by_id: dict[str, Declared] = attrs.field(factory=dict)

    def declare(self, findings: Findings, entry: Entry, what: str) -> None:
        """
        Enter the key of *entry* as the id of *what*, and report what is wrong with it.

        An id of the wrong form is entered all the same, so that what names it is not reported
        as well.
        """
        name, span = entry.name, entry.key.span
        check_id(findings, name, span, what)
        if name in RESERVED:
            findings.add(
                "N204",
                span,
                f'"{name}" is a word of the rules, so no {what} can be called that',
                label="a word of the rules",
                help=f'choose another, such as "{name}_1"',
            )
        first = self.by_id.get(name)
        if first is None:
            self.by_id[name] = Declared(name, what, span)
            return
        findings.add(
            "N202",
            span,
            f"{quoted(name)} is the name of {a(first.what)} already, and of {a(what)} here",
            label="here again",
            help="give one of them another name; a deck uses each name once",
            second=Pointer(first.span, f"{a(first.what)} is declared here"),
        )

    def of(self, what: str) -> tuple[str, ...]:
        """Return the ids of every *what*, in deck order."""
        return tuple(d.id for d in self.by_id.values() if d.what == what)

    def is_known(self, findings: Findings, word: Word, what: str) -> bool:
        """Return whether *word* is the id of a *what*, and report it if not."""
        declared = self.by_id.get(word.text)
        if declared is not None and declared.what == what:
            return True
        if declared is not None:
            findings.add(
                "N205",
                word.span,
                f"{quoted(word.text)} is {a(declared.what)}, and {a(what)} was expected",
                label=f"not {a(what)}",
                help=hint(nearest(word.text, self.of(what)), self.of(what), what),
                second=Pointer(declared.span, "declared here"),
            )
            return False
        near = nearest(word.text, self.of(what))
        findings.add(
            "N201",
            word.span,
            f"nothing is called {quoted(word.text)}",
            label=f"no {what} has this name",
            help=hint(near, self.of(what), what),
            second=self.declared_here(near),
            fix=edit(word, plainly_meant(word.text, self.of(what))),
        )
        return False

    def declared_here(self, name: str) -> Pointer | None:
        """Return where *name*, which was probably meant, is declared, if it is."""
        declared = self.by_id.get(name)
        if declared is None:
            return None
        return Pointer(declared.span, f"a similar {declared.what} is declared here")


def edit(word: Word, meant: str) -> tuple[Edit, ...]:
    """Return the edit that writes *meant* in the place of *word*, if something is meant."""
    if not SNAKE.fullmatch(meant) or len(word.text) != word.span.length:
        return ()
    return (Edit(word.span, meant),)


def check_id(findings: Findings, name: str, span: Span, what: str) -> None:
    """Report *name* if no id may look like it."""
    if len(name) > LONGEST:
        findings.add(
            "N203",
            span,
            f"{quoted(name)} has {len(name):,} characters, and a name has {LONGEST} at most",
            label="too long",
            help='choose a short one; the "title" says the rest',
        )
    elif not SNAKE.fullmatch(name):
        made = snake(name)
        findings.add(
            "N203",
            span,
            f"{quoted(name)} cannot be the name of {a(what)}",
            label="small letters, digits and _ only, a letter first",
            help=f'write "{made}"' if made else "use small letters, digits and _",
        )


def snake(name: str) -> str:
    """Return *name* as an id, or "" if nothing of it is left."""
    made = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:LONGEST]
    return made if SNAKE.fullmatch(made) else ""


def hint(near: str, known: Iterable[str], what: str) -> str:
    """Return the question whether *near* was meant, or without one which names there are."""
    if near:
        return f'did you mean "{near}"?'
    names = tuple(known)
    if not names:
        return f"the deck declares no {what} yet"
    shown = ", ".join(names[:12])
    return f"the deck has {shown}{' and more' if len(names) > 12 else ''}"


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


P = TypeVar("P")


@attrs.define
class Desk:
    """What the readers of a deck's parts share."""

    findings: Findings
    top: Fields
    names: Namespace
    rules: Rules
    actors: tuple[ActorId, ...]
    kinds: tuple[str, ...] = KINDS

    def sections(self, name: str) -> Iterator[tuple[str, Fields]]:
        """Yield id and fields of each part in the section *name*, in the order written."""
        for entry in section(self.top, name):
            fields = self.fields(entry, SECTIONS[name])
            if fields is not None:
                yield entry.name, fields

    def parts(self, name: str, read: "Callable[[Desk, str, Fields], P]") -> tuple[P, ...]:
        """Return what *read* makes of the parts in the section *name*, in the order written."""
        found: list[P] = []
        for id, fields in self.sections(name):
            found.append(read(self, id, fields))
        return tuple(found)

    def fields(self, entry: Entry, what: str) -> Fields | None:
        """Return the fields of the part that *entry* declares, or None with the problem noted."""
        called = f"{what} {quoted(entry.name)}"
        if isinstance(entry.value, Group):
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
        self,
        fields: Fields,
        form: Field,
        scope: Scope,
        moving: Scope,
        postures: tuple[Posture, ...],
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

    def one(self, fields: Fields, form: Field) -> str | None:
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
    names = Namespace()
    for name, what in SECTIONS.items():
        entry = top.entries.get(name)
        if entry is not None and isinstance(entry.value, Group):
            note_again(findings, entry.value)
            for part in entry.value.entries[: MOST.get(name, MOST_OF_OTHERS)]:
                names.declare(findings, part, what)
    actors = tuple(actor_id(actor) for actor in names.of("actor"))
    each = owned_in(top) if "tracks" in top else set()
    owned = tuple(track for track in names.of("track") if track in each)
    scope = Scope(
        actors=actors,
        shared=tuple(track for track in names.of("track") if track not in owned),
        owned=dict.fromkeys(owned, actors),
        cards=names.of("card"),
        tests=names.of("test"),
        elsewhere={name: what for what in ELSEWHERE for name in names.of(what)},
    )
    return Desk(findings, top, names, Rules(findings, names.declared_here, scope, readings), actors)


def owned_in(top: Fields) -> set[str]:
    """Return the tracks that say `each: actor`, before they are read."""
    tracks = top.entries["tracks"].value
    return {
        entry.name
        for entry in (tracks.entries if isinstance(tracks, Group) else ())
        if isinstance(entry.value, Group)
        for field in entry.value.entries
        if field.name == "each" and isinstance(field.value, Scalar)
    }


def actor_id(name: str) -> ActorId:
    return ActorId(Viewer(name))
