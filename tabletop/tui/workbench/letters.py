"""Single characters as an editor shows them: one for one, so that every one can be deleted."""

import unicodedata
from typing import Final

from rich.cells import cell_len

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


def column_at(text: str, cells: int) -> int:
    """Return which character of *text* is drawn *cells* from its beginning."""
    if is_plain(text):
        return max(0, min(cells, len(text)))
    at = 0
    for index, c in enumerate(text):
        at += width_of(c)
        if at > cells:
            return index
    return len(text)
