"""
Text from decks, saves and people, made safe to show.

Everything that comes from outside goes through `clean` once, when it is read.
"""

import re
import unicodedata
from typing import Final

MARKS: Final = 4
"""Combining marks kept in a row; the heaviest scripts need three."""

TAB: Final = 4
"""Columns between tab stops."""

NAME: Final = 120
"""Longest title or name, in characters."""

LINE: Final = 500
"""Longest single line, such as a reason or a question, in characters."""

PAGE: Final = 20_000
"""Longest text of several lines, in characters."""

BREAKS: Final = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")

HARMLESS: Final = re.compile("[ -~¡-¬®-˿Α-ΡΣ-ҁ‐-‧‰-⁞←-⇿─-◿]*")
"""Most of what is ever read: letters and signs that can stay as they are."""


def clean(text: str, most: int = PAGE) -> str:
    """
    Return *text* as several lines without anything that a screen would obey or choke on.

    Tabs become spaces; what is unprintable, bidi controls among it, goes; at most `MARKS`
    combining marks stay in a row; what passes *most* characters is cut, with an ellipsis.
    """
    if len(text) <= most and HARMLESS.fullmatch(text):
        return text
    # Whoever sends a gigabyte need not have all of it looked at.
    text = text[: 4 * most + 16]
    lines = [plain(line).rstrip() for line in BREAKS.split(text)]
    whole = "\n".join(lines).strip("\n")
    return whole if len(whole) <= most else whole[: most - 3].rstrip() + "..."


def clean_line(text: str, most: int = LINE) -> str:
    """Return *text* on one line, each run of blanks one space, otherwise as `clean`."""
    whole = " ".join(clean(text, 4 * most + 16).split())
    return whole if len(whole) <= most else whole[: most - 3].rstrip() + "..."


def plain(line: str) -> str:
    """Return one line with its tabs expanded and everything unprintable left out."""
    if HARMLESS.fullmatch(line):
        return line
    kept: list[str] = []
    marks = 0
    for c in line.expandtabs(TAB):
        category = unicodedata.category(c)
        if category == "Zs":
            c = " "
        elif not c.isprintable():
            continue
        marks = marks + 1 if category[0] == "M" else 0
        if marks <= MARKS:
            kept.append(c)
    return "".join(kept)
