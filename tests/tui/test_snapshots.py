"""Pictures of the screens at three sizes, looked at whenever they change."""

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tabletop.table.session import Session
from tabletop.tui.app import TabletopApp
from tabletop.tui.entries import Saved, Start
from tests.tui.screens import Seat, Shelf, session, strait

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are taken on one Python alone"
)
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=lambda s: str(s[0]))

STARTS = [
    Start("calm", Path("calm.yaml"), "A Calm Morning", "You govern Red for two turns.", "10"),
    Start("long", Path("long.yaml"), "The Long Evening", "Six seats and a strait.", "150 to 240"),
]
SAVED = [
    Saved(Path("saves/calm.seminar"), "A Calm Morning", 1_700_000_000_000, 12, "red"),
    Saved(Path("saves/long.seminar"), "The Long Evening", 1_690_000_000_000, 80, "red", True),
]

Before = Callable[[Pilot[Any]], Awaitable[None]]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hold still for the picture: nothing moves, and the save lies in the folder one stands in."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    # The codes of sealed plans come of the game's id, which is another one every time.
    monkeypatch.setattr("secrets.token_hex", lambda size: "5e" * size)
    monkeypatch.chdir(tmp_path)


def keys(*pressed: str, until: Callable[[Seat], bool] = lambda seat: True) -> Before:
    """Return what presses keys before the picture is taken, then goes on until *until*."""

    async def before(pilot: Pilot[Any]) -> None:
        seat = Seat(pilot.app, pilot)
        await seat.rest()
        await seat.press(*pressed)
        await seat.go_on(lambda: until(seat))
        await seat.rest()

    return before


def at(played: Session) -> TabletopApp:
    return TabletopApp(Shelf(), session=played)


@SIZES
def test_the_lobby(snap_compare: Any, size: tuple[int, int]):
    """
    Seeds, decks, saves, and the brief of what the cursor is on.
    """
    library = Shelf(STARTS, SAVED)
    app = TabletopApp(library)
    library.read = lambda start: NotReady()  # type: ignore

    assert snap_compare(app, terminal_size=size, run_before=keys("j"))


class NotReady:
    """A start of which no more is known than its list says."""

    trouble = ""

    def brief(self, start: Start, width: int) -> list[Any]:
        from tabletop.tui.lobby.shelf import start_brief

        return start_brief(start, width)


@SIZES
def test_the_table_while_planning(snap_compare: Any, size: tuple[int, int]):
    """
    Tracks, actors, the hand with a plan begun, the card in full, the feed.
    """
    app = at(session(Path()))

    assert snap_compare(app, terminal_size=size, run_before=keys("space", "enter", "enter", "j"))


@SIZES
def test_the_curtain(snap_compare: Any, size: tuple[int, int]):
    """
    Between two seats: whom it waits for, and nothing else.
    """
    app = at(session(Path(), people=("red", "blue")))

    assert snap_compare(app, terminal_size=size, run_before=keys("enter", "space"))


@SIZES
def test_the_hot_wash(snap_compare: Any, size: tuple[int, int]):
    """
    Who won and by what, how it stands, where it turned, where the save lies.
    """
    app = at(session(Path(), strait(turns=1)))
    before = keys("space", "enter", "enter", "s", until=lambda seat: "Hot wash" in seat.text)

    assert snap_compare(app, terminal_size=size, run_before=before)
