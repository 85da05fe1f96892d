"""The command line: instant, in one sentence, and with the exit status that is promised."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tabletop.cli.main import GROUPS, VERBS, main

Captured = pytest.CaptureFixture[str]

TABLETOP = [sys.executable, "-m", "tabletop.cli.main"]
HEAVY = (
    "textual",
    "rich",
    "yaml",
    "msgpack",
    "cattrs",
    "attrs",
    "tabletop.tui",
    "tabletop.game.deck",
)


def imported_by(*words: str) -> set[str]:
    """Return the modules in a fresh Python after it was asked for *words*."""
    code = (
        "import sys\nfrom tabletop.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write('\\n'.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)
    return set(done.stderr.split())


def test_asking_for_help_imports_nothing_heavy():
    """
    `tabletop --help` answers at once: neither screen, nor deck reader, nor rules are loaded.
    """
    assert set() == imported_by("--help") & set(HEAVY)


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_waits_for_no_screen(verb: str):
    """
    Each verb loads its own file and what that needs, never Textual before it is drawn.
    """
    assert set() == imported_by(*verb.split(), "--help") & {"textual", "rich"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str, capsys: Captured):
    """
    `tabletop VERB --help` says what it does and what it takes.
    """
    with pytest.raises(SystemExit) as left:
        main([*verb.split(), "--help"])

    assert 0 == left.value.code
    assert f"usage: tabletop {verb}" in capsys.readouterr().out


def test_help_names_every_verb(capsys: Captured):
    """
    What can be typed is all on one page.
    """
    with pytest.raises(SystemExit):
        main(["--help"])

    said = capsys.readouterr().out
    tops = {verb.split()[0] for verb in VERBS}
    assert [] == [verb for verb in (*tops, *GROUPS) if f"    {verb} " not in said]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["plya"], 'there is no verb "plya"; did you mean "play"?'),
        (["deck", "chekc"], 'there is no verb "deck chekc"; did you mean "deck check"?'),
        (["frobnicate"], 'there is no verb "frobnicate"; there are play, resume'),
        (["run"], "name a seed or a deck"),
        (["run", "x", "--continue", "y"], "--continue takes a save"),
        (["run", "quiet_signals", "--bots", "nobody"], 'no bot is called "nobody"; there are'),
        (["play", "quiet_signals", "--plain", "--seat", "rusia=human"], 'no seat "rusia"'),
        (["play", "quiet_signals"], "there is no terminal to draw on"),
        ([], "there is no terminal to draw on"),
    ],
)
def test_wrong_usage_is_answered_in_one_sentence(words: list[str], answer: str, capsys: Captured):
    """
    A slip of the pen costs one line on stderr, status 2.
    """
    assert 2 == main(words)

    out, err = capsys.readouterr()
    assert answer in err
    assert "" == out
    assert 1 == err.count("\n")


@pytest.mark.parametrize(
    "words", [["run", "x", "--entropy", "-1"], ["run", "x", "--entropy", "2e9"], ["play"], ["-z"]]
)
def test_wrong_options_are_answered_in_one_sentence(words: list[str], capsys: Captured):
    """
    What argparse finds wrong is told the same way.
    """
    with pytest.raises(SystemExit) as left:
        main(words)

    assert 2 == left.value.code
    assert 1 == capsys.readouterr().err.count("\n")


def test_an_unknown_seed_is_answered_with_the_one_that_was_meant(capsys: Captured):
    """
    "quiet_signal" is near enough to be helped.
    """
    assert 4 == main(["run", "quiet_signal"])

    assert 'did you mean "quiet_signals"?' in capsys.readouterr().err


def test_a_deck_with_errors_is_not_begun(tmp_path: Path, capsys: Captured):
    """
    Every problem is shown with its place, status 1, and no save is left behind.
    """
    deck = tmp_path / "bad.yaml"
    deck.write_text("deck: bad\ntitle: Bad\nactors: {a: A}\ncards:\n  x: {title: X, by: b}\n")
    save = tmp_path / "a.seminar"

    assert 1 == main(["run", str(deck), "--save", str(save)])

    out, err = capsys.readouterr()
    assert "error[" in err
    assert "cannot be played as it stands" in err
    assert "\x1b" not in err
    assert "" == out
    assert not save.exists()


def test_a_file_that_is_no_deck_is_refused(tmp_path: Path, capsys: Captured):
    """
    What is no text at all is refused, status 4.
    """
    deck = tmp_path / "noise.yaml"
    deck.write_bytes(b"\xff\xfe\x00" * 100)

    assert 4 == main(["run", str(deck)])

    assert "error[Y002]" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["resume", "verify", "replay", "repair"])
def test_a_save_that_is_not_there_is_refused(verb: str, tmp_path: Path, capsys: Captured):
    """
    Every verb that reads a save tells that there is none, status 4.
    """
    words = [verb, str(tmp_path / "none.seminar"), *(["--plain"] if verb in PLAIN else [])]

    assert 4 == main(words)

    assert "there is no such file" in capsys.readouterr().err


PLAIN = ("resume", "replay")


def test_a_folder_that_cannot_be_written_fails_as_the_world_does(tmp_path: Path, capsys: Captured):
    """
    Where no save can be made, nothing is begun, status 4 or 5 by the reason.
    """
    blocked = tmp_path / "file"
    blocked.write_text("")

    assert main(["run", "quiet_signals", "--save", str(blocked / "a.seminar")]) in (4, 5)

    assert "beginning a save failed" in capsys.readouterr().err


def test_an_existing_save_is_never_begun_over(tmp_path: Path, capsys: Captured):
    """
    `--save` with a name that is taken is refused, status 5, and the old session stays.
    """
    save = tmp_path / "a.seminar"
    assert 0 == main(["run", "prisoners_dilemma", "--save", str(save)])
    before = save.read_bytes()

    assert 5 == main(["run", "prisoners_dilemma", "--save", str(save)])

    assert before == save.read_bytes()
    assert "already a file of that name" in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_trouble(tmp_path: Path):
    """
    `tabletop replay ... | head -1` ends quietly.
    """
    save = tmp_path / "a.seminar"
    assert 0 == main(["run", "quiet_signals", "--save", str(save)])
    command = f"'{sys.executable}' -m tabletop.cli.main replay '{save}' --plain"

    done = subprocess.run(
        ["bash", "-c", f"{command} | head -1; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (0, "") == (done.returncode, done.stderr)


def test_ctrl_c_ends_without_a_traceback(tmp_path: Path):
    """
    Interrupting a run leaves one clean line and the save as far as it went.
    """
    save = tmp_path / "a.seminar"
    words = [*TABLETOP, "run", "island_chain", "--acks", "--save", str(save)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline() == "ACK 1\n"
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=60)

    assert "Traceback" not in err
    assert 0 == main(["verify", str(save)])


def test_a_terminal_that_cannot_say_everything_says_the_rest(tmp_path: Path):
    """
    Letters that are missing become question marks, and nothing breaks.
    """
    save = tmp_path / "a.seminar"
    env = {**os.environ, "PYTHONIOENCODING": "ascii"}
    subprocess.run([*TABLETOP, "run", "quiet_signals", "--save", str(save)], check=True, env=env)

    told = subprocess.run(
        [*TABLETOP, "replay", str(save), "--plain"], capture_output=True, env=env, check=True
    )

    assert told.stdout.isascii()
    assert b"Turn 1 of 8" in told.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_results_that_cannot_be_written_are_told_of(tmp_path: Path):
    """
    Where stdout takes nothing more, one sentence says so, status 5.
    """
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*TABLETOP, "deck", "show", "prisoners_dilemma"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert (5, "tabletop: No space left on device\n") == (done.returncode, done.stderr)


def test_closed_streams_are_no_trouble(tmp_path: Path):
    """
    Started by a service with nothing to read from and nowhere to write, a session is kept all the
    same.
    """
    save = tmp_path / "a.seminar"
    command = f"'{sys.executable}' -m tabletop.cli.main play tutorial --plain --save '{save}'"

    done = subprocess.run(["bash", "-c", f"{command} <&- >&-"], capture_output=True, text=True)

    assert (0, "") == (done.returncode, done.stderr)
    assert 0 == main(["verify", str(save)])


def test_help_is_there_at_once():
    """
    The command line answers without loading the rules, the files or the screens.
    """
    code = (
        "import sys\n"
        "from tabletop.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "rooms = {name for name in sys.modules if name.startswith('tabletop.')}\n"
        "print(sorted(loaded & set(sys.argv[1:])), len(rooms), file=sys.stderr)"
    )
    heavy = ["textual", "rich", "attrs", "cattrs", "msgpack", "yaml", "asyncio", "numpy"]

    done = subprocess.run(
        [sys.executable, "-c", code, *heavy], check=True, capture_output=True, text=True
    )

    found, rooms = done.stderr.rsplit(" ", 1)
    assert "[]" == found
    assert int(rooms) < 12
