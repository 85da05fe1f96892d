"""The one door out of the state: what each viewer sees, and that its sight is a whole table."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.game.apply import apply
from tabletop.game.asks import Ask, asks
from tabletop.game.decision import (
    Adjudicate,
    Correct,
    Expose,
    FreeMove,
    Move,
    Release,
    Reorder,
    Seal,
)
from tabletop.game.dice import Dice
from tabletop.game.event import Cause
from tabletop.game.legal import answer_objection, legal_moves, objection, plan_objection
from tabletop.game.narrate import narrate
from tabletop.game.sight import sight
from tabletop.game.state import Plan, opening
from tabletop.game.unfolding import Landing, Unfolding
from tabletop.language.expr import Scene
from tests.game.everything import DECKS, EVERYTHING, session
from tests.tables import Playing, deck_of, moves_of, with_terms

SEATS = ("red", "blue", "green")
SESSIONS = [
    (deck, step)
    for n, deck in enumerate(DECKS)
    for step in session(deck, Random(n + 40), opening(deck), entropy=n)
]


@given(st.sampled_from(SESSIONS), st.sampled_from(SEATS))
@settings(max_examples=300, deadline=None)
def test_a_seat_may_do_by_its_sight_what_it_may_do_at_the_table(moment, seat):
    """Every move, plan and answer is allowed on the sight exactly when it is on the table."""
    deck, step = moment
    state, seen = step.before, sight(deck, step.before, seat)

    for before in ((), tuple(legal_moves(deck, state, seat))[:1]):
        on_table = list(legal_moves(deck, state, seat, before))
        assert on_table == list(legal_moves(seen.deck, seen.state, seat, before))
        for move in moves_of("post, probe covert @blue, burst, annex, fleet, deal @green"):
            assert objection(deck, state, seat, move, before) == objection(
                seen.deck, seen.state, seat, move, before
            )
    mine = tuple(piece.id for piece in state.pieces if piece.owner == seat)
    others = tuple(piece.id for piece in state.pieces if piece.owner != seat)
    for recalls in ((), mine, *((piece,) for piece in mine)):
        assert plan_objection(deck, state, seat, (), recalls) == plan_objection(
            seen.deck, seen.state, seat, (), recalls
        )
    for piece in others:  # it need not be there by its id, and is nothing to recall either way
        assert plan_objection(deck, state, seat, (), (piece,)) is not None
        assert plan_objection(seen.deck, seen.state, seat, (), (piece,)) is not None
    for offer in state.offers:
        for word in ("accept", "refuse", "wait"):
            if offer.to == seat:
                assert answer_objection(deck, state, seat, offer.id, word) == answer_objection(
                    seen.deck, seen.state, seat, offer.id, word
                )


@given(st.sampled_from(SESSIONS), st.sampled_from(SEATS))
@settings(max_examples=300, deadline=None)
def test_what_is_asked_of_a_seat_stands_in_its_sight(moment, seat):
    """It learns of all that is asked of itself, and of nothing that is not asked at all."""
    deck, step = moment
    asked = asks(deck, step.before)

    seen = sight(deck, step.before, seat).asks

    assert [ask for ask in asked if ask.seat == seat] == [a for a in seen if a.seat == seat]
    assert all(ask in asked for ask in seen if ask.seat in SEATS)
    assert bool(seen) == (not step.before.is_over)


CANARIES = {
    "canary-brief-red": {"red"},
    "canary-brief-blue": {"blue"},
    "canary-brief-green": {"green"},
    "canary-objective-red": {"red"},
    "canary-objective-blue": {"blue"},
    "canary-reason-red": {"red"},
    "canary-reason-blue": {"blue"},
    "canary-reason-green": {"green"},
    "canary-inject-cable": {"blue"},
    "canary-inject-prize": {"red"},
}


@given(st.sampled_from(SESSIONS), st.sampled_from((*SEATS, "wall")))
@settings(max_examples=300, deadline=None)
def test_no_canary_sings_outside_its_cage(moment, viewer):
    """A word hidden in each secret place is in no sight and no sentence of who may not know it."""
    deck, step = moment

    seen = repr(sight(deck, step.before, viewer)) + heard(deck, step, viewer)

    for canary, knowing in CANARIES.items():
        if canary.startswith("canary-objective") and step.after.is_over:
            continue  # secret objectives are told at the end
        if viewer not in knowing:
            assert canary not in seen
    for inject in ("storm", "rumour", "leak"):
        if not step.after.came.get(inject) and not step.before.came.get(inject):
            assert f"canary-inject-{inject}" not in seen


def heard(deck, step, viewer):
    """Return all that *viewer* is told of *step*."""
    state, lines = step.before, []
    for event in step.events:
        lines.append(narrate(deck, state, event, viewer))
        state = apply(state, event)
    return repr(lines)


@pytest.mark.parametrize("canary", CANARIES)
def test_every_canary_sings_in_its_cage(canary):
    """The test above looks for words that are there: whoever may know one comes to see it."""
    for viewer in CANARIES[canary]:
        assert any(
            canary in repr(sight(deck, step.before, viewer)) + heard(deck, step, viewer)
            for deck, step in SESSIONS
        )


def test_there_is_something_to_compare():
    """The sessions above have moves, pieces of either side and offers to each seat."""
    states = [step.before for _, step in SESSIONS]

    for seat in SEATS:
        assert any(piece.owner == seat for state in states for piece in state.pieces)
        assert any(offer.to == seat for state in states for offer in state.offers)
        assert any(list(legal_moves(deck, step.before, seat)) for deck, step in SESSIONS)


@given(st.sampled_from(SESSIONS))
@settings(max_examples=100, deadline=None)
def test_the_facilitator_sees_the_table_itself(moment):
    """Deck, state and asks, whole."""
    deck, step = moment

    seen = sight(deck, step.before, "facilitator")

    assert (deck, step.before, asks(deck, step.before)) == (seen.deck, seen.state, seen.asks)


def test_effects_land_on_a_sight_as_far_as_it_shows():
    """A bot that tries a move on its sight moves what it sees; the rest is not there."""
    deck = deck_of("""
    tracks: {trust: 5, resolve: {range: 0 to 9, start: 4, seen_by: blue}}
    cards: {push: "trust +1, resolve +1"}
    """)
    seen = sight(deck, opening(deck), "red")

    unfolding = Unfolding(seen.deck, seen.state, Dice(0))
    unfolding.land(Landing(deck.cards[0].effects, Scene("red"), Cause("move", "1-red-1")))

    assert {"trust": 6} == unfolding.state.levels


def test_a_rehearsal_keeps_its_beginning_to_the_table():
    """What the table goes back to holds everybody's secrets."""
    table = Playing(deck_of("cards: {push: {}}", rehearsal=True)).until("plan")

    assert table.state.opening is not None
    assert None is table.sight("red").state.opening


