"""Pictures of the wall at three sizes, looked at whenever they change."""

import sys
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tabletop.game.decision import Adjudicate
from tabletop.language.ids import ActorId, Viewer
from tabletop.table.session import Session
from tabletop.tui.projector import Projector
from tests.table.sitting import played_out
from tests.tui.screens import Seat, session
from tests.tui.test_snapshots import SIZES, still
from tests.tui.test_wall import until

__all__ = ["still"]

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are taken on one Python alone"
)
RED, BLUE = ActorId(Viewer("red")), ActorId(Viewer("blue"))


def picture(compare: Any, played: Session, size: tuple[int, int], text: str, **how: bool) -> bool:
    """Return whether the wall of *played* looks as before, once *text* stands on it."""
    app = Projector(played.path, **how)
    app.wall.now = lambda: 0

    async def before(pilot: Pilot[Any]) -> None:
        await Seat(pilot.app, pilot).sees(text)

    same: bool = compare(app, terminal_size=size, run_before=before)
    return same


@SIZES
def test_the_wall_while_moves_are_planned(snap_compare: Any, size: tuple[int, int]):
    """
    Turn and phase, levels, who has sealed and who is waited for, the news.
    """
    with session(Path(), people=("red", "blue")) as played:
        until(played, "plan")
        played.step()

        assert picture(snap_compare, played, size, "Harbour Rumour")


@SIZES
def test_the_wall_after_a_roll(snap_compare: Any, size: tuple[int, int]):
    """
    The receipt with odds, dice and outcome; the moves; what changed.
    """
    with session(Path(), people=("red", "blue")) as played:
        until(played, "plan")
        until(played, "reveal", {RED: "battery", BLUE: "gamble, speech"})
        while played.state.phase != "aftermath":
            asked = played.awaited()[0]
            if asked.what == "adjudicate" and "gamble" in str(played.state.moves):
                dice = (61,) if "blue-1" in asked.subject else ()
                played.submit(Adjudicate(asked.subject, dice=dice))
            else:
                played.step(everything=True)

        assert picture(snap_compare, played, size, "FAILURE" if size[0] == 80 else "Last roll")


@SIZES
def test_the_wall_when_it_is_over(snap_compare: Any, size: tuple[int, int]):
    """
    Who won, the points, what each seat wanted.
    """
    with session(Path(), people=()) as played:
        played_out(played)

        assert picture(snap_compare, played, size, "The turns are played")


def test_the_wall_in_plain_characters(snap_compare: Any):
    """
    The same with ASCII alone.
    """
    with session(Path(), people=("red", "blue")) as played:
        until(played, "plan")

        assert picture(snap_compare, played, (80, 24), "Waiting", plain_characters=True)
