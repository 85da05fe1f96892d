"""Checking a save: its bytes, its marks, and every decision decided again."""

from functools import cache
from pathlib import Path

import attrs

from tabletop.game.decide import RULES, decide
from tabletop.game.decision import Refusal
from tabletop.game.dice import Dice
from tabletop.game.event import Event
from tabletop.game.mark import mark
from tabletop.journal.framing import Damage
from tabletop.journal.model import Frame, Journal, SaveError
from tabletop.journal.reader import load
from tabletop.journal.states import History
from tabletop.journal.tree import salts


@attrs.frozen
class Difference:
    """
    The first frame that is not what its decision leads to.

    Attributes:
        frame: Its number.
        turn, phase: Where the session stood when it was decided.
        sentence: What differs.
    """

    frame: int
    turn: int
    phase: str
    sentence: str


@attrs.frozen
class Verdict:
    """
    What checking a save found.

    Attributes:
        frames: How many frames are readable; the chain of digests holds for all of them.
        lines: How many lines they make.
        is_closed: Whether the session was put away.
        rules: The rules the session was begun under.
        is_redecided: Whether every frame was decided again, which takes the same rules.
        difference: The first frame that differs; None when all are the same.
        damage: What is wrong after the last readable frame; None when nothing is.
    """

    path: Path
    frames: int
    lines: int
    is_closed: bool
    rules: int
    is_redecided: bool
    difference: Difference | None
    damage: Damage | None


def verify(path: Path) -> Verdict:
    """
    Read the save at *path*, fold it, compare its marks and decide every frame again.

    A save of other rules is folded and its marks compared, no more.

    Raises:
        SaveError: If the save is refused or cannot be read.
    """
    journal = load(path)
    return Verdict(
        path=path,
        frames=len(journal.frames),
        lines=len({f.number for f in journal.frames} - {f.parent for f in journal.frames}),
        is_closed=journal.is_closed,
        rules=journal.head.rules,
        is_redecided=journal.head.rules == RULES,
        difference=first_difference(journal),
        damage=journal.damage,
    )


def first_difference(journal: Journal) -> Difference | None:
    """Return the first frame, by number, whose events or mark differ; None if none does."""
    history = History(journal)
    history.at(0)
    luck = salts(journal)

    @cache
    def dice(salt: str) -> Dice:
        return Dice(journal.head.entropy, salt)

    for frame in journal.frames:
        before = history.at(frame.parent)
        try:
            sentence = trouble(journal, history, frame, dice(luck[frame.number]))
        except SaveError as error:
            sentence = error.sentence
        if sentence:
            return Difference(frame.number, before.turn, before.phase, sentence)
    return None


def trouble(journal: Journal, history: History, frame: Frame, dice: Dice) -> str:
    """Return what is wrong with *frame*, or ""."""
    before, after = history.at(frame.parent), history.at(frame.number)
    if frame.salt is not None and not frame.is_what_if:
        return "it changes the luck of a line that was being played"
    if journal.head.rules == RULES:
        again = decide(journal.deck, before, frame.decision, dice)
        if isinstance(again, Refusal):
            return f"decided again, it is refused: {again.sentence}"
        if again != frame.events:
            return f"decided again, {first_other(frame.events, again)}"
    if mark(journal.deck, after) != frame.mark:
        return "the state after it has another mark"
    return ""


def first_other(kept: tuple[Event, ...], again: tuple[Event, ...]) -> str:
    """Return how two runs of events differ, at the first place where they do."""
    for index, (was, now) in enumerate(zip(kept, again, strict=False), start=1):
        if was != now:
            return f"its event {index} is {now}, and {was} was kept"
    if len(kept) < len(again):
        return f"it goes on with {again[len(kept)]}"
    return f"it stops before {kept[len(again)]}"
