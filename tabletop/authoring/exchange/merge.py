"""
A spreadsheet brought back into its deck: what differs, cell by cell, and the text with it.

Only what differs is written; the rest of the file stays byte for byte, remarks included. A card
that the sheet does not have, or a cell that it has empty, is told and left, unless it is asked for
to be removed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import attrs

from tabletop.authoring.exchange.rows import SECTIONS, Row, nested, rows
from tabletop.authoring.exchange.writing import STEP, block, scalar
from tabletop.authoring.forms import FORMS
from tabletop.authoring.nodes import Entry, Scalar, Table, tree
from tabletop.authoring.source import Source

Kind = Literal["new", "changed", "removed", "left"]


@attrs.frozen
class Sheet:
    """
    One sheet of a workbook, as read.

    Attributes:
        columns: Those it has; fields in other columns are not touched.
    """

    section: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@attrs.frozen
class Change:
    """
    One cell that differs, or a whole part where *column* is "".

    Attributes:
        kind: `left` is what the sheet does not have and the file keeps.
        was: Text before; "" for what is new.
        now: Text after; "" for what is removed.
    """

    kind: Kind
    section: str
    id: str
    column: str = ""
    was: str = ""
    now: str = ""


@attrs.frozen
class Merged:
    """The text of a deck with a workbook in it, and what that changed, by sheet and row."""

    text: str
    changes: tuple[Change, ...]


@attrs.frozen
class Splice:
    """What to write from one offset of the text up to another, exclusive."""

    start: int
    end: int
    text: str


class NotMerged(Exception):
    """The deck is written in a way that this cannot change without spoiling it."""


def merged(source: Source, sheets: Iterable[Sheet], *, remove: bool = False) -> Merged:
    """
    Return the deck *source*, which can be read, with *sheets* in it.

    Args:
        remove: Take out what the sheets do not have, too.

    Raises:
        NotMerged: If the text would not say what the sheets say.
    """
    top = fields_of(source)
    changes: list[Change] = []
    splices: list[Splice] = []
    wanted: dict[str, tuple[Row, ...]] = {}
    for sheet in sheets:
        own = tuple(differences(sheet, rows(top, sheet.section), remove))
        changes += own
        made = [change for change in own if change.kind != "left"]
        wanted[sheet.section] = after(rows(top, sheet.section), made)
        if made:
            splices += section_splices(source, top, sheet.section, wanted[sheet.section], made)
    text = spliced(source.text, splices)
    if "\r\n" in source.text:
        text = re.sub("(?<!\r)\n", "\r\n", text)
    now = fields_of(Source(source.name, text))
    for section, parts in wanted.items():
        if {r.id: dict(r.cells) for r in rows(now, section)} != {
            r.id: dict(r.cells) for r in parts
        }:
            raise NotMerged(f"the sheet {section} could not be written into the deck")
    return Merged(text, tuple(changes))


def fields_of(source: Source) -> Table:
    """Return the fields of *source*. Raises `NotMerged` if it cannot be read."""
    top = tree(source)
    if not isinstance(top, Table):
        raise NotMerged(f"{top.span}: {top.message}")
    return top


def differences(sheet: Sheet, known: Sequence[Row], remove: bool) -> Iterator[Change]:
    """Yield what *sheet* says otherwise than the *known* parts of its section."""
    section = sheet.section
    before = {row.id: row.cells for row in known}
    gone: Kind = "removed" if remove else "left"
    for row in sheet.rows:
        if row.id not in before:
            yield Change("new", section, row.id)
            for column, text in row.cells.items():
                yield Change("changed", section, row.id, column, "", text)
            continue
        was = before[row.id]
        for column in sheet.columns:
            old, new = was.get(column, ""), row.cells.get(column, "")
            if same(old, new):
                continue
            yield Change("changed" if new else gone, section, row.id, column, old, new)
    listed = {row.id for row in sheet.rows}
    for part in before:
        if part not in listed:
            yield Change(gone, section, part)


def same(old: str, new: str) -> bool:
    """Return whether two cells say the same; a spreadsheet may change blanks at line ends."""
    return [line.rstrip() for line in old.split("\n")] == [
        line.rstrip() for line in new.split("\n")
    ]


def after(known: Sequence[Row], made: Sequence[Change]) -> tuple[Row, ...]:
    """Return the *known* parts of a section with the changes that are *made*."""
    now = {row.id: dict(row.cells) for row in known}
    for change in made:
        if not change.column:
            now.pop(change.id, None)
            if change.kind == "new":
                now[change.id] = {}
        elif change.now:
            now[change.id][change.column] = change.now
        else:
            now[change.id].pop(change.column, None)
    return tuple(Row(name, found) for name, found in now.items())


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return *text* with *splices*, none of which overlap; at one place they stand as given."""
    in_order = sorted(splices, key=lambda s: (s.start, s.end))
    for splice in reversed(in_order):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def section_splices(
    source: Source, top: Table, section: str, wanted: Sequence[Row], made: Sequence[Change]
) -> Iterator[Splice]:
    """Yield what to write so that *section* has the parts that are *wanted*."""
    form = SECTIONS[section]
    entry = next((e for e in top.entries if e.name == section), None)
    if entry is None or not isinstance(entry.value, Table) or entry.value.is_flow:
        # In braces, or not there: written whole, below.
        whole = {row.id: fields(row, form) for row in wanted}
        start, end = (
            extent(source, top, entry, len(source.text))
            if entry
            else (len(source.text), len(source.text))
        )
        glue = "" if source.text[:start].endswith("\n") or not start else "\n"
        yield Splice(start, end, glue + f"{section}:\n" + block(whole, STEP))
        return
    now = {row.id: row for row in wanted}
    _, bottom = extent(source, top, entry, len(source.text))
    indent = " " * (entry.value.entries[0].key.span.column - 1)
    touched = {change.id for change in made}
    for part in entry.value.entries:
        if part.name not in touched:
            continue
        start, end = extent(source, entry.value, part, bottom)
        if part.name not in now:
            yield Splice(start, end, "")
        else:
            own = [change for change in made if change.id == part.name]
            yield from part_splices(source, part, now[part.name], own, form, end)
    known = {part.name for part in entry.value.entries}
    new = {row.id: fields(row, form) for row in wanted if row.id not in known}
    if new:
        at = extent(source, entry.value, entry.value.entries[-1], bottom)[1]
        glue = "" if source.text[:at].endswith("\n") else "\n"
        yield Splice(at, at, glue + block(new, indent))


