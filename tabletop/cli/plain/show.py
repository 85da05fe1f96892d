"""What a viewer sees, as lines of text. Everything here is told from a sight."""

from collections.abc import Sequence

from tabletop.game.adjudicate import card_odds
from tabletop.game.decision import AnyMove, Move
from tabletop.game.deck import Card, Track
from tabletop.game.legal import legal_moves, objection
from tabletop.game.narrate import Namer, odds_text
from tabletop.game.sight import Sight
from tabletop.game.state import Offer, Piece
from tabletop.language import say
from tabletop.language.expr import Scene
from tabletop.language.ids import FACILITATOR, NOBODY, WALL, ActorId, CardId, level_id


def named(sight: Sight, viewer: str) -> str:
    """Return what *viewer* is called."""
    if viewer in (FACILITATOR, WALL):
        return "the facilitator" if viewer == FACILITATOR else "everybody"
    return Namer(sight.deck, sight.state).name(viewer)


def tracks(sight: Sight) -> list[str]:
    """Return every level that is seen: the shared ones, then those of each actor."""
    deck, levels = sight.deck, sight.state.levels
    shared = [
        level_line(track, levels[level_id(track.id)], track.name)
        for track in deck.tracks
        if track.is_shared and level_id(track.id) in levels
    ]
    owned = []
    for actor in deck.actors:
        seen = [
            f"{track.name} {levels[level_id(track.id, actor.id)]}{band(track, level)}"
            for track in deck.tracks
            for level in (levels.get(level_id(track.id, actor.id)),)
            if level is not None
        ]
        if seen:
            owned.append(f"{actor.name}: {', '.join(seen)}")
    return [*shared, *owned]


def level_line(track: Track, level: int, name: str) -> str:
    """Return one level with its range and the name of the band it is in."""
    return f"{name}: {level}, of {track.low} to {track.high}{band(track, level)}"


def own_levels(sight: Sight) -> list[str]:
    """Return the viewer's own levels in a line; none if it has none."""
    line = next((a.name for a in sight.deck.actors if a.id == sight.viewer), "")
    return [own for own in tracks(sight) if line and own.startswith(f"{line}: ")]


def band(track: Track, level: int) -> str:
    """Return the name of the band that *level* is in, in brackets, or ""."""
    inside = next((b.name for b in track.bands if b.low <= level <= b.high), "")
    return f" ({inside})" if inside else ""


def table(sight: Sight) -> list[str]:
    """Return what lies on the table: pieces, then open offers."""
    lines = [piece_line(sight, piece) for piece in sight.state.pieces]
    lines += [offer_line(sight, offer) for offer in sight.state.offers]
    return lines or ["Nothing lies on the table."]


def piece_line(sight: Sight, piece: Piece) -> str:
    """Return one piece: whose, how, and for how long."""
    card, name = sight.deck.card_by_id[piece.card], named(sight, piece.owner)
    notes: list[str] = [piece.posture]
    if piece.is_exposed:
        notes.append("come to light")
    if piece.target:
        notes.append(f"towards {named(sight, piece.target)}")
    if not piece.is_here:
        notes.append(f"arrives in turn {piece.arrives}")
    elif piece.leaves:
        notes.append(f"through turn {piece.leaves}")
    return f"{card.title} of {name} ({', '.join(notes)})"


def offer_line(sight: Sight, offer: Offer) -> str:
    """Return one open offer in a line."""
    title = sight.deck.card_by_id[offer.card].title
    terms = Namer(sight.deck, sight.state).terms(offer)
    by, to = named(sight, offer.by), named(sight, offer.to)
    return f"Offer of {by} to {to}: {title}{terms}, open through turn {offer.lapses}"


