"""Where a deck goes by itself: tracks that go one way, and what comes too late."""

from tabletop.authoring.check.bounds import LATEST
from tabletop.authoring.check.effects import Sweep, all_effects, prices_of
from tabletop.authoring.deck.desk import Desk
from tabletop.game.deck import Deck
from tabletop.language.check import names_read
from tabletop.language.ids import TrackId


def check_drift(desk: Desk, deck: Deck, sweep: Sweep) -> None:
    """Warn of tracks that nobody can turn, and of what comes after the last turn."""
    if deck.objectives:
        check_one_way(desk, deck, sweep)
    if sweep.bounding.latest != LATEST:
        check_late(desk, deck)


def check_one_way(desk: Desk, deck: Deck, sweep: Sweep) -> None:
    """
    Warn of a track that is only ever raised, or only ever lowered, though something waits for it.

    What nothing waits for may be a score or a skill, which rise as they should; a track that is
    paid with is a purse, which may well only empty.
    """
    ways: dict[TrackId, set[str]] = {track.id: set() for track in deck.tracks}
    for effect in all_effects(deck):
        low, high = sweep.of(effect.amount)
        if effect.change == "=" or low < 0 < high:
            ways[effect.track].update(("rises", "falls"))
        elif low or high:
            up = (high > 0) == (effect.change == "+")
            ways[effect.track].add("rises" if up else "falls")
    spent = {price.track for card in deck.cards for price in prices_of(card)}
    waited_for = awaited(deck)
    for track in deck.tracks:
        if len(ways[track.id]) == 1 and track.id not in spent and track.id in waited_for:
            (way,) = ways[track.id]
            other = "lowers" if way == "rises" else "raises"
            desk.findings.warn(
                "M332",
                desk.names.by_id[track.id].span,
                f'the track "{track.id}" only ever {way}: nothing {other} it',
                label=f"{way} to its end and stays there",
                help=f"let a card or an inject turn it, such as "
                f'"{track.id} {"-1" if way == "rises" else "+1"}"',
            )


def awaited(deck: Deck) -> set[TrackId]:
    """Return the tracks by which endings, injects and hedges come."""
    rules = [ending.when for ending in deck.endings]
    rules += [inject.when for inject in deck.injects if inject.when is not None]
    rules += [card.pays_if for card in deck.cards if card.pays_if is not None]
    return {level.track for rule in rules for level in names_read(rule, deck.tests).levels}


def check_late(desk: Desk, deck: Deck) -> None:
    """Warn of what comes after the last turn that the deck asks for."""
    turns = deck.terms.turns
    late: list[tuple[str, str, str]] = [
        (inject.id, "turn", f'inject "{inject.id}" comes in turn {inject.turn}')
        for inject in deck.injects
        if inject.turn > turns
    ]
    late += [
        (card.id, "arrives", f'what card "{card.id}" leaves arrives after {card.arrives} turns')
        for card in deck.cards
        if card.arrives >= turns
    ]
    for id, field, told in late:
        desk.findings.warn(
            "M334",
            desk.whole(desk.rules.at[id, field]),
            f"{told}, and the deck is played for {turns}",
            label="never comes",
            help="let it come sooner, or ask for more turns",
        )
