"""Whoever reviews a session leads its walls: by real keys in the viewer, heard by a follower."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest

from tabletop.bots.seats import BotPlayer
from tabletop.journal.lead import Lead, Leader, led
from tabletop.journal.reader import load, read_head
from tabletop.language.ids import ActorId, Viewer
from tabletop.replay.watch import WallView, Watch
from tabletop.table.session import Session
from tabletop.tui.app import TabletopApp
from tabletop.tui.lobby.shelf import Library
from tabletop.tui.viewer.viewer import ViewerScreen
from tests.table.sitting import played_out
from tests.tui.screens import Seat, Shelf, session

RED, BLUE = ActorId(Viewer("red")), ActorId(Viewer("blue"))
BOTS = {RED: BotPlayer("steady"), BLUE: BotPlayer("steady")}


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is led here from whoever leads on this machine."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session that bots have played to its end."""
    with session(tmp_path, people=()) as played:
        return played_out(played).path


class Viewers(Shelf):
    """A library that opens the viewer on real saves."""

    replay = Library.replay


@asynccontextmanager
async def viewer_of(path: Path) -> AsyncIterator[Seat]:
    """Yield somebody at the viewer of the save at *path*."""
    app = TabletopApp(Viewers())
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        seat = Seat(app, pilot)
        await seat.rest()
        app.review(path)
        await seat.until(lambda: getattr(app.screen, "is_ready", False))
        await seat.rest()
        yield seat


@cache
def game_of(path: Path) -> str:
    """Return which session the save at *path* holds."""
    return read_head(path).game_id


def place(path: Path) -> Lead | None:
    """Return where those who follow the save at *path* are led."""
    return led(path, game_of(path))


async def leads(seat: Seat, path: Path, frame: int, line: str = "main") -> None:
    """Wait until those who follow are led to *frame* of *line*."""
    await seat.until(lambda: (at := place(path)) is not None and at.frame == frame)
    at = place(path)
    assert at is not None
    assert (frame, line) == (at.frame, at.line)


def wall(path: Path) -> WallView:
    """Return what a wall of the save at *path* shows now."""
    watch = Watch(path)
    watch.look()
    shown = watch.shown()
    watch.close()
    assert shown is not None
    return shown


async def test_every_step_in_the_viewer_moves_the_walls(path: Path):
    """
    From the key that begins to lead until the one that ends it.
    """
    async with viewer_of(path) as seat:
        await seat.press("right", "right")
        assert place(path) is None
        await seat.press("a")
        await seat.sees("leads the wall", "Every wall of this session")
        await leads(seat, path, 2)
        await seat.press("right")
        await leads(seat, path, 3)
        await seat.press("home")
        await leads(seat, path, 0)
        await seat.press("a")

        await seat.sees("The walls are left to themselves again.")
        assert place(path) is None
        assert "leads the wall" not in seat.text


async def test_a_dialog_leaves_the_walls_where_they_are(path: Path):
    """
    What the leader types or looks up is not for the room.
    """
    async with viewer_of(path) as seat:
        await seat.press("right", "right", "a")
        await leads(seat, path, 2)
        await seat.press("c")
        await seat.sees("Comment")
        await leads(seat, path, 2)
        await seat.press("escape", "right")

        await leads(seat, path, 3)


async def test_the_walls_go_along_to_another_line(path: Path):
    """
    The line is led to as well as the frame.
    """
    with Session.fork(path, at=5, seats=BOTS, name="bold") as what_if:
        assert what_if.step(everything=True)
    async with viewer_of(path) as seat:
        await seat.press("right", "right", "a")
        await leads(seat, path, 2)
        screen = seat.screen
        assert isinstance(screen, ViewerScreen)
        screen.go(what_if.number, screen.cursor.replay.line("bold"))

        await seat.until(lambda: (at := place(path)) is not None and at.line == "bold")
        assert "bold" == wall(path).line.name


async def test_a_what_if_that_is_played_takes_the_walls_along(path: Path):
    """
    They stay at the fork until its first decision, then show it as it is played, then come back.
    """
    async with viewer_of(path) as seat:
        await seat.press("right", "right", "a")
        await leads(seat, path, 2)
        frames = len(load(path).frames)
        seat.app.open(lambda: Session.fork(path, at=2, name="bold"))
        await seat.until(lambda: (at := place(path)) is not None and at.until == frames)
        await seat.rest()
        shown = wall(path)
        if len(load(path).frames) == frames:
            assert (2, "led") == (shown.number, shown.how)
        else:
            assert ("bold", "live") == (shown.line.name, shown.how)
        seat.app.stand_up()

        await seat.until(lambda: (at := place(path)) is not None and at.until == 0)


async def test_only_one_leads_and_the_other_is_told(path: Path):
    """
    A second viewer goes on as before, without the walls.
    """
    with Leader(path, game_of(path)) as leader:
        leader.point(4, "main")
        async with viewer_of(path) as seat:
            await seat.press("a")

            await seat.sees("The walls cannot be led: somebody else leads")
            await seat.until(lambda: "leads the wall" not in seat.text)
            assert 4 == wall(path).number


async def test_who_leaves_the_viewer_leads_no_more(path: Path):
    """
    The walls show the session again, whichever way the viewer is left.
    """
    async with viewer_of(path) as seat:
        await seat.press("a")
        await leads(seat, path, 0)
        await seat.press("L")
        await seat.until(lambda: place(path) is None)
    async with viewer_of(path) as seat:
        await seat.press("a")
        await leads(seat, path, 0)
        await seat.press("q")

    assert place(path) is None
    assert [path] == list(path.parent.glob("*.seminar*"))
