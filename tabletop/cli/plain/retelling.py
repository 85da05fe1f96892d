"""A saved session in lines of text, one for each frame."""

from collections.abc import Iterator
from typing import Final

from tabletop.cli.plain.console import plain_characters
from tabletop.game.clean import PAGE, clean_line
from tabletop.game.narrate import Namer
from tabletop.journal.lines import Line
from tabletop.journal.tree import glyphs, markers
from tabletop.language.ids import Viewer
from tabletop.replay.replay import Replay

NOTHING: Final = "Nothing of this frame came to these eyes."


def retell(
    replay: Replay, line: Line, first: int, last: int, viewer: Viewer, *, ascii_only: bool = False
) -> Iterator[str]:
    """
    Yield a line for each frame of *line* from *first* to *last*, both inclusive, in order.

    It begins with the frame's number. Then come its glyph and its marker, what *viewer* was told
    and the notes that he may read. Frames of which he knows nothing are left out, unless it is one
    alone that is asked for; 0 is the opening, and tells who plays.
    Each is read only when it is asked for.

    Raises:
        SaveError: If what is recorded cannot have been played.
    """
    glyph_of, label_of = glyphs(replay.journal), markers(replay.journal)
    for number in line.between(first, last):
        parts = [f"[{glyph_of[number]}]"] if number in glyph_of else []
        if number in label_of:
            parts.append(f"[marker: {label_of[number]}]")
        parts += (clean_line(told.line.text, PAGE) for told in replay.told(number, viewer))
        parts += notes(replay, number, viewer)
        if not parts and first == last:
            parts = [opening(replay) if not number else NOTHING]
        if parts:
            text = f"{number:>4}  {' '.join(parts)}"
            yield plain_characters(text) if ascii_only else text


def opening(replay: Replay) -> str:
    """Say that nothing was decided yet, and who plays."""
    seats = replay.journal.head.seats
    players = [
        f"{actor.name} ({seats[Viewer(actor.id)]})" if Viewer(actor.id) in seats else actor.name
        for actor in replay.deck.actors
    ]
    return clean_line(f"The table before the first decision: {', '.join(players)}.", PAGE)


def notes(replay: Replay, number: int, viewer: Viewer) -> Iterator[str]:
    """Yield the notes on frame *number* that *viewer* may read, and whose they are."""
    namer = Namer(replay.deck, replay.state(number))
    for note in replay.notes(number, viewer):
        by = f" by {namer.name(note.seat)}" if note.seat else ""
        yield clean_line(f"[note{by}: {note.text}]", PAGE)
