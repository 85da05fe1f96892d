"""
A sheet as it comes out of a spreadsheet program, read strictly: text by column and row.

Columns are bound by their names, in any order. What cannot be meant is told with its row, and
nothing of the workbook is used until all of it is right.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

import attrs

from tabletop.authoring.diagnostic import Diagnostic, Place, listed, nearest, quoted
from tabletop.authoring.exchange.merge import Sheet
from tabletop.authoring.exchange.rows import SECTIONS, Row, nested
from tabletop.authoring.forms import FORMS
from tabletop.authoring.source import SNAKE, Source, Span
from tabletop.game.clean import clean_line

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
class Read:
    """A sheet as far as it makes sense, as text for excerpts, and what is wrong with it."""

    sheet: Sheet
    source: Source
    diagnostics: tuple[Diagnostic, ...]


def read_grid(name: str, section: str, grid: Grid) -> Read:
    """
    Return what *grid*, a sheet of the workbook called *name*, says of *section*.

    Whole rows and columns that are empty are passed over.
    """
    table = [[said(value) for value in line] for line in grid]
    lines = (BETWEEN.join(cell.replace("\n", " ") for cell in line) for line in table)
    source = Source(f"{name} [{section}]", "\n".join(lines))
    desk = Desk(source, section, table)
    return Read(Sheet(section, *desk.read(grid)), source, tuple(desk.found))


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
class Desk:
    """One sheet being read; what is wrong with it is collected."""

    source: Source
    section: str
    table: Sequence[Sequence[str]]
    found: list[Diagnostic] = attrs.field(factory=list)

    def read(self, grid: Grid) -> tuple[tuple[str, ...], tuple[Row, ...]]:
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

    def rows(self, grid: Grid, columns: Mapping[int, str]) -> Iterator[Row]:
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
                    second=Place(seen[name], "the first one"),
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
            yield Row(name, cells)

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
        second: Place | None = None,
    ) -> None:
        self.found.append(
            Diagnostic(code, self.span(line, at), clean_line(message), label, help, second)
        )
