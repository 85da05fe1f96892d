"""The tree of frames and the lines through it. Nothing is ever cut from it."""

import re
from typing import Final

from tabletop.game.clean import NAME, clean_line
from tabletop.journal.model import MAIN, Frame, GlyphWord, Journal, SaveError, StandingWord

UNNAMED: Final = re.compile(r"(?:what-if|taken back) ([0-9]{1,9})")
"""What `unnamed` returns."""


def main_line(journal: Journal) -> tuple[Frame, ...]:
    """
    Return the frames of the line that was played, in order.

    From the opening on it follows the newest child that no what-if line begins with.
    """
    return onward(journal, 0)


def line_to(journal: Journal, number: int) -> tuple[Frame, ...]:
    """
    Return the frames from the first to *number*, inclusive; none for 0.

    Raises:
        SaveError: If there is no such frame.
    """
    frames: list[Frame] = []
    while number:
        frame = journal.frame(number)
        frames.append(frame)
        number = frame.parent
    return tuple(reversed(frames))


def onward(journal: Journal, number: int) -> tuple[Frame, ...]:
    """Return the frames that came after *number* (exclusive) as play went on from there."""
    newest = {frame.parent: frame for frame in journal.frames if not frame.is_what_if}
    frames: list[Frame] = []
    while number in newest:
        frames.append(newest[number])
        number = frames[-1].number
    return tuple(frames)


def line_through(journal: Journal, number: int) -> tuple[Frame, ...]:
    """Return the line to *number* and on from it as play went on. Raises as `line_to`."""
    return line_to(journal, number) + onward(journal, number)


def line_names(journal: Journal) -> dict[str, int]:
    """
    Return the frame that each name stands for, in the order the names were first given.

    Names that no line can have, which only a forger gives, are left out.
    """
    names: dict[str, int] = {}
    for given in journal.line_names:
        names[given.name] = given.frame
    return {name: frame for name, frame in names.items() if frame and may_name(name, frame)}


def unnamed(begin: Frame) -> str:
    """Return what the line that begins with *begin* is called while nobody named it."""
    return f"{'what-if' if begin.is_what_if else 'taken back'} {begin.number}"


def may_name(name: str, frame: int) -> bool:
    """
    Return whether *name* can be that of the line through *frame*.

    It cannot be that of the main line, nor what another line is called while nobody named it.
    """
    number = UNNAMED.fullmatch(name)
    if number is not None:
        return int(number[1]) == frame
    return name not in ("", MAIN) and name == clean_line(name, NAME)


def line_named(journal: Journal, name: str) -> tuple[Frame, ...]:
    """
    Return the frames of the line called *name*, in order; `main` is the one that was played.

    Raises:
        SaveError: If no line has that name; the message tells those that there are.
    """
    if name == MAIN:
        return main_line(journal)
    names = line_names(journal)
    if name not in names:
        known = ", ".join([MAIN, *names])
        raise SaveError(
            f'no line is called "{name}"; there are: {known}', path=journal.path, exit_status=4
        )
    return line_through(journal, names[name])


def markers(journal: Journal) -> dict[int, str]:
    """Return the label of each marked frame, on one line, in the order of the frames."""
    labels: dict[int, str] = {}
    for given in journal.markers:
        labels[given.frame] = clean_line(given.label, NAME)
    return {frame: labels[frame] for frame in sorted(labels) if labels[frame]}


def glyphs(journal: Journal) -> dict[int, GlyphWord]:
    """Return the glyph of each judged frame, in the order of the frames."""
    words = {given.frame: given.glyph for given in journal.glyphs}
    return {frame: words[frame] for frame in sorted(words) if words[frame]}


def standings(journal: Journal) -> dict[str, StandingWord]:
    """Return how each line stands of which it was said; one at most is "first"."""
    found: dict[str, StandingWord] = {}
    for given in journal.standings:
        if given.standing == "first":
            found = {line: word for line, word in found.items() if word != "first"}
        found[given.line] = given.standing
    return {line: word for line, word in found.items() if word}


def standing_of(journal: Journal, line: str) -> StandingWord:
    """Return how the line called *line* stands; the main line cannot be hidden."""
    word = standings(journal).get(line, "")
    return "" if line == MAIN and word == "hidden" else word


def first_line(journal: Journal) -> str:
    """Return the name of the line to show first; `main` unless another one was chosen."""
    found = (line for line, word in standings(journal).items() if word == "first")
    name = next(found, MAIN)
    return name if name in line_names(journal) else MAIN


def salts(journal: Journal) -> tuple[str, ...]:
    """Return the salt of the luck at each frame; index 0 is the opening."""
    found = [""]
    for frame in journal.frames:
        found.append(found[frame.parent] if frame.salt is None else frame.salt)
    return tuple(found)
