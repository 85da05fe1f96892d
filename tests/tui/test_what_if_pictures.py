"""Pictures of the dialog that begins a what-if, and of the list of lines."""

import sys
from pathlib import Path
from typing import Any

import attrs
import pytest
from textual.pilot import Pilot

from tabletop.game.deck import Deck
from tabletop.journal.lines import lines_of
from tabletop.journal.model import Printed
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer
from tabletop.replay.cursor import Entrance
from tabletop.replay.notes import Review
from tabletop.table.session import Session
from tabletop.tui.reviewing import Reviewer
from tests.tables import deck_of
from tests.tui.screens import STRAIT, Seat, Shelf
from tests.tui.viewers import played

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are taken on one Python alone"
)
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=lambda s: str(s[0]))


def long_names() -> Deck:
    """Return the deck of these tests with actors whose names want room."""
    actors = "actors: {red: Government of Redland, blue: United Isles of Blue}\n"
    return deck_of(STRAIT + actors, turns=3)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A session with two what-ifs, in which every decision took a second."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    whole = load(played(tmp_path, long_names()))
    path = tmp_path / "still.seminar"
    with Writer.create(path, whole.head, Printed(whole.deck, whole.seed, whole.sources)) as writer:
        for frame in whole.frames:
            writer.append(attrs.evolve(frame, at_ms=1000 * frame.number))
    for name, luck, frames in (("a bolder Red", "same", 99), ("other dice", "fresh", 3)):
        with Session.fork(path, at=16, luck=luck, name=name) as session:
            while len(session.frames) < 16 + frames and session.step(everything=True):
                pass
    review = Review(load(path))
    review.stand(lines_of(review.journal)[1], "first")
    return path


def picture(snap_compare: Any, path: Path, size: tuple[int, int], *keys: str) -> bool:
    """Return whether the viewer looks as it did, after *keys* at frame 20."""

    async def before(pilot: Pilot[Any]) -> None:
        seat = Seat(pilot.app, pilot)
        await seat.rest()
        await seat.press(*keys)

    app = Reviewer(path, Entrance(at=20), Shelf())
    return bool(snap_compare(app, terminal_size=size, run_before=before))


@SIZES
def test_how_a_what_if_is_begun(snap_compare: Any, size: tuple[int, int], path: Path):
    """
    Where it leaves, with which luck, its name, and who plays each seat.
    """
    assert picture(snap_compare, path, size, "f")


@SIZES
def test_the_list_of_lines(snap_compare: Any, size: tuple[int, int], path: Path):
    """
    Every line with where it left and how it came out, and below it what there is to know.
    """
    assert picture(snap_compare, path, size, "o", "e", "j")
