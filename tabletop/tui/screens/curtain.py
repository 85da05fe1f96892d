"""Between two seats at one keyboard: a screen with nothing secret on it, and nothing behind."""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from tabletop.tui.paint import plain, put

Lifted = Literal["lift", "back", "pass"]


class Curtain(Screen[Lifted]):
    """
    Says whose turn it is, and waits for a key.

    The table below has been emptied before this is drawn, so nothing of it is left anywhere.
    """

    DEFAULT_CSS = """
    Curtain {
        align: center middle;
        background: $background;
        & > Vertical { width: 62; max-width: 100%; height: auto; padding: 1 4;
            border: round $focus; }
        & Static { width: 100%; text-align: center; margin: 0 0 1 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('lift')", "Lift the curtain", show=False, id="curtain.lift"),
        Binding("b,escape", "answer('back')", "Go back", show=False, id="curtain.back"),
        Binding("p", "answer('pass')", "Pass for the seat", show=False, id="curtain.pass"),
    ]

    def __init__(self, name: str, *, back: str = "", may_pass: bool = False) -> None:
        """
        Draw a curtain for *name*, "" for the whole table.

        Args:
            back: The name of the seat that has just had the keyboard, if it may have it again.
            may_pass: Whether the seat can be passed for now.
        """
        super().__init__()
        self.seat_name = name
        self.back = back
        self.may_pass = may_pass

    def compose(self) -> ComposeResult:
        with Vertical():
            if self.seat_name:
                yield Static(put(("Hand over to", "$quiet")))
                yield Static(plain(self.seat_name).stylize("bold $focus"), id="whom")
                yield Static(put("When you alone can see the screen, press enter."))
            else:
                yield Static(put(("For everybody", "bold $focus")), id="whom")
                yield Static(put("What comes now the whole table may see. Press enter."))
            keys = [put(("enter", "bold $focus"), " lift")]
            if self.back:
                keys.append(put(("b", "bold $focus"), " back to ", plain(self.back)))
            if self.may_pass:
                keys.append(put(("p", "bold $focus"), " pass: nobody is there"))
            keys.append(put(("q", "bold $focus"), " quit"))
            yield Static(put("   ").join(keys))

    def action_answer(self, answer: Lifted) -> None:
        if (answer == "back" and not self.back) or (answer == "pass" and not self.may_pass):
            return
        self.dismiss(answer)
