"""
Slips that libyaml notices too late, found in the lines before.

A quotation mark or a bracket that is not closed swallows the lines that follow, and a field
without its colon becomes a part of its neighbour; libyaml complains of the first sign it cannot
place, which may stand a hundred lines below.
"""

import re
from typing import Final

import attrs

from tabletop.authoring.text.fields import FIELDS
from tabletop.authoring.text.findings import Edit
from tabletop.authoring.text.source import Source, Span
from tabletop.authoring.text.yaml_words import BRACE, BRACKET, NO_COLON, QUOTE, Said

FIELD: Final = re.compile(r" *(?:- )?[a-z][a-z0-9_]*:(?: .*)?$")
QUOTED: Final = re.compile(r"( *(?:- )?(?:[a-z][a-z0-9_]*: +)?)(\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$")
OPENED: Final = re.compile(r"( *(?:- )?[a-z][a-z0-9_]*: +)([\[{])([^\[\]{}\"'#]*)$")
BARE: Final = re.compile(r"( *)([a-z][a-z0-9_]*)( *=)? +\S.*$")

HERE: Final = "opened here, and closed nowhere"

Slip = tuple[Said, Span, tuple[Edit, ...]]


def slip_before(source: Source, line: int) -> Slip | None:
    """
    Return the first slip in the lines down to *line*, at which libyaml gave up.

    Only what is followed by a line that looks like the next field is taken for one.
    """
    lines = source.lines[:line]
    for number, text in enumerate(lines, 1):
        after = next((t for t in source.lines[number : number + 3] if t.strip()), "")
        if after and not FIELD.match(after):
            continue
        if found := QUOTED.match(text):
            said = attrs.evolve(QUOTE, label=HERE)
            return said, Span(source.name, number, len(found[1]) + 1, len(found[2].rstrip())), ()
        if (found := OPENED.match(text)) and not found[3].rstrip().endswith(","):
            said = attrs.evolve(BRACKET if found[2] == "[" else BRACE, label=HERE)
            return said, Span(source.name, number, len(found[1]) + 1, 1), ()
        if number + 1 < line or not (found := BARE.match(text)) or found[2] not in FIELDS:
            continue
        at = Span(source.name, number, len(found[1]) + 1, len(found[2]))
        gap = Span(source.name, number, found.end(2) + 1, len(found[3] or ""))
        return NO_COLON, at, (Edit(gap, ":"),)
    return None
