"""
Text that is not saved yet, kept aside so that no crash loses it.

Each running program keeps one file for each deck that it has open, in the user's folder of state,
and a lock beside it that ends with the program. A file without a lock holds text that nobody saved:
it is offered at the next opening.
"""

import fcntl
import json
import os
import re
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

import attrs
import platformdirs

from tabletop.authoring.manuscript import Manuscript, folder_sync, put, why
from tabletop.errors import TabletopError

NAMED: Final = re.compile(r"[0-9a-f]{32}\.\d+\.unsaved")
PRIVATE: Final = 0o600

HELD: Final[dict[Path, int]] = {}
"""The locks of this process, by the file beside which they lie."""


class NotKept(TabletopError):
    """Unsaved text could not be kept aside."""


@attrs.frozen
class Aside:
    """
    Text that somebody wrote and did not save.

    Attributes:
        at: The file that keeps it.
        of: Digest of what the deck's file held then; "" where there was none.
        kept_ms: When it was kept, in ms since 1970.
    """

    at: Path
    text: str
    of: str
    kept_ms: int

    def is_of(self, manuscript: Manuscript) -> bool:
        """Return whether the deck's file is still the one that it was written in."""
        return self.of == digest(manuscript.data)


def folder() -> Path:
    """Return where unsaved text is kept."""
    return platformdirs.user_state_path("tabletop", appauthor=False) / "unsaved"


def place(path: Path, process: int | None = None) -> Path:
    """Return the file in which this process, or *process*, keeps unsaved text of *path*."""
    named = blake2b(str(path.resolve()).encode("utf-8", "surrogateescape"), digest_size=16)
    return folder() / f"{named.hexdigest()}.{process or os.getpid()}.unsaved"


def digest(data: bytes | None) -> str:
    return "" if data is None else blake2b(data, digest_size=16).hexdigest()


def keep(manuscript: Manuscript, text: str) -> None:
    """
    Keep *text* aside, on the disk when this returns; what was kept before stays until then.

    Raises:
        NotKept: If the disk does not take it.
    """
    at = place(manuscript.path)
    head = {"path": str(manuscript.path), "of": digest(manuscript.data), "ms": now_ms()}
    try:
        at.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        hold(at)
        fresh = at.with_suffix(".fresh")
        data = json.dumps(head).encode() + b"\n" + text.encode()
        put(fresh, data, PRIVATE)
        os.replace(fresh, at)
        folder_sync(at.parent)
    except OSError as error:
        raise NotKept(f"unsaved text cannot be kept aside: {why(error)}", path=at) from error


def forget(path: Path) -> None:
    """Throw away what this process keeps of *path*: it is saved, or not wanted."""
    at = place(path)
    with suppress(OSError):
        at.unlink()
    let_go(at)


def hold(at: Path) -> None:
    """Lock *at* for as long as this process runs; a number of it can be another's afterwards."""
    if at not in HELD:
        number = os.open(lock_of(at), os.O_RDWR | os.O_CREAT, PRIVATE)
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        HELD[at] = number


def let_go(at: Path) -> None:
    number = HELD.pop(at, None)
    if number is not None:
        with suppress(OSError):
            lock_of(at).unlink()
        os.close(number)


def lock_of(at: Path) -> Path:
    return at.with_suffix(".lock")


def drop(found: Aside) -> None:
    """Throw away *found*, once it is taken over or not wanted."""
    with suppress(OSError):
        found.at.unlink()
    with suppress(OSError):
        lock_of(found.at).unlink()


def left_behind(path: Path) -> Aside | None:
    """Return the newest unsaved text of *path* whose program has ended, if there is any."""
    found = [read(at) for at in candidates(path) if not is_held(at)]
    return max((aside for aside in found if aside), key=lambda aside: aside.kept_ms, default=None)


def is_open_elsewhere(path: Path) -> bool:
    """Return whether another running program holds unsaved text of *path*."""
    return any(is_held(at) for at in candidates(path))


def candidates(path: Path) -> list[Path]:
    """Return the files that keep unsaved text of *path*."""
    start = place(path).name[:33]
    try:
        files = list(folder().iterdir())
    except OSError:
        return []
    return [file for file in files if file.name.startswith(start) and NAMED.fullmatch(file.name)]


def is_held(at: Path) -> bool:
    """Return whether the program that wrote *at* still runs."""
    try:
        number = os.open(lock_of(at), os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(number)
    return False


def read(at: Path) -> Aside | None:
    """Return what the file *at* keeps; None for one that we cannot have written."""
    try:
        first, _, rest = at.read_bytes().partition(b"\n")
        head = json.loads(first)
        return Aside(at, rest.decode(), str(head["of"]), int(head["ms"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def now_ms() -> int:
    return time.time_ns() // 1_000_000
