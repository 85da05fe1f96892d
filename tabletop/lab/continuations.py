"""What else could have come of a frame: many ends of the same session, played on by bots."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, get_args

import attrs

from tabletop.bots.playout import Candidates, Luck, Outcome, by_bots, outcome_of, play_out
from tabletop.bots.seats import BotPlayer, Seats, checked_bot
from tabletop.game.asks import Ask, asks
from tabletop.game.decision import (
    Adjudicate,
    Announce,
    Answer,
    AnyMove,
    Choose,
    Correct,
    Decision,
    Expose,
    Move,
    PassFor,
    Proceed,
    Release,
    Reorder,
    Report,
    Seal,
    Unseal,
)
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.legal import objection
from tabletop.game.state import State, move_by_id, offer_by_id, piece_by_id
from tabletop.journal.lines import Line
from tabletop.journal.tree import salts
from tabletop.language.ids import ActorId, MoveId, Viewer
from tabletop.replay.replay import Replay

Key = tuple[int, str, str]
"""The turn, the seat, and what it is about: "seal", an inject, a card, or whose offer of a card."""

Moment = tuple[int, str]
"""The turn and the phase."""

Unasked = Announce | Reorder | Release | Expose | Correct
"""What whoever leads, or shows cards, decides without being asked."""


@attrs.frozen
class Script:
    """
    What was decided on a line after one of its frames.

    Attributes:
        asked: By what was asked, the last where it was decided more than once.
        passed: The seats that were passed for, by turn and phase.
        unasked: The rest by turn and phase, each with how many decisions of that phase came
            before it; what was only said is left out.
        dice: The dice of the real table, by turn, seat and card.
    """

    asked: Mapping[Key, Decision]
    passed: Mapping[Moment, tuple[Viewer, ...]]
    unasked: Mapping[Moment, tuple[tuple[int, Unasked], ...]]
    dice: Mapping[Key, tuple[int, ...]]


def script_of(played: Iterable[tuple[State, Decision]]) -> Script:
    """Return the script of *played*: each decision with the state it was made on, in order."""
    asked: dict[Key, Decision] = {}
    passed: dict[Moment, tuple[Viewer, ...]] = {}
    unasked: dict[Moment, tuple[tuple[int, Unasked], ...]] = {}
    dice: dict[Key, tuple[int, ...]] = {}
    made = Counter[Moment]()
    for state, decision in played:
        moment = (state.turn, state.phase)
        made[moment] += 1
        match decision:
            case Seal(seat=seat):
                asked[state.turn, seat, "seal"] = decision
            case Unseal(seat=seat):
                asked.pop((state.turn, seat, "seal"), None)
                made[moment] -= 2
            case Answer(seat=seat, offer=offer):
                asked[offer_key(state, seat, offer)] = decision
            case Choose(seat=seat, inject=inject):
                asked[state.turn, seat, inject] = decision
            case Adjudicate(move=move):
                # The same choices with other dice: what fell on the real table is no choice.
                key = move_key(state, move)
                asked[key] = attrs.evolve(decision, dice=())
                if decision.dice:
                    dice[key] = decision.dice
            case PassFor(seat=seat):
                passed[moment] = (*passed.get(moment, ()), seat)
            case Announce() | Reorder() | Release() | Expose() | Correct():
                due = (made[moment] - 1, decision)
                unasked[moment] = (*unasked.get(moment, ()), due)
            case Report():
                made[moment] -= 1
            case Proceed():
                pass
    return Script(asked, passed, unasked, dice)


def move_key(state: State, move: MoveId) -> Key:
    """Return under what the ruling of *move*, one of this turn's, is found again."""
    made = move_by_id(state, move)
    if made is None:
        return state.turn, "", move
    planned = made.planned.move
    return state.turn, made.seat, planned.card if isinstance(planned, Move) else planned.text


def offer_key(state: State, seat: str, offer_id: str) -> Key:
    """Return under what *seat*'s answer to an open offer is found again."""
    offer = offer_by_id(state, MoveId(offer_id))
    return state.turn, seat, f"{offer.by}/{offer.card}" if offer else offer_id


