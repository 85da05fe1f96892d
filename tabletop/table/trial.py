"""
One card tried by its author: played at a table of its own, of which nothing is kept.

A real session in a folder of its own, which is removed again. The other seats pass, so that what
changes is the card's doing, or the world's.
"""

import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import attrs

from tabletop.bots.seats import Human, Player, dealt
from tabletop.errors import TabletopError
from tabletop.game.decision import (
    Adjudicate,
    Answer,
    AnswerWord,
    Decision,
    Move,
    PassFor,
    Proceed,
    Refusal,
    Seal,
)
from tabletop.game.deck import Allowance, Deck
from tabletop.game.event import MoveAdjudicated, Receipt
from tabletop.game.legal import objection
from tabletop.game.state import State
from tabletop.language.ids import FACILITATOR, ActorId, LevelId, Viewer
from tabletop.table.feed import Told
from tabletop.table.session import Session

MOST_STEPS: Final = 200
"""Decisions after which a turn that comes to no end is given up."""

TURNS: Final = 4_095


@attrs.frozen
class Trial:
    """
    What is tried.

    Attributes:
        levels: Where tracks stand when it is played; others stand where the deck starts them.
        answer: What the recipient of an offer says.
        outcome: "success" or "failure" to rule it so; "" to roll.
    """

    seat: ActorId
    move: Move
    levels: Mapping[LevelId, int]
    answer: AnswerWord = "accept"
    outcome: str = ""


@attrs.frozen
class TrialResult:
    """
    What came of a trial.

    Attributes:
        refused: Why it went no further, in one sentence; "" when the turn came to its end.
        deck: As it was played.
        before: The table when the move was planned.
        after: The table at the end of the turn.
        receipt: Of the move, where one was made.
        told: What the facilitator was told from the plan on, in order.
    """

    refused: str
    deck: Deck
    before: State
    after: State
    receipt: Receipt | None = None
    told: Sequence[Told] = ()


class CannotTry(TabletopError):
    """The rules stop the trial; told in one sentence."""


def tried(deck: Deck, trial: Trial, *, entropy: int | None = None) -> TrialResult:
    """
    Play *trial* on *deck* in a turn of its own, up to its end.

    Raises:
        CannotTry: If the folder for it cannot be made, or the turn comes to no end.
    """
    with table_of(deck, trial, entropy=entropy) as session:
        while session.state.phase != "plan":
            refused = decide(session, trial)
            if refused:
                raise CannotTry(refused)
        before, heard = session.state, len(session.feed(FACILITATOR))
        refusal = objection(session.deck, before, trial.seat, trial.move, ())
        if refusal is not None:
            return TrialResult(refusal.sentence, session.deck, before, before)
        turn = before.turn
        refused = ""
        for _ in range(MOST_STEPS):
            if refused or session.state.is_over or session.state.turn != turn:
                told = tuple(session.feed(FACILITATOR))[heard:]
                receipt = receipt_of(session)
                return TrialResult(refused, session.deck, before, session.state, receipt, told)
            refused = decide(session, trial)
        raise CannotTry("The turn comes to no end, so the card cannot be tried.")


@contextmanager
def table_of(deck: Deck, trial: Trial, *, entropy: int | None = None) -> Iterator[Session]:
    """Yield a session at which *trial* can be played; its save is removed afterwards."""
    prepared = prepare(deck, trial)
    seats: dict[Viewer, Player] = {actor.id: Human() for actor in deck.actors}
    seats[FACILITATOR] = Human()
    try:
        folder = Path(tempfile.mkdtemp(prefix="tabletop-trial-"))
    except OSError as error:
        raise CannotTry(f"No room to try it: {error.strerror}.", exit_status=5) from error
    try:
        with Session.start(
            dealt(prepared, None, seats),
            seats,
            entropy=secrets.randbits(63) if entropy is None else entropy,
            path=folder / "trial.seminar",
        ) as session:
            session.step()
            yield session
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def prepare(deck: Deck, trial: Trial) -> Deck:
    """Return *deck* with its levels as *trial* says, this card alone in hand, and no news."""
    tracks = tuple(
        attrs.evolve(
            track,
            start=trial.levels.get(LevelId(track.id), track.start),
            starts={
                actor: trial.levels.get(LevelId(f"{actor}.{track.id}"), start)
                for actor, start in track.starts.items()
            },
        )
        for track in deck.tracks
    )
    card = deck.card_by_id[trial.move.card]
    cards = tuple(attrs.evolve(c, unlocked_by=None) if c.id == card.id else c for c in deck.cards)
    hands = {actor.id: (card.id,) if actor.id == trial.seat else () for actor in deck.actors}
    return attrs.evolve(
        deck,
        tracks=tracks,
        cards=cards,
        hands=hands,
        injects=tuple(
            attrs.evolve(i, turn=0, when=None, chance=None, pile=None, by_facilitator=True)
            for i in deck.injects
        ),
        piles=(),
        moves=Allowance(0, deck.moves.most),
        terms=attrs.evolve(
            deck.terms, turns=TURNS, phases=("plan", "answer", "adjudicate"), rehearsal=False
        ),
    )


def decide(session: Session, trial: Trial) -> str:
    """
    Decide what is asked next: this move for its seat, nothing for the others.

    Return why the rules refuse it, in one sentence, or "".
    """
    asks = session.awaited()
    asked = asks[0]
    decision: Decision = Proceed()
    if asked.what == "seal":
        seat = ActorId(asked.seat)
        decision = Seal(seat, (trial.move,) if seat == trial.seat else ())
    elif asked.what == "answer":
        decision = Answer(ActorId(asked.seat), asked.subject, trial.answer)  # type: ignore[arg-type]
    elif asked.what == "adjudicate":
        decision = ruling(session, asked.subject, trial)
    elif asked.what != "proceed":
        decision = PassFor(ActorId(asked.seat))
    kept = session.submit(decision)
    return kept.sentence if isinstance(kept, Refusal) else ""


def ruling(session: Session, subject: str, trial: Trial) -> Decision:
    """Return the decision of the move: by the dice, or as it is to come out."""
    card = session.deck.card_by_id[trial.move.card]
    move = next(m.id for m in session.state.moves if m.id == subject)
    if trial.outcome and card.chance is not None:
        said = "success" if trial.outcome == "success" else "failure"
        return Adjudicate(move, ruling=said, reason="as the trial asks")  # type: ignore[arg-type]
    if session.deck.terms.method == "umpire" and card.chance is not None:
        return Adjudicate(move, ruling="success", reason="as the trial asks")
    return Adjudicate(move)


def receipt_of(session: Session) -> Receipt | None:
    """Return the receipt of the one move that was made."""
    return next(
        (
            event.receipt
            for frame in session.frames
            for event in frame.events
            if isinstance(event, MoveAdjudicated)
        ),
        None,
    )
