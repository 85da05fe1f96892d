"""Luck or choice: what else could have come of a frame, the same every time it is asked."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from tabletop.bots.playout import Outcome
from tabletop.bots.seats import BotPlayer, SeatError
from tabletop.game.decision import Adjudicate, Correct, Move, Proceed, Seal
from tabletop.game.state import State
from tabletop.journal.model import Journal
from tabletop.journal.reader import load
from tabletop.lab.continuations import (
    COURSES,
    Course,
    Fork,
    continuation,
    fork,
    real_outcome,
    repeated,
)
from tabletop.lab.crew import Crew, LabError
from tabletop.language.ids import ActorId, LevelId
from tabletop.replay.replay import Replay
from tests.replay.lines import cut, grown, journal_of, what_if

GOLDEN = sorted((Path(__file__).parents[2] / "saves" / "golden").glob("*.seminar"))

COIN = """
tracks: {trust: 5}
cards:
  gamble: {by: red, chance: 50%, success: trust +1, failure: trust -1}
  sure: {by: red, effects: trust +2}
moves: up to 1
turns: 3
objectives:
  close: {by: red, points: trust}
"""


def ends(start: Fork, course: Course, count: int = 6) -> list[Outcome]:
    return [continuation(start, course, number) for number in range(count)]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_the_same_choices_with_the_same_dice_end_as_they_did(path: Path):
    """
    From any frame of every kept session: nothing is replaced, and every number comes out alike.
    """
    replay = Replay(load(path))
    real = real_outcome(replay, replay.main)
    for number in range(0, replay.main.last + 1, max(1, replay.main.last // 6)):
        again = repeated(fork(replay, replay.main, number, "steady"))
        assert (real, 0) == (attrs.evolve(again, kept=0), again.replaced)


@pytest.mark.parametrize("entropy", range(4))
def test_so_does_every_session_of_random_bots(tmp_path: Path, entropy: int):
    """
    Offers, covert moves and recalls are found again too, on the main line and on a what-if line.
    """
    journal = journal_of(tmp_path, entropy=entropy)
    replay = Replay(what_if(journal, len(journal.frames) // 2))
    for line in replay.lines:
        for number in line.frames[::7]:
            again = repeated(fork(replay, line, number, "steady"))
            assert real_outcome(replay, line) == attrs.evolve(again, kept=0)


@pytest.mark.parametrize("course", COURSES)
def test_a_continuation_is_the_same_whenever_it_is_asked_for(tmp_path: Path, course: Course):
    """
    One entropy, one frame, one number: one end. Another number or frame: another.
    """
    journal = journal_of(tmp_path)

    def played(number: int) -> list[Outcome]:
        replay = Replay(journal)
        return ends(fork(replay, replay.main, number, "random"), course)

    assert played(4) == played(4)
    assert 1 < len({attrs.evolve(outcome, number=0) for outcome in played(4)})
    assert played(4) != played(5)


def test_continuing_leaves_the_replay_and_the_file_untouched(tmp_path: Path):
    """
    Asking what else could have been changes nothing that was.
    """
    journal = journal_of(tmp_path)
    replay = Replay(journal)
    states = [replay.state(n) for n in (0, *replay.main.frames)]
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}

    for course in COURSES:
        ends(fork(replay, replay.main, 7, "random"), course, 3)

    assert states == [replay.state(n) for n in (0, *replay.main.frames)]
    assert journal == replay.journal
    assert before == {path: path.read_bytes() for path in tmp_path.iterdir()}


def sealed(journal: Journal, number: int, *moves: str) -> Journal:
    """Return *journal* gone on to the adjudication of Red's *moves*."""
    seals = [Seal(ActorId("red"), tuple(Move(m) for m in moves)), Seal(ActorId("blue"))]
    while (state := Replay(journal).state(number)).phase != "adjudicate" or is_decided(state):
        decision = seals.pop(0) if state.phase == "plan" and seals else Proceed()
        journal = grown(journal, number, decision)
        number = len(journal.frames)
    return journal


