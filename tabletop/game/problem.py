"""What is wrong with a rule's text, as values to collect."""

import difflib
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final, Generic, TypeVar

import attrs

T = TypeVar("T")

MOST_PROBLEMS: Final = 20

CODES: Final[Mapping[str, str]] = {
    "N201": "A name that nothing has",
    "R101": "A character that no rule uses",
    "R102": "A spelling from elsewhere",
    "R103": "A number that is not whole",
    "R104": "A number too large",
    "R105": "A rule too long or too deep",
    "R201": "Something is missing",
    "R202": "Something too much",
    "R203": "A bracket without its partner",
    "R204": "Comparisons in a chain",
    "R205": "A call that does not exist",
    "R206": "An effect of another shape",
    "R207": "A sum after a sign, without brackets",
    "R208": "A price of another shape",
    "R301": "A number, percentage or test where another is wanted",
    "R302": "A percentage mixed with a number",
    "R303": "A level that does not say whose",
    "R304": "A level that has no such owner",
    "R305": "A target where nobody is targeted",
    "R306": "Others or everyone where one is wanted",
    "R307": "A posture where no move is made",
    "R308": "A name that cannot be used this way",
    "R401": "Tests that go round in a circle",
    "R402": "A test too large when written out",
}
"""What each code is about. A code keeps its meaning for ever."""


@attrs.frozen
class Problem:
    """
    One thing wrong with a rule's text.

    Attributes:
        code: One of `CODES`.
        start: Offset of the first character meant, from 0.
        end: Offset after the last one; greater than *start* unless the text is empty.
        message: What is wrong, in a sentence without a full stop.
        label: What to write under the text meant.
        help: What to do next.
    """

    code: str
    start: int
    end: int
    message: str
    label: str
    help: str


@attrs.frozen
class Reading(Generic[T]):
    """
    What came of reading a text.

    Attributes:
        value: None exactly when there are *problems*.
        problems: In the order of the text; no more than `MOST_PROBLEMS`.
    """

    value: T | None
    problems: tuple[Problem, ...] = ()


def quoted(text: str) -> str:
    """Return *text* in double quotes, on one line, shortened past 40 characters."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= 40 else f'"{line[:37]}..."'


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `did you mean "..."?` for the nearest of *known*, or "" when none is near."""
    by_folded = {each.casefold(): each for each in islice(known, 2000)}
    near = difflib.get_close_matches(name.casefold()[:80], by_folded, n=1)
    return f'did you mean "{by_folded[near[0]]}"?' if near else ""
