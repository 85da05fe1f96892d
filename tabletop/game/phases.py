"""The phase machine: what is done on entering and on leaving each phase."""

from collections.abc import Mapping
from itertools import zip_longest

from tabletop.game import event as ev
from tabletop.game.adjudicate import adjudicate, hear, stand, unlock
from tabletop.game.aftermath import give_back, run_aftermath
from tabletop.game.asks import asks
from tabletop.game.decision import Adjudicate, Move
from tabletop.game.deck import Deck, Inject
from tabletop.game.legal import amounts
from tabletop.game.state import Made, Offer, Plan, move_by_id, seats_in_order
from tabletop.game.unfolding import Landing, Unfolding
from tabletop.language.expr import Scene
from tabletop.language.ids import (
    FACILITATOR,
    NOBODY,
    PHASES,
    ActorId,
    MoveId,
    Phase,
    level_id,
    level_parts,
    move_id,
)


def proceed(unfolding: Unfolding) -> None:
    """
    Leave this phase and go on to the next in which the table stops.

    The work of phases that the terms do not name is done in passing; a question, an offer
    or a ruling that only people can settle stops the table all the same.
    """
    leave(unfolding)
    while not unfolding.state.is_over:
        enter(unfolding)
        state = unfolding.state
        if state.is_over or state.phase in unfolding.deck.terms.phases:
            return
        decide_in_passing(unfolding)
        if asks(unfolding.deck, unfolding.state)[0].what != "proceed":
            return
        leave(unfolding)


def decide_in_passing(unfolding: Unfolding) -> None:
    """Adjudicate what is waiting, as far as no person's word is needed."""
    while True:
        ask = asks(unfolding.deck, unfolding.state)[0]
        made = move_by_id(unfolding.state, MoveId(ask.subject))
        if ask.what != "adjudicate" or made is None:
            return
        decision = Adjudicate(made.id)
        if hear(unfolding.deck, unfolding.state, made, decision).needs_ruling:
            return
        adjudicate(unfolding, made, decision)


def enter(unfolding: Unfolding) -> None:
    """Begin the phase that follows and do what is done on entering it."""
    phase, mover = following(unfolding)
    if phase == "brief":
        unfolding.happen(ev.TurnBegan(unfolding.state.turn + 1))
    plans = unfolding.state.plans
    unfolding.happen(ev.PhaseBegan(phase, mover))
    match phase:
        case "brief":
            bring_injects(unfolding)
        case "reveal":
            reveal(unfolding, plans)
        case "adjudicate":
            pass_over_offers(unfolding)
        case "aftermath":
            run_aftermath(unfolding)


def pass_over_offers(unfolding: Unfolding) -> None:
    """Adjudicate the moves that their answers have settled, so that nobody is asked about them."""
    for made in unfolding.state.moves:
        move = made.planned.move
        if made.outcome or not isinstance(move, Move):
            continue
        if unfolding.deck.card_by_id[move.card].is_settled_by_answer:
            adjudicate(unfolding, made, Adjudicate(made.id))


def leave(unfolding: Unfolding) -> None:
    """Do what is done on leaving the phase that is."""
    match unfolding.state.phase:
        case "answer":
            resolve_answers(unfolding)
        case "aftermath" if unfolding.state.turn == 0:
            unfolding.happen(ev.RehearsalEnded())


def following(unfolding: Unfolding) -> tuple[Phase, ActorId]:
    """Return the phase that comes next, and whose go it is when played in turn."""
    state, deck = unfolding.state, unfolding.deck
    if state.phase in ("", "aftermath"):
        return "brief", NOBODY
    order = seats_in_order(deck, state.turn)
    if deck.order == "in turn":
        if state.phase == "adjudicate" and state.mover != order[-1]:
            return "plan", order[order.index(state.mover) + 1]
        if state.phase == "talk":
            return "plan", order[0]
    phase = PHASES[PHASES.index(state.phase) + 1] if state.phase else PHASES[0]
    return phase, NOBODY if phase == "aftermath" else state.mover


def bring_injects(unfolding: Unfolding) -> None:
    """Bring the injects that are due, chosen on one snapshot, then draw the piles (Order 10)."""
    snapshot = unfolding.state
    due = [inject for inject in unfolding.deck.injects if is_due(unfolding, inject)]
    coming = [
        inject
        for inject in due
        if inject.chance is None
        or unfolding.comes(
            "chance",
            unfolding.value(inject.chance, Scene(), snapshot),
            inject.id,
            of=inject.id,
        )
    ]
    for inject in coming:
        bring(unfolding, inject)
    for pile in unfolding.deck.piles:
        left = [
            inject
            for inject in unfolding.deck.injects
            if inject.pile == pile.id and may_come(unfolding, inject)
        ]
        # Each inject's own word is its place in the pile, so one more shifts no other.
        left.sort(key=lambda i: unfolding.dice.word(unfolding.place("pile", NOBODY, i.id), 0))
        for inject in left[: pile.draw]:
            bring(unfolding, inject)


def may_come(unfolding: Unfolding, inject: Inject) -> bool:
    """Return whether *inject* has not come yet, or may come again."""
    return inject.repeats or not unfolding.state.came.get(inject.id)


def is_due(unfolding: Unfolding, inject: Inject) -> bool:
    """Return whether *inject* is scheduled for this turn, or its condition is true."""
    if inject.pile or inject.by_facilitator or not may_come(unfolding, inject):
        return False
    if inject.turn:
        return inject.turn == unfolding.state.turn
    if inject.when is None:
        return inject.chance is not None
    return bool(unfolding.value(inject.when, Scene()))


