"""The wall: to its first picture, from a frame on the disk to its picture, and at rest."""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.measure import Figure, Found, alternately
from benchmarks.start import BARE, appearance, ratio
from benchmarks.terminal import Terminal
from tabletop.authoring.library import load
from tabletop.bots.seats import bots_only, dealt
from tabletop.table.session import Session

WALL = (str(Path(sys.executable).with_name("tabletop")), "watch")
ROUNDS = 9
FRAMES = 25
QUIET = 10.0
"""Seconds of looking at a save to which nothing is added."""


def figures() -> list[Found]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.seminar"
        run = [sys.executable, "-m", "tabletop.cli.main", "run", "tutorial", "--entropy", "1"]
        subprocess.run([*run, "--save", str(path)], check=True, capture_output=True)
        shown: list[float] = []

        def first_picture() -> float:
            first, all_there = appearance((*WALL, str(path)), "Quit", "over")
            shown.append(all_there)
            return first

        bare, wall = alternately(
            ROUNDS, lambda: appearance(BARE, "bare and ready")[0], first_picture
        )
        found: list[Found] = [
            Figure("start to first paint, wall", median(wall) * 1000, "ms"),
            Figure(
                "first paint to the bare app",
                ratio(zip(bare, wall, strict=True)),
                "x",
                limit=1.5,
                note="median of pairs",
            ),
            Figure("start to the session, wall", median(shown) * 1000, "ms"),
        ]
        return [*found, *following(Path(folder) / "b.seminar")]


def following(path: Path) -> list[Found]:
    """Measure a wall that follows a session of bots, then one at rest."""
    loaded = load("tutorial")
    assert loaded.deck is not None, "the tutorial can be played"
    seats = bots_only(loaded.deck, loaded.seed)
    waits: list[float] = []
    with (
        Session.start(dealt(loaded.deck, loaded.seed, seats), seats, entropy=1, path=path) as game,
        Terminal((*WALL, str(path))) as terminal,
    ):
        terminal.until_shown("live")
        terminal.settle()
        busy = terminal.cpu_ms()
        begin = time.perf_counter()
        for _ in range(FRAMES):
            terminal.settle()
            since = len(terminal.output)
            if game.step(everything=True) is None:
                break
            acknowledged = time.perf_counter()
            # Some frames change nothing that everybody sees but the clock; they do not count.
            while time.perf_counter() - acknowledged < 1.0:
                terminal.listen(0.05)
                if len(re.sub(rb"\d+:\d\d", b"", terminal.output[since:])) > 400:
                    waits.append((time.perf_counter() - acknowledged) * 1000)
                    break
        lasted = time.perf_counter() - begin
        worked = terminal.cpu_ms()
        terminal.settle(0.5)
        calm, at_rest = terminal.cpu_ms(), time.perf_counter()
        while time.perf_counter() - at_rest < QUIET:
            terminal.listen(0.2)
        quiet = terminal.cpu_ms()
        megabytes = terminal.memory_mb()
    waits.sort()
    found: list[Found] = [
        Figure("acknowledged frame to its picture, median", median(waits), "ms"),
        Figure("acknowledged frame to its picture, p95", waits[int(len(waits) * 0.95)], "ms"),
    ]
    if None not in (busy, worked, calm, quiet):
        assert busy is not None and worked is not None and calm is not None and quiet is not None
        found += [
            Figure("processor while followed", (worked - busy) / lasted / 10, "%"),
            Figure("processor at rest", (quiet - calm) / QUIET / 10, "%", limit=5),
        ]
    if megabytes is not None:
        found.append(Figure("memory of the wall", megabytes, "MB", limit=80))
    return found