def aims(sight: Sight) -> list[str]:
    """Return the viewer's brief, its objectives, and those of others that are open to all."""
    actor = sight.deck.actor_by_id.get(ActorId(sight.viewer))
    lines = [actor.brief] if actor and actor.brief else []
    for objective in sight.deck.objectives:
        scene = Scene(ActorId(sight.viewer)) if sight.viewer in objective.by else Scene()
        whose = " and ".join(named(sight, seat) for seat in objective.by)
        test = f" if {say.phrase(objective.test, sight.deck, scene)}" if objective.test else ""
        secret = ", secret" if objective.secret else ""
        points = say.phrase(objective.points, sight.deck, scene)
        unit = "point" if points == "1" else "points"
        lines.append(f"{whose}{secret}: {objective.title}. {points} {unit}{test}.")
    return lines or ["There is no brief and no objective to read here."]


def own_cards(sight: Sight) -> list[Card]:
    """Return the cards the viewer may ever hold, in deck order, so that numbers never change."""
    seat = ActorId(sight.viewer)
    held = sight.state.hands.get(seat, ())
    return [card for card in sight.deck.cards if seat in card.by or card.id in held]


def hand(sight: Sight, planned: Sequence[AnyMove] = ()) -> list[str]:
    """Return the viewer's cards, numbered, with cost, odds and why one cannot be played."""
    return [
        f"{number}. {card_line(sight, card, planned)}"
        for number, card in enumerate(own_cards(sight), start=1)
    ] or ["There are no cards in this hand."]


def card_line(sight: Sight, card: Card, planned: Sequence[AnyMove]) -> str:
    """Return one card of the hand in a line."""
    held = sight.state.hands.get(ActorId(sight.viewer), ()).count(card.id)
    held -= sum(isinstance(m, Move) and m.card == card.id for m in planned)
    notes = [card.kind]
    if held > 1:
        notes.append(f"{held} copies")
    if card.cost:
        scene = Scene(ActorId(sight.viewer))
        notes.append(f"costs {say.prices(card.cost, sight.deck, scene)}")
    if len(card.postures) > 1 or card.postures == ("covert",):
        notes.append(" or ".join(card.postures))
    line = f"{card.title} ({', '.join(notes)})"
    if held < 1 and not any(isinstance(m, Move) and m.card == card.id for m in planned):
        return f"{line}: not in hand{comes_back(card)}."
    moves = moves_of(sight, card.id, planned)
    if not moves:
        return f"{line}: no. {why_not(sight, card, planned)}"
    return f"{line}: {odds(sight, moves)}."


def comes_back(card: Card) -> str:
    """Return when a card that was played comes back to the hand."""
    if card.once or card.returns == "never":
        return ", and it does not come back"
    return ", until its piece is gone" if card.returns == "when recalled" else ", until next turn"


def moves_of(sight: Sight, card: CardId, planned: Sequence[AnyMove] = ()) -> list[Move]:
    """Return the ways *card* may be played after the moves in *planned*."""
    seat = ActorId(sight.viewer)
    legal = legal_moves(sight.deck, sight.state, seat, tuple(planned))
    return [move for move in legal if move.card == card]


def why_not(sight: Sight, card: Card, planned: Sequence[AnyMove] = ()) -> str:
    """Return in a sentence why *card* cannot be played; "" when it can."""
    seat = ActorId(sight.viewer)
    targets = card.recipients(seat) or (NOBODY,)
    move = Move(card.id, card.postures[0], targets[0])
    refusal = objection(sight.deck, sight.state, seat, move, tuple(planned))
    return refusal.sentence if refusal else ""


def odds(sight: Sight, moves: Sequence[Move]) -> str:
    """Return the odds of *moves*, ways to play one card, as the table stands."""
    seat = ActorId(sight.viewer)
    card = sight.deck.card_by_id[moves[0].card]
    if card.chance is None:
        return "they answer" if card.offer else "certain"
    if sight.deck.terms.method == "umpire":
        return "the umpire decides"
    found = [card_odds(sight.deck, sight.state, seat, move) for move in moves]
    said = list(dict.fromkeys(odds_text(o) for o in found if o is not None))
    return f"odds {said[0]}" if len(said) == 1 else f"odds {said[0]} to {said[-1]}"
