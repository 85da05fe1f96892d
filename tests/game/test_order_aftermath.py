"""Order 8 and 9: the steps of the aftermath, one after the other, and how turns are counted."""

import pytest

from tabletop.game.event import (
    CardReturned,
    ChanceRolled,
    HedgePaid,
    LevelShifted,
    ObjectiveScored,
    Odds,
    OfferSettled,
    PieceArrived,
    PieceExposed,
    PieceLeft,
    SessionEnded,
)
from tests.tables import Playing, deck_of

EVERYTHING = """
tracks: {trust: {range: 0 to 100, start: 0}, capital: 5 each}
cards:
  post: {stands: until recalled, each_turn: trust +1}
  spy: {posture: covert, lasts: 3 turns, exposed: 100%, if_seen: trust +2}
  hedge: {lasts: 3 turns, pays_if: trust >= 0, payoff: trust +4}
  ship: {arrives: after 1 turn, arrival: trust +8}
  deal: {offer: {give: capital 1}}
each_turn: trust +16
endings: {enough: {when: trust >= 31}}
objectives: {glory: {by: red, points: trust}}
"""


def test_the_steps_of_the_aftermath_come_in_order():
    """Pieces, exposure, hedges, arrivals, lapses, the deck's rule, cards home, endings, objectives."""
    table = Playing(deck_of(EVERYTHING)).until("plan")
    table.seal("blue", "ship")
    table.until("plan", turn=2)
    table.seal("red", "post, spy covert, hedge, deal @blue")
    table.until("reveal")
    before = len(table.events)

    table.to_the_end()

    steps = [
        (f"{e.cause.because} {e.by:+d}" if isinstance(e, LevelShifted) else type(e).__name__)
        for e in table.events[before:]
        if not type(e).__name__.startswith(("Phase", "Move", "Drawn", "Chance", "PieceStood"))
    ]
    assert [
        "AnswerSealed",
        "piece +1",
        "PieceExposed",
        "exposure +2",
        "HedgePaid",
        "hedge +4",
        "PieceLeft",
        "PieceArrived",
        "arrival +8",
        "PieceLeft",
        "OfferSettled",
        "returned +1",
        "OfferClosed",
        "deck +16",
        *["CardReturned"] * 4,
        "ObjectiveScored",
        "SessionEnded",
    ] == steps


@pytest.mark.parametrize(
    "earlier, later",
    [
        ("post: {stands: until recalled, each_turn: trust +1}", "spy"),
        ("spy: {posture: covert, lasts: 2 turns, exposed: 100%, if_seen: trust +1}", "hedge"),
        ("hedge: {lasts: 2 turns, pays_if: fear = 0, payoff: trust +1}", "ship"),
    ],
)
def test_each_step_reads_what_the_step_before_left(earlier, later):
    """Whatever the first of two steps adds to trust, the second finds there."""
    cards = {
        "spy": "spy: {posture: covert, lasts: 2 turns, exposed: 100%, if_seen: fear +trust}",
        "hedge": "hedge: {lasts: 2 turns, pays_if: trust = 6, payoff: fear +trust}",
        "ship": "ship: {arrives: after 1 turn, arrival: fear +trust}",
    }
    deck = deck_of(f"tracks: {{trust: 5, fear: 0}}\ncards:\n  {earlier}\n  {cards[later]}")
    first = earlier.split(":")[0]
    postures = {"spy": "spy covert"}
    table = Playing(deck).until("plan", turn=2 if later != "ship" else 1)
    if later == "ship":
        table.seal("blue", later)
        table.until("plan", turn=2)
    else:
        table.seal("blue", postures.get(later, later))
    table.seal("red", postures.get(first, first))

    table.until("aftermath")

    assert {"trust": 6, "fear": 6} == table.levels


def test_a_hedge_pays_once_and_is_gone():
    """It stood for three turns and paid in the first; then there is nothing left to pay."""
    table = Playing(
        deck_of("""
        tracks: {trust: 2, capital: 1 each}
        cards: {hedge: {lasts: 3 turns, pays_if: trust <= 2, payoff: capital +2}}
        """)
    ).turn(red="hedge")

    assert (3, []) == (table["red.capital"], table.pieces)
    table.until("aftermath", turn=2)
    assert 3 == table["red.capital"]
    assert 1 == len(table.happened(HedgePaid))
    assert ["paid"] == [e.why for e in table.happened(PieceLeft)]


