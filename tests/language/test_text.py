"""Rule text means what the manual says."""

import pytest

from tabletop.language.expr import (
    LIMIT,
    Binary,
    Effect,
    Expr,
    IsPosture,
    Level,
    Named,
    Negative,
    Not,
    Number,
    Price,
    Scene,
    Standing,
    Turn,
    combine,
    evaluate,
)
from tabletop.language.ids import (
    ActorId,
    CardId,
    TrackId,
    Viewer,
    level_id,
    level_parts,
    move_id,
    move_parts,
)
from tabletop.language.lex import MAX_LENGTH
from tabletop.language.names import Scope
from tabletop.language.parse import MAX_DEPTH, MAX_NODES
from tabletop.language.problem import Reading
from tabletop.language.read import read_chance, read_effects, read_number, read_prices, read_test
from tests.language.rule_text import DECK, JAPAN, PLAYED, SCENE, UNPLAYED, US, Stood, table

TRUST, TENSION, CAPITAL = Level(TrackId("trust")), Level(TrackId("tension")), TrackId("capital")


def number(text: str, **levels: int) -> int:
    """Return what the number that *text* says comes to."""
    return value(read_number(text, PLAYED), **levels)


def holds(text: str, **levels: int) -> bool:
    """Return whether the rule that *text* says holds."""
    return bool(value(read_test(text, PLAYED), **levels))


def value(reading: Reading[Expr], **levels: int) -> int:
    assert () == reading.problems
    assert reading.value is not None
    return evaluate(reading.value, DECK.tests, table(2, **levels), SCENE)


@pytest.mark.parametrize(
    "op, below, same, above",
    [
        ("=", False, True, False),
        ("!=", True, False, True),
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
    ],
)
def test_a_comparison_holds_on_its_own_side_of_the_bound(
    op: str, below: bool, same: bool, above: bool
):
    """
    One step below the number, on it and one above: each comparison has its own three answers.
    """
    rule = f"trust {op} 5"

    found = [holds(rule, trust=level) for level in (4, 5, 6)]

    assert [below, same, above] == found


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("10 - 3 - 2", 5),
        ("10 - (3 - 2)", 9),
        ("-2 * 3", -6),
        ("-(2 + 3)", -5),
        ("4 - -3", 7),
        ("- - 3", 3),
        ("min(4, 7)", 4),
        ("max(4, 7)", 7),
        ("max(1 + 1, min(9, 3)) * 2", 6),
        ("turn + 1", 3),
        ("trust * tension", 42),
        ("capital", 3),
        ("us.capital - target.capital", 0),
        ("us.capital - japan.capital", 2),
    ],
)
def test_a_number_is_counted_as_in_school(text: str, expected: int):
    """
    Products before sums, from the left, brackets first.
    """
    found = number(text, trust=6, tension=7, japan__capital=3, us__capital=5)

    assert expected == found


@pytest.mark.parametrize(
    "text, expected",
    [
        ("trust = 1 or trust = 2 and tension = 9", True),
        ("(trust = 1 or trust = 2) and tension = 9", False),
        ("not trust = 1 and tension = 9", False),
        ("not (trust = 1 and tension = 9)", True),
        ("not trust = 2", True),
        ("not not trust = 1", True),
        ("trust = 2 or tension = 3", True),
        ("trust = 2 or tension = 4", False),
        ("trust = 1 and tension = 4", False),
        ("trust + 2 = tension", True),
        ("open", True),
        ("covert", False),
        ("not covert", True),
        ("calm", False),
        ("turn = 2", True),
    ],
)
def test_and_binds_more_tightly_than_or_and_not_more_tightly_than_and(text: str, expected: bool):
    """
    A rule without brackets is read as it would be spoken.
    """
    assert expected == holds(text, trust=1, tension=3)


@pytest.mark.parametrize(
    "text, trust, odds",
    [
        ("70%", 0, 70),
        ("70 %", 0, 70),
        ("70% + 5% * (trust - 5)", 6, 75),
        ("70% - 5% * (trust - 5)", 3, 80),
        ("trust * 10%", 4, 40),
        ("min(90%, 10% * trust)", 10, 90),
        ("-5%", 0, -5),
        ("-(5% * trust)", 2, -10),
    ],
)
def test_odds_are_percentages_and_may_grow_with_a_level(text: str, trust: int, odds: int):
    """
    A percentage times a number is a percentage; the table shows it before the roll.
    """
    assert odds == value(read_chance(text, PLAYED), trust=trust)


def test_a_card_counts_its_pieces_standing_here():
    """
    A piece still on its way does not count; a posture counts its own only.
    """
    battery = CardId("battery")
    world = table(
        2,
        Stood(battery),
        Stood(battery, "covert"),
        Stood(battery, "covert"),
        Stood(battery, is_here=False),
        Stood(CardId("base")),
    )

    found = [
        evaluate(expr, {}, world, SCENE)
        for text in ("battery", "battery.open", "battery.covert", "base")
        if (expr := read_number(text, PLAYED).value)
    ]

    assert [3, 1, 2, 1] == found


