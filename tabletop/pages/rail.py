"""
The rail of the scrubber: how far a session has come, and what was marked on the way.

Every turn has the same room, and within its turn a frame stands by its phase. So a frame's place
comes of what was before it alone: a rail that shows no more than has been gives nothing away.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from tabletop.game.deck import Deck
from tabletop.journal.lines import Line, partings
from tabletop.language.ids import Viewer
from tabletop.pages.frame import remarks_on
from tabletop.pages.text import NOTHING, Words, cell_len, cut, put
from tabletop.replay.line_list import listed
from tabletop.replay.replay import Replay

SETTLING: Final = 3
"""Frames after which half the room of a phase is used up; the rest waits for any more."""

BY_MOVER: Final = ("plan", "reveal", "answer", "adjudicate")
"""The phases that every seat has to itself where a deck is played in turn."""

LABEL_ROOM: Final = 5
TICK_ROOM: Final = 3
"""Cells of rail that a turn's number wants, and its tick."""


@attrs.frozen
class Rail:
    """
    One line as the scrubber shows it. Places run from 0.0 up to 1.0, both inclusive.

    Attributes:
        at: The place of the frame that is shown.
        end: The place up to which the rail is shown.
        turns: The place of each turn that is shown, and its number.
        marks: What was noted, judged or marked, by place: a short sign, and what it is called.
        forks: The places where lines part.
        slots: How many turns the rail has room for.
    """

    at: float
    end: float
    turns: Sequence[tuple[float, int]]
    marks: Sequence[tuple[float, str, str]]
    forks: Sequence[float]
    slots: int


def slots_of(deck: Deck) -> int:
    """Return how many turns may be played, a rehearsal counted."""
    return max(1, deck.terms.turns + int(deck.terms.rehearsal))


def slot_of(deck: Deck, turn: int) -> int:
    """Return how many turns come before *turn* on the rail."""
    return turn - (0 if deck.terms.rehearsal else 1)


def place_of(replay: Replay, line: Line, number: int) -> float:
    """Return where frame *number* of *line* stands on the rail."""
    turns = replay.turns(line, number)
    begun = turns.begun(number)
    if not begun:
        return 0.0
    deck, turn = replay.deck, begun[-1]
    slots = slots_of(deck)
    slot = slot_of(deck, turn.turn)
    if replay.state(number).is_over:
        return min(1.0, (slot + 1) / slots)
    phases = turns.phases(number)
    mine = [p for p in phases[-most_phases(deck) :] if p.frame >= turn.frame]
    since = mine[-1].frame if mine else turn.frame
    frames = line.place(number) - line.place(since)
    phase = max(0, min(len(mine), most_phases(deck)) - 1)
    within = (phase + frames / (frames + SETTLING)) / most_phases(deck)
    return min(1.0, (slot + within) / slots)


def most_phases(deck: Deck) -> int:
    """Return how many phases a turn of *deck* has."""
    phases = deck.terms.phases
    if deck.order != "in turn":
        return max(1, len(phases))
    own = sum(phase in BY_MOVER for phase in phases)
    return max(1, len(phases) - own + own * len(deck.actors))


def rail_of(
    replay: Replay, line: Line, number: int, viewer: Viewer, *, reveals: bool = False
) -> Rail:
    """
    Return the rail of *line* at frame *number*, with the marks that *viewer* may read.

    Args:
        reveals: Whether what comes after the frame is shown as well.
    """
    end = line.last if reveals else number
    slots = slots_of(replay.deck)
    places = {number: place_of(replay, line, number)}

    def place(frame: int) -> float:
        if frame not in places:
            places[frame] = place_of(replay, line, frame)
        return places[frame]

    marks = marks_of(replay, line, end, viewer)
    return Rail(
        place(number),
        place(end),
        [
            (slot_of(replay.deck, turn.turn) / slots, turn.turn)
            for turn in replay.turns(line, end).begun(end)
        ],
        [(place(frame), sign, label) for frame, (sign, label) in marks.items()],
        [place(frame) for frame in forks_of(replay, line, end)],
        slots,
    )


