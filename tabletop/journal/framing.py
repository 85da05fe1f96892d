"""
The layout of a save in bytes. Whoever reads a save without this program needs this page.

A save is 8 bytes of magic and then *records*, one after the other, with nothing between
them and nothing after the last. All numbers are little-endian and unsigned.

    offset  size
         0     4  sync     f7 a5 5a f8
         4     4  seq      the record's number in the file, counted from 0
         8     4  length   of the payload, in bytes
        12     2  type     what the payload is, see below
        14     2  version  the save format that the payload was written in
        16     4  crc      CRC-32 (as in zlib) of the 16 bytes before it
        20     n  payload  one msgpack map with string keys
      20+n    16  digest   blake2b, 16 bytes long, of: the digest of the record before (for
                           record 0, of the magic), the record's own first 20 bytes, payload

The magic is 89 54 54 53 0d 0a 1a 0a: no text file begins so, and a copy that changes line
ends breaks it. The chained digest means that no record can be changed, dropped, doubled or
moved without every record after it saying so.

    type 1  HEAD   always record 0: format, smallest format a reader must know, rules, seats
    type 2  DECK   always record 1: the deck and the seed, as values and as text
    type 3  FRAME  one decision, its events, and the mark of the state after them
    type 4  NOTE   a remark on a frame
    type 5  GLYPH  a judgement of a frame, such as "?!"
    type 6  LINE   a name for a line
    type 7  CLOSE  the session is over; remarks and what-if lines may follow, or play taken up again
    type 8  MARKER    a named place; since format 2
    type 9  STANDING  how a line stands in the list of them; since format 2

Format 2 is format 1 with types 8 and 9. A reader of format 1 passes over both, so a save that was
begun in format 2 asks for no newer reader than that.

A *frame* is always a decision, and its number counts decisions; seq counts records.

Whatever follows the last good record is either torn, that is the beginning of a record that
was never finished and so was never acknowledged; or it is damage. An unfinished record in which
another's header stands is damage: a writer that never finished one began none after it.
"""

import struct
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final, Literal

import attrs

FORMAT: Final = 2
"""The version of the save format that this program writes, and the newest it reads."""

READER: Final = 1
"""The oldest format whose readers can read what this program writes."""

MAGIC: Final = b"\x89TTS\r\n\x1a\n"
SYNC: Final = b"\xf7\xa5\x5a\xf8"
FIELDS: Final = struct.Struct("<4sIIHH")
CRC: Final = struct.Struct("<I")
HEADER_SIZE: Final = FIELDS.size + CRC.size
DIGEST_SIZE: Final = 16
OVERHEAD: Final = HEADER_SIZE + DIGEST_SIZE

HEAD: Final = 1
DECK: Final = 2
FRAME: Final = 3
NOTE: Final = 4
GLYPH: Final = 5
LINE: Final = 6
CLOSE: Final = 7
MARKER: Final = 8
STANDING: Final = 9

SAVE_CAP: Final = 64 * 1024 * 1024
"""
Longest save, in bytes.

A frame takes some 500 bytes of a small deck and 1,200 of the largest, so this is 50,000 to 130,000
frames: hundreds of sessions, or one with all the what-if lines that anybody can think of. 100,000
frames of a small deck take 110 MB of memory and all their states 60 MB more. It is also what bounds
a forged file: with `packing.LISTED` and `history.MOST_KEPT`, no file takes more than 512 MB.
"""

DECK_CAP: Final = 4 * 1024 * 1024
"""Longest payload of a DECK record, in bytes."""

PAYLOAD_CAP: Final = 1024 * 1024
"""Longest payload of any other record, in bytes."""


@attrs.frozen
class Record:
    """One record whose framing is sound. *start* and *end* are bytes in the file."""

    seq: int
    kind: int
    version: int
    payload: bytes
    digest: bytes
    start: int
    end: int


@attrs.frozen
class Damage:
    """
    What is wrong with a save from *byte* on; all before it is good.

    Attributes:
        kind: "torn" for an unfinished last record, which reopening repairs unasked.
        byte: Offset in the file, from 0, at which the good prefix ends.
        size: Bytes from there to the end of the file.
        sentence: What is wrong, for people.
    """

    kind: Literal["torn", "damaged"]
    byte: int
    size: int
    sentence: str

    @property
    def is_torn(self) -> bool:
        """Whether nothing but an unfinished last record is lost."""
        return self.kind == "torn"


@attrs.frozen
class Scan:
    """The good records of a stretch of bytes, in order, and what stopped the reading."""

    records: tuple[Record, ...]
    end: int
    damage: Damage | None


