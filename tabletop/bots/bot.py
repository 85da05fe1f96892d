"""What a bot is, the luck it may use, and what its seat may do."""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar

from tabletop.game.asks import Ask
from tabletop.game.decision import AnswerWord, AnyMove, Decision
from tabletop.game.deck import Choice
from tabletop.game.dice import Dice, Place
from tabletop.game.legal import answer_objection, legal_moves
from tabletop.game.sight import Sight
from tabletop.game.state import Piece
from tabletop.language.ids import PHASES, ActorId, InjectId, MoveId

T = TypeVar("T")


class Bot(Protocol):
    """
    A player that is no person.

    It is made anew for each session, without arguments, and remembers nothing: the same sight,
    asks and dice give the same decision in every process and on every day.
    """

    def choose(self, sight: Sight, asks: tuple[Ask, ...], dice: Dice) -> Decision:
        """
        Return what the seat of *sight* does about the first of *asks*.

        *sight* is all that the seat may know; its deck and state work in the rules like the
        table's own. *asks* are this seat's, in order, and never empty. *dice* are the seat's own
        and share nothing with those of the table.
        """
        ...


class BotLuck:
    """Chance for one thought of one seat, keyed by turn, phase, seat and purpose."""

    def __init__(self, sight: Sight, dice: Dice) -> None:
        self.dice = dice
        self.sight = sight
        self.used: Counter[str] = Counter()

    def below(self, purpose: str, limit: int) -> int:
        """Return a number from 0 to *limit* - 1, each as likely; *limit* is at least 1."""
        state = self.sight.state
        place = Place(
            turn=max(0, state.turn),
            phase=PHASES.index(state.phase) if state.phase else 0,
            seat=self.sight.deck.seat_number[seat_of(self.sight)],
            purpose=purpose,
        )
        rolled = self.dice.roll(place, self.used[purpose], limit)
        self.used[purpose] += 1
        return rolled - 1

    def pick(self, purpose: str, options: Sequence[T]) -> T:
        """Return one of *options*, each as likely; there is at least one."""
        return options[self.below(purpose, len(options))]


def seat_of(sight: Sight) -> ActorId:
    """Return the seat whose *sight* it is."""
    return ActorId(sight.viewer)


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
