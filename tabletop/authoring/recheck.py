"""One file, checked again after every pause in the typing."""

from pathlib import Path

from tabletop.authoring.diagnostic import Diagnostic
from tabletop.authoring.mend import edited
from tabletop.authoring.read import guarded
from tabletop.authoring.readings import Readings
from tabletop.authoring.shelves import shown
from tabletop.authoring.shipped import Loaded, loaded
from tabletop.authoring.source import Source


class Recheck:
    """
    Checks one deck or seed again and again while it is written, faster than from nothing.

    What it tells is what the check of the whole file tells, except for what has to be played to
    be found. It holds nothing of the file but rules that were read, so a call may come from
    another thread than the last, but not while another one runs.
    """

    def __init__(self, path: Path) -> None:
        """Check the file at *path*, which need not be there: it names the file in messages."""
        self.path = path
        self.name = shown(path)
        self.readings = Readings()

    def check(self, text: str) -> Loaded:
        """
        Return what *text* says and every problem in it, by place.

        Any text will do: nothing is raised but what opening the deck of a seed may raise.

        Raises:
            UnreadableFile: If the deck that a seed names is there and cannot be opened.
        """
        return loaded(guarded(Source(self.name, text)), self.path, self.readings)


def after(text: str, problem: Diagnostic) -> str:
    """Return *text*, in which *problem* was found, with its fix made."""
    return edited(Source(problem.span.file, text), problem.fix)
