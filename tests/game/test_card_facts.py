"""What is printed on a card, for an author, a player and a move."""

from tabletop.game.card_facts import facts
from tabletop.language.expr import Scene
from tests.tables import deck_of

DECK = deck_of(
    """
tracks: {trust: 5, fear: 5, capital: 4 each}
cards:
  tower:
    posture: open or covert
    effects: {open: trust +1 if fear >= 2, covert: fear +1}
    stands: until recalled
    exposed: 25%
    if_seen: trust -1
  pact: {kind: negotiate, offer: {give: capital 2, needs: fear >= 3, accepted: trust +2}}
"""
)
TOWER, PACT = DECK.cards
RED = DECK.actors[0].id


def test_a_card_in_the_hand_shows_both_postures():
    """
    Before a posture is chosen, the player reads what each would do.
    """
    said = dict(facts(DECK, TOWER, Scene(RED)))

    assert "open: Trust +1 if Fear at least 2; covert: Fear +1" == said["Always"]
    assert "25% each turn, if covert" == said["Exposed"]


def test_effects_of_a_posture_stand_where_they_land():
    """
    What lands before and after them is told before and after them, for each reads the one before.
    """
    raid = deck_of(
        """
tracks: {trust: 5, fear: 5}
cards:
  raid: {posture: open or covert, effects: [fear +1, trust -1 if open, trust = fear]}
"""
    ).cards[0]

    assert "Fear +1; open: Trust -1; Trust becomes Fear" == dict(facts(DECK, raid))["Always"]


def test_a_move_shows_its_own_posture_alone():
    """
    Once it is played openly, nobody reads what it would have done in secret.
    """
    openly = dict(facts(DECK, TOWER, Scene(RED, posture="open")))
    covertly = dict(facts(DECK, TOWER, Scene(RED, posture="covert")))

    assert ("Trust +1 if Fear at least 2", "Fear +1") == (openly["Always"], covertly["Always"])
    assert "Exposed" not in openly
    assert "Trust -1" == covertly["If seen"]


def test_what_accepting_needs_is_for_the_author_alone():
    """
    The recipient is told when it answers; the offerer never.
    """
    assert "needs Fear at least 3" == dict(facts(DECK, PACT))["Accepting"]
    assert "Accepting" not in dict(facts(DECK, PACT, Scene(RED)))
