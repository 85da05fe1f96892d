"""Order 1 and 2: what is checked when a plan is sealed, and what is paid when it is revealed."""

from tabletop.game.decision import Correct, Move, Proceed, Release, Seal, Unseal
from tabletop.game.event import LevelShifted, MoveRevealed, PieceLeft
from tests.tables import Playing, deck_of, moves_of

DEAR = """
tracks: {trust: 5, capital: 3 each}
cards:
  push: {cost: capital 2, copies: 2, effects: trust +1}
  nudge: {cost: capital 1}
"""


def sealing(seat, moves, **how):
    return Seal(seat, moves_of(moves), **how)


def test_a_card_that_costs_more_than_the_seat_has_is_refused():
    """The refusal names the price and what is left."""
    table = Playing(deck_of("tracks: {capital: 1 each}\ncards: {push: {cost: capital 2}}"))
    table.until("plan")

    refusal = table.refusal(sealing("red", "push"))

    assert ("cost", "Costs Capital 2, and 1 can be spent.") == (refusal.code, refusal.sentence)


def test_a_card_that_costs_all_that_the_seat_has_is_allowed():
    """The last step may be spent: it is *more* than there is that is refused."""
    table = Playing(deck_of("tracks: {capital: 2 each}\ncards: {push: {cost: capital 2}}"))

    table.turn(red="push")

    assert 0 == table["red.capital"]


def test_what_earlier_moves_of_the_plan_cost_is_reserved():
    """Three in hand pay for 2 and 1, not for 2 and 2."""
    table = Playing(deck_of(DEAR)).until("plan")

    assert "cost" == table.refused(sealing("red", "push, push"))
    table.seal("red", "push, nudge")


def test_what_a_seat_gives_is_reserved_like_what_it_pays():
    """A gift of 2 leaves 1 of 3, before it or after it in the plan."""
    table = Playing(
        deck_of("""
        tracks: {capital: 3 each}
        cards:
          gift: {offer: {give: capital 2}}
          push: {cost: capital 2}
          nudge: {cost: capital 1}
        """)
    ).until("plan")

    assert "cost" == table.refused(sealing("red", "gift @blue, push"))
    assert "cost" == table.refused(sealing("red", "push, gift @blue"))
    table.seal("red", "gift @blue, nudge")


def test_cost_and_gift_of_one_card_are_added_up():
    """A card that costs 2 and gives 2 needs 4."""
    card = "cards: {gift: {cost: capital 2, offer: {give: capital 2}}}"
    three, four = (Playing(deck_of(f"tracks: {{capital: {n} each}}\n{card}")) for n in (3, 4))

    assert "cost" == three.until("plan").refused(sealing("red", "gift @blue"))
    four.until("plan").seal("red", "gift @blue")


def test_a_price_is_counted_from_the_foot_of_its_track():
    """On a track from -2 to 5, a level of 0 pays for 2 and not for 3."""
    table = Playing(
        deck_of("""
        tracks: {credit: {range: -2 to 5, start: 0, each: actor}}
        cards: {two: {cost: credit 2}, three: {cost: credit 3}}
        """)
    ).until("plan")

    assert "cost" == table.refused(sealing("red", "three"))
    table.seal("red", "two")


def test_each_price_of_a_card_is_checked_on_its_own_track():
    """Plenty of oil does not pay for capital."""
    table = Playing(
        deck_of("""
        tracks: {capital: 1 each, oil: 9 each}
        cards: {push: {cost: "oil 3, capital 2"}}
        """)
    ).until("plan")

    assert "cost" == table.refused(sealing("red", "push"))


def test_needs_is_tested_when_the_card_is_sealed():
    """While trust is 5 a card that needs 6 cannot be sealed."""
    table = Playing(deck_of("tracks: {trust: 5}\ncards: {push: {needs: trust >= 6}}"))

    assert "needs" == table.until("plan").refused(sealing("red", "push"))


