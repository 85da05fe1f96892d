"""A bot that looks one step ahead by its objectives, and minds what could go wrong."""

from typing import Final, assert_never

import attrs

from tabletop.bots.bot import BotLuck, answers, choices, may_add, recallable, seat_of
from tabletop.bots.foresight import Foresight, Outlook
from tabletop.game.asks import Ask
from tabletop.game.decision import Answer, AnyMove, Choose, Decision, Proceed, Seal
from tabletop.game.dice import Dice
from tabletop.game.sight import Sight
from tabletop.game.state import State, offer_by_id
from tabletop.language.ids import InjectId, MoveId

CAUTION: Final = 4
"""The worst outcome counts as one part in this many, the average as the rest."""

RESTLESS: Final = 12
"""What the first move of a turn may cost at most and still be made, in `appraise`'s scale."""

EQUAL: Final = 3
"""Prospects that differ by no more are equals, among which the dice choose."""


@attrs.frozen
class Prospect:
    """A move, what it promises, and the likeliest state after it."""

    move: AnyMove
    value: int
    likeliest: State


class CautiousBot:
    """
    Plays the move that promises its own objectives most, as its sight shows the table.

    It tries every legal move on its sight, looks at each outcome and at what the aftermath is
    sure to bring, and expects nothing of the others.
    """

    def choose(self, sight: Sight, asks: tuple[Ask, ...], dice: Dice) -> Decision:
        ask, luck, foresight = asks[0], BotLuck(sight, dice), Foresight(sight)
        match ask.what:
            case "seal":
                return self.seal(sight, foresight, luck)
            case "answer":
                return self.answer(sight, foresight, MoveId(ask.subject))
            case "choose":
                values = [
                    (foresight.value(foresight.after_choice(sight.state, choice)), choice.id)
                    for choice in choices(sight, ask.subject)
                ]
                best = [choice for value, choice in values if value == max(values)[0]]
                return Choose(ask.seat, InjectId(ask.subject), luck.pick("choose", best))
            case "adjudicate" | "proceed":
                return Proceed()
            case _:
                assert_never(ask.what)

    def seal(self, sight: Sight, foresight: Foresight, luck: BotLuck) -> Seal:
        """Return the best plan found, a move at a time."""
        least, most = sight.deck.moves.least, sight.deck.moves.most
        state, moves = sight.state, tuple[AnyMove, ...]()
        while len(moves) < most:
            prospects = [self.prospect(foresight, state, move) for move in may_add(sight, moves)]
            enough = foresight.value(state) - (0 if moves else RESTLESS)
            best = max((p.value for p in prospects), default=enough)
            if not prospects or (best <= enough and len(moves) >= least):
                break
            chosen = luck.pick("move", [p for p in prospects if p.value >= best - EQUAL])
            state, moves = chosen.likeliest, (*moves, chosen.move)
        return Seal(seat_of(sight), moves, self.recalls(sight, foresight))

    def prospect(self, foresight: Foresight, state: State, move: AnyMove) -> Prospect:
        """Return what *move* promises from *state*."""
        outlooks = foresight.after_move(state, move)
        values = [foresight.value(outlook.state) for outlook in outlooks]
        percent = max(1, sum(outlook.percent for outlook in outlooks))
        weighed = zip(outlooks, values, strict=True)
        mean = sum(outlook.percent * value for outlook, value in weighed) // percent
        value = ((CAUTION - 1) * mean + min(values)) // CAUTION
        likeliest = max(outlooks, key=by_percent).state
        return Prospect(move, value, likeliest)

    def recalls(self, sight: Sight, foresight: Foresight) -> tuple[MoveId, ...]:
        """Return the pieces that do this seat more harm than good."""
        as_it_stands = foresight.value(sight.state)
        harmful = []
        for piece in recallable(sight):
            without = tuple(p for p in sight.state.pieces if p.id != piece.id)
            value = foresight.value(attrs.evolve(sight.state, pieces=without))
            if value > as_it_stands + EQUAL:
                harmful.append(piece.id)
        return tuple(harmful)

    def answer(self, sight: Sight, foresight: Foresight, offer_id: MoveId) -> Answer:
        """Return the better answer; to accept, where both come to the same."""
        offer, allowed = offer_by_id(sight.state, offer_id), answers(sight, offer_id)
        seat = seat_of(sight)
        if offer is None or "accept" not in allowed:
            return Answer(seat, offer_id, "refuse")
        accepted, refused = (
            foresight.value(foresight.after_answer(sight.state, offer, accepts=accepts))
            for accepts in (True, False)
        )
        return Answer(seat, offer_id, "accept" if accepted >= refused else "refuse")


def by_percent(outlook: Outlook) -> int:
    return outlook.percent
