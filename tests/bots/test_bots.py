"""Bots: always within the rules, the same for the same entropy, and blind to what is hidden."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tabletop.authoring.library import load
from tabletop.bots.bot import Bot
from tabletop.bots.cautious import CautiousBot
from tabletop.bots.playout import game
from tabletop.bots.random_bot import RandomBot
from tabletop.bots.seats import BotPlayer, Seats
from tabletop.bots.steady import SteadyBot
from tabletop.bots.thinker import Thinker
from tabletop.game.apply import fold
from tabletop.game.decide import decide
from tabletop.game.decision import Answer, Choose, Move, Seal
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.sight import sight
from tabletop.game.state import State, opening
from tabletop.language.ids import ActorId
from tests.tables import Playing, deck_of

DECKS = ("prisoners_dilemma", "goofspiel", "quiet_signals", "island_chain")
BOTS = ("random", "cautious", "steady")

ODD = """
tracks: {trust: 5, oil: 2 each}
cards:
  costly: {cost: oil 2, effects: trust +1}
  cheap: {cost: oil 1, effects: trust -1, copies: 2}
  bond: {kind: negotiate, cost: oil 1, offer: {give: oil 1, ask: oil 1, accepted: trust +1}}
  fort: {stands: until recalled, each_turn: trust -1, returns: when recalled}
injects:
  fork: {turn: 1, for: red, choices: {up: {title: Up, effects: trust +3}, down: {title: Down, effects: trust -3}}}
objectives:
  high: {by: red, test: trust >= 8, points: 3}
  low: {by: blue, test: trust <= 2, points: 3}
moves: exactly 2
turns: 4
"""


def play_out(deck: Deck, seats: Seats, entropy: int) -> tuple[State, int]:
    """Return the last state, and the number of decisions; whatever is refused fails the test."""
    state, frames = opening(deck), 0
    for step in game(deck, seats, entropy):
        state, frames = step.after, frames + 1
        assert frames < 5_000, "the session does not end"
    return state, frames


def bots_at(deck: Deck, *names: str) -> dict[ActorId, BotPlayer]:
    """Return bots for every seat, *names* over and over in deck order."""
    return {a.id: BotPlayer(names[i % len(names)]) for i, a in enumerate(deck.actors)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    deck=st.sampled_from(DECKS),
    bots=st.lists(st.sampled_from(BOTS), min_size=1, max_size=3),
    entropy=st.integers(0, 2**64 - 1),
)
def test_bots_of_any_kind_play_any_deck_to_its_end_within_the_rules(deck, bots, entropy):
    """
    Nothing a bot decides is refused, and no table waits for ever.
    """
    opened = load(deck).opening

    state, _ = play_out(opened, bots_at(opened, *bots), entropy)

    assert state.is_over


@settings(max_examples=60, deadline=None)
@given(
    bots=st.lists(st.sampled_from(BOTS), min_size=2, max_size=2),
    entropy=st.integers(0, 2**64 - 1),
    moves=st.sampled_from(["exactly 2", "up to 3", "1 to 2", "exactly 1"]),
    order=st.sampled_from(["sealed", "in turn"]),
    method=st.sampled_from(["odds", "2d6", "red-green", "umpire"]),
)
def test_bots_keep_to_the_number_of_moves_and_to_what_they_can_pay(
    bots, entropy, moves, order, method
):
    """
    What an earlier move of the plan reserves is not spent twice, and fewer moves than the deck
    asks for are sealed only when nothing else is possible.
    """
    deck = deck_of(ODD.replace("exactly 2", moves) + f"order: {order}\n", method=method)

    state, _ = play_out(deck, bots_at(deck, *bots), entropy)

    assert state.is_over


@pytest.mark.parametrize("name", BOTS)
def test_the_same_entropy_makes_the_same_choices_in_every_process(name: str, tmp_path: Path):
    """
    A session can be told again from its entropy, wherever and whenever Python hashes as it likes.
    """
    marks = {
        subprocess.run(
            [sys.executable, "-c", MARKS, str(tmp_path / f"{seed}.seminar"), name],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }

    assert 1 == len(marks)
    assert 1 < len(marks.pop().split())


MARKS = """
import sys
from pathlib import Path
from tabletop.authoring.library import load
from tabletop.bots.seats import bots_only
from tabletop.table.session import Session
deck = load("quiet_signals").opening
with Session.start(deck, bots_only(deck, None, sys.argv[2]), entropy=5, path=Path(sys.argv[1])) as s:
    while s.step(everything=True):
        pass
    print(*(f.mark.hex() for f in s.frames))
