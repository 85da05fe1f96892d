"""Where saves are, what they are called, and a list of them that nothing can spoil."""

import os
import re
import unicodedata
from itertools import count
from pathlib import Path
from typing import Final

import attrs
import platformdirs

from tabletop.journal import disk, framing
from tabletop.journal.model import Head, SaveError
from tabletop.journal.reader import first_head

SUFFIX: Final = ".seminar"
LONGEST: Final = 80
"""Most characters of a save's name, suffix not counted."""

MOST: Final = 200_000
"""Records counted for a list; hardly a session has more, and a list must not wait."""

BLOCK: Final = 16 * 1024
"""Bytes read at once in search of headers; longer records are stepped over unread."""


@attrs.frozen
class Glance:
    """
    A save as it stands in a list.

    Attributes:
        head: None when the save is refused.
        frames: Decisions in it, as far as its records can be followed.
        is_closed: Whether the session was put away at some time.
        changed_ms: When it was last written, in milliseconds since 1970, UTC.
        trouble: Why it is refused, as one sentence; "" when it is not.
    """

    path: Path
    head: Head | None
    frames: int
    is_closed: bool
    changed_ms: int
    trouble: str = ""

    @property
    def title(self) -> str:
        """One line for a list."""
        return self.head.title if self.head else self.path.stem


def saves_folder() -> Path:
    """Return where saves belong: `saves` of a source checkout, else the user's own folder."""
    here = Path("saves")
    if here.is_dir() and Path("pyproject.toml").is_file() and Path("tabletop").is_dir():
        return here
    return platformdirs.user_data_path("tabletop") / "saves"


def new_path(name: str, folder: Path | None = None) -> Path:
    """
    Return a path for a new save called after *name*, in *folder* or where saves belong.

    The folder is made if need be. Where the name is taken, a number follows it.

    Raises:
        SaveError: If the folder cannot be made.
    """
    place = saves_folder() if folder is None else folder
    with disk.troubles(place, "making the folder"):
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem = file_stem(name)
    names = (place / f"{stem}{f'-{n}' if n > 1 else ''}{SUFFIX}" for n in count(1))
    return next(path for path in names if not os.path.lexists(path))


def file_stem(name: str) -> str:
    """Return *name* as part of a file's name that every system takes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "session"


def saves(folder: Path | None = None) -> tuple[Glance, ...]:
    """
    Return the saves in *folder*, or where saves belong, the one written last first.

    Only headers are read. What is wrong with one is told of that one.
    """
    place = saves_folder() if folder is None else folder
    try:
        paths = sorted(p for p in place.iterdir() if is_save_name(p))
    except OSError:  # no folder, no saves
        return ()
    return tuple(sorted(map(glance, paths), key=lambda found: -found.changed_ms))


def is_save_name(path: Path) -> bool:
    return path.suffix == SUFFIX and not path.name.startswith(".")


def glance(path: Path) -> Glance:
    """Return the save at *path* as it stands in a list. Never raises."""
    try:
        changed_ms = path.stat().st_mtime_ns // 1_000_000
    except (OSError, ValueError):
        changed_ms = 0
    try:
        with disk.opened(path) as descriptor:
            head = first_head(path, descriptor)
            kinds = kinds_of(path, descriptor)
    except SaveError as error:
        return Glance(path, None, 0, False, changed_ms, error.sentence)
    return Glance(path, head, kinds.count(framing.FRAME), framing.CLOSE in kinds, changed_ms)


def kinds_of(path: Path, descriptor: int) -> list[int]:
    """Return the types of an open save's first records, from their headers alone."""
    kinds: list[int] = []
    start = len(framing.MAGIC)
    block, begin = b"", 0
    with disk.troubles(path, "reading it"):
        size = os.fstat(descriptor).st_size
        while start < size and len(kinds) < MOST:
            if start + framing.HEADER_SIZE > begin + len(block):
                # Frames are short: asking the system for each header alone takes longer.
                block, begin = disk.read_at(descriptor, start, BLOCK), start
            header = block[start - begin : start - begin + framing.HEADER_SIZE]
            read = framing.header_of(header, len(kinds))
            if isinstance(read, str) or start + framing.OVERHEAD + read[0] > size:
                break
            start += framing.OVERHEAD + read[0]
            kinds.append(read[1])
    return kinds
