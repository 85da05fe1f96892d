"""What `play` and `run` share: a seed or deck by name, its seats, and a new save."""

import argparse
import secrets
import sys
from pathlib import Path
from typing import Final

from tabletop.authoring.export.translation import load_in
from tabletop.authoring.library import Loaded
from tabletop.authoring.text.render import rendered
from tabletop.bots.seats import Seats, dealt
from tabletop.cli.colour import is_coloured
from tabletop.cli.deck_check import status_of
from tabletop.cli.language import configure_language
from tabletop.cli.stop import Stop
from tabletop.journal.model import Source
from tabletop.journal.saves import new_path
from tabletop.language.ids import Method
from tabletop.table.session import Session

ENTROPY_BITS: Final = 63
MOST_ENTROPY: Final = 2**64 - 1


def configure_start(parser: argparse.ArgumentParser, nargs: str | None = None) -> None:
    """Add what a new session is made of to *parser*."""
    parser.add_argument("start", metavar="SEED|DECK", nargs=nargs, help="a name, or a file")
    parser.add_argument("--save", metavar="FILE", type=Path, help="where the session is kept")
    parser.add_argument(
        "--entropy",
        metavar="N",
        type=entropy,
        help="the number behind the dice; same number, same luck",
    )
    configure_language(parser)


def entropy(text: str) -> int:
    """Return *text* as entropy, from 0 to `MOST_ENTROPY`."""
    if text.isascii() and text.isdigit() and len(text) <= 20 and int(text) <= MOST_ENTROPY:
        return int(text)
    raise argparse.ArgumentTypeError(f"entropy is a whole number from 0 to {MOST_ENTROPY}")


def new_entropy() -> int:
    """Return entropy that nobody can foresee."""
    return secrets.randbits(ENTROPY_BITS)


def playable(name: str, language: str = "") -> Loaded:
    """
    Return what *name* means, its words in *language*, if it can be played.

    Raises:
        Stop: If it has errors; they are on stderr by then.
        TabletopError: If there is no such seed or deck, or it cannot be opened.
    """
    found = load_in(name, language)
    loaded = found.loaded
    if loaded.deck is None:
        colour = is_coloured(sys.stderr)
        print(rendered(loaded.diagnostics, loaded.sources, colour=colour), file=sys.stderr)
        raise Stop(f"{name} cannot be played as it stands", status_of(loaded.diagnostics))
    if found.left:
        passages = "1 passage is" if found.left == 1 else f"{found.left} passages are"
        print(f"{passages} not translated, or changed since.", file=sys.stderr)
    return loaded


def begun(
    loaded: Loaded,
    seats: Seats,
    *,
    entropy: int | None,
    save: Path | None,
    method: Method | None = None,
    rehearsal: bool | None = None,
) -> Session:
    """Return a new session of what was *loaded*, its save on the disk."""
    assert loaded.deck is not None, "playable() was asked first"
    deck = dealt(loaded.deck, loaded.seed, seats, method=method, rehearsal=rehearsal)
    name = loaded.seed.id if loaded.seed else deck.id
    return Session.start(
        deck,
        seats,
        seed=loaded.seed,
        entropy=new_entropy() if entropy is None else entropy,
        path=save or new_path(name),
        sources=kept_sources(loaded),
    )


def kept_sources(loaded: Loaded) -> tuple[Source, ...]:
    """Return the texts behind *loaded* as a save keeps them: the seed's, then the deck's."""
    *seeds, deck = loaded.sources.values()
    return (
        *(Source.of("seed", seed.name, seed.text) for seed in seeds),
        Source.of("deck", deck.name, deck.text),
    )
