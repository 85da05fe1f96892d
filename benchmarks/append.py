"""Keeping a decision on the disk, against a bare write of as many bytes."""

import os
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.measure import Figure, Found, seconds

ROUNDS = 500
PAYLOAD = 600  # bytes; about what a decision and its events take


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


def figures() -> list[Found]:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        bare = BareAppend(Path(folder) / "bare")
        times = [seconds(lambda: bare.append(b"x" * PAYLOAD)) for _ in range(ROUNDS)]
        bare.close()
    return [Figure("bare append with fsync", median(times) * 1000, "ms", note=f"{PAYLOAD} bytes")]
