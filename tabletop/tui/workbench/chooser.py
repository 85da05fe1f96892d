"""A list to choose from, with a line to type in that narrows it."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tabletop.pages.text import Row, plain
from tabletop.tui.actions import Action
from tabletop.tui.paint import content
from tabletop.tui.widgets.keys import Keys
from tabletop.tui.widgets.lines import Lines

Narrowed = Callable[[int, str], Sequence[Row]]
"""Paints for a width what fits the text typed."""


class Chooser(ModalScreen[int | None]):
    """Gives back the item that was chosen; None where nothing was."""

    DEFAULT_CSS = """
    Chooser {
        align: center middle;
        background: $background 60%;
        & > #box { width: 84; max-width: 100%; height: 90%; background: $surface;
            border: round $focus; padding: 0 1; border-title-color: $focus;
            border-title-style: bold; }
        & Lines { background: $surface; scrollbar-background: $surface; }
        & Input { height: 1; border: none; padding: 0 1; background: $panel; margin: 0 0 1 0; }
        & Input:focus { border: none; background: $cursor; }
        & Keys { dock: none; padding: 0; margin: 1 0 0 0; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+g", "close", "Close", show=False, id="chooser.close"),
        Binding("down", "step(1)", "Down", show=False, id="chooser.down"),
        Binding("up", "step(-1)", "Up", show=False, id="chooser.up"),
    ]

    def __init__(self, title: str, painter: Narrowed, *, hint: str = "", start: int = -1) -> None:
        """
        Show what *painter* paints.

        Args:
            hint: What can be typed to narrow the list; "" for a list that is read, not narrowed.
            start: The item that the cursor begins on.
        """
        super().__init__()
        self.heading = title
        self.painter = painter
        self.hint = hint
        self.start = start

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = content(plain(self.heading))
            if self.hint:
                yield Input(placeholder=self.hint, id="wanted", compact=True)
            yield Lines(self.painted, id="list", keeps_cursor=True)
            yield Keys()

    def on_mount(self) -> None:
        self.query_one(Keys).offer(
            (
                Action("choose", "dialog", "enter", "Go there", ""),
                Action("close", "dialog", "escape", "Close", "", "esc"),
            )
        )
        lines = self.query_one(Lines)
        lines.show(self.painted, cursor=self.start)
        self.query_one("Input" if self.hint else "Lines").focus()

    def painted(self, width: int) -> Sequence[Row]:
        wanted = self.query_one(Input).value if self.hint else ""
        return self.painter(width, wanted)

    def on_input_changed(self) -> None:
        self.query_one(Lines).show(self.painted, cursor=-1)

    def on_input_submitted(self) -> None:
        self.action_choose()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        message.stop()
        self.action_choose()

    def action_choose(self) -> None:
        item = self.query_one(Lines).cursor
        self.dismiss(item if item >= 0 else None)

    def action_step(self, by: int) -> None:
        self.query_one(Lines).step(by)

    def action_close(self) -> None:
        self.dismiss(None)
