"""From the command to the first full picture of the lobby, against a bare Textual app."""

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from benchmarks.measure import Figure, Found, alternately
from benchmarks.terminal import Terminal

BARE = (sys.executable, "-m", "benchmarks.bare_app")
LOBBY = (str(Path(sys.executable).with_name("tabletop")),)
FIRST, LISTED = "seminar wargames", "Quiet Signals"
ROUNDS = 15


def appearance(command: tuple[str, ...], *texts: str) -> tuple[float, ...]:
    """Return when each of *texts* stood on the screen, in seconds from the start."""
    with Terminal(command) as terminal:
        return tuple(terminal.until_shown(text) for text in texts)


def memory(command: tuple[str, ...], *texts: str) -> float | None:
    """Return the resident memory once *texts* stand on the screen and all is quiet, in MB."""
    with Terminal(command) as terminal:
        terminal.until_shown(*texts)
        terminal.settle()
        return terminal.memory_mb()


def figures() -> list[Found]:
    with tempfile.TemporaryDirectory() as home:
        # A home without saves, so that the lobby is the one a new person sees.
        environment = ("env", f"HOME={home}", f"XDG_DATA_HOME={home}")
        lobby_command = (*environment, *LOBBY)
        listed: list[float] = []

        def lobby_painted() -> float:
            first, all_there = appearance(lobby_command, FIRST, LISTED)
            listed.append(all_there)
            return first

        bare, lobby = alternately(
            ROUNDS,
            lambda: appearance(BARE, "bare and ready")[0],
            lobby_painted,
        )
        megabytes = memory(lobby_command, LISTED)
    pairs = zip(bare, lobby, strict=True)
    found: list[Found] = [
        Figure("start to first paint, bare Textual app", median(bare) * 1000, "ms"),
        Figure("start to first paint, lobby", median(lobby) * 1000, "ms"),
        Figure("first paint to the bare app", ratio(pairs), "x", limit=1.5, note="median of pairs"),
        Figure("start to what can be played, lobby", median(listed) * 1000, "ms"),
        Figure("what can be played to the bare app", ratio(zip(bare, listed, strict=True)), "x"),
    ]
    if megabytes is not None:
        found.append(Figure("memory in the lobby", megabytes, "MB", limit=80))
    return found


def ratio(pairs: Iterable[tuple[float, float]]) -> float:
    return median(b / a for a, b in pairs)
