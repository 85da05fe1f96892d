"""This turn's moves, what came of each, and the receipt of how."""

from collections.abc import Sequence
from typing import Final

import attrs

from tabletop.game.decision import FreeMove
from tabletop.game.event import Event, MoveAdjudicated, Receipt
from tabletop.game.secrecy import shows_odds
from tabletop.game.state import Made
from tabletop.language.ids import Method, MoveId
from tabletop.pages.hand import bare_words, card_page, move_words, odds_text
from tabletop.pages.news import feed_lines
from tabletop.pages.text import (
    Row,
    Words,
    fact_lines,
    heading,
    ink,
    plain,
    put,
    rows,
    sides,
    wrapped,
)
from tabletop.pages.view import View
from tabletop.table.feed import Told

OUTCOMES: Final = {
    "": ("○", "", "$quiet"),
    "certain": ("✓", "done", "$good"),
    "success": ("✓", "success", "$good"),
    "failure": ("✗", "failure", "$bad"),
    "struck": ("✗", "struck out", "$bad"),
}


def outcome(made: Made) -> Words:
    """Return how *made* came out: a sign and a word."""
    sign, word, style = OUTCOMES[made.outcome]
    return put((f"{sign} {word}" if word else sign, style))


def moves(view: View, awaited: str, width: int) -> list[Row]:
    """Paint the moves of this turn; *awaited* is the one that is decided next."""
    if not view.state.moves:
        text = "No moves are on the table yet. They come with the reveal."
        return rows(wrapped(put((text, "$quiet")), width, indent=2))
    painted: list[Row] = []
    for index, made in enumerate(view.state.moves):
        who = ink(view.name(made.seat), "bold $focus" if made.id == awaited else "bold")
        veil = view.veil("move", made.id)
        covert = (f"{veil} ", "$covert") if made.planned.move.posture == "covert" else ""
        left = put("  ", who, ": ", covert, bare_words(view, made.planned.move))
        painted += rows(sides(left, outcome(made), width, hang=4), index)
    return painted


def move_page(view: View, made: Made, told: Sequence[Told], width: int) -> list[Row]:
    """Paint one move in full: what was told of its adjudication, then the card behind it."""
    move = made.planned.move
    painted = rows(sides(ink(view.name(made.seat), "bold"), outcome(made), width))
    painted += rows(wrapped(move_words(view, move), width))
    if told:
        painted += rows([put(""), heading("What came of it", width)])
        for line in told:
            style = "bold" if line.line.topic == "dice" else ""
            painted += rows(wrapped(ink(line.line.text, style), width, hang=2))
    if isinstance(move, FreeMove):
        painted += rows([put(""), *fact_lines("Seeks", plain(move.sought), width)])
        return painted
    painted += rows([put(""), heading("The card", width)])
    return painted + card_page(view, view.deck.card_by_id[move.card], made.seat, width)


def seen_receipt(view: View, events: Sequence[Event], move: MoveId) -> Receipt | None:
    """
    Return the receipt of *move* among *events*, without the odds that are not the viewer's to know.

    None where there is none, or the viewer does not see the move.
    """
    made = next((m for m in view.state.moves if m.id == move), None)
    found = (e.receipt for e in events if isinstance(e, MoveAdjudicated) and e.move == move)
    receipt = next(found, None)
    if made is None or receipt is None:
        return None
    if receipt.method == "odds" and not shows_odds(view.deck, made, view.viewer):
        return attrs.evolve(receipt, odds=None, dice=())
    return receipt


def outcome_page(receipt: Receipt | None, told: Sequence[Told], width: int) -> list[Row]:
    """Paint dice, outcome, and what changed, before and after."""
    lines = [*receipt_lines(receipt, width), put("")] if receipt is not None else []
    for line in told:
        if line.line.topic == "level":
            lines += wrapped(ink(line.line.text, ""), width, indent=2, hang=4)
        else:
            lines += feed_lines(line.line.topic, line.line.text, width)
    if not told:
        lines += wrapped(put(("Nothing of it is for your eyes.", "$quiet")), width)
    return rows(lines)


def receipt_lines(receipt: Receipt, width: int) -> list[Words]:
    """Paint dice, outcome, arguments and the reason given."""
    lines = dice(receipt.dice, receipt.method) if receipt.dice else []
    sign, word, style = OUTCOMES[receipt.outcome]
    odds = odds_text(receipt.odds) if receipt.odds else ""
    source = {"rolled": "rolled here", "typed": "rolled at the table"}.get(receipt.source, "")
    lines += sides(
        put((f"{sign} {word.upper()}", f"bold {style}")),
        put((", ".join(said for said in (odds, source) if said), "$quiet")),
        width,
    )
    for argument in receipt.arguments:
        side = ("+ ", "$good") if argument.side == "pro" else ("- ", "$bad")
        lines += wrapped(put(side, plain(argument.text)), width, hang=2)
    if receipt.reason:
        lines += wrapped(put(("Because: ", "$quiet"), plain(receipt.reason)), width)
    return lines


def dice(faces: Sequence[int], method: Method) -> list[Words]:
    """Draw dice with their numbers; under red-green each is named."""
    names = ("red", "green") if method == "red-green" else ("",) * len(faces)
    return [
        put("  ").join(put(("┌─────┐", "$focus")) for _ in faces),
        put("  ").join(
            put(("│", "$focus"), (f"{face:^5}", "bold"), ("│", "$focus")) for face in faces
        ),
        put("  ").join(put(("└─────┘", "$focus"), f" {name}" if name else "") for name in names),
    ]
