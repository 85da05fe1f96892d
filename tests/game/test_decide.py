"""Decisions whatever they are: decided alike each time, refused in one sentence, never a crash."""

import copy
from random import Random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.game import decision as dec
from tabletop.game import event as ev
from tabletop.game.apply import apply, fold
from tabletop.game.decide import decide
from tabletop.game.dice import Dice
from tabletop.game.mark import mark
from tabletop.game.narrate import narrate
from tabletop.game.sight import sight
from tabletop.game.state import opening
from tabletop.language.expr import Binary, Effect, Level, Named, Number, Standing, Turn
from tests.game.everything import DECKS, EVERYTHING, a_decision, session

VIEWERS = ("red", "blue", "green", "facilitator", "wall")
SESSIONS = [
    (deck, session(deck, Random(n), opening(deck), entropy=n)) for n, deck in enumerate(DECKS)
]

IDS = st.sampled_from(
    [
        *("", "red", "blue", "green", "facilitator", "wall", "pink"),
        *(card.id for card in EVERYTHING.cards),
        *(inject.id for inject in EVERYTHING.injects),
        *("trust", "red.capital", "resolve", "blue.health", "sugar", "red.", ".", "\x00"),
        *("1-red-1", "1-red-2", "1-blue-1", "2-green-1", "1-red", "x-y-z", "-", "1-pink-1"),
        *("a", "b", "c", "accept", "open", "covert", "success"),
    ]
)
TEXTS = st.sampled_from(["", " ", "because", "x" * 2000, "x" * 2001, "x" * 100_000, "\x1b[31m"])
NUMBERS = st.sampled_from([-(10**30), -1, 0, 1, 2, 3, 6, 7, 50, 100, 101, 10**9, 10**30])
EXPRESSIONS = st.one_of(
    NUMBERS.map(Number),
    st.builds(Level, IDS, IDS),
    st.builds(Named, IDS),
    st.builds(Standing, IDS),
    st.just(Turn()),
    st.just(Binary("+", Number(1), Named("nothing"))),
)
EFFECTS = st.builds(
    Effect,
    IDS,
    st.one_of(IDS, st.sampled_from(["player", "target", "others", "everyone"])),
    st.sampled_from(["+", "-", "=", "*", ""]),
    EXPRESSIONS,
    st.one_of(st.none(), EXPRESSIONS),
)
WORDS = st.sampled_from(["", "open", "covert", "sideways"])
MOVES = st.one_of(
    st.builds(dec.Move, IDS, WORDS, IDS, TEXTS, IDS),
    st.builds(dec.FreeMove, TEXTS, TEXTS, IDS, WORDS, TEXTS),
)


def several(strategy, most=4):
    return st.lists(strategy, max_size=most).map(tuple)


DECISIONS = st.one_of(
    st.just(dec.Proceed()),
    st.builds(dec.Report, IDS, TEXTS),
    st.builds(dec.Choose, IDS, IDS, IDS),
    st.builds(dec.Announce, IDS, several(IDS)),
    st.builds(dec.Seal, IDS, several(MOVES), several(IDS)),
    st.builds(dec.Unseal, IDS),
    st.builds(dec.PassFor, IDS),
    st.builds(dec.Answer, IDS, IDS, st.sampled_from(["accept", "refuse", "wait", "maybe"])),
    st.builds(
        dec.Adjudicate,
        move=IDS,
        method=st.sampled_from(["", "odds", "2d6", "red-green", "umpire", "prayer"]),
        arguments=several(st.builds(dec.Argument, WORDS, TEXTS, st.booleans(), IDS)),
        odds=st.one_of(st.none(), NUMBERS),
        dice=several(NUMBERS, 3),
        ruling=st.sampled_from(["", "success", "failure", "struck", "certain", "maybe"]),
        effects=several(EFFECTS, 2),
        strikes=several(IDS, 2),
        reason=TEXTS,
    ),
    st.builds(dec.Reorder, several(IDS), TEXTS),
    st.builds(dec.Release, IDS),
    st.builds(dec.Expose, IDS, TEXTS),
    st.builds(dec.Correct, IDS, NUMBERS, TEXTS),
)
MOMENTS = st.sampled_from(
    [(deck, step.before) for deck, steps in SESSIONS for step in steps]
    + [(deck, steps[-1].after) for deck, steps in SESSIONS]
)
LONGEST_EVENT = 110_000


@given(MOMENTS, DECISIONS)
@settings(max_examples=600, deadline=None)
def test_any_decision_at_any_time_is_decided_or_refused(moment, decision):
    """
    Wrong ids, seats, words and numbers end in a sentence, not in a crash.

    And what is decided can be folded, marked, seen and told.
    """
    deck, state = moment

    result = decide(deck, state, decision, Dice(1))

    if isinstance(result, dec.Refusal):
        assert result.code and result.sentence.endswith(".")
        assert len(result.sentence) < 1000
        return
    assert result, "a decision that changes nothing is a refusal"
    assert_told(deck, state, result)


def assert_told(deck, state, events):
    """Every event can be applied, marked, seen and told, and keeps within what a save holds."""
    for event in events:
        for viewer in VIEWERS:
            line = narrate(deck, state, event, viewer)
            assert line is None or line.text
        assert len(repr(event)) < LONGEST_EVENT
        state = apply(state, event)
    mark(deck, state)
    for viewer in VIEWERS:
        sight(deck, state, viewer)
    assert set(deck.level_ids) == set(state.levels)


