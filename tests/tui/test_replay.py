"""The viewer: going about in a saved session with real keys."""

import asyncio
from pathlib import Path

import pytest

from tabletop.journal.reader import load
from tabletop.tui.viewer import autoplay
from tabletop.tui.viewer import viewer as viewer_module
from tests.tui.viewers import OVER, played, viewing, what_if


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return played(tmp_path)


async def test_a_session_opens_at_its_beginning(path: Path):
    """
    Before the first decision: who plays, and nothing of what came of it.
    """
    async with viewing(path) as viewer:
        await viewer.sees("about to begin", "frame 0", "The table before the first decision.")

        assert "turn 1" not in viewer.text
        assert str(len(load(path).frames)) not in viewer.text.splitlines()[-2]


async def test_it_goes_frame_by_frame_and_stays_on_the_last(path: Path):
    """
    Right goes on, left goes back, and neither falls off an end.
    """
    async with viewing(path) as viewer:
        await viewer.press("left", "right", "right", "right", "left")
        await viewer.sees("frame 2")

        await viewer.press("end", "right", "right")

        await viewer.sees(OVER)
        await viewer.hears("This is the last frame.")
        assert viewer.shown.cursor.line.last == viewer.shown.cursor.number
        await viewer.press("home")
        await viewer.sees("frame 0")


async def test_the_last_frame_tells_who_won(path: Path):
    """
    The end of a session says so first of all, with the points beside it.
    """
    async with viewing(path) as viewer:
        await viewer.press("end")

        await viewer.sees(f"{OVER} Most points", "Points", "What Red wanted")


async def test_it_goes_by_turns_phases_and_tenths(path: Path):
    """
    Brackets go by turns, braces by phases, digits to a tenth of the whole line.
    """
    async with viewing(path) as viewer:
        await viewer.press("right_square_bracket", "right_square_bracket")
        await viewer.sees("turn 2 of 3", "[brief]")
        await viewer.press("right_curly_bracket")
        await viewer.sees("[plan]")

        await viewer.press("left_curly_bracket", "left_square_bracket")
        await viewer.sees("turn 1 of 3", "[brief]")

        await viewer.press("5")
        half = len(viewer.shown.cursor.line.frames) // 2
        assert viewer.shown.cursor.line.frames[half - 1] == viewer.shown.cursor.number
        await viewer.press("0")
        assert 0 == viewer.shown.cursor.number


async def test_it_goes_to_a_place_that_is_named(path: Path):
    """
    A colon asks where to; what is nowhere is told in the dialog.
    """
    async with viewing(path) as viewer:
        await viewer.press("colon")
        await viewer.type("t9")
        await viewer.press("enter")
        await viewer.sees("Turn 9 is not on this line.")

        await viewer.press("backspace")
        await viewer.type("2 plan")
        await viewer.press("enter")
        await viewer.sees("turn 2 of 3", "[plan]")

        await viewer.press("backspace")
        await viewer.sees("frame 0")


async def test_it_finds_only_what_has_been(path: Path):
    """
    What is still to come is not found, until somebody asks to be told.
    """
    async with viewing(path, seat="facilitator") as viewer:
        await viewer.press("slash")
        await viewer.type("speech")
        await viewer.press("enter")
        await viewer.hears("Nothing in what has been seen")

        await viewer.press("end", "home", "n")
        await viewer.sees("Big Speech")
        first = viewer.shown.cursor.number
        await viewer.press("n")

        assert first < viewer.shown.cursor.number
        await viewer.press("N")
        assert first == viewer.shown.cursor.number

        await viewer.press("end", "slash")
        await viewer.type("speech")
        await viewer.press("enter")
        await viewer.hears(", back in frame")


async def test_it_plays_by_itself_and_stops_at_the_end(path: Path, monkeypatch):
    """
    Space plays, and pauses; what is last stays.
    """
    monkeypatch.setattr(autoplay, "STEADY", 0.001)
    async with viewing(path) as viewer:
        await viewer.press("space")
        await viewer.until(lambda: viewer.shown.cursor.number > 3)
        await viewer.press("space")
        await viewer.sees("paused")
        number = viewer.shown.cursor.number
        await asyncio.sleep(0.1)
        assert number == viewer.shown.cursor.number

        await viewer.press("space")

        await viewer.until(lambda: viewer.shown.cursor.number == viewer.shown.cursor.line.last)
        await viewer.until(lambda: not viewer.shown.player.is_playing)
        await viewer.sees("paused", OVER)


async def test_pace_and_speed_are_shown(path: Path):
    """
    Plus and minus change the speed, p the pace, as far as they go.
    """
    async with viewing(path) as viewer:
        await viewer.press("plus", "p")
        await viewer.sees("2x as it was")

        await viewer.press(*["minus"] * 9, "p")

        await viewer.sees("¼x by events")


