"""Order 11 and the methods: what is certain, what is rolled, what people say, and the receipt."""

import pytest

from tabletop.game.adjudicate import card_odds
from tabletop.game.decision import Adjudicate, Argument, FreeMove, Move, Seal
from tabletop.game.event import Odds
from tabletop.game.methods import WAYS
from tabletop.language.expr import Effect, Level, Number, Turn
from tests.tables import Playing, deck_of

CHANCY = """
tracks: {trust: 5, fear: 0}
cards:
  push: {chance: 70%, effects: fear +1, success: trust +1, failure: trust -1}
  plain: trust +2
"""

STRONG_PRO = Argument("pro", "They are ready")
STRONG_CON = Argument("con", "It rains")


def waiting(deck, moves="push"):
    """Return a table at which Red's *moves* wait to be adjudicated."""
    table = Playing(deck).until("plan")
    table.seal("red", moves)
    return table.until("adjudicate")


@pytest.mark.parametrize("method", ["odds", "2d6", "red-green", "umpire"])
def test_a_card_without_a_chance_is_certain_under_every_method(method):
    """No dice are thrown, nobody is asked, and it takes effect."""
    table = waiting(deck_of(CHANCY, method=method), "plain")

    receipt = table.adjudicate()

    assert ("certain", None, (), "", False) == (
        receipt.outcome,
        receipt.odds,
        receipt.dice,
        receipt.source,
        receipt.is_override,
    )
    assert 7 == table["trust"]


def test_a_certain_card_may_be_given_odds_by_a_person():
    """The facilitator may find it doubtful, and says so on the receipt."""
    table = waiting(deck_of(CHANCY), "plain")
    assert "reason" == table.refused(Adjudicate("1-red-1", odds=40))

    receipt = table.adjudicate(odds=40, dice=(41,), reason="Too late in the year")

    assert ("failure", Odds(40, 100), True, "Too late in the year") == (
        receipt.outcome,
        receipt.odds,
        receipt.is_override,
        receipt.reason,
    )


def test_no_odds_are_invented_for_a_certain_card():
    """Asked to go by odds, a card that names none stays certain."""
    receipt = waiting(deck_of(CHANCY, method="2d6"), "plain").adjudicate(method="odds")

    assert ("certain", None) == (receipt.outcome, receipt.odds)


@pytest.mark.parametrize("rolled, trust, outcome", [(70, 6, "success"), (71, 4, "failure")])
def test_by_odds_a_card_goes_by_its_own_chance(rolled, trust, outcome):
    """`effects` always land; then `success` or `failure`, never both."""
    table = waiting(deck_of(CHANCY))

    receipt = table.adjudicate(dice=(rolled,))

    assert (outcome, Odds(70, 100), (rolled,)) == (receipt.outcome, receipt.odds, receipt.dice)
    assert {"trust": trust, "fear": 1} == table.levels


def ways(method, net):
    return WAYS[method].odds(0, net).ways


@pytest.mark.parametrize(
    "net, expected",
    zip(range(-5, 6), [1, 3, 6, 10, 15, 21, 26, 30, 33, 35, 36], strict=True),
)
def test_two_dice_make_seven(net, expected):
    """Ways out of 36 to make 7 or more with the net of strong pros and cons."""
    assert Odds(expected, 36) == WAYS["2d6"].odds(0, net)


@pytest.mark.parametrize(
    "net, expected",
    zip(range(-5, 6), [1, 2, 5, 8, 13, 18, 24, 28, 32, 34, 36], strict=True),
)
def test_on_a_seven_the_red_die_decides(net, expected):
    """On a modified total of exactly 7 the move fails only when the red die is the higher."""
    assert Odds(expected, 36) == WAYS["red-green"].odds(0, net)


