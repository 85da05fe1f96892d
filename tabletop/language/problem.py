"""What is wrong with a rule's text, as values to collect."""

import difflib
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final, Generic, TypeVar

import attrs

T = TypeVar("T")

MOST_PROBLEMS: Final = 20

LEAD: Final = 5
"""By how much one name is nearer than the next, in percent, so that no other can be meant."""

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
class Repair:
    """
    A change of a rule's text that puts one problem right without guessing what was meant.

    Attributes:
        start: Offset of the first character to replace, from 0.
        end: Offset after the last one; *start* where something is only put in.
        text: What stands there instead.
    """

    start: int
    end: int
    text: str


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
        repair: Does it, where there is only one way.
    """

    code: str
    start: int
    end: int
    message: str
    label: str
    help: str
    repair: Repair | None = None


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


def plainly_meant(name: str, known: Iterable[str]) -> str:
    """Return the one of *known* that `did_you_mean` asks for, if no other comes close, or ""."""
    by_folded = {each.casefold(): each for each in islice(known, 2000)}
    folded = name.casefold()[:80]
    near = difflib.get_close_matches(folded, by_folded, n=2)
    if not near:
        return ""
    first, second = (difflib.SequenceMatcher(None, each, folded) for each in (near[0], near[-1]))
    if len(near) == 1 or 100 * (first.ratio() - second.ratio()) > LEAD:
        return by_folded[near[0]]
    return ""


def spaced(text: str, start: int, end: int, by: str) -> Repair:
    """Return the repair of *text* from *start* to *end*, words kept apart by blanks."""
    before, after = text[:start][-1:], text[end:][:1]
    inside = by or " "
    if joins(before, inside[:1]) or (not by and joins(before, after)):
        by = f" {by}"
    if by.strip() and joins(by[-1:], after):
        by = f"{by} "
    return Repair(start, end, by)


def joins(left: str, right: str) -> bool:
    """Return whether two characters side by side would be read as one word."""
    return all(c.isalnum() or c in "_." for c in (left, right)) and bool(left and right)
