"""One deck with everything in it, and sessions of it played by chance: for tests that hunt."""

from collections.abc import Callable
from random import Random

import attrs

from tabletop.game.apply import fold
from tabletop.game.asks import Ask, asks
from tabletop.game.decide import decide
from tabletop.game.decision import (
    Adjudicate,
    Announce,
    Answer,
    Argument,
    Choose,
    Correct,
    Decision,
    Expose,
    FreeMove,
    Move,
    PassFor,
    Proceed,
    Refusal,
    Release,
    Reorder,
    Report,
    Seal,
    Unseal,
)
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.event import Event
from tabletop.game.legal import answer_objection, legal_moves, plan_objection
from tabletop.game.state import State
from tabletop.language.expr import Effect, Number
from tests.tables import deck_of

TEXT = """
actors:
  red: {name: Red, brief: canary-brief-red}
  blue: {name: Blue, brief: canary-brief-blue}
  green: {name: Green, brief: canary-brief-green}
moves: up to 3
turns: 3
tracks:
  trust: 5
  tension: 3
  capital: 6 each
  oil: {range: -3 to 7, start: {red: 2, blue: 1, green: 0}, each: actor}
  resolve: {range: 0 to 10, start: 5, seen_by: blue}
  health: {range: 0 to 10, start: 5, each: actor, seen_by: owner}
  doom: {range: 0 to 10, start: 5, seen_by: facilitator}
  pact: {range: 0 to 10, start: 5, shifts_if: calm}
tests: {calm: tension <= 4, close: calm and trust >= 4}
cards:
  post:
    kind: deploy
    posture: open or covert
    copies: 2
    cost: capital 1
    effects: {open: trust +1, covert: resolve +1}
    stands: until recalled
    each_turn: {open: "tension +1", covert: "doom +1"}
    exposed: 30%
    if_seen: trust -1
    returns: when recalled
  probe:
    posture: open or covert
    targets: any other actor
    cost: oil 1
    chance: 40% + 5% * trust
    success: target.health -1, tension +1 if trust <= 6
    failure: capital -1, trust -1 if covert
  steel:
    by: blue
    chance: 10% * resolve
    success: resolve +1, pact +1
    failure: resolve -1
  signal: {effects: "pact +1, others.capital +1"}
  burst: {once: yes, cost: "capital 1, oil 1", effects: everyone.health -1, success: trust +tension}
  bunker: {posture: covert, seen_by: green, lasts: 2 turns, each_turn: health +1, exposed: 20%, if_seen: tension +1}
  hedge: {posture: covert, by: "red, green", cost: capital 1, lasts: 3 turns, pays_if: trust <= 5, payoff: capital +2, exposed: 25%, if_seen: trust -1}
  yard: {cost: capital 2, arrives: after 1 turn, arrival: capital +3, returns: never}
  fleet: {by: red, arrives: after 1 turn, lasts: 2 turns, each_turn: tension -1, unlocked_by: probe}
  annex: {by: green, unlocked_by: signal, needs: close, effects: trust = 2}
  deal:
    posture: open or covert
    copies: 2
    offer:
      give: capital 1
      ask: oil 1
      needs: trust >= 3
      accepted: trust +1, target.health +1
      refused: trust -1, tension +1
      lapses: after 1 turn
  pledge: {posture: covert, by: blue, offer: {to: red, accepted: resolve +1}, stands: until recalled, each_turn: target.capital +1}
injects:
  storm: {turn: 2, text: canary-inject-storm, effects: "tension +1, red.capital -1"}
  rumour: {when: tension >= 4, chance: 50%, text: canary-inject-rumour, effects: trust -1}
  cable: {for: blue, when: turn >= 2, text: canary-inject-cable, choices: {a: {title: Burn it, effects: resolve +1}, b: {title: Keep it, effects: resolve -1}}}
  poll: {when: turn = 1, for: "red, green", choices: {c: {title: Yes, effects: trust +1}, d: {title: No}}}
  leak: {by_facilitator: yes, text: canary-inject-leak, effects: doom +1}
  prize_a: {pile: prizes, effects: everyone.oil +1}
  prize_b: {pile: prizes, for: red, text: canary-inject-prize, effects: red.oil +1}
  prize_c: {pile: prizes, effects: tension = 2}
piles: {prizes: {draw: 1}}
objectives:
  peace: {by: "red, blue", test: tension <= 5, points: 2}
  plot: {by: red, title: canary-objective-red, test: trust <= 4, points: 3, secret: yes}
  grip: {by: blue, title: canary-objective-blue, points: resolve, secret: yes}
  thrift: {points: capital + oil}
endings: {war: {when: tension >= 9}}
each_turn: [everyone.oil +1 if calm, tension +1 if post.covert >= 2, doom +1]
"""

EVERYTHING: Deck = deck_of(TEXT, facilitated=True)
IN_TURN: Deck = attrs.evolve(EVERYTHING, order="in turn")
REHEARSED: Deck = attrs.evolve(
    EVERYTHING, terms=attrs.evolve(EVERYTHING.terms, rehearsal=True, method="2d6", turns=2)
)
HURRIED: Deck = attrs.evolve(
    EVERYTHING, terms=attrs.evolve(EVERYTHING.terms, phases=("plan",), method="red-green")
)
ANNOUNCED: Deck = attrs.evolve(
    EVERYTHING,
    terms=attrs.evolve(
        EVERYTHING.terms,
        phases=("brief", "announce", "talk", "plan", "answer", "adjudicate", "aftermath"),
        method="umpire",
    ),
)
DECKS = (EVERYTHING, IN_TURN, REHEARSED, HURRIED, ANNOUNCED)


