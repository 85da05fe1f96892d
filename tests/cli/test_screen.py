"""`play`, `resume` and the lobby: what is handed to the screen."""

import subprocess
import sys
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from tabletop.cli.main import main
from tabletop.journal.reader import load
from tabletop.table.session import Session
from tabletop.tui import app
from tabletop.tui.lobby.shelf import Library


class Shown:
    """Stands in for the screen: notes what it is given, and is left at once."""

    def __init__(self) -> None:
        self.session: Session | None = None
        self.plain_characters = False
        self.times = 0

    def __call__(self, library, *, session=None, plain_characters=False) -> int:
        assert isinstance(library, Library)
        self.session, self.plain_characters = session, plain_characters
        self.times += 1
        return 0


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    shown = Shown()
    monkeypatch.setattr(app, "run", shown)
    terminal = SimpleNamespace(stdin=Terminal(), stdout=Terminal())
    monkeypatch.setattr("tabletop.cli.terminal.sys", terminal)
    return shown


def test_without_a_verb_the_lobby_opens(shown: Shown):
    """
    `tabletop` alone asks for nothing and shows what can be played.
    """
    assert 0 == main([])

    assert (1, None) == (shown.times, shown.session)


@pytest.mark.parametrize("words", [["--ascii"], ["--ascii", "play"], ["play", "--ascii"], ["play"]])
def test_plain_characters_can_be_asked_for_before_or_after_the_verb(
    shown: Shown, tmp_path: Path, words: list[str]
):
    """
    `--ascii` means the same wherever it stands.
    """
    more = ["tutorial", "--save", str(tmp_path / "a.seminar")] if "play" in words else []

    assert 0 == main([*words, *more])

    assert ("--ascii" in words) == shown.plain_characters


def test_a_session_starts_as_the_seed_and_the_options_say(shown: Shown, tmp_path: Path):
    """
    Seats, method, rehearsal and luck are those that were typed, the rest the seed's.
    """
    save = tmp_path / "a.seminar"
    words = "--seat us=human --seat facilitator=human --method 2d6 --rehearse --entropy 11".split()

    assert 0 == main(["play", "tutorial", "--save", str(save), *words])

    session = shown.session
    assert session is not None
    assert ("japan", "us", "facilitator") == session.people
    terms = session.deck.terms
    assert ("2d6", True, True, 4) == (terms.method, terms.rehearsal, terms.facilitated, terms.turns)
    assert 11 == load(save).head.entropy
    assert "Quiet Signals (tutorial)" == load(save).head.title


def test_a_deck_alone_is_played_as_it_is_printed(shown: Shown, tmp_path: Path):
    """
    One person, bots elsewhere, the deck's own turns and method.
    """
    assert 0 == main(["play", "quiet_signals", "--save", str(tmp_path / "a.seminar")])

    assert shown.session is not None
    assert ("japan",) == shown.session.people
    assert ("odds", False, 8) == (
        shown.session.deck.terms.method,
        shown.session.deck.terms.rehearsal,
        shown.session.deck.terms.turns,
    )


def test_the_save_is_let_go_of_when_the_screen_is_left(shown: Shown, tmp_path: Path):
    """
    Another window can go on at once, where the first one stopped.
    """
    save = tmp_path / "a.seminar"
    assert 0 == main(["play", "tutorial", "--save", str(save)])

    assert 0 == main(["resume", str(save)])

    assert shown.session is not None
    assert (2, save) == (shown.times, shown.session.path)
    assert shown.session.is_frozen


def test_a_what_if_is_gone_on_with_by_name(
    shown: Shown, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """
    `resume --line` goes on with that line; a name that there is not is told with those there are.
    """
    save = tmp_path / "a.seminar"
    assert 0 == main(["play", "tutorial", "--save", str(save)])
    with Session.fork(save, at=0, name="bold") as session:
        session.step()

    assert 0 == main(["resume", str(save), "--line", "bold"])

    assert shown.session is not None
    assert ("bold", 1) == (shown.session.line, shown.session.number)
    assert 2 == main(["resume", str(save), "--line", "blod"])
    assert "there are: main, bold" in capsys.readouterr().err


def test_nothing_is_begun_without_a_terminal(tmp_path: Path):
    """
    From a script, `play` wants `--plain`; no save is left behind for nothing.
    """
    save = tmp_path / "a.seminar"
    words = [sys.executable, "-m", "tabletop", "play", "tutorial", "--save", str(save)]

    done = subprocess.run(words, capture_output=True, text=True, stdin=subprocess.DEVNULL)

    assert 2 == done.returncode
    assert "--plain" in done.stderr
    assert not save.exists()
