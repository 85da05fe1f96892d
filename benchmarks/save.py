"""Opening a save of 10,000 frames and going to any of them."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import attrs
import msgpack

from benchmarks.measure import Figure, Found, alternately, p95, seconds
from tabletop.authoring.shipped import load as deck_called
from tabletop.journal import disk
from tabletop.journal.framing import MAGIC, scan
from tabletop.journal.history import History
from tabletop.journal.reader import load
from tabletop.table.seats import bots_only
from tabletop.table.session import Session

FRAMES = 10_000
DECK = "quiet_signals"
SEEKS = 1_000


def played(path: Path) -> None:
    """Save `FRAMES` frames of `DECK` at *path*, however long it takes to end."""
    deck = deck_called(DECK).deck
    assert deck is not None
    long = attrs.evolve(deck, endings=(), terms=attrs.evolve(deck.terms, turns=4095))
    with Session.start(long, bots_only(long, bot="random"), entropy=1, path=path) as session:
        while session.number < FRAMES and session.step(everything=True):
            pass


def unflushed(act: Callable[[], None]) -> None:
    """Run *act* without waiting for the disk, which is measured elsewhere."""
    real, disk.flush = disk.flush, lambda descriptor: None
    try:
        act()
    finally:
        disk.flush = real


def bare_reading(path: Path) -> None:
    """Read the records of *path* and unpack each into plain dicts, unchecked and forgotten."""
    for record in scan(path.read_bytes(), len(MAGIC)).records:
        msgpack.unpackb(record.payload)


def figures() -> list[Found]:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        path = Path(folder) / "long.seminar"
        unflushed(lambda: played(path))
        bare, opened = alternately(
            5, lambda: seconds(lambda: bare_reading(path)), lambda: seconds(lambda: load(path))
        )
        size = path.stat().st_size
        journal = load(path)
    frames = len(journal.frames)
    history = History(journal)
    first = seconds(lambda: history.at(frames))
    luck = random.Random(1)
    seeks = [seconds(lambda: history.at(luck.randint(0, frames))) for _ in range(SEEKS)]
    note = f"{frames:,} frames, {size / 2**20:.3g} MiB"
    return [
        Figure("read and unpack a save, unchecked", median(bare) * 1000, "ms", note=note),
        Figure("open a save", median(opened) * 1000, "ms", limit=1000, note=note),
        Figure("open a save, to unpacking it", median(opened) / median(bare), "x"),
        Figure("go to its last frame, the first time", first * 1000, "ms", limit=1000),
        Figure("go to any frame, p95", p95(seeks) * 1e6, "us", limit=1000, note="afterwards"),
    ]
