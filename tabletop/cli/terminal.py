"""
The terminal: what a verb says when it stops, whether it may use colour, and the screen.

Nothing of a session is imported here: the lobby needs none, and `tabletop --help` is at once there.
"""

import argparse
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TextIO

from tabletop.game.clean import PAGE, clean_line


class OpenSession(Protocol):
    """An open session, as far as whoever opens the screen knows of it."""

    @property
    def path(self) -> Path: ...

    def close(self) -> None: ...


def keep_terminal(instead: str = "play SEED --plain plays in lines of text") -> None:
    """Raise `Stop`, which says what to do *instead*, if there is no terminal to draw on."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise Stop(f"there is no terminal to draw on; {instead}")


def configure_screen(parser: argparse.ArgumentParser) -> None:
    """Add how a screen is drawn to *parser*; it may be said before the verb as well."""
    parser.add_argument(
        "--ascii",
        action="store_true",
        default=argparse.SUPPRESS,
        help="draw with plain characters",
    )


@contextmanager
def nothing_discarded() -> Iterator[None]:
    """
    Import the screens without looking for garbage, there and then or ever again among them.

    Textual is most of the time to the first paint, so it comes last of all. Nothing that is made
    while it is imported is garbage; not looking saves a tenth, and no later search holds up a key.
    """
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def open_screen(session: OpenSession | None, *, ascii_only: bool) -> int:
    """Open the table of *session*, or the lobby without one; return the exit status once left."""
    with nothing_discarded():
        from tabletop.tui.app import run
        from tabletop.tui.lobby.shelf import Library
    return run(Library(), session=session, plain_characters=ascii_only)


def is_coloured(stream: TextIO) -> bool:
    """Return whether *stream* is a terminal whose owner wants colour."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()


class Stop(Exception):
    """
    A verb cannot go on.

    Attributes:
        sentence: What to tell on stderr.
        status: 1 for problems in what was looked at, 2 for wrong usage, 4 for a refused file.
    """

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def told(status: int, trouble: str) -> int:
    """Say what was wrong with the save, once the screen is gone; return the exit status."""
    if trouble:
        print(f"tabletop: {clean_line(trouble, PAGE)}", file=sys.stderr)
    return status


def open_lobby(args: argparse.Namespace) -> int:
    """Open the lobby, as `tabletop` without a verb does; return the exit status once left."""
    keep_terminal()
    return open_screen(None, ascii_only=args.ascii)
