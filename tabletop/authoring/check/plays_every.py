"""Every play of a small deck."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from tabletop.authoring.check.plays_luck import outcomes
from tabletop.authoring.check.plays_seen import Seen
from tabletop.game import decision as dec
from tabletop.game.adjudicate import hear
from tabletop.game.asks import Ask, asks
from tabletop.game.deck import Deck
from tabletop.game.legal import answer_objection, legal_moves, plan_objection
from tabletop.game.mark import mark
from tabletop.game.state import State, move_by_id, opening
from tabletop.language.ids import ActorId, InjectId, MoveId

MOST: Final = 4_000
"""Decisions tried. A deck that needs more is played at random instead."""

WIDEST: Final = 24
"""Cards in all hands together; with more, `MOST` decisions are only the first turns."""

EVENTS: Final = 16
"""Events that come to pass in the time of one decision."""


def every_play(deck: Deck) -> Seen | None:
    """
    Return what is seen in all plays of *deck*, whatever is chosen and however the dice fall.

    None if that takes more than `MOST` decisions. What only a facilitator does of their own
    accord is left out, but for injects that wait for it.
    """
    seats = [(card, actor) for card in deck.cards for actor in card.by]
    if len(seats) > WIDEST or deck.moves.most > 2 or any(pile.draw > 1 for pile in deck.piles):
        return None
    seen = Seen()
    known: set[bytes] = set()
    waiting = [opening(deck)]
    tried = 0
    while waiting:
        state = waiting.pop()
        for decision in choices(deck, state, seen):
            for unfolding in outcomes(deck, state, decision):
                tried += 1 + len(unfolding.events) // EVENTS
                if tried > MOST:
                    return None
                seen.watch(state, unfolding.events)
                after = unfolding.state
                if after.is_over or (found := mark(deck, after)) in known:
                    continue
                known.add(found)
                waiting.append(after)
    return seen


def choices(deck: Deck, state: State, seen: Seen) -> Iterator[dec.Decision]:
    """Yield everything that may be decided next; of several that are asked, the first decides."""
    if not state.phase:
        yield dec.Proceed()
        return
    ask = asks(deck, state)[0]
    match ask.what:
        case "choose":
            inject = deck.inject_by_id[InjectId(ask.subject)]
            for choice in inject.choices:
                yield dec.Choose(ask.seat, inject.id, choice.id)
        case "seal":
            seat = ActorId(ask.seat)
            seen.plan(deck, state, seat)
            yield from plans(deck, state, seat)
        case "answer":
            seat, offer = ActorId(ask.seat), MoveId(ask.subject)
            seen.answer(deck, state, seat, offer)
            for word in dec.ANSWERS:
                if answer_objection(deck, state, seat, offer, word) is None:
                    yield dec.Answer(seat, offer, word)
        case "adjudicate":
            yield from rulings(deck, state, ask)
        case "proceed":
            yield dec.Proceed()
            if state.phase == "brief":
                for inject in deck.injects:
                    if inject.by_facilitator and not state.came.get(inject.id):
                        yield dec.Release(inject.id)


def rulings(deck: Deck, state: State, ask: Ask) -> Iterator[dec.Adjudicate]:
    """Yield the ways to adjudicate a move without setting its card's own odds aside."""
    move = MoveId(ask.subject)
    made = move_by_id(state, move)
    if made is not None and hear(deck, state, made, dec.Adjudicate(move)).needs_ruling:
        yield dec.Adjudicate(move, ruling="success")
        yield dec.Adjudicate(move, ruling="failure")
    else:
        yield dec.Adjudicate(move)


def plans(deck: Deck, state: State, seat: ActorId) -> Iterator[dec.Seal]:
    """Yield every plan that *seat* may seal."""
    mine = [p for p in state.pieces if p.owner == seat and p.is_here]
    standing = [p.id for p in mine if deck.card_by_id[p.card].stands]
    for moves in sequences(deck, state, seat, ()):
        for size in range(len(standing) + 1):
            for recalls in combinations(standing, size):
                if plan_objection(deck, state, seat, moves, recalls) is None:
                    yield dec.Seal(seat, moves, recalls)


def sequences(
    deck: Deck, state: State, seat: ActorId, before: tuple[dec.Move, ...]
) -> Iterator[tuple[dec.Move, ...]]:
    """Yield every row of moves that may follow *before*, the shortest first."""
    yield before
    if len(before) < deck.moves.most:
        for move in legal_moves(deck, state, seat, before):
            yield from sequences(deck, state, seat, (*before, move))
