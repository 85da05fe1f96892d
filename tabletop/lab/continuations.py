"""
What else could have come of a frame: many ends of the same session, played on by bots.

Three courses are told apart. In `both` bots choose and all dice are fresh. In `luck` the choices
are those of the line, as far as they are legal again, and only the dice are fresh. In `choice` the
dice are those of the line and only the choices are the bots'.
"""

from collections.abc import Mapping
from typing import Final, Literal, get_args

import attrs

from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.state import State
from tabletop.game.words import Viewer
from tabletop.journal.history import sense
from tabletop.journal.tree import salts
from tabletop.lab.playout import Luck, Outcome, by_bots, outcome_of, play_out
from tabletop.lab.script import Moment, Reenactment, Script, script_of, with_dice
from tabletop.table.lines import Line
from tabletop.table.replay import Replay
from tabletop.table.seats import BOT, Seats, checked_bot

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
    player = BOT + checked_bot(bot)
    with sense(journal.path, number):
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
