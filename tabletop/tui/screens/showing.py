"""The viewer as it looks while a session is filmed."""

from tabletop.table.replay import Replay
from tabletop.tui.screens.autoplay import Pace
from tabletop.tui.screens.entering import Wanted
from tabletop.tui.screens.replay import Reviewing


class Showing(Reviewing):
    """A viewer that plays, but is gone on with by the camera and by no clock."""

    def __init__(self, replay: Replay, wanted: Wanted, pace: Pace) -> None:
        super().__init__(lambda progress: replay, wanted)
        self.player.is_playing = True
        self.player.pace = pace

    def arrived(self) -> None:
        """Stay."""
