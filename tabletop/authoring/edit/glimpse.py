"""A deck as far as it can be read, mistakes and all: what a picture of it is drawn from."""

import attrs

from tabletop.authoring.deck.deck import read_deck
from tabletop.authoring.deck.desk import Desk
from tabletop.authoring.deck.rules import Readings
from tabletop.authoring.library import is_seed
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.nodes import tree
from tabletop.authoring.text.source import Source
from tabletop.game.clean import clean_line
from tabletop.game.deck import Actor, Card, Deck, Track
from tabletop.language.expr import Number
from tabletop.language.ids import ActorId, CardId, TrackId, Viewer


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
