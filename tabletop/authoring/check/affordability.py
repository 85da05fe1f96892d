"""Cards that nobody can pay for, offers that nobody can meet, and what waits for them."""

from collections.abc import Iterator

from tabletop.authoring.check.effects import Sweep
from tabletop.authoring.deck.desk import Desk
from tabletop.authoring.text.source import Span
from tabletop.game.deck import Card, Deck, Track
from tabletop.language.expr import Price
from tabletop.language.ids import TrackId


def check_cards(desk: Desk, deck: Deck, sweep: Sweep) -> None:
    """Warn of cards that can never be paid for, offers nobody can meet, and what they unlock."""
    idle = {card.id for card in deck.cards if is_idle(card, sweep)}
    for card in deck.cards:
        give = card.offer.give if card.offer else ()
        for track, least in too_dear(deck, sweep, (*card.cost, *give)):
            desk.findings.warn(
                "M317",
                place(desk, card, "give", track),
                f'card "{card.id}" costs {least} {track.id}, and nobody can spend more than '
                f"{track.high - track.low}",
                label="nobody can pay this",
                help=f'lower the price, or raise the range of "{track.id}"',
            )
        if card.offer:
            for track, least in too_dear(deck, sweep, card.offer.ask):
                desk.findings.warn(
                    "M319",
                    place(desk, card, "ask", track),
                    f'the offer of card "{card.id}" asks for {least} {track.id}, and nobody can '
                    f"spend more than {track.high - track.low}",
                    label="nobody can accept this",
                    help=f'ask for less, or raise the range of "{track.id}"',
                )
        if card.unlocked_by in idle:
            desk.findings.warn(
                "M325",
                desk.rules.at[card.id, "unlocked_by"].span,
                f'card "{card.id}" waits for the success of "{card.unlocked_by}", which never '
                "succeeds",
                label="never unlocked",
                help=f'mend "{card.unlocked_by}", or let another card unlock this one',
            )


def place(desk: Desk, card: Card, field: str, track: Track) -> Span:
    """Return where the price in *track* stands: in the cost, or in the *field* of the offer."""
    if field == "give" and any(price.track == track.id for price in card.cost):
        return desk.whole(desk.rules.at[card.id, "cost"])
    return desk.whole(desk.rules.at[f"{card.id}.offer", field])


def too_dear(deck: Deck, sweep: Sweep, prices: tuple[Price, ...]) -> Iterator[tuple[Track, int]]:
    """Yield the tracks of which *prices* always take more than there can be, and how much."""
    least: dict[TrackId, int] = {}
    for price in prices:
        least[price.track] = least.get(price.track, 0) + max(sweep.of(price.amount)[0], 0)
    for id, amount in least.items():
        track = deck.track_by_id[id]
        if amount > track.high - track.low:
            yield track, amount


def is_idle(card: Card, sweep: Sweep) -> bool:
    """Return whether *card* is never played, or never succeeds."""
    needs = card.needs is not None and sweep.of(card.needs)[1] == 0
    return needs or (card.chance is not None and sweep.of(card.chance)[1] <= 0)
