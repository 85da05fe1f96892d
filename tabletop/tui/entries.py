"""What the lobby lists, and what comes of an entry once it is read or opened."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import attrs

from tabletop.pages.text import Row


@attrs.frozen
class Start:
    """What can be started, as a list shows it: a seed, or a deck that no seed names."""

    name: str
    path: Path
    title: str
    text: str = ""
    minutes: str = ""


@attrs.frozen
class Saved:
    """
    A session on the disk, in one line.

    Attributes:
        changed_ms: When it was last written, in ms since 1970.
        frames: How many decisions it holds.
        who: The seats that people play.
        trouble: Why it cannot be opened, in one sentence; "" when it can.
    """

    path: Path
    title: str
    changed_ms: int
    frames: int = 0
    who: str = ""
    is_over: bool = False
    trouble: str = ""


class Open(Protocol):
    """An open session, as far as the door knows of it; `table.session.Session` is one."""

    @property
    def path(self) -> Path:
        """Its save."""

    def close(self) -> None:
        """Let go of the save."""


class Begins(Protocol):
    """A message that asks for a table."""

    begin: Callable[[], Open]


class OpenReplay(Protocol):
    """A session to look at, as far as the door knows of it; `table.replay.Replay` is one."""

    def telling(self, line: Any, number: int, viewer: Any) -> Iterator[Any]:
        """Yield what a viewer was told, the newest first."""


class Prepared(Protocol):
    """A start that was read whole; `ready.Ready` is one."""

    @property
    def trouble(self) -> str:
        """Why it cannot be played; "" when it can."""

    def brief(self, start: Start, width: int) -> list[Row]:
        """Paint what there is to know before it is started."""

    def begin(self) -> Open:
        """Start a session as it says itself, its save on the disk."""
