"""What the viewer paints: at every size, and nothing of what is to come."""

from itertools import pairwise
from pathlib import Path

import pytest

from tabletop.journal.reader import load
from tabletop.replay.notes import Review
from tabletop.tui.viewer import autoplay
from tabletop.tui.widgets.scrubber import Scrubber
from tests.tui.viewers import first_frames, played, viewing, what_if


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return played(tmp_path)


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
    for number in (0, last // 2, last - 4) if seat == "blue" else (last - 4,):
        cut = first_frames(path, number)
        pictures = []
        for save in (path, cut):
            async with viewing(save, at=number, seat=seat) as viewer:
                shown = []
                for _ in viewer.shown.TABS:
                    await viewer.press("t")
                    shown.append(viewer.styled)
                pictures.append(shown)
        cut.unlink()

        assert pictures[1] == pictures[0]


async def test_the_mouse_works_on_the_scrubber(path: Path):
    """
    A click goes to its place, the wheel steps.
    """
    async with viewing(path) as viewer:
        scrubber = viewer.screen.query_one(Scrubber)
        await viewer.pilot.click(Scrubber, offset=(scrubber.size.width // 2, 1))
        await viewer.rest()
        await viewer.sees("turn 2 of 3")

        number = viewer.shown.cursor.number
        scrubber.post_message(Scrubber.Stepped(1))
        await viewer.rest()
        assert number + 1 == viewer.shown.cursor.number
        scrubber.post_message(Scrubber.Stepped(-1))
        await viewer.rest()
        assert number == viewer.shown.cursor.number


async def test_what_is_to_come_is_shown_when_somebody_asks(path: Path):
    """
    S shows how long the line is, and says so.
    """
    async with viewing(path, at=2) as viewer:
        assert " of 3" not in viewer.text.splitlines()[-2]

        await viewer.press("S")

        await viewer.sees(f"2 of {viewer.shown.cursor.line.last}")
        await viewer.hears("The scrubber shows what is to come.")


async def test_the_scrubber_is_dragged(path: Path):
    """
    Held and moved, the mouse takes the session along; let go, it does so no more.
    """
    async with viewing(path) as viewer:
        scrubber = viewer.screen.query_one(Scrubber)
        begin = 1 + scrubber.side
        seen = []
        await viewer.pilot.mouse_down(Scrubber, offset=(begin + 4, 1))
        for share in (2, 4, 8):
            await viewer.pilot.hover(Scrubber, offset=(begin + scrubber.room // share, 1))
            await viewer.rest()
            seen.append(viewer.shown.cursor.number)
        await viewer.pilot.mouse_up(Scrubber, offset=(begin + scrubber.room // 8, 1))
        await viewer.pilot.hover(Scrubber, offset=(begin + scrubber.room // 2, 1))
        await viewer.rest()

        assert sorted(seen, reverse=True) == seen
        assert len(set(seen)) == 3
        assert seen[-1] == viewer.shown.cursor.number


async def test_a_step_leaves_alone_what_did_not_change(path: Path):
    """
    Tracks are painted anew only where a level or its way has moved.
    """
    async with viewing(path, seat="facilitator") as viewer:
        tracks, steps = viewer.shown.table.lines("tracks"), []
        for _ in range(viewer.shown.cursor.line.last):
            await viewer.press("right")
            view = viewer.shown.view
            steps.append(((view.state.levels, view.trends), tracks.lines))

        pairs = list(pairwise(steps))
        same = [was is now for (a, was), (b, now) in pairs if a == b]
        moved = [was is now for (a, was), (b, now) in pairs if a != b]
        assert same and all(same)
        assert moved and not any(moved)
