"""A real save, taken apart, to hold against what a damaged copy of it shows."""

import struct
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import attrs

from tabletop.journal.framing import Scan, scan
from tabletop.journal.model import Journal
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
        """Return whether all that *read* shows was played, in order and from the start."""
        whole = self.journal
        return (read.head, read.deck, read.seed, read.frames) == (
            whole.head,
            whole.deck,
            whole.seed,
            whole.frames[: len(read.frames)],
        )


ORIGIN = blake2b(MAGIC, digest_size=16).digest()

SHORT = GOLDEN / "prisoners_dilemma.seminar"
"""The shortest golden save, some 31 KB."""


def chained(pieces: list[tuple[int, bytes]]) -> bytes:
    """Return a save of *pieces*, types and payloads, with every number and digest right."""
    data, previous = MAGIC, ORIGIN
    for seq, (kind, payload) in enumerate(pieces):
        data += record(seq, kind, payload, previous)
        previous = data[-16:]
    return data
