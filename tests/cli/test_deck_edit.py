"""`tabletop deck edit`: which file is meant, and what is told before the screen is drawn."""

from pathlib import Path

import pytest

from tabletop.cli import deck_edit
from tabletop.cli.main import main
from tabletop.tui import writing

KEYS = ("ctrl+s", "f8", "f4", "f3", "f5", "ctrl+o", "ctrl+g", "ctrl+r", "ctrl+f", "f7", "f9")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[Path, bool]]:
    """Stand in for the screen: note what it is given, and be left at once."""
    given: list[tuple[Path, bool]] = []

    def run(path: Path, *, plain_characters: bool = False) -> int:
        given.append((path, plain_characters))
        return 0

    monkeypatch.setattr(writing, "run", run)
    monkeypatch.setattr(deck_edit, "keep_terminal", lambda *said: None)
    monkeypatch.chdir(tmp_path)
    return given


def test_a_name_means_the_deck_before_the_seed(shown: list[tuple[Path, bool]]):
    """
    `deck edit island_chain` opens the deck, though a seed has the same name.
    """
    assert 0 == main(["deck", "edit", "island_chain"])

    assert ("decks", "island_chain.yaml") == (shown[0][0].parent.name, shown[0][0].name)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("two_towns", "decks/two_towns.yaml"), ("a/b.yaml", "a/b.yaml"), ("my.yaml", "my.yaml")],
)
def test_a_file_that_is_not_there_is_begun(shown: list[tuple[Path, bool]], said: str, meant: str):
    """
    Nothing is written before the first save.
    """
    assert 0 == main(["deck", "edit", said, "--ascii"])

    assert [(Path(meant), True)] == shown
    assert not Path(meant).exists()


def test_a_name_that_no_deck_can_have_is_refused(
    shown: list[tuple[Path, bool]], capsys: pytest.CaptureFixture[str]
):
    """
    With one that it could have.
    """
    assert 2 == main(["deck", "edit", "Two Towns"])

    assert "such as two_towns" in capsys.readouterr().err
    assert [] == shown


def test_what_cannot_be_edited_is_told_without_a_screen(
    shown: list[tuple[Path, bool]], capsys: pytest.CaptureFixture[str]
):
    """
    Exit status 4, and the file as it was.
    """
    Path("latin.yaml").write_bytes(b"deck: caf\xe9\n")

    assert 4 == main(["deck", "edit", "latin.yaml"])

    assert "not UTF-8" in capsys.readouterr().err
    assert [] == shown


def test_the_page_about_the_workbench_names_keys_that_there_are():
    """
    Every key of the page is one of the registry.
    """
    from tabletop.tui.actions import ACTIONS

    page = (Path(__file__).parents[2] / "docs" / "workbench.md").read_text("utf-8").lower()
    keys = {key for a in ACTIONS if a.where == "workbench" for key in a.keys.split(",")}

    assert [] == [key for key in KEYS if key not in keys or f"`{key}`" not in page]