"""


@pytest.mark.parametrize("name", ["random", "cautious"])
def test_another_entropy_makes_other_choices(name: str):
    """
    Bots are no clockwork: another number, another game.
    """
    deck = load("quiet_signals").opening

    ends = {str(play_out(deck, bots_at(deck, name), entropy)[0].levels) for entropy in range(6)}

    assert 1 < len(ends)


def test_a_bot_sees_its_own_sight_and_nothing_else():
    """
    A bot knows what a person in its seat would know.
    """
    deck = deck_of("tracks: {nerve: {start: 7, seen_by: red}}\ncards: {wave: {by: red}}")
    thinker, seen = Thinker(deck, 7), {}

    class Watcher(RandomBot):
        def choose(self, sight, asks, dice):
            seen[sight.viewer] = sight
            assert {sight.viewer} == {ask.seat for ask in asks}
            return super().choose(sight, asks, dice)

    thinker.bots["random"] = Watcher()
    state, dice = opening(deck), Dice(7)
    while thought := thinker.think(state, bots_at(deck, "random"), 0, everything=True):
        state = fold(state, decide(deck, state, thought.decision, dice))
        if thought.sight:
            assert thought.sight == seen[thought.sight.viewer]

    assert {"red", "blue"} == set(seen)
    assert "nerve" not in seen["blue"].state.levels
    assert "red" not in seen["blue"].state.hands


def test_a_bot_cannot_tell_the_dice_of_the_table_from_its_own():
    """
    Neither the entropy of the session nor another seat's luck can be read from a bot's dice.
    """
    deck = deck_of("")
    thinker = Thinker(deck, 7)

    red, blue = thinker.dice("red"), thinker.dice("blue")

    assert 3 == len({red.key, blue.key, Dice(7).key})
    assert 7 not in (red.entropy, blue.entropy)


def first(bot: Bot, playing: Playing, seat: str):
    """Return what *bot* decides first at *seat*."""
    seen = sight(playing.deck, playing.state, seat)
    return bot.choose(seen, tuple(a for a in seen.asks if a.seat == seat), Dice(1, seat))


def planning(text: str) -> Playing:
    """Return a session in which the plans of the first turn are awaited."""
    return Playing(deck_of(text)).until("plan")


def test_the_cautious_bot_plays_what_its_objective_wants():
    """
    It raises what should be high, and leaves alone what would lower it.
    """
    playing = planning("""
        tracks: {trust: 5}
        cards: {down: {effects: trust -2}, up: {effects: trust +2}, down_too: {effects: trust -1}}
        objectives: {high: {by: red, test: trust >= 8, points: 2}, low: {by: blue, test: trust <= 2, points: 2}}
        moves: up to 1
    """)

    assert Seal("red", (Move("up"),)) == first(CautiousBot(), playing, "red")
    assert Seal("blue", (Move("down"),)) == first(CautiousBot(), playing, "blue")


def test_the_cautious_bot_does_not_help_its_rival_for_nothing():
    """
    Of two cards that serve it alike it plays the one that serves nobody else.
    """
    playing = planning("""
        tracks: {gold: 5 each}
        cards:
          treaty: {by: red, effects: "gold +2, blue.gold +2"}
          mint: {by: red, effects: gold +2}
        objectives: {rich: {points: gold}}
        moves: up to 1
    """)

    assert Seal("red", (Move("mint"),)) == first(CautiousBot(), playing, "red")


def test_the_cautious_bot_minds_what_could_go_wrong():
    """
    Of two cards with the same average it plays the one that cannot fail.
    """
    playing = planning(
        """
        tracks: {gold: 50 each}
        cards:
          gamble: {by: red, chance: 50%, success: gold +8}
          wage: {by: red, effects: gold +4}
        objectives: {rich: {points: gold}}
        moves: up to 1
    """.replace("gold: 50 each", "gold: {range: 0 to 100, start: 50, each: actor}")
    )

    assert Seal("red", (Move("wage"),)) == first(CautiousBot(), playing, "red")


def test_the_cautious_bot_takes_a_good_offer_and_refuses_a_bad_one():
    """
    It reads what accepting and refusing would bring, and takes the better of the two.
    """
    text = """
        tracks: {trust: 5}
        cards: {deal: {by: red, offer: {to: blue, accepted: trust +2, refused: trust -2}}}
        objectives: {aim: {by: blue, test: trust WHICH, points: 2}}
    """
    for which, answer in ((">= 7", "accept"), ("<= 3", "refuse")):
        playing = planning(text.replace("WHICH", which))
        playing.seal("red", "deal @blue")
        playing.seal("blue")
        playing.until("answer")

        assert Answer("blue", "1-red-1", answer) == first(CautiousBot(), playing, "blue")


def test_the_cautious_bot_chooses_what_serves_it():
    """
    Asked by an inject, it looks at what each choice does.
    """
    playing = Playing(deck_of(ODD)).until("brief")

    assert Choose("red", "fork", "up") == first(CautiousBot(), playing, "red")


def test_the_cautious_bot_calls_back_a_piece_that_hurts_it():
    """
    What it put up in other times it takes down when it works against its own aim.
    """
    playing = planning("""
        tracks: {trust: 5}
        cards:
          fort: {by: red, stands: until recalled, each_turn: trust -1, returns: when recalled}
        objectives: {high: {by: red, test: trust >= 8, points: 2}}
        moves: up to 1
    """)
    playing.seal("red", "fort")
    playing.seal("blue")
    playing.until("plan")

    assert Seal("red", (), ("1-red-1",)) == first(CautiousBot(), playing, "red")


def test_the_cautious_bot_hedges_when_its_day_is_near():
    """
    A hedge is worth its price only while what it pays for is likely.
    """
    text = """
        tracks: {trust: START, gold: 3 each}
        cards:
          quiet_door:
            {by: red, cost: gold 1, lasts: 2 turns, pays_if: trust <= 2, payoff: gold +9}
        objectives: {rich: {points: gold}}
        moves: up to 1
    """
    plans = [
        first(CautiousBot(), planning(text.replace("START", start)), "red").moves
        for start in ("10", "3")
    ]

    assert [(), (Move("quiet_door"),)] == plans


def test_the_cautious_bot_minds_being_found_out():
    """
    What comes to light one time in two, and costs much then, is better done openly.
    """
    playing = planning("""
        tracks: {gold: 5 each}
        cards:
          stall: {by: red, posture: open or covert, effects: {open: gold +2, covert: gold +3},
            lasts: 1 turn, exposed: 50%, if_seen: gold -4}
        objectives: {rich: {points: gold}}
        moves: up to 1
    """)

    assert Seal("red", (Move("stall", "open"),)) == first(CautiousBot(), playing, "red")


def test_the_steady_bot_prefers_the_same_kinds_always():
    """
    Whatever the hand and the state, it invests before it threatens, and varies the kinds.
    """
    playing = planning("""
        tracks: {trust: 5}
        cards:
          threat: {kind: pressure, effects: trust -1}
          works: {kind: invest, effects: trust +1}
          more_works: {kind: invest, effects: trust +1}
        moves: up to 2
    """)

    plan = first(SteadyBot(), playing, "red")

    assert [True, False] == [move.card in ("works", "more_works") for move in plan.moves]


@pytest.mark.parametrize("bot", [RandomBot(), CautiousBot(), SteadyBot()])
def test_a_bot_does_not_accept_what_it_cannot_pay(bot: Bot):
    """
    An offer that asks for more than there is gets another answer.
    """
    playing = planning("""
        tracks: {trust: 5, oil: 1 each}
        cards: {deal: {by: red, offer: {to: blue, ask: oil 2, accepted: trust +1}}}
        objectives: {aim: {by: blue, test: trust >= 6, points: 2}}
    """)
    playing.seal("red", "deal @blue")
    playing.seal("blue")
    playing.until("answer")

    assert "accept" != first(bot, playing, "blue").answer
