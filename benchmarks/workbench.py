"""From a key to the picture it brings while a deck of a hundred cards is written."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.measure import Figure, Found, p95
from benchmarks.start import LOBBY
from benchmarks.terminal import Repaint, Terminal
from tabletop.authoring.edit.draft import Recheck

CARDS = 100
SIZES = ((80, 24), (120, 36))
TYPED = [b"t", b"r", b"u", b"s", b"t", b" ", b">", b"=", b" ", b"3", *[b"\x7f"] * 10]
"""A rule that is begun and taken back, so that the text stays what it was."""

DOWN, UP = b"\x1b[B", b"\x1b[A"
CURSOR = [*[DOWN] * 6, *[UP] * 6]
ROUNDS, KEYS = 3, 40

HEAD = """\
deck: hundred
title: A Hundred Cards
actors: {red: Red, blue: Blue}
tracks:
  trust: {name: Trust, range: 0 to 10, start: 5}
  tension: {name: Tension, range: 0 to 10, start: 3}
  capital: {name: Capital, range: 0 to 8, start: 4, each: actor}
cards:
"""

CARD = """\
  card_{n}:
    kind: deploy
    title: Card number {n}
    by: any actor
    text: >-
      Move visible forces closer, so that everyone sees it and nobody is sure what it means. The
      other side counts them twice and sleeps badly for a week or two.
    cost: capital 1
    needs: trust >= 2 and tension <= {level}
    chance: 60% + 5% * (trust - 5)
    success:
      - trust +1 if tension <= {level}
      - tension -1
    failure: trust -1, capital -1
    stands: until recalled
    each_turn: tension +1 if trust <= 3
    discuss: Who was this signal really for?
"""


def hundred() -> str:
    """Return a deck of `CARDS` full cards."""
    return HEAD + "".join(CARD.format(n=n, level=4 + n % 5) for n in range(CARDS))


@contextmanager
def at_the_bench(columns: int, rows: int, text: str) -> Iterator[Terminal]:
    """Open *text* and go to a line of its own in the middle of a card."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        (folder / "hundred.yaml").write_text(text)
        environment = {"HOME": home, "XDG_DATA_HOME": home, "XDG_STATE_HOME": home}
        command = (*LOBBY, "deck", "edit", "hundred.yaml")
        with Terminal(
            command, columns=columns, rows=rows, folder=folder, environment=environment
        ) as terminal:
            terminal.until_shown("deck: hundred", "f1")
            terminal.settle()
            terminal.repaint(b"\x06")
            for key in b"number 50\r":
                terminal.repaint(bytes([key]))
            # Past the check of the text, which would else fall on the first key.
            terminal.settle(0.5)
            terminal.repaint(b"\x1b[F")
            terminal.repaint(b"\r")
            for key in b"needs: ":
                terminal.repaint(bytes([key]))
            terminal.settle(0.8)
            yield terminal


def pressed(terminal: Terminal, keys: Sequence[bytes]) -> tuple[list[Repaint], list[float]]:
    """Press `KEYS` of *keys*; return what each brought, and the processor time of one in ms."""
    for key in keys:
        terminal.repaint(key, quiet=0.05)
    before = terminal.cpu_ms()
    came = [terminal.repaint(key, quiet=0.05) for key in islice(cycle(keys), KEYS)]
    after = terminal.cpu_ms()
    return came, [] if before is None or after is None else [(after - before) / KEYS]


def figures() -> list[Found]:
    text = hundred()
    found: list[Found] = []
    for columns, rows in SIZES:
        typed: list[Repaint] = []
        paused: list[Repaint] = []
        cursor: list[Repaint] = []
        costs: list[float] = []
        for _ in range(ROUNDS):
            with at_the_bench(columns, rows, text) as terminal:
                came, cost = pressed(terminal, TYPED)
                typed += came
                costs += cost
                # A check is under way, or just done, whenever one of these is pressed.
                for key in TYPED:
                    paused.append(terminal.repaint(key, quiet=0.2))
                cursor += pressed(terminal, CURSOR)[0]
        size = f"{columns}x{rows}"
        for name, came in (
            (f"letter typed, {CARDS} cards, {size}", typed),
            (f"letter typed while it is checked, {size}", paused),
            (f"cursor key in the text, {size}", cursor),
        ):
            first = [c.first_ms for c in came]
            found.append(Figure(f"{name}, median", median(first), "ms"))
            found.append(Figure(f"{name}, p95", p95(first), "ms", limit=40))
        found.append(
            Figure(f"written for a letter, {size}", median(c.size for c in typed) / 1000, "KB")
        )
        if costs:
            found.append(Figure(f"processor time of a letter, {size}", median(costs), "ms"))
    found.append(recheck(text))
    return found


def recheck(text: str) -> Figure:
    """Return how long it takes to check the text again after a letter."""
    checks = Recheck(Path("hundred.yaml"))
    times = []
    for n in range(24):
        typed = text.replace("Card number 50", f"Card number 50{'x' * (n % 7)}")
        start = perf_counter()
        checks.check(typed)
        times.append((perf_counter() - start) * 1000)
    return Figure(f"check after a letter, {CARDS} cards, median", median(times[2:]), "ms", limit=50)
