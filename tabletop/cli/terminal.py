"""The terminal that the screen is drawn on. Nothing of a session is imported for the lobby."""

import gc
import sys
from typing import Protocol

from tabletop.cli.stop import Stop


class Open(Protocol):
    """An open session, as far as whoever opens the screen knows of it."""

    def close(self) -> None: ...


def keep_terminal(instead: str = "play SEED --plain plays in lines of text") -> None:
    """Raise `Stop`, which says what to do *instead*, if there is no terminal to draw on."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise Stop(f"there is no terminal to draw on; {instead}")


def open_screen(session: Open | None, *, ascii_only: bool) -> int:
    """Open the table of *session*, or the lobby without one; return the exit status once left."""
    # Textual is most of the time to the first paint, so it comes last of all. Nothing that is made
    # while it is imported is garbage; not looking for any there, nor ever again, saves a tenth.
    gc.disable()
    from tabletop.tui.app import run
    from tabletop.tui.library import Library

    gc.freeze()
    gc.enable()
    return run(Library(), session=session, plain_characters=ascii_only)
