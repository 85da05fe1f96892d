"""What else is wrong in a deck of which one card is no YAML."""

import re
from bisect import bisect_right
from typing import Final

from tabletop.authoring.deck_text import read_deck
from tabletop.authoring.diagnostic import Diagnostic
from tabletop.authoring.nodes import Table, tree
from tabletop.authoring.readings import Readings
from tabletop.authoring.source import Source

INNER: Final = re.compile(r"[ \t]{3,}\S")
"""A line within a part."""

PARTS: Final = ("cards", "injects", "objectives", "endings")
"""Sections of which a part can be left out without any other losing its meaning."""

MOST_LINES: Final = 8
"""Lines that are left out, one after the other, before the rest is given up."""

LARGEST: Final = 200_000
"""Characters of a text that is read again and again."""


def beside(
    source: Source, refused: Diagnostic, readings: Readings | None
) -> tuple[Diagnostic, ...]:
    """
    Return the errors in the other parts of *source*, which was *refused* for a slip of layout.

    The lines at which reading stops are left out until the rest can be read; what is said of
    the parts that they belong to is left out as well.
    """
    hidden: list[int] = []
    text = source.text
    problem = refused
    while problem.code == "Y004" and len(hidden) < MOST_LINES and len(text) <= LARGEST:
        line = problem.span.line
        if line in hidden or not is_within(source, line):
            return ()
        hidden.append(line)
        start = source.starts[line - 1]
        end = start + len(source.lines[line - 1])
        text = text[:start] + " " * (end - start) + text[end:]
        rest = Source(source.name, text)
        table = tree(rest)
        if isinstance(table, Table):
            if any(entry.name == "seed" for entry in table.entries):
                return ()
            found = read_deck(rest, table, readings).diagnostics
            parts = [part(source, line) for line in hidden]
            return tuple(
                d
                for d in found
                if d.severity == "error" and not any(d.span.line in lines for lines in parts)
            )
        problem = table
    return ()


def is_within(source: Source, line: int) -> bool:
    """Return whether *line* stands within one of `PARTS`."""
    if line > len(source.lines) or not INNER.match(source.lines[line - 1]):
        return False
    heads = (t for t in reversed(source.lines[: line - 1]) if t[:1].isalpha())
    return next(heads, "").partition(":")[0] in PARTS


def part(source: Source, line: int) -> range:
    """Return the lines of the part to which *line* belongs."""
    begins = [
        number
        for number, text in enumerate(source.lines, 1)
        if text.strip() and not INNER.match(text)
    ]
    after = bisect_right(begins, line)
    end = begins[after] if after < len(begins) else len(source.lines) + 1
    return range(begins[after - 1] if after else 1, end)
