"""Open offers, with give and take in full view."""

from collections.abc import Sequence

from tabletop.game.event import Amount
from tabletop.game.legal import answer_objection
from tabletop.game.state import Offer
from tabletop.language import say
from tabletop.language.expr import Scene
from tabletop.language.ids import ActorId, level_parts
from tabletop.pages.text import (
    Row,
    Words,
    fact_lines,
    heading,
    ink,
    paragraphs,
    plain,
    put,
    rows,
    sides,
    wrapped,
)
from tabletop.pages.view import View


def offers(view: View, width: int) -> list[Row]:
    """Paint the open offers that the viewer sees, those to the viewer marked."""
    if not view.state.offers:
        return rows(wrapped(put(("No offers are open.", "$quiet")), width, indent=2))
    painted: list[Row] = []
    for index, offer in enumerate(view.state.offers):
        card = view.deck.card_by_id[offer.card]
        left = put("  ", ink(card.title, "bold"))
        painted += rows(sides(left, answered(view, offer), width), index)
        veil = view.veil("offer", offer.id)
        covert = (f" {veil} covert", "$covert") if offer.posture == "covert" else ""
        way = put(
            plain(view.name(offer.by)), (" to ", "$quiet"), plain(view.name(offer.to)), covert
        )
        painted += rows(wrapped(way, width, indent=4), index)
    return painted


def answered(view: View, offer: Offer) -> Words:
    """Say where an offer stands for the viewer."""
    words = {"accept": "✓ accepting", "refuse": "✗ refusing", "wait": "… waiting"}
    if offer.answer:
        return put((words[offer.answer], "$focus"))
    return put(
        ("○ yours to answer", "bold $focus") if offer.to == view.viewer else ("○ open", "$quiet")
    )


def amounts(view: View, given: Sequence[Amount]) -> str:
    """Return amounts in words: the track's name and the steps."""
    return ", ".join(
        f"{view.deck.track_of_level[amount.level].name} {amount.steps}" for amount in given
    )


def offer_page(view: View, offer: Offer, width: int) -> list[Row]:
    """Paint one offer in full, from the side of its recipient where the viewer is that."""
    card = view.deck.card_by_id[offer.card]
    mine, theirs = view.name(offer.to), view.name(offer.by)
    painted = rows(sides(ink(card.title, "bold"), answered(view, offer), width))
    painted += rows(wrapped(put((f"{theirs} offers {mine}.", "$quiet")), width))
    if card.text:
        painted += rows([put(""), *paragraphs(card.text, width)])
    painted += rows([put(""), heading("Give and take", width)])
    take, give = amounts(view, offer.give) or "nothing", amounts(view, offer.ask) or "nothing"
    for name, text in ((f"{mine} gets", take), (f"{mine} gives", give)):
        painted += rows(sides(put((name, "$quiet")), ink(text, "bold"), width))
    for track in dict.fromkeys(level_parts(a.level).track for a in (*offer.give, *offer.ask)):
        painted += stands_at(view, offer, track, width)
    proposal, scene = card.offer, Scene(offer.by, offer.to, offer.posture)
    painted.append(Row(put("")))
    if proposal and proposal.accepted:
        words = plain(say.effects(proposal.accepted, view.deck, scene))
        painted += rows(fact_lines("Accepted", words, width))
    if proposal and proposal.refused:
        words = plain(say.effects(proposal.refused, view.deck, scene))
        painted += rows(fact_lines("Refused", words, width))
    if offer.lapses > view.state.turn:
        last = f"may wait until turn {offer.lapses}"
    else:
        last = "lapses at the end of this turn"
    painted += rows(fact_lines("Time", put(last), width))
    if offer.to == view.viewer and not offer.answer:
        refusal = answer_objection(view.deck, view.state, ActorId(offer.to), offer.id, "accept")
        if refusal:
            said = put(("✗ ", "$bad"), plain(refusal.sentence))
            painted += rows([put(""), *wrapped(said, width, hang=2)])
    return painted


def stands_at(view: View, offer: Offer, track: str, width: int) -> list[Row]:
    """Paint where the recipient stands on a track that changes hands, as far as it is seen."""
    level = next((k for k in view.state.levels if k == f"{offer.to}.{track}"), None)
    if level is None:
        return []
    name = f"{view.deck.track_of_level[level].name} of {view.name(offer.to)} now"
    return rows(sides(put((name, "$quiet")), put(str(view.state.levels[level])), width))
