"""What keeps a deck from being printed, as diagnostics at their places in the file."""

from collections.abc import Iterator, Mapping

import attrs

from tabletop.authoring.diagnostic import Diagnostic, in_order
from tabletop.authoring.nodes import Entry, Listing, Node, Scalar, Table, tree
from tabletop.authoring.printing.press import Paper, Press
from tabletop.authoring.printing.sheets import Data
from tabletop.authoring.source import Source


@attrs.frozen
class Findings:
    """
    What the typesetter found wrong.

    Attributes:
        overflowing: Ids of cards and injects whose words do not fit.
        missing: Characters that no font has.
        pictures: Why a picture cannot be printed, by its path as the deck names it.
    """

    overflowing: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    pictures: Mapping[str, str] = attrs.field(factory=dict)


def findings(press: Press, data: Data, paper: Paper) -> Findings:
    """Return what *press* finds wrong with *data*. Raises `NoPress`."""
    pictures = {
        path: trouble for path in sorted(paths(data)) if (trouble := press.picture_trouble(path))
    }
    missing = press.missing("".join(words(data)))
    # What cannot be drawn at all cannot be measured either.
    overflowing = frozenset() if pictures else press.overflowing(data, paper)
    return Findings(overflowing, missing, pictures)


def paths(data: object) -> Iterator[str]:
    """Yield the path of every picture in *data*."""
    match data:
        case {"image": {"path": str(path)}}:
            yield path
        case dict():
            for value in data.values():
                yield from paths(value)
        case list():
            for value in data:
                yield from paths(value)


def words(data: object) -> Iterator[str]:
    """Yield every text in *data*."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from words(value)
        case list() | tuple():
            for value in data:
                yield from words(value)


def diagnostics(sources: Mapping[str, Source], found: Findings) -> tuple[Diagnostic, ...]:
    """Return what was *found*, at its places in *sources*."""
    return in_order(d for source in sources.values() for d in of_source(source, found))


def of_source(source: Source, found: Findings) -> Iterator[Diagnostic]:
    """Yield what was *found* in one file."""
    top = tree(source)
    if not isinstance(top, Table):
        return
    for section in top.entries:
        if section.name in ("cards", "injects") and isinstance(section.value, Table):
            for entry in section.value.entries:
                yield from of_card(entry, found)
    looked_for = set(found.missing)
    for scalar in scalars(top):
        here = sorted(looked_for.intersection(scalar.text))
        looked_for -= set(here)
        for character in here:
            # Written as an escape it is not there to be pointed at.
            at = source.text.find(character, scalar.start, scalar.end)
            yield Diagnostic(
                "P502",
                source.span(at, 1) if at >= 0 else scalar.span,
                f'no font here has the character "{character}" (U+{ord(character):04X})',
                label="it would be an empty box on paper",
                help="write it another way, or name a folder with a font that has it: --fonts",
            )


def of_card(entry: Entry, found: Findings) -> Iterator[Diagnostic]:
    """Yield what was *found* of one card or inject."""
    if entry.name in found.overflowing:
        yield Diagnostic(
            "P501",
            entry.key.span,
            f'"{entry.name}" has more words than fit on a card, even in the smallest letters',
            label="too long for 63 by 88 mm",
            help="shorten its text or `discuss`, or say in a `test` what several rules repeat",
        )
    fields = entry.value.entries if isinstance(entry.value, Table) else ()
    for field in fields:
        value = field.value
        if field.name != "image" or not isinstance(value, Scalar):
            continue
        if trouble := found.pictures.get(value.text):
            yield Diagnostic(
                "P503",
                value.span,
                f"the picture cannot be printed: {trouble}",
                label="this picture",
                help="put a PNG, JPEG, GIF, WebP or SVG file into the folder of the deck or below",
            )


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every value below *node*, in the order written; how deep is capped by the reader."""
    match node:
        case Scalar():
            yield node
        case Listing(items=items):
            for item in items:
                yield from scalars(item)
        case Table(entries=entries):
            for entry in entries:
                yield from scalars(entry.value)