def test_a_hedge_waits_for_its_condition():
    """While trust stands it stands; when trust breaks it pays."""
    table = Playing(
        deck_of("""
        tracks: {trust: 3, capital: 1 each}
        cards: {hedge: {lasts: 3 turns, pays_if: trust <= 2, payoff: capital +2}, drop: trust -1}
        """)
    ).turn(red="hedge")
    assert (1, ["hedge"]) == (table["red.capital"], table.pieces)

    table.until("plan", turn=2)
    table.seal("blue", "drop")
    table.until("aftermath")

    assert (3, []) == (table["red.capital"], table.pieces)


def test_two_hedges_read_one_snapshot():
    """What the first pays does not call off the second."""
    table = Playing(
        deck_of("""
        tracks: {trust: 2}
        cards: {hedge: {copies: 2, lasts: 1 turn, pays_if: trust <= 2, payoff: trust +1}}
        """)
    ).turn(red="hedge, hedge")

    assert 4 == table["trust"]


def test_pays_if_speaks_of_the_holder():
    """A bare per-actor name in `pays_if` and `payoff` is the hedge's owner's."""
    table = Playing(
        deck_of("""
        tracks: {capital: {range: 0 to 10, start: {red: 5, blue: 0}, each: actor}}
        cards: {hedge: {lasts: 1 turn, pays_if: capital = 0, payoff: capital +2}}
        """)
    ).turn(red="hedge", blue="hedge")

    assert {"red.capital": 5, "blue.capital": 2} == table.levels


def test_a_covert_piece_is_exposed_by_its_chance():
    """At 100 percent it comes to light in the first aftermath, and its `if_seen` lands once."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        cards: {spy: {posture: covert, stands: until recalled, exposed: 100%, if_seen: trust -1}}
        """)
    ).turn(red="spy covert")

    assert (4, ["spy"]) == (table["trust"], [p.card for p in table.sight("blue").state.pieces])
    assert "Spy of Red comes to light." in table.told("blue")
    table.until("aftermath", turn=2)
    assert 4 == table["trust"]
    assert 1 == len(table.happened(PieceExposed))


def test_a_covert_piece_stays_hidden_while_its_roll_fails():
    """At 0 percent it never comes to light."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        cards: {spy: {posture: covert, stands: until recalled, exposed: 0%, if_seen: trust -1}}
        """)
    ).turn(red="spy covert")

    table.until("aftermath", turn=8)

    assert (5, ()) == (table["trust"], table.sight("blue").state.pieces)


def test_an_open_piece_has_nothing_to_expose():
    """Played openly, the same card is never rolled for."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        cards:
          spy:
            posture: open or covert
            stands: until recalled
            exposed: 100%
            if_seen: trust -1
        """)
    ).turn(red="spy")

    assert 5 == table["trust"]
    assert [] == table.happened(PieceExposed)


def test_a_covert_hedge_is_exposed_like_any_covert_piece():
    """Exposure comes before it pays, and costs what being seen costs."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5, capital: 1 each}
        cards:
          hedge:
            posture: covert
            lasts: 3 turns
            pays_if: trust <= 4
            payoff: capital +2
            exposed: 100%
            if_seen: trust -1
        """)
    ).turn(red="hedge covert")

    assert {"trust": 4, "red.capital": 3, "blue.capital": 1} == table.levels


def test_the_odds_of_being_found_out_stay_within_a_hundred():
    """More than certain is certain, less than never is never."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        cards:
          bold: {posture: covert, lasts: 2 turns, exposed: 30% * trust}
          meek: {posture: covert, lasts: 2 turns, exposed: 10% - 30%}
        """)
    ).turn(red="bold covert, meek covert")

    rolls = table.happened(ChanceRolled)
    assert [(Odds(100, 100), True), (Odds(0, 100), False)] == [(e.odds, e.came) for e in rolls]


