"""`verify` and `repair`, as typed."""

import os
import stat
from pathlib import Path
from typing import Any

import attrs
import pytest

from tabletop.cli.main import main
from tabletop.game.decide import RULES
from tabletop.journal.model import Frame
from tabletop.journal.writer import Writer
from tests.journal.sessions import PRINTED, Play, boundaries, head, saved

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
