"""Decks and seeds that ship with the program are read, not written in: one writes in a copy."""

from pathlib import Path
from typing import Final

from platformdirs import user_data_path

from tabletop.authoring.deck.names import LONGEST, snake
from tabletop.authoring.edit.new import text_from
from tabletop.authoring.library import PACKAGE, SHELVES, SHIPPED, Shelf
from tabletop.authoring.text.findings import Diagnostic, Edit
from tabletop.authoring.text.fixes import edited
from tabletop.authoring.text.nodes import Scalar, tree
from tabletop.authoring.text.read import UnreadableFile, read
from tabletop.authoring.text.source import SNAKE
from tabletop.language.ids import RESERVED

HERE: Final = "here"
OWN: Final = "own"


def is_shipped(path: Path) -> bool:
    """Return whether the file at *path* ships with the program, in a checkout or installed."""
    at = path.resolve()
    return any(
        at == (folder / shelf / f"{name}.yaml").resolve()
        for folder in (PACKAGE, PACKAGE.parent)
        for shelf in SHELVES
        for name in SHIPPED[shelf]
    )


def shelf_of(path: Path) -> Shelf:
    """Return the shelf on which a copy of the file at *path* belongs."""
    return "seeds" if path.parent.name == "seeds" else "decks"


def place(where: str, shelf: Shelf, name: str) -> Path:
    """Return where a copy called *name* lies: in the working folder, or in the user's own."""
    folder = Path(shelf) if where == HERE else user_data_path("tabletop", appauthor=False) / shelf
    return folder / f"{name}.yaml"


def objection(name: str, path: Path) -> str:
    """Return why no file for *name* can be made at *path*, in one sentence, or ""."""
    if not SNAKE.fullmatch(name) or len(name) > LONGEST or name in RESERVED:
        made = snake(name)
        hint = f", such as {made}" if made and made not in RESERVED else ""
        return f"A name has small letters, digits and _, a letter first{hint}."
    if path.exists():
        return f"{path} is there already; choose another name."
    return ""


def copied(path: Path, name: str) -> str:
    """
    Return the text of the deck or seed at *path* under the id *name*, otherwise as it is.

    Raises:
        UnreadableFile: If it cannot be read.
    """
    source = read(path)
    table = source if isinstance(source, Diagnostic) else tree(source)
    if isinstance(source, Diagnostic) or isinstance(table, Diagnostic):
        raise UnreadableFile("it cannot be read, so there is no copy", path=path, exit_status=4)
    for entry in table.entries:
        if entry.name == "seed" and isinstance(entry.value, Scalar):
            return edited(source, (Edit(entry.value.span, name),))
    return text_from(str(path.absolute()), name)
