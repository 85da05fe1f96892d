"""
Writing saves: a decision is on the disk before anybody is told that it was taken.

One writer at a time. What fails to be written is never tried again: after a failed flush
the system may have dropped what it could not write, and say "done" the second time.
"""

import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs

from tabletop import __version__
from tabletop.journal import disk, framing
from tabletop.journal.codec import Unfit, from_map, pack, to_map, unpack
from tabletop.journal.framing import DIGEST_SIZE, FORMAT, MAGIC, ORIGIN, READER
from tabletop.journal.model import (
    Entry,
    Frame,
    Head,
    Journal,
    Printed,
    SaveError,
)
from tabletop.journal.reader import KINDS, further, parse, printed_from, values_digest


def new_head(
    title: str, seats: Mapping[str, str], *, entropy: int, rules: int, created_ms: int
) -> Head:
    """
    Return the HEAD of a session that begins now, with a game id of its own.

    Raises:
        ValueError: If a number is out of its range.
    """
    return Head(
        format=FORMAT,
        reader=READER,
        program=__version__,
        rules=rules,
        game_id=secrets.token_hex(8),
        title=title,
        seats=seats,
        entropy=entropy,
        created_ms=created_ms,
    )


class Writer(disk.OpenResource):
    """
    The one program that may add to a save, until it is closed.

    Attributes:
        path: The save.
        journal: What the save held when it was opened; None when it was created.
        repaired: Bytes of a torn last record that opening cut off.
        is_frozen: Whether a write failed, so that nothing more is written.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self.journal: Journal | None = None
        self.repaired = 0
        self.is_frozen = False
        self._descriptor = descriptor
        self._seq = 0
        self._digest = ORIGIN
        self._size = 0
        self._frames = 0

    @classmethod
    def create(cls, path: Path, head: Head, printed: Printed) -> "Writer":
        """
        Begin a save at *path*; it is on the disk when this returns.

        Raises:
            SaveError: If there is a file of that name, the deck is too large to be kept, or
                the disk fails; then there is no save.
        """
        try:
            payloads = [
                (framing.HEAD, checked(head)),
                (framing.DECK, deck_payload(printed)),
            ]
        except Unfit as unfit:
            raise SaveError(f"the deck cannot be kept: {unfit}", path=path) from unfit
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        with disk.troubles(path, "beginning a save"):
            descriptor = os.open(temporary, flags, disk.MODE)
        writer = cls(path, descriptor)
        try:
            # Locked while nobody knows its name: it is never without a writer.
            disk.lock(path, descriptor)
            writer._begin(payloads)
            with disk.troubles(path, "beginning a save"):
                disk.put(temporary, path)
                try:
                    disk.flush_folder(path.parent)
                except OSError:
                    os.unlink(path)
                    raise
        except BaseException:
            writer.close()
            with suppress(OSError):  # the first trouble is the one to tell
                temporary.unlink()
            raise
        return writer

    @classmethod
    def reopen(cls, path: Path, known: Journal | None = None) -> "Writer":
        """
        Go on with the save at *path*, after cutting off a torn last record.

        Of a save that is *known*, only what was added to it since is read.

        Raises:
            SaveError: If another program writes it or the disk fails (status 5), if it is
                damaged in any other way (3), or if it is refused or not the one known (4).
        """
        with disk.troubles(path, "opening it"):
            flags = os.O_RDWR | os.O_APPEND | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = os.open(path, flags)
        writer = cls(path, descriptor)
        try:
            disk.keep_regular(path, descriptor)
            disk.lock(path, descriptor)
            writer._take_up(writer._held(known))
        except BaseException:
            writer.close()
            raise
        return writer

    def append(self, *entries: Entry) -> None:
        """
        Write *entries*, in one go; when this returns, the disk holds them.

        Raises:
            SaveError: If they were not kept. After a failed write or flush the writer is frozen.
            ValueError: If one is a frame out of its turn.
        """
        frames, payloads = self._frames, []
        for entry in entries:
            if isinstance(entry, Frame):
                frames += 1
                if entry.number != frames:
                    raise ValueError(f"expected frame {frames}, got frame {entry.number}")
            try:
                payloads.append((KINDS[type(entry)], checked(entry)))
            except Unfit as unfit:
                raise SaveError(f"the decision cannot be kept: {unfit}", path=self.path) from unfit
        self._write(payloads)
        self._frames = frames

    def held(self) -> Journal:
        """
        Return what the save holds by now; what was known of it is not read again.

        Raises:
            SaveError: If the disk fails (5).
        """
        self.journal = self._held(self.journal)
        return self.journal

    def close(self) -> None:
        """Let go of the save. Closing twice is no mistake."""
        descriptor, self._descriptor = self._descriptor, -1
        self.is_frozen = True
        if descriptor >= 0:
            disk.close(descriptor)

    def _begin(self, payloads: Sequence[tuple[int, bytes]]) -> None:
        """Write the first records of a new file."""
        self._write(payloads, MAGIC)

    def _held(self, known: Journal | None) -> Journal:
        """Return what the open file holds, as the *known* save and more if there is one."""
        if known is None:
            return parse(self.path, disk.read_all(self.path, self._descriptor))
        held = further(known, self._descriptor)
        if held is None:
            raise SaveError(
                "this is not the save that was opened any more: it was replaced, or cut",
                path=self.path,
                exit_status=4,
            )
        return held

    def _take_up(self, journal: Journal) -> None:
        """Stand at the end of what *journal* holds."""
        damage = journal.damage
        if damage and not damage.is_torn:
            raise SaveError(
                f"it is damaged, and good only up to frame {len(journal.frames)}:"
                f" {damage.sentence}; `tabletop repair` keeps the damaged part aside"
                " and cuts it off",
                path=self.path,
                place=f"byte {damage.byte}",
                exit_status=3,
            )
        if damage:
            with disk.troubles(self.path, "cutting off its torn end"):
                os.ftruncate(self._descriptor, journal.size)
                disk.flush(self._descriptor)
            self.repaired = damage.size
        self.journal = attrs.evolve(journal, damage=None)
        self._seq, self._digest = journal.records, journal.digest
        self._size, self._frames = journal.size, len(journal.frames)

    def _write(self, payloads: Sequence[tuple[int, bytes]], before: bytes = b"") -> None:
        """Write records in one go, flush, and only then count them as written."""
        if self.is_frozen:
            raise SaveError(
                "nothing more is written, since a write failed or it was closed", path=self.path
            )
        pieces, seq, digest = [before], self._seq, self._digest
        for kind, payload in payloads:
            pieces.append(framing.record_bytes(seq, kind, payload, digest))
            seq, digest = seq + 1, pieces[-1][-DIGEST_SIZE:]
        data = b"".join(pieces)
        if self._size + len(data) > framing.SAVE_CAP:
            raise SaveError(f"it would be longer than {framing.SAVE_CAP} bytes", path=self.path)
        self.is_frozen = True
        with disk.troubles(self.path, "writing"):
            self._keep_ours()
            written = os.write(self._descriptor, data)
            if written != len(data):
                raise SaveError("writing failed: the disk took only a part", path=self.path)
            disk.flush(self._descriptor)
        self.is_frozen = False
        self._seq, self._digest, self._size = seq, digest, self._size + len(data)

    def _keep_ours(self) -> None:
        """Refuse to write into a file that somebody else deleted, cut or added to."""
        found = os.fstat(self._descriptor)
        if found.st_nlink == 0:
            raise SaveError("writing failed: somebody deleted the file", path=self.path)
        if found.st_size != self._size:
            raise SaveError("writing failed: somebody else changed the file", path=self.path)


def checked(value: Head | Entry) -> bytes:
    """Return the payload of *value*, which a reader is sure to accept."""
    payload = pack(to_map(value))
    if len(payload) > framing.PAYLOAD_CAP:
        raise Unfit(f"it is longer than {framing.PAYLOAD_CAP} bytes")
    # A bot from elsewhere may have put anything into a decision; a flush takes a hundred times
    # as long as looking.
    from_map(unpack(payload), type(value))
    return payload


def deck_payload(printed: Printed) -> bytes:
    """Return the payload of DECK, which a reader is sure to accept."""
    plain: dict[str, Any] = to_map(printed)
    payload = pack(
        {
            **plain,
            "deck_digest": values_digest(plain["deck"]),
            "seed_digest": values_digest(plain["seed"]),
        }
    )
    if len(payload) > framing.DECK_CAP:
        raise Unfit(f"it is longer than {framing.DECK_CAP} bytes")
    printed_from(payload, FORMAT)
    return payload
