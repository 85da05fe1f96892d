"""The viewer: a saved session looked at with real keys."""

import asyncio
from pathlib import Path

import pytest

from tabletop.journal.reader import load
from tabletop.table.review import Review
from tabletop.tui.screens import autoplay
from tabletop.tui.screens import viewing as viewing_module
from tabletop.tui.widgets.scrubber import Scrubber
from tests.tui.screens import Shelf, screen_of, session, strait
from tests.tui.viewers import first_frames, played, viewing

OVER = "The turns are played."


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
        assert viewer.shown.line.last == viewer.shown.number
        await viewer.press("home")
        await viewer.sees("frame 0")


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
        half = len(viewer.shown.line.frames) // 2
        assert viewer.shown.line.frames[half - 1] == viewer.shown.number
        await viewer.press("0")
        assert 0 == viewer.shown.number


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
        first = viewer.shown.number
        await viewer.press("n")

        assert first < viewer.shown.number
        await viewer.press("N")
        assert first == viewer.shown.number


async def test_it_plays_by_itself_and_stops_at_the_end(path: Path, monkeypatch):
    """
    Space plays, and pauses; what is last stays.
    """
    monkeypatch.setattr(autoplay, "STEADY", 0.001)
    async with viewing(path) as viewer:
        await viewer.press("space")
        await viewer.until(lambda: viewer.shown.number > 3)
        await viewer.press("space")
        await viewer.sees("paused")
        number = viewer.shown.number
        await asyncio.sleep(0.1)
        assert number == viewer.shown.number

        await viewer.press("space")

        await viewer.until(lambda: viewer.shown.number == viewer.shown.line.last)
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

        await viewer.sees("hidden from Blue", "◌ Red seals")
        await viewer.press("s")
        await viewer.sees("Red has sealed.")
        assert "◌" not in viewer.text


async def test_what_is_pointed_at_leads_to_its_cause(path: Path):
    """
    Enter on a track goes to the frame that moved it last, and backspace comes back.
    """
    async with viewing(path, seat="facilitator") as viewer:
        await viewer.press("end")
        last = viewer.shown.number
        await viewer.focus("#tracks")
        await viewer.press("enter")
        moved = viewer.shown.number
        assert moved < last
        await viewer.sees("Tension")

        await viewer.press("backspace")
        assert last == viewer.shown.number

        await viewer.press("v")
        await viewer.sees("turn", "→")
        await viewer.press("enter")
        assert moved == viewer.shown.number


async def test_a_line_of_the_feed_leads_to_its_frame(path: Path):
    """
    The feed is a list of places to go to.
    """
    async with viewing(path, at=0) as viewer:
        await viewer.press("9")
        here = viewer.shown.number
        await viewer.focus("#feed")
        await viewer.press("g", "g", "enter")

        assert 1 == viewer.shown.number
        await viewer.press("backspace")
        assert here == viewer.shown.number


async def test_remarks_are_kept_in_the_save(path: Path):
    """
    A comment, a judgement and a marker are written, shown, stepped to and read again.
    """
    async with viewing(path) as viewer:
        await viewer.press("right", "right", "c")
        await viewer.type("a bluff")
        await viewer.press("enter", "exclamation_mark", "down", "enter", "b")
        await viewer.type("the turn")
        await viewer.press("enter")
        await viewer.sees("“  a bluff", "!? interesting", "▾!? the turn")

        await viewer.press("home", "full_stop")
        assert 2 == viewer.shown.number
        await viewer.press("end", "comma")
        assert 2 == viewer.shown.number

    kept = load(path)
    assert ["a bluff"] == [note.text for note in kept.notes]
    assert [(2, "!?")] == [(glyph.frame, glyph.glyph) for glyph in kept.glyphs]
    assert [(2, "the turn")] == [(marker.frame, marker.label) for marker in kept.markers]


async def test_a_session_that_is_played_just_now_takes_no_remarks(tmp_path: Path):
    """
    Whoever plays has the save; who looks on is told so, in a sentence.
    """
    with session(tmp_path) as table:
        table.step()
        async with viewing(table.path, at=1) as viewer:
            await viewer.press("c")
            await viewer.type("so")
            await viewer.press("enter")

            await viewer.hears("Not kept.")


async def test_an_opening_takes_no_remark(path: Path):
    """
    There is no decision there to speak of.
    """
    async with viewing(path) as viewer:
        await viewer.press("c")

        await viewer.hears("The opening is no decision")


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
        await viewer.sees("◇ calmer")
        await viewer.press("less_than_sign")
        assert viewer.shown.line.is_main


def what_if(path: Path, *, at: int, name: str):
    from tabletop.table.session import Session

    return Session.fork(path, at=at, name=name)


