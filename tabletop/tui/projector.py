"""The application on a second screen: the wall and nothing else."""

from pathlib import Path

from tabletop.tui.app import TabletopApp, ended
from tabletop.tui.lobby.shelf import Library
from tabletop.tui.wall.wall import Wall, WallSource


class Projector(TabletopApp):
    """Shows the wall of one save, for as long as somebody lets it."""

    def __init__(self, path: Path, *, plain_characters: bool = False) -> None:
        super().__init__(Library(), plain_characters=plain_characters)
        self.wall = Wall(lambda: watching(path))

    def begin(self) -> None:
        self.push_screen(self.wall)


def watching(path: Path) -> WallSource:
    """Return what makes the scenes of the save at *path*; off the event loop, for it imports."""
    from tabletop.tui.wall.watching import Watching

    return Watching(path)


def run(path: Path, *, plain_characters: bool = False) -> tuple[int, str]:
    """
    Show the wall of the save at *path*, and return how it was left.

    That is the exit status, and why in one sentence; "" if all is well.
    """
    app = Projector(path, plain_characters=plain_characters)
    try:
        status = ended(app)
    finally:
        if app.wall.source is not None:
            app.wall.source.close()
    scene = app.wall.scene
    return status, scene.trouble if scene else ""
