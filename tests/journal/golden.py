"""
Plays the golden saves of today's format anew: `python -m tests.journal.golden`.

To be done when the rules have a new version, or a format does: then the old saves are kept
beside the new ones under another name. Before the first release they may be replaced.

Every number in them is fixed, so whoever plays them again under the same program gets the same
bytes. Those of format 1 can be played by no program any more, and are only kept.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

import attrs

from tabletop.cli.starting import kept_sources, playable
from tabletop.game.apply import fold
from tabletop.game.decide import RULES, decide
from tabletop.game.dice import Dice
from tabletop.game.mark import mark
from tabletop.game.words import Viewer
from tabletop.journal.history import History
from tabletop.journal.model import (
    Entry,
    Frame,
    Glyph,
    LineName,
    Marker,
    Note,
    Printed,
    Standing,
)
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer, new_head
from tabletop.table.seats import bots_only, dealt
from tabletop.table.session import Session
from tabletop.table.thought import Thinker

GOLDEN = Path(__file__).parents[2] / "saves" / "golden"
BEGAN_MS = 1_700_000_000_000
PACE_MS = 20_000
"""From one decision to the next."""


class Clock:
    """A clock that goes on by `PACE_MS` whenever somebody looks at it."""

    def __init__(self) -> None:
        self.now = BEGAN_MS

    def __call__(self) -> int:
        self.now += PACE_MS
        return self.now


def play(path: Path, start: str, bot: str, entropy: int, game_id: str) -> None:
    """Save a session of *start* at *path*, played to its hot wash by *bot* at every seat."""
    loaded = playable(start)
    assert loaded.deck
    seats = bots_only(loaded.deck, loaded.seed, bot)
    deck = dealt(loaded.deck, loaded.seed, seats)
    title = loaded.seed.title if loaded.seed else deck.title
    plain = {str(seat): player for seat, player in seats.items()}
    head = new_head(title, plain, entropy=entropy, rules=RULES, created_ms=BEGAN_MS)
    printed = Printed(deck, loaded.seed, kept_sources(loaded))
    path.unlink(missing_ok=True)
    writer = Writer.create(path, attrs.evolve(head, game_id=game_id), printed)
    with Session(writer, load(path), Clock()) as session:
        while session.step(everything=True):
            pass


def try_out(path: Path, parent: int, frames: int, seats: Mapping[Viewer, str], salt: str) -> int:
    """
    Play a what-if line of *frames* frames from *parent* on, with fresh luck; return its last.
    """
    with Writer.reopen(path) as writer:
        journal = writer.journal
        assert journal
        deck, state = journal.deck, History(journal).at(parent)
        thinker, dice = Thinker(deck, journal.head.entropy), Dice(journal.head.entropy, salt)
        number, at_ms = len(journal.frames), journal.frames[-1].at_ms
        for index in range(frames):
            thought = thinker.think(state, seats, parent, everything=True)
            assert thought
            events = decide(deck, state, thought.decision, dice)
            assert isinstance(events, tuple), events
            state, number, at_ms = fold(state, events), number + 1, at_ms + PACE_MS
            first = index == 0
            writer.append(
                Frame(
                    number=number,
                    parent=parent,
                    at_ms=at_ms,
                    decision=thought.decision,
                    events=events,
                    mark=mark(deck, state),
                    salt=salt if first else None,
                    is_what_if=first,
                )
            )
            parent = number
    return number


def remark(path: Path, *entries: Entry) -> None:
    """Add *entries* to the save at *path*."""
    with Writer.reopen(path) as writer:
        for entry in entries:
            writer.append(entry)


def two_ports(path: Path) -> None:
    """The prisoner's dilemma, with one of everything that can be said about a session."""
    play(path, "prisoners_dilemma", "random", 2, "b0a75b0a75b0a751")
    seats = {Viewer("east"): "bot:steady", Viewer("west"): "bot:steady"}
    last = try_out(path, 6, 10, seats, "calm water")
    remark(
        path,
        LineName(last, "calm water"),
        Standing("calm water", "first"),
        Note(8, 30 * 60_000, "Westport was the first to fish at night."),
        Glyph(8, "?!"),
        Marker(8, "The lamps go out"),
    )


SAVES = {"prisoners_dilemma_2": two_ports}


def main() -> int:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for name, made in SAVES.items():
        path = GOLDEN / f"{name}.seminar"
        made(path)
        path.chmod(0o644)
    return 0


if __name__ == "__main__":
    sys.exit(main())
