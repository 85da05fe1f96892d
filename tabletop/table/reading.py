"""Opening a save to look at it, as far as it can be read."""

from pathlib import Path

from tabletop.journal.reader import load
from tabletop.table.replay import Replay


def open_replay(path: Path) -> Replay:
    """
    Return the session saved at *path*, to look at; no lock is taken.

    Raises:
        SaveError: If the file cannot be read, or is refused.
    """
    return Replay(load(path))
