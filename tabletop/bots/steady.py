"""A bot with a habit: the kinds of move it prefers never change."""

from typing import Final, assert_never

from tabletop.bots.bot import BotLuck, answers, choices, may_add, seat_of
from tabletop.game.asks import Ask
from tabletop.game.decision import Answer, AnyMove, Choose, Decision, Move, Proceed, Seal
from tabletop.game.dice import Dice
from tabletop.game.sight import Sight
from tabletop.language.ids import InjectId, MoveId

PREFERENCE: Final = (
    "invest",
    "reassure",
    "negotiate",
    "signal",
    "deploy",
    "exercise",
    "pressure",
    "hedge",
)
"""Most wanted first; kinds that a deck adds come after these, in the deck's order."""


class SteadyBot:
    """
    Builds and talks before it threatens, as long as the cards last.

    Makes as many moves as it may, a different kind each if it can; takes every offer it can pay
    for and the first choice of every inject.
    """

    def choose(self, sight: Sight, asks: tuple[Ask, ...], dice: Dice) -> Decision:
        ask = asks[0]
        match ask.what:
            case "seal":
                return self.seal(sight, BotLuck(sight, dice))
            case "answer":
                offer = MoveId(ask.subject)
                return Answer(seat_of(sight), offer, answers(sight, offer)[0])
            case "choose":
                return Choose(ask.seat, InjectId(ask.subject), choices(sight, ask.subject)[0].id)
            case "adjudicate" | "proceed":
                return Proceed()
            case _:
                assert_never(ask.what)

    def seal(self, sight: Sight, luck: BotLuck) -> Seal:
        """Return a plan of the kinds it prefers; dice only choose among equals."""
        moves: tuple[AnyMove, ...] = ()
        while len(moves) < sight.deck.moves.most and (options := may_add(sight, moves)):
            kinds = {kind_of(sight, move) for move in moves}
            best = min(rank(sight, option, kinds) for option in options)
            equals = [option for option in options if rank(sight, option, kinds) == best]
            moves = (*moves, luck.pick("move", equals))
        return Seal(seat_of(sight), moves)


def kind_of(sight: Sight, move: AnyMove) -> str:
    """Return the kind of *move*; "" for a free-form one."""
    return sight.deck.card_by_id[move.card].kind if isinstance(move, Move) else ""


def rank(sight: Sight, move: AnyMove, kinds: set[str]) -> tuple[bool, int]:
    """Return how little *move* is wanted: last of all the kinds that are planned already."""
    kind = kind_of(sight, move)
    order = (*PREFERENCE, *(k for k in sight.deck.kinds if k not in PREFERENCE))
    return kind in kinds, order.index(kind) if kind in order else len(order)
