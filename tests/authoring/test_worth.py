"""What decides nothing, is not worth its price, or goes where nobody can turn it."""

import pytest

from tests.authoring.deck_texts import complaint, read_text, small, told

WISH = "objectives:\n  keep: {by: us, title: Keep, points: trust + resolve}\n"
ABLE = "  visit: {kind: signal, title: Visit, by: us, cost: capital 1, effects: 'trust +1, resolve -1'}\n"


def codes(text: str) -> list[str]:
    found = read_text(text)
    assert found.deck is not None
    return [d.code for d in found.diagnostics]


@pytest.mark.parametrize(
    "rule, code",
    [("trust <= 3 and trust >= 5", "M313"), ("trust >= 3 or trust <= 5", "M312"),
     ("trust - trust = 0", "M312"), ("min(trust, 4) > trust", "M313"), ("low and trust > 2", "M313"),
     ("trust * trust = 2", "M313"), ("turn > 3 and turn < 4", "M313"),
     ("trust <= 3 and capital >= 5", ""), ("trust >= 5 or trust <= 3", ""),
     ("trust <= 3 and us.capital >= capital", "")],
)  # fmt: skip
def test_a_rule_that_speaks_of_one_track_twice_is_tried_at_every_level(rule: str, code: str):
    """
    Each part could be true, and both together never are.
    """
    rest = "tests: {low: trust <= 2}\n"

    assert [code] * bool(code) == codes(small(card=f"needs: {rule}", rest=rest))


@pytest.mark.parametrize(
    "effect, code",
    [("trust +1 if trust = 10", "M315"), ("trust +3 if trust >= 8", "M315"),
     ("trust +3 if trust >= 7", ""), ("trust -1 if trust = 0", "M315"),
     ("trust +(trust - 5) if trust = 5", "M314"), ("trust = 5 if trust = 5", "M314"),
     ("trust +1 if trust >= 9", ""), ("capital +3 if capital > 5", "M315"),
     ("us.capital +3 if capital > 5", ""), ("trust +1 if covert", "M313"), ("trust +1 if open", "")],
)  # fmt: skip
def test_an_effect_is_judged_where_its_if_is_true(effect: str, code: str):
    """
    What trust is elsewhere does not matter to it.
    """
    assert [code] * bool(code) == codes(small(card=f"effects: {effect}"))


def test_a_posture_that_the_card_never_has_is_told():
    """
    The card is open, and this effect waits for a covert one.
    """
    found = complaint(small(card="effects: trust +1 if covert and trust <= 5"))

    assert found.startswith('warning[M313]: "covert" is never true\n')
    assert "never true: the card is not played so" in found
    assert [] == codes(small(card="posture: covert\neffects: trust +1 if covert and trust <= 5"))


def test_odds_are_judged_where_the_card_can_be_played():
    """
    Where trust is 8 or more these odds are 100%.
    """
    card = "needs: trust >= {}\nchance: 60% + 5% * trust\nsuccess: trust +1"
    found = complaint(small(card=card.format(8)))

    assert found.startswith(
        'warning[M316]: "60% + 5% * trust" is 100% or more wherever it can be played\n'
    )
    assert [] == codes(small(card=card.format(3)))


def test_odds_that_are_mostly_past_their_end_are_told():
    """
    From trust 5 up they are past 100%.
    """
    found = complaint(small(card="chance: 60% + 10% * trust\nsuccess: trust +1"))

    assert (
        told("""
        warning[M326]: "60% + 10% * trust" is 60% to 160%, and mostly past 100%
           --> deck.yaml:15:13
        15 |     chance: 60% + 10% * trust
           |             ^^^^^^^^^^^^^^^^^ past the end on 6 of 11 tables
           = help: begin with the odds that are usual, and add or take away little for each step
        """)
        == found
    )
    assert "mostly past 0%" in complaint(small(card="chance: 10% * trust - 60%\nsuccess: trust +1"))
    assert [] == codes(small(card="chance: 45% + 10% * trust\nsuccess: trust +1"))


