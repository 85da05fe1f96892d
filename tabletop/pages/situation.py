"""Tracks and actors: how the table stands, in numbers, words and gauges."""

from collections.abc import Sequence
from typing import Final, Literal

import attrs

from tabletop.game.deck import Actor, Track
from tabletop.game.state import Piece
from tabletop.language.ids import FACILITATOR, LevelId, level_id
from tabletop.pages.text import (
    Row,
    Words,
    cell_len,
    column,
    heading,
    ink,
    plain,
    put,
    rows,
    sides,
    wrapped,
)
from tabletop.pages.view import View

GAUGE = 10
TREND = 6
FEW = 6


def shared(view: View) -> list[Track]:
    """Return the shared tracks that the viewer sees, in deck order."""
    return [t for t in view.deck.tracks if t.is_shared and level_id(t.id) in view.state.levels]


def tracks(view: View, width: int) -> list[Row]:
    """Paint every shared track that the viewer sees, one item each."""
    shown = shared(view)
    if not shown:
        return rows(wrapped(put(("No shared tracks.", "$quiet")), width, indent=2))
    form = Columns.of(shown, width)
    return [
        row
        for index, track in enumerate(shown)
        for row in rows(form.lines(view, track, level_id(track.id)), index)
    ]


def track_at(view: View, item: int) -> Track | None:
    """Return the track that is the *item*-th of the pane."""
    shown = shared(view)
    return shown[item] if 0 <= item < len(shown) else None


@attrs.frozen
class Columns:
    """
    Columns in which levels stand below one another, in cells.

    Attributes:
        name: Room for a name; longer ones stand on a line of their own.
        band: Room for the name of a band; 0 where there is none.
        trend: Room for a trend; 0 where there is none.
        is_roomy: Whether band and trend stand below the gauge, where no column holds them.
    """

    name: int
    band: int
    trend: int
    is_roomy: bool = False

    @classmethod
    def of(cls, shown: Sequence[Track], width: int) -> "Columns":
        """Return the columns that show *shown* best in *width* cells."""
        longest = max((cell_len(label(track).plain) for track in shown), default=0)
        room = width - 2 - GAUGE - 7
        name = max(2, min(longest, room))
        bands = max((cell_len(b.name) for t in shown for b in t.bands), default=0)
        left = room - name
        band = bands + 2 if bands and left >= bands + 2 else 0
        trend = TREND + 2 if left - band >= TREND + 2 else 0
        return cls(name, band, trend, not (band and trend) and len(shown) <= FEW)

    def lines(self, view: View, track: Track, level: LevelId) -> list[Words]:
        """Paint one level: name, gauge, number and change; band and trend where there is room."""
        now = view.state.levels[level]
        name = label(track, view.veil("level", level))
        band = put((band_name(track, now), "$quiet"))
        fits = name.cell_length <= self.name
        if is_flag(track):
            picture = flag(now)
            picture = picture.pad_right(GAUGE + 3 - picture.cell_length)
        else:
            picture = put(gauge(track, now, GAUGE), " ", (f"{now:>2}", "bold"))
        by = change(view.change(level))
        line = put(picture, " ", by.pad_right(2 - by.cell_length) if by else "  ")
        if self.band:
            line = put(line, "  ", band.pad_right(self.band - 2 - band.cell_length))
        if self.trend:
            line = put(line, "  ", trend(track, (*view.trends.get(level, ()), now), TREND))
        if fits:
            lines = [put("  ", column(name, self.name), " ", line)]
            return [*lines, *self.below(view, track, level)] if self.is_roomy else lines
        beside = band if not self.band and band.cell_length <= self.name - 2 else put("")
        return [put("  ", name), put("  ", column(beside.pad_left(2), self.name), " ", line)]

    def below(self, view: View, track: Track, level: LevelId) -> list[Words]:
        """Paint the band and the trend that have no column of their own."""
        now = view.state.levels[level]
        band = put("" if self.band else (band_name(track, now), "$quiet"))
        way = put("")
        if not (self.trend or is_flag(track)):
            way = trend(track, (*view.trends.get(level, ()), now), TREND)
        said = put(band, "  " if band and way else "", way)
        return [said.pad_left(self.name + 3)] if said else []


def label(track: Track, veil: str = "◐") -> Words:
    """Return the name of *track*, marked with *veil* where not everybody sees it."""
    if track.seen_by is None:
        return ink(track.name, "")
    return put(ink(track.name, "$covert"), (f" {veil}", "$covert"))


@attrs.frozen
class Subject:
    """
    One thing in an actor's lines.

    Attributes:
        id: Of the actor, level, piece or offer.
    """

    what: Literal["actor", "level", "piece", "offer"]
    id: str


Part = tuple[Subject, list[Words]]


def actors(view: View, width: int) -> list[Row]:
    """Paint every actor: its state, its own tracks, what stands, what it offers."""
    painted: list[Row] = []
    for index, actor in enumerate(view.deck.actors):
        if index:
            painted.append(Row(put("")))
        painted += rows(actor_lines(view, actor, width), index)
    return painted


def things(view: View, width: int) -> list[Row]:
    """Paint the same as `actors`, each level, piece and offer an item of its own."""
    painted: list[Row] = []
    item = 0
    for index, actor in enumerate(view.deck.actors):
        if index:
            painted.append(Row(put("")))
        for _, lines in parts(view, actor, width):
            painted += rows(lines, item)
            item += 1
    return painted


def subjects(view: View, width: int) -> list[Subject]:
    """Return what the items of `things` are, for the same width."""
    return [subject for actor in view.deck.actors for subject, _ in parts(view, actor, width)]


