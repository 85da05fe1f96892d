"""The least that Textual can show; what our first screen is measured against."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("bare and ready")


if __name__ == "__main__":
    BareApp().run()
