"""Nobody who leads the table is asked about what its people may not see."""

from pathlib import Path

import pytest

from tabletop.bots.seats import Human
from tabletop.game.decision import Move, Proceed, Seal
from tabletop.language.ids import ActorId, CardId, Viewer
from tests.table.sitting import sitting

RED, BLUE = ActorId(Viewer("red")), ActorId(Viewer("blue"))
DECK = """
cards:
  whisper: {posture: covert, chance: 60%, success: trust +1, failure: trust -1}
  praise: {chance: 60%, success: trust +1, failure: trust -1}
tracks: {trust: 5}
moves: up to 2
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


def stops(path: Path, *blue: Move) -> list[str]:
    """Return what red, alone at the keyboard, is stopped for once *blue* has sealed."""
    with sitting(path, DECK, blue="human") as session:
        while session.state.phase != "plan":
            session.submit(Proceed())
        session.submit(Seal(BLUE, blue))
        session.submit(Seal(RED))
        session.seats = {RED: Human()}
        stopped = []
        while session.state.phase != "aftermath":
            if session.step() is None:
                stopped.append(f"{session.state.phase}: {session.awaited()[0].what}")
                session.submit(session.automatic(everything=True) or Proceed())
        return stopped


def test_a_covert_move_of_another_seat_stops_nobody(path: Path):
    """
    Red presses the same keys whether blue has whispered or done nothing at all.
    """
    whispered = stops(path, Move(CardId("whisper"), "covert"))
    silent = stops(path.with_name("silent.seminar"))

    assert ["plan: proceed", "reveal: proceed"] == silent == whispered


def test_an_open_move_is_adjudicated_before_everybody(path: Path):
    """
    What red can see waits for red; the whisper after it does not.
    """
    stopped = stops(path, Move(CardId("praise")), Move(CardId("whisper"), "covert"))

    assert [
        "plan: proceed",
        "reveal: proceed",
        "adjudicate: adjudicate",
        "adjudicate: proceed",
    ] == stopped
