"""Fields that a part of a deck does not have, and what was probably meant by them."""

import re
from collections.abc import Container, Mapping
from typing import Final

from tabletop.authoring.diagnostic import Edit, listed, quoted
from tabletop.authoring.forms import FORMS, Form
from tabletop.authoring.nodes import Entry, Node, Scalar, Table
from tabletop.authoring.values import WHOLE, Findings, instead
from tabletop.game.language.problem import did_you_mean, plainly_meant

MOST: Final = 5
"""Fields that are named where none is near."""

SHORT: Final = 4
"""Letters of a word in which no more than one is a slip."""

OTHER_WORDS: Final = {
    "picture": "image",
    "photo": "image",
    "description": "text",
    "name": "title",
    "player": "by",
    "actor": "by",
    "actors": "by",
    "price": "cost",
    "requires": "needs",
    "condition": "needs",
    "odds": "chance",
    "probability": "chance",
}
"""What people write who have not read how a field is called, and how it is called."""

ELSEWHERE: Final = frozenset(name for known in FORMS.values() for name in known)
"""Fields that some part has: in another they are misplaced, not misspelt."""

NO_SLIPS: Final = ELSEWHERE.union(OTHER_WORDS)

YES_NO: Final = ("yes", "no", "true", "false")


def note_unknown(
    findings: Findings,
    what: str,
    entry: Entry,
    known: Mapping[str, Form],
    present: Container[str],
) -> None:
    """Report the field *entry* of *what*, which is none of *known*."""
    findings.add(
        "S102",
        entry.key.span,
        f"{what} has no field {quoted(entry.name)}",
        label="no such field",
        help=advice(entry, known, present),
        fix=respelt(entry, known, present),
    )


def advice(entry: Entry, known: Mapping[str, Form], present: Container[str]) -> str:
    """Return what the author can do about *entry*."""
    if known is FORMS["deck"] and (found := part_like(entry.value)):
        section, part = found
        return f'{a(part)} stands further in, under "{section}:", like the others there'
    other = OTHER_WORDS.get(entry.name.lower(), "")
    if other in known:
        return f'did you mean "{other}"?'
    able = [name for name, form in known.items() if can_hold(form, entry.value)]
    asked = did_you_mean(entry.name, able)
    if asked:
        return asked
    free = [name for name in able if name not in present] or list(known)
    if len(free) <= MOST:
        return f"it may have {listed(free)}"
    return f"it may have {', '.join(free[:MOST])} and {len(free) - MOST} more"


def part_like(node: Node) -> tuple[str, str] | None:
    """Return the section and the part that the fields of *node* make it, if two of them do."""
    if not isinstance(node, Table):
        return None
    names = {entry.name for entry in node.entries}
    best, most = None, 1
    for section, form in FORMS["deck"].items():
        part = form.shape.removeprefix("parts ")
        if form.shape.startswith("parts ") and part in FORMS:
            count = len(names.intersection(FORMS[part]))
            if count > most:
                best, most = (section, part), count
    return best


def a(part: str) -> str:
    return f"{'an' if part[0] in 'aeio' else 'a'} {part}"


def respelt(entry: Entry, known: Mapping[str, Form], present: Container[str]) -> tuple[Edit, ...]:
    """
    Return the edit that writes the field as it is plainly meant.

    There is none but for a slip of the keyboard, nor where the field stands here already or
    cannot hold what is written.
    """
    meant = plainly_meant(entry.name, known)
    if (
        meant in present
        or not is_slip(entry.name, meant)
        or not can_hold(known[meant], entry.value)
    ):
        return ()
    return instead(entry.key, meant)


def is_slip(written: str, meant: str) -> bool:
    """Return whether both begin alike and one letter, or two of a longer word, are amiss."""
    written = written.casefold()
    if not meant or written[:1] != meant[:1] or written in NO_SLIPS:
        return False
    return amiss(written[:80], meant) <= (1 if len(meant) <= SHORT else 2)


def amiss(written: str, meant: str) -> int:
    """Return how many letters are left out, added, mistaken or swapped with the next."""
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for row, letter in enumerate(written, 1):
        now = [row]
        for column, other in enumerate(meant, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != other))
            swapped = written[row - 2 : row] == meant[column - 2 : column][::-1]
            if row > 1 and column > 1 and swapped:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]


def can_hold(form: Form, node: Node) -> bool:
    """Return whether *node* may stand in a field of that *form*, as far as its shape goes."""
    shape, _, of = form.shape.partition(" ")
    if shape in ("parts", "fields"):
        return isinstance(node, Table)
    if shape not in ("flag", "whole", "one", "line", "text"):
        return True
    if not isinstance(node, Scalar):
        return False
    text = " ".join(node.text.split())
    if shape == "flag":
        return text.lower() in YES_NO
    if shape == "whole":
        return bool(WHOLE.fullmatch(text) or re.fullmatch(r"\d{1,15}", text))
    choices = [choice.strip() for choice in of.removeprefix("of ").split("|")]
    if shape == "one" and "METHOD" not in choices:
        return bool(plainly_meant(text, choices))
    return True
