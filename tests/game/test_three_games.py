"""Three games that must always be sayable, played from the decks as they are printed."""

from pathlib import Path

import pytest

from tabletop.game.decision import PassFor, Seal
from tabletop.game.event import InjectCame
from tabletop.game.legal import legal_moves, plan_objection
from tests.tables import Playing, deck_read, moves_of

DECKS = Path(__file__).parents[2] / "decks"


def printed(name):
    return deck_read((DECKS / f"{name}.yaml").read_text())


PAYOFF = {"cc": (3, 3), "cd": (0, 5), "dc": (5, 0), "dd": (1, 1)}


@pytest.mark.parametrize("moves", sorted(PAYOFF))
def test_the_prisoners_dilemma_pays_what_its_table_says(moves):
    """Three each, or five and nothing, or one each."""
    deck = printed("prisoners_dilemma")
    (east, west), (mate, rat) = (a.id for a in deck.actors), (c.id for c in deck.cards[:2])
    card = {"c": mate, "d": rat}
    table = Playing(deck)

    for _ in range(2):
        table.turn(**{east: card[moves[0]], west: card[moves[1]]})

    assert tuple(2 * points for points in PAYOFF[moves]) == (
        table[f"{east}.score"],
        table[f"{west}.score"],
    )


def goofspiel_by_hand(prizes, north, south):
    """Return the scores of a game as one would keep them with a pencil."""
    scores = [0, 0]
    for prize, a, b in zip(prizes, north, south, strict=True):
        if a != b:
            scores[0 if a > b else 1] += prize
    return scores


@pytest.mark.parametrize("entropy", range(5))
def test_goofspiel_is_played_to_its_last_bid(entropy):
    """Thirteen prizes in an order of luck, thirteen bids a side, none of either twice."""
    table = Playing(printed("goofspiel"), entropy=entropy)
    north = [(5 * n + entropy) % 13 + 1 for n in range(13)]
    south = [(8 * n + 3) % 13 + 1 for n in range(13)]

    for a, b in zip(north, south, strict=True):
        table.turn(north=f"bid_{a}", south=f"bid_{b}")
    prizes = [int(e.inject.removeprefix("prize_")) for e in table.happened(InjectCame)]

    assert list(range(1, 14)) == sorted(prizes)
    expected = goofspiel_by_hand(prizes, north, south)
    assert expected == [table["north.score"], table["south.score"]]
    assert {"north": (), "south": ()} == table.state.hands
    best = max(expected)
    winners = [s for s, n in zip(("north", "south"), expected, strict=True) if n == best]
    assert winners == list(table.state.winners)


def test_a_bid_must_be_made_in_goofspiel():
    """Exactly one; and what was bid is gone."""
    table = Playing(printed("goofspiel")).turn(north="bid_1", south="bid_2")
    table.until("plan", turn=2)

    assert "moves" == table.refused_to_seal("north")
    assert "hand" == table.refused_to_seal("north", "bid_1")


@pytest.mark.parametrize("name", ["quiet_signals", "island_chain"])
@pytest.mark.parametrize("entropy", range(3))
def test_the_flagship_and_its_little_sister_are_played_to_the_end(name, entropy):
    """Every seat plays what it may, first card first, in every turn; the session ends."""
    deck = printed(name)
    table = Playing(deck, entropy=entropy)
    while not table.state.is_over:
        if table.state.phase == "plan":
            for ask in table.asked("seal"):
                play_something(table, ask.seat, entropy)
        table.step()

    assert table.state.turn <= deck.terms.turns
    assert table.state.scores and table.state.winners


def play_something(table, seat, skip):
    options = list(legal_moves(table.deck, table.state, seat))
    if not options:
        table.decide(PassFor(seat))
        return
    moves = (options[(skip + table.state.turn) % len(options)],)
    refused = plan_objection(table.deck, table.state, seat, moves)
    table.decide(PassFor(seat) if refused else Seal(seat, moves_of(moves)))
