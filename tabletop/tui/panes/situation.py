"""Tracks and actors: how the table stands."""

from textual.content import Content

from tabletop.game.deck import Actor, Track
from tabletop.game.state import Piece
from tabletop.game.words import FACILITATOR, LevelId, level_id
from tabletop.tui.paint import Row, heading, ink, plain, put, rows, sides, wrapped
from tabletop.tui.panes import gauge
from tabletop.tui.view import View

NAME_WIDTH = 17
GAUGE_LEAST, GAUGE_MOST = 6, 20


def tracks(view: View, width: int) -> list[Row]:
    """Paint every shared track that the viewer sees, one item each."""
    shown = [t for t in view.deck.tracks if t.is_shared and level_id(t.id) in view.state.levels]
    painted: list[Row] = []
    for index, track in enumerate(shown):
        painted += rows(track_lines(view, track, level_id(track.id), track.name, width), index)
    if not shown:
        painted += rows(wrapped(put(("This deck has no shared tracks.", "$quiet")), width))
    return painted


def track_at(view: View, item: int) -> Track | None:
    """Return the track that is the *item*-th of the pane."""
    shown = [t for t in view.deck.tracks if t.is_shared and level_id(t.id) in view.state.levels]
    return shown[item] if 0 <= item < len(shown) else None


def track_lines(view: View, track: Track, level: LevelId, name: str, width: int) -> list[Content]:
    """Paint one level: name, gauge, number, change; then band and trend where there is room."""
    now = view.state.levels[level]
    by = gauge.change(view.change(level))
    label = put("  ", ink(name, "$covert" if track.seen_by is not None else ""))
    if track.seen_by is not None:
        label = label.append(put((" ◐", "$covert")))
    if gauge.is_flag(track):
        return sides(label, put(gauge.flag(now), " " if by else "", by), width)
    number = put(
        (f"{now:>2}", "bold"), by.pad_left(1).pad_right(3 - by.cell_length) if by else "    "
    )
    band = put((gauge.band_name(track, now), "$quiet"))
    history = gauge.trend(track, (*view.trends.get(level, ()), now), 8)
    beside = width - NAME_WIDTH - 2 - number.cell_length - 2
    if label.cell_length > NAME_WIDTH + 2 or beside < GAUGE_LEAST:
        bar = gauge.gauge(track, now, min(GAUGE_MOST, max(GAUGE_LEAST, width - 12)))
        line = put("  ", bar, " ", band)
        return [*sides(label, number, width), line if line.cell_length <= width else put("  ", bar)]
    aside = max(band.cell_length, 8) + history.cell_length + 2 if beside > 26 else 0
    bar = gauge.gauge(track, now, min(GAUGE_MOST, beside - aside))
    head = put(label.pad_right(NAME_WIDTH + 2 - label.cell_length), " ", bar, " ", number)
    if aside:
        return [put(head, " ", band.pad_right(8 - band.cell_length), " ", history)]
    rest = put(band, " " if band and history else "", history)
    if not band or (view.change(level) == 0 and len(view.deck.tracks) > 6):
        return [head]
    return [head, rest.pad_left(NAME_WIDTH + 3)]


def actors(view: View, width: int) -> list[Row]:
    """Paint every actor: its state, its own tracks, what stands, what it offers."""
    painted: list[Row] = []
    for index, actor in enumerate(view.deck.actors):
        if index:
            painted.append(Row(put("")))
        painted += rows(actor_lines(view, actor, width), index)
    return painted


def actor_lines(view: View, actor: Actor, width: int) -> list[Content]:
    """Paint one actor."""
    own = actor.id == view.viewer
    name = put("  ", ink(actor.name, "bold"), (" (you)", "$focus") if own else "")
    lines = sides(name, status(view, actor), width)
    levels = [
        (track, level)
        for track in view.deck.tracks
        if (level := level_id(track.id, actor.id)) in view.state.levels
    ]
    if own or width >= 44:
        for track, level in levels:
            lines += track_lines(view, track, level, track.name, width)
    elif levels:
        said = [
            put(
                (track.name, "$quiet"),
                f" {view.state.levels[level]}",
                " " if view.change(level) else "",
                gauge.change(view.change(level)),
            )
            for track, level in levels
        ]
        lines += wrapped(put(", ").join(said), width, indent=2)
    for piece in view.state.pieces:
        if piece.owner == actor.id:
            lines += wrapped(piece_line(view, piece), width, indent=2, hang=4)
    for offer in view.state.offers:
        if offer.by == actor.id:
            title = view.deck.card_by_id[offer.card].title
            text = put(
                ("◇ ", "$focus"), plain(title), (" to ", "$quiet"), plain(view.name(offer.to))
            )
            lines += wrapped(text, width, indent=2, hang=4)
    return lines


def status(view: View, actor: Actor) -> Content:
    """Say what *actor*'s seat is doing: sealed, planning, asked, or who plays it."""
    state = view.state
    awaited = {ask.what for ask in view.sight.asks if ask.seat == actor.id}
    if actor.id in state.plans:
        return put(("■ sealed", "$good"))
    if "seal" in awaited:
        return put(("○ planning", "$quiet"))
    if awaited:
        return put(("○ asked", "$focus"))
    if state.mover == actor.id:
        return put(("▸ its go", "$focus"))
    return put((view.player(actor.id), "$quiet"))


def piece_line(view: View, piece: Piece) -> Content:
    """Paint one piece: whether it is here, its posture, its end."""
    card = view.deck.card_by_id[piece.card]
    notes = []
    if piece.posture == "covert":
        notes.append("exposed" if piece.is_exposed else "covert")
    if piece.target:
        notes.append(f"at {view.name(piece.target)}")
    if not piece.is_here:
        notes.append(f"arrives in turn {piece.arrives}")
    elif piece.leaves:
        notes.append(f"through turn {piece.leaves}")
    sign = ("◐ ", "$covert") if piece.posture == "covert" else ("■ " if piece.is_here else "□ ", "")
    return put(sign, plain(card.title), (f", {', '.join(notes)}" if notes else "", "$quiet"))


def actor_page(view: View, actor: Actor, width: int) -> list[Row]:
    """Paint all that the viewer knows of one actor."""
    painted = rows(wrapped(plain(actor.text), width)) if actor.text else []
    painted += rows([put(""), heading("Now", width)])
    painted += rows(actor_lines(view, actor, width))
    brief = actor.brief
    if brief and view.viewer in (actor.id, FACILITATOR):
        painted += rows([put(""), heading("Brief", width), *wrapped(plain(brief), width)])
    return painted


def track_page(view: View, track: Track, width: int) -> list[Row]:
    """Paint all that the viewer knows of one shared track."""
    level = level_id(track.id)
    painted = rows(track_lines(view, track, level, track.name, width))
    painted += rows([put(""), put((f"From {track.low} to {track.high}.", "$quiet"))])
    for band in track.bands:
        reach = f"{band.low}" if band.low == band.high else f"{band.low} to {band.high}"
        painted += rows([put(f"{reach:>9}  ", plain(band.name))])
    history = (*view.trends.get(level, ()), view.state.levels[level])
    said = ", ".join(map(str, history))
    painted += rows([put(""), *wrapped(put(("So far: ", "$quiet"), said), width)])
    if track.text:
        painted += rows([put(""), *wrapped(plain(track.text), width)])
    return painted
