"""
What the lobby knows of the world outside: decks to start, saves to go on with.

Nothing of the rules is imported here, nor by the lobby, so that it is there at once.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import attrs

from tabletop.tui.paint import Row


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

    def close(self) -> None:
        """Let go of the save."""


class Prepared(Protocol):
    """A start that was read whole; `ready.Ready` is one."""

    @property
    def trouble(self) -> str:
        """Why it cannot be played; "" when it can."""

    def brief(self, start: Start, width: int) -> list[Row]:
        """Paint what there is to know before it is started."""

    def begin(self) -> Open:
        """Start a session as it says itself, its save on the disk."""


class Library:
    """
    Decks, seeds and saves, where the program keeps them.

    Every method takes its time and is called off the event loop; what it needs is imported when
    it is needed. All raise `TabletopError` alone.
    """

    def seeds(self) -> Sequence[Start]:
        """Return the seeds, the shortest first."""
        from tabletop.authoring.shelves import listing

        shelved = sorted(listing("seeds"), key=lambda s: (shortest(s.minutes), s.name))
        return [Start(s.name, s.path, s.title, s.text, s.minutes) for s in shelved]

    def decks(self) -> Sequence[Start]:
        """Return the decks that no seed names."""
        from tabletop.authoring.shelves import listing

        named = {seed.deck for seed in listing("seeds")}
        alone = [deck for deck in listing("decks") if deck.name not in named]
        return [Start(d.name, d.path, d.title, d.text) for d in alone]

    def read(self, start: Start) -> Prepared:
        """Return *start* read whole, or why it cannot be played."""
        from tabletop.tui.ready import read_start

        return read_start(start)

    def saves(self) -> Sequence[Saved]:
        """Return the saved sessions, the newest first."""
        from tabletop.journal.saves import saves

        return [
            Saved(
                glance.path,
                glance.title,
                glance.changed_ms,
                glance.frames,
                people(glance.head.seats) if glance.head else "",
                glance.is_closed,
                glance.trouble,
            )
            for glance in saves()
        ]

    def resume(self, path: Path) -> Open:
        """Go on with a saved session where it stopped."""
        from tabletop.table.session import Session

        return Session.resume(path)


def people(seats: Mapping[str, str]) -> str:
    """Return the seats that people play, with commas."""
    return ", ".join(seat for seat, player in seats.items() if player == "human")


def shortest(minutes: str) -> int:
    """Return the first number in *minutes*, so that short sessions come first."""
    found = re.search(r"\d+", minutes)
    return int(found[0]) if found else 10_000
