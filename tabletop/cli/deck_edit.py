"""`tabletop deck edit FILE`: write a deck or seed on the workbench."""

import argparse
from pathlib import Path

from tabletop.authoring.deck.names import snake
from tabletop.authoring.edit.draft import opened
from tabletop.authoring.shelves import SUFFIXES, UnknownName, folders, found, in_folders
from tabletop.authoring.text.findings import quoted
from tabletop.authoring.text.source import SNAKE
from tabletop.cli.terminal import Stop, configure_screen, keep_terminal, nothing_discarded


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a deck or a seed; one that is not there yet")
    configure_screen(parser)


def run(args: argparse.Namespace) -> int:
    """Open the workbench on the file; return once it is left."""
    path = file_named(args.file)
    opened(path)  # what cannot be worked on is told before the screen is drawn
    keep_terminal("deck check --watch checks what another editor saves")
    with nothing_discarded():
        from tabletop.tui.writing import run as open_workbench
    return open_workbench(path, plain_characters=args.ascii)


def file_named(name: str) -> Path:
    """
    Return the file that *name* means, a deck before a seed.

    A name that nothing has is that of a new deck.

    Raises:
        Stop: If no deck can be called so.
    """
    deck = in_folders(name, folders("decks")) if SNAKE.fullmatch(name) else None
    try:
        return deck or found(name)
    except UnknownName:
        if name.endswith(SUFFIXES) or "/" in name:
            return Path(name)
        if not SNAKE.fullmatch(name):
            made = snake(name)
            hint = f", such as {made}" if made else ""
            raise Stop(f"{quoted(name)} cannot be the name of a deck{hint}") from None
        return Path("decks") / f"{name}.yaml"