def test_exposures_are_rolled_on_one_snapshot():
    """The first to be seen does not change the odds of the second."""
    table = Playing(
        deck_of("""
        tracks: {trust: 1}
        cards:
          spy:
            copies: 2
            posture: covert
            stands: until recalled
            exposed: 100% * trust
            if_seen: trust = 0
        """)
    ).turn(red="spy covert, spy covert")

    assert 2 == len(table.happened(PieceExposed))


@pytest.mark.parametrize("after", [1, 2, 3])
def test_after_n_turns_is_the_aftermath_n_turns_on(after):
    """Played in turn 2, `after 1 turn` arrives in the aftermath of turn 3, and so on."""
    table = Playing(
        deck_of(
            f"tracks: {{trust: 5}}\ncards: {{ship: {{arrives: after {after} turns, arrival: trust +1}}}}"
        )
    ).until("plan", turn=2)
    table.seal("red", "ship")

    table.until("plan", turn=2 + after)
    assert (5, ["ship"]) == (table["trust"], table.pieces)

    table.until("aftermath")
    assert (6, []) == (table["trust"], table.pieces)
    assert ["arrived"] == [e.why for e in table.happened(PieceLeft)]


@pytest.mark.parametrize("lasts", [1, 2, 3])
def test_lasts_n_covers_n_aftermaths_from_the_turn_it_was_played(lasts):
    """Played in turn 2, `lasts: 3 turns` acts in the aftermaths of 2, 3 and 4."""
    table = Playing(
        deck_of(
            f"tracks: {{trust: 0}}\ncards: {{watch: {{lasts: {lasts} turns, each_turn: trust +1}}}}"
        )
    ).until("plan", turn=2)
    table.seal("red", "watch")

    table.until("plan", turn=2 + lasts)
    assert (lasts, []) == (table["trust"], table.pieces)

    table.until("aftermath", turn=8)
    assert lasts == table["trust"]


def test_a_piece_that_arrives_lasts_from_the_turn_after():
    """It arrives when the pieces have acted; its own n aftermaths are the next n."""
    table = Playing(
        deck_of("""
        tracks: {trust: 0}
        cards: {ship: {arrives: after 1 turn, lasts: 2 turns, each_turn: trust +1}}
        """)
    ).turn(red="ship")

    history = []
    for turn in (2, 3, 4, 5):
        table.until("aftermath", turn=turn)
        history.append((table["trust"], len(table.pieces)))

    assert [(0, 1), (1, 1), (2, 0), (2, 0)] == history


def test_a_piece_that_stands_begins_to_when_it_arrives():
    """Under way it does nothing and counts for nothing; once here it acts every turn."""
    table = Playing(
        deck_of("""
        tracks: {trust: 0}
        cards: {ship: {arrives: after 2 turns, stands: until recalled, each_turn: trust +ship}}
        """)
    ).turn(red="ship")

    history = []
    for turn in (2, 3, 4, 5):
        table.until("aftermath", turn=turn)
        history.append(table["trust"])

    assert [0, 0, 1, 2] == history
    assert [0] == [e.leaves for e in table.happened(PieceArrived)]
    assert [3] == [turn for turn, event in turns_of(table) if isinstance(event, PieceArrived)]


def turns_of(table):
    return [(s.turn, e) for s, e in zip(table.befores, table.events, strict=True)]


def test_an_offer_lapses_after_its_turns():
    """`lapses: after 2 turns`, made in turn 1, is gone after the aftermath of turn 3."""
    table = Playing(deck_of("cards: {deal: {offer: {lapses: after 2 turns}}}"))

    table.turn(red="deal @blue").until("aftermath", turn=5)

    assert [3] == [turn for turn, event in turns_of(table) if isinstance(event, OfferSettled)]


def test_a_card_returns_for_the_next_turn():
    """Played in one turn, it is in hand for the next and not before."""
    table = Playing(deck_of("cards: {push: {}}")).until("plan")
    table.seal("red", "push")
    table.until("reveal")
    assert () == table.state.hands["red"]

    table.until("plan", turn=2)

    assert ("push",) == table.state.hands["red"]


