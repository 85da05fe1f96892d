"""The list of lines: where each left, how far it went, and what nobody asked to see."""

from pathlib import Path

import pytest

from tabletop.bots.seats import BotPlayer
from tabletop.journal.reader import load
from tabletop.journal.tree import first_line
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.replay.line_list import glance, listed, ways_back
from tabletop.replay.notes import Review
from tabletop.replay.replay import Replay
from tabletop.table.debrief import totals
from tabletop.table.session import Session
from tests.table.sitting import played_out, sitting

BOTS = {Viewer("red"): BotPlayer("random"), Viewer("blue"): BotPlayer("random")}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.seminar"
    played_out(sitting(path, red="bot:random")).close()
    return path


def test_a_line_is_told_by_where_it_left_and_how_far_it_went(path: Path):
    """
    Whoever looks at the list knows what was tried, from where, and with which luck.
    """
    with Session.fork(path, at=14, luck="fresh", name="bold", seats=BOTS) as session:
        then = session.state
        first = session.step(everything=True).number
        session.step(everything=True)
    with Session.fork(path, at=first, name="bolder", seats=BOTS) as session:
        end = played_out(session).state

    replay = Replay(load(path))
    main, bold, bolder = (glance(replay, line, FACILITATOR) for line in replay.lines)

    assert ("", 0, False, True) == (main.left, main.turn, main.is_fresh, main.is_over)
    assert ("main", then.turn, then.phase) == (bold.left, bold.turn, bold.phase)
    assert (True, 2, then.turn, False, {}) == (
        bold.is_fresh, bold.frames, bold.upto, bold.is_over, bold.points,
    )  # fmt: skip
    assert ("bold", False, True) == (bolder.left, bolder.is_fresh, bolder.is_over)
    assert totals(end, session.deck) == bolder.points


def test_a_hidden_line_is_listed_only_for_whoever_asks(path: Path):
    """
    What turned out to be of no interest is out of the way, and never gone.
    """
    for name in ("good", "bad"):
        with Session.fork(path, at=9, name=name) as session:
            session.step(everything=True)
    review = Review(load(path))
    replay = Replay(review.journal)

    replay.grow(review.stand(replay.line("bad"), "hidden"))

    assert ["main", "good"] == [line.name for line in listed(replay)]
    assert ["main", "good", "bad"] == [line.name for line in listed(replay, hidden=True)]
    assert "main" == first_line(replay.journal)
    replay.grow(review.stand(replay.line("good"), "first"))
    assert "good" == first_line(replay.journal)


def test_a_turn_is_decided_otherwise_from_its_plans_on(path: Path):
    """
    Once the moves are made, the way back to other moves is where they were planned.
    """
    replay = Replay(load(path))
    for number in (0, *replay.main.frames):
        state = replay.state(number)
        ways = ways_back(replay, replay.main, number)

        assert (number in ways) != state.is_over
        for way in (way for way in ways if way != number):
            assert (state.turn, "plan", {}) == (
                replay.state(way).turn, replay.state(way).phase, dict(replay.state(way).plans),
            )  # fmt: skip
        if state.phase in ("adjudicate", "aftermath"):
            assert 1 <= len([way for way in ways if way < number])
        if state.phase in ("", "brief"):
            assert [number] == list(ways)


def test_an_outcome_is_what_the_viewer_may_know(path: Path):
    """
    The list tells the wall no more than the hot wash does.
    """
    replay = Replay(load(path))

    told = glance(replay, replay.main, WALL).points

    assert totals(replay.sight(replay.main.last, WALL).state, replay.deck) == told
