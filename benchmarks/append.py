"""Keeping a decision on the disk, against a bare write of as many bytes."""

import os
import tempfile
from pathlib import Path
from statistics import median

import attrs

from benchmarks.measure import Figure, Found, alternately, seconds
from tabletop.authoring.library import load as deck_called
from tabletop.bots.seats import bots_only
from tabletop.journal.framing import OVERHEAD
from tabletop.journal.model import Frame, Printed
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer, checked, new_head
from tabletop.table.session import Session

ROUNDS = 500
DECK = "quiet_signals"


class BareAppend:
    """A file that takes bytes and has them on the disk before it returns, and nothing else."""

    def __init__(self, path: Path) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL
        self._fd = os.open(path, flags, 0o600)

    def append(self, payload: bytes) -> None:
        os.write(self._fd, payload)
        os.fsync(self._fd)

    def close(self) -> None:
        os.close(self._fd)


def frames_of_a_session(folder: Path) -> tuple[Printed, tuple[Frame, ...]]:
    """Return a deck and the frames of one session of it."""
    deck = deck_called(DECK).deck
    assert deck is not None
    path = folder / "session.seminar"
    with Session.start(deck, bots_only(deck, bot="random"), entropy=1, path=path) as session:
        while session.step(everything=True):
            pass
    return Printed(deck), load(path).frames


def figures() -> list[Found]:
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        printed, frames = frames_of_a_session(folder)
        bare = BareAppend(folder / "bare")
        head = new_head("Append", {}, entropy=1, rules=1, created_ms=0)
        size = sum(len(checked(frame)) + OVERHEAD for frame in frames) // len(frames)
        with Writer.create(folder / "a.seminar", head, printed) as writer:
            many = iter(
                attrs.evolve(frames[n % len(frames)], number=n + 1, parent=n) for n in range(ROUNDS)
            )
            plain, kept = alternately(
                ROUNDS,
                lambda: seconds(lambda: bare.append(b"x" * size)),
                lambda: seconds(lambda: writer.append(next(many))),
            )
        bare.close()
    return [
        Figure("bare append with fsync", median(plain) * 1000, "ms", note=f"{size} bytes"),
        Figure("a decision kept", median(kept) * 1000, "ms", note=f"{size} bytes on average"),
        Figure("a decision kept, to a bare append", median(kept) / median(plain), "x"),
    ]
