"""`verify`, `repair` and `replay --plain`, as typed."""

import os
import stat
from pathlib import Path
from typing import Any

import attrs
import pytest

from tabletop.cli.main import main
from tabletop.game.apply import fold
from tabletop.game.decide import RULES
from tabletop.game.narrate import narrate
from tabletop.game.words import WALL
from tabletop.journal.model import Frame, LineName
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer
from tests.journal.sessions import DECK, PRINTED, Play, boundaries, head, saved

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


def written(path: Path, frames: list[Frame], *more: Any, **changes: Any) -> None:
    with Writer.create(path, head(**changes), PRINTED) as writer:
        for entry in (*frames, *more):
            writer.append(entry)


def flipped(path: Path, place: int) -> None:
    """Turn one bit of the byte at *place*."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def test_verify_says_that_all_is_the_same(path: Path, capsys: Captured):
    """
    A sound session is told with its length, status 0.
    """
    count = len(saved(path).frames)

    assert 0 == main(["verify", str(path)])

    assert f"{path}: {count} frames, all the same decided again\n" == capsys.readouterr().out


def test_verify_names_the_first_frame_that_differs(path: Path, capsys: Captured):
    """
    Divergence is status 1.
    """
    play = Play()
    frames = [play.frame() for _ in range(4)]
    frames[2] = attrs.evolve(frames[2], mark=b"\0" * 8)
    written(path, frames)

    assert 1 == main(["verify", str(path)])

    assert f"{path}: frame 3 (turn 1, plan) differs: the state" in capsys.readouterr().out


def test_verify_says_when_it_decided_nothing_again(path: Path, capsys: Captured):
    """
    Under other rules only the half of it is checked, and that is told.
    """
    written(path, [Play().frame()], rules=RULES + 1)

    assert 0 == main(["verify", str(path)])

    assert (
        f"{path}: 1 frame, sound in chain, fold and marks; none was decided again, for the session"
        f" is of rules {RULES + 1} and this program plays by rules {RULES}\n"
    ) == capsys.readouterr().out


def test_verify_tells_where_a_save_is_damaged(path: Path, capsys: Captured):
    """
    Readable only up to a point is status 3.
    """
    saved(path, 4)
    place = boundaries(path.read_bytes())[4]
    flipped(path, place + 30)

    assert 3 == main(["verify", str(path)])

    out = capsys.readouterr().out
    assert f"{path}: 2 frames, all the same decided again\n" in out
    assert f"readable up to frame 2, byte {place}: the record does not match its digest" in out


def test_verify_of_several_saves_has_the_highest_status(
    path: Path, tmp_path: Path, capsys: Captured
):
    """
    One bad file does not keep the others from being checked.
    """
    saved(path, 2)
    (tmp_path / "text.seminar").write_text("hello")

    status = main(["verify", str(tmp_path / "text.seminar"), str(path)])

    assert 4 == status
    said = capsys.readouterr()
    assert f"{path}: 2 frames, all the same" in said.out
    assert "text.seminar, byte 0: this is not a save of Tabletop\n" in said.err


def test_repair_keeps_the_tail_aside_and_cuts(path: Path, capsys: Captured):
    """
    Not a byte is lost by mending a save, and play can go on from it.
    """
    saved(path, 5)
    place = boundaries(path.read_bytes())[5]
    flipped(path, place + 30)
    damaged = path.read_bytes()

    assert 0 == main(["repair", str(path)])

    aside = path.with_name("a.seminar.tail-1")
    assert damaged == path.read_bytes() + aside.read_bytes()
    assert place == path.stat().st_size
    assert 0o600 == stat.S_IMODE(aside.stat().st_mode)
    assert (
        f"{path}: cut after frame 3, byte {place}; the {len(damaged) - place} bytes from there on"
        f" are kept in {aside}\n"
    ) == capsys.readouterr().out
    assert 0 == main(["verify", str(path)])
    Writer.reopen(path).close()


def test_a_second_repair_keeps_another_tail(path: Path):
    """
    What was kept aside is never written over.
    """
    saved(path, 3)
    for number in (1, 2):
        with path.open("ab") as file:
            file.write(b"rubbish %d" % number)
        assert 0 == main(["repair", str(path)])

        assert b"rubbish %d" % number == path.with_name(f"a.seminar.tail-{number}").read_bytes()


def test_repair_leaves_a_good_save_alone(path: Path, capsys: Captured):
    """
    There is nothing to mend, and nothing is changed.
    """
    saved(path, 3)
    before = path.read_bytes()

    assert 0 == main(["repair", str(path)])

    assert before == path.read_bytes()
    assert [path] == list(path.parent.iterdir())
    assert f"{path}: nothing to repair, all 3 frames are readable\n" == capsys.readouterr().out


def test_repair_does_not_cut_what_it_could_not_keep(
    path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
):
    """
    With a full disk the damaged save stays as it is.
    """
    saved(path, 3)
    with path.open("ab") as file:
        file.write(b"rubbish")
    before = path.read_bytes()

    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert 5 == main(["repair", str(path)])

    assert before == path.read_bytes()


def test_repair_does_not_touch_a_save_that_is_being_played(path: Path, capsys: Captured):
    """
    An unfinished record of a live session is nobody's damage.
    """
    saved(path, 3)
    with Writer.reopen(path):
        with path.open("ab") as file:
            file.write(b"\xf7\xa5\x5a\xf8")

        assert 5 == main(["repair", str(path)])

    assert "another window or program" in capsys.readouterr().err


def test_repair_of_what_is_no_save_changes_nothing(path: Path, capsys: Captured):
    """
    A letter that was named by mistake is not cut to nothing.
    """
    path.write_text("dear diary")

    assert 4 == main(["repair", str(path)])

    assert "dear diary" == path.read_text()


def test_replay_tells_the_session_a_line_at_a_time(path: Path, capsys: Captured):
    """
    Every line begins with the number of its frame and tells what the wall learnt then.
    """
    play = Play()
    written(path, [play.frame() for _ in range(12)])

    assert 0 == main(["replay", str(path), "--plain"])

    expected = [
        (frame.number, line.text)
        for frame in play.frames
        for index, event in enumerate(frame.events)
        if (line := narrate(DECK, state_before(play, frame, index), event, WALL))
    ]
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert expected == [(int(number), text) for number, text in lines]


def state_before(play: Play, frame: Frame, index: int) -> Any:
    return fold(play.states[frame.parent], frame.events[:index])


def test_replay_of_a_seat_tells_no_more_than_it_knew(path: Path, capsys: Captured):
    """
    A covert move is told to its own seat and to the facilitator, not to the wall or the other.
    """
    saved(path)
    said = {}
    for seat in ("us", "china", "facilitator", "wall"):
        assert 0 == main(["replay", str(path), "--plain", "--seat", seat, "--at", "16"])
        said[seat] = [
            line for line in capsys.readouterr().out.splitlines() if "plays Plan B" in line
        ]

    assert {"us": 1, "china": 1, "facilitator": 2, "wall": 0} == {
        seat: len(lines) for seat, lines in said.items()
    }
    assert said["us"] != said["china"]


def test_replay_of_a_line_and_up_to_a_frame(path: Path, capsys: Captured):
    """
    A what-if line is told by its name, and any line up to a frame of it.
    """
    play = Play()
    frames = [play.frame(), play.frame(), play.frame(parent=1, is_what_if=True), play.frame()]
    written(path, frames, LineName(3, "bold"))

    def numbers(*options: str) -> list[str]:
        assert 0 == main(["replay", str(path), "--plain", "--seat", "facilitator", *options])
        return sorted({line.split()[0] for line in capsys.readouterr().out.splitlines()})

    assert ["1", "2"] == numbers()
    assert ["1", "2"] == numbers("--line", "main")
    assert ["1", "3", "4"] == numbers("--line", "bold")
    assert ["1", "3"] == numbers("--line", "bold", "--at", "3")
    assert ["1", "3", "4"] == numbers("--at", "4")
    assert [] == numbers("--at", "0")


def test_replay_in_plain_characters(path: Path, capsys: Captured):
    """
    A terminal that knows no arrows is spared them.
    """
    saved(path)

    assert 0 == main(["--ascii", "replay", str(path), "--plain"])

    out = capsys.readouterr().out
    assert out.isascii()
    assert "Capital 4 -> 3" in out


@pytest.mark.parametrize(
    "options, why",
    [
        ([], "add --plain"),
        (["--plain", "--seat", "mars"], 'no seat is called "mars"; there are: us, china'),
        (["--plain", "--line", "bald"], 'no line is called "bald"; there are: main'),
        (["--plain", "--at", "9"], "there is no frame 9; the last is 3"),
        (["--plain", "--at", "-1"], "there is no frame -1"),
        (["--plain", "--line", "main", "--at", "3"], 'frame 3 is not on the line called "main"'),
    ],
)
def test_replay_tells_wrong_usage_in_a_sentence(
    path: Path, capsys: Captured, options: list[str], why: str
):
    """
    Status 2, nothing on the output, and what there is instead.
    """
    play = Play()
    written(path, [play.frame(), play.frame(), play.frame(parent=1, is_what_if=True)])

    assert 2 == main(["replay", str(path), *options])

    said = capsys.readouterr()
    assert "" == said.out
    assert why in said.err
    assert 1 == said.err.count("\n")


def test_replay_shows_a_damaged_save_as_far_as_it_goes(path: Path, capsys: Captured):
    """
    What can be read is told, and then that it is not all.
    """
    saved(path, 6)
    os.truncate(path, path.stat().st_size - 1)

    assert 3 == main(["replay", str(path), "--plain"])

    said = capsys.readouterr()
    assert said.out.splitlines()[-1].startswith("   5  ")
    assert "readable up to frame 5: the last record was never finished" in said.err
    assert 5 == len(load(path).frames)
