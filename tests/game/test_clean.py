"""Text from outside, made safe to show."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tabletop.game.clean import LINE, MARKS, PAGE, clean, clean_line


def test_ordinary_text_stays_as_it_is():
    """
    Accents, other scripts and empty lines are nobody's attack.
    """
    text = "Café\n\n東京 Ελλάδα हिन्दी\n  indented"

    assert text == clean(text)


def test_what_a_terminal_would_obey_is_left_out():
    """
    Escape codes, direction marks, bells and nulls do not reach the screen.
    """
    assert "a[31mbcd" == clean("a\x1b[31mb\u202ec\x07\x00\u200bd\ufeff")


def test_tabs_become_spaces():
    """
    A tab would move the cursor by an amount that nobody has counted.
    """
    assert "a   b" == clean("a\tb")


def test_all_line_breaks_are_one():
    """
    A lone carriage return would write over the line.
    """
    assert "a\nb\nc\nd\n\ne" == clean("a\r\nb\rc\u2028d\x0b\x0ce\n\n")


def test_accents_do_not_pile_up():
    """
    A letter keeps as many marks as any language needs.
    """
    assert "e" + "\u0301" * MARKS + "x" == clean("e" + "\u0301" * 50 + "x")


def test_a_long_text_is_cut():
    """
    The cut is shown.
    """
    assert "a" * (PAGE - 3) + "..." == clean("a" * 10 * PAGE)
    assert "aaa aaa..." == clean_line("aaa aaa aaa aaa", 11)


def test_a_line_is_one_line():
    """
    A title with a break in it stays on its row.
    """
    assert "a b c" == clean_line("  a\n b\t\tc \n")


@given(st.text(alphabet=st.characters(codec="utf-32", exclude_categories=[]), max_size=200))
def test_nothing_unprintable_survives(text: str):
    """
    Whatever comes in; and cleaning twice changes nothing more.
    """
    cleaned = clean(text)

    assert all(c.isprintable() or c == "\n" for c in cleaned)
    assert cleaned == clean(cleaned)
    runs = "".join("m" if unicodedata.category(c)[0] == "M" else " " for c in cleaned).split()
    assert all(len(run) <= MARKS for run in runs)
    assert len(clean_line(text)) <= LINE
    assert "\n" not in clean_line(text)