def test_an_offer_that_lapses_too_soon_is_told():
    """
    Made in turn 2 at the latest, and not to be accepted before turn 6.
    """
    card = (
        "needs: turn <= 2\noffer: {{to: us, needs: turn {}, lapses: after {}, accepted: trust +1}}"
    )
    found = complaint(small(card=card.format(">= 6", "3 turns")))

    assert found.startswith(
        'warning[M327]: the offer of card "second_track" lapses before anybody may accept it\n'
    )
    assert "not before turn 6" in found
    assert [] == codes(small(card=card.format(">= 6", "4 turns")))
    late = card.replace("<= 2", ">= 5").format("<= 4", "1 turn")
    assert "not after turn 4" in complaint(small(card=late))


@pytest.mark.parametrize(
    "card, is_told",
    [("cost: capital 2\npayoff: capital +2", True), ("cost: capital 2\npayoff: capital +3", False),
     ("cost: capital 2\npayoff: trust +1", False), ("cost: capital 2\npayoff: capital = 8", False),
     ("cost: capital 2\npayoff: capital +1\neffects: trust +1", False),
     ("cost: capital 2\npayoff: us.capital +1", False), ("payoff: capital +1", False)],
)  # fmt: skip
def test_a_hedge_that_is_not_worth_its_premium_is_told(card: str, is_told: bool):
    """
    Unless it does anything besides.
    """
    found = complaint(small(card=f"lasts: 2 turns\npays_if: trust <= 3\n{card}"))

    assert is_told == found.startswith(
        'warning[M328]: the hedge of card "second_track" costs 2 capital and pays 2 at most\n'
    )
    assert is_told == bool(found)


def test_a_refusal_that_makes_no_difference_is_told():
    """
    Where something is given or asked for, or a piece stays, there is one.
    """
    card = "offer: {{to: us, {}accepted: trust +1, refused: trust +1}}"
    found = complaint(small(card=card.format("")))

    assert found.startswith(
        'warning[M329]: refusing the offer of card "second_track" does the same as accepting it\n'
        "   --> deck.yaml:15:41\n"
    )
    assert [] == codes(small(card=card.format("give: capital 1, ")))
    assert [] == codes(small(card=card.format("") + "\nlasts: 2 turns"))


def test_a_roll_that_decides_nothing_is_told():
    """
    In a deck that somebody can win, odds with nothing after them are one too.
    """
    found = complaint(small(card="chance: 70%\nsuccess: trust +1\nfailure: trust +1"))

    assert found.startswith(
        'warning[M330]: card "second_track" does the same whether it succeeds or fails\n'
    )
    assert [] == codes(small(card="chance: 70%"))
    assert ["M330"] == codes(small(card="cost: capital 1\nchance: 70%") + ABLE + WISH)
    assert [] == codes(
        small(card="cost: capital 1\nchance: 70%\nstands: until recalled") + ABLE + WISH
    )


def twin(**changed: str) -> str:
    fields = {"by": "japan", "effects": "trust +1", "cost": "capital 1"} | changed
    said = ", ".join(f"{name}: {value}" for name, value in fields.items() if value)
    return f"  twin: {{kind: hedge, title: Twin, {said}}}\n"


def test_a_card_that_another_one_beats_is_told():
    """
    Told of the dearer one, whichever stands first.
    """
    found = complaint(small(card="effects: trust +1\ncost: capital 2") + twin())

    assert found.startswith(
        'warning[M331]: card "second_track" does what "twin" does, and is harder to play\n'
        "   --> deck.yaml:11:3\n"
    )
    assert ["M331"] == codes(
        small(card="effects: trust +1\ncost: capital 1") + twin(needs="trust >= 2")
    )


@pytest.mark.parametrize(
    "change",
    [{"by": "us"}, {"effects": "trust +2"}, {"cost": "capital 2"}, {"returns": "never"},
     {"posture": "covert"}, {"needs": "trust >= 2"}],
)  # fmt: skip
def test_a_card_that_is_the_better_one_now_and_then_is_not_told(change: dict[str, str]):
    """
    Another seat's, another effect, the same price, gone after one use.
    """
    assert [] == codes(small(card="effects: trust +1\ncost: capital 2") + twin(**change))


