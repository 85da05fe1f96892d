"""Which way play leans when it goes towards something."""

from collections.abc import Callable, Iterable, Mapping

import attrs

from tabletop.game.decision import Move
from tabletop.game.deck import Deck
from tabletop.game.state import State
from tabletop.language.expr import (
    Effect,
    Scene,
    evaluate,
    posture_allows,
    who,
)
from tabletop.language.ids import ActorId, LevelId, level_id

Away = Callable[[State], int]


@attrs.frozen
class Lean:
    """
    The levels that should move, read off one table.

    Attributes:
        wanted: 1 for a level that should rise, -1 for one that should fall.
    """

    deck: Deck
    state: State
    wanted: Mapping[LevelId, int]

    def move(self, move: Move, player: ActorId) -> int:
        """Return how much *move* would bring, in levels moved the right way."""
        card = self.deck.card_by_id[move.card]
        scene = Scene(player, move.target, move.posture)
        outcome = self.effects(card.success, scene)
        if card.chance is not None:
            outcome = max(outcome, self.effects(card.failure, scene))
        answer = 0
        if card.offer is not None:
            accepted, refused = card.offer.accepted, card.offer.refused
            answer = max(self.effects(accepted, scene), self.effects(refused, scene))
        effects = (*card.effects, *card.arrival, *card.each_turn)
        return self.effects(effects, scene) + outcome + answer

    def effects(self, effects: Iterable[Effect], scene: Scene) -> int:
        """Return how much *effects* would bring."""
        return sum(self.effect(effect, scene) for effect in effects)

    def effect(self, effect: Effect, scene: Scene) -> int:
        if not posture_allows(effect.condition, scene.posture):
            return 0
        amount = evaluate(effect.amount, self.deck.tests, self.state, scene)
        owners: list[str] = [who(effect.of, scene)]
        if effect.of in ("everyone", "others"):
            owners = [actor.id for actor in self.deck.actors]
        if effect.of == "others":
            owners.remove(scene.player)
        brought = 0
        for owner in owners:
            level = level_id(effect.track, owner)
            by = -amount if effect.change == "-" else amount
            if effect.change == "=":
                by -= self.state.levels.get(level, 0)
            brought += self.wanted.get(level, 0) * ((by > 0) - (by < 0))
        return brought


def leaning(deck: Deck, state: State, away: Away) -> Lean:
    """Return which levels of *state* should move, and how, for *away* to become less."""
    here = away(state)
    wanted: dict[LevelId, int] = {}
    for level, stands in state.levels.items():
        track = deck.track_of_level[level]
        for sign in (1, -1):
            if track.low <= stands + sign <= track.high:
                levels = {**state.levels, level: stands + sign}
                if away(attrs.evolve(state, levels=levels)) < here:
                    wanted[level] = sign
    return Lean(deck, state, wanted)
