"""What a bot is, and the luck it may use."""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar

from tabletop.game.asks import Ask
from tabletop.game.decision import Decision
from tabletop.game.dice import Dice, Place
from tabletop.game.sight import Sight
from tabletop.game.words import PHASES, ActorId

T = TypeVar("T")


class Bot(Protocol):
    """
    A player that is no person.

    It is made anew for each session, without arguments, and remembers nothing: the same sight,
    asks and dice give the same decision in every process and on every day.
    """

    def choose(self, sight: Sight, asks: tuple[Ask, ...], dice: Dice) -> Decision:
        """
        Return what the seat of *sight* does about the first of *asks*.

        *sight* is all that the seat may know; its deck and state work in the rules like the
        table's own. *asks* are this seat's, in order, and never empty. *dice* are the seat's own
        and share nothing with those of the table.
        """
        ...


class Luck:
    """Chance for one thought of one seat, keyed by turn, phase, seat and purpose."""

    def __init__(self, sight: Sight, dice: Dice) -> None:
        self.dice = dice
        self.sight = sight
        self.used: Counter[str] = Counter()

    def below(self, purpose: str, limit: int) -> int:
        """Return a number from 0 to *limit* - 1, each as likely; *limit* is at least 1."""
        state = self.sight.state
        seats = [actor.id for actor in self.sight.deck.actors]
        place = Place(
            turn=max(0, state.turn),
            phase=PHASES.index(state.phase) if state.phase else 0,
            seat=1 + seats.index(seat_of(self.sight)),
            purpose=purpose,
        )
        rolled = self.dice.roll(place, self.used[purpose], limit)
        self.used[purpose] += 1
        return rolled - 1

    def pick(self, purpose: str, options: Sequence[T]) -> T:
        """Return one of *options*, each as likely; there is at least one."""
        return options[self.below(purpose, len(options))]


def seat_of(sight: Sight) -> ActorId:
    """Return the seat whose *sight* it is."""
    return ActorId(sight.viewer)
