"""
The file of a deck while somebody writes in it: opened, watched, saved whole.

Text that is not saved yet is kept aside, so that no crash loses it.
"""

import fcntl
import json
import os
import re
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal

import attrs
import platformdirs

from tabletop.authoring.check.check import checked
from tabletop.authoring.deck.rules import Readings
from tabletop.authoring.library import Loaded, loaded
from tabletop.authoring.shelves import shown
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.fixes import ChangedMeanwhile, edited, write
from tabletop.authoring.text.read import (
    CAP,
    UnreadableFile,
    at_once,
    decode,
    guarded,
    status_of,
    told,
)
from tabletop.authoring.text.source import Source
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

    def is_of(self, manuscript: "Manuscript") -> bool:
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


def keep(manuscript: "Manuscript", text: str) -> None:
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


class Recheck:
    """
    Checks one deck or seed again and again while it is written, faster than from nothing.

    What it tells is what the check of the whole file tells, except for what has to be played to
    be found. It holds nothing of the file but rules that were read, so a call may come from
    another thread than the last, but not while another one runs.
    """

    def __init__(self, path: Path) -> None:
        """Check the file at *path*, which need not be there: it names the file in messages."""
        self.path = path
        self.name = shown(path)
        self.readings = Readings()

    def check(self, text: str) -> Loaded:
        """
        Return what *text* says and every problem in it, by place.

        Any text will do: nothing is raised but what opening the deck of a seed may raise.

        Raises:
            UnreadableFile: If the deck that a seed names is there and cannot be opened.
        """
        return checked(loaded(guarded(Source(self.name, text)), self.path, self.readings))


def after(text: str, problem: Diagnostic) -> str:
    """Return *text*, in which *problem* was found, with its fix made."""
    return edited(Source(problem.span.file, text), problem.fix)
