"""Rules are said with the names that stand on the table."""

import attrs
import pytest

from tabletop.language.expr import Binary, Effect, Level, Named, Negative, Number, Scene, Turn
from tabletop.language.ids import FACILITATOR, WALL, CardId, TrackId
from tabletop.language.read import read_chance, read_effects, read_number, read_prices, read_test
from tabletop.language.say import (
    LONGEST_RULE,
    MOST_REASONS,
    NO_SCENE,
    effect,
    effects,
    failing,
    phrase,
    prices,
    why_false,
)
from tabletop.language.source import effects_source, prices_source, source
from tests.language.rule_text import CHINA, DECK, JAPAN, PLAYED, SCENE, US, Stood, table

FULL = {"trust": 2, "tension": 9, "prize": 1, "resolve": 1}
OWN = {"japan__capital": 1, "us__capital": 3, "japan__oil": 0, "us__oil": 2}


def said(text: str, scene: Scene = NO_SCENE, reader=None) -> str:
    """Return the test that *text* says, in words."""
    bare = attrs.evolve(DECK, tests={})
    return phrase(read_test(text, PLAYED).value, bare, scene, reader)


def why(text: str, viewer=None, scene: Scene = SCENE, pieces=(), **levels: int) -> str:
    """Return why the test that *text* says fails, at the table of these levels."""
    world = table(2, *pieces, **{**FULL, **OWN, **levels})
    return why_false(read_test(text, PLAYED).value, DECK, world, scene, viewer)


@pytest.mark.parametrize(
    "text, words",
    [
        (
            "trust >= 3 and tension <= 8",
            "Alliance trust at least 3 and Regional tension at most 8",
        ),
        ("trust > 3", "Alliance trust more than 3"),
        ("trust < 3", "Alliance trust less than 3"),
        ("trust = 3", "Alliance trust exactly 3"),
        ("trust != 3", "Alliance trust other than 3"),
        ("3 <= trust", "Alliance trust at least 3"),
        ("3 >= trust", "Alliance trust at most 3"),
        ("3 < trust", "Alliance trust more than 3"),
        ("3 > trust", "Alliance trust less than 3"),
        ("3 = trust", "Alliance trust exactly 3"),
        ("3 != trust", "Alliance trust other than 3"),
        ("not trust >= 3", "Alliance trust less than 3"),
        ("not trust <= 3", "Alliance trust more than 3"),
        ("not trust > 3", "Alliance trust at most 3"),
        ("not trust < 3", "Alliance trust at least 3"),
        ("not trust = 3", "Alliance trust other than 3"),
        ("not trust != 3", "Alliance trust exactly 3"),
        ("not not calm", "calm"),
        ("not calm", "not calm"),
        ("not (calm and open)", "not (calm and played openly)"),
        ("open or covert", "played openly or played covertly"),
        ("not covert", "not played covertly"),
        (
            "calm or open and turn = 2",
            "calm or (played openly and turn exactly 2)",
        ),
        ("(calm or open) and turn = 2", "(calm or played openly) and turn exactly 2"),
        ("calm and open and turn = 2", "calm and played openly and turn exactly 2"),
        ("calm and (open and turn = 2)", "calm and played openly and turn exactly 2"),
        ("us.capital > 1", "Political capital of United States more than 1"),
        ("capital > 1", "Political capital more than 1"),
        ("target.capital > 1", "Political capital of the target more than 1"),
        ("battery >= 1", "Coastal Battery standing"),
        ("battery > 0", "Coastal Battery standing"),
        ("battery != 0", "Coastal Battery standing"),
        ("battery.open >= 1", "Coastal Battery standing openly"),
        ("battery.covert < 1", "no Coastal Battery standing covertly"),
        ("battery = 0", "no Coastal Battery standing"),
        ("battery <= 0", "no Coastal Battery standing"),
        ("not battery > 0", "no Coastal Battery standing"),
        ("battery >= 2", "pieces of Coastal Battery at least 2"),
        ("battery.covert < 2", "covert pieces of Coastal Battery less than 2"),
        (
            "min(trust, tension + 1) * 2 > -prize",
            "(the smaller of Alliance trust and Regional tension + 1) × 2 more than −Prize",
        ),
        ("max(1, turn) > -1", "(the larger of 1 and turn) more than -1"),
        ("trust - (tension - 1) > 0", "Alliance trust − (Regional tension − 1) more than 0"),
        ("trust - tension - 1 > 0", "Alliance trust − Regional tension − 1 more than 0"),
        ("trust - 0 > 0", "Alliance trust − 0 more than 0"),
        ("trust - -1 > 0", "Alliance trust − (-1) more than 0"),
    ],
)
def test_a_test_is_said_in_words(text: str, words: str):
    """
    A player who knows no rule text reads what a card needs.
    """
    assert words == said(text)


