"""What a save holds, as values."""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Final, Literal, NewType, get_args

import attrs

from tabletop.errors import TabletopError
from tabletop.game.decision import Decision
from tabletop.game.deck import Deck
from tabletop.game.event import Event
from tabletop.game.seed import Seed
from tabletop.journal.framing import DIGEST_SIZE, Damage

Verbatim = NewType("Verbatim", str)
"""Text that is kept to the letter, for its digest, and is therefore not safe to show."""

GlyphWord = Literal["", "!!", "!", "!?", "?!", "?", "??"]
GLYPHS: Final[tuple[GlyphWord, ...]] = get_args(GlyphWord)

StandingWord = Literal["", "first", "hidden"]

MARK_SIZE: Final = 8

MAIN: Final = "main"
"""The name of the line that was played; no other line can have it."""


class SaveError(TabletopError):
    """A save that cannot be read, written or locked. The journal raises nothing else."""


@attrs.frozen
class Head:
    """
    What is fixed when a session begins.

    Attributes:
        format: Version of the save format it was begun in.
        reader: Smallest format version that a reader must know.
        program: Version of the program that began it.
        rules: Version of the rules that it was begun under.
        game_id: Different for every session, also between copies of one program.
        title: One line for lists.
        seats: Who plays, "human" or "bot:NAME", by actor, and "facilitator" for a person.
        entropy: Behind the dice; from 0 up to 2**64 - 1.
        created_ms: Milliseconds since 1970, UTC.

    Raises:
        ValueError: If a number is out of its range.
    """

    format: int
    reader: int
    program: str
    rules: int
    game_id: str
    title: str
    seats: Mapping[str, str]
    entropy: int
    created_ms: int

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.entropy < 2**64:
            raise ValueError(f"entropy: expected 0 up to 2**64 - 1, got {self.entropy}")
        if not 0 <= self.created_ms < 2**48:
            raise ValueError(f"created: expected 0 up to 2**48 - 1 ms, got {self.created_ms}")


@attrs.frozen
class Source:
    """A file that the deck or the seed was read from, to the letter."""

    kind: Literal["deck", "seed"]
    name: str
    text: Verbatim
    digest: bytes

    @classmethod
    def of(cls, kind: Literal["deck", "seed"], name: str, text: str) -> "Source":
        """Return *text*, read from the file called *name*, with its digest."""
        return cls(kind, name, Verbatim(text), text_digest(text))


@attrs.frozen
class Printed:
    """The deck as played, that is seeded and with its terms, and what it was made from."""

    deck: Deck
    seed: Seed | None = None
    sources: tuple[Source, ...] = ()


@attrs.frozen
class Frame:
    """
    One decision, what came of it, and the mark of the state after it.

    Attributes:
        number: Counts decisions from 1, in the order they were made.
        parent: The frame it follows; 0 for the opening state.
        at_ms: Milliseconds since the session was begun.
        mark: 8 bytes.
        salt: Luck of the line from here on; None for the luck of the frame before.
        is_what_if: Whether a what-if line begins with it.

    Raises:
        ValueError: If its parent does not come before it, or a size is wrong.
    """

    number: int
    parent: int
    at_ms: int
    decision: Decision
    events: tuple[Event, ...]
    mark: bytes
    salt: str | None = None
    is_what_if: bool = False

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.parent < self.number:
            raise ValueError(f"frame {self.number} cannot follow frame {self.parent}")
        if self.at_ms < 0 or len(self.mark) != MARK_SIZE:
            raise ValueError(f"frame {self.number}: expected a time from 0 and a mark of 8 bytes")


@attrs.frozen
class Note:
    """A remark on a frame, by a seat, `facilitator`, or "" for whoever reads."""

    frame: int
    at_ms: int
    text: str
    seat: str = ""


@attrs.frozen
class Glyph:
    """A judgement of a frame; the newest counts, and "" takes it back."""

    frame: int
    glyph: GlyphWord


@attrs.frozen
class LineName:
    """
    A name for the line through *frame*, and on from it as play went on.

    A name given again goes over to the later frame; *frame* 0 takes the name away.
    """

    frame: int
    name: str


@attrs.frozen
class Marker:
    """A named place on the scrubber; the newest of a frame counts, and "" takes it back."""

    frame: int
    label: str


@attrs.frozen
class Standing:
    """
    How the line called *line* stands among the others; the newest counts.

    One line at most is "first", the one to show first: a later "first" takes over.
    """

    line: str
    standing: StandingWord


@attrs.frozen
class Close:
    """The session is over and was put away."""

    at_ms: int


Entry = Frame | Note | Glyph | LineName | Marker | Standing | Close


@attrs.frozen
class Journal:
    """
    A save as read.

    Attributes:
        frames: In the order they were made; frame n is `frames[n - 1]`.
        notes, glyphs, line_names, markers, standings: In the order they were made.
        damage: What is wrong after the good prefix that all this comes from; None if nothing.
        is_closed: Whether it was put away, and the game itself not taken up again since.
        size: Bytes of the good prefix.
        records: Records in it.
        digest: Digest of the last of them.
        listed: Items of all lists in its frames and the like, which are capped.
    """

    path: Path
    head: Head
    deck: Deck
    seed: Seed | None
    sources: tuple[Source, ...]
    frames: tuple[Frame, ...]
    notes: tuple[Note, ...]
    glyphs: tuple[Glyph, ...]
    line_names: tuple[LineName, ...]
    markers: tuple[Marker, ...]
    standings: tuple[Standing, ...]
    damage: Damage | None
    is_closed: bool
    size: int
    records: int
    digest: bytes
    listed: int = 0

    def frame(self, number: int) -> Frame:
        """
        Return frame *number*.

        Raises:
            SaveError: If there is none.
        """
        if not 1 <= number <= len(self.frames):
            raise SaveError(
                f"there is no such frame; the last is {len(self.frames)}",
                path=self.path,
                place=f"frame {number}",
                exit_status=4,
            )
        return self.frames[number - 1]


def text_digest(text: str) -> bytes:
    """Return the digest of *text*, 16 bytes."""
    return blake2b(text.encode(errors="replace"), digest_size=DIGEST_SIZE).digest()
