"""How a session ended, for a room to read: who won, the points, what each seat wanted."""

import attrs

from tabletop.game.deck import Actor
from tabletop.language.ids import ActorId, level_id
from tabletop.pages import situation, tiles, wash
from tabletop.pages.room import GAP, Room, beside, in_columns, title
from tabletop.pages.text import Words, ink, listed, plain, put, wrapped
from tabletop.pages.view import View
from tabletop.table.debrief import totals

NARROWEST = 34
"""Cells in which an objective's title can be read."""


def outcome(view: View, room: Room) -> list[Words]:
    """Paint how it ended, in as many lines as *room* has at most."""
    lines = [*winners(view, room), *ending(view, room), put("")]
    lines += [*points(view, room.less(lines)), put("")]
    rest = room.less(lines)
    if not room.is_wide:
        return [*lines, *wanted(view, rest)][: room.height]
    width = (room.width - GAP) // 2
    left, right = wanted(view, rest.part(width)), levels(view, rest.part(width))
    return [*lines, *beside(left, right, width)][: room.height]


def winners(view: View, room: Room) -> list[Words]:
    """Paint who won, as large as it fits."""
    names = [view.name(winner) for winner in view.state.winners]
    text = f"{listed(names)} {'win' if len(names) > 1 else 'wins'}" if names else "It is over"
    most = max(room.figure_height(1), room.height // 4)
    return title(text, "$focus", room, most)


def ending(view: View, room: Room) -> list[Words]:
    """Paint how it came to an end."""
    found = next((e for e in view.deck.endings if e.id == view.state.ending), None)
    lines = wrapped(ink(found.title if found else "The turns are played", "bold"), room.width)
    if found and found.text and room.is_high:
        lines += wrapped(plain(" ".join(found.text.split())), room.width)
    return lines


def points(view: View, room: Room) -> list[Words]:
    """Paint the points of every seat, the winner's marked."""
    total = totals(view.state, view.deck)
    longest = max(map(str, total.values()), key=len)
    figures = [
        tiles.Tile(
            put(
                ("● ", "$focus") if seat in view.state.winners else "", ink(view.name(seat), "bold")
            ),
            str(count),
            longest,
            style="$focus" if seat in view.state.winners else "$ink",
        )
        for seat, count in total.items()
    ]
    drawn = tiles.grid(figures, attrs.evolve(room, height=room.height * 2 // 5))
    if drawn:
        return drawn
    across = max(1, min(3, (room.width + GAP) // (NARROWEST + GAP)))
    each = [[put((f"{tile.figure:>3} ", "bold"), tile.name)] for tile in figures]
    return in_columns(each, across, (room.width - GAP * (across - 1)) // across)


def levels(view: View, room: Room) -> list[Words]:
    """Paint the levels it ended with, in large type where they fit."""
    shared = [
        tiles.level_tile(view, track, level_id(track.id), track.name)
        for track in situation.shared(view)
    ]
    drawn = tiles.grid(shared, room)
    return drawn or [row.content for row in situation.tracks(view, room.width)]


def seat_name(view: View, seat: ActorId) -> Words:
    """Return what *seat* is called, a winner's name marked."""
    sign = ("● ", "$focus") if seat in view.state.winners else ""
    return put(sign, ink(view.name(seat), "bold"))


def wanted(view: View, room: Room) -> list[Words]:
    """Paint what each seat wanted and whether it got it, with the conditions if they fit."""
    rows = [row.content for row in wash.objectives(view, room.width)]
    in_full = rows[1:]
    if len(in_full) <= room.height:
        return in_full
    for only_met in (False, True):
        short = [in_short(view, actor, only_met=only_met) for actor in view.deck.actors]
        for across in (1, 2, 3):
            width = (room.width - GAP * (across - 1)) // across
            seats = [[*seat, put("")] for seat in short if seat]
            lines = in_columns(seats, across, width)[:-1]
            if len(lines) <= room.height and width >= NARROWEST:
                return lines
    lines = [line for seat in short for line in seat]
    return [*lines[: room.height - 1], put(("…", "$quiet"))] if room.height else []


def in_short(view: View, actor: Actor, *, only_met: bool) -> list[Words]:
    """Paint what *actor* wanted, or *only_met* what it got, a line each."""
    titles = {objective.id: objective.title for objective in view.deck.objectives}
    lines = [
        put(
            ("✓ ", "$good") if score.is_met else ("✗ ", "$bad"),
            ink(titles[score.objective], ""),
            (f", {score.points}" if score.is_met else "", "bold"),
        )
        for score in view.state.scores
        if score.seat == actor.id and score.objective in titles and (score.is_met or not only_met)
    ]
    return [ink(actor.name, "bold"), *lines] if lines else []
