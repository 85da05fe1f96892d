"""What a picture of a deck is drawn from, mistakes and all: which parts move which tracks."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

import attrs

from tabletop.authoring.deck.deck import read_deck
from tabletop.authoring.deck.names import Desk
from tabletop.authoring.deck.rules import Readings
from tabletop.authoring.library import is_seed
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.nodes import tree
from tabletop.authoring.text.source import Source
from tabletop.game.clean import clean_line
from tabletop.game.deck import Actor, Card, Deck, Track
from tabletop.language.expr import Effect, Negative, Number
from tabletop.language.ids import ActorId, CardId, TrackId, Viewer

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


def glimpse(source: Source, readings: Readings | None = None) -> Deck | None:
    """
    Return the deck of *source* as far as it can be read; None for a seed, or where it is no YAML.

    Everything that is declared is in it, if only by its name, so whatever names it can be drawn.
    *readings* are what its rules were read as before. It can be looked at, and not played.
    """
    table = tree(source)
    if isinstance(table, Diagnostic) or is_seed(table):
        return None
    read = read_deck(source, table, readings)
    return filled(read.draft, read.desk)


def filled(deck: Deck, desk: Desk) -> Deck:
    """Return *deck* with what it declares and could not be read whole, by its name alone."""
    names = desk.names
    return attrs.evolve(
        deck,
        actors=(
            *deck.actors,
            *(
                Actor(ActorId(Viewer(id)), clean_line(id))
                for id in names.of("actor")
                if id not in deck.actor_by_id
            ),
        ),
        tracks=(
            *deck.tracks,
            *(
                Track(TrackId(id), clean_line(id), 0, 10, 0, starts_of(desk, id))
                for id in names.of("track")
                if id not in deck.track_by_id
            ),
        ),
        cards=(
            *deck.cards,
            *(
                Card(CardId(id), "", clean_line(id), ())
                for id in names.of("card")
                if id not in deck.card_by_id
            ),
        ),
        tests={**dict.fromkeys(names.of("test"), Number(0)), **deck.tests},
    )


def starts_of(desk: Desk, track: str) -> dict[ActorId, int]:
    """Return a level for each actor that has one of its own."""
    return {ActorId(Viewer(actor)): 0 for actor in desk.rules.scope.owned.get(track, ())}
