"""
Chance without state: a draw is a pure function of what it is for.

Key: the first 8 bytes, little-endian, of blake2b(entropy in decimal, "/", salt). Counter, from
the high bits: turn 12, phase 4, seat 4, blake2b-32 of the purpose and the id, n 8, try 4. Word:
SplitMix64 of the key at the counter (Steele, Lea and Flood 2014).
"""

from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Final

import attrs

WORD: Final = 1 << 64
GOLDEN: Final = 0x9E3779B97F4A7C15
TRIES: Final = 16


def digest(data: bytes, size: int) -> int:
    """Return the first *size* bytes of *data*'s blake2b, little-endian."""
    return int.from_bytes(blake2b(data).digest()[:size], "little")


@lru_cache(maxsize=4_096)
def bits(purpose: str) -> int:
    """Return the 32 bits that stand for *purpose*; few purposes come, and often."""
    return digest(purpose.encode(), 4)


def split_mix(key: int, counter: int) -> int:
    """Return the 64-bit word of SplitMix64 seeded with *key*, *counter* steps on."""
    z = (key + (counter + 1) * GOLDEN) % WORD
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % WORD
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % WORD
    return z ^ (z >> 31)


@attrs.frozen
class Place:
    """
    What a draw is for, which is all that its luck depends on.

    Attributes:
        turn: From 0 to 4095.
        phase: Index in `PHASES`.
        seat: 0 for nobody, else 1 + index in deck order, to 15.
        purpose: The purpose and the id, joined by a slash.
    """

    turn: int
    phase: int
    seat: int
    purpose: str


@attrs.frozen
class Dice:
    """
    The luck of one line.

    Attributes:
        entropy: Not negative.
        salt: "" on the main line; another salt gives fresh luck.
    """

    entropy: int
    salt: str = ""

    @cached_property
    def key(self) -> int:
        return digest(f"{self.entropy}/{self.salt}".encode(), 8)

    def word(self, place: Place, n: int, attempt: int = 0) -> int:
        """Return the *n*th 64-bit word drawn at *place*."""
        # Past 256 words the purpose takes the overflow, so that n keeps its 8 bits.
        purpose = f"{place.purpose}/{n >> 8}" if n >> 8 else place.purpose
        counter = (
            (place.turn & 0xFFF) << 52
            | (place.phase & 0xF) << 48
            | (place.seat & 0xF) << 44
            | bits(purpose) << 12
            | (n & 0xFF) << 4
            | (attempt & 0xF)
        )
        return split_mix(self.key, counter)

    def roll(self, place: Place, n: int, faces: int) -> int:
        """Return the *n*th roll at *place*, from 1 to *faces* inclusive, each as likely."""
        fair = WORD - WORD % faces
        for attempt in range(TRIES):
            word = self.word(place, n, attempt)
            if word < fair:
                break
        return word % faces + 1
