"""A deck or a seed by its name, read whole with everything that is wrong with it."""

from collections.abc import Mapping
from pathlib import Path

import attrs

from tabletop.authoring.deck.deck import DeckText, beside, read_deck
from tabletop.authoring.deck.rules import Readings
from tabletop.authoring.deck.seed import SeedText, deck_named, read_seed
from tabletop.authoring.deck.values import Word
from tabletop.authoring.shelves import files, folders, found, in_folders, shown
from tabletop.authoring.text.findings import Diagnostic, has_errors, in_order, quoted
from tabletop.authoring.text.nodes import Group, tree
from tabletop.authoring.text.read import read
from tabletop.authoring.text.source import SNAKE, Source
from tabletop.game.deck import Deck
from tabletop.game.seed import Seed, seeded
from tabletop.language.problem import did_you_mean


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
