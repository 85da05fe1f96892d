"""What every screen of the house shares: its keys, its footer and its breakpoints."""

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from tabletop.tui.actions import ACTIONS, BY_ID, Action, Where
from tabletop.tui.entries import Open
from tabletop.tui.widgets.keys import Keys

Result = TypeVar("Result")

BREAKPOINTS = [(0, "-tight"), (80, "-narrow"), (112, "-wide"), (176, "-huge")]


class Stage(Screen[None]):
    """
    A full screen with a footer.

    A screen names the places its actions belong to in `WHERES`, and says in `is_offered` which of
    them make sense now. Keys, footer, palette and help all follow from that.
    """

    class Left(Message):
        """The person has left the table for where it was opened."""

    WHERES: ClassVar[tuple[Where, ...]] = ()
    IS_HOME: ClassVar[bool] = False
    """Whether a table that is left gives way to this screen."""

    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-high")]

    def is_offered(self, action: str) -> bool:
        """Return whether *action* makes sense now."""
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        known = BY_ID.get(action)
        return known is None or known.where not in self.WHERES or self.is_offered(action)

    def offered(self) -> tuple[Action, ...]:
        """Return the actions of this screen that make sense now, in the order of the registry."""
        return tuple(a for a in ACTIONS if a.where in self.WHERES and self.is_offered(a.id))

    @property
    def home(self) -> "Stage | None":
        """The screen that leaving this one comes back to."""
        below = reversed(self.app.screen_stack)
        return next((s for s in below if isinstance(s, Stage) and s.IS_HOME), None)

    @property
    def comes_back_to(self) -> Where:
        """The place that leaving this screen comes back to."""
        return self.home.WHERES[0] if self.home else "lobby"

    def welcome(self, session: Open | None) -> None:
        """Take up again after the table of *session*, which is put away by now, was left."""

    def compose_footer(self) -> ComposeResult:
        yield Keys(id="keys")

    def show_keys(self) -> None:
        """Bring the footer up to date."""
        labelled = tuple(a for a in self.offered() if a.label)
        ends = (BY_ID["leave"], BY_ID["help"])
        if self.query_one(Keys).offer((*labelled[:6], *ends)):
            self.refresh_bindings()

    def on_mount(self) -> None:
        self.show_keys()


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
