"""What comes to light when a deck is played: in every way there is, or in many."""

from pathlib import Path

import attrs
import pytest

from benchmarks.decks import made
from tabletop.authoring.check import plays
from tabletop.authoring.check.check import PLAYED, checked
from tabletop.authoring.check.goals import all_goals, distance, goals, play_towards, played
from tabletop.authoring.check.plays import PlayHistory, Sampler, outcomes
from tabletop.authoring.codes.catalogue import catalogue
from tabletop.authoring.explain import found_in
from tabletop.authoring.library import load, loaded
from tabletop.authoring.shelves import PACKAGE
from tabletop.authoring.text.read import decode
from tabletop.authoring.text.render import rendered
from tabletop.cli.main import main
from tabletop.game.deck import Allowance, scope_of
from tabletop.game.state import opening
from tabletop.language.expr import Scene
from tabletop.language.read import read_test
from tests.authoring.deck_texts import small, told

HOUSE = Path(__file__).parents[2]
SHIPPED = sorted([*HOUSE.glob("decks/*.yaml"), *(PACKAGE / "authoring/templates").glob("*.yaml")])

GAME = """\
deck: game
title: A Small Game
actors: {east: East, west: West}
tracks:
  trust: {name: Trust, range: 0 to 9, start: 3}
  coin: {name: Coin, range: 0 to 5, start: 1, each: actor}
turns: 3
each_turn: everyone.coin +1
objectives:
  friends: {by: any actor, title: Friends, test: trust >= 5, points: 2}
cards:
  visit: {kind: reassure, title: Visit, by: east, cost: coin 1, effects: trust +1}
  snub: {kind: pressure, title: Snub, by: west, chance: 50%, success: trust -1, failure: trust +1}
"""


def complaints(text: str) -> str:
    """Return what there is to say of *text* once it was played, too."""
    read = checked(loaded(decode(text.encode(), "deck.yaml"), Path("deck.yaml")), is_played=True)
    return rendered(read.diagnostics, read.sources)


def test_a_small_deck_is_played_in_every_way():
    """
    Both seats may pass or play, and the dice fall either way.
    """
    assert "" == complaints(GAME)

    found = complaints(GAME.replace("trust >= 5", "trust >= 7 and turn >= 0"))

    assert "warning[M312]" in found
    assert "M345" not in found, "what was told of a part is not told again"


def test_what_no_play_reaches_is_told():
    """
    Three visits and three snubs that fail bring trust from 3 to 9, in three turns, and not in two.
    """
    assert "" == complaints(GAME.replace("trust >= 5", "trust >= 9"))

    assert told("""
        warning[M345]: no play reaches the objective "friends"
           --> deck.yaml:10:3
        10 |   friends: {by: any actor, title: Friends, test: trust >= 9, points: 2}
           |   ^^^^^^^ never met in every play there is
           = help: ask for less, or let more cards lead there
        """) == complaints(GAME.replace("trust >= 5", "trust >= 9").replace("turns: 3", "turns: 2"))


@pytest.mark.parametrize("code", sorted(PLAYED))
def test_a_large_deck_is_tried_and_that_is_said(code: str, monkeypatch: pytest.MonkeyPatch):
    """
    What is so in every play is so in those that are tried, and the author is told which it was.
    """
    monkeypatch.setattr(plays, "MOST_DECISIONS", 10)
    page = catalogue().pages[code]

    (found,) = found_in(page, page.example_file())

    assert (code, "sampled") == (found.code, found.confidence)
    assert "plays, some at random and some towards it" in found.label
    assert () == found_in(page, page.repaired_file())


WHAT = {
    "M341": 'warning[M341]: no play lets anybody play the card "summit"',
    "M342": 'warning[M342]: no play lets anybody accept the offer of card "pact"',
    "M343": 'warning[M343]: the hedge of card "cover" pays in no play',
    "M344": 'warning[M344]: inject "panic" comes in no play',
    "M345": 'warning[M345]: no play reaches the objective "firm"',
    "M346": 'warning[M346]: every play meets the objective "weary"',
    "M347": 'warning[M347]: no play comes to the ending "war"',
    "M348": 'warning[M348]: actor "china" has no legal move in turn 1, whatever was played',
}


@pytest.mark.parametrize("code", sorted(PLAYED))
def test_each_is_told_in_its_own_words(code: str):
    """
    With the part that it is about.
    """
    page = catalogue().pages[code]
    read = checked(loaded(decode(page.example_file(), page.name), Path(page.name)), is_played=True)

    assert rendered(read.diagnostics, read.sources).startswith(f"{WHAT[code]}\n")
    assert ["exact"] == [d.confidence for d in read.diagnostics]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_ships_is_without_a_doubt(path: Path):
    """
    Every card, offer, hedge, inject, objective and ending of it comes up in some play.
    """
    assert () == checked(load(path), is_played=True).diagnostics


def test_the_same_deck_is_always_told_the_same():
    """
    No clock and no luck of the day has a part in it.
    """
    deck = load(HOUSE / "decks/quiet_signals.yaml").deck
    first, second = Sampler(deck), Sampler(deck)
    for sampler in (first, second):
        sampler.at_random()
        play_towards(sampler)

    assert (first.seen, first.work, first.game) == (second.seen, second.work, second.game)


def test_play_towards_a_goal_finds_what_chance_does_not():
    """
    Trust at 0 is far away when everybody plays what comes to hand.
    """
    deck = load(HOUSE / "decks/quiet_signals.yaml").deck
    sampler = Sampler(deck)
    sampler.at_random()
    goal = next(goal for goal in all_goals(deck) if goal.id == "alliance_ends")
    assert not goal.is_seen(sampler.seen)

    play_towards(sampler)

    assert goal.is_seen(sampler.seen)


