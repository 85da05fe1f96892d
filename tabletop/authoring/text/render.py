"""Diagnostics as a person reads them, with the lines they speak of, or as plain data."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.source import Source, Span
from tabletop.game.clean import MARKS, TAB, clean_line

WIDEST: Final = 120
"""Characters of a line that are shown; a longer line is shown around the place."""

BEFORE: Final = 60
"""Characters shown before the place in a line that is cut."""

LONGEST: Final = 1_000
"""Characters of a message."""

INK: Final = {
    "error": "1;31",
    "warning": "1;33",
    "message": "1",
    "frame": "34",
    "second": "34",
    "help": "36",
}


@attrs.frozen
class Pen:
    """Writes words in the ink of their role, or plainly."""

    colour: bool = False

    def __call__(self, role: str, words: str) -> str:
        return f"\x1b[{INK[role]}m{words}\x1b[0m" if self.colour and words else words


@attrs.frozen
class Excerpt:
    """One line of a file as shown, and the cells in it that are meant."""

    text: str
    indent: int
    width: int


def rendered(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], *, colour: bool = False
) -> str:
    """
    Return *diagnostics* in the order given, a blank line between them.

    *sources* are by name; a diagnostic of a file that is not among them has no excerpt.
    Every line ends in a line break; "" for no diagnostics.
    """
    pen = Pen(colour)
    return "\n".join(one(d, sources, pen) for d in diagnostics)


def one(diagnostic: Diagnostic, sources: Mapping[str, Source], pen: Pen) -> str:
    """Return one diagnostic, its lines ended."""
    severity, span, second = diagnostic.severity, diagnostic.span, diagnostic.second
    marked: list[tuple[Span, str, str, str]] = [(span, diagnostic.label, severity, "^")]
    if second is not None:
        marked.append((second.span, second.label, "second", "-"))
    shown = [mark for mark in marked if has_line(mark[0], sources)]
    width = max((len(str(mark[0].line)) for mark in shown), default=1)
    bar = pen("frame", f"{'':{width}} |")
    head = pen(severity, f"{severity}[{diagnostic.code}]")
    lines = [
        f"{head}{pen('message', ': ' + clean_line(diagnostic.message, LONGEST))}",
        f"{'':{width}} {pen('frame', '-->')} {clean_line(str(span))}",
    ]
    home = [mark for mark in shown if mark[0].file == span.file]
    away = [mark for mark in shown if mark[0].file != span.file]
    for group in (sorted(home, key=lambda mark: mark[0].line), away):
        if group is away and away:
            lines.append(f"{'':{width}} {pen('frame', ':::')} {clean_line(str(away[0][0]))}")
        last_line = 0
        for at, label, role, sign in group:
            part = excerpt(sources[at.file], at)
            if at.line != last_line:
                lines.append(f"{pen('frame', f'{at.line:>{width}} |')} {part.text}".rstrip())
            last_line = at.line
            under = f"{sign * part.width} {clean_line(label)}".rstrip()
            lines.append(f"{bar} {'':{part.indent}}{pen(role, under)}")
    if diagnostic.help:
        helped = pen("help", f"help: {clean_line(diagnostic.help, LONGEST)}")
        lines.append(f"{'':{width}} {pen('frame', '=')} {helped}")
    return "\n".join(lines) + "\n"


def has_line(span: Span, sources: Mapping[str, Source]) -> bool:
    """Return whether there is a line to show for *span*; none for a file as a whole."""
    source = sources.get(span.file)
    if source is None or (span.line, span.column, span.length) == (1, 1, 0):
        return False
    return span.line <= len(source.lines)


def excerpt(source: Source, span: Span) -> Excerpt:
    """Return the line of *span*, safe to show, cut around the place if it is long."""
    line = source.lines[span.line - 1]
    start, before, after = 0, "", ""
    if len(line) > WIDEST:
        start = max(0, min(span.column - 1 - BEFORE, len(line) - WIDEST))
        before = "..." if start else ""
        after = "..." if start + WIDEST < len(line) else ""
        line = line[start : start + WIDEST]
    column = min(span.column - 1 - start, len(line))
    length = max(1, min(span.length, len(line) - column))
    left = safe(line[:column], len(before))
    meant = safe(line[column : column + length], len(before) + cells(left))
    right = safe(line[column + length :], len(before) + cells(left) + cells(meant))
    text = f"{before}{left}{meant}{right.rstrip()}{after}"
    return Excerpt(text, len(before) + cells(left), max(cells(meant), 1))


def safe(text: str, column: int) -> str:
    """Return *text* with tabs expanded from *column*, and a mark for what cannot be shown."""
    kept: list[str] = []
    marks = 0
    for c in text:
        category = unicodedata.category(c)
        marks = marks + 1 if category[0] == "M" else 0
        if c == "\t":
            c = " " * (TAB - (column % TAB))
        elif category == "Zs":
            c = " "
        elif not c.isprintable():
            c = "\ufffd"
        elif marks > MARKS:
            continue
        kept.append(c)
        column += cells(c)
    return "".join(kept)


def cells(text: str) -> int:
    """Return how many columns of a terminal *text* takes, which is already safe."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(c) in ("Mn", "Me")
        else 1 + (unicodedata.east_asian_width(c) in "WF")
        for c in text
    )


def as_data(diagnostic: Diagnostic) -> dict[str, object]:
    """Return *diagnostic* as JSON has it; lines and columns from 1, lengths in characters."""
    data: dict[str, object] = {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "confidence": diagnostic.confidence,
        **where(diagnostic.span),
        "message": clean_line(diagnostic.message, LONGEST),
        "label": clean_line(diagnostic.label),
        "help": clean_line(diagnostic.help, LONGEST),
    }
    if diagnostic.fix:
        data["fix"] = [{**where(e.span), "text": e.text} for e in diagnostic.fix]
    if diagnostic.second is not None:
        label = clean_line(diagnostic.second.label)
        data["second"] = {**where(diagnostic.second.span), "label": label}
    return data


def where(span: Span) -> dict[str, object]:
    return {
        "file": clean_line(span.file),
        "line": span.line,
        "column": span.column,
        "length": span.length,
    }
