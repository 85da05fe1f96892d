"""What a card can do, each thing once, at work in a session."""

import attrs
import pytest

from tabletop.game.decision import Expose, Move, Seal
from tabletop.game.event import CardUnlocked, PieceExposed
from tabletop.game.legal import legal_moves, objection
from tests.tables import Playing, deck_of, moves_of


def refusal(table, seat, moves):
    return table.refusal(Seal(seat, moves_of(moves)))


def test_a_card_is_held_by_those_it_names():
    """Red's card is not in Blue's hand."""
    table = Playing(deck_of("cards: {push: {by: red}}")).until("plan")

    assert {"red": ("push",), "blue": ()} == table.state.hands
    assert "hand" == table.refused_to_seal("blue", "push")
    assert "hand" == table.refused_to_seal("red", "nothing")


def test_a_card_has_as_many_copies_as_it_says_for_each_actor():
    """Two for Red and two for Blue; a third is refused."""
    table = Playing(deck_of("cards: {push: {copies: 2}, nudge: {}}")).until("plan")

    assert ("push", "push", "nudge") == table.state.hands["red"] == table.state.hands["blue"]
    why = refusal(table, "red", "push, push, push")
    assert ("copies", "Every copy of Push in this hand is planned already.") == (
        why.code,
        why.sentence,
    )
    table.seal("red", "push, push, nudge")


def test_a_card_that_is_played_leaves_the_hand():
    """One copy of two, at the reveal."""
    table = Playing(deck_of("cards: {push: {copies: 2}}")).until("plan")
    table.seal("red", "push")
    assert ("push", "push") == table.state.hands["red"]

    table.until("reveal")

    assert ("push",) == table.state.hands["red"]


def test_once_means_once():
    """It never returns."""
    table = Playing(deck_of("cards: {push: {once: yes}}")).turn(red="push")

    table.until("plan", turn=8)

    assert {"red": (), "blue": ("push",)} == table.state.hands


def test_once_means_once_whatever_else_the_card_says():
    """A deck made by other means than text needs no second word for it."""
    deck = deck_of("cards: {push: {}}")
    once = attrs.evolve(deck.cards[0], once=True)

    table = Playing(attrs.evolve(deck, cards=(once,))).turn(red="push")

    assert () == table.until("plan", turn=3).state.hands["red"]


def test_a_card_may_never_return():
    """`returns: never`, whatever its copies."""
    table = Playing(deck_of("cards: {push: {copies: 2, returns: never}}")).turn(red="push")

    table.until("plan", turn=8)

    assert ("push",) == table.state.hands["red"]


def test_a_card_returns_when_its_piece_is_recalled():
    """While the post stands its card is away; recalled in turn 3, it is in hand for turn 4."""
    table = Playing(
        deck_of("cards: {post: {stands: until recalled, returns: when recalled}}")
    ).turn(red="post")
    table.until("plan", turn=3)
    assert () == table.state.hands["red"]
    table.seal("red", recalls=["1-red-1"])

    table.until("plan", turn=4)

    assert (("post",), []) == (table.state.hands["red"], table.pieces)
    assert "Post is back in hand." in table.told("red")
    assert "Post is back in hand." not in table.told("blue")


def test_a_card_returns_next_turn_though_its_piece_stands():
    """That is the default: a second post can be built in turn 2."""
    table = Playing(deck_of("cards: {post: {stands: until recalled}}")).turn(red="post")
    table.until("plan", turn=2)
    table.seal("red", "post")

    table.until("aftermath")

    assert ["post", "post"] == table.pieces


def test_a_card_whose_offer_is_open_is_away_until_the_offer_is_closed():
    """With `returns: when recalled` an open offer holds its card as its piece would."""
    table = Playing(
        deck_of("""
        cards:
          base:
            offer: {lapses: after 1 turn}
            stands: until recalled
            returns: when recalled
        """)
    ).turn(red="base @blue")
    table.until("plan", turn=2)
    assert () == table.state.hands["red"]

    table.until("plan", turn=3)

    assert ("base",) == table.state.hands["red"]


@pytest.mark.parametrize("answer, pieces", [("accept", ["base"]), ("refuse", [])])
def test_a_card_with_an_offer_stands_only_if_it_was_accepted(answer, pieces):
    """Its piece speaks of the offerer as its owner and of whoever accepted as its target."""
    table = Playing(
        deck_of("""
        tracks: {capital: 5 each}
        cards:
          base: {offer: {}, stands: until recalled, each_turn: "capital -1, target.capital +1"}
        """)
    ).until("plan")
    table.seal("red", "base @blue")
    table.until("answer")
    table.answer("blue", answer)

    table.until("aftermath")

    assert pieces == table.pieces
    moved = len(pieces)
    assert {"red.capital": 5 - moved, "blue.capital": 5 + moved} == table.levels


