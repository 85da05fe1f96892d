"""Journals with more lines than one, grown in memory from what was played."""

from collections.abc import Sequence
from pathlib import Path

import attrs

from tabletop.bots.seats import BotPlayer
from tabletop.bots.thinker import Thinker
from tabletop.game.apply import fold
from tabletop.game.decide import decide
from tabletop.game.decision import Decision, Refusal
from tabletop.game.dice import Dice
from tabletop.game.mark import mark
from tabletop.journal.model import Frame, Journal
from tabletop.journal.reader import load
from tabletop.journal.states import History
from tabletop.journal.tree import salts
from tabletop.journal.writer import Writer
from tabletop.language.ids import Viewer
from tests.table.sitting import DECK, played_out, sitting


def journal_of(
    folder: Path, text: str = DECK, *, entropy: int = 7, bot: str = "bot:random"
) -> Journal:
    """Return what was kept of a session that bots have played to its end."""
    path = folder / f"{entropy}.seminar"
    with played_out(sitting(path, text, entropy=entropy, red=bot, blue=bot)):
        pass
    return load(path)


def cut(journal: Journal, upto: int) -> Journal:
    """Return *journal* as it was after frame *upto*."""
    return attrs.evolve(journal, frames=journal.frames[:upto])


def grown(journal: Journal, parent: int, decision: Decision, salt: str | None = None) -> Journal:
    """Return *journal* with *decision* made after frame *parent*; a salt begins a what-if line."""
    state = History(journal).at(parent)
    dice = Dice(journal.head.entropy, salts(journal)[parent] if salt is None else salt)
    events = decide(journal.deck, state, decision, dice)
    assert not isinstance(events, Refusal), events.sentence
    after = fold(state, events)
    number = len(journal.frames) + 1
    frame = Frame(
        number=number,
        parent=parent,
        at_ms=number * 1000,
        decision=decision,
        events=events,
        mark=mark(journal.deck, after),
        salt=salt,
        is_what_if=salt is not None,
    )
    return attrs.evolve(journal, frames=(*journal.frames, frame))


def what_if(
    journal: Journal, parent: int, *first: Decision, salt: str = "fresh", most: int = 10**6
) -> Journal:
    """
    Return *journal* with a what-if line after frame *parent*, of *most* frames or to its end.

    It begins with the decisions in *first*; then random bots play on.
    """
    deck = journal.deck
    thinker = Thinker(deck, 99)
    seats = {Viewer(actor.id): BotPlayer("random") for actor in deck.actors}
    waiting: Sequence[Decision] = first
    begun: str | None = salt
    for _ in range(most):
        state = History(journal).at(parent)
        thought = thinker.think(state, seats, parent, everything=True)
        if thought is None:
            break
        decision, waiting = (waiting[0], waiting[1:]) if waiting else (thought.decision, ())
        journal = grown(journal, parent, decision, begun)
        parent, begun = len(journal.frames), None
    return journal


def kept(journal: Journal, upto: int = 0) -> Path:
    """Put what *journal* has after frame *upto* into its file, and return where that lies."""
    writer = Writer.reopen(journal.path)
    writer.append(*journal.frames[upto:])
    writer.close()
    return journal.path
