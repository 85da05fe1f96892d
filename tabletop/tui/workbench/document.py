"""The lines of a deck under the cursor: their ends kept as found, what each holds told cheaply."""

import re
from itertools import chain
from typing import Final

from textual.document._document import Document, EditResult, Location
from textual.geometry import Size

from tabletop.authoring.source import BREAKS
from tabletop.tui.workbench.colours import next_depth
from tabletop.tui.workbench.letters import width_of

ENDS: Final = re.compile(f"({BREAKS.pattern})")


class DeckDocument(Document):
    """
    Text whose every line keeps the end it came with.

    Textual's own document gives all lines the same end, and takes more characters for one than
    YAML does. Widths, and the depth of folded prose, are kept by line, since a key must not cost
    more where the deck is long.
    """

    def __init__(self, text: str) -> None:
        self._text: str | None = text
        self._lines, self._ends = parted(text)
        self._newline = "\r\n" if self._ends.count("\r\n") * 2 > len(self._ends) - 1 else "\n"
        self._widths = [width_of(line) for line in self._lines]
        self._depths = [-1] * len(self._lines)
        self.refold(0, len(self._lines))

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = "".join(chain.from_iterable(zip(self._lines, self._ends, strict=True)))
        return self._text

    def get_size(self, tab_width: int) -> Size:
        return Size(max(self._widths), len(self._lines))

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
        self._widths[top : bottom + 1] = [width_of(line) for line in lines]
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