def test_a_test_is_spelled_out_after_its_name_when_it_is_short():
    """
    A card that needs calm tells what calm is; an effect, of which there are many, does not.
    """
    rule = read_test("not calm and turn > 1", PLAYED).value
    change = read_effects("trust +1 if calm", PLAYED).value
    long = attrs.evolve(
        DECK, tests={"calm": read_test(" and ".join(["tension < 3"] * 4), PLAYED).value}
    )
    longest = "tension + turn + turn + turn + 1000000000000 - 100000000000 > 11111111111"
    tests = [read_test(f"{longest}{more}", PLAYED).value for more in ("", "1")]
    bounds = [phrase(Named("calm"), attrs.evolve(DECK, tests={"calm": each})) for each in tests]
    spelled = "Alliance trust at least 3 and Regional tension at most 8"

    assert f"not calm ({spelled}) and turn more than 1" == phrase(rule, DECK)
    assert "not calm and turn more than 1" == phrase(rule, long)
    assert "Alliance trust +1 if calm" == effects(change, DECK)
    assert [len("calm ()") + LONGEST_RULE, len("calm")] == [len(each) for each in bounds]


def test_odds_are_said_with_the_names_on_the_table():
    """
    The formula on a card is one that can be worked out by looking up.
    """
    odds = read_chance("70% + 5% * (trust - 5)", PLAYED).value

    assert "70% + 5% × (Alliance trust − 5)" == phrase(odds, DECK)


@pytest.mark.parametrize(
    "text, words",
    [
        ("trust +1", "Alliance trust +1"),
        ("trust -1", "Alliance trust -1"),
        ("trust +(-1)", "Alliance trust -1"),
        ("trust -(-2)", "Alliance trust +2"),
        ("trust = 3", "Alliance trust becomes 3"),
        ("us.capital -1", "Political capital of United States -1"),
        ("capital -1", "Political capital -1"),
        ("target.capital +1", "Political capital of the target +1"),
        ("others.capital +1", "Political capital of each other actor +1"),
        ("everyone.capital +1", "Political capital of every actor +1"),
        ("capital +prize", "Political capital + Prize"),
        ("capital -2 * prize", "Political capital − 2 × Prize"),
        ("capital +(prize - 1)", "Political capital + (Prize − 1)"),
        (
            "trust +1 if open, tension -1 if trust >= 1",
            "Alliance trust +1 if played openly, Regional tension -1 if Alliance trust at least 1",
        ),
    ],
)
def test_effects_are_said_in_words(text: str, words: str):
    """
    What a card does stands on it as a player would say it.
    """
    assert words == effects(read_effects(text, PLAYED).value, DECK)


def test_prices_are_said_in_words():
    """
    A cost names the track, then how much of it.
    """
    amounts = read_prices("capital 2, oil (prize - 1)", PLAYED).value

    assert "Political capital 2, Oil (Prize − 1)" == prices(amounts, DECK)


def test_a_level_is_named_for_whoever_reads():
    """
    One's own level needs no owner; to the other side of an offer it has one.
    """
    rule = "capital > target.capital"
    scene = Scene(JAPAN, US)

    assert "Political capital more than Political capital of United States" == said(rule, scene)
    assert "Political capital more than Political capital of United States" == said(
        rule, scene, JAPAN
    )
    assert "Political capital of Japan more than Political capital of United States" == said(
        rule, scene, US
    )


def test_what_a_sight_has_removed_is_said_by_its_id():
    """
    A rule on a card still reads when the deck in a sight lacks what it names.
    """
    bare = attrs.evolve(DECK, tracks=(), cards=(), actors=())

    assert "trust at least 3 and capital of us exactly 1" == phrase(
        read_test("trust >= 3 and us.capital = 1", PLAYED).value, bare
    )
    assert "pieces of battery" == phrase(read_number("battery", PLAYED).value, bare)


@pytest.mark.parametrize(
    "text, reason",
    [
        (
            "trust >= 3 and tension <= 8",
            "needs Alliance trust at least 3, now 2; and Regional tension at most 8, now 9",
        ),
        ("trust >= 3 and tension >= 8", "needs Alliance trust at least 3, now 2"),
        ("trust >= 2 and tension <= 8", "needs Regional tension at most 8, now 9"),
        ("trust >= 2", ""),
        ("calm and covert", "needs Alliance trust at least 3, now 2; and Regional tension at most 8, now 9; and played covertly"),
        ("trust >= 3 or turn > 2", "needs Alliance trust at least 3, now 2; or turn more than 2, now 2"),
        (
            "trust > 2 or turn > 2 and tension < 9 or prize = 3",
            "needs Alliance trust more than 2, now 2; or turn more than 2, now 2 and Regional tension less than 9, now 9; or Prize exactly 3, now 1",
        ),
        ("not trust = 2", "needs Alliance trust other than 2, now 2"),
        ("not not trust = 3", "needs Alliance trust exactly 3, now 2"),
        ("not (trust = 2 and open)", "needs not (Alliance trust exactly 2 and played openly)"),
        ("not open", "needs not played openly"),
        ("trust > tension", "needs Alliance trust more than Regional tension, now 2 and 9"),
        ("3 <= trust", "needs Alliance trust at least 3, now 2"),
        ("trust + turn >= 5", "needs Alliance trust + turn at least 5, now 4"),
        ("5% * trust > 20%", "needs 5% × Alliance trust more than 20%, now 10%"),
        ("1 = 2", "needs 1 exactly 2"),
        ("capital >= 2", "needs Political capital at least 2, now 1"),
        ("target.capital >= 5", "needs Political capital of United States at least 5, now 3"),
        ("base >= 1", "needs Base standing, now 0"),
    ],
)  # fmt: skip
def test_a_refusal_names_what_fails_and_how_it_stands(text: str, reason: str):
    """
    The seat sees which part of the rule is in the way, and how far off it is.
    """
    assert reason == why(text)


