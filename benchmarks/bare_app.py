"""The least that Textual can show; what our screens are measured against."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """One line of text, which tells the last key."""

    def compose(self) -> ComposeResult:
        yield Static("bare and ready")

    def on_key(self, event: events.Key) -> None:
        self.query_one(Static).update(f"{event.key}, {event.time}")


if __name__ == "__main__":
    BareApp().run()
