"""
A session played to its end in memory: rules and decisions, no save, no marks, no screen.

It is the one driver of the house that needs no table: bots, the lab's continuations and the checks
of a deck all play through `steps`, each with candidates and luck of its own.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs

from tabletop.bots.roster import BotError
from tabletop.bots.seats import Seats
from tabletop.bots.thinker import Thinker
from tabletop.game.decide import unfold
from tabletop.game.decision import Decision, Refusal
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.event import Event
from tabletop.game.state import State, opening
from tabletop.language.ids import ActorId, EndingId

MOST: Final = 100_000
"""Decisions after which a bot is taken to go round in circles."""

Candidates = Callable[[State], Iterator[Decision]]
"""What may be decided on a state, the best first; the first that the rules allow is taken."""

Luck = Callable[[State], Dice]
"""The dice that are rolled on a state."""


@attrs.frozen
class Outcome:
    """
    How one playout ended.

    Attributes:
        number: Which of its kind, from 0.
        points: By seat, in deck order.
        winners: Those with most points, in deck order; nobody where nothing is scored.
        ending: "" when the turns ran out.
        turn: The last turn that was played.
        levels: In deck order, in steps.
        kept: How many plans, answers and choices it was to repeat were legal again.
        replaced: How many were not, so that a bot decided.
    """

    number: int
    points: tuple[int, ...]
    winners: tuple[ActorId, ...]
    ending: EndingId | str
    turn: int
    levels: tuple[int, ...]
    kept: int = 0
    replaced: int = 0


@attrs.frozen
class PlayoutStep:
    """One decision of a playout: the state it was made on, what came of it, and the state after."""

    before: State
    decision: Decision
    events: Sequence[Event]
    after: State


def steps(deck: Deck, state: State, candidates: Candidates, luck: Luck) -> Iterator[PlayoutStep]:
    """
    Yield each decision of the session that goes on from *state*, up to its end.

    Whoever wants to see, count or stop a playout goes through these; nothing is kept of them.

    Raises:
        BotError: If nothing that is asked for is allowed, or it never ends.
    """
    for _ in range(MOST):
        if state.is_over:
            return
        refusal = None
        for decision in candidates(state):
            unfolded = unfold(deck, state, decision, luck(state))
            if not isinstance(unfolded, Refusal):
                yield PlayoutStep(state, decision, unfolded.events, unfolded.state)
                state = unfolded.state
                break
            refusal = unfolded
        else:
            said = refusal.sentence if refusal else "nothing was decided."
            raise BotError(f"a bot decided what the rules refuse: {said}")
    raise BotError(f"the bots have decided {MOST:,} times without coming to an end")


def play_out(deck: Deck, state: State, candidates: Candidates, luck: Luck) -> State:
    """
    Return the state at the end of the session that goes on from *state*.

    Raises:
        BotError: As `steps`.
    """
    for step in steps(deck, state, candidates, luck):
        state = step.after
    return state


def game(deck: Deck, seats: Seats, entropy: int) -> Iterator[PlayoutStep]:
    """
    Yield each decision of a whole session of *deck* that the bots in *seats* play.

    It is the session that a table plays with the same *entropy*, without its save.

    Raises:
        BotError: As `steps`.
    """
    dice = Dice(entropy)
    return steps(deck, opening(deck), by_bots(deck, seats, entropy), lambda state: dice)


def by_bots(deck: Deck, seats: Seats, entropy: int) -> Candidates:
    """
    Return what bots decide in all *seats*, and for a missing facilitator.

    *entropy* is behind their choices, not behind the dice.
    """
    thinker = Thinker(deck, entropy)

    def candidates(state: State) -> Iterator[Decision]:
        thought = thinker.think(state, seats, 0, everything=True)
        if thought is not None:
            yield thought.decision

    return candidates


def outcome_of(deck: Deck, state: State, number: int = 0) -> Outcome:
    """Return how the session that *state* ends has ended."""
    points = {actor.id: 0 for actor in deck.actors}
    for score in state.scores:
        points[score.seat] += score.points
    return Outcome(
        number,
        tuple(points.values()),
        state.winners,
        state.ending,
        state.turn,
        tuple(state.levels[level] for level in deck.level_ids),
    )
