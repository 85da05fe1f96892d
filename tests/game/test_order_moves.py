"""Order 4: moves in rounds, seats in rotation, another order by decision, play in turn."""

import pytest

from tabletop.game.decision import Adjudicate, Proceed, Reorder, Seal
from tabletop.game.event import LevelShifted, MoveAdjudicated, MoveRevealed, PhaseBegan
from tests.tables import Playing, deck_of, moves_of

THREE = """
actors: {red: Red, blue: Blue, green: Green}
tracks: {trust: 5}
cards: {push: {copies: 3}}
"""


def adjudicated(table):
    return [e.move for e in table.happened(MoveAdjudicated)]


def test_moves_resolve_in_rounds():
    """Every seat's first move, then every second, then every third."""
    table = Playing(deck_of(THREE)).turn(red="push, push", blue="push", green="push, push, push")

    assert [
        *("1-red-1", "1-blue-1", "1-green-1"),
        *("1-red-2", "1-green-2"),
        "1-green-3",
    ] == adjudicated(table)


def test_the_order_of_sealing_does_not_matter():
    """Whoever seals first is not first to move."""
    table = Playing(deck_of(THREE)).until("plan")
    for seat in ("green", "blue", "red"):
        table.seal(seat, "push")

    table.until("aftermath")

    assert ["1-red-1", "1-blue-1", "1-green-1"] == adjudicated(table)


@pytest.mark.parametrize(
    "turn, seats",
    [
        (1, ["red", "blue", "green"]),
        (2, ["blue", "green", "red"]),
        (3, ["green", "red", "blue"]),
        (4, ["red", "blue", "green"]),
    ],
)
def test_the_seat_that_moves_first_rotates_with_the_turns(turn, seats):
    """Seats in deck order, rotated by turn - 1."""
    table = Playing(deck_of(THREE)).until("plan", turn=turn)
    for seat in ("red", "blue", "green"):
        table.seal(seat, "push")

    table.until("aftermath")

    assert [f"{turn}-{seat}-1" for seat in seats] == adjudicated(table)


def test_moves_are_revealed_in_the_order_in_which_they_will_resolve():
    """The reveal lays them out as they will be adjudicated."""
    table = Playing(deck_of(THREE)).turn(red="push, push", blue="push")

    assert ["1-red-1", "1-blue-1", "1-red-2"] == [e.id for e in table.happened(MoveRevealed)]


def test_a_seat_that_passes_holds_up_no_round():
    """Blue has no first move, so Green's first follows Red's."""
    table = Playing(deck_of(THREE)).turn(red="push, push", green="push")

    assert ["1-red-1", "1-green-1", "1-red-2"] == adjudicated(table)


def test_a_later_move_finds_what_an_earlier_one_left():
    """Red's move sets the stage for Blue's, which comes after it in the round."""
    table = Playing(
        deck_of("tracks: {trust: 5}\ncards: {double: trust +trust, drop: trust = 1}")
    ).turn(red="drop", blue="double")

    assert 2 == table["trust"]


def test_a_move_that_is_not_due_cannot_be_adjudicated():
    """One after the other, in order."""
    table = Playing(deck_of(THREE)).until("plan")
    table.seal("red", "push")
    table.seal("blue", "push")
    table.until("adjudicate")

    assert "move" == table.refused(Adjudicate("1-blue-1"))
    assert "move" == table.refused(Adjudicate("1-green-1"))
    table.adjudicate("1-red-1")
    assert "move" == table.refused(Adjudicate("1-red-1"))


def test_the_table_waits_for_every_move_to_be_adjudicated():
    """Nobody goes on past a move without an outcome."""
    table = Playing(deck_of(THREE)).until("plan")
    table.seal("red", "push")
    table.until("adjudicate")

    assert (
        "The table waits: the facilitator has to adjudicate." == table.refusal(Proceed()).sentence
    )


def test_the_facilitator_may_put_the_moves_in_another_order():
    """From then on that is the order, and everybody hears of it with the reason."""
    table = Playing(deck_of(THREE)).until("plan")
    table.seal("red", "push, push")
    table.seal("blue", "push")
    table.until("reveal")

    table.decide(Reorder(("1-blue-1", "1-red-2", "1-red-1"), "Blue was quicker"))
    table.until("aftermath")

    assert ["1-blue-1", "1-red-2", "1-red-1"] == adjudicated(table)
    assert "The moves are put in another order: Blue was quicker." in table.told("green")


def test_moves_already_decided_keep_their_place():
    """Only what still waits is put in order; what is done is done."""
    table = Playing(deck_of(THREE)).until("plan")
    table.seal("red", "push, push")
    table.seal("blue", "push")
    table.until("adjudicate")
    table.adjudicate("1-red-1")

    assert "moves" == table.refused(Reorder(("1-red-2", "1-blue-1", "1-red-1")))
    table.decide(Reorder(("1-red-2", "1-blue-1")))

    assert ["1-red-1", "1-red-2", "1-blue-1"] == [made.id for made in table.state.moves]


