"""Tagged text: laid out to the cell, without any screen."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.pages.text import (
    breaks,
    cell_len,
    column,
    cut,
    heading,
    ink,
    narrow_breaks,
    paragraphs,
    plain,
    put,
    stacked,
    table,
)


def test_pages_know_no_screen():
    """
    A page of a table can be made where neither Textual nor rich was ever imported.
    """
    made = (
        "import pkgutil, sys, importlib, tabletop.pages as room\n"
        "for page in pkgutil.iter_modules(room.__path__):\n"
        "    importlib.import_module(f'tabletop.pages.{page.name}')\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('textual', 'rich')])"
    )

    said = subprocess.run([sys.executable, "-c", made], capture_output=True, text=True, check=True)

    assert "[]" == said.stdout.strip()


@pytest.mark.parametrize(
    "text, cells", [("", 0), ("abc", 3), ("世界", 4), ("e\u0301", 1), ("✈\ufe0f", 2), ("✈", 1)]
)
def test_a_character_takes_its_cells(text: str, cells: int):
    """
    A wide letter takes two, an accent none, and a sign drawn as a picture two.
    """
    assert cells == cell_len(text)


@given(st.text("ab世 é\u0301", max_size=30), st.integers(0, 12))
def test_what_is_cut_fits(text: str, width: int):
    """
    Nothing is wider than its room, even where a wide letter would be halved.
    """
    assert cell_len(cut(text, width)) == min(width, cell_len(text))


@given(st.text("ab —c  d", max_size=60), st.integers(2, 20))
def test_narrow_lines_break_where_all_lines_do(text: str, width: int):
    """
    The quick way to break a line is the same way.
    """
    quick = narrow_breaks(text, width)

    slow = breaks(f"{text} 世", width)

    assert not quick or quick == tuple(at for at in slow if at < len(text))


def test_words_of_one_meaning_are_one():
    """
    Neighbours under one tag become one span, and nothing empty is kept.
    """
    words = put("a", ("", "bold"), "b", ("c", "bold"), ink("d", "bold"))

    assert (("ab", ""), ("cd", "bold")) == words.spans


def test_foreign_words_are_cleaned_where_they_are_tagged():
    """
    A title that carries controls or a break says its letters, on one line.
    """
    assert "red x" == ink("\x1b[31mred\n x".replace("[31m", ""), "bold").plain
    assert "a\nb" == plain("a\nb\x07").plain


def test_a_line_of_two_ends_is_filled():
    """
    A heading's rule reaches as far as there is room, and a column is as wide as asked.
    """
    assert 30 == heading("Points", 30, "start, end").cell_length
    assert "abcde…" == column(put("abcdefgh"), 6).plain
    assert "abc   " == column(put("abc"), 6).plain


def test_cells_of_a_table_stand_below_one_another():
    """
    Every column but the last is as wide as its widest cell.
    """
    lines = table([[put("a"), put("b")], [put("世界"), put("d")]])

    assert ["a     b", "世界  d"] == [line.plain for line in lines]


def test_paragraphs_and_stacks_keep_their_lines():
    """
    A blank line parts paragraphs; lines one below another are one text again.
    """
    lines = paragraphs("One two.\nThree.\n\nFour.", 10)

    assert ["One two.", "Three.", "", "Four."] == [line.plain for line in lines]
    assert "One two.\nThree.\n\nFour." == stacked(lines).plain
