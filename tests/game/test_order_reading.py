"""Order 5, 6 and 7: what a rule reads and when, what stops an effect, and what names mean."""

from tabletop.game.adjudicate import card_odds
from tabletop.game.decision import Move
from tabletop.game.event import LevelShifted, Odds, ShiftRefused
from tests.tables import Playing, deck_of


def levels_after(deck, **plans):
    return Playing(deck_of(deck)).turn(**plans).levels


def test_each_effect_reads_the_state_left_by_the_one_before():
    """Set to 2, then doubled, then one more: the second amount is 2, not 5."""
    assert {"trust": 5} == levels_after(
        "tracks: {trust: 5}\ncards: {push: 'trust = 2, trust +trust, trust +1'}", red="push"
    )


def test_the_if_of_an_effect_reads_the_state_left_by_the_one_before():
    """The first effect opens the door for the second, and shuts it on the third."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5, fear: 0}
        cards: {push: "trust +1, fear +1 if trust = 6, fear +3 if trust = 5"}
        """)
    ).turn(red="push")

    assert {"trust": 6, "fear": 1} == table.levels
    assert ["trust +1", "fear +1", "fear refused by if"] == table.shifts


def test_success_reads_the_state_left_by_the_effects_that_always_land():
    """`effects` land before `success`."""
    assert {"trust": 4} == levels_after(
        "tracks: {trust: 5}\ncards: {push: {effects: trust = 2, success: trust +trust}}",
        red="push",
    )


def test_a_chance_reads_the_table_when_the_move_is_adjudicated():
    """The odds in the hand are as the table stands; by the time of the move it has changed."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        cards: {calm: trust +2, push: {chance: 10% * trust}}
        """)
    )
    table.until("plan")
    shown = card_odds(table.deck, table.state, "blue", Move("push"))
    table.seal("red", "calm")
    table.seal("blue", "push")
    table.until("adjudicate")
    table.adjudicate("1-red-1")

    receipt = table.adjudicate("1-blue-1")

    assert (Odds(50, 100), Odds(70, 100)) == (shown, receipt.odds)


def test_odds_are_held_within_nought_and_a_hundred():
    """A chance of -20 never succeeds and one of 130 always does."""
    deck = deck_of("""
    tracks: {trust: 5}
    cards: {never: {chance: "10% - 30%"}, always: {chance: "100% + 30%"}}
    """)
    table = Playing(deck).until("plan")
    table.seal("red", "never, always")
    table.until("adjudicate")

    hopeless = table.adjudicate(dice=(1,))
    sure = table.adjudicate(dice=(100,))

    assert (Odds(0, 100), "failure") == (hopeless.odds, hopeless.outcome)
    assert (Odds(100, 100), "success") == (sure.odds, sure.outcome)


def test_a_roll_at_the_chance_succeeds_and_one_above_it_fails():
    """Seventy is within 70 percent; seventy-one is not."""
    for rolled, outcome in ((70, "success"), (71, "failure")):
        table = Playing(deck_of("cards: {push: {chance: 70%}}")).until("plan")
        table.seal("red", "push")
        table.until("adjudicate")

        assert outcome == table.adjudicate(dice=(rolled,)).outcome


def test_a_step_of_the_aftermath_reads_everything_on_one_snapshot():
    """Two posts each double what they found, not what the other left."""
    table = Playing(
        deck_of("""
        tracks: {trust: 1}
        cards: {post: {copies: 2, stands: until recalled, each_turn: trust +trust}}
        """)
    )

    table.turn(red="post, post")

    assert 1 + 1 + 1 == table["trust"]


def test_conditions_of_one_step_are_read_on_one_snapshot():
    """Both lines of the deck's rule read the level of 5; neither sees what the other did."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5, fear: 0}
        each_turn: [trust = 0 if trust = 5, fear +1 if trust = 5, fear +2 if trust = 0]
        """)
    )

    table.until("aftermath")

    assert {"trust": 0, "fear": 1} == table.levels


def test_the_effects_of_one_step_still_land_in_order():
    """Read together, they are applied one after another, so the end of the track counts."""
    table = Playing(deck_of("tracks: {trust: 9}\neach_turn: [trust +5, trust -1]"))

    table.until("aftermath")

    assert 9 == table["trust"]


