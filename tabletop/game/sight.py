"""
The one door out of the state: what a viewer may know, and nothing else.

A sight holds the same types as the table itself, with everything gone that its viewer may
not know. So rules, odds and legality read it as they read the table, and a bot that
simulates on it cannot know more than a person at that seat.
"""

from typing import Final

import attrs

from tabletop.game.apply import answered, changed
from tabletop.game.asks import Ask, asks
from tabletop.game.decision import Move
from tabletop.game.deck import Actor, Deck, Inject, Track, once
from tabletop.game.event import Cause, PlannedMove
from tabletop.game.state import (
    Made,
    Offer,
    Piece,
    Plan,
    State,
    move_by_id,
    offer_by_id,
    piece_by_id,
)
from tabletop.language.ids import (
    FACILITATOR,
    CardId,
    InjectId,
    LevelId,
    MoveId,
    Viewer,
    level_parts,
    move_parts,
)

SEALED: Final = Plan()
"""All that others may know of a sealed plan: that there is one."""

MOST_SEEN: Final = 256
"""Decks as they were seen that are kept for one viewer; a session needs a few, playouts more."""


@attrs.frozen
class Sight:
    """
    What *viewer* may know now.

    Attributes:
        deck: Without others' secret objectives and briefs, hidden starts and injects to come.
        state: Without hidden levels, others' hands and plans, and what is covert.
        asks: What is asked of whom, as far as *viewer* may know of it.
    """

    viewer: Viewer
    deck: Deck
    state: State
    asks: tuple[Ask, ...]


def sight(deck: Deck, state: State, viewer: Viewer) -> Sight:
    """Return what *viewer*, an actor's seat, the facilitator or the wall, may know now."""
    if viewer == FACILITATOR:
        return Sight(viewer, deck, state, asks(deck, state))
    return Sight(
        viewer,
        eyes(deck, viewer).seen_deck(state),
        seen_state(deck, state, viewer),
        seen_asks(deck, state, viewer),
    )


class Eyes:
    """
    What *viewer* may see of *deck* whatever happens, and the deck as it has seen it.

    A seat looks at every frame, and sees another deck only when an inject comes.
    """

    def __init__(self, deck: Deck, viewer: Viewer) -> None:
        self.deck = deck
        self.viewer = viewer
        self.levels = tuple(v for v in deck.level_ids if sees_level(deck, v, viewer))
        self.sees_all = len(self.levels) == len(deck.level_ids)
        self._seen: dict[object, Deck] = {}

    def seen_deck(self, state: State) -> Deck:
        """Return the deck as it is seen on *state*."""
        moment = (frozenset(state.came), state.is_over)
        if moment not in self._seen:
            if len(self._seen) >= MOST_SEEN:
                self._seen.clear()
            self._seen[moment] = seen_deck(self.deck, state, self.viewer)
        return self._seen[moment]


@once
def eyes(deck: Deck, viewer: Viewer) -> Eyes:
    """Return the eyes of *viewer* on *deck*."""
    return Eyes(deck, viewer)


def seen_deck(deck: Deck, state: State, viewer: Viewer) -> Deck:
    """Return *deck* as *viewer* may know it. Objectives are read aloud at the end."""
    return attrs.evolve(
        deck,
        actors=tuple(seen_actor(actor, viewer) for actor in deck.actors),
        tracks=tuple(seen_track(track, viewer) for track in deck.tracks),
        injects=tuple(
            inject for inject in deck.injects if state.came.get(inject.id) and heard(inject, viewer)
        ),
        objectives=tuple(
            objective
            for objective in deck.objectives
            if state.is_over or not objective.secret or viewer in objective.by
        ),
        hands={actor: hand for actor, hand in deck.hands.items() if actor == viewer},
    )


def seen_actor(actor: Actor, viewer: Viewer) -> Actor:
    """Return *actor* without its brief, unless it is *viewer*'s own."""
    return actor if actor.id == viewer or not actor.brief else attrs.evolve(actor, brief="")


def seen_track(track: Track, viewer: Viewer) -> Track:
    """Return *track* with every start that *viewer* may not see put at its foot."""
    if track.seen_by is None or (track.is_seen(viewer, owner=viewer) and track.is_shared):
        return track
    starts = {
        actor: start if track.is_seen(viewer, actor) else track.low
        for actor, start in track.starts.items()
    }
    return attrs.evolve(track, start=track.low, starts=starts)


def heard(inject: Inject, viewer: Viewer) -> bool:
    """Return whether *viewer* hears *inject* when it comes."""
    return not inject.heard_by or viewer in inject.heard_by or viewer == FACILITATOR


def sees_level(deck: Deck, level: LevelId, viewer: Viewer) -> bool:
    """Return whether *viewer* may see *level*."""
    track = deck.track_of_level[level]
    return track.is_seen(viewer, level_parts(level).owner)


