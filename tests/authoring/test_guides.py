"""Every guide for authors does what it says: its commands run, and its cards hold together."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tabletop.authoring.check.check import checked
from tabletop.authoring.codes.catalogue import joined
from tabletop.authoring.library import load
from tabletop.cli.main import main
from tabletop.language.ids import KINDS

DOCS = Path(__file__).parents[2] / "docs"

GUIDES = (
    "patterns",
    "rules",
    "seeds",
    "balancing",
    "printing",
    "translating",
    "spreadsheets",
    "sensitive-topics",
)

BLOCK = re.compile(r"^```(sh|yaml|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

ON_A_SCREEN = re.compile(r"make |tabletop (play|replay [^-]*$|deck edit)")
"""What a test cannot run in a terminal that is not there; it is tested elsewhere."""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, as somebody new does."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saves").mkdir()
    return tmp_path


def guide(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def commands(text: str) -> Iterator[list[str]]:
    """Yield the commands in a block that can be run here, without `tabletop`."""
    for line in text.splitlines():
        if not ON_A_SCREEN.match(line):
            yield shlex.split(line)[1:]


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_does_what_it_says(name: str, capsys: pytest.CaptureFixture[str]):
    """
    From top to bottom; at the end there is nothing to complain of.
    """
    deck = Path("decks/harbour.yaml")
    if f"deck new {deck.stem}" not in guide(name):
        main(["deck", "new", "harbour", "--from", "first"])
    out = ""
    ran = 0
    for kind, text in BLOCK.findall(guide(name)):
        if kind == "yaml" and text.startswith("seed:"):
            path = Path("seeds") / f"{text.split()[1]}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif kind == "yaml":
            whole = deck.read_text(encoding="utf-8")
            deck.write_text(
                whole + text if text.startswith(" ") else joined(whole, text), encoding="utf-8"
            )
        elif kind == "text" and out:
            assert text.strip() == out.strip()
        elif kind == "sh":
            for words in commands(text):
                status = main(words)
                assert status == (1 if "translate" in words and "--check" in words else 0), words
                out = capsys.readouterr().out
                ran += 1

    assert ran
    assert () == checked(load(str(deck))).diagnostics


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_names_nothing_that_is_not_there(name: str):
    """
    Its links lead to pages, its codes to explanations.
    """
    text = guide(name)

    for page in re.findall(r"\]\(([\w-]+\.md)\)", text):
        assert (DOCS / page).is_file(), page
    for code in re.findall(r"\b[YSNRMPI]\d{3}\b", text):
        assert 0 == main(["deck", "explain", code])


@pytest.mark.parametrize("name", GUIDES)
def test_lines_for_a_section_that_is_there_say_so(name: str):
    """
    Pasted at the end of the deck, a second "cards:" would be told as an error.
    """
    text = guide(name)
    for found in re.finditer(r"^```yaml\n((?!seed:).*?)^```$", text, re.DOTALL | re.MULTILINE):
        sections = re.findall(r"^(cards|injects|tests):$", found[1], re.MULTILINE)
        before = " ".join(text[: found.start()].rstrip().rpartition("\n\n")[2].split())
        for section in sections:
            assert f"under the `{section}:` that is there" in before


def test_every_kind_of_card_has_a_pattern():
    """
    Whoever looks for one finds it under its name.
    """
    patterns = guide("patterns")

    assert set(KINDS) == set(re.findall(r"^    kind: (\w+)$", patterns, re.MULTILINE))
    assert all(f"## {kind.capitalize()}: " in patterns for kind in KINDS)
