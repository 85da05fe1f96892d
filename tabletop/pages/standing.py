"""How things stand, for a room to read: levels in large type, and what each seat is doing."""

import attrs

from tabletop.game.deck import Actor, Track
from tabletop.language.ids import LevelId, level_id
from tabletop.pages import gauge, situation, tiles
from tabletop.pages.room import GAP, Room, in_columns
from tabletop.pages.text import Words, column, ink, put
from tabletop.pages.view import View

NARROWEST = 36
"""Cells in which an actor can be painted whole."""

SEALED = 10
"""Cells of the longest word for what a seat is doing."""


FEW = 3
"""With fewer shared levels than that, the actors' own are as large, where they fit."""


def standing(view: View, room: Room) -> list[Words]:
    """Paint the levels, in large type if they fit, then the actors."""
    every = every_level(view, room)
    lines = every or large(view, room) or small(view, room)
    left = attrs.evolve(room, height=room.height - len(lines) - 1)
    actors = whole_actors(view, left, with_levels=not every)
    actors = actors or short_actors(view, room.width, with_levels=not every)
    blank = [put("")] if lines and actors else []
    return [*lines, *blank, *actors][: room.height]


def large(view: View, room: Room) -> list[Words]:
    """Paint every level in large type where they are few, else the shared ones, if they fit."""
    return every_level(view, room) or tiles.grid(shared_tiles(view), place_for(view, room))


def every_level(view: View, room: Room) -> list[Words]:
    """Paint the shared levels and the actors' own in large type, where the shared are few."""
    shared = shared_tiles(view)
    owned = [
        tiles.level_tile(view, track, level, f"{view.name(level.split('.')[0])}: {track.name}")
        for track, level in own(view)
    ]
    if not owned or len(shared) >= FEW:
        return []
    return tiles.grid([*shared, *owned], place_for(view, room))


def shared_tiles(view: View) -> list[tiles.Tile]:
    """Return the tiles of the shared levels, in deck order."""
    return [
        tiles.level_tile(view, track, level_id(track.id), track.name)
        for track in situation.shared(view)
    ]


def place_for(view: View, room: Room) -> Room:
    """Return how much of *room* levels in large type may take."""
    most = room.height - len(short_actors(view, room.width, with_levels=True)) - 1
    if not room.is_wide:
        most = min(most, room.height // 2)
    return attrs.evolve(room, height=max(0, most))


def own(view: View) -> list[tuple[Track, LevelId]]:
    """Return the actors' own levels that everybody sees."""
    return [(t, level_id(t.id, a.id)) for a in view.deck.actors for t in own_of(view, a)]


def own_of(view: View, actor: Actor) -> list[Track]:
    """Return the tracks of which everybody sees *actor*'s own level."""
    return [t for t in view.deck.tracks if level_id(t.id, actor.id) in view.state.levels]


def small(view: View, room: Room) -> list[Words]:
    """Paint the shared levels one a line, with gauges where these leave half of *room* free."""
    levels = [(t, level_id(t.id)) for t in situation.shared(view)]
    across = 2 if room.width >= 74 and len(levels) > 3 else 1
    broad = (room.width - GAP * (across - 1)) // across
    form = situation.Columns.of([track for track, _ in levels], broad)
    lines = in_columns([form.lines(view, *each) for each in levels], across, broad)
    if room.is_wide or len(lines) <= room.height // 2:
        return lines
    return in_columns([[bare(view, *each, broad)] for each in levels], across, broad)


def bare(view: View, track: Track, level: LevelId, width: int) -> Words:
    """Paint one level as a name, a number and its change, on a line of *width* cells."""
    moved = gauge.change(view.change(level))
    now = view.state.levels[level]
    said = ("no", "yes")[now > 0] if gauge.is_flag(track) else str(now)
    figure = put((f"{said:>4} ", "bold"), moved.pad_right(3 - moved.cell_length))
    name = column(ink(track.name, "bold" if moved else ""), width - figure.cell_length)
    return name.append(figure)


def whole_actors(view: View, room: Room, *, with_levels: bool) -> list[Words]:
    """Paint what each seat is doing and all it has in the open; nothing if *room* is too small."""
    for across in (1, 2, 3) if room.is_high else ():
        broad = (room.width - GAP * (across - 1)) // across
        each = [
            [
                line[2:]
                for subject, lines in situation.parts(view, actor, broad + 2)
                for line in lines
                if with_levels or subject.what != "level"
            ]
            for actor in view.deck.actors
        ]
        lines = in_columns([[*lines, put("")] for lines in each], across, broad)[:-1]
        if broad >= NARROWEST and len(lines) <= room.height:
            return lines
    return []


def short_actors(view: View, width: int, *, with_levels: bool) -> list[Words]:
    """Paint what each seat is doing, a line each, *with_levels* of its own where they fit."""
    seats = view.deck.actors
    across = 2 if width >= 74 and len(seats) > 3 else 1
    broad = (width - GAP * (across - 1)) // across
    for codes, levels in ((True, with_levels), (False, with_levels), (False, False)):
        lines = [actor_line(view, actor, codes=codes, levels=levels) for actor in seats]
        if max(line.cell_length for line in lines) <= broad:
            break
    return in_columns([[line] for line in lines], across, broad)


def actor_line(view: View, actor: Actor, *, codes: bool, levels: bool) -> Words:
    """Paint one actor on a line, with the *codes* of sealed plans and its own *levels*."""
    doing = {a.id: situation.doing(view, a) for a in view.deck.actors}
    if not codes:
        sealed = len("■ sealed")
        doing = {a: w[:sealed] if w.plain.startswith("■") else w for a, w in doing.items()}
    longest = max(ink(a.name, "").cell_length for a in view.deck.actors)
    widest = max(word.cell_length for word in doing.values())
    parts = [column(ink(actor.name, "bold"), longest)]
    if widest:
        parts.append(column(doing[actor.id], max(SEALED, widest)))
    for track in own_of(view, actor) if levels else ():
        level = level_id(track.id, actor.id)
        moved = gauge.change(view.change(level))
        now = str(view.state.levels[level])
        parts.append(put((track.name, "$quiet"), " ", (now, "bold"), " " if moved else "", moved))
    return put("  ").join(parts).rstrip()
