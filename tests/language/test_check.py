"""What a rule reads, and whether it ends."""

import pytest

from tabletop.language.check import (
    MAX_STEPS,
    MAX_WEIGHT,
    Reads,
    check_tests,
    names_read,
    weight,
    weights,
)
from tabletop.language.expr import (
    LIMIT,
    Binary,
    Expr,
    Level,
    Named,
    Not,
    Number,
    Standing,
    evaluate,
)
from tabletop.language.ids import CardId, TrackId
from tabletop.language.names import Scope, Weight
from tabletop.language.read import read_effects, read_test
from tests.language.rule_text import PLAYED, SCENE, table

TRUTH = Binary("=", Number(1), Number(1))


def said(**texts: str) -> dict[str, Expr]:
    """Return tests by their text."""
    scope = Scope(shared=("trust",), tests=tuple(texts))
    found = {name: read_test(text, scope).value for name, text in texts.items()}
    return {name: expr for name, expr in found.items() if expr is not None}


def test_a_rule_reads_what_its_tests_read():
    """
    A card may not lean on a hidden level by way of a test.
    """
    tests = {
        "calm": Binary("<=", Level(TrackId("tension")), Number(3)),
        "firm": Binary("and", Named("calm"), Binary(">", Level(TrackId("resolve")), Number(1))),
    }
    rule = read_test(
        "capital > 1 and not (us.oil < target.capital) or min(battery.covert, turn) > 1 and calm",
        PLAYED,
    ).value
    assert rule is not None

    reads = names_read(Binary("and", Not(Named("firm")), rule), tests)

    assert reads == Reads(
        levels=(
            Level(TrackId("capital"), "player"),
            Level(TrackId("oil"), "us"),
            Level(TrackId("capital"), "target"),
            Level(TrackId("resolve")),
            Level(TrackId("tension")),
        ),
        pieces=(Standing(CardId("battery"), "covert"),),
        tests=("firm", "calm"),
    )


def test_reading_ends_where_tests_go_round_or_are_missing():
    """
    The leak check runs on broken decks too, beside the other checks.
    """
    tests = said(a="b and gone", b="a or trust > 1")
    tests["a"] = Binary("and", Named("b"), Named("gone"))

    reads = names_read(Named("a"), tests)

    assert ("a", "b", "gone") == reads.tests
    assert (Level(TrackId("trust")),) == reads.levels


@pytest.mark.parametrize(
    "texts, told",
    [
        ({"a": "a"}, {"a": ("a", 0, 1)}),
        ({"a": "trust > 1 or not b", "b": "a"}, {"a": ("b", 17, 18)}),
        ({"x": "b", "a": "b", "b": "c", "c": "b and trust = 1"}, {"b": ("c", 0, 1)}),
        ({"c": "b", "b": "a", "a": "c"}, {"c": ("b", 0, 1)}),
        ({"a": "b", "b": "a", "c": "d", "d": "c"}, {"a": ("b", 0, 1), "c": ("d", 0, 1)}),
        ({"a": "b and b and c", "b": "c", "c": "trust = 1"}, {}),
    ],
)
def test_tests_that_go_round_are_told_once_each(
    texts: dict[str, str], told: dict[str, tuple[str, int, int]]
):
    """
    The first test of the circle is underlined where it leads on; one that only leads into a
    circle is not to blame.
    """
    found = check_tests(said(**texts), texts)

    assert told == {
        name: (texts[name][problem.start : problem.end], problem.start, problem.end)
        for name, problem in found.items()
    }
    assert {"R401"} >= {problem.code for problem in found.values()}


def test_a_circle_is_spelled_out():
    """
    The author sees the way round, so that any of its steps can be mended.
    """
    texts = {"c": "b", "b": "a", "a": "c"}

    problem = check_tests(said(**texts), texts)["c"]

    assert '"c" needs itself to be tested' == problem.message
    assert "it goes round: c -> b -> a -> c; write one of them without the next" == problem.help


