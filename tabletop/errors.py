"""The third kind of trouble: a broken world, such as a full disk or a damaged save."""

from pathlib import Path
from shlex import quote
from typing import Literal

ExitStatus = Literal[3, 4, 5]


class TabletopError(Exception):
    """
    Something outside the game does not work, told in one sentence.

    Attributes:
        sentence: What happened, without the path.
        path: The file it happened to, if any.
        place: Where in it, such as "byte 512" or "frame 12"; "" for the whole.
        exit_status: What a verb exits with: 3 readable only up to a point, 4 the file was
            refused, 5 the world failed.
    """

    def __init__(
        self,
        sentence: str,
        *,
        path: Path | None = None,
        place: str = "",
        exit_status: ExitStatus = 5,
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.path = path
        self.place = place
        self.exit_status: ExitStatus = exit_status

    def __str__(self) -> str:
        where = ", ".join(str(part) for part in (self.path, self.place) if part)
        return f"{where}: {self.sentence}" if where else self.sentence


def note_save(fault: BaseException, save: Path) -> None:
    """Let whoever tells of *fault* know that the session kept at *save* can be gone on with."""
    if not isinstance(fault, TabletopError):
        fault.add_note(f"tabletop resume {quote(str(save))}")
