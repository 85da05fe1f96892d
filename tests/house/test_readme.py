"""What the README says can be typed, and that it does what it says."""

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tabletop.cli.main import VERBS, import_verb, main, parser, verb_of

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")

COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    for line in block.splitlines()
]
OURS = [line.removeprefix(".venv/bin/") for line in COMMANDS if line.startswith(".venv/bin/")]
TYPED = re.search(r"^## Everything you can type$(.*?)^## ", README, re.DOTALL | re.MULTILINE)[1]

NEEDS_A_TERMINAL = re.compile(r"tabletop (resume|replay (?!.*--plain))")
ENDS_AT_ONCE = [line for line in OURS if not NEEDS_A_TERMINAL.match(line)]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the decks and seeds of a checkout, and one saved session."""
    for name in ("decks", "seeds"):
        (tmp_path / name).symlink_to(ROOT / name)
    save = tmp_path / "saves" / "NAME.seminar"
    save.parent.mkdir()
    assert 0 == main(["run", "quiet_signals", "--entropy", "1", "--save", str(save)])
    return tmp_path


def typed(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Type *line* in *folder*, with nobody at the keyboard."""
    words = [sys.executable, "-m", "tabletop.cli.main", *shlex.split(line)[1:]]
    env = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    return subprocess.run(
        words, cwd=folder, env=env, capture_output=True, text=True, input="", check=False
    )


def test_the_readme_says_what_to_type():
    """
    The two commands a newcomer needs come first; the tests below would be worth nothing if they
    found none of the others.
    """
    assert ["make play", "make test"] == COMMANDS[:2]
    assert len(ENDS_AT_ONCE) >= 6


@pytest.mark.parametrize("line", ENDS_AT_ONCE)
def test_a_command_of_the_readme_works(line: str, checkout: Path):
    """
    What a newcomer copies from the README ends well and has something to say.
    """
    done = typed(line, checkout)

    assert (0, True) == (done.returncode, bool(done.stdout.strip())), done.stderr


def test_every_verb_stands_in_the_readme():
    """
    Whoever adds a verb tells people of it, and what is told of exists.
    """
    told = {verb_of(words.split()) for words in re.findall(r"`tabletop ([a-z][^`]*)`", TYPED)}

    assert set(VERBS) == told - {""}


def test_every_option_of_the_readme_is_known():
    """
    No row of the table names an option that its verb does not take.
    """
    verb, unknown = "", []
    for row in re.findall(r"^\| (`.*?) \|", TYPED, re.MULTILINE):
        words = re.findall(r"[^` ]+", row)
        verb = verb_of(words[1:]) if words[0] == "tabletop" else verb
        if not verb:
            continue
        known = options(parser(verb, import_verb(verb)), verb.split())
        unknown += [f"{verb} {w}" for w in words if w.startswith("--") and w not in known]

    assert [] == unknown


def options(top: argparse.ArgumentParser, words: list[str]) -> set[str]:
    """Return the options that the verb of *words* takes."""
    for word in words:
        (within,) = [a for a in top._actions if isinstance(a, argparse._SubParsersAction)]
        top = within.choices[word]
    return {option for action in top._actions for option in action.option_strings}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_points_at_what_is_there(page: str):
    """
    Nobody follows a link of ours into nothing.
    """
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8"))

    assert [] == [at for at in links if "://" not in at and not (ROOT / at).exists()]
