"""Pictures of the viewer at three sizes, looked at whenever they change."""

import sys
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tabletop.journal.reader import load
from tabletop.replay.cursor import Entrance
from tabletop.replay.notes import Review
from tabletop.tui.reviewing import Reviewer
from tests.tui.screens import Seat, Shelf
from tests.tui.viewers import played

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are taken on one Python alone"
)


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hold still for the picture: nothing moves, and the save lies in the folder one stands in."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36)], ids=lambda s: str(s[0]))
def test_the_viewer(snap_compare: Any, size: tuple[int, int]):
    """
    A roll with its receipt, a comment, a judgement and a marker on it, the rail up to there.
    """
    path = played(Path())
    review = Review(load(path))
    review.note(35, "Nobody saw this coming.")
    review.judge(35, "!?")
    review.mark(35, "the gamble")
    review.mark(20, "trust at its height")
    app = Reviewer(path, Entrance(35, "facilitator"), Shelf())

    async def before(pilot: Pilot[Any]) -> None:
        seat = Seat(pilot.app, pilot)
        await seat.rest()
        await seat.until(lambda: not app.viewer.busy)
        await seat.rest()

    assert snap_compare(app, terminal_size=size, run_before=before)
