"""Reading saves: as far as they are good, strictly, and with `SaveError` alone."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

import attrs

from tabletop.game.clean import NAME, clean_line
from tabletop.journal import framing
from tabletop.journal.codec import Unfit, Unpacker, from_map, pack, unpack
from tabletop.journal.disk import opened, read_at, read_bytes, troubles
from tabletop.journal.framing import DIGEST_SIZE, FORMAT, Damage, Record, Scan
from tabletop.journal.model import (
    Close,
    Entry,
    Frame,
    Glyph,
    Head,
    Journal,
    LineName,
    Marker,
    Note,
    Printed,
    SaveError,
    Standing,
    text_digest,
)
from tabletop.journal.soundness import keep_sound
from tabletop.journal.upgrade import upgraded

SHAPES: dict[int, type[Entry]] = {
    framing.FRAME: Frame,
    framing.NOTE: Note,
    framing.GLYPH: Glyph,
    framing.LINE: LineName,
    framing.MARKER: Marker,
    framing.STANDING: Standing,
    framing.CLOSE: Close,
}

KINDS: Final[dict[type, int]] = {shape: kind for kind, shape in SHAPES.items()}

REPORTS: Final = 50
"""How often progress is told of, at most."""

Progress = Callable[[int, int], None]
"""Is told how many bytes are done, of how many."""

E = TypeVar("E", bound=Entry)


def grown(
    journal: Journal, data: bytes, offset: int = 0, progress: Progress | None = None
) -> Journal:
    """
    Return *journal* with what *data*, which begins at *offset* of its file, holds after it.

    Raises:
        SaveError: If a record comes from a newer format (status 4).
    """
    growth = Growth(journal)
    start, size = journal.size - offset, len(data)
    step = max(1, size // REPORTS)
    told = 0
    with uncollected():
        for found in framing.walk(data, start, journal.records, journal.digest, offset):
            if isinstance(found, Damage):
                growth.damage = found
                break
            if not growth.takes(found):
                assert growth.damage
                growth.damage = attrs.evolve(growth.damage, size=offset + size - found.start)
                break
            if progress and found.end - offset >= told + step:
                told = found.end - offset
                progress(told, size)
        return growth.journal()


class Growth:
    """
    What is added to a journal, taken record by record.

    Attributes:
        damage: Why no more is taken.
    """

    def __init__(self, begun: Journal) -> None:
        self.damage: Damage | None = None
        self._begun = begun
        self._unpacker = Unpacker(begun.listed)
        self._added: dict[int, list[Entry]] = {kind: [] for kind in KINDS.values()}
        self._frames = len(begun.frames)
        self._good: Record | None = None
        self._is_closed = begun.is_closed
        self._asides: dict[int, bool] = {}

    def takes(self, record: Record) -> bool:
        """
        Take *record*, or say that it makes no sense and why.

        Raises:
            SaveError: If it comes from a newer format (status 4).
        """
        try:
            entry = self._entry(record)
        except Unfit as unfit:
            sentence = f"the record makes no sense: {unfit}"
            self.damage = Damage("damaged", record.start, 0, sentence)
            return False
        self._good = record
        if entry is None:
            return True
        self._added[record.kind].append(entry)
        if isinstance(entry, Frame):
            self._frames += 1
            self._is_closed = self._is_closed and self._is_aside(entry)
        elif isinstance(entry, Close):
            self._is_closed = True
        return True

    def journal(self) -> Journal:
        """Return the journal with all that was taken."""
        begun, good = self._begun, self._good
        if good is None:
            return attrs.evolve(begun, damage=self.damage)
        return attrs.evolve(
            begun,
            frames=self._with(begun.frames, Frame),
            notes=self._with(begun.notes, Note),
            glyphs=self._with(begun.glyphs, Glyph),
            line_names=self._with(begun.line_names, LineName),
            markers=self._with(begun.markers, Marker),
            standings=self._with(begun.standings, Standing),
            damage=self.damage,
            is_closed=self._is_closed,
            size=good.end,
            records=good.seq + 1,
            digest=good.digest,
            listed=self._unpacker.listed,
        )

    def _with(self, begun: tuple[E, ...], shape: type[E]) -> tuple[E, ...]:
        """Return *begun* and the entries of *shape* that were added; a copy only if there are."""
        added = [entry for entry in self._added[KINDS[shape]] if isinstance(entry, shape)]
        return (*begun, *added) if added else begun

    def _entry(self, record: Record) -> Entry | None:
        """
        Return what *record* holds; None for a type that a newer program added for itself.

        Raises:
            Unfit: If it cannot follow what came before it.
        """
        begun, frames = self._begun, self._frames
        keep_readable(begun.path, begun.head, record)
        if record.kind not in SHAPES:
            if begun.head.format > FORMAT:
                return None
            raise Unfit(f"its type is {record.kind}")
        plain = upgraded(self._unpacker.unpack(record.payload), record.kind, record.version)
        entry = from_map(plain, SHAPES[record.kind])
        if isinstance(entry, Frame):
            if entry.number != frames + 1:
                raise Unfit(f"frame {entry.number} stands where frame {frames + 1} belongs")
        elif not isinstance(entry, Standing | Close) and not 0 <= entry.frame <= frames:
            raise Unfit(f"it speaks of frame {entry.frame}, which there is not")
        return entry

    def _is_aside(self, frame: Frame) -> bool:
        """Return whether *frame* belongs to a what-if line."""
        known, walked = self._asides, [frame.number]
        while not frame.is_what_if and frame.parent and frame.number not in known:
            frame = self._frame(frame.parent)
            walked.append(frame.number)
        found = known.get(frame.number, frame.is_what_if)
        known.update(dict.fromkeys(walked, found))
        return found

    def _frame(self, number: int) -> Frame:
        before = self._begun.frames
        if number <= len(before):
            return before[number - 1]
        frame = self._added[framing.FRAME][number - len(before) - 1]
        assert isinstance(frame, Frame)
        return frame


def keep_readable(path: Path, head: Head, record: Record) -> None:
    """Refuse a record in a newer format, unless its HEAD says that this one will do."""
    if record.version > FORMAT and record.version > head.format:
        raise newer(path, record.version, "a part of it", f"record {record.seq}")


def newer(path: Path, written: object, what: str, place: str = "") -> SaveError:
    """Return the refusal of what a newer program wrote."""
    return SaveError(
        f"{what} is in format {written}, and this program reads formats up to {FORMAT}:"
        " a newer Tabletop wrote it, and can read it",
        path=path,
        place=place,
        exit_status=4,
    )


@contextmanager
def uncollected() -> Iterator[None]:
    """
    Keep Python from looking for circles of garbage meanwhile.

    A save is read into a million values without a single circle, and looking at all of them again
    and again takes a third of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