class Reenactment:
    """
    One playout by a script, in which bots stand in where it says nothing that is legal.

    Attributes:
        kept: How many plans, answers and choices were made as the script says.
        replaced: How many it had nothing legal for.
    """

    def __init__(self, deck: Deck, script: Script, stand_in: Candidates) -> None:
        self.deck = deck
        self.script = script
        self.stand_in = stand_in
        self.waiting = {moment: list(said) for moment, said in script.unasked.items()}
        self.made = Counter[Moment]()
        self.kept = 0
        self.replaced = 0

    def candidates(self, state: State) -> Iterator[Decision]:
        """Yield what may be decided on *state*, as the script says first."""
        moment = (state.turn, state.phase)
        awaited = asks(self.deck, state)
        goes_on = awaited[0].what == "proceed"
        waiting = self.waiting.get(moment, [])
        while waiting and (goes_on or waiting[0][0] <= self.made[moment]):
            self.made[moment] += 1
            yield waiting.pop(0)[1]
            self.made[moment] -= 1
        self.made[moment] += 1
        if goes_on:
            yield Proceed()
        for ask in awaited:
            # Nobody resumes this after a decision that was taken, so what counts it stands.
            self.kept += ask.what != "adjudicate"
            yield from self.said(state, ask)
            self.kept -= ask.what != "adjudicate"
        self.replaced += awaited[0].what != "adjudicate"
        yield from self.stand_in(state)

    def said(self, state: State, ask: Ask) -> Iterator[Decision]:
        """Yield what the script says to *ask*, whole and then as much as is legal."""
        match ask.what:
            case "adjudicate":
                key = move_key(state, MoveId(ask.subject))
            case "answer":
                key = offer_key(state, ask.seat, ask.subject)
            case "seal":
                key = (state.turn, ask.seat, "seal")
            case _:
                key = (state.turn, ask.seat, ask.subject)
        match self.script.asked.get(key):
            case Adjudicate() as decision:
                yield attrs.evolve(decision, move=MoveId(ask.subject))
            case Answer() as decision:
                yield attrs.evolve(decision, offer=MoveId(ask.subject))
            case Seal() as decision:
                yield decision
                if part := legal_part(self.deck, state, decision):
                    yield part
            case None:
                pass
            case decision:
                yield decision
        if ask.seat in self.script.passed.get((state.turn, state.phase), ()):
            yield PassFor(ActorId(ask.seat))


def legal_part(deck: Deck, state: State, seal: Seal) -> Seal | None:
    """Return the moves and recalls of *seal* that are legal one after another, if any is."""
    moves: tuple[AnyMove, ...] = ()
    for move in seal.moves:
        if objection(deck, state, seal.seat, move, moves) is None:
            moves = (*moves, move)
    recalls = tuple(
        recall
        for recall in seal.recalls
        if (piece := piece_by_id(state, recall)) is not None and piece.owner == seal.seat
    )
    return attrs.evolve(seal, moves=moves, recalls=recalls) if moves or recalls else None


def with_dice(script: Script, chosen: Candidates) -> Candidates:
    """Return *chosen* with the dice of the real table wherever the same card is rolled for."""

    def candidates(state: State) -> Iterator[Decision]:
        for decision in chosen(state):
            if isinstance(decision, Adjudicate):
                if dice := script.dice.get(move_key(state, decision.move)):
                    yield attrs.evolve(decision, dice=dice)
            yield decision

    return candidates


@attrs.frozen
class Rank:
    """How many values lie below one, are equal to it, and lie above it."""

    below: int
    equal: int
    above: int

    @property
    def of(self) -> int:
        """How many values there are."""
        return self.below + self.equal + self.above

    def words(self, better: str = "better") -> str:
        """Say it as people do: "better than 84 of 100, level with 6"."""
        level = f", level with {self.equal}" if self.equal else ""
        return f"{better} than {self.below} of {self.of}{level}"


def standing(value: int, among: Iterable[int]) -> Rank:
    """Return where *value* stands among the values *among*."""
    values = tuple(among)
    below, above = sum(v < value for v in values), sum(v > value for v in values)
    return Rank(below, len(values) - below - above, above)


