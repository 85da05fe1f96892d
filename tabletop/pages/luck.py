"""What came of many continuations, counted: points, endings, levels, and where the real one is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Final

import attrs

from tabletop.bots.playout import Outcome
from tabletop.game.deck import Deck
from tabletop.game.narrate import Namer
from tabletop.game.state import State
from tabletop.lab.continuations import COURSES, Bin, Course, bins, middle, standing
from tabletop.language.ids import LevelId
from tabletop.pages.text import (
    NOTHING,
    Row,
    Words,
    cell_len,
    column,
    heading,
    ink,
    put,
    rows,
    wrapped,
)
from tabletop.replay.compare import level_text

COURSE_WORDS: Final[dict[Course, str]] = {
    "both": "Other choices, other dice",
    "luck": "Same choices, other dice",
    "choice": "Other choices, same dice",
}
ASSUMES: Final = (
    "Bots choose for every seat, and bots are not people: this tells what the table could lead to,"
    " not what you would have done."
)
BARS: Final = 10
LABEL: Final = 27
STATED: Final = 56
"""Cells that the three courses take where they stand beside a histogram."""
WIDEST: Final = 84
"""Cells that a histogram takes at most."""
REACH, VERDICT = 20, 44
"""Cells for from where to where, and for what the real one is better than."""
ROOMY: Final = 112


@attrs.frozen
class Tally:
    """
    What has been counted so far.

    Attributes:
        outcomes: By course, in any order.
        levels: Those the viewer may see, in deck order.
        real: How the line really ended; None while that is not asked for, or where it has no end.
    """

    deck: Deck
    state: State
    outcomes: Mapping[Course, Sequence[Outcome]]
    levels: Sequence[LevelId]
    real: Outcome | None = None

    @property
    def namer(self) -> Namer:
        return Namer(self.deck, self.state)


def tally(found: Tally, width: int) -> list[Row]:
    """Paint the points of every seat, then the endings and levels."""
    if not any(found.outcomes.values()):
        return rows([put(""), put(("  The first ones are being played.", "$quiet"))])
    painted: list[Row] = []
    for seat, actor in enumerate(found.deck.actors):
        painted += rows([heading(actor.name, width, won(found, seat))])
        painted += rows(points(found, seat, width))
        painted += rows([put("")])
    painted += rows([heading("How it ends", width)])
    painted += rows(line for line in endings(found, width))
    painted += rows([put(""), heading("Where the levels end", width, COURSE_WORDS["both"].lower())])
    names = [found.namer.level_name(level) for level in found.levels]
    room = max(LABEL, min(width - 53, max(map(cell_len, names), default=0)))
    painted += rows(ln for level in found.levels for ln in level_lines(found, level, width, room))
    painted += rows([put(""), *wrapped(put((kept(found), "$quiet")), width)])
    return painted


def won(found: Tally, seat: int) -> str:
    """Return how often a seat has most points, alone or with others, with all of it anew."""
    outcomes = found.outcomes["both"]
    actor = found.deck.actors[seat].id
    return f"most points in {sum(actor in o.winners for o in outcomes)} of {len(outcomes)}"


def points(found: Tally, seat: int, width: int) -> list[Words]:
    """Paint a histogram of one seat's points, and where the real ones fall in each course."""
    values = [outcome.points[seat] for outcome in found.outcomes["both"]]
    real = found.real.points[seat] if found.real else None
    drawn = bins(values, BARS, [real] if real is not None else [])
    room = min(width - STATED - 2, WIDEST) if width >= ROOMY else width
    left = [bar(one, drawn, real, room) for one in drawn]
    if room == width:
        right = [line for c in COURSES for line in course_lines(found, c, seat, width)]
        return [*left, *right]
    rest = width - room - 2
    right = [line for c in COURSES for line in course_lines(found, c, seat, rest)]
    pairs = zip_longest(left, right, fillvalue=NOTHING)
    return [put(column(one, room), "  ", other) for one, other in pairs]


