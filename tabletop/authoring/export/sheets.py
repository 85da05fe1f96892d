"""A deck as rows of a spreadsheet, and a spreadsheet brought back into its deck."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

import attrs

from tabletop.authoring.text.fields import FORMS
from tabletop.authoring.text.findings import Diagnostic, Pointer, listed, nearest, quoted
from tabletop.authoring.text.nodes import Entry, Group, Listing, Node, Scalar, tree
from tabletop.authoring.text.source import SNAKE, Source, Span
from tabletop.game.clean import clean_line

STEP: Final = "  "


def block(fields: Mapping[str, object], indent: str) -> str:
    """Return *fields* as lines below each other, each begun with *indent* and ended."""
    return "".join(f"{line}\n" for name in fields for line in lines(name, fields[name], indent))


def lines(name: str, value: object, indent: str) -> Iterator[str]:
    """Yield the lines of one field."""
    if isinstance(value, Mapping):
        yield f"{indent}{name}:"
        for below in value:
            yield from lines(below, value[below], indent + STEP)
    else:
        first, *rest = scalar(str(value), indent).split("\n")
        yield f"{indent}{name}: {first}"
        yield from rest


def scalar(text: str, indent: str = "", *, in_flow: bool = False) -> str:
    """
    Return *text* as it can stand after `name: `, where the name is indented by *indent*.

    Several lines become a block of their own, but not *in_flow*: then it can stand in braces as
    well as outside.
    """
    if "\n" in text and not in_flow and is_block(text):
        body = "".join(f"\n{indent}{STEP}{line}".rstrip(" ") for line in text.split("\n"))
        return f"|-{body}"
    if reads_back(text, text, in_flow):
        return text
    return json.dumps(text, ensure_ascii=False)


def is_block(text: str) -> bool:
    """Return whether *text* comes back from a block as it is."""
    return reads_back("|-" + "".join(f"\n  {line}".rstrip(" ") for line in text.split("\n")), text)


def reads_back(written: str, text: str, in_flow: bool = False) -> bool:
    """Return whether *written* is read as *text* where it stands; *in_flow* in braces as well."""
    if in_flow:
        between, last = f"{{x: {written}, y: 1}}\n", f"{{y: 1, x: {written}}}\n"
        if not (says(between, text) and says(last, text)):
            return False
    return says(f"x: {written}\ny: 1\n", text)


def says(whole: str, text: str) -> bool:
    """Return whether the fields of *whole* are x and y, and x is *text*."""
    top = tree(Source("", whole))
    if not isinstance(top, Group) or top.again:
        return False
    fields = {entry.name: entry.value for entry in top.entries}
    value = fields.get("x")
    return {*fields} == {"x", "y"} and isinstance(value, Scalar) and value.text == text


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
class SheetRow:
    """One part of a deck: its id, and the text of its fields by column."""

    id: str
    cells: Cells


def rows(top: Group, section: str) -> tuple[SheetRow, ...]:
    """Return the parts of *section* in the deck whose fields are *top*, in order."""
    found = next((e.value for e in top.entries if e.name == section), None)
    parts = found.entries if isinstance(found, Group) else ()
    return tuple(SheetRow(part.name, cells(part.value)) for part in parts)


def cells(part: Node) -> dict[str, str]:
    """Return the fields of *part* by column."""
    if isinstance(part, Scalar):
        return {SHORT: flat(part)} if flat(part) else {}
    return {column: text for column, text in columns_of(part) if text}


def columns_of(node: Node, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the column and the text of every value below *node*."""
    match node:
        case Group(entries=entries):
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


def columns(section: str, parts: Sequence[SheetRow]) -> tuple[str, ...]:
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


ID: Final = "id"

BETWEEN: Final = " | "


@attrs.frozen
class Formula:
    """A cell that is worked out by the spreadsheet program."""

    text: str


Value = str | int | float | bool | date | datetime | time | timedelta | Formula | None
"""What stands in a cell."""

Grid = Sequence[Sequence[Value]]
"""The rows of a sheet; the first has the names of the columns."""


