"""
Continuations a second from the opening, against whole sessions run one process each.

Both play the same seed with the same bots to its end; a run begins a process and keeps its save on
the disk, a continuation does neither. The crew is timed with the start of its processes.
"""

import subprocess
import sys
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.measure import Figure, Found, alternately
from tabletop.journal.reader import load
from tabletop.lab.continuations import Fork, continuation, fork
from tabletop.lab.crew import Crew, processors
from tabletop.replay.replay import Replay

SEEDS = ("tutorial", "island_chain")
BOT = "steady"
ROUNDS = 3
RUNS = 3
GAMES = 30
CREW = 100


def run(seed: str, save: Path, entropy: int) -> None:
    """Run a session of *seed* in a process of its own, kept at *save*."""
    command = [sys.executable, "-m", "tabletop", "run", seed, "--bots", BOT]
    asked = [*command, "--entropy", str(entropy), "--save", str(save)]
    subprocess.run(asked, check=True, capture_output=True)


def runs_per_second(seed: str) -> float:
    """Return how many sessions of *seed* are run a second, one after another."""
    with TemporaryDirectory() as folder:
        start = perf_counter()
        for entropy in range(RUNS):
            run(seed, Path(folder) / f"{entropy}.seminar", entropy)
        return RUNS / (perf_counter() - start)


def opening_of(seed: str) -> Fork:
    """Return the opening of *seed* as a fork."""
    with TemporaryDirectory() as folder:
        save = Path(folder) / "one.seminar"
        run(seed, save, 1)
        replay = Replay(load(save))
        return fork(replay, replay.main, 0, BOT)


def here_per_second(start: Fork) -> float:
    """Return how many continuations this process plays a second."""
    begun = perf_counter()
    for number in range(GAMES):
        continuation(start, "both", number)
    return GAMES / (perf_counter() - begun)


def crew_per_second(start: Fork) -> float:
    """Return how many continuations a crew plays a second, its start and end included."""
    begun = perf_counter()
    played = sum(len(batch.outcomes) for batch in Crew(start).run(CREW, ("both",)))
    return played / (perf_counter() - begun)


def figures() -> list[Found]:
    found: list[Found] = []
    for seed in SEEDS:
        start = opening_of(seed)
        rounds = alternately(
            ROUNDS,
            partial(runs_per_second, seed),
            partial(here_per_second, start),
            partial(crew_per_second, start),
        )
        runs, here, crew = (median(values) for values in rounds)
        note = f"{crew / runs:.3g} times `tabletop run`, from {processors()} processes"
        found += [
            Figure(f"{seed}, `tabletop run`", runs, "/s"),
            Figure(f"{seed}, continuations in one process", here, "/s"),
            Figure(f"{seed}, continuations by a crew", crew, "/s", note=note),
        ]
    return found
