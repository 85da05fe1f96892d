"""Tabs in the indentation, made into the blanks of the lines they stand among."""

import re
from typing import Final

import attrs

from tabletop.authoring.text.fields import FORMS
from tabletop.authoring.text.findings import Edit
from tabletop.authoring.text.source import Source, Span

INDENT: Final = re.compile(r"[ \t]*")
STEP: Final = re.compile(r"^( +)(?=[^ \t#\r\n])", re.MULTILINE)
FIELD: Final = re.compile(r"[ \t]*(?P<name>[A-Za-z][A-Za-z0-9_]*):(?:[ \t](?P<rest>.*))?")
OPENS: Final = re.compile(r".*:[ \t]*(?:[|>][-+\d]*)?[ \t]*(?:#.*)?")
COMMENT: Final = re.compile(r"[ \t]*#")


@attrs.frozen
class Row:
    """A line that is not blank: its number from 1, its text, and the column it begins in."""

    number: int
    text: str
    column: int

    @property
    def indent(self) -> str:
        return indent_of(self.text)

    @property
    def name(self) -> str:
        found = FIELD.fullmatch(self.text)
        return found["name"] if found else ""

    @property
    def opens(self) -> bool:
        return bool(OPENS.fullmatch(self.text))

    @property
    def is_part(self) -> bool:
        """Whether fields stand in it, below or in braces."""
        found = FIELD.fullmatch(self.text)
        return self.opens or bool(found and (found["rest"] or "").lstrip().startswith("{"))


def indent_of(text: str) -> str:
    found = INDENT.match(text)
    return found[0] if found else ""


def edits_to(source: Source, line: int) -> tuple[Edit, ...]:
    """
    Return the edits that indent *line* by blanks, and every line like it that a tab begins.

    None unless the lines around it leave one place where *line* can belong. Lines are read from
    the top; the first that could belong in two places ends it.
    """
    step = min((len(blanks) for blanks in STEP.findall(source.text)), default=2)
    above: list[Row] = []
    edits: dict[int, Edit] = {}
    for number, text in enumerate(source.lines, 1):
        if not text.strip() or COMMENT.match(text):
            continue
        indent = indent_of(text)
        column = len(indent)
        # No text of several lines begins at the margin, so a tab there is never part of one.
        if text.startswith("\t") or (number == line and "\t" in indent):
            found = column_of(source, Row(number, text, -1), above, step)
            if found is None:
                break
            column = found
            edits[number] = Edit(Span(source.name, number, 1, len(indent)), " " * column)
        while above and above[-1].column >= column:
            above.pop()
        above.append(Row(number, text, column))
    return tuple(edits.values()) if line in edits else ()


def column_of(source: Source, row: Row, above: list[Row], step: int) -> int | None:
    """Return where *row* begins among the lines *above* that it may stand in, if in one place."""
    if not above:
        return None
    for depth, each in reversed(tuple(enumerate(above))):
        if each.indent == row.indent and goes_on(row, above, depth):
            return each.column
    last = above[-1]
    widths = {len(row.indent.expandtabs(each)) for each in (step, 4, 8)}
    found = {a.column for n, a in enumerate(above) if a.column in widths and fits(row, above, n)}
    if last.opens and max(widths) > last.column:
        found.add(child_of(source, row, last, step))
    return found.pop() if len(found) == 1 else None


def child_of(source: Source, row: Row, parent: Row, step: int) -> int:
    """Return where the first line below *parent* begins: like the next, or one step in."""
    for text in source.lines[row.number :]:
        indent = indent_of(text)
        if not text.strip() or indent == row.indent:
            continue
        if "\t" not in indent and len(indent) > parent.column:
            return len(indent)
        break
    return parent.column + step


def goes_on(row: Row, above: list[Row], depth: int) -> bool:
    """Return whether *row* may follow the line at *depth*, which a like tab begins."""
    if depth == 1:
        return row.is_part == above[1].is_part
    return depth > 2 or not row.opens or row.name in fields_under(above[0].name)


def fits(row: Row, above: list[Row], depth: int) -> bool:
    """Return whether *row* plainly stands beside the line at *depth* of those *above*."""
    if row.text.lstrip().startswith("- "):
        return above[depth].text.lstrip().startswith("- ")
    if not row.name:
        return False
    known = fields_under(above[0].name)
    if depth == 0:
        return row.name in FORMS["deck"] or row.name in FORMS["seed"]
    if depth == 1:
        return row.name not in known and row.is_part == above[1].is_part
    return depth > 2 or row.name in known


def fields_under(section: str) -> set[str]:
    """Return the fields that the parts in *section* may have, in a deck or a seed."""
    forms = [known[section] for known in (FORMS["deck"], FORMS["seed"]) if section in known]
    return {name for form in forms for name in FORMS.get(form.of, ())}
