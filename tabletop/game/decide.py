"""One decision, decided once: a refusal, or the events that come of it."""

from collections import Counter
from typing import Final, assert_never

from tabletop.game import adjudicate as adj
from tabletop.game import decision as dec
from tabletop.game import event as ev
from tabletop.game.aftermath import when_seen
from tabletop.game.asks import Ask, asks, planners
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.legal import LONGEST_TEXT, answer_objection, plan_objection, planned
from tabletop.game.phases import bring, may_come, proceed
from tabletop.game.state import State, move_by_id, piece_by_id
from tabletop.game.unfolding import Landing, Unfolding
from tabletop.language.expr import Scene
from tabletop.language.ids import FACILITATOR, ActorId, InjectId, MoveId

RULES: Final = 1
"""Version of these rules. `verify` decides again only what was decided under the same."""

Refused = dec.Refusal | None


def decide(
    deck: Deck, state: State, decision: dec.Decision, dice: Dice
) -> tuple[ev.Event, ...] | dec.Refusal:
    """
    Return the events that come of *decision* on *state*, in order, or why it is refused.

    A refusal changes nothing. The same four values always give the same result.
    """
    unfolded = unfold(deck, state, decision, dice)
    return unfolded if isinstance(unfolded, dec.Refusal) else tuple(unfolded.events)


def unfold(deck: Deck, state: State, decision: dec.Decision, dice: Dice) -> Unfolding | dec.Refusal:
    """
    Return *decision* unfolded on *state*, or why it is refused.

    It holds the events and the state after them, so that nobody has to apply them again.
    """
    if state.is_over:
        return dec.Refusal("over", "The session is over.")
    if not state.phase and not isinstance(decision, dec.Proceed):
        return dec.Refusal("phase", "The first turn has not begun.")
    unfolding = Unfolding(deck, state, dice)
    refusal = take_up(unfolding, decision)
    return refusal or unfolding


def take_up(unfolding: Unfolding, decision: dec.Decision) -> Refused:
    """Let *decision* unfold, or return why it is refused."""
    match decision:
        case dec.Proceed():
            return go_on(unfolding)
        case dec.Report():
            return report(unfolding, decision)
        case dec.Choose():
            return choose(unfolding, decision)
        case dec.Announce():
            return announce(unfolding, decision)
        case dec.Seal():
            return seal(unfolding, decision)
        case dec.Unseal():
            return unseal(unfolding, decision)
        case dec.PassFor():
            return pass_for(unfolding, decision)
        case dec.Answer():
            return answer(unfolding, decision)
        case dec.Adjudicate():
            return adjudicate(unfolding, decision)
        case dec.Reorder():
            return reorder(unfolding, decision)
        case dec.Release():
            return release(unfolding, decision)
        case dec.Expose():
            return expose(unfolding, decision)
        case dec.Correct():
            return correct(unfolding, decision)
        case _:
            assert_never(decision)


def go_on(unfolding: Unfolding) -> Refused:
    """Leave the phase, once nothing in it is awaited."""
    deck, state = unfolding.deck, unfolding.state
    waiting = asks(deck, state) if state.phase else ()
    if waiting and waiting[0].what != "proceed":
        return dec.Refusal("awaited", f"The table waits: {awaited(deck, waiting[0])}.")
    proceed(unfolding)
    return None


def awaited(deck: Deck, ask: Ask) -> str:
    """Return what *ask* asks of whom, as half a sentence."""
    actor = deck.actor_by_id.get(ActorId(ask.seat))
    name = actor.name if actor else "the facilitator"
    doing = {"choose": "to choose", "seal": "to seal", "answer": "to answer"}
    return f"{name} has {doing.get(ask.what, 'to adjudicate')}"


def report(unfolding: Unfolding, decision: dec.Report) -> Refused:
    """Tell the table what a seat reports or what was agreed."""
    if decision.seat != FACILITATOR and decision.seat not in unfolding.deck.actor_by_id:
        return dec.Refusal("seat", "There is no such seat.")
    if not decision.text.strip() or len(decision.text) > LONGEST_TEXT:
        return dec.Refusal("text", f"A report has 1 to {LONGEST_TEXT:,} characters.")
    unfolding.happen(ev.Reported(decision.seat, decision.text))
    return None


