"""A receipt: what went into one adjudication, and what came of it."""

from collections.abc import Sequence

import attrs

from tabletop.game.event import Event, MoveAdjudicated, Receipt
from tabletop.game.secrecy import shows_odds
from tabletop.language.ids import Method, MoveId
from tabletop.pages.card import odds_text
from tabletop.pages.moves import OUTCOMES
from tabletop.pages.news import feed_lines
from tabletop.pages.text import Row, Words, ink, plain, put, rows, sides, wrapped
from tabletop.pages.view import View
from tabletop.table.feed import Told


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
