"""What a deck is before anybody plays: its parts as they will look, its map, one card tried."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tabletop.authoring.edit.effects_map import WORLD, Sign, Touch, Whose
from tabletop.game.deck import Actor, Card, Deck, Ending, Inject, Objective, Track
from tabletop.game.sight import sight
from tabletop.game.state import opening
from tabletop.language import say
from tabletop.language.expr import Scene
from tabletop.language.ids import FACILITATOR, NOBODY, LevelId, level_parts
from tabletop.pages import hand, news, situation
from tabletop.pages.moves import outcome_page
from tabletop.pages.text import (
    Row,
    Words,
    column,
    fact_lines,
    heading,
    ink,
    paragraphs,
    plain,
    put,
    rows,
    sides,
    table,
    wrapped,
)
from tabletop.pages.view import View
from tabletop.table.trial import Trial, TrialResult

SHOWN = ("dice", "level", "piece", "offer", "score", "inject")
"""Topics of what is told that a trial shows."""


def view_of_deck(deck: Deck, path: Path) -> View:
    """Return the table of *deck* before its first turn, as the facilitator sees it."""
    return View(sight(deck, opening(deck), FACILITATOR), (), {}, {}, path, 0)


def part_page(view: View, section: str, part: str, width: int) -> list[Row] | None:
    """Paint *part* of *section* as it will look; None for what has no look of its own."""
    deck = view.deck
    sections: dict[str, Sequence[Card | Track | Actor | Inject | Objective | Ending]] = {
        "cards": deck.cards,
        "tracks": deck.tracks,
        "actors": deck.actors,
        "seats": deck.actors,
        "injects": deck.injects,
        "objectives": deck.objectives,
        "endings": deck.endings,
    }
    named = sections.get(section, ())
    match next((thing for thing in named if thing.id == part), None):
        case Card() as found:
            return hand.card_page(
                view, found, next(iter(found.by), NOBODY), width, copies=found.copies
            )
        case Track() as track:
            return track_page(view, track, width)
        case Actor() as actor:
            return situation.actor_page(view, actor, width)
        case Inject() as inject:
            return news.inject_page(view, inject, width)
        case Objective() as aim:
            return news.aim_page(view, aim, width) if aim.by else None
        case Ending() as ending:
            return ending_page(view, ending, width)
    return None


def track_page(view: View, track: Track, width: int) -> list[Row]:
    """Paint a track, with a level for each actor where it has them."""
    name = ink(track.name, "bold")
    if track.is_shared:
        named = rows(wrapped(name, width))
        return [*named, Row(put("")), *situation.track_page(view, track, width)]
    lines = [name, put((f"From {track.low} to {track.high}.", "$quiet"))]
    for actor, start in track.starts.items():
        lines += wrapped(put(f"{start:>4}  ", plain(view.name(actor))), width, hang=6)
    text = [put(""), *paragraphs(track.text, width)] if track.text else []
    return rows([*lines, *text])


def ending_page(view: View, ending: Ending, width: int) -> list[Row]:
    """Paint what ends the session."""
    lines = wrapped(ink(ending.title, "bold"), width)
    if ending.text:
        lines += [put(""), *paragraphs(ending.text, width)]
    when = say.phrase(ending.when, view.deck, Scene())
    return rows([*lines, put(""), *fact_lines("Ends when", plain(when), width)])


def deck_page(deck: Deck, width: int) -> list[Row]:
    """Paint what the deck is as a whole."""
    lines = wrapped(ink(deck.title or "A deck without a title", "bold"), width)
    counts = (
        (len(deck.actors), "actor"),
        (len(deck.tracks), "track"),
        (len(deck.cards), "card"),
        (len(deck.injects), "inject"),
        (len(deck.objectives), "objective"),
    )
    said = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts if n)
    lines += wrapped(put((said or "Nothing in it yet.", "$quiet")), width)
    lines += wrapped(put((f"{deck.terms.turns} turns, {deck.moves}", "$quiet")), width)
    if deck.text:
        lines += [put(""), *paragraphs(deck.text, width)]
    held = [
        (actor, sum(card.copies for card in deck.cards if actor.id in card.by))
        for actor in deck.actors
    ]
    if held:
        lines += [put(""), heading("Who holds how many cards", width)]
        lines += [
            line
            for actor, count in held
            for line in sides(ink(actor.name, ""), put((str(count), "bold")), width)
        ]
    return rows(lines)


SIGNS: dict[Sign, tuple[str, str]] = {"+": ("▲", "$good"), "-": ("▼", "$bad"), "=": ("=", "")}
WHOSE: dict[Whose, str] = {"": "", "own": ", one's own", "other": ", another's"}
CELL = 9
"""Cells of a column of the matrix, with the gap after it, at least."""

WIDEST = 16
"""Cells that it has at most, where few columns leave room."""

NAME = 34
"""Cells of the column of tracks, at most."""


def map_page(deck: Deck, found: Sequence[Touch], width: int) -> list[Row]:
    """Paint the matrix of tracks and movers, then what moves each; items are indexes in *found*."""
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
        painted += touches(deck, found, track, whose, width)
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
    deck: Deck, found: Sequence[Touch], track: Track, whose: Whose, width: int
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
        painted += rows(wrapped(line, width, hang=6), found.index(own[0]) if what else -1)
    return painted


def level_lines(deck: Deck, width: int) -> Sequence[Words]:
    """Return a line for each level: its name in rules, what people call it, where it starts."""
    cells = [
        (plain(level), ink(called(deck, level), "$quiet"), put((str(start), "bold")), reach(track))
        for track in deck.tracks
        for level, start in track.opening().items()
    ]
    return [line.truncate(width, ellipsis=True) for line in table(cells)]


def called(deck: Deck, level: LevelId) -> str:
    """Return what people call *level*, with whose it is where each actor has one."""
    owner = level_parts(level).owner
    name = f"{deck.actor_by_id[owner].name}: " if owner else ""
    return f"{name}{deck.track_of_level[level].name}"


def reach(track: Track) -> Words:
    return put((f"from {track.low} to {track.high}", "$quiet"))


def tried_page(tried: TrialResult, trial: Trial, width: int) -> list[Row]:
    """Paint what came of a trial: the receipt, what was told, every level that has moved."""
    deck = tried.deck
    card = deck.card_by_id[trial.move.card]
    who = put(ink(deck.actor_by_id[trial.seat].name, "bold"), ": ", ink(card.title, ""))
    painted = rows([*wrapped(who, width), put("")])
    if tried.refused:
        painted += rows(wrapped(put(("✗ ", "$bad"), plain(tried.refused)), width, hang=2))
        return painted
    told = [t for t in tried.told if t.line.topic in SHOWN]
    painted += outcome_page(tried.receipt, told, width)
    painted += rows([put(""), heading("Levels before and after the turn", width)])
    painted += rows(moved(tried, width))
    return painted


def moved(tried: TrialResult, width: int) -> Sequence[Words]:
    """Return a line for each level that the turn has moved."""
    lines: list[Words] = []
    for level, before in tried.before.levels.items():
        after = tried.after.levels.get(level, before)
        if after == before:
            continue
        by = after - before
        change = put(f"{before} → {after} ", (f"{'▲' if by > 0 else '▼'}{abs(by)}", "bold $focus"))
        lines += sides(plain(f"  {called(tried.deck, level)}"), change, width)
    return lines or wrapped(put(("  Nothing has moved.", "$quiet")), width)
