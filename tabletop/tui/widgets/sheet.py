"""A painting that fills its place."""

from collections.abc import Callable, Sequence

from textual.strip import Strip
from textual.widget import Widget

from tabletop.pages.text import Words
from tabletop.tui.paint import strip

Filling = Callable[[int, int], Sequence[Words]]
"""Paints lines for a width and a height in cells; what is too much is cut off."""


def empty(width: int, height: int) -> Sequence[Words]:
    """Paint nothing."""
    return ()


class Sheet(Widget):
    """Lines painted anew whenever they or the size of the place change. Nothing scrolls."""

    DEFAULT_CSS = """
    Sheet { height: 1fr; width: 1fr; background: $background; color: $ink; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.filling: Filling = empty
        self.painted: tuple[Strip, ...] | None = None

    def show(self, filling: Filling) -> None:
        """Paint with *filling* from now on."""
        self.filling = filling
        self.repaint()

    def repaint(self) -> None:
        """Paint all of it again."""
        self.painted = None
        self.refresh()

    def on_resize(self) -> None:
        self.repaint()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.painted = None

    def render_line(self, y: int) -> Strip:
        width, height = self.content_size
        if self.painted is None:
            lines = self.filling(width, height) if width > 0 and height > 0 else ()
            self.painted = tuple(self.strip_of(line, width) for line in lines[:height])
        if y < len(self.painted):
            return self.painted[y]
        return Strip.blank(width, self.visual_style.rich_style)

    def strip_of(self, line: Words, width: int) -> Strip:
        """Return *line* as it is shown, *width* cells wide."""
        return strip(line, width, self.visual_style)
