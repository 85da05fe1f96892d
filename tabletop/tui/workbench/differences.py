"""Two texts line by line: what one has and the other has not."""

from difflib import SequenceMatcher
from typing import Final

from tabletop.pages.text import Row, plain, put, rows, wrapped

MOST: Final = 60
"""Lines shown of what differs."""


def differences(
    theirs: str, mine: str, width: int, names: tuple[str, str] = ("theirs", "mine")
) -> list[Row]:
    """
    Paint the lines that differ, with their numbers: - only in *theirs*, + only in *mine*.

    *names* is what the two are called.
    """
    a, b = theirs.splitlines(), mine.splitlines()
    lines = []
    for what, i, k, m, n in SequenceMatcher(None, a, b, autojunk=len(a) > 500).get_opcodes():
        if what == "equal":
            continue
        shown = [(f"{i + x + 1:>5} - ", "$bad", text) for x, text in enumerate(a[i:k])]
        shown += [(f"{m + x + 1:>5} + ", "$good", text) for x, text in enumerate(b[m:n])]
        for sign, style, text in shown:
            lines += wrapped(put((sign, style), plain(text[:300])), width, hang=8)
    more = len(lines) - MOST
    painted = rows(lines[:MOST])
    if more > 0:
        painted += rows([put((f"      ... and {more} lines more", "$quiet"))])
    legend = put((f"- {names[0]}  ", "$bad"), (f"+ {names[1]}", "$good"))
    return [*rows([legend]), *painted]
