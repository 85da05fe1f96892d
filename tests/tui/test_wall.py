"""The wall follows a session on a second screen: read from what stands there."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tabletop.bots.seats import BotPlayer
from tabletop.game.decision import Adjudicate, PassFor, Proceed, Seal
from tabletop.game.deck import Deck
from tabletop.journal.lead import Leader
from tabletop.journal.reader import load
from tabletop.journal.repair import repair
from tabletop.language.ids import ActorId, Viewer
from tabletop.replay.watch import SELDOM
from tabletop.table.session import Session
from tabletop.tui.app import TabletopApp
from tabletop.tui.filters import PLAIN
from tabletop.tui.projector import Projector
from tabletop.tui.wall.wall import Caption
from tests.table.sitting import played_out
from tests.tables import moves_of
from tests.tui.screens import Seat, session, strait
from tests.tui.test_hostile import evil_deck, harm

RED, BLUE = ActorId(Viewer("red")), ActorId(Viewer("blue"))
BOTS = {Viewer(RED): BotPlayer("steady"), Viewer(BLUE): BotPlayer("steady")}
WIDE = (120, 36)


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is led here from whoever leads on this machine."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "strait.seminar"


@asynccontextmanager
async def wall_of(
    path: Path,
    *,
    size: tuple[int, int] = WIDE,
    now: Callable[[], int] = lambda: 0,
    plain_characters: bool = False,
) -> AsyncIterator[Seat]:
    """Yield somebody who looks at the wall of the save at *path*."""
    app = Projector(path, plain_characters=plain_characters)
    app.wall.now = now
    async with app.run_test(size=size) as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: app.wall.scene is not None)
        yield seat


def until(played: Session, phase: str, moves: Mapping[ActorId, str] | None = None) -> None:
    """Go on to *phase*; seats of people seal *moves*."""
    while played.state.phase != phase:
        if played.step(everything=True) is None:
            asked = played.awaited()[0]
            seat = ActorId(asked.seat)
            said = moves_of((moves or {}).get(seat, ""))
            played.submit(Seal(seat, said) if asked.what == "seal" else PassFor(seat))


def over(folder: Path, deck: Deck | None = None) -> Path:
    """Return the save of a session that bots have played to its end."""
    with session(folder, deck, people=()) as played:
        return played_out(played).path


def pause(seat: Seat) -> None:
    """Let the wall ask with its next look whether anybody plays."""
    source = seat.app.wall.source  # type: ignore[attr-defined]
    source.watch._asked -= SELDOM


# Following


async def test_a_session_is_seen_while_it_is_played(tmp_path: Path, path: Path):
    """
    Turn, phase, levels, who has sealed and who is waited for, each as soon as it is so.
    """
    async with wall_of(path) as seat:
        await seat.sees("waiting", "There is no strait.seminar yet.")
        with session(tmp_path, people=("red", "blue")) as played:
            await seat.sees("Strait", "● live", "About to begin.")
            until(played, "plan")
            await seat.sees("Waiting for Red and Blue.", "Tension", "○ planning")
            played.submit(Seal(RED, moves_of("battery")))

            await seat.sees("Waiting for Blue.", "■ sealed", "Red has sealed.")


async def test_odds_stand_on_the_wall_before_the_dice(tmp_path: Path, path: Path):
    """
    The move that is next with its odds; then the receipt: odds, dice, outcome.
    """
    with session(tmp_path, people=("red", "blue")) as played:
        until(played, "adjudicate", {BLUE: "gamble"})
        async with wall_of(path, size=(80, 24)) as seat:
            await seat.sees("The Gamble, Blue: odds 60%")
            played.submit(Adjudicate(played.awaited()[0].subject, dice=(61,)))

            await seat.sees("The Gamble, Blue: odds 60%  thrown 61  ✗ FAILURE")


async def test_the_result_stays_on_the_wall(tmp_path: Path, path: Path):
    """
    Winners, points, what each seat wanted, secret wishes too; nothing goes away by itself.
    """
    played = session(tmp_path, people=())
    async with wall_of(path, size=(80, 24)) as seat:
        await seat.sees("● live")
        assert "Blue wants this" not in seat.text
        played_out(played).close()

        await seat.sees("■ over", "The turns are played", "✓ Blue wants this", "Firm friends")
        await seat.press("left")
        await seat.sees("on your own")
        await seat.press("enter")
        await seat.sees("■ over")


RUN = [sys.executable, "-m", "tabletop.cli.main", "run"]


async def test_a_player_who_is_killed_and_goes_on_is_followed(tmp_path: Path, path: Path):
    """
    Another program plays, dies by kill -9 and is begun again: the wall shows all of it.
    """
    program = subprocess.Popen(
        [*RUN, "tutorial", "--save", str(path), "--acks"], stdout=subprocess.PIPE, text=True
    )
    with program:
        assert program.stdout
        for _ in range(5):
            program.stdout.readline()
        program.send_signal(signal.SIGKILL)
    async with wall_of(path) as seat:
        await seat.sees("Quiet Signals (tutorial)", "● live")
        subprocess.run([*RUN, "--continue", str(path)], check=True, capture_output=True)

        await seat.sees("■ over", "The turns are played")


async def test_what_befalls_the_file_is_told_and_recovered_from(tmp_path: Path, path: Path):
    """
    Damaged, repaired, gone, another kind of file, and a save again.
    """
    over(tmp_path)
    data = path.read_bytes()
    async with wall_of(path, size=(80, 24)) as seat:
        await seat.sees("■ over")
        with path.open("ab") as file:
            file.write(b"rubbish")
        await seat.sees("✗ The save is damaged; this is what is good of it.")
        repair(path)
        await seat.until(lambda: "✗ The save" not in seat.text)
        path.unlink()
        await seat.sees("✗ The save is gone; this is the last of it.", "The turns are played")
        path.write_bytes(b"no save" * 100)
        await seat.sees("✗ The save is damaged")
        path.write_bytes(data)

        await seat.until(lambda: "✗ The save" not in seat.text)


async def test_a_file_that_is_no_save_is_refused_in_words(path: Path):
    """
    It may still become one, so the wall stays.
    """
    path.write_bytes(b"no save" * 100)
    async with wall_of(path) as seat:
        await seat.sees("strait.seminar: ", "this is not a save of Tabletop")
        path.unlink()

        await seat.sees("There is no strait.seminar yet.")


async def test_a_what_if_is_called_one(tmp_path: Path, path: Path):
    """
    Nobody in the room takes for played what was not; and it is said when it is over.
    """
    with session(tmp_path, people=("red",)) as played:
        until(played, "plan")
    async with wall_of(path) as seat:
        await seat.sees("● live")
        with Session.fork(path, at=played.number, seats=BOTS, name="bold") as what_if:
            what_if.step()
            await seat.sees("WHAT-IF  bold", "A what-if (bold): the table did not play it so.")
            await seat.sees("● live")
        pause(seat)
        await seat.sees("□ paused", "Nobody plays it on just now.")
        with Session.resume(path, line="bold") as what_if:
            what_if.seats = BOTS
            played_out(what_if)
            await seat.sees("This is where it ends.")
        with Session.resume(path) as again:
            again.submit(Seal(RED))

            await seat.sees("bold has ended. This is the session again.", "■ sealed")
            assert "WHAT-IF" not in seat.text


# Leading, and looking on one's own


async def test_a_leader_moves_the_wall_and_a_person_breaks_free(tmp_path: Path, path: Path):
    """
    Who leads is said; an arrow key looks elsewhere, enter comes back to where the leader is now.
    """
    over(tmp_path)
    async with wall_of(path) as seat:
        await seat.sees("■ over")
        with Leader(path, load(path).head.game_id) as leader:
            leader.point(3, "main")
            await seat.sees("◆ led", "A review is being led", "○ planning")
            await seat.press("home")
            await seat.sees("◇ on your own", "enter goes back to the leader", "About to begin.")
            leader.point(1, "main")
            await seat.press("enter")
            await seat.sees("◆ led", "The brief.")

        await seat.sees("■ over")


async def test_arrow_keys_look_back_and_forth(tmp_path: Path, path: Path):
    """
    Left and right by what was heard, up and down by turns, home, and one key back.
    """
    over(tmp_path)
    async with wall_of(path) as seat:
        await seat.sees("■ over")
        await seat.press("left")
        await seat.sees("◇ on your own", "enter goes back to where the table is")
        await seat.press("home")
        await seat.sees("About to begin.")
        await seat.press("right")
        await seat.sees("The brief.")
        await seat.press("down")
        first = seat.text
        await seat.press("up")
        await seat.until(lambda: seat.text != first)
        await seat.press("end")

        await seat.sees("■ over")


# The clock


async def test_the_clock_tells_how_long_the_phase_lasts(tmp_path: Path, path: Path):
    """
    It runs from the frame with which the phase began, and after half an hour says since when.
    """
    now = [0]
    with session(tmp_path, people=("red", "blue")) as played:
        until(played, "plan")
        began = played.head.created_ms + played.frames[-1].at_ms
        now[0] = began + 83_000
        async with wall_of(path, now=lambda: now[0]) as seat:
            await seat.sees("plan 1:23")
            now[0] = began + 31 * 60_000
            await seat.sees("nothing new since ")
            now[0] = began - 60_000

            await seat.until(lambda: seat.screen.query_one(Caption).clock == "")


# Leaving


@pytest.mark.parametrize("befalls, status", [("", 0), ("damage", 3), ("no save", 4), ("none", 4)])
async def test_what_was_seen_last_is_the_exit_status(
    tmp_path: Path, path: Path, befalls: str, status: int
):
    """
    As the verbs have it: 3 for a save that is readable up to a point, 4 for none at all.
    """
    if befalls in ("", "damage"):
        over(tmp_path)
    if befalls == "damage":
        os.truncate(path, path.stat().st_size - 3)
        with path.open("ab") as file:
            file.write(b"rubbish" * 9)
    if befalls == "no save":
        path.write_bytes(b"no save" * 100)
    async with wall_of(path) as seat:
        await seat.pilot.press("q")

    assert status == seat.app.return_value


# How it is drawn


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 36), (200, 50)], ids=str)
@pytest.mark.parametrize("phase", ["plan", "adjudicate", "over"])
async def test_everything_fits_on_the_wall(
    tmp_path: Path, path: Path, size: tuple[int, int], phase: str
):
    """
    Turn, levels and seats stand in full at every size, and the footer below them.
    """
    with session(tmp_path, people=("red", "blue")) as played:
        if phase == "over":
            while not played.state.is_over:
                until(played, "aftermath")
                played.submit(Proceed())
        else:
            until(played, phase, {RED: "battery, speech", BLUE: "gamble, pact @red"})
    async with wall_of(path, size=size) as seat:
        wanted = ("Red", "Blue") if phase == "over" else ("Tension", "Trust", "Red", "Blue")
        await seat.sees(*wanted, "Help")
        lines = seat.text.splitlines()

        assert size[1] == len(lines)
        assert sum(bool(line.strip()) for line in lines) > size[1] // 2
        assert "…" not in lines[1]


@pytest.mark.parametrize("size", [(80, 24), (200, 50)], ids=str)
async def test_the_largest_deck_fits_on_the_wall(
    path: Path, size: tuple[int, int], pytestconfig: pytest.Config
):
    """
    Seventeen levels and six seats: each stands there with its number, nothing is cut off.
    """
    golden = pytestconfig.rootpath / "saves" / "golden" / "island_chain_short.seminar"
    shutil.copyfile(golden, path)
    journal = load(path)
    with Leader(path, journal.head.game_id) as leader:
        leader.point(43, "main")
        async with wall_of(path, size=size) as seat:
            shared = [track for track in journal.deck.tracks if track.is_shared]
            seen = [track.name for track in shared if track.seen_by is None]
            assert 15 < len(seen)
            await seat.sees("Waiting for", *seen, *(a.name for a in journal.deck.actors))
            assert "…" not in seat.text


async def test_ascii_needs_no_block(tmp_path: Path, path: Path):
    """
    With `--ascii` the large letters are of number signs, and nothing needs more than ASCII.
    """
    with session(tmp_path, people=("red",)) as played:
        until(played, "plan")
    async with wall_of(path, plain_characters=True) as seat:
        await seat.sees("###")

        text = seat.app.export_screenshot().replace("&#160;", " ")
        assert "#" in text
        assert [] == [c for c in text if not c.isascii()]
        assert not any(half in seat.text for half in "▀▄")
        assert ord("█") in PLAIN


async def test_every_theme_can_be_worn(tmp_path: Path, path: Path):
    """
    On a projector in daylight, at night, and without any colour.
    """
    over(tmp_path)
    async with wall_of(path) as seat:
        for theme in ("light", "high contrast", "no colour", "dark"):
            await seat.press("f2")
            assert theme == seat.app.theme
            await seat.sees("The turns are played")


def is_at(number: int, seat: Seat) -> bool:
    """Tell whether the wall shows frame *number*."""
    wall = seat.screen
    return bool(wall.source.shown.number == number)


async def test_a_hostile_deck_does_no_harm_on_the_wall(tmp_path: Path, path: Path):
    """
    Brackets are only brackets, and no control code is left.
    """
    with session(tmp_path, evil_deck(), people=()) as played:
        async with wall_of(path) as seat:
            assert isinstance(seat.app, TabletopApp)
            for _ in range(12):
                played.step(everything=True)
                await seat.until(lambda: is_at(played.number, seat))
                await seat.rest()
                assert [] == list(harm(seat.screen))
            await seat.sees("[@click=app.exit(9)]")


def test_the_strait_has_what_these_tests_look_for():
    """
    Two shared levels, so that the actors' own are drawn as large where they fit.
    """
    assert ["tension", "trust"] == [t.id for t in strait().tracks if t.is_shared]
