"""Rules tried on every table there could be, where these are few enough to try them all."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from math import prod
from typing import Final

import attrs

from tabletop.authoring.bounds import Bounding, Bounds
from tabletop.authoring.readings import Judged
from tabletop.game.deck import Deck
from tabletop.game.expr import Effect, Expr, Level, Named, Scene, Standing, Stands, Turn, evaluate
from tabletop.game.language.reads import parts_of
from tabletop.game.words import ActorId, LevelId, Posture, Viewer, level_id

MOST: Final = 4_096
"""Tables on which one rule is tried. With more, only the bounds of what it reads are known."""

LARGEST: Final = 60
"""Names, numbers and signs of a rule that is tried, its tests written out."""

PLAYER: Final = ActorId(Viewer("player"))
TARGET: Final = ActorId(Viewer("target"))

Read = Level | Turn


@attrs.frozen
class Table:
    """A table with nothing on it but what a rule reads."""

    turn: int
    levels: dict[LevelId, int]
    pieces: tuple[Stands, ...] = ()


class Sweep:
    """
    Tries the rules of one deck, which has no errors.

    Levels move independently of each other here, and "player" is nobody in particular: more
    tables than can be reached, so what holds on all of them holds at any table.
    """

    def __init__(self, deck: Deck, bounding: Bounding, judged: Judged) -> None:
        self.deck = deck
        self.bounding = bounding
        self.judged = judged
        judged.begin((deck.tracks, deck.tests, bounding.latest))

    def of(self, expr: Expr) -> Bounds:
        """Return lowest and highest value of *expr*: true ones where all tables can be tried."""
        low, high = self.bounding.of(expr)
        if low == high:
            return low, high
        reads = self.reads((expr,))
        # What reads each level once comes to the end of its bounds somewhere.
        if reads is None or max(reads.values(), default=0) < 2:
            return low, high
        tables = self.tables(reads)
        if tables is None:
            return low, high
        values = {evaluate(expr, self.deck.tests, table, SCENE) for table in tables}
        return min(values), max(values)

    def together(
        self, guard: Expr | None, rules: Sequence[Expr], postures: Sequence[Posture] = ()
    ) -> Iterator[tuple[int, ...]] | None:
        """
        Yield the values of *rules* on each table on which *guard* holds, in each of *postures*.

        None if there are too many, or a rule counts pieces.
        """
        reads = self.reads((*rules, *((guard,) if guard else ())))
        tables = None if reads is None else self.tables(reads)
        return None if tables is None else self.values(tables, guard, rules, postures or ("open",))

    def values(
        self,
        tables: Iterable[Table],
        guard: Expr | None,
        rules: Sequence[Expr],
        postures: Sequence[Posture],
    ) -> Iterator[tuple[int, ...]]:
        tests = self.deck.tests
        scenes = [Scene(PLAYER, TARGET, posture) for posture in postures]
        for table in tables:
            for scene in scenes:
                if guard is None or evaluate(guard, tests, table, scene):
                    yield tuple(evaluate(rule, tests, table, scene) for rule in rules)

    def are_entwined(self, rules: Sequence[Expr | None]) -> bool:
        """Return whether two of *rules* read the same, so that one tells of the other."""
        seen: set[Read] = set()
        for rule in rules:
            reads = self.reads((rule,)) if rule is not None else None
            if reads is not None and not seen.isdisjoint(reads):
                return True
            seen.update(reads or ())
        return False

    def reads(self, rules: Iterable[Expr]) -> Counter[Read] | None:
        """Return what *rules* read and how often; None if they count pieces or are too large."""
        found: Counter[Read] = Counter()
        waiting = list(rules)
        size = 0
        while waiting:
            for part in parts_of(waiting.pop()):
                size += 1
                if size > LARGEST or isinstance(part, Standing):
                    return None
                if isinstance(part, Level | Turn):
                    found[part] += 1
                elif isinstance(part, Named):
                    waiting.append(self.deck.tests[part.test])
        return found

    def tables(self, reads: Iterable[Read]) -> Iterator[Table] | None:
        """Return every table that differs in *reads*, or None if there are too many."""
        levels = [read for read in reads if isinstance(read, Level)]
        tracks = [self.deck.track_by_id[level.track] for level in levels]
        bounds = self.bounding
        turns = range(bounds.earliest, bounds.latest + 1) if Turn() in reads else range(1)
        if prod(track.high - track.low + 1 for track in tracks) * len(turns) > MOST:
            return None
        ids = [level_id(level.track, level.of) for level in levels]
        ranges = [range(track.low, track.high + 1) for track in tracks]
        return (
            Table(turn, dict(zip(ids, stand, strict=True)))
            for turn in turns
            for stand in product(*ranges)
        )

    def landings(
        self, effect: Effect, postures: Sequence[Posture]
    ) -> Iterator[tuple[int, int]] | None:
        """
        Yield where the track of *effect* stands and by how much it would shift, wherever it lands.

        None if its condition and its amount say nothing about the track, or cannot be tried.
        """
        of = effect.of if effect.of not in ("others", "everyone") else "somebody"
        here = Level(effect.track, of)
        if not self.are_entwined((here, effect.amount, effect.condition)):
            return None
        found = self.together(effect.condition, (here, effect.amount), postures)
        if found is None:
            return None
        sign = -1 if effect.change == "-" else 1
        if effect.change == "=":
            return ((was, amount - was) for was, amount in found)
        return ((was, sign * amount) for was, amount in found)


SCENE: Final = Scene(PLAYER, TARGET)
