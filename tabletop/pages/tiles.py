"""Figures in large type, side by side: levels and points as a room reads them."""

from collections.abc import Sequence
from typing import Final

import attrs

from tabletop.game.deck import Track
from tabletop.language.ids import LevelId
from tabletop.pages import blocks, gauge
from tabletop.pages.room import SCALES, Room, beside, figures
from tabletop.pages.text import Words, cell_len, column, ink, put
from tabletop.pages.view import View

GAP: Final = 3
BREADTH: Final = 44
"""Cells that a tile of the smallest scale takes at most."""


@attrs.frozen
class Tile:
    """
    One figure with its name above it, words beside it and a bar below it.

    Attributes:
        longest: The longest text the figure may become, so that tiles stay as they are.
        share: How much of the bar is full, and out of how much; None for no bar.
        reach: Cells that the words may come to take.
    """

    name: Words
    figure: str
    longest: str
    words: tuple[Words, ...] = ()
    share: tuple[int, int] | None = None
    style: str = "$ink"
    reach: int = 0

    def room(self, scale: int) -> int:
        """Return how many cells it needs at *scale*."""
        wide = max(blocks.width(self.longest, scale), blocks.width(self.figure, scale))
        beside = max([self.reach, *(words.cell_length for words in self.words)])
        return max(self.name.cell_length, wide + (2 + beside if beside else 0))

    def lines(self, scale: int, width: int, room: Room) -> list[Words]:
        """Paint it *width* cells wide."""
        figure = figures(self.figure, scale, self.style, room)
        begin = max(0, len(figure) - len(self.words)) // 2
        words = [*[put("")] * begin, *self.words]
        lines = [self.name, *beside(figure, words, figure[0].cell_length, 2)]
        lines.append(bar(*self.share, width, room) if self.share else put(""))
        return [column(line, width) for line in lines]

    def height(self, scale: int, room: Room) -> int:
        """Return how many lines it takes at *scale*."""
        return 2 + room.figure_height(scale)


def bar(full: int, of: int, width: int, room: Room) -> Words:
    """Draw a bar of *width* cells, a little below the figure."""
    cells = min(width, max(1, full * width // of)) if full > 0 else 0
    ink, rule = ("=", "-") if room.is_plain else ("▄", "▁")
    return put((ink * cells, "$ink"), (rule * (width - cells), "$rule"))


def grid(tiles: Sequence[Tile], room: Room) -> list[Words]:
    """Paint *tiles* as large as *room* allows; nothing where it allows no scale."""
    for scale in SCALES:
        broad = max((tile.room(scale) for tile in tiles), default=room.width + 1)
        most = (room.width + GAP) // (broad + GAP)
        if most < 1:
            continue
        deep = -(-len(tiles) // most)
        tall = max(tile.height(scale, room) for tile in tiles)
        if deep * (tall + 1) - 1 <= room.height:
            across = -(-len(tiles) // deep)
            width = min((room.width + GAP) // across - GAP, max(broad, BREADTH * scale))
            return laid(tiles, across, width, scale, room)
    return []


def laid(tiles: Sequence[Tile], across: int, width: int, scale: int, room: Room) -> list[Words]:
    """Lay *tiles* out in rows of *across*, with a blank line between."""
    lines: list[Words] = []
    for first in range(0, len(tiles), across):
        row = [tile.lines(scale, width, room) for tile in tiles[first:][:across]]
        lines += [put("")] if lines else []
        lines += [put(" " * GAP).join(parts) for parts in zip(*row, strict=True)]
    return lines


def level_tile(view: View, track: Track, level: LevelId, name: str) -> Tile:
    """Return the tile of one level: figure, change in this turn, band, and how far it may go."""
    now, moved = view.state.levels[level], view.change(level)
    style = "$focus" if moved else "$ink"
    if gauge.is_flag(track):
        return Tile(ink(name, "bold"), "yes" if now else "no", "yes", style=style)
    words = (
        gauge.change(moved) or put(""),
        ink(gauge.band_name(track, now), "bold"),
        put((f"of {track.high}", "$quiet")),
    )
    ends = [str(step) for step in (track.low, track.high)]
    return Tile(
        ink(name, "bold"),
        str(now),
        max(ends, key=len),
        words,
        (now - track.low, track.high - track.low),
        style,
        max((cell_len(band.name) for band in track.bands), default=0),
    )
