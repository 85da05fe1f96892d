"""The decisions of a line, found again in another course of events by what was asked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

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
from tabletop.game.legal import objection
from tabletop.game.state import State, move_by_id, offer_by_id, piece_by_id
from tabletop.game.words import ActorId, MoveId, Viewer
from tabletop.lab.playout import Candidates

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
