"""Who answers when no person is asked: bots, and whoever stands in for a facilitator."""

import attrs

from tabletop.bots.bot import Bot
from tabletop.bots.roster import BotError, bot_named
from tabletop.bots.seats import Seats, bot_of, people_of
from tabletop.game.adjudicate import hear
from tabletop.game.asks import Ask, asks
from tabletop.game.decision import Adjudicate, Decision, Move, PassFor, Proceed
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.sight import Sight, sees_move, sees_offer, sight
from tabletop.game.state import State, move_by_id
from tabletop.language.ids import FACILITATOR, WALL, ActorId, MoveId, Viewer


@attrs.frozen
class BotIntent:
    """
    What a bot would do, and the sight it thought from.

    Attributes:
        frame: Number of the last frame at that moment.
        sight: None for a missing facilitator, who goes by the table itself.
    """

    decision: Decision
    frame: int
    sight: Sight | None = None

    def is_fresh(self, deck: Deck, state: State, frame: int) -> bool:
        """Return whether it still holds: nothing that its seat may know has changed."""
        if frame == self.frame:
            return True
        return self.sight is not None and self.sight == sight(deck, state, self.sight.viewer)


class Thinker:
    """
    The bots of one session, each loaded when first needed.

    On a line of fresh luck, which has a *salt* of its own, theirs is fresh too.
    """

    def __init__(self, deck: Deck, entropy: int, salt: str = "") -> None:
        self.deck = deck
        self.entropy = entropy
        self.salt = salt
        self.bots: dict[str, Bot] = {}
        self.luck: dict[Viewer, Dice] = {}

    def think(
        self, state: State, seats: Seats, frame: int, *, everything: bool = False
    ) -> BotIntent | None:
        """
        Return what is decided next without people; None when they are awaited.

        The first turn begins by itself. With *everything* a missing facilitator's part is
        decided too.

        Raises:
            BotError: If a bot cannot be loaded, or fails.
        """
        awaited = asks(self.deck, state)
        for ask in awaited:
            if bot := bot_of(seats.get(ask.seat)):
                return self.of_bot(bot, ask.seat, state, awaited, frame)
        if not awaited or awaited[0].seat != FACILITATOR:
            return None
        by_people = FACILITATOR in seats or not everything
        if state.phase and by_people and not is_out_of_sight(self.deck, state, seats, awaited[0]):
            return None
        return BotIntent(instead_of_facilitator(self.deck, state, awaited[0]), frame)

    def of_bot(
        self, name: str, seat: Viewer, state: State, awaited: tuple[Ask, ...], frame: int
    ) -> BotIntent:
        """Return what the bot called *name* would do at *seat*."""
        if name not in self.bots:
            self.bots[name] = bot_named(name)
        seen = sight(self.deck, state, seat)
        own = tuple(ask for ask in awaited if ask.seat == seat)
        try:
            decision = self.bots[name].choose(seen, own, self.dice(seat))
        except Exception as trouble:
            # Whoever wrote it may be far away; the session is kept, and its people hear which.
            # Not the message: it may quote what only this seat, or the table itself, may know.
            raise BotError(
                f'the bot "{name}", which plays {seat}, failed while it thought:'
                f" {type(trouble).__name__}"
            ) from trouble
        return BotIntent(decision, frame, seen)

    def dice(self, seat: Viewer) -> Dice:
        """Return the luck of *seat*'s bot, from which it cannot tell what the table will roll."""
        if seat not in self.luck:
            salt = f"bot/{self.salt}" if self.salt else "bot"
            self.luck[seat] = Dice(Dice(self.entropy, salt).key, seat)
        return self.luck[seat]


def is_out_of_sight(deck: Deck, state: State, seats: Seats, ask: Ask) -> bool:
    """
    Return whether *ask* is a missing facilitator's, about what nobody at the keyboard may see.

    Whoever leads would otherwise learn of a covert move by being asked about it, or by how
    long the table stops where it has nothing to show.
    """
    if FACILITATOR in seats or ask.what not in ("adjudicate", "proceed"):
        return False
    people = people_of(seats) or (WALL,)
    if ask.what == "adjudicate":
        made = move_by_id(state, MoveId(ask.subject))
        return made is not None and not any(sees_move(deck, made, p) for p in people)
    match state.phase:
        case "answer":
            return not any(sees_offer(o, p) for o in state.offers for p in people)
        case "adjudicate":
            return not any(sees_move(deck, m, p) for m in state.moves for p in people)
        case _:
            return False


def instead_of_facilitator(deck: Deck, state: State, ask: Ask) -> Decision:
    """Return what is done about *ask* when nobody facilitates: as the card says, and go on."""
    match ask.what:
        case "choose":
            return PassFor(ActorId(FACILITATOR))
        case "adjudicate":
            decision = Adjudicate(MoveId(ask.subject))
            made = move_by_id(state, decision.move)
            if made is None or not hear(deck, state, made, decision).needs_ruling:
                return decision
            if isinstance(made.planned.move, Move):
                return attrs.evolve(decision, method="odds", reason="Nobody umpires.")
            return attrs.evolve(decision, ruling="struck", reason="Nobody umpires.")
        case _:
            return Proceed()
