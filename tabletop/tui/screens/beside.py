"""Two columns beside one another, in which enter goes to a frame of the viewer."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from textual.app import ComposeResult
from textual.widgets import Static

from tabletop.game.words import Viewer
from tabletop.table.lines import Line
from tabletop.table.replay import Replay
from tabletop.tui.paint import Row
from tabletop.tui.screens.entering import viewers_of
from tabletop.tui.screens.stage import Stage
from tabletop.tui.widgets.lines import Lines

Visit = Callable[[int, Line], None]
"""Shows a frame of a line in the viewer."""


class Beside(Stage):
    """
    A title, the heads of two columns, and the pairs below them.

    Attributes:
        hold: Keeps other threads from the replay meanwhile.
        visit: Shows a frame in the viewer that this was opened from.
    """

    CSS_PATH = "beside.tcss"

    def __init__(
        self,
        replay: Replay,
        number: int,
        viewer: Viewer,
        *,
        hold: AbstractContextManager[object],
        visit: Visit,
    ) -> None:
        """Begin at frame *number* with the eyes of *viewer*."""
        super().__init__()
        self.replay = replay
        self.number = number
        self.viewer = viewer
        self.hold = hold
        self.visit = visit

    def compose(self) -> ComposeResult:
        yield Static(id="title")
        yield Lines(self.heads, id="heads")
        yield Lines(id="pairs")
        yield from self.compose_footer()

    def on_mount(self) -> None:
        self.query_one("#heads", Lines).can_focus = False
        self.query_one("#pairs", Lines).focus()

    def heads(self, width: int) -> Sequence[Row]:
        """Return what stands above the two columns."""
        raise NotImplementedError

    def after(self, viewer: Viewer) -> Viewer:
        """Return whose eyes come after *viewer*'s."""
        eyes = viewers_of(self.replay)
        return eyes[(eyes.index(viewer) + 1) % len(eyes)]
