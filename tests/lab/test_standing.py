"""Where one value falls among many: exact on distributions that can be counted by hand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.lab.continuations import Rank, bins, middle, standing

values = st.lists(st.integers(-20, 20), max_size=30)


@pytest.mark.parametrize(
    ("value", "among", "expected", "said"),
    [
        (5, [1, 2, 3, 4, 6], Rank(4, 0, 1), "better than 4 of 5"),
        (3, [1, 2, 3, 4], Rank(2, 1, 1), "better than 2 of 4, level with 1"),
        (3, [3, 3, 3], Rank(0, 3, 0), "better than 0 of 3, level with 3"),
        (0, [1, 2], Rank(0, 0, 2), "better than 0 of 2"),
        (9, [1, 2], Rank(2, 0, 0), "better than 2 of 2"),
        (9, [], Rank(0, 0, 0), "better than 0 of 0"),
    ],
)
def test_ties_are_told_apart(value: int, among: list[int], expected: Rank, said: str):
    """
    Level with is neither better nor worse, and is told beside both.
    """
    found = standing(value, among)

    assert (expected, said) == (found, found.words())


@given(values, st.integers(-20, 20))
def test_better_for_one_is_worse_for_its_opposite(among: list[int], value: int):
    """
    Turned round, below and above change places.
    """
    there, back = standing(value, among), standing(-value, [-v for v in among])

    assert (there.below, there.equal, there.above) == (back.above, back.equal, back.below)
    assert len(among) == there.of


@pytest.mark.parametrize(
    ("among", "expected"), [([], 0), ([3], 3), ([4, 1], 1), ([9, 1, 5], 5), ([1, 2, 3, 4], 2)]
)
def test_the_middle_is_one_of_the_values(among: list[int], expected: int):
    """
    Half of them reach no further; of two in the middle it is the lower.
    """
    assert expected == middle(among)


def test_bins_reach_over_the_real_value_without_counting_it():
    """
    A histogram has a place for the real outcome, also where no continuation came to it.
    """
    found = bins([1, 1, 4], 12, including=[6])

    assert [(1, 2), (2, 0), (3, 0), (4, 1), (5, 0), (6, 0)] == [(b.low, b.count) for b in found]
    assert () == bins([], 12)


@given(values, st.lists(st.integers(-20, 20), max_size=2), st.integers(1, 12))
def test_every_value_lies_in_one_bin(among: list[int], including: list[int], most: int):
    """
    Whatever the range, there are no more rows than fit, and every value is counted once.
    """
    found = bins(among, most, including)

    assert len(found) <= most
    assert len(among) == sum(b.count for b in found)
    assert all(1 == sum(value in b for b in found) for value in (*among, *including))
    assert all(b.high + 1 == after.low for b, after in pairwise(found))