def is_decided(state: State) -> bool:
    return all(made.outcome for made in state.moves)


def to_the_end(journal: Journal) -> Journal:
    """Return *journal* gone on to its end with gambles, whose dice are typed: 1, always good."""
    while not (state := Replay(journal).state(len(journal.frames))).is_over:
        if state.phase == "plan":
            journal = sealed(journal, len(journal.frames), "gamble")
        elif state.phase == "adjudicate" and (waits := [m for m in state.moves if not m.outcome]):
            journal = grown(journal, len(journal.frames), Adjudicate(waits[0].id, dice=(1,)))
        else:
            journal = grown(journal, len(journal.frames), Proceed())
    return journal


@pytest.fixture
def lucky(tmp_path: Path) -> Replay:
    """Red gambled in every turn, and the dice of the real table were always good."""
    return Replay(to_the_end(cut(journal_of(tmp_path, COIN), 0)))


def test_luck_is_what_the_dice_do_to_the_same_choices(lucky: Replay):
    """
    Three coins: Red ends between 2 and 8, and 8 is better than nearly all of that.
    """
    real = real_outcome(lucky, lucky.main)
    assert real is not None and (8, 0) == real.points
    found = ends(fork(lucky, lucky.main, 0, "steady"), "luck", 60)

    assert {2, 4, 6, 8} == {outcome.points[0] for outcome in found}
    assert {0} == {outcome.replaced for outcome in found}


def test_the_dice_of_the_real_table_are_the_lines_own(lucky: Replay):
    """
    A bot that gambles in a turn in which Red gambled rolls what was thrown on the real table.
    """
    found = ends(fork(lucky, lucky.main, 0, "random"), "choice", 30)

    # Sure is 2 and a gamble is 1; had the dice been drawn anew, some would be below 5.
    assert 1 < len({outcome.points[0] for outcome in found})
    assert all(5 <= outcome.points[0] for outcome in found)


def test_without_chance_the_same_choices_come_to_the_same(tmp_path: Path):
    """
    Where nothing is rolled, all is choice.
    """
    text = COIN.replace("chance: 50%, success: trust +1, failure", "effects")
    replay = Replay(journal_of(tmp_path, text))
    real = real_outcome(replay, replay.main)

    found = ends(fork(replay, replay.main, 0, "random"), "luck")

    assert {real} == {attrs.evolve(outcome, number=0, kept=0) for outcome in found}


def test_a_choice_that_is_not_legal_again_is_a_bots_and_counted(tmp_path: Path):
    """
    A card that could be paid for only because a gamble came off cannot be played where it failed.
    """
    text = """
    tracks: {trust: 5, purse: {each: actor, start: 1, range: 0 to 9}}
    cards:
      gamble: {by: red, chance: 50%, success: purse +2}
      costly: {by: red, cost: purse 3, effects: trust +3}
    moves: exactly 1
    turns: 2
    objectives:
      close: {by: red, points: trust}
    """
    journal = sealed(cut(journal_of(tmp_path, text), 0), 0, "gamble")
    journal = grown(journal, len(journal.frames), Adjudicate("1-red-1", dice=(1,)))
    journal = sealed(journal, len(journal.frames), "costly")
    journal = grown(journal, len(journal.frames), Adjudicate("2-red-1"))
    while not Replay(journal).state(len(journal.frames)).is_over:
        journal = grown(journal, len(journal.frames), Proceed())
    replay = Replay(journal)

    found = ends(fork(replay, replay.main, 0, "steady"), "luck", 20)

    assert {(8, 0), (5, 1)} == {(o.points[0], o.replaced) for o in found}
    assert {4, 3} == {o.kept for o in found}


