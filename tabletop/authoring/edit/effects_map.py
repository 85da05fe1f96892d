"""The map of a deck: who can do what to which track, and what the world does to it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

import attrs

from tabletop.game.deck import Card, Deck
from tabletop.language.expr import Effect, Negative, Number
from tabletop.language.ids import TrackId

Sign = Literal["+", "-", "="]
Whose = Literal["", "own", "other"]

WORLD: Final = ""
"""Stands for injects and what happens each turn, in the place of an actor."""


@attrs.frozen
class Touch:
    """
    One way in which a track is moved.

    Attributes:
        by: Who moves it; "" for the world.
        what: Id of the card or inject; "" for what happens each turn by itself.
        whose: Whose level of it: "" for a shared track, the mover's own, or another's.
        sign: Up, down, or set to a level.
    """

    by: str
    what: str
    title: str
    track: TrackId
    whose: Whose
    sign: Sign


def touches(deck: Deck) -> tuple[Touch, ...]:
    """Return every way in which *deck* moves a track, by cards in deck order, each once."""
    found: dict[Touch, None] = {}
    for card in deck.cards:
        for actor in card.by:
            for track, whose, sign in card_moves(card, actor):
                found[Touch(actor, card.id, card.title, track, whose, sign)] = None
    for inject in deck.injects:
        effects = (*inject.effects, *(e for choice in inject.choices for e in choice.effects))
        for track, whose, sign in moves(effects, WORLD):
            found[Touch(WORLD, inject.id, inject.title, track, whose, sign)] = None
    for track, whose, sign in moves(deck.each_turn, WORLD):
        found[Touch(WORLD, "", "each turn", track, whose, sign)] = None
    return tuple(found)


def card_moves(card: Card, actor: str) -> Iterator[tuple[TrackId, Whose, Sign]]:
    """Yield what *card* does when *actor* plays it: the track, whose level, and up or down."""
    effects = (
        *card.effects,
        *card.success,
        *card.failure,
        *card.arrival,
        *card.each_turn,
        *card.payoff,
        *card.if_seen,
    )
    yield from ((price.track, "own", "-") for price in card.cost)
    yield from moves(effects, actor)
    if card.offer is not None:
        for price in card.offer.give:
            yield price.track, "own", "-"
            yield price.track, "other", "+"
        for price in card.offer.ask:
            yield price.track, "own", "+"
            yield price.track, "other", "-"
        yield from moves((*card.offer.accepted, *card.offer.refused), actor)


def moves(effects: Iterable[Effect], actor: str) -> Iterator[tuple[TrackId, Whose, Sign]]:
    for effect in effects:
        for whose in levels(effect.of, actor):
            yield effect.track, whose, sign(effect)


def levels(of: str, actor: str) -> Sequence[Whose]:
    """Return whose levels an effect on the track of *of* moves, as *actor* sees it."""
    if not of:
        return ("",)
    if of == "everyone" and actor:
        return ("own", "other")
    return ("own",) if of in ("player", actor) else ("other",)


def sign(effect: Effect) -> Sign:
    """Return whether *effect* raises, lowers or sets; what hangs on levels is taken as printed."""
    amount = effect.amount
    turned = isinstance(amount, Negative) or (isinstance(amount, Number) and amount.value < 0)
    if effect.change == "=" or not turned:
        return effect.change
    return "-" if effect.change == "+" else "+"
