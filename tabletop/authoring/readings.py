"""What rules were read as, kept while the same file is checked again and again."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import attrs

from tabletop.game.expr import Effect, Expr, Price, Standing
from tabletop.game.language.problem import Reading
from tabletop.game.language.reads import names_read
from tabletop.game.language.scope import Scope

Rule = Expr | tuple[Effect, ...] | tuple[Price, ...]

T = TypeVar("T")

MOST: Final = 20_000
"""Readings kept under one scope; past it all are forgotten, as each costs little to make again."""

SCOPES: Final = 2
"""Scopes whose readings are kept: a deck's before its tests are weighed, and after."""


@attrs.frozen
class Counted:
    """A reading, and the pieces that it counts."""

    reading: Reading[Any]
    pieces: tuple[Standing, ...] = ()


@attrs.frozen(eq=False)
class Shelf:
    """The readings made where a deck declares what *scope* says."""

    scope: Scope
    kept: dict[tuple[object, ...], Counted] = attrs.field(factory=dict)


class Judged:
    """
    What was found out about rules, each of them once.

    It is true for as long as the tables that there could be are the same.
    """

    def __init__(self) -> None:
        self.tables: object = None
        self.found: dict[tuple[object, ...], tuple[object, Any]] = {}

    def begin(self, tables: object) -> None:
        """Forget all unless *tables* are those of the last time."""
        if tables != self.tables or len(self.found) >= MOST:
            self.tables, self.found = tables, {}

    def of(self, rule: object, about: tuple[object, ...], judge: Callable[[], T]) -> T:
        """Return what *judge* finds out *about* the very object *rule*."""
        key = (id(rule), *about)
        kept = self.found.get(key)
        if kept is None:
            # The rule is kept as well, so that no other object comes by its number.
            kept = self.found[key] = (rule, judge())
        found: T = kept[1]
        return found


class Readings:
    """
    Reads each rule once.

    A reading hangs on its text, its reader and its scope alone, so what was read once is true
    for as long as the deck declares the same names.
    """

    def __init__(self) -> None:
        self.shelves: tuple[Shelf, ...] = ()
        self.judged = Judged()

    def of(
        self, text: str, reader: Callable[[str, Scope], Reading[Any]], scope: Scope, names: Scope
    ) -> Counted:
        """Return what *reader* makes of *text* in *scope*, which is *names* in one place."""
        shelf = self.shelf(names)
        key = (text, reader, scope.has_player, scope.has_target, scope.has_posture)
        found = shelf.kept.get(key)
        if found is None:
            reading = reader(text, scope)
            rules = expressions(reading.value)
            pieces = (piece for rule in rules for piece in names_read(rule, {}).pieces)
            found = Counted(reading, tuple(pieces))
            if len(shelf.kept) >= MOST:
                shelf.kept.clear()
            shelf.kept[key] = found
        return found

    def shelf(self, names: Scope) -> Shelf:
        """Return the readings made under *names*; the scope used longest ago is forgotten."""
        shelves = self.shelves
        if shelves and shelves[0].scope is names:
            return shelves[0]
        found = next((s for s in shelves if s.scope == names), None)
        # The new scope takes the old one's place, for to compare the same object costs nothing.
        shelf = Shelf(names, found.kept if found else {})
        self.shelves = (shelf, *(s for s in shelves if s is not found))[:SCOPES]
        return shelf


def expressions(value: Rule | None) -> tuple[Expr, ...]:
    """Return what was read of a rule: an expression, or those of effects and prices."""
    if value is None:
        return ()
    if not isinstance(value, tuple):
        return (value,)
    found: list[Expr] = []
    for part in value:
        found.append(part.amount)
        if isinstance(part, Effect) and part.condition is not None:
            found.append(part.condition)
    return tuple(found)
