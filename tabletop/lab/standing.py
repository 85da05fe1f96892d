"""Where one value falls among many, in whole numbers and with ties told apart."""

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs


@attrs.frozen
class Standing:
    """How many values lie below one, are equal to it, and lie above it."""

    below: int
    equal: int
    above: int

    @property
    def of(self) -> int:
        """How many values there are."""
        return self.below + self.equal + self.above

    def words(self, better: str = "better") -> str:
        """Say it as people do: "better than 84 of 100, level with 6"."""
        level = f", level with {self.equal}" if self.equal else ""
        return f"{better} than {self.below} of {self.of}{level}"


def standing(value: int, among: Iterable[int]) -> Standing:
    """Return where *value* stands among the values *among*."""
    values = tuple(among)
    below, above = sum(v < value for v in values), sum(v > value for v in values)
    return Standing(below, len(values) - below - above, above)


def middle(values: Iterable[int]) -> int:
    """Return the median; of an even number the lower one in the middle. 0 where there are none."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] if ordered else 0


@attrs.frozen
class Bin:
    """How many values lie from *low* to *high*, both inclusive."""

    low: int
    high: int
    count: int

    def __contains__(self, value: int) -> bool:
        return self.low <= value <= self.high


def bins(values: Iterable[int], most: int, including: Sequence[int] = ()) -> tuple[Bin, ...]:
    """
    Return *values* counted in at most *most* bins of one width, without a gap, lowest first.

    The bins reach over the values in *including* too, which are not counted.
    """
    counted = Counter(values)
    reached = [*counted, *including]
    if not reached:
        return ()
    low, high = min(reached), max(reached)
    width = -(-(high - low + 1) // most)
    return tuple(
        Bin(first, last, sum(n for value, n in counted.items() if first <= value <= last))
        for first in range(low, high + 1, width)
        if (last := first + width - 1) >= first
    )
