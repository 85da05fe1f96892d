"""What-if lines: begun at any frame, played on, and never in the way of what was played."""

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from tabletop.bots.seats import BotPlayer, Human
from tabletop.game.decision import Move, Proceed, Seal
from tabletop.game.event import MoveAdjudicated
from tabletop.journal.lines import Line, lines_of
from tabletop.journal.model import Frame, Journal, LineName, SaveError
from tabletop.journal.reader import load
from tabletop.journal.states import History
from tabletop.journal.tree import main_line, salts
from tabletop.journal.verify import verify
from tabletop.journal.writer import Writer
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.table.branch import LineError, Luck, usual_name
from tabletop.table.session import Session
from tests.journal.sessions import boundaries
from tests.table.sitting import played_out, sitting

RED, BLUE = Viewer("red"), Viewer("blue")
BOTS = {RED: BotPlayer("random"), BLUE: BotPlayer("random")}
VIEWERS = (RED, BLUE, FACILITATOR, WALL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session that two bots without a mind have played to its end."""
    path = tmp_path / "a.seminar"
    played_out(sitting(path, red="bot:random")).close()
    return path


def line(path: Path, name: str) -> Line:
    return next(line for line in lines_of(load(path)) if line.name == name)


def names(path: Path) -> list[str]:
    return [line.name for line in lines_of(load(path))]


def what_if(path: Path, at: int, frames: int = 99, **how: object) -> Sequence[Frame]:
    """Let bots play at most *frames* frames of a what-if, and return those."""
    with Session.fork(path, at=at, seats=BOTS, **how) as session:
        shared = len(session.frames)
        while len(session.frames) < shared + frames and session.step(everything=True):
            pass
        return session.frames[shared:]


def moment(session: Session) -> dict[Viewer, object]:
    """Return all that anybody sees of *session*."""
    return {
        v: (
            session.sight(v),
            session.feed(v),
            [session.trend(level, v) for level in session.state.levels],
        )
        for v in VIEWERS
    }


@pytest.mark.parametrize("at", range(0, 24, 5))
def test_the_same_decisions_with_the_same_luck_come_out_the_same(path: Path, at: int):
    """
    What differs on a what-if line differs because somebody did something else.
    """
    played = load(path).frames[at:]
    with Session.fork(path, at=at, name="again") as session:
        for frame in played:
            session.submit(frame.decision)

        assert [f.mark for f in played] == [f.mark for f in session.frames[at:]]
        assert [f.events for f in played] == [f.events for f in session.frames[at:]]


def test_bots_with_the_same_luck_do_the_same_again(path: Path):
    """
    A line on which nobody does anything else is the line that was played.
    """
    assert [f.mark for f in load(path).frames[3:]] == [f.mark for f in what_if(path, 3)]


def test_fresh_luck_is_new_each_time(path: Path):
    """
    Dice, and bots without a mind, fall otherwise on every line of fresh luck.
    """
    lines = [what_if(path, 3, luck="fresh") for _ in range(3)]

    journal = load(path)
    courses = [[f.mark for f in frames] for frames in (journal.frames[3:30], *lines)]
    assert 4 == len({tuple(course) for course in courses})
    assert 4 == len(set(salts(journal)))
    assert verify(path).difference is None


def test_fresh_luck_rolls_other_dice_for_the_same_decision(path: Path):
    """
    A move that failed by bad luck can be tried with other luck, and with the same as often.
    """
    rolled = next(frame for frame in load(path).frames if dice(frame))

    def again(luck: Luck) -> tuple[int, ...]:
        with Session.fork(path, at=rolled.parent, luck=luck) as session:
            return dice(session.submit(rolled.decision))

    assert {dice(rolled)} == {again("same") for _ in range(3)}
    assert 3 < len({again("fresh") for _ in range(6)})


def dice(frame: Frame) -> tuple[int, ...]:
    """Return the dice of the move that *frame* adjudicated."""
    receipts = (e.receipt for e in frame.events if isinstance(e, MoveAdjudicated))
    return next((receipt.dice for receipt in receipts), ())


def test_fresh_luck_is_new_even_where_a_forger_used_it_up(path: Path):
    """
    A salt that the save holds already is never taken again.
    """
    with Writer.reopen(path) as writer:
        last = load(path).frames[-1]
        number = last.number + 1
        forged = Frame(
            number, 3, 0, Proceed(), (), last.mark, salt=f"what-if {number + 1}", is_what_if=True
        )
        writer.append(forged)

    what_if(path, 3, frames=1, luck="fresh")

    assert 3 == len(set(salts(load(path))))


def test_a_what_if_of_a_what_if_shares_its_luck(path: Path):
    """
    Fresh luck is that of the whole line, and of those that leave it, unless they ask for more.
    """
    first = what_if(path, 3, luck="fresh")
    nested = what_if(path, first[4].number)

    assert [f.mark for f in first[5:]] == [f.mark for f in nested]
    assert 2 == len(set(salts(load(path))))


def test_no_number_of_forks_touches_what_was_played(path: Path):
    """
    The main line, its states, feeds and end are the same, byte for byte, whatever was tried.
    """
    data = path.read_bytes()
    before = load(path)
    with Session.resume(path) as session:
        seen = moment(session)
    luck = random.Random(5)  # of the test, not of the table

    for _ in range(12):
        journal = load(path)
        at = luck.randrange(len(journal.frames))
        if not History(journal).at(at).is_over:
            what_if(path, at, luck.randrange(1, 9), luck=luck.choice(["same", "fresh"]))

    after = load(path)
    assert data == path.read_bytes()[: len(data)]
    assert main_line(before) == main_line(after)
    with Session.resume(path) as session:
        assert seen == moment(session)
    assert verify(path).difference is None
    assert 5 < len(lines_of(after))
    for found in lines_of(after):
        assert_whole(after, found)


def assert_whole(journal: Journal, line: Line) -> None:
    """Each frame of *line* follows the one before it, and only its first begins a what-if."""
    for before, after in pairwise((0, *line.frames)):
        assert before == journal.frame(after).parent
    own = [n for n in line.frames if n > line.fork]
    if not line.is_main:
        assert [True] + [False] * (len(own) - 1) == [journal.frame(n).is_what_if for n in own]


def test_a_line_is_gone_on_with_as_if_it_had_not_paused(path: Path, tmp_path: Path):
    """
    Whoever comes back to a what-if finds its table, its luck and its own history.
    """
    copy = tmp_path / "copy.seminar"
    copy.write_bytes(path.read_bytes())
    whole = what_if(copy, 6, luck="fresh", name="bold")
    what_if(path, 6, frames=5, luck="fresh", name="bold")
    what_if(path, 2, frames=3, name="another")

    with Session.resume(path, line="bold", seats=BOTS) as session:
        then = moment(session)
        fold = History(load(path)).at(session.number)
        played_out(session)

        assert fold == History(load(path)).at(line(path, "bold").frames[10])
        assert [f.mark for f in whole] == [f.mark for f in session.frames[6:]]
        assert then[RED][1] == session.feed(RED)[: len(then[RED][1])]
    assert verify(path).difference is None


def test_a_line_has_its_name_with_its_first_frame(path: Path):
    """
    A fork that was thought better of leaves nothing; one decision later there is a line.
    """
    size = path.stat().st_size
    with Session.fork(path, at=4, name="  Bolder \n still ") as session:
        assert (4, False, "Bolder still") == (session.number, session.is_main, session.line)
        assert size == path.stat().st_size

        session.step(everything=True)

        assert ["main", "Bolder still"] == names(path)
    assert (4, 1) == (line(path, "Bolder still").fork, len(line(path, "Bolder still").frames) - 4)


def test_a_line_without_a_name_goes_by_its_first_frame(path: Path):
    """
    It is listed, and gone on with, as "what-if" and a number.
    """
    with Session.fork(path, at=4) as session:
        number = session.step(everything=True).number
        assert f"what-if {number}" == session.line

    with Session.resume(path, line=f"what-if {number}") as session:
        assert number == session.number


def test_a_killed_program_loses_no_frame_of_a_line(path: Path):
    """
    Cut off anywhere, the save lists the line as far as it was kept, and it can be gone on with.
    """
    begun, main = path.stat().st_size, load(path).frames
    frames = what_if(path, 5, frames=3, name="bold")
    data = path.read_bytes()
    ends = [end for end in boundaries(data) if end > begun]
    assert 5 == len(ends)  # three frames, a name, and put away again

    for cut in sorted({*ends, *(end - 7 for end in ends), *range(begun + 1, len(data), 97)}):
        path.write_bytes(data[:cut])
        kept = sum(end <= cut for end in (ends[0], *ends[2:4]))
        is_named = cut >= ends[1]

        listed = {line.name: line.last for line in lines_of(load(path))}

        own = {"bold" if is_named else f"what-if {frames[0].number}": frames[kept - 1].number}
        assert listed == {"main": len(main), **own} if kept else {"main": len(main)}
        for name, last in listed.items():
            with Session.resume(path, line=name) as session:
                assert last == session.number
    assert load(path).damage is None


def test_parents_are_the_lines_own_frames(path: Path):
    """
    Two lines that are played by turns do not grow into one another.
    """
    what_if(path, 4, frames=2, name="one")
    what_if(path, 4, frames=2, name="two")
    for name in ("one", "two", "one"):
        with Session.resume(path, line=name, seats=BOTS) as session:
            session.step(everything=True)

    journal = load(path)
    for found in lines_of(journal):
        assert_whole(journal, found)
    assert [30, 8, 7] == [len(found.frames) for found in lines_of(journal)]


def test_people_and_bots_change_seats_on_a_what_if(path: Path):
    """
    Who plays is asked anew for every sitting, and the main line keeps its own.
    """
    with Session.fork(path, at=2, seats={RED: Human(), BLUE: BotPlayer("random")}) as session:
        while session.step():
            pass

        assert ((RED,), ["red"]) == (session.people, [a.seat for a in session.awaited()])
        session.submit(Seal(RED, (Move("praise"),)))
        assert (RED, {RED, BLUE}) == (session.frames[-1].decision.seat, set(session.state.plans))

    assert {"red": "bot:random", "blue": "bot:random"} == load(path).head.seats


def test_a_session_is_over_and_stays_put_away_whatever_is_tried(path: Path):
    """
    A what-if of a finished session does not offer the session as one to go on with.
    """
    assert load(path).is_closed
    what_if(path, 4, frames=2, name="bold")
    assert load(path).is_closed

    size = path.stat().st_size
    Session.fork(path, at=4).close()
    assert size == path.stat().st_size


def test_a_session_that_is_not_over_goes_on_after_a_what_if(tmp_path: Path):
    """
    A what-if that is played to its end does not end the session.
    """
    path = tmp_path / "open.seminar"
    with sitting(path, red="bot:random") as session:
        for _ in range(6):
            session.step(everything=True)
    assert what_if(path, 3)
    assert not load(path).is_closed

    with played_out(Session.resume(path)) as session:
        assert [1, 2, 3, 4, 5, 6] == [f.number for f in session.frames[:6]]
        assert 6 == session.frames[6].parent
        assert session.state.is_over
    assert load(path).is_closed
    assert verify(path).difference is None


@pytest.mark.parametrize(
    "name", ["main", "MAIN", "what-if 12", "What-If 1", "taken back 3", "Bold"]
)
def test_a_name_that_would_mislead_is_refused(path: Path, name: str):
    """
    A name leads to one line, and never to what it is not.
    """
    what_if(path, 4, frames=1, name="bold")

    with pytest.raises(LineError):
        Session.fork(path, at=4, name=name)

    Session.resume(path).close()  # the lock is free


@pytest.mark.parametrize("name", ["main", "what-if 3", "two\nlines", "x" * 300, ""])
def test_a_forged_name_is_no_name(path: Path, name: str):
    """
    The line goes by its number instead, and the line that was played is still "main".
    """
    what_if(path, 4, frames=1)
    begin = len(load(path).frames)
    with Writer.reopen(path) as writer:
        writer.append(LineName(begin, name))

    assert ["main", f"what-if {begin}"] == names(path)


def test_nothing_is_begun_where_the_session_is_over_or_was_never(path: Path):
    """
    The refusal says what to do instead, and writes nothing.
    """
    last = load(path).frames[-1].number
    with pytest.raises(LineError, match="earlier frame"):
        Session.fork(path, at=last)
    with pytest.raises(SaveError, match=f"the last is {last}"):
        Session.fork(path, at=last + 1)
    with pytest.raises(LineError, match="there are: main"):
        Session.resume(path, line="nowhere")

    Session.resume(path).close()


def test_a_whole_session_can_be_played_otherwise_from_the_opening(path: Path):
    """
    Frame 0 is a frame to leave from like any other.
    """
    frames = what_if(path, 0, luck="fresh", name="anew")

    assert (0, True) == (frames[0].parent, frames[0].is_what_if)
    assert History(load(path)).at(frames[-1].number).is_over
    assert verify(path).difference is None


def test_a_good_name_is_at_hand(path: Path):
    """
    Nobody has to think of one, and it is never taken.
    """
    lines = lines_of(load(path))
    what_if(path, 12, frames=1, name=usual_name(lines, 2))

    assert ("turn 2 otherwise", "turn 2 otherwise 2", "otherwise") == (
        usual_name(lines, 2),
        usual_name(lines_of(load(path)), 2),
        usual_name(lines, 0),
    )
