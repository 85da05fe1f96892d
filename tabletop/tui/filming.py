"""The viewer on a screen that nobody sees: what it would write to a terminal, frame by frame."""

from collections.abc import Callable, Sequence
from typing import Final

from textual.drivers.headless_driver import HeadlessDriver
from textual.worker import Worker

from tabletop.errors import TabletopError
from tabletop.table.replay import Replay
from tabletop.tui import stills
from tabletop.tui.app import TabletopApp
from tabletop.tui.library import Library
from tabletop.tui.screens.autoplay import Pace
from tabletop.tui.screens.entering import Wanted
from tabletop.tui.screens.showing import Showing

Keep = Callable[[int, str], None]
"""Is given the number of a frame, and what brings a terminal from the one before to it."""

FILM: Final = "film"

ROUNDS: Final = 20
"""Refreshes after which a screen is kept that does not come to rest."""


class Camera(HeadlessDriver):
    """A terminal without a keyboard, at which nobody looks but the one who counts."""

    @property
    def is_headless(self) -> bool:
        return False  # else the application would not paint, nor come to rest

    def write(self, data: str) -> None:
        assert isinstance(self._app, Filming)
        self._app.painted += 1


class Filming(TabletopApp):
    """
    Shows frames of a saved session in their order, and gives away what it paints.

    Attributes:
        painted: How often something was painted.
        trouble: Why the film ends early, if it does.
    """

    def __init__(
        self,
        replay: Replay,
        wanted: Wanted,
        frames: Sequence[int],
        keep: Keep,
        pace: Pace,
        *,
        plain_characters: bool = False,
    ) -> None:
        super().__init__(Library(), plain_characters=plain_characters)
        self.driver_class = Camera
        self.animation_level = "none"
        self.painted = 0
        self.still: Sequence[stills.Row] = ()
        self.trouble: BaseException | None = None
        self.frames = frames
        self.keep = keep
        self.viewer = Showing(replay, wanted, pace)

    def begin(self) -> None:
        self.push_screen(self.viewer)
        self.run_worker(self.roll(), group=FILM, exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.group == FILM and event.worker.is_finished:
            self.trouble = event.worker.error or self.viewer.trouble
            self.exit(0)

    async def roll(self) -> None:
        """Show each frame, and give it away once it stands on the screen."""
        while not self.viewer.is_ready:
            await self.settle()
            if self.viewer.trouble:
                return
        for number in self.frames:
            self.viewer.go(number)
            await self.settle()
            while self.viewer.busy:
                await self.settle()
            if self.viewer.number != number:
                # It stayed where it was, so what is recorded there says why.
                self.viewer.view_of(number, self.viewer.line)
            # The compositor's own rows: the whole screen as it stands, after every filter.
            still = stills.still_of(self.viewer._compositor.render_strips())
            self.keep(number, stills.change(self.still, still))
            self.still = still

    async def settle(self) -> None:
        """Wait until nothing more is painted."""
        for _ in range(ROUNDS):
            painted = self.painted
            await self.viewer.wait_for_refresh()
            if self.painted == painted:
                return


def film(
    replay: Replay,
    wanted: Wanted,
    frames: Sequence[int],
    size: tuple[int, int],
    keep: Keep,
    *,
    pace: Pace = "as it was",
    plain_characters: bool = False,
) -> None:
    """
    Show *frames* of *replay* in their order, on a screen of *size* columns and rows.

    *keep* is called with each as soon as it is painted, and may write to the disk. The frames are
    of the line that is *wanted*, and begin where it is wanted to; *pace* is what is said of them.

    Raises:
        TabletopError: If what is recorded cannot have been played, or the screen breaks down.
    """
    app = Filming(replay, wanted, frames, keep, pace, plain_characters=plain_characters)
    app.run(size=size, mouse=False)
    if app.trouble is not None:
        raise app.trouble
    if app.return_code:
        raise TabletopError("the screen broke down before the film was whole")
