"""A new deck: the text of a template or of another deck, under a name of its own."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tabletop.authoring.diagnostic import Diagnostic, Edit, quoted
from tabletop.authoring.mend import edited
from tabletop.authoring.nodes import Scalar, tree
from tabletop.authoring.read import UnreadableFile, read
from tabletop.authoring.shelves import UnknownName, found, shelved
from tabletop.authoring.source import Source
from tabletop.game.language.problem import did_you_mean

NAMED: Final = re.compile(r"# yaml-language-server: \$schema=\.\./schema/deck\.schema\.json\r?\n?")
"""The line by which an editor finds the schema beside the folder of decks."""

TEMPLATES: Final = Path(__file__).parent / "templates"

FIRST: Final = "first"
"""The template for whoever names none."""


def templates() -> tuple[str, ...]:
    """Return the names of the templates: whole small games."""
    return tuple(sorted(path.stem for path in TEMPLATES.glob("*.yaml")))


def text_from(origin: str, name: str) -> str:
    """
    Return the text of the template or deck called *origin*, as the deck *name*.

    All but its id stays as it is; a template also gets a title of its own.

    Raises:
        UnknownName: If there is neither.
        UnreadableFile: If it cannot be read, or is no deck.
    """
    is_template = origin in templates()
    path = TEMPLATES / f"{origin}.yaml" if is_template else deck_called(origin)
    source = read(path)
    if isinstance(source, Diagnostic):
        raise UnreadableFile(source.message, path=path, exit_status=4)
    changed = {"deck": name}
    if is_template:
        changed["title"] = name.replace("_", " ").title()
    return edited(source, renamed(source, path, changed))


def deck_called(origin: str) -> Path:
    """Return the file of the deck called *origin*. Raises `UnknownName`, with what was meant."""
    try:
        return found(origin)
    except UnknownName:
        names = tuple(dict.fromkeys((*templates(), *(path.stem for path in shelved("decks")))))
        hint = did_you_mean(origin, names) or f"there are {', '.join(names)}"
        said = f"no template or deck is called {quoted(origin)}; {hint}"
        raise UnknownName(said, exit_status=4) from None


def fitting(text: str, path: Path) -> str:
    """Return *text* for the file *path*, without the line that names a schema that is not there."""
    named = NAMED.match(text)
    is_there = (path.absolute().parent.parent / "schema" / "deck.schema.json").is_file()
    return text[named.end() :] if named and not is_there else text


def renamed(source: Source, path: Path, changed: dict[str, str]) -> Iterable[Edit]:
    """Return the edits that give the fields of *changed* their values, at the top of a deck."""
    table = tree(source)
    if isinstance(table, Diagnostic):
        raise UnreadableFile(table.message, path=path, exit_status=4)
    values = {entry.name: entry.value for entry in table.entries}
    if "seed" in values or "deck" not in values:
        raise UnreadableFile(
            "this is no deck; a new deck is made from one", path=path, exit_status=4
        )
    for name, text in changed.items():
        node = values.get(name)
        if isinstance(node, Scalar):
            yield Edit(node.span, text)
