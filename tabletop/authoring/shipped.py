"""
Finding decks and seeds, and loading them with everything that is wrong with them.

A name is looked up in `./seeds`, the user's folder and the seeds that ship with the
package, then likewise among the decks. What has a slash or ends in `.yaml` is a path, and
so is what no seed and no deck is called.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

import attrs
from platformdirs import user_data_path

from tabletop.authoring.deck_text import DeckText, read_deck
from tabletop.authoring.diagnostic import Diagnostic, did_you_mean, has_errors, in_order, quoted
from tabletop.authoring.names import SNAKE
from tabletop.authoring.nodes import Scalar, Table, tree
from tabletop.authoring.read import UnreadableFile, read
from tabletop.authoring.seed_text import deck_named, read_seed
from tabletop.authoring.source import Source
from tabletop.authoring.values import Word
from tabletop.errors import TabletopError
from tabletop.game.clean import NAME, PAGE, clean, clean_line
from tabletop.game.deck import Deck
from tabletop.game.seed import Seed, seeded

Shelf = Literal["seeds", "decks"]
SHELVES: Final[tuple[Shelf, ...]] = ("seeds", "decks")

PACKAGE: Final = Path(__file__).parents[1]
SUFFIXES: Final = (".yaml", ".yml")


class UnknownName(TabletopError):
    """No seed or deck has the name that was asked for."""


@attrs.frozen
class Loaded:
    """
    A deck or a seed with its deck, as far as they could be read.

    Attributes:
        deck: As printed, not yet seeded; None exactly when something keeps it from being played.
        seed: None for a deck alone, and when *deck* is None.
        sources: The texts read, by the names they go by in the *diagnostics*: the file that
            was asked for, then the deck of a seed.
        diagnostics: By file and place; warnings are among them.
    """

    deck: Deck | None
    seed: Seed | None
    sources: Mapping[str, Source]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def opening(self) -> Deck | None:
        """The deck as its seed starts it; the deck itself without a seed."""
        return seeded(self.deck, self.seed) if self.deck and self.seed else self.deck


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


def load(name_or_path: str | Path) -> Loaded:
    """
    Return the seed or deck of this name, or at this path, with all its problems.

    Raises:
        UnknownName: If nothing has this name.
        UnreadableFile: If the file cannot be opened.
    """
    path = found(name_or_path)
    return loaded(read(path, shown(path)), path)


def loaded(source: Source | Diagnostic, path: Path) -> Loaded:
    """Return what *source* says; *path* is where a seed's deck is looked for first."""
    if isinstance(source, Diagnostic):
        return Loaded(None, None, {}, (source,))
    sources = {source.name: source}
    table = tree(source)
    if isinstance(table, Diagnostic):
        return Loaded(None, None, sources, (table,))
    if not is_seed(table):
        alone = read_deck(source, table)
        return Loaded(alone.deck, None, sources, alone.diagnostics)
    problems: list[Diagnostic] = []
    named = deck_named(table)
    deck = deck_of(named, path, sources, problems) if named else None
    seed = read_seed(source, table, deck)
    problems += seed.diagnostics
    problems += deck.diagnostics if deck else ()
    diagnostics = in_order(problems)
    if deck is None or has_errors(diagnostics):
        return Loaded(None, None, sources, diagnostics)
    return Loaded(deck.deck, seed.seed, sources, diagnostics)


def deck_of(
    named: Word, path: Path, sources: dict[str, Source], problems: list[Diagnostic]
) -> DeckText | None:
    """Return the deck that the seed at *path* names; add its text and what hinders it."""
    places = (path.absolute().parent.parent / "decks", *folders("decks"), path.parent)
    at = in_folders(named.text, places) if SNAKE.fullmatch(named.text) else None
    if at is None or at == path:
        known = [p.stem for folder in places for p in files(folder)]
        problems.append(
            Diagnostic(
                "N207",
                named.span,
                f"no deck is called {quoted(named.text)}",
                label="no file has this name",
                help=did_you_mean(named.text, known)
                or f"put it into {named.text[:40]}.yaml in a folder decks beside the seeds",
            )
        )
        return None
    source = read(at, shown(at))
    if isinstance(source, Diagnostic):
        problems.append(source)
        return None
    sources[source.name] = source
    table = tree(source)
    if isinstance(table, Diagnostic):
        problems.append(table)
        return None
    if is_seed(table):
        problems.append(
            Diagnostic(
                "N207",
                named.span,
                f"what is called {quoted(named.text)} is a seed, and a deck was expected",
                label="not a deck",
                help=f"the file is {shown(at)}; its deck belongs into a folder of decks",
            )
        )
        return None
    return read_deck(source, table)


def is_seed(table: Table) -> bool:
    return any(entry.name == "seed" for entry in table.entries)


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
    table = source if isinstance(source, Diagnostic) else tree(source)
    if isinstance(table, Diagnostic):
        return bare
    return attrs.evolve(
        bare,
        title=clean_line(said(table, "title"), NAME) or bare.title,
        text=clean(said(table, "text"), PAGE),
        minutes=clean_line(said(table, "minutes"), 40),
        deck=clean_line(said(table, "deck"), NAME),
    )


def said(table: Table, name: str) -> str:
    """Return the text that stands in a field, as it is; "" when none does."""
    values = (entry.value for entry in table.entries if entry.name == name)
    return next((value.text for value in values if isinstance(value, Scalar)), "")


def shown(path: Path) -> str:
    """Return *path* as messages name it: short where it lies below the working folder."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)
