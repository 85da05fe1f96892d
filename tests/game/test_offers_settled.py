"""An offer is settled by its answer; the adjudicator is not asked about it again."""

from tabletop.game.asks import asks
from tabletop.game.decision import Adjudicate, Move, Reorder
from tests.tables import Playing, deck_of

DECK = """
tracks: {trust: 5}
cards:
  pact: {kind: negotiate, offer: {accepted: trust +2, refused: trust -1}}
  deal: {kind: negotiate, effects: trust +1, offer: {accepted: trust +2}}
  speech: {effects: trust +1}
moves: up to 3
"""
PACT, DEAL = Move("pact", target="blue"), Move("deal", target="blue")
SPEECH = Move("speech")


def waiting(playing: Playing) -> list[str]:
    """Return the cards of the moves that still wait for an outcome, in their order."""
    return [m.planned.move.card for m in playing.state.moves if not m.outcome]


def test_a_move_that_is_nothing_but_an_offer_is_not_adjudicated():
    """
    What it does hung on the answer, and that has been told.
    """
    playing = Playing(deck_of(DECK))
    playing.until("plan")
    playing.seal("red", (PACT, DEAL, SPEECH))
    playing.seal("blue")
    playing.until("answer")
    playing.answer("blue", "refuse")
    playing.answer("blue", "refuse")
    playing.until("adjudicate")

    assert ["deal", "speech"] == waiting(playing)
    assert "adjudicate" == asks(playing.deck, playing.state)[0].what
    assert not any("Pact by Red takes effect" in line for line in playing.told("wall"))


def test_what_is_put_in_another_order_jumps_over_nothing_decided():
    """
    A settled offer stands before all that waits, wherever it was planned.
    """
    playing = Playing(deck_of(DECK))
    playing.until("plan")
    playing.seal("red", (SPEECH, PACT, DEAL))
    playing.seal("blue")
    playing.until("answer")
    playing.answer("blue", "refuse")
    playing.answer("blue", "refuse")
    playing.until("adjudicate")
    _, first, last = (m.id for m in playing.state.moves)

    playing.decide(Reorder((last, first)))

    assert ["pact", "deal", "speech"] == [m.planned.move.card for m in playing.state.moves]
    assert Adjudicate(last).move == asks(playing.deck, playing.state)[0].subject
