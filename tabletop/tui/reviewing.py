"""The application opened on a saved session: the viewer first, the lobby when that is left."""

from functools import partial
from pathlib import Path
from typing import Final

from tabletop.errors import TabletopError
from tabletop.replay.cursor import Entrance, NoSuchPlace
from tabletop.tui.app import TabletopApp, ended
from tabletop.tui.lobby.lobby import Lobby
from tabletop.tui.lobby.shelf import Library
from tabletop.tui.viewer.viewer import ViewerScreen

PARTIAL: Final = 3
USAGE: Final = 2
"""The exit status where a save was read up to a point, and of wrong usage."""


class Reviewer(TabletopApp):
    """Shows one saved session; the lobby is there once that is left."""

    def __init__(
        self, path: Path, entrance: Entrance, library: Library, *, plain_characters: bool = False
    ) -> None:
        super().__init__(library, plain_characters=plain_characters)
        self.viewer = ViewerScreen(partial(library.replay, path), entrance)

    def begin(self) -> None:
        self.push_screen(self.viewer)

    def leave_viewer(self, trouble: TabletopError | None) -> None:
        if trouble is not None:
            self.exit(trouble.exit_status)
        elif self.screen is self.viewer:
            self.switch_screen(Lobby(self.library))
        else:
            super().leave_viewer(trouble)


def run(path: Path, entrance: Entrance, *, plain_characters: bool = False) -> tuple[int, str]:
    """
    Show the session saved at *path*, and return how it was left.

    That is the exit status, and why in one sentence; "" if all is well.
    """
    app = Reviewer(path, entrance, Library(), plain_characters=plain_characters)
    status = ended(app)
    trouble = app.viewer.trouble
    if trouble is not None:
        return USAGE if isinstance(trouble, NoSuchPlace) else trouble.exit_status, str(trouble)
    if status:
        return status, ""
    said = app.viewer.damage_words()
    return (PARTIAL, said) if said else (0, "")
