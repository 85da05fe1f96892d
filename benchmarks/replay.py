"""The viewer: its first picture on a long save, steps, seeks and other eyes, on a terminal."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from benchmarks.measure import Figure, Found, p95
from benchmarks.save import FRAMES, played, unflushed
from benchmarks.terminal import Repaint, Terminal

SIZES = ((80, 24), (120, 36))
RIGHT, LEFT, END = b"\x1b[C", b"\x1b[D", b"\x1b[F"
STEPS = [*[RIGHT] * 6, *[LEFT] * 2]
TURNS = [b"]", b"]", b"["]
TENTHS = [b"3", b"9", b"1", b"7", b"5", b"8", b"0", b"6"]
EYES = [b"w"]
KEYS = 32
OPENINGS = 5
PAINTED = "frame 0"


@contextmanager
def at_the_viewer(path: Path, columns: int, rows: int) -> Iterator[Terminal]:
    """Open the viewer on the save at *path*."""
    command = (sys.executable, "-m", "tabletop", "replay", str(path))
    with tempfile.TemporaryDirectory() as home:
        environment = {"HOME": home, "XDG_DATA_HOME": home}
        with Terminal(command, columns=columns, rows=rows, environment=environment) as terminal:
            yield terminal


def opened(path: Path, columns: int, rows: int) -> float:
    """Return the ms from the start of the program to the first frame on the screen."""
    with at_the_viewer(path, columns, rows) as terminal:
        return terminal.until_shown(PAINTED) * 1000


def pressed(terminal: Terminal, keys: Sequence[bytes]) -> list[Repaint]:
    """Return what each of `KEYS` of *keys* brought, after each was pressed once."""
    for key in dict.fromkeys(keys):
        terminal.repaint(key)
    return [terminal.repaint(key) for key in islice(cycle(keys), KEYS)]


def figures() -> list[Found]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.seminar"
        unflushed(lambda: played(path, FRAMES))
        return on(path)


def on(path: Path) -> list[Found]:
    """Return the figures of the viewer on the long save at *path*."""
    openings = [opened(path, 120, 36) for _ in range(OPENINGS)]
    note = f"{FRAMES:,} frames, from the start of the program"
    name = "first picture of a long save in the viewer"
    found: list[Found] = [Figure(name, median(openings), "ms", limit=1000, note=note)]
    for columns, rows in SIZES:
        size = f"{columns}x{rows}"
        with at_the_viewer(path, columns, rows) as terminal:
            terminal.until_shown(PAINTED)
            terminal.repaint(END)
            terminal.settle(1.0)
            terminal.repaint(b"5")
            for what, keys, limit in (
                ("a step in the viewer", STEPS, 40.0),
                ("a turn in the viewer", TURNS, 40.0),
                ("a seek to a tenth", TENTHS, 50.0),
                ("other eyes in the viewer", EYES, 50.0),
            ):
                came = pressed(terminal, keys)
                still = f"still after {median(c.last_ms for c in came):.3g} ms"
                times = [c.first_ms for c in came]
                found += [
                    Figure(f"{what}, {size}, median", median(times), "ms", note=still),
                    Figure(f"{what}, {size}, p95", p95(times), "ms", limit=limit),
                ]
            memory = terminal.memory_mb()
            if memory is not None:
                found.append(Figure(f"memory of the viewer, {size}", memory * 1000, "KB"))
    return found
