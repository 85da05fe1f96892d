"""Leading the wall: every `tabletop watch` of the same save shows where the viewer is."""

import threading
from pathlib import Path

from tabletop.journal.lead import Leader

Spot = tuple[int, str, int]
"""Frame, line, and the last frame there is while somebody plays on from there, else 0."""


class WallGuide:
    """
    Says where a viewer is, in threads, the newest spot alone.

    Attributes:
        spot: Where those who follow should be.
    """

    def __init__(self, path: Path, game_id: str) -> None:
        self.path = path
        self.game_id = game_id
        self.spot: Spot = (0, "", 0)
        self.leader: Leader | None = None
        self.is_ended = False
        self.turn = threading.Lock()

    def say(self) -> None:
        """
        Say where to be; whoever says it first begins to lead.

        Raises:
            SaveError: If somebody else leads, or nothing can be written.
        """
        with self.turn:
            if self.is_ended:
                return
            if self.leader is None:
                self.leader = Leader(self.path, self.game_id)
            frame, line, until = self.spot
            self.leader.point(frame, line, until=until)

    def end(self) -> None:
        """Lead no more."""
        with self.turn:
            self.is_ended = True
            if self.leader is not None:
                self.leader.close()
