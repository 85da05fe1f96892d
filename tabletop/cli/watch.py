"""`tabletop watch SAVE`: the wall, on a second screen or a projector."""

import argparse
from pathlib import Path

from tabletop.cli.terminal import configure_screen, keep_terminal, nothing_discarded, told


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "save", metavar="SAVE", type=Path, help="a session that is, was or will be played"
    )
    configure_screen(parser)


def run(args: argparse.Namespace) -> int:
    keep_terminal("replay SAVE --plain reads a session as text")
    with nothing_discarded():
        from tabletop.tui.projector import run
    return told(*run(args.save, plain_characters=args.ascii))
