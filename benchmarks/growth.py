"""
What more of something costs: a longer session, more cards, more seats, more tracks.

In time of the processor, each to the smallest of its kind in the same run: what else the machine
does is left out.
"""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import attrs
from textual.pilot import Pilot

from benchmarks.check import check, grown
from benchmarks.measure import Figure, Found
from benchmarks.save import played, unflushed
from tabletop.authoring.library import loaded
from tabletop.authoring.text.source import Source
from tabletop.bots.playout import by_bots, play_out
from tabletop.bots.seats import bots_only
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.state import opening
from tabletop.journal.reader import load
from tabletop.language.ids import WALL
from tabletop.pages.big import Room
from tabletop.pages.view import view_at
from tabletop.pages.wall import wall
from tabletop.replay.replay import Replay
from tabletop.replay.watch import last_roll
from tabletop.table.session import Session
from tabletop.tui.app import TabletopApp
from tabletop.tui.lobby.shelf import Library
from tabletop.tui.play.play import Play

LENGTHS = (100, 1_500, 15_000)
CARDS, SEATS, TRACKS = (50, 200, 800), (2, 4, 8), (5, 20, 80)
STEPS = 40
"""Frames that are kept and repainted one by one at each length, after some to warm up."""

WARM = 15
PATIENCE = 50
"""Looks for what came of a key, before it is pressed again."""

HEADLINE = 1.2
"""A frame late in the evening costs at most so many times one at its beginning."""


def seconds(act: Callable[[], object]) -> float:
    """Return how long *act* kept the processor, in seconds."""
    start = process_time()
    act()
    return process_time() - start


def figures() -> list[Found]:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{length}.seminar" for length in LENGTHS]
        for path, length in zip(paths, LENGTHS, strict=True):
            unflushed(lambda path=path, length=length: played(path, length))  # type: ignore[misc]
        table = [asyncio.run(at_the_table(path)) for path in paths]
        walls = [on_the_wall(path) for path in paths]
    found = rows("play: a frame kept and repainted", "frames", LENGTHS, table, HEADLINE)
    found += rows("wall: a frame shown", "frames", LENGTHS, walls)
    texts = [grown(cards) for cards in CARDS]
    found += rows("check: a deck", "cards", CARDS, [costs(lambda t=t: check(t)) for t in texts])  # type: ignore[misc]
    for what, sizes, made in (("seats", SEATS, with_seats), ("tracks", TRACKS, with_tracks)):
        texts = [made(size) for size in sizes]
        found += rows("check: a deck", what, sizes, [costs(lambda t=t: check(t)) for t in texts])  # type: ignore[misc]
        decks = [read(text) for text in texts]
        found += rows("play: a session of bots", what, sizes, [costs(playing(d)) for d in decks])
    return found


def rows(
    name: str, what: str, sizes: Sequence[int], taken: Sequence[float], limit: float | None = None
) -> list[Found]:
    """Return a figure for each of *sizes* and, but for the smallest, its ratio to the smallest."""
    found: list[Found] = []
    for size, cost in zip(sizes, taken, strict=True):
        found.append(Figure(f"{name}, {size:,} {what}", cost * 1000, "ms"))
        if size != sizes[0]:
            ratio = f"{name}, {size:,} to {sizes[0]:,} {what}"
            found.append(Figure(ratio, cost / taken[0], "x", limit))
    return found


def costs(act: Callable[[], object]) -> float:
    """Return the median of three times *act*, in seconds."""
    return median(seconds(act) for _ in range(3))


async def at_the_table(path: Path) -> float:
    """Return what one more frame of the session at *path* costs, kept and repainted, in seconds."""
    with Session.resume(path) as session:
        app = TabletopApp(Library(), session=session)
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.pause(1.0)
            await go_on(pilot, session, WARM)
            before, start = session.number, process_time()
            await go_on(pilot, session, STEPS)
            return (process_time() - start) / (session.number - before)


async def go_on(pilot: Pilot[Any], session: Session, frames: int) -> None:
    """Go on as the footer says, space at the table and enter in dialogs, for *frames* or more."""
    end = session.number + frames
    while session.number < end:
        before = session.number
        await pilot.press("space" if isinstance(pilot.app.screen, Play) else "enter")
        for _ in range(PATIENCE):
            await pilot.pause(0.02)  # the bots think in a thread
            if session.number > before or not isinstance(pilot.app.screen, Play):
                break
        await pilot.pause()


def on_the_wall(path: Path) -> float:
    """Return what it costs to make the picture of the last frame at *path*, in seconds."""
    replay = Replay(load(path))
    last, room = replay.main.frames[-1], Room.of(120, 36)
    view_at(replay, replay.main, last, WALL)  # the way there is gone once

    def show() -> None:
        view = view_at(replay, replay.main, last, WALL)
        wall(view, last_roll(replay, replay.main, last), room)

    return costs(show)


def with_seats(count: int) -> str:
    """Return the text of a deck with *count* seats."""
    return deck_text(count, 5)


def with_tracks(count: int) -> str:
    """Return the text of a deck with *count* tracks."""
    return deck_text(2, count)


def deck_text(seats: int, tracks: int) -> str:
    """Return a deck of twelve cards, each of which moves some of the tracks."""
    lines = ["deck: grown", "title: Grown", "turns: 6", "moves: up to 2", "actors:"]
    lines += [f"  seat_{n}: Seat {n}" for n in range(seats)]
    lines.append("tracks:")
    lines += [f"  track_{n}: {{name: Track {n}, range: 0 to 10, start: 5}}" for n in range(tracks)]
    lines.append("cards:")
    everybody = ", ".join(f"seat_{n}" for n in range(seats))
    for n in range(12):
        moved = [f"track_{t} {'+' if t % 2 else '-'}1" for t in range(tracks) if t % 12 == n]
        lines.append(f"  card_{n}:")
        lines += [f"    title: Card {n}", f'    by: "{everybody}"', "    kind: signal"]
        lines.append(f"    effects: [{', '.join(moved or ['track_0 +1'])}]")
    return "\n".join(lines) + "\n"


def read(text: str) -> Deck:
    deck = loaded(Source("decks/grown.yaml", text), Path("decks/grown.yaml")).deck
    assert deck is not None, "the deck that is measured is without errors"
    return deck


def playing(deck: Deck) -> Callable[[], object]:
    """Return what plays *deck* to its end by random bots."""
    seats = bots_only(deck, bot="random")
    dice = Dice(1)
    start = opening(attrs.evolve(deck, endings=()))
    return lambda: play_out(deck, start, by_bots(deck, seats, 1), lambda state: dice)
