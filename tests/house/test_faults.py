"""A fault of the program itself: planted in each place, told in a sentence, and nothing is lost."""

import signal
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from textual.app import App

from tabletop.cli.main import main
from tabletop.table.session import Session

SECRET = "Xanthippe"
HIDDEN = "90210"
DECK = f"""
deck: secrets
title: Secrets
text: Two shores.
actors:
  red: {{name: Red, brief: "Trust nobody."}}
  blue: {{name: Blue, brief: "Nobody knows {SECRET}."}}
tracks:
  trust: {{name: Trust, range: 0 to 10, start: 5}}
  nerve: {{name: Nerve, range: 0 to 100000, start: {HIDDEN}, seen_by: blue}}
cards:
  praise: {{kind: signal, title: Praise, by: any actor, chance: 60%, success: trust +1, failure: trust -1}}
  whisper: {{kind: signal, by: blue, posture: covert, title: "Ask {SECRET}", effects: nerve +1}}
moves: up to 1
turns: 4
"""


class Terminal(StringIO):
    """Something that looks like a terminal, and keeps what is written to it."""

    def isatty(self) -> bool:
        return True


@attrs.frozen
class House:
    """A deck, a session of it that was begun, and a terminal that the program is told of."""

    deck: Path
    save: Path
    state: Path
    out: Terminal
    err: StringIO

    def run(self, *words: str) -> int:
        streams = {"stdin": Terminal(), "stdout": self.out, "stderr": self.err}
        with pytest.MonkeyPatch.context() as patch:
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            return self.obey(*words)

    def obey(self, *words: str) -> int:
        return main([word.format(deck=self.deck, save=self.save) for word in words])

    def crashes(self) -> list[Path]:
        return sorted(self.state.rglob("faults/*"))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Yield a house in which nobody has blundered yet; its screens are drawn, and seen by nobody."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    deck, save = tmp_path / "secrets.yaml", tmp_path / "a.seminar"
    deck.write_text(DECK)
    shown = App.run

    def unseen(app: App[Any], **how: Any) -> Any:
        return shown(app, **{"headless": True, "size": (120, 36), **how})

    monkeypatch.setattr(App, "run", unseen)
    monkeypatch.setattr("tabletop.journal.disk.flush", lambda descriptor: None)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield House(deck, save, tmp_path / "state", Terminal(), StringIO())
    for number, handler in handlers.items():
        signal.signal(number, handler)


def blunder(after: int = 0) -> Callable[..., object]:
    """Return what breaks down at the call that comes after so many, with secrets all about it."""
    calls = iter(range(after))

    def broken(*args: object, **options: object) -> object:
        level, brief = int(HIDDEN), f"{SECRET} is to be trusted."
        if next(calls, None) is None:
            raise AttributeError(f"{brief} {level}")
        return None

    return broken


PLAY = ("play", "{deck}", "--save", "{save}", "--seat", "red=human", "--seat", "blue=bot:random")
RUN = ("run", "{deck}", "--save", "{save}", "--entropy", "7", "--bots", "random")
SHOWN = {
    "the lobby": ((), "tabletop.tui.lobby.lobby.Lobby.compose"),
    "a paint of the lobby": ((), "textual.widget.Widget.render_lines"),
    "play": (PLAY, "tabletop.table.session.Session.sight"),
    "a paint of play": (PLAY, "textual.widget.Widget.render_lines"),
    "what is told in play": (PLAY, "tabletop.table.feed.narrate"),
    "what is asked in play": (PLAY, "tabletop.table.session.asks"),
    "plain": ((*PLAY, "--plain"), "tabletop.table.session.Session.sight"),
    "what is told in plain": ((*PLAY, "--plain"), "tabletop.table.feed.narrate"),
    "run": (RUN, "tabletop.table.session.mark"),
    "the wall": (("watch", "{save}"), "tabletop.tui.wall.watching.Watching.scene"),
    "a paint of the wall": (("watch", "{save}"), "textual.widget.Widget.render_lines"),
    "what is told on the wall": (("watch", "{save}"), "tabletop.table.feed.narrate"),
    "the viewer": (("replay", "{save}"), "tabletop.replay.replay.Replay.sight"),
    "a paint of the viewer": (("replay", "{save}"), "textual.widget.Widget.render_lines"),
    "what is told in the viewer": (
        ("replay", "{save}", "--at", "5"),
        "tabletop.table.feed.narrate",
    ),
    "replay in lines": (("replay", "{save}", "--plain"), "tabletop.table.feed.narrate"),
    "the workbench": (("deck", "edit", "{deck}"), "textual.widget.Widget.render_lines"),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("words, place", SHOWN.values(), ids=SHOWN)
def test_a_fault_of_ours_is_told_in_a_sentence_and_nothing_secret_gets_out(
    words: tuple[str, ...], place: str, house: House, monkeypatch: pytest.MonkeyPatch
):
    """
    The terminal is as it was, nobody is blamed, and whoever reads the file learns no secret.
    """
    if words[:1] in (("watch",), ("replay",)):
        assert 0 == house.run(*RUN)
    before = house.err.getvalue()
    with monkeypatch.context() as patch:
        patch.setattr(place, blunder())
        status = house.run(*words)
    said = house.err.getvalue().removeprefix(before)
    (crash,) = house.crashes()

    assert 5 == status
    assert said.endswith("\n")
    assert "tabletop: Tabletop has a fault of its own and had to stop." in said.splitlines()[-1]
    assert str(crash) in said
    for secret in (SECRET, HIDDEN, "trusted"):
        assert secret not in said + house.out.getvalue() + crash.read_text()
    assert 0o600 == crash.stat().st_mode & 0o777
    assert "AttributeError" in crash.read_text()
    assert "test_faults.py" in crash.read_text()
    assert "cannot have been played" not in said
    if house.save.exists():
        assert 0 == house.run("verify", "{save}")
        Session.resume(house.save).close()
    if "play" in words or "run" in words:
        assert f"The session is kept: tabletop resume {house.save}" in said


def test_a_fault_of_a_bot_is_the_bots_and_the_session_is_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    """
    It is named; what it was about to say might be secret.
    """
    with monkeypatch.context() as patch:
        patch.setattr("tabletop.bots.random_bot.RandomBot.choose", blunder())
        status = house.run(*RUN)

    said = house.err.getvalue()
    assert 5 == status
    assert '"random", which plays red, failed while it thought: AttributeError' in said
    assert SECRET not in said + house.out.getvalue()
    assert [] == house.crashes()
    assert 0 == house.run("verify", "{save}")
    Session.resume(house.save).close()


def test_a_fault_that_cannot_be_kept_is_told_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    """
    A full disk hides no fault.
    """
    house.state.write_text("no folder")
    with monkeypatch.context() as patch:
        patch.setattr("tabletop.table.session.mark", blunder())
        status = house.run(*RUN)

    assert 5 == status
    assert "could not be kept: " in house.err.getvalue()
    assert f"tabletop resume {house.save}" in house.err.getvalue()
