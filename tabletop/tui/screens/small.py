"""Shown while the terminal is smaller than a table needs."""

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static


class TooSmall(Screen[None]):
    """Asks for a larger window, and goes away by itself."""

    DEFAULT_CSS = """
    TooSmall {
        align: center middle;
        background: $background;
        & > Static { width: 100%; text-align: center; color: $ink; }
    }
    """

    def compose(self) -> ComposeResult:
        yield Static(id="size")

    def on_resize(self) -> None:
        self.query_one(Static).update(
            Content(
                "The table needs 60 columns\nand 18 rows.\n\n"
                f"This window has {self.app.size.width} and {self.app.size.height}.\n"
                "Make it larger, or the letters smaller."
            )
        )