def test_what_the_facilitator_did_unasked_is_done_again(tmp_path: Path):
    """
    A correction is a choice too, and comes at its place.
    """
    journal = sealed(cut(journal_of(tmp_path, COIN, entropy=5), 0), 0, "sure")
    journal = grown(journal, len(journal.frames), Correct(LevelId("trust"), 9, "A slip."))
    journal = grown(journal, len(journal.frames), Adjudicate("1-red-1"))
    while not (state := Replay(journal).state(len(journal.frames))).is_over:
        decision = (
            Seal(ActorId("red" if "red" not in state.plans else "blue"))
            if state.phase == "plan" and len(state.plans) < 2
            else Proceed()
        )
        journal = grown(journal, len(journal.frames), decision)
    replay = Replay(journal)

    found = ends(fork(replay, replay.main, 0, "steady"), "luck", 3)

    assert {10} == {outcome.points[0] for outcome in found}


def test_a_line_that_has_not_come_to_an_end_has_no_real_outcome(tmp_path: Path):
    """
    There is nothing to hold continuations against, and nothing is made up.
    """
    journal = cut(journal_of(tmp_path), 9)
    replay = Replay(journal)

    assert real_outcome(replay, replay.main) is None
    assert 3 == len(ends(fork(replay, replay.main, 4, "steady"), "both", 3))


def test_a_bot_that_does_not_exist_is_refused_before_any_process_begins(tmp_path: Path):
    """
    The mistake is told in one sentence, not by a process that ends.
    """
    replay = Replay(journal_of(tmp_path))

    with pytest.raises(SeatError, match='no bot is called "nobody"'):
        fork(replay, replay.main, 0, "nobody")


def by_course(crew: Crew, count: int) -> Iterator[tuple[Course, int, Outcome]]:
    for batch in crew.run(count):
        for outcome in batch.outcomes:
            yield batch.course, outcome.number, outcome


def test_processes_play_what_one_process_would(tmp_path: Path):
    """
    How many processes there are, and which is quicker, is nowhere to be seen in the result.
    """
    replay = Replay(journal_of(tmp_path))
    start = fork(replay, replay.main, 5, "random")

    found = sorted(by_course(Crew(start, jobs=2), 4), key=lambda one: one[:2])

    assert found == [(c, o.number, o) for c in sorted(COURSES) for o in ends(start, c, 4)]


def test_a_crew_that_is_stopped_yields_nothing_more(tmp_path: Path):
    """
    Escape ends the waiting at once.
    """
    replay = Replay(journal_of(tmp_path))
    crew = Crew(fork(replay, replay.main, 5, "random"), jobs=1)
    batches = crew.run(10_000)
    assert next(batches).outcomes

    crew.stop()

    assert [] == list(batches)


def test_a_bot_that_fails_in_a_process_is_named(tmp_path: Path):
    """
    Its trouble comes back as a sentence, and the other processes end.
    """
    replay = Replay(journal_of(tmp_path))
    start = fork(replay, replay.main, 5, "random")
    broken = attrs.evolve(start, seats=dict.fromkeys(start.seats, BotPlayer("nobody")))

    with pytest.raises(LabError, match='no bot is called "nobody"'):
        list(Crew(broken, jobs=1).run(1))


KILLED = """
import sys, time
from pathlib import Path
from tabletop.journal.reader import load
from tabletop.lab.continuations import fork
from tabletop.lab.crew import Crew
from tabletop.replay.replay import Replay

replay = Replay(load(Path(sys.argv[1])))
batches = Crew(fork(replay, replay.main, 0, "random"), jobs=1).run(200)
print(len(next(batches).outcomes), flush=True)
time.sleep(600)
"""


def test_no_process_outlives_the_one_that_began_it(tmp_path: Path):
    """
    Even where that was killed: nothing goes on playing in the background for ever.
    """
    path = journal_of(tmp_path).path
    with subprocess.Popen([sys.executable, "-c", KILLED, path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline()

        process.kill()

        # The crew holds the other end of the pipe, which ends with the last of them.
        assert b"" == process.stdout.read()