def bring(unfolding: Unfolding, inject: Inject) -> None:
    """Let *inject* come: its effects land and its questions are asked."""
    unfolding.happen(ev.InjectCame(inject.id, inject.pile or ""))
    unfolding.land(Landing(inject.effects, Scene(), ev.Cause("inject", inject=inject.id)))
    if inject.choices:
        for seat in inject.heard_by or (FACILITATOR,):
            unfolding.happen(ev.ChoiceAsked(inject.id, seat))


def reveal(unfolding: Unfolding, plans: Mapping[ActorId, Plan]) -> None:
    """Recall pieces, reveal the moves in rounds, then take every cost and escrow together."""
    order = [seat for seat in seats_in_order(unfolding.deck, unfolding.state.turn) if seat in plans]
    for seat in order:
        for piece in plans[seat].recalls:
            unfolding.happen(ev.PieceRecalled(piece))
            unfolding.happen(ev.PieceLeft(piece, "recalled"))
    before = len(unfolding.state.moves)
    numbers = {seat: numbered(unfolding.deck, plans[seat]) for seat in order}
    for nth, moves in enumerate(zip_longest(*(plans[seat].moves for seat in order))):
        for seat, planned in zip(order, moves, strict=True):
            if planned is not None:
                made_id = move_id(unfolding.state.turn, seat, numbers[seat][nth])
                unfolding.happen(ev.MoveRevealed(made_id, seat, nth, planned))
    revealed = unfolding.state.moves[before:]
    given = {}
    for made in revealed:
        take(unfolding, made.planned.cost, ev.Cause("cost", made.id))
        given[made.id] = take(unfolding, made.planned.give, ev.Cause("give", made.id))
    for made in revealed:
        open_offer(unfolding, made, given[made.id])


def numbered(deck: Deck, plan: Plan) -> list[int]:
    """
    Return a number for each move of *plan*, of which no number tells of another covert move.

    The open ones are counted from 1. A covert one goes by its card's place in the deck, so
    that nobody who comes to see it, or its piece, learns what else its seat has hidden.
    """
    numbers: list[int] = []
    most = deck.moves.most
    for planned in plan.moves:
        move = planned.move
        first = 1
        if move.posture == "covert":
            place = deck.card_place[move.card] if isinstance(move, Move) else len(deck.cards)
            first += most * (1 + place)
        numbers.append(next(n for n in range(first, first + most) if n not in numbers))
    return numbers


def take(
    unfolding: Unfolding, paid: tuple[ev.Amount, ...], cause: ev.Cause
) -> tuple[ev.Amount, ...]:
    """Take *paid* from its levels; return what could be taken."""
    return tuple(
        ev.Amount(amount.level, -unfolding.move_level(amount.level, -amount.steps, cause))
        for amount in paid
    )


def open_offer(unfolding: Unfolding, made: Made, give: tuple[ev.Amount, ...]) -> None:
    """Open the offer that *made* makes, if it makes one; *give* is what lies in escrow."""
    seat, move = made.seat, made.planned.move
    if not isinstance(move, Move):
        return
    proposal = unfolding.deck.card_by_id[move.card].offer
    if proposal is None:
        return
    scene = Scene(seat, move.target, move.posture)
    unfolding.happen(
        ev.OfferMade(
            id=made.id,
            card=move.card,
            by=seat,
            to=move.target,
            posture=move.posture,
            give=give,
            ask=amounts(proposal.ask, unfolding.deck, unfolding.state, scene, move.target),
            lapses=unfolding.state.turn + proposal.lapses,
        )
    )


def resolve_answers(unfolding: Unfolding) -> None:
    """Resolve the sealed answers in rounds: every seat's first, then every second (Order 3)."""
    order = seats_in_order(unfolding.deck, unfolding.state.turn)
    answered = [offer for offer in unfolding.state.offers if offer.answer in ("accept", "refuse")]
    by_seat = [[offer for offer in answered if offer.to == seat] for seat in order]
    for offers in zip_longest(*by_seat):
        for offer in offers:
            if offer is not None:
                close_offer(unfolding, offer)


def close_offer(unfolding: Unfolding, offer: Offer) -> None:
    """Let an accepted or refused offer have its effects, and move what was given and asked."""
    card = unfolding.deck.card_by_id[offer.card]
    proposal = card.offer
    if proposal is None:
        return
    scene = Scene(offer.by, offer.to, offer.posture)
    answer = ev.Cause("answer", offer.id)
    if offer.answer == "refuse":
        unfolding.happen(ev.OfferSettled(offer.id, "refused"))
        give_back(unfolding, offer)
        unfolding.land(Landing(proposal.refused, scene, answer))
        unfolding.happen(ev.OfferClosed(offer.id))
        return
    unfolding.happen(ev.OfferSettled(offer.id, "accepted"))
    asked = take(unfolding, offer.ask, ev.Cause("ask", offer.id))
    hand_over(unfolding, offer.give, offer.to, ev.Cause("give", offer.id))
    hand_over(unfolding, asked, offer.by, ev.Cause("ask", offer.id))
    unfolding.land(Landing(proposal.accepted, scene, answer))
    unlock(unfolding, card)
    stand(unfolding, card, offer.id, scene)
    unfolding.happen(ev.OfferClosed(offer.id))


def hand_over(
    unfolding: Unfolding,
    paid: tuple[ev.Amount, ...],
    payee: ActorId,
    cause: ev.Cause,
) -> None:
    """Add what was *paid* to the same tracks of *payee*."""
    for amount in paid:
        track = level_parts(amount.level).track
        unfolding.move_level(level_id(track, payee), amount.steps, cause)
