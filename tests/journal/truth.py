"""A real save, taken apart, to hold against what a damaged copy of it shows."""

import struct
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import attrs

from tabletop.journal.framing import Scan, scan
from tabletop.journal.model import Entry, Journal
from tabletop.journal.reader import parse
from tests.journal.golden import GOLDEN
from tests.journal.sessions import MAGIC, boundaries, record


@attrs.define(slots=False)
class Truth:
    """The bytes of a good save and what they mean."""

    path: Path

    @cached_property
    def data(self) -> bytes:
        return self.path.read_bytes()

    @cached_property
    def ends(self) -> list[int]:
        """Where the magic ends, then each record."""
        return boundaries(self.data)

    @cached_property
    def journal(self) -> Journal:
        return parse(self.path, self.data)

    @cached_property
    def pieces(self) -> list[tuple[int, bytes]]:
        """The type and the payload of each record."""
        return [
            (struct.unpack_from("<H", self.data, a + 12)[0], self.data[a + 20 : b - 16])
            for a, b in zip(self.ends, self.ends[1:], strict=False)
        ]

    def before(self, index: int) -> bytes:
        """Return the digest that record *index* is chained to."""
        return self.data[self.ends[index] - 16 : self.ends[index]] if index else ORIGIN

    def scanned(self, data: bytes, index: int) -> Scan:
        """Return what is found in *data*, which is as good as the save up to record *index*."""
        return scan(data, self.ends[index], index, self.before(index))

    def shows(self, read: Journal) -> bool:
        """Return whether all that *read* shows was played or said, in order and from the start."""
        whole = self.journal
        return (read.head, read.deck, read.seed) == (whole.head, whole.deck, whole.seed) and all(
            shown == there[: len(shown)]
            for shown, there in zip(told(read), told(whole), strict=True)
        )


def told(journal: Journal) -> tuple[tuple[Entry, ...], ...]:
    """Return all that *journal* holds after its deck."""
    return (
        journal.frames,
        journal.notes,
        journal.glyphs,
        journal.line_names,
        journal.markers,
        journal.standings,
    )


ORIGIN = blake2b(MAGIC, digest_size=16).digest()

SHORT = GOLDEN / "prisoners_dilemma.seminar"
"""The shortest golden save, some 31 KB."""

RICH = GOLDEN / "prisoners_dilemma_2.seminar"
"""A short golden save with a what-if line, and with every type of record that there is."""


def chained(pieces: list[tuple[int, bytes]]) -> bytes:
    """Return a save of *pieces*, types and payloads, with every number and digest right."""
    data, previous = MAGIC, ORIGIN
    for seq, (kind, payload) in enumerate(pieces):
        data += record(seq, kind, payload, previous)
        previous = data[-16:]
    return data
