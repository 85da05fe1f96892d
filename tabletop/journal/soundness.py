"""
Whether a deck out of a save can be played at all.

Decks that authors write are checked with care and explained elsewhere. A save's deck comes
from such a one, unless somebody forged it: this only keeps a forged one from crashing the
rules, or from keeping them busy for ever.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import attrs

from tabletop.game.deck import Card, Deck, Inject, Track
from tabletop.journal.codec import Unfit
from tabletop.language.check import MAX_STEPS, MAX_WEIGHT, names_read, weight, weights
from tabletop.language.expr import LIMIT, Effect, Expr, Price
from tabletop.language.ids import FACILITATOR, PHASES, RESERVED, WALL

ID: Final = re.compile("[a-z][a-z0-9_]{0,119}")
SEATS: Final = 15
TURNS: Final = 4095
MANY: Final = 1000
CARDS: Final = 5_000
LEVELS: Final = 1_000
MORE_SEATS: Final = ("", "player", "target")
FANNED: Final = ("others", "everyone")


def keep_sound(deck: Deck) -> None:
    """
    Refuse a *deck* that the rules would choke on.

    Raises:
        Unfit: If a name leads nowhere, a number is out of all bounds, or a rule goes round.
    """
    keep_bounds(deck)
    keep_names(deck)
    known = weights(deck.tests)
    tracks = {track.id: track for track in deck.tracks}
    actors = {actor.id for actor in deck.actors}
    cards = {card.id for card in deck.cards}
    need("a test goes round in a circle", len(known) == len(deck.tests))
    for rule in rules_of(deck):
        whole = weight(rule, known)
        need("a rule is too long", whole.nodes <= MAX_WEIGHT and whole.depth <= MAX_STEPS)
        found = names_read(rule, deck.tests)
        for level in found.levels:
            need_track(tracks, actors, level.track, level.of, MORE_SEATS)
        need_all("card", (piece.card for piece in found.pieces), cards)
        need_all("test", found.tests, deck.tests)
    for part in parts_of(deck):
        if isinstance(part, Effect):
            need_track(tracks, actors, part.track, part.of, (*MORE_SEATS, *FANNED))
        elif isinstance(part, Price):
            need_track(tracks, actors, part.track, "player", MORE_SEATS)


def keep_names(deck: Deck) -> None:
    """Refuse names that are taken, odd, or lead nowhere."""
    parts: tuple[Sequence[Any], ...] = (
        deck.actors,
        deck.tracks,
        deck.cards,
        deck.injects,
        deck.piles,
        deck.objectives,
        deck.endings,
    )
    ids = [part.id for group in parts for part in group] + list(deck.tests)
    need("two parts share an id", len(set(ids)) == len(ids))
    for name in ids:
        need(f'"{name}" is no id', bool(ID.fullmatch(name)) and name not in RESERVED)
    actors = [actor.id for actor in deck.actors]
    viewers = [*actors, FACILITATOR, WALL]
    cards = [card.id for card in deck.cards]
    piles = [pile.id for pile in deck.piles]
    for track in deck.tracks:
        need(f"{track.id} is not every actor's", set(track.starts) in (set(), set(actors)))
        need_all("seat", track.seen_by or (), [*viewers, "owner"])
    for card in deck.cards:
        offered = card.offer.to if card.offer else ()
        need_all("actor", (*card.by, *card.targets, *offered), actors)
        need_all("seat", card.seen_by, viewers)
        need_all("card", [card.unlocked_by] if card.unlocked_by else [], cards)
    for inject in deck.injects:
        need_all("actor", inject.heard_by, actors)
        need_all("pile", [inject.pile] if inject.pile else [], piles)
        choices = [choice.id for choice in inject.choices]
        need(f"{inject.id} has a choice twice", len(set(choices)) == len(choices))
    for objective in deck.objectives:
        need_all("actor", objective.by, actors)
    need_all("actor", deck.hands, actors)
    need_all("card", (card for hand in deck.hands.values() for card in hand), cards)


def keep_bounds(deck: Deck) -> None:
    """Refuse numbers that no table has."""
    terms = deck.terms
    need(f"it has not 1 to {SEATS} actors", 1 <= len(deck.actors) <= SEATS)
    need(f"it has not 1 to {TURNS} turns", 1 <= terms.turns <= TURNS)
    phases = [phase for phase in PHASES if phase in terms.phases]
    need("its phases are out of order", list(terms.phases) == phases and "plan" in phases)
    need("its moves are out of bounds", 0 <= deck.moves.least <= deck.moves.most <= MANY)
    numbered: tuple[Track | Card | Inject, ...] = (*deck.tracks, *deck.cards, *deck.injects)
    for part in numbered:
        need(f"{part.id} is out of bounds", is_bounded(part))
    levels = sum(max(1, len(track.starts)) for track in deck.tracks)
    need(f"it has more than {LEVELS} levels", levels <= LEVELS)
    copies = sum(max(0, card.copies) * len(card.by) for card in deck.cards)
    need(f"it has more than {CARDS} cards to hold", copies <= CARDS)
    need("a pile is out of bounds", all(0 <= pile.draw <= MANY for pile in deck.piles))


def is_bounded(part: Track | Card | Inject) -> bool:
    """Return whether the numbers of *part* are such as a table has."""
    match part:
        case Track():
            levels = (part.start, *part.starts.values())
            within = all(part.low <= level <= part.high for level in levels)
            return -LIMIT <= part.low < part.high <= LIMIT and within
        case Card():
            lapses = part.offer.lapses if part.offer else 0
            waits = (part.lasts, part.arrives, lapses)
            return 0 <= part.copies <= MANY and all(0 <= wait <= TURNS for wait in waits)
        case Inject():
            return 0 <= part.turn <= TURNS


def parts_of(deck: Deck) -> Iterator[Any]:
    """Yield every value in *deck* but those inside its rules."""
    waiting: list[Any] = [deck]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, Expr):
            continue
        if attrs.has(type(part)):
            waiting += [getattr(part, field.name) for field in attrs.fields(type(part))]
        elif isinstance(part, tuple):
            waiting += part
        elif isinstance(part, dict):
            waiting += part.values()


def rules_of(deck: Deck) -> Iterator[Expr]:
    """Yield every rule in *deck*, the tests' own included."""
    return (part for part in parts_of(deck) if isinstance(part, Expr))


def need_track(
    tracks: dict[Any, Track], actors: set[Any], name: str, of: str, words: Sequence[str]
) -> None:
    """Refuse a level that there is not."""
    need(f'no track is called "{name}"', name in tracks)
    need(f'nobody is called "{of}"', of in words or of in actors)
    need(f"{name} is one level, or one for each actor", tracks[name].is_shared == (of == ""))


def need_all(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Refuse *names* of which one is not *known*."""
    have = set(known)
    for name in names:
        need(f'no {what} is called "{name}"', name in have)


def need(sentence: str, is_so: bool) -> None:
    if not is_so:
        raise Unfit(sentence)
