"""How good a state looks to a seat: objective points, and how near the tests are."""

from typing import Final

from tabletop.game.deck import Deck, Objective
from tabletop.game.expr import Binary, Expr, Level, Named, Not, Scene, combine, evaluate
from tabletop.game.state import State
from tabletop.game.words import ActorId

POINT: Final = 100
"""What one point is worth here; the rest of the scale is hints beside it."""

HOPE: Final = 60
"""Percent of an objective's points that being all but there is worth."""

RIVAL: Final = 25
"""Percent of a rival's points that count against one's own."""

PURSE: Final = 4
"""What a step is worth on a track that one's own cards are paid from."""

STEPS: Final = 10
"""The gap that counts as hopeless where a comparison names no track."""


class Appraiser:
    """
    Says what states of *deck* are worth to *seat*; only differences mean anything.

    What never changes while one thinks is looked up once.
    """

    def __init__(self, deck: Deck, seat: ActorId) -> None:
        self.deck = deck
        self.seat = seat
        self.own = [o for o in deck.objectives if seat in o.by]
        self.rivals = [
            (actor.id, [o for o in deck.objectives if actor.id in o.by])
            for actor in deck.actors
            if actor.id != seat
        ]
        tracks = {p.track for card in deck.cards if seat in card.by for p in card.cost}
        levels = [level for track in deck.tracks if track.id in tracks for level in track.opening()]
        self.purse = [level for level in levels if level.startswith(seat)]

    def value(self, state: State) -> int:
        """Return what *state* is worth."""
        deck = self.deck
        is_end = any(evaluate(e.when, deck.tests, state, Scene()) for e in deck.endings)
        # Nothing comes after an ending, so what is almost reached there is worth nothing.
        hope = 0 if is_end else HOPE
        own = sum(worth(deck, state, self.seat, o, hope) for o in self.own)
        rivals = [sum(worth(deck, state, r, o) for o in wanted) for r, wanted in self.rivals]
        against = max(rivals, default=0) * RIVAL // 100
        # What is left to pay with, so that nothing is wasted for nothing.
        left = sum(state.levels.get(level, 0) for level in self.purse)
        return own - against + PURSE * left


def worth(deck: Deck, state: State, seat: ActorId, objective: Objective, hope: int = HOPE) -> int:
    """Return what *objective* is worth to *seat* on *state*, met or only near."""
    scene = Scene(seat)
    points = evaluate(objective.points, deck.tests, state, scene) * POINT
    if objective.test is None or evaluate(objective.test, deck.tests, state, scene):
        return points
    if not hope:
        return 0
    return points * nearness(objective.test, deck, state, scene) * hope // 10_000


def nearness(test: Expr, deck: Deck, state: State, scene: Scene) -> int:
    """Return how near *test* is to true, in percent; 100 when it is."""
    match test:
        case Binary(op="and", left=left, right=right):
            both = (nearness(side, deck, state, scene) for side in (left, right))
            return sum(both) // 2
        case Binary(op="or", left=left, right=right):
            return max(nearness(side, deck, state, scene) for side in (left, right))
        case Binary(op="=" | "<" | "<=" | ">" | ">=" as op, left=left, right=right):
            first, second = (evaluate(side, deck.tests, state, scene) for side in (left, right))
            if combine(op, first, second):
                return 100
            gap = max(1, abs(first - second))
            return max(0, 95 - 95 * gap // max(span(left, deck), span(right, deck), STEPS))
        case Named(test=name):
            return nearness(deck.tests[name], deck, state, scene)
        case Not(of=Binary(op="and" | "or", left=left, right=right)):
            return max(nearness(Not(side), deck, state, scene) for side in (left, right))
        case _:
            return 100 if evaluate(test, deck.tests, state, scene) else 0


def span(expr: Expr, deck: Deck) -> int:
    """Return how many steps the track that *expr* names has; 0 when it names none."""
    if not isinstance(expr, Level):
        return 0
    track = deck.track_by_id.get(expr.track)
    return track.high - track.low if track else 0
