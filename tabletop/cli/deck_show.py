"""`tabletop deck show FILE`: a deck or a seed as people would read it, in Markdown."""

import argparse
import sys

from tabletop.authoring.export.markdown import markdown
from tabletop.authoring.export.translation import load_in
from tabletop.authoring.text.render import rendered
from tabletop.cli.deck_check import status_of
from tabletop.cli.language import configure_language


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a deck or a seed; its secrets are shown")
    configure_language(parser)


def run(args: argparse.Namespace) -> int:
    """Print the page, or what keeps the file from being read."""
    loaded = load_in(args.file, args.language).loaded
    if loaded.deck is None:
        print(rendered(loaded.diagnostics, loaded.sources), end="", file=sys.stderr)
        return status_of(loaded.diagnostics)
    print(markdown(loaded.deck, loaded.seed), end="")
    return 0
