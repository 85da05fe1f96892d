"""Opening a save to look at it, as far as it can be read."""

from collections.abc import Callable
from pathlib import Path

from tabletop.journal.reader import load
from tabletop.table.replay import Replay


def open_replay(path: Path, progress: Callable[[int, int], None] | None = None) -> Replay:
    """
    Return the session saved at *path*, to look at; no lock is taken.

    *progress* is told now and then how many bytes are read of how many, in this thread.

    Raises:
        SaveError: If the file cannot be read, or is refused.
    """
    return Replay(load(path, progress))
