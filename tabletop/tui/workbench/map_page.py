"""The map of a deck, drawn: who moves which track, up or down, and with which cards."""

from collections import Counter
from collections.abc import Sequence

from tabletop.authoring.edit.effects_map import WORLD, Sign, Touch, Whose
from tabletop.game.deck import Deck, Track
from tabletop.pages.text import Row, Words, column, heading, ink, plain, put, rows, wrapped

SIGNS: dict[Sign, tuple[str, str]] = {"+": ("▲", "$good"), "-": ("▼", "$bad"), "=": ("=", "")}
WHOSE: dict[Whose, str] = {"": "", "own": ", one's own", "other": ", another's"}
CELL = 9
"""Cells of a column of the matrix, with the gap after it, at least."""

WIDEST = 16
"""Cells that it has at most, where few columns leave room."""

NAME = 34
"""Cells of the column of tracks, at most."""


def map_page(deck: Deck, found: Sequence[Touch], width: int, targets: list[str]) -> list[Row]:
    """
    Paint the matrix of tracks and movers, then every track with what moves it.

    *targets* is filled with the id that each item stands for.
    """
    targets.clear()
    movers = [(actor.id, actor.name) for actor in deck.actors] + [(WORLD, "the world")]
    movers = [(by, who) for by, who in movers if any(t.by == by for t in found)]
    painted: list[Row] = []
    lines = places(deck, found)
    longest = max((named(*line).cell_length for line in lines), default=0)
    name = min(longest + 2, NAME, max(10, width - 3 * CELL))
    # A word of a name that is broken is hard to read; rather fewer columns beside each other.
    word = max((plain(part).cell_length for _, who in movers for part in who.split()), default=0)
    least = max(CELL, min(WIDEST, word + 1))
    room = max(1, (width - name) // least)
    wide = max(least, min(WIDEST, (width - name) // max(1, min(room, len(movers)))))
    for start in range(0, len(movers), room):
        shown = movers[start : start + room]
        painted += rows([] if not start else [put("")])
        painted += rows(heads([who for _, who in shown], name, wide))
        for track, whose in lines:
            cells = [cell(found, track, whose, by) for by, _ in shown]
            painted += rows([row(named(track, whose), name, cells, wide)])
    painted += rows([put(""), *wrapped(put((LEGEND, "$quiet")), width)])
    for track, whose in lines:
        painted += rows([put(""), heading(f"{track.name}{WHOSE[whose]}", width)])
        painted += touches(deck, found, track, whose, width, targets)
    idle = [t.name for t in deck.tracks if not any(x.track == t.id for x in found)]
    if idle:
        text = put(("Nothing moves ", "$quiet"), plain(", ".join(idle)), ".")
        painted += rows([put(""), *wrapped(text, width)])
    return painted


LEGEND = (
    "▲ raises, ▼ lowers, = sets, with how many cards; what a card costs lowers too. The world is"
    " news and what happens each turn. Enter goes to a card below."
)


def places(deck: Deck, found: Sequence[Touch]) -> list[tuple[Track, Whose]]:
    """Return each track that is moved, one's own and others' levels apart, in deck order."""
    kinds: tuple[Whose, ...] = ("", "own", "other")
    return [
        (track, whose)
        for track in deck.tracks
        for whose in kinds
        if any(t.track == track.id and t.whose == whose for t in found)
    ]


def heads(names: Sequence[str], left: int, wide: int) -> list[Words]:
    """Return the names over columns of *wide* cells, in as many lines as the longest needs."""
    broken = [wrapped(ink(name, "bold"), wide - 1) for name in names]
    tall = max((len(lines) for lines in broken), default=0)
    painted = []
    for index in range(tall):
        cells = [
            lines[index - tall + len(lines)] if index >= tall - len(lines) else put("")
            for lines in broken
        ]
        line = put(" " * left)
        for head in cells:
            line = line.append(column(head, wide - 1)).append(" ")
        painted.append(line)
    return painted


def named(track: Track, whose: Whose) -> Words:
    """Return what a line of the matrix is called."""
    return put(ink(track.name, ""), (WHOSE[whose], "$quiet"))


def row(name: Words, left: int, cells: Sequence[Words], wide: int) -> Words:
    """Return one line of the matrix."""
    line = column(name, left - 2).append("  ")
    for one in cells:
        line = line.append(column(one, wide - 1)).append(" ")
    return line


def cell(found: Sequence[Touch], track: Track, whose: Whose, by: str) -> Words:
    """Return in signs how *by* moves a track, and with how many cards."""
    many = Counter(t.sign for t in found if t.track == track.id and t.whose == whose and t.by == by)
    if not many:
        return put(("·", "$rule"))
    return put(*((f"{SIGNS[s][0]}{n}", SIGNS[s][1]) for s, n in sorted(many.items())))


def touches(
    deck: Deck,
    found: Sequence[Touch],
    track: Track,
    whose: Whose,
    width: int,
    targets: list[str],
) -> list[Row]:
    """Paint what moves one track: a line for each card, with who plays it."""
    by_what: dict[tuple[str, str], list[Touch]] = {}
    for touch in found:
        if touch.track == track.id and touch.whose == whose:
            by_what.setdefault((touch.what, touch.title), []).append(touch)
    painted: list[Row] = []
    for (what, title), own in by_what.items():
        signs = [sign for sign in SIGNS if any(t.sign == sign for t in own)]
        actors = dict.fromkeys(t.by for t in own if t.by)
        who = ", ".join(deck.actor_by_id[a].name for a in deck.actor_by_id if a in actors)
        who = "anybody" if len(actors) == len(deck.actors) > 1 else who or "the world"
        line = put(
            "  ", *(SIGNS[sign] for sign in signs), " ", ink(title, ""), (f"  {who}", "$quiet")
        )
        item = len(targets) if what else -1
        if what:
            targets.append(what)
        painted += rows(wrapped(line, width, hang=6), item)
    return painted
