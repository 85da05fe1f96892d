"""The two small games that must be sayable: every number in them."""

from itertools import product

import pytest

from tabletop.game.event import InjectCame
from tests.decks.playing import deck_shipped
from tests.tables import Playing

PAYOFFS = {
    ("cooperate", "cooperate"): (3, 3),
    ("cooperate", "defect"): (0, 5),
    ("defect", "cooperate"): (5, 0),
    ("defect", "defect"): (1, 1),
}


@pytest.mark.parametrize("east, west", PAYOFFS)
def test_the_dilemma_pays_exactly(east, west):
    """Both keep faith 3 and 3, both break it 1 and 1, and one alone 5 to 0."""
    table = Playing(deck_shipped("decks/prisoners_dilemma"))

    table.turn(east=east, west=west)

    assert PAYOFFS[east, west] == (table["east.score"], table["west.score"])


def test_the_dilemma_forgets_last_turn():
    """What was done before weighs nothing; the points add up and are what counts."""
    table = Playing(deck_shipped("decks/prisoners_dilemma"))
    for east, west in PAYOFFS:
        table.turn(east=east, west=west)

    table.to_the_end()

    # Six turns in which nobody does anything: both stay at what they did last, which was to defect.
    assert {"east": 9 + 6, "west": 9 + 6} == {s.seat: s.points for s in table.state.scores}
    assert ("east", "west") == table.state.winners


def test_the_dilemma_takes_exactly_one_card():
    """Neither none nor two."""
    table = Playing(deck_shipped("decks/prisoners_dilemma")).until("plan")

    assert "moves" == table.refused_to_seal("east")
    assert "moves" == table.refused_to_seal("east", "cooperate, defect")


@pytest.mark.parametrize("north, south", [(1, 13), (13, 1), (7, 8), (9, 9)])
def test_the_higher_bid_takes_the_prize(north, south):
    """All of it, by however little; a tie goes to nobody."""
    table = Playing(deck_shipped("decks/goofspiel"))

    table.turn(north=f"bid_{north}", south=f"bid_{south}")

    prize = table["prize"]
    assert 1 <= prize <= 13
    assert table["north.score"] == (prize if north > south else 0)
    assert table["south.score"] == (prize if south > north else 0)


def test_every_prize_comes_once_and_every_bid_goes_once():
    """Thirteen prizes, thirteen envelopes a house, and nothing left at the end."""
    table = Playing(deck_shipped("decks/goofspiel"))
    for bid in range(1, 14):
        table.turn(north=f"bid_{bid}", south=f"bid_{14 - bid}")
        assert f"bid_{bid}" not in table.state.hands["north"]
        assert 13 - bid == len(table.state.hands["south"])

    prizes = [e.inject for e in table.happened(InjectCame)]
    worth = [int(prize.removeprefix("prize_")) for prize in prizes]
    assert list(range(1, 14)) == sorted(worth)
    assert sum(worth[7:]) == table["north.score"]
    assert sum(worth[:6]) == table["south.score"]
    assert table.state.is_over


def test_prizes_come_in_another_order_with_other_luck():
    """The pile is shuffled by entropy."""
    deck = deck_shipped("decks/goofspiel")

    first = {Playing(deck, entropy=entropy).until("plan")["prize"] for entropy in range(12)}

    assert len(first) > 3


@pytest.mark.parametrize("seat, bid", product(["north", "south"], [5]))
def test_a_bid_is_sealed_until_both_have_bid(seat, bid):
    """What has been sealed shows nowhere in the other house's sight."""
    table = Playing(deck_shipped("decks/goofspiel")).until("plan")
    table.seal(seat, f"bid_{bid}")

    other = "south" if seat == "north" else "north"
    assert not table.sight(other).state.plans[seat].moves
    assert 0 == table.sight(other).state.levels[f"{seat}.bid"]
