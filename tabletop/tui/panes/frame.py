"""One frame: what it told its viewer, and the receipt, card or news behind it."""

from textual.content import Content

from tabletop.game.decision import Move
from tabletop.game.event import InjectCame, MoveAdjudicated
from tabletop.journal.model import Frame
from tabletop.table.feed import Told
from tabletop.tui.paint import Row, heading, ink, put, rows, wrapped
from tabletop.tui.panes import card, news, receipt
from tabletop.tui.panes.news import feed_lines
from tabletop.tui.view import View

NOTHING = "Nothing of this frame came to these eyes."
OPENING = "The table before the first decision."


def told_now(view: View) -> tuple[Told, ...]:
    """Return what the frame of *view* told its viewer."""
    newest = []
    for line in reversed(view.feed):
        if line.frame != view.number:
            break
        newest.append(line)
    return tuple(reversed(newest))


def headline(view: View) -> Content:
    """Say in one line what happened in the frame of *view*."""
    told = told_now(view)
    if not told:
        return put((NOTHING if view.number else OPENING, "$quiet"))
    first = told[0].line.text
    if told[0].line.topic in ("turn", "phase"):
        first = " ".join(
            line.line.text for line in told[:2] if line.line.topic in ("turn", "phase")
        )
    more = len(told) - 1
    return put(ink(first, "bold"), (f"  and {more} more" if more else "", "$quiet"))


def lines(view: View, width: int) -> list[Row]:
    """Paint what the frame of *view* told, an item for each line."""
    told = told_now(view)
    if not told:
        nothing = put((NOTHING if view.number else OPENING, "$quiet"))
        return rows(wrapped(nothing, width, indent=2))
    painted: list[Row] = []
    for item, line in enumerate(told):
        said = feed_lines(line.line.topic, line.line.text, width - 2)
        painted += rows((part.pad_left(2) for part in said), item)
    return painted


def page(view: View, frame: Frame | None, width: int) -> list[Row]:
    """Paint what is behind the frame of *view*: receipts with their cards, and news."""
    painted: list[Row] = []
    for event in frame.events if frame else ():
        if painted:
            painted.append(Row(put("")))
        match event:
            case MoveAdjudicated():
                painted += adjudicated(view, event, width)
            case InjectCame(inject=inject) if inject in view.deck.inject_by_id:
                painted += news.inject_page(view, view.deck.inject_by_id[inject], width)
        while painted and not painted[-1].content:
            painted.pop()
    return painted


def adjudicated(view: View, event: MoveAdjudicated, width: int) -> list[Row]:
    """Paint the receipt of one move, and the card behind it."""
    found = receipt.seen_receipt(view, (event,), event.move)
    if found is None:
        return []
    painted = rows(receipt.receipt_lines(found, width))
    move = next(m for m in view.state.moves if m.id == event.move).planned.move
    if isinstance(move, Move):
        seat = next(m.seat for m in view.state.moves if m.id == event.move)
        painted += rows([put(""), heading("The card", width)])
        painted += card.card_page(view, view.deck.card_by_id[move.card], seat, width)
    return painted