def test_idle_time_is_capped_and_more_stays_longer():
    """
    As it was, nobody waits for more than a few seconds; by events, more takes longer.
    """
    replay = Timed()
    player = autoplay.Player()
    assert autoplay.STEADY == player.delay(replay, replay.line, 1, "wall")

    player.change_pace()
    waits = [player.delay(replay, replay.line, number, "wall") for number in (1, 2)]
    player.change_pace()
    tells = [player.delay(replay, replay.line, number, "wall") for number in (1, 2)]

    assert [2.0, autoplay.IDLE] == waits
    assert tells[0] < tells[1]


class Timed:
    """Three frames: two seconds, then an hour; the second tells more."""

    class line:
        frames = (1, 2, 3)

        @staticmethod
        def place(number: int) -> int:
            return number

    class Frame:
        def __init__(self, at_ms: int) -> None:
            self.at_ms = at_ms

    def frame(self, number: int) -> "Timed.Frame":
        return self.Frame({1: 0, 2: 2_000, 3: 3_602_000}[number])

    def told(self, number: int, viewer: str) -> list[str]:
        return ["line"] * number


async def test_every_seat_has_eyes_of_its_own(path: Path):
    """
    From the wall to each seat and the facilitator, and round again.
    """
    async with viewing(path, at=4) as viewer:
        seen = []
        for _ in range(4):
            seen.append(viewer.text.splitlines()[0].split(" as ")[1].split("  ")[0])
            await viewer.press("w")

        assert ["everybody", "Red", "Blue", "the facilitator"] == seen
        await viewer.press("W")
        await viewer.sees("as the facilitator")


async def test_secrets_are_marked_beside_what_a_seat_knew(path: Path):
    """
    With the secrets shown, what Blue was not told stands there with its sign.
    """
    async with viewing(path, seat="blue") as viewer:
        await viewer.press("right_curly_bracket", "right_curly_bracket", "right")
        await viewer.sees("Red has sealed.")

        await viewer.press("s")

        await viewer.sees("as Blue, with what was hidden", "◌ Red seals")
        await viewer.press("s")
        await viewer.sees("Red has sealed.")
        assert "◌" not in viewer.text


async def test_secrets_leave_room_for_the_frame_on_a_small_screen(path: Path):
    """
    Whose eyes these are still stands above, and what happened is not cut off.
    """
    async with viewing(path, seat="blue", size=(80, 24)) as viewer:
        await viewer.press("end", "s")

        await viewer.sees("as Blue, with what was hidden", f"{OVER} Most points", "◌ was hidden")


async def test_a_line_that_parts_can_be_gone_over_to(path: Path):
    """
    From a frame after a fork, > shows what else was played; the banner names it.
    """
    with what_if(path, at=3, name="calmer") as table:
        table.step(everything=True)
    async with viewing(path, at=3) as viewer:
        await viewer.press("greater_than_sign")
        await viewer.hears("No other line has parted from this one by now.")

        await viewer.press("right", "greater_than_sign")
        await viewer.sees("◇ What-if: calmer, left main in turn 1")
        await viewer.press("less_than_sign")
        assert viewer.shown.cursor.line.is_main


async def test_a_small_screen_says_that_a_line_is_a_what_if(path: Path):
    """
    The name alone would not tell.
    """
    with what_if(path, at=3, name="calmer") as table:
        table.step(everything=True)
    async with viewing(path, at=3, line="calmer", size=(80, 24)) as viewer:
        await viewer.sees("What-if ◇ calmer")


async def test_a_place_on_another_line_says_which_line_that_is(path: Path):
    """
    Typed, or come back from: nobody is taken to another line without a word.
    """
    with what_if(path, at=3, name="calmer") as table:
        table.step(everything=True)
    last = load(path).frames[-1].number
    async with viewing(path, at=3) as viewer:
        await viewer.press("colon")
        await viewer.type(str(last))
        await viewer.press("enter")
        await viewer.hears(f"On the line calmer, frame {last}.")

        await viewer.press("backspace")
        await viewer.hears("On the line main, frame 3.")


async def test_a_frame_far_off_is_fetched_while_the_keys_work(path: Path, monkeypatch):
    """
    What was not folded yet is read in a thread, and shown when it is there.
    """
    monkeypatch.setattr(viewer_module, "NEAR", -1000)
    async with viewing(path) as viewer:
        await viewer.press("end")

        await viewer.sees(OVER)
        await viewer.press("home", "right")
        await viewer.sees("frame 1")