def test_needs_is_never_tested_again():
    """Trust falls between the seal and the move; the move is made all the same."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5, fear: 0}
        cards: {spoil: trust = 0, push: {needs: trust = 5, effects: fear +1}}
        """)
    )

    table.turn(red="spoil", blue="push")

    assert {"trust": 0, "fear": 1} == table.levels


def test_earlier_moves_of_the_same_plan_do_not_help_needs():
    """`needs` reads the table as it stands, not as this seat's first move may leave it."""
    table = Playing(
        deck_of("tracks: {trust: 5}\ncards: {build: trust +1, push: {needs: trust >= 6}}")
    ).until("plan")

    assert "needs" == table.refused(sealing("red", "build, push"))


def test_a_cost_is_fixed_when_the_move_is_sealed():
    """A price that reads the table does not move with it after the seal."""
    table = Playing(
        deck_of("tracks: {trust: 2, capital: 9 each}\ncards: {push: {cost: capital trust}}")
    ).until("plan")
    table.seal("red", "push")

    table.decide(Correct("trust", 5, "miscounted"))
    table.until("aftermath")

    assert 7 == table["red.capital"]


def test_a_cost_is_never_checked_again():
    """Poorer by a correction after the seal, the seat pays what it has and the move is made."""
    table = Playing(deck_of(DEAR)).until("plan")
    table.seal("red", "push")

    table.decide(Correct("red.capital", 1, "miscounted"))
    table.until("aftermath")

    assert {"trust": 6, "red.capital": 0, "blue.capital": 3} == table.levels


def test_a_price_below_zero_pays_nobody():
    """A cost that works out negative is nothing, not a gift from the bank."""
    table = Playing(
        deck_of("tracks: {trust: 2, capital: 3 each}\ncards: {push: {cost: capital (trust - 5)}}")
    )

    table.turn(red="push")

    assert 3 == table["red.capital"]


def test_nothing_is_paid_before_the_reveal():
    """A seal moves no level: nobody can read it off a gauge."""
    table = Playing(deck_of(DEAR)).until("plan")
    before = table.levels

    table.seal("red", "push")

    assert before == table.levels


def test_all_costs_are_paid_together_at_the_reveal_before_any_effect():
    """Every cost falls before the first effect lands, and after every move is on the table."""
    table = Playing(deck_of(DEAR)).turn(red="push, nudge", blue="push")

    shown = table.happened(MoveRevealed, LevelShifted)
    story = [e.seat if isinstance(e, MoveRevealed) else e.level for e in shown]

    costs = ["red.capital", "blue.capital", "red.capital"]
    assert ["red", "blue", "red", *costs, "trust", "trust"] == story


def test_only_the_player_pays():
    """A card's cost comes from the track of the seat that plays it."""
    table = Playing(deck_of(DEAR)).turn(blue="push")

    assert (3, 1) == (table["red.capital"], table["blue.capital"])


def test_a_gift_leaves_the_giver_at_the_reveal_and_reaches_nobody_yet():
    """In escrow: Red has given, Blue has nothing until it accepts."""
    table = Playing(
        deck_of("tracks: {capital: 3 each}\ncards: {gift: {offer: {give: capital 2}}}")
    ).until("plan")
    table.seal("red", "gift @blue")

    table.until("reveal")

    assert (1, 3) == (table["red.capital"], table["blue.capital"])


def test_others_see_a_cost_fall_but_not_its_cause():
    """Blue is told the number. What it went on is Red's own business."""
    table = Playing(deck_of(DEAR)).turn(red="push")

    assert "Red: Capital 3 → 1 (cost of Push)." in table.told("red")
    assert "Red: Capital 3 → 1." in table.told("blue")


STANDING = """
tracks: {trust: 5, capital: 3 each}
cards:
  post: {stands: until recalled, each_turn: trust +1, returns: when recalled}
  count: {effects: trust +post}
"""