def test_a_set_in_a_snapshot_sets_to_what_was_read():
    """`trust = fear` takes the fear of the snapshot, and moves from where trust is by then."""
    table = Playing(
        deck_of("tracks: {trust: 5, fear: 2}\neach_turn: [fear +4, trust +1, trust = fear]")
    )

    table.until("aftermath")

    assert {"trust": 2, "fear": 6} == table.levels


def test_each_step_of_the_aftermath_reads_what_the_step_before_left():
    """The deck's own rule comes after the pieces, and reads what they did."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5, fear: 0}
        cards: {post: {stands: until recalled, each_turn: trust +1}}
        each_turn: fear +1 if trust = 6
        """)
    )

    table.turn(red="post")

    assert {"trust": 6, "fear": 1} == table.levels


def test_a_shift_past_the_end_of_its_track_lands_on_the_end():
    """At both ends; the record keeps what was asked for."""
    table = Playing(
        deck_of("tracks: {trust: 8, fear: 1}\ncards: {push: 'trust +4, fear -3'}")
    ).turn(red="push")

    landed = [(e.level, e.by, e.was, e.now) for e in table.happened(LevelShifted)]
    assert [("trust", 4, 8, 10), ("fear", -3, 1, 0)] == landed
    assert "Trust 8 → 10 (+4 asked for; Push)." in table.told("blue")


def test_a_level_set_past_the_end_of_its_track_lands_on_the_end():
    """Setting is shifting to a place, and stops as a shift does."""
    assert {"trust": 10, "fear": 0} == levels_after(
        "tracks: {trust: 8, fear: 1}\ncards: {push: 'trust = 12, fear = -2'}", red="push"
    )


def test_an_effect_whose_if_is_false_is_refused():
    """The level stands, and whoever sees it is told why."""
    table = Playing(deck_of("tracks: {trust: 5}\ncards: {push: trust +1 if trust >= 6}")).turn(
        red="push"
    )

    assert 5 == table["trust"]
    assert ["if"] == [e.why for e in table.happened(ShiftRefused)]
    assert "Trust is not moved by Push: its condition does not hold." in table.told("blue")


def test_an_effect_on_a_shut_track_is_refused():
    """While its `shifts_if` is false nothing shifts the track; others shift as ever."""
    deck = """
    tracks:
      hawks: 2
      commitment: {range: 0 to 10, start: 5, shifts_if: consensus}
    tests: {consensus: hawks >= 3}
    cards: {push: "commitment +1, hawks +1, commitment +2"}
    """
    table = Playing(deck_of(deck)).turn(red="push")

    assert {"hawks": 3, "commitment": 7} == table.levels
    assert ["commitment refused by shifts_if", "hawks +1", "commitment +2"] == table.shifts


def test_a_false_if_is_named_before_a_shut_track():
    """One reason is enough: the effect's own."""
    table = Playing(
        deck_of("""
        tracks: {trust: {range: 0 to 10, start: 5, shifts_if: trust > 5}}
        cards: {push: trust +1 if trust > 5}
        """)
    ).turn(red="push")

    assert ["trust refused by if"] == table.shifts


def test_what_a_ruling_strikes_out_is_refused():
    """Only on the levels that it names."""
    table = Playing(
        deck_of("tracks: {trust: 5, fear: 0}\ncards: {push: 'trust +1, fear +1'}")
    ).until("plan")
    table.seal("red", "push")
    table.until("adjudicate")

    receipt = table.adjudicate(strikes=("trust",), reason="Nobody believed it")

    assert ["trust refused by struck", "fear +1"] == table.shifts
    assert receipt.is_override


def test_an_effect_of_nothing_is_not_told():
    """`trust +0`, or setting it to where it stands, is no shift at all."""
    table = Playing(deck_of("tracks: {trust: 5}\ncards: {push: 'trust +0, trust = 5'}")).turn(
        red="push"
    )

    assert [] == table.shifts


