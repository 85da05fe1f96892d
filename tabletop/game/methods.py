"""
Methods of adjudication: what each rolls, its odds, and who has succeeded.

A method is a value, so that more of them need no change where moves are decided.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import product
from typing import Final

import attrs

from tabletop.game.event import Odds
from tabletop.language.ids import Method

Rolls = tuple[int, ...]


@attrs.frozen
class Way:
    """
    How a method decides by dice.

    Attributes:
        faces: Faces of each die, in the order rolled; empty when a person decides.
        succeeds: Whether these dice succeed, given the chance in percent and the net argument.
        is_by_chance: Whether the card's own chance counts, rather than the arguments.
    """

    faces: tuple[int, ...]
    succeeds: Callable[[Rolls, int, int], bool]
    is_by_chance: bool = False

    def odds(self, chance: int, net: int) -> Odds:
        """Return the exact odds, by counting every roll of the dice."""
        return counted(self, chance, net)


@lru_cache(maxsize=1_024)
def counted(way: Way, chance: int, net: int) -> Odds:
    """Return the odds of *way*, which are the same every time."""
    rolls = list(product(*(range(1, faces + 1) for faces in way.faces)))
    return Odds(sum(way.succeeds(roll, chance, net) for roll in rolls), len(rolls))


def under_chance(dice: Rolls, chance: int, net: int) -> bool:
    """Return whether a d100 is at or under *chance*."""
    return dice[0] <= chance


def seven_plus(dice: Rolls, chance: int, net: int) -> bool:
    """Return whether two dice and *net* make 7 or more."""
    return sum(dice) + net >= 7


def red_green(dice: Rolls, chance: int, net: int) -> bool:
    """Return whether two dice and *net* make 7 or more, on 7 itself unless red is higher."""
    total = sum(dice) + net
    return total > 7 or (total == 7 and dice[0] <= dice[1])


def never(dice: Rolls, chance: int, net: int) -> bool:
    """Return False: an umpire's word is no roll."""
    return False


WAYS: Final[Mapping[Method, Way]] = {
    "odds": Way((100,), under_chance, is_by_chance=True),
    "2d6": Way((6, 6), seven_plus),
    "red-green": Way((6, 6), red_green),
    "umpire": Way((), never),
}