def middle(values: Iterable[int]) -> int:
    """Return the median; of an even number the lower one in the middle. 0 where there are none."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2] if ordered else 0


@attrs.frozen
class Bin:
    """How many values lie from *low* to *high*, both inclusive."""

    low: int
    high: int
    count: int

    def __contains__(self, value: int) -> bool:
        return self.low <= value <= self.high


def bins(values: Iterable[int], most: int, including: Sequence[int] = ()) -> tuple[Bin, ...]:
    """
    Return *values* counted in at most *most* bins of one width, without a gap, lowest first.

    The bins reach over the values in *including* too, which are not counted.
    """
    counted = Counter(values)
    reached = [*counted, *including]
    if not reached:
        return ()
    low, high = min(reached), max(reached)
    width = -(-(high - low + 1) // most)
    return tuple(
        Bin(first, last, sum(n for value, n in counted.items() if first <= value <= last))
        for first in range(low, high + 1, width)
        if (last := first + width - 1) >= first
    )


Course = Literal["both", "luck", "choice"]
COURSES: Final[tuple[Course, ...]] = get_args(Course)


@attrs.frozen
class Fork:
    """
    A frame from which sessions go on, with all that they need; it can be sent to a process.

    Attributes:
        seats: A bot for every seat.
        number: The frame.
        script: What was decided on the line after it.
        salts: The salt of the line's luck by turn and phase.
        salt: The same where the line never came.
    """

    deck: Deck
    state: State
    seats: Seats
    entropy: int
    number: int
    script: Script
    salts: Mapping[Moment, str]
    salt: str


def fork(replay: Replay, line: Line, number: int, bot: str) -> Fork:
    """
    Return frame *number* of *line* as a fork; the bot called *bot* takes every seat.

    Raises:
        SeatError: If no bot has that name.
        SaveError: If what is recorded cannot have been played.
    """
    journal = replay.journal
    luck = salts(journal)
    played = [
        (replay.before(later), replay.frame(later).decision)
        for later in line.frames
        if later > number
    ]
    by_moment: dict[Moment, str] = {}
    for later in line.frames:
        state = replay.before(later)
        by_moment[state.turn, state.phase] = luck[later]
    player = BotPlayer(checked_bot(bot))
    script = script_of(played)
    return Fork(
        deck=replay.deck,
        state=replay.state(number),
        seats={Viewer(actor.id): player for actor in replay.deck.actors},
        entropy=journal.head.entropy,
        number=number,
        script=script,
        salts=by_moment,
        salt=luck[line.last],
    )


def continuation(start: Fork, course: Course, number: int) -> Outcome:
    """
    Return how the *number*-th continuation of its course ends; the same every time.

    Raises:
        BotError: If the bot fails, or asks for what the rules refuse.
    """
    deck = start.deck
    bots = by_bots(deck, start.seats, lot(start, "bots", number))
    fresh, own = fresh_luck(start, number), own_luck(start)
    match course:
        case "both":
            return outcome_of(deck, play_out(deck, start.state, bots, fresh), number)
        case "choice":
            chosen = with_dice(start.script, bots)
            return outcome_of(deck, play_out(deck, start.state, chosen, own), number)
        case "luck":
            again = Reenactment(deck, start.script, bots)
            end = play_out(deck, start.state, again.candidates, fresh)
            outcome = outcome_of(deck, end, number)
            return attrs.evolve(outcome, kept=again.kept, replaced=again.replaced)


def lot(start: Fork, purpose: str, number: int) -> int:
    """Return entropy for *purpose* in the *number*-th continuation, of the session's own."""
    return Dice(start.entropy, f"continuation/{start.number}/{purpose}/{number}").key


def fresh_luck(start: Fork, number: int) -> Luck:
    """Return the dice of the *number*-th continuation, which no line has ever rolled."""
    dice = Dice(lot(start, "dice", number))

    def luck(state: State) -> Dice:
        return dice

    return luck


def own_luck(start: Fork) -> Luck:
    """Return the dice of the line itself, which fall as they fell for whatever is done again."""
    dice = {salt: Dice(start.entropy, salt) for salt in {start.salt, *start.salts.values()}}

    def luck(state: State) -> Dice:
        return dice[start.salts.get((state.turn, state.phase), start.salt)]

    return luck


def repeated(start: Fork) -> Outcome:
    """Return how the line's own choices end with its own dice: as they did."""
    bots = by_bots(start.deck, start.seats, 0)
    again = Reenactment(start.deck, start.script, bots)
    chosen = with_dice(start.script, again.candidates)
    end = play_out(start.deck, start.state, chosen, own_luck(start))
    outcome = outcome_of(start.deck, end)
    return attrs.evolve(outcome, kept=again.kept, replaced=again.replaced)


def real_outcome(replay: Replay, line: Line) -> Outcome | None:
    """Return how *line* really ended; None where it has not come to an end."""
    state = replay.state(line.last)
    return outcome_of(replay.deck, state) if state.is_over else None
