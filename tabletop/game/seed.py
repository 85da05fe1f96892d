"""A seed: a starting position for a deck. Never a random number."""

from collections.abc import Mapping

import attrs

from tabletop.game.deck import Deck
from tabletop.language.ids import ActorId, CardId, InjectId, LevelId, Method, Phase


@attrs.frozen
class SeedSeat:
    """What a seed says of one seat: its private brief and who plays it, `human` or `bot NAME`."""

    brief: str = ""
    play: str = ""


@attrs.frozen
class Seed:
    """
    A starting position, its schedule and its seats.

    Attributes:
        turns: None to keep the deck's own number.
        injects: The turn each named inject is scheduled for, whatever the deck says.
    """

    id: str
    title: str
    deck: str
    text: str = ""
    minutes: str = ""
    turns: int | None = None
    method: Method | None = None
    phases: tuple[Phase, ...] | None = None
    rehearsal: bool | None = None
    start: Mapping[LevelId, int] = attrs.field(factory=dict)
    hands: Mapping[ActorId, tuple[CardId, ...]] = attrs.field(factory=dict)
    seats: Mapping[ActorId, SeedSeat] = attrs.field(factory=dict)
    injects: Mapping[InjectId, int] = attrs.field(factory=dict)


def seeded(deck: Deck, seed: Seed) -> Deck:
    """Return *deck* as *seed* starts it."""
    terms = deck.terms
    if seed.turns is not None:
        terms = attrs.evolve(terms, turns=seed.turns)
    if seed.method is not None:
        terms = attrs.evolve(terms, method=seed.method)
    if seed.phases is not None:
        terms = attrs.evolve(terms, phases=seed.phases)
    if seed.rehearsal is not None:
        terms = attrs.evolve(terms, rehearsal=seed.rehearsal)
    return attrs.evolve(
        deck,
        actors=tuple(
            attrs.evolve(actor, brief=seed.seats[actor.id].brief or actor.brief)
            if actor.id in seed.seats
            else actor
            for actor in deck.actors
        ),
        tracks=tuple(
            attrs.evolve(
                track,
                start=seed.start.get(LevelId(track.id), track.start),
                starts={
                    actor: seed.start.get(LevelId(f"{actor}.{track.id}"), start)
                    for actor, start in track.starts.items()
                },
            )
            for track in deck.tracks
        ),
        injects=tuple(
            attrs.evolve(
                inject,
                turn=seed.injects[inject.id],
                when=None,
                chance=None,
                pile=None,
                by_facilitator=False,
            )
            if inject.id in seed.injects
            else inject
            for inject in deck.injects
        ),
        hands={**deck.hands, **seed.hands},
        terms=terms,
    )
