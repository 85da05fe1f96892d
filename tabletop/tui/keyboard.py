"""Who sits at the one keyboard, and who is to sit there next."""

from collections.abc import Sequence

from tabletop.game.asks import Ask
from tabletop.game.words import FACILITATOR, WALL, Viewer


def next_viewer(
    people: Sequence[Viewer], asks: Sequence[Ask], current: Viewer | None, *, is_over: bool
) -> Viewer:
    """
    Return whose sight the screen should show now.

    One person keeps the screen. Several hand it on: whoever is asked stays until nothing more is
    asked of them; what concerns the whole table is shown as the wall shows it, unless a person
    facilitates.
    """
    if not people:
        return WALL
    if len(people) == 1:
        return people[0]
    if is_over:
        return WALL
    asked = [ask.seat for ask in asks if ask.seat in people]
    if current in asked:
        return current
    if asked:
        return asked[0]
    return WALL


def leads(people: Sequence[Viewer], viewer: Viewer) -> bool:
    """Return whether whoever looks with *viewer*'s eyes decides and goes on for the table."""
    if FACILITATOR in people:
        return viewer == FACILITATOR
    return len(people) <= 1 or viewer == WALL
