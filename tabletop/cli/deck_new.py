"""`tabletop deck new NAME`: a deck of one's own, a whole small game from the first moment."""

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Final

from tabletop.authoring.diagnostic import quoted
from tabletop.authoring.names import LONGEST, snake
from tabletop.authoring.new import FIRST, templates, text_from
from tabletop.authoring.schema import schema
from tabletop.authoring.source import SNAKE
from tabletop.cli.stop import Stop
from tabletop.game.words import RESERVED

NAMED: Final = re.compile(r"# yaml-language-server: \$schema=\.\./schema/deck\.schema\.json")
"""The line by which an editor finds the schema beside the folder of decks."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="its name, such as two_towns")
    parser.add_argument(
        "--from",
        dest="origin",
        metavar="DECK",
        default=FIRST,
        help=f"begin with a copy of this deck, or a template: {', '.join(templates())}",
    )


def run(args: argparse.Namespace) -> int:
    """Write `decks/NAME.yaml`, and say what to do with it; never over a file that is there."""
    name: str = args.name
    if not SNAKE.fullmatch(name) or len(name) > LONGEST or name in RESERVED:
        made = snake(name)
        hint = f", such as {made}" if made and made not in RESERVED else ""
        raise Stop(
            f"{quoted(name)} cannot be the name of a deck: it has small letters, digits and _, "
            f"a letter first{hint}"
        )
    text = text_from(args.origin, name)
    path = Path("decks") / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise Stop(f"{path} is there already, and is left as it is; choose another name") from None
    if NAMED.match(text):
        write_schema()
    print(path)
    print(
        f"Open it in any editor. `tabletop deck check {path}` tells what is wrong in it; "
        f"`tabletop play {name}` plays it.",
        file=sys.stderr,
    )
    return 0


def write_schema() -> None:
    """Put the schema that the deck names where the deck looks for it, if there is none."""
    path = Path("schema") / "deck.schema.json"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(schema("deck"), indent=2) + "\n", encoding="utf-8")
