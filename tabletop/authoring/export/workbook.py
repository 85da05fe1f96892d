"""
Workbooks of a spreadsheet program, written and read.

openpyxl is an optional extra, imported here alone. What is read is hostile: the file is capped as
it lies there and as it unpacks, and no more rows and columns are looked at than a deck can have.
"""

import os
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from tabletop.authoring.export.sheets import (
    ID,
    SECTIONS,
    Formula,
    Grid,
    SheetRow,
    SheetText,
    Value,
    columns,
    read_grid,
)
from tabletop.authoring.text.fields import FORMS, RULES
from tabletop.errors import TabletopError
from tabletop.game.deck import Deck
from tabletop.language.ids import KINDS

ADVICE: Final = (
    "spreadsheets need openpyxl, which is not installed here; `make extras` fetches it"
    " (without make: pip install openpyxl)"
)

MOST_BYTES: Final = 16 * 2**20
"""Of a workbook as it lies there."""

MOST_UNPACKED: Final = 128 * 2**20
"""Of all its parts together, unpacked."""

MOST_ROWS: Final = 5_001
MOST_COLUMNS: Final = 256

WIDTHS: Final = {"text": 60, "brief": 60, "discuss": 40, "title": 26, ID: 22, "name": 26}

SPARE: Final = 50
"""Empty rows below, ready for new cards."""


class SheetError(TabletopError):
    """A workbook that cannot be written or read."""


def openpyxl() -> Any:
    """Return the library, which few need. Raises `SheetError` without it."""
    try:
        import openpyxl as library
    except ImportError as error:
        raise SheetError(ADVICE) from error
    return library


def written(deck: Deck, parts: Mapping[str, Sequence[SheetRow]]) -> bytes:
    """Return a workbook with a sheet for each section of *parts*; *deck* is for its lists."""
    library = openpyxl()
    book = library.Workbook()
    book.remove(book.active)
    for section, rows in parts.items():
        sheet = book.create_sheet(section)
        names = (ID, *columns(section, rows))
        fill(sheet, names, rows)
        dress(library, sheet, names, section)
        offer_lists(library, sheet, names, section, len(rows), deck)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def fill(sheet: Any, names: Sequence[str], rows: Sequence[SheetRow]) -> None:
    """Write the names of the columns and the *rows*, every cell as text."""
    for at, name in enumerate(names, 1):
        sheet.cell(1, at, name)
    for line in range(2, len(rows) + SPARE):
        row = rows[line - 2] if line - 2 < len(rows) else SheetRow("", {})
        for at, name in enumerate(names, 1):
            cell = sheet.cell(line, at)
            # What is typed here later is text as well: 70% stays 70%.
            cell.number_format = "@"
            text = row.id if name == ID else row.cells.get(name, "")
            if text:
                cell.value = text
                # Without this, text that begins with = would be obeyed as a formula.
                cell.data_type = "s"


def dress(library: Any, sheet: Any, names: Sequence[str], section: str) -> None:
    """Make the sheet one to work in: names that stay, widths, wrapped text."""
    styles = library.styles
    sheet.freeze_panes = "B2"
    wrapped = styles.Alignment(wrap_text=True, vertical="top")
    for at, name in enumerate(names, 1):
        letter = library.utils.get_column_letter(at)
        shape = FORMS[SECTIONS[section]].get(name.split(".")[0])
        is_rule = shape is not None and shape.kind in RULES
        sheet.column_dimensions[letter].width = WIDTHS.get(name, 28 if is_rule else 16)
        head = sheet.cell(1, at)
        head.font = styles.Font(bold=True)
        if shape is not None:
            head.comment = library.comments.Comment(shape.about, "Tabletop")
        for line in range(2, sheet.max_row + 1):
            sheet.cell(line, at).alignment = wrapped


def offer_lists(
    library: Any, sheet: Any, names: Sequence[str], section: str, count: int, deck: Deck
) -> None:
    """Give the columns that take one of a few words a drop-down, empty rows below included."""
    for at, name in enumerate(names, 1):
        words = choices(name, section, deck)
        if not words:
            continue
        listed = library.worksheet.datavalidation.DataValidation(
            type="list", formula1=f'"{",".join(words)}"', allow_blank=True
        )
        # Somebody may list several actors, so a word of one's own is let pass.
        listed.showErrorMessage = False
        letter = library.utils.get_column_letter(at)
        listed.add(f"{letter}2:{letter}{count + SPARE}")
        sheet.add_data_validation(listed)


def choices(name: str, section: str, deck: Deck) -> tuple[str, ...]:
    """Return the words that a column usually holds; none for any other, or too many to list."""
    form = FORMS[SECTIONS[section]].get(name)
    shape = form.shape if form else ""
    words: tuple[str, ...] = ()
    if shape == "kind":
        words = tuple(dict.fromkeys((*KINDS, *deck.kinds)))
    elif form and form.words:
        words = form.words
    elif name in ("by", "for", "targets", "seen_by", "offer.to"):
        words = (*(actor.id for actor in deck.actors), "any actor")
    return words if len(",".join(words)) <= 250 else ()


def read(path: Path) -> tuple[SheetText, ...]:
    """
    Return the sheets of the workbook at *path* that a deck has, in the deck's order.

    Raises:
        SheetError: If it is no workbook, over a cap, or has none of these sheets.
    """
    library = openpyxl()
    data = checked(path)
    try:
        book = library.load_workbook(BytesIO(data), read_only=True, data_only=False)
        grids = {section: grid(book[section]) for section in SECTIONS if section in book.sheetnames}
    except SheetError:
        raise
    except Exception as error:  # whatever a broken workbook makes the library raise
        raise SheetError(
            f"this is no workbook that can be read: {type(error).__name__}",
            path=path,
            exit_status=4,
        ) from error
    if not grids:
        raise SheetError(
            f"the workbook has none of the sheets {', '.join(SECTIONS)}", path=path, exit_status=4
        )
    return tuple(read_grid(path.name, section, found) for section, found in grids.items())


def checked(path: Path) -> bytes:
    """Return the bytes at *path*, unless they are too many, now or unpacked."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise SheetError(os.strerror(error.errno or 0), path=path) from error
    if len(data) > MOST_BYTES:
        raise SheetError("the workbook is over 16 MiB", path=path, exit_status=4)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise SheetError(
            "this is no .xlsx workbook; save it as one in your spreadsheet program",
            path=path,
            exit_status=4,
        ) from error
    if unpacked > MOST_UNPACKED:
        raise SheetError("unpacked, the workbook is over 128 MiB", path=path, exit_status=4)
    return data


def grid(sheet: Any) -> Grid:
    """Return the cells of *sheet*, without the empty rows at its end."""
    if sheet.max_row and sheet.max_row > 1_048_576:
        raise SheetError("a sheet has more rows than there can be", exit_status=4)
    lines: list[list[Value]] = []
    for cells in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
        lines.append([value_of(cell) for cell in cells])
    while lines and all(value is None for value in lines[-1]):
        lines.pop()
    width = max((len(line) for line in lines), default=0)
    return [[*line, *([None] * (width - len(line)))] for line in lines]


def value_of(cell: Any) -> Value:
    """Return what stands in *cell*."""
    value = cell.value
    if getattr(cell, "data_type", "") == "f":
        return Formula(str(value))
    if isinstance(value, int | float) and "%" in str(getattr(cell, "number_format", "")):
        # Somebody typed 70%, and the program keeps 0.7 and how to show it.
        return f"{round(value * 100, 6):g}%"
    return value  # type: ignore[no-any-return]
