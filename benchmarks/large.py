"""A save of 100,000 frames: written, opened with progress, gone about in, and followed."""

import random
import tempfile
from pathlib import Path
from statistics import median

import attrs

from benchmarks.measure import Figure, Found, alternately, p95, seconds
from benchmarks.save import bare_reading, every_state, memory, played, unflushed
from tabletop.journal.follow import Follower
from tabletop.journal.framing import SAVE_CAP
from tabletop.journal.model import Frame, Journal, Printed
from tabletop.journal.reader import load
from tabletop.journal.states import History
from tabletop.journal.tree import main_line, salts
from tabletop.journal.writer import Writer

FRAMES = 100_000
AT_ONCE = 1_000
SEEKS = 1_000
LOOKS = 100


def lines_of(journal: Journal, frames: int) -> list[Frame]:
    """Return the session of *journal*, and again as what-if lines until there are *frames*."""
    made: list[Frame] = []
    while len(made) < frames:
        before = len(made)
        for frame in journal.frames:
            number, parent = before + frame.number, before + frame.parent if frame.parent else 0
            begins = before > 0 and parent == 0
            made.append(attrs.evolve(frame, number=number, parent=parent, is_what_if=begins))
    return made[:frames]


def write(path: Path, journal: Journal) -> None:
    """Write `FRAMES` frames like those of *journal* to a new save at *path*."""
    frames = lines_of(journal, FRAMES)
    printed = Printed(journal.deck, journal.seed, journal.sources)
    with Writer.create(path, journal.head, printed) as writer:
        for start in range(0, FRAMES, AT_ONCE):
            writer.append(*frames[start : start + AT_ONCE])


def figures() -> list[Found]:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        path = Path(folder) / "tenth.seminar"
        unflushed(lambda: played(path, FRAMES // 10))
        return figures_of(path, Path(folder) / "large.seminar")


def figures_of(path: Path, large: Path) -> list[Found]:
    """Measure a save called *large*, of `FRAMES` frames like those of the save at *path*."""
    journal = load(path)
    written = seconds(lambda: unflushed(lambda: write(large, journal)))
    bare, small, opened = alternately(
        3,
        lambda: seconds(lambda: bare_reading(large)),
        lambda: seconds(lambda: load(path)),
        lambda: seconds(lambda: load(large, lambda done, size: None)),
    )
    journal, kept, _ = memory(lambda: load(large))
    _, states, _ = memory(lambda: every_state(journal))
    history = History(journal)
    last = seconds(lambda: history.at(FRAMES))
    luck = random.Random(1)
    seeks = [seconds(lambda: history.at(luck.randint(0, FRAMES))) for _ in range(SEEKS)]
    size = large.stat().st_size
    note = f"{FRAMES:,} frames, {size / 2**20:.3g} of {SAVE_CAP >> 20} MiB"
    return [
        Figure("write a large save, per frame", written / FRAMES * 1e6, "us", note=note),
        Figure("read and unpack it, unchecked", median(bare) * 1000, "ms", note=note),
        Figure("open it", median(opened) * 1000, "ms", limit=5000, note=note),
        Figure("open it, to unpacking it", median(opened) / median(bare), "x", limit=8),
        Figure("open it, to opening a tenth of it", median(opened) / median(small), "x", limit=20),
        Figure("go to its last frame, the first time", last * 1000, "ms"),
        Figure("go to any frame of it, p95", p95(seeks) * 1000, "ms", limit=50),
        Figure("its main line and all luck", seconds(lambda: walk(journal)) * 1000, "ms"),
        Figure("it in memory", kept / 1024, "KB", limit=200_000),
        Figure("every state of it besides", states / 1024, "KB", limit=200_000),
        *followed(large, journal),
    ]


def walk(journal: Journal) -> None:
    main_line(journal)
    salts(journal)


def followed(path: Path, journal: Journal) -> list[Found]:
    """Measure a look at the save at *path* after each of some more frames."""
    looks: list[float] = []
    last = journal.frames[-1]
    with Writer.reopen(path, journal) as writer, Follower(path) as follower:
        follower.look()
        for more in range(1, LOOKS + 1):
            after = attrs.evolve(last, number=FRAMES + more, parent=FRAMES + more - 1)
            writer.append(after)
            looks.append(seconds(follower.look))
    return [Figure("a look at it with one more frame, p95", p95(looks) * 1000, "ms", limit=25)]