def test_of_a_sealed_plan_others_see_that_there_is_one():
    """No move, no number of them, no recall."""
    table = Playing(deck_of("cards: {push: {copies: 2}}")).until("plan")
    table.seal("red", "push, push")

    assert Plan() == table.sight("blue").state.plans["red"]
    assert 2 == len(table.sight("red").state.plans["red"].moves)
    assert "Red seals Push (openly), Push (openly)." in table.told("red")
    assert "Red has sealed." in table.told("blue")


def test_a_hand_is_for_its_own_seat():
    """Neither cards nor their number, nor what is away."""
    table = Playing(deck_of("cards: {push: {returns: never}}")).turn(red="push")

    seen = table.sight("blue").state

    assert {"blue": ("push",)} == seen.hands
    assert () == seen.away
    assert {"red": ()} == table.sight("red").state.hands


def test_what_was_thought_of_a_move_is_for_its_own_seat():
    """Its reason, and the card that was weighed and not played."""
    table = Playing(deck_of("cards: {push: {}, nudge: {}}", facilitated=True)).until("plan")
    thought = Move("push", reason="They sleep", rejected="nudge")
    table.decide(Seal("red", (thought, FreeMove("Sing", "Joy", reason="Why not"))))
    table.until("reveal")

    def shown(viewer):
        return [made.planned.move for made in table.sight(viewer).state.moves]

    assert [thought, FreeMove("Sing", "Joy", reason="Why not")] == shown("red")
    assert [Move("push"), FreeMove("Sing", "Joy")] == shown("blue") == shown("wall")
    assert shown("red") == shown("facilitator")


def test_the_price_of_a_move_is_for_its_own_seat():
    """It may come of what only its player sees."""
    table = Playing(
        deck_of("""
        tracks: {will: {range: 0 to 9, start: 4, each: actor, seen_by: owner}}
        cards: {push: {cost: "will min(will, 3)"}}
        """)
    ).until("plan")
    table.seal("red", "push")
    table.until("reveal")

    assert () == table.sight("blue").state.moves[0].planned.cost
    assert 3 == table.sight("red").state.moves[0].planned.cost[0].steps