@pytest.mark.parametrize(
    "dice, net, succeeds",
    [
        ((3, 4), 0, True),
        ((4, 3), 0, False),
        ((4, 4), -1, True),
        ((6, 2), 0, True),
        ((1, 5), 0, False),
    ],
)
def test_red_comes_first_then_green(dice, net, succeeds):
    """Three red and four green make it; four red and three green do not; doubles do."""
    table = waiting(deck_of(CHANCY, method="red-green"))

    receipt = table.adjudicate(dice=dice, arguments=(STRONG_CON,) * -net)

    assert ("success" if succeeds else "failure") == receipt.outcome


def test_strong_arguments_count_on_two_dice():
    """Two pros and a con are one to the good; a weak argument is heard and weighs nothing."""
    table = waiting(deck_of(CHANCY, method="2d6"))
    arguments = (STRONG_PRO, STRONG_PRO, STRONG_CON, Argument("pro", "Perhaps", strong=False))

    receipt = table.adjudicate(dice=(3, 3), arguments=arguments)

    assert (+1, Odds(26, 36), "success") == (receipt.net, receipt.odds, receipt.outcome)
    assert arguments == receipt.arguments


def test_arguments_do_not_change_a_cards_own_chance():
    """By `odds` they are kept on the receipt, and the chance stands."""
    table = waiting(deck_of(CHANCY))

    receipt = table.adjudicate(dice=(71,), arguments=(STRONG_PRO, STRONG_PRO))

    assert (Odds(70, 100), "failure") == (receipt.odds, receipt.outcome)


def test_under_an_umpire_a_card_with_a_chance_waits_for_a_word():
    """Dice do not decide it, and neither does the table by itself."""
    table = waiting(deck_of(CHANCY, method="umpire"))

    assert "ruling" == table.refused(Adjudicate("1-red-1"))
    assert "dice" == table.refused(Adjudicate("1-red-1", ruling="success", dice=(3,)))
    receipt = table.adjudicate(ruling="failure", reason="They were seen")

    assert ("failure", None, (), False) == (
        receipt.outcome,
        receipt.odds,
        receipt.dice,
        receipt.is_override,
    )
    assert 4 == table["trust"]


def test_a_ruling_may_override_the_dice_with_a_reason():
    """An override is marked as one."""
    table = waiting(deck_of(CHANCY))
    assert "reason" == table.refused(Adjudicate("1-red-1", ruling="failure"))
    assert "reason" == table.refused(Adjudicate("1-red-1", ruling="failure", reason="  "))

    receipt = table.adjudicate(ruling="failure", reason="The bridge is down")

    assert ("failure", True, ()) == (receipt.outcome, receipt.is_override, receipt.dice)
    assert "Push by Red fails (70%, ruled (The bridge is down))." in table.told("blue")


def test_a_move_that_is_struck_out_does_nothing_at_all():
    """Not even what always lands. It is paid for, though, and the card is played."""
    table = waiting(
        deck_of("""
        tracks: {trust: 5, capital: 3 each}
        cards: {push: {cost: capital 1, effects: trust +1, stands: until recalled}}
        """)
    )

    receipt = table.adjudicate(ruling="struck", reason="Not possible in winter")

    assert ("struck", True) == (receipt.outcome, receipt.is_override)
    assert {"trust": 5, "red.capital": 2, "blue.capital": 3} == table.levels
    assert [] == table.pieces


def test_a_method_may_be_chosen_for_one_move():
    """The session goes by odds; this move goes by two dice, and the receipt says so."""
    table = waiting(deck_of(CHANCY))

    receipt = table.adjudicate(method="2d6", dice=(1, 6))

    assert ("2d6", Odds(21, 36), "success", True) == (
        receipt.method,
        receipt.odds,
        receipt.outcome,
        receipt.is_override,
    )


def test_naming_the_sessions_own_method_overrides_nothing():
    """A screen that always says the method does not make every receipt an override."""
    receipt = waiting(deck_of(CHANCY)).adjudicate(method="odds", dice=(1,))

    assert not receipt.is_override