GARBAGE = {
    "seat": IDS,
    "text": TEXTS,
    "inject": IDS,
    "choice": IDS,
    "cards": several(IDS),
    "moves": st.one_of(several(MOVES), several(IDS)),
    "recalls": several(IDS),
    "offer": IDS,
    "answer": st.just("maybe"),
    "move": IDS,
    "method": st.sampled_from(["odds", "2d6", "red-green", "umpire", "prayer"]),
    "arguments": several(st.builds(dec.Argument, WORDS, TEXTS, st.booleans(), IDS), 60),
    "odds": NUMBERS,
    "dice": several(NUMBERS, 3),
    "ruling": st.sampled_from(["success", "failure", "struck", "certain", "maybe"]),
    "effects": several(EFFECTS, 60),
    "strikes": several(IDS, 60),
    "reason": TEXTS,
    "piece": IDS,
    "level": IDS,
    "now": NUMBERS,
}
MOVE_GARBAGE = {
    "card": IDS,
    "posture": WORDS,
    "target": IDS,
    "reason": TEXTS,
    "rejected": st.one_of(IDS, TEXTS),
    "text": TEXTS,
    "sought": TEXTS,
}


def spoiled(decision, draw):
    """Return *decision* with one thing wrong in it, or two."""
    for _ in range(draw(st.integers(0, 2))):
        if isinstance(decision, dec.Seal) and decision.moves and draw(st.booleans()):
            move = decision.moves[0]
            name = draw(st.sampled_from([f.name for f in attrs.fields(type(move))]))
            move = attrs.evolve(move, **{name: draw(MOVE_GARBAGE[name])})
            decision = attrs.evolve(decision, moves=(move, *decision.moves[1:]))
        elif names := [f.name for f in attrs.fields(type(decision))]:
            name = draw(st.sampled_from(names))
            garbage = GARBAGE[name]
            if name == "moves":
                garbage = several(MOVES if isinstance(decision, dec.Seal) else IDS)
            decision = attrs.evolve(decision, **{name: draw(garbage)})
    return decision


@given(MOMENTS, st.data())
@settings(max_examples=800, deadline=None)
def test_a_decision_with_something_wrong_in_it_is_decided_or_refused(moment, data):
    """What the moment asks for, spoiled in one field or two: still no crash."""
    deck, state = moment
    luck = Random(data.draw(st.integers(0, 1000)))
    right = dec.Proceed() if state.is_over else a_decision(deck, state, luck)

    result = decide(deck, state, spoiled(right, data.draw), Dice(1))

    if not isinstance(result, dec.Refusal):
        assert_told(deck, state, result)


@given(MOMENTS, DECISIONS)
@settings(max_examples=300, deadline=None)
def test_deciding_is_pure(moment, decision):
    """The same four values give the same result, and none of them has changed."""
    deck, state = moment
    before = (mark(deck, state), repr(state), copy.copy(deck.terms))

    first = decide(deck, state, decision, Dice(1))
    second = decide(deck, state, decision, Dice(1))

    assert first == second
    assert before == (mark(deck, state), repr(state), deck.terms)


ALL_EVENTS = [e for _, steps in SESSIONS for s in steps for e in s.events]
BY_KIND = {type(event): event for event in ALL_EVENTS}
STATES = [opening(EVERYTHING), *(s.before for _, steps in SESSIONS for s in steps[::25])]


@pytest.mark.parametrize("kind", sorted(BY_KIND, key=str))
def test_every_event_applies_to_every_state(kind):
    """Replay never stops at an event, whatever the state it finds."""
    for state in STATES:
        after = apply(state, BY_KIND[kind])

        assert type(state) is type(after)


def test_sessions_by_chance_meet_every_event():
    """What the tests here hunt through has all there is in it."""
    met = {type(e) for deck in DECKS for seed in range(12) for e in events_of(deck, seed)}
    met |= set(BY_KIND)

    assert set(ev.Event.__args__) == met


def events_of(deck, seed):
    steps = session(deck, Random(seed), opening(deck), entropy=seed)
    return [event for step in steps for event in step.events]


@pytest.mark.parametrize("deck", DECKS)
@pytest.mark.parametrize("seed", range(8))
def test_every_session_ends_within_its_turns(deck, seed):
    """And on the way levels stay on their tracks, and no card is lost or found."""
    steps = session(deck, Random(seed), opening(deck), entropy=seed)

    assert steps[-1].after.is_over
    assert steps[-1].after.turn <= deck.terms.turns
    for step in steps:
        for level, value in step.after.levels.items():
            track = deck.track_of_level[level]
            assert track.low <= value <= track.high
        for actor in deck.actors:
            away = [a.card for a in step.after.away if a.seat == actor.id]
            held = [*step.after.hands[actor.id], *away]
            assert sorted(deck.full_hand(actor.id)) == sorted(held)


@pytest.mark.parametrize("deck", DECKS)
def test_the_events_are_all_that_happened(deck):
    """Folded from the opening state they lead to the last one, by the same marks."""
    steps = session(deck, Random(5), opening(deck), entropy=5)
    state = opening(deck)

    for step in steps:
        assert mark(deck, step.before) == mark(deck, state)
        state = fold(state, step.events)

    assert steps[-1].after == state


def test_before_the_first_turn_one_can_only_begin():
    """Nothing is decided at an empty table."""
    for decision in (dec.Report("red", "x"), dec.Correct("trust", 1, "x"), dec.PassFor("red")):
        refusal = decide(EVERYTHING, opening(EVERYTHING), decision, Dice(0))
        assert ("phase", "The first turn has not begun.") == (refusal.code, refusal.sentence)