def test_a_second_copy_has_its_worth():
    """
    With two moves a turn, the dearer card is played beside the cheaper one.
    """
    text = small(card="effects: trust +1\ncost: capital 2") + twin()

    assert [] == codes(text + "moves: up to 2\n")
    assert ["M331"] == codes(
        text.replace("title: Twin", "title: Twin, copies: 2") + "moves: up to 2\n"
    )


def test_a_track_that_goes_one_way_is_told_if_something_waits_for_it():
    """
    It comes, whatever anybody does. Points only ever rise, as they should.
    """
    war = "endings: {war: {title: War, when: trust = 10}}\n"
    found = complaint(small(card="cost: capital 1") + ABLE + WISH + war)

    assert found.startswith('warning[M332]: the track "trust" only ever rises: nothing lowers it\n')
    assert [] == codes(small(card="cost: capital 1") + ABLE + WISH)
    assert [] == codes(small(card="cost: capital 1\neffects: trust -1") + ABLE + WISH + war)
    assert [] == codes(small(card="cost: capital 1\neffects: trust = 4") + ABLE + WISH + war)


def inject(when: str, effects: str, name: str = "flood", more: str = "repeats: yes") -> str:
    return f"  {name}:\n    title: News\n    when: {when}\n    effects: {effects}\n    {more}\n"


@pytest.mark.parametrize(
    "injects, is_told",
    [(inject("trust >= 5", "trust +1"), True), (inject("trust >= 5", "trust -1"), False),
     (inject("trust >= 5", "resolve +1"), False), (inject("trust = 6", "trust +1"), False),
     (inject("trust >= 5", "trust +1", more="chance: 40%\n    repeats: yes"), False),
     (inject("trust >= 5", "trust = 6"), True), (inject("trust >= 5", "trust +1", more=""), False),
     (inject("trust >= 5", "trust +1 if trust <= 7") , True)],
)  # fmt: skip
def test_an_inject_that_feeds_itself_is_told(injects: str, is_told: bool):
    """
    What merely lasts as long as its reason does is not meant.
    """
    found = complaint(small(rest=f"injects:\n{injects}"))

    assert is_told == found.startswith(
        'warning[M333]: inject "flood" feeds itself: once it has come it comes in every turn\n'
    )
    assert is_told == bool(found)


def test_injects_that_feed_each_other_are_told():
    """
    Each undoes what brought it, and brings the other.
    """
    pair = inject("trust >= 5", "trust = 0") + inject("trust <= 4", "trust = 9", "ebb")
    found = complaint(small(rest=f"injects:\n{pair}"))

    assert 'warning[M333]: inject "flood" feeds itself with ebb: once' in found
    assert 'warning[M333]: inject "ebb" feeds itself with flood: once' in found
    broken = pair.replace("trust = 9", "trust = 4").replace("<= 4", "<= 3")
    assert [] == codes(small(rest=f"injects:\n{broken}"))


def test_what_comes_after_the_last_turn_is_told():
    """
    Only where the deck itself says how many turns it wants.
    """
    storm = "injects: {storm: {title: Storm, turn: 6, effects: trust -1}}\n"
    found = complaint(small(rest=f"turns: 5\n{storm}"))

    assert found.startswith(
        'warning[M334]: inject "storm" comes in turn 6, and the deck is played for 5\n'
    )
    assert [] == codes(small(rest=f"turns: 6\n{storm}"))
    assert [] == codes(small(rest=storm.replace("6", "60")))
    late = "arrives: after 5 turns\narrival: trust +1"
    assert ["M334"] == codes(small(card=late, rest="turns: 5\n"))
    assert [] == codes(small(card=late, rest="turns: 6\n"))


def test_the_last_turn_counts_in_rules():
    """
    There is no turn 7 in a game of six.
    """
    card = "needs: turn > 6"
    found = complaint(small(card=card, rest="turns: 6\n"))

    assert "never true in 6 turns" in found
    assert [] == codes(small(card=card))
