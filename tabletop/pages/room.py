"""The room that a wall has to fill, and what is laid out in it."""

from collections.abc import Sequence
from typing import Final, Self

import attrs

from tabletop.pages import blocks
from tabletop.pages.text import Words, column, ink, put, wrapped

WIDE: Final = 110
HIGH: Final = 30
LOFTY: Final = 42
GAP: Final = 4
SCALES: Final = (4, 3, 2, 1)
"""Cells that a dot of a block letter is wide, the largest first."""


@attrs.frozen
class Room:
    """
    How much there is to fill, in cells, and with what.

    Attributes:
        is_wide: Whether two columns stand side by side in the whole of it.
        is_high: Whether there is space for headings.
        is_lofty: Whether there is space for one more line of block letters.
        is_plain: Whether to draw in ASCII.
    """

    width: int
    height: int
    is_wide: bool
    is_high: bool
    is_lofty: bool
    is_plain: bool

    @classmethod
    def of(cls, width: int, height: int, *, is_plain: bool = False) -> Self:
        """Return a whole room."""
        return cls(width, height, width >= WIDE, height >= HIGH, height >= LOFTY, is_plain)

    def less(self, lines: Sequence[object]) -> "Room":
        """Return what is left below *lines*."""
        return attrs.evolve(self, height=max(0, self.height - len(lines)))

    def part(self, width: int) -> "Room":
        """Return a part of it, as high, *width* cells wide."""
        return attrs.evolve(self, width=width)

    def figure_height(self, scale: int) -> int:
        """Return how many lines block letters of *scale* take."""
        return blocks.height(scale, is_plain=self.is_plain)


def figures(text: str, scale: int, style: str, room: Room) -> list[Words]:
    """Paint *text* in block letters; nothing where one of them has none."""
    drawn = blocks.blocks(text, scale, is_plain=room.is_plain)
    return [Words(((line, style),)) for line in drawn]


def title(text: str, style: str, room: Room, most: int) -> list[Words]:
    """Paint *text* in blocks of at most *most* lines, or in bold where it has no blocks."""
    for scale in SCALES:
        fits = room.figure_height(scale) <= most
        if fits and 0 < blocks.width(text, scale) <= room.width:
            return figures(text, scale, style, room)
    return wrapped(ink(text, f"bold {style}"), room.width)


def beside(
    left: Sequence[Words], right: Sequence[Words], width: int, gap: int = GAP
) -> list[Words]:
    """Put *left*, padded to *width*, and *right* side by side."""
    deep = max(len(left), len(right))
    blank = [put("")] * deep
    pairs = zip([*left, *blank][:deep], [*right, *blank][:deep], strict=True)
    return [column(one, width).append(" " * gap).append(other).rstrip() for one, other in pairs]


def in_columns(each: Sequence[Sequence[Words]], across: int, width: int) -> list[Words]:
    """Lay out blocks of lines row by row, *across* of them side by side."""
    lines: list[Words] = []
    for first in range(0, len(each), across):
        row = each[first : first + across]
        deep = max(map(len, row))
        for n in range(deep):
            cells = [column(part[n] if n < len(part) else put(""), width) for part in row]
            lines.append(put(" " * GAP).join(cells).rstrip())
    return lines
