"""How good a state looks to a seat: objective points, and how near the tests are."""

from typing import Final

from tabletop.game.deck import Deck, Objective
from tabletop.game.expr import Binary, Expr, Level, Named, Not, Scene, evaluate
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


def appraise(deck: Deck, state: State, seat: ActorId) -> int:
    """Return what *state* is worth to *seat*; only differences mean anything."""
    own = sum(worth(deck, state, seat, o) for o in deck.objectives if seat in o.by)
    rivals = [
        sum(worth(deck, state, other.id, o) for o in deck.objectives if other.id in o.by)
        for other in deck.actors
        if other.id != seat
    ]
    against = max(rivals, default=0) * RIVAL // 100
    if any(evaluate(e.when, deck.tests, state, Scene()) for e in deck.endings):
        # Nothing comes after an ending, so what is almost reached there is worth nothing.
        own = sum(worth(deck, state, seat, o, hope=0) for o in deck.objectives if seat in o.by)
    return own - against + purse(deck, state, seat)


def worth(deck: Deck, state: State, seat: ActorId, objective: Objective, hope: int = HOPE) -> int:
    """Return what *objective* is worth to *seat* on *state*, met or only near."""
    scene = Scene(seat)
    points = evaluate(objective.points, deck.tests, state, scene) * POINT
    if objective.test is None or evaluate(objective.test, deck.tests, state, scene):
        return points
    return points * nearness(objective.test, deck, state, scene) * hope // 10_000


def purse(deck: Deck, state: State, seat: ActorId) -> int:
    """Return what *seat* has left to pay with, so that nothing is wasted for nothing."""
    tracks = {p.track for card in deck.cards if seat in card.by for p in card.cost}
    levels = [level for track in deck.tracks if track.id in tracks for level in track.opening()]
    return PURSE * sum(state.levels.get(level, 0) for level in levels if level.startswith(seat))


def nearness(test: Expr, deck: Deck, state: State, scene: Scene) -> int:
    """Return how near *test* is to true, in percent; 100 when it is."""
    if evaluate(test, deck.tests, state, scene):
        return 100
    match test:
        case Named(test=name):
            return nearness(deck.tests[name], deck, state, scene)
        case Binary(op="and", left=left, right=right):
            both = (nearness(side, deck, state, scene) for side in (left, right))
            return sum(both) // 2
        case Binary(op="or", left=left, right=right):
            return max(nearness(side, deck, state, scene) for side in (left, right))
        case Binary(op="=" | "<" | "<=" | ">" | ">=", left=left, right=right):
            first, second = (evaluate(side, deck.tests, state, scene) for side in (left, right))
            gap = max(1, abs(first - second))
            return max(0, 95 - 95 * gap // max(span(left, deck), span(right, deck), STEPS))
        case Not(of=Binary(op="and" | "or", left=left, right=right)):
            return max(nearness(Not(side), deck, state, scene) for side in (left, right))
        case _:
            return 0


def span(expr: Expr, deck: Deck) -> int:
    """Return how many steps the track that *expr* names has; 0 when it names none."""
    if not isinstance(expr, Level):
        return 0
    track = deck.track_by_id.get(expr.track)
    return track.high - track.low if track else 0
