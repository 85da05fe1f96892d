"""The fields of each part of a file: which there are, and each read as what stands in it."""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from tabletop.authoring.deck.values import (
    WHOLE,
    Findings,
    Slip,
    Word,
    blanks_before,
    instead,
    invisible,
    note_again,
    shape,
    unshowable,
    whole,
    words,
)
from tabletop.authoring.text.findings import Edit, Place, listed, quoted
from tabletop.authoring.text.forms import FORMS, Form
from tabletop.authoring.text.nodes import Entry, Node, Scalar, Table
from tabletop.authoring.text.source import Span
from tabletop.game.clean import NAME, PAGE, clean, clean_line
from tabletop.language.problem import did_you_mean, plainly_meant

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


W = TypeVar("W", bound=str)

YES_NO: Final = {"yes": True, "true": True, "no": False, "false": False}

HOW: Final = {
    "text": 'write it as "{name}: ..." on one line, or put it in quotes',
    "fields": 'write the fields below "{name}:", each on a line of its own and indented',
    "text or a list": 'write one sentence after "{name}:", or a list of them below it',
}


class Fields:
    """
    One mapping, asked for its fields by name.

    What is missing, misshapen or unknown goes to the *findings*; the caller gets the default
    and reads on, so that all problems of a file come to light at once.
    """

    def __init__(
        self, findings: Findings, table: Table, what: str, known: Mapping[str, Form], place: Span
    ) -> None:
        """
        Look over the names of the fields.

        Args:
            what: What is being read, such as `card "second_track"`.
            known: The fields it may have.
            place: Where to point when a field is missing.
        """
        self.findings = findings
        self.what = what
        self.place = place
        self.entries = {entry.name: entry for entry in table.entries}
        note_again(findings, table)
        for entry in table.entries:
            if entry.name[:1].isspace() and not entry.key.style:
                self.note_blanks(entry)
            elif entry.name not in known:
                note_unknown(findings, what, entry, known, self.entries)

    def note_blanks(self, entry: Entry) -> None:
        """Report a field that stands behind blanks that YAML takes for a part of its name."""
        self.findings.add(
            "S102",
            entry.key.span,
            f"before {quoted(entry.name)} stands the character U+{ord(entry.name[0]):04X}, "
            "which looks like a blank and is none",
            label="begins with no blank",
            help="delete what stands before the name, and put blanks there",
            fix=blanks_before(self.findings.source, entry.key),
        )

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def span(self, name: str) -> Span:
        """Return where to point when the value of *name* is meant."""
        entry = self.entries.get(name)
        return entry.place if entry else self.place

    def key(self, name: str) -> Span:
        """Return where to point when the field *name* itself is meant."""
        entry = self.entries.get(name)
        return entry.key.span if entry else self.place

    def value(self, name: str, *, required: bool = False) -> Node | None:
        """Return what stands in the field, or None when nothing does."""
        entry = self.entries.get(name)
        if entry is None:
            if required:
                self.missing(name)
            return None
        if isinstance(entry.value, Scalar) and entry.value.is_empty:
            self.blank(name)
            return None
        return entry.value

    def blank(self, name: str) -> None:
        self.findings.add(
            "S103",
            self.key(name),
            f'nothing stands in the field "{name}" of {self.what}',
            label="its value is missing",
            help="give it a value, or remove the line",
        )

    def missing(self, name: str) -> None:
        self.findings.add(
            "S103",
            self.place,
            f'{self.what} has no "{name}"',
            label=f'"{name}" is missing',
            help=f'add a line "{name}: ..."',
        )

    def scalar(self, name: str, *, required: bool = False) -> Scalar | None:
        """Return the text that stands in the field; another shape is a problem."""
        node = self.value(name, required=required)
        if node is None or isinstance(node, Scalar):
            return node
        self.misshapen(name, node, "text")
        return None

    def table(self, name: str, *, required: bool = False) -> Table | None:
        """Return the fields that stand in the field; another shape is a problem."""
        node = self.value(name, required=required)
        if node is None or isinstance(node, Table):
            return node
        self.misshapen(name, node, "fields")
        return None

    def misshapen(self, name: str, node: Node, wanted: str, help: str = "") -> None:
        self.findings.add(
            "S105",
            node.span,
            f'"{name}" of {self.what} is {shape(node)}, and {wanted} was expected',
            label=f"{wanted} was expected here",
            help=help or HOW[wanted].format(name=name),
        )

    def text(self, name: str, *, most: int = PAGE) -> str:
        """Return text of several lines, cleaned; "" when there is none."""
        node = self.scalar(name)
        return self.shown(name, node, most, clean) if node else ""

    def line(self, name: str, *, most: int = NAME, required: bool = False) -> str:
        """Return text on one line, cleaned; "" when there is none."""
        node = self.scalar(name, required=required)
        line = self.shown(name, node, most, clean_line) if node else ""
        if required and node and not line:
            self.blank(name)
        return line

    def shown(self, name: str, node: Scalar, most: int, cleaned: Callable[[str, int], str]) -> str:
        """Return the text of *node* as it will be shown, and note what had to go."""
        text = node.text
        if len(text.strip()) > most:
            self.findings.add(
                "S112",
                node.span,
                f'"{name}" of {self.what} has {len(text):,} characters, and {most:,} at most fit',
                label="too long",
                help="shorten it",
            )
        elif odd := unshowable(text):
            self.findings.warn(
                "S111",
                node.span,
                f'"{name}" of {self.what} holds {odd}, which no screen shows as it stands',
                label="it is left out",
                help="remove it from the text",
                fix=invisible(self.findings.source, node),
            )
        return cleaned(text, most)

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int | None:
        """Return a whole number from *low* to *high*, both inclusive, or *default*."""
        node = self.scalar(name)
        if node is None:
            return default
        return whole(self.findings, node, f'"{name}" of {self.what}', low, high, default)

    def flag(self, name: str) -> bool:
        """Return whether the field says yes; False when it is not there."""
        node = self.scalar(name)
        if node is None:
            return False
        if node.text.lower() not in YES_NO:
            self.findings.add(
                "S108",
                node.span,
                f'"{name}" of {self.what} is {quoted(node.text)}, and yes or no was expected',
                label="yes or no",
            )
        return YES_NO.get(node.text.lower(), False)

    def choice(self, name: str, known: Sequence[W], default: W, *, required: bool = False) -> W:
        """Return the one of *known* that the field holds, or *default*."""
        node = self.scalar(name, required=required)
        if node is None:
            return default
        for word in known:
            if word == " ".join(node.text.split()):
                return word
        self.findings.add(
            "S108",
            node.span,
            f'"{name}" of {self.what} is {quoted(node.text)}, and {listed(known)} was expected',
            label="none of these",
            help=did_you_mean(node.text, known),
            fix=instead(node, plainly_meant(node.text, known)),
        )
        return default

    def match(
        self, name: str, form: "re.Pattern[str]", example: str, slip: Slip | None = None
    ) -> "re.Match[str] | None":
        """
        Return the match of the whole field with *form*; an *example* of it is in the help.

        *slip* is how else it is written, and how the same is written here.
        """
        node = self.scalar(name)
        if node is None:
            return None
        found = form.fullmatch(" ".join(node.text.split()))
        if found is None:
            self.findings.add(
                "S108",
                node.span,
                f'"{name}" of {self.what} cannot be {quoted(node.text)}',
                label="not understood",
                help=f"write it like this: {name}: {example}",
                fix=instead(node, slip.mended(node.text) if slip else ""),
            )
        return found

    def words(self, name: str, *, required: bool = False) -> tuple[Word, ...]:
        """Return the names in the field, from a list or separated by commas, each once."""
        node = self.value(name, required=required)
        if node is None:
            return ()
        return words(self.findings, node, f'"{name}" of {self.what}')

    def exclude(self, name: str, others: Iterable[str], why: str) -> None:
        """Report when a field beside *name* makes no sense, and *why*."""
        for other in others:
            if name in self and other in self:
                first, later = sorted((name, other), key=lambda n: self.key(n))
                self.findings.add(
                    "S109",
                    self.key(later),
                    f'{self.what} has both "{name}" and "{other}"',
                    label=f'cannot stand beside "{first}"',
                    help=why,
                    second=Place(self.key(first), "the other one"),
                )

    def need(self, name: str, is_met: bool, message: str, help: str) -> None:
        """Report when the field *name* is there and what it needs is not."""
        if name in self and not is_met:
            self.findings.add(
                "S110", self.key(name), f"{self.what} {message}", label="of no use here", help=help
            )
