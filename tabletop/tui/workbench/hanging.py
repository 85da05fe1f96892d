"""Long lines broken at the width of the window, what goes on hanging below where they begin."""

from bisect import bisect_right

from textual._wrap import compute_wrap_offsets
from textual.document._document import Location
from textual.document._wrapped_document import WrappedDocument
from textual.expand_tabs import get_tab_widths
from textual.geometry import Offset

from tabletop.tui.workbench.letters import width_of

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
