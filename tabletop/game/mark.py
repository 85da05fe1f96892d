"""A short digest of a state, to tell whether two are the same."""

import struct
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Final

from tabletop.game.decision import Move
from tabletop.game.deck import Deck
from tabletop.game.dice import digest
from tabletop.game.event import Amount, PlannedMove
from tabletop.game.state import Made, Offer, Piece, State
from tabletop.game.words import PHASES, POSTURES

MARK_BYTES: Final = 8
OUTCOMES: Final = ("", "certain", "success", "failure", "struck")
ANSWERS: Final = ("", "accept", "refuse", "wait")


def mark(deck: Deck, state: State) -> bytes:
    """
    Return the `MARK_BYTES` bytes of blake2b over *state* as integers in deck order.

    History is left out: reasons, reports and receipts do not count, what stands does.
    """
    numbers = tuple(integers(deck, state))
    packed = struct.pack(f"<{len(numbers)}q", *numbers)
    return blake2b(packed, digest_size=MARK_BYTES).digest()


def integers(deck: Deck, state: State) -> Iterator[int]:
    """Yield *state* as signed 64-bit integers; every list follows its length."""
    index = index_of(deck)
    yield from (state.turn, state.is_over, index[state.mover], index[state.ending])
    yield PHASES.index(state.phase) if state.phase else -1
    yield from (state.levels[level] for level in deck.level_ids)
    for actor in deck.actors:
        yield from counted(index[card] for card in state.hands.get(actor.id, ()))
        yield from counted(index[card] for card in state.announced.get(actor.id, ()))
        plan = state.plans.get(actor.id)
        yield plan is not None
        if plan is not None:
            yield from listed(of_move(planned, index) for planned in plan.moves)
            yield from listed(of_id(recall, index) for recall in plan.recalls)
    yield from listed(of_made(made, index) for made in state.moves)
    yield from listed(of_piece(piece, index) for piece in state.pieces)
    yield from listed(of_offer(offer, index) for offer in state.offers)
    yield from listed((*of_id(away.move, index), index[away.card]) for away in state.away)
    yield from listed((index[q.inject], index[q.seat]) for q in state.questions)
    yield from counted(index[card] for card in state.unlocked)
    yield from (state.came.get(inject.id, 0) for inject in deck.injects)
    draws = sorted(state.draws.items())
    yield from listed((digest(prefix.encode(), 4), words) for prefix, words in draws)
    scores = state.scores
    yield from listed((index[s.objective], index[s.seat], s.is_met, s.points) for s in scores)
    yield from counted(index[winner] for winner in state.winners)


def index_of(deck: Deck) -> Mapping[str, int]:
    """Return a number for every id, in deck order and from 1; 0 stands for none."""
    ids: list[str] = ["", "facilitator"]
    for group in (deck.actors, deck.cards, deck.injects, deck.objectives, deck.endings):
        ids.extend(item.id for item in group)
    return {id_: number for number, id_ in enumerate(ids)}


def counted(numbers: Iterable[int]) -> Iterator[int]:
    """Yield how many *numbers* there are, then the numbers."""
    found = tuple(numbers)
    yield len(found)
    yield from found


def listed(items: Iterable[Iterable[int]]) -> Iterator[int]:
    """Yield how many *items* there are, then each of them after its own length."""
    found = tuple(items)
    yield len(found)
    for item in found:
        yield from counted(item)


def of_id(move: str, index: Mapping[str, int]) -> tuple[int, int, int]:
    """Return a move's id as its turn, its seat and its number."""
    turn, seat, number = move.split("-")
    return int(turn), index[seat], int(number)


def of_move(planned: PlannedMove, index: Mapping[str, int]) -> Iterator[int]:
    """Yield a sealed move; a free-form one as a digest of its text."""
    move = planned.move
    if isinstance(move, Move):
        yield index[move.card]
    else:
        yield -1 - digest(f"{move.text}\n{move.sought}".encode(), 6)
    yield from (POSTURES.index(move.posture), index[move.target])
    yield from of_amounts(planned.cost)
    yield from of_amounts(planned.give)


def of_made(made: Made, index: Mapping[str, int]) -> Iterator[int]:
    """Yield a move that was made, and its outcome."""
    yield from (*of_id(made.id, index), made.nth, OUTCOMES.index(made.outcome))
    yield from of_move(made.planned, index)


def of_piece(piece: Piece, index: Mapping[str, int]) -> Iterator[int]:
    """Yield a piece; its owner is in its id."""
    yield from (*of_id(piece.id, index), index[piece.card], index[piece.target])
    yield from (POSTURES.index(piece.posture), piece.arrives, piece.leaves, piece.is_exposed)


def of_offer(offer: Offer, index: Mapping[str, int]) -> Iterator[int]:
    """Yield an open offer; by whom is in its id."""
    yield from (*of_id(offer.id, index), index[offer.card], index[offer.to], offer.lapses)
    yield from (POSTURES.index(offer.posture), ANSWERS.index(offer.answer))
    yield from of_amounts(offer.give)
    yield from of_amounts(offer.ask)


def of_amounts(amounts: tuple[Amount, ...]) -> Iterator[int]:
    """Yield *amounts* in steps, after their number."""
    yield from counted(amount.steps for amount in amounts)