def digest_of(previous: bytes, header: bytes, payload: bytes) -> bytes:
    """Return the digest of one record, chained to the one before."""
    chain = blake2b(previous, digest_size=DIGEST_SIZE)
    chain.update(header)
    chain.update(payload)
    return chain.digest()


ORIGIN: Final = blake2b(MAGIC, digest_size=DIGEST_SIZE).digest()
"""Stands in for the digest before record 0."""


def cap_of(kind: int) -> int:
    """Return the longest payload of a record of *kind*, in bytes."""
    return DECK_CAP if kind == DECK else PAYLOAD_CAP


def record_bytes(
    seq: int, kind: int, payload: bytes, previous: bytes, version: int = FORMAT
) -> bytes:
    """Return a whole record; its last `DIGEST_SIZE` bytes are its digest."""
    fields = FIELDS.pack(SYNC, seq, len(payload), kind, version)
    header = fields + CRC.pack(zlib.crc32(fields))
    return header + payload + digest_of(previous, header, payload)


def magic_trouble(data: bytes) -> str:
    """Return what is wrong with the first bytes of a file, or "" for a save."""
    if data.startswith(MAGIC):
        return ""
    if MAGIC.startswith(data[: len(MAGIC)]):
        return "the file ends before it begins"
    if data.startswith(MAGIC[:4]):
        return "the file was copied as text, which changed it beyond use"
    return "this is not a save of Tabletop"


def walk(
    data: bytes, start: int, seq: int = 0, previous: bytes = ORIGIN, offset: int = 0
) -> Iterator[Record | Damage]:
    """
    Yield the good records of *data* from *start* on, then what stopped the reading, if anything.

    The next record to come has number *seq* and follows one with the digest *previous*;
    *offset* is where in the file *data* begins. Never raises.
    """
    while start < len(data):
        found = record_at(data, start, seq, previous, offset)
        yield found
        if isinstance(found, Damage):
            return
        start, seq, previous = found.end - offset, seq + 1, found.digest


def scan(data: bytes, start: int, seq: int = 0, previous: bytes = ORIGIN, offset: int = 0) -> Scan:
    """Return all that `walk` finds."""
    records: list[Record] = []
    for found in walk(data, start, seq, previous, offset):
        if isinstance(found, Damage):
            return Scan(tuple(records), found.byte, found)
        records.append(found)
    return Scan(tuple(records), records[-1].end if records else start + offset, None)


def header_of(header: bytes, seq: int) -> tuple[int, int, int] | str:
    """Return length, type and version from the header of record *seq*, or what is wrong."""
    if len(header) < HEADER_SIZE:
        return "the last record was never finished"
    sync, found, length, kind, version = FIELDS.unpack_from(header)
    if sync != SYNC:
        return "no record begins here"
    if CRC.unpack_from(header, FIELDS.size)[0] != zlib.crc32(header[: FIELDS.size]):
        return "the beginning of this record was changed"
    if found != seq:
        return f"record {found} stands where record {seq} belongs"
    if length > cap_of(kind):
        return f"the record is longer than {cap_of(kind)} bytes"
    return length, kind, version


def record_at(data: bytes, start: int, seq: int, previous: bytes, offset: int) -> Record | Damage:
    """Return the record that begins at *start*, or why there is none."""
    left = len(data) - start

    def trouble(kind: Literal["torn", "damaged"], sentence: str) -> Damage:
        return Damage(kind, start + offset, left, sentence)

    header = data[start : start + HEADER_SIZE]
    if left < HEADER_SIZE:
        known = SYNC + seq.to_bytes(4, "little")
        if known.startswith(header[: len(known)]):
            return trouble("torn", "the last record was never finished")
        return trouble("damaged", "no record begins here")
    read = header_of(header, seq)
    if isinstance(read, str):
        return trouble("damaged", read)
    length, kind, version = read
    if left < length + OVERHEAD:
        if has_header(data, start + HEADER_SIZE):
            return trouble("damaged", "bytes of this record are missing")
        return trouble("torn", "the last record was never finished")
    middle, end = start + HEADER_SIZE, start + OVERHEAD + length
    payload, digest = data[middle : middle + length], data[end - DIGEST_SIZE : end]
    if digest != digest_of(previous, header, payload):
        return trouble("damaged", "the record does not match its digest")
    return Record(seq, kind, version, payload, digest, start + offset, end + offset)


def has_header(data: bytes, start: int) -> bool:
    """Return whether a record's header stands anywhere in *data* from *start* on."""
    while (start := data.find(SYNC, start)) >= 0:
        fields = data[start : start + FIELDS.size]
        if data[start + FIELDS.size : start + HEADER_SIZE] == CRC.pack(zlib.crc32(fields)):
            return True
        start += 1
    return False
