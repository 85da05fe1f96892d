"""`watch`: the wall is opened on a terminal, and left with the status of what was seen."""

import os
import pty
import select
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import TextIO

import pytest

from tabletop.cli.main import main
from tabletop.tui import projector
from tabletop.tui.wall.watching import Watching
from tests.journal.sessions import saved


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Streams(SimpleNamespace):
    @property
    def stderr(self) -> TextIO:
        return sys.stderr


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    both = Streams(stdin=Terminal(), stdout=Terminal())
    monkeypatch.setattr("tabletop.cli.terminal.sys", both)


def test_without_a_terminal_it_says_what_to_do_instead(capsys: pytest.CaptureFixture[str]):
    """
    A pipe is no wall; the plain replay is for pipes.
    """
    assert 2 == main(["watch", "a.seminar"])

    assert "replay SAVE --plain" in capsys.readouterr().err


@pytest.mark.parametrize("words, plain", [([], False), (["--ascii"], True)])
def test_what_was_seen_last_is_status_and_sentence(
    terminal: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    plain: bool,
):
    """
    The status is the wall's, and why is told on stderr, as the other verbs do.
    """
    shown: list[object] = []

    def run(path: Path, *, plain_characters: bool) -> tuple[int, str]:
        shown.append((path, plain_characters))
        return 3, "a.seminar, byte 7: it is dam\x1baged"

    monkeypatch.setattr(projector, "run", run)

    assert 3 == main(["watch", "a.seminar", *words])

    assert [(Path("a.seminar"), plain)] == shown
    assert "tabletop: a.seminar, byte 7: it is damaged\n" == capsys.readouterr().err


def test_the_wall_opens_on_a_real_terminal_and_is_left_by_a_key(tmp_path: Path):
    """
    The whole program: it paints, it takes `q`, its status is 0, and the file is as it was.
    """
    path = saved(tmp_path / "a.seminar", 5).path
    before = path.read_bytes()
    reads, writes = pty.openpty()
    words = [sys.executable, "-m", "tabletop.cli.main", "watch", str(path)]
    here = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    with subprocess.Popen(words, stdin=writes, stdout=writes, stderr=writes, env=here) as program:
        os.close(writes)
        seen, limit, pressed = b"", time.monotonic() + 30, False
        while time.monotonic() < limit:
            ready, _, _ = select.select([reads], [], [], 1)
            try:
                seen += os.read(reads, 65536) if ready else b""
            except OSError:  # the other end is closed
                break
            if b"live" in seen and not pressed:
                pressed = True
                os.write(reads, b"q")
        status = program.wait(10)
    os.close(reads)

    assert (True, 0) == (pressed, status)
    assert before == path.read_bytes()


def test_nothing_of_the_rules_is_imported_for_the_first_picture():
    """
    What makes the scenes comes after the first picture, in a thread.
    """
    code = (
        "import sys, tabletop.tui.projector;"
        "print([m for m in sys.modules if m.startswith('tabletop.')"
        " and m.split('.')[1] in ('game', 'journal', 'table', 'authoring')])"
    )

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "['tabletop.game', 'tabletop.game.clean']" == said.stdout.strip()


def test_a_session_that_never_came_is_told_as_that(tmp_path: Path):
    """
    Whoever waited for it and left is told that, not that something failed.
    """
    watching = Watching(tmp_path / "later.seminar")
    watching.watch.look()

    scene = watching.nothing_yet()

    assert watching.watch.is_awaited
    assert 4 == scene.status
    assert scene.trouble.endswith("later.seminar: nobody has played it so far")