@pytest.mark.parametrize(
    "count, way",
    [(1, "t0 -> t0"), (4, "t0 -> t1 -> t2 -> t3 -> t0"), (5, "t0 -> t1 -> t2 -> ... -> t0")],
)
def test_a_long_circle_is_spelled_out_in_short(count: int, way: str):
    """
    The way round fits in a line, however many tests it goes through.
    """
    texts = {f"t{n}": f"t{(n + 1) % count}" for n in range(count)}

    problem = check_tests(said(**texts), texts)["t0"]

    assert f"it goes round: {way}; write one of them without the next" == problem.help


def test_a_very_long_circle_and_a_very_long_chain_are_found_at_once():
    """
    Ten thousand tests, each naming the next, are refused without running out of stack or time.
    """
    count = 10_000
    chain: dict[str, Expr] = {f"t{n}": Named(f"t{n + 1}") for n in range(count)}
    texts = {name: f"t{int(name[1:]) + 1}" for name in chain}

    circle = check_tests({**chain, f"t{count}": Named("t0")}, {**texts, f"t{count}": "t0"})
    deep = check_tests({**chain, f"t{count}": TRUTH}, {**texts, f"t{count}": "1 = 1"})

    assert ["t0"] == list(circle)
    assert [(f"t{count - MAX_STEPS + 1}", "R402")] == [(at, p.code) for at, p in deep.items()]


def test_weights_count_what_is_written_out():
    """
    A test counts for all of its nodes wherever it is named, and for the name.
    """
    found = weights(said(a="trust = 1", b="a or a", c="not b", d="d", e="d"))

    assert {"a": Weight(3, 2), "b": Weight(9, 4), "c": Weight(11, 6)} == found


def test_a_test_may_be_as_large_as_its_bound_and_no_larger():
    """
    Doubling by naming is refused before play, where the table would stand still.
    """
    light = Weight(MAX_WEIGHT - 1, 2)
    scope = Scope(tests=("a", "b"), weights={"a": light, "b": Weight(9, 9)})

    largest = read_test("a", scope)
    (problem,) = read_test("not a", scope).problems
    (heavier,) = read_test("b and a and b", scope).problems

    assert () == largest.problems
    assert Weight(MAX_WEIGHT, 3) == weight(Named("a"), scope.weights)
    assert (6, 7) == (heavier.start, heavier.end)
    assert ("R402", 4, 5) == (problem.code, problem.start, problem.end)
    assert "with its tests written out this rule is 10001 names, numbers and signs" == (
        problem.message
    )


def test_a_test_may_be_as_deep_as_its_bound_and_no_deeper():
    """
    Depth is counted through tests too: Python's own stack is not the limit an author meets.
    """
    scope = Scope(tests=("a",), shared=("trust",), weights={"a": Weight(5, MAX_STEPS - 1)})

    deepest = read_effects("trust +1 if a", scope)
    (problem,) = read_effects("trust +1 if not a", scope).problems

    assert () == deepest.problems
    assert ("R402", 16, 17) == (problem.code, problem.start, problem.end)
    assert "with its tests written out this rule is 201 steps deep" == problem.message


def test_the_deepest_rule_that_is_read_can_be_evaluated():
    """
    What the check lets through never runs out of stack at the table.
    """
    tests: dict[str, Expr] = {"t0": TRUTH}
    tests |= {f"t{n}": Named(f"t{n - 1}") for n in range(1, MAX_STEPS - 1)}
    texts = {name: "1 = 1" if name == "t0" else f"t{int(name[1:]) - 1}" for name in tests}

    assert {} == check_tests(tests, texts)
    assert 1 == evaluate(tests[f"t{MAX_STEPS - 2}"], tests, table(), SCENE)


def test_doubling_tests_are_weighed_without_being_written_out():
    """
    Many tests, each naming the one before it twice, would be more than there are atoms.
    """
    tests: dict[str, Expr] = {"t0": TRUTH}
    count = 20_000
    tests |= {f"t{n}": Binary("and", *[Named(f"t{n - 1}")] * 2) for n in range(1, count)}
    texts = {name: f"t{int(name[1:]) - 1} and t{int(name[1:]) - 1}" for name in tests}
    scope = Scope(tests=tuple(tests), weights=weights(tests))

    found = check_tests(tests, texts)
    (problem,) = read_test(f"t{count - 1}", scope).problems

    assert ["t11"] == list(found)
    assert f"{LIMIT} names" in problem.message
