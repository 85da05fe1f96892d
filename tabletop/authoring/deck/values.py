"""What stands in the fields of a file: each read as what it should be, or noted as a problem."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, Final

import attrs

from tabletop.authoring.text.fields import FIELDS, FORMS, PHRASES, Field
from tabletop.authoring.text.findings import (
    Confidence,
    Diagnostic,
    Edit,
    Pointer,
    a,
    listed,
    quoted,
)
from tabletop.authoring.text.nodes import Entry, Group, Listing, Node, Scalar, stretch
from tabletop.authoring.text.source import Source, Span
from tabletop.game.clean import LINE, MARKS, NAME, PAGE, clean, clean_line
from tabletop.language.expr import Number
from tabletop.language.ids import METHODS
from tabletop.language.problem import did_you_mean, plainly_meant

WIDE: Final = {"\u3000": "  "}
"""Blanks that are as wide as two."""


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


TURNS: Final = 4_095
"""Turns of the longest session."""

ENOUGH: Final = 1_000
"""Problems of one file after which no more are collected."""

WHOLE: Final = re.compile(r"[+-]?[0-9]{1,15}")


@attrs.define
class Findings:
    """The problems of one file, as they are found."""

    source: Source
    found: list[Diagnostic] = attrs.field(factory=list)

    @property
    def are_enough(self) -> bool:
        """Whether no more are collected."""
        return len(self.found) >= ENOUGH

    def add(
        self,
        code: str,
        span: Span,
        message: str,
        *,
        label: str = "",
        help: str = "",
        second: Pointer | None = None,
        fix: tuple[Edit, ...] = (),
    ) -> None:
        """Keep one problem."""
        if not self.are_enough:
            self.found.append(Diagnostic(code, span, message, label, help, second, fix=fix))

    def warn(
        self,
        code: str,
        span: Span,
        message: str,
        *,
        label: str = "",
        help: str = "",
        fix: tuple[Edit, ...] = (),
        confidence: Confidence = "exact",
    ) -> None:
        """Keep one problem that does not stop the deck from being played."""
        if not self.are_enough:
            self.found.append(
                Diagnostic(code, span, message, label, help, None, "warning", fix, confidence)
            )


@attrs.frozen
class Word:
    """One name in a list of names, and where it stands."""

    text: str
    span: Span


def note_again(findings: Findings, table: Group) -> None:
    """Report keys that stand twice in *table*."""
    first = {entry.name: entry.key.span for entry in table.entries}
    for entry in table.again:
        findings.add(
            "S104",
            entry.key.span,
            f"{quoted(entry.name)} is given twice",
            label="here again",
            help=both(entry),
            second=Pointer(first[entry.name], "it stands here first"),
        )


def both(entry: Entry) -> str:
    """Return what to do with *entry*, which is there a second time: nothing is thrown away."""
    if isinstance(entry.value, Scalar):
        return "keep one of them"
    inside = "lines" if isinstance(entry.value, Group) else "items"
    return f'put the {inside} of both under one "{clean_line(entry.name, 40)}:"'


def shape(node: Node) -> str:
    """Return what *node* is, in a word or two."""
    if isinstance(node, Scalar):
        return "text" if not node.is_empty else "nothing"
    return "a list" if isinstance(node, Listing) else "a group of fields"


def whole(findings: Findings, node: Scalar, what: str, low: int, high: int) -> int | None:
    """Return the whole number that *node* is, or None with a problem noted."""
    text = node.text.replace("_", "")
    if not WHOLE.fullmatch(text):
        findings.add(
            "S106",
            node.span,
            f"{what} is {quoted(node.text)}, and a whole number was expected",
            label="no whole number",
            help=f"write a number from {low} to {high}",
            fix=narrowed(node),
        )
        return None
    number = int(text)
    if not low <= number <= high:
        findings.add(
            "S107",
            node.span,
            f"{what} is {number}, which is not from {low} to {high}",
            label="out of bounds",
            help=f"write a number from {low} to {high}",
        )
        return None
    return number


def narrowed(node: Scalar) -> tuple[Edit, ...]:
    """Return the edit that writes full-width digits as plain ones, if that makes a number."""
    plain = unicodedata.normalize("NFKC", node.text).strip()
    return instead(node, plain) if WHOLE.fullmatch(plain) else ()


def instead(node: Scalar, text: str) -> tuple[Edit, ...]:
    """
    Return the edit that writes *text* in the place of *node*.

    There is none for no *text*, nor where *node* goes over several lines.
    """
    if (
        not text
        or node.style in ("|", ">")
        or node.span.length != node.end - node.start
        or text == node.text
    ):
        return ()
    return (Edit(node.span, text),)


def names_in(findings: Findings, node: Node, what: str) -> tuple[Word, ...]:
    """Return the names in *node*, from a list or separated by commas, as often as they stand."""
    found: list[Word] = []
    if isinstance(node, Scalar):
        found = split(findings.source, node)
    elif isinstance(node, Listing):
        for item in node.items:
            if isinstance(item, Scalar) and not item.is_empty:
                found += split(findings.source, item)
            else:
                findings.add(
                    "S105",
                    item.span,
                    f"{what} lists {shape(item)} where a name was expected",
                    label="a name was expected here",
                    help="write one name on each line of the list",
                )
    else:
        findings.add(
            "S105",
            node.span,
            f"{what} is a group of fields, and names were expected",
            label="names were expected here",
            help="separate the names by commas",
        )
    return tuple(found)


def words(findings: Findings, node: Node, what: str) -> tuple[Word, ...]:
    """Return the names in *node* as `names_in`, each once; a second time is a problem."""
    first: dict[str, Span] = {}
    for word in names_in(findings, node, what):
        if word.text in first:
            findings.add(
                "N206",
                word.span,
                f"{what} lists {quoted(word.text)} twice",
                label="here again",
                help="keep one of them",
                second=Pointer(first[word.text], "listed here first"),
            )
        first.setdefault(word.text, word.span)
    return tuple(Word(text, span) for text, span in first.items())


def split(source: Source, node: Scalar) -> list[Word]:
    """Return the parts between the commas of *node*, without the blanks around them."""
    parts = re.finditer(r"[^,\s](?:[^,]*[^,\s])?", node.text[:LINE])
    return [Word(m[0], stretch(source, node, m.start(), m.end())) for m in parts]


def unshowable(text: str) -> str:
    """Return what in *text* cannot be shown, such as "the character U+202E", or ""."""
    if text.isascii() and text.isprintable():
        return ""
    for c in text:
        if not c.isprintable() and c not in "\n\t" and not c.isspace():
            return f"the character U+{ord(c):04X}"
    if re.search(rf"[\u0300-\u036f\u20d0-\u20f0]{{{MARKS + 1}}}", text):
        return f"more than {MARKS} accents on one letter"
    return ""


BLANK: Final = {"line": "", "kind": "", "rule": Number(0), "number": Number(0)}
"""What stands in the place of a field that must be there, and is not, or makes no sense."""

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
        self, findings: Findings, table: Group, part: str, what: str, place: Span | None = None
    ) -> None:
        """
        Look over the names of the fields.

        Args:
            part: Which fields it may have, those of `FORMS`.
            what: What is being read, such as `card "second_track"`.
            place: Where to point when a field is missing; its first field, if not said.
        """
        self.findings = findings
        self.forms = FORMS[part]
        self.what = what
        self.place = place or table.entries[0].key.span
        self.entries = {entry.name: entry for entry in table.entries}
        note_again(findings, table)
        for entry in table.entries:
            if entry.name[:1].isspace() and not entry.key.style:
                self.note_blanks(entry)
            elif entry.name not in self.forms:
                note_unknown(findings, what, entry, self.forms, self.entries)

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

    def value(self, name: str) -> Node | None:
        """Return what stands in the field, or None when nothing does."""
        entry = self.entries.get(name)
        if entry is None:
            if self.forms[name].is_required:
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

    def scalar(self, name: str) -> Scalar | None:
        """Return the text that stands in the field; another shape is a problem."""
        node = self.value(name)
        if node is None or isinstance(node, Scalar):
            return node
        self.misshapen(name, node, "text")
        return None

    def table(self, name: str) -> Group | None:
        """Return the fields that stand in the field; another shape is a problem."""
        node = self.value(name)
        if node is None or isinstance(node, Group):
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

    def read(self, name: str) -> Any:
        """Return what stands in a field whose form needs no names; None for nothing of use."""
        form = self.forms[name]
        match form.kind:
            case "line":
                return self.line(name) or None
            case "text":
                return self.text(name)
            case "flag":
                return self.flag(name)
            case "whole":
                low, high = form.of.split()
                return self.whole(name, int(low), int(high))
            case "one":
                said = self.choice(name, form.words)
                # One word alone says yes, if it is there.
                return said if len(form.words) > 1 else said is not None
            case "form" if form.of in ("lasts", "after"):
                return self.turns(name)
            case _:
                raise ValueError(f"{name} is not read by its form alone")

    def all(self, names: Iterable[str]) -> dict[str, Any]:
        """Return what stands in those fields of *names* that are there, by what they set."""
        found: dict[str, Any] = {}
        for name in names:
            form = self.forms[name]
            value = self.read(name) if name in self or form.is_required else None
            if value is None and form.is_required:
                value = BLANK.get(form.kind)
            if value is not None:
                found[form.attribute] = value
        return found

    def text(self, name: str) -> str:
        """Return text of several lines, cleaned; "" when there is none."""
        node = self.scalar(name)
        return self.shown(name, node, PAGE, clean) if node else ""

    def line(self, name: str) -> str:
        """Return text on one line, cleaned; "" when there is none."""
        form, node = self.forms[name], self.scalar(name)
        most = int(form.of) if form.of else NAME
        line = self.shown(name, node, most, clean_line) if node else ""
        if form.is_required and node and not line:
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

    def whole(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number from *low* to *high*, both inclusive, or None."""
        node = self.scalar(name)
        if node is None:
            return None
        return whole(self.findings, node, f'"{name}" of {self.what}', low, high)

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

    def choice(self, name: str, known: Sequence[str], also: Sequence[str] = ()) -> str | None:
        """Return the one of *known*, or those *also* understood, that the field holds, or None."""
        node = self.scalar(name)
        if node is None:
            return None
        said = " ".join(node.text.split())
        if said in known or said in also:
            return said
        known = (*known, *also)
        self.findings.add(
            "S108",
            node.span,
            f'"{name}" of {self.what} is {quoted(node.text)}, and {listed(known)} was expected',
            label="none of these",
            help=did_you_mean(node.text, known),
            fix=instead(node, plainly_meant(node.text, known)),
        )
        return None

    def match(self, name: str) -> "re.Match[str] | None":
        """Return the match of the whole field with the words that its form asks for."""
        node = self.scalar(name)
        if node is None:
            return None
        form = self.forms[name]
        phrase = PHRASES[form.of]
        found = phrase.form.fullmatch(" ".join(node.text.split()))
        if found is None:
            self.findings.add(
                "S108",
                node.span,
                f'"{name}" of {self.what} cannot be {quoted(node.text)}',
                label="not understood",
                help=f"write it like this: {name}: {form.example}",
                fix=instead(node, phrase.mended(node.text)),
            )
        return found

    def turns(self, name: str) -> int | None:
        """Return the number of turns in the field, from 1 to `TURNS`, or None."""
        found = self.match(name)
        if found is None:
            return None
        number = int(found["n"])
        if 1 <= number <= TURNS:
            return number
        self.findings.add(
            "S107",
            self.span(name),
            f'"{name}" of {self.what} is {number} turns, which is not from 1 to {TURNS}',
            label="out of bounds",
            help=f"write it like this: {name}: {self.forms[name].example}",
        )
        return None

    def words(self, name: str) -> tuple[Word, ...]:
        """Return the names in the field, from a list or separated by commas, each once."""
        node = self.value(name)
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
                    second=Pointer(self.key(first), "the other one"),
                )

    def need(self, name: str, is_met: bool, message: str, help: str) -> None:
        """Report when the field *name* is there and what it needs is not."""
        if name in self and not is_met:
            self.findings.add(
                "S110", self.key(name), f"{self.what} {message}", label="of no use here", help=help
            )


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

