"""Ways into the viewer and out of it, also with saves that are not whole."""

from pathlib import Path

import attrs
import pytest

from tabletop.journal.model import Printed, SaveError
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer
from tabletop.tui.entries import Saved
from tests.tui.screens import Shelf, screen_of, session, strait
from tests.tui.viewers import OVER, played, viewing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return played(tmp_path)


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

        assert 0 < viewer.shown.cursor.number <= whole
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


async def test_leaving_leads_to_the_lobby(path: Path):
    """
    L leaves the viewer; the lobby is where everything else is.
    """
    async with viewing(path) as viewer:
        await viewer.press("L")

        await viewer.sees("seminar wargames")


async def test_an_escape_too_many_leaves_nothing(path: Path):
    """
    Escape closes what is open over the viewer; with nothing open it says which keys leave.
    """
    async with viewing(path, at=5, seat="red") as viewer:
        await viewer.press("c", "escape", "escape", "escape")

        await viewer.hears("L leaves the viewer")
        await viewer.sees("as Red")
        assert 5 == viewer.shown.cursor.number


async def test_a_finished_session_is_looked_at_from_the_lobby(path: Path):
    """
    Enter on what is over shows it; v shows any.
    """
    saved = [Saved(path, "The Strait", 1_700_000_000_000, 12, "red", is_over=True)]
    async with screen_of(library=Shelf(saved=saved)) as seat:
        await seat.press("enter")
        await seat.sees("about to begin")
        await seat.press("L")
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
        await seat.press("L")
        await seat.sees("Hot wash")

    assert ["here"] == [note.text for note in load(table.path).notes]


async def test_a_save_that_makes_no_sense_is_shown_as_far_as_it_does(path: Path, monkeypatch):
    """
    Where a frame cannot have been played, the viewer says so and stays where it was.
    """
    async with viewing(path, at=2) as viewer:
        real = viewer.shown.cursor.replay.sight

        def nonsense(number, eyes):
            if number == 3:
                raise SaveError("this cannot have been played", path=path, place="frame 3")
            return real(number, eyes)

        monkeypatch.setattr(viewer.shown.cursor.replay, "sight", nonsense)
        await viewer.press("right")

        await viewer.hears("this cannot have been played")
        assert 2 == viewer.shown.cursor.number
        await viewer.press("left")
        assert 1 == viewer.shown.cursor.number


async def test_a_session_of_other_rules_can_be_looked_at(path: Path):
    """
    Replay folds what was recorded, whatever the rules say today.
    """
    whole = load(path)
    other = path.with_name("other.seminar")
    head = attrs.evolve(whole.head, rules=whole.head.rules + 1)
    with Writer.create(other, head, Printed(whole.deck, whole.seed, whole.sources)) as writer:
        for frame in whole.frames:
            writer.append(frame)
    async with viewing(other) as viewer:
        await viewer.press("end")

        await viewer.sees(OVER)
