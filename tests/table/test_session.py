"""The session: kept before true, the same after a pause, and told to each viewer in time."""

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from tabletop.bots.seats import BotPlayer, Human
from tabletop.game.apply import apply
from tabletop.game.decision import Move, PassFor, Proceed, Refusal, Report, Seal
from tabletop.game.narrate import narrate
from tabletop.game.sight import Sight
from tabletop.journal import disk
from tabletop.journal.model import SaveError
from tabletop.journal.reader import load
from tabletop.journal.verify import verify
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.table.session import Session
from tests.table.sitting import DECK, played_out, sitting
from tests.tables import deck_of

RED, BLUE = Viewer("red"), Viewer("blue")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


def to_the_plan(session: Session) -> Session:
    """Return *session* when a person is awaited for a plan."""
    while session.state.phase != "plan" or session.step():
        if not session.step():
            session.submit(Proceed())
    return session


def full_disk(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_decision_is_on_the_disk_when_it_is_acknowledged(path: Path):
    """
    Whatever the table shows after a move, the save holds already.
    """
    session = sitting(path, blue="human")

    frame = session.submit(Proceed())

    assert (frame,) == load(path).frames
    assert 1 == session.number
    session.close()


def test_a_full_disk_leaves_the_table_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A move that could not be kept was never made, and the screen says why.
    """
    session = to_the_plan(sitting(path, blue="human"))
    before, number, told = session.state, session.number, session.feed(WALL)

    monkeypatch.setattr(disk, "flush", full_disk)
    with pytest.raises(SaveError, match="the disk is full"):
        session.submit(Seal(RED, (Move("tower"),)))

    assert (before, number, told) == (session.state, session.number, session.feed(WALL))
    session.close()


def test_after_a_failed_save_the_table_is_frozen(path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Nothing more is taken once the disk has failed, even if it would work again.
    """
    session = to_the_plan(sitting(path, blue="human"))
    with monkeypatch.context() as broken:
        broken.setattr(disk, "flush", full_disk)
        with pytest.raises(SaveError):
            session.submit(PassFor(RED))

    with pytest.raises(SaveError, match="nothing more is written"):
        session.submit(PassFor(RED))

    assert session.is_frozen
    session.close()


def test_reopening_after_a_failed_save_shows_what_the_file_holds(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    A write that reached the disk after all is played; one that did not is not.
    """
    session = to_the_plan(sitting(path, blue="human"))
    number = session.number
    with monkeypatch.context() as broken:
        broken.setattr(disk, "flush", full_disk)
        with pytest.raises(SaveError):
            session.submit(PassFor(RED))
    session.close()

    with Session.resume(path) as again:
        assert number + 1 == again.number == len(load(path).frames)
        assert RED in again.state.plans


def test_a_refused_decision_writes_nothing(path: Path):
    """
    A refusal is one sentence to whoever asked; table and save stay as they are.
    """
    with to_the_plan(sitting(path, blue="human")) as session:
        before, size = session.state, path.stat().st_size

        refused = session.submit(Seal(RED, (Move("nothing_like_it"),)))

        assert isinstance(refused, Refusal)
        assert (before, size) == (session.state, path.stat().st_size)


@pytest.mark.parametrize("stop", range(1, 30, 4))
def test_resuming_lands_in_the_same_place(path: Path, stop: int):
    """
    Whoever quits at any moment finds the same table, feeds and trends again.
    """
    session = sitting(path, red="bot:random")
    while session.number < stop:
        session.step(everything=True)
    session.close()

    with Session.resume(path) as again:
        assert session.state == again.state
        assert session.number == again.number
        assert session.awaited() == again.awaited()
        assert session.trend("trust", WALL) == again.trend("trust", WALL)
        for viewer in (RED, BLUE, WALL, FACILITATOR):
            assert session.feed(viewer) == again.feed(viewer)


def test_a_session_that_paused_goes_on_as_if_it_had_not(path: Path, tmp_path: Path):
    """
    Bots that play on after a pause do what they would have done without it.
    """
    whole = played_out(sitting(tmp_path / "whole.seminar", red="bot:cautious"))
    broken = sitting(path, red="bot:cautious")
    for _ in range(12):
        broken.step(everything=True)
    broken.close()

    again = played_out(Session.resume(path))

    assert [f.mark for f in whole.frames] == [f.mark for f in again.frames]


def test_a_finished_session_is_put_away_and_verifies(path: Path):
    """
    What was played to its end says so in a list of saves, and every frame is decided the same again.
    """
    played_out(sitting(path, red="bot:random")).close()

    verdict = verify(path)

    assert verdict.is_closed
    assert verdict.is_redecided
    assert None is verdict.difference


def test_looking_at_a_finished_session_adds_nothing(path: Path):
    """
    Reading the hot wash again does not grow the save.
    """
    played_out(sitting(path, red="bot:random")).close()
    size = path.stat().st_size

    Session.resume(path).close()

    assert size == path.stat().st_size


def test_a_session_of_other_rules_is_not_gone_on_with(path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Half a session by one set of rules and half by another would be neither.
    """
    monkeypatch.setattr("tabletop.table.session.RULES", 99)
    sitting(path).close()
    monkeypatch.undo()

    with pytest.raises(SaveError, match="rules 99"):
        Session.resume(path)
    with pytest.raises(SaveError, match="rules 99"):  # and the lock is free again
        Session.resume(path)


def test_a_viewer_is_told_what_it_could_know_at_the_time(path: Path):
    """
    A feed is folded event by event on the state before each; nothing later leaks into it.
    """
    with played_out(sitting(path, red="bot:random", entropy=9)) as session:
        for viewer in (RED, BLUE, WALL):
            lines = []
            for frame, state in session.played():
                for event in frame.events:
                    lines.append(narrate(session.deck, state, event, viewer))
                    state = apply(state, event)

            assert [line for line in lines if line] == [t.line for t in session.feed(viewer)]
        assert any("Watch of Red has run its time" in told.line.text for told in session.feed(WALL))


def test_a_feed_grows_and_never_changes(path: Path):
    """
    What was told stays told, word for word, whatever comes to light afterwards.
    """
    with sitting(path, red="bot:random") as session:
        told = session.feed(BLUE)
        while session.step(everything=True):
            assert told == session.feed(BLUE)[: len(told)]
            told = session.feed(BLUE)


def test_a_covert_move_is_in_no_other_feed(path: Path):
    """
    The one who whispers reads of it; neither the other seat nor the wall does.
    """
    with to_the_plan(sitting(path, blue="human")) as session:
        session.submit(Seal(RED, (Move("whisper", "covert"),)))
        session.submit(Seal(BLUE))
        session.submit(Proceed())

        def heard(viewer: Viewer) -> bool:
            return any("Whisper" in told.line.text for told in session.feed(viewer))

        assert [True, False, False] == [heard(v) for v in (RED, BLUE, WALL)]


def test_a_trend_is_the_opening_and_the_end_of_each_turn(path: Path):
    """
    The gauge shows where a level began and where every turn left it.
    """
    with played_out(sitting(path, red="bot:random")) as session:
        trend = session.trend("trust", WALL)

        assert 1 + session.deck.terms.turns == len(trend)
        assert (5, session.state.levels["trust"]) == (trend[0], trend[-1])


def test_a_rehearsal_leaves_no_trend(path: Path):
    """
    Turn zero is forgotten by the gauges too.
    """
    with played_out(sitting(path, DECK, red="bot:random")) as plain:
        pass
    deck = attrs.evolve(plain.deck, terms=attrs.evolve(plain.deck.terms, rehearsal=True))
    with played_out(sitting(path.with_name("b.seminar"), deck=deck, red="bot:random")) as rehearsed:
        assert 1 + deck.terms.turns == len(rehearsed.trend("trust", WALL))
        assert 5 == rehearsed.trend("trust", WALL)[0]


def test_a_hidden_level_has_no_trend_for_others(path: Path):
    """
    Who may not see a level may not read its history either.
    """
    text = "tracks: {nerve: {start: 5, seen_by: red}}\nturns: 2"
    with played_out(sitting(path, text, red="bot:random")) as session:
        assert 3 == len(session.trend("nerve", RED))
        assert () == session.trend("nerve", BLUE) == session.trend("nerve", WALL)


def test_a_seat_that_nobody_was_given_is_a_persons(path: Path):
    """
    A session never waits for somebody who is not there: the seat is asked at the keyboard.
    """
    with Session.start(deck_of(DECK), {BLUE: BotPlayer("random")}, entropy=7, path=path) as session:
        assert (RED,) == session.people
        assert {RED: Human(), BLUE: BotPlayer("random")} == session.seats


def test_the_first_turn_begins_by_itself_and_the_rest_waits_for_people(path: Path):
    """
    Nobody presses a key for the game to open, and nobody is hurried on afterwards.
    """
    with sitting(path) as session:
        assert Proceed() == session.automatic()
        session.step()

        assert ("brief", None) == (session.state.phase, session.automatic())
        assert Proceed() == session.automatic(everything=True)


def test_bots_do_not_wait_for_people_to_seal(path: Path):
    """
    A person plans while the bots have sealed already.
    """
    with to_the_plan(sitting(path)) as session:
        assert [BLUE] == list(session.state.plans)
        assert [RED] == [ask.seat for ask in session.awaited()]


class Slow:
    """A bot in whose thinking something happens."""

    def __init__(self) -> None:
        self.seen: list[Sight] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def choose(self, sight, asks, dice):
        self.seen.append(sight)
        self.meanwhile()
        return Seal(sight.viewer)


def with_slow_bot(
    path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[Session], object]
) -> tuple[Session, Slow]:
    slow = Slow()
    monkeypatch.setattr("tabletop.bots.thinker.bot_named", lambda name: slow)
    session = sitting(path, blue="bot:slow")
    session.step()
    session.submit(Proceed())

    def once() -> None:
        slow.meanwhile = lambda: None
        meanwhile(session)

    slow.meanwhile = once
    return session, slow


def test_a_bot_whose_sight_went_stale_thinks_again(path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A bot answers for what it saw; when that has changed, it looks again before it seals.
    """
    session, slow = with_slow_bot(path, monkeypatch, lambda s: s.submit(Seal(RED)))

    session.step()

    first, second = slow.seen
    assert RED not in first.state.plans
    assert RED in second.state.plans
    assert BLUE in session.state.plans
    session.close()


def test_a_bot_that_could_not_see_the_change_need_not_think_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    What a seat cannot see cannot make its thought stale.
    """
    session, slow = with_slow_bot(
        path, monkeypatch, lambda s: s.submit(Report(FACILITATOR, "Coffee is served."))
    )

    session.step()

    assert 1 == len(slow.seen)
    session.close()


def test_two_callers_take_turns(path: Path):
    """
    Screens submit from a thread; two at once leave two frames in a row, not a torn save.
    """
    with sitting(path, blue="human") as session:
        session.step()
        threads = [
            threading.Thread(target=session.submit, args=(Report(RED, f"Word {n}."),))
            for n in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    frames = load(path).frames
    assert list(range(1, 10)) == [f.number for f in frames]
    assert list(range(9)) == [f.parent for f in frames]
    assert None is verify(path).difference


def test_a_save_is_never_begun_over_another(path: Path):
    """
    The name of a save that exists is refused, and the old session stays.
    """
    played_out(sitting(path, red="bot:random")).close()
    before = path.read_bytes()

    with pytest.raises(SaveError, match="already a file"):
        sitting(path)

    assert before == path.read_bytes()


def test_a_session_that_is_open_elsewhere_cannot_be_taken(path: Path):
    """
    Two windows on one session would tear it apart; the second is told.
    """
    with sitting(path), pytest.raises(SaveError, match="open in another window"):
        Session.resume(path)
