"""Slips for which a file is no YAML, found in the line where libyaml gave up."""

import re
from typing import Final

import attrs

from tabletop.authoring.text.fields import FIELDS, FORMS
from tabletop.authoring.text.findings import Edit
from tabletop.authoring.text.source import Source, Span
from tabletop.authoring.text.tabs import edits_to
from tabletop.authoring.text.yaml_words import (
    COLON,
    INDENT,
    NO_BLANK,
    NO_COLON,
    ODD_BLANK,
    PROSE,
    STRAY,
    TAB,
    WIDE_COLON,
    Said,
)

FIELD: Final = re.compile(r"(?P<name>\s*(?:- )?[a-z][a-z0-9_]*)(?P<colon>[:\uff1a])(?P<rest>.*)")
BLANKS: Final = re.compile(r"[ \t]*")
ODD: Final = re.compile(r" *[^\S \t][^\S\t]*")
KEY: Final = re.compile(
    r"(?P<before> *(?:- )?)(?P<name>[a-z][a-z0-9_]*):(?:(?P<gap> +)(?P<value>.*\S))? *"
)
WORD: Final = re.compile(r"(\S+):(?: |$)")

PROSES: Final = frozenset(
    name
    for fields in FORMS.values()
    for name, form in fields.items()
    if form.kind in ("line", "text")
)
"""Fields that hold what people write for people."""


Slip = tuple[Said, Span, tuple[Edit, ...]]


def slip_at(source: Source, line: int, said: Said) -> Slip | None:
    """
    Return what was meant at *line*, where libyaml has *said* something, and what mends it.

    None where it could be meant in several ways, or *line* is past the end.
    """
    if line > len(source.lines):
        return None
    if said is TAB:
        return without_tabs(source, line)
    if said is COLON:
        return stray(source, line) or further_in(source, line) or in_quotes(source, line)
    return with_colon(source, line) if said is NO_COLON else None


def without_tabs(source: Source, line: int) -> Slip | None:
    """Return the edits that indent by blanks: this line, and all that begin with a tab."""
    found = BLANKS.match(source.lines[line - 1])
    if not found or "\t" not in found[0]:
        return None
    edits = edits_to(source, line)
    at = Span(source.name, line, found[0].index("\t") + 1, 1)
    return (TAB, at, edits) if edits else None


def with_colon(source: Source, line: int) -> Slip | None:
    """Return the edit that gives a field its colon and the blank after it."""
    found = FIELD.fullmatch(source.lines[line - 1])
    if not found:
        return None
    at = Span(source.name, line, found.start("colon") + 1, 1)
    rest = found["rest"]
    if found["colon"] == ":":
        odd = ODD.match(rest)
        if odd and rest.strip():
            after = Span(source.name, line, found.start("rest") + 1, odd.end())
            odd_one = ord(odd[0].strip(" ")[0])
            said = attrs.evolve(ODD_BLANK, message=ODD_BLANK.message.format(odd_one))
            return said, after, (Edit(after, " "),)
        # With "//" or a second colon it is an address or a time, and no field.
        if not rest or rest[0].isspace() or rest.startswith("//") or ":" in rest:
            return None
        return NO_BLANK, at, (Edit(at, ": "),)
    return WIDE_COLON, at, (Edit(at, ":" if rest.startswith(" ") or not rest else ": "),)


def above(source: Source, line: int) -> int:
    """Return the number of the nearest line above *line* that says something, or 0."""
    for number in range(line - 1, 0, -1):
        text = source.lines[number - 1].strip()
        if text and not text.startswith("#"):
            return number
    return 0


def words_of(source: Source, line: int) -> Span:
    """Return where the text of *line* stands, without the blanks around it."""
    text = source.lines[line - 1]
    return Span(source.name, line, len(text) - len(text.lstrip()) + 1, len(text.strip()))


def name_of(source: Source, line: int) -> Span:
    """Return where the name of the field in *line* stands, or its first character."""
    at = words_of(source, line)
    found = KEY.fullmatch(source.lines[line - 1])
    return attrs.evolve(at, length=len(found["name"]) if found and found["name"] else 1)


def stray(source: Source, line: int) -> Slip | None:
    """Return the line at the top of the file that is no field, where the next line is one."""
    first = above(source, line)
    if not first or not KEY.fullmatch(source.lines[line - 1]) or ":" in source.lines[first - 1]:
        return None
    while before := above(source, first):
        first = before
        if ":" in source.lines[first - 1]:
            return None
    return STRAY, words_of(source, first), ()


def further_in(source: Source, line: int) -> Slip | None:
    """Return a field that is indented further than the one above, which has its value."""
    found, before = KEY.fullmatch(source.lines[line - 1]), above(source, line)
    upper = KEY.fullmatch(source.lines[before - 1]) if before else None
    if not found or not upper or not upper["value"] or found["name"] not in FIELDS:
        return None
    if len(found["before"]) <= len(upper["before"]):
        return None
    return INDENT, name_of(source, line), ()


def in_quotes(source: Source, line: int) -> Slip | None:
    """Return the edits that put a text with a colon in quotes, where it is plainly a text."""
    found = KEY.fullmatch(source.lines[line - 1])
    if not found or not found["value"] or found["name"] not in PROSES:
        return None
    value = found["value"]
    colon = WORD.search(value)
    if not colon or any(word[1] in FIELDS for word in WORD.finditer(value)):
        return None
    at = Span(source.name, line, found.start("value") + colon.end(1) + 1, 1)
    after = next((text for text in source.lines[line:] if text.strip()), "")
    goes_on = len(after) - len(after.lstrip()) > len(found["before"])
    if goes_on or " #" in value or not value[0].isalnum():
        return None
    quote = "'" if '"' in value or "\\" in value else '"'
    inside = value.replace("'", "''") if quote == "'" else value
    whole = Span(source.name, line, found.start("value") + 1, len(value))
    return PROSE, at, (Edit(whole, f"{quote}{inside}{quote}"),)