def choose(unfolding: Unfolding, decision: dec.Choose) -> Refused:
    """Answer an inject's question; the effects of the choice land."""
    asked = any(
        q.inject == decision.inject and q.seat == decision.seat for q in unfolding.state.questions
    )
    if not asked:
        return dec.Refusal("choice", "Nothing of this kind is asked of this seat.")
    choices = unfolding.deck.inject_by_id[decision.inject].choices
    choice = next((c for c in choices if c.id == decision.choice), None)
    if choice is None:
        return dec.Refusal("choice", f"Choose one of: {', '.join(c.title for c in choices)}.")
    unfolding.happen(ev.ChoiceMade(decision.inject, decision.seat, choice.id))
    cause = ev.Cause("inject", inject=decision.inject)
    unfolding.land(Landing(choice.effects, Scene(), cause))
    return None


def announce(unfolding: Unfolding, decision: dec.Announce) -> Refused:
    """Show cards as intentions."""
    state, seat = unfolding.state, decision.seat
    if state.phase != "announce":
        return dec.Refusal("phase", "Intentions are shown in the announce phase.")
    if seat not in unfolding.deck.actor_by_id:
        return dec.Refusal("seat", "There is no such seat.")
    if Counter(decision.cards) - Counter(state.hands[seat]):
        return dec.Refusal("hand", "Only cards in this hand can be announced.")
    if len(decision.cards) > unfolding.deck.moves.most:
        return dec.Refusal("moves", f"A seat makes {unfolding.deck.moves} in a turn.")
    unfolding.happen(ev.Announced(seat, decision.cards))
    return None


def seal(unfolding: Unfolding, decision: dec.Seal) -> Refused:
    """Seal a plan; what it costs and gives is reserved from now on (Order 1)."""
    deck, state, seat = unfolding.deck, unfolding.state, decision.seat
    refusal = planning_objection(deck, state, seat) or plan_objection(
        deck, state, seat, decision.moves, decision.recalls
    )
    if refusal:
        return refusal
    moves = tuple(planned(deck, state, seat, move) for move in decision.moves)
    unfolding.happen(ev.PlanSealed(seat, moves, decision.recalls))
    return None


def planning_objection(deck: Deck, state: State, seat: ActorId) -> Refused:
    """Return why it is not *seat*'s moment to seal, or None if it is."""
    if state.phase != "plan":
        return dec.Refusal("phase", "Moves are sealed in the plan phase.")
    if seat not in deck.actor_by_id:
        return dec.Refusal("seat", "There is no such seat.")
    if seat not in planners(deck, state):
        return dec.Refusal("turn", f"It is {deck.actor_by_id[state.mover].name}'s go.")
    if seat in state.plans:
        return dec.Refusal("sealed", "This seat has sealed already; unseal first.")
    return None


def unseal(unfolding: Unfolding, decision: dec.Unseal) -> Refused:
    """Take a seat's sealed plan back, before the reveal."""
    if unfolding.state.phase != "plan" or decision.seat not in unfolding.state.plans:
        return dec.Refusal("sealed", "This seat has sealed nothing that can be taken back.")
    unfolding.happen(ev.PlanUnsealed(decision.seat))
    return None


def pass_for(unfolding: Unfolding, decision: dec.PassFor) -> Refused:
    """Do without an absent seat: the first choice, an empty plan, offers left waiting."""
    deck, seat = unfolding.deck, decision.seat
    mine = [
        ask
        for ask in asks(deck, unfolding.state)
        if ask.seat == seat and ask.what in ("choose", "seal", "answer")
    ]
    if not mine:
        return dec.Refusal("seat", "Nothing is asked of this seat now.")
    for ask in mine:
        match ask.what:
            case "choose":
                inject = deck.inject_by_id[InjectId(ask.subject)]
                choose(unfolding, dec.Choose(seat, inject.id, inject.choices[0].id))
            case "seal":
                unfolding.happen(ev.PlanSealed(seat, is_pass=True))
            case "answer":
                unfolding.happen(ev.AnswerSealed(seat, MoveId(ask.subject), "wait"))
    return None


