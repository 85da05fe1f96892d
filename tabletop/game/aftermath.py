"""The aftermath, step by step, each on one snapshot (Order 8)."""

from collections.abc import Iterator

from tabletop.game import event as ev
from tabletop.game.deck import Card, Deck, Objective
from tabletop.game.state import Offer, Piece, State, offer_by_id, piece_by_id
from tabletop.game.unfolding import Landing, Unfolding
from tabletop.language.expr import Scene, evaluate
from tabletop.language.ids import ActorId


def run_aftermath(unfolding: Unfolding) -> None:
    """Take every step of the aftermath; the session may be over after it."""
    each_turn_of_pieces(unfolding)
    exposures(unfolding)
    hedges(unfolding)
    arrivals(unfolding)
    lapses(unfolding)
    unfolding.land_together([Landing(unfolding.deck.each_turn, Scene(), ev.Cause("deck"))])
    returns(unfolding)
    if unfolding.state.turn > 0:
        endings(unfolding)


def scene_of(piece: Piece) -> Scene:
    """Return whom the rules of a piece's card speak of."""
    return Scene(piece.owner, piece.target, piece.posture)


def pieces_here(unfolding: Unfolding) -> Iterator[tuple[Piece, Card]]:
    """Yield each piece that has arrived, with its card, in the order they came."""
    for piece in unfolding.state.pieces:
        if piece.is_here:
            yield piece, unfolding.deck.card_by_id[piece.card]


def each_turn_of_pieces(unfolding: Unfolding) -> None:
    """Let every standing piece act."""
    unfolding.land_together(
        [
            Landing(card.each_turn, scene_of(piece), ev.Cause("piece", piece.id))
            for piece, card in pieces_here(unfolding)
        ]
    )


def exposures(unfolding: Unfolding) -> None:
    """Roll for each covert piece that may come to light, then let `if_seen` land."""
    snapshot, seen = unfolding.state, []
    for piece, card in list(pieces_here(unfolding)):
        if card.exposed is None or piece.posture == "open" or piece.is_exposed:
            continue
        chance = unfolding.value(card.exposed, scene_of(piece), snapshot)
        if unfolding.comes("exposed", chance, card.id, seat=piece.owner, of=piece.id):
            seen.append(piece)
    for piece in seen:
        unfolding.happen(ev.PieceExposed(piece.id))
    unfolding.land_together([when_seen(unfolding.deck, piece) for piece in seen])


def when_seen(deck: Deck, piece: Piece) -> Landing:
    """Return what lands when *piece* comes to light."""
    cause = ev.Cause("exposure", piece.id)
    return Landing(deck.card_by_id[piece.card].if_seen, scene_of(piece), cause)


def hedges(unfolding: Unfolding) -> None:
    """Pay each hedge whose condition has come true; it is gone then."""
    paid = [
        (piece, card)
        for piece, card in pieces_here(unfolding)
        if card.pays_if is not None and unfolding.value(card.pays_if, scene_of(piece))
    ]
    for piece, _ in paid:
        unfolding.happen(ev.HedgePaid(piece.id))
    unfolding.land_together(
        [Landing(card.payoff, scene_of(piece), ev.Cause("hedge", piece.id)) for piece, card in paid]
    )
    for piece, _ in paid:
        unfolding.happen(ev.PieceLeft(piece.id, "paid"))


def arrivals(unfolding: Unfolding) -> None:
    """Let what is due arrive. A lasting piece counts from the turn after (Order 9)."""
    turn = unfolding.state.turn
    due = [
        (piece, unfolding.deck.card_by_id[piece.card])
        for piece in unfolding.state.pieces
        if piece.arrives == turn and not piece.is_here
    ]
    for piece, card in due:
        unfolding.happen(ev.PieceArrived(piece.id, turn + card.lasts if card.lasts else 0))
    unfolding.land_together(
        [
            Landing(card.arrival, scene_of(piece), ev.Cause("arrival", piece.id))
            for piece, card in due
        ]
    )
    for piece, card in due:
        if not card.stands and not card.lasts:
            unfolding.happen(ev.PieceLeft(piece.id, "arrived"))


def lapses(unfolding: Unfolding) -> None:
    """Let offers nobody took lapse, and pieces whose time is over leave."""
    turn = unfolding.state.turn
    for offer in [o for o in unfolding.state.offers if o.lapses <= turn]:
        unfolding.happen(ev.OfferSettled(offer.id, "lapsed"))
        give_back(unfolding, offer)
        unfolding.happen(ev.OfferClosed(offer.id))
    over = [p.id for p, card in pieces_here(unfolding) if card.lasts and p.leaves == turn]
    for piece in over:
        unfolding.happen(ev.PieceLeft(piece, "lapsed"))


def give_back(unfolding: Unfolding, offer: Offer) -> None:
    """Return what an offer held in escrow to the seat that made it."""
    for amount in offer.give:
        unfolding.move_level(amount.level, amount.steps, ev.Cause("returned", offer.id))


def returns(unfolding: Unfolding) -> None:
    """Return cards to the hands they were played from, as each card says."""
    state = unfolding.state
    for away in state.away:
        card = unfolding.deck.card_by_id[away.card]
        if card.once or card.returns == "never":
            continue
        stands = piece_by_id(state, away.move) or offer_by_id(state, away.move)
        if card.returns == "when recalled" and stands:
            continue
        unfolding.happen(ev.CardReturned(away.seat, away.card, away.move))


def endings(unfolding: Unfolding) -> None:
    """End the session at the first ending in deck order that is true, or after the last turn."""
    deck, snapshot = unfolding.deck, unfolding.state
    ending = next((e for e in deck.endings if unfolding.value(e.when, Scene(), snapshot)), None)
    if ending is None and snapshot.turn < deck.terms.turns:
        return
    scores = final_scores(deck, snapshot)
    for score in scores:
        unfolding.happen(score)
    totals = {a.id: sum(s.points for s in scores if s.seat == a.id) for a in deck.actors}
    best = max(totals.values())
    winners = tuple(a for a, points in totals.items() if points == best) if scores else ()
    unfolding.happen(ev.SessionEnded(ending.id if ending else "", winners))


def final_scores(deck: Deck, state: State) -> tuple[ev.ObjectiveScored, ...]:
    """Return how each seat stands on each of its objectives, in deck order, on *state*."""
    return tuple(
        ev.ObjectiveScored(objective.id, seat, is_met, points if is_met else 0)
        for objective in deck.objectives
        for seat in objective.by
        for is_met, points in [reading_of(objective, deck, state, seat)]
    )


def reading_of(objective: Objective, deck: Deck, state: State, seat: ActorId) -> tuple[bool, int]:
    """Return whether *seat* meets *objective* on *state*, and the points it is worth."""
    scene = Scene(seat)
    is_met = objective.test is None or bool(evaluate(objective.test, deck.tests, state, scene))
    return is_met, evaluate(objective.points, deck.tests, state, scene)
