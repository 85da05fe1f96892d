"""Marks: two states that are played on differently have two marks; history has none."""

from random import Random

import attrs
import pytest

from tabletop.game.decision import FreeMove, Move
from tabletop.game.event import Amount, PlannedMove
from tabletop.game.mark import MARK_BYTES, mark
from tabletop.game.state import Away, Made, Offer, Piece, Plan, Question, Score, State, opening
from tabletop.language.ids import ActorId, LevelId
from tests.game.everything import DECKS, EVERYTHING, session

START = opening(EVERYTHING)
RED = ActorId("red")
PLANNED = PlannedMove(Move("probe", "covert", "blue"), (Amount("red.oil", 1),))
MADE = Made("1-red-1", "red", 0, PLANNED)
PIECE = Piece("1-red-1", "post", "red", "", "covert", arrives=2, leaves=4)
OFFER = Offer("1-red-2", "deal", "red", "blue", "open", (Amount("red.capital", 1),), (), 2)
FULL = attrs.evolve(
    START,
    turn=2,
    phase="plan",
    mover="red",
    plans={"red": Plan((PLANNED,), ("1-red-1",))},
    announced={"red": ("probe",)},
    moves=(MADE,),
    pieces=(PIECE,),
    offers=(OFFER,),
    away=(Away("red", "post", "1-red-1"),),
    questions=(Question("cable", "blue"),),
    unlocked=("probe",),
    came={"storm": 1},
    draws={"plan//x": 1},
    scores=(Score("peace", "red", True, 2),),
    winners=("red",),
)


def planned(**how):
    return attrs.evolve(PLANNED, **how)


def a_plan(move=PLANNED, recalls=("1-red-1",)):
    return {"red": Plan((move,), recalls)}


OTHERS = {
    "turn": {"turn": 3},
    "phase": {"phase": "reveal"},
    "no phase": {"phase": ""},
    "mover": {"mover": "blue"},
    "over": {"is_over": True},
    "ending": {"ending": "war"},
    "level": {"levels": dict(START.levels) | {LevelId("trust"): 6}},
    "own level": {"levels": dict(START.levels) | {LevelId("green.health"): 6}},
    "hand": {"hands": dict(START.hands) | {RED: START.hands[RED][1:]}},
    "order of the hand": {"hands": dict(START.hands) | {RED: START.hands[RED][::-1]}},
    "announced": {"announced": {"red": ("post",)}},
    "no plan": {"plans": {}},
    "empty plan": {"plans": {"red": Plan()}},
    "another's plan": {"plans": {"blue": FULL.plans["red"]}},
    "planned card": {"plans": a_plan(planned(move=Move("post", "covert", "blue")))},
    "planned posture": {"plans": a_plan(planned(move=Move("probe", "open", "blue")))},
    "planned target": {"plans": a_plan(planned(move=Move("probe", "covert", "green")))},
    "planned cost": {"plans": a_plan(planned(cost=(Amount("red.oil", 2),)))},
    "cost or gift": {"plans": a_plan(planned(cost=(), give=PLANNED.cost))},
    "recall": {"plans": a_plan(recalls=("1-red-2",))},
    "no recall": {"plans": a_plan(recalls=())},
    "free": {"plans": a_plan(PlannedMove(FreeMove("a", "b")))},
    "free text": {"plans": a_plan(PlannedMove(FreeMove("c", "b")))},
    "free sought": {"plans": a_plan(PlannedMove(FreeMove("a", "c")))},
    "no move": {"moves": ()},
    "move id": {"moves": (attrs.evolve(MADE, id="1-red-2"),)},
    "move turn": {"moves": (attrs.evolve(MADE, id="2-red-1"),)},
    "move seat": {"moves": (attrs.evolve(MADE, id="1-blue-1"),)},
    "nth": {"moves": (attrs.evolve(MADE, nth=1),)},
    "outcome": {"moves": (attrs.evolve(MADE, outcome="failure"),)},
    "move made": {"moves": (attrs.evolve(MADE, planned=planned(cost=())),)},
    "no piece": {"pieces": ()},
    "piece": {"pieces": (attrs.evolve(PIECE, id="2-red-1"),)},
    "piece card": {"pieces": (attrs.evolve(PIECE, card="bunker"),)},
    "piece target": {"pieces": (attrs.evolve(PIECE, target="blue"),)},
    "piece posture": {"pieces": (attrs.evolve(PIECE, posture="open"),)},
    "piece arrives": {"pieces": (attrs.evolve(PIECE, arrives=0),)},
    "piece leaves": {"pieces": (attrs.evolve(PIECE, leaves=5),)},
    "piece exposed": {"pieces": (attrs.evolve(PIECE, is_exposed=True),)},
    "two pieces": {"pieces": (PIECE, PIECE)},
    "no offer": {"offers": ()},
    "offer": {"offers": (attrs.evolve(OFFER, id="2-red-2"),)},
    "offer card": {"offers": (attrs.evolve(OFFER, card="pledge"),)},
    "offer to": {"offers": (attrs.evolve(OFFER, to="green"),)},
    "offer posture": {"offers": (attrs.evolve(OFFER, posture="covert"),)},
    "offer lapses": {"offers": (attrs.evolve(OFFER, lapses=3),)},
    "offer answer": {"offers": (attrs.evolve(OFFER, answer="accept"),)},
    "offer give": {"offers": (attrs.evolve(OFFER, give=(Amount("red.capital", 2),)),)},
    "offer ask": {"offers": (attrs.evolve(OFFER, give=(), ask=OFFER.give),)},
    "away": {"away": (Away("red", "post", "1-red-2"),)},
    "away card": {"away": (Away("red", "probe", "1-red-1"),)},
    "none away": {"away": ()},
    "question": {"questions": (Question("cable", "red"),)},
    "question inject": {"questions": (Question("poll", "blue"),)},
    "no question": {"questions": ()},
    "unlocked": {"unlocked": ("signal",)},
    "came": {"came": {"rumour": 1}},
    "came twice": {"came": {"storm": 2}},
    "draws": {"draws": {"plan//y": 1}},
    "more draws": {"draws": {"plan//x": 2}},
    "no draws": {"draws": {}},
    "score": {"scores": (Score("plot", "red", True, 2),)},
    "score seat": {"scores": (Score("peace", "blue", True, 2),)},
    "score met": {"scores": (Score("peace", "red", False, 2),)},
    "score points": {"scores": (Score("peace", "red", True, 3),)},
    "winners": {"winners": ("red", "blue")},
}  # fmt: skip


