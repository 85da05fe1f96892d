"""`tabletop watch SAVE`: the wall, on a second screen or a projector."""

import argparse
import gc
import sys
from pathlib import Path

from tabletop.cli.terminal import keep_terminal
from tabletop.game.clean import PAGE, clean_line


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "save", metavar="SAVE", type=Path, help="a session that is, was or will be played"
    )
    parser.add_argument(
        "--ascii",
        action="store_true",
        default=argparse.SUPPRESS,
        help="draw with plain characters",
    )


def run(args: argparse.Namespace) -> int:
    keep_terminal("replay SAVE --plain reads a session as text")
    # As for the lobby, Textual comes last and nothing that it makes is looked through for garbage.
    gc.disable()
    from tabletop.tui.projector import run

    gc.freeze()
    gc.enable()
    status, trouble = run(args.save, plain_characters=args.ascii)
    if trouble:
        print(f"tabletop: {clean_line(trouble, PAGE)}", file=sys.stderr)
    return status
