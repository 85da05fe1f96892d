"""What a rule may speak of: the names its deck declares and the place it stands in."""

from collections.abc import Mapping

import attrs

from tabletop.game.deck import Deck


@attrs.frozen
class Weight:
    """How much a test is when the tests that it names are written out: nodes and levels."""

    nodes: int
    depth: int


@attrs.frozen
class Scope:
    """
    The names a rule may use where it stands. Use `attrs.evolve` to go from place to place.

    Attributes:
        actors: In deck order.
        shared: Tracks of which the table has one level.
        owned: Tracks of which actors have a level each, and which actors.
        cards: Their ids; in a rule, the number of their pieces standing.
        tests: Their names.
        elsewhere: Ids of what no rule can read, and what each is, such as "inject".
        weights: Of the tests, where known; a rule too large when written out is then refused.
        has_player: Whether somebody plays it: a bare per-actor track is that seat's, and
            effects may go to `others.`. Without one, a bare per-actor track is a problem.
        has_target: Whether `target.` means somebody.
        has_posture: Whether `open` and `covert` tell how the move was made.
    """

    actors: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    owned: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    cards: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    elsewhere: Mapping[str, str] = attrs.field(factory=dict)
    weights: Mapping[str, Weight] = attrs.field(factory=dict)
    has_player: bool = False
    has_target: bool = False
    has_posture: bool = False

    def names(self) -> tuple[str, ...]:
        """Return every name that a rule could begin with here."""
        return (*self.shared, *self.owned, *self.tests, *self.cards, *self.actors, "turn")


def scope_of(deck: Deck) -> Scope:
    """Return what *deck* declares, for a rule that stands nowhere in particular."""
    return Scope(
        actors=tuple(actor.id for actor in deck.actors),
        shared=tuple(track.id for track in deck.tracks if track.is_shared),
        owned={track.id: tuple(track.starts) for track in deck.tracks if not track.is_shared},
        cards=tuple(card.id for card in deck.cards),
        tests=tuple(deck.tests),
        elsewhere={
            **{inject.id: "inject" for inject in deck.injects},
            **{pile.id: "pile" for pile in deck.piles},
            **{objective.id: "objective" for objective in deck.objectives},
            **{ending.id: "ending" for ending in deck.endings},
        },
    )
