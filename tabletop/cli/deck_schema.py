"""`tabletop deck schema`: JSON Schema, with which editors complete and explain fields."""

import argparse
import json

from tabletop.authoring.export.schema import schema


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "of", choices=["deck", "seed"], nargs="?", default="deck", help="a deck, if not said"
    )


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    print(json.dumps(schema(args.of), indent=2))
    return 0
