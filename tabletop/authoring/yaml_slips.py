"""Slips for which a file is no YAML, found in the line where libyaml gave up."""

import re
from typing import Final

from tabletop.authoring.diagnostic import Edit
from tabletop.authoring.source import Source, Span
from tabletop.authoring.tabs import edits_to
from tabletop.authoring.yaml_words import NO_BLANK, NO_COLON, TAB, WIDE_COLON, Said

FIELD: Final = re.compile(r"(?P<name>\s*(?:- )?[a-z][a-z0-9_]*)(?P<colon>[:\uff1a])(?P<rest>.*)")
INDENT: Final = re.compile(r"[ \t]*")


def slip_at(source: Source, line: int, said: Said) -> tuple[Said, Span, tuple[Edit, ...]] | None:
    """
    Return what was meant at *line*, where libyaml has *said* something, and what mends it.

    None where it could be meant in several ways, or *line* is past the end.
    """
    if line > len(source.lines):
        return None
    if said is TAB:
        return without_tabs(source, line)
    return with_colon(source, line) if said is NO_COLON else None


def without_tabs(source: Source, line: int) -> tuple[Said, Span, tuple[Edit, ...]] | None:
    """Return the edits that indent by blanks: this line, and all that begin with a tab."""
    found = INDENT.match(source.lines[line - 1])
    if not found or "\t" not in found[0]:
        return None
    edits = edits_to(source, line)
    at = Span(source.name, line, found[0].index("\t") + 1, 1)
    return (TAB, at, edits) if edits else None


def with_colon(source: Source, line: int) -> tuple[Said, Span, tuple[Edit, ...]] | None:
    """Return the edit that gives a field its colon and the blank after it."""
    found = FIELD.fullmatch(source.lines[line - 1])
    if not found:
        return None
    at = Span(source.name, line, found.start("colon") + 1, 1)
    rest = found["rest"]
    if found["colon"] == ":":
        # With "//" or a second colon it is an address or a time, and no field.
        if not rest or rest[0].isspace() or rest.startswith("//") or ":" in rest:
            return None
        return NO_BLANK, at, (Edit(at, ": "),)
    return WIDE_COLON, at, (Edit(at, ":" if rest.startswith(" ") or not rest else ": "),)