def test_other_odds_may_be_set_for_one_move():
    """Within 0 to 100, and with a reason."""
    table = waiting(deck_of(CHANCY))
    for odds in (-1, 101):
        assert "odds" == table.refused(Adjudicate("1-red-1", odds=odds, reason="So be it"))

    hopeless = waiting(deck_of(CHANCY)).adjudicate(odds=0, dice=(1,), reason="Hopeless")
    assert (Odds(0, 100), "failure") == (hopeless.odds, hopeless.outcome)

    receipt = table.adjudicate(odds=100, dice=(100,), reason="Nobody is looking")

    assert (Odds(100, 100), "success", True) == (
        receipt.odds,
        receipt.outcome,
        receipt.is_override,
    )


def test_odds_that_a_person_sets_are_rolled_by_odds():
    """In a session of two dice too; two dice themselves know nothing of percentages."""
    table = waiting(deck_of(CHANCY, method="2d6"))
    both = Adjudicate("1-red-1", method="2d6", odds=90, reason="So be it")
    assert "odds" == table.refused(both)

    receipt = table.adjudicate(odds=90, dice=(90,), reason="So be it")

    assert ("odds", Odds(90, 100), "success", True) == (
        receipt.method,
        receipt.odds,
        receipt.outcome,
        receipt.is_override,
    )


def test_a_certain_card_may_be_sent_to_the_dice_by_naming_a_method():
    """That a person named it is an override, even where it is the session's own."""
    table = waiting(deck_of(CHANCY, method="2d6"), "plain")

    receipt = table.adjudicate(method="2d6", dice=(1, 2))

    assert ("failure", Odds(21, 36), True) == (
        receipt.outcome,
        receipt.odds,
        receipt.is_override,
    )


def test_rolled_dice_and_typed_dice_are_told_apart():
    """The receipt says where the dice came from."""
    rolled, typed = (waiting(deck_of(CHANCY)) for _ in range(2))

    thrown = rolled.adjudicate()
    given = typed.adjudicate(dice=thrown.dice)

    assert (("rolled",), ("typed",)) == ((thrown.source,), (given.source,))
    assert thrown.outcome == given.outcome


def test_typed_dice_use_up_no_luck():
    """What the table would roll next is what it would have rolled anyway."""
    deck = deck_of("cards: {push: {copies: 2, chance: 50%}}")
    rolled, typed = (waiting(deck, "push, push") for _ in range(2))

    first = rolled.adjudicate()
    typed.adjudicate(dice=(50,))

    assert first.dice == typed.adjudicate().dice


@pytest.mark.parametrize("method, dice", [
    ("odds", (0,)), ("odds", (101,)), ("odds", (3, 4)), ("2d6", (3,)), ("2d6", (0, 6)),
    ("2d6", (1, 7)), ("red-green", (1, 2, 3)),
])  # fmt: skip
def test_dice_that_cannot_be_are_refused(method, dice):
    """As many as the method throws, each showing one of its faces."""
    table = waiting(deck_of(CHANCY, method=method))

    assert "dice" == table.refused(Adjudicate("1-red-1", dice=dice))


def test_a_ruling_takes_no_dice():
    """Either they decide, or a person does."""
    ruled = Adjudicate("1-red-1", ruling="success", dice=(3,), reason="So be it")

    assert "dice" == waiting(deck_of(CHANCY)).refused(ruled)


@pytest.mark.parametrize(
    "how, code",
    [
        ({"method": "prayer"}, "method"),
        ({"ruling": "maybe", "reason": "x"}, "ruling"),
        ({"ruling": "certain", "reason": "x"}, "ruling"),
        ({"strikes": ("sugar",)}, "strikes"),
        ({"strikes": ("trust",) * 51}, "effects"),
        ({"arguments": (Argument("maybe", "x"),)}, "arguments"),
    ],
)
def test_what_makes_no_sense_is_refused(how, code):
    """Words that are not in the vocabulary, levels that are not in the deck."""
    assert code == waiting(deck_of(CHANCY)).refused(Adjudicate("1-red-1", **how))


def test_fifty_levels_may_be_struck_out():
    """As many as there may be, and no more."""
    waiting(deck_of(CHANCY)).adjudicate(strikes=("trust",) * 50)


