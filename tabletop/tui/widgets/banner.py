"""The two lines above everything at the table."""

from textual.content import Content
from textual.widget import Widget

from tabletop.pages import asked
from tabletop.pages.text import NOTHING, Words, ink, put, sides, stacked
from tabletop.pages.view import View
from tabletop.tui.paint import content


class Banner(Widget):
    """Two lines above everything: where the session stands, and what is asked of whom."""

    DEFAULT_CSS = """
    Banner { height: 2; padding: 0 1; background: $surface; color: $ink; }
    """

    def __init__(self) -> None:
        super().__init__(id="banner")
        self.view: View | None = None
        self.asked = NOTHING
        self.clock = NOTHING
        self.whose = NOTHING

    def tell(self, view: View, task: Words, whose: Words | None = None) -> None:
        """Show where *view* stands, and *task*; and *whose* sight it is, if not the viewer's."""
        self.view, self.asked = view, task
        self.whose = put((asked.whose(view), "bold")) if whose is None else whose
        self.refresh()

    def say(self, line: Words) -> None:
        """Show *line* and nothing else."""
        self.view, self.asked, self.clock = None, line, NOTHING
        self.refresh()

    def wipe(self) -> None:
        """Show nothing."""
        self.view, self.asked, self.clock = None, NOTHING, NOTHING
        self.refresh()

    def run_clock(self, clock: Words) -> None:
        """Show *clock* at the end of the second line."""
        self.clock = clock
        self.refresh()

    def render(self) -> Content:
        if self.view is None:
            return content(stacked([NOTHING, self.asked]))
        width = self.content_size.width
        title = ink(self.view.deck.title, "bold")
        left = put(asked.turn_words(self.view), ("  as ", "$quiet"), self.whose)
        right = asked.ribbon(self.view, width - title.cell_length - left.cell_length - 5)
        if title.cell_length + 2 + left.cell_length + 2 + right.cell_length <= width:
            left = put(title, "  ", left)
        if right and left.cell_length + 2 + right.cell_length > width:
            right = put((f"[{self.view.state.phase}]", "bold $focus"))
        first = sides(left, right, width)[0]
        second = self.asked.truncate(width - self.clock.cell_length - 1, ellipsis=True)
        gap = max(1, width - second.cell_length - self.clock.cell_length)
        return content(stacked([first.truncate(width), put(second, " " * gap, self.clock)]))
