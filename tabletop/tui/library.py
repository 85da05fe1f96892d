"""What the screen asks of the world outside: decks to start, saves to go on with."""

import re
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import attrs

from tabletop.errors import TabletopError
from tabletop.game.asks import Ask
from tabletop.game.decision import Decision
from tabletop.game.deck import Deck
from tabletop.game.event import Event
from tabletop.game.seed import Seed
from tabletop.game.sight import Sight
from tabletop.game.state import State
from tabletop.game.words import LevelId, Method, Phase, Viewer
from tabletop.table.feed import Told


@attrs.frozen
class Setup:
    """
    How a session is to be played.

    Attributes:
        seats: `human` or `bot:NAME` by seat, the facilitator only when a person facilitates.
        phases: Where the table stops.
        entropy: The number behind the dice; None to draw one.
        save: The name of the save; "" for that of the seed.
    """

    seats: Mapping[Viewer, str]
    method: Method
    phases: tuple[Phase, ...]
    rehearsal: bool = False
    entropy: int | None = None
    save: str = ""


@attrs.frozen
class Start:
    """What can be started, as a list shows it: a seed, or a deck that no seed names."""

    name: str
    path: Path
    title: str
    text: str = ""
    minutes: str = ""


@attrs.frozen
class Ready:
    """
    A start that was read whole.

    Attributes:
        deck: As printed, not yet seeded; None where *trouble* keeps it from being played.
        setup: How it is played when nobody says otherwise.
        sources: The files it was read from, as kind, name and text.
        trouble: Why it cannot be played; "" when it can.
    """

    deck: Deck | None = None
    seed: Seed | None = None
    setup: Setup | None = None
    sources: tuple[tuple[str, str], ...] = ()
    trouble: str = ""


@attrs.frozen
class Saved:
    """
    A session on the disk, in one line.

    Attributes:
        changed_ms: When it was last written, in ms since 1970.
        trouble: Why it cannot be opened, in one sentence; "" when it can.
    """

    path: Path
    title: str
    changed_ms: int
    frames: int = 0
    who: str = ""
    is_over: bool = False
    trouble: str = ""


class Kept(Protocol):
    """A frame, as far as a screen reads it."""

    @property
    def number(self) -> int: ...
    @property
    def events(self) -> tuple[Event, ...]: ...


class Sitting(Protocol):
    """
    A session as a screen needs it; `table.session.Session` is one.

    Only `submit` and `step` change it. They take their time and wait for the disk.
    """

    @property
    def deck(self) -> Deck: ...
    @property
    def state(self) -> State: ...
    @property
    def seats(self) -> Mapping[Viewer, str]: ...
    @property
    def people(self) -> tuple[Viewer, ...]: ...
    @property
    def path(self) -> Path: ...
    @property
    def number(self) -> int: ...
    @property
    def frames(self) -> Sequence[Kept]: ...

    def submit(self, decision: Decision) -> object:
        """Decide, keep, then apply; return the frame, or a `Refusal`."""

    def step(self) -> object | None:
        """Let a bot decide once; None when people are awaited."""

    def sight(self, viewer: Viewer) -> Sight: ...
    def feed(self, viewer: Viewer) -> Sequence[Told]: ...
    def awaited(self) -> tuple[Ask, ...]: ...
    def trend(self, level: LevelId, viewer: Viewer) -> tuple[int, ...]: ...
    def close(self) -> None: ...


class Library:
    """
    Decks, seeds and saves, where the program keeps them.

    Every method takes its time and is called off the event loop. What it needs is imported when
    it is needed, so that the lobby is there at once. All raise `TabletopError` alone.
    """

    def starts(self) -> Sequence[Start]:
        """Return what can be started: seeds, the shortest first, then decks without a seed."""
        from tabletop.authoring.shelves import listing

        seeds = sorted(listing("seeds"), key=lambda s: (shortest(s.minutes), s.name))
        named = {seed.deck for seed in seeds}
        decks = [deck for deck in listing("decks") if deck.name not in named]
        return [Start(s.name, s.path, s.title, s.text, s.minutes) for s in (*seeds, *decks)]

    def read(self, start: Start) -> Ready:
        """Return *start* read whole, or why it cannot be played."""
        from tabletop.authoring.diagnostic import has_errors
        from tabletop.authoring.shipped import load
        from tabletop.table.seats import usual_seats

        try:
            loaded = load(start.path)
        except TabletopError as trouble:
            return Ready(trouble=str(trouble))
        if loaded.deck is None or loaded.opening is None or has_errors(loaded.diagnostics):
            problems = len(loaded.diagnostics)
            first = next((d.message for d in loaded.diagnostics), "it cannot be read")
            more = f" (and {problems - 1} more)" if problems > 1 else ""
            advice = f"Ask: tabletop deck check {start.path}"
            return Ready(trouble=f"{first}{more}. {advice}")
        terms = loaded.opening.terms
        setup = Setup(
            usual_seats(loaded.deck, loaded.seed), terms.method, terms.phases, terms.rehearsal
        )
        sources = tuple((source.name, source.text) for source in loaded.sources.values())
        return Ready(loaded.deck, loaded.seed, setup, sources)

    def bots(self) -> Sequence[str]:
        """Return the names of the bots there are."""
        from tabletop.table.bots.roster import bot_names

        return bot_names()

    def saves(self) -> Sequence[Saved]:
        """Return the saved sessions, the newest first."""
        from tabletop.journal.saves import saves
        from tabletop.table.seats import people_of

        return [
            Saved(
                glance.path,
                glance.title,
                glance.changed_ms,
                glance.frames,
                ", ".join(people_of(glance.head.seats)) if glance.head else "",
                glance.is_closed,
                glance.trouble,
            )
            for glance in saves()
        ]

    def open(self, ready: Ready, setup: Setup) -> Sitting:
        """Start a session, its save on the disk."""
        from tabletop.journal.model import Source
        from tabletop.journal.saves import new_path
        from tabletop.table.seats import dealt
        from tabletop.table.session import Session

        if ready.deck is None:
            raise TabletopError(ready.trouble or "there is no deck to play", exit_status=4)
        title = ready.seed.title if ready.seed else ready.deck.title
        deck = dealt(
            ready.deck,
            ready.seed,
            setup.seats,
            method=setup.method,
            phases=setup.phases,
            rehearsal=setup.rehearsal,
        )
        last = len(ready.sources) - 1
        sources = [
            Source.of("seed" if ready.seed and index < last else "deck", name, text)
            for index, (name, text) in enumerate(ready.sources)
        ]
        return Session.start(
            deck,
            setup.seats,
            seed=ready.seed,
            entropy=secrets.randbits(64) if setup.entropy is None else setup.entropy,
            path=new_path(setup.save or title),
            sources=sources,
        )

    def resume(self, path: Path) -> Sitting:
        """Go on with a saved session where it stopped."""
        from tabletop.table.session import Session

        return Session.resume(path)


def shortest(minutes: str) -> int:
    """Return the first number in *minutes*, so that short sessions come first."""
    found = re.search(r"\d+", minutes)
    return int(found[0]) if found else 10_000
