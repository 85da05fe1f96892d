"""Loading a deck or a seed in another language than its own."""

from pathlib import Path

import attrs

from tabletop.authoring.deck_text import read_deck
from tabletop.authoring.diagnostic import has_errors, in_order
from tabletop.authoring.nodes import Table, tree
from tabletop.authoring.seed_text import read_seed
from tabletop.authoring.shelves import shown
from tabletop.authoring.shipped import Loaded, load, loaded
from tabletop.authoring.source import Source
from tabletop.authoring.translation import (
    NoTranslation,
    known,
    progress,
    side_file,
    translated_by,
)


@attrs.frozen
class InLanguage:
    """
    What was loaded, in another language.

    Attributes:
        left: Passages that are shown in the deck's own language, not yet translated or changed
            since they were.
    """

    loaded: Loaded
    left: int = 0


def load_in(name_or_path: str | Path, language: str) -> InLanguage:
    """
    Return the seed or deck of this name, or at this path, with its words in *language*.

    "" is the language it is written in. A seed and its deck have side files of their own; one of
    them is enough.

    Raises:
        NoTranslation: If there is none, or it cannot be read.
        UnknownName, UnreadableFile: As `load`.
    """
    first = load(name_or_path)
    if not language or first.deck is None:
        return InLanguage(first)
    paths = {name: side_file(Path(name), language) for name in first.sources}
    if not any(path.exists() for path in paths.values()):
        name = next(iter(first.sources))
        raise NoTranslation(
            f"there is no translation into {language}; "
            f"`tabletop deck translate {shown(Path(name))} {language}` begins one",
            path=Path(name),
            exit_status=4,
        )
    sources, left = {}, 0
    for name, source in first.sources.items():
        words = known(paths[name])
        far = progress(source, words)
        left += len(far.missing) + len(far.stale)
        sources[name] = translated_by(source, words)
    return InLanguage(read_again(sources), left)


def read_again(sources: dict[str, Source]) -> Loaded:
    """Return what the translated *sources*, a deck's or a seed's and its deck's, say."""
    if len(sources) == 1:
        ((name, source),) = sources.items()
        return loaded(source, Path(name))
    seed_source, deck_source = sources.values()
    seed_table, deck_table = tree(seed_source), tree(deck_source)
    assert isinstance(seed_table, Table) and isinstance(deck_table, Table), "read before"
    deck = read_deck(deck_source, deck_table)
    seed = read_seed(seed_source, seed_table, deck)
    diagnostics = in_order((*seed.diagnostics, *deck.diagnostics))
    if has_errors(diagnostics):
        return Loaded(None, None, sources, diagnostics)
    return Loaded(deck.deck, seed.seed, sources, diagnostics)
