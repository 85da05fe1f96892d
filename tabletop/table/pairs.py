"""Two things side by side: what stands on the left, what on the right, and what differs."""

from collections.abc import Iterable, Sequence
from typing import Final, Literal, get_args

import attrs

from tabletop.game.deck import Deck
from tabletop.game.event import Outcome
from tabletop.game.words import LevelId

Topic = Literal["inject", "move", "offer", "piece", "level", "plan", "hand", "aim", "end"]
TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)


@attrs.frozen
class Cell:
    """
    What stands on one side.

    Attributes:
        text: In a few words; it may be foreign text.
        outcome: What came of a move; "" for what has no outcome yet, or can have none.
        frame: The frame that it came of, to look at; 0 for the opening.
    """

    text: str
    outcome: Outcome | Literal[""] = ""
    frame: int = attrs.field(default=0, eq=False)


@attrs.frozen
class Pair:
    """
    A row: one thing on both sides, or what each has in its place. One side at most is None.

    Attributes:
        label: Whose or what it is, such as "Japan" or "Alliance trust".
    """

    topic: Topic
    label: str
    left: Cell | None
    right: Cell | None

    @property
    def differs(self) -> bool:
        """Whether the two sides say different things, wherever they come from."""
        return self.left != self.right


@attrs.frozen
class Chapter:
    """
    Rows that belong together, such as those of one turn.

    Attributes:
        notes: What is to be said of each side, such as "so far"; "" for nothing.
        has: Whether each side has this chapter at all.
    """

    title: str
    pairs: tuple[Pair, ...]
    notes: tuple[str, str] = ("", "")
    has: tuple[bool, bool] = (True, True)

    @property
    def differences(self) -> int:
        """How many rows differ; none where only one side has this chapter."""
        return sum(pair.differs for pair in self.pairs) if all(self.has) else 0


@attrs.frozen
class Item:
    """One thing of one side, before it has found its partner."""

    topic: Topic
    label: str
    cell: Cell


def paired(left: Sequence[Item], right: Sequence[Item]) -> tuple[Pair, ...]:
    """
    Return *left* and *right* in rows, the order of topics and labels as they first come.

    Within a topic and a label the same words stand beside one another, first those that came
    out alike; what is left over stands beside what is left over, in order.
    """
    rows: list[Pair] = []
    groups = dict.fromkeys((item.topic, item.label) for item in (*left, *right))
    for topic, label in groups:
        ours, theirs = (
            [item.cell for item in side if (item.topic, item.label) == (topic, label)]
            for side in (left, right)
        )
        partner = partners(ours, theirs)
        rows += [Pair(topic, label, cell, partner.get(at)) for at, cell in enumerate(ours)]
        taken = [id(cell) for cell in partner.values()]
        rows += [Pair(topic, label, None, cell) for cell in theirs if id(cell) not in taken]
    return tuple(rows)


def partners(ours: Sequence[Cell], theirs: Sequence[Cell]) -> dict[int, Cell]:
    """Return the cell of *theirs* that stands beside each of *ours*, by index."""
    left = list(range(len(theirs)))
    found: dict[int, Cell] = {}
    for alike in (same, same_words, any_two):
        for at, cell in enumerate(ours):
            other = next((n for n in left if at not in found and alike(cell, theirs[n])), None)
            if other is not None:
                found[at] = theirs[other]
                left.remove(other)
    return found


def same(one: Cell, other: Cell) -> bool:
    return one == other


def same_words(one: Cell, other: Cell) -> bool:
    return one.text == other.text


def any_two(one: Cell, other: Cell) -> bool:
    return True


def in_groups(pairs: Iterable[Pair], labels: Sequence[str]) -> tuple[Pair, ...]:
    """Return *pairs* by topic, then by the order of *labels*, as they came where both are alike."""
    place = {label: at for at, label in enumerate(labels)}

    def rank(pair: Pair) -> tuple[int, int]:
        return TOPICS.index(pair.topic), place.get(pair.label, len(place))

    return tuple(sorted(pairs, key=rank))


def level_text(deck: Deck, level: LevelId, steps: int) -> str:
    """Return where *level* stands: its steps, or yes or no for a flag."""
    track = deck.track_of_level[level]
    return ("no", "yes")[steps] if (track.low, track.high) == (0, 1) else str(steps)
