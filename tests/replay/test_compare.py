"""Two lines side by side: what they share is quiet, and what differs is marked."""

from pathlib import Path

import pytest

from tabletop.game.decision import Adjudicate, Move, Proceed, Seal
from tabletop.game.event import MoveAdjudicated, MoveRevealed
from tabletop.journal.lines import parting
from tabletop.journal.model import Frame, Journal
from tabletop.journal.tree import line_to
from tabletop.language.ids import FACILITATOR, WALL, ActorId, Viewer
from tabletop.replay.compare import Cell, Comparison, Item, RowPair, alike, compare, paired
from tabletop.replay.replay import Replay
from tests.replay.lines import cut, grown, journal_of, what_if

RED, BLUE = Viewer("red"), Viewer("blue")
VIEWERS = (RED, BLUE, FACILITATOR, WALL)

GAMBLE = """
tracks: {trust: 5, resolve: {start: 5, seen_by: red}}
cards:
  gamble: {title: The Gamble, by: red, chance: 50%, success: trust +2, failure: trust -1}
  speech: {title: Big Speech, by: red, effects: trust +1}
  whisper: {title: Whisper, by: blue, posture: covert, effects: resolve -1}
moves: up to 1
turns: 2
objectives:
  close: {by: red, title: Friends, test: trust >= 7, points: 3}
"""


def rows(found: Comparison, turn: str) -> list[RowPair]:
    return next(list(chapter.pairs) for chapter in found.chapters if chapter.title == turn)


def first(journal: Journal, kind: type) -> Frame:
    """Return the first frame in which an event of *kind* befell."""
    return next(f for f in journal.frames if any(isinstance(e, kind) for e in f.events))


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("entropy", [1, 2, 3])
def test_a_line_compared_with_itself_marks_nothing(tmp_path: Path, viewer: Viewer, entropy: int):
    """
    Whoever compares the same with the same sees no mark anywhere, and every turn on both sides.
    """
    journal = journal_of(tmp_path, entropy=entropy)
    replay = Replay(journal)
    whole = compare(replay, replay.main, replay.main, viewer)

    assert 0 == whole.differences
    assert [] == [p for c in whole.chapters for p in c.pairs if p.differs]
    assert all(chapter.has == (True, True) for chapter in whole.chapters)


def sealed_gamble(tmp_path: Path) -> tuple[Journal, int]:
    """Return a session that stands before the roll of Red's gamble, and that frame."""
    journal = cut(journal_of(tmp_path, GAMBLE), 0)
    number = 0
    while Replay(journal).state(number).phase != "plan":
        journal = grown(journal, number, Proceed())
        number = len(journal.frames)
    for seal in (
        Seal(ActorId("red"), (Move("gamble"),)),
        Seal(ActorId("blue"), (Move("whisper", "covert"),)),
    ):
        journal = grown(journal, number, seal)
        number = len(journal.frames)
    while Replay(journal).state(number).phase != "adjudicate":
        journal = grown(journal, number, Proceed())
        number = len(journal.frames)
    return journal, number


def two_rolls(tmp_path: Path) -> Journal:
    """Return the gamble rolled low on the main line, and high on a what-if line of one frame."""
    journal, number = sealed_gamble(tmp_path)
    journal = grown(journal, number, Adjudicate("1-red-1", dice=(10,)))
    return grown(journal, number, Adjudicate("1-red-1", dice=(90,)), "high")


def test_a_move_made_before_the_fork_shows_how_it_came_out_on_each_line(tmp_path: Path):
    """
    Forking right before a roll is what one does most: the move stands there with both outcomes.
    """
    replay = Replay(two_rolls(tmp_path))

    found = compare(replay, replay.lines[0], replay.lines[1], FACILITATOR)

    gamble = next(p for p in rows(found, "Turn 1") if p.label == "Red" and p.topic == "move")
    assert ("The Gamble", "success") == (gamble.left.text, gamble.left.outcome)
    assert ("The Gamble", "failure") == (gamble.right.text, gamble.right.outcome)
    assert gamble.differs
    rolled = [first_of(replay, line.last) for line in replay.lines]
    assert rolled == [gamble.left.frame, gamble.right.frame]
    trust = next(p for p in rows(found, "Turn 1") if p.label == "Trust")
    assert ("7", "4", True) == (trust.left.text, trust.right.text, trust.differs)
    assert [c.has for c in found.turns] == [(True, True)]


def first_of(replay: Replay, number: int) -> int:
    assert any(isinstance(e, MoveAdjudicated) for e in replay.frame(number).events)
    return number


