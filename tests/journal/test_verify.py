"""Checking a save against the rules it was played by."""

from pathlib import Path
from typing import Any

import attrs
import pytest

from tabletop.game.decide import RULES
from tabletop.game.event import LevelShifted, Reported
from tabletop.journal.model import Frame, LineName, SaveError
from tabletop.journal.reader import load
from tabletop.journal.verify import verify
from tabletop.journal.writer import Writer
from tabletop.language.ids import FACILITATOR
from tests.journal.sessions import DECK, PRINTED, REPORT, Play, extended, head, remade, saved


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


def written(path: Path, frames: list[Frame], **changes: Any) -> Path:
    """Save *frames* as they are, whatever the rules say."""
    with Writer.create(path, head(**changes), PRINTED) as writer:
        for frame in frames:
            writer.append(frame)
    return path


def played(frames: int) -> list[Frame]:
    play = Play()
    return [play.frame() for _ in range(frames)]


def test_a_session_decided_again_is_the_same(path: Path):
    """
    The same decisions under the same rules lead to the same end.
    """
    journal = saved(path)

    verdict = verify(path)

    assert verdict.difference is None
    assert verdict.damage is None
    assert verdict.is_redecided
    assert verdict.is_closed
    assert (len(journal.frames), 1) == (verdict.frames, verdict.lines)


def test_every_line_is_decided_again(path: Path):
    """
    What-if lines count as much as what was played, each with its own luck.
    """
    play = Play()
    while len(play.frames) < 8:
        play.frame()
    for salt in ("", "fresh"):
        play.frame(parent=6, salt=salt, is_what_if=True)
    written(path, play.frames)

    assert (None, 3) == (verify(path).difference, verify(path).lines)


def test_luck_of_another_line_is_noticed(path: Path):
    """
    A roll belongs to its line's luck.
    """
    play = Play()
    rolled = next(
        frame
        for frame in (play.frame() for _ in range(99))
        if "MoveAdjudicated" in str(frame.events)
    )
    salts = (f"luck {n}" for n in range(99))
    other = next(
        frame
        for frame in (play.frame(rolled.decision, rolled.parent, salt=salt) for salt in salts)
        if frame.events != rolled.events
    )
    claimed = attrs.evolve(other, number=rolled.number + 1, salt=None)

    difference = verify(written(path, [*play.frames[: rolled.number], claimed])).difference

    assert difference
    assert claimed.number == difference.frame


def test_new_luck_in_mid_play_is_noticed(path: Path):
    """
    Only a what-if begins with luck of its own; whoever rolls a played move again is found out.
    """
    play = Play()
    while len(play.frames) < 6:
        play.frame()
    play.frame(salt="kinder")

    difference = verify(written(path, play.frames)).difference

    assert difference
    assert (7, True) == (difference.frame, "luck" in difference.sentence)


def test_the_first_frame_that_differs_is_named(path: Path):
    """
    A move that the rules do not lead to is found, and where and how it differs is told.
    """
    frames = played(10)
    kept = frames[7].events
    other = tuple(
        attrs.evolve(e, now=e.now + 1) if isinstance(e, LevelShifted) else e for e in kept
    )
    assert kept != other
    frames[7] = attrs.evolve(frames[7], events=other)

    difference = verify(written(path, frames)).difference

    assert difference
    assert (8, 1, "adjudicate") == (difference.frame, difference.turn, difference.phase)
    assert "LevelShifted" in difference.sentence


@pytest.mark.parametrize("change", [lambda e: e[:-1], lambda e: (*e, Reported(FACILITATOR, "and"))])
def test_an_event_too_few_or_too_many_is_a_difference(path: Path, change: Any):
    """
    All that befell is there, and nothing else.
    """
    frames = played(5)
    frames[4] = attrs.evolve(frames[4], events=change(frames[4].events))

    difference = verify(written(path, frames)).difference

    assert difference
    assert 5 == difference.frame


def test_a_wrong_mark_is_a_difference(path: Path):
    """
    The mark of a frame is that of the state after it.
    """
    frames = played(4)
    frames[3] = attrs.evolve(frames[3], mark=b"\0" * 8)

    difference = verify(written(path, frames)).difference

    assert difference
    assert (4, "the state after it has another mark") == (difference.frame, difference.sentence)


