"""
Warnings that the author has thought about: `# ok: M308 the umpire may rule so`.

Such a remark silences one code on its own line; alone on a line, on the next line instead.
Errors are never silenced.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.nodes import Group, Listing, Node, Scalar
from tabletop.authoring.text.source import Source, Span

REMARK: Final = re.compile(
    r"(?:^|(?<=[ \t]))#[ \t]*ok:[ \t]*(?P<code>\w*)[ \t]*(?P<reason>.*)", re.M
)


@attrs.frozen
class Excuse:
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

    def silences(self, diagnostic: Diagnostic) -> bool:
        """Return whether *diagnostic* need not be told: a warning, and it says why."""
        is_warning = diagnostic.severity == "warning"
        return is_warning and bool(self.reason) and self.is_about(diagnostic)


def heard(found: Iterable[Diagnostic], remarks: Iterable[Excuse]) -> tuple[Diagnostic, ...]:
    """Return those of *found* that none of the *remarks* silences."""
    known = tuple(remarks)
    return tuple(d for d in found if not any(r.silences(d) for r in known))


def remarks_in(source: Source, table: Group) -> Iterator[Excuse]:
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
        yield Excuse(span, line, match["code"].upper(), match["reason"].strip())


def stretches(table: Group) -> Iterator[tuple[int, int]]:
    """Yield where the text of every key and value of *table* begins and ends."""
    waiting: list[Node] = [table]
    while waiting:
        node = waiting.pop()
        match node:
            case Scalar(start=start, end=end):
                yield start, end
            case Listing(items=items):
                waiting += items
            case Group(entries=entries, again=again):
                for entry in (*entries, *again):
                    waiting += (entry.key, entry.value)
