"""The one list of the house: keys, mouse, and what is painted again."""

import asyncio
from collections.abc import Sequence

from textual.app import App, ComposeResult

from tabletop.pages.text import Row, put
from tabletop.tui.widgets.lines import Lines


def ten(width: int) -> Sequence[Row]:
    """Paint a heading, then ten items of two lines each."""
    rows = [Row(put("heading"))]
    for item in range(10):
        rows += [Row(put(f"  item {item}"), item), Row(put("    more of it"), item)]
    return rows


class Host(App[None]):
    """A screen with one list of eight rows on it."""

    CSS = "Lines { height: 8; width: 30; }"

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[int] = []

    def get_css_variables(self) -> dict[str, str]:
        meanings = dict.fromkeys(("ink", "quiet", "rule", "focus", "cursor"), "#888888")
        return {**super().get_css_variables(), **meanings}

    def compose(self) -> ComposeResult:
        yield Lines(ten)

    def on_mount(self) -> None:
        self.query_one(Lines).focus()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        self.chosen.append(message.item)


async def test_hjkl_and_arrows_move_from_item_to_item():
    """
    A cursor stands on items, never on headings, and stops at both ends.
    """
    app = Host()
    async with app.run_test() as pilot:
        lines = app.query_one(Lines)
        assert 0 == lines.cursor

        await pilot.press("j", "down", "k", "j", "j")
        assert 3 == lines.cursor
        await pilot.press("up", "up", "up", "up", "up")
        assert 0 == lines.cursor


async def test_gg_and_G_go_to_the_ends():
    """
    As in every pager: `G` to the bottom, `g g` to the top with its heading in sight.
    """
    app = Host()
    async with app.run_test() as pilot:
        lines = app.query_one(Lines)

        await pilot.press("G")
        await pilot.pause()
        assert (9, lines.max_scroll_y) == (lines.cursor, lines.scroll_offset.y)
        await pilot.press("g")
        assert 9 == lines.cursor
        await pilot.press("g")
        await pilot.pause()

        assert (0, 0) == (lines.cursor, lines.scroll_offset.y)


async def test_the_cursor_stays_in_sight():
    """
    However far it goes, both lines of its item are on the screen.
    """
    app = Host()
    async with app.run_test() as pilot:
        lines = app.query_one(Lines)
        for _ in range(9):
            await pilot.press("j")
            top, height = lines.extent(lines.cursor)
            assert lines.scroll_offset.y <= top
            assert top + height <= lines.scroll_offset.y + 8


async def test_a_click_picks_and_a_second_click_takes():
    """
    The first click moves the cursor; a click where it stands is as good as enter.
    """
    app = Host()
    async with app.run_test() as pilot:
        await pilot.click(Lines, offset=(4, 3))
        assert (1, []) == (app.query_one(Lines).cursor, app.chosen)

        await pilot.click(Lines, offset=(4, 4))

        assert [1] == app.chosen


async def test_moving_the_cursor_repaints_its_items_alone():
    """
    A list of a thousand lines costs no more than a short one.
    """
    app = Host()
    async with app.run_test() as pilot:
        lines = app.query_one(Lines)
        await pilot.pause()
        drawn = set(lines.strips)

        await pilot.press("j")
        await pilot.pause()

        assert {1, 2, 3, 4} >= {index for index, _ in set(lines.strips) - drawn}


async def test_lines_are_laid_out_anew_for_another_width():
    """
    The painter is asked again when the width has changed, and told the new one.
    """
    widths: list[int] = []

    def painter(width: int) -> Sequence[Row]:
        widths.append(width)
        return ten(width)

    app = Host()
    async with app.run_test() as pilot:
        lines = app.query_one(Lines)
        lines.show(painter)
        lines.styles.width = 20

        async with asyncio.timeout(10):
            while widths[-1] != 19:
                await pilot.pause(0.01)

        assert [29, 19] == list(dict.fromkeys(widths))