HIDDEN_STARTS = """
tracks:
  resolve: {range: 2 to 9, start: 7, seen_by: blue}
  will: {range: 1 to 9, start: {red: 5, blue: 6}, each: actor, seen_by: owner}
  trust: 5
"""


def test_where_a_hidden_track_began_is_hidden_too():
    """A seat reads its own beginnings in the deck, and of others' only the foot of the track."""
    table = Playing(deck_of(HIDDEN_STARTS))

    def starts(viewer):
        resolve, will, trust = table.sight(viewer).deck.tracks
        return resolve.start, dict(will.starts), trust.start

    assert (2, {"red": 5, "blue": 1}, 5) == starts("red")
    assert (7, {"red": 1, "blue": 6}, 5) == starts("blue")
    assert (2, {"red": 1, "blue": 1}, 5) == starts("wall")


SECRET_MOVES = """
actors: {red: Red, blue: Blue, green: Green}
tracks: {trust: 5}
cards: {push: {copies: 2, chance: 50%}, hide: {copies: 3, posture: covert}, spy: {copies: 2, posture: covert, stands: until recalled}}
"""


@pytest.mark.parametrize(
    "moves",
    [
        "push, hide covert, spy covert",
        "hide covert, hide covert, spy covert",
        "hide covert, hide covert, hide covert, spy covert",
    ],
)
def test_the_id_of_a_covert_piece_tells_of_no_other(moves):
    """Brought to light, a spy's number is the same whether or not something hid before it."""
    alone, among = Playing(deck_of(SECRET_MOVES)), Playing(deck_of(SECRET_MOVES))
    for table, said in ((alone, "spy covert"), (among, moves)):
        table.turn(red=said)
        table.decide(Expose(table.state.pieces[0].id))

    assert alone.sight("blue").state.pieces == among.sight("blue").state.pieces


def test_open_moves_are_numbered_among_themselves():
    """A covert move between them leaves no gap."""
    table = Playing(deck_of(SECRET_MOVES)).turn(red="push, spy covert, push")

    assert ["1-red-1", "1-red-2"] == [made.id for made in table.sight("blue").state.moves]


def test_two_covert_copies_are_told_apart():
    """Each move has an id of its own."""
    table = Playing(deck_of(SECRET_MOVES)).turn(red="spy covert, spy covert")

    assert 2 == len({piece.id for piece in table.state.pieces})


def test_while_a_covert_move_is_decided_others_see_what_would_be_next():
    """Nothing shows that the table waits for something else."""
    table = Playing(deck_of(SECRET_MOVES)).until("plan")
    table.seal("red", "spy covert, push")
    table.until("adjudicate")

    assert ("spy", "push") == tuple(table.card_of(m.id) for m in table.state.moves)
    assert (Ask("facilitator", "adjudicate", "1-red-1"),) == table.sight("blue").asks
    assert table.asked("adjudicate") == list(table.sight("red").asks)
    table.adjudicate()
    table.adjudicate()
    assert (Ask("facilitator", "proceed"),) == table.sight("blue").asks


def test_another_order_of_covert_moves_is_no_news():
    """Whoever sees the moves in the order they were hears nothing of it."""
    table = Playing(deck_of(SECRET_MOVES)).until("plan")
    table.seal("red", "spy covert, push")
    table.seal("blue", "push")
    table.until("reveal")
    spy, *others = (made.id for made in table.state.moves)

    table.decide(Reorder((*others, spy), "so be it"))

    line = "The moves are put in another order: so be it."
    assert line not in table.told("blue") + table.told("green")
    assert line in table.told("facilitator")
    table.decide(Reorder((*reversed(others), spy), "so be it"))
    assert line in table.told("green")


STEEL = """
tracks:
  trust: 9
  resolve: {range: 0 to 10, start: 6, seen_by: blue}
  gate: {range: 0 to 9, start: 3, shifts_if: firm}
tests: {firm: resolve >= 8}
cards:
  steel: {by: blue, chance: 10% * resolve, success: trust +1}
  flood: {by: blue, effects: trust +resolve}
  maybe: {by: blue, effects: [trust +1 if resolve >= 8, trust -1 if trust <= 2]}
  open_gate: {by: blue, effects: gate +1}
"""


def test_odds_that_come_of_a_hidden_level_are_for_those_who_see_it():
    """Red hears that it succeeded; the number would tell it the resolve of Blue."""
    table = Playing(deck_of(STEEL)).turn(blue="steel", rolls={"steel": 12})

    assert "Steel by Blue succeeds (60%, typed 12)." in table.told("blue")
    assert "Steel by Blue succeeds." in table.told("red")


