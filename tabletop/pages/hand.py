"""The hand, a card in full, and the plan that is made of cards."""

from collections import Counter
from collections.abc import Sequence

import attrs

from tabletop.game.adjudicate import card_odds
from tabletop.game.card_facts import facts
from tabletop.game.decision import AnyMove, FreeMove, Move
from tabletop.game.deck import Card
from tabletop.game.event import Odds
from tabletop.game.legal import objection
from tabletop.language import say
from tabletop.language.expr import Scene, evaluate
from tabletop.language.ids import NOBODY, ActorId, CardId, MoveId, Posture, TrackId
from tabletop.pages.text import (
    Row,
    Words,
    cell_len,
    fact_lines,
    ink,
    paragraphs,
    plain,
    put,
    rows,
    sides,
    wrapped,
)
from tabletop.pages.view import View


@attrs.frozen
class HandLine:
    """
    One card of a hand as it is shown.

    Attributes:
        copies: How many are in the hand.
        planned: How many of those are in the plan.
        objection: Why it cannot be played now, in one sentence; "" when it can.
    """

    card: CardId
    title: str
    kind: str
    copies: int
    planned: int
    cost: str
    odds: str
    objection: str


def moves_of(card: Card, seat: ActorId) -> list[Move]:
    """Return every way *seat* may play *card*."""
    return [
        Move(card.id, posture, target)
        for posture in card.postures
        for target in card.recipients(seat) or (NOBODY,)
    ]


def hand_lines(view: View, seat: ActorId, plan: Sequence[AnyMove]) -> tuple[HandLine, ...]:
    """Return the hand of *seat* in its order, as it can be played after *plan*."""
    deck, state, unit = view.deck, view.state, currency(view, seat)
    planned = Counter(m.card for m in plan if isinstance(m, Move))
    lines = []
    for card_id, copies in Counter(state.hands.get(seat, ())).items():
        card = deck.card_by_id[card_id]
        against = [objection(deck, state, seat, m, plan) for m in moves_of(card, seat)]
        refusal = None if not against or None in against else against[0]
        lines.append(
            HandLine(
                card_id,
                card.title,
                card.kind,
                copies,
                planned[card_id],
                price(view, card, seat, unit),
                odds_words(view, seat, example(card, seat)),
                refusal.sentence if refusal else "",
            )
        )
    return tuple(lines)


def currency(view: View, seat: ActorId) -> TrackId | None:
    """Return the track that most cards of the hand cost, or None where they are free."""
    used = Counter(
        p.track for c in set(view.state.hands.get(seat, ())) for p in view.deck.card_by_id[c].cost
    )
    most = max(used.values(), default=0)
    return next((t.id for t in view.deck.tracks if most and used[t.id] == most), None)


def price(view: View, card: Card, seat: ActorId, unit: TrackId | None) -> str:
    """Return what *card* costs: a bare number in the hand's own currency, words beside it."""
    scene = Scene(seat, posture=card.postures[0])
    own = [p for p in card.cost if p.track == unit]
    rest = tuple(p for p in card.cost if p.track != unit)
    bare = [str(max(0, evaluate(p.amount, view.deck.tests, view.state, scene))) for p in own]
    return ", ".join([*bare, *([say.prices(rest, view.deck, scene)] if rest else [])])


def hand(view: View, seat: ActorId, lines: Sequence[HandLine], width: int) -> list[Row]:
    """Paint a hand. What cannot be played is greyed, with its reason."""
    if not lines:
        return rows(wrapped(put(("No cards in this hand.", "$quiet")), width, indent=2))
    unit = currency(view, seat)
    head = put((f"{view.deck.track_by_id[unit].name}, odds" if unit else "odds", "$quiet"))
    painted = rows(sides(put(""), head, width))
    longest = max(cell_len(line.title) for line in lines) + 6
    kinds = max(cell_len(line.kind) for line in lines)
    kinds = kinds if longest + kinds + 14 <= width else 0
    for index, line in enumerate(lines):
        painted += rows(hand_line(line, width, kinds), index)
    return painted


def hand_line(line: HandLine, width: int, kinds: int) -> list[Words]:
    """Paint one card: title, kind, cost, odds; or the reason why it cannot be played."""
    title = line.title + (f" ×{line.copies}" if line.copies > 1 else "")
    if line.planned >= line.copies:
        return sides(put("  ", (title, "$quiet")), put(("✓ planned", "$good")), width, hang=4)
    if line.objection:
        left, said = put("  ", (title, "$quiet")), put(("✗ ", "$bad"), (line.objection, "$quiet"))
        if left.cell_length + 3 + said.cell_length <= width:
            return sides(left, said, width)
        return [*wrapped(left, width, hang=4), *wrapped(said, width, indent=4, hang=6)]
    left = put("  ", ink(title, "bold"), (f" ✓{line.planned}" if line.planned else "", "$good"))
    right = put((f"{line.cost:>2}", "bold"), f"{line.odds:>9}")
    if kinds:
        right = put((f"{line.kind:<{kinds}}", "$quiet"), "  ", right)
    return sides(left, right, width, hang=4, gap=1)


def plan(
    view: View,
    moves: Sequence[AnyMove],
    recalls: Sequence[MoveId],
    *,
    sealed: bool,
    width: int,
) -> list[Row]:
    """Paint the plan so far, in the order its moves are to be made."""
    lines: list[Words] = []
    for nth, move in enumerate(moves, 1):
        lines += wrapped(put((f"{nth} ", "bold $focus"), move_words(view, move)), width, hang=2)
    for recall in recalls:
        piece = next((p for p in view.state.pieces if p.id == recall), None)
        title = view.deck.card_by_id[piece.card].title if piece else recall
        lines += wrapped(put(("← ", "$focus"), "recall ", plain(title)), width, hang=2)
    if not lines:
        text = "Sealed: no move this turn." if sealed else "Nothing planned yet."
        lines = [put((text, "$quiet"))]
    return rows(lines)


def bare_words(view: View, move: AnyMove) -> Words:
    """Return a move in words: what, how, and at whom."""
    if isinstance(move, FreeMove):
        title = f"“{move.text}”"
    else:
        title = view.deck.card_by_id[move.card].title
    notes = [] if move.posture == "open" else ["covert"]
    if move.target:
        notes.append(f"to {view.name(move.target)}")
    return put(plain(title), (f", {', '.join(notes)}" if notes else "", "$quiet"))


def move_words(view: View, move: AnyMove) -> Words:
    """Return a move in words, with why it is made."""
    why = (f"  “{move.reason}”", "italic $quiet") if move.reason else ""
    return put(bare_words(view, move), why)


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
    for label, words in facts(view.deck, card, Scene(seat)):
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