def test_another_order_names_every_waiting_move_once():
    """None left out, none twice, none from nowhere."""
    table = Playing(deck_of(THREE)).until("plan")
    table.seal("red", "push, push")
    table.until("reveal")

    for moves in [(), ("1-red-1",), ("1-red-1", "1-red-1"), ("1-red-1", "1-red-2", "1-blue-1")]:
        assert "moves" == table.refused(Reorder(moves))


def test_there_is_no_other_order_of_nothing():
    """Once all is decided there is nothing left to put in order."""
    table = Playing(deck_of(THREE)).until("plan")
    table.seal("red", "push")
    table.until("adjudicate")
    table.adjudicate()

    assert "phase" == table.refused(Reorder(()))


def test_the_reason_for_another_order_can_be_read():
    """Two thousand characters at most."""
    table = Playing(deck_of(THREE)).until("plan")
    table.seal("red", "push")
    table.until("reveal")

    assert "text" == table.refused(Reorder(("1-red-1",), "x" * 2001))
    table.decide(Reorder(("1-red-1",), "x" * 2000))


def test_there_is_no_other_order_before_the_reveal():
    """What is sealed is not known, so it cannot be put in order."""
    table = Playing(deck_of(THREE)).until("plan")

    assert "phase" == table.refused(Reorder(()))


def test_exactly_one_move_means_one():
    """A seat that may move makes neither none nor two."""
    table = Playing(deck_of("moves: exactly 1\n" + THREE)).until("plan")

    refusals = [table.refusal(Seal("red", moves_of(moves))) for moves in ("", "push, push")]

    assert {("moves", "A seat makes exactly 1 move in a turn.")} == {
        (refusal.code, refusal.sentence) for refusal in refusals
    }
    table.seal("red", "push")


def test_a_seat_that_can_make_no_more_moves_may_make_fewer_than_the_least():
    """Exactly two, and only one card in hand: one is enough."""
    table = Playing(deck_of("moves: exactly 2\ncards: {push: {}}")).until("plan")

    assert "moves" == table.refused(Seal("red", ()))
    table.seal("red", "push")


def test_up_to_two_moves_means_none_one_or_two():
    """Both ends of the allowance are inclusive."""
    for moves in ("", "push", "push, push"):
        Playing(deck_of("moves: up to 2\n" + THREE)).until("plan").seal("red", moves)

    table = Playing(deck_of("moves: up to 2\n" + THREE)).until("plan")
    assert "moves" == table.refused(Seal("red", moves_of("push, push, push")))


IN_TURN = """
order: in turn
phases: plan, reveal, adjudicate, aftermath
tracks: {trust: 5}
actors: {red: Red, blue: Blue, green: Green}
cards: {push: trust +1, double: {needs: trust >= 6, effects: trust +trust}}
"""


def test_in_turn_each_seat_plans_and_resolves_before_the_next():
    """Blue knows what came of Red's move when it plans its own."""
    table = Playing(deck_of(IN_TURN)).until("plan")
    assert "red" == table.state.mover
    table.seal("red", "push")

    table.until("plan")

    assert ("blue", 6) == (table.state.mover, table["trust"])
    table.seal("blue", "double")


def test_in_turn_only_the_seat_whose_go_it_is_may_seal():
    """The others wait, and are told for whom."""
    table = Playing(deck_of(IN_TURN)).until("plan")

    refusal = table.refusal(Seal("blue", moves_of("push")))

    assert ("turn", "It is Red's go.") == (refusal.code, refusal.sentence)
    assert ["red"] == [ask.seat for ask in table.asked("seal")]


def test_in_turn_every_seat_has_one_go_a_turn_and_the_first_rotates():
    """Red, Blue, Green; then Blue, Green, Red; and one aftermath for all."""
    table = Playing(deck_of(IN_TURN)).until("aftermath", turn=2)

    began = [(e.phase, e.mover) for e in table.happened(PhaseBegan)]
    stops = [(phase, mover) for phase, mover in began if phase in ("plan", "aftermath")]
    assert [
        *(("plan", "red"), ("plan", "blue"), ("plan", "green"), ("aftermath", "")),
        *(("plan", "blue"), ("plan", "green"), ("plan", "red"), ("aftermath", "")),
    ] == stops


def test_in_turn_offers_are_answered_before_the_next_seat_goes():
    """Each go has its own answers; one left waiting is asked again in the next."""
    table = Playing(
        deck_of("""
        order: in turn
        tracks: {trust: 5}
        cards: {deal: {offer: {accepted: trust +1, lapses: after 1 turn}}}
        """)
    ).until("plan")
    table.seal("red", "deal @blue")
    table.until("answer")
    table.answer("blue", "wait")

    table.until("plan")
    assert ("blue", 5) == (table.state.mover, table["trust"])
    table.until("answer")
    table.answer("blue", "accept")
    table.until("aftermath")

    assert 6 == table["trust"]


def test_in_turn_costs_are_paid_when_the_seat_has_its_go():
    """Blue still has everything while Red moves."""
    table = Playing(
        deck_of("""
        order: in turn
        tracks: {capital: 5 each}
        cards: {push: {cost: capital 2}}
        """)
    )

    table.turn(red="push")
    table.until("plan", turn=2)
    table.seal("blue", "push")
    table.until("aftermath")

    paid = [e.level for e in table.happened(LevelShifted)]
    assert ["red.capital", "blue.capital"] == paid
