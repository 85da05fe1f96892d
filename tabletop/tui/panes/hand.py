"""The hand, and the plan that is made from it."""

from collections import Counter
from collections.abc import Sequence

import attrs
from textual.content import Content

from tabletop.game import phrase
from tabletop.game.decision import AnyMove, FreeMove, Move
from tabletop.game.deck import Card
from tabletop.game.expr import Scene
from tabletop.game.legal import objection
from tabletop.game.words import NOBODY, ActorId, CardId, MoveId
from tabletop.tui.paint import Row, ink, plain, put, rows, sides, wrapped
from tabletop.tui.panes.card import example, odds_words
from tabletop.tui.view import View


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
    """Return the hand of *seat*, what can be played after *plan* first, each in hand order."""
    deck, state = view.deck, view.state
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
                phrase.prices(card.cost, deck, Scene(seat)),
                odds_words(view, seat, example(card, seat)),
                refusal.sentence if refusal else "",
            )
        )
    return tuple(sorted(lines, key=lambda line: bool(line.objection)))


def hand(lines: Sequence[HandLine], width: int) -> list[Row]:
    """Paint a hand. What cannot be played is greyed, with its reason."""
    if not lines:
        return rows(wrapped(put(("No cards in this hand.", "$quiet")), width, indent=2))
    return [row for index, line in enumerate(lines) for row in rows(hand_line(line, width), index)]


def hand_line(line: HandLine, width: int) -> list[Content]:
    """Paint one card: title, kind, odds, cost; the reason below where there is one."""
    count = f" ×{line.copies}" if line.copies > 1 else ""
    mark = " ✓" if line.planned else ""
    if line.objection:
        title = put("  ", (line.title + count, "$quiet"), (mark, "$good"))
        said = put(("✗ ", "$bad"), (line.objection, "$quiet"))
        if title.cell_length + 3 + said.cell_length <= width:
            return sides(title, said, width)
        return [*wrapped(title, width), *wrapped(said, width, indent=4, hang=6)]
    title = put("  ", ink(line.title + count, "bold"), (mark, "$good"))
    right = put((line.cost, "$quiet"), "  " if line.cost else "", f"{line.odds:>8}")
    kind = put((f"{line.kind:<11}", "$quiet"))
    if title.cell_length + 2 + 11 + right.cell_length <= width:
        right = put(kind, right.pad_left(max(0, min(22, width - 36) - right.cell_length)))
    return sides(title, right, width)


def plan(
    view: View,
    moves: Sequence[AnyMove],
    recalls: Sequence[MoveId],
    *,
    sealed: bool,
    width: int,
) -> list[Row]:
    """Paint the plan so far, in the order its moves are to be made."""
    lines: list[Content] = []
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


def move_words(view: View, move: AnyMove) -> Content:
    """Return a move in words: what, how, at whom, and why."""
    if isinstance(move, FreeMove):
        title = f"“{move.text}”"
    else:
        title = view.deck.card_by_id[move.card].title
    notes = [] if move.posture == "open" else ["covert"]
    if move.target:
        notes.append(f"to {view.name(move.target)}")
    said = put(plain(title), (f", {', '.join(notes)}" if notes else "", "$quiet"))
    return put(said, (f"  “{move.reason}”", "italic $quiet") if move.reason else "")
