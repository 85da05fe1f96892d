"""`tabletop deck check --watch`: the check, made anew whenever somebody saves."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tabletop.cli.main import main
from tests.authoring.deck_texts import small


@pytest.fixture
def during(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Work in an empty folder; what is given happens one after the other, then Ctrl-C."""
    monkeypatch.chdir(tmp_path)

    def happen(*deeds: Callable[[], object]) -> None:
        waiting = iter(deeds)

        def pause(_: float) -> None:
            deed = next(waiting, None)
            if deed is None:
                raise KeyboardInterrupt
            deed()

        monkeypatch.setattr(time, "sleep", pause)

    return happen


def test_a_change_is_checked_anew(during: Callable[..., None], capsys: pytest.CaptureFixture[str]):
    """
    Bad, then mended, then nothing more: two reports, and the status of the last.
    """
    deck = Path("deck.yaml")
    deck.write_text(small(card="copies: 0"))
    during(lambda: None, lambda: deck.write_text(small(card="copies: 12")), lambda: None)

    assert 0 == main(["deck", "check", "--watch", "deck.yaml"])

    out, err = capsys.readouterr()
    assert 1 == out.count("error[S107]")
    assert out.endswith("deck.yaml: all well\n")
    assert 2 == err.count("watching for changes; Ctrl-C ends it\n")


def test_ctrl_c_ends_it_with_the_status_of_the_last_check(during: Callable[..., None]):
    """
    Cleanly: a problem that is still there is told by the exit status.
    """
    Path("deck.yaml").write_text(small(card="copies: 0"))
    during()

    assert 1 == main(["deck", "check", "--watch", "deck.yaml"])


def test_the_deck_of_a_seed_is_watched_too(
    during: Callable[..., None], capsys: pytest.CaptureFixture[str]
):
    """
    Whoever works on both saves now one, now the other.
    """
    Path("decks").mkdir()
    Path("seeds").mkdir()
    deck = Path("decks/small.yaml")
    deck.write_text(small())
    Path("seeds/calm.yaml").write_text("seed: calm\ntitle: Calm\ndeck: small\n")
    during(lambda: deck.write_text(small(card="copies: 0")))

    assert 1 == main(["deck", "check", "--watch", "seeds/calm.yaml"])

    assert "error[S107]" in capsys.readouterr().out


def test_a_file_that_is_gone_for_a_moment_is_waited_for(
    during: Callable[..., None], capsys: pytest.CaptureFixture[str]
):
    """
    Some editors remove the old file before they write the new one.
    """
    deck = Path("deck.yaml")
    deck.write_text(small())
    during(deck.unlink, lambda: deck.write_text(small(card="copies: 2")))

    assert 0 == main(["deck", "check", "--watch", "deck.yaml"])

    assert 2 == capsys.readouterr().out.count("deck.yaml: all well")


def test_nobody_mends_a_file_that_is_being_written(capsys: pytest.CaptureFixture[str]):
    """
    --fix would fight with the editor.
    """
    assert 2 == main(["deck", "check", "--watch", "--fix", "deck.yaml"])

    assert "do not go together" in capsys.readouterr().err