def test_a_certain_card_takes_no_dice():
    """There is nothing to roll for."""
    assert "dice" == waiting(deck_of(CHANCY), "plain").refused(Adjudicate("1-red-1", dice=(3,)))


@pytest.mark.parametrize(
    "method, expected",
    [("odds", Odds(70, 100)), ("2d6", Odds(21, 36)), ("red-green", Odds(18, 36)), ("umpire", None)],
)
def test_odds_are_known_before_the_roll(method, expected):
    """What stands on the card in the hand is what the receipt will say at net 0."""
    table = Playing(deck_of(CHANCY, method=method)).until("plan")

    odds = card_odds(table.deck, table.state, "red", Move("push"))

    assert expected == odds
    assert None is card_odds(table.deck, table.state, "red", Move("plain"))
    if expected:
        table.seal("red", "push")
        assert expected == table.until("adjudicate").adjudicate().odds


def test_everybody_who_sees_a_move_sees_its_receipt():
    """Odds, dice and outcome in one sentence; a covert move's is kept from the others."""
    deck = deck_of(CHANCY.replace("{chance: 70%", "{posture: open or covert, chance: 70%"))
    opened, hidden = waiting(deck, "push"), waiting(deck, "push covert")
    for table in (opened, hidden):
        table.adjudicate(dice=(12,))

    line = "Push by Red succeeds (70%, typed 12)."
    assert line in opened.told("blue")
    assert line not in hidden.told("blue")
    assert line in hidden.told("facilitator") and line in hidden.told("red")


def test_a_cards_effects_are_the_printed_ones():
    """Effects are approved for free-form moves only."""
    table = waiting(deck_of(CHANCY), "plain")
    effect = Effect("trust", "", "+", Number(3))

    assert "effects" == table.refused(Adjudicate("1-red-1", effects=(effect,)))


LETTER = FreeMove("Write to the editor", "Trust in us grows", reason="Nothing else is left")
PLUS_TWO = (Effect("trust", "", "+", Number(2)),)


def with_letter(**terms):
    table = Playing(deck_of(CHANCY, facilitated=True, **terms)).until("plan")
    table.decide(Seal("red", (LETTER,)))
    return table.until("adjudicate")


def test_a_free_form_move_needs_a_person_who_facilitates():
    """Nobody else could say what comes of it."""
    table = Playing(deck_of(CHANCY)).until("plan")

    assert "facilitator" == table.refused(Seal("red", (LETTER,)))


def test_a_free_form_move_says_what_is_done_and_what_it_is_to_bring():
    """Both, in words, at whom there is."""
    table = Playing(deck_of(CHANCY, facilitated=True)).until("plan")

    for move in (FreeMove("", "x"), FreeMove("x", " "), FreeMove("x" * 2001, "x")):
        assert "text" == table.refused(Seal("red", (move,)))
    assert "target" == table.refused(Seal("red", (FreeMove("a", "b", target="green"),)))
    assert "posture" == table.refused(Seal("red", (FreeMove("a", "b", posture="sly"),)))
    table.decide(Seal("red", (FreeMove("x" * 2000, "y" * 2000, "blue", "covert", "z" * 2000),)))


def test_a_free_form_move_is_adjudicated_by_people():
    """By a word, with the effects that the facilitator approves."""
    table = with_letter()
    assert "ruling" == table.refused(Adjudicate("1-red-1"))

    receipt = table.adjudicate(ruling="success", effects=PLUS_TWO)

    assert ("success", 7) == (receipt.outcome, table["trust"])
    assert not receipt.is_override


def test_a_free_form_move_that_fails_changes_nothing():
    """What it was to bring does not come."""
    table = with_letter()

    table.adjudicate(ruling="failure", effects=PLUS_TWO)

    assert 5 == table["trust"]


