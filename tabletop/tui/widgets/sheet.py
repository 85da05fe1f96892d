"""A painting that fills its place."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

from tabletop.tui.widgets.lines import parsed

Filling = Callable[[int, int], Sequence[Content]]
"""Paints lines for a width and a height in cells; what is too much is cut off."""


def empty(width: int, height: int) -> Sequence[Content]:
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

    def strip_of(self, line: Content, width: int) -> Strip:
        """Return *line* as it is shown, *width* cells wide."""
        style = self.visual_style
        drawn = line.truncate(width).render(style, end="", parse_style=parsed)
        segments = [Segment(text, (style + part).rich_style) for text, part in drawn]
        return Strip(segments).adjust_cell_length(width, style.rich_style)