@attrs.frozen
class SheetText:
    """A sheet as far as it makes sense, as text for excerpts, and what is wrong with it."""

    sheet: "WorkbookSheet"
    source: Source
    diagnostics: tuple[Diagnostic, ...]


def read_grid(name: str, section: str, grid: Grid) -> SheetText:
    """
    Return what *grid*, a sheet of the workbook called *name*, says of *section*.

    Whole rows and columns that are empty are passed over.
    """
    table = [[said(value) for value in line] for line in grid]
    lines = (BETWEEN.join(cell.replace("\n", " ") for cell in line) for line in table)
    source = Source(f"{name} [{section}]", "\n".join(lines))
    desk = SheetDesk(source, section, table)
    return SheetText(WorkbookSheet(section, *desk.read(grid)), source, tuple(desk.found))


def column_letters(at: int) -> str:
    """Return what a spreadsheet program calls column *at*, which counts from 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def said(value: Value) -> str:
    """Return what stands in a cell as a deck would say it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case Formula(text=text):
            return text
        case _:
            return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


@attrs.define
class SheetDesk:
    """One sheet being read; what is wrong with it is collected."""

    source: Source
    section: str
    table: Sequence[Sequence[str]]
    found: list[Diagnostic] = attrs.field(factory=list)

    def read(self, grid: Grid) -> tuple[tuple[str, ...], tuple[SheetRow, ...]]:
        """Return the columns and rows of the sheet."""
        columns = self.columns()
        if ID not in columns.values():
            self.tell(
                "I602",
                1,
                0,
                f'the sheet {self.section} has no column "{ID}"',
                label="the names of the columns belong here",
                help=f'its first row names the columns; one of them is "{ID}"',
            )
            return (), ()
        rows = tuple(self.rows(grid, columns))
        return tuple(column for column in columns.values() if column != ID), rows

    def columns(self) -> dict[int, str]:
        """Return the columns that are known, by their place from 0."""
        form = FORMS[SECTIONS[self.section]]
        columns: dict[int, str] = {}
        for at, name in enumerate(self.table[0] if self.table else ()):
            if not name:
                continue
            first = name.split(".")[0]
            if name != ID and first not in form:
                near = nearest(first, form)
                self.tell(
                    "I601",
                    1,
                    at,
                    f"{SECTIONS[self.section]}s have no field {quoted(name)}",
                    label="no such field",
                    help=f'did you mean "{near}"?' if near else f"there are {listed(form)}",
                )
            elif name in columns.values():
                self.tell("I601", 1, at, f"two columns are called {quoted(name)}", "here again")
            else:
                columns[at] = name
        return columns

    def rows(self, grid: Grid, columns: Mapping[int, str]) -> Iterator[SheetRow]:
        """Yield the rows that have an id of their own."""
        seen: dict[str, Span] = {}
        where = next(at for at, name in columns.items() if name == ID)
        for line, (texts, values) in enumerate(zip(self.table, grid, strict=True), 1):
            if line == 1 or not any(texts):
                continue
            name = texts[where] if where < len(texts) else ""
            if not SNAKE.fullmatch(name):
                self.tell(
                    "I603",
                    line,
                    where,
                    f"{quoted(name)} is no id" if name else "this row has no id",
                    label="an id belongs here",
                    help="an id has small letters, digits and _, a letter first",
                )
                continue
            if name in seen:
                self.tell(
                    "I604",
                    line,
                    where,
                    f"{quoted(name)} stands in two rows",
                    label="here again",
                    second=Pointer(seen[name], "the first one"),
                )
                continue
            seen[name] = self.span(line, where)
            cells = {
                column: texts[at]
                for at, column in columns.items()
                if column != ID and at < len(texts) and texts[at] and self.is_text(line, at, values)
            }
            try:
                nested(cells)
            except ValueError as error:
                self.tell("I606", line, where, str(error), "in this row")
                continue
            yield SheetRow(name, cells)

    def is_text(self, line: int, at: int, values: Sequence[Value]) -> bool:
        """Return whether a cell holds what an author typed; tell of it where not."""
        match values[at]:
            case Formula():
                what = "a formula"
            case date() | time() | timedelta():
                what = "a date or time"
            case float() as number if not number.is_integer():
                what = "a broken number"
            case _:
                return True
        self.tell(
            "I605",
            line,
            at,
            f"cell {column_letters(at)}{line} holds {what}, and text was expected",
            label="the spreadsheet took it for something else",
            help="format the cell as text, then type it again: odds with %, such as 70%, an "
            "effect with its sign after the name, such as tension +1",
        )
        return False

    def span(self, line: int, at: int) -> Span:
        """Return where cell *at*, from 0, of row *line* stands in the text of the sheet."""
        cells = [*self.table[line - 1], *([""] * (at + 1))] if self.table else [""]
        before = sum(len(one) + len(BETWEEN) for one in cells[:at])
        return Span(self.source.name, line, before + 1, max(len(cells[at]), 1))

    def tell(
        self,
        code: str,
        line: int,
        at: int,
        message: str,
        label: str = "",
        help: str = "",
        second: Pointer | None = None,
    ) -> None:
        self.found.append(
            Diagnostic(code, self.span(line, at), clean_line(message), label, help, second)
        )


