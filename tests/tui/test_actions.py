"""One registry feeds keys, footer, palette and help."""

from collections import Counter
from pathlib import Path

import pytest

from tabletop.tui.actions import ACTIONS, FOOTER_KEYS
from tabletop.tui.app import TabletopApp
from tabletop.tui.lobby.lobby import Lobby
from tabletop.tui.play.hot_wash import HotWash
from tabletop.tui.play.play import Play
from tabletop.tui.viewer.line_screen import LineList
from tabletop.tui.viewer.luck import LuckScreen
from tabletop.tui.viewer.side_by_side import Comparing, Knowing
from tabletop.tui.viewer.viewer import ViewerScreen
from tabletop.tui.wall.wall import Wall
from tabletop.tui.widgets.keys import Keys
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.workbench.workbench import Workbench
from tests.tui.screens import screen_of, session

PLACES = {
    "anywhere": TabletopApp,
    "lists": Lines,
    "lobby": Lobby,
    "table": Play,
    "facilitator": Play,
    "hot wash": HotWash,
    "replay": ViewerScreen,
    "lines": LineList,
    "wall": Wall,
    "compare": Comparing,
    "who knew what": Knowing,
    "luck or choice": LuckScreen,
    "workbench": Workbench,
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: a.id)
def test_every_action_can_be_done(action):
    """
    No key of the help screen leads nowhere.
    """
    assert callable(getattr(PLACES[action.where], f"action_{action.id}"))


def test_every_action_has_a_name_of_its_own():
    """
    A person who wants other keys names actions by their ids.
    """
    assert 1 == max(Counter(action.id for action in ACTIONS).values())


async def test_the_footer_holds_at_most_eight_keys(tmp_path: Path):
    """
    More than eight nobody reads; help and quit are always among them.
    """
    async with screen_of(session(tmp_path), size=(200, 50)) as seat:
        for keys in ((), ("space",), ("enter", "enter")):
            await seat.press(*keys)
            shown = seat.screen.query_one(Keys).fitting(200)

            assert FOOTER_KEYS >= len(shown)
            assert {"help", "leave"} <= {action.id for action in shown}


async def test_help_lists_the_keys_that_work_here(tmp_path: Path):
    """
    `?` shows the keys of the table, and any of several keys closes it again.
    """
    async with screen_of(session(tmp_path)) as seat:
        await seat.press("question_mark")
        await seat.sees("Help", "Go on to the next phase.")

        await seat.press("q")

        await seat.sees("turn 1 of 2")


async def test_a_click_on_the_footer_is_as_good_as_the_key(tmp_path: Path):
    """
    Everything goes by mouse too.
    """
    played = session(tmp_path)
    async with screen_of(played) as seat:
        assert "brief" == played.state.phase

        await seat.pilot.click(Keys, offset=(3, 0))
        await seat.rest()

        assert "plan" == played.state.phase


async def test_the_palette_finds_what_makes_sense_now(tmp_path: Path):
    """
    The palette offers the actions of this moment, not others.
    """
    async with screen_of(session(tmp_path)) as seat:
        names = {c.title for c in seat.app.get_system_commands(seat.screen)}

        assert {"Go on", "Read", "Colours: light"} <= names
        assert "Seal" not in names


async def test_a_window_that_is_too_small_says_so(tmp_path: Path):
    """
    Below 60 by 18 nothing is drawn but the wish for more room, and it goes away by itself.
    """
    async with screen_of(session(tmp_path)) as seat:
        await seat.pilot.resize_terminal(59, 24)
        await seat.sees("60 columns")

        await seat.pilot.resize_terminal(80, 24)

        await seat.sees("turn 1 of 2")


async def test_every_theme_can_be_worn(tmp_path: Path):
    """
    F2 goes through dark, light, high contrast and no colour, and back.
    """
    async with screen_of(session(tmp_path)) as seat:
        worn = []
        for _ in range(4):
            await seat.press("f2")
            worn.append(seat.app.theme)
            await seat.sees("turn 1 of 2")

        assert ["light", "high contrast", "no colour", "dark"] == worn


async def test_ascii_draws_with_plain_characters(tmp_path: Path):
    """
    With `--ascii` nothing on the table needs more than ASCII.
    """
    async with screen_of(session(tmp_path), plain_characters=True) as seat:
        await seat.press("space", "enter", "enter")

        text = seat.app.export_screenshot().replace("&#160;", " ")
        chrome = [c for c in text if not c.isascii()]

        assert [] == chrome
