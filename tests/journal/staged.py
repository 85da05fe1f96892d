"""
Sessions that are played by bots as people would play them, always into the same bytes.

Bots choose; a script gives some of the seats the words that people would have had, and the time.
"""

import random
from collections.abc import Callable
from pathlib import Path

import attrs

from tabletop.bots.seats import Human, Seats, dealt
from tabletop.cli.play import kept_sources, playable
from tabletop.game.decide import RULES
from tabletop.game.decision import Decision, Refusal
from tabletop.game.state import State
from tabletop.journal.model import Entry, Printed
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer, new_head
from tabletop.language.ids import FACILITATOR
from tabletop.table.branch import Branch
from tabletop.table.session import Session

BEGAN_MS = 1_700_000_000_000
BOT_MS = (1_500, 4_000)
"""How long a bot takes, at least and at most."""

Words = Callable[[State, Decision], Decision]
"""Gives a decision the words of the person who makes it."""

Said = Callable[[State], Decision | None]
"""What somebody says now, if anything; asked again until nobody says anything."""


class Clock:
    """A clock that goes on by itself whenever somebody looks at it."""

    def __init__(self, began_ms: int = BEGAN_MS) -> None:
        self.now = began_ms
        self._luck = random.Random(began_ms)

    def wait(self, least_ms: int, most_ms: int) -> None:
        self.now += self._luck.randint(least_ms, most_ms)

    def __call__(self) -> int:
        return self.now


@attrs.frozen
class Staging:
    """
    Who sits where, who plays for the people, and how they talk.

    Attributes:
        seats: As the save says, people among them.
        players: A bot for each of them.
        words, said: See there.
        person_ms: How long a person takes over a decision, at least and at most.
    """

    seats: Seats
    players: Seats
    words: Words = lambda state, decision: decision
    said: Said = lambda state: None
    person_ms: tuple[int, int] = (25_000, 170_000)


def play(path: Path, start: str, staging: Staging, entropy: int, game_id: str) -> None:
    """Save a session of *start* at *path*, played to its hot wash."""
    loaded = playable(start)
    assert loaded.deck
    deck = dealt(loaded.deck, loaded.seed, staging.seats)
    title = loaded.seed.title if loaded.seed else deck.title
    plain = {str(seat): str(player) for seat, player in staging.seats.items()}
    head = new_head(title, plain, entropy=entropy, rules=RULES, created_ms=BEGAN_MS)
    printed = Printed(deck, loaded.seed, kept_sources(loaded))
    path.unlink(missing_ok=True)
    writer = Writer.create(path, attrs.evolve(head, game_id=game_id), printed)
    clock = Clock()
    with Session(writer, load(path), clock) as session:
        go_on(session, staging, clock)


def try_out(path: Path, at: int, name: str, staging: Staging) -> int:
    """
    Play a what-if line called *name* from frame *at* to its end; return its last frame.

    Its luck is fresh, and always the same for the same name.
    """
    journal = load(path)
    clock = Clock(BEGAN_MS + journal.frames[-1].at_ms)
    line = Branch(at, salt=name, name=name)
    with Session(Writer.reopen(path), journal, clock, begins=line) as session:
        go_on(session, staging, clock)
        return session.number


def go_on(session: Session, staging: Staging, clock: Clock) -> None:
    """Play *session* until it is over."""
    session.seats = staging.players
    people = {seat for seat, player in staging.seats.items() if player == Human()}
    while decision := staging.said(session.state) or session.automatic(everything=True):
        decision = staging.words(session.state, decision)
        is_slow = getattr(decision, "seat", FACILITATOR) in people
        clock.wait(*(staging.person_ms if is_slow else BOT_MS))
        kept = session.submit(decision)
        assert not isinstance(kept, Refusal), kept


def remark(path: Path, *entries: Entry) -> None:
    """Add *entries* to the save at *path*."""
    with Writer.reopen(path) as writer:
        writer.append(*entries)