def seen_state(deck: Deck, state: State, viewer: Viewer) -> State:
    """Return *state* as *viewer* may know it."""
    moves = tuple(m for m in state.moves if sees_move(deck, m, viewer))
    own = eyes(deck, viewer)
    levels = state.levels
    if not own.sees_all:
        levels = {level: levels[level] for level in own.levels if level in levels}
    return changed(
        state,
        levels=levels,
        hands={seat: hand for seat, hand in state.hands.items() if seat == viewer},
        plans={seat: p if seat == viewer else SEALED for seat, p in state.plans.items()},
        moves=tuple(seen_move(made, viewer) for made in moves),
        pieces=tuple(p for p in state.pieces if sees_piece(deck, p, viewer)),
        offers=tuple(
            seen_offer(offer, viewer) for offer in state.offers if sees_offer(offer, viewer)
        ),
        away=tuple(away for away in state.away if away.seat == viewer),
        questions=tuple(q for q in state.questions if heard(deck.inject_by_id[q.inject], viewer)),
        unlocked=tuple(c for c in state.unlocked if sees_unlocking(deck, c, viewer)),
        came={k: n for k, n in state.came.items() if heard(deck.inject_by_id[k], viewer)},
        draws={},
        opening=None,
    )


def sees_move(deck: Deck, made: Made, viewer: Viewer) -> bool:
    """Return whether *viewer* sees that *made* was made."""
    move = made.planned.move
    if move.posture == "open" or viewer in (made.seat, FACILITATOR):
        return True
    if not isinstance(move, Move):
        return False
    card = deck.card_by_id[move.card]
    return viewer in card.seen_by or (card.offer is not None and viewer == move.target)


def seen_move(made: Made, viewer: Viewer) -> Made:
    """Return *made* without its player's thoughts, place and price, unless *viewer*'s own."""
    if viewer == made.seat:
        return made
    move = made.planned.move
    if isinstance(move, Move):
        shown = PlannedMove(Move(move.card, move.posture, move.target))
    else:
        shown = PlannedMove(attrs.evolve(move, reason=""))
    return Made(made.id, made.seat, 0, shown, made.outcome)


def sees_piece(deck: Deck, piece: Piece, viewer: Viewer) -> bool:
    """Return whether *viewer* sees *piece* on the table."""
    if piece.posture == "open" or piece.is_exposed or viewer in (piece.owner, FACILITATOR):
        return True
    card = deck.card_by_id[piece.card]
    return viewer in card.seen_by or (card.offer is not None and viewer == piece.target)


def sees_offer(offer: Offer, viewer: Viewer) -> bool:
    """Return whether *viewer* sees *offer*; a covert one lies between two seats."""
    return offer.posture == "open" or viewer in (offer.by, offer.to, FACILITATOR)


def seen_offer(offer: Offer, viewer: Viewer) -> Offer:
    """Return *offer* with its sealed answer closed, unless *viewer* gave it."""
    return offer if viewer == offer.to else answered(offer, "")


def sees_unlocking(deck: Deck, card: CardId, viewer: Viewer) -> bool:
    """Return whether *viewer* may know that *card* has succeeded: it holds what that unlocks."""
    if "covert" not in deck.card_by_id[card].postures:
        return True
    return any(other.unlocked_by == card and viewer in other.by for other in deck.cards)


def sees_cause(deck: Deck, state: State, cause: Cause, viewer: Viewer) -> bool:
    """Return whether *viewer* may know what is behind a shift that it sees."""
    if cause.because in ("cost", "give"):
        # What was given is told with its offer, once that is open to be seen.
        offer = offer_by_id(state, MoveId(cause.move)) if cause.because == "give" else None
        is_told = offer is not None and sees_offer(offer, viewer)
        return is_told or viewer in (move_parts(MoveId(cause.move)).seat, FACILITATOR)
    if cause.inject:
        return heard(deck.inject_by_id[cause.inject], viewer)
    return not cause.move or sees_trace(deck, state, cause.move, viewer)


def sees_trace(deck: Deck, state: State, move: MoveId, viewer: Viewer) -> bool:
    """Return whether *viewer* sees the move, offer or piece that goes by this id."""
    made, offer = move_by_id(state, move), offer_by_id(state, move)
    piece = piece_by_id(state, move)
    return (
        (made is not None and sees_move(deck, made, viewer))
        or (offer is not None and sees_offer(offer, viewer))
        or (piece is not None and sees_piece(deck, piece, viewer))
    )


def seen_asks(deck: Deck, state: State, viewer: Viewer) -> tuple[Ask, ...]:
    """
    Return what is asked of whom as *viewer* may know it.

    While the table waits for something behind its back, it sees what would be next without.
    """
    awaited = [ask for ask in asks(deck, state) if ask.seat != FACILITATOR or ask.what == "choose"]
    seen = tuple(ask for ask in awaited if sees_ask(deck, state, ask, viewer))
    if seen or state.is_over:
        return seen
    undecided = [m for m in state.moves if not m.outcome and sees_move(deck, m, viewer)]
    if state.phase == "adjudicate" and undecided:
        return (Ask(FACILITATOR, "adjudicate", undecided[0].id),)
    return (Ask(FACILITATOR, "proceed"),)


def sees_ask(deck: Deck, state: State, ask: Ask, viewer: Viewer) -> bool:
    """Return whether *viewer* may know that *ask* is put to its seat."""
    if ask.seat == viewer:
        return True
    match ask.what:
        case "choose":
            return heard(deck.inject_by_id[InjectId(ask.subject)], viewer)
        case "answer":
            return sees_trace(deck, state, MoveId(ask.subject), viewer)
        case _:
            return True
