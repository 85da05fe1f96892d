"""One card tried at a table of its own, of which nothing is kept."""

import tempfile
from pathlib import Path

import pytest

from tabletop.game.decision import Move
from tabletop.language.ids import ActorId, LevelId, Viewer
from tabletop.table.trial import Trial, tried
from tests.tables import deck_of

DECK = """
tracks: {trust: 5, tension: 3, capital: 4 each}
moves: exactly 1
each_turn: tension +1
cards:
  push: {by: red, cost: capital 2, effects: trust +1, needs: tension <= 5}
  gamble: {by: red, chance: 50%, success: trust +3, failure: trust -3}
  pact: {by: red, offer: {to: blue, needs: trust >= 2, accepted: trust +2, refused: trust -2}}
  later: {by: red, unlocked_by: push, effects: trust -1}
injects:
  storm: {title: Storm, turn: 1, effects: tension +5}
endings:
  over: {title: Over, when: trust = 6}
"""

RED = ActorId(Viewer("red"))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the saves of trials lie where the test can look for them."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def levels(card: str, *, target: str = "", **options: object) -> dict[str, int]:
    """Return the shared levels after *card* was tried."""
    move = Move(card, target=target)
    found = tried(deck_of(DECK), Trial(RED, move, options.pop("levels", {}), **options), entropy=1)
    assert "" == found.refused
    return {name: found.after.levels[name] for name in ("trust", "tension")}


def test_what_changes_is_the_cards_doing_and_the_turns(folder: Path):
    """
    No news, no other seat's moves; cost and each turn's effects as ever. Nothing stays behind.
    """
    found = tried(deck_of(DECK), Trial(RED, Move("push"), {}), entropy=1)

    assert {"trust": 6, "tension": 4, "red.capital": 2, "blue.capital": 4} == found.after.levels
    assert found.receipt is not None
    assert ("certain", True) == (found.receipt.outcome, found.after.is_over)
    assert [] == list(folder.iterdir())


def test_levels_are_set_before_it_is_played():
    """
    Any shared level, and each actor's own.
    """
    at = {LevelId("trust"): 8, LevelId("red.capital"): 2}

    assert {"trust": 9, "tension": 4} == levels("push", levels=at)


def test_why_it_cannot_be_played_is_told():
    """
    Its needs at these levels, in the words of the table.
    """
    trial = Trial(RED, Move("push"), {LevelId("tension"): 9})

    found = tried(deck_of(DECK), trial, entropy=1)

    assert found.refused.startswith("Needs Tension at most 5, now 9")
    assert found.before == found.after


@pytest.mark.parametrize(("outcome", "trust"), [("success", 8), ("failure", 2)])
def test_the_outcome_can_be_asked_for(outcome: str, trust: int):
    """
    Both sides of a gamble are seen without luck.
    """
    assert trust == levels("gamble", outcome=outcome)["trust"]


@pytest.mark.parametrize(("answer", "trust"), [("accept", 7), ("refuse", 3)])
def test_an_offer_is_answered_as_asked(answer: str, trust: int):
    """
    By the seat that it goes to.
    """
    assert trust == levels("pact", target="blue", answer=answer)["trust"]


def test_an_offer_that_cannot_be_accepted_says_why():
    """
    The recipient's reason.
    """
    trial = Trial(RED, Move("pact", target="blue"), {LevelId("trust"): 1})

    assert tried(deck_of(DECK), trial, entropy=1).refused.startswith("Accepting it needs")


def test_a_locked_card_can_be_tried():
    """
    Its author need not play the key first.
    """
    assert 4 == levels("later")["trust"]


@pytest.mark.parametrize("method", ["odds", "2d6", "red-green", "umpire"])
def test_every_method_comes_to_an_end(method: str):
    """
    An umpire lets it succeed.
    """
    found = tried(deck_of(DECK, method=method), Trial(RED, Move("gamble"), {}), entropy=1)

    assert found.after.levels["trust"] in (2, 8)
