"""Opening a save of 10,000 frames, going to any of them, following it, and a library of saves."""

import random
import tempfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

import attrs
import msgpack

from benchmarks.measure import Figure, Found, alternately, p95, seconds
from tabletop.authoring.library import load as deck_called
from tabletop.bots.seats import bots_only
from tabletop.journal import disk
from tabletop.journal.follow import Follower
from tabletop.journal.framing import MAGIC, scan
from tabletop.journal.model import Journal, Note
from tabletop.journal.reader import load
from tabletop.journal.saves import saves
from tabletop.journal.states import History
from tabletop.journal.writer import Writer
from tabletop.table.session import Session

FRAMES = 10_000
USUAL_FRAMES = 300
DECK = "quiet_signals"
SEEKS = 1_000
SAVES = 2_000
LOOKS = 100

T = TypeVar("T")


def played(path: Path, frames: int) -> None:
    """Save *frames* frames of `DECK` at *path*, however long it takes to end."""
    deck = deck_called(DECK).deck
    assert deck is not None
    long = attrs.evolve(deck, endings=(), terms=attrs.evolve(deck.terms, turns=4095))
    with Session.start(long, bots_only(long, bot="random"), entropy=1, path=path) as session:
        while session.number < frames and session.step(everything=True):
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


def memory(act: Callable[[], T]) -> tuple[T, float, float]:
    """Return what *act* makes, the bytes it keeps, and the most it took on the way."""
    tracemalloc.start()
    try:
        made = act()
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return made, kept, most


def every_state(journal: Journal) -> History:
    history = History(journal)
    for frame in journal.frames:
        history.at(frame.number)
    return history


def figures() -> list[Found]:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        path = Path(folder) / "long.seminar"
        unflushed(lambda: played(path, FRAMES))
        return [*long_session(path), *following(path), *library(Path(folder) / "library")]


def long_session(path: Path) -> list[Found]:
    """Measure opening the save at *path*, and going about in it."""
    bare, opened = alternately(
        5, lambda: seconds(lambda: bare_reading(path)), lambda: seconds(lambda: load(path))
    )
    size = path.stat().st_size
    journal, kept, most = memory(lambda: load(path))
    _, states, _ = memory(lambda: every_state(journal))
    frames = len(journal.frames)
    history = History(journal)
    first = seconds(lambda: history.at(frames))
    luck = random.Random(1)
    seeks = [seconds(lambda: history.at(luck.randint(0, frames))) for _ in range(SEEKS)]
    note = f"{frames:,} frames, {size / 2**20:.3g} MiB"
    return [
        Figure("read and unpack a save, unchecked", median(bare) * 1000, "ms", note=note),
        Figure("open a save", median(opened) * 1000, "ms", limit=1000, note=note),
        Figure("open a save, to unpacking it", median(opened) / median(bare), "x", limit=8),
        Figure("go to its last frame, the first time", first * 1000, "ms", limit=1000),
        Figure("both, to unpacking it", (median(opened) + first) / median(bare), "x", limit=12),
        Figure("go to any frame, p95", p95(seeks) * 1e6, "us", limit=1000, note="afterwards"),
        Figure("an open save in memory", kept / 1024, "KB", limit=50_000, note=note),
        Figure("an open save in memory, to its size", kept / size, "x"),
        Figure("most taken while opening, to its size", most / size, "x"),
        Figure("every state of it besides", states / 1024, "KB", limit=50_000),
    ]


def following(path: Path) -> list[Found]:
    """Measure a look at the save at *path* after each of some remarks."""
    idle: list[float] = []
    looks: list[float] = []
    with Writer.reopen(path) as writer, Follower(path) as follower:
        follower.look()
        for _ in range(LOOKS):
            unflushed(lambda: writer.append(Note(1, 1, "so")))
            looks.append(seconds(follower.look))
            idle.append(seconds(follower.look))
    return [
        Figure("a look at a live save, with news, p95", p95(looks) * 1e6, "us", limit=10_000),
        Figure("a look at a live save, without, p95", p95(idle) * 1e6, "us", limit=1_000),
    ]


def library(folder: Path) -> list[Found]:
    """Measure a list of `SAVES` saves, one in fifty of them spoilt."""
    folder.mkdir()
    path = folder / "0.seminar"
    unflushed(lambda: played(path, USUAL_FRAMES))
    data = path.read_bytes()
    for number in range(1, SAVES):
        end = number * 37 % len(data) if number % 50 == 0 else len(data)
        (folder / f"{number}.seminar").write_bytes(data[:end])
    listed = median(seconds(lambda: saves(folder)) for _ in range(3))
    whole = median(seconds(lambda: [p.read_bytes() for p in folder.iterdir()]) for _ in range(3))
    note = f"{SAVES:,} saves of {USUAL_FRAMES} frames, {len(data) / 1024:.3g} KB each"
    return [
        Figure("list a library", listed * 1000, "ms", limit=1000, note=note),
        Figure("list a library, to reading all its bytes", listed / whole, "x"),
    ]
