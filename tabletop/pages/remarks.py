"""What was said of frames afterwards: judgements, markers and notes."""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from tabletop.journal.lines import Line
from tabletop.journal.model import GlyphWord, Note
from tabletop.journal.tree import glyphs, markers
from tabletop.language.ids import Viewer
from tabletop.pages.text import Row, ink, plain, put, rows, wrapped
from tabletop.pages.view import View
from tabletop.replay.replay import Replay

MEANINGS: Final[Mapping[GlyphWord, str]] = {
    "!!": "brilliant",
    "!": "good",
    "!?": "interesting",
    "?!": "doubtful",
    "?": "a mistake",
    "??": "a blunder",
    "": "no judgement",
}


@attrs.frozen
class Remark:
    """
    All that was said of one frame.

    Attributes:
        label: What its marker is called; "" for none.
        notes: Those that the viewer may read, in the order they were made.
    """

    frame: int
    glyph: GlyphWord
    label: str
    notes: Sequence[Note]

    def __bool__(self) -> bool:
        return bool(self.glyph or self.label or self.notes)


def remark_on(replay: Replay, number: int, viewer: Viewer) -> Remark:
    """Return what was said of frame *number*, as far as *viewer* may read it."""
    journal = replay.journal
    return Remark(
        number,
        glyphs(journal).get(number, ""),
        markers(journal).get(number, ""),
        replay.notes(number, viewer),
    )


def remarks_on(replay: Replay, line: Line, end: int, viewer: Viewer) -> tuple[Remark, ...]:
    """Return what was said of the frames of *line* up to *end*, inclusive, in order."""
    journal = replay.journal
    spoken = {*glyphs(journal), *markers(journal), *(note.frame for note in journal.notes)}
    on = (n for n in sorted(spoken) if n <= end and line.passes(n))
    return tuple(filter(None, (remark_on(replay, n, viewer) for n in on)))


def remark_rows(view: View, remark: Remark, width: int, item: int = -1) -> list[Row]:
    """Paint what was said of one frame."""
    painted = []
    if remark.glyph:
        meaning = (f" {MEANINGS[remark.glyph]}", "$quiet")
        painted.append(put("  ", (f"{remark.glyph:<2}", "bold $focus"), meaning))
    if remark.label:
        said = put(("▾  ", "bold $focus"), ink(remark.label, "bold"))
        painted += wrapped(said, width, indent=2, hang=5)
    for note in remark.notes:
        by = (f"  {view.name(note.seat)}" if note.seat else "", "$quiet")
        said = put(("“  ", "$focus"), plain(note.text), by)
        painted += wrapped(said, width, indent=2, hang=5)
    return rows(painted, item)


def remarks(view: View, found: Sequence[Remark], width: int) -> list[Row]:
    """Paint every remark so far, an item for each frame that was spoken of."""
    if not found:
        said = "Nothing was said of any frame so far. Write a comment with c."
        return rows(wrapped(put((said, "$quiet")), width, indent=2))
    painted: list[Row] = []
    for item, remark in enumerate(found):
        style = "bold $focus" if remark.frame == view.number else "bold"
        painted += rows([put("  ", (f"Frame {remark.frame}", style))], item)
        painted += remark_rows(view, remark, width, item)
    return painted