def test_nothing_ends_in_mid_turn():
    """The ending comes true with Red's move; Blue's is adjudicated all the same."""
    table = Playing(
        deck_of("""
        tracks: {trust: 1, fear: 0}
        cards: {drop: trust -1, push: fear +1}
        endings: {over: {when: trust = 0}}
        """)
    ).until("plan")
    table.seal("red", "drop")
    table.seal("blue", "push")

    table.to_the_end()

    assert ("over", 1) == (table.state.ending, table["fear"])


def test_an_ending_that_is_true_only_for_a_while_ends_nothing():
    """By the aftermath Blue has mended what Red broke."""
    table = Playing(
        deck_of("""
        tracks: {trust: 1}
        cards: {drop: trust -1, mend: trust +1}
        endings: {over: {when: trust = 0}}
        """)
    )

    table.turn(red="drop", blue="mend")

    assert not table.state.is_over


def test_the_first_ending_in_deck_order_that_is_true_ends_the_session():
    """Two are true; the one printed first is told."""
    table = Playing(
        deck_of("""
        tracks: {trust: 0}
        endings: {never: {when: trust = 9}, broken: {when: trust = 0}, cold: {when: trust <= 1}}
        """)
    )

    table.to_the_end()

    assert ("broken", 1) == (table.state.ending, table.state.turn)


def test_endings_read_what_the_decks_own_rule_left():
    """The deck's `each_turn` comes before the endings."""
    table = Playing(
        deck_of("tracks: {trust: 1}\neach_turn: trust -1\nendings: {over: {when: trust = 0}}")
    )

    table.to_the_end()

    assert 1 == table.state.turn


@pytest.mark.parametrize("turns", [1, 2, 5])
def test_without_an_ending_the_session_ends_after_its_last_turn(turns):
    """Neither a turn sooner nor one later."""
    table = Playing(deck_of("cards: {push: {}}", turns=turns)).to_the_end()

    (ended,) = table.happened(SessionEnded)
    assert ("", turns) == (ended.ending, table.state.turn)


SCORED = """
tracks: {trust: 4, capital: {range: 0 to 9, start: {red: 1, blue: 3}, each: actor}}
objectives:
  rich: {points: capital}
  trusted: {by: red, test: trust >= 4, points: 2 * trust}
  feared: {by: blue, test: trust = 0, points: 100}
  debt: {by: blue, points: 0 - 1}
"""


def test_objectives_are_scored_at_the_end_only():
    """Each for each of its seats, in deck order; a bare name is the holder's."""
    table = Playing(deck_of(SCORED, turns=2)).until("brief", turn=2)
    assert [] == table.happened(ObjectiveScored)

    table.to_the_end()

    scored = [(e.objective, e.seat, e.is_met, e.points) for e in table.happened(ObjectiveScored)]
    assert [
        ("rich", "red", True, 1),
        ("rich", "blue", True, 3),
        ("trusted", "red", True, 8),
        ("feared", "blue", False, 0),
        ("debt", "blue", True, -1),
    ] == scored
    assert ("red",) == table.state.winners
    assert scored == [(s.objective, s.seat, s.is_met, s.points) for s in table.state.scores]


def test_ties_share_the_win():
    """Both have the most points, and both have won, in deck order."""
    table = Playing(deck_of("tracks: {trust: 4}\nobjectives: {calm: {points: trust}}")).to_the_end()

    assert ("red", "blue") == table.state.winners


def test_without_objectives_nobody_has_won():
    """A session without points has an end and no winner."""
    table = Playing(deck_of("tracks: {trust: 4}")).to_the_end()

    assert () == table.state.winners


def test_after_the_end_nothing_is_asked_and_nothing_decided():
    """The hot wash changes no level."""
    table = Playing(deck_of("tracks: {trust: 4}", turns=1)).to_the_end()

    assert [] == table.asked("proceed")
    assert "over" == table.refused_to_go_on()


def test_a_piece_whose_time_is_over_leaves_and_its_card_comes_home():
    """`returns: when recalled` means: when the piece has left the table, however it left."""
    table = Playing(deck_of("cards: {watch: {lasts: 2 turns, returns: when recalled}}")).turn(
        red="watch"
    )
    assert [] == table.happened(CardReturned)

    table.until("aftermath", turn=2)

    assert ["lapsed"] == [e.why for e in table.happened(PieceLeft)]
    assert ["watch"] == [e.card for e in table.happened(CardReturned)]
