"""Every way that chance may fall in one decision."""

from collections.abc import Iterator

import attrs

from tabletop.game.decide import take_up
from tabletop.game.decision import Decision
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice, Place
from tabletop.game.state import State
from tabletop.game.unfolding import Unfolding


@attrs.frozen
class Coins(Dice):
    """
    Dice that show their lowest face, or their highest where they are told to.

    Attributes:
        highest: Whether each throw shows the highest face, in the order thrown; then the lowest.
        thrown: What the throws so far have shown.
    """

    highest: tuple[bool, ...] = ()
    thrown: list[bool] = attrs.field(factory=list)

    def throw(self) -> bool:
        n = len(self.thrown)
        self.thrown.append(n < len(self.highest) and self.highest[n])
        return self.thrown[-1]

    def word(self, place: Place, n: int, attempt: int = 0) -> int:
        return int(self.throw())

    def roll(self, place: Place, n: int, faces: int) -> int:
        return faces if self.throw() else 1


@attrs.frozen
class Extremes(Dice):
    """Dice that show their lowest face or their highest, one as often as the other."""

    def roll(self, place: Place, n: int, faces: int) -> int:
        return faces if self.word(place, n) >> 32 & 1 else 1


def unfolded(deck: Deck, state: State, decision: Decision, dice: Dice) -> Unfolding | None:
    """Return what comes of *decision*, or None if the rules refuse it."""
    unfolding = Unfolding(deck, state, dice)
    return None if take_up(unfolding, decision) else unfolding


def outcomes(deck: Deck, state: State, decision: Decision) -> Iterator[Unfolding]:
    """
    Yield what comes of *decision* for every way that chance may fall.

    The lowest and the highest face of every die decide all that any face decides.
    """
    waiting: list[tuple[bool, ...]] = [()]
    while waiting:
        highest = waiting.pop()
        coins = Coins(0, highest=highest)
        unfolding = unfolded(deck, state, decision, coins)
        if unfolding is None:
            return
        yield unfolding
        # Whatever was thrown past those that were told may fall the other way as well.
        for n in range(len(highest), len(coins.thrown)):
            waiting.append((*coins.thrown[:n], True))
