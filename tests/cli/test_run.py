"""`tabletop run`: whole sessions without a screen, kept frame by frame."""

import os
import re
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from tabletop.bots.seats import bots_only
from tabletop.cli.main import main
from tabletop.cli.play import begun, playable
from tabletop.journal.reader import load
from tabletop.journal.verify import verify

Captured = pytest.CaptureFixture[str]

TABLETOP = [sys.executable, "-m", "tabletop.cli.main"]
DECKS = ("prisoners_dilemma", "goofspiel", "quiet_signals", "island_chain")
GAMES = 20


def marks(path: Path) -> list[str]:
    return [frame.mark.hex() for frame in load(path).frames]


def game(path: Path, start: str = "quiet_signals", *words: str) -> list[str]:
    """Return the marks of a session run by random bots with entropy 1."""
    words = words or ("--bots", "random", "--entropy", "1")
    assert 0 == main(["run", start, "--save", str(path), *words])
    return marks(path)


@pytest.mark.parametrize("deck", DECKS)
def test_random_games_end_in_a_hot_wash_and_verify(deck: str, tmp_path: Path):
    """
    Whatever happens on the table, every deck comes to its end, and every frame is decided the same
    again.
    """
    loaded = playable(deck)
    seats = bots_only(loaded.deck, loaded.seed, "random")
    for entropy in range(GAMES):
        save = tmp_path / f"{entropy}.seminar"

        with begun(loaded, seats, entropy=entropy, save=save) as session:
            while session.step(everything=True):
                pass

        verdict = verify(save)
        assert session.state.scores
        assert verdict.is_closed
        assert (True, None, None) == (verdict.is_redecided, verdict.difference, verdict.damage)


def test_a_run_tells_how_it_ended(tmp_path: Path, capsys: Captured):
    """
    Results go to stdout, and where the save lies to stderr.
    """
    save = tmp_path / "a.seminar"
    game(save)

    out, err = capsys.readouterr()
    assert out.startswith("The turns are played.\n")
    assert 3 == len(re.findall(r"^(Japan|United States|China): \d+ points?$", out, re.MULTILINE))
    assert f"Kept in {save}\n" == err


def test_the_same_entropy_gives_the_same_marks_in_another_process(tmp_path: Path):
    """
    The same number is the same session, on another day and however Python hashes.
    """
    here = game(tmp_path / "here.seminar")
    for seed in ("0", "99"):
        save = tmp_path / f"{seed}.seminar"
        words = ["run", "quiet_signals", "--bots", "random", "--entropy", "1", "--save", str(save)]
        env = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([*TABLETOP, *words], check=True, env=env, capture_output=True)

        assert here == marks(save)


def test_another_entropy_gives_another_session(tmp_path: Path):
    """
    Another number is another luck.
    """
    one = game(tmp_path / "1.seminar")
    two = game(tmp_path / "2.seminar", "quiet_signals", "--bots", "random", "--entropy", "2")

    assert one != two


def test_without_a_number_every_session_has_its_own_luck(tmp_path: Path):
    """
    Entropy that nobody named comes from the system, and is kept in the save.
    """
    for name in ("a", "b"):
        game(tmp_path / f"{name}.seminar", "prisoners_dilemma", "--bots", "random")

    heads = [load(tmp_path / f"{name}.seminar").head for name in ("a", "b")]
    assert heads[0].entropy != heads[1].entropy
    assert heads[0].game_id != heads[1].game_id


def test_the_head_says_who_played_and_with_what_luck(tmp_path: Path):
    """
    A save tells by itself how it came about.
    """
    game(tmp_path / "a.seminar", "tutorial", "--bots", "steady", "--entropy", "5")

    journal = load(tmp_path / "a.seminar")
    assert 5 == journal.head.entropy
    assert {"japan": "bot:steady", "us": "bot:steady", "china": "bot:steady"} == dict(
        journal.head.seats
    )
    assert ["seed", "deck"] == [source.kind for source in journal.sources]
    assert "tutorial" == journal.seed.id


def test_each_ack_counts_a_frame_on_the_disk(tmp_path: Path, capsys: Captured):
    """
    `ACK n` is a promise: one line for each frame, in order, and nothing else on stdout.
    """
    save = tmp_path / "a.seminar"
    game(save, "prisoners_dilemma", "--acks")

    acks = capsys.readouterr().out.splitlines()
    assert [f"ACK {n}" for n in range(1, len(load(save).frames) + 1)] == acks


