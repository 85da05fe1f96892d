"""
The file of a deck while somebody writes in it: opened, watched, saved whole.

What is opened is kept byte for byte until it is saved: line ends, a byte order mark and whatever
no screen shows. Unlike `read`, this opens text with control characters too, so that its author
can take them out.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

import attrs

from tabletop.authoring.diagnostic import Diagnostic
from tabletop.authoring.mend import ChangedMeanwhile, write
from tabletop.authoring.read import CAP, UnreadableFile, at_once, decode, status_of, told
from tabletop.errors import TabletopError

MARK: Final = "\ufeff"
LONGEST: Final = 20_000
"""Characters of a line that can be worked on; no text of a deck may be longer."""

Stamp = tuple[int, int, int] | None
"""When a file was written, how many bytes it has, and its number; None for no file."""

Outside = Literal["same", "changed", "vanished"]


class UnsavedText(TabletopError):
    """The text could not be put into its file; the file is as it was."""


@attrs.frozen
class Manuscript:
    """
    A file and what it held when it was last read or written.

    Attributes:
        data: Its bytes; None where there is no such file yet.
        stamp: What tells quickly that nobody else wrote to it; None to look at the bytes.
    """

    path: Path
    data: bytes | None
    stamp: Stamp = None

    @property
    def text(self) -> str:
        """The text that it holds, line ends as they are, without a byte order mark."""
        return (self.data or b"").decode("utf-8-sig")


def opened(path: Path) -> Manuscript:
    """
    Return the file at *path*, ready to be written in; one without bytes where there is none.

    Raises:
        UnreadableFile: If it is no file, cannot be opened, or holds what no editor can show.
    """
    try:
        manuscript = taken(path)
    except FileNotFoundError:
        return Manuscript(path, None)
    except OSError as error:
        raise UnreadableFile(told(error), path=path, exit_status=status_of(error)) from error
    data = manuscript.data or b""
    refused = decode(data, str(path))
    if isinstance(refused, Diagnostic) and refused.code != "Y003":
        raise UnreadableFile(f"{refused.message}; it is left as it is", path=path, exit_status=4)
    longest = max(map(len, manuscript.text.splitlines()), default=0)
    if longest > LONGEST:
        raise UnreadableFile(
            f"one line of it has {longest:,} characters, and the workbench shows lines of"
            f" {LONGEST:,} at most; it is left as it is",
            path=path,
            exit_status=4,
        )
    return manuscript


def taken(path: Path) -> Manuscript:
    """
    Return what is at *path* now.

    Raises:
        OSError: If it cannot be read.
        UnreadableFile: If it is no file, or too large.
    """
    with open(path, "rb", opener=at_once) as file:
        status = os.fstat(file.fileno())
        if not os.path.isfile(path):
            raise UnreadableFile("this is not a file", path=path, exit_status=4)
        data = file.read(CAP + 1)
    if len(data) > CAP:
        raise UnreadableFile(
            f"the file has more than {CAP:,} bytes, and no deck or seed is so long",
            path=path,
            exit_status=4,
        )
    return Manuscript(path, data, (status.st_mtime_ns, status.st_size, status.st_ino))


def outside(manuscript: Manuscript) -> tuple[Outside, Manuscript]:
    """
    Return whether somebody else wrote to the file, and what is in it now.

    A file that cannot be looked at just now counts as unchanged: nothing is known of it.
    """
    try:
        status = manuscript.path.stat()
        if (status.st_mtime_ns, status.st_size, status.st_ino) == manuscript.stamp:
            return "same", manuscript
        now = taken(manuscript.path)
    except FileNotFoundError:
        gone = attrs.evolve(manuscript, data=None, stamp=None)
        return ("same", manuscript) if manuscript.data is None else ("vanished", gone)
    except (OSError, UnreadableFile):
        return "same", manuscript
    return ("same" if now.data == manuscript.data else "changed"), now


def saved(manuscript: Manuscript, text: str, *, over: bool = False) -> Manuscript:
    """
    Put *text* into the file, all of it or nothing, and return the file as it is then.

    Mode, line ends and byte order mark stay; a link goes on pointing to the same file. A file
    that has vanished is made anew.

    Args:
        over: Whether to write over what somebody else has written meanwhile.

    Raises:
        ChangedMeanwhile: If somebody else wrote to the file, and not *over*.
        UnsavedText: If the disk does not take it; the file is then as it was.
    """
    path = manuscript.path
    try:
        is_there = path.exists()
        before = taken(path).data if over and is_there else manuscript.data
        mark = MARK if before is not None and before.startswith(MARK.encode()) else ""
        if before is None or not is_there:
            make(path, mark + text)
        elif not os.access(path, os.W_OK):
            raise PermissionError
        else:
            write(path, before, text)
        folder_sync(path.resolve().parent)
    except OSError as error:
        raise UnsavedText(f"not saved: {why(error)}", path=path, exit_status=5) from error
    return Manuscript(path, (mark + text).encode())


def make(path: Path, text: str) -> None:
    """
    Make a new file at *path*, whole or not at all, never over one that is there.

    Raises:
        ChangedMeanwhile: If there is one.
        OSError: If it cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.parent / f".{path.name}.{os.getpid()}.new"
    put(whole, text.encode(), 0o666)
    try:
        os.link(whole, path)
    except FileExistsError:
        raise ChangedMeanwhile(
            "somebody else has made this file meanwhile; it is left as it is", path=path
        ) from None
    finally:
        with suppress(OSError):
            whole.unlink()


def put(path: Path, data: bytes, mode: int) -> None:
    """Write *data* to *path* and wait for the disk; nothing is left there if that fails."""
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def folder_sync(folder: Path) -> None:
    """Wait until the disk knows what is in *folder*; some file systems cannot say."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def why(error: OSError) -> str:
    """Return in a few words why the disk did not take it."""
    if isinstance(error, PermissionError):
        return "no permission to write there"
    if isinstance(error, FileNotFoundError):
        return "its folder is not there any more"
    return (error.strerror or "the disk does not take it").lower()
