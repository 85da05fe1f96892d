"""Files the way a save needs them; every trouble with one is a `SaveError`."""

import errno
import fcntl
import os
import stat
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from tabletop.errors import ExitStatus
from tabletop.journal.framing import SAVE_CAP
from tabletop.journal.model import SaveError

TRIES = 10
PAUSE = 0.005
"""Seconds between two tries to be the one writer."""

MODE = 0o600
"""A save holds everybody's secrets."""

REASONS = {
    errno.ENOENT: "there is no such file",
    errno.EEXIST: "there is already a file of that name",
    errno.EACCES: "you have no permission",
    errno.EPERM: "this is not permitted here",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk reports a fault",
    errno.ENOTDIR: "a folder on the way is a file",
    errno.EISDIR: "this is a folder",
    errno.ELOOP: "its links go round in a circle",
    errno.ENAMETOOLONG: "the name is too long",
}

NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""How a disk says that it knows no second name of a file, as sticks with FAT or exFAT do."""

NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ELOOP, errno.ENAMETOOLONG)


class OpenResource(ABC):
    """What is held open until it is closed, by hand or at the end of a `with`."""

    @abstractmethod
    def close(self) -> None:
        """Let go of it. Closing twice is no mistake."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@contextmanager
def troubles(path: Path, doing: str) -> Iterator[None]:
    """Turn what the system says while *doing* something to *path* into a `SaveError`."""
    try:
        yield
    except OSError as error:
        why = REASONS.get(error.errno or 0) or error.strerror or str(error)
        status: ExitStatus = 4 if error.errno in NOT_THERE else 5
        raise SaveError(f"{doing} failed: {why}", path=path, exit_status=status) from error
    except ValueError as error:  # a NUL in the path
        raise SaveError(f"{doing} failed: {error}", path=path, exit_status=4) from error


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """
    Open the save at *path* for reading; yield its descriptor.

    Raises:
        SaveError: If it cannot be opened (5), is no file or is longer than `SAVE_CAP` (4).
    """
    with troubles(path, "opening it"):
        # Without O_NONBLOCK a pipe of that name would keep us waiting for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        keep_regular(path, descriptor)
        yield descriptor
    finally:
        close(descriptor)


def close(descriptor: int) -> None:
    """Let go of an open file; what counts was flushed before, so this cannot fail."""
    with suppress(OSError):
        os.close(descriptor)


def keep_regular(path: Path, descriptor: int) -> None:
    """Refuse what is no file, or longer than `SAVE_CAP`."""
    with troubles(path, "looking at it"):
        found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        raise SaveError("this is no file", path=path, exit_status=4)
    if found.st_size > SAVE_CAP:
        raise SaveError(
            f"it is longer than {SAVE_CAP} bytes, more than any save", path=path, exit_status=4
        )


def read_all(path: Path, descriptor: int) -> bytes:
    """Return all bytes of an open save, wherever it stands in the file."""
    with troubles(path, "reading it"):
        return read_at(descriptor, 0, SAVE_CAP + 1)


def read_at(descriptor: int, start: int, size: int) -> bytes:
    """
    Return *size* bytes from *start* on, fewer only where the file ends.

    Raises:
        OSError: If the disk fails.
    """
    pieces: list[bytes] = []
    while size > 0:
        # A network's file may give less than it was asked for without being at its end.
        piece = os.pread(descriptor, min(size, 1 << 20), start)
        if not piece:
            break
        pieces.append(piece)
        start, size = start + len(piece), size - len(piece)
    return b"".join(pieces)


def read_bytes(path: Path) -> bytes:
    """Return all bytes of the save at *path*. Raises as `opened`."""
    with opened(path) as descriptor:
        return read_all(path, descriptor)


def put(temporary: Path, path: Path) -> None:
    """
    Give the file *temporary* the name *path*, which no file may have yet.

    Raises:
        OSError: If one has it, or the disk fails; then *path* is what it was.
    """
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        # Nobody else can have taken a name that was made here, so nothing of theirs is replaced.
        close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE))
        is_linked = False
    else:
        is_linked = True
    try:
        if is_linked:
            os.unlink(temporary)
        else:
            os.replace(temporary, path)
    except OSError:
        os.unlink(path)
        raise


def lock(path: Path, descriptor: int) -> None:
    """
    Be the one writer of *path* until *descriptor* is closed.

    Raises:
        SaveError: If another program is (5).
    """
    for tries in reversed(range(TRIES)):
        try:
            # flock, not lockf: that one is lost when any descriptor of the file is closed.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if not tries:
                raise SaveError(
                    "this session is open in another window or program", path=path, exit_status=5
                ) from error
            # It may be a wall that holds it for microseconds, to see whether anybody plays.
            time.sleep(PAUSE)
        except OSError as error:
            raise SaveError(f"it cannot be locked: {error.strerror}", path=path) from error
        else:
            return


def flush(descriptor: int) -> None:
    """Have the disk, and not only the system, hold what was written."""
    if sys.platform == "darwin":
        # There, fsync stops at the drive's own cache.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def flush_folder(folder: Path) -> None:
    """Have the disk hold the names in *folder*."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        close(descriptor)
