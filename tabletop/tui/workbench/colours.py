"""
Deck text in the few inks of the house: names of fields, remarks, numbers, words of the rules.

A light reader of one line at a time. A grammar for a whole YAML would be a heavy dependency, takes
four times as long for a key, and knows no rules of play.
"""

import re
from typing import Final

from tabletop.authoring.outline import BLOCK, KEY

Ink = tuple[int, int, str]
"""A stretch of a line, from and to (exclusive), and what it is."""

LONGEST: Final = 400
"""Characters of a line that are inked; a longer one is prose."""

REMARK: Final = re.compile(r"(?:^|(?<=\s))#.*$")
TOKEN: Final = re.compile(
    r"(?P<quote>\"[^\"]*\"?|'[^']*'?)"
    r"|(?P<field>(?<=[{,]) *[a-z_][a-z0-9_]* *:(?= |$))"
    r"|(?P<number>(?<![\w.])[-+]?\d+%?(?!\w))"
    r"|(?P<word>\b(?:and|or|not|if|min|max|to|any|other|actor|open|covert|yes|no|after|until|turns?)\b)"
    r"|(?P<sign>[{}\[\],]|[<>!]?=|[<>*])"
)
PROSE: Final = frozenset(
    "title name text brief discuss source sources alt image minutes language".split()
)


def next_depth(depth: int, line: str) -> int:
    """
    Return the depth of folded prose after *line*, which has the depth *depth*; -1 for none.

    The depth is how far the field is indented whose text the prose is.
    """
    if depth >= 0:
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip() or indent > depth:
            return depth
    found = KEY.match(line)
    if found is None or not found[3] or not BLOCK.match(found[3].strip()):
        return -1
    return len(found[1])


def inks(line: str, depth: int) -> list[Ink]:
    """Return the inks of *line*, in order and apart; *depth* tells whether it is folded prose."""
    line = line[:LONGEST]
    if depth >= 0 and (not line.strip() or len(line) - len(line.lstrip(" ")) > depth):
        return [(0, len(line), "prose")] if line.strip() else []
    found: list[Ink] = []
    remark = REMARK.search(line)
    code = line[: remark.start()] if remark else line
    key = KEY.match(code)
    start, is_prose = 0, False
    if key is not None:
        start = key.end(2)
        found.append((key.start(2), start, "field"))
        is_prose = key[2] in PROSE and not (key[3] or "").startswith(("{", "["))
    if is_prose:
        found.append((start, len(code), "prose"))
    else:
        found += words(code, start)
    if remark is not None:
        found.append((remark.start(), len(line), "remark"))
    return found


def words(code: str, start: int) -> list[Ink]:
    """Return the inks of the part of a line in which a rule, names or fields in braces stand."""
    found: list[Ink] = []
    skip_to = start
    for token in TOKEN.finditer(code, start):
        kind = token.lastgroup or ""
        if token.start() < skip_to:
            continue
        if kind == "field":
            found.append((token.start(), token.end() - 1, "field"))
            if token[0].strip(" :") in PROSE:
                stop = re.compile(r"[,}]").search(code, token.end())
                skip_to = stop.start() if stop else len(code)
                found.append((token.end(), skip_to, "prose"))
        else:
            found.append((token.start(), token.end(), kind))
    return found
