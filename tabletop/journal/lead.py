"""
Leading a review: one program says which frame is being talked about, any number follow it.

The place for that is a small file beside the save, `.NAME.seminar.lead`; where that cannot be
written, one in the user's own folder, named by the session. It is 1024 bytes, always written in
one go: magic, length, a msgpack map, blake2b over both, zeros. Whoever leads holds it by `flock`,
so one who was killed leads no more, whatever the file says.
"""

import errno
import fcntl
import os
import stat
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Final

import attrs
import platformdirs

from tabletop.game.clean import LINE, clean_line
from tabletop.journal import disk
from tabletop.journal.codec import Unfit, pack, unpack
from tabletop.journal.model import SaveError

MAGIC: Final = b"\x89TTL\r\n\x1a\n"
FIELDS: Final = struct.Struct("<8sH")
DIGEST_SIZE: Final = 16
SIZE: Final = 1024
"""Bytes of the file."""
ROOM: Final = SIZE - FIELDS.size - DIGEST_SIZE

MOST_FRAMES: Final = 2**32
TRIES: Final = 40
PAUSE: Final = 0.01
"""Seconds between tries. A follower that looks holds the file for microseconds."""


@attrs.frozen
class Lead:
    """
    Where a review is.

    Attributes:
        game_id: The session's.
        frame: Number of the frame that is shown; 0 is the opening.
        line: Name of the line it is shown on; "" leaves it to whoever follows.
        until: The last frame there is while somebody plays on from here: once there is one after
            it, the newest is to be shown. 0 where nobody does.
    """

    game_id: str
    frame: int
    line: str = ""
    until: int = 0


class Leader(disk.OpenResource):
    """
    Leads the review of one session until it is closed or its program ends.

    Opening and pointing wait for the disk, if only a moment, so a screen calls them off its event
    loop.
    """

    def __init__(self, path: Path, game_id: str) -> None:
        """
        Begin to lead those who follow the save at *path*.

        Raises:
            SaveError: If somebody else leads, or neither place can be written.
        """
        self.game_id = game_id
        self.place, self._descriptor = seized(path, game_id)

    def point(self, frame: int, line: str = "", *, until: int = 0) -> None:
        """
        Show frame *frame* of the line called *line* to all who follow.

        Args:
            until: As in `Lead`.

        Raises:
            SaveError: If the disk fails; those who follow stay where they were.
        """
        if self._descriptor < 0:
            raise SaveError("nobody is led any more", path=self.place)
        record = written(Lead(self.game_id, frame, line, until))
        with disk.troubles(self.place, "leading"):
            os.pwrite(self._descriptor, record, 0)

    def close(self) -> None:
        """Lead no more. Closing again does nothing."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor < 0:
            return
        try:
            if is_at(self.place, descriptor):
                os.unlink(self.place)
        except OSError:
            pass  # without a lock it says nothing to anybody
        finally:
            disk.close(descriptor)


def led(path: Path, game_id: str) -> Lead | None:
    """
    Return where whoever leads the session *game_id*, saved at *path*, is; None for nobody.

    Never raises: a file that says anything else than a leader would is no leader's.
    """
    try:
        known = places(path, game_id)
    except ValueError:  # a NUL in the path
        return None
    for place in known:
        with looked_at(place) as descriptor:
            if descriptor >= 0 and is_held(descriptor):
                # A leader who is just writing has done so the next time we look.
                tries = (read(descriptor) for _ in range(3))
                lead = next((found for found in tries if found), None)
                if lead is not None and lead.game_id == game_id:
                    return lead
    return None


def places(path: Path, game_id: str) -> tuple[Path, Path]:
    """Return where a leader may write: beside the save, else in the user's own folder."""
    real = Path(os.path.realpath(path))
    key = blake2b(game_id.encode(errors="replace"), digest_size=8).hexdigest()
    return real.with_name(f".{real.name}.lead"), own_folder() / f"{key}.lead"


def own_folder() -> Path:
    """Return this user's folder for what only a running program means."""
    return platformdirs.user_state_path("tabletop") / "lead"


