"""The scrubber: where a session stands in its time, for the eye and for the mouse."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tabletop.pages import rail
from tabletop.pages.text import NOTHING, Words, put, stacked
from tabletop.tui.paint import content

SIDES = ((60, 10), (80, 12), (112, 16))
"""Cells beside the rail at either end, by the columns from which on they are there."""


class Scrubber(Widget):
    """
    Two rows: the rail with its turns, and above it what was marked.

    It reports where the mouse points; a click and a drag go there, the wheel steps.
    """

    DEFAULT_CSS = """
    Scrubber { dock: bottom; height: 2; margin: 0 0 1 0; padding: 0 1; background: $surface; }
    """

    class Pointed(Message):
        """The mouse pointed at *share* of the rail, from 0.0 up to 1.0."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share

    class Stepped(Message):
        """The wheel was turned: *by* is 1 for one step on and -1 for one back."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self) -> None:
        super().__init__(id="scrubber")
        self.rail: rail.Rail | None = None
        self.left: tuple[Words, Words] = (NOTHING, NOTHING)
        self.clock = NOTHING
        self.counts: Sequence[str] = ("",)
        self.is_held = False
        self.pointed = -1

    def tell(
        self,
        shown: rail.Rail,
        left: tuple[Words, Words],
        clock: Words,
        counts: Sequence[str],
    ) -> None:
        """
        Show a rail, two words to its left, a clock and a count to its right.

        *counts* say the same, the longest first; the first that there is room for is shown.
        """
        self.rail, self.left, self.clock, self.counts = shown, left, clock, counts
        self.refresh()

    @property
    def side(self) -> int:
        """Cells on either side of the rail."""
        width = self.content_size.width
        return max((cells for least, cells in SIDES if width + 2 >= least), default=8)

    @property
    def room(self) -> int:
        """Cells of the rail."""
        return max(10, self.content_size.width - 2 * self.side)

    def render(self) -> Content:
        if self.rail is None:
            return content(NOTHING)
        middle = (rail.mark_line(self.rail, self.room), rail.track_line(self.rail, self.room))
        count = next((c for c in self.counts if len(c) < self.side), self.counts[-1])
        ends = (self.clock, put((count, "bold")))
        lines = []
        for left, painted, right in zip(self.left, middle, ends, strict=True):
            begin = left.truncate(self.side - 1, ellipsis=True, pad=True)
            end = right.truncate(self.side - 1, ellipsis=True)
            lines.append(put(begin, " ", painted, " " * (self.side - end.cell_length), end))
        return content(stacked(lines))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self.is_held, self.pointed = True, -1
        self.capture_mouse()
        self.point(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self.is_held:
            self.point(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self.is_held = False
        self.release_mouse()

    def point(self, event: events.MouseEvent) -> None:
        """Report where the mouse points, if that is another cell than before."""
        at = event.x - self.gutter.left - self.side
        at = max(-1, min(self.room, at))
        if at != self.pointed and self.rail is not None:
            self.pointed = at
            self.post_message(self.Pointed(max(0.0, min(1.0, (at + 1) / self.room))))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.post_message(self.Stepped(1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.post_message(self.Stepped(-1))
