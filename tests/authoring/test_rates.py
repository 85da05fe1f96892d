"""Known mistakes, planted into good decks: the check finds them, and points at the right line."""

from random import Random

import pytest

from benchmarks.decks import made
from benchmarks.mistakes.ground import Mistake
from benchmarks.rates import MISTAKES, Rate, false_alarms, judge
from tabletop.authoring.codes.catalogue import catalogue

QUICK = [mistake for mistake in MISTAKES if not mistake.most]
DECKS = [made(number) for number in range(4)]
ELSEWHERE = {"P", "I"}
"""Families that the check of a deck's text does not tell."""


@pytest.mark.parametrize("family", sorted({mistake.code[:2] for mistake in QUICK}))
def test_planted_mistakes_are_told_in_their_lines(family: str):
    """
    Of a hundred mistakes of any family, at least 95 at the very line.
    """
    mistakes = [mistake for mistake in QUICK if mistake.code.startswith(family)]
    rate = Rate()
    missed: list[tuple[Mistake, str]] = []
    for number, mistake in enumerate(mistakes):
        for good in DECKS:
            if judge(mistake, good, Random(f"{number}/{good.name}"), rate):
                missed.append((mistake.code, good.name))

    assert rate.planted >= len(mistakes)
    assert rate.right >= 0.95 * rate.planted, missed


def test_there_is_a_mistake_for_every_code():
    """
    A code that no mistake provokes proves nothing.
    """
    assert {code for code in catalogue().pages if code[0] not in ELSEWHERE} == {
        m.code for m in MISTAKES
    }


def test_nothing_is_wrong_with_good_decks():
    """
    Those that ship, and a hundred that were made up.
    """
    decks, errors, _ = false_alarms(100)

    assert (0, True) == (errors, decks > 100)
