"""A screen as rows of cells, and what brings a terminal from one screen to the next."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import Final

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

Cell = tuple[str, str]
"""A character with all that is set upon it, and its SGR codes; "" beside a wide one."""

Row = tuple[Cell, ...]

ATTRIBUTES: Final = ("bold", "dim", "italic", "underline", "blink", "reverse", "strike")

GAP: Final = 12
"""Unchanged cells that are painted again rather than skipped: to skip takes as many bytes."""


def still_of(strips: Sequence[Strip]) -> tuple[Row, ...]:
    """Return the cells of each row of a screen."""
    return tuple(map(row_of, strips))


def row_of(strip: Strip) -> Row:
    """Return the cells of one row."""
    cells: list[Cell] = []
    for text, style, control in strip:
        codes = codes_of(style) if style else ""
        for c in "" if control else text:
            width = cell_len(c)
            if width:
                cells += [(c, codes), *[("", codes)] * (width - 1)]
            elif cells:
                # It is set upon the character before it, which may be a wide one.
                place = next(p for p in range(len(cells) - 1, -1, -1) if cells[p][0])
                cells[place] = (cells[place][0] + c, cells[place][1])
    return tuple(cells)


@lru_cache(maxsize=4096)
def codes_of(style: Style) -> str:
    """Return the SGR codes of *style* in true colour, "" for none."""
    # Made anew, for a style remembers the codes of the terminal that it was painted on first.
    anew = Style(
        color=style.color,
        bgcolor=style.bgcolor,
        **{name: getattr(style, name) for name in ATTRIBUTES},
    )
    painted = anew.render("x", color_system=ColorSystem.TRUECOLOR)
    begin, _, _ = painted.partition("mx")
    return begin.removeprefix("\x1b[") if painted != "x" else ""


def change(before: Sequence[Row], after: Sequence[Row]) -> str:
    """Return what a terminal that shows *before* is told to show *after*; "" for nothing."""
    told: list[str] = []
    for row, (was, now) in enumerate(zip_longest(before, after, fillvalue=()), start=1):
        for begin, end in runs(was, now):
            told.append(f"\x1b[{row};{begin + 1}H")
            for codes, cells in groupby(now[begin:end], key=lambda cell: cell[1]):
                told.append(f"\x1b[0;{codes}m" if codes else "\x1b[0m")
                told.append("".join(c for c, _ in cells))
    return "".join(told)


def runs(was: Row, now: Row) -> Iterator[tuple[int, int]]:
    """Yield where *now* differs from *was*, from and to (exclusive), whole characters only."""
    if was == now:
        return
    different = [place for place, (a, b) in enumerate(zip_longest(was, now)) if a != b]
    begin = end = different[0]
    for place in [*different, len(now) + 2 * GAP]:
        if place - end > GAP:
            yield whole(now, begin, end)
            begin = place
        end = place + 1


def whole(row: Row, begin: int, end: int) -> tuple[int, int]:
    """Return *begin* and *end* moved apart until no wide character is cut."""
    end = min(end, len(row))
    while begin and begin < len(row) and not row[begin][0]:
        begin -= 1
    while end < len(row) and not row[end][0]:
        end += 1
    return begin, end
