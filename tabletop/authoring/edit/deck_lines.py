"""A line of a deck by itself: the inks it is painted in, and what keys write after it."""

import re
from collections.abc import Sequence
from typing import Final

from tabletop.authoring.edit.outline import BLOCK, KEY

STEP: Final = 2
"""Blanks by which a deck is indented."""

OPENS: Final = re.compile(r":(?: +[|>][-+0-9]*)? *(?: #.*)?$")
ITEM: Final = re.compile(r"( *)- +(\S.*)?$")
REFUSED: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def typed(text: str, newline: str) -> str:
    """Return *text*, typed or pasted, as it may go into a deck whose lines end in *newline*."""
    lines = REFUSED.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return newline.join(lines)


def new_line(before: str) -> tuple[str, int]:
    """
    Return what enter writes after *before*, and how many characters of it go away.

    A field without a value opens a deeper line, an item of a list the next one; an item that
    says nothing ends the list.
    """
    blanks = len(before) - len(before.lstrip(" "))
    if item := ITEM.match(before):
        if item[2] is None:
            return "", len(before) - len(item[1])
        if OPENS.search(before):
            return f"\n{item[1]}    ", 0
        return f"\n{item[1]}- ", 0
    deeper = STEP if OPENS.search(before) and not before.lstrip().startswith("#") else 0
    return "\n" + " " * (blanks + deeper), 0


def deletion(before: str) -> int:
    """Return how many characters backspace deletes after *before*: a whole step of blanks."""
    if before and not before.strip(" "):
        return (len(before) - 1) % STEP + 1
    return 1


def indented(line: str) -> str:
    """Return *line* one step deeper; an empty one stays empty."""
    return " " * STEP + line if line.strip() else line


def dedented(line: str) -> str:
    """Return *line* one step less deep."""
    blanks = len(line) - len(line.lstrip(" "))
    return line[min(blanks, STEP) :]


def found_after(lines: Sequence[str], wanted: str, row: int, column: int) -> tuple[int, int] | None:
    """Return where *wanted* stands next after *row* and *column*, round the end, in any case."""
    for step in range(len(lines) + 1):
        at = (row + step) % len(lines)
        found = lines[at].lower().find(wanted.lower(), column + 1 if step == 0 else 0)
        if found >= 0:
            return at, found
    return None


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
