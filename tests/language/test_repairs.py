"""A slip that can be meant in one way only brings its own repair."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.language.names import Scope
from tabletop.language.problem import Problem, Reading, Repair, plainly_meant, spaced
from tabletop.language.read import read_chance, read_effects, read_number, read_prices, read_test
from tests.language.rule_text import PLAYED
from tests.language.test_problems import READERS

Reader = Callable[[str, Scope], Reading[object]]


def repaired(text: str, problems: tuple[Problem, ...]) -> str:
    """Return *text* with the first of the repairs made, those after it left for the next time."""
    repair = next(p.repair for p in problems if p.repair)
    return text[: repair.start] + repair.text + text[repair.end :]


def mended(read: Reader, text: str, scope: Scope = PLAYED) -> str:
    """Return *text* with every repair made; fails if that never ends."""
    for _ in range(60):
        problems = read(text, scope).problems
        if not any(p.repair for p in problems):
            return text
        text = repaired(text, problems)
    raise AssertionError(f"repairing never ends: {text!r}")


MENDED: list[tuple[Reader, str, str]] = [
    (read_test, "trust => 3", "trust >= 3"),
    (read_test, "trust=>3", "trust>=3"),
    (read_test, "trust ≥ 3 && tension ≤ 8", "trust >= 3 and tension <= 8"),
    (read_test, "calm&&open", "calm and open"),
    (read_test, "!calm", "not calm"),
    (read_test, "!(calm)", "not(calm)"),
    (read_test, "trust == 3 AND Not calm", "trust = 3 and not calm"),
    (read_test, "trust is 3", "trust = 3"),
    (read_test, "trust is not 3", "trust is not 3"),
    (read_test, "3 <= trust <= 5", "3 <= trust and trust <= 5"),
    (read_test, "not 3 <= trust ≤ 5", "not (3 <= trust and trust <= 5)"),
    (read_test, "calm or 1 < trust < tension < 9", "calm or 1 < trust and trust < tension and tension < 9"),
    (read_test, "trust > +3", "trust > 3"),
    (read_test, "trust >+3", "trust >3"),
    (read_test, "trust > 1_000", "trust > 1000"),
    (read_test, "trust > 1.000", "trust > 1.000"),
    (read_test, "min(trust, tension, 5) > 3", "min(trust, min(tension, 5)) > 3"),
    (read_test, "MIN(trust, 5) > 3", "min(trust, 5) > 3"),
    (read_test, '"trust" >= 3', "trust >= 3"),
    (read_test, "(trust >= 3]", "(trust >= 3)"),
    (read_test, "trust ＞ ３", "trust > 3"),
    (read_test, "trsut >= 3", "trust >= 3"),
    (read_test, "jpan.captial >= 3", "japan.capital >= 3"),
    (read_test, "us_capital >= 3", "us.capital >= 3"),
    (read_test, "capital.us >= 3", "us.capital >= 3"),
    (read_test, "us.trust >= 3", "trust >= 3"),
    (read_test, "player.capital >= 3", "capital >= 3"),
    (read_test, "zzz >= 3", "zzz >= 3"),
    (read_number, "2 × trust − 1", "2 * trust - 1"),
    (read_number, "2 plus 3", "2 + 3"),
    (read_chance, "70", "70%"),
    (read_chance, "1", "1"),
    (read_chance, "170", "170"),
    (read_chance, "70％", "70%"),
    (read_effects, "+1 tension", "tension +1"),
    (read_effects, "-2 us.capital if calm", "us.capital -2 if calm"),
    (read_effects, "tension 1", "tension 1"),
    (read_effects, "1 tension", "1 tension"),
    (read_effects, "tension +-1", "tension -1"),
    (read_effects, "tension ++1", "tension +1"),
    (read_effects, "tension --1", "tension --1"),
    (read_effects, "tension -+1", "tension -1"),
    (read_effects, "tension += 1", "tension + 1"),
    (read_effects, "tension –1; trust +1", "tension -1, trust +1"),
    (read_effects, "tension +1 trust -1", "tension +1, trust -1"),
    (read_effects, "tension +1 and trust -1", "tension +1, trust -1"),
    (read_effects, "tension +1 trust", "tension +1 trust"),
    (read_effects, "tension +trust + 1", "tension +(trust + 1)"),
    (read_effects, "tension -trust + 1", "tension -trust + 1"),
    (read_effects, "others.trust +1", "trust +1"),
    (read_prices, "2 capital", "capital 2"),
    (read_prices, "capital -2", "capital 2"),
    (read_prices, "capital-2", "capital 2"),
    (read_prices, "capital = 2", "capital 2"),
    (read_prices, "capital +2", "capital +2"),
    (read_prices, "capital 1 + trust", "capital (1 + trust)"),
]  # fmt: skip


@pytest.mark.parametrize("read, text, expected", MENDED, ids=[text for _, text, _ in MENDED])
def test_a_slip_is_mended_in_the_one_way_it_can_be_meant(read: Reader, text: str, expected: str):
    """
    What could be meant in two ways is left as it is, for the author to say.
    """
    assert expected == mended(read, text)
    assert expected == text or () == read(expected, PLAYED).problems


@pytest.mark.parametrize(
    "read, scope, marked",
    [(read, scope, case[0]) for read, scope, cases in READERS for case in cases],
)
def test_repairing_comes_to_an_end(read: Reader, scope: Scope, marked: str):
    """
    Every slip the tests know of: its repair puts it right, or leaves another one to put right.
    """
    text = marked.replace("«", "").replace("»", "")

    mended(read, text, scope)


@given(st.text("trust capital us. min(,)=<>!+-*&|'\"3%≥−、 \n", max_size=40))
def test_a_repair_stays_within_its_text(text: str):
    """
    Whatever was typed.
    """
    for read in (read_test, read_effects, read_prices, read_chance):
        for problem in read(text, PLAYED).problems:
            repair = problem.repair
            assert repair is None or 0 <= repair.start <= repair.end <= len(text)
            assert repair is None or repair.text != text[repair.start : repair.end]


def test_of_two_names_as_near_none_is_plainly_meant():
    """
    A bid of 14 may be one of 1 or of 4.
    """
    assert "" == plainly_meant("bid_14", ["bid_1", "bid_4"])
    assert "bid_1" == plainly_meant("bit_1", ["bid_1", "trust"])
    assert "Trust" == plainly_meant("tRUST", ["Trust"])
    assert "" == plainly_meant("zzz", ["trust"])


def test_words_are_kept_apart():
    """
    What is put between two words does not melt into them.
    """
    assert Repair(1, 2, " and ") == spaced("a&b", 1, 2, "and")
    assert Repair(2, 3, "and") == spaced("a & b", 2, 3, "and")
    assert Repair(1, 2, ">=") == spaced("a≥b", 1, 2, ">=")
    assert Repair(1, 2, " ") == spaced("a+b", 1, 2, "")
    assert Repair(0, 1, "") == spaced("+b", 0, 1, "")