def test_a_decision_that_is_refused_is_a_difference(path: Path):
    """
    What the rules do not allow cannot have been played.
    """
    frames = played(3)
    frames[0] = attrs.evolve(frames[0], decision=REPORT)

    difference = verify(written(path, frames)).difference

    assert difference
    assert 1 == difference.frame
    assert "refused" in difference.sentence


def test_other_rules_are_not_held_against_a_session(path: Path):
    """
    A session of other rules is folded and its marks compared; nothing is decided again.
    """
    frames = played(8)
    kept = tuple(
        attrs.evolve(event, reason="in those days") if isinstance(event, LevelShifted) else event
        for event in frames[7].events
    )
    frames[7] = attrs.evolve(frames[7], events=kept)
    written(path, frames, rules=RULES + 1)

    verdict = verify(path)

    assert verdict.difference is None
    assert not verdict.is_redecided
    assert RULES + 1 == verdict.rules


def test_marks_are_compared_under_other_rules_too(path: Path):
    """
    Whatever the rules were, the state is what the events made it.
    """
    frames = played(3)
    frames[2] = attrs.evolve(frames[2], mark=b"\0" * 8)

    difference = verify(written(path, frames, rules=RULES + 1)).difference

    assert difference
    assert 3 == difference.frame


def test_a_damaged_save_is_checked_as_far_as_it_goes(path: Path):
    """
    Damage is reported beside what was found before it.
    """
    saved(path, 6)
    path.write_bytes(path.read_bytes() + b"rubbish")

    verdict = verify(path)

    assert verdict.damage
    assert (6, None) == (verdict.frames, verdict.difference)


def test_names_of_lines_change_no_verdict(path: Path):
    """
    Notes and names are no part of what is decided.
    """
    saved(path, 4)
    with Writer.reopen(path) as writer:
        writer.append(LineName(2, "regrets"))

    assert verify(path).difference is None


@pytest.mark.parametrize(
    "event",
    [
        {"$": "LevelShifted", "level": "none", "by": 1, "was": 0, "now": 1, "cause": {"because": "deck", "move": "", "inject": ""}, "reason": ""},
        {"$": "PhaseBegan", "phase": "plan", "mover": "nobody"},
        {"$": "TurnBegan", "turn": -(2**63)},
        {"$": "CardReturned", "seat": "mars", "card": "none", "move": "x"},
        {"$": "SessionEnded", "ending": "never", "winners": ["mars"]},
    ],
)  # fmt: skip
def test_events_of_another_table_are_a_difference_and_no_crash(path: Path, event: dict[str, Any]):
    """
    A forged save is found out, not believed and not choked on.
    """
    saved(path, 3)
    data = path.read_bytes()
    path.write_bytes(remade(data, 4, lambda v: {**v, "events": [event]}))

    difference = verify(path).difference

    assert difference
    assert 3 == difference.frame


def test_a_save_of_no_frames_is_sound(path: Path):
    """
    A session that was only begun has nothing wrong with it.
    """
    saved(path, 0)

    verdict = verify(path)

    assert (0, 0, None) == (verdict.frames, verdict.lines, verdict.difference)


def test_marks_do_not_hang_on_text(path: Path):
    """
    A remark in a save can be cleaned on reading without the state seeming another.
    """
    play = Play()
    play.frame()
    play.frame(attrs.evolve(REPORT, text="so\x1b[2J"))

    assert verify(written(path, play.frames)).difference is None
    assert "so[2J" == load(path).frames[1].decision.text


def test_what_is_refused_is_refused(path: Path):
    """
    There is nothing to check in a file that is no save.
    """
    path.write_text(DECK.title)

    with pytest.raises(SaveError, match="not a save"):
        verify(path)


def test_a_note_about_no_frame_is_damage(path: Path):
    """
    A remark on what was never played is not shown.
    """
    saved(path, 2)
    note = {"frame": 3, "at_ms": 0, "text": "well", "seat": ""}
    path.write_bytes(extended(path.read_bytes(), 4, note))

    damage = verify(path).damage

    assert damage
    assert "frame 3, which there is not" in damage.sentence
