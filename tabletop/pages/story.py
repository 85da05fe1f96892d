"""The feed beside a replay: every line can be gone to, and those of the frame shown stand out."""

from collections.abc import Sequence
from functools import lru_cache

from tabletop.pages.news import TOPICS
from tabletop.pages.text import Row, Words, heading, ink, put, wrapped
from tabletop.table.feed import Told

KNOWN = 8_000
"""Painted lines that are kept: a few hundred for each width and pair of eyes."""


def story(told: Sequence[Told], number: int, width: int, veiled: Sequence[bool] = ()) -> list[Row]:
    """
    Paint what was told, an item for each line, the lines of frame *number* the brightest.

    Args:
        veiled: For each line, whether a seat was not told it; none for all told.
    """
    painted: list[Row] = []
    for item, line in enumerate(told):
        if line.line.topic == "turn" and painted:
            painted.append(Row(put("")))
        is_veiled = bool(veiled) and veiled[item]
        parts = painted_line(
            line.line.topic,
            line.line.text,
            width,
            is_now=line.frame == number,
            is_veiled=is_veiled,
        )
        painted += [Row(part, item) for part in parts]
    return painted


@lru_cache(KNOWN)
def painted_line(
    topic: str, text: str, width: int, *, is_now: bool, is_veiled: bool
) -> tuple[Words, ...]:
    """Paint one line: a heading for a turn, else the sign of its topic and the sentence."""
    if topic == "turn":
        return (heading(text.rstrip("."), width),)
    sign, sign_style, style = TOPICS.get(topic, ("  ", "", ""))
    if topic == "phase":
        sign, sign_style, style = "", "", "$focus" if is_now else "$quiet"
    elif not is_now:
        sign_style, style = "$quiet", "$quiet"
    elif topic == "level":
        style = ""
    if is_veiled:
        sign, sign_style = "◌ ", "$covert"
    said = put((sign, sign_style), ink(text, style))
    return tuple(part.pad_left(2) for part in wrapped(said, width - 2, hang=2 if sign else 0))
