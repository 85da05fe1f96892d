"""A problem in a file: a value, collected with its neighbours, never raised."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, Literal

import attrs

from tabletop.authoring.text.source import Span
from tabletop.game.clean import clean_line

CODE: Final = re.compile("[YSNRMPI][0-9]{3}")

Severity = Literal["error", "warning"]
Confidence = Literal["exact", "sampled"]


@attrs.frozen
class Pointer:
    """A second place that the author should look at, and why."""

    span: Span
    label: str


@attrs.frozen
class Edit:
    """What to write instead of a stretch of one line; an empty stretch is a place to put it."""

    span: Span
    text: str


@attrs.frozen
class Diagnostic:
    """
    Where, what, and what next.

    Attributes:
        code: Permanent; it has a page in `codes/codes.yaml`.
        message: What is wrong, without a full stop; offending text in double quotes.
        label: The same in a few words, under the offending text.
        help: What the author can do about it.
        fix: Does it, where there is only one way; all of it or nothing.
        confidence: Whether it is so, or was so in all plays that were tried of more.
    """

    code: str
    span: Span
    message: str
    label: str = ""
    help: str = ""
    second: Pointer | None = None
    severity: Severity = "error"
    fix: tuple[Edit, ...] = ()
    confidence: Confidence = "exact"

    def __attrs_post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"no diagnostic can have the code {self.code!r}")

    @property
    def is_refusal(self) -> bool:
        """Whether the file could not be read as YAML, so that nothing else is known of it."""
        return self.code.startswith("Y")


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return *diagnostics* by file, place and code, each once."""
    return tuple(
        sorted(dict.fromkeys(diagnostics), key=lambda d: (d.span, d.code, d.message, d.help))
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any of *diagnostics* is more than a warning."""
    return any(d.severity == "error" for d in diagnostics)


def quoted(text: str, most: int = 40) -> str:
    """Return *text* as it is quoted in a message: cleaned, cut at *most* characters."""
    return f'"{clean_line(text, most)}"'


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the one of *known* that was probably meant by *name*, or ""."""
    if len(name) > 80:
        return ""
    return next(iter(get_close_matches(name.lower(), list(known), 1, 0.6)), "")


def listed(words: Iterable[str], last: str = "or") -> str:
    """Return *words* as a person lists them: `a, b or c`."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def a(what: str) -> str:
    """Return *what* with its article."""
    return f"{'an' if what[0] in 'aeio' else 'a'} {what}"
