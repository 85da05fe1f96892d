"""What a seat may do, as its own sight shows it."""

from tabletop.game.decision import AnswerWord, AnyMove
from tabletop.game.deck import Choice
from tabletop.game.legal import answer_objection, legal_moves
from tabletop.game.sight import Sight
from tabletop.game.state import Piece
from tabletop.game.words import InjectId, MoveId
from tabletop.table.bots.bot import seat_of

ANSWERS: tuple[AnswerWord, ...] = ("accept", "refuse", "wait")


def answers(sight: Sight, offer: MoveId) -> tuple[AnswerWord, ...]:
    """Return the answers that *offer* may be given, in the order of `ANSWERS`; never none."""
    return tuple(
        answer
        for answer in ANSWERS
        if answer_objection(sight.deck, sight.state, seat_of(sight), offer, answer) is None
    )


def choices(sight: Sight, inject: str) -> tuple[Choice, ...]:
    """Return the choices of *inject*, as printed."""
    return sight.deck.inject_by_id[InjectId(inject)].choices


def recallable(sight: Sight) -> tuple[Piece, ...]:
    """Return the pieces that the seat may recall, in the order they came."""
    return tuple(
        piece
        for piece in sight.state.pieces
        if piece.owner == sight.viewer
        and piece.is_here
        and sight.deck.card_by_id[piece.card].stands
    )


def may_add(sight: Sight, before: tuple[AnyMove, ...]) -> tuple[AnyMove, ...]:
    """Return the moves that the seat may seal after those in *before*, in deck order."""
    return tuple(legal_moves(sight.deck, sight.state, seat_of(sight), before))