def answer(unfolding: Unfolding, decision: dec.Answer) -> Refused:
    """Seal an answer to an offer."""
    if unfolding.state.phase != "answer":
        return dec.Refusal("phase", "Offers are answered in the answer phase.")
    refusal = answer_objection(
        unfolding.deck, unfolding.state, decision.seat, decision.offer, decision.answer
    )
    if refusal:
        return refusal
    unfolding.happen(ev.AnswerSealed(decision.seat, decision.offer, decision.answer))
    return None


def adjudicate(unfolding: Unfolding, decision: dec.Adjudicate) -> Refused:
    """Decide the outcome of the move whose turn it is."""
    deck, state = unfolding.deck, unfolding.state
    made = move_by_id(state, decision.move)
    waiting = asks(deck, state)
    if made is None or waiting[0] != Ask(FACILITATOR, "adjudicate", decision.move):
        return dec.Refusal("move", "This move does not wait to be adjudicated now.")
    refusal = adj.objection(deck, state, made, decision)
    if refusal:
        return refusal
    adj.adjudicate(unfolding, made, decision)
    return None


def reorder(unfolding: Unfolding, decision: dec.Reorder) -> Refused:
    """Give the moves still to be adjudicated another order."""
    state = unfolding.state
    waiting = [made.id for made in state.moves if not made.outcome]
    if state.phase not in ("reveal", "answer", "adjudicate") or not waiting:
        return dec.Refusal("phase", "No moves wait to be put in order.")
    if sorted(decision.moves) != sorted(waiting):
        return dec.Refusal("moves", "The new order names each waiting move once.")
    done = tuple(made.id for made in state.moves if made.outcome)
    if len(decision.reason) > LONGEST_TEXT:
        return dec.Refusal("text", f"A reason has at most {LONGEST_TEXT:,} characters.")
    unfolding.happen(ev.MovesOrdered((*done, *decision.moves), decision.reason))
    return None


def release(unfolding: Unfolding, decision: dec.Release) -> Refused:
    """Bring an inject now."""
    inject = unfolding.deck.inject_by_id.get(decision.inject)
    if inject is None:
        return dec.Refusal("inject", "There is no such inject.")
    if not may_come(unfolding, inject):
        return dec.Refusal("inject", f"{inject.title} has come already.")
    bring(unfolding, inject)
    return None


def expose(unfolding: Unfolding, decision: dec.Expose) -> Refused:
    """Bring a covert piece to light; its `if_seen` effects land."""
    piece = piece_by_id(unfolding.state, decision.piece)
    if piece is None or piece.posture == "open" or piece.is_exposed:
        return dec.Refusal("piece", "That is no covert piece on the table.")
    if len(decision.reason) > LONGEST_TEXT:
        return dec.Refusal("text", f"A reason has at most {LONGEST_TEXT:,} characters.")
    unfolding.happen(ev.PieceExposed(piece.id, decision.reason))
    unfolding.land(when_seen(unfolding.deck, piece))
    return None


def correct(unfolding: Unfolding, decision: dec.Correct) -> Refused:
    """Set a level by hand, with a reason that everybody who sees it can read."""
    track = unfolding.deck.track_of_level.get(decision.level)
    if track is None:
        return dec.Refusal("level", "There is no such level.")
    if not track.low <= decision.now <= track.high:
        return dec.Refusal("level", f"{track.name} goes from {track.low} to {track.high}.")
    if not decision.reason.strip() or len(decision.reason) > LONGEST_TEXT:
        return dec.Refusal("reason", "A correction needs a reason.")
    by = decision.now - unfolding.state.levels[decision.level]
    if not by:
        return dec.Refusal("level", f"{track.name} stands at {decision.now} already.")
    unfolding.move_level(decision.level, by, ev.Cause("ruling"), decision.reason)
    return None
