"""
What the lobby knows of the world outside: decks to start, saves to go on with.

Nothing of the rules is imported here, nor by the lobby, so that it is there at once.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tabletop.tui.entries import Open, Prepared, Read, Saved, Start


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

    def replay(self, path: Path, progress: Callable[[int, int], None] | None = None) -> Read:
        """Return a saved session to look at; *progress* is told bytes read, of how many."""
        from tabletop.table.reading import open_replay

        return open_replay(path, progress)


def people(seats: Mapping[str, str]) -> str:
    """Return the seats that people play, with commas."""
    return ", ".join(seat for seat, player in seats.items() if player == "human")


def shortest(minutes: str) -> int:
    """Return the first number in *minutes*, so that short sessions come first."""
    found = re.search(r"\d+", minutes)
    return int(found[0]) if found else 10_000
