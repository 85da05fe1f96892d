"""Decks and seeds by name: where they are kept, and one loaded with all that is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

import attrs
from platformdirs import user_data_path

from tabletop.authoring.deck.deck import DeckText, beside, read_deck
from tabletop.authoring.deck.rules import Readings
from tabletop.authoring.deck.seed import SeedText, deck_named, read_seed
from tabletop.authoring.deck.values import Word
from tabletop.authoring.text.findings import Diagnostic, has_errors, in_order, quoted
from tabletop.authoring.text.nodes import Group, Scalar, tree
from tabletop.authoring.text.read import UnreadableFile, read
from tabletop.authoring.text.source import SNAKE, Source
from tabletop.errors import TabletopError
from tabletop.game.clean import NAME, PAGE, clean, clean_line
from tabletop.game.deck import Deck
from tabletop.game.seed import Seed, seeded
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
    from tabletop.authoring.text.nodes import Group, tree

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
        deck_text: As far as it was read, for whoever looks further; None where it is no YAML.
        seed_text: The same of a seed.
    """

    deck: Deck | None
    seed: Seed | None
    sources: Mapping[str, Source]
    diagnostics: tuple[Diagnostic, ...]
    deck_text: DeckText | None = attrs.field(default=None, eq=False, repr=False)
    seed_text: SeedText | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def opening(self) -> Deck | None:
        """The deck as its seed starts it; the deck itself without a seed."""
        return seeded(self.deck, self.seed) if self.deck and self.seed else self.deck


def load(name_or_path: str | Path) -> Loaded:
    """
    Return the seed or deck of this name, or at this path, with what keeps it from being played.

    Raises:
        UnknownName: If nothing has this name.
        UnreadableFile: If the file cannot be opened.
    """
    path = found(name_or_path)
    return loaded(read(path, shown(path)), path)


def loaded(source: Source | Diagnostic, path: Path, readings: Readings | None = None) -> Loaded:
    """
    Return what *source* says; *path* is where a seed's deck is looked for first.

    *readings* are what its rules were read as before; this reading adds its own.
    """
    if isinstance(source, Diagnostic):
        return Loaded(None, None, {}, (source,))
    sources = {source.name: source}
    table = tree(source)
    if isinstance(table, Diagnostic):
        return Loaded(None, None, sources, in_order((table, *beside(source, table, readings))))
    if not is_seed(table):
        alone = read_deck(source, table, readings)
        return Loaded(alone.deck, None, sources, alone.diagnostics, alone)
    problems: list[Diagnostic] = []
    named = deck_named(table)
    deck = deck_of(named, path, sources, problems, readings) if named else None
    seed = read_seed(source, table, deck)
    problems += seed.diagnostics
    problems += deck.diagnostics if deck else ()
    diagnostics = in_order(problems)
    if deck is None or has_errors(diagnostics):
        return Loaded(None, None, sources, diagnostics, deck, seed)
    return Loaded(deck.deck, seed.seed, sources, diagnostics, deck, seed)


def deck_of(
    named: Word,
    path: Path,
    sources: dict[str, Source],
    problems: list[Diagnostic],
    readings: Readings | None,
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
    return read_deck(source, table, readings)


def is_seed(table: Group) -> bool:
    return any(entry.name == "seed" for entry in table.entries)