def test_each_ack_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    Whoever waits at the other end of the pipe hears of a frame before the next is decided.
    """

    class Pipe(StringIO):
        """Notes what had been said whenever it was flushed."""

        def flush(self) -> None:
            heard.append(self.getvalue().count("ACK"))

    heard: list[int] = []
    monkeypatch.setattr("sys.stdout", Pipe())
    save = tmp_path / "a.seminar"

    assert 0 == main(["run", "prisoners_dilemma", "--acks", "--save", str(save)])

    frames = len(load(save).frames)
    assert set(range(1, frames + 1)) <= set(heard)


def test_every_acknowledged_move_survives_kill_9(tmp_path: Path):
    """
    A program that is shot goes on from its last acknowledged frame, to the very same end.
    """
    whole = game(tmp_path / "whole.seminar", "island_chain")
    save = tmp_path / "shot.seminar"
    words = ["run", "island_chain", "--bots", "random", "--entropy", "1", "--save", str(save)]
    with subprocess.Popen([*TABLETOP, *words, "--acks"], stdout=subprocess.PIPE, text=True) as run:
        acks = [run.stdout.readline() for _ in range(20)]
        run.send_signal(signal.SIGKILL)

    assert "ACK 20\n" == acks[-1]
    kept = marks(save)
    assert len(kept) >= 20
    assert 0 == main(["run", "--continue", str(save)])
    assert kept == marks(save)[: len(kept)]
    assert whole == marks(save)


def test_a_torn_tail_is_cut_announced_and_played_over(tmp_path: Path, capsys: Captured):
    """
    Half a record at the end was never acknowledged; the run says so and plays that move again.
    """
    whole = game(tmp_path / "whole.seminar")
    save = tmp_path / "torn.seminar"
    save.write_bytes((tmp_path / "whole.seminar").read_bytes()[:-2000])
    capsys.readouterr()

    assert 0 == main(["run", "--continue", str(save)])

    assert "cut off" in capsys.readouterr().err
    assert whole == marks(save)


def test_a_damaged_save_is_not_gone_on_with(tmp_path: Path, capsys: Captured):
    """
    Damage that is more than a torn tail is for `repair`, status 3.
    """
    save = tmp_path / "a.seminar"
    game(save)
    data = bytearray(save.read_bytes())
    data[-3000] ^= 1
    save.write_bytes(data)

    assert 3 == main(["run", "--continue", str(save)])

    assert "tabletop repair" in capsys.readouterr().err
    assert bytes(data) == save.read_bytes()


def test_a_session_of_people_waits_for_a_bot_to_be_named(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
):
    """
    Nobody's seat is given to a bot unasked; with a name, that bot plays on.
    """
    save = tmp_path / "a.seminar"
    monkeypatch.setattr("sys.stdin", StringIO())
    assert 0 == main(["play", "tutorial", "--plain", "--save", str(save)])
    capsys.readouterr()

    assert 2 == main(["run", "--continue", str(save)])
    assert "japan is played by a person; --bots NAME" in capsys.readouterr().err

    assert 0 == main(["run", "--continue", str(save), "--bots", "random"])
    assert verify(save).is_closed


def test_a_run_that_is_over_stays_as_it_is(tmp_path: Path, capsys: Captured):
    """
    Going on with a finished session only tells its results again.
    """
    save = tmp_path / "a.seminar"
    game(save)
    told, size = capsys.readouterr().out, save.stat().st_size

    assert 0 == main(["run", "--continue", str(save)])

    assert told == capsys.readouterr().out
    assert size == save.stat().st_size


def test_a_full_disk_ends_the_run_with_what_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
):
    """
    The sentence names the disk, the status is 5, and no move was acknowledged that is not kept.
    """
    save = tmp_path / "a.seminar"
    flush = "tabletop.journal.disk.flush"
    left = iter(range(10))

    def fail_later(descriptor: int) -> None:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")
        os.fsync(descriptor)

    monkeypatch.setattr(flush, fail_later)
    assert 5 == main(["run", "quiet_signals", "--save", str(save), "--acks"])

    out, err = capsys.readouterr()
    assert "the disk is full" in err
    assert 1 == err.count("\n")
    acks = [int(ack.split()[1]) for ack in out.splitlines()]
    assert len(load(save).frames) >= acks[-1] == len(acks)


def test_a_save_without_a_name_gets_one_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
):
    """
    Two runs of one seed lie side by side where saves belong.
    """
    monkeypatch.setattr("tabletop.journal.saves.saves_folder", lambda: tmp_path / "saves")

    for _ in range(2):
        assert 0 == main(["run", "prisoners_dilemma"])

    names = sorted(path.name for path in (tmp_path / "saves").iterdir())
    assert ["prisoners-dilemma-2.seminar", "prisoners-dilemma.seminar"] == names
    assert 2 == capsys.readouterr().err.count("Kept in ")
