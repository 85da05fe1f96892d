"""Ways in which the bytes of a save are damaged, and its records forged."""

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from tabletop.journal.codec import Unfit, pack, unpack
from tabletop.journal.reader import values_digest
from tests.journal.truth import Truth, chained

SECTOR = 512


def stretch(luck: random.Random, data: bytearray, most: int = 64) -> slice:
    """Return some bytes of *data*, mostly few."""
    start = luck.randrange(len(data))
    return slice(start, start + luck.randint(1, luck.choice((1, 4, most))))


def zeroed(luck: random.Random, data: bytearray) -> None:
    hit = stretch(luck, data, 4096)
    data[hit] = bytes(len(data[hit]))


def scribbled(luck: random.Random, data: bytearray) -> None:
    hit = stretch(luck, data)
    data[hit] = luck.randbytes(len(data[hit]))


def inserted(luck: random.Random, data: bytearray) -> None:
    place = luck.randrange(len(data) + 1)
    data[place:place] = luck.randbytes(luck.randint(1, 64))


def deleted(luck: random.Random, data: bytearray) -> None:
    del data[stretch(luck, data, 1024)]


def sector_of(luck: random.Random, data: bytearray) -> slice:
    start = luck.randrange(len(data)) // SECTOR * SECTOR
    return slice(start, start + SECTOR)


def sector_blanked(luck: random.Random, data: bytearray) -> None:
    hit = sector_of(luck, data)
    data[hit] = luck.choice((b"\0", b"\xff")) * len(data[hit])


def sector_lost(luck: random.Random, data: bytearray) -> None:
    del data[sector_of(luck, data)]


def sector_of_elsewhere(luck: random.Random, data: bytearray) -> None:
    source, target = sector_of(luck, data), sector_of(luck, data)
    data[target] = data[source]


def doubled(luck: random.Random, data: bytearray) -> None:
    hit = luck.choice((sector_of, stretch))(luck, data)
    data[hit.stop : hit.stop] = data[hit]


def cut(luck: random.Random, data: bytearray) -> None:
    del data[luck.randrange(1, len(data)) :]


def ends_blank(luck: random.Random, data: bytearray) -> None:
    """What some file systems leave of a power cut: the length is kept, the bytes are not."""
    place = luck.randrange(len(data))
    data[place:] = bytes(len(data) - place)


DAMAGES: tuple[Callable[[random.Random, bytearray], None], ...] = (
    zeroed,
    scribbled,
    inserted,
    deleted,
    sector_blanked,
    sector_lost,
    sector_of_elsewhere,
    doubled,
    cut,
    ends_blank,
)


def damaged(luck: random.Random, truth: Truth) -> bytes:
    """Return the save after one to three things have happened to its bytes."""
    data = bytearray(truth.data)
    for _ in range(luck.choice((1, 1, 1, 2, 3))):
        if data:
            luck.choice(DAMAGES)(luck, data)
    return bytes(data)


def record_damaged(luck: random.Random, truth: Truth) -> bytes:
    """Return the save with records dropped, doubled or moved, each of them whole."""
    data, ends = truth.data, truth.ends
    records = [data[a:b] for a, b in pairwise(ends)]
    rearrange(luck, records)
    return data[: ends[0]] + b"".join(records)


def rearrange(luck: random.Random, items: list[Any]) -> None:
    """Drop, double, move or swap some of *items*."""
    for _ in range(luck.choice((1, 1, 2, 5))):
        if len(items) < 2:
            return
        one, other = luck.randrange(len(items)), luck.randrange(len(items))
        match luck.randrange(4):
            case 0:
                del items[one]
            case 1:
                items.insert(other, items[one])
            case 2:
                items.insert(other, items.pop(one))
            case _:
                items[one], items[other] = items[other], items[one]


def forged(luck: random.Random, truth: Truth) -> bytes:
    """Return the save with records changed, and every checksum repaired afterwards."""
    pieces = list(truth.pieces)
    for _ in range(luck.choice((1, 1, 1, 2, 4))):
        index = luck.choice((0, 1, luck.randrange(len(pieces)), luck.randrange(len(pieces))))
        index = min(index, len(pieces) - 1)
        kind, payload = pieces[index]
        match luck.randrange(12):
            case 0:
                pieces[index] = luck.randrange(12), payload
            case 1:
                raw = bytearray(payload or b"\0")
                luck.choice(DAMAGES)(luck, raw)
                pieces[index] = kind, bytes(raw)
            case 2:
                rearrange(luck, pieces)
            case _:
                pieces[index] = kind, changed(luck, payload)
    return chained(pieces)


def changed(luck: random.Random, payload: bytes) -> bytes:
    """Return *payload* with one value in it changed, as a forger would who knows the layout."""
    try:
        plain = unpack(payload)
        places = places_of(plain)
        if not places:
            return payload
        # Of the few values near the top as often as of the many below.
        depths = sorted({depth for depth, _, _ in places})
        depth = luck.choice(depths)
        _, holder, key = luck.choice([place for place in places if place[0] == depth])
        values = [holder_value(place) for place in places]
        holder[key] = other(luck, holder[key], values)
        if "deck_digest" in plain:
            restamp(plain)
        return pack(plain)
    except (Unfit, RecursionError):  # no map any more, or one that holds itself
        return payload


def places_of(plain: Any) -> list[tuple[int, Any, Any]]:
    """Return every place in *plain* that holds a value: its depth, its holder and its key."""
    places: list[tuple[int, Any, Any]] = []
    waiting = [(0, plain)]
    while waiting:
        depth, value = waiting.pop()
        if isinstance(value, dict):
            keys: Any = value.keys()
        elif isinstance(value, list):
            keys = range(len(value))
        else:
            continue
        for key in keys:
            places.append((depth, value, key))
            waiting.append((depth + 1, value[key]))
    return places


def holder_value(place: tuple[int, Any, Any]) -> Any:
    return place[1][place[2]]


def other(luck: random.Random, value: Any, values: list[Any]) -> Any:
    """Return another value in place of *value*, of the same kind more often than not."""
    kin = [v for v in values if type(v) is type(value) and v is not value]
    if kin and luck.random() < 0.4:
        return luck.choice(kin)
    match value:
        case bool():
            return not value
        case int():
            near = (value + 1, value - 1, -value, 0, value * 1000, 2**63 - 1, -(2**63), 2**64 - 1)
            return luck.choice(near)
        case str():
            odd = ("", value + "x", value[:-1], "\u202e" + value, "facilitator", "wall", "x" * 5000)
            return luck.choice(odd)
        case bytes():
            return luck.choice((b"", bytes(len(value)), value[:-1], value + b"\0"))
        case list() if value:
            made = list(value)
            rearrange(luck, made)
            return luck.choice((made, [], value * 50, [*value, *value]))
        case dict() if value:
            gone = luck.choice(list(value))
            return luck.choice(({k: v for k, v in value.items() if k != gone}, {}, None))
        case _:
            return luck.choice((None, 0, "", [], {}, luck.choice(values)))


def restamp(plain: dict[str, Any]) -> None:
    """Repair the digests of a deck's payload."""
    plain["deck_digest"] = values_digest(plain.get("deck"))
    plain["seed_digest"] = values_digest(plain.get("seed"))
