"""From a key to the picture it brings, at the table of the island chain, on a terminal."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from benchmarks.measure import Figure, Found, p95
from benchmarks.start import BARE, LOBBY
from benchmarks.terminal import Repaint, Terminal

SIZES = ((80, 24), (120, 36))
DOWN, UP = b"\x1b[B", b"\x1b[A"
CURSOR = [*[DOWN] * 5, *[UP] * 5]
TABS = [b"2", b"3", b"4", b"5", b"1"]
ROUNDS, KEYS = 4, 20
"""Each program in its turn, `ROUNDS` times; each time every sort of key `KEYS` times."""


@contextmanager
def at_the_table(columns: int, rows: int) -> Iterator[Terminal]:
    """Open the island chain and go on to the plan, where a person has a hand to choose from."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        command = (*LOBBY, "play", "island_chain", "--entropy", "1", "--save", "table.seminar")
        environment = {"HOME": home, "XDG_DATA_HOME": home}
        with Terminal(
            command, columns=columns, rows=rows, folder=folder, environment=environment
        ) as terminal:
            terminal.until_shown("Go on")
            terminal.settle()
            while "then seal" not in terminal.shown():
                terminal.repaint(b" ")
            yield terminal


@contextmanager
def at_the_bare_app(columns: int, rows: int) -> Iterator[Terminal]:
    with Terminal(BARE, columns=columns, rows=rows) as terminal:
        terminal.until_shown("bare and ready")
        terminal.settle()
        yield terminal


def pressed(terminal: Terminal, keys: Sequence[bytes]) -> tuple[list[Repaint], list[float]]:
    """
    Press `KEYS` of *keys*.

    Return what each brought, and the processor time of one in ms where the system tells it.
    """
    for key in keys:  # the first time, things are still being learnt
        terminal.repaint(key)
    before = terminal.cpu_ms()
    came = [terminal.repaint(key) for key in islice(cycle(keys), KEYS)]
    after = terminal.cpu_ms()
    return came, [] if before is None or after is None else [(after - before) / KEYS]


def figures() -> list[Found]:
    found: list[Found] = []
    for columns, rows in SIZES:
        bare: list[Repaint] = []
        cursor: list[Repaint] = []
        tabs: list[Repaint] = []
        cursor_ms: list[float] = []
        tab_ms: list[float] = []
        for _ in range(ROUNDS):
            with at_the_bare_app(columns, rows) as terminal:
                bare += pressed(terminal, CURSOR)[0]
            with at_the_table(columns, rows) as terminal:
                came, cost = pressed(terminal, CURSOR)
                cursor += came
                cursor_ms += cost
                came, cost = pressed(terminal, TABS)
                tabs += came
                tab_ms += cost
        size = f"{columns}x{rows}"
        kilobytes = median(c.size for c in cursor) / 1000
        found += [
            Figure(f"key to repaint, bare Textual app, {size}", middle(bare), "ms"),
            *repaints(f"cursor key in the hand, {size}", cursor),
            Figure(f"cursor key to the bare app, {size}", middle(cursor) / middle(bare), "x"),
            *repaints(f"tab key, {size}", tabs),
            Figure(f"written for a cursor key, {size}", kilobytes, "KB"),
        ]
        for key, costs in (("cursor", cursor_ms), ("tab", tab_ms)):
            if costs:
                name = f"processor time of a {key} key, {size}"
                found.append(Figure(name, median(costs), "ms"))
    return found


def middle(came: Sequence[Repaint]) -> float:
    return median(c.first_ms for c in came)


def repaints(name: str, came: Sequence[Repaint]) -> list[Found]:
    """Return the promised figures of *came*, and when the screen stood still."""
    still = f"still after {median(c.last_ms for c in came):.3g} ms"
    return [
        Figure(f"{name}, median", middle(came), "ms", limit=15, note=still),
        Figure(f"{name}, p95", p95([c.first_ms for c in came]), "ms", limit=40),
    ]
