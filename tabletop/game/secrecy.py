"""
What a rule would give away: whether a viewer may know all that it reads.

The odds of a move and the reason why an effect fell short are results of rules. Whoever may not
see what a rule has read is not told its result, only what moved on the table.
"""

from collections.abc import Iterable, Iterator

from tabletop.game.decision import Move
from tabletop.game.deck import Card, Deck
from tabletop.game.event import Cause
from tabletop.game.state import Made, State, move_by_id, offer_by_id, piece_by_id
from tabletop.language.check import names_read
from tabletop.language.expr import Effect, Expr, Level, Scene, Standing, who
from tabletop.language.ids import FACILITATOR, LevelId, MoveId, Viewer


def may_read(deck: Deck, expr: Expr | None, scene: Scene, viewer: Viewer) -> bool:
    """Return whether *viewer* may see everything that *expr* reads in *scene*."""
    if expr is None or viewer == FACILITATOR:
        return True
    reads = names_read(expr, deck.tests)
    return all(may_read_level(deck, level, scene, viewer) for level in reads.levels) and all(
        may_count(deck, standing, viewer) for standing in reads.pieces
    )


def may_read_level(deck: Deck, level: Level, scene: Scene, viewer: Viewer) -> bool:
    """Return whether *viewer* may see the level that *level* means in *scene*."""
    return deck.track_by_id[level.track].is_seen(viewer, who(level.of, scene))


def may_count(deck: Deck, standing: Standing, viewer: Viewer) -> bool:
    """Return whether *viewer* sees every piece that *standing* may count."""
    card = deck.card_by_id[standing.card]
    if standing.posture == "open" or "covert" not in card.postures or viewer in card.seen_by:
        return True
    return all(holder == viewer for holder in card.by)


def shows_odds(deck: Deck, made: Made, viewer: Viewer) -> bool:
    """Return whether *viewer* may be told what the chance of *made* comes to."""
    move = made.planned.move
    if not isinstance(move, Move):
        return True
    scene = Scene(made.seat, move.target, move.posture)
    return may_read(deck, deck.card_by_id[move.card].chance, scene, viewer)


def shows_reading(deck: Deck, state: State, cause: Cause, level: LevelId, viewer: Viewer) -> bool:
    """
    Return whether *viewer* may be told what *cause* asked of *level* beyond what it moved.

    That is when all that its effects on this track read, and the track's own rule, is seen.
    """
    track = deck.track_of_level[level]
    return may_read(deck, track.shifts_if, Scene(), viewer) and all(
        may_read(deck, part, scene, viewer)
        for effect, scene in sources(deck, state, cause)
        if effect.track == track.id
        for part in (effect.amount, effect.condition)
    )


def sources(deck: Deck, state: State, cause: Cause) -> Iterator[tuple[Effect, Scene]]:
    """Yield every effect that *cause* may have brought, and whom each speaks of."""
    if cause.because == "deck":
        effects: Iterable[Effect] = deck.each_turn
        scene = Scene()
    elif cause.inject:
        inject = deck.inject_by_id[cause.inject]
        effects = (*inject.effects, *(e for choice in inject.choices for e in choice.effects))
        scene = Scene()
    else:
        found = card_behind(deck, state, MoveId(cause.move))
        if found is None:
            return
        card, scene = found
        effects = effects_of(card, cause)
    for effect in effects:
        yield effect, scene


def card_behind(deck: Deck, state: State, move: MoveId) -> tuple[Card, Scene] | None:
    """Return the card of the move, offer or piece of this id, and whom its rules speak of."""
    if offer := offer_by_id(state, move):
        return deck.card_by_id[offer.card], Scene(offer.by, offer.to, offer.posture)
    if piece := piece_by_id(state, move):
        return deck.card_by_id[piece.card], Scene(piece.owner, piece.target, piece.posture)
    made = move_by_id(state, move)
    if made is None or not isinstance(made.planned.move, Move):
        return None
    played = made.planned.move
    return deck.card_by_id[played.card], Scene(made.seat, played.target, played.posture)


def effects_of(card: Card, cause: Cause) -> tuple[Effect, ...]:
    """Return the effects of *card* that *cause* speaks of."""
    match cause.because:
        case "move":
            return (*card.effects, *card.success, *card.failure)
        case "answer":
            return (*card.offer.accepted, *card.offer.refused) if card.offer else ()
        case "piece":
            return card.each_turn
        case "exposure":
            return card.if_seen
        case "hedge":
            return card.payoff
        case "arrival":
            return card.arrival
        case _:
            return ()