def test_what_a_viewer_cannot_see_stands_in_no_row(tmp_path: Path):
    """
    A covert move and a hidden level differ between lines, and a seat learns nothing of it.
    """
    replay = Replay(two_rolls(tmp_path))

    def words(viewer: Viewer) -> str:
        return repr(compare(replay, replay.lines[0], replay.lines[1], viewer).chapters)

    assert "Whisper" in words(BLUE) and "Whisper" in words(FACILITATOR)
    assert "Whisper" not in words(RED) and "Whisper" not in words(WALL)
    assert "Resolve" in words(RED) and "Resolve" not in words(BLUE)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_nothing_after_the_frames_given_is_hinted_at(tmp_path: Path, viewer: Viewer):
    """
    A comparison up to a frame is the same as if play had stopped there.
    """
    journal = journal_of(tmp_path, entropy=4)
    fork = first(journal, MoveRevealed).number
    replay = Replay(what_if(journal, fork))
    main, other = replay.lines
    for frames in range(1, len(other.frames) - fork, 6):
        ends = (min(fork + 2 * frames, main.last), other.frames[fork + frames - 1])
        stopped = Replay(what_if(cut(journal, ends[0]), fork, most=frames))

        found = compare(replay, main, other, viewer, ends)

        again = compare(stopped, stopped.lines[0], stopped.lines[1], viewer)
        assert (again.turns, again.end) == (found.turns, found.end)


def test_turns_that_only_one_line_has_are_not_counted_as_differences(tmp_path: Path):
    """
    A what-if of a few frames beside a whole session: where it has not got to, nothing is marked.
    """
    journal = journal_of(tmp_path, entropy=4)
    replay = Replay(what_if(journal, first(journal, MoveRevealed).number, most=2))

    found = compare(replay, replay.lines[0], replay.lines[1], WALL)

    assert [(True, True), (True, False), (True, False)] == [c.has for c in found.turns]
    assert [0, 0] == [c.differences for c in found.turns[1:]]
    assert ("", "so far") == found.turns[0].notes
    assert ((True, False), ("", "not over")) == (found.end.has, found.end.notes)


def test_a_line_that_was_taken_back_is_compared_from_where_it_left(tmp_path: Path):
    """
    What was sealed first and what was sealed instead stand beside one another.
    """
    journal, number = sealed_gamble(tmp_path)
    plan = next(f.number for f in journal.frames if isinstance(f.decision, Seal)) - 1
    journal = grown(journal, plan, Seal(ActorId("red"), (Move("speech"),)))
    journal = grown(journal, len(journal.frames), Seal(ActorId("blue")))
    journal = grown(journal, len(journal.frames), Proceed())
    replay = Replay(journal)
    taken = replay.lines[1]
    assert taken.name.startswith("taken back") and taken.last == number

    found = compare(replay, replay.main, taken, WALL)

    assert plan == found.ancestor == parting(taken, replay.main)
    move = next(p for p in rows(found, "Turn 1") if p.topic == "move")
    assert ("Big Speech", "The Gamble") == (move.left.text, move.right.text)
    assert [f.number for f in line_to(journal, plan)] == list(replay.main.upto(plan))


def test_the_end_tells_points_objectives_and_winners(tmp_path: Path):
    """
    How each line ended, row by row; what both reached alike is not marked.
    """
    journal = two_rolls(tmp_path)
    ends = [line.last for line in Replay(journal).lines]
    for end in ends:
        number = end
        while not Replay(journal).state(number).is_over:
            state = Replay(journal).state(number)
            if state.phase == "adjudicate" and any(not m.outcome for m in state.moves):
                move = next(m.id for m in state.moves if not m.outcome)
                journal = grown(journal, number, Adjudicate(move))
            elif state.phase == "plan" and len(state.plans) < 2:
                seat = "red" if "red" not in state.plans else "blue"
                journal = grown(journal, number, Seal(ActorId(seat)))
            else:
                journal = grown(journal, number, Proceed())
            number = len(journal.frames)
    replay = Replay(journal)

    found = compare(replay, replay.lines[0], replay.lines[1], WALL)

    said = {p.label: (p.left.text, p.right.text) for p in found.end.pairs}
    assert {
        "Ending": ("The turns are played", "The turns are played"),
        "Most points": ("Red", "Red and Blue"),
        "Red: points": ("3", "0"),
        "Blue: points": ("0", "0"),
        "Red: Friends": ("met, 3", "not met"),
    } == said
    assert 3 == found.end.differences


def test_the_other_line_is_read_no_further_than_the_same_moment(tmp_path: Path):
    """
    Standing in the first turn of one line, one is not shown the second turn of the other.
    """
    journal = journal_of(tmp_path, entropy=4)
    fork = first(journal, MoveRevealed).number
    replay = Replay(what_if(journal, fork))
    main, other = replay.lines

    for number in other.frames:
        there, here = replay.state(alike(replay, main, number)), replay.state(number)
        assert (there.turn, there.is_over) <= (here.turn, True)
        assert here.is_over or not there.is_over
    assert main.last == alike(replay, main, other.last)
    assert 0 == alike(replay, main, 0)


def test_rows_find_their_partners_by_words_first():
    """
    The same card stands beside itself, however it came out; only what is left over is thrown
    together, in order.
    """

    def items(*said: tuple[str, str]) -> list[Item]:
        return [Item("move", "Red", Cell(text, outcome)) for text, outcome in said]

    left = items(("A", "success"), ("B", ""), ("C", ""), ("D", ""))
    right = items(("C", ""), ("A", "failure"), ("E", ""))

    found = paired(left, right)

    assert [("A", "A"), ("B", "E"), ("C", "C"), ("D", "-")] == [
        (p.left.text if p.left else "-", p.right.text if p.right else "-") for p in found
    ]
    assert [True, True, False, True] == [p.differs for p in found]