@pytest.mark.parametrize("number", [8, 10, 15, 23])
def test_what_is_tried_shows_what_there_is(number: int):
    """
    Where every play is known, the plays that are tried come to the same.
    """
    deck = made(number).deck
    short = attrs.evolve(deck.terms, turns=2)
    deck = attrs.evolve(deck, cards=deck.cards[:4], moves=Allowance(0, 1), terms=short)
    all_plays = plays.every_play(deck)
    assert all_plays is not None
    sampler = Sampler(deck)
    sampler.at_random()

    unseen = play_towards(sampler)

    assert {(goal.what, goal.id) for goal in goals(deck, all_plays)} == unseen


def test_work_is_capped_however_large_the_deck():
    """
    A hundred cards a hand cost no more plays than fit.
    """
    cards = "".join(
        f"  card_{n}: {{kind: signal, title: Card, by: any actor, needs: trust >= {n % 9}}}\n"
        for n in range(60)
    )
    deck = loaded(decode((GAME + cards).encode(), "deck.yaml"), Path("deck.yaml")).deck

    found = played(deck)

    assert not found.is_exact
    assert found.seen.games < 200


@pytest.mark.timeout(60)
def test_a_monstrous_deck_keeps_nobody_waiting():
    """
    Fifteen actors with four hundred cards each, four thousand turns, and rules without end.
    """
    actors = ", ".join(f"actor_{n}: Actor" for n in range(13))
    cards = "".join(
        f"  card_{n}: {{kind: signal, title: Card, by: any actor, copies: 20, targets: any actor, "
        "posture: open or covert, effects: trust +1, stands: until recalled}\n"
        for n in range(200)
    )
    text = GAME.replace("west: West", f"west: West, {actors}").replace("turns: 3", "turns: 4000")
    checked(loaded(decode((text + cards).encode(), "deck.yaml"), Path("deck.yaml")), is_played=True)
    rule = " + ".join(["trust"] * 240)
    tests = "".join(f"  t{n}: {rule} >= {n}\n" for n in range(9))
    heavy = GAME.replace("objectives:", f"tests:\n{tests}objectives:")
    checked(loaded(decode(heavy.encode(), "deck.yaml"), Path("deck.yaml")), is_played=True)


def test_only_errors_keep_a_deck_from_being_played():
    """
    What cannot be read cannot be played either.
    """
    bad = GAME.replace("trust >= 5", "trust >= 9").replace("turns: 3", "turns: 2")

    assert "M345" in complaints(bad)
    assert "M345" not in complaints(bad.replace("kind: pressure", "kind: presure"))
    assert "M34" not in complaints(small(card="needs: trust >= 5")), "a sketch wants nothing yet"


def test_a_doubt_of_play_is_silenced_like_any_other():
    """
    And the remark is not called idle where nobody plays.
    """
    remark = "points: 2}  # ok: M345 the second half of the course changes that"
    bad = GAME.replace("trust >= 5", "trust >= 9").replace("turns: 3", "turns: 2")
    silenced = bad.replace("points: 2}", remark)
    well = GAME.replace("points: 2}", remark)

    assert "" == complaints(silenced)
    assert (
        () == checked(loaded(decode(silenced.encode(), "deck.yaml"), Path("deck.yaml"))).diagnostics
    )
    assert "warning[S115]" in complaints(well)


def test_the_check_plays_unless_it_is_to_be_quick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """
    Play takes a second or two, so it can be left out.
    """
    monkeypatch.chdir(tmp_path)
    bad = GAME.replace("trust >= 5", "trust >= 9").replace("turns: 3", "turns: 2")
    Path("deck.yaml").write_text(bad)

    assert 0 == main(["deck", "check", "deck.yaml"])
    assert "warning[M345]" in capsys.readouterr().out
    assert 0 == main(["deck", "check", "--quick", "deck.yaml"])
    assert "deck.yaml: all well\n" == capsys.readouterr().out


def test_chance_falls_every_way_there_is():
    """
    A card that is as likely to bring trust as to cost it does both.
    """
    deck = loaded(decode(GAME.encode(), "deck.yaml"), Path("deck.yaml")).deck
    waiting, seen = [opening(deck)], set()
    while waiting:
        state = waiting.pop()
        for decision in plays.choices(deck, state, PlayHistory()):
            for unfolding in outcomes(deck, state, decision):
                after = unfolding.state
                if after.turn == 1 and not after.is_over:
                    waiting.append(after)
                elif after.turn == 2:
                    seen.add(after.levels["trust"])

    assert {2, 3, 4, 5} == seen


@pytest.mark.parametrize(
    "rule, steps",
    [("trust >= 5", 2), ("trust <= 5", 0), ("not trust = 3", 1), ("trust = 5 and coin_east = 1", 2),
     ("trust >= 5 or trust <= 2", 1), ("not (trust <= 4 and trust >= 1)", 2), ("calm", 3)],
)  # fmt: skip
def test_the_distance_to_a_rule_is_counted_in_steps(rule: str, steps: int):
    """
    Trust stands at 3.
    """
    text = GAME.replace("objectives:", "tests: {calm: trust = 0}\nobjectives:")
    deck = loaded(decode(text.encode(), "deck.yaml"), Path("deck.yaml")).deck
    read = read_test(rule.replace("coin_east", "east.coin"), scope_of(deck))

    assert steps == distance(read.value, deck.tests, opening(deck), Scene())