def test_an_effect_for_the_other_posture_is_neither_landed_nor_refused():
    """It was never meant."""
    deck = """
    tracks: {trust: 5, fear: 0}
    cards: {push: {posture: open or covert, effects: {open: trust +1, covert: fear +1}}}
    """
    opened, hidden = (Playing(deck_of(deck)).turn(red=f"push {how}") for how in ("open", "covert"))

    assert (["trust +1"], ["fear +1"]) == (opened.shifts, hidden.shifts)


NAMES = """
actors: {red: Red, blue: Blue, green: Green}
tracks: {capital: 5 each}
cards:
  mine: capital +1
  named: red.capital +1
  aimed: {targets: any other actor, effects: "target.capital +1"}
  around: others.capital +1
  all: everyone.capital +1
  deal:
    offer: {accepted: "capital +1, target.capital +2", refused: "capital -1, target.capital -2"}
"""


def capital(table):
    return tuple(table[f"{seat}.capital"] for seat in ("red", "blue", "green"))


def played(moves):
    return capital(Playing(deck_of(NAMES)).turn(blue=moves))


def test_a_bare_name_is_the_level_of_whoever_plays():
    """Blue plays, Blue's level moves."""
    assert (5, 6, 5) == played("mine")


def test_a_name_with_its_actor_is_that_actors_level():
    """Whoever plays."""
    assert (6, 5, 5) == played("named")


def test_target_is_whom_the_card_is_played_at():
    """Green is named, Green's level moves."""
    assert (5, 5, 6) == played("aimed @green")


def test_others_means_all_but_the_player():
    """Each of them, in deck order."""
    assert (6, 5, 6) == played("around")


def test_everyone_means_the_player_too():
    """All of them."""
    assert (6, 6, 6) == played("all")


def test_when_an_offer_is_accepted_a_bare_name_is_the_offerers():
    """Blue offered, Green accepted: `capital` is Blue's and `target.capital` is Green's."""
    table = Playing(deck_of(NAMES)).until("plan")
    table.seal("blue", "deal @green")
    table.until("answer")
    table.answer("green", "accept")

    table.until("adjudicate")

    assert (5, 6, 7) == capital(table)


def test_when_an_offer_is_refused_a_bare_name_is_the_offerers():
    """As when it is accepted."""
    table = Playing(deck_of(NAMES)).until("plan")
    table.seal("blue", "deal @green")
    table.until("answer")
    table.answer("green", "refuse")

    table.until("adjudicate")

    assert (5, 4, 3) == capital(table)


def test_a_fan_of_effects_is_read_before_any_of_it_lands():
    """Everybody gets what Red had when the effect was read, Red too."""
    table = Playing(deck_of(NAMES + "  share: everyone.capital +red.capital")).turn(blue="share")

    assert (10, 10, 10) == capital(table)


def test_turn_is_the_number_of_the_turn():
    """In turn 3 it is 3."""
    table = Playing(deck_of("tracks: {trust: 0}\ncards: {push: trust = turn}"))

    table.until("plan", turn=3)
    table.seal("red", "push")
    table.until("aftermath")

    assert 3 == table["trust"]


def test_a_cards_name_counts_its_pieces_standing():
    """All of them, the open ones, the covert ones; what is still under way does not count."""
    table = Playing(
        deck_of("""
        tracks: {all_of: 0, seen: 0, unseen: 0, far: 0}
        cards:
          post: {copies: 3, posture: open or covert, stands: until recalled}
          ship: {stands: until recalled, arrives: after 1 turn}
        each_turn: [all_of = post, seen = post.open, unseen = post.covert, far = ship]
        """)
    )

    table.turn(red="post, post covert, ship", blue="post covert")

    assert {"all_of": 3, "seen": 1, "unseen": 2, "far": 0} == table.levels


def test_a_test_by_name_is_the_rule_it_names():
    """A test may name another."""
    deck = """
    tracks: {hawks: 3, doves: 3, trust: 5}
    tests: {strong: hawks >= 3, consensus: strong and doves >= 3}
    cards: {push: trust +1 if consensus, drop: doves -1}
    """
    table = Playing(deck_of(deck)).turn(red="push")
    assert 6 == table["trust"]

    table.until("plan", turn=2)
    table.seal("blue", "drop")
    table.seal("red", "push")
    table.until("aftermath")
    assert 6 == table["trust"]
