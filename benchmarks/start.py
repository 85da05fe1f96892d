"""From the command to the first full picture of the lobby, against a bare Textual app."""

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from benchmarks.measure import Absent, Figure, Found, alternately
from benchmarks.terminal import Terminal

BARE = (sys.executable, "-m", "benchmarks.bare_app")
LOBBY = (str(Path(sys.executable).with_name("tabletop")),)
LOBBY_SHOWS = ("Quiet Signals",)
ROUNDS = 15


def first_paint(command: tuple[str, ...], *texts: str) -> float:
    """Return the time until *texts* stand on the screen, in seconds."""
    with Terminal(command) as terminal:
        return terminal.until_shown(*texts)


def memory(command: tuple[str, ...], *texts: str) -> float | None:
    """Return the resident memory once *texts* stand on the screen and all is quiet, in MB."""
    with Terminal(command) as terminal:
        terminal.until_shown(*texts)
        terminal.settle()
        return terminal.memory_mb()


def figures() -> list[Found]:
    if find_spec("tabletop.cli") is None:
        return [Absent("start to first paint", "there is no lobby yet")]
    with tempfile.TemporaryDirectory() as home:
        # A home without saves, so that the lobby is the one a new person sees.
        environment = ("env", f"HOME={home}", f"XDG_DATA_HOME={home}")
        lobby_command = (*environment, *LOBBY)
        bare, lobby = alternately(
            ROUNDS,
            lambda: first_paint(BARE, "bare and ready"),
            lambda: first_paint(lobby_command, *LOBBY_SHOWS),
        )
        megabytes = memory(lobby_command, *LOBBY_SHOWS)
    ratio = median(b / a for a, b in zip(bare, lobby, strict=True))
    found: list[Found] = [
        Figure("start to first paint, bare Textual app", median(bare) * 1000, "ms"),
        Figure("start to first paint, lobby", median(lobby) * 1000, "ms"),
        Figure("lobby against the bare app", ratio, "x", limit=1.5, note="median of pairs"),
    ]
    if megabytes is not None:
        found.append(Figure("memory in the lobby", megabytes, "MB", limit=80))
    return found
