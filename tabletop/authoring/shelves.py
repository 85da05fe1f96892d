"""
Where decks and seeds are kept, and what a list of them shows.

A name is looked up in `./seeds`, the user's folder and the seeds that ship with the
package, then likewise among the decks. What has a slash or ends in `.yaml` is a path, and
so is what no seed and no deck is called.

Nothing here reads a rule, so that a list is there at once.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import attrs
from platformdirs import user_data_path

from tabletop.authoring.text.findings import Diagnostic, quoted
from tabletop.authoring.text.read import UnreadableFile, read
from tabletop.authoring.text.source import SNAKE, Source
from tabletop.errors import TabletopError
from tabletop.game.clean import NAME, PAGE, clean, clean_line
from tabletop.language.problem import did_you_mean

Shelf = Literal["seeds", "decks"]
SHELVES: Final[tuple[Shelf, ...]] = ("seeds", "decks")

PACKAGE: Final = Path(__file__).parents[1]
SHIPPED: Final[dict[Shelf, frozenset[str]]] = {
    "seeds": frozenset({"calm", "island_chain", "island_chain_short", "tutorial"}),
    "decks": frozenset({"goofspiel", "island_chain", "prisoners_dilemma", "quiet_signals"}),
}
"""What ships with the program; in a checkout, people's own files lie beside it."""

SUFFIXES: Final = (".yaml", ".yml")
LISTED: Final = ("title", "text", "minutes", "deck")
SIMPLE: Final = re.compile(r"([a-z_]+): +([^\s#\"'&*!|>%@`\[\]{},:][^#:]*?|>-) *")


class UnknownName(TabletopError):
    """No seed or deck has the name that was asked for."""


@attrs.frozen
class Shelved:
    """
    What can be played, as a list shows it; its text is not checked yet.

    Attributes:
        name: What `load` finds it by: the file's name without its ending.
        deck: The id of the deck that it starts; its own for a deck.
    """

    name: str
    path: Path
    shelf: Shelf
    title: str
    text: str = ""
    minutes: str = ""
    deck: str = ""


def found(name_or_path: str | Path) -> Path:
    """
    Return the file that a name or a path means.

    Raises:
        UnknownName: If nothing has this name.
    """
    asked = str(name_or_path)
    if isinstance(name_or_path, Path) or "/" in asked or asked.endswith(SUFFIXES):
        return Path(name_or_path)
    for shelf in SHELVES:
        at = in_folders(asked, folders(shelf)) if SNAKE.fullmatch(asked) else None
        if at is not None:
            return at
    if Path(asked).is_file():
        return Path(asked)
    names = [path.stem for shelf in SHELVES for path in shelved(shelf)]
    hint = did_you_mean(asked, names) or f"there are {', '.join(dict.fromkeys(names))}"
    raise UnknownName(f"no seed or deck is called {quoted(asked)}; {hint}", exit_status=4)


def folders(shelf: Shelf) -> tuple[Path, ...]:
    """Return where seeds or decks are kept, in the order of looking."""
    packed = PACKAGE / shelf
    return (
        Path(shelf),
        user_data_path("tabletop", appauthor=False) / shelf,
        packed if packed.is_dir() else PACKAGE.parent / shelf,
    )


def in_folders(name: str, places: tuple[Path, ...]) -> Path | None:
    """Return the first file called *name* in *places*."""
    paths = (folder / f"{name}{suffix}" for folder in places for suffix in SUFFIXES)
    return next((path for path in paths if path.is_file()), None)


def files(folder: Path) -> Iterator[Path]:
    """Yield the deck and seed files of *folder*, by name; none if it cannot be looked into."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    yield from (path for path in paths if path.suffix in SUFFIXES and path.is_file())


def shelved(shelf: Shelf) -> tuple[Path, ...]:
    """Return every seed or deck that a name finds, in the order of looking, each name once."""
    first: dict[str, Path] = {}
    for folder in folders(shelf):
        for path in files(folder):
            first.setdefault(path.stem, path)
    return tuple(first.values())


def listing(shelf: Shelf) -> tuple[Shelved, ...]:
    """Return what a list of seeds or decks shows; a file that cannot be read has its own name."""
    return tuple(label(path, shelf) for path in shelved(shelf))


def label(path: Path, shelf: Shelf) -> Shelved:
    """Return the first lines of the file at *path*, as a list shows them."""
    bare = Shelved(path.stem, path, shelf, title=clean_line(path.stem, NAME))
    try:
        source = read(path)
    except UnreadableFile:
        return bare
    if isinstance(source, Diagnostic):
        return bare
    fields = first_lines(source.text) or every_line(source)
    if not fields:
        return bare
    return attrs.evolve(
        bare,
        title=clean_line(fields.get("title", ""), NAME) or bare.title,
        text=clean(fields.get("text", ""), PAGE),
        minutes=clean_line(fields.get("minutes", ""), 40),
        deck=clean_line(fields.get("deck", ""), NAME),
    )


def first_lines(text: str) -> dict[str, str]:
    """
    Return the fields of a list where they are said simply; empty where only YAML can tell.

    Simply is on one line without quotes, or folded below a `>-`, before anything is nested.
    """
    fields: dict[str, str] = {}
    folded = ""
    for line in text.splitlines():
        if folded and line.startswith(" "):
            fields[folded] = f"{fields[folded]} {line.strip()}".strip()
            continue
        folded = ""
        match = SIMPLE.fullmatch(line)
        if match is None:
            if line.strip() and not line.startswith("#"):
                break
            continue
        name, value = match.groups()
        if value == ">-":
            folded, value = name, ""
        elif name in LISTED and not value[:1].isalnum():
            return {}
        fields.setdefault(name, value)
    return fields if "title" in fields else {}


def every_line(source: Source) -> dict[str, str]:
    """Return the fields of a list as YAML tells them; empty when it is no YAML."""
    # The YAML library is half of the time to the first list, and seldom wanted for it.
    from tabletop.authoring.text.nodes import Group, Scalar, tree

    table = tree(source)
    entries = table.entries if isinstance(table, Group) else ()
    said = {e.name: e.value.text for e in entries if isinstance(e.value, Scalar)}
    return {name: said[name] for name in LISTED if name in said}


def shown(path: Path) -> str:
    """Return *path* as messages name it: short where it lies below the working folder."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)
