"""The turns of a line: where they and their phases begin, and the levels that they end with."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, Literal

import attrs

from tabletop.game.event import PhaseBegan, RehearsalEnded, SessionEnded, TurnBegan
from tabletop.game.state import State
from tabletop.journal.model import Frame
from tabletop.language.ids import NOBODY, ActorId, LevelId, Phase
from tabletop.table.feed import ENDS, TurnEnds

Levels = Sequence[Mapping[LevelId, int]]
"""The levels at the opening, then at the end of each finished turn."""

TIMELY: Final = frozenset({TurnBegan, PhaseBegan, RehearsalEnded, SessionEnded})


@attrs.frozen
class Beginning:
    """
    Where a turn or a phase begins.

    Attributes:
        turn: 0 in a rehearsal.
        phase: "" for the beginning of a turn.
        mover: Whose go begins when a deck is played in turn, else "".
    """

    frame: int
    turn: int
    phase: Phase | Literal[""] = ""
    mover: ActorId = NOBODY


class Turns:
    """
    The turns of one line, read as far as somebody asked and then kept.

    Attributes:
        last: The last frame that was read; 0 before the first.
    """

    def __init__(self, phases: Collection[Phase]) -> None:
        """*phases* are those in which the table stops; the others are passed over."""
        self.last = 0
        self._stops = phases
        self._begun: list[Beginning] = []
        self._phases_begun: list[Beginning] = []
        self._ends = TurnEnds()
        self._ended: list[tuple[int, int, int]] = []  # frame; its first level's place, and its last

    def read(self, frame: Frame, at: Callable[[int], State]) -> None:
        """Take in *frame*, the next of the line; *at* returns the state after a frame."""
        # Most frames leave the time as it is, and a long save has very many.
        if not TIMELY.isdisjoint(map(type, frame.events)):
            self._take(frame, at)
        self.last = frame.number

    def _take(self, frame: Frame, at: Callable[[int], State]) -> None:
        """Take in *frame*, in which time goes on."""
        known = (self._ends.first, len(self._ends.kept))
        if any(isinstance(event, ENDS) for event in frame.events):
            self._ends.read(at(frame.parent), frame.events)
        now = (self._ends.first, len(self._ends.kept))
        if now != known:
            self._ended.append((frame.number, *now))
        for event in frame.events:
            if isinstance(event, TurnBegan):
                self._begun.append(Beginning(frame.number, event.turn))
            elif isinstance(event, PhaseBegan) and event.phase in self._stops:
                turn = self._begun[-1].turn if self._begun else 0
                begun = Beginning(frame.number, turn, event.phase, event.mover)
                self._phases_begun.append(begun)

    def begun(self, number: int) -> Sequence[Beginning]:
        """Return the turns begun by frame *number*, in order."""
        return self._begun[: bisect_right(self._begun, number, key=frame_of)]

    def phases(self, number: int) -> Sequence[Beginning]:
        """Return the phases begun by frame *number*, in order; several may begin in one frame."""
        return self._phases_begun[: bisect_right(self._phases_begun, number, key=frame_of)]

    def levels(self, number: int) -> Levels:
        """Return the levels at the opening and at the end of each turn by frame *number*."""
        place = bisect_right(self._ended, number, key=lambda ended: ended[0])
        if not place:
            return ()
        _, first, last = self._ended[place - 1]
        return self._ends.kept[first:last]


def frame_of(beginning: Beginning) -> int:
    return beginning.frame
