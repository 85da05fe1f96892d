"""
Warnings that the author has thought about: `# ok: M308 the umpire may rule so`.

Such a remark silences one code on its own line; alone on a line, on the next line instead.
Errors are never silenced.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from tabletop.authoring.codes.codes import CODES, PLAYED
from tabletop.authoring.text.findings import Diagnostic, has_errors, quoted
from tabletop.authoring.text.nodes import Listing, Node, Scalar, Table
from tabletop.authoring.text.source import Source, Span

REMARK: Final = re.compile(
    r"(?:^|(?<=[ \t]))#[ \t]*ok:[ \t]*(?P<code>\w*)[ \t]*(?P<reason>.*)", re.M
)


@attrs.frozen
class Remark:
    """
    A remark that silences.

    Attributes:
        line: The line on which it silences, from 1.
    """

    span: Span
    line: int
    code: str
    reason: str

    def is_about(self, diagnostic: Diagnostic) -> bool:
        """Return whether it speaks of the code and the line of *diagnostic*."""
        return (self.code, self.line) == (diagnostic.code, diagnostic.span.line)


def heard(
    source: Source,
    table: Table,
    found: Iterable[Diagnostic],
    *,
    is_whole: bool = True,
    is_played: bool = True,
) -> tuple[Diagnostic, ...]:
    """
    Return those of *found* that are not silenced, and a warning for each idle remark.

    Not all is checked in a file with errors, or one that is not *is_whole* because its deck
    could not be read; there no remark is called idle. Nor is one about what only play tells,
    unless the deck *is_played*.
    """
    diagnostics = tuple(found)
    remarks = tuple(remarks_in(source, table))
    if not remarks:
        return diagnostics
    kept = tuple(d for d in diagnostics if not any(is_silenced(d, r) for r in remarks))
    if not is_whole or has_errors(diagnostics):
        return kept
    judged = (r for r in remarks if is_played or r.code not in PLAYED)
    idle = (r for r in judged if not any(is_silenced(d, r) for d in diagnostics))
    return (*kept, *(told_idle(remark, diagnostics) for remark in idle))


def is_silenced(diagnostic: Diagnostic, remark: Remark) -> bool:
    return diagnostic.severity == "warning" and bool(remark.reason) and remark.is_about(diagnostic)


def remarks_in(source: Source, table: Table) -> Iterator[Remark]:
    """Yield every remark of the file; what stands in text is none."""
    found = list(REMARK.finditer(source.text))
    if not found:
        return
    texts = sorted(stretches(table))
    alone = [line.lstrip().startswith("#") for line in source.lines]
    for match in found:
        if any(start < match.start() < end for start, end in texts):
            continue
        span = source.span(match.start(), len(match[0].rstrip()))
        line = span.line
        # Several remarks above one line all speak of that line.
        while line <= len(alone) and alone[line - 1]:
            line += 1
        yield Remark(span, line, match["code"].upper(), match["reason"].strip())


def stretches(table: Table) -> Iterator[tuple[int, int]]:
    """Yield where the text of every key and value of *table* begins and ends."""
    waiting: list[Node] = [table]
    while waiting:
        node = waiting.pop()
        match node:
            case Scalar(start=start, end=end):
                yield start, end
            case Listing(items=items):
                waiting += items
            case Table(entries=entries, again=again):
                for entry in (*entries, *again):
                    waiting += (entry.key, entry.value)


def told_idle(remark: Remark, found: Iterable[Diagnostic]) -> Diagnostic:
    """Return why *remark* silences nothing."""
    said = next((d for d in found if remark.is_about(d)), None)
    message = f"this remark silences nothing: {remark.code} is not told here"
    label, help = "no such warning", "remove it, or put it on the line of the warning or above it"
    if remark.code not in CODES:
        message = f"no problem has the code {quoted(remark.code)}"
        label, help = "no such code", "write it like this: # ok: M308 the umpire may rule so"
    elif said is not None:
        message = f"this remark does not say why {remark.code} is well here"
        label, help = "why?", f"add the reason: # ok: {remark.code} BECAUSE"
    return Diagnostic("S115", remark.span, message, label, help, severity="warning")