def seized(path: Path, game_id: str) -> tuple[Path, int]:
    """
    Return the first place that takes a leader, and its descriptor, held.

    Raises:
        SaveError: If somebody else leads, or no place can be written.
    """
    if led(path, game_id):
        raise led_already(path)
    beside, away = places(path, game_id)
    try:
        return beside, held(beside, path)
    except OSError:
        with disk.troubles(away, "leading"):
            away.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return away, held(away, path)


def held(place: Path, path: Path) -> int:
    """
    Return the open file at *place*, which nobody else holds from now on.

    Raises:
        OSError: If it cannot be written.
        SaveError: If somebody else leads those who follow *path*.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    for _ in range(TRIES):
        descriptor = os.open(place, flags, 0o600)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, "this is no file")
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Another leader may have taken the name away between opening and holding it.
            if is_at(place, descriptor):
                # Whoever may read the save may follow; there is nothing in it but a number.
                os.fchmod(descriptor, 0o600 | (os.stat(path).st_mode & 0o044))
                os.ftruncate(descriptor, 0)
                return descriptor
        except BlockingIOError:
            pass
        except BaseException:
            disk.close(descriptor)
            raise
        disk.close(descriptor)
        time.sleep(PAUSE)
    raise led_already(path)


def led_already(path: Path) -> SaveError:
    return SaveError("somebody else leads its review", path=path)


def is_at(place: Path, descriptor: int) -> bool:
    """Return whether the open file is the one called *place*."""
    try:
        return os.path.samestat(os.stat(place, follow_symlinks=False), os.fstat(descriptor))
    except OSError:
        return False


@contextmanager
def looked_at(place: Path) -> Iterator[int]:
    """Yield the descriptor of the file at *place*, -1 if there is none that a leader wrote."""
    try:
        descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        yield -1
        return
    try:
        found = os.fstat(descriptor)
        yield descriptor if stat.S_ISREG(found.st_mode) and found.st_size == SIZE else -1
    finally:
        disk.close(descriptor)


def is_played(path: Path) -> bool:
    """
    Return whether some program has the save at *path* open to play it; never raises.

    It holds the save's lock for a moment, in which a program that opens it would be refused, so
    ask seldom.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return False
    try:
        return is_held(descriptor)
    finally:
        disk.close(descriptor)


def is_held(descriptor: int) -> bool:
    """Return whether somebody holds the open file."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # a system that knows no locks knows no leaders
        return False
    return False


def read(descriptor: int) -> Lead | None:
    """Return what an open file says; None for anything but what `written` makes."""
    try:
        return understood(os.pread(descriptor, SIZE + 1, 0))
    except OSError:
        return None


def written(lead: Lead) -> bytes:
    """Return *lead* as the file holds it."""
    payload = packed(lead)
    if len(payload) > ROOM:
        payload = packed(attrs.evolve(lead, line=""))
    head = FIELDS.pack(MAGIC, len(payload)) + payload
    return (head + digest(head)).ljust(SIZE, b"\0")


def packed(lead: Lead) -> bytes:
    return pack(attrs.asdict(lead))


def understood(data: bytes) -> Lead | None:
    """Return the lead that *data* is; None for what is torn, damaged, forged or too long."""
    if len(data) != SIZE:
        return None
    magic, length = FIELDS.unpack_from(data)
    end = FIELDS.size + length
    if magic != MAGIC or length > ROOM or data[end : end + DIGEST_SIZE] != digest(data[:end]):
        return None
    try:
        said = unpack(data[FIELDS.size : end])
    except Unfit:
        return None
    if {key: type(value) for key, value in said.items()} != KINDS:
        return None
    lead = Lead(**said)
    numbers = all(0 <= number < MOST_FRAMES for number in (lead.frame, lead.until))
    return lead if numbers and is_clean(lead.line) else None


KINDS: Final = {"game_id": str, "frame": int, "line": str, "until": int}


def is_clean(line: str) -> bool:
    """Return whether *line* can be shown as it stands."""
    return clean_line(line, LINE) == line


def digest(data: bytes) -> bytes:
    """Return the digest of *data*."""
    return blake2b(data, digest_size=DIGEST_SIZE).digest()
