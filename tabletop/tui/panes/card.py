"""A card in full: what it says, what it costs, what may come of it."""

from collections.abc import Iterator

from tabletop.game import phrase
from tabletop.game.adjudicate import card_odds
from tabletop.game.decision import Move
from tabletop.game.deck import Card
from tabletop.game.event import Odds
from tabletop.game.expr import Scene
from tabletop.game.words import NOBODY, ActorId, Posture
from tabletop.tui.paint import Row, fact_lines, ink, paragraphs, plain, put, rows, sides, wrapped
from tabletop.tui.view import View


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


def facts(
    view: View, card: Card, seat: ActorId, move: Move | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the printed facts of *card*, as label and words, for *seat* that may play it."""
    deck = view.deck
    scene = Scene(seat, move.target, move.posture) if move else Scene(seat)

    def names(actors: tuple[ActorId, ...]) -> str:
        return ", ".join(view.name(actor) for actor in actors)

    if card.cost:
        yield "Cost", phrase.prices(card.cost, deck, scene)
    if card.needs is not None:
        yield "Needs", phrase.phrase(card.needs, deck, scene)
    if card.unlocked_by:
        key = deck.card_by_id.get(card.unlocked_by)
        done = "open" if card.unlocked_by in view.state.unlocked else "locked"
        yield "Unlocked", f"by the first success of {key.title if key else '?'} ({done})"
    if card.targets and not card.offer:
        yield "At", names(card.recipients(seat))
    if card.effects:
        yield "Always", phrase.effects(card.effects, deck, scene)
    if card.chance is not None:
        yield "Odds", phrase.phrase(card.chance, deck, scene)
    elif not card.offer:
        yield "Odds", "certain"
    if card.success:
        yield "Success", phrase.effects(card.success, deck, scene)
    if card.failure:
        yield "Failure", phrase.effects(card.failure, deck, scene)
    if card.offer:
        yield "Offer to", names(card.recipients(seat))
        if card.offer.give:
            yield "Give", phrase.prices(card.offer.give, deck, scene)
        if card.offer.ask:
            yield "Ask", phrase.prices(card.offer.ask, deck, scene)
        if card.offer.accepted:
            yield "Accepted", phrase.effects(card.offer.accepted, deck, scene)
        if card.offer.refused:
            yield "Refused", phrase.effects(card.offer.refused, deck, scene)
        lapses = card.offer.lapses
        yield "Open for", "this turn" if not lapses else f"{lapses} more turn{'s' * (lapses > 1)}"
    if card.arrives:
        yield "Arrives", f"after {card.arrives} turn{'s' * (card.arrives > 1)}"
    if card.arrival:
        yield "Then", phrase.effects(card.arrival, deck, scene)
    if card.stands:
        yield "Stands", "until recalled"
    if card.lasts:
        yield "Lasts", f"{card.lasts} turn{'s' * (card.lasts > 1)}"
    if card.each_turn:
        yield "Each turn", phrase.effects(card.each_turn, deck, scene)
    if card.pays_if is not None:
        yield "Pays if", phrase.phrase(card.pays_if, deck, scene)
        yield "Payoff", phrase.effects(card.payoff, deck, scene)
    if card.seen_by:
        yield "Seen by", names(card.seen_by)
    if card.exposed is not None:
        yield "Exposed", f"{phrase.phrase(card.exposed, deck, scene)} each turn, if covert"
    if card.if_seen:
        yield "If seen", phrase.effects(card.if_seen, deck, scene)
    if card.once or card.returns == "never":
        yield "Returns", "never: it is played once"
    elif card.returns == "when recalled":
        yield "Returns", "when recalled"


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
    for label, words in facts(view, card, seat):
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
