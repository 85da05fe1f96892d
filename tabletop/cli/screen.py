"""Handing a session to the screen, or to the lines of plain mode."""

import sys
from io import StringIO

from tabletop.cli.terminal import open_screen
from tabletop.table.session import Session


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
