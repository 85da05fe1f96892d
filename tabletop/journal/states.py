"""
The states of a journal, folded when first asked for and then kept.

Here every frame from a disk passes `Soundness` before anything else reads it.
"""

from collections.abc import Sized
from itertools import compress
from operator import is_not
from typing import Final

from tabletop.game.state import State, opening
from tabletop.journal.codec import Unfit
from tabletop.journal.model import Journal, SaveError
from tabletop.journal.soundness import Soundness

MOST: Final = 10_000
"""Levels, cards, pieces and the like in one state; a large deck makes some hundreds."""

MOST_KEPT: Final = 10_000_000
"""The same in all states of a save together, counted once where states share them; some 0.4 GB."""


class History:
    """
    Every state of a journal, on all its lines.

    States share what they have in common, so a long session fits in memory, and going to a
    frame a second time takes no time.
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self._soundness = Soundness(journal.deck)
        self._states: dict[int, State] = {}
        self._kept = 0

    def follow(self, journal: Journal) -> None:
        """Go on with *journal*, which is the one so far with more frames."""
        self.journal = journal

    def at(self, number: int) -> State:
        """
        Return the state after frame *number*; 0 is the opening.

        Raises:
            SaveError: If there is no such frame, or what it records cannot have been played.
        """
        waiting = []
        while number and number not in self._states:
            frame = self.journal.frame(number)
            waiting.append(frame)
            number = frame.parent
        state = self._states.get(number)
        if state is None:
            state = self._states[0] = opening(self.journal.deck)
        piles = piles_of(state)
        for frame in reversed(waiting):
            try:
                state = self._soundness.fold(state, frame)
                before, piles = piles, piles_of(state)
                self._keep_small(before, piles)
            except Unfit as unfit:
                raise SaveError(
                    f"this cannot have been played: {unfit}",
                    path=self.journal.path,
                    place=f"frame {frame.number}",
                    exit_status=4,
                ) from unfit
            self._states[frame.number] = state
        return state

    def _keep_small(self, before: tuple[Sized, ...], piles: tuple[Sized, ...]) -> None:
        """Refuse *piles* that have grown beyond all bounds since *before*, the frame's parent."""
        sizes = list(map(len, piles))
        if sum(sizes) > MOST:
            raise Unfit(f"more than {MOST} things on the table")
        # What a state shares with the one before is counted once.
        self._kept += sum(compress(sizes, map(is_not, piles, before)))
        if self._kept > MOST_KEPT:
            raise Unfit(f"more than {MOST_KEPT} things in all its states")


def piles_of(state: State) -> tuple[Sized, ...]:
    """Return all in *state* that events can pile up."""
    return (
        state.levels,
        state.hands,
        *state.hands.values(),
        state.plans,
        state.announced,
        state.moves,
        state.pieces,
        state.offers,
        state.away,
        state.questions,
        state.unlocked,
        state.came,
        state.draws,
        state.scores,
    )
