"""A bot without a mind: anything legal, each as likely."""

from typing import assert_never

from tabletop.bots.bot import BotLuck, answers, choices, may_add, recallable, seat_of
from tabletop.game.asks import Ask
from tabletop.game.decision import Answer, AnyMove, Choose, Decision, Proceed, Seal
from tabletop.game.dice import Dice
from tabletop.game.sight import Sight
from tabletop.language.ids import InjectId, MoveId

ONE_RECALL_IN = 8
"""How seldom a piece is recalled, so that pieces live to act."""


class RandomBot:
    """Does anything that the rules allow."""

    def choose(self, sight: Sight, asks: tuple[Ask, ...], dice: Dice) -> Decision:
        ask, luck = asks[0], BotLuck(sight, dice)
        match ask.what:
            case "seal":
                return self.seal(sight, luck)
            case "answer":
                offer = MoveId(ask.subject)
                answer = luck.pick(f"answer/{offer}", answers(sight, offer))
                return Answer(seat_of(sight), offer, answer)
            case "choose":
                choice = luck.pick(f"choose/{ask.subject}", choices(sight, ask.subject))
                return Choose(ask.seat, InjectId(ask.subject), choice.id)
            case "adjudicate" | "proceed":
                return Proceed()
            case _:
                assert_never(ask.what)

    def seal(self, sight: Sight, luck: BotLuck) -> Seal:
        """Return a plan with any number of moves that the deck allows."""
        least, most = sight.deck.moves.least, sight.deck.moves.most
        wanted = least + luck.below("moves", most - least + 1)
        recalls = tuple(p.id for p in recallable(sight) if not luck.below("recall", ONE_RECALL_IN))
        moves: tuple[AnyMove, ...] = ()
        while len(moves) < wanted and (options := may_add(sight, moves)):
            moves = (*moves, luck.pick("move", options))
        return Seal(seat_of(sight), moves, recalls)
