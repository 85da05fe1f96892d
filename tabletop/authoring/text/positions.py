"""Where in the file a character of a value stands, whatever way YAML has folded it."""

from collections.abc import Sequence
from typing import Final

from tabletop.authoring.text.nodes import Scalar
from tabletop.authoring.text.source import Source, Span

ESCAPED: Final = {"x": 2, "u": 4, "U": 8}


def stretch(source: Source, scalar: Scalar, start: int, end: int) -> Span:
    """
    Return where the characters *start* to *end* (exclusive) of the scalar's text stand.

    A stretch over several lines is cut at the end of the first. An empty stretch at the end
    of the text is the place after its last character.
    """
    offsets = offsets_of(source, scalar)
    last = len(offsets) - 1
    first = offsets[min(start, last)]
    after = offsets[min(max(end, start), last)]
    if end > start and end <= last:
        after = max(offsets[end - 1] + 1, first + 1)
    return source.span(first, after - first)


def offsets_of(source: Source, scalar: Scalar) -> Sequence[int]:
    """Return the offset in the file of each character of the text, and of its end."""
    raw = source.text[scalar.start : scalar.end]
    if scalar.style in ("", "'") and scalar.text in (raw, raw[1:-1]):
        first = scalar.start + len(scalar.style)
        return range(first, first + len(scalar.text) + 1)
    at = len(scalar.style)
    if scalar.style in ("|", ">"):
        at = raw.find("\n") + 1
    found: list[int] = []
    for c in scalar.text:
        at, here = step(raw, at, c, scalar.style)
        found.append(scalar.start + here)
    return (*found, min(found[-1] + 1 if found else scalar.start + at, scalar.end))


def step(raw: str, at: int, c: str, style: str) -> tuple[int, int]:
    """Return where reading goes on after *c*, and where *c* stands; both within *raw*."""
    if style == '"':
        # A line break behind a backslash is no character of the text.
        while raw[at : at + 1] == "\\" and raw[at + 1 : at + 2] in ("\n", "\r"):
            at += 2
            while raw[at : at + 1] in (" ", "\t", "\n"):
                at += 1
        if raw[at : at + 1] == "\\":
            return at + 2 + ESCAPED.get(raw[at + 1 : at + 2], 0), at
    if style == "'" and c == "'":
        return at + 2, at
    if raw[at : at + 1] == c and c not in " \n":
        return at + 1, at
    if c in " \n":
        after = at
        while raw[after : after + 1] in (" ", "\t", "\n", "\r") and raw[after : after + 1]:
            after += 1
        broken = "\n" in raw[at:after] or "\r" in raw[at:after]
        # Inside a line every blank counts; at its end all of them are one.
        return (after if broken else at + 1), at
    found = raw.find(c, at)
    return (found + 1, found) if found >= 0 else (at, min(at, len(raw)))