def test_a_bare_name_is_the_players_own_level():
    """
    The same card, played by another seat, reads that seat's level.
    """
    expr = read_number("capital - target.capital", PLAYED).value
    assert expr is not None
    world = table(1, japan__capital=5, us__capital=3)

    found = [evaluate(expr, {}, world, scene) for scene in (Scene(JAPAN, US), Scene(US, JAPAN))]

    assert [2, -2] == found


@pytest.mark.parametrize(
    "text, expr",
    [
        ("not calm", Not(Named("calm"))),
        ("covert", IsPosture("covert")),
        ("battery.open > 0", Binary(">", Standing(CardId("battery"), "open"), Number(0))),
        ("us.capital = 3", Binary("=", Level(CAPITAL, "us"), Number(3))),
        ("target.capital = 3", Binary("=", Level(CAPITAL, "target"), Number(3))),
        ("capital = 3", Binary("=", Level(CAPITAL, "player"), Number(3))),
        ("turn = -3", Binary("=", Turn(), Number(-3))),
        ("turn = -(3)", Binary("=", Turn(), Negative(Number(3)))),
        (f"trust < {LIMIT}", Binary("<", TRUST, Number(LIMIT))),
        ("trust\n  >= 3", Binary(">=", TRUST, Number(3))),
    ],
)
def test_a_rule_becomes_a_value(text: str, expr: Expr):
    """
    What is saved with a session is the rule itself, not its text.
    """
    assert Reading(expr) == read_test(text, PLAYED)


@pytest.mark.parametrize(
    "text, effects",
    [
        ("trust +1", [Effect(TrackId("trust"), "", "+", Number(1))]),
        (
            "trust +1 if open or calm",
            [
                Effect(
                    TrackId("trust"),
                    "",
                    "+",
                    Number(1),
                    Binary("or", IsPosture("open"), Named("calm")),
                )
            ],
        ),
        ("trust+1", [Effect(TrackId("trust"), "", "+", Number(1))]),
        ("capital -2", [Effect(CAPITAL, "player", "-", Number(2))]),
        ("us.capital = 3 + turn", [Effect(CAPITAL, "us", "=", Binary("+", Number(3), Turn()))]),
        ("others.capital +1", [Effect(CAPITAL, "others", "+", Number(1))]),
        ("everyone.capital = 0", [Effect(CAPITAL, "everyone", "=", Number(0))]),
        ("target.capital -1", [Effect(CAPITAL, "target", "-", Number(1))]),
        ("capital +prize", [Effect(CAPITAL, "player", "+", Level(TrackId("prize")))]),
        (
            "capital +2 * prize",
            [Effect(CAPITAL, "player", "+", Binary("*", Number(2), Level(TrackId("prize"))))],
        ),
        (
            "trust -(tension - 1)",
            [Effect(TrackId("trust"), "", "-", Binary("-", TENSION, Number(1)))],
        ),
        (
            "trust +min(1, 2), tension -1 if covert and trust > 2, capital +1 if calm",
            [
                Effect(TrackId("trust"), "", "+", Binary("min", Number(1), Number(2))),
                Effect(
                    TrackId("tension"),
                    "",
                    "-",
                    Number(1),
                    Binary("and", IsPosture("covert"), Binary(">", TRUST, Number(2))),
                ),
                Effect(CAPITAL, "player", "+", Number(1), Named("calm")),
            ],
        ),
    ],
)
def test_a_sentence_of_effects_is_read_in_its_order(text: str, effects: list[Effect]):
    """
    Each effect names a level, says how it changes, and may have its own if.
    """
    assert Reading(tuple(effects)) == read_effects(text, PLAYED)


@pytest.mark.parametrize(
    "text, prices",
    [
        ("capital 2", [Price(CAPITAL, Number(2))]),
        ("capital 2, oil 1", [Price(CAPITAL, Number(2)), Price(TrackId("oil"), Number(1))]),
        ("capital prize", [Price(CAPITAL, Level(TrackId("prize")))]),
        ("capital (turn + 1)", [Price(CAPITAL, Binary("+", Turn(), Number(1)))]),
        ("capital 2 * turn", [Price(CAPITAL, Binary("*", Number(2), Turn()))]),
        ("capital 0", [Price(CAPITAL, Number(0))]),
    ],
)
def test_a_sentence_of_prices_is_read_in_its_order(text: str, prices: list[Price]):
    """
    A price is a track of one's own and how much of it.
    """
    assert Reading(tuple(prices)) == read_prices(text, PLAYED)


