"""A card in full: what it says, what it costs, what may come of it."""

from tabletop.game.adjudicate import card_odds
from tabletop.game.card_facts import facts
from tabletop.game.decision import Move
from tabletop.game.deck import Card
from tabletop.game.event import Odds
from tabletop.language.expr import Scene
from tabletop.language.ids import NOBODY, ActorId, Posture
from tabletop.pages.text import Row, fact_lines, ink, paragraphs, plain, put, rows, sides, wrapped
from tabletop.pages.view import View


def odds_text(odds: Odds | None) -> str:
    """Return odds as they are said: "70%" on a d100, "21 of 36" on two dice."""
    if odds is None:
        return ""
    return f"{odds.ways}%" if odds.of == 100 else f"{odds.ways} of {odds.of}"


def odds_words(view: View, seat: ActorId, move: Move) -> str:
    """Return what decides *move* as the table stands."""
    card = view.deck.card_by_id[move.card]
    if card.chance is None:
        return "certain"
    if view.deck.terms.method == "umpire":
        return "umpire"
    return odds_text(card_odds(view.deck, view.state, seat, move))


def card_page(
    view: View, card: Card, seat: ActorId, width: int, *, objection: str = "", copies: int = 0
) -> list[Row]:
    """Paint *card* in full, and *objection* where it cannot be played."""
    kind = f"{card.kind}, {' or '.join(card.postures)}" + (
        f", {copies} copies" if copies > 1 else ""
    )
    lines = sides(ink(card.title, "bold"), put((kind, "$quiet")), width)
    if objection:
        lines += wrapped(put(("✗ ", "$bad"), plain(objection)), width, hang=2)
    if card.text:
        lines += [put(""), *paragraphs(card.text, width)]
    lines.append(put(""))
    move = example(card, seat)
    for label, words in facts(view.deck, card, Scene(seat)):
        said = plain(words)
        if label == "Odds":
            now = odds_words(view, seat, move)
            style = "bold" if now.endswith("%") else "$quiet"
            said = put((now, style), (f" now: {words}" if words != now else "", "$quiet"))
        lines += fact_lines(label, said, width)
    if card.discuss:
        lines += [put(""), *wrapped(ink(card.discuss, "italic"), width)]
    if card.source:
        lines += [put(""), *wrapped(ink(card.source, "$quiet"), width)]
    if card.alt:
        lines += [put(""), *wrapped(put(("Picture: ", "$quiet"), plain(card.alt)), width)]
    return rows(lines)


def example(card: Card, seat: ActorId, posture: Posture | None = None) -> Move:
    """Return a move that plays *card*, at the first target it may name."""
    recipients = card.recipients(seat)
    return Move(card.id, posture or card.postures[0], recipients[0] if recipients else NOBODY)
