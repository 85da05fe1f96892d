"""Reading saves: as far as they are good, strictly, and with `SaveError` alone."""

from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Final

import attrs

from tabletop.game.clean import NAME, clean_line
from tabletop.journal import framing
from tabletop.journal.disk import opened, read_at, read_bytes, troubles
from tabletop.journal.framing import DIGEST_SIZE, FORMAT, Damage, Record, Scan
from tabletop.journal.growing import Progress, grown, keep_readable, newer
from tabletop.journal.model import Head, Journal, Printed, SaveError, text_digest
from tabletop.journal.packing import Unfit, pack, unpack
from tabletop.journal.shapes import from_map
from tabletop.journal.sound import keep_sound
from tabletop.journal.upgrade import upgraded

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
