"""What a viewer sees, and how it ended, as lines of text."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from tabletop.game.adjudicate import card_odds
from tabletop.game.card_facts import facts
from tabletop.game.clean import PAGE, clean_line
from tabletop.game.decision import AnyMove, Move
from tabletop.game.deck import Card, Deck, Track
from tabletop.game.legal import legal_moves, objection
from tabletop.game.narrate import Namer, odds_text
from tabletop.game.sight import Sight
from tabletop.game.state import Offer, Piece
from tabletop.journal.lines import Line
from tabletop.journal.tree import glyphs, markers
from tabletop.language import say
from tabletop.language.expr import Scene
from tabletop.language.ids import FACILITATOR, NOBODY, WALL, ActorId, CardId, Viewer, level_id
from tabletop.pages.frame import NOTHING
from tabletop.replay.replay import Replay
from tabletop.replay.seals import codes, proved, verdict
from tabletop.table.debrief import TurningPoint, accounts, totals, turning_points
from tabletop.table.session import Session

ASCII: Final = str.maketrans(
    {
        "→": "->",
        "←": "<-",
        "–": "-",
        "—": "-",
        "−": "-",
        "×": "x",
        "…": "...",
        "±": "+/-",
        "≥": ">=",
        "≤": "<=",
        "‘": "'",
        "’": "'",
        "“": '"',
        "”": '"',
        "•": "*",
    }
)


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


def card(deck: Deck, printed: Card, player: ActorId) -> list[str]:
    """Return everything that is printed on a card, as *player* reads it."""
    return [
        f"{printed.title} ({', '.join(kinds(printed))})",
        *([printed.text] if printed.text else []),
        *(f"{label}: {text}." for label, text in facts(deck, printed, Scene(player))),
        *([f"To discuss: {printed.discuss}"] if printed.discuss else []),
    ]


def kinds(printed: Card) -> Iterator[str]:
    """Yield what sort of card it is: kind, copies, postures."""
    yield printed.kind
    if printed.once:
        yield "once"
    elif printed.copies > 1:
        yield f"{printed.copies} copies"
    yield " or ".join(printed.postures)


def results(session: Session) -> Iterator[str]:
    """Yield how the session ended and who has how many points."""
    deck, state = session.deck, session.state
    namer = Namer(deck, state)
    ending = next((e for e in deck.endings if e.id == state.ending), None)
    if ending:
        yield f"{ending.title}. {ending.text}".strip()
    else:
        yield "The turns are played."
    for seat, points in totals(state, deck).items():
        yield f"{namer.name(seat)}: {counted(points)}"
    winners = [namer.name(seat) for seat in state.winners]
    if len(winners) == 1:
        yield f"{winners[0]} has the most points."
    elif winners:
        yield f"{', '.join(winners)} share the most points."
    else:
        yield "Nobody has points to count."


def objectives(session: Session) -> Iterator[str]:
    """Yield every objective, read aloud, and what it brought."""
    deck, state = session.deck, session.state
    namer = Namer(deck, state)
    by_id = {objective.id: objective for objective in deck.objectives}
    for score in state.scores:
        objective = by_id[score.objective]
        secret = "secretly " if objective.secret else ""
        met = f"met, {counted(score.points)}" if score.is_met else "not met"
        yield f"{namer.name(score.seat)} {secret}wanted: {objective.title}. {met.capitalize()}."


def final_tracks(session: Session, viewer: Viewer) -> Iterator[str]:
    """Yield each level that *viewer* sees, with how it went from turn to turn."""
    sight = session.sight(viewer)
    namer = Namer(session.deck, session.state)
    for level, steps in sight.state.levels.items():
        trend = session.trend(level, viewer)
        went = " ".join(str(step) for step in trend)
        track = session.deck.track_of_level[level]
        yield f"{namer.level_name(level)}: {steps}{band(track, steps)}. Turn by turn: {went}"


def turning_lines(session: Session, viewer: Viewer) -> Iterator[str]:
    """Yield the moments that moved the table the furthest, in the order they came."""
    namer = Namer(session.deck, session.state)
    for point in turning_points(session, viewer):
        yield f"Turn {point.turn}, {point.cause}: {shifts(namer, point)}."


def account_lines(session: Session, viewer: Viewer) -> Iterator[str]:
    """Yield why moves were made, as their players sealed it."""
    namer = Namer(session.deck, session.state)
    for account in accounts(session, viewer):
        why = f": {account.reason}" if account.reason else ""
        instead = f" (rather than {account.rejected})" if account.rejected else ""
        yield f"Turn {account.turn}, {namer.name(account.seat)}, {account.move}{instead}{why}"


def code_lines(session: Session) -> Iterator[str]:
    """Yield the code of every plan that lies sealed, to be written down."""
    namer = Namer(session.deck, session.state)
    for seat, code in codes(session.head, session.state, reversed(session.frames)).items():
        yield f"{namer.name(seat)} has sealed {code}."


def seal_lines(session: Session, viewer: Viewer) -> Iterator[str]:
    """Yield whether all was revealed as it was sealed, and what was not."""
    namer, found = Namer(session.deck, session.state), proved(session, viewer)
    yield verdict(found)[1]
    for proof in found:
        if proof.fate == "changed":
            yield f"Turn {proof.turn}, {namer.name(proof.seat)}: {proof.code}, not {proof.shown}."


def shifts(namer: Namer, point: TurningPoint) -> str:
    """Return what a turning point moved, in words."""
    return ", ".join(f"{namer.level_name(s.level)} {s.was} to {s.now}" for s in point.shifts)


def counted(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


def retell(
    replay: Replay, line: Line, first: int, last: int, viewer: Viewer, *, ascii_only: bool = False
) -> Iterator[str]:
    """
    Yield a line for each frame of *line* from *first* to *last*, both inclusive, in order.

    It begins with the frame's number. Then come its glyph and its marker, what *viewer* was told
    and the notes that he may read. Frames of which he knows nothing are left out, unless it is one
    alone that is asked for; 0 is the opening, and tells who plays.
    Each is read only when it is asked for.

    Raises:
        SaveError: If what is recorded cannot have been played.
    """
    glyph_of, label_of = glyphs(replay.journal), markers(replay.journal)
    for number in line.between(first, last):
        parts = [f"[{glyph_of[number]}]"] if number in glyph_of else []
        if number in label_of:
            parts.append(f"[marker: {label_of[number]}]")
        parts += (clean_line(told.line.text, PAGE) for told in replay.told(number, viewer))
        parts += notes(replay, number, viewer)
        if not parts and first == last:
            parts = [opening(replay) if not number else NOTHING]
        if parts:
            text = f"{number:>4}  {' '.join(parts)}"
            yield plain_characters(text) if ascii_only else text


def opening(replay: Replay) -> str:
    """Say that nothing was decided yet, and who plays."""
    seats = replay.journal.head.seats
    players = [
        f"{actor.name} ({seats[Viewer(actor.id)]})" if Viewer(actor.id) in seats else actor.name
        for actor in replay.deck.actors
    ]
    return clean_line(f"The table before the first decision: {', '.join(players)}.", PAGE)


def notes(replay: Replay, number: int, viewer: Viewer) -> Iterator[str]:
    """Yield the notes on frame *number* that *viewer* may read, and whose they are."""
    namer = Namer(replay.deck, replay.state(number))
    for note in replay.notes(number, viewer):
        by = f" by {namer.name(note.seat)}" if note.seat else ""
        yield clean_line(f"[note{by}: {note.text}]", PAGE)


def plain_characters(text: str) -> str:
    """Return *text* in ASCII, as near as it can be said."""
    near = unicodedata.normalize("NFKD", text.translate(ASCII))
    bare = "".join(c for c in near if not unicodedata.combining(c))
    return bare.encode("ascii", "replace").decode("ascii")
