"""`tabletop resume SAVE`: go on with a session where it stopped."""

import argparse
import sys
from pathlib import Path

from tabletop.cli.play import configure_page
from tabletop.cli.screen import open_table
from tabletop.cli.stop import Stop
from tabletop.cli.terminal import keep_terminal
from tabletop.journal.model import MAIN
from tabletop.table.branch import LineError
from tabletop.table.session import Session


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a saved session")
    parser.add_argument(
        "--line",
        metavar="NAME",
        default=MAIN,
        help="the what-if of this name; else the session as it is played",
    )
    configure_page(parser)


def run(args: argparse.Namespace) -> int:
    if not args.plain:
        keep_terminal()
    try:
        session = Session.resume(args.save, line=args.line)
    except LineError as wrong:
        raise Stop(str(wrong)) from wrong
    if session.repaired:
        lost = f"{session.repaired} bytes of a record that was never finished were cut off"
        print(f"tabletop: {session.path}: {lost}", file=sys.stderr)
    return open_table(session, plain=args.plain, ascii_only=args.ascii)