@attrs.frozen
class Step:
    """One decision of a session, and what was before and came of it."""

    before: State
    decision: Decision
    events: tuple[Event, ...]
    after: State


def session(
    deck: Deck,
    luck: Random,
    state: State,
    *,
    entropy: int = 0,
    choose: "Callable[[Deck, State, Random], Decision] | None" = None,
    most: int = 400,
) -> list[Step]:
    """Play *deck* by chance from *state* to the end; every decision is one the rules allow."""
    steps: list[Step] = []
    dice = Dice(entropy)
    while not state.is_over:
        decision = (choose or a_decision)(deck, state, luck)
        events = decide(deck, state, decision, dice)
        assert not isinstance(events, Refusal), (decision, events)
        after = fold(state, events)
        steps.append(Step(state, decision, events, after))
        state = after
        assert len(steps) < most, "the session does not end"
    return steps


def a_decision(deck: Deck, state: State, luck: Random) -> Decision:
    """Return something that may be decided now: mostly what is asked, sometimes an aside."""
    if not state.phase:
        return Proceed()
    awaited = asks(deck, state)
    if luck.random() < 0.2:
        aside = an_aside(deck, state, luck)
        if aside is not None:
            return aside
    ask = luck.choice(awaited)
    return answered(deck, state, ask, luck)


def answered(deck: Deck, state: State, ask: Ask, luck: Random) -> Decision:
    """Return a decision that *ask* asks for."""
    match ask.what:
        case "choose":
            choices = deck.inject_by_id[ask.subject].choices
            return Choose(ask.seat, ask.subject, luck.choice(choices).id)
        case "seal":
            return a_plan(deck, state, ask.seat, luck)
        case "answer":
            words = [
                word
                for word in ("accept", "accept", "refuse", "wait")
                if answer_objection(deck, state, ask.seat, ask.subject, word) is None
            ]
            return Answer(ask.seat, ask.subject, luck.choice(words))
        case "adjudicate":
            return a_verdict(deck, state, ask.subject, luck)
        case _:
            return Proceed()


def a_plan(deck: Deck, state: State, seat: str, luck: Random) -> Decision:
    """Return a plan that *seat* may seal, or a pass."""
    if luck.random() < 0.05:
        return PassFor(seat)
    moves: list[Move | FreeMove] = []
    while luck.random() < 0.8:
        options = list(legal_moves(deck, state, seat, moves))
        if not options or len(moves) >= deck.moves.most:
            break
        move = luck.choice(options)
        moves.append(attrs.evolve(move, reason=f"canary-reason-{seat}"))
    if luck.random() < 0.1 and len(moves) < deck.moves.most:
        posture = luck.choice(("open", "covert"))
        moves.append(FreeMove(f"canary-free-{seat}", "canary-sought", posture=posture))
    mine = [
        p.id
        for p in state.pieces
        if p.owner == seat and p.is_here and deck.card_by_id[p.card].stands
    ]
    recalls = tuple(piece for piece in mine if luck.random() < 0.3)
    refusal = plan_objection(deck, state, seat, moves, recalls)
    return PassFor(seat) if refusal else Seal(seat, tuple(moves), recalls)


def a_verdict(deck: Deck, state: State, move: str, luck: Random) -> Decision:
    """Return an adjudication of *move*: by the card, or by somebody's word where it needs one."""
    made = next(m for m in state.moves if m.id == move)
    planned = made.planned.move
    if isinstance(planned, FreeMove):
        effects = (Effect("trust", "", "+", Number(1)), Effect("health", "player", "+", Number(1)))
        ruling = luck.choice(("success", "failure", "struck"))
        return Adjudicate(move, ruling=ruling, effects=effects)
    certain = deck.card_by_id[planned.card].chance is None
    if deck.terms.method == "umpire" and not certain:
        return Adjudicate(move, ruling=luck.choice(("success", "failure")), reason="so be it")
    if luck.random() < 0.1:
        return Adjudicate(move, ruling="struck", reason="canary-ruling")
    arguments = (Argument("pro", "because"),) * luck.randrange(3)
    strikes = ("trust",) if luck.random() < 0.1 else ()
    return Adjudicate(move, arguments=arguments, strikes=strikes)


def an_aside(deck: Deck, state: State, luck: Random) -> Decision | None:
    """Return something that nobody asked for and the rules allow, if there is such a thing now."""
    candidates: list[Decision] = [Report("red", "we talked"), Correct("tension", 4, "miscounted")]
    candidates += [Unseal(seat) for seat in state.plans]
    candidates += [Release(inject.id) for inject in deck.injects]
    candidates += [Expose(piece.id, "a photograph") for piece in state.pieces]
    candidates += [Announce("red", state.hands["red"][:2])]
    waiting = [made.id for made in state.moves if not made.outcome]
    luck.shuffle(waiting)
    candidates.append(Reorder(tuple(waiting), "hurry"))
    luck.shuffle(candidates)
    # Rare: one phase of one deck allows it, and much else is always allowed.
    candidates.sort(key=lambda decision: not isinstance(decision, Announce))
    for decision in candidates:
        if not isinstance(decide(deck, state, decision, Dice(0)), Refusal):
            return decision
    return None
