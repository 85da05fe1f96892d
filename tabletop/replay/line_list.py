"""The lines of a saved session as a list shows them: where each left, how far it went, its end."""

from collections.abc import Mapping, Sequence
from typing import Literal

import attrs

from tabletop.journal.lines import Line, partings
from tabletop.journal.model import StandingWord
from tabletop.journal.tree import standing_of, standings
from tabletop.language.ids import ActorId, Phase, Viewer
from tabletop.replay.replay import Replay
from tabletop.table.debrief import totals


@attrs.frozen
class LineGlance:
    """
    One line, as *viewer* may know of it.

    Attributes:
        standing: Whether it is shown "first", or "hidden".
        left: The name of the line it left; "" for the main line.
        turn, phase: Where the table stood when it left; turn 0 is a rehearsal or the opening.
        is_fresh: Whether its dice are others than those of the line it left.
        frames: How many frames are its own.
        upto: The turn of its last frame.
        is_over: Whether it was played to its end.
        points: What every seat has in the end, the most first; empty while it is not over.
    """

    line: Line
    standing: StandingWord
    left: str
    turn: int
    phase: Phase | Literal[""]
    is_fresh: bool
    frames: int
    upto: int
    is_over: bool
    points: Mapping[ActorId, int]


def glance(replay: Replay, line: Line, viewer: Viewer) -> LineGlance:
    """
    Return *line* as a list shows it, and its outcome as *viewer* knows it.

    Raises:
        SaveError: If what it records cannot have been played.
    """
    then, now = replay.state(line.fork), replay.sight(line.last, viewer).state
    begin = replay.frame(line.begin) if line.begin and not line.is_main else None
    return LineGlance(
        line,
        standing_of(replay.journal, line.name),
        line.left.name if line.left else "",
        max(0, then.turn),
        then.phase,
        begin is not None and begin.salt is not None,
        len(line.own),
        max(0, now.turn),
        now.is_over,
        totals(now, replay.deck) if now.is_over else {},
    )


def line_words(line: Line) -> str:
    """Return what kind of line it is and its name, in words; that of main alone."""
    if line.is_main or not line.is_named:
        return f"{line.name[:1].upper()}{line.name[1:]}"
    return f"What-if: {line.name}"


def left_words(replay: Replay, line: Line) -> str:
    """Return which line *line* left and in which turn, in words; "" for main."""
    if line.left is None:
        return ""
    turn = replay.state(line.fork).turn if line.fork else -1
    when = f"in turn {turn}" if turn > 0 else "in the rehearsal" if turn == 0 else "at the opening"
    return f"left {line.left.name} {when}"


def listed(replay: Replay, *, hidden: bool = False) -> Sequence[Line]:
    """Return the lines that a list shows, in their order; with *hidden*, those hidden as well."""
    stand = {} if hidden else standings(replay.journal)
    return [line for line in replay.lines if line.is_main or stand.get(line.name) != "hidden"]


def parted(replay: Replay, line: Line, upto: int | None) -> Sequence[Line]:
    """Return the other lines of a list that part from *line* before frame *upto*; None for all."""
    forks = partings(line, replay.lines)
    return [
        other
        for other in listed(replay)
        if other.key != line.key and (upto is None or forks[other.key] < upto)
    ]


def ways_back(replay: Replay, line: Line, number: int) -> Sequence[int]:
    """
    Return the frames from which what was decided by frame *number* can be decided otherwise.

    That is the frame itself, unless the session is over there, and the one at which the plans
    of its turn began, unless they are still to come or being made.
    """
    found = [] if replay.state(number).is_over else [number]
    begun = plans_begun(replay, line, number)
    if begun is not None and begun != number:
        found.append(begun)
    return found


def plans_begun(replay: Replay, line: Line, number: int) -> int | None:
    """
    Return the frame of *line* at which the plans began that are made or played by frame *number*.

    None while those of its turn are still to come.
    """
    turn, begun = replay.state(number).turn, None
    for earlier in reversed((0, *line.upto(number))):
        state = replay.state(earlier)
        if state.turn != turn:
            break
        if state.phase == "plan":
            begun = earlier
        elif begun is not None:
            break
    return begun