REMEMBERED: Final = 512 * 1024
"""Longest DECK, in bytes, that is remembered; the largest there is has a fifth of it."""


def load(path: Path, progress: Progress | None = None) -> Journal:
    """
    Return the save at *path*, as far as it is good; no lock is taken.

    Where it is not good to the end, the journal's `damage` says what is wrong from where on.
    *progress* is told some tens of times how many bytes are done of how many, in this thread.

    Raises:
        SaveError: If the file cannot be read (status 5), or is no save, holds no deck, is
            over a cap or comes from a newer format (status 4).
    """
    data = read_bytes(path)
    journal = parse(path, data, progress)
    if journal.damage and journal.damage.is_torn:
        # A writer may be at this very record; by now it is done or it is dead.
        journal = parse(path, read_bytes(path))
    return journal


def parse(path: Path, data: bytes, progress: Progress | None = None) -> Journal:
    """Return the save that *data* holds; *path* is for messages. Raises as `load`."""
    trouble = framing.magic_trouble(data)
    if trouble:
        raise refused(path, trouble)
    found = beginning(data)
    head = head_of(path, found)
    printed = printed_of(path, head, found)
    deck = found.records[1]
    begun = Journal(
        path=path,
        head=head,
        deck=printed.deck,
        seed=printed.seed,
        sources=printed.sources,
        frames=(),
        notes=(),
        glyphs=(),
        line_names=(),
        markers=(),
        standings=(),
        damage=None,
        is_closed=False,
        size=deck.end,
        records=deck.seq + 1,
        digest=deck.digest,
    )
    return grown(begun, data, progress=progress)


def beginning(data: bytes) -> Scan:
    """Return the first two records of a save, or what there is of them."""
    records: list[Record] = []
    for found in islice(framing.walk(data, len(framing.MAGIC)), 2):
        if isinstance(found, Damage):
            return Scan(tuple(records), found.byte, found)
        records.append(found)
    return Scan(tuple(records), records[-1].end if records else len(framing.MAGIC), None)


