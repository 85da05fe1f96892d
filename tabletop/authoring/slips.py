"""Slips of the keyboard that can be meant in one way only, and what was meant."""

import re
import unicodedata
from typing import Final

import attrs

from tabletop.authoring.diagnostic import Edit
from tabletop.authoring.nodes import Scalar
from tabletop.authoring.source import Source

WIDE: Final = {"\u3000": "  "}
"""Blanks that are as wide as two."""


@attrs.frozen
class Slip:
    """
    Another way to write what a field holds.

    Attributes:
        form: What it looks like, full-width signs already made plain.
        here: How the same is written here, with the groups of *form*.
    """

    form: "re.Pattern[str]"
    here: str

    def mended(self, text: str) -> str:
        """Return *text* as it is written here, or "" if it is no such slip."""
        plain = " ".join(unicodedata.normalize("NFKC", text).split())
        found = self.form.fullmatch(plain)
        return re.sub(r"\b1 turns", "1 turn", found.expand(self.here)) if found else ""


RANGE: Final = Slip(
    re.compile(
        r"(-?\d{1,15}) ?(?:to|-|\u2010|\u2012|\u2013|\u2014|\u2212|~|\.\.\.?|,) ?(-?\d{1,15})"
    ),
    r"\1 to \2",
)
TURNS: Final = Slip(re.compile(r"(\d{1,6})(?: ?turns?)?"), r"\1 turns")
AFTER: Final = Slip(re.compile(r"(?:in |after )?(\d{1,6})(?: ?turns?)?"), r"after \1 turns")


def blanks_before(source: Source, key: Scalar) -> tuple[Edit, ...]:
    """
    Return the edit that makes plain the blanks from elsewhere with which *key* begins.

    There is none unless its line is then indented like the one before.
    """
    odd = key.text[: len(key.text) - len(key.text.lstrip())]
    plain = "".join(WIDE.get(c, " ") for c in odd)
    line = key.span.line - 1
    before = next((t for t in reversed(source.lines[:line]) if t.strip()), "")
    if key.style or key.span.column - 1 + len(plain) != len(before) - len(before.lstrip(" ")):
        return ()
    return (Edit(attrs.evolve(key.span, length=len(odd)), plain),)


def invisible(source: Source, node: Scalar) -> tuple[Edit, ...]:
    """Return the edits that take every character out of *node* that no screen shows."""
    found = []
    for offset in range(node.start, node.end):
        c = source.text[offset]
        if not c.isprintable() and not c.isspace():
            found.append(Edit(source.span(offset, 1), ""))
    return tuple(found)
