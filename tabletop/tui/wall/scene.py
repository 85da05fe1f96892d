"""
What stands on the wall at one moment, ready to be painted.

Nothing of the rules is imported here, nor by the wall's screen, so that it is there at once; what
makes a scene is imported when the first one is made, off the event loop.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import attrs

from tabletop.pages.text import Words

Painter = Callable[[int, int, bool], Sequence[Words]]
"""Paints lines for a width and a height, with plain characters or with all."""


@attrs.frozen(eq=False)
class Scene:
    """
    One moment of a followed session.

    Attributes:
        title: What is played, and on which line.
        mark: A sign and a word: live, led, on one's own, over.
        paint: Fills the room.
        clock: Returns what the clock says, from the ms since 1970, UTC; "" for nothing.
        is_own: Whether somebody at the wall has gone elsewhere.
        is_there: Whether there is anything to step through.
        status: What the verb exits with if it is left now.
        trouble: Why, in one sentence; "" if all is well.
    """

    title: Words
    mark: Words
    paint: Painter
    clock: Callable[[int], str]
    is_own: bool = False
    is_there: bool = False
    status: int = 0
    trouble: str = ""


class Source(Protocol):
    """Where scenes come from; every method may read the disk. `watching.Watching` is one."""

    def scene(self, key: str = "") -> Scene | None:
        """Return what is to be shown after *key*, the id of an action; None for no change."""

    def close(self) -> None:
        """Let go of what is followed."""