def part_splices(
    source: Source, part: Entry, row: Row, own: Sequence[Change], form: str, bottom: int
) -> Iterator[Splice]:
    """Yield what to write so that *part* has the cells of *row*; *own* are its changes."""
    column = part.key.span.column - 1
    indent = " " * column
    value = part.value
    if isinstance(value, Table) and (inside := in_braces(value, own)):
        yield from inside
        return
    if not isinstance(value, Table) or value.is_flow:
        start = source.offset(part.key.span.line, 1)
        yield Splice(start, bottom, block({part.name: fields(row, form)}, indent))
        return
    inner = " " * (value.entries[0].key.span.column - 1)
    whole = nested(row.cells)
    for name in dict.fromkeys(change.column.split(".")[0] for change in own):
        there = next((e for e in value.entries if e.name == name), None)
        wanted = whole.get(name)
        if there is None:
            at = place_for(source, value, name, form, bottom)
            glue = "" if source.text[:at].endswith("\n") else "\n"
            yield Splice(at, at, glue + block({name: wanted}, inner))
        elif wanted is None:
            yield Splice(*extent(source, value, there, bottom), "")
        elif isinstance(there.value, Scalar) and isinstance(wanted, str) and is_line(there.value):
            # A block of lines would swallow a remark behind it.
            rest = source.text[there.value.end :].partition("\n")[0].strip()
            text = scalar(wanted, inner, in_flow=bool(rest))
            yield Splice(there.value.start, there.value.end, text)
        else:
            start, end = extent(source, value, there, bottom)
            yield Splice(start, end, block({name: wanted}, inner))


def in_braces(value: Table, own: Sequence[Change]) -> list[Splice]:
    """Return what to write where only texts change that stand in braces already; else nothing."""
    there = {entry.name: entry.value for entry in value.entries}
    splices = []
    for change in own:
        text = there.get(change.column)
        if not (value.is_flow and change.now and isinstance(text, Scalar)):
            return []
        splices.append(Splice(text.start, text.end, scalar(change.now, in_flow=True)))
    return splices


def is_line(value: Scalar) -> bool:
    """Return whether *value* stands on the line of its name, so that it alone can be replaced."""
    return value.style not in ("|", ">") and not value.is_empty


def fields(row: Row, form: str) -> Mapping[str, object]:
    """Return the fields of *row*, in the order of its form."""
    order = {name: at for at, name in enumerate(FORMS[form])}
    whole = nested(row.cells)
    return {name: whole[name] for name in sorted(whole, key=lambda n: order.get(n, len(order)))}


def place_for(source: Source, table: Table, name: str, form: str, bottom: int) -> int:
    """Return where a new field *name* goes: behind the last one that its form has before it."""
    order = list(FORMS[form])
    before = order[: order.index(name)] if name in order else order
    behind = [entry for entry in table.entries if entry.name in before]
    last = behind[-1] if behind else table.entries[0]
    start, end = extent(source, table, last, bottom)
    return end if behind else start


def extent(source: Source, table: Table, entry: Entry, bottom: int) -> tuple[int, int]:
    """
    Return the lines of *entry* as offsets, without the blank lines and remarks behind it.

    *bottom* is where the lines of *table*, written in block style, end.
    """
    start = source.offset(entry.key.span.line, 1)
    at = next(i for i, other in enumerate(table.entries) if other is entry)
    if at + 1 < len(table.entries):
        bottom = source.offset(table.entries[at + 1].key.span.line, 1)
    body = source.text[start:bottom].splitlines(keepends=True)
    own = entry.key.span.column - 1
    while len(body) > 1 and is_between(body[-1], own):
        body.pop()
    return start, start + len("".join(body))


def is_between(line: str, indent: int) -> bool:
    """Return whether *line* is blank, or a remark that is not indented below *indent*."""
    text = line.lstrip()
    return not text.strip() or (text.startswith("#") and len(line) - len(text) <= indent)
