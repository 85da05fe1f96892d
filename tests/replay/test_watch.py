"""The wall follows a save through everything that can befall it, and whoever leads a review."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tabletop.bots.seats import BotPlayer
from tabletop.game.decision import Adjudicate, Proceed, Seal
from tabletop.journal.lead import Leader
from tabletop.journal.model import LineName
from tabletop.journal.reader import load
from tabletop.journal.repair import repair
from tabletop.journal.writer import Writer
from tabletop.language.ids import WALL, ActorId, Viewer
from tabletop.replay.watch import WallView, Watch
from tabletop.table.session import Session
from tests.table.sitting import DECK, played_out, sitting
from tests.tables import moves_of

RED, BLUE = ActorId(Viewer("red")), ActorId(Viewer("blue"))
BOTS = {RED: BotPlayer("random"), BLUE: BotPlayer("random")}


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is led here from whoever leads on this machine."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


@pytest.fixture
def watch(path: Path) -> Iterator[Watch]:
    watch = Watch(path)
    yield watch
    watch.close()


@pytest.fixture
def over(path: Path) -> Path:
    """A session that two bots have played to its end."""
    played_out(sitting(path, red="bot:random")).close()
    return path


def looked(watch: Watch) -> WallView:
    """Return what is shown after another look."""
    watch.look()
    shown = watch.shown()
    assert shown is not None
    return shown


def until(session: Session, phase: str) -> None:
    """Go on to *phase*; nobody plays anything."""
    while session.state.phase != phase:
        if session.step(everything=True) is None:
            asked = session.awaited()[0]
            session.submit(Seal(ActorId(asked.seat)) if asked.what == "seal" else Proceed())


# Following


def test_every_frame_is_shown_as_soon_as_it_counts(path: Path, watch: Watch):
    """
    Nothing is new where nothing was decided, and a decision is there with the next look.
    """
    with sitting(path, red="bot:random") as session:
        shown = looked(watch)
        assert (0, "live") == (shown.number, shown.how)
        while session.step(everything=True):
            assert watch.look()
            shown = looked(watch)
            assert (session.number, "live", "main") == (shown.number, shown.how, shown.line.name)
            assert not watch.look()
        assert not shown.is_put_away
    assert looked(watch).is_put_away


def test_a_session_that_has_not_begun_is_waited_for(path: Path, watch: Watch):
    """
    The wall may hang before anybody plays; the first frame is shown by itself.
    """
    assert watch.look()
    assert (True, None) == (watch.is_awaited, watch.shown())
    assert not watch.look()

    with sitting(path):
        shown = looked(watch)

    assert (0, False, None) == (shown.number, watch.is_awaited, watch.trouble)


def test_another_sitting_is_nothing_special(path: Path, watch: Watch):
    """
    The player's program ended and was begun again: the wall goes on with the next frame.
    """
    with sitting(path) as session:
        session.step()
        looked(watch)
    assert not watch.look()
    with Session.resume(path) as session:
        session.submit(Proceed())

        assert session.number == looked(watch).number


def test_a_pause_is_seen_while_nobody_has_the_save_open(path: Path):
    """
    After some seconds without news the wall asks whether anybody plays, and no oftener.
    """
    seconds = [0.0]
    watch = Watch(path, now=lambda: seconds[0])
    with sitting(path) as session:
        assert not looked(watch).is_paused
        seconds[0] = 10
        assert not watch.look()
        assert not looked(watch).is_paused
    seconds[0] = 14
    assert not watch.look()
    seconds[0] = 16
    assert watch.look()
    assert looked(watch).is_paused
    with Session.resume(path) as session:
        session.submit(Proceed())

        assert not looked(watch).is_paused
        watch.step(-1)
    seconds[0] = 99
    assert not looked(watch).is_paused
    watch.close()


def test_a_save_that_is_gone_leaves_what_was_shown(over: Path, watch: Watch):
    """
    It is told, and what takes its place is shown.
    """
    shown = looked(watch)
    data = over.read_bytes()
    over.unlink()
    assert watch.look()
    assert (shown, True) == (watch.shown(), watch.is_awaited)
    assert not watch.look()

    over.write_bytes(data)

    assert (shown, None) == (looked(watch), watch.trouble)


def test_damage_is_told_and_gone_after_a_repair(over: Path, watch: Watch):
    """
    What is good stays on the wall, with a sentence about the rest.
    """
    shown = looked(watch)
    with over.open("ab") as file:
        file.write(b"rubbish")
    assert watch.look()
    assert watch.trouble is not None
    assert (3, shown) == (watch.trouble.exit_status, watch.shown())
    assert "readable up to frame" in watch.trouble.sentence

    repair(over)

    assert (shown, None) == (looked(watch), watch.trouble)


def test_a_save_that_was_cut_is_shown_as_it_is(over: Path, watch: Watch):
    """
    What was cut off is shown no more, also where somebody was just looking at it.
    """
    number = looked(watch).number
    watch.step(-1)
    size = over.stat().st_size

    os.truncate(over, size - size // 3)
    shown = looked(watch)

    assert shown.number < number
    assert ("live", load(over).frames[-1].number) == (shown.how, shown.number)


def test_what_is_no_save_is_told_once_and_read_once(path: Path, watch: Watch):
    """
    A large file of another kind is not read five times a second, and a save in its place is shown.
    """
    path.write_bytes(b"no save at all" * 1000)
    assert watch.look()
    assert watch.trouble is not None
    assert 4 == watch.trouble.exit_status
    reads: list[int] = []
    real = os.pread
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "pread", lambda *args: (reads.append(1), real(*args))[1])
        assert not watch.look()
        assert [] == reads

    path.unlink()
    with sitting(path):
        assert 0 == looked(watch).number
    assert watch.trouble is None


# What-ifs


def test_a_what_if_is_followed_and_so_is_the_way_back(path: Path, watch: Watch):
    """
    The newest frame says which line is played; when the session goes on, the what-if has ended.
    """
    with sitting(path) as session:
        until(session, "plan")
    looked(watch)
    with Session.fork(path, at=session.number, seats=BOTS, name="bold") as what_if:
        what_if.step()
        shown = looked(watch)
        assert ("bold", True, "") == (shown.line.name, shown.line.is_named, shown.ended)
    with Session.resume(path) as session:
        session.submit(Seal(RED))
        shown = looked(watch)
        assert ("main", "bold") == (shown.line.name, shown.ended)
        until(session, "adjudicate")

        assert ("main", "") == (looked(watch).line.name, looked(watch).ended)


def test_a_what_if_without_a_name_is_one_all_the_same(path: Path, watch: Watch):
    """
    Nobody takes for played what was not.
    """
    with sitting(path) as session:
        until(session, "plan")
    with Session.fork(path, at=2, seats=BOTS) as what_if:
        while what_if.step(everything=True):
            pass

    shown = looked(watch)

    assert (True, what_if.number) == (shown.is_what_if, shown.number)


def test_what_came_before_a_what_if_was_played(over: Path, watch: Watch):
    """
    Up to the fork it is the session, whichever line one is on; time counts from the fork on.
    """
    with Session.fork(over, at=6, seats=BOTS, name="bold") as what_if:
        what_if.step(everything=True)
    with Leader(over, load(over).head.game_id) as leader:
        leader.point(what_if.number, "bold")
        own = looked(watch)
        leader.point(6, "bold")
        shared = looked(watch)

    assert (True, False) == (own.is_what_if, shared.is_what_if)
    frame, created = load(over).frame(what_if.number), load(over).head.created_ms
    assert created + frame.at_ms == own.phase_ms


# Leading


def test_a_leader_moves_the_wall_until_the_leader_leaves(over: Path, watch: Watch):
    """
    Frame and line are the leader's; without one the newest frame is shown again.
    """
    newest = looked(watch).number
    with Leader(over, load(over).head.game_id) as leader:
        assert not watch.look()
        for number in (7, 3, 0):
            leader.point(number, "main")
            assert watch.look()
            shown = looked(watch)
            assert (number, "led", True) == (shown.number, shown.how, shown.is_led)

    shown = looked(watch)

    assert (newest, "live", False) == (shown.number, shown.how, shown.is_led)


def test_a_leader_on_a_what_if_is_followed_there(over: Path, watch: Watch):
    """
    A frame that two lines share is shown on the one that the leader is on.
    """
    with Session.fork(over, at=6, seats=BOTS, name="bold") as what_if:
        what_if.step()
    with Leader(over, load(over).head.game_id) as leader:
        for number, line, seen in (
            (4, "bold", "bold"),
            (4, "main", "main"),
            (what_if.number, "main", "bold"),
            (what_if.number, "long gone", "bold"),
        ):
            leader.point(number, line)
            shown = looked(watch)
            assert (number, seen) == (shown.number, shown.line.name)


def test_a_leader_who_is_ahead_of_the_file_is_waited_for(over: Path, watch: Watch):
    """
    A frame that is not there yet cannot be shown.
    """
    newest = looked(watch).number
    with Leader(over, load(over).head.game_id) as leader:
        leader.point(newest + 1, "main")

        assert (newest, "live") == (looked(watch).number, looked(watch).how)


def test_a_what_if_that_the_leader_plays_is_shown_from_its_first_frame(over: Path, watch: Watch):
    """
    Until then the wall stays where the line was left, and hints at nothing that came after.
    """
    newest = looked(watch).number
    with Leader(over, load(over).head.game_id) as leader:
        leader.point(6, "main", until=newest)
        assert (6, "led") == (looked(watch).number, looked(watch).how)
        with Session.fork(over, at=6, seats=BOTS, name="bold") as what_if:
            what_if.step()
            shown = looked(watch)
            assert (what_if.number, "live", True) == (shown.number, shown.how, shown.is_led)

        leader.point(what_if.number, "bold")

        assert (what_if.number, "led") == (looked(watch).number, looked(watch).how)


def test_a_line_renamed_while_it_is_looked_at_stays(over: Path, watch: Watch):
    """
    The frame still says where one was.
    """
    with Session.fork(over, at=6, seats=BOTS, name="bold") as what_if:
        what_if.step()
    looked(watch)
    watch.step(-1)
    watch.step(1)
    with Writer.reopen(over) as writer:
        writer.append(LineName(what_if.number, "bolder"))

    assert looked(watch).line.last == what_if.number


# On one's own


def heard(watch: Watch, number: int) -> bool:
    assert watch.replay
    return bool(watch.replay.told(number, WALL))


def walk(watch: Watch, step: Callable[[], None]) -> list[int]:
    """Return the frames that are shown while *step* leads anywhere new."""
    found: list[int] = []
    while not found or found[-1] != looked(watch).number:
        found.append(looked(watch).number)
        step()
    return found


def test_a_step_leads_to_what_was_heard_and_back_to_the_newest(over: Path, watch: Watch):
    """
    Only frames of which everybody heard count, so nobody can count the others.
    """
    newest = looked(watch).number
    back = walk(watch, lambda: watch.step(-1))
    assert watch.replay
    told = [n for n in range(1, newest + 1) if heard(watch, n)]

    assert [0, *told] == sorted(back)
    assert ("own", 0) == (looked(watch).how, looked(watch).number)

    on = walk(watch, lambda: watch.step(1))

    assert [0, *told] == on
    assert ("live", newest) == (looked(watch).how, looked(watch).number)


def test_secret_decisions_cannot_be_counted(path: Path, watch: Watch):
    """
    While a covert move is decided the wall steps over it.
    """
    with sitting(path, DECK, blue="human") as session:
        until(session, "plan")
        session.submit(Seal(RED, moves_of("praise")))
        session.submit(Seal(BLUE, moves_of("watch covert")))
        until(session, "adjudicate")
        before = session.number
        while [ask for ask in session.awaited() if ask.what == "adjudicate"]:
            session.submit(Adjudicate(session.awaited()[0].subject))
        after = session.number
    looked(watch)

    assert 2 == after - before
    assert [before + 1] == [n for n in range(before + 1, after + 1) if heard(watch, n)]


def test_turns_are_gone_through_by_their_beginnings(over: Path, watch: Watch):
    """
    Back to where this turn began, then to the one before; on to the next, and there it stays.
    """
    looked(watch)
    back = walk(watch, lambda: watch.turn(-1))
    on = walk(watch, lambda: watch.turn(1))

    assert watch.replay
    topics = [{t.line.topic for t in watch.replay.told(n, WALL)} for n in back[1:-1]]
    assert 3 == len(topics)
    assert all("turn" in told for told in topics)
    assert back[-1:0:-1] == on
    assert "own" == looked(watch).how


def test_coming_back_is_one_step(over: Path, watch: Watch):
    """
    To the newest frame where nobody leads, else to the leader, who went on meanwhile.
    """
    newest = looked(watch).number
    watch.begin()
    assert (0, "own") == (looked(watch).number, looked(watch).how)
    watch.back()
    assert (newest, "live") == (looked(watch).number, looked(watch).how)

    with Leader(over, load(over).head.game_id) as leader:
        leader.point(5, "main")
        watch.look()
        watch.step(1)
        leader.point(9, "main")
        shown = looked(watch)
        assert ("own", True) == (shown.how, shown.is_led)
        assert shown.number < 9
        watch.back()

        assert (9, "led") == (looked(watch).number, looked(watch).how)


def test_who_looks_alone_is_not_moved_by_play(path: Path, watch: Watch):
    """
    The table goes on, the wall stays until it is told to come back.
    """
    with sitting(path, red="bot:random") as session:
        for _ in range(6):
            session.step(everything=True)
        looked(watch)
        watch.step(-1)
        alone = looked(watch).number
        session.step(everything=True)

        assert (alone, "own") == (looked(watch).number, looked(watch).how)


# What comes with a frame


def test_the_last_roll_has_odds_dice_and_outcome(path: Path, watch: Watch):
    """
    The receipt is that of the move, as everybody heard it, and is shown for two turns.
    """
    with sitting(path, DECK, blue="human") as session:
        until(session, "plan")
        session.submit(Seal(RED, moves_of("praise")))
        until(session, "adjudicate")
        assert looked(watch).roll is None
        session.submit(Adjudicate(session.awaited()[0].subject, dice=(61,)))
        roll = looked(watch).roll
        assert roll is not None
        assert (1, "red", "Praise") == (roll.turn, roll.seat, roll.title)
        receipt = roll.receipt
        assert ((61,), "typed", "failure") == (receipt.dice, receipt.source, receipt.outcome)
        assert receipt.odds is not None
        assert 60 == receipt.odds.ways

        while session.state.turn < 2:
            session.submit(Proceed())
        assert roll == looked(watch).roll
        until(session, "aftermath")
        while session.state.turn < 3:
            session.submit(Proceed())

        assert looked(watch).roll is None


def test_odds_that_hang_on_a_secret_are_left_out(path: Path, watch: Watch):
    """
    Everybody hears how it came out, nobody what the chance was.
    """
    text = """
    tracks: {resolve: {range: 0 to 9, start: 5, seen_by: blue}}
    cards: {steel: {by: blue, chance: 10% * resolve}}
    """
    with sitting(path, text, blue="human") as session:
        until(session, "plan")
        session.submit(Seal(BLUE, moves_of("steel")))
        until(session, "adjudicate")
        session.submit(Adjudicate(session.awaited()[0].subject))

        roll = looked(watch).roll

    assert roll is not None
    assert (None, (), "") == (roll.receipt.odds, roll.receipt.dice, roll.receipt.source)


def test_the_phase_is_timed_from_the_frame_that_began_it(path: Path, watch: Watch):
    """
    Sealing in between does not begin it anew.
    """
    times = iter(range(1_000_000, 2_000_000, 1_000))
    with sitting(path) as session:
        session._clock = lambda: session.head.created_ms + next(times)
        until(session, "plan")
        began = looked(watch)
        session.submit(Seal(RED))
        sealed = looked(watch)

    assert began.phase_ms == sealed.phase_ms == began.told_ms
    assert sealed.told_ms > began.told_ms
