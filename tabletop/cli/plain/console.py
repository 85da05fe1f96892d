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


class Left(Exception):
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

    def say(self, text: str = "", *, indent: int = 0) -> None:
        """Write *text*, each of its lines wrapped and *indent* characters in."""
        for line in clean(text).split("\n"):
            # A line that begins with blanks or a number hangs under its own beginning.
            body = line.lstrip()
            lead = " " * (indent + len(line) - len(body))
            hang = lead + " " * hanging(body)
            wrapped = textwrap.wrap(
                body,
                max(20, self.width),
                initial_indent=lead,
                subsequent_indent=hang,
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
            raise Left
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


def hanging(text: str) -> int:
    """Return how far the second line of *text* goes in, in characters."""
    first, blank, _ = text.partition(" ")
    return len(first) + 1 if blank and first.rstrip(".").isdigit() else 2 if blank else 0


def plain_characters(text: str) -> str:
    """Return *text* in ASCII, as near as it can be said."""
    near = unicodedata.normalize("NFKD", text.translate(ASCII))
    bare = "".join(c for c in near if not unicodedata.combining(c))
    return bare.encode("ascii", "replace").decode("ascii")
