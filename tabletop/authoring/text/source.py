"""The text of a deck or seed, and places in it."""

import re
from functools import cached_property
from typing import Final

import attrs

BREAKS: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""Where YAML ends a line."""

SNAKE: Final = re.compile(r"[a-z][a-z0-9_]*")
"""The form of an id."""


@attrs.frozen(order=True)
class Span:
    """
    A stretch of one line of a file.

    Attributes:
        line: From 1.
        column: Of the first character, from 1, in characters.
        length: In characters; 0 for a place between two.
    """

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen
class Source:
    """
    A file's text and the name it goes by in messages.

    Attributes:
        name: The path as the author gave it.
        text: Without a byte order mark.
    """

    name: str
    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each line begins."""
        return (0, *(m.end() for m in BREAKS.finditer(self.text)))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(BREAKS.split(self.text))

    def offset(self, line: int, column: int) -> int:
        """Return where in the text *line* and *column* are, both from 1."""
        if line > len(self.starts):
            return len(self.text)
        return min(self.starts[line - 1] + column - 1, len(self.text))

    def span(self, offset: int, length: int) -> Span:
        """Return the stretch of *length* characters at *offset*, cut at the end of its line."""
        low, high = 0, len(self.starts) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.starts[middle] <= offset:
                low = middle
            else:
                high = middle - 1
        column = offset - self.starts[low]
        room = max(len(self.lines[low]) - column, 0)
        return Span(self.name, low + 1, column + 1, min(length, room))

    def whole(self) -> Span:
        """Return the place that stands for the file as a whole: its first character."""
        return Span(self.name, 1, 1, 0)
