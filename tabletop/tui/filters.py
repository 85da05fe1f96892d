"""Line filters: the last net under everything that is painted."""

from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tabletop.game import clean

PLAIN: Final = {
    ord(fancy): simple
    for simple, group in {
        "-": "─╌┄┈╴╶╸╺–—−",
        "=": "━═┅┉",
        "|": "│┃┆┇║▏▎▍▌▐▕╵╷╹╻",
        "+": "╭╮╯╰┌┐└┘├┤┬┴┼┿┝┥✓",
        "#": "█▇▉▊▋■▪◆╋▓",
        "_": "▁▂",
        "^": "▲△▴↑▔▀",
        "v": "▼▽▾↓",
        ">": "▸►›→»≥",
        "<": "◂◄‹←«≤",
        "*": "●◐◑",
        "o": "○□▫◇",
        "x": "✗×",
        "Y": "┳",
        "%": "◌",
        "!": "≠",
        ".": "·•…░▒",
        "~": "▃▄▅▆",
        '"': "“”„",
        "'": "‘’",
    }.items()
    for fancy in group
}
"""What the program itself draws with, in plain characters. One for one, so nothing moves."""


class LastNet(LineFilter):
    """Drop what no terminal should ever be sent: controls, bidi marks, everything unprintable."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return *segments* with each text as wide as before and nothing unprintable in it."""
        if all(text.isascii() and text.isprintable() for text, _, _ in segments):
            return segments
        return [
            Segment(printable(text), style, control) if text else Segment(text, style, control)
            for text, style, control in segments
        ]


@lru_cache(4096)
def printable(text: str) -> str:
    """Return *text* without what is unprintable, padded to the width it had."""
    kept = clean.plain(text)
    lost = cell_len(text) - cell_len(kept)
    return kept + " " * lost if lost > 0 else kept


class PlainCharacters(LineFilter):
    """Draw rules, gauges and signs with ASCII. The letters of a deck stay as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return *segments* in plain characters, cell for cell."""
        return [
            Segment(text if text.isascii() else text.translate(PLAIN), style, control)
            for text, style, control in segments
        ]
