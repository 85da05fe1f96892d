"""The application opened on one file, as `tabletop deck edit` does."""

from pathlib import Path

from tabletop.tui.app import TabletopApp
from tabletop.tui.library import Library


class WorkbenchApp(TabletopApp):
    """The house with the workbench open in it."""

    def __init__(self, library: Library, path: Path, *, plain_characters: bool = False) -> None:
        super().__init__(library, plain_characters=plain_characters)
        self.path = path

    def on_mount(self) -> None:
        # The lobby comes first, so that there is something to go back to.
        self.call_later(self.write_in, self.path)


def run(path: Path, *, plain_characters: bool = False) -> int:
    """Open the workbench on the file at *path*; return the exit status once it is left."""
    app = WorkbenchApp(Library(), path, plain_characters=plain_characters)
    status = app.run()
    if app.session is not None:
        app.session.close()
    return app.return_code or status or 0
