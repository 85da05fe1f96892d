"""Sessions on disk that a test can sit down at."""

from collections.abc import Mapping
from pathlib import Path

from tabletop.game.deck import Deck
from tabletop.language.ids import Viewer
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


def seats(**players: str) -> Mapping[Viewer, str]:
    """Return who plays, red a person and blue a bot unless *players* say otherwise."""
    said = {"red": "human", "blue": "bot:random", **players}
    return {Viewer(seat): player for seat, player in said.items()}


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
