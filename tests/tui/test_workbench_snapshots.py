"""Pictures of the workbench at three sizes, looked at whenever they change."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tabletop.authoring.edit import draft
from tabletop.tui.writing import WorkbenchApp
from tests.tui.benches import DECK, Author
from tests.tui.screens import Shelf
from tests.tui.test_snapshots import SIZES, Before

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are taken on one Python alone"
)


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hold still for the picture: nothing moves, and the deck lies in the folder one stands in."""
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(draft, "folder", lambda: tmp_path / "state")
    monkeypatch.chdir(tmp_path)


def bench(text: str = DECK) -> WorkbenchApp:
    Path("strait.yaml").write_text(text)
    return WorkbenchApp(Shelf(), Path("strait.yaml"))


def keys(*pressed: str, at: str = "", typed: str = "") -> Before:
    """Return what goes to *at*, types and presses keys before the picture is taken."""

    async def before(pilot: Any) -> None:
        author = Author(pilot.app, pilot)
        await author.until(lambda: len(author.app.screen_stack) > 1)
        await author.rest()
        if at:
            await author.at(at)
        if typed:
            await author.write(typed)
        await author.press(*pressed)
        await author.rest()

    return before


@SIZES
def test_the_workbench_with_mistakes(snap_compare: Any, size: tuple[int, int]):
    """
    The text with marks, the card as it will look, what is wrong, and words that are offered.
    """
    broken = DECK.replace("60%", "60").replace("failure: tension +2", "failure: tensoin +2")
    before = keys(at="needs: trust >= 2", typed=" and te")

    assert snap_compare(bench(broken), terminal_size=size, run_before=before)


@SIZES
def test_the_map(snap_compare: Any, size: tuple[int, int]):
    """
    Who moves which track.
    """
    assert snap_compare(bench(), terminal_size=size, run_before=keys("ctrl+g"))
