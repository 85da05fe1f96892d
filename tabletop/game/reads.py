"""What a rule reads, how large it is when its tests are written out, and whether it ends."""

from collections.abc import Mapping

import attrs

from tabletop.game.expr import Expr, Level, Standing, Tests
from tabletop.game.problem import Problem
from tabletop.game.scope import Weight


@attrs.frozen
class Reads:
    """
    What an expression reads, each once, in the order met, its tests' reading included.

    Attributes:
        levels: As written: of "player", "target", an actor or "" for a shared track.
        pieces: Cards of which pieces are counted.
        tests: Tests named, at any depth.
    """

    levels: tuple[Level, ...] = ()
    pieces: tuple[Standing, ...] = ()
    tests: tuple[str, ...] = ()


def names_read(expr: Expr, tests: Tests) -> Reads:
    """Return what *expr* reads. Ends even where *tests* go in circles or are missing."""
    raise NotImplementedError


def weights(tests: Tests) -> dict[str, Weight]:
    """Return the weight of each of *tests*, those in or behind a circle left out."""
    raise NotImplementedError


def check_tests(tests: Tests, texts: Mapping[str, str]) -> dict[str, Problem]:
    """
    Return the problem of each test that goes in a circle (R401) or is too large (R402).

    Args:
        texts: The text of each test, in which the offsets of its problem count.
    """
    raise NotImplementedError