NO_SLIPS: Final = FIELDS.union(OTHER_WORDS)
"""A field that another part has is misplaced, not misspelt."""


def note_unknown(
    findings: Findings,
    what: str,
    entry: Entry,
    known: Mapping[str, Field],
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


def advice(entry: Entry, known: Mapping[str, Field], present: Container[str]) -> str:
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
    if not isinstance(node, Group):
        return None
    names = {entry.name for entry in node.entries}
    best, most = None, 1
    for section, form in FORMS["deck"].items():
        if form.kind == "parts" and form.of in FORMS:
            count = len(names.intersection(FORMS[form.of]))
            if count > most:
                best, most = (section, form.of), count
    return best


def respelt(entry: Entry, known: Mapping[str, Field], present: Container[str]) -> tuple[Edit, ...]:
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


def can_hold(form: Field, node: Node) -> bool:
    """Return whether *node* may stand in a field of that *form*, as far as its shape goes."""
    if form.kind in ("parts", "fields"):
        return isinstance(node, Group)
    if form.kind not in ("flag", "whole", "one", "line", "text"):
        return True
    if not isinstance(node, Scalar):
        return False
    text = " ".join(node.text.split())
    if form.kind == "flag":
        return text.lower() in YES_NO
    if form.kind == "whole":
        return bool(WHOLE.fullmatch(text) or re.fullmatch(r"\d{1,15}", text))
    if form.kind == "one" and form.words is not METHODS:
        return bool(plainly_meant(text, form.words))
    return True
