"""`tabletop repair SAVE`: keeps the damaged tail aside, then cuts."""

import argparse
from pathlib import Path

from tabletop.game.clean import PAGE, clean_line
from tabletop.journal.repair import repair


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a saved session")


def run(args: argparse.Namespace) -> int:
    done = repair(args.save)
    if done.damage is None:
        said = f"{done.path}: nothing to repair, all {done.frames} frames are readable"
    else:
        said = (
            f"{done.path}: cut after frame {done.frames}, byte {done.damage.byte};"
            f" the {done.damage.size} bytes from there on are kept in {done.aside}"
        )
    print(clean_line(said, PAGE))
    return 0
