"""Where a what-if line begins: the frame it leaves, its luck, and what it is called."""

from collections.abc import Sequence
from itertools import count
from typing import Final, Literal

import attrs

from tabletop.errors import TabletopError
from tabletop.game.clean import clean_line
from tabletop.journal.lines import Line, lines_of
from tabletop.journal.model import MAIN, Journal
from tabletop.journal.tree import main_line, may_name, salts

Luck = Literal["same", "fresh"]

LONGEST_NAME: Final = 40
"""Characters of a line's name, so that lists and titles hold it."""


class LineError(TabletopError):
    """A line cannot begin there, or be called that; told in one sentence."""


@attrs.frozen
class Branch:
    """
    A what-if line that has no frame yet.

    Attributes:
        at: The frame it goes on from; 0 for the opening.
        salt: What makes its luck fresh; None for the luck of the line it leaves.
        name: What it will be called; "" for "what-if" and the number of its first frame.
    """

    at: int
    salt: str | None = None
    name: str = ""


def branch(journal: Journal, at: int, luck: Luck = "same", name: str = "") -> Branch:
    """
    Return a what-if line of *journal* that begins after frame *at*.

    Raises:
        LineError: If it cannot be called *name*.
        SaveError: If there is no such frame.
    """
    if at:
        journal.frame(at)
    called = line_name(name)
    trouble = name_trouble(lines_of(journal), called) if called else ""
    if trouble:
        raise LineError(trouble, path=journal.path, exit_status=4)
    return Branch(at, fresh_salt(journal) if luck == "fresh" else None, called)


def fresh_salt(journal: Journal) -> str:
    """Return a salt that no frame of *journal* has, and so luck that nobody has had."""
    used = set(salts(journal))
    # The number of the line's first frame belongs to no other line, unless a forger says so.
    wanted = (f"what-if {number}" for number in count(len(journal.frames) + 1))
    return next(salt for salt in wanted if salt not in used)


def line_name(said: str) -> str:
    """Return *said* as a name: one line without anything unprintable, not too long."""
    return clean_line(said, LONGEST_NAME)


def name_trouble(lines: Sequence[Line], name: str, line: Line | None = None) -> str:
    """Return why *line* of *lines*, or a new one, cannot be called *name*; "" if it can."""
    if not name:
        return "A line needs a name."
    if name.casefold() == MAIN:
        return f'"{MAIN}" is the line that was played; no other can be called that.'
    if not may_name(name.casefold(), line.begin if line else 0):
        return f'"{name}" is what a line without a name is called; choose another name.'
    others = (o.name for o in lines if line is None or o.begin != line.begin)
    if name.casefold() in (other.casefold() for other in others):
        return f'There is already a line called "{name}".'
    return ""


def usual_name(lines: Sequence[Line], turn: int) -> str:
    """Return a good name for one more of *lines* that leaves in *turn*."""
    plain = f"turn {turn} otherwise" if turn > 0 else "otherwise"
    names = (plain if n == 1 else f"{plain} {n}" for n in count(1))
    return next(name for name in names if not name_trouble(lines, name))


def last_of(journal: Journal, line: str) -> int:
    """
    Return the last frame of the line called *line*; 0 if it has none.

    Raises:
        LineError: If no line is called that; the message tells those that there are.
    """
    if line == MAIN:
        return next((frame.number for frame in reversed(main_line(journal))), 0)
    lines = {found.name: found for found in lines_of(journal)}
    if line not in lines:
        raise LineError(
            f'no line is called "{line}"; there are: {", ".join(lines)}',
            path=journal.path,
            exit_status=4,
        )
    return lines[line].last
