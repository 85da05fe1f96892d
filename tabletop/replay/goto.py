"""
Steps along a line: to the next turn, phase, roll, news, move or note, as far as a viewer knows.

What lies ahead is looked at only as far as to the frame that is asked for.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal

import attrs

from tabletop.game.clean import NAME, clean_line
from tabletop.game.event import (
    ChanceRolled,
    Event,
    InjectCame,
    MoveAdjudicated,
    MoveRevealed,
    PhaseBegan,
    TurnBegan,
)
from tabletop.journal.lines import Line
from tabletop.journal.tree import glyphs, markers
from tabletop.language.ids import NOBODY, PHASES, Viewer, move_parts
from tabletop.replay.replay import Replay
from tabletop.replay.turns import Beginning

Stop = Literal["turn", "phase", "roll", "inject", "move", "note", "glyph", "marker"]

KINDS: Final[Mapping[Stop, frozenset[type]]] = {
    "turn": frozenset({TurnBegan}),
    "phase": frozenset({TurnBegan, PhaseBegan}),
    "roll": frozenset({MoveAdjudicated, ChanceRolled}),
    "inject": frozenset({InjectCame}),
    "move": frozenset({MoveRevealed, MoveAdjudicated}),
}
"""What happens in a frame at which a step may end; notes, glyphs and markers are kept apart."""

TURN: Final = re.compile(r"(?:t|turn) ?(\d{1,9})(?:( *)([^\d ].*))?", re.ASCII)


@attrs.frozen
class FramePlace:
    """
    A frame of a line, to go to.

    Attributes:
        called: What it was found by, if not by a number: a marker, or the line's own name.
    """

    line: Line
    frame: int
    called: str = attrs.field(default="", eq=False)


@attrs.frozen
class Nowhere:
    """Why what was typed leads nowhere, in one sentence."""

    sentence: str


def following(
    replay: Replay, line: Line, number: int, stop: Stop, viewer: Viewer, seat: str = NOBODY
) -> int | None:
    """
    Return the next frame of *line* after frame *number* that is a *stop*; None if there is none.

    A move is one of *seat*'s that *viewer* sees, where it is made and where it is adjudicated;
    with no *seat*, anybody's. A roll and an inject are what *viewer* was told of. An inject comes,
    a turn and a phase begin, at their stop.
    """
    if stop in KINDS:
        ahead = line.frames[line.place(number) :]
        return next((n for n in ahead if is_stop(replay, n, stop, viewer, seat)), None)
    marked = marked_frames(replay, line, stop, viewer)
    place = bisect_right(marked, number)
    return marked[place] if place < len(marked) else None


def preceding(
    replay: Replay, line: Line, number: int, stop: Stop, viewer: Viewer, seat: str = NOBODY
) -> int | None:
    """Return the last frame of *line* before frame *number* that is a *stop*; else as before."""
    if stop in KINDS:
        behind = reversed(line.upto(number - 1))
        return next((n for n in behind if is_stop(replay, n, stop, viewer, seat)), None)
    marked = marked_frames(replay, line, stop, viewer)
    place = bisect_left(marked, number)
    return marked[place - 1] if place else None


def is_stop(replay: Replay, number: int, stop: Stop, viewer: Viewer, seat: str) -> bool:
    """Return whether frame *number* is a *stop* of those that come of events."""
    # Most frames are none whoever looks, which is cheaper to see than what was told of them.
    events = [e for e in replay.frame(number).events if type(e) in KINDS[stop]]
    stops = [e for e in events if is_sign(e, stop, seat)]
    return bool(stops) and any(heard.event in stops for heard in replay.heard(number, viewer))


def is_sign(event: Event, stop: Stop, seat: str) -> bool:
    """Return whether *event*, of the right kind, makes its frame a *stop* for who is told of it."""
    match stop, event:
        case "roll", MoveAdjudicated(receipt=receipt):
            return bool(receipt.dice)
        case "move", MoveRevealed(seat=mover):
            return seat in (NOBODY, mover)
        case "move", MoveAdjudicated(move=move):
            return seat in (NOBODY, move_parts(move).seat)
        case _:
            return True


def marked_frames(replay: Replay, line: Line, stop: Stop, viewer: Viewer) -> Sequence[int]:
    """Return the frames of *line*, 0 among them, with a note, glyph or marker, in order."""
    found: Iterable[int]
    match stop:
        case "note":
            found = replay.noted(viewer)
        case "glyph":
            found = glyphs(replay.journal)
        case _:
            found = markers(replay.journal)
    return [n for n in found if line.at_or_before(n) == n]


def turns(replay: Replay, line: Line, upto: int) -> Sequence[Beginning]:
    """Return where the turns of *line* begun by frame *upto* begin, in order."""
    return replay.turns(line, upto).begun(upto)


def phases(replay: Replay, line: Line, upto: int) -> Sequence[Beginning]:
    """Return where the phases of *line* begun by frame *upto* begin, in order."""
    return replay.turns(line, upto).phases(upto)


def tenth(line: Line, digit: int, upto: int) -> int:
    """Return the frame *digit* tenths, from 0 to 9, of the way from the opening to *upto*."""
    place = line.place(upto) * digit // 10
    return line.frames[place - 1] if place else 0


def go_to(replay: Replay, line: Line, number: int, typed: str) -> FramePlace | Nowhere:
    """
    Return the place that *typed* names, said at frame *number* of *line*.

    It may be a frame, `12`; a turn, `t3` or `turn 3`, also with a phase, `t3 plan`; a phase of
    this turn, or its first letters; a marker; or a line's name, where that line begins; of these
    two some words do. Case does not count, and what is on this line goes before what is not. A
    frame of another line is gone to on the first line that passes it.
    """
    said = clean_line(typed, NAME)
    word = said.casefold()
    if not word:
        return Nowhere("Type a frame (12), a turn (t3), a phase, a marker or a line's name.")
    if word.isdecimal():
        return to_frame(replay, line, word)
    named = TURN.fullmatch(word)
    if named and (named[2] or not named[3] or phases_called(named[3])):
        return to_turn(replay, line, int(named[1]), named[3] or "")
    exactly = to_named(replay, line, number, str.__eq__, word)
    if exactly:
        return exactly
    now = replay.turns(line, number).begun(number)
    if phases_called(word):
        return to_turn(replay, line, now[-1].turn if now else 1, word)
    for fits in (str.startswith, has_words):
        nearly = to_named(replay, line, number, fits, word)
        if nearly:
            return nearly
    return Nowhere(f'Nothing here is called "{said}": no turn, phase, marker or line.')


def to_frame(replay: Replay, line: Line, word: str) -> FramePlace | Nowhere:
    """Return the frame of a number, on *line* if that passes it."""
    # Longer numbers are no frame's, and Python refuses to read the longest.
    number = int(word) if len(word) <= 9 else 0
    if (word.strip("0") and not number) or number > len(replay.journal.frames):
        return Nowhere(f"There is no frame {word[:20]}.")
    if line.at_or_before(number) == number:
        return FramePlace(line, number)
    return FramePlace(replay.line_of(number), number)


def to_turn(replay: Replay, line: Line, turn: int, phase: str) -> FramePlace | Nowhere:
    """Return where *turn* begins on *line*, or its first phase whose name begins with *phase*."""
    read = replay.turns(line, line.last)
    begun = [b.frame for b in read.begun(line.last) if b.turn == turn]
    if not begun:
        return Nowhere(f"Turn {turn} is not on this line.")
    if not phase:
        return FramePlace(line, begun[0])
    names = phases_called(phase)
    if not names:
        return Nowhere(f'No phase is called "{phase}"; there are {", ".join(PHASES)}.')
    for found in read.phases(line.last):
        if found.turn == turn and found.phase in names:
            return FramePlace(line, found.frame)
    return Nowhere(f"Turn {turn} has no phase {names[0]} on this line.")


def phases_called(word: str) -> Sequence[str]:
    """Return the phases whose names begin with *word*."""
    return [phase for phase in PHASES if phase.startswith(word)]


def has_words(name: str, words: str) -> bool:
    """Return whether all of *words* are somewhere in *name*."""
    return all(word in name for word in words.split())


def to_named(
    replay: Replay, line: Line, number: int, fits: Callable[[str, str], bool], word: str
) -> FramePlace | None:
    """
    Return the place that fits *word*: what is on *line* before what is not, markers before names.

    A line is gone to where it begins; another one that passes frame *number*, at that.
    """
    labels = markers(replay.journal)
    marked = [n for n, label in labels.items() if fits(label.casefold(), word)]
    found = [
        FramePlace(line if line.passes(n) else replay.line_of(n), n, f'marker "{labels[n]}"')
        for n in marked
    ]
    found += [
        FramePlace(
            other,
            number if other is not line and other.passes(number) else other.begin,
            "the line of that name",
        )
        for other in replay.lines
        if fits(other.name.casefold(), word)
    ]
    here = (place for place in found if place.line is line)
    return next(here, found[0] if found else None)
