"""`tabletop deck new NAME`: a deck of one's own, a whole small game from the first moment."""

import argparse
import json
import sys
from pathlib import Path

from tabletop.authoring.deck.names import LONGEST, snake
from tabletop.authoring.edit.new import (
    ABOUT,
    FIRST,
    NAMED,
    GuideQuestion,
    answered,
    objection,
    questions,
    templates,
    text_from,
)
from tabletop.authoring.export.schema import schema
from tabletop.authoring.text.findings import quoted
from tabletop.authoring.text.source import SNAKE
from tabletop.cli.terminal import Stop
from tabletop.errors import TabletopError
from tabletop.game.clean import clean_line
from tabletop.language.ids import RESERVED


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="its name, such as two_towns")
    parser.add_argument(
        "--from",
        dest="origin",
        metavar="DECK",
        help=f"begin with a copy of this deck, or a template ({', '.join(templates())}), and ask"
        " nothing",
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
    path = Path("decks") / f"{name}.yaml"
    if path.exists():
        raise there(path)
    is_asked = args.origin is None and is_person()
    text = guided(name) if is_asked else text_from(args.origin or FIRST, name)
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise there(path) from None
    if NAMED.match(text):
        write_schema()
    print(path)
    print(
        f"Write in it with `tabletop deck edit {path}`, or in any other editor. "
        f"`tabletop deck check {path}` tells what is wrong in it; `tabletop play {name}` plays it.",
        file=sys.stderr,
    )
    return 0


def there(path: Path) -> Stop:
    return Stop(f"{path} is there already, and is left as it is; choose another name")


def is_person() -> bool:
    """Return whether somebody is there to be asked."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr))


def guided(name: str) -> str:
    """Ask what the deck *name* is about and return its text; at an end of input keep the rest."""
    print("A few questions. Enter alone keeps what stands in brackets.", file=sys.stderr)
    try:
        text = text_from(asked_origin(), name)
    except EOFError:
        text = text_from(FIRST, name)
    for question in questions(text):
        try:
            text = answered(text, question, asked(text, question))
        except EOFError:
            break
    return text


def asked_origin() -> str:
    """Return the template or deck to begin with."""
    for template in templates():
        print(f"  {template}: {ABOUT.get(template, 'a whole small game')}", file=sys.stderr)
    while True:
        said = typed(f"Which game is yours most like, or which deck? [{FIRST}] ") or FIRST
        try:
            text_from(said, "mine")
        except TabletopError as trouble:
            print(f"  {clean_line(str(trouble))}", file=sys.stderr)
        else:
            return said


def asked(text: str, question: GuideQuestion) -> str:
    """Return an answer to *question* that can stand in *text*."""
    while True:
        said = typed(f"{question.words} [{question.now}] ")
        why = objection(text, question, said)
        if not why:
            return said
        print(f"  {why}", file=sys.stderr)


def typed(prompt: str) -> str:
    """Return a line that was typed. Raises `EOFError` when there are no more."""
    # The prompt goes where the questions go: what is on stdout is the path alone.
    print(clean_line(prompt) + " ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def write_schema() -> None:
    """Put the schema that the deck names where the deck looks for it, if there is none."""
    path = Path("schema") / "deck.schema.json"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(schema("deck"), indent=2) + "\n", encoding="utf-8")
