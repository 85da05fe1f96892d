"""A card in full, as a person reads it."""

from collections.abc import Iterator

from tabletop.game.card_facts import facts
from tabletop.game.deck import Card, Deck
from tabletop.language.expr import Scene
from tabletop.language.ids import ActorId


def card(deck: Deck, printed: Card, player: ActorId) -> list[str]:
    """Return everything that is printed on a card, as *player* reads it."""
    return [
        f"{printed.title} ({', '.join(kinds(printed))})",
        *([printed.text] if printed.text else []),
        *(f"{label}: {text}." for label, text in facts(deck, printed, Scene(player))),
        *([f"To discuss: {printed.discuss}"] if printed.discuss else []),
    ]


def kinds(printed: Card) -> Iterator[str]:
    """Yield what sort of card it is: kind, copies, postures."""
    yield printed.kind
    if printed.once:
        yield "once"
    elif printed.copies > 1:
        yield f"{printed.copies} copies"
    yield " or ".join(printed.postures)