def bar(one: Bin, drawn: Sequence[Bin], real: int | None, width: int) -> Words:
    """Paint one bar: its points, its length, its count, and whether the real points are in it."""
    labels = [label(b) for b in drawn]
    name = label(one).rjust(max(map(len, labels)) + 2)
    here = real is not None and real in one
    tail = "  ◄ as it was" if real is not None else ""
    room = max(4, min(60, width - len(name) - 8 - len(tail)))
    most = max(1, *(b.count for b in drawn))
    full = -(-one.count * room // most)
    line = put(
        (name, "bold $focus" if here else ""),
        "  ",
        ("━" * full, "$good"),
        " " if full else "",
        (str(one.count), "$quiet"),
    )
    return put(line, (tail, "bold $focus")) if here else line


def label(one: Bin) -> str:
    return str(one.low) if one.low == one.high else f"{one.low} to {one.high}"


def course_lines(found: Tally, course: Course, seat: int, width: int) -> list[Words]:
    """Paint one course of one seat: from where to where, the middle, and where the real one is."""
    values = [outcome.points[seat] for outcome in found.outcomes[course]]
    real = found.real.points[seat] if found.real else None
    return spread(COURSE_WORDS[course], values, real, "better", width)


def spread(
    name: str,
    values: Sequence[int],
    real: int | None,
    better: str,
    width: int,
    room: int = LABEL,
) -> list[Words]:
    """Paint where *values* lie, and among them *real* where it is given; *room* is the name's."""
    head = put("  ", column(ink(name, "$quiet"), room), " ")
    if not values:
        return [put(head, ("none yet", "$quiet"))]
    low, high = min(values), max(values)
    reach = f"{low} to {high}, middle {middle(values)}" if low != high else f"always {low}"
    line = put(head, reach)
    if real is None:
        return [line]
    said = put((str(real), "bold $focus"), f": {standing(real, values).words(better)}")
    beside = 2 + room + 1 + REACH
    if beside + VERDICT <= width:
        return [put(column(line, beside), said)]
    return [line, said.pad_left(max(4, min(2 + room + 1, width - VERDICT)))]


def endings(found: Tally, width: int) -> list[Words]:
    """Paint how often each ending came, and in which the real session ended."""
    outcomes = found.outcomes["both"]
    counted = Counter(str(outcome.ending) for outcome in outcomes)
    titles = {"": "The turns are played"}
    titles |= {str(ending.id): ending.title for ending in found.deck.endings}
    painted = []
    for ending, title in titles.items():
        real = found.real is not None and found.real.ending == ending
        if not counted[ending] and not real:
            continue
        name = ink(title, "bold" if real else "")
        count = f"{counted[ending]} of {len(outcomes)}"
        mark = ("  ◄ as it was", "bold $focus") if real else ""
        painted += wrapped(put(name, "  ", (count, "$quiet"), mark), width, indent=2, hang=4)
    return painted


def level_lines(found: Tally, level: LevelId, width: int, room: int) -> list[Words]:
    """Paint where one level ends."""
    at = found.deck.level_ids.index(level)
    values = [outcome.levels[at] for outcome in found.outcomes["both"]]
    track, name = found.deck.track_of_level[level], found.namer.level_name(level)
    real = found.real.levels[at] if found.real else None
    if (track.low, track.high) == (0, 1):
        said = put("  ", column(ink(name, "$quiet"), room), f" yes in {sum(values)}")
        was = f"  ◄ {level_text(found.deck, level, real)}" if real is not None else ""
        return [put(said, f" of {len(values)}", (was, "bold $focus"))]
    return spread(name, values, real, "higher", width, room=room)


def kept(found: Tally) -> str:
    """Say how much of what was chosen could be chosen again with other dice."""
    repeated = sum(outcome.kept for outcome in found.outcomes["luck"])
    replaced = sum(outcome.replaced for outcome in found.outcomes["luck"])
    if not repeated + replaced:
        return "After this frame nothing was chosen on this line."
    if not replaced:
        return "With other dice, every plan, answer and choice was legal again, and made as it was."
    share = 100 * repeated // (repeated + replaced)
    return (
        f"With other dice, {share} of 100 plans, answers and choices were legal again and made as"
        " they were; for the others a bot stood in."
    )
