"""Lines in and lines out, cleaned, wrapped, and in plain characters where wanted."""

import shutil
import textwrap
import unicodedata
from typing import Final, TextIO

from tabletop.game.clean import clean

ASCII: Final = str.maketrans(
    {
        "→": "->",
        "←": "<-",
        "–": "-",
        "—": "-",
        "−": "-",
        "×": "x",
        "…": "...",
        "±": "+/-",
        "≥": ">=",
        "≤": "<=",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "•": "*",
    }
)

WIDEST: Final = 80
SCREENFUL: Final = 60
"""Blank lines that push anything secret out of sight where a screen cannot be cleared."""

CLEAR: Final = "\x1b[2J\x1b[3J\x1b[H"
"""Clears the screen, and what was scrolled off it."""


class KeyboardLeft(Exception):
    """Whoever sits at the keyboard has left, or there is nothing more to read."""


class Console:
    """
    A keyboard and a page.

    Attributes:
        width: Characters in a line.
    """

    def __init__(self, reads: TextIO, writes: TextIO, *, ascii_only: bool = False) -> None:
        self.reads = reads
        self.writes = writes
        self.ascii_only = ascii_only
        self.is_terminal = reads.isatty() and writes.isatty()
        self.width = min(WIDEST, shutil.get_terminal_size().columns) if writes.isatty() else WIDEST

    def say(self, text: str = "", *, indent: int = 0, hang: int = 0) -> None:
        """
        Write *text*, each of its lines wrapped and *indent* characters in.

        What is wrapped goes in by *hang* more, or hangs beside a number that it begins with.
        """
        for line in clean(text).split("\n"):
            body = line.lstrip()
            lead = " " * (indent + len(line) - len(body))
            beside = lead + " " * (number_width(body) or hang)
            wrapped = textwrap.wrap(
                body,
                max(20, self.width),
                initial_indent=lead,
                subsequent_indent=beside,
                break_long_words=False,
                break_on_hyphens=False,
            )
            for part in wrapped or [""]:
                self.write(f"{part}\n")
        self.writes.flush()

    def head(self, text: str) -> None:
        """Write *text* as the heading of what follows."""
        self.say()
        self.say(text)
        self.say("-" * min(len(text), self.width))

    def ask(self, question: str) -> str:
        """
        Return the line typed in answer to *question*, without blanks at its ends.

        Raises:
            Left: At the end of the input.
        """
        for line in textwrap.wrap(clean(question), self.width)[:-1]:
            self.write(f"{line}\n")
        self.write(f"{textwrap.wrap(clean(question), self.width)[-1]} > ")
        self.writes.flush()
        line = self.reads.readline()
        if not self.is_terminal:
            self.write("\n")
        if not line:
            raise KeyboardLeft
        return clean(line).strip()

    def hide(self) -> None:
        """Put what was written so far out of sight."""
        if self.is_terminal:
            self.writes.write(CLEAR)
        else:
            self.writes.write("\n" * SCREENFUL)
        self.writes.flush()

    def write(self, text: str) -> None:
        """Write *text* as it is, in plain characters where only these are wanted."""
        self.writes.write(plain_characters(text) if self.ascii_only else text)


def number_width(text: str) -> int:
    """Return how wide the number is that *text* begins with, its blank included; 0 for none."""
    first, blank, _ = text.partition(". ")
    return len(first) + len(blank) if blank and first.isdigit() else 0


def plain_characters(text: str) -> str:
    """Return *text* in ASCII, as near as it can be said."""
    near = unicodedata.normalize("NFKD", text.translate(ASCII))
    bare = "".join(c for c in near if not unicodedata.combining(c))
    return bare.encode("ascii", "replace").decode("ascii")
