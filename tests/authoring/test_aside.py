"""Text that is not saved survives whatever ends the program."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tabletop.authoring.edit import draft
from tabletop.authoring.edit.draft import opened

DEAD = 2**22 + 1
"""No process has this number."""


@pytest.fixture(autouse=True)
def state_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep unsaved text in a folder of the test."""
    folder = tmp_path / "state" / "unsaved"
    monkeypatch.setattr(draft, "folder", lambda: folder)
    return folder


def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.yaml"
    path.write_text("deck: d\n")
    return path


def die(path: Path, process: int = DEAD) -> None:
    """Let what this process keeps of *path* be another's, which has ended."""
    draft.place(path).rename(draft.place(path, process))


def test_what_was_kept_is_offered_once_its_program_has_ended(tmp_path: Path):
    """
    The whole text, with its line ends, and whether the file is still the same.
    """
    path = deck(tmp_path)
    draft.keep(opened(path), "deck: d\r\ntitle: \u00e9\x1b\n")
    die(path)

    left = draft.left_behind(path)

    assert left is not None
    assert "deck: d\r\ntitle: \u00e9\x1b\n" == left.text
    assert left.is_of(opened(path))
    path.write_text("other")
    assert not left.is_of(opened(path))


def test_what_a_running_program_keeps_is_not_offered(tmp_path: Path):
    """
    Two windows on one deck: the second hears of it.
    """
    path = deck(tmp_path)
    draft.keep(opened(path), "text")

    assert None is draft.left_behind(path)
    assert draft.is_open_elsewhere(path)


def test_a_number_that_is_another_programs_by_now_hides_nothing(tmp_path: Path):
    """
    After the machine was started again, some other program runs under it.
    """
    path = deck(tmp_path)
    draft.keep(opened(path), "text")
    die(path, os.getppid())

    left = draft.left_behind(path)

    assert "text" == (left.text if left else "")


def test_it_is_forgotten_once_it_is_saved(tmp_path: Path):
    """
    Nothing is offered then.
    """
    path = deck(tmp_path)
    draft.keep(opened(path), "text")
    draft.forget(path)

    assert [] == list(draft.folder().iterdir())
    assert None is draft.left_behind(path)


def test_the_newest_is_offered_and_damage_is_passed_over(tmp_path: Path):
    """
    A file that is none of ours spoils nothing.
    """
    path = deck(tmp_path)
    for process, text in ((DEAD, "old"), (DEAD + 1, "new")):
        draft.keep(opened(path), text)
        die(path, process)
    draft.place(path, DEAD + 2).write_bytes(b"\xff\x00 no head")
    (draft.folder() / "stranger").write_text("x")

    left = draft.left_behind(path)

    assert left is not None
    assert "new" == left.text
    draft.drop(left)
    left = draft.left_behind(path)
    assert "old" == (left.text if left else "")


def test_it_is_private(tmp_path: Path):
    """
    A deck holds briefs that other seats may not read.
    """
    path = deck(tmp_path)
    draft.keep(opened(path), "text")

    assert 0o600 == draft.place(path).stat().st_mode & 0o777


def test_a_disk_that_takes_nothing_keeps_what_was_kept_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    And says so in one sentence.
    """
    path = deck(tmp_path)
    draft.keep(opened(path), "before")

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(draft.NotKept, match="no space left"):
            draft.keep(opened(path), "after")

    die(path)
    left = draft.left_behind(path)
    assert "before" == (left.text if left else "")


KEEPER = """
import sys
from pathlib import Path
from tabletop.authoring.edit import draft
from tabletop.authoring.edit.draft import opened
draft.folder = lambda: Path(sys.argv[2])
manuscript = opened(Path(sys.argv[1]))
for count in range(1_000_000):
    draft.keep(manuscript, f"{count}\\n" + "x" * 50_000 + f"\\n{count}")
    print(count, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 4, 9])
def test_a_kill_loses_nothing_that_was_kept(tmp_path: Path, state_here: Path, acknowledged: int):
    """
    kill -9 in the middle of keeping: the last text whole, or one that was on its way.
    """
    path = deck(tmp_path)
    command = [sys.executable, "-c", KEEPER, str(path), str(state_here)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as keeper:
        assert keeper.stdout is not None
        last = [keeper.stdout.readline() for _ in range(acknowledged)][-1]
        keeper.send_signal(signal.SIGKILL)

    left = draft.left_behind(path)

    assert left is not None
    first, _, final = left.text.split("\n")
    assert first == final
    assert int(last) <= int(final)
