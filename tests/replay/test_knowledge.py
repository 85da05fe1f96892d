"""Who knew what: the gaps between what a seat knew and what was true."""

from pathlib import Path

import pytest

from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.replay.compare import RowPair
from tabletop.replay.knowledge import knew
from tabletop.replay.replay import Replay
from tests.replay.lines import journal_of
from tests.tables import Playing, deck_of

RED, BLUE = Viewer("red"), Viewer("blue")

SECRETS = """
tracks:
  trust: 5
  resolve: {name: Resolve, start: 4, seen_by: blue}
cards:
  cache: {title: Cache, by: blue, posture: covert, stands: until recalled}
  tower: {title: Tower, by: red, stands: until recalled}
  pact:
    {title: Pact, kind: negotiate, by: red, offer: {to: blue, accepted: trust +1}}
injects:
  tip: {title: A Tip, turn: 1, for: blue}
  storm: {title: A Storm, turn: 1}
  later: {title: Still To Come, turn: 3}
objectives:
  hidden: {by: blue, title: Blue wants this, test: trust <= 3, points: 1, secret: yes}
  known: {by: red, title: Red wants this, test: trust >= 7, points: 1}
"""


@pytest.fixture
def table() -> Playing:
    """Turn two, before anything is sealed: a tower and a hidden cache stand."""
    playing = Playing(deck_of(SECRETS, turns=3)).until("plan")
    playing.seal("red", "tower, pact @blue")
    playing.seal("blue", "cache covert")
    playing.until("plan", 2)
    return playing


def gaps(table: Playing, viewer: str) -> dict[str, list[RowPair]]:
    """Return the rows of each chapter that differ between *viewer* and the truth."""
    chapters = knew(table.sight(viewer), table.sight(FACILITATOR))
    return {c.title: [p for p in c.pairs if p.differs] for c in chapters if c.differences}


def test_a_seat_is_shown_to_lack_what_it_could_not_know(table: Playing):
    """
    Red did not know Blue's resolve, cache, hand and aim, nor the tip that only Blue heard.
    """
    found = gaps(table, "red")

    missed = {
        title: [f"{p.label}: {p.right.text}" for p in rows if p.topic != "hand"]
        for title, rows in found.items()
    }
    assert {
        "Levels": ["Resolve: 4"],
        "Pieces": ["Blue: Cache, covert"],
        "News so far": ["News: A Tip"],
        "Hands": [],
        "What each wants": ["Blue: Blue wants this (secret)"],
    } == missed
    assert ["Blue"] == [p.label for p in found["Hands"]]
    assert all(p.left is None for rows in found.values() for p in rows)


def test_what_is_still_to_come_stands_on_neither_side(table: Playing):
    """
    The facilitator's sight holds the injects to come, and looking back must not tell of them.
    """
    assert "Still To Come" not in repr(knew(table.sight("red"), table.sight(FACILITATOR)))


def test_a_sealed_plan_is_known_to_be_sealed_and_no_more(table: Playing):
    """
    Beside "sealed" stands what was sealed.
    """
    table.seal("blue")

    (plan,) = gaps(table, "red")["Sealed plans"]

    assert ("Blue", "sealed", "no move") == (plan.label, plan.left.text, plan.right.text)


def test_a_covert_move_of_this_turn_is_a_gap(table: Playing):
    """
    At the reveal of turn one Red saw its own moves alone.
    """
    playing = Playing(table.deck).until("plan")
    playing.seal("red", "tower")
    playing.seal("blue", "cache covert")
    playing.until("adjudicate")

    (gap,) = gaps(playing, "red")["Moves of this turn"]

    assert (None, "Cache (covertly)") == (gap.left, gap.right.text)


@pytest.mark.parametrize("viewer", [RED, BLUE, WALL, FACILITATOR])
def test_nobody_lacks_anything_of_its_own_knowledge(tmp_path: Path, viewer: Viewer):
    """
    At no frame of a session does a sight differ from itself, or lack a row that the truth has
    not, and the facilitator lacks nothing.
    """
    replay = Replay(journal_of(tmp_path, entropy=3))
    for number in (0, *replay.main.frames):
        mine, truth = (replay.sight(number, seen_by) for seen_by in (viewer, FACILITATOR))
        assert not any(chapter.differences for chapter in knew(mine, mine))
        pairs = [p for c in knew(mine, truth) for p in c.pairs if p.topic != "plan"]
        assert all(p.right is not None for p in pairs)
        if viewer == FACILITATOR:
            assert not any(p.differs for p in pairs)
