"""Cards that are not worth their price, or that nobody can pay, and what decides nothing."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from tabletop.authoring.check.effects import Bounding, Sweep
from tabletop.authoring.deck.names import Desk
from tabletop.authoring.text.source import Span
from tabletop.game.deck import Card, Deck, Track
from tabletop.language.check import parts_of
from tabletop.language.expr import Effect, Expr, Number, Price, Turn, posture_allows
from tabletop.language.ids import CardId, TrackId

PROSE = ("id", "kind", "title", "text", "by", "discuss", "source", "image", "alt")
LIKELY: Final = 20
"""Cards that do the same, of which one may beat the others: the cheapest."""

WEIGHED = ("cost", "needs", "unlocked_by", "copies")


def check_worth(desk: Desk, deck: Deck, sweep: Sweep) -> None:
    """Warn of hedges and cards that never pay, and of answers and rolls that decide nothing."""
    keys = {card.unlocked_by for card in deck.cards if card.unlocked_by}
    for card in deck.cards:
        check_time(desk, deck, card, sweep.bounding.latest)
        check_hedge(desk, sweep, card)
        check_refusal(desk, card, card.id in keys)
        check_roll(desk, card, card.id in keys, is_sketch=not deck.objectives)
    check_dominated(desk, deck, keys)


def check_time(desk: Desk, deck: Deck, card: Card, latest: int) -> None:
    """Warn of an offer that may be accepted only in turns in which it lies on no table."""
    if card.offer is None or card.offer.needs is None or not reads_turn(deck, card.offer.needs):
        return
    turns = range(1, min(latest, 100) + 1)
    made = [turn for turn in turns if can_hold(deck, card.needs, turn)]
    answered = {turn for turn in turns if can_hold(deck, card.offer.needs, turn)}
    open_for = card.offer.lapses + 1
    if not made or not answered or any(t + n in answered for t in made for n in range(open_for)):
        return
    desk.findings.warn(
        "M327",
        desk.whole(desk.rules.at[f"{card.id}.offer", "needs"]),
        f'the offer of card "{card.id}" lapses before anybody may accept it',
        label=f"not before turn {min(answered)}"
        if min(answered) > min(made)
        else f"not after turn {max(answered)}",
        help='let it lie longer, such as "lapses: after 2 turns", or let it be made in other turns',
    )


def reads_turn(deck: Deck, rule: Expr) -> bool:
    """Return whether *rule* itself speaks of the turn."""
    return any(isinstance(part, Turn) for part in parts_of(rule))


def can_hold(deck: Deck, rule: Expr | None, turn: int) -> bool:
    """Return whether *rule* may be true in *turn*, wherever the tracks stand."""
    return rule is None or bool(Bounding(deck, turn, turn).of(rule)[1])


def check_hedge(desk: Desk, sweep: Sweep, card: Card) -> None:
    """Warn of a hedge that brings back no more than it has cost, and nothing else."""
    if card.pays_if is None or not card.cost or not card.payoff:
        return
    if any((card.effects, card.success, card.arrival, card.each_turn, card.offer, card.failure)):
        return
    for posture in card.postures:
        most = brought(sweep, [e for e in card.payoff if posture_allows(e.condition, posture)])
        least = paid(sweep, card.cost)
        if most is None or any(gain > least.get(track, 0) for track, gain in most.items()):
            return
    track = card.cost[0].track
    desk.findings.warn(
        "M328",
        desk.names.by_id[card.id].span,
        f'the hedge of card "{card.id}" costs {least[track]} {track} and pays '
        f"{(most or {}).get(track, 0)} at most",
        label="never worth its premium",
        help="let it pay more than it costs, or change something besides what it was paid with",
    )


def brought(sweep: Sweep, effects: Iterable[Effect]) -> dict[TrackId, int] | None:
    """Return the most that *effects* bring their player; None if they do anything else."""
    found: dict[TrackId, int] = {}
    for effect in effects:
        if effect.of != "player" or effect.change == "=":
            return None
        low, high = sweep.of(effect.amount)
        gain = high if effect.change == "+" else -low
        found[effect.track] = found.get(effect.track, 0) + max(gain, 0)
    return found


def paid(sweep: Sweep, prices: Iterable[Price]) -> dict[TrackId, int]:
    """Return the least that *prices* take, by track."""
    return {price.track: max(sweep.of(price.amount)[0], 0) for price in prices}


def check_refusal(desk: Desk, card: Card, is_key: bool) -> None:
    """Warn of an offer whose answer makes no difference."""
    offer = card.offer
    if offer is None or offer.give or offer.ask or card.leaves_piece or is_key:
        return
    if offer.accepted and offer.accepted == offer.refused:
        desk.findings.warn(
            "M329",
            desk.rules.spots[f"{card.id}.offer", "refused"],
            f'refusing the offer of card "{card.id}" does the same as accepting it',
            label="makes no difference",
            help="give a refusal effects of its own, or none",
        )


def check_roll(desk: Desk, card: Card, is_key: bool, *, is_sketch: bool) -> None:
    """Warn of odds on which nothing hangs."""
    if card.chance is None or card.success != card.failure or is_key:
        return
    if (card.leaves_piece and card.offer is None) or (is_sketch and not card.success):
        return
    desk.findings.warn(
        "M330",
        desk.whole(desk.rules.at[card.id, "chance"]),
        f'card "{card.id}" does the same whether it succeeds or fails',
        label="decides nothing",
        help='give it a "success" and a "failure" that differ, or leave the chance out',
    )


def check_dominated(desk: Desk, deck: Deck, keys: set[CardId]) -> None:
    """
    Warn of cards that do what another does, at a higher price or under harder conditions.

    The other one must fill a whole plan, turn after turn; else a second copy has its worth.
    """
    alike: dict[tuple[object, ...], list[Card]] = {}
    most = deck.moves.most
    for card in deck.cards:
        if done := does(card):
            alike.setdefault(done, []).append(card)
    for cards in alike.values():
        free = [card for card in cards if card.copies >= most and card.returns == "next turn"]
        cheapest = sorted(free, key=lambda card: sum(steps for _, steps in fixed(card.cost)))
        for worse in cards if len(cards) > 1 else ():
            better = next((b for b in cheapest[:LIKELY] if is_dominated(worse, b)), None)
            if better is None or worse.id in keys:
                continue
            desk.findings.warn(
                "M331",
                desk.names.by_id[worse.id].span,
                f'card "{worse.id}" does what "{better.id}" does, and is harder to play',
                label="never the better one",
                help="make it cheaper, or let it do something of its own",
            )


def does(card: Card) -> tuple[object, ...]:
    """Return what playing *card* does, apart from what it takes; empty if it does nothing."""
    if not any((card.effects, card.success, card.failure, card.offer, card.leaves_piece)):
        return ()
    return tuple(
        getattr(card, field.name)
        for field in attrs.fields(Card)
        if field.name not in PROSE + WEIGHED
    )


def is_dominated(worse: Card, better: Card) -> bool:
    """Return whether *better* can be played wherever *worse* can, and one of them costs less."""
    if not set(worse.by) <= set(better.by):
        return False
    free = better.unlocked_by in (None, worse.unlocked_by)
    if not free or better.needs not in (None, worse.needs):
        return False
    dear, cheap = dict(fixed(worse.cost)), dict(fixed(better.cost))
    if len(dear) < len(worse.cost) or len(cheap) < len(better.cost):
        return False
    if any(steps > dear.get(track, 0) for track, steps in cheap.items()):
        return False
    return (dear, worse.needs, worse.unlocked_by) != (cheap, better.needs, better.unlocked_by)


def fixed(prices: Iterable[Price]) -> Iterator[tuple[TrackId, int]]:
    """Yield those of *prices* that are always the same."""
    for price in prices:
        if isinstance(price.amount, Number):
            yield price.track, price.amount.value


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
