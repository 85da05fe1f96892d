"""The lobby: what can be played, and what was."""

import time
from pathlib import Path

import attrs
import pytest

from tabletop.bots.seats import Human, seats_of
from tabletop.errors import TabletopError
from tabletop.table.session import Session
from tabletop.tui.entries import Saved, Start
from tabletop.tui.lobby.ready import Ready, Setup
from tabletop.tui.lobby.shelf import Library, when
from tests.tui.screens import Seat, Shelf, screen_of, session, strait

DAY = 86_400_000


@attrs.define
class House(Library):
    """The seeds of the house, and saves in a folder of the test."""

    folder: Path

    def seeds(self) -> list[Start]:
        return [Start("strait", Path("strait.yaml"), "The Strait", "Two shores.", "10")]

    def decks(self) -> list[Start]:
        return [Start("other", Path("other.yaml"), "Another deck")]

    def read(self, start: Start) -> Ready:
        seats = seats_of({"red": "human", "blue": "bot:steady"})
        deck = strait()
        return Ready(deck, None, Setup(seats, deck.terms.method, deck.terms.phases))

    def saves(self) -> list[Saved]:
        now = time.time_ns() // 1_000_000
        return [
            Saved(path, "The Strait", now, 3, "red")
            for path in sorted(self.folder.glob("*.seminar"))
        ]

    def resume(self, path: Path) -> Session:
        return Session.resume(path)


@pytest.fixture(autouse=True)
def saves_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let saves lie in a folder of the test."""
    monkeypatch.setattr("tabletop.journal.saves.saves_folder", lambda: tmp_path)


async def leave(seat: Seat) -> None:
    """Let go of the session that is open."""
    if isinstance(seat.app.session, Session):
        seat.app.session.close()


async def test_enter_starts_at_once(tmp_path: Path):
    """
    One key from the lobby to the table, with nothing set up, and the save is there.
    """
    async with screen_of(library=House(tmp_path)) as seat:
        await seat.sees("The Strait", "10 min", "Who plays", "● you", "bot, steady")

        await seat.press("enter")

        await seat.sees("turn 1 of 2", "as Red")
        assert 1 == len(list(tmp_path.glob("*.seminar")))
        await leave(seat)


async def test_a_number_starts_what_stands_under_it(tmp_path: Path):
    """
    Every start has a digit: one key, wherever it stands.
    """
    async with screen_of(library=House(tmp_path)) as seat:
        await seat.sees("2 Another deck")

        await seat.press("2")

        await seat.sees("turn 1 of 2")
        await leave(seat)


async def test_the_first_key_goes_on_with_the_last_session(tmp_path: Path):
    """
    `c` lands where the last session stopped.
    """
    played = session(tmp_path)
    async with screen_of(played) as seat:
        await seat.press("space", "enter", "enter", "s")
    async with screen_of(library=House(tmp_path)) as seat:
        await seat.sees("Continue", "c Continue")

        await seat.press("c")

        await seat.sees("Plan, sealed", "Coastal Battery")
        await leave(seat)


async def test_a_session_is_set_up_before_it_starts(tmp_path: Path):
    """
    Who plays which seat, how, the luck and the name are asked for, and kept.
    """
    async with screen_of(library=House(tmp_path), size=(100, 40)) as seat:
        await seat.sees("Who plays")
        await seat.press("s")
        await seat.sees("Set up: The Strait", "Red", "Blue", "Decided by", "Rehearsal")
        await seat.press("tab", "h", "h", "h")
        await seat.press("tab", "tab", "right", "tab", "tab", "right", "tab")
        await seat.type("42")
        await seat.press("tab")
        await seat.type("evening")

        await seat.press("enter")

        await seat.sees("For everybody")
        played = seat.app.session
        assert isinstance(played, Session)
        assert {"red": Human(), "blue": Human()} == dict(played.seats)
        assert ("2d6", True) == (played.deck.terms.method, played.deck.terms.rehearsal)
        assert (42, "evening.seminar") == (played.head.entropy, played.path.name)
        await leave(seat)


async def test_a_session_that_cannot_be_opened_is_told_of(tmp_path: Path):
    """
    A damaged save ends in a dialog, not in a crash, and the lobby stays.
    """
    (tmp_path / "bad.seminar").write_bytes(b"not a save")
    async with screen_of(library=House(tmp_path)) as seat:
        await seat.sees("Continue")

        await seat.press("c")

        await seat.sees("This did not work", "this is not a save")
        await seat.press("escape")
        await seat.sees("The Strait")


async def test_folders_that_cannot_be_read_are_told_of():
    """
    The lobby says what is in the way.
    """

    class Broken(Shelf):
        def seeds(self) -> list[Start]:
            raise TabletopError("no permission", path=Path("seeds"))

    async with screen_of(library=Broken()) as seat:
        await seat.sees("✗ seeds: no permission")


async def test_leaving_the_table_for_the_lobby_lets_go_of_the_save(tmp_path: Path):
    """
    `L` goes back to the lobby, and the session can be gone on with at once.
    """
    async with screen_of(library=House(tmp_path)) as seat:
        await seat.press("enter")
        await seat.sees("turn 1 of 2")

        await seat.press("L")
        await seat.sees("Continue", "The Strait")
        await seat.press("c")

        await seat.sees("turn 1 of 2")
        await leave(seat)


def test_a_moment_is_told_as_people_tell_it():
    """
    The hour of today, yesterday, the day, the year where it was another.
    """
    noon = int(time.mktime((2026, 5, 20, 12, 0, 0, 0, 0, -1)) * 1000)

    said = [when(noon - ago, noon) for ago in (0, DAY, 3 * DAY, 365 * DAY)]

    assert ["12:00", "yesterday", "17 May", "20 May 2025"] == said
