"""Shipped decks and seeds, and whole games that bots play with them in memory."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tabletop.authoring.library import Loaded, load
from tabletop.bots.playout import game
from tabletop.bots.seats import bots_only
from tabletop.game.deck import Deck
from tabletop.game.state import State, opening

ROOT = Path(__file__).parents[2]
DECKS = sorted((ROOT / "decks").glob("*.yaml"))
SEEDS = sorted((ROOT / "seeds").glob("*.yaml"))


@cache
def shipped(name: str) -> Loaded:
    """Return the deck or seed that ships under *name*, such as "decks/goofspiel"."""
    return load(ROOT / f"{name}.yaml")


def deck_shipped(name: str) -> Deck:
    """Return the deck that ships under *name*, as its seed starts it if it is one."""
    deck = shipped(name).opening
    assert deck is not None, name
    return deck


def states(deck: Deck, entropy: int, bot: str = "random") -> Iterator[State]:
    """Yield every state of a game that *bot* plays in all seats, to the end."""
    yield opening(deck)
    for step in game(deck, bots_only(deck, bot=bot), entropy):
        yield step.after


def last(deck: Deck, entropy: int, bot: str = "random") -> State:
    """Return how a game ends that *bot* plays in all seats."""
    for _state in states(deck, entropy, bot):
        pass
    return _state
