"""
Decisions a second of the rules without a screen or a save, against what Python itself allows.

Played: random bots sit at every seat, so a decision costs what it takes to see what a seat may see,
to choose, decide and apply. Decided again: the rules alone, and the mark that a session keeps, on
the decisions of those games.
"""

from collections.abc import Callable, Iterator
from itertools import islice, takewhile
from statistics import median
from time import perf_counter

import attrs

from benchmarks import goofspiel
from benchmarks.measure import Absent, Figure, Found, alternately
from tabletop.authoring.library import load as deck_called
from tabletop.bots.playout import game
from tabletop.bots.seats import bots_only
from tabletop.game.decide import unfold
from tabletop.game.decision import Decision, Refusal
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.mark import mark
from tabletop.game.seed import seeded
from tabletop.game.state import State

ROUNDS = 7
DECISIONS = 1_000
EVOLVES = 50_000
DECKS = ("goofspiel", "island_chain")


@attrs.frozen
class Bare:
    """A value of about a state's size, of which one field is replaced."""

    turn: int = 0
    phase: str = "plan"
    levels: dict[str, int] = attrs.field(factory=dict)
    hands: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    pieces: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    sealed: dict[str, str] = attrs.field(factory=dict)
    fired: tuple[str, ...] = ()


def evolves_per_second(times: int = EVOLVES) -> float:
    """Return how often a second a frozen value can be replaced by its successor."""
    value = Bare()
    start = perf_counter()
    for turn in range(times):
        value = attrs.evolve(value, turn=turn)
    return times / (perf_counter() - start)


def playable(name: str) -> Deck:
    """Return the shipped seed or deck called *name*, ready to be played."""
    loaded = deck_called(name)
    assert loaded.deck is not None
    return seeded(loaded.deck, loaded.seed) if loaded.seed else loaded.deck


def after(deck: Deck, state: State, decision: Decision, dice: Dice) -> State:
    """Return the state after *decision*, marked as a session would."""
    unfolded = unfold(deck, state, decision, dice)
    assert not isinstance(unfolded, Refusal), unfolded.sentence
    mark(deck, unfolded.state)
    return unfolded.state


def playouts(deck: Deck) -> Iterator[tuple[int, State, Decision]]:
    """Yield entropy, state before and decision, of one game of random bots after another."""
    seats = bots_only(deck, bot="random")
    for entropy in range(10**9):
        for step in game(deck, seats, entropy):
            yield entropy, step.before, step.decision


def played_per_second(deck: Deck) -> Callable[[], float]:
    """Return a measure of decisions a second that random bots make, playing."""
    games = playouts(deck)

    def measure() -> float:
        start = perf_counter()
        for _ in islice(games, DECISIONS):
            pass
        return DECISIONS / (perf_counter() - start)

    return measure


def decided_per_second(deck: Deck) -> Callable[[], float]:
    """Return a measure of decisions a second that the rules take, once it is known what is made."""
    made = list(islice(playouts(deck), DECISIONS))

    def measure() -> float:
        start = perf_counter()
        for entropy, state, decision in made:
            after(deck, state, decision, Dice(entropy))
        return DECISIONS / (perf_counter() - start)

    return measure


def figures() -> list[Found]:
    decks = [playable(name) for name in DECKS]
    has_spiel = goofspiel.asked() is not None
    acts = [measure(deck) for deck in decks for measure in (played_per_second, decided_per_second)]
    rounds = alternately(
        ROUNDS,
        evolves_per_second,
        *acts,
        *([lambda: goofspiel.asked() or 0.0] if has_spiel else []),
    )
    evolves, *speeds = (median(values) for values in rounds)
    found: list[Found] = [Figure("bare attrs.evolve loop", evolves, "/s")]
    names = [f"{name}, {how}" for name in DECKS for how in ("played", "decided again")]
    for name, speed in zip(names, speeds, strict=False):
        note = f"a decision costs {evolves / speed:.3g} bare evolves"
        found.append(Figure(name, speed, "/s", note=note))
    if not has_spiel:
        why = "no OpenSpiel; SPIEL_PYTHON may name a Python that has it"
        return [*found, Absent("goofspiel in OpenSpiel driven from Python", why)]
    return found + against_spiel(decks[0], played=speeds[0], chosen=speeds[-1])


def against_spiel(deck: Deck, *, played: float, chosen: float) -> list[Found]:
    """
    Return how many whole games OpenSpiel plays while we play one of goofspiel, our *deck*.

    Games are what compares: with us each phase is a decision too, *played* of them a second,
    while OpenSpiel tells only of cards *chosen*.
    """
    length = sum(1 for _ in takewhile(lambda one: one[0] == 0, playouts(deck)))
    ours, theirs = played / length, chosen / goofspiel.CHOICES
    return [
        Figure("goofspiel, games", ours, "/s", note=f"{length} decisions each"),
        Figure("goofspiel in OpenSpiel driven from Python, games", theirs, "/s"),
        Figure("OpenSpiel's games to ours", theirs / ours, "x"),
    ]