def further(journal: Journal, descriptor: int, size: int = framing.SAVE_CAP) -> Journal | None:
    """
    Return *journal* with what its open file holds after it, up to *size* bytes of the file.

    None if the file does not hold that save any more. Nothing before is read again.

    Raises:
        SaveError: If the disk fails (5), or a record comes from a newer format (4).
    """
    begin = journal.size - DIGEST_SIZE
    with troubles(journal.path, "reading it"):
        data = read_at(descriptor, begin, size - begin)
    if data[:DIGEST_SIZE] != journal.digest:
        return None
    return grown(journal, data, begin)


def head_of(path: Path, found: Scan) -> Head:
    """Return the HEAD of a save, unless it asks for a newer reader."""
    if not found.records:
        raise refused(path, found.damage.sentence if found.damage else "the save is empty")
    record = found.records[0]
    try:
        plain = unpack(record.payload)
        # Looked at before its shape, which a newer format may have changed.
        written, wanted = plain.get("format"), plain.get("reader")
        if type(wanted) is int and wanted > FORMAT:
            raise newer(path, written, "the save")
        if record.kind != framing.HEAD:
            raise Unfit("it does not begin with HEAD")
        head = from_map(upgraded(plain, framing.HEAD, record.version), Head)
    except Unfit as unfit:
        raise refused(path, f"its head makes no sense: {unfit}", record.start) from unfit
    return attrs.evolve(head, title=clean_line(head.title, NAME))


def printed_of(path: Path, head: Head, found: Scan) -> Printed:
    """Return the deck and the seed of a save."""
    if len(found.records) < 2:
        raise refused(path, "it ends before its deck", found.end)
    record = found.records[1]
    keep_readable(path, head, record)
    try:
        if record.kind != framing.DECK:
            raise Unfit("HEAD is not followed by DECK")
        return printed_from(record.payload, record.version)
    except Unfit as unfit:
        raise refused(path, f"its deck makes no sense: {unfit}", record.start) from unfit


def printed_from(payload: bytes, version: int) -> Printed:
    """
    Return what a DECK record of format *version* holds; the last few decks are remembered.

    Raises:
        Unfit: If that is no deck, or none that can be played.
    """
    if len(payload) > REMEMBERED:
        return printed_anew(payload, version)
    return printed_again(payload, version)


def printed_anew(payload: bytes, version: int) -> Printed:
    """Return what a DECK record holds. Raises as `printed_from`."""
    plain = unpack(payload)
    digests = (plain.pop("deck_digest", None), plain.pop("seed_digest", None))
    if digests != (values_digest(plain.get("deck")), values_digest(plain.get("seed"))):
        raise Unfit("the deck does not match its digest")
    printed = from_map(upgraded(plain, framing.DECK, version), Printed)
    keep_sound(printed.deck)
    for source in printed.sources:
        if source.digest != text_digest(source.text):
            raise Unfit(f"the text of the {source.kind} does not match its digest")
    return printed


printed_again = lru_cache(4)(printed_anew)
"""Many saves hold the same deck, and one that is begun is read at once; it takes 30 ms a time."""


def values_digest(plain: object) -> bytes | None:
    """Return the digest of a deck or seed as values; None for none."""
    if plain is None:
        return None
    return blake2b(pack({"values": plain}), digest_size=DIGEST_SIZE).digest()


def read_head(path: Path) -> Head:
    """Return the HEAD of the save at *path*, reading no further. Raises as `load`."""
    with opened(path) as descriptor:
        return first_head(path, descriptor)


def first_head(path: Path, descriptor: int) -> Head:
    """Return the HEAD of an open save, reading no further. Raises as `load`."""
    begin = len(framing.MAGIC)
    with troubles(path, "reading it"):
        start = read_at(descriptor, 0, begin + framing.HEADER_SIZE)
        trouble = framing.magic_trouble(start)
        read = framing.header_of(start[begin:], 0)
        if trouble or isinstance(read, str):
            raise refused(path, trouble or str(read))
        data = read_at(descriptor, 0, begin + framing.OVERHEAD + read[0])
    return head_of(path, framing.scan(data, begin))


def refused(path: Path, sentence: str, byte: int = 0) -> SaveError:
    """Return the refusal of a file of which nothing can be shown."""
    return SaveError(sentence, path=path, place=f"byte {byte}", exit_status=4)
