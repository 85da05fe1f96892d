"""Single values out of a file: numbers, names in a list, text that can be shown."""

import re
import unicodedata
from typing import Final

import attrs

from tabletop.authoring.text.findings import Confidence, Diagnostic, Edit, Place, quoted
from tabletop.authoring.text.nodes import Entry, Listing, Node, Scalar, Table
from tabletop.authoring.text.positions import stretch
from tabletop.authoring.text.source import Source, Span
from tabletop.game.clean import LINE, MARKS, clean_line

WIDE: Final = {"\u3000": "  "}
"""Blanks that are as wide as two."""


@attrs.frozen
class Slip:
    """
    Another way to write what a field holds.

    Attributes:
        form: What it looks like, full-width signs already made plain.
        here: How the same is written here, with the groups of *form*.
    """

    form: "re.Pattern[str]"
    here: str

    def mended(self, text: str) -> str:
        """Return *text* as it is written here, or "" if it is no such slip."""
        plain = " ".join(unicodedata.normalize("NFKC", text).split())
        found = self.form.fullmatch(plain)
        return re.sub(r"\b1 turns", "1 turn", found.expand(self.here)) if found else ""


RANGE: Final = Slip(
    re.compile(
        r"(-?\d{1,15}) ?(?:to|-|\u2010|\u2012|\u2013|\u2014|\u2212|~|\.\.\.?|,) ?(-?\d{1,15})"
    ),
    r"\1 to \2",
)
TURNS: Final = Slip(re.compile(r"(\d{1,6})(?: ?turns?)?"), r"\1 turns")
AFTER: Final = Slip(re.compile(r"(?:in |after )?(\d{1,6})(?: ?turns?)?"), r"after \1 turns")


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
        second: Place | None = None,
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


def note_again(findings: Findings, table: Table) -> None:
    """Report keys that stand twice in *table*."""
    first = {entry.name: entry.key.span for entry in table.entries}
    for entry in table.again:
        findings.add(
            "S104",
            entry.key.span,
            f"{quoted(entry.name)} is given twice",
            label="here again",
            help=both(entry),
            second=Place(first[entry.name], "it stands here first"),
        )


def both(entry: Entry) -> str:
    """Return what to do with *entry*, which is there a second time: nothing is thrown away."""
    if isinstance(entry.value, Scalar):
        return "keep one of them"
    inside = "lines" if isinstance(entry.value, Table) else "items"
    return f'put the {inside} of both under one "{clean_line(entry.name, 40)}:"'


def shape(node: Node) -> str:
    """Return what *node* is, in a word or two."""
    if isinstance(node, Scalar):
        return "text" if not node.is_empty else "nothing"
    return "a list" if isinstance(node, Listing) else "a group of fields"


def whole(
    findings: Findings, node: Scalar, what: str, low: int, high: int, default: int | None = None
) -> int | None:
    """Return the whole number that *node* is, or *default* with a problem noted."""
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
        return default
    number = int(text)
    if not low <= number <= high:
        findings.add(
            "S107",
            node.span,
            f"{what} is {number}, which is not from {low} to {high}",
            label="out of bounds",
            help=f"write a number from {low} to {high}",
        )
        return default
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
                second=Place(first[word.text], "listed here first"),
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
