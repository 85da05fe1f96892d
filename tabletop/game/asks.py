"""What is asked of whom."""

from typing import Literal

import attrs

from tabletop.game.deck import Deck
from tabletop.game.state import State
from tabletop.language.ids import FACILITATOR, ActorId, Viewer

What = Literal["choose", "seal", "answer", "adjudicate", "proceed"]


@attrs.frozen
class Ask:
    """
    One thing the table waits for.

    Attributes:
        seat: Whose it is; the facilitator's falls to whoever leads where nobody facilitates.
        subject: The inject, offer or move it is about, or "".
    """

    seat: Viewer
    what: What
    subject: str = ""


def asks(deck: Deck, state: State) -> tuple[Ask, ...]:
    """
    Return all that is awaited now, choices first; empty when the session is over.

    What one seat is asked holds up no other: each may act on its own. Adjudication and going
    on are asked for only when nothing is awaited of a seat.
    """
    if state.is_over:
        return ()
    awaited = tuple(Ask(q.seat, "choose", q.inject) for q in state.questions)
    match state.phase:
        case "plan":
            planning = (seat for seat in planners(deck, state) if seat not in state.plans)
            awaited += tuple(Ask(seat, "seal") for seat in planning)
        case "answer":
            waiting = (offer for offer in state.offers if not offer.answer)
            awaited += tuple(Ask(offer.to, "answer", offer.id) for offer in waiting)
        case "adjudicate" if not awaited:
            undecided = (made for made in state.moves if not made.outcome)
            awaited = tuple(Ask(FACILITATOR, "adjudicate", made.id) for made in undecided)[:1]
    return awaited or (Ask(FACILITATOR, "proceed"),)


def planners(deck: Deck, state: State) -> tuple[ActorId, ...]:
    """Return the seats that plan now, in deck order: all of them, or the one whose go it is."""
    return (state.mover,) if state.mover else deck.actor_ids