@pytest.mark.parametrize("what", OTHERS)
def test_whatever_stands_on_the_table_is_in_the_mark(what):
    """One thing different, another mark."""
    assert mark(EVERYTHING, FULL) != mark(EVERYTHING, attrs.evolve(FULL, **OTHERS[what]))


def test_all_these_states_have_marks_of_their_own():
    """None of them is taken for another."""
    states = [attrs.evolve(FULL, **change) for change in OTHERS.values()]

    assert len(OTHERS) == len({mark(EVERYTHING, state) for state in states})


def test_what_was_thought_is_not_in_the_mark():
    """Reasons and rejected alternatives are history."""
    thought = attrs.evolve(PLANNED.move, reason="why not", rejected="post")

    assert mark(EVERYTHING, FULL) == mark(
        EVERYTHING,
        attrs.evolve(
            FULL,
            plans=a_plan(planned(move=thought)),
            moves=(attrs.evolve(MADE, planned=planned(move=thought)),),
        ),
    )


def test_a_mark_does_not_depend_on_the_order_of_lookups():
    """Mappings that hold the same are the same, however they came to be."""
    turned = attrs.evolve(
        FULL,
        levels=dict(reversed(list(FULL.levels.items()))),
        hands=dict(reversed(list(FULL.hands.items()))),
        draws={"b": 1, "a": 2},
    )
    straight = attrs.evolve(FULL, draws={"a": 2, "b": 1})

    assert mark(EVERYTHING, straight) == mark(EVERYTHING, turned)


def test_a_mark_is_eight_bytes():
    """Short enough to be kept with every frame."""
    assert MARK_BYTES == len(mark(EVERYTHING, START)) == 8


def test_every_step_of_a_session_has_its_mark():
    """States that differ never share one, in whole sessions by chance."""
    marks: dict[bytes, State] = {}
    for n, deck in enumerate(DECKS):
        for step in session(deck, Random(n), opening(deck), entropy=n):
            known = marks.setdefault((n, mark(deck, step.after)), step.after)
            assert stripped(known) == stripped(step.after)


def stripped(state):
    """Return *state* without what is history: reasons."""
    return repr(state).replace("canary-reason-", "")
