"""A keyboard and a page: lines out, and one question at a time, with what can always be typed."""

import shutil
import textwrap
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TextIO

from tabletop.cli.plain import show
from tabletop.cli.plain.show import card, plain_characters
from tabletop.game.clean import clean
from tabletop.game.decision import AnyMove
from tabletop.game.sight import Sight
from tabletop.language.ids import WALL, ActorId, Viewer
from tabletop.table.session import Session

LATEST: Final = 15
"""Lines that `feed` shows when no number is given."""

ALWAYS: Final = (
    ("tracks", "every level you may see"),
    ("hand", "your cards, with cost, odds and why one cannot be played"),
    ("card N", "card N of your hand in full"),
    ("table", "pieces and open offers"),
    ("aims", "your brief and the objectives"),
    ("feed N", "the last N lines you were told"),
    ("help", "this list"),
    ("quit", "leave; the session is kept"),
)


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
            KeyboardLeft: At the end of the input.
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


class Prompt:
    """
    Asks whoever sits at the keyboard, and shows what that viewer asks to see.

    Attributes:
        viewer: Whose eyes are on the page now.
    """

    def __init__(self, session: Session, console: Console) -> None:
        self.session = session
        self.console = console
        self.viewer: Viewer = WALL
        self.planned: tuple[AnyMove, ...] = ()

    @property
    def sight(self) -> Sight:
        """What the viewer may know now."""
        return self.session.sight(self.viewer)

    def ask(self, question: str, helps: Sequence[tuple[str, str]] = ()) -> str:
        """
        Return what is typed in answer to *question*, once it is none of the words of `ALWAYS`.

        *helps* are what can be typed here, each with its meaning.

        Raises:
            KeyboardLeft: If the person leaves, or the input ends.
        """
        while True:
            typed = self.console.ask(question)
            word, _, rest = typed.partition(" ")
            show_it = self.shown().get(word.lower())
            if word.lower() in ("quit", "exit"):
                raise KeyboardLeft
            if word.lower() in ("help", "?"):
                self.help(helps)
            elif show_it is None:
                return typed
            else:
                show_it(rest.strip())

    def confirm(self, question: str) -> bool:
        """Return whether *question* is answered with yes; Enter means no."""
        return self.ask(f"{question} (yes or no)").lower() in ("y", "yes")

    def number(self, typed: str, most: int) -> int | None:
        """Return *typed* as a number from 1 to *most*, or None with a sentence said."""
        if typed.isascii() and typed.isdigit() and 1 <= int(typed[:6]) <= most:
            return int(typed)
        wrong = f'"{typed}" is no number from 1 to {most}.'
        self.console.say(wrong if typed else f"Type a number from 1 to {most}.")
        return None

    def help(self, helps: Sequence[tuple[str, str]]) -> None:
        """Say what can be typed."""
        for word, meaning in (*helps, *ALWAYS):
            self.console.say(f"{word}: {meaning}", indent=2, hang=2)

    def shown(self) -> Mapping[str, Callable[[str], None]]:
        """Return what each word of `ALWAYS` shows."""
        return {
            "tracks": lambda rest: self.lines(show.tracks(self.sight)),
            "hand": lambda rest: self.lines(show.hand(self.sight, self.planned)),
            "card": self.card,
            "table": lambda rest: self.lines(show.table(self.sight)),
            "aims": lambda rest: self.lines(show.aims(self.sight)),
            "feed": self.feed,
        }

    def lines(self, lines: Sequence[str]) -> None:
        """Say *lines*, a little in."""
        for line in lines:
            self.console.say(line, indent=2, hang=2)

    def card(self, rest: str) -> None:
        """Show card number *rest* in full."""
        cards = show.own_cards(self.sight)
        if not cards:
            self.console.say("There is no hand to look at now.")
            return
        number = self.number(rest, len(cards))
        if number is not None:
            self.lines(card(self.sight.deck, cards[number - 1], ActorId(self.viewer)))

    def feed(self, rest: str) -> None:
        """Show the last *rest* lines that the viewer was told."""
        count = int(rest[:6]) if rest.isascii() and rest.isdigit() else LATEST
        told = self.session.feed(self.viewer)[-count:] if count else ()
        self.lines([f"Turn {t.turn}: {t.line.text}" for t in told] or ["Nothing was told yet."])


WIDEST: Final = 80
SCREENFUL: Final = 60
"""Blank lines that push anything secret out of sight where a screen cannot be cleared."""

CLEAR: Final = "\x1b[2J\x1b[3J\x1b[H"
"""Clears the screen, and what was scrolled off it."""
