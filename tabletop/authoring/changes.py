"""All that a deck can change, and all that it asks a price of."""

from collections.abc import Iterator

from tabletop.game.deck import Card, Deck
from tabletop.game.expr import Effect, Price


def effects_of(card: Card) -> Iterator[Effect]:
    """Yield every effect of *card*."""
    yield from (*card.effects, *card.success, *card.failure, *card.arrival, *card.each_turn)
    yield from (*card.payoff, *card.if_seen)
    if card.offer:
        yield from (*card.offer.accepted, *card.offer.refused)


def all_effects(deck: Deck) -> Iterator[Effect]:
    """Yield every effect of *deck*."""
    yield from deck.each_turn
    for inject in deck.injects:
        yield from inject.effects
        for choice in inject.choices:
            yield from choice.effects
    for card in deck.cards:
        yield from effects_of(card)


def prices_of(card: Card) -> tuple[Price, ...]:
    """Return what *card* costs, gives and asks for."""
    return (*card.cost, *((*card.offer.give, *card.offer.ask) if card.offer else ()))
