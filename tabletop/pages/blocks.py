"""Letters and digits made of blocks, to be read from across a room."""

import unicodedata
from functools import lru_cache
from typing import Final

HIGH: Final = 5
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
    return HIGH * ((scale + 1) // 2) if is_plain else (HIGH * scale + 1) // 2


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
    dots = [".".join(glyph[row] for glyph in glyphs) for row in range(HIGH)]
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
