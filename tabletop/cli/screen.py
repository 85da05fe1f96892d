"""Handing a session to the screen, or to the lines of plain mode."""

import sys
from io import StringIO

from tabletop.cli.stop import Stop
from tabletop.table.session import Session


def keep_terminal() -> None:
    """Raise `Stop` if there is no terminal to draw on."""
    if not all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise Stop("there is no terminal to draw on; play SEED --plain plays in lines of text")


def open_screen(session: Session | None, *, ascii_only: bool) -> int:
    """Open the table of *session*, or the lobby without one; return the exit status once left."""
    # Textual is most of the time to the first paint, so it comes last of all.
    from tabletop.tui.app import run
    from tabletop.tui.library import Library

    return run(Library(), session=session, plain_characters=ascii_only)


def open_plain(session: Session, *, ascii_only: bool) -> int:
    """Play *session* in lines on standard input and output; return the exit status."""
    from tabletop.cli.plain.console import Console
    from tabletop.cli.plain.table import PlainTable

    # Either is None where whoever called us closed it.
    reads, writes = sys.stdin or StringIO(), sys.stdout or StringIO()
    PlainTable(session, Console(reads, writes, ascii_only=ascii_only)).play()
    return 0


def open_table(session: Session, *, plain: bool, ascii_only: bool) -> int:
    """Open *session* the one way or the other; its save is let go of when it is left."""
    with session:
        if plain:
            return open_plain(session, ascii_only=ascii_only)
        return open_screen(session, ascii_only=ascii_only)
