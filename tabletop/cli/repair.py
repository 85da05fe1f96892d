"""`tabletop repair SAVE`: keeps the damaged tail aside, then cuts."""

import argparse
from pathlib import Path

from tabletop.journal.repair import repair


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a saved session")


def run(args: argparse.Namespace) -> int:
    done = repair(args.save)
    if done.damage is None:
        print(f"{done.path}: nothing to repair, all {done.frames} frames are readable")
    else:
        print(
            f"{done.path}: cut after frame {done.frames}, byte {done.damage.byte};"
            f" the {done.damage.size} bytes from there on are kept in {done.aside}"
        )
    return 0
