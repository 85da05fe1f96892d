"""What keeps parts of a deck from standing together: circles, and rules that give secrets away."""

import re
from collections.abc import Iterator

from tabletop.authoring.deck.desk import Desk
from tabletop.authoring.text.findings import listed
from tabletop.authoring.text.nodes import Scalar
from tabletop.authoring.text.positions import stretch
from tabletop.authoring.text.source import Span
from tabletop.game.deck import Card, Deck
from tabletop.language.check import check_tests, names_read
from tabletop.language.expr import Expr, Level, Standing
from tabletop.language.ids import ActorId


def check_circles(desk: Desk, deck: Deck) -> None:
    """Report tests that end nowhere, and cards that wait for each other for ever."""
    texts = {name: desk.rules.at[name, "test"].text for name in deck.tests}
    for name, problem in check_tests(deck.tests, texts).items():
        desk.rules.note(desk.rules.at[name, "test"], problem)
    waits = {card.id: card.unlocked_by for card in deck.cards if card.unlocked_by}
    told: set[str] = set()
    for first in waits:
        circle = [first]
        while (after := waits.get(circle[-1])) is not None and after not in circle:
            circle.append(after)
        if after == first and not told.intersection(circle):
            told.update(circle)
            desk.findings.add(
                "M302",
                desk.rules.at[first, "unlocked_by"].span,
                f'card "{first}" waits to be unlocked by itself'
                if len(circle) == 1
                else f"the cards {listed(circle, 'and')} wait for each other",
                label="never unlocked",
                help="let one of them be playable from the start",
            )


def check_leaks(desk: Desk, deck: Deck) -> None:
    """
    Report rules of a card that read what a player of it does not see.

    The hand shows why a card cannot be played, what it costs and its odds, so these may
    depend only on what the seat knows anyway. Its recipient is told why an offer cannot be
    accepted; there it is a warning, for the rule may be meant as a hint.
    """
    for card in deck.cards:
        for field, rule in decisive(card):
            for hidden, blind in unseen(deck, card, rule, card.by):
                told = f'of card "{card.id}" reads {name_of(hidden)}, which {listed(blind, "and")}'
                desk.findings.add(
                    "M301",
                    mention(desk, at(desk, card, field), hidden),
                    f'"{field}" {told} cannot see',
                    label="the hand would give it away",
                    help=f"{advice(hidden)}, or move the condition to an effect's own if",
                )
        if card.offer is None or card.offer.needs is None:
            continue
        for hidden, blind in unseen(deck, card, card.offer.needs, card.offer.to):
            told = f'of card "{card.id}" reads {name_of(hidden)}, which {listed(blind, "and")}'
            desk.findings.warn(
                "M310",
                mention(desk, at(desk, card, "offer needs"), hidden),
                f"the offer {told} cannot see",
                label="the recipient is told why it cannot accept",
                help=f"{advice(hidden)}, or leave it if the hint is meant",
            )


def decisive(card: Card) -> Iterator[tuple[str, Expr]]:
    """Yield the rules of *card* whose outcome its hand shows, with the field of each."""
    if card.needs is not None:
        yield "needs", card.needs
    if card.chance is not None:
        yield "chance", card.chance
    for price in card.cost:
        yield "cost", price.amount
    if card.offer is not None:
        for price in card.offer.give:
            yield "offer give", price.amount


def at(desk: Desk, card: Card, field: str) -> Scalar:
    """Return where a rule of *card* stands, by its field, "offer " before those of its offer."""
    part, _, name = field.rpartition(" ")
    return desk.rules.at[f"{card.id}.{part}" if part else card.id, name]


def unseen(
    deck: Deck, card: Card, rule: Expr, viewers: tuple[ActorId, ...]
) -> Iterator[tuple[Level | Standing, tuple[ActorId, ...]]]:
    """Yield what *rule* of *card* reads that some of *viewers* do not see, and which of them."""
    reads = names_read(rule, deck.tests)
    for level in reads.levels:
        blind = tuple(v for v in viewers if not sees_level(deck, card, v, level))
        if blind:
            yield level, blind
    for standing in reads.pieces:
        blind = tuple(v for v in viewers if not sees_pieces(deck, v, standing))
        if blind:
            yield standing, blind


def sees_level(deck: Deck, card: Card, viewer: ActorId, level: Level) -> bool:
    """Return whether *viewer* sees *level* whoever else has a part in the card."""
    track = deck.track_by_id.get(level.track)
    if track is None:
        return True
    owners: tuple[str, ...] = (level.of,)
    if level.of == "player":
        owners = (viewer,) if viewer in card.by else card.by
    elif level.of == "target":
        named = card.offer.to if card.offer else card.targets
        others = tuple(actor for actor in named if actor != viewer)
        owners = others if viewer in card.by else (viewer,)
    return all(track.is_seen(viewer, owner) for owner in owners)


def sees_pieces(deck: Deck, player: ActorId, standing: Standing) -> bool:
    """Return whether *player* sees every piece that *standing* may count."""
    card = deck.card_by_id.get(standing.card)
    if card is None:
        return True
    if standing.posture == "open" or "covert" not in card.postures or player in card.seen_by:
        return True
    return all(holder == player for holder in card.by)


def name_of(read: Level | Standing) -> str:
    if isinstance(read, Standing):
        return f'pieces of "{read.card}" played covertly'
    owner = "" if read.of in ("", "player") else f"{read.of}."
    return f'"{owner}{read.track}"'


def advice(read: Level | Standing) -> str:
    if isinstance(read, Standing):
        return f'count only "{read.card}.open"'
    return "read a track that its players see"


def mention(desk: Desk, node: Scalar, read: Level | Standing) -> Span:
    """Return where the rule names what it reads; all of it when a test does so for it."""
    name = read.card if isinstance(read, Standing) else read.track
    found = re.search(rf"\b(?:\w+\.)?{name}\b(?:\.\w+)?", node.text)
    if found is None:
        return stretch(desk.findings.source, node, 0, len(node.text.rstrip()))
    return stretch(desk.findings.source, node, found.start(), found.end())