def test_a_card_can_only_be_played_in_its_postures():
    """An open card is not played covertly, nor a covert one openly."""
    table = Playing(
        deck_of("cards: {parade: {}, spy: {posture: covert}, ship: {posture: open or covert}}")
    ).until("plan")

    why = refusal(table, "red", "parade covert")
    assert ("posture", "Parade can only be played open.") == (why.code, why.sentence)
    assert "posture" == table.refused_to_seal("red", "spy")
    table.seal("red", "parade, spy covert, ship covert")
    table.seal("blue", "ship")


def test_effects_depend_on_the_posture():
    """`effects`, `success` and `each_turn` may be split by how the move was made."""
    deck = deck_of("""
    tracks: {trust: 0, fear: 0}
    cards:
      ship:
        posture: open or covert
        effects: {open: trust +1, covert: fear +1}
        success: {open: trust +2, covert: fear +2}
        stands: until recalled
        each_turn: {open: trust +4, covert: fear +4}
    """)

    opened, hidden = (Playing(deck).turn(red=f"ship {how}").levels for how in ("open", "covert"))

    assert ({"trust": 7, "fear": 0}, {"trust": 0, "fear": 7}) == (opened, hidden)


def test_an_effect_may_depend_on_the_posture_by_its_if():
    """`open` and `covert` are tests about the move that brings the effect."""
    table = Playing(
        deck_of("""
        tracks: {trust: 0, fear: 1}
        cards:
          push:
            posture: open or covert
            success: [trust +1 if open, trust +2 if covert and fear = 1, trust +4 if not open]
        """)
    ).turn(red="push covert")

    assert 6 == table["trust"]
    assert ["trust +2", "trust +4"] == table.shifts


def test_an_open_move_is_shown_to_all_and_a_covert_one_to_whom_the_card_says():
    """Green is told by the card; Blue and the wall learn nothing; the facilitator knows."""
    table = Playing(
        deck_of("""
        actors: {red: Red, blue: Blue, green: Green}
        cards: {push: {}, spy: {posture: covert, seen_by: green}}
        """)
    ).turn(red="push, spy covert")

    def hears(line):
        viewers = ("red", "blue", "green", "wall", "facilitator")
        return [viewer for viewer in viewers if line in table.told(viewer)]

    assert ["red", "blue", "green", "wall", "facilitator"] == hears("Red plays Push (openly).")
    assert ["red", "green", "facilitator"] == hears("Red plays Spy (covertly).")


AIMED = """
actors: {red: Red, blue: Blue, green: Green}
tracks: {capital: 5 each}
cards:
  aim: {by: red, targets: any other actor, effects: target.capital -1}
  hit: {by: red, targets: blue, effects: target.capital -2}
  push: {by: red}
"""


def test_a_card_with_targets_is_played_at_one_of_them():
    """Not at nobody, not at oneself, not at those it does not name."""
    table = Playing(deck_of(AIMED)).until("plan")

    why = refusal(table, "red", "aim")
    assert ("target", "Aim must name one of: Blue, Green.") == (why.code, why.sentence)
    for moves in ("aim @red", "aim @pink", "hit @green", "hit", "push @blue"):
        assert "target" == table.refused_to_seal("red", moves)

    table.seal("red", "aim @green, hit @blue")
    table.until("aftermath")
    assert {"red.capital": 5, "blue.capital": 3, "green.capital": 4} == table.levels


def test_a_card_that_leaves_its_player_nobody_to_name_cannot_be_played():
    """A deck made by other means than text may say so."""
    deck = deck_of("cards: {aim: {by: red, targets: blue}, deal: {by: red, offer: {}}}")
    aim, deal = deck.cards
    assert deal.offer is not None
    alone = (
        attrs.evolve(aim, targets=("red",)),
        attrs.evolve(deal, offer=attrs.evolve(deal.offer, to=("red",))),
    )
    table = Playing(attrs.evolve(deck, cards=alone)).until("plan")

    for moves in ("aim", "aim @red", "deal", "deal @red"):
        assert "target" == table.refused_to_seal("red", moves)


def test_the_alternative_that_was_weighed_is_one_that_could_be_weighed():
    """A card of the same hand, or none."""
    table = Playing(deck_of("cards: {push: {}, nudge: {}, other: {by: blue}}")).until("plan")

    for rejected in ("other", "nothing"):
        assert "hand" == table.refused(Seal("red", (Move("push", rejected=rejected),)))
    table.decide(Seal("red", (Move("push", rejected="nudge"),)))


