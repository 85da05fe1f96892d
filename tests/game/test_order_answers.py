"""Order 3: answers are sealed, reserve what is asked, and resolve together at the end."""

from tabletop.game.decision import Answer, Correct, Proceed
from tabletop.game.event import LevelShifted, OfferSettled
from tests.tables import Playing, deck_of

BARGAIN = """
tracks: {trust: 5, capital: 5 each}
cards:
  deal:
    copies: 2
    offer:
      give: capital 2
      ask: capital 1
      accepted: trust +1
      refused: trust -1
      lapses: after 1 turn
"""


def offered(deck, *, by="red", moves="deal @blue"):
    table = Playing(deck).until("plan")
    table.seal(by, moves)
    return table.until("answer")


def test_an_answer_is_sealed_until_all_are_in():
    """Blue's word changes nothing and is told to nobody before the answering is over."""
    table = offered(deck_of(BARGAIN))
    before = table.levels

    table.answer("blue", "accept")

    assert before == table.levels
    assert "Blue has answered Red." == table.told("red")[-1]
    assert "" == table.sight("red").state.offers[0].answer
    assert "accept" == table.sight("blue").state.offers[0].answer


def test_an_answer_is_given_once():
    """Sealed is sealed: a second word on the same offer is refused."""
    table = offered(deck_of(BARGAIN))
    table.answer("blue", "accept")

    assert "answered" == table.refused(Answer("blue", "1-red-1", "refuse"))


def test_nobody_else_answers_an_offer():
    """Only the seat it was made to."""
    table = offered(deck_of(BARGAIN))

    assert "offer" == table.refused(Answer("red", "1-red-1", "accept"))
    assert "offer" == table.refused(Answer("blue", "1-red-9", "accept"))


def test_offers_are_answered_in_their_phase_only():
    """Not while the moves are revealed, nor after."""
    table = offered(deck_of(BARGAIN))
    table.answer("blue", "wait")
    table.until("adjudicate")

    assert "phase" == table.refused(Answer("blue", "1-red-1", "accept"))


def test_the_table_waits_for_every_answer():
    """An offer without a word holds the phase open."""
    table = offered(deck_of(BARGAIN))

    assert "The table waits: Blue has to answer." == table.refusal(Proceed()).sentence


def test_an_accepted_offer_moves_what_is_given_and_asked():
    """Red gave 2 and gets 1; Blue gets 2 and gave 1; then the effects of acceptance land."""
    table = offered(deck_of(BARGAIN))
    table.answer("blue", "accept")

    table.until("adjudicate")

    assert {"trust": 6, "red.capital": 5 - 2 + 1, "blue.capital": 5 + 2 - 1} == table.levels
    assert () == table.state.offers


def test_a_refused_offer_returns_the_gift():
    """Red has its 2 again, and the effects of refusal land."""
    table = offered(deck_of(BARGAIN))
    table.answer("blue", "refuse")

    table.until("adjudicate")

    assert {"trust": 4, "red.capital": 5, "blue.capital": 5} == table.levels
    assert () == table.state.offers


def test_a_lapsed_offer_returns_the_gift_and_does_nothing_else():
    """Nobody refused it, so nobody is offended."""
    table = offered(deck_of(BARGAIN))

    table.until("aftermath", turn=2)

    assert {"trust": 5, "red.capital": 5, "blue.capital": 5} == table.levels
    assert ["lapsed"] == [e.how for e in table.happened(OfferSettled)]


def test_an_offer_stays_open_as_long_as_it_says_and_no_longer():
    """`lapses: after 1 turn` made in turn 1 may still be taken in turn 2; its aftermath ends it."""
    table = offered(deck_of(BARGAIN))
    table.answer("blue", "wait")

    table.until("answer", turn=2)
    assert ["1-red-1"] == [ask.subject for ask in table.asked("answer")]

    table.until("aftermath")
    assert () == table.state.offers


def test_an_offer_without_a_term_lapses_in_the_aftermath_of_its_own_turn():
    """Take it or leave it."""
    table = offered(deck_of("tracks: {trust: 5}\ncards: {deal: {offer: {accepted: trust +1}}}"))

    table.until("aftermath")

    assert [("lapsed", 1)] == [(e.how, table.state.turn) for e in table.happened(OfferSettled)]


def test_an_offer_that_lapses_this_turn_cannot_be_left_waiting():
    """In its last turn it is accepted or refused; one that stays open may wait."""
    table = offered(deck_of(BARGAIN))
    table.answer("blue", "wait")
    table.until("answer", turn=2)

    assert "lapses" == table.refused(Answer("blue", "1-red-1", "wait"))
    table.answer("blue", "refuse")


def test_what_is_asked_is_reserved_by_an_acceptance():
    """Blue has 5 and two offers that ask for 3 each: it may accept either, not both."""
    table = offered(
        deck_of("""
        tracks: {capital: 5 each}
        cards: {sale: {copies: 2, offer: {ask: capital 3}}}
        """),
        moves="sale @blue, sale @blue",
    )
    table.answer("blue", "accept", "1-red-1")

    refusal = table.refusal(Answer("blue", "1-red-2", "accept"))

    assert ("cost", "It asks for Capital 3, and 2 can be spent.") == (
        refusal.code,
        refusal.sentence,
    )
    table.answer("blue", "refuse", "1-red-2")


def test_a_refused_offer_reserves_nothing():
    """Having refused the first, Blue can still afford the second."""
    table = offered(
        deck_of("""
        tracks: {capital: 5 each}
        cards: {sale: {copies: 2, offer: {ask: capital 3}}}
        """),
        moves="sale @blue, sale @blue",
    )
    table.answer("blue", "refuse", "1-red-1")

    table.answer("blue", "accept", "1-red-2")
    table.until("adjudicate")

    assert (5 + 3, 5 - 3) == (table["red.capital"], table["blue.capital"])