@pytest.mark.parametrize(
    "text, viewer, reason",
    [
        ("resolve >= 3", JAPAN, "needs US resolve at least 3"),
        ("resolve >= 3", WALL, "needs US resolve at least 3"),
        ("resolve >= 3", US, "needs US resolve at least 3, now 1"),
        ("resolve >= 3", FACILITATOR, "needs US resolve at least 3, now 1"),
        ("oil >= 3", JAPAN, "needs Oil at least 3, now 0"),
        ("oil >= 3", US, "needs Oil of Japan at least 3"),
        ("target.oil >= 3", US, "needs Oil of United States at least 3, now 2"),
        ("target.oil >= 3", CHINA, "needs Oil of United States at least 3"),
        ("trust > resolve + 1", JAPAN, "needs Alliance trust more than US resolve + 1"),
        ("battery >= 3", JAPAN, "needs pieces of Coastal Battery at least 3"),
        ("battery.covert >= 3", JAPAN, "needs covert pieces of Coastal Battery at least 3"),
        ("battery.open >= 3", JAPAN, "needs open pieces of Coastal Battery at least 3, now 1"),
        ("battery >= 3", FACILITATOR, "needs pieces of Coastal Battery at least 3, now 2"),
        ("base >= 3", JAPAN, "needs pieces of Base at least 3, now 0"),
    ],
)
def test_a_refusal_tells_no_level_that_its_reader_may_not_see(text, viewer, reason):
    """
    The reason names the rule, never the number behind the screen.
    """
    battery = CardId("battery")

    assert reason == why(text, viewer, pieces=(Stood(battery), Stood(battery, "covert")))


def test_a_level_that_the_world_does_not_hold_has_no_present_value():
    """
    A bot that thinks in its own sight is told what is needed, not a made-up zero.
    """
    rule = read_test("resolve >= 3", PLAYED).value

    assert "needs US resolve at least 3" == why_false(rule, DECK, table(1, trust=3), SCENE)


def test_a_refusal_has_no_more_than_six_reasons():
    """
    A rule of twenty parts is still refused in a sentence.
    """
    rule = read_test(" and ".join(f"trust > {n}" for n in range(3, 15)), PLAYED).value

    reasons = failing(rule, DECK, table(1, trust=0), SCENE)

    assert MOST_REASONS == len(reasons)
    assert "Alliance trust more than 3, now 0" == reasons[0]


@pytest.mark.parametrize(
    "text",
    [
        "trust >= 3 and tension <= 8",
        "not (calm or open) and turn = 2",
        "(calm or open) and battery.covert > 1",
        "trust - (tension - 1) * 2 > -capital",
        "-(3) < min(target.capital, 2 + turn)",
    ],
)
def test_rule_text_is_printed_as_it_is_written(text: str):
    """
    No bracket comes or goes when a rule passes through the program.
    """
    assert text == source(read_test(text, PLAYED).value)


def test_effects_and_prices_are_printed_as_they_are_written():
    """
    What a sheet exports, a deck reads.
    """
    sentence = "trust +1 if open, others.capital -2 * prize, us.oil = turn + 1, capital +(-1)"
    cost = "capital 2, oil (turn + 1)"

    assert sentence == effects_source(read_effects(sentence, PLAYED).value)
    assert cost == prices_source(read_prices(cost, PLAYED).value)


def test_an_effect_alone_is_said_as_in_its_sentence():
    """
    A receipt speaks of one effect at a time.
    """
    change = Effect(TrackId("trust"), "", "-", Negative(Turn()), Named("calm"))

    assert "Alliance trust − (−turn) if calm" == effect(change, DECK)


def test_a_product_of_sums_keeps_its_brackets():
    """
    The formula in words comes to the same number.
    """
    trust = Level(TrackId("trust"))
    product = Binary("*", Binary("+", trust, Number(1)), Binary("+", trust, Number(-2)))

    assert "(Alliance trust + 1) × (Alliance trust + (-2))" == phrase(product, DECK)
