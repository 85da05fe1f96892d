"""A seed or deck read whole: its brief, its set-up, and the session that comes of it."""

import secrets
from collections.abc import Mapping
from pathlib import Path

import attrs

from tabletop.authoring.library import load
from tabletop.bots.seats import Human, Player, bot_of, dealt, usual_seats
from tabletop.errors import TabletopError
from tabletop.game.deck import Deck
from tabletop.game.seed import Seed
from tabletop.journal.model import Source
from tabletop.journal.saves import new_path
from tabletop.language.ids import Method, Phase, Viewer
from tabletop.pages.text import (
    Row,
    Words,
    heading,
    ink,
    paragraphs,
    plain,
    put,
    rows,
    table,
    wrapped,
)
from tabletop.table.session import Session
from tabletop.tui.entries import Start

ENTROPY_BITS = 63


@attrs.frozen
class Setup:
    """
    How a session is to be played.

    Attributes:
        seats: Who plays, by seat; the facilitator only when a person facilitates.
        phases: Where the table stops.
        entropy: The number behind the dice; None to draw one.
        save: The name of the save; "" for that of the seed.
    """

    seats: Mapping[Viewer, Player]
    method: Method
    phases: tuple[Phase, ...]
    rehearsal: bool = False
    entropy: int | None = None
    save: str = ""


@attrs.frozen
class Ready:
    """
    A start that can be played.

    Attributes:
        deck: As printed, not yet seeded.
        setup: How it is played when nobody says otherwise.
        sources: The files it was read from, as a save keeps them.
    """

    deck: Deck
    seed: Seed | None
    setup: Setup
    sources: tuple[Source, ...] = ()
    trouble: str = ""

    def begin(self) -> Session:
        """Start a session as it says itself, its save on the disk."""
        return self.begin_as(self.setup)

    def begin_as(self, setup: Setup, folder: Path | None = None) -> Session:
        """Start a session as *setup* says, its save in *folder* or where saves belong."""
        deck = dealt(
            self.deck,
            self.seed,
            setup.seats,
            method=setup.method,
            phases=setup.phases,
            rehearsal=setup.rehearsal,
        )
        entropy = secrets.randbits(ENTROPY_BITS) if setup.entropy is None else setup.entropy
        return Session.start(
            deck,
            setup.seats,
            seed=self.seed,
            entropy=entropy,
            path=new_path(setup.save or (self.seed.id if self.seed else self.deck.id), folder),
            sources=self.sources,
        )

    def brief(self, start: Start, width: int) -> list[Row]:
        """Paint the brief, the length, and who plays."""
        deck, seed = self.deck, self.seed
        painted = wrapped(ink(start.title, "bold"), width)
        if seed and deck.title not in start.title:
            painted += wrapped(ink(deck.title, "$quiet"), width)
        turns = seed.turns if seed and seed.turns else deck.terms.turns
        facts = [f"{start.minutes} minutes"] if start.minutes else []
        facts += [f"{turns} turns", f"{len(deck.actors)} seats"]
        facts.append(f"decided by {self.setup.method}")
        painted += wrapped(put((", ".join(facts), "$quiet")), width)
        text = start.text or deck.text
        painted += [put(""), *paragraphs(text, width)] if text else []
        painted += [put(""), heading("Who plays", width)]
        painted += table([(plain(a.name), player(self.setup, a.id)) for a in deck.actors])
        return rows(painted)


@attrs.frozen
class Unplayable:
    """A start that cannot be played, and why."""

    trouble: str

    def begin(self) -> Session:
        """Refuse.

        Raises:
            TabletopError: Always.
        """
        raise TabletopError(self.trouble, exit_status=4)

    def brief(self, start: Start, width: int) -> list[Row]:
        """Paint what stands in the way."""
        said = put(("✗ ", "$bad"), plain(self.trouble))
        return rows(
            [*wrapped(ink(start.title, "bold"), width), put(""), *wrapped(said, width, hang=2)]
        )


def read_start(start: Start) -> Ready | Unplayable:
    """Return *start* read whole, or why it cannot be played."""
    try:
        loaded = load(start.path)
    except TabletopError as trouble:
        return Unplayable(str(trouble))
    deck = loaded.deck
    if deck is None:
        first = next((d.message for d in loaded.diagnostics), "it cannot be read")
        others = len(loaded.diagnostics) - 1
        more = f", and {others} more" if others > 0 else ""
        return Unplayable(f"{first}{more}. Ask: tabletop deck check {start.path}")
    terms = (loaded.opening or deck).terms
    setup = Setup(usual_seats(deck, loaded.seed), terms.method, terms.phases, terms.rehearsal)
    *seeds, printed = loaded.sources.values()
    sources = (
        *(Source.of("seed", source.name, source.text) for source in seeds),
        Source.of("deck", printed.name, printed.text),
    )
    return Ready(deck, loaded.seed, setup, sources)


def player(setup: Setup, seat: Viewer) -> Words:
    """Return who plays *seat*, in words."""
    said = setup.seats.get(seat)
    alone = list(setup.seats.values()).count(Human()) == 1
    if bot_of(said):
        return ink(f"bot, {bot_of(said)}", "$quiet")
    return put(("● ", "$focus"), "you" if alone else "a person")
