"""The lines of a session: the list of them, and two accounts side by side."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

import attrs

from tabletop.game.deck import Deck
from tabletop.pages.moves import OUTCOMES
from tabletop.pages.text import (
    NOTHING,
    Row,
    Words,
    column,
    fact_lines,
    heading,
    ink,
    plain,
    put,
    rows,
    sides,
    wrapped,
)
from tabletop.replay.compare import Cell, Chapter, RowPair
from tabletop.replay.line_list import LineGlance


@attrs.frozen
class LineEntry:
    """
    One line of the list.

    Attributes:
        is_here: Whether the viewer stands on it.
        is_told: Whether its length and its end are shown.
    """

    glance: LineGlance
    is_here: bool
    is_told: bool


def lines(entries: Sequence[LineEntry], deck: Deck, width: int) -> list[Row]:
    """Paint every line with where it left, and its end where that is shown."""
    painted: list[Row] = []
    for item, entry in enumerate(entries):
        glance = entry.glance
        sign = ("● ", "$focus") if glance.line.is_main else ("◇ ", "$focus")
        name = ink(glance.line.name, "bold" if entry.is_here else "")
        here = ("  you are here", "$quiet") if entry.is_here else ""
        left = put("  ", sign, name, standing(glance), here)
        painted += rows(sides(left, put((left_in(glance), "$quiet")), width - 1, hang=4), item)
        if entry.is_told:
            said = put((f"{length(glance)}, ", "$quiet"), outcome(glance, deck))
            painted += rows(wrapped(said, width - 1, indent=4), item)
    return painted


def standing(glance: LineGlance) -> Words:
    """Say how a line stands among the others."""
    if glance.standing == "first":
        return put(("  shown first", "$focus"))
    return put(("  hidden", "$quiet") if glance.standing == "hidden" else "")


def left_in(glance: LineGlance) -> str:
    """Say where a line left another."""
    if glance.line.is_main:
        return "as it was played"
    if not glance.line.fork:
        return f"from the opening of {glance.left}"
    turn = f"turn {glance.turn}" if glance.turn else "the rehearsal"
    return f"from {glance.left} in {turn}"


def length(glance: LineGlance) -> str:
    """Say how long a line is."""
    frames = f"{glance.frames} frame{'' if glance.frames == 1 else 's'}"
    return f"{frames}, to turn {glance.upto}" if glance.upto else frames


def outcome(glance: LineGlance, deck: Deck) -> Words:
    """Say how a line came out: who has how many points, the winners in bold."""
    if not glance.is_over:
        return put(("not played to its end", "$quiet"))
    most = max(glance.points.values(), default=0)
    points = [
        ink(f"{deck.actor_by_id[seat].name} {count}", "bold" if count == most else "")
        for seat, count in glance.points.items()
    ]
    return put(", ").join(points) if points else put("over")


def page(entry: LineEntry, deck: Deck, width: int) -> list[Row]:
    """Paint what there is to know of one line."""
    glance = entry.glance
    fork = f", after frame {glance.line.fork}" if glance.line.fork else ""
    phase = f" ({glance.phase})" if glance.phase and not glance.line.is_main else ""
    facts = [("Left", put(f"{left_in(glance)}{phase}{fork}"))]
    if not glance.line.is_main:
        luck = "fresh" if glance.is_fresh else f"that of {glance.left}"
        facts.append(("Luck", put(luck)))
    if entry.is_told:
        facts += [("Length", put(length(glance))), ("End", outcome(glance, deck))]
    else:
        facts.append(("End", put(("not shown; e shows how long it is and its end", "$quiet"))))
    words = {"first": "the viewer opens on it", "hidden": "on no list and no scrubber"}
    if glance.standing:
        facts.append(("Standing", put(words[glance.standing])))
    painted = wrapped(ink(glance.line.name, "bold"), width)
    for label, said in facts:
        painted += fact_lines(label, said, width)
    return rows(painted)


LABEL: Final = 24
ROOMY: Final = 104
"""From this width on labels have a column of their own."""

SHORT: Final = ("level", "end")
"""Topics whose cells are a number or a few words, beside what they belong to."""

SAME, DIFFERENT, ALONE = " │ ", " ≠ ", "   "


@attrs.frozen
class Halves:
    """
    How wide the columns are, in cells.

    Attributes:
        label: Of the labels; 0 where each stands on a line of its own.
        side: Of each of the two sides.
    """

    label: int
    side: int

    @classmethod
    def of(cls, width: int) -> "Halves":
        """Return the columns that fit in *width* cells."""
        label = LABEL if width >= ROOMY else 0
        return cls(label, max(8, (width - 2 - label - len(SAME)) // 2))


def column_heads(left: Words, right: Words, width: int) -> list[Row]:
    """Paint what the two columns are called."""
    columns = Halves.of(width)
    gap = put(" " * (2 + columns.label))
    return rows([put(gap, column(left, columns.side), SAME, column(right, columns.side))])


def pairs_of(chapters: Sequence[Chapter]) -> list[RowPair]:
    """Return every row that the cursor can stand on, in the order painted; by item."""
    return [pair for chapter in chapters for pair in chapter.pairs]


def compared(
    found: Sequence[Chapter], names: tuple[str, str], width: int, *, missing: str = "–"
) -> list[Row]:
    """
    Paint all of *found* under their headings, with each row as the item that `pairs_of` gives it.

    Levels and results that are the same on both sides are named in one quiet sentence.

    Args:
        names: What the two sides are called.
        missing: Stands where one side has nothing.
    """
    painted: list[Row] = []
    item = 0
    for chapter in found:
        if painted:
            painted.append(Row(put("")))
        painted.append(Row(heading(chapter.title, width, note_of(chapter, names))))
        label, same = "", list[RowPair]()
        for pair in chapter.pairs:
            if pair.topic in SHORT and all(chapter.has) and not pair.differs:
                same.append(pair)
            else:
                if not Halves.of(width).label and pair.label != label and pair.topic not in SHORT:
                    painted += rows(wrapped(ink(pair.label, "bold"), width, indent=2))
                shows = pair.label if pair.label != label else ""
                painted += rows(pair_lines(chapter, pair, shows, missing, width), item)
                label = pair.label
            item += 1
        if same:
            said = "; ".join(f"{pair.label} {pair.left.text}" for pair in same if pair.left)
            painted += rows(wrapped(put((f"The same: {said}.", "$quiet")), width, indent=2))
    return painted


def note_of(chapter: Chapter, names: tuple[str, str]) -> str:
    """Return what is to be said of a chapter: how much differs, or whose alone it is."""
    if chapter.has == (False, False):
        return "neither is over" if any(chapter.notes) else ""
    said = [f"{name}: {note}" for name, note in zip(names, chapter.notes, strict=True) if note]
    if not all(chapter.has):
        said = said or [f"only on {names[0] if chapter.has[0] else names[1]}"]
    else:
        count = chapter.differences
        said.append(f"{count} differ{'s' if count == 1 else ''}" if count else "the same")
    return ", ".join(said)


def pair_lines(
    chapter: Chapter, pair: RowPair, label: str, missing: str, width: int
) -> Iterator[Words]:
    """Paint one row; what differs is bold, with a sign between the sides."""
    columns, both = Halves.of(width), all(chapter.has)
    differs = both and pair.differs
    sides = [
        wrapped(cell_words(cell, missing if has else "", differs=differs), columns.side, hang=2)
        for cell, has in zip((pair.left, pair.right), chapter.has, strict=True)
    ]
    quiet = both and not differs
    if pair.topic in SHORT and not columns.label:
        value = sides[0][0]
        room = max(8, columns.side - value.cell_length - 1)
        name = wrapped(ink(pair.label, "$quiet" if quiet else ""), room, hang=2)
        gap = max(1, columns.side - name[0].cell_length - value.cell_length)
        sides[0] = [put(name[0], " " * gap, value), *name[1:]]
    label_lines = wrapped(plain(label), columns.label - 2, hang=2) if columns.label else []
    middle = ((DIFFERENT, "bold $focus") if differs else (SAME, "$rule")) if both else ALONE
    lines = zip_longest(label_lines, *sides, fillvalue=NOTHING)
    for at, (label_line, left, right) in enumerate(lines):
        between = middle if not at else ((SAME, "$rule") if both else ALONE)
        lead = put("  ", column(label_line, columns.label) if columns.label else "")
        line = put(column(left, columns.side), between, right)
        yield put(lead, line.stylize("$quiet") if quiet else line)


def cell_words(cell: Cell | None, missing: str, *, differs: bool) -> Words:
    """Paint one cell: the sign of its outcome, its text, and the outcome as a word."""
    if cell is None:
        return put((missing, "$quiet"))
    style = "bold" if differs else ""
    if not cell.outcome:
        return ink(cell.text, style)
    sign, word, colour = OUTCOMES[cell.outcome]
    tail = f": {word}" if cell.outcome != "certain" else ""
    return put((f"{sign} ", colour), ink(cell.text, style), (tail, colour))
