"""
Rule text read into rules: the way into the language.

Every reader takes any text at all, never raises, and answers with a value or with
problems whose offsets count the characters of that text.
"""

from tabletop.game.expr import Effect, Expr, Price
from tabletop.game.problem import Reading
from tabletop.game.scope import Scope


def read_test(text: str, scope: Scope) -> Reading[Expr]:
    """Read what holds or does not hold, such as `trust >= 3 and tension <= 8`."""
    raise NotImplementedError


def read_number(text: str, scope: Scope) -> Reading[Expr]:
    """Read a number, such as `3` or `trust + 2 * turn`."""
    raise NotImplementedError


def read_chance(text: str, scope: Scope) -> Reading[Expr]:
    """Read odds in percent points, such as `70% + 5% * (trust - 5)`."""
    raise NotImplementedError


def read_effects(text: str, scope: Scope) -> Reading[tuple[Effect, ...]]:
    """
    Read one sentence of effects, such as `trust +1, tension -1 if open`, in its order.

    `everyone.` may always be changed; `others.` where somebody plays.
    """
    raise NotImplementedError


def read_prices(text: str, scope: Scope) -> Reading[tuple[Price, ...]]:
    """
    Read what a seat pays, gives or is asked for, such as `capital 2, oil 1`, in its order.

    Only per-actor tracks, bare, each once; amounts may read whatever *scope* allows.
    """
    raise NotImplementedError
