"""Sessions on disk that a test can sit down at."""

from pathlib import Path

from tabletop.bots.seats import Seats, seats_of
from tabletop.game.deck import Deck
from tabletop.table.session import Session
from tests.tables import deck_of

ENTROPY = 7

DECK = """
tracks: {trust: 5, capital: 4 each}
cards:
  praise: {cost: capital 1, chance: 60%, success: trust +1, failure: trust -1}
  tower: {stands: until recalled, each_turn: trust +1, returns: when recalled}
  watch: {lasts: 1 turn, posture: open or covert}
  whisper: {posture: covert, effects: trust -1}
  gift: {kind: negotiate, offer: {give: capital 1, accepted: trust +2, refused: trust -1}}
moves: up to 2
turns: 3
objectives:
  close: {by: red, test: trust >= 8, points: 3}
  apart: {by: blue, test: trust <= 3, points: 3, secret: yes}
"""


def seats(**players: str) -> Seats:
    """Return who plays, red a person and blue a bot unless *players* say otherwise."""
    said = {"red": "human", "blue": "bot:random", **players}
    return seats_of(said)


def sitting(
    path: Path,
    text: str = DECK,
    *,
    entropy: int = ENTROPY,
    deck: Deck | None = None,
    **players: str,
) -> Session:
    """Return a new session kept at *path*."""
    return Session.start(deck or deck_of(text), seats(**players), entropy=entropy, path=path)


def played_out(session: Session) -> Session:
    """Return *session* after bots, and the missing facilitator, have played it to its end."""
    while session.step(everything=True):
        pass
    return session
