"""Large type, to be read from across a room: letters, figures, and the room they fill."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Self

import attrs

from tabletop.game.deck import Track
from tabletop.language.ids import LevelId
from tabletop.pages import situation
from tabletop.pages.text import Words, cell_len, column, ink, put, wrapped
from tabletop.pages.view import View

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
        return height(scale, is_plain=self.is_plain)


def figures(text: str, scale: int, style: str, room: Room) -> list[Words]:
    """Paint *text* in block letters; nothing where one of them has none."""
    drawn = blocks(text, scale, is_plain=room.is_plain)
    return [Words(((line, style),)) for line in drawn]


def title(text: str, style: str, room: Room, most: int) -> list[Words]:
    """Paint *text* in blocks of at most *most* lines, or in bold where it has no blocks."""
    for scale in SCALES:
        fits = room.figure_height(scale) <= most
        if fits and 0 < width(text, scale) <= room.width:
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


DOTS: Final = 5
"""Dots from the top of a letter to its foot."""

FONT: Final = {
    "A": ".#. #.# ### #.# #.#",
    "B": "##. #.# ##. #.# ##.",
    "C": ".## #.. #.. #.. .##",
    "D": "##. #.# #.# #.# ##.",
    "E": "### #.. ##. #.. ###",
    "F": "### #.. ##. #.. #..",
    "G": ".### #... #.## #..# .###",
    "H": "#.# #.# ### #.# #.#",
    "I": "# # # # #",
    "J": "..# ..# ..# #.# .#.",
    "K": "#.# #.# ##. #.# #.#",
    "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#",
    "N": "#..# ##.# #.## #..# #..#",
    "O": ".##. #..# #..# #..# .##.",
    "P": "##. #.# ##. #.. #..",
    "Q": ".##. #..# #..# #.#. .#.#",
    "R": "##. #.# ##. #.# #.#",
    "S": ".## #.. .#. ..# ##.",
    "T": "### .#. .#. .#. .#.",
    "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.",
    "W": "#...# #...# #.#.# ##.## #...#",
    "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# .#. .#. .#.",
    "Z": "### ..# .#. #.. ###",
    "0": "### #.# #.# #.# ###",
    "1": ".#. ##. .#. .#. ###",
    "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###",
    "4": "#.# #.# ### ..# ..#",
    "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###",
    "7": "### ..# ..# ..# ..#",
    "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###",
    "/": "..# ..# .#. #.. #..",
    "%": "#.# ..# .#. #.. #.#",
    "+": "... .#. ### .#. ...",
    "-": "... ... ### ... ...",
    ":": ". # . # .",
    ".": ". . . . #",
    ",": ".. .. .. .# #.",
    "'": "# # . . .",
    "!": "# # # . #",
    "?": "##. ..# .#. ... .#.",
    "&": ".#.. #.#. .#.# #.#. .#.#",
    " ": ".. .. .. .. ..",
}
"""Each letter's dots, line by line."""

HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def letters(text: str) -> str | None:
    """Return *text* in the letters that there are, without accents; None if one has no dots."""
    bare = unicodedata.normalize("NFKD", text)
    said = "".join(c for c in bare if not unicodedata.combining(c)).upper()
    return said if said and all(c in FONT for c in said) else None


def width(text: str, scale: int) -> int:
    """Return how many cells wide `blocks` paints *text*; 0 if it cannot."""
    said = letters(text)
    return (sum(len(FONT[c].split()[0]) + 1 for c in said) - 1) * scale if said else 0


def height(scale: int, *, is_plain: bool) -> int:
    """Return how many cells high `blocks` paints."""
    return DOTS * ((scale + 1) // 2) if is_plain else (DOTS * scale + 1) // 2


@lru_cache(256)
def blocks(text: str, scale: int, *, is_plain: bool) -> tuple[str, ...]:
    """
    Return *text* in blocks, all lines equally long; none where a letter has no dots.

    Args:
        scale: Cells that a dot is wide; it is half as many high.
        is_plain: Whether to draw in ASCII, which knows no half blocks.
    """
    said = letters(text)
    if said is None:
        return ()
    glyphs = [FONT[c].split() for c in said]
    dots = [".".join(glyph[row] for glyph in glyphs) for row in range(DOTS)]
    wide = ["".join(dot * scale for dot in row) for row in dots]
    if is_plain:
        rows = [row for row in wide for _ in range((scale + 1) // 2)]
        return tuple(row.replace(".", " ") for row in rows)
    halves = [row for row in wide for _ in range(scale)]
    halves += ["." * len(halves[0])] * (len(halves) % 2)
    return tuple(
        "".join(HALVES[top == "#", foot == "#"] for top, foot in zip(*pair, strict=True))
        for pair in zip(halves[::2], halves[1::2], strict=True)
    )


APART: Final = 3
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
        wide = max(width(self.longest, scale), width(self.figure, scale))
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
        most = (room.width + APART) // (broad + APART)
        if most < 1:
            continue
        deep = -(-len(tiles) // most)
        tall = max(tile.height(scale, room) for tile in tiles)
        if deep * (tall + 1) - 1 <= room.height:
            across = -(-len(tiles) // deep)
            width = min((room.width + APART) // across - APART, max(broad, BREADTH * scale))
            return laid(tiles, across, width, scale, room)
    return []


def laid(tiles: Sequence[Tile], across: int, width: int, scale: int, room: Room) -> list[Words]:
    """Lay *tiles* out in rows of *across*, with a blank line between."""
    lines: list[Words] = []
    for first in range(0, len(tiles), across):
        row = [tile.lines(scale, width, room) for tile in tiles[first:][:across]]
        lines += [put("")] if lines else []
        lines += [put(" " * APART).join(parts) for parts in zip(*row, strict=True)]
    return lines


def level_tile(view: View, track: Track, level: LevelId, name: str) -> Tile:
    """Return the tile of one level: figure, change in this turn, band, and how far it may go."""
    now, moved = view.state.levels[level], view.change(level)
    style = "$focus" if moved else "$ink"
    if situation.is_flag(track):
        return Tile(ink(name, "bold"), "yes" if now else "no", "yes", style=style)
    words = (
        situation.change(moved) or put(""),
        ink(situation.band_name(track, now), "bold"),
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
