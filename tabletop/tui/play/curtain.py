"""Between two seats at one keyboard: a screen with nothing secret on it, and nothing behind."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from tabletop.game.asks import Ask
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.pages.text import plain, put
from tabletop.tui.actions import BY_ID, Action
from tabletop.tui.paint import content
from tabletop.tui.widgets.keys import Keys


def next_viewer(
    people: Sequence[Viewer], asks: Sequence[Ask], current: Viewer | None, *, is_over: bool
) -> Viewer:
    """
    Return whose sight the screen should show now.

    One person keeps the screen. Several hand it on: whoever is asked stays until nothing more is
    asked of them; what concerns the whole table is shown as the wall shows it, unless a person
    facilitates.
    """
    if not people:
        return WALL
    if len(people) == 1:
        return people[0]
    if is_over:
        return WALL
    asked = [ask.seat for ask in asks if ask.seat in people]
    if current in asked:
        return current
    if asked:
        return asked[0]
    return WALL


def leads(people: Sequence[Viewer], viewer: Viewer) -> bool:
    """Return whether whoever looks with *viewer*'s eyes decides and goes on for the table."""
    if FACILITATOR in people:
        return viewer == FACILITATOR
    return len(people) <= 1 or viewer == WALL


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
        & Keys { dock: none; width: 100%; background: $background; content-align: center middle; }
        & Static { width: 100%; text-align: center; margin: 0 0 1 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "lift", "Lift the curtain", show=False, id="curtain.lift"),
        Binding("b,escape", "back", "Go back", show=False, id="curtain.back"),
        Binding("P", "pass", "Pass for the seat", show=False, id="curtain.pass"),
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
                yield Static(content(put(("Hand over to", "$quiet"))))
                yield Static(content(plain(self.seat_name).stylize("bold $focus")), id="whom")
                yield Static(content(put("When you alone can see the screen, press enter.")))
            else:
                yield Static(content(put(("For everybody", "bold $focus"))), id="whom")
                yield Static(content(put("What comes now the whole table may see. Press enter.")))
            said = [f"b hands back to {self.back}"] if self.back else []
            said += [f"P passes for {self.seat_name}, who is away"] if self.may_pass else []
            if said:
                yield Static(content(put((f"{'; '.join(said)}.", "$quiet"))))
            yield Keys()

    def on_mount(self) -> None:
        lift = Action("lift", "dialog", "enter", "Lift", "")
        back = Action("back", "dialog", "b", "Back", "")
        passing = Action("pass", "dialog", "P", "Pass", "")
        self.query_one(Keys).offer(
            (
                lift,
                *([back] if self.back else []),
                *([passing] if self.may_pass else []),
                BY_ID["leave"],
            )
        )

    def action_lift(self) -> None:
        self.dismiss("lift")

    def action_back(self) -> None:
        if self.back:
            self.dismiss("back")

    def action_pass(self) -> None:
        if self.may_pass:
            self.dismiss("pass")