def actor_lines(view: View, actor: Actor, width: int) -> list[Words]:
    """Paint one actor."""
    return [line for _, lines in parts(view, actor, width) for line in lines]


def parts(view: View, actor: Actor, width: int) -> list[Part]:
    """Paint one actor, thing by thing."""
    own = actor.id == view.viewer
    doing = status(view, actor)
    if own:
        doing = put(("you", "bold $focus"), ", " if doing else "", doing)
    found: list[Part] = [
        (Subject("actor", actor.id), sides(put("  ", ink(actor.name, "bold")), doing, width))
    ]
    levels = [
        (track, level)
        for track in view.deck.tracks
        if (level := level_id(track.id, actor.id)) in view.state.levels
    ]
    if own or width >= 44:
        form = Columns.of([track for track, _ in levels], width)
        found += [
            (Subject("level", level), form.lines(view, track, level)) for track, level in levels
        ]
    elif levels:
        said = [
            put(
                (track.name, "$quiet"),
                f" {view.state.levels[level]}",
                " " if view.change(level) else "",
                change(view.change(level)),
            )
            for track, level in levels
        ]
        lines = wrapped(put(", ").join(said), width, indent=2)
        found.append((Subject("level", levels[0][1]), lines))
    for piece in view.state.pieces:
        if piece.owner == actor.id:
            lines = wrapped(piece_line(view, piece), width, indent=2, hang=4)
            found.append((Subject("piece", piece.id), lines))
    for offer in view.state.offers:
        if offer.by == actor.id:
            title = view.deck.card_by_id[offer.card].title
            text = put(
                ("◇ ", "$focus"), plain(title), (" to ", "$quiet"), plain(view.name(offer.to))
            )
            found.append((Subject("offer", offer.id), wrapped(text, width, indent=2, hang=4)))
    return found


def status(view: View, actor: Actor) -> Words:
    """Say what *actor*'s seat is doing, or who plays it."""
    doing_now = doing(view, actor)
    if doing_now or actor.id == view.viewer:
        return doing_now
    return put((view.player(actor.id), "$quiet"))


def doing(view: View, actor: Actor) -> Words:
    """Say what *actor*'s seat is doing: sealed, planning, asked, its go, or nothing."""
    state = view.state
    awaited = {ask.what for ask in view.sight.asks if ask.seat == actor.id}
    if actor.id in state.plans:
        code = view.codes.get(actor.id, "")
        return put(("■ sealed", "$good"), f" {code}" if code else "")
    if "seal" in awaited:
        return put(("○ planning", "$quiet"))
    if awaited:
        return put(("○ asked", "$focus"))
    if state.mover == actor.id:
        return put(("▸ its go", "$focus"))
    return put("")


def piece_line(view: View, piece: Piece) -> Words:
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
    veil = view.veil("piece", piece.id)
    sign = (
        (f"{veil} ", "$covert")
        if piece.posture == "covert"
        else ("■ " if piece.is_here else "□ ", "")
    )
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
    return level_page(view, level_id(track.id), width)


def level_page(view: View, level: LevelId, width: int) -> list[Row]:
    """Paint all that the viewer knows of one level: where it stands, its bands, its way so far."""
    track = view.deck.track_of_level[level]
    owner = "" if track.is_shared else f", {view.name(level.split('.')[0])}"
    painted = rows(Columns.of([track], width).lines(view, track, level))
    span = f"From {track.low} to {track.high}{owner}."
    painted += rows([put(""), put((span, "$quiet"))])
    for band in track.bands:
        reach = f"{band.low}" if band.low == band.high else f"{band.low} to {band.high}"
        painted += rows([put(f"{reach:>9}  ", plain(band.name))])
    history = (*view.trends.get(level, ()), view.state.levels[level])
    said = ", ".join(map(str, history))
    painted += rows([put(""), *wrapped(put(("So far: ", "$quiet"), said), width)])
    if track.text:
        painted += rows([put(""), *wrapped(plain(track.text), width)])
    return painted


SPARKS: Final = "▁▂▃▄▅▆▇█"


def gauge(track: Track, level: int, width: int) -> Words:
    """Draw *level* on a scale of *width* cells; ticks show where bands begin."""
    steps = track.high - track.low

    def at(step: int) -> int:
        return (step - track.low) * width // steps

    ticks = {at(band.low) for band in track.bands if track.low < band.low <= track.high}
    # A forged save may have moved a level beyond its track.
    full = min(width, max(1, at(level))) if level > track.low else 0
    return put(
        ("".join("┿" if cell in ticks else "━" for cell in range(full)), "$ink"),
        ("".join("┼" if cell in ticks else "─" for cell in range(full, width)), "$rule"),
    )


def is_flag(track: Track) -> bool:
    """Return whether *track* only says yes or no."""
    return (track.low, track.high) == (0, 1)


def flag(level: int) -> Words:
    """Draw the level of a flag."""
    return put(("● ", "$focus"), "yes") if level else put(("○ no", "$quiet"))


def change(by: int) -> Words:
    """Draw how far a level has moved in this turn: a sign and a number, or nothing."""
    if not by:
        return put("")
    return put((f"▲{by}" if by > 0 else f"▼{-by}", "bold $focus"))


def band_name(track: Track, level: int) -> str:
    """Return the name of the band that *level* lies in, or ""."""
    return next((band.name for band in track.bands if band.low <= level <= band.high), "")


def trend(track: Track, levels: Sequence[int], most: int) -> Words:
    """Draw the last *most* of *levels*, the newest on the right; nothing for less than three."""
    if len(levels) < 3:
        return put("")
    span = track.high - track.low
    marks = "".join(
        SPARKS[max(0, min(7, (level - track.low) * 7 // span))] for level in levels[-most:]
    )
    return put((marks, "$quiet"))
