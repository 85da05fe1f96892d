"""Where a viewer begins to look: line, frame and eyes, as they were asked for by name."""

import attrs

from tabletop.errors import TabletopError
from tabletop.journal.lines import Line
from tabletop.journal.tree import first_line
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.replay.replay import Replay


class Unheard(TabletopError):
    """There is no such seat, frame or line."""


@attrs.frozen
class Wanted:
    """
    What is to be shown first.

    Attributes:
        at: The frame; None for the beginning, or with *ends* for the last.
        seat: An actor's id, `facilitator` or `wall`.
        line: A line's name; "" for the one through *at*, or the one to show first.
    """

    at: int | None = None
    seat: str = WALL
    line: str = ""
    ends: bool = False


def entered(replay: Replay, wanted: Wanted) -> tuple[Line, int, Viewer]:
    """
    Return the line, the frame and the viewer that are *wanted*.

    Raises:
        Unheard: If there is none such.
    """
    viewers = viewers_of(replay)
    seat = next((v for v in viewers if v.casefold() == wanted.seat.casefold()), None)
    if seat is None:
        known = ", ".join(viewers)
        raise Unheard(f'no seat is called "{wanted.seat}"; there are: {known}')
    frames = len(replay.journal.frames)
    if wanted.at is not None and not 0 <= wanted.at <= frames:
        raise Unheard(f"there is no frame {wanted.at}; the last is {frames}")
    line = replay.line(wanted.line or first_line(replay.journal))
    if line is None and wanted.line:
        name = wanted.line.casefold()
        line = next((other for other in replay.lines if other.name.casefold() == name), None)
    if line is None and wanted.line:
        known = ", ".join(line.name for line in replay.lines)
        raise Unheard(f'no line is called "{wanted.line}"; there are: {known}')
    line = line or replay.main
    number = line.last if wanted.ends else wanted.at or 0
    if not line.passes(number):
        if wanted.line:
            raise Unheard(f'frame {number} is not on the line called "{line.name}"')
        line = replay.line_of(number)
    return line, number, seat


def viewers_of(replay: Replay) -> tuple[Viewer, ...]:
    """Return whose eyes there are: the wall's, the seats' in deck order, the facilitator's."""
    return (WALL, *(actor.id for actor in replay.deck.actors), FACILITATOR)
