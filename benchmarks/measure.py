"""Figures: what was measured, how it is summed up, and the limit it must keep."""

from collections.abc import Callable, Sequence
from statistics import quantiles
from time import perf_counter

import attrs


@attrs.frozen
class Figure:
    """
    One measured number.

    Attributes:
        name: What was measured, for a reader who does not know the code.
        value: The number, in *unit*.
        unit: `ms`, `us`, `/s`, `KB` or `x`; `x` is a ratio.
        limit: The highest value that still keeps the promise, in *unit*; none without one.
        note: How to read the number.
    """

    name: str
    value: float
    unit: str
    limit: float | None = None
    note: str = ""

    @property
    def is_kept(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def verdict(self) -> str:
        """Return whether the promise is kept, or nothing if none was made."""
        if self.limit is None:
            return ""
        return f"{'within' if self.is_kept else 'OVER'} {shown(self.limit, self.unit)}"


@attrs.frozen
class Absent:
    """A figure that cannot be measured here, and why."""

    name: str
    why: str


Found = Figure | Absent


def shown(value: float, unit: str) -> str:
    """Return *value* with three digits that matter, and its unit."""
    digits = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{digits} ×" if unit == "x" else f"{digits} {unit}"


def table(found: Sequence[Found]) -> str:
    """Return *found* as a Markdown table."""
    rows = ["| what | measured | promise | note |", "|---|---:|---|---|"]
    for one in found:
        match one:
            case Figure():
                value = shown(one.value, one.unit)
                rows.append(f"| {one.name} | {value} | {one.verdict()} | {one.note} |")
            case Absent():
                rows.append(f"| {one.name} | not here | | {one.why} |")
    return "\n".join(rows)


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return quantiles(values, n=20, method="inclusive")[18]


def alternately(rounds: int, *acts: Callable[[], float]) -> tuple[list[float], ...]:
    """
    Run every act once a round, *rounds* times, and return what each one gave.

    Taking turns lets a busy minute of the machine fall on all of them alike.
    """
    given: tuple[list[float], ...] = tuple([] for _ in acts)
    for _ in range(rounds):
        for act, values in zip(acts, given, strict=True):
            values.append(act())
    return given


def seconds(act: Callable[[], object]) -> float:
    """Return how long *act* takes, in seconds."""
    start = perf_counter()
    act()
    return perf_counter() - start