def test_needs_may_read_the_target():
    """The same card is allowed at one actor and refused at another."""
    table = Playing(
        deck_of("""
        actors: {red: Red, blue: Blue, green: Green}
        tracks: {capital: {range: 0 to 9, start: {red: 5, blue: 1, green: 5}, each: actor}}
        cards: {aid: {by: red, targets: any other actor, needs: target.capital <= 1}}
        """)
    ).until("plan")

    assert "needs" == table.refused_to_seal("red", "aid @green")
    table.seal("red", "aid @blue")


LOCKED = """
tracks: {trust: 5}
cards:
  school: {by: red, chance: 50%}
  degree: {by: red, unlocked_by: school}
"""


def test_a_locked_card_waits_for_the_success_of_its_key():
    """Failure unlocks nothing; success unlocks it from the next plan on, and for good."""
    table = Playing(deck_of(LOCKED)).turn(red="school", rolls={"school": 51})
    table.until("plan", turn=2)
    why = refusal(table, "red", "degree")
    assert ("locked", "Degree is locked until School has succeeded once.") == (
        why.code,
        why.sentence,
    )

    table.turn(red="school", rolls={"school": 50})
    assert "Unlocked: Degree." in table.told("red")
    table.turn(red="degree").turn(red="school, degree", rolls={"school": 51})

    table.until("plan")
    table.seal("red", "degree")


def test_a_key_unlocks_once():
    """A second success is no news."""
    table = Playing(deck_of(LOCKED))

    table.turn(red="school", rolls={"school": 1}).turn(red="school", rolls={"school": 1})

    assert 1 == len(table.happened(CardUnlocked))


def test_each_key_unlocks_its_own():
    """The second does not lock the first again."""
    table = Playing(
        deck_of("""
        cards:
          one: {by: red}
          two: {by: red}
          first: {by: red, unlocked_by: one}
          second: {by: red, unlocked_by: two}
        """)
    ).turn(red="one")
    table.until("plan", turn=2)
    assert "locked" == table.refused_to_seal("red", "second")
    table.turn(red="two").until("plan", turn=3)

    table.seal("red", "first, second")


def test_an_offer_unlocks_by_being_accepted():
    """For a card with an offer, acceptance is the success."""
    deck = deck_of("""
    cards: {deal: {by: red, offer: {}}, next: {by: red, unlocked_by: deal}}
    """)
    refused, accepted = Playing(deck), Playing(deck)
    for table, answer in ((refused, "refuse"), (accepted, "accept")):
        table.until("plan").seal("red", "deal @blue")
        table.until("answer").answer("blue", answer)
        table.until("plan", turn=2)

    assert "locked" == refused.refused_to_seal("red", "next")
    accepted.seal("red", "next")


def test_a_piece_stands_and_acts_each_turn_until_it_is_recalled():
    """Turns 1 to 3; recalled at the reveal of turn 4 it does nothing more."""
    table = Playing(
        deck_of("""
        tracks: {trust: 0}
        cards: {post: {stands: until recalled, each_turn: trust +1}}
        """)
    ).turn(red="post")
    table.until("plan", turn=4)
    assert 3 == table["trust"]
    table.seal("red", recalls=["1-red-1"])

    table.until("aftermath", turn=5)

    assert (3, []) == (table["trust"], table.pieces)


def test_a_piece_speaks_of_its_owner_and_target():
    """Its `each_turn` names the player and the target of the move that left it."""
    table = Playing(
        deck_of("""
        tracks: {capital: 5 each}
        cards:
          siege:
            targets: any other actor
            stands: until recalled
            each_turn: "target.capital -1, capital -2"
        """)
    ).turn(blue="siege @red")

    assert {"red.capital": 4, "blue.capital": 3} == table.levels


def test_a_card_whose_roll_failed_leaves_no_piece():
    """Its `effects` land, its piece does not stand."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        cards: {post: {chance: 50%, effects: trust +1, stands: until recalled}}
        """)
    ).turn(red="post", rolls={"post": 51})

    assert (6, []) == (table["trust"], table.pieces)


def test_pieces_stand_in_the_open_or_out_of_sight():
    """A covert piece is seen by its owner, the facilitator and whom the card says."""
    table = Playing(
        deck_of("""
        actors: {red: Red, blue: Blue, green: Green}
        cards: {spy: {posture: covert, seen_by: green, lasts: 3 turns}}
        """)
    ).turn(red="spy covert")

    seen = {v: len(table.sight(v).state.pieces) for v in ("red", "blue", "green", "facilitator")}
    assert {"red": 1, "blue": 0, "green": 1, "facilitator": 1} == seen


