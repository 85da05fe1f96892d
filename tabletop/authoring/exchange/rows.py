"""
The parts of a deck as rows: one for each card, track or actor, a column for each field.

A field within a field has a dotted column: `offer.to`, `effects.open`, `choices.stay.title`. Cells
are text as the deck says it, so what is not touched comes back as it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import attrs

from tabletop.authoring.forms import FORMS
from tabletop.authoring.nodes import Listing, Node, Scalar, Table

SECTIONS: Final[Mapping[str, str]] = {
    "actors": "actor",
    "tracks": "track",
    "cards": "card",
    "injects": "inject",
    "objectives": "objective",
    "endings": "ending",
}
"""What goes into a spreadsheet, a sheet each, and the form of its rows."""

SHORT: Final = "name"
"""The field that `japan: Japan` gives alone."""

WITHIN: Final[Mapping[str, tuple[str, ...]]] = {
    "offer": tuple(FORMS["offer"]),
    "effects": ("open", "covert"),
    "success": ("open", "covert"),
    "failure": ("open", "covert"),
    "arrival": ("open", "covert"),
    "each_turn": ("open", "covert"),
}
"""Fields that may hold fields, in cards."""

Cells = Mapping[str, str]
"""Text by column; a column that is empty is not there."""


@attrs.frozen
class Row:
    """One part of a deck: its id, and the text of its fields by column."""

    id: str
    cells: Cells


def rows(top: Table, section: str) -> tuple[Row, ...]:
    """Return the parts of *section* in the deck whose fields are *top*, in order."""
    found = next((e.value for e in top.entries if e.name == section), None)
    parts = found.entries if isinstance(found, Table) else ()
    return tuple(Row(part.name, cells(part.value)) for part in parts)


def cells(part: Node) -> dict[str, str]:
    """Return the fields of *part* by column."""
    if isinstance(part, Scalar):
        return {SHORT: flat(part)} if flat(part) else {}
    return {column: text for column, text in columns_of(part) if text}


def columns_of(node: Node, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the column and the text of every value below *node*."""
    match node:
        case Table(entries=entries):
            for entry in entries:
                yield from columns_of(entry.value, f"{above}.{entry.name}" if above else entry.name)
        case _:
            yield above, flat(node)


def flat(node: Node) -> str:
    """Return a value as the text of one cell; a list has commas, or lines where it has commas."""
    match node:
        case Scalar(text=text):
            return text.strip()
        case Listing(items=items):
            said = [flat(item) for item in items]
            return ", ".join(said)
        case _:
            return ""


def columns(section: str, parts: Sequence[Row]) -> tuple[str, ...]:
    """
    Return the columns of the sheet of *section*: all of its fields, in the order of its form.

    Fields within fields come where *parts* have them, and those of offers and postures always.
    """
    used = dict.fromkeys(column for part in parts for column in part.cells)
    found: dict[str, None] = {}
    for field in FORMS[SECTIONS[section]]:
        within = [column for column in used if column.startswith(f"{field}.")]
        if section == "cards" and field in WITHIN:
            within = [f"{field}.{name}" for name in WITHIN[field]] + within
        if field not in ("offer", "choices", "bands") or field in used:
            found[field] = None
        found.update(dict.fromkeys(within))
    return tuple(found)


def nested(given: Cells) -> dict[str, object]:
    """Return *given* as fields within fields, in the order of the columns."""
    whole: dict[str, object] = {}
    for column, text in given.items():
        *above, last = column.split(".")
        at = whole
        for name in above:
            below = at.setdefault(name, {})
            if not isinstance(below, dict):
                raise ValueError(f"{name} holds both text and fields")
            at = below
        if isinstance(at.get(last), dict):
            raise ValueError(f"{column} holds both text and fields")
        at[last] = text
    return whole
