"""Random damages to a real save, with and without repaired checksums: `--damages 100000`."""

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from tabletop.cli.main import main
from tabletop.errors import TabletopError
from tabletop.game.apply import fold
from tabletop.game.decide import decide
from tabletop.game.dice import Dice
from tabletop.game.mark import mark
from tabletop.game.state import opening
from tabletop.journal.framing import magic_trouble
from tabletop.journal.model import Journal, SaveError
from tabletop.journal.reader import load, parse
from tabletop.journal.tree import salts
from tabletop.journal.verify import verify
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.table.session import Session
from tests.journal.damages import damaged, forged, record_damaged
from tests.journal.sessions import remade, saved
from tests.journal.truth import RICH, Truth

pytestmark = [pytest.mark.slow, pytest.mark.timeout(24 * 3600)]

USUAL = 500
LONGEST_S = 20
"""Far more than any one file takes, and far less than a hang."""


@pytest.fixture
def damages(request: pytest.FixtureRequest) -> int:
    return request.config.getoption("--damages") or USUAL


@pytest.fixture(scope="module")
def truth() -> Truth:
    return Truth(RICH)


@pytest.mark.parametrize("harm", [damaged, record_damaged])
def test_damage_shows_an_exact_prefix_and_is_told(
    harm: Callable[[random.Random, Truth], bytes], truth: Truth, damages: int
):
    """
    Whatever befell the bytes, the good records before it are what they were, and no other is.
    """
    for number in range(damages if harm is damaged else damages // 4):
        bad = harm(random.Random(number), truth)
        if magic_trouble(bad):
            continue
        found = truth.scanned(bad, 0)

        assert found.end in truth.ends, number
        assert bad[: found.end] == truth.data[: found.end], number
        assert truth.ends.index(found.end) == len(found.records), number
        assert (found.damage is None) == (found.end == len(bad)), number
        if found.damage and found.damage.is_torn:
            # What is cut unasked is less than the one record that was never finished.
            length = int.from_bytes(bad[found.end + 8 : found.end + 12], "little")
            assert found.damage.size < length + 36, number


def test_damage_shows_values_that_were_played(truth: Truth, damages: int):
    """
    From the bytes to the values: a damaged save is refused, or shows what was played.
    """
    for number in range(damages // 10):
        bad = damaged(random.Random(number), truth)
        try:
            read = parse(truth.path, bad)
        except SaveError:
            continue

        assert truth.shows(read), number
        assert (read.damage is None) == (bad == truth.data[: len(bad)] and len(bad) in truth.ends)


def test_a_forged_save_is_found_out_or_is_legal(truth: Truth, damages: int, tmp_path: Path):
    """
    With every checksum repaired a save may say anything, and still nothing crashes or hangs.

    What `verify` calls the same is what the rules lead to.
    """
    path = tmp_path / "forged.seminar"
    for number in range(damages // 4):
        path.write_bytes(forged(random.Random(number), truth))
        start = monotonic()
        try:
            verdict = verify(path)
        except SaveError:
            continue
        finally:
            assert monotonic() - start < LONGEST_S, number
        if verdict.is_redecided and verdict.difference is None:
            assert_legal(load(path))


def assert_legal(journal: Journal) -> None:
    """Check that every frame is what the rules make of its decision."""
    states, luck = [opening(journal.deck)], salts(journal)
    for frame in journal.frames:
        before = states[frame.parent]
        dice = Dice(journal.head.entropy, luck[frame.number])
        events = decide(journal.deck, before, frame.decision, dice)
        assert frame.events == events
        states.append(fold(before, frame.events))
        assert mark(journal.deck, states[-1]) == frame.mark


@pytest.fixture
def unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting for the disk, of which there is no question here."""
    monkeypatch.setattr("tabletop.journal.disk.flush", lambda descriptor: None)


@pytest.mark.usefixtures("unflushed")
def test_a_forged_save_is_read_and_gone_on_with_or_refused(
    truth: Truth, damages: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """
    Every verb says in a sentence what it cannot do; a session of a forged save breaks likewise.
    """
    path = tmp_path / "forged.seminar"
    for number in range(damages // 10):
        luck = random.Random(number)
        path.write_bytes(forged(luck, truth))
        start = monotonic()
        seat = luck.choice(("wall", "facilitator", *(a.id for a in truth.journal.deck.actors)))
        assert main(["replay", str(path), "--plain", "--seat", seat]) in range(6), number
        with suppress(TabletopError), Session.resume(path, stand_ins="random") as session:
            for viewer in (WALL, FACILITATOR, *(Viewer(a.id) for a in session.deck.actors)):
                session.sight(viewer)
                session.feed(viewer)
            for _ in range(3):
                session.step(everything=True)
        assert monotonic() - start < LONGEST_S, number
        capsys.readouterr()


@pytest.mark.parametrize(
    "odd",
    [
        {
            "$": "ShiftRefused",
            "level": "trust",
            "cause": {"because": "inject", "move": "", "inject": "none"},
            "why": "if",
        },
        {"$": "ObjectiveScored", "seat": "us", "objective": "none", "is_met": True, "points": 1},
    ],
    ids=lambda odd: str(odd["$"]),
)
def test_a_session_that_cannot_be_told_is_refused_as_it_is_opened(
    odd: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """
    Events that fold and yet make no sense stop nobody in the middle of a turn.
    """
    path = saved(tmp_path / "forged.seminar", 3).path
    path.write_bytes(remade(path.read_bytes(), 4, lambda v: {**v, "events": [*v["events"], odd]}))

    with pytest.raises(SaveError, match="cannot have been played") as refusal:
        Session.resume(path)

    assert (4, "frame 3") == (refusal.value.exit_status, refusal.value.place)
    assert 4 == main(["replay", str(path), "--plain", "--seat", "facilitator"])
    assert "frame 3: this cannot have been played" in capsys.readouterr().err
