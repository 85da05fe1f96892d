"""What a key writes into deck text: blanks that count, and nothing that no deck may hold."""

import re
from typing import Final

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