def test_a_free_form_move_may_be_rolled_for_at_odds_that_people_set():
    """The odds that were asked for, the dice that fell."""
    table = with_letter()

    receipt = table.adjudicate(odds=30, dice=(30,), effects=PLUS_TWO)

    assert ("odds", Odds(30, 100), "success", 7) == (
        receipt.method,
        receipt.odds,
        receipt.outcome,
        table["trust"],
    )
    assert not receipt.is_override


def test_a_free_form_move_may_be_rolled_for_on_two_dice():
    """Where the session goes by two dice, the arguments make its odds."""
    table = with_letter(method="2d6")

    receipt = table.adjudicate(dice=(2, 4), arguments=(STRONG_PRO,), effects=PLUS_TWO)

    assert (Odds(26, 36), "success") == (receipt.odds, receipt.outcome)


def test_approved_effects_are_plain():
    """A track of this deck, by a number, on no condition."""
    table = with_letter()
    wrong = [
        Effect("sugar", "", "+", Number(1)),
        Effect("trust", "", "+", Turn()),
        Effect("trust", "", "+", Level("fear")),
        Effect("trust", "", "+", Number(1), Number(1)),
    ]

    for effect in wrong:
        how = Adjudicate("1-red-1", ruling="success", effects=(effect,))
        assert "effects" == table.refused(how)


@pytest.mark.parametrize(
    "effect, is_plain",
    [
        (Effect("trust", "", "=", Number(10**12)), True),
        (Effect("trust", "", "-", Number(-(10**12))), True),
        (Effect("trust", "", "+", Number(10**12 + 1)), False),
        (Effect("trust", "", "+", Number(-(10**12) - 1)), False),
        (Effect("trust", "", "*", Number(1)), False),
        (Effect("trust", "red", "+", Number(1)), False),
        (Effect("capital", "", "+", Number(1)), False),
        (Effect("capital", "pink", "+", Number(1)), False),
        (Effect("capital", "red", "+", Number(1)), True),
        (Effect("capital", "others", "+", Number(1)), True),
        (Effect("capital", "everyone", "+", Number(1)), True),
    ],
)
def test_an_approved_effect_moves_somebodys_level(effect, is_plain):
    """A shared track has no owner, an actor's has one that there is; numbers have bounds."""
    deck = deck_of("tracks: {trust: 5, capital: 5 each}", facilitated=True)
    table = Playing(deck).until("plan")
    table.decide(Seal("red", (LETTER,)))
    table.until("adjudicate")
    how = Adjudicate("1-red-1", ruling="success", effects=(effect,))

    if is_plain:
        table.decide(how)
    else:
        assert "effects" == table.refused(how)


def test_fifty_effects_may_be_approved():
    """As many as there may be, and no more."""
    table = with_letter()

    assert "effects" == table.refused(
        Adjudicate("1-red-1", ruling="success", effects=PLUS_TWO * 51)
    )
    table.adjudicate(ruling="success", effects=PLUS_TWO * 50)


def test_a_free_form_move_speaks_of_its_player_and_target():
    """Approved effects may name them as a card's do."""
    deck = deck_of("tracks: {capital: 5 each}", facilitated=True)
    table = Playing(deck).until("plan")
    table.decide(Seal("red", (FreeMove("Tax them", "Their money", target="blue"),)))
    table.until("adjudicate")

    table.adjudicate(
        ruling="success",
        effects=(
            Effect("capital", "player", "+", Number(1)),
            Effect("capital", "target", "-", Number(2)),
        ),
    )

    assert {"red.capital": 6, "blue.capital": 3} == table.levels


def test_reasons_have_a_length_that_can_be_read():
    """Two thousand characters are enough, and fifty arguments."""
    table = waiting(deck_of(CHANCY))
    for how in (
        {"reason": "x" * 2001},
        {"arguments": (Argument("pro", "x" * 2001),)},
        {"arguments": (STRONG_PRO,) * 51},
    ):
        assert "text" == table.refused(Adjudicate("1-red-1", **how))
    table.adjudicate(reason="x" * 2000, arguments=(STRONG_PRO,) * 50)
