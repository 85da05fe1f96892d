"""What one viewer was told, folded event by event and never rewritten afterwards."""

from collections.abc import Mapping, Sequence

import attrs

from tabletop.game.apply import apply
from tabletop.game.deck import Deck
from tabletop.game.event import Event, RehearsalEnded, SessionEnded, TurnBegan
from tabletop.game.narrate import FeedLine, narrate
from tabletop.game.state import State
from tabletop.language.ids import LevelId, Viewer

ENDS = TurnBegan | RehearsalEnded | SessionEnded
"""What ends a turn."""


@attrs.frozen
class Told:
    """
    One line that a viewer was told.

    Attributes:
        frame: Number of the decision it came of, from 1.
        turn: The turn it was told in; 0 in a rehearsal.
    """

    frame: int
    turn: int
    line: FeedLine


class Feed:
    """
    The lines of one viewer, in the order told.

    Each event is told on the state before it, so that what is disclosed later never leaks into what
    was known then.
    """

    def __init__(self, deck: Deck, viewer: Viewer) -> None:
        self.deck = deck
        self.viewer = viewer
        self.lines: list[Told] = []
        self.frames = 0

    def read(self, frame: int, before: State, events: Sequence[Event]) -> None:
        """Add what *viewer* learns from *events*, the next frame's, beginning at *before*."""
        state = before
        for event in events:
            line = narrate(self.deck, state, event, self.viewer)
            state = apply(state, event)
            if line is not None:
                self.lines.append(Told(frame, max(0, state.turn), line))
        self.frames += 1


class TurnEnds:
    """
    The opening levels, then those that each finished turn ended with; no rehearsal.

    Attributes:
        kept: These, after those of the rehearsal, of which nothing is taken away.
        first: The place of the opening in them.
    """

    def __init__(self) -> None:
        self.kept: list[Mapping[LevelId, int]] = []
        self.first = 0

    @property
    def levels(self) -> Sequence[Mapping[LevelId, int]]:
        """The opening levels, then those at the end of each turn."""
        return self.kept[self.first :]

    def read(self, before: State, events: Sequence[Event]) -> None:
        """Take in *events*, the next frame's, beginning at *before*."""
        ends = [i for i, e in enumerate(events) if isinstance(e, ENDS)]
        state = before
        # What comes after the last of them need not be folded, and that is most of a turn.
        for event in events[: ends[-1] + 1] if ends else ():
            if isinstance(event, RehearsalEnded):
                self.first = len(self.kept)
            elif isinstance(event, ENDS):
                self.kept.append(state.levels)
            state = apply(state, event)
