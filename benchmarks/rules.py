"""Decisions a second of the rules without a screen, against what Python itself allows."""

from time import perf_counter

import attrs

from benchmarks import goofspiel
from benchmarks.measure import Absent, Figure, Found

EVOLVES = 200_000


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


def figures() -> list[Found]:
    found: list[Found] = [
        Figure("bare attrs.evolve loop", evolves_per_second(), "/s"),
    ]
    spiel = goofspiel.asked()
    if spiel is None:
        why = "OpenSpiel is not installed; SPIEL_PYTHON may name a Python that has open_spiel"
        found.append(Absent("OpenSpiel, goofspiel driven from Python", why))
    else:
        found.append(Figure("OpenSpiel, goofspiel driven from Python", spiel, "/s"))
    return found
