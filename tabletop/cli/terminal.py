"""The terminal that the screen is drawn on. Nothing of a session is imported for the lobby."""

import argparse
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from tabletop.cli.stop import Stop


class OpenSession(Protocol):
    """An open session, as far as whoever opens the screen knows of it."""

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