Kind = Literal["new", "changed", "removed", "left"]


@attrs.frozen
class WorkbookSheet:
    """
    One sheet of a workbook, as read.

    Attributes:
        columns: Those it has; fields in other columns are not touched.
    """

    section: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


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


def merged(source: Source, sheets: Iterable[WorkbookSheet], *, remove: bool = False) -> Merged:
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
    wanted: dict[str, tuple[SheetRow, ...]] = {}
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


def fields_of(source: Source) -> Group:
    """Return the fields of *source*. Raises `NotMerged` if it cannot be read."""
    top = tree(source)
    if not isinstance(top, Group):
        raise NotMerged(f"{top.span}: {top.message}")
    return top


def differences(sheet: WorkbookSheet, known: Sequence[SheetRow], remove: bool) -> Iterator[Change]:
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


def after(known: Sequence[SheetRow], made: Sequence[Change]) -> tuple[SheetRow, ...]:
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
    return tuple(SheetRow(name, found) for name, found in now.items())


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return *text* with *splices*, none of which overlap; at one place they stand as given."""
    in_order = sorted(splices, key=lambda s: (s.start, s.end))
    for splice in reversed(in_order):
        text = text[: splice.start] + splice.text + text[splice.end :]
    return text


def section_splices(
    source: Source, top: Group, section: str, wanted: Sequence[SheetRow], made: Sequence[Change]
) -> Iterator[Splice]:
    """Yield what to write so that *section* has the parts that are *wanted*."""
    form = SECTIONS[section]
    entry = next((e for e in top.entries if e.name == section), None)
    if entry is None or not isinstance(entry.value, Group) or entry.value.is_flow:
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
    source: Source, part: Entry, row: SheetRow, own: Sequence[Change], form: str, bottom: int
) -> Iterator[Splice]:
    """Yield what to write so that *part* has the cells of *row*; *own* are its changes."""
    column = part.key.span.column - 1
    indent = " " * column
    value = part.value
    if isinstance(value, Group) and (inside := in_braces(value, own)):
        yield from inside
        return
    if not isinstance(value, Group) or value.is_flow:
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


def in_braces(value: Group, own: Sequence[Change]) -> list[Splice]:
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


def fields(row: SheetRow, form: str) -> Mapping[str, object]:
    """Return the fields of *row*, in the order of its form."""
    order = {name: at for at, name in enumerate(FORMS[form])}
    whole = nested(row.cells)
    return {name: whole[name] for name in sorted(whole, key=lambda n: order.get(n, len(order)))}


def place_for(source: Source, table: Group, name: str, form: str, bottom: int) -> int:
    """Return where a new field *name* goes: behind the last one that its form has before it."""
    order = list(FORMS[form])
    before = order[: order.index(name)] if name in order else order
    behind = [entry for entry in table.entries if entry.name in before]
    last = behind[-1] if behind else table.entries[0]
    start, end = extent(source, table, last, bottom)
    return end if behind else start


def extent(source: Source, table: Group, entry: Entry, bottom: int) -> tuple[int, int]:
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
