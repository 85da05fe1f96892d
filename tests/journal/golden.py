"""
Plays the golden saves of today's format anew: `python -m tests.journal.golden`.

To be done when the rules have a new version, or a format does: then the old saves are kept
beside the new ones under another name. Before the first release they may be replaced.

Every number in them is fixed, so whoever plays them again under the same program gets the same
bytes. Those of format 1 can be played by no program any more, and are only kept.
"""

import sys
from pathlib import Path

from tabletop.bots.seats import BotPlayer
from tabletop.journal.model import Glyph, Marker, Note, Standing
from tabletop.language.ids import Viewer
from tests.journal.flagship import island_chain
from tests.journal.staged import Staging, play, remark, try_out

GOLDEN = Path(__file__).parents[2] / "saves" / "golden"

EAST, WEST = Viewer("east"), Viewer("west")


def two_ports(path: Path) -> None:
    """The prisoner's dilemma, with one of everything that can be said about a session."""
    seats = {EAST: BotPlayer("random"), WEST: BotPlayer("random")}
    play(path, "prisoners_dilemma", Staging(seats, seats), 2, "b0a75b0a75b0a751")
    seats = {EAST: BotPlayer("steady"), WEST: BotPlayer("steady")}
    try_out(path, 6, "Calm water", Staging(seats, seats))
    remark(
        path,
        Standing("Calm water", "first"),
        Note(8, 30 * 60_000, "Westport was the first to fish at night."),
        Glyph(8, "?!"),
        Marker(8, "The lamps go out"),
    )


SAVES = {"prisoners_dilemma_2": two_ports, "island_chain": island_chain}


def main() -> int:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, made in SAVES.items():
        path = GOLDEN / f"{name}.seminar"
        made(path)
        path.chmod(0o644)
    return 0


if __name__ == "__main__":
    sys.exit(main())
