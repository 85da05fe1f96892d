"""`tabletop deck show FILE`: a deck or a seed as people would read it, in Markdown."""

import argparse
import sys

from tabletop.authoring.render import rendered
from tabletop.authoring.shipped import load
from tabletop.authoring.show import markdown
from tabletop.cli.deck_check import status_of


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a deck or a seed; its secrets are shown")


def run(args: argparse.Namespace) -> int:
    """Print the page, or what keeps the file from being read."""
    loaded = load(args.file)
    if loaded.deck is None:
        print(rendered(loaded.diagnostics, loaded.sources), end="", file=sys.stderr)
        return status_of(loaded.diagnostics)
    print(markdown(loaded.deck, loaded.seed), end="")
    return 0
