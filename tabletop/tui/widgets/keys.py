"""The footer: the keys that work now, at most eight of them."""

from textual import events
from textual.content import Content
from textual.widget import Widget

from tabletop.pages.text import NOTHING, plain, put
from tabletop.tui.actions import FOOTER_KEYS, Action
from tabletop.tui.paint import content


class Keys(Widget):
    """One line of keys and what they do. A click does the same as the key."""

    DEFAULT_CSS = """
    Keys {
        dock: bottom;
        height: 1;
        background: $panel;
        color: $ink;
        padding: 0 1;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.actions: tuple[Action, ...] = ()
        self.spans: list[tuple[int, int, Action]] = []

    def offer(self, actions: tuple[Action, ...]) -> bool:
        """
        Show *actions*; the last one always stays, others go where the line is too short.

        Return whether they are others than before.
        """
        is_new = actions != self.actions
        if is_new:
            self.actions = actions
            self.refresh()
        return is_new

    def fitting(self, width: int) -> tuple[Action, ...]:
        """Return the actions that fit on a line of *width* cells."""
        shown = self.actions[: FOOTER_KEYS - 1] + self.actions[FOOTER_KEYS - 1 :][-1:]
        while len(shown) > 1 and sum(length(a) for a in shown) - 2 > width:
            shown = (*shown[:-2], shown[-1])
        return shown

    def margin_left(self, width: int) -> int:
        """Return how many cells stand before the first key on a line of *width*."""
        if self.styles.content_align_horizontal != "center":
            return 0
        return max(0, width - sum(map(length, self.fitting(width))) + 2) // 2

    def render(self) -> Content:
        self.spans = []
        line, at = NOTHING, self.margin_left(self.content_size.width)
        for action in self.fitting(self.content_size.width):
            text = put((action.key, "bold $focus"), " ", plain(action.label), "  ")
            self.spans.append((at, at + text.cell_length, action))
            at += text.cell_length
            line = line.append(text)
        return content(line.rstrip())

    async def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        for start, end, action in self.spans:
            if offset is not None and start <= offset.x < end:
                await self.screen.run_action(action.id)
                return


def length(action: Action) -> int:
    """Return how many cells *action* takes, with the blanks after it."""
    return len(action.key) + len(action.label) + 3
