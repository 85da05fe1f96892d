"""Seals in the plain mode: the code before the reveal, and the proof at the end."""

import re
from pathlib import Path

import attrs

from tabletop.cli.plain.show import seal_lines
from tabletop.game.decision import Seal
from tabletop.journal.reader import load
from tabletop.language.ids import WALL
from tabletop.replay.replay import Replay
from tabletop.replay.seals import proofs
from tests.cli.at_keyboard import alone, played
from tests.table.sitting import played_out


def typist(page: str) -> str:
    """Type what gets a session to its end: the first choice, no to offers, empty plans, go on."""
    asked = page[-120:]
    if "Which? A number" in asked:
        return "1"
    if "Accept, refuse" in asked:
        return "refuse"
    return "seal" if "Which card?" in asked else ""


def test_the_codes_can_be_written_down_before_the_seals_are_broken(tmp_path: Path):
    """
    Once everybody has sealed, each code is told; at the end all are proved in one sentence.
    """
    path = tmp_path / "a.seminar"

    page = played(alone(path), "", "2", "", "", "", "seal", *[typist] * 60)

    replay = Replay(load(path))
    found = proofs(replay, replay.main, replay.main.last, WALL)
    told = re.findall(r"(Red|Blue) has sealed (\w{5} \w{5})\.", page)
    assert sorted((proof.seat.capitalize(), proof.code) for proof in found) == sorted(told)
    assert page.index(told[0][1]) < page.index("The seals are broken.")
    assert "All 4 plans were revealed as sealed." in page


def test_a_plan_that_was_not_revealed_as_sealed_is_named(tmp_path: Path):
    """
    Both codes are told: the one on paper, and the one that comes of what was revealed.
    """
    with played_out(alone(tmp_path / "a.seminar", red="bot:random")) as session:
        at, frame = next(
            (n, f) for n, f in enumerate(session.frames) if isinstance(f.decision, Seal)
        )
        lie = attrs.evolve(frame.decision, moves=(), recalls=("1-red-9",))
        session.frames[at] = attrs.evolve(frame, decision=lie)

        said = list(seal_lines(session, WALL))

    assert "1 of 4 plans were not revealed as they were sealed." == said[0]
    assert re.fullmatch(r"Turn 1, \w+: \w{5} \w{5}, not \w{5} \w{5}\.", said[1])
