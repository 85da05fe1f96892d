"""The hot wash: points, and the moments that turned the session."""

from pathlib import Path

from tabletop.game.decision import Move, Seal
from tabletop.language.ids import Viewer
from tabletop.table.debrief import Account, accounts, totals, turning_points
from tabletop.table.session import Session
from tests.table.sitting import sitting
from tests.tables import deck_of

TEXT = """
tracks: {trust: 5, nerve: {start: 5, seen_by: red}}
cards:
  nudge: {by: red, effects: trust +1}
  leap: {by: red, effects: trust -5}
  creep: {by: red, posture: covert, effects: trust +3}
  hold: {by: red, effects: nerve +4}
objectives:
  low: {by: red, test: trust <= 9, points: 2}
  also: {by: red, points: trust}
  high: {by: blue, test: trust >= 9, points: 5}
turns: 4
moves: up to 1
"""


def played(path: Path, *moves: Move, **terms: bool) -> Session:
    """Return a finished session in which Red makes one of *moves* each turn."""
    session = sitting(path, deck=deck_of(TEXT, **terms), blue="bot:random")
    plans = iter(moves)
    while not session.state.is_over:
        if session.step():
            continue
        ask = session.awaited()[0]
        if ask.what == "seal":
            session.submit(Seal(ask.seat, tuple(m for m in [next(plans, None)] if m)))
        else:
            session.submit(session.automatic(everything=True))
    return session


def test_points_are_summed_by_seat_and_the_most_come_first(tmp_path: Path):
    """
    Everybody reads their own total, and the winner stands on top.
    """
    with played(tmp_path / "a.seminar", Move("nudge")) as session:
        assert {"red": 2 + 6, "blue": 0} == totals(session.state, session.deck)
        assert ["red", "blue"] == list(totals(session.state, session.deck))


def test_the_widest_shifts_are_the_turning_points(tmp_path: Path):
    """
    What moved the table the furthest is remembered first, in the order it came.
    """
    with played(tmp_path / "a.seminar", Move("nudge"), Move("leap"), Move("hold")) as session:
        points = turning_points(session, Viewer("red"), most=2)

        assert [(2, "Leap", 50), (3, "Hold", 40)] == [(p.turn, p.cause, p.weight) for p in points]
        assert [(6, 1)] == [(s.was, s.now) for s in points[0].shifts]


def test_what_a_viewer_could_not_see_is_no_turning_point_of_its_own(tmp_path: Path):
    """
    The debrief at one seat gives away neither a hidden track nor a covert hand.
    """
    with played(tmp_path / "a.seminar", Move("nudge"), Move("creep", "covert"), Move("hold")) as s:
        assert ["Nudge"] == [p.cause for p in turning_points(s, Viewer("blue"))]
        assert ["Creep", "Hold", "Nudge"] == sorted(
            p.cause for p in turning_points(s, Viewer("red"))
        )


def test_nothing_turns_in_a_rehearsal(tmp_path: Path):
    """
    What was only tried out is not remembered.
    """
    with played(tmp_path / "a.seminar", Move("leap"), Move("nudge"), rehearsal=True) as session:
        assert [(1, "Nudge")] == [(p.turn, p.cause) for p in turning_points(session, Viewer("red"))]


def test_reasons_are_read_out_to_those_who_saw_the_move(tmp_path: Path):
    """
    What was sealed with a move is for the debrief, at the seats that saw it made.
    """
    said = Move("nudge", reason="They need a push.", rejected="leap")
    hidden = Move("creep", "covert", reason="Nobody may know.")
    with played(tmp_path / "a.seminar", said, hidden, Move("hold")) as session:
        nudge = Account(1, "red", "Nudge", "They need a push.", "Leap")
        creep = Account(2, "red", "Creep", "Nobody may know.", "")

        assert (nudge,) == accounts(session, Viewer("blue"))
        assert (nudge, creep) == accounts(session, Viewer("red"))
