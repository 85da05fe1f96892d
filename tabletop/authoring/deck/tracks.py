"""Tracks: fields in, bounded scales out."""

import re
from typing import Final

from tabletop.authoring.deck import values
from tabletop.authoring.deck.desk import Desk, actor_id
from tabletop.authoring.deck.fields import Fields
from tabletop.authoring.deck.values import Findings, Word, instead, note_again, whole
from tabletop.authoring.text.findings import quoted
from tabletop.authoring.text.nodes import Node, Scalar, Table
from tabletop.game.clean import NAME, clean_line
from tabletop.game.deck import Band, Track
from tabletop.language.ids import ActorId, TrackId

FAR: Final = 1_000_000
"""Levels are within ±FAR, in steps."""

FROM_TO: Final = re.compile(r"(?P<low>[+-]?[0-9]{1,15}) to (?P<high>[+-]?[0-9]{1,15})")
FROM_OR_AT: Final = re.compile(r"(?P<low>[+-]?[0-9]{1,15})( to (?P<high>[+-]?[0-9]{1,15}))?")


def read_tracks(desk: Desk) -> tuple[Track, ...]:
    """Return the tracks, in the order written."""
    return tuple(read_track(desk, name, fields) for name, fields in desk.sections("tracks"))


def read_track(desk: Desk, name: str, fields: Fields) -> Track:
    low, high = read_range(fields)
    owned = bool(fields.choice("each", ("actor",), ""))
    starts = read_starts(desk, fields, low, high) if owned else {}
    start = 0 if owned else read_start(fields, low, high)
    besides = ("owner", "facilitator") if owned else ("facilitator",)
    return Track(
        id=TrackId(name),
        name=fields.line("name", required=True),
        low=low,
        high=high,
        start=starts[desk.actors[0]] if starts else start,
        starts=starts,
        seen_by=desk.who(fields, "seen_by", besides=besides) if "seen_by" in fields else None,
        shifts_if=desk.rules.test(fields, "shifts_if"),
        bands=read_bands(fields, low, high),
        text=fields.text("text"),
    )


def read_range(fields: Fields) -> tuple[int, int]:
    """Return the ends of the track, both inclusive; the widest when they cannot be read."""
    if fields.value("range", required=True) is None:
        return -FAR, FAR
    found = fields.match("range", FROM_TO, "0 to 10", values.RANGE)
    if found is None:
        return -FAR, FAR
    low, high = int(found["low"]), int(found["high"])
    if -FAR <= low < high <= FAR:
        return low, high
    fields.findings.add(
        "S107",
        fields.span("range"),
        f'"range" of {fields.what} is {low} to {high}',
        label="from low to high" if low >= high else "out of bounds",
        help=f"write two numbers, the lower first, from {-FAR} to {FAR}",
    )
    return -FAR, FAR


def read_start(fields: Fields, low: int, high: int) -> int:
    if fields.value("start", required=True) is None:
        return low
    return fields.whole("start", low, high, low) or 0


def read_starts(desk: Desk, fields: Fields, low: int, high: int) -> dict[ActorId, int]:
    """Return the opening level of each actor, in deck order."""
    node = fields.value("start", required=True)
    if not isinstance(node, Table):
        start = 0 if node is None else read_start(fields, low, high)
        return dict.fromkeys(desk.actors, start)
    starts = {
        actor_id(actor): level
        for actor, level in levels(desk, node, f'"start" of {fields.what}', low, high).items()
    }
    for actor in desk.actors:
        if actor not in starts:
            desk.findings.add(
                "S103",
                fields.key("start"),
                f'"start" of {fields.what} says nothing of {actor}',
                label="an actor is missing",
                help=f'add "{actor}: NUMBER", or write one number for all',
            )
    return {actor: starts.get(actor, low) for actor in desk.actors}


def levels(desk: Desk, node: Table, what: str, low: int, high: int) -> dict[str, int]:
    """Return what *node* gives each actor that it names."""
    note_again(desk.findings, node)
    found: dict[str, int] = {}
    for entry in node.entries:
        known = desk.names.is_known(desk.findings, Word(entry.name, entry.key.span), "actor")
        level = number(desk.findings, entry.value, f"{what} for {entry.name}", low, high)
        if known:
            found[entry.name] = low if level is None else level
    return found


def number(findings: Findings, node: Node, what: str, low: int, high: int) -> int | None:
    """Return the whole number that *node* is, or None with the problem noted."""
    if isinstance(node, Scalar):
        return whole(findings, node, what, low, high)
    findings.add(
        "S105",
        node.span,
        f"{what} is no number",
        label="a number was expected here",
        help=f"write a number from {low} to {high}",
    )
    return None


def read_bands(fields: Fields, low: int, high: int) -> tuple[Band, ...]:
    """Return the bands of a track, from the lowest."""
    table = fields.table("bands")
    if table is None:
        return ()
    note_again(fields.findings, table)
    bands: list[Band] = []
    for entry in table.entries:
        value = entry.value
        found = FROM_OR_AT.fullmatch(value.text) if isinstance(value, Scalar) else None
        if found is None:
            fields.findings.add(
                "S108",
                entry.place,
                f"band {quoted(entry.name)} of {fields.what} says no range",
                label="not understood",
                help=f"write it like this: {entry.name[:NAME]}: 8 to 10",
                fix=instead(value, values.RANGE.mended(value.text))
                if isinstance(value, Scalar)
                else (),
            )
            continue
        first, last = int(found["low"]), int(found["high"] or found["low"])
        if not low <= first <= last <= high:
            fields.findings.add(
                "S107",
                entry.place,
                f"band {quoted(entry.name)} of {fields.what} is {first} to {last}, and the "
                f"track goes from {low} to {high}",
                label="out of bounds",
                help="write two levels of the track, the lower first",
            )
            continue
        over = next((b for b in bands if b.low <= last and first <= b.high), None)
        if over:
            fields.findings.add(
                "M309",
                entry.place,
                f"band {quoted(entry.name)} of {fields.what} overlaps with {quoted(over.name)}",
                label=f"{quoted(over.name)} is {over.low} to {over.high}",
                help="give each level one band at most",
            )
        bands.append(Band(clean_line(entry.name, NAME), first, last))
    return tuple(sorted(bands, key=lambda band: band.low))