def test_a_recall_is_free():
    """It costs nothing and takes no place among the moves of the turn."""
    table = Playing(deck_of("moves: exactly 1\n" + STANDING)).turn(red="post", blue="count")
    table.until("plan", turn=2)
    before = table.levels

    table.seal("red", "count", recalls=["1-red-1"])
    table.until("reveal")

    assert before == table.levels
    assert [] == table.pieces
    assert ["recalled"] == [e.why for e in table.happened(PieceLeft)]


def test_a_recall_is_sealed():
    """Until the reveal the piece stands, and nobody else knows that it will go."""
    table = Playing(deck_of(STANDING)).turn(red="post").until("plan", turn=2)

    table.seal("red", recalls=["1-red-1"])

    assert ["post"] == table.pieces
    assert "Red has sealed." == table.told("blue")[-1]


def test_recalls_resolve_before_moves():
    """Blue counts the posts standing in the turn that Red recalls its own: none."""
    table = Playing(deck_of(STANDING)).turn(red="post")
    table.until("plan", turn=2)
    table.seal("red", recalls=["1-red-1"])
    table.seal("blue", "count")
    trust = table["trust"]

    table.until("aftermath")

    left, revealed = (
        next(n for n, e in enumerate(table.events) if isinstance(e, kind))
        for kind in (PieceLeft, MoveRevealed)
    )
    assert trust == table["trust"]
    assert revealed < left < table.events.index(table.happened(MoveRevealed)[-1])


def test_only_its_own_standing_pieces_can_a_seat_recall():
    """Nobody recalls another's piece, one twice, one that merely lasts, or one under way."""
    table = Playing(
        deck_of("""
        cards:
          post: {stands: until recalled}
          watch: {lasts: 3 turns}
          ship: {stands: until recalled, arrives: after 3 turns}
        """)
    )
    table.turn(red="post, watch, ship").until("plan", turn=2)

    assert "recall" == table.refused(Seal("blue", (), ("1-red-1",)))
    assert "recall" == table.refused(Seal("red", (), ("1-red-1", "1-red-1")))
    assert "recall" == table.refused(Seal("red", (), ("1-red-2",)))
    assert "recall" == table.refused(Seal("red", (), ("1-red-3",)))
    assert "recall" == table.refused(Seal("red", (), ("9-red-9",)))


def test_a_seat_seals_once_and_may_take_it_back_before_the_reveal():
    """A second seal is refused until the first is taken back; others' seals stay."""
    table = Playing(deck_of(DEAR)).until("plan")
    table.seal("red", "push")
    table.seal("blue", "nudge")

    assert "sealed" == table.refused(sealing("red", "nudge"))
    table.decide(Unseal("red"))
    table.seal("red", "nudge")

    assert Move("nudge") == table.state.plans["red"].moves[0].move
    assert Move("nudge") == table.state.plans["blue"].moves[0].move


def test_after_the_reveal_nothing_is_unsealed_or_sealed():
    """The plans are on the table."""
    table = Playing(deck_of(DEAR)).until("plan")
    table.seal("red", "push")

    table.until("reveal")

    assert {} == table.state.plans
    assert "sealed" == table.refused(Unseal("red"))
    assert "phase" == table.refused(sealing("red", "push"))


def test_the_table_waits_until_every_seat_has_sealed():
    """Nobody goes on past a seat that still thinks."""
    table = Playing(deck_of(DEAR)).until("plan")
    table.seal("red", "push")

    refusal = table.refusal(Proceed())

    assert ("awaited", "The table waits: Blue has to seal.") == (refusal.code, refusal.sentence)


def test_news_that_lets_a_cost_run_short_pays_what_there_is():
    """Two moves are sealed for 3, then an inject takes 2: the first pays 1, the second nothing."""
    table = Playing(
        deck_of(DEAR + "injects: {levy: {by_facilitator: yes, effects: red.capital -2}}")
    ).until("plan")
    table.seal("red", "push, nudge")

    table.decide(Release("levy"))
    table.until("reveal")

    paid = [(e.by, e.now) for e in table.happened(LevelShifted)]
    assert [(-2, 1), (-2, 0), (-1, 0)] == paid