def test_an_inject_may_give_to_everyone_and_to_one_by_name():
    """
    Nobody plays an inject, so it says whose level it means.
    """
    found = read_effects("everyone.capital +1, us.oil -1 if us.capital > 2", UNPLAYED)

    assert () == found.problems


@pytest.mark.parametrize(
    "op, left, right, expected",
    [
        ("+", LIMIT, 1, LIMIT),
        ("-", -LIMIT, 1, -LIMIT),
        ("*", LIMIT, LIMIT, LIMIT),
        ("*", LIMIT, -2, -LIMIT),
        ("+", LIMIT - 1, 1, LIMIT),
        ("-", 1 - LIMIT, 1, -LIMIT),
    ],
)
def test_a_number_stops_at_the_limit(op: str, left: int, right: int, expected: int):
    """
    However a rule multiplies, its number stays within what a machine word holds.
    """
    assert expected == combine(op, left, right)


def long_rule(length: int) -> str:
    return "trust >= 3".ljust(length)


def bracketed(levels: int) -> str:
    return "(" * levels + "trust" + ")" * levels + " > 1"


def chained(terms: int) -> str:
    return " + ".join(["trust"] * terms)


def effects_of(count: int) -> str:
    return ",".join(["prize+1"] * count)


def test_a_rule_may_be_as_long_as_its_bound_and_no_longer():
    """
    Two thousand characters are read; one more is a problem, not a crash.
    """
    assert () == read_test(long_rule(MAX_LENGTH), PLAYED).problems

    (problem,) = read_test(long_rule(MAX_LENGTH + 1), PLAYED).problems

    assert ("R105", MAX_LENGTH, MAX_LENGTH + 1) == (problem.code, problem.start, problem.end)


def test_a_rule_may_be_as_deep_as_its_bound_and_no_deeper():
    """
    Brackets and operators count alike, so that evaluation never runs out of stack.
    """
    assert () == read_test(bracketed(MAX_DEPTH), PLAYED).problems
    assert () == read_number(chained(MAX_DEPTH), PLAYED).problems

    (brackets,) = read_test(bracketed(MAX_DEPTH + 1), PLAYED).problems
    (operators,) = read_number(chained(MAX_DEPTH + 1), PLAYED).problems

    assert ("R105", MAX_DEPTH, MAX_DEPTH + 1) == (brackets.code, brackets.start, brackets.end)
    assert ("R105", 0, len(chained(MAX_DEPTH + 1))) == (
        operators.code,
        operators.start,
        operators.end,
    )


@pytest.mark.parametrize(
    "opening, inner, closing",
    [
        ("not ", "calm", ""),
        ("min(1, ", "trust", ")"),
        ("min(", "trust", ", 1)"),
        ("2 - (", "trust", ")"),
    ],
)
def test_whatever_nests_counts_one_step_a_time(opening: str, inner: str, closing: str):
    """
    A word or number is one step, and everything round it one more.
    """
    read = read_test if inner == "calm" else read_number
    deepest, deeper = (
        opening * steps + inner + closing * steps for steps in (MAX_DEPTH - 1, MAX_DEPTH)
    )

    assert () == read(deepest, PLAYED).problems
    assert ["R105"] == [problem.code for problem in read(deeper, PLAYED).problems]


@pytest.mark.parametrize("opening", ["(", "-", "not ", "min(1,", "+-", "- -(", "a+(", "not("])
def test_a_hostile_depth_is_one_problem(opening: str):
    """
    A text of nothing but openings ends in one sentence, not in a stack overflow.
    """
    text = (opening * MAX_LENGTH)[:MAX_LENGTH]

    codes = {problem.code for problem in read_test(text, PLAYED).problems}

    assert "R105" in codes


def test_a_sentence_may_have_as_many_parts_as_its_bound_and_no_more():
    """
    Five hundred names and numbers are read; the next is a problem.
    """
    most = MAX_NODES // 2
    assert most * len("prize+1,") <= MAX_LENGTH

    found = read_effects(effects_of(most), PLAYED)
    refused = read_effects(effects_of(most - 1) + ",prize+prize*1", PLAYED)

    assert () == found.problems
    assert ["R105"] == [problem.code for problem in refused.problems]


def test_an_empty_deck_still_answers():
    """
    The first rule of a new deck, before any track is declared, gets a plain answer.
    """
    (problem,) = read_test("trust > 3", Scope()).problems

    assert "this deck declares no track" == problem.help


def test_an_id_is_taken_apart_into_what_it_was_made_of():
    """
    A move's id tells its turn, its seat and its number; a level's tells whose it is.
    """
    seat = ActorId(Viewer("us"))

    assert (3, seat, 12) == move_parts(move_id(3, seat, 12))
    assert (seat, "capital") == level_parts(level_id("capital", seat))
    assert ("", "trust") == level_parts(level_id("trust"))