def test_the_facilitator_may_expose_a_covert_piece():
    """All see it from now on, with the reason, and its `if_seen` lands; once."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        cards:
          spy: {posture: covert, stands: until recalled, if_seen: trust -2}
          post: {stands: until recalled}
        """)
    ).turn(red="spy covert, post")

    table.decide(Expose(spy_of(table), "A photograph"))

    assert 3 == table["trust"]
    assert "Spy of Red comes to light (A photograph)." in table.told("blue")
    assert "spy" in [piece.card for piece in table.sight("blue").state.pieces]
    assert "piece" == table.refused(Expose(spy_of(table)))
    assert "piece" == table.refused(Expose("1-red-1"))
    assert "piece" == table.refused(Expose("9-red-1"))


def spy_of(table):
    return next(piece.id for piece in table.state.pieces if piece.card == "spy")


def test_the_reason_for_an_exposure_can_be_read():
    """Two thousand characters at most."""
    table = Playing(deck_of("cards: {spy: {posture: covert, lasts: 3 turns}}"))
    table.turn(red="spy covert")

    assert "text" == table.refused(Expose(spy_of(table), "x" * 2001))
    table.decide(Expose(spy_of(table), "x" * 2000))


def test_if_seen_speaks_of_its_owner():
    """A bare per-actor name is the level of whoever is found out."""
    table = Playing(
        deck_of("""
        tracks: {capital: 5 each}
        cards: {spy: {posture: covert, lasts: 2 turns, exposed: 100%, if_seen: capital -2}}
        """)
    ).turn(blue="spy covert")

    assert {"red.capital": 5, "blue.capital": 3} == table.levels


def test_a_piece_that_is_on_its_way_is_not_exposed_by_chance():
    """It cannot be seen before it is here."""
    table = Playing(
        deck_of("""
        cards: {spy: {posture: covert, arrives: after 2 turns, stands: until recalled, exposed: 100%}}
        """)
    ).turn(red="spy covert")
    assert [] == table.happened(PieceExposed)

    table.until("aftermath", turn=3)
    assert [] == table.happened(PieceExposed)
    table.until("aftermath", turn=4)
    assert 1 == len(table.happened(PieceExposed))


def test_the_owner_of_a_covert_piece_hears_the_roll_that_spared_it():
    """Others do not even hear that something was rolled for."""
    table = Playing(deck_of("cards: {spy: {posture: covert, lasts: 1 turn, exposed: 0%}}")).turn(
        red="spy covert"
    )

    def rolled(viewer):
        return [line for line in table.told(viewer) if "coming to light" in line]

    assert 1 == len(rolled("red")) == len(rolled("facilitator"))
    assert [] == rolled("blue") == rolled("wall")


@pytest.mark.parametrize("hand", [(), ("nudge",), ("push", "push", "nudge")])
def test_a_seat_may_begin_with_another_hand(hand):
    """A seed deals it; seats it does not name hold everything."""
    deck = attrs.evolve(deck_of("cards: {push: {copies: 2}, nudge: {}}"), hands={"red": hand})

    table = Playing(deck).until("plan")

    assert {"red": hand, "blue": ("push", "push", "nudge")} == table.state.hands


def test_legal_moves_are_those_that_may_be_sealed():
    """Each card once, in deck order, with each posture and target it allows."""
    table = Playing(
        deck_of("""
        actors: {red: Red, blue: Blue, green: Green}
        tracks: {capital: 3 each}
        cards:
          ship: {copies: 2, posture: open or covert, cost: capital 2}
          aim: {targets: any other actor, cost: capital 1}
          dear: {cost: capital 4}
        """)
    ).until("plan")

    def legal(*before):
        return list(legal_moves(table.deck, table.state, "red", before))

    aims = [Move("aim", "open", "blue"), Move("aim", "open", "green")]
    assert [Move("ship", "open"), Move("ship", "covert"), *aims] == legal()
    assert aims == legal(Move("ship", "covert"))
    assert [] == legal(Move("ship"), aims[0])


def test_whether_it_is_the_moment_to_seal_is_not_asked_of_a_move():
    """The hand shows what could be played while the answers are given, too."""
    table = Playing(deck_of("cards: {push: {}}")).until("answer")

    assert None is objection(table.deck, table.state, "red", Move("push"))


def test_a_reason_has_a_length_that_can_be_read():
    """Two thousand characters, for a card as for a move of one's own."""
    table = Playing(deck_of("cards: {push: {}}")).until("plan")

    assert "text" == table.refused(Seal("red", (Move("push", reason="x" * 2001),)))
    table.decide(Seal("red", (Move("push", reason="x" * 2000),)))
