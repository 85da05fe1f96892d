"""
Two sessions that differ only in what is secret hang on the wall as one and the same.

The twins are those of `tests/game/test_noninterference.py`: what Red may not know, nor may the wall.
"""

import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tabletop.game.apply import fold
from tabletop.game.decide import decide
from tabletop.journal.model import Frame, Journal
from tabletop.language.ids import WALL
from tabletop.pages.big import Room
from tabletop.pages.view import view_at
from tabletop.pages.wall import outcome, wall
from tabletop.replay.replay import Replay
from tabletop.replay.watch import at_ms, is_told, last_roll, phase_began, told_at
from tests.game.test_noninterference import DECK, Twin
from tests.journal.sessions import saved

SIZES = [(78, 21), (116, 33)]
CODE = re.compile("sealed( [0-9A-Z]{5}){2}")


@cache
def blank() -> Journal:
    """Return the journal of some save, into which a session is put."""
    with tempfile.TemporaryDirectory() as folder:
        return saved(Path(folder) / "a.seminar", 0)


def replay_of(twin: Twin) -> Replay:
    """Return the session that *twin* plays."""
    frames: list[Frame] = []
    while (decision := twin.next()) is not None:
        events = decide(twin.deck, twin.state, decision, twin.dice)
        number = len(frames) + 1
        frames.append(Frame(number, number - 1, 0, decision, events, bytes(8)))
        twin.state = fold(twin.state, events)
    return timed(Replay(attrs.evolve(blank(), deck=twin.deck, frames=tuple(frames))))


def timed(replay: Replay) -> Replay:
    """Return *replay* with each frame played a second after the last that everybody heard."""
    seconds, frames = 0, []
    for frame in replay.journal.frames:
        seconds += is_told(replay, frame.number)
        frames.append(attrs.evolve(frame, at_ms=seconds * 1000))
    return Replay(attrs.evolve(replay.journal, frames=tuple(frames)))


Picture = tuple[list[str], list[Any], list[int]]
"""Its texts, their tags and its times."""


def seen(replay: Replay, size: tuple[int, int]) -> tuple[list[Picture], list[Picture]]:
    """Return all that the wall shows, one after the other, and what a step leads to."""
    shown: list[Picture] = []
    steps: list[Picture] = []
    line = replay.main
    for number in (0, *line.frames):
        view = view_at(replay, line, number, WALL)
        room = Room.of(*size)
        painted = (
            outcome(view, room)
            if view.state.is_over
            else wall(view, last_roll(replay, line, number), room)
        )
        times = [at_ms(replay, f(replay, line, number)) for f in (phase_began, told_at)]
        # The code of a sealed plan gives nothing away, but no two plans have the same.
        texts = [CODE.sub("sealed", text.plain) for text in painted]
        tags = [[(len(said), tag) for said, tag in text.spans] for text in painted]
        picture = (texts, tags, times)
        if not shown or shown[-1] != picture:
            shown.append(picture)
        if is_told(replay, number):
            steps.append(picture)
    return shown, steps


@pytest.mark.parametrize("method, size", [("odds", SIZES[0]), ("2d6", SIZES[1])])
@given(shown=st.integers(0, 10**6), one=st.integers(0, 10**6), two=st.integers(0, 10**6))
@settings(max_examples=3, deadline=None, phases=[Phase.generate])
def test_what_is_secret_makes_no_difference_to_the_wall(method, size, shown, one, two):
    """Not a letter, not a colour, not a second on the clock, not a step of the arrow keys."""
    first = seen(replay_of(Twin(DECK, shown, one, method)), size)
    second = seen(replay_of(Twin(DECK, shown, two, method)), size)

    for mine, other in zip(first, second, strict=True):
        for a, b in zip(mine, other, strict=False):
            assert a == b
        assert len(mine) == len(other)


def test_the_wall_does_show_what_is_open():
    """The test above does not compare blank walls."""
    pictures, _ = seen(replay_of(Twin(DECK, 1, 2, "odds")), SIZES[1])
    text = "\n".join("\n".join(lines) for lines, _, _ in pictures)

    assert 30 < len(pictures)
    assert all(word in text for word in ("Waiting for Red", "Trust", "Storm", "Moves", "Last roll"))
