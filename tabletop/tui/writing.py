"""The application opened on one file, as `tabletop deck edit` does."""

from pathlib import Path

from tabletop.errors import TabletopError
from tabletop.tui.app import TabletopApp, ended
from tabletop.tui.lobby.shelf import Library
from tabletop.tui.workbench.opener import Opener, look


class WorkbenchApp(TabletopApp):
    """The house entered by the workbench; its lobby comes when one goes there."""

    def __init__(self, library: Library, path: Path, *, plain_characters: bool = False) -> None:
        super().__init__(library, plain_characters=plain_characters)
        self.path = path

    def begin(self) -> None:
        """Show the workbench at once: keys that are pressed early must not reach a lobby."""
        opening = Opener(self, given_up=lambda: self.exit(0))
        try:
            found = look(self.path)
        except TabletopError as trouble:
            opening.refuse("This cannot be opened", str(trouble))
        else:
            opening.show(found)


def run(path: Path, *, plain_characters: bool = False) -> int:
    """Open the workbench on the file at *path*; return the exit status once it is left."""
    return ended(WorkbenchApp(Library(), path, plain_characters=plain_characters))