def test_what_a_hidden_level_asked_for_is_for_those_who_see_it():
    """Both see trust go up by one; by how much it was meant to, Blue alone."""
    table = Playing(deck_of(STEEL)).turn(blue="flood")

    assert "Trust 9 → 10 (+6 asked for; Flood)." in table.told("blue")
    assert "Trust 9 → 10 (Flood)." in table.told("red")


@pytest.mark.parametrize("card", ["maybe", "open_gate"])
def test_what_a_hidden_level_forbade_is_for_those_who_see_it(card):
    """Red sees that nothing moved; that it was for want of resolve is Blue's to know."""
    table = Playing(deck_of(STEEL)).turn(blue=card)

    def unmoved(viewer):
        return [line for line in table.told(viewer) if "is not moved" in line]

    assert unmoved("blue") == unmoved("facilitator") != []
    assert [] == unmoved("red") == unmoved("wall")


def test_two_dice_know_nothing_of_hidden_levels():
    """Where arguments make the odds, everybody may know them."""
    table = Playing(with_terms(deck_of(STEEL), method="2d6")).until("plan")
    table.seal("blue", "steel")
    table.until("adjudicate")

    table.adjudicate(dice=(3, 4))

    assert "Steel by Blue succeeds (21 of 36, typed 3 and 4)." in table.told("red")


def test_what_a_hidden_level_did_not_do_is_not_told():
    """That it was not moved either."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5, resolve: {range: 0 to 9, start: 4, seen_by: blue}}
        cards: {push: resolve +1 if trust >= 6}
        """)
    ).turn(red="push")

    line = "Resolve is not moved by Push: its condition does not hold."
    assert line in table.told("blue")
    assert line not in table.told("red")


def test_what_a_covert_move_asked_for_is_its_own_seats_to_know():
    """Others see the level move, and not that more was meant, or that something fell short."""
    table = Playing(
        deck_of("""
        tracks: {trust: 9, fear: 5}
        cards: {push: {posture: covert, effects: "trust +3, fear +1 if trust = 0"}}
        """)
    ).turn(red="push covert")

    assert "Trust 9 → 10 (+3 asked for; Push)." in table.told("red")
    assert "Fear is not moved by Push: its condition does not hold." in table.told("red")
    assert ["Trust 9 → 10."] == [x for x in table.told("blue") if "Trust" in x or "Fear" in x]


def test_the_odds_of_being_found_out_may_be_hidden_from_the_one_who_hides():
    """Where they read what the piece's owner does not see, it hears only how it went."""
    table = Playing(
        deck_of("""
        tracks: {watch: {range: 0 to 9, start: 3, seen_by: blue}}
        cards: {spy: {by: red, posture: covert, lasts: 1 turn, exposed: 0% * watch}}
        """)
    ).turn(red="spy covert")

    assert "Spy coming to light: no." in table.told("red")
    assert [] != [line for line in table.told("facilitator") if "0%, rolled" in line]


def test_a_covert_offer_lies_between_two_seats():
    """The others see neither it nor its answer, nor that anybody is asked."""
    table = Playing(
        deck_of("""
        actors: {red: Red, blue: Blue, green: Green}
        tracks: {capital: 5 each}
        cards:
          deal: {posture: covert, offer: {give: capital 1, lapses: after 1 turn}}
          push: {}
        """)
    ).until("plan")
    table.seal("red", "push, deal covert @blue")
    table.until("answer")

    assert 1 == len(table.sight("blue").state.offers)
    assert () == table.sight("green").state.offers
    assert (Ask("facilitator", "proceed"),) == table.sight("green").asks
    table.answer("blue", "accept")
    table.until("adjudicate")
    assert "Blue accepts Deal from Red." in table.told("red")
    assert not [line for line in table.told("green") if "Deal" in line]
    assert "Blue: Capital 5 → 6." in table.told("green")


def test_the_piece_of_a_covert_offer_is_seen_by_whoever_accepted_it():
    """And by nobody else."""
    table = Playing(
        deck_of("""
        actors: {red: Red, blue: Blue, green: Green}
        cards: {base: {posture: covert, offer: {}, stands: until recalled}}
        """)
    ).until("plan")
    table.seal("red", "base covert @blue")
    table.until("answer")
    table.answer("blue", "accept")
    table.until("brief", turn=2)

    assert [1, 0] == [len(table.sight(viewer).state.pieces) for viewer in ("blue", "green")]


