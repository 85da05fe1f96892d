"""A card in full, as a person reads it."""

from collections.abc import Iterator

from tabletop.game import phrase
from tabletop.game.deck import Card, Deck
from tabletop.game.expr import Effect, Scene
from tabletop.game.words import ActorId


def card(deck: Deck, printed: Card, player: ActorId) -> list[str]:
    """Return everything that is printed on a card, as *player* reads it."""
    return [
        f"{printed.title} ({', '.join(kinds(deck, printed, player))})",
        *([printed.text] if printed.text else []),
        *(f"{label}: {text}." for label, text in facts(deck, printed, Scene(player))),
        *([f"To discuss: {printed.discuss}"] if printed.discuss else []),
    ]


def kinds(deck: Deck, printed: Card, player: ActorId) -> Iterator[str]:
    """Yield what sort of card it is: kind, copies, postures, whom it may name."""
    yield printed.kind
    if printed.once:
        yield "once"
    elif printed.copies > 1:
        yield f"{printed.copies} copies"
    yield " or ".join(printed.postures)
    recipients = [deck.actor_by_id[a].name for a in printed.recipients(player)]
    if recipients:
        yield f"{'to' if printed.offer else 'at'} {' or '.join(recipients)}"
    if printed.seen_by:
        seen_by = " and ".join(deck.actor_by_id[a].name for a in printed.seen_by)
        yield f"seen by {seen_by} even when covert"


def facts(deck: Deck, printed: Card, scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield the rules of a card in the order in which they come to bear, each with its label."""

    def words(effects: tuple[Effect, ...]) -> str:
        return phrase.effects(effects, deck, scene)

    if printed.unlocked_by:
        yield "Unlocked by", f"the first success of {deck.card_by_id[printed.unlocked_by].title}"
    if printed.cost:
        yield "Costs", phrase.prices(printed.cost, deck, scene)
    if printed.needs is not None:
        yield "Needs", phrase.phrase(printed.needs, deck, scene)
    if printed.effects:
        yield "Does", words(printed.effects)
    if printed.chance is not None:
        yield "Chance", phrase.phrase(printed.chance, deck, scene)
    if printed.success:
        yield "On success", words(printed.success)
    if printed.failure:
        yield "On failure", words(printed.failure)
    yield from offer_facts(deck, printed, scene)
    if printed.arrives:
        yield "Arrives", f"after {turns(printed.arrives)}"
    if printed.arrival:
        yield "On arrival", words(printed.arrival)
    if printed.stands:
        yield "Stands", "until recalled"
    if printed.lasts:
        yield "Lasts", turns(printed.lasts)
    if printed.each_turn:
        yield "Each turn", words(printed.each_turn)
    if printed.pays_if is not None:
        yield "Pays if", phrase.phrase(printed.pays_if, deck, scene)
    if printed.payoff:
        yield "Then", words(printed.payoff)
    if printed.exposed is not None:
        odds = phrase.phrase(printed.exposed, deck, scene)
        yield "Comes to light", f"{odds} each turn, when covert"
    if printed.if_seen:
        yield "If seen", words(printed.if_seen)
    if printed.once or printed.returns == "never":
        yield "Returns", "never"
    elif printed.returns == "when recalled":
        yield "Returns", "when its piece is gone"


def offer_facts(deck: Deck, printed: Card, scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield what the offer on a card says; its needs are for the recipient's eyes alone."""
    offer = printed.offer
    if offer is None:
        return
    if offer.give:
        yield "Gives", phrase.prices(offer.give, deck, scene)
    if offer.ask:
        yield "Asks", phrase.prices(offer.ask, deck, scene)
    if offer.accepted:
        yield "If accepted", phrase.effects(offer.accepted, deck, scene)
    if offer.refused:
        yield "If refused", phrase.effects(offer.refused, deck, scene)
    yield "Open", f"for {turns(offer.lapses)} after this one" if offer.lapses else "this turn only"


def turns(count: int) -> str:
    return "1 turn" if count == 1 else f"{count} turns"
