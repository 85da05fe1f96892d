"""Painted lines that scroll: the one list widget of the house."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tabletop.pages.text import NOTHING, Row, Scroll, Words, put
from tabletop.tui.actions import bindings
from tabletop.tui.paint import strip

Painter = Callable[[int], Sequence[Row]]
"""
Paints lines for a width in cells. Called anew whenever the width changes.

A `Scroll` may be the one that was given before, grown.
"""


def nothing(width: int) -> Sequence[Row]:
    """Paint nothing."""
    return ()


class Lines(ScrollView, can_focus=True):
    """
    Lines, some of which belong to items that a cursor can stand on.

    One widget whatever the number of lines: moving the cursor repaints two items, not the list.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor", "lines--here"}
    DEFAULT_CSS = """
    Lines {
        height: 1fr;
        width: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size: 0 1;
        scrollbar-color: $rule;
        scrollbar-color-hover: $quiet;
        scrollbar-color-active: $focus;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        background: $background;
        color: $ink;
        & > .lines--cursor { background: $cursor; }
        & > .lines--here { background: $cursor 40%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("lists")

    cursor: reactive[int] = reactive(-1, repaint=False)

    class Moved(Message):
        """The cursor came to another item."""

        def __init__(self, lines: "Lines", item: int) -> None:
            super().__init__()
            self.lines = lines
            self.item = item

        @property
        def control(self) -> "Lines":
            return self.lines

    class Chosen(Moved):
        """An item was taken: enter, or a click on the item that the cursor was on."""

    class TitleClicked(Message):
        """The border above the lines was clicked, *x* cells from its left end."""

        def __init__(self, lines: "Lines", x: int) -> None:
            super().__init__()
            self.lines = lines
            self.x = x

    def __init__(
        self, painter: Painter = nothing, *, id: str | None = None, keeps_cursor: bool = False
    ) -> None:
        """
        Show what *painter* paints.

        Args:
            keeps_cursor: Whether the cursor stays to be seen while another pane has the focus.
        """
        super().__init__(id=id)
        self.keeps_cursor = keeps_cursor
        self.painter = painter
        self.lines: Sequence[Row] = ()
        self.strips: dict[tuple[int, int], Strip] = {}
        self.laid_out = (0, -1)
        self.waits_for_g = False

    def show(self, painter: Painter, *, cursor: int | None = None) -> None:
        """Paint with *painter* from now on, the cursor on the item *cursor* where given."""
        self.painter = painter
        if cursor is not None:
            self.set_reactive(Lines.cursor, cursor)
        self.lay_out()

    def lay_out(self) -> None:
        """Paint all lines for the width there is."""
        width = self.scrollable_content_region.width
        if width <= 0:
            return
        before, at = self.lines, self.cursor
        self.lines = self.painter(width)
        items = self.items
        if items and self.cursor not in items:
            nearest = min(items, key=lambda item: (abs(item - self.cursor), item))
            self.set_reactive(Lines.cursor, nearest if self.cursor >= 0 else items[0])
        elif not items:
            self.set_reactive(Lines.cursor, -1)
        size = Size(width, len(self.lines))
        if self.styles.height is not None and self.styles.height.is_auto:
            self.virtual_size = size
        elif size != self.virtual_size:
            # A pane of fixed height moves no other: laying the whole screen out again would
            # cost a cursor key three times what it shows.
            self.set_reactive(Lines.virtual_size, size)
            self._scroll_update(size)
        if self.laid_out == (width, at) == (width, self.cursor):
            self.repaint_changed(before)
        else:
            self.strips.clear()
            self.refresh()
        self.laid_out = (width, self.cursor)
        self.keep_cursor_in_sight()

    def repaint_changed(self, before: Sequence[Row]) -> None:
        """Repaint the lines that are not as *before*: what stays costs nothing."""
        if before is self.lines:
            # A scroll that has grown: what was painted of it stays.
            self.refresh()
            return
        if [row.item for row in before] != [row.item for row in self.lines]:
            self.strips.clear()
            self.refresh()
            return
        for index, (was, now) in enumerate(zip(before, self.lines, strict=True)):
            if now.content != was.content:
                for state in range(3):
                    self.strips.pop((index, state), None)
                self.refresh_line(index)

    def _scroll_update(self, virtual_size: Size) -> None:
        """
        Bring the scrollbar up to date; it is bare where everything is in sight.

        It keeps its column all the same, since one that comes and goes lays out the whole screen.
        """
        super()._scroll_update(virtual_size)
        if virtual_size.height <= self.container_size.height:
            self.vertical_scrollbar.window_virtual_size = 0

    @property
    def items(self) -> list[int]:
        """The items there are, in the order of their lines."""
        if isinstance(self.lines, Scroll):
            return []
        return list(dict.fromkeys(row.item for row in self.lines if row.item >= 0))

    def on_resize(self) -> None:
        self.lay_out()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.strips.clear()

    def on_focus(self) -> None:
        self.repaint_item(self.cursor)

    def on_blur(self) -> None:
        self.repaint_item(self.cursor)

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        if index >= len(self.lines):
            index, row = -1, Row(NOTHING)
        else:
            row = self.lines[index]
        state = 0
        if 0 <= row.item == self.cursor:
            state = 2 if self.has_focus else int(self.keeps_cursor)
        drawn = self.strips.get((index, state))
        if drawn is None:
            is_first = index <= 0 or self.lines[index - 1].item != row.item
            text = marked(row.content) if state and is_first else row.content
            width = self.scrollable_content_region.width
            drawn = self.strips[index, state] = self.painted(text, state, width)
        return drawn

    def painted(self, text: Words, state: int, width: int) -> Strip:
        """Return one line as it is shown: 0 away from the cursor, 1 without focus, 2 with it."""
        component = ((), ("lines--here",), ("lines--cursor",))[state]
        style = self.get_visual_style(*component)
        return strip(text, width, style)

    def repaint_item(self, item: int) -> None:
        """Repaint the lines of *item* alone."""
        top, height = self.extent(item)
        if height:
            self.refresh_lines(top, height)

    def extent(self, item: int) -> tuple[int, int]:
        """Return the first line of *item* and how many it has; 0 lines for an item unknown."""
        if item < 0:
            return 0, 0
        at = [index for index, row in enumerate(self.lines) if row.item == item]
        return (at[0], at[-1] - at[0] + 1) if at else (0, 0)

    def watch_cursor(self, old: int, new: int) -> None:
        self.repaint_item(old)
        self.repaint_item(new)
        self.keep_cursor_in_sight()
        if new >= 0:
            self.post_message(self.Moved(self, new))

    def keep_cursor_in_sight(self) -> None:
        """Scroll no further than it takes to show the cursor's item, and the heading above it."""
        top, height = self.extent(self.cursor)
        if not height:
            return
        first = self.items[0] == self.cursor
        top, height = (0, top + height) if first else (top, height)
        visible = max(1, self.scrollable_content_region.height)
        if top < self.scroll_offset.y or height >= visible:
            self.scroll_to(y=top, animate=False, force=True)
        elif top + height > self.scroll_offset.y + visible:
            self.scroll_to(y=top + height - visible, animate=False, force=True)

    def step(self, by: int) -> None:
        """Move the cursor by *by* items, or scroll by lines where there are no items."""
        items = self.items
        if not items:
            self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True)
            return
        at = items.index(self.cursor) if self.cursor in items else 0
        self.cursor = items[max(0, min(len(items) - 1, at + by))]

    def action_cursor_down(self) -> None:
        self.step(1)

    def action_cursor_up(self) -> None:
        self.step(-1)

    def action_cursor_left(self) -> None:
        self.screen.focus_previous()

    def action_cursor_right(self) -> None:
        self.screen.focus_next()

    def action_page_down(self) -> None:
        self.step(self.page)

    def action_page_up(self) -> None:
        self.step(-self.page)

    @property
    def page(self) -> int:
        """How many items, or lines, a page is."""
        height = max(1, self.scrollable_content_region.height - 1)
        items = len(self.items)
        return max(1, height * items // max(1, len(self.lines))) if items else height

    def action_first(self) -> None:
        items = self.items
        if items:
            self.cursor = items[0]
        self.scroll_to(y=0, animate=False, force=True)

    def action_last(self) -> None:
        items = self.items
        if items:
            self.cursor = items[-1]
        else:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def action_choose(self) -> None:
        self.post_message(self.Chosen(self, self.cursor))

    def on_key(self, event: events.Key) -> None:
        """Read `g g` as going to the top."""
        if event.character == "g" and self.waits_for_g:
            self.action_first()
        self.waits_for_g = event.character == "g" and not self.waits_for_g
        if event.character == "g":
            event.stop()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            if event.y == 0:
                self.post_message(self.TitleClicked(self, event.x))
            return
        index = offset.y + self.scroll_offset.y
        item = self.lines[index].item if index < len(self.lines) else -1
        if item < 0:
            return
        if item == self.cursor:
            self.post_message(self.Chosen(self, item))
        self.cursor = item


def marked(line: Words) -> Words:
    """Return *line* with the sign of the cursor in the two blanks it begins with, if it does."""
    if not line.plain.startswith("  "):
        return line
    return put(("▸ ", "bold $focus"), line[2:])
