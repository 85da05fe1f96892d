"""Sessions that were played once and must stay what they were."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tabletop.game.decision import Seal
from tabletop.journal import framing
from tabletop.journal.framing import FORMAT
from tabletop.journal.model import MAIN
from tabletop.journal.reader import load, read_head
from tabletop.journal.states import History
from tabletop.journal.tree import first_line, glyphs, line_named, main_line, markers
from tabletop.journal.verify import verify
from tabletop.table.debrief import totals
from tests.journal.flagship import WHAT_IF, comes, first
from tests.journal.golden import GOLDEN, two_ports
from tests.journal.truth import RICH, Truth

SAVES = sorted(GOLDEN.glob("*.seminar"))


@pytest.mark.parametrize("path", SAVES, ids=lambda path: path.stem)
def test_a_golden_save_is_what_it_was(path: Path):
    """
    A session that was played under these rules is decided to the same marks today.

    If a change of the rules is meant to break this, they have a new version: raise `RULES`, and
    play further golden saves with `python -m tests.journal.golden`.
    """
    verdict = verify(path)

    assert verdict.difference is None
    assert verdict.damage is None
    assert verdict.is_closed
    assert verdict.frames > 0


@pytest.mark.parametrize("hash_seed", ["0", "1", "4294967295"])
def test_a_golden_save_is_the_same_in_every_process(hash_seed: str):
    """
    Nothing hangs on the order in which a process happens to keep its sets.
    """
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}

    done = subprocess.run(
        [sys.executable, "-m", "tabletop.cli.main", "verify", *map(str, SAVES)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert len(SAVES) == done.stdout.count("\n")


def test_there_is_a_golden_save_of_every_format():
    """
    Whatever format a save has, something shows that it can still be read.
    """
    assert set(range(1, FORMAT + 1)) <= {read_head(path).format for path in SAVES}


def test_a_golden_save_is_played_again_to_the_same_bytes(tmp_path: Path):
    """
    Whoever renews the golden saves changes nothing but what the program does otherwise.
    """
    one, other = tmp_path / "one.seminar", tmp_path / "other.seminar"
    two_ports(one)
    two_ports(other)

    assert one.read_bytes() == other.read_bytes()


def test_the_flagship_has_something_to_show():
    """
    A memo turns a session of eight turns; without it the other two governments would have won.
    Whoever opens it begins with what was played.
    """
    journal = load(GOLDEN / "island_chain.seminar")
    played, other = main_line(journal), line_named(journal, WHAT_IF)
    leak = first(journal, comes("leaked_memo"))
    history = History(journal)

    def winners(number: int) -> set[str]:
        points = totals(history.at(number), journal.deck)
        return {seat for seat, count in points.items() if count == max(points.values())}

    assert 8 == history.at(played[-1].number).turn
    assert {"japan", "citizens"} == winners(played[-1].number)
    assert {"us", "china"} == winners(other[-1].number)
    assert [f.number for f in played[: leak - 1]] == [f.number for f in other[: leak - 1]]
    assert "The memo leaks" == markers(journal)[leak]
    assert MAIN == first_line(journal)
    assert {"!", "!?", "?!"} == set(glyphs(journal).values())
    assert 5 == len(journal.notes)


def test_people_at_the_flagship_said_why():
    """
    The two seats that people play have reasons for their moves, as people would.
    """
    journal = load(GOLDEN / "island_chain.seminar")

    sealed = [f.decision for f in main_line(journal) if isinstance(f.decision, Seal)]

    for seal in sealed:
        is_person = "human" == journal.head.seats[seal.seat]
        assert all(bool(move.reason) == is_person for move in seal.moves)
    assert any(move.rejected for seal in sealed for move in seal.moves if hasattr(move, "rejected"))


def test_a_golden_save_holds_every_type_of_record():
    """
    Whatever can be said in a save stands in one whose bytes are damaged by other tests.
    """
    assert set(range(framing.HEAD, framing.STANDING + 1)) == {
        kind for kind, _ in Truth(RICH).pieces
    }
