"""This turn's moves, in the order they are adjudicated, and what came of each."""

from collections.abc import Sequence
from typing import Final

from tabletop.game.decision import FreeMove
from tabletop.game.state import Made
from tabletop.pages.card import card_page
from tabletop.pages.hand import bare_words, move_words
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
