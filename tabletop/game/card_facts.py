"""What is printed on a card, as labels and words, in the order in which it comes to bear."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

import attrs

from tabletop.game.deck import Card, Deck
from tabletop.language import say
from tabletop.language.expr import Binary, Effect, Expr, IsPosture, Scene, posture_allows
from tabletop.language.ids import NOBODY, POSTURES, ActorId, Posture

Fact = tuple[str, str]
NO_SCENE: Final = Scene()


def facts(deck: Deck, card: Card, scene: Scene = NO_SCENE) -> Iterator[Fact]:
    """
    Yield the facts of *card*, as label and words, for the player and the move in *scene*.

    Once the posture is chosen, what the other one would do is left out. Only an author, who
    reads the card for no player, is told what accepting its offer needs.
    """
    yield from before_play(deck, card, scene)
    for label, effects in (
        ("Always", card.effects),
        ("Success", card.success),
        ("Failure", card.failure),
    ):
        yield from told(label, words(deck, effects, scene))
        if label == "Always" and card.chance is not None:
            yield "Odds", say.phrase(card.chance, deck, scene)
    yield from of_offer(deck, card, scene)
    yield from of_piece(deck, card, scene)
    if card.once or card.returns == "never":
        yield "Returns", "never"
    elif card.returns == "when recalled":
        yield "Returns", "when its piece is gone"


def before_play(deck: Deck, card: Card, scene: Scene) -> Iterator[Fact]:
    """Yield what stands before playing *card*, and who it is for."""
    if card.unlocked_by in deck.card_by_id:
        yield "Unlocked", f"by the first success of {deck.card_by_id[card.unlocked_by].title}"
    yield from told("Cost", say.prices(card.cost, deck, scene))
    if card.needs is not None:
        yield "Needs", say.phrase(card.needs, deck, scene)
    if card.targets and not card.offer:
        yield "At", names(deck, card.recipients(scene.player))
    if card.seen_by and "covert" in card.postures:
        yield "Seen by", names(deck, card.seen_by)


def of_offer(deck: Deck, card: Card, scene: Scene) -> Iterator[Fact]:
    """Yield what the offer on *card* says."""
    offer = card.offer
    if offer is None:
        return
    yield "Offer to", names(deck, card.recipients(scene.player))
    yield from told("Gives", say.prices(offer.give, deck, scene))
    yield from told("Asks", say.prices(offer.ask, deck, scene))
    if offer.needs is not None and scene.player == NOBODY:
        yield "Accepting", f"needs {say.phrase(offer.needs, deck, scene)}"
    yield from told("Accepted", words(deck, offer.accepted, scene))
    yield from told("Refused", words(deck, offer.refused, scene))
    yield "Open", f"{turns(offer.lapses)} after this one" if offer.lapses else "this turn only"


def of_piece(deck: Deck, card: Card, scene: Scene) -> Iterator[Fact]:
    """Yield what *card* leaves on the table, and what may become of that."""
    if card.arrives:
        yield "Arrives", f"after {turns(card.arrives)}"
    yield from told("Arrival", words(deck, card.arrival, scene))
    if card.stands:
        yield "Stands", "until recalled"
    if card.lasts:
        yield "Lasts", turns(card.lasts)
    yield from told("Each turn", words(deck, card.each_turn, scene))
    if card.pays_if is not None:
        yield "Pays if", say.phrase(card.pays_if, deck, scene)
    yield from told("Payoff", words(deck, card.payoff, scene))
    if scene.posture == "open":
        return
    if card.exposed is not None:
        yield "Exposed", f"{say.phrase(card.exposed, deck, scene)} each turn, if covert"
    yield from told("If seen", words(deck, card.if_seen, scene))


def told(label: str, said: str) -> Iterator[Fact]:
    """Yield *said* under *label*, if anything is said."""
    if said:
        yield label, said


def words(deck: Deck, effects: tuple[Effect, ...], scene: Scene) -> str:
    """
    Return *effects* in words, as far as they are meant for the posture in *scene*.

    Before it is chosen, what each posture does is told apart, still in the order of landing.
    """
    if scene.posture:
        return say.effects(alone(effects, scene.posture), deck, scene)
    said = []
    for is_split, run in groupby(effects, key=is_for_one_posture):
        each = tuple(run)
        if not is_split:
            said.append(say.effects(each, deck, scene))
            continue
        for posture in POSTURES:
            own = say.effects(alone(each, posture), deck, scene)
            said += [f"{posture}: {own}"] if own else []
    return "; ".join(said)


def is_for_one_posture(effect: Effect) -> bool:
    """Return whether *effect* is meant for moves in one posture alone."""
    return not all(posture_allows(effect.condition, posture) for posture in POSTURES)


def alone(effects: tuple[Effect, ...], posture: Posture) -> tuple[Effect, ...]:
    """Return those of *effects* that are meant for *posture*, less the words that say so."""
    return tuple(
        attrs.evolve(effect, condition=less_posture(effect.condition))
        for effect in effects
        if posture_allows(effect.condition, posture)
    )


def less_posture(condition: Expr | None) -> Expr | None:
    """Return *condition* without asking for the posture that the move is made in."""
    match condition:
        case IsPosture():
            return None
        case Binary(op="and", left=left, right=right):
            first, second = less_posture(left), less_posture(right)
            if first is None or second is None:
                return first or second
            return Binary("and", first, second)
        case _:
            return condition


def names(deck: Deck, actors: tuple[ActorId, ...]) -> str:
    """Return the names of *actors*, with commas, or "any actor" for all of them."""
    if len(actors) == len(deck.actors) > 1:
        return "any actor"
    return ", ".join(deck.actor_by_id[actor].name for actor in actors)


def turns(count: int) -> str:
    """Return a number of turns in words."""
    return "1 turn" if count == 1 else f"{count} turns"
