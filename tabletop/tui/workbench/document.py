"""The text of a deck as an editor holds it: line ends kept, odd characters drawn, lines broken."""

import re
import unicodedata
from bisect import bisect_right
from itertools import chain
from typing import Final

from rich.cells import cell_len
from textual._wrap import compute_wrap_offsets
from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import get_tab_widths
from textual.geometry import Offset

from tabletop.authoring.edit.deck_lines import next_depth
from tabletop.authoring.text.source import BREAKS

TAB: Final = 2
"""Cells that a tab is drawn with, wherever it stands."""

STRANGE: Final = "?"
"""Drawn in the place of what no screen may show."""


def is_shown(c: str) -> bool:
    """Return whether *c* can be drawn as it is."""
    return c.isprintable() or unicodedata.category(c) == "Zs"


def is_plain(text: str) -> bool:
    """Return whether every character of *text* is drawn as it is, in one cell."""
    return text.isascii() and text.isprintable()


def drawn(text: str) -> tuple[str, tuple[int, ...]]:
    """
    Return *text* as it is drawn, and which of its characters are drawn as something else.

    A tab becomes blanks' worth of arrow, what is unprintable one question mark. Combining marks
    stay; the last line filter cuts towers of them.
    """
    if is_plain(text):
        return text, ()
    strange = tuple(i for i, c in enumerate(text) if not is_shown(c))
    pieces = list(text)
    for index in strange:
        pieces[index] = "→" + " " * (TAB - 1) if text[index] == "\t" else STRANGE
    for index, c in enumerate(pieces):
        if len(c) == 1 and c != " " and unicodedata.category(c) == "Zs" and c != "\u3000":
            pieces[index] = " "
    return "".join(pieces), strange


def width_of(text: str) -> int:
    """Return how many cells *text* is drawn in."""
    return len(text) if is_plain(text) else cell_len(drawn(text)[0])


DEEPEST = 20
"""Cells by which the rest of a line hangs, at most."""


class HangingDocument(WrappedDocument):
    """A document broken to a width; the blanks before a line stand before all of its parts."""

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        self._width = width
        self._tab_width = tab_width or self._tab_width
        lines = self.document.lines
        self._wrap_offsets = [self.breaks(line) for line in lines]
        self._tab_width_cache = [self.tabs(line) for line in lines]
        self.number()

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        last_old = len(self._wrap_offsets) - 1
        last_new = self.document.line_count - 1
        first = max(0, min(start[0], old_end[0], last_old, last_new))
        old = max(first, min(max(start[0], old_end[0]), last_old))
        new = max(first, min(max(start[0], new_end[0]), last_new))
        lines = self.document.lines[first : new + 1]
        before = [len(breaks) for breaks in self._wrap_offsets[first : old + 1]]
        fresh = [self.breaks(line) for line in lines]
        self._wrap_offsets[first : old + 1] = fresh
        self._tab_width_cache[first : old + 1] = [self.tabs(line) for line in lines]
        if before != [len(breaks) for breaks in fresh]:
            self.number()

    def number(self) -> None:
        """Tell anew which rows belong to which line."""
        self._offset_to_line_info = [
            (line, section)
            for line, breaks in enumerate(self._wrap_offsets)
            for section in range(len(breaks) + 1)
        ]
        places: list[list[int]] = []
        row = 0
        for breaks in self._wrap_offsets:
            places.append(list(range(row, row + len(breaks) + 1)))
            row += len(breaks) + 1
        self._line_index_to_offsets = places

    def breaks(self, line: str) -> list[int]:
        """Return the characters before which *line* is broken."""
        if not self._width or width_of(line) <= self._width:
            return []
        room = max(1, self._width - self.hang_of(line))
        return compute_wrap_offsets(line, room, tab_size=self._tab_width)

    def tabs(self, line: str) -> list[int]:
        if "\t" not in line:
            return [0]
        return [width for _, width in get_tab_widths(line, self._tab_width)]

    def hang_of(self, line: str) -> int:
        """Return how many cells stand before the second part of *line* and those after it."""
        return min(len(line) - len(line.lstrip(" ")), DEEPEST, self._width // 3)

    def location_to_offset(self, location: Location) -> Offset:
        offset = super().location_to_offset(location)
        row, column = location
        if bisect_right(self.get_offsets(row), column):
            offset += (self.hang_of(self.document[row]), 0)
        return offset

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        sections = len(self.get_offsets(line_index)) + 1
        if y_offset % sections:
            x_offset = max(0, x_offset - self.hang_of(self.document[line_index]))
        return super().get_target_document_column(line_index, x_offset, y_offset)


ENDS: Final = re.compile(f"({BREAKS.pattern})")


class DeckDocument(Document):
    """
    Text whose every line keeps the end it came with.

    Textual's own document gives all lines the same end, and takes more characters for one than
    YAML does. The depth of folded prose is kept by line, since a key must not cost more where the
    deck is long.
    """

    def __init__(self, text: str) -> None:
        self._text: str | None = text
        self._lines, self._ends = parted(text)
        self._newline = "\r\n" if self._ends.count("\r\n") * 2 > len(self._ends) - 1 else "\n"
        self._depths = [-1] * len(self._lines)
        self.refold(0, len(self._lines))

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = "".join(chain.from_iterable(zip(self._lines, self._ends, strict=True)))
        return self._text

    def depth(self, row: int) -> int:
        """Return how deep the field is indented whose folded prose *row* is in; -1 for none."""
        return self._depths[row]

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        (top, left), (bottom, right) = sorted((start, end))
        gone = self.get_text_range((top, left), (bottom, right))
        self._text = None
        lines, ends = parted(text)
        column = len(lines[-1]) + (left if len(lines) == 1 else 0)
        tail = self._lines[bottom][right:] if bottom < len(self._lines) else ""
        last_end = self._ends[bottom] if bottom < len(self._lines) else ""
        lines[0] = (self._lines[top][:left] if top < len(self._lines) else "") + lines[0]
        lines[-1] += tail
        ends[-1] = last_end
        self._lines[top : bottom + 1] = lines
        self._ends[top : bottom + 1] = ends
        known = self._depths[top] if top < len(self._depths) else -1
        self._depths[top : bottom + 1] = [known] * len(lines)
        self.refold(top, top + len(lines))
        return EditResult((top + len(lines) - 1, column), gone)

    def refold(self, first: int, sure: int) -> None:
        """Tell anew what is folded prose from line *first*, at least up to the line *sure*."""
        for row in range(first, len(self._lines) - 1):
            depth = next_depth(self._depths[row], self._lines[row])
            if row + 1 >= sure and depth == self._depths[row + 1]:
                return
            self._depths[row + 1] = depth

    def get_text_range(self, start: Location, end: Location) -> str:
        (top, left), (bottom, right) = sorted((start, end))
        if top >= len(self._lines):
            return ""
        if top == bottom:
            return self._lines[top][left:right]
        middle = (self._lines[row] + self._ends[row] for row in range(top + 1, bottom))
        last = self._lines[bottom][:right] if bottom < len(self._lines) else ""
        return self._lines[top][left:] + self._ends[top] + "".join(middle) + last

    def end_of(self, row: int) -> str:
        """Return the end of the line *row*, from 0; "" for the last."""
        return self._ends[row]


def parted(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of *text* and the end of each; the last line has none."""
    pieces = ENDS.split(text)
    return pieces[::2], [*pieces[1::2], ""]
