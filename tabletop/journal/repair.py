"""Cutting a damaged save back to its good prefix, with the rest kept aside first."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import attrs

from tabletop.journal import disk
from tabletop.journal.framing import Damage
from tabletop.journal.reader import parse


@attrs.frozen
class Repaired:
    """
    What repairing did.

    Attributes:
        frames: Frames that the save holds now.
        damage: What was cut off; None when the save was good.
        aside: The file that holds what was cut off.
    """

    path: Path
    frames: int
    damage: Damage | None = None
    aside: Path | None = None


def repair(path: Path) -> Repaired:
    """
    Keep what follows the good prefix of the save at *path* in `NAME.seminar.tail-N`; cut it off.

    Raises:
        SaveError: If the save is refused (status 4), or is being written or the disk fails (5).
            Nothing is cut before the tail is safe.
    """
    with disk.troubles(path, "opening it"):
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        disk.keep_regular(path, descriptor)
        disk.lock(path, descriptor)
        data = disk.read_all(path, descriptor)
        journal = parse(path, data)
        frames, damage = len(journal.frames), journal.damage
        if damage is None:
            return Repaired(path, frames)
        aside = keep_aside(path, data[damage.byte :])
        with disk.troubles(path, "cutting it"):
            os.ftruncate(descriptor, damage.byte)
            disk.flush(descriptor)
        return Repaired(path, frames, damage, aside)
    finally:
        disk.close(descriptor)


def keep_aside(path: Path, tail: bytes) -> Path:
    """Write *tail* to a new file beside *path*, safely on the disk, and return its name."""
    aside = next(name for name in tail_names(path) if not os.path.lexists(name))
    with disk.troubles(aside, "keeping the tail"):
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        descriptor = os.open(aside, flags, disk.MODE)
        try:
            while tail:
                tail = tail[os.write(descriptor, tail) :]
            disk.flush(descriptor)
        finally:
            disk.close(descriptor)
        disk.flush_folder(path.parent)
    return aside


def tail_names(path: Path) -> Iterator[Path]:
    """Yield the names a tail of *path* may have, in order."""
    return (path.with_name(f"{path.name}.tail-{number}") for number in count(1))
