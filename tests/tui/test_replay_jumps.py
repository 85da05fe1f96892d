"""From a thing to its cause, and what is said of a frame."""

from pathlib import Path

import pytest

from tabletop.game.decision import Adjudicate, Proceed, Seal
from tabletop.journal.reader import load
from tests.tui.screens import session
from tests.tui.viewers import played, viewing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return played(tmp_path)


async def test_what_is_pointed_at_leads_to_its_cause(path: Path):
    """
    Enter on a track goes to the frame that moved it last, and backspace comes back.
    """
    async with viewing(path, seat="facilitator") as viewer:
        await viewer.press("end")
        last = viewer.shown.cursor.number
        await viewer.focus("#tracks")
        await viewer.press("enter")
        moved = viewer.shown.cursor.number
        assert moved < last
        await viewer.sees("Tension")

        await viewer.press("backspace")
        assert last == viewer.shown.cursor.number

        await viewer.press("v")
        await viewer.sees("turn", "→")
        await viewer.press("enter")
        assert moved == viewer.shown.cursor.number


async def test_a_line_of_the_feed_leads_to_its_frame(path: Path):
    """
    The feed is a list of places to go to.
    """
    async with viewing(path, at=0) as viewer:
        await viewer.press("9")
        here = viewer.shown.cursor.number
        await viewer.focus("#feed")
        await viewer.press("g", "g", "enter")

        assert 1 == viewer.shown.cursor.number
        await viewer.press("backspace")
        assert here == viewer.shown.cursor.number


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
        assert 2 == viewer.shown.cursor.number
        await viewer.press("end", "comma")
        assert 2 == viewer.shown.cursor.number

    kept = load(path)
    assert ["a bluff"] == [note.text for note in kept.notes]
    assert [(2, "!?")] == [(glyph.frame, glyph.glyph) for glyph in kept.glyphs]
    assert [(2, "the turn")] == [(marker.frame, marker.label) for marker in kept.markers]


async def test_a_session_that_is_played_just_now_takes_no_remarks(tmp_path: Path):
    """
    Whoever plays has the save; who looks on is told so, and keeps what was typed.
    """
    with session(tmp_path) as table:
        table.step()
        async with viewing(table.path, at=1) as viewer:
            await viewer.press("c")
            await viewer.type("so")
            await viewer.press("enter")

            await viewer.sees("Not kept.", "open in another window", "so")
            table.close()
            await viewer.press("enter")
            await viewer.sees("“  so")

    assert [(1, "so")] == [(note.frame, note.text) for note in load(table.path).notes]


async def test_an_opening_takes_no_remark(path: Path):
    """
    There is no decision there to speak of.
    """
    async with viewing(path) as viewer:
        await viewer.press("c")

        await viewer.hears("The opening is no decision")


async def test_a_piece_leads_to_where_it_was_put_down(path: Path):
    """
    Each piece among the actors is a place to go to: where it stood, then where it was revealed.
    """
    async with viewing(path, seat="facilitator") as viewer:
        await viewer.press("end")
        await viewer.focus("#actors")
        came = []
        for _ in range(2):
            actors = viewer.shown.table.lines("actors")
            actors.cursor = next(row.item for row in actors.lines if "Battery" in row.content.plain)
            await viewer.press("enter")
            came.append(viewer.decided)

        assert [Adjudicate, Proceed] == came


async def test_a_move_of_the_turn_leads_to_its_seal(path: Path):
    """
    From a move on the table to the frame in which its seat sealed it.
    """
    async with viewing(path, seat="facilitator") as viewer:
        await viewer.press("5", "t", "t")
        while not viewer.shown.view.state.moves:
            await viewer.press("right")
        viewer.shown.table.lines("main").focus()
        stations = []
        while viewer.shown.view.state.moves:
            await viewer.press("enter")
            stations.append(viewer.decided)

        assert Seal is stations[-1]
