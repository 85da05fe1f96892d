"""
Tables to test at: decks in a few lines of YAML, and sessions that read like a story.

`deck_of` fills in what a test has nothing to say about: seats for Red and Blue, titles, kinds, who
may hold a card. A track may be written as its opening level, `trust: 5`, or `capital: 5 each` for
one level an actor; both go from 0 to 10.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import yaml

from tabletop.authoring.deck.deck import read_deck
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.nodes import tree
from tabletop.authoring.text.source import Source
from tabletop.game.apply import apply
from tabletop.game.asks import Ask, asks
from tabletop.game.decide import decide
from tabletop.game.decision import (
    Adjudicate,
    Answer,
    AnyMove,
    Choose,
    Decision,
    FreeMove,
    Move,
    PassFor,
    Proceed,
    Refusal,
    Seal,
)
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.event import Event, LevelShifted, MoveAdjudicated, Receipt, ShiftRefused
from tabletop.game.narrate import narrate
from tabletop.game.sight import Sight, sight
from tabletop.game.state import Made, State, opening

SEATS = {"red": "Red", "blue": "Blue"}

Moves = str | AnyMove | Sequence[str | AnyMove]
"""Moves as a test says them: "push", "push covert", "push covert @blue", one or several."""


def deck_of(text: str, **terms: Any) -> Deck:
    """
    Return the deck that *text* says, with what it leaves out filled in.

    *terms* replace those of the deck, such as `method="2d6"`, `turns=2`, `facilitated=True`.
    """
    return with_terms(deck_read(filled(text)), **terms)


def deck_read(text: str) -> Deck:
    """Return the deck that *text* says to the letter; its problems fail the test."""
    source = Source("test.yaml", text)
    table = tree(source)
    assert not isinstance(table, Diagnostic), table
    read = read_deck(source, table)
    assert read.deck is not None, [f"{d.span.line}: {d.message}" for d in read.diagnostics]
    return read.deck


def with_terms(deck: Deck, **terms: Any) -> Deck:
    """Return *deck* on other terms."""
    return attrs.evolve(deck, terms=attrs.evolve(deck.terms, **terms))


def filled(text: str) -> str:
    """Return *text* with the fields that every deck needs and this test does not name."""
    said = yaml.load(text, yaml.BaseLoader) or {}
    deck = {"deck": "test", "title": "Test", "actors": SEATS, "moves": "up to 4", **said}
    deck["tracks"] = {k: track_of(k, v) for k, v in deck.get("tracks", {}).items()}
    for section, fill in FILLS.items():
        parts = deck.get(section, {})
        deck[section] = {k: {"title": title_of(k), **fill, **said_of(v)} for k, v in parts.items()}
    return yaml.safe_dump(deck, sort_keys=False, width=1000)


FILLS: Mapping[str, Mapping[str, str]] = {
    "cards": {"kind": "signal", "by": "any actor"},
    "injects": {},
    "objectives": {"by": "any actor"},
    "endings": {},
}


def said_of(part: Any) -> dict[str, Any]:
    """Return the fields of a card or inject, whose effects alone may be said."""
    if not isinstance(part, dict):
        return {"effects": part} if part else {}
    if "offer" not in part:
        return part
    return {**part, "offer": {"to": "any other actor", **part["offer"]}}


def track_of(name: str, said: Any) -> dict[str, Any]:
    """Return the fields of a track, of which the opening level alone may be said."""
    if isinstance(said, dict):
        return {"name": title_of(name), "range": "0 to 10", **said}
    start, *each = str(said).split()
    owner = {"each": "actor"} if each else {}
    return {"name": title_of(name), "range": "0 to 10", "start": start, **owner}


def title_of(id_: str) -> str:
    return id_.replace("_", " ").capitalize()


def move_of(said: str | AnyMove) -> AnyMove:
    """Return the move that a test says in words: "card", "card covert", "card @target"."""
    if not isinstance(said, str):
        return said
    card, *rest = said.split()
    target = next((word[1:] for word in rest if word.startswith("@")), "")
    return Move(card, "covert" if "covert" in rest else "open", target)


def moves_of(said: Moves) -> tuple[AnyMove, ...]:
    if isinstance(said, str):
        return tuple(move_of(part.strip()) for part in said.split(",") if part.strip())
    return tuple(map(move_of, [said] if isinstance(said, Move | FreeMove) else said))


class Playing:
    """A session in memory. Every decision must be allowed, unless `refused` is asked."""

    def __init__(self, deck: Deck, *, entropy: int = 7, salt: str = "") -> None:
        self.deck = deck
        self.dice = Dice(entropy, salt)
        self.state: State = opening(deck)
        self.events: list[Event] = []
        self.befores: list[State] = []
        self.rolls: dict[str, int | tuple[int, ...]] = {}

    def decide(self, decision: Decision) -> tuple[Event, ...]:
        """Decide, let the table move, and return the events."""
        events = decide(self.deck, self.state, decision, self.dice)
        assert not isinstance(events, Refusal), f"{decision}: {events.sentence}"
        for event in events:
            self.befores.append(self.state)
            self.state = apply(self.state, event)
        self.events.extend(events)
        return events

    def refused(self, decision: Decision) -> str:
        """Return the code by which *decision* is refused."""
        return self.refusal(decision).code

    def refusal(self, decision: Decision) -> Refusal:
        """Return why *decision* is refused."""
        refusal = decide(self.deck, self.state, decision, self.dice)
        assert isinstance(refusal, Refusal), f"{decision} is allowed: {refusal}"
        return refusal

    def refused_to_go_on(self) -> str:
        """Return the code by which the table refuses to go on."""
        return self.refused(Proceed())

    def refused_to_seal(self, seat: str, moves: Moves = ()) -> str:
        """Return the code by which *seat* may not seal *moves*."""
        return self.refused(Seal(seat, moves_of(moves)))

    # What people do.

    def seal(self, seat: str, moves: Moves = (), *, recalls: Sequence[str] = ()) -> None:
        self.decide(Seal(seat, moves_of(moves), tuple(recalls)))

    def answer(self, seat: str, answer: str, offer: str = "") -> None:
        """Answer *offer*, or the first that waits for *seat*."""
        waiting = [ask.subject for ask in self.asked("answer") if ask.seat == seat]
        self.decide(Answer(seat, offer or waiting[0], answer))

    def choose(self, seat: str, inject: str, choice: str) -> None:
        self.decide(Choose(seat, inject, choice))

    def adjudicate(self, move: str = "", **how: Any) -> Receipt:
        """Adjudicate *move*, or the one whose turn it is, and return its receipt."""
        events = self.decide(Adjudicate(move or self.asked("adjudicate")[0].subject, **how))
        return next(e.receipt for e in events if isinstance(e, MoveAdjudicated))

    def go_on(self) -> tuple[Event, ...]:
        return self.decide(Proceed())

    # How time passes.

    def until(self, phase: str, turn: int | None = None) -> "Playing":
        """Go on to *phase*, of *turn* if given; who has decided nothing is passed for."""
        for _ in range(1000):
            self.step()
            arrived = self.state.phase == phase and turn in (None, self.state.turn)
            if arrived or self.state.is_over:
                assert arrived, f"the session ended in turn {self.state.turn}, before {phase}"
                return self
        raise AssertionError(f"{phase} never came")

    def to_the_end(self) -> "Playing":
        """Play on until the session is over; nobody does anything more."""
        for _ in range(1000):
            if self.state.is_over:
                return self
            self.step()
        raise AssertionError("the session does not end")

    def step(self) -> None:
        """Do the least that is asked for: adjudicate as the card says, pass, go on."""
        ask = asks(self.deck, self.state)[0] if self.state.phase else Ask("facilitator", "proceed")
        match ask.what:
            case "proceed":
                self.go_on()
            case "adjudicate":
                rolled = self.rolls.get(self.card_of(ask.subject), ())
                dice = (rolled,) if isinstance(rolled, int) else rolled
                self.decide(Adjudicate(ask.subject, dice=dice))
            case _:
                self.decide(PassFor(ask.seat))

    def turn(self, *, rolls: Mapping[str, int] | None = None, **plans: Moves) -> "Playing":
        """
        Play a turn up to the end of its aftermath, with the seats' moves as *plans*.

        *rolls* gives the dice by card. Offers are left waiting.
        """
        if self.state.phase != "plan":
            self.until("plan")
        for seat, moves in plans.items():
            self.seal(seat, moves)
        self.rolls = dict(rolls or {})
        return self.until("aftermath")

    # What is to be seen.

    def __getitem__(self, level: str) -> int:
        return self.state.levels[level]

    @property
    def levels(self) -> dict[str, int]:
        return dict(self.state.levels)

    def asked(self, what: str) -> list[Ask]:
        return [ask for ask in asks(self.deck, self.state) if ask.what == what]

    def made(self, move: str) -> Made:
        return next(m for m in self.state.moves if m.id == move)

    def card_of(self, move: str) -> str:
        planned = self.made(move).planned.move
        return planned.card if isinstance(planned, Move) else "free"

    @property
    def pieces(self) -> list[str]:
        """The pieces on the table, as their cards' ids."""
        return [piece.card for piece in self.state.pieces]

    def happened(self, *kinds: type) -> list[Event]:
        """Return the events of these kinds, in order."""
        return [event for event in self.events if isinstance(event, kinds)]

    @property
    def shifts(self) -> list[str]:
        """Every shift and refused one so far, such as "trust +2", "trust refused by if"."""
        return [
            f"{e.level} {e.by:+d}"
            if isinstance(e, LevelShifted)
            else f"{e.level} refused by {e.why}"
            for e in self.happened(LevelShifted, ShiftRefused)
        ]

    def sight(self, viewer: str) -> Sight:
        return sight(self.deck, self.state, viewer)

    def told(self, viewer: str) -> list[str]:
        """Return every sentence that *viewer* was told so far."""
        lines = [
            narrate(self.deck, before, event, viewer)
            for before, event in zip(self.befores, self.events, strict=True)
        ]
        return [line.text for line in lines if line is not None]
