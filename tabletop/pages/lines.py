"""The list of lines, and what there is to know of the one that the cursor is on."""

from collections.abc import Sequence

import attrs

from tabletop.game.deck import Deck
from tabletop.pages.text import Row, Words, fact_lines, ink, put, rows, sides, wrapped
from tabletop.replay.line_list import Glance


@attrs.frozen
class Entry:
    """
    One line of the list.

    Attributes:
        is_here: Whether the viewer stands on it.
        is_told: Whether its length and its end are shown.
    """

    glance: Glance
    is_here: bool
    is_told: bool


def lines(entries: Sequence[Entry], deck: Deck, width: int) -> list[Row]:
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


def standing(glance: Glance) -> Words:
    """Say how a line stands among the others."""
    if glance.standing == "first":
        return put(("  shown first", "$focus"))
    return put(("  hidden", "$quiet") if glance.standing == "hidden" else "")


def left_in(glance: Glance) -> str:
    """Say where a line left another."""
    if glance.line.is_main:
        return "as it was played"
    if not glance.line.fork:
        return f"from the opening of {glance.left}"
    turn = f"turn {glance.turn}" if glance.turn else "the rehearsal"
    return f"from {glance.left} in {turn}"


def length(glance: Glance) -> str:
    """Say how long a line is."""
    frames = f"{glance.frames} frame{'' if glance.frames == 1 else 's'}"
    return f"{frames}, to turn {glance.upto}" if glance.upto else frames


def outcome(glance: Glance, deck: Deck) -> Words:
    """Say how a line came out: who has how many points, the winners in bold."""
    if not glance.is_over:
        return put(("not played to its end", "$quiet"))
    most = max(glance.points.values(), default=0)
    points = [
        ink(f"{deck.actor_by_id[seat].name} {count}", "bold" if count == most else "")
        for seat, count in glance.points.items()
    ]
    return put(", ").join(points) if points else put("over")


def page(entry: Entry, deck: Deck, width: int) -> list[Row]:
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
