"""A short digest of a state, to tell whether two are the same."""

import struct
from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

from tabletop.game.decision import Move
from tabletop.game.deck import Deck
from tabletop.game.dice import bits, digest
from tabletop.game.event import Amount, PlannedMove
from tabletop.game.state import Made, Offer, Piece, State
from tabletop.language.ids import PHASES, POSTURES, MoveId, move_parts

MARK_BYTES: Final = 8
OUTCOMES: Final = ("", "certain", "success", "failure", "struck")
ANSWERS: Final = ("", "accept", "refuse", "wait")


def mark(deck: Deck, state: State) -> bytes:
    """
    Return the `MARK_BYTES` bytes of blake2b over *state* as integers in deck order.

    History is left out: reasons, reports and receipts do not count, what stands does.
    """
    numbers = integers(deck, state)
    packed = struct.pack(f"<{len(numbers)}q", *numbers)
    return blake2b(packed, digest_size=MARK_BYTES).digest()


def integers(deck: Deck, state: State) -> list[int]:
    """
    Return *state* as signed 64-bit integers; every list follows its length.

    It is a list that grows, since every decision waits for it: generators take twice as long.
    """
    index = deck.number_of
    found = [state.turn, state.is_over, index[state.mover], index[state.ending]]
    found.append(PHASES.index(state.phase) if state.phase else -1)
    found += [state.levels[level] for level in deck.level_ids]
    for actor in deck.actors:
        found += counted([index[card] for card in state.hands.get(actor.id, ())])
        found += counted([index[card] for card in state.announced.get(actor.id, ())])
        plan = state.plans.get(actor.id)
        found.append(plan is not None)
        if plan is not None:
            found += listed([of_move(planned, index) for planned in plan.moves])
            found += listed([of_id(recall, index) for recall in plan.recalls])
    found += listed([of_made(made, index) for made in state.moves])
    found += listed([of_piece(piece, index) for piece in state.pieces])
    found += listed([of_offer(offer, index) for offer in state.offers])
    found += listed([[*of_id(away.move, index), index[away.card]] for away in state.away])
    found += listed([[index[q.inject], index[q.seat]] for q in state.questions])
    found += counted([index[card] for card in state.unlocked])
    found += [state.came.get(inject.id, 0) for inject in deck.injects]
    draws = sorted(state.draws.items())
    found += listed([[bits(prefix), words] for prefix, words in draws])
    scores = state.scores
    found += listed([[index[s.objective], index[s.seat], s.is_met, s.points] for s in scores])
    found += counted([index[winner] for winner in state.winners])
    return found


def counted(numbers: list[int]) -> list[int]:
    """Return how many *numbers* there are, then the numbers."""
    return [len(numbers), *numbers]


def listed(items: list[list[int]]) -> list[int]:
    """Return how many *items* there are, then each of them after its own length."""
    found = [len(items)]
    for item in items:
        found.append(len(item))
        found += item
    return found


def of_id(move: MoveId, index: Mapping[str, int]) -> list[int]:
    """Return a move's id as its turn, its seat and its number."""
    turn, seat, number = move_parts(move)
    return [turn, index[seat], number]


def of_move(planned: PlannedMove, index: Mapping[str, int]) -> list[int]:
    """Return a sealed move; a free-form one as a digest of its text."""
    move = planned.move
    if isinstance(move, Move):
        what = index[move.card]
    else:
        what = -1 - digest(f"{move.text}\n{move.sought}".encode(), 6)
    posture = POSTURES.index(move.posture)
    return [what, posture, index[move.target], *of_amounts(planned.cost), *of_amounts(planned.give)]


def of_made(made: Made, index: Mapping[str, int]) -> list[int]:
    """Return a move that was made, and its outcome."""
    outcome = OUTCOMES.index(made.outcome)
    return [*of_id(made.id, index), made.nth, outcome, *of_move(made.planned, index)]


def of_piece(piece: Piece, index: Mapping[str, int]) -> list[int]:
    """Return a piece; its owner is in its id."""
    what = [*of_id(piece.id, index), index[piece.card], index[piece.target]]
    posture = POSTURES.index(piece.posture)
    return [*what, posture, piece.arrives, piece.leaves, piece.is_exposed]


def of_offer(offer: Offer, index: Mapping[str, int]) -> list[int]:
    """Return an open offer; by whom is in its id."""
    what = [*of_id(offer.id, index), index[offer.card], index[offer.to], offer.lapses]
    how = [POSTURES.index(offer.posture), ANSWERS.index(offer.answer)]
    return [*what, *how, *of_amounts(offer.give), *of_amounts(offer.ask)]


def of_amounts(amounts: tuple[Amount, ...]) -> list[int]:
    """Return *amounts* in steps, after their number."""
    return counted([amount.steps for amount in amounts])