def test_an_old_covert_offer_is_still_known_to_both():
    """Answered a turn later, what came of it is told to them by its name."""
    table = Playing(
        deck_of("""
        actors: {red: Red, blue: Blue, green: Green}
        tracks: {trust: 5}
        cards: {deal: {posture: covert, offer: {accepted: trust +1, lapses: after 1 turn}}}
        """)
    ).turn(red="deal covert @blue")
    table.until("answer", turn=2)
    table.answer("blue", "accept")
    table.until("adjudicate")

    for viewer in ("red", "blue", "facilitator"):
        assert "Trust 5 → 6 (Deal)." == table.told(viewer)[-2]
    assert "Trust 5 → 6." == table.told("green")[-2]


def test_a_track_that_all_may_see_stands_in_a_sight_as_printed():
    """Shared or not."""
    table = Playing(deck_of("tracks: {trust: 5, capital: {start: {red: 3, blue: 4}, each: actor}}"))

    assert table.deck.tracks == table.sight("red").deck.tracks


def test_at_the_end_nothing_is_asked_in_any_sight():
    """The session is over for everybody."""
    table = Playing(deck_of("cards: {push: {}}", turns=1)).to_the_end()

    assert {()} == {table.sight(viewer).asks for viewer in ("red", "wall", "facilitator")}


def test_a_locked_card_tells_its_holder_that_the_key_has_turned():
    """Its holder must know; whoever holds no such card hears of a covert success nothing."""
    table = Playing(
        deck_of("""
        actors: {red: Red, blue: Blue, green: Green}
        cards: {key: {by: red, posture: covert}, lock: {by: blue, unlocked_by: key}}
        """)
    ).turn(red="key covert")

    assert ("key",) == table.sight("blue").state.unlocked
    assert () == table.sight("green").state.unlocked
    assert "Unlocked: Lock." in table.told("blue")
    assert "Unlocked: Lock." not in table.told("green")


def test_an_open_success_that_unlocks_is_no_secret():
    """All saw it succeed."""
    table = Playing(deck_of("cards: {key: {by: red}, lock: {by: blue, unlocked_by: key}}")).turn(
        red="key"
    )

    assert ("key",) == table.sight("wall").state.unlocked


def test_how_an_inject_is_rolled_for_is_behind_the_screen():
    """Neither that it may come nor that it did not."""
    table = Playing(deck_of("injects: {rumour: {chance: 0%, text: x}}")).until("plan")

    assert "Rumour: 0%, rolled " in " ".join(table.told("facilitator"))
    assert ["Turn 1 of 8.", "The brief.", "Moves are planned and sealed."] == table.told("red")
    assert {} == table.sight("facilitator").state.came
    assert {} == table.sight("red").state.draws


def test_corrections_of_hidden_levels_are_heard_by_those_who_see_them():
    """Its reason too."""
    table = Playing(deck_of(STEEL)).until("plan")

    table.decide(Correct("resolve", 2, "canary"))

    assert "Resolve 6 → 2 (corrected; canary)." in table.told("blue")
    assert "canary" not in " ".join(table.told("red"))


def test_a_release_in_secret_is_heard_in_secret():
    """What waits for one seat's choice does not show in another's sight."""
    table = Playing(
        deck_of("""
        cards: {push: {}}
        injects:
          letter: {by_facilitator: yes, for: red, choices: {yea: {title: Yes}, nay: {title: No}}}
        """)
    ).until("plan")
    before = table.sight("blue")

    table.decide(Release("letter"))

    assert before == table.sight("blue")
    assert Ask("red", "choose", "letter") in table.sight("red").asks
    table.decide(Seal("blue", moves_of("push")))


def test_a_ruling_on_a_covert_move_is_not_heard():
    """Nor its reason."""
    table = Playing(deck_of(SECRET_MOVES)).until("plan")
    table.seal("red", "spy covert")
    table.until("adjudicate")
    (ask,) = table.asked("adjudicate")

    table.decide(Adjudicate(ask.subject, ruling="struck", reason="canary"))

    assert "canary" in " ".join(table.told("red"))
    assert "canary" not in " ".join(table.told("blue"))


def test_everything_is_in_the_deck_that_hunts():
    """The deck of these tests has each kind of secret at least once."""
    assert any(t.seen_by == ("owner",) for t in EVERYTHING.tracks)
    assert any(t.seen_by == ("facilitator",) for t in EVERYTHING.tracks)
    assert any(o.secret for o in EVERYTHING.objectives)
    assert any(i.heard_by for i in EVERYTHING.injects)
    assert any(c.seen_by for c in EVERYTHING.cards)
    assert all(a.brief for a in EVERYTHING.actors)