async def test_the_mouse_works_on_the_scrubber(path: Path):
    """
    A click goes to its place, the wheel steps.
    """
    async with viewing(path) as viewer:
        scrubber = viewer.screen.query_one(Scrubber)
        await viewer.pilot.click(Scrubber, offset=(scrubber.size.width // 2, 1))
        await viewer.rest()
        await viewer.sees("turn 2 of 3")

        number = viewer.shown.number
        scrubber.post_message(Scrubber.Stepped(1))
        await viewer.rest()
        assert number + 1 == viewer.shown.number
        scrubber.post_message(Scrubber.Stepped(-1))
        await viewer.rest()
        assert number == viewer.shown.number


async def test_what_is_to_come_is_shown_when_somebody_asks(path: Path):
    """
    S shows how long the line is, and says so.
    """
    async with viewing(path, at=2) as viewer:
        assert " of 3" not in viewer.text.splitlines()[-2]

        await viewer.press("S")

        await viewer.sees(f"2 of {viewer.shown.line.last}")
        await viewer.hears("The scrubber shows what is to come.")


async def test_a_frame_far_off_is_fetched_while_the_keys_work(path: Path, monkeypatch):
    """
    What was not folded yet is read in a thread, and shown when it is there.
    """
    monkeypatch.setattr(viewing_module, "NEAR", -1000)
    async with viewing(path) as viewer:
        await viewer.press("end")

        await viewer.sees(OVER)
        await viewer.press("home", "right")
        await viewer.sees("frame 1")


@pytest.mark.parametrize("tail", [40, 400])
async def test_a_damaged_save_opens_at_its_good_prefix(path: Path, tail: int):
    """
    What can be read is shown, and it is said that it is not all; the exit status is 3.
    """
    whole = len(load(path).frames)
    path.write_bytes(path.read_bytes()[:-tail])
    async with viewing(path) as viewer:
        await viewer.hears("The save is damaged.")
        await viewer.press("end")

        assert 0 < viewer.shown.number <= whole
        assert "readable up to frame" in viewer.shown.damage_words()


async def test_what_is_no_save_is_told_in_a_sentence(tmp_path: Path):
    """
    Nothing is shown, and the exit status is 4.
    """
    path = tmp_path / "no.seminar"
    path.write_bytes(b"not a save at all")
    async with viewing(path) as viewer:
        await viewer.until(lambda: viewer.shown.trouble is not None)
        await viewer.pilot.pause()

        assert 4 == viewer.app.return_value
        assert "this is not a save" in str(viewer.shown.trouble)


async def test_a_seat_that_there_is_not_is_told_of(path: Path):
    """
    Also a frame or a line that the save does not hold.
    """
    for wanted, said in (
        ({"seat": "green"}, 'no seat is called "green"'),
        ({"at": 900}, "there is no frame 900"),
        ({"line": "calmer"}, 'no line is called "calmer"'),
    ):
        async with viewing(path, **wanted) as viewer:
            await viewer.until(lambda: viewer.shown.trouble is not None)

            assert said in str(viewer.shown.trouble)


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (200, 50)])
async def test_it_is_readable_at_every_size_in_plain_characters(path: Path, size):
    """
    Scrubber, frame and footer are there, in ASCII, whatever the terminal.
    """
    async with viewing(path, at=5, size=size, plain_characters=True) as viewer:
        await viewer.press("S")

        text = viewer.app.export_screenshot().replace("&#160;", " ")
        assert [] == [c for c in text if not c.isascii()]
        assert "5 of" in viewer.text
        assert all(len(line.rstrip()) <= size[0] for line in viewer.text.splitlines())


async def test_it_can_be_resized_while_it_plays(path: Path, monkeypatch):
    """
    Too small says so and waits; with more room it goes on.
    """
    monkeypatch.setattr(autoplay, "STEADY", 0.01)
    async with viewing(path) as viewer:
        await viewer.press("space")
        await viewer.pilot.resize_terminal(70, 20)
        await viewer.pilot.resize_terminal(50, 10)
        await viewer.sees("60 columns")

        await viewer.pilot.resize_terminal(140, 40)

        await viewer.sees("of 3")


async def test_leaving_leads_to_the_lobby(path: Path):
    """
    Escape leaves the viewer; the lobby is where everything else is.
    """
    async with viewing(path) as viewer:
        await viewer.press("escape")

        await viewer.sees("seminar wargames")


async def test_a_finished_session_is_looked_at_from_the_lobby(path: Path):
    """
    Enter on what is over shows it; v shows any.
    """
    from tabletop.tui.entries import Saved

    saved = [Saved(path, "The Strait", 1_700_000_000_000, 12, "red", is_over=True)]
    async with screen_of(library=Shelf(saved=saved)) as seat:
        await seat.press("enter")
        await seat.sees("about to begin")
        await seat.press("escape")
        await seat.sees("Saved sessions", "enter or v looks at it")

        await seat.press("v")

        await seat.sees("about to begin")


async def test_the_hot_wash_leads_to_the_viewer(tmp_path: Path):
    """
    Who has just played looks back from the end, and comments on it.
    """
    table = session(tmp_path, strait(turns=1))
    async with screen_of(table) as seat:
        await seat.press("space", "enter", "enter", "s")
        await seat.go_on(lambda: "Hot wash" in seat.text)
        await seat.press("v")
        await seat.sees(OVER, "as Red")

        await seat.press("left", "c")
        await seat.type("here")
        await seat.press("enter")
        await seat.sees("“  here")
        await seat.press("escape")
        await seat.sees("Hot wash")

    assert ["here"] == [note.text for note in load(table.path).notes]


@pytest.mark.parametrize("seat", ["wall", "blue", "facilitator"])
async def test_nothing_that_is_painted_hints_at_what_comes_after(path: Path, seat: str):
    """
    At any frame the screen is the same, to the last cell, whatever was played, said, marked or
    forked afterwards.
    """
    last = len(load(path).frames)
    review = Review(load(path))
    with what_if(path, at=last - 3, name="otherwise") as table:
        table.step(everything=True)
    review.look()
    review.note(last - 1, "what a surprise")
    review.mark(last - 2, "the end begins")
    review.judge(last - 1, "??")
    for number in (0, 1, last // 3, last // 2, last - 4):
        cut = first_frames(path, number)
        pictures = []
        for save in (path, cut):
            async with viewing(save, at=number, seat=seat) as viewer:
                shown = []
                for key in ("t", "t", "t", "t", "t", "t", "t"):
                    await viewer.press(key)
                    shown.append(viewer.styled)
                pictures.append(shown)
        cut.unlink()

        assert pictures[1] == pictures[0]