def test_exactly_what_is_left_may_be_accepted():
    """An ask of 5 with 5 in hand is affordable, of 6 is not."""
    six, five = (
        offered(
            deck_of(
                f"tracks: {{capital: 5 each}}\ncards: {{sale: {{offer: {{ask: capital {n}}}}}}}"
            ),
            moves="sale @blue",
        )
        for n in (6, 5)
    )

    assert "cost" == six.refused(Answer("blue", "1-red-1", "accept"))
    five.answer("blue", "accept")


NEEDY = """
tracks:
  trust: 5
  resolve: {range: 0 to 10, start: 5, seen_by: blue}
cards:
  deal: {offer: {needs: resolve >= 5, accepted: trust +1, lapses: after 1 turn}}
  weaken: resolve -1
"""


def test_what_an_offer_needs_is_tested_at_acceptance():
    """It may be offered while the need is not met; it is the acceptance that is refused."""
    table = Playing(deck_of(NEEDY)).turn(blue="weaken", red="deal @blue").until("answer")

    assert "needs" == table.refused(Answer("blue", "1-red-1", "accept"))
    table.answer("blue", "refuse")


def test_what_an_offer_needs_is_not_tested_when_answers_resolve():
    """Blue could accept when it did; what becomes of the need afterwards is no matter."""
    table = offered(deck_of(NEEDY))
    table.answer("blue", "accept")

    table.decide(Correct("resolve", 0, "miscounted"))
    table.until("adjudicate")

    assert 6 == table["trust"]


def test_the_reason_why_an_offer_cannot_be_accepted_is_for_its_recipient_alone():
    """Red, who cannot see the resolve of Blue, hears nothing of it."""
    table = offered(deck_of(NEEDY))

    assert not [line for line in table.told("red") if "esolve" in line]
    table.decide(Correct("resolve", 4, "miscounted"))
    assert "now 4" in table.refusal(Answer("blue", "1-red-1", "accept")).sentence
    assert not [line for line in table.told("red") if "esolve" in line]


ROUND = """
actors: {red: Red, blue: Blue, green: Green}
tracks: {trust: 5}
cards: {deal: {copies: 3, offer: {accepted: trust +1, lapses: after 1 turn}}}
"""


def settled(table):
    return [e.offer for e in table.happened(OfferSettled)]


def test_answers_resolve_in_rounds_in_the_order_of_seats():
    """Every seat's first answer, then every second; in whatever order they were sealed."""
    table = Playing(deck_of(ROUND)).until("plan")
    table.seal("red", "deal @blue, deal @blue")
    table.seal("green", "deal @red")
    table.until("answer")
    for seat, offer in (("blue", "1-red-2"), ("blue", "1-red-1"), ("red", "1-green-1")):
        table.answer(seat, "accept", offer)

    table.until("adjudicate")

    assert ["1-green-1", "1-red-1", "1-red-2"] == settled(table)


def test_the_seat_whose_answers_come_first_rotates_with_the_turns():
    """In turn 2 Blue is first, so Blue's answer goes before Red's."""
    table = Playing(deck_of(ROUND)).until("plan", turn=2)
    table.seal("green", "deal @red, deal @blue")
    table.until("answer")
    for seat in ("red", "blue"):
        table.answer(seat, "accept")

    table.until("adjudicate")

    assert ["2-green-2", "2-green-1"] == settled(table)


def test_answers_resolve_together_when_the_answering_ends():
    """Blue spends in the second deal what the first brings: checked before, it may not."""
    table = offered(
        deck_of("""
        tracks: {capital: 2 each}
        cards:
          gift: {offer: {give: capital 2}}
          sale: {offer: {ask: capital 3}}
        """),
        moves="gift @blue, sale @blue",
    )
    table.answer("blue", "accept", "1-red-1")

    assert "cost" == table.refused(Answer("blue", "1-red-2", "accept"))


def test_an_offer_asks_what_it_asked_when_it_was_made():
    """An amount that reads the table is fixed at the reveal."""
    table = offered(
        deck_of("""
        tracks: {trust: 2, capital: 5 each}
        cards: {sale: {offer: {ask: capital trust}}}
        """),
        moves="sale @blue",
    )
    table.decide(Correct("trust", 4, "miscounted"))
    table.answer("blue", "accept")

    table.until("adjudicate")

    assert 3 == table["blue.capital"]


def test_a_recipient_at_the_top_of_its_track_takes_only_what_fits():
    """A gift of 3 to a seat that stands at 9 of 10 lands short; the rest is lost, not returned."""
    table = offered(
        deck_of("tracks: {capital: 9 each}\ncards: {gift: {offer: {give: capital 3}}}"),
        moves="gift @blue",
    )
    table.answer("blue", "accept")

    table.until("adjudicate")

    assert (6, 10) == (table["red.capital"], table["blue.capital"])
    assert [False, True] == [e.was + e.by != e.now for e in table.happened(LevelShifted)]


def test_an_offer_left_waiting_is_asked_again_next_turn():
    """The answer of last turn does not count for this one."""
    table = offered(deck_of(BARGAIN))
    table.answer("blue", "wait")

    table.until("answer", turn=2)
    table.answer("blue", "accept")
    table.until("adjudicate")

    assert 6 == table["trust"]


def test_an_absent_seat_lets_its_offers_wait():
    """Passing for Blue neither accepts nor refuses for it."""
    table = offered(deck_of(BARGAIN))

    table.until("aftermath")

    assert ["1-red-1"] == [offer.id for offer in table.state.offers]
