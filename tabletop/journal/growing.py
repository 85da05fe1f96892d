"""A journal and the records that come after what is known of it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import attrs

from tabletop.journal import framing
from tabletop.journal.framing import FORMAT, Damage, Record
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
    SaveError,
    Standing,
)
from tabletop.journal.packing import Unfit, Unpacker
from tabletop.journal.shapes import from_map
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