def marks_of(replay: Replay, line: Line, end: int, viewer: Viewer) -> Mapping[int, tuple[str, str]]:
    """Return the sign and label of each frame of *line* up to *end* that was spoken of."""
    found = {}
    for remark in remarks_on(replay, line, end, viewer):
        sign = ("▾" if remark.label else "") + remark.glyph
        found[remark.frame] = (sign or "“", remark.label)
    return found


def forks_of(replay: Replay, line: Line, end: int) -> Sequence[int]:
    """Return the frames of *line* up to *end*, exclusive, where another line parts from it."""
    forks = partings(line, replay.lines)
    found = {forks[other.key] for other in listed(replay) if other.key != line.key}
    return sorted(fork for fork in found if fork < end)


def frame_at(replay: Replay, line: Line, share: float) -> int:
    """Return the last frame of *line* that stands at *share* of the rail or before it."""
    frames = line.frames
    place = bisect_right(frames, share, key=lambda number: place_of(replay, line, number))
    return frames[place - 1] if place else 0


def cell(place: float, width: int) -> int:
    """Return the cell that *place* falls into on a rail of *width* cells."""
    return min(width - 1, int(place * width))


def labelled(rail: Rail, width: int) -> Mapping[int, str]:
    """Return the numbers of turns by cell, as many as there is room for."""
    steps = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
    step = next((s for s in steps if s * width >= LABEL_ROOM * rail.slots), 1000)
    found: dict[int, str] = {}
    free = 0
    for place, turn in rail.turns:
        at = cell(place, width)
        if at >= free and (turn % step == 0 or turn == 1):
            found[at] = str(turn)
            free = at + len(str(turn)) + 1
    return found


def track_line(rail: Rail, width: int) -> Words:
    """Paint the rail itself: what has been, turns, forks, the frame that is shown."""
    here, end = cell(rail.at, width), cell(rail.end, width)
    signs = ["━" if i <= here else "─" for i in range(width)]
    styles = ["$ink" if i <= here else "$quiet" if i <= end else "$rule" for i in range(width)]
    for place, _ in rail.turns if TICK_ROOM * rail.slots <= width else ():
        at = cell(place, width)
        signs[at] = "┿" if at <= here else "┼"
    for at, label in labelled(rail, width).items():
        for n, digit in enumerate(label[: width - at]):
            signs[at + n] = digit
            styles[at + n] = "bold" if at <= here else "$quiet"
    for place in rail.forks:
        at = cell(place, width)
        signs[at], styles[at] = "┳", "bold $focus"
    signs[here], styles[here] = "●", "bold $focus"
    return joined(signs, styles)


def mark_line(rail: Rail, width: int) -> Words:
    """Paint the signs above the rail, and what a marker is called where there is room."""
    signs, styles = [" "] * width, [""] * width
    marks = [(cell(place, width), sign, label) for place, sign, label in rail.marks]
    for index, (at, sign, label) in enumerate(marks):
        following = marks[index + 1][0] if index + 1 < len(marks) else width
        room = min(following, width) - at
        text = sign + (f" {label}" if label else "")
        if cell_len(text) > room - 1:
            is_told = room - len(sign) > 5
            text = f"{cut(text, room - 2).rstrip()}…" if is_told else sign
        free = at
        for n, character in enumerate(text):
            if free + cell_len(character) > width:
                break
            cells = cell_len(character)
            if not cells:
                signs[max(at, free - 1)] += character  # an accent stands on the letter before it
                continue
            # A wide character takes the cell after its own as well.
            signs[free : free + cells] = [character] + [""] * (cells - 1)
            styles[free] = "bold $focus" if n < len(sign) else "$quiet"
            free += cells
    return joined(signs, styles)


def joined(signs: Sequence[str], styles: Sequence[str]) -> Words:
    """Return a line of *signs*, each in its style."""
    parts: list[Words] = []
    begin = 0
    for at in range(1, len(signs) + 1):
        if at == len(signs) or styles[at] != styles[begin]:
            text = "".join(signs[begin:at])
            parts.append(put((text, styles[begin])) if text.strip() else put(text))
            begin = at
    return NOTHING.join(parts)
