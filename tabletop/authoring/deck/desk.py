"""The desk at which one deck is read: what is declared, and how its parts name each other."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from tabletop.authoring.deck.fields import Fields
from tabletop.authoring.deck.names import Names
from tabletop.authoring.deck.rules import Readings, Rules
from tabletop.authoring.deck.values import Findings, Word, note_again, shape
from tabletop.authoring.text.findings import quoted
from tabletop.authoring.text.forms import FORMS
from tabletop.authoring.text.nodes import Entry, Node, Scalar, Table
from tabletop.authoring.text.positions import stretch
from tabletop.authoring.text.source import Span
from tabletop.language.ids import ActorId, Viewer
from tabletop.language.names import Scope

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

ELSEWHERE: Final = ("inject", "pile", "objective", "ending")


@attrs.define
class Desk:
    """What the readers of a deck's parts share."""

    findings: Findings
    top: Fields
    names: Names
    rules: Rules
    actors: tuple[ActorId, ...]

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
            return Fields(self.findings, entry.value, called, FORMS[what], entry.key.span)
        self.findings.add(
            "S105",
            entry.place,
            f"{called} is {shape(entry.value)}, and fields were expected",
            label="fields were expected here",
            help=f'write its fields below "{entry.name}:", each on a line of its own and indented',
        )
        return None

    def who(
        self, fields: Fields, name: str, *, besides: Iterable[str] = (), required: bool = False
    ) -> tuple[str, ...]:
        """
        Return the actors that the field names, in deck order, after those words of *besides*
        that it holds.
        """
        words = fields.words(name, required=required)
        chosen = {w.text for w in words if self.is_actor(w, (*besides, *EVERYBODY))}
        if chosen.intersection(EVERYBODY):
            chosen.update(self.actors)
        return tuple(word for word in (*besides, *self.actors) if word in chosen)

    def by(self, fields: Fields, name: str, *, required: bool = False) -> tuple[ActorId, ...]:
        """Return the actors that the field names, in deck order."""
        return tuple(actor_id(actor) for actor in self.who(fields, name, required=required))

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
