"""`tabletop resume SAVE`: go on with a session where it stopped."""

import argparse
import sys
from pathlib import Path

from tabletop.cli.play import configure_page
from tabletop.cli.screen import open_table
from tabletop.cli.terminal import keep_terminal
from tabletop.table.session import Session


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a saved session")
    configure_page(parser)


def run(args: argparse.Namespace) -> int:
    if not args.plain:
        keep_terminal()
    session = Session.resume(args.save)
    if session.repaired:
        lost = f"{session.repaired} bytes of a record that was never finished were cut off"
        print(f"tabletop: {session.path}: {lost}", file=sys.stderr)
    return open_table(session, plain=args.plain, ascii_only=args.ascii)
