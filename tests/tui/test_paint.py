"""Foreign text and layout: nothing is obeyed, nothing is cut off."""

import itertools
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from tabletop.game.clean import clean
from tabletop.pages import text
from tabletop.pages.text import fact_lines, ink, plain, put, sides, wrapped
from tabletop.tui.filters import PLAIN, LastNet, PlainCharacters
from tabletop.tui.paint import content

BLACK = Color(0, 0, 0)


@given(st.text("[]/@='\"abclik()$ red", max_size=60))
def test_brackets_are_only_brackets(text: str):
    """
    A card called `[red] cell` shows its brackets, and a link in a title is no link.
    """
    assert text.strip().split() == ink(text, "bold").plain.split()
    assert [] == content(plain(text)).spans


@given(st.text(max_size=80), st.text(max_size=20), st.integers(8, 60))
def test_two_ends_of_a_line_fit_and_lose_nothing(left: str, right: str, width: int):
    """
    Whatever does not fit beside something stands below it, within the width.
    """
    first, second = ink(left, ""), ink(right, "")

    lines = sides(first, second, width)

    assert all(line.cell_length <= max(width, 2) for line in lines)
    said = "".join("".join(line.plain.split()) for line in lines)
    for word in (*first.plain.split(), *second.plain.split()):
        assert word in said or cell_len(word) > width


@given(st.text("ab cd\n", max_size=120), st.integers(12, 40))
def test_a_fact_hangs_beside_its_label(text: str, width: int):
    """
    No line of a fact is wider than its pane.
    """
    lines = fact_lines("Needs", ink(text, ""), width)

    assert all(line.cell_length <= width for line in lines)
    assert lines[0].plain.startswith("Needs")


def test_every_character_is_as_wide_as_the_screen_draws_it():
    """
    Pages are laid out without the screen's own measure, and no column ever slips for that.
    """
    drawn = (chr(code) for code in range(sys.maxunicode + 1) if chr(code).isprintable())

    odd = [c for c in drawn if clean(c) == c and cell_len(c) != text.cell_len(c)]

    assert [] == odd


@given(st.text("ab  cd\n世界é\u0301\u0300✈\ufe0f─🙂", max_size=60), st.integers(2, 24))
def test_words_are_wrapped_and_cut_as_the_screen_would(said: str, width: int):
    """
    A page breaks its lines where Textual breaks them, and cuts them where Textual cuts.
    """
    words = plain(said)
    drawn = content(words)

    lines = words.wrap(width)

    assert [line.plain.rstrip() for line in drawn.wrap(width)] == [line.plain for line in lines]
    for ellipsis, pad in itertools.product((False, True), repeat=2):
        cut = words.lines()[0].truncate(width, ellipsis=ellipsis, pad=pad)
        shown = content(words.lines()[0]).truncate(width, ellipsis=ellipsis, pad=pad)
        assert shown.plain == cut.plain


@given(st.lists(st.tuples(st.text("ab 世", max_size=6), st.sampled_from(("", "bold", "$quiet")))))
def test_a_tag_stays_on_its_words(spans: list[tuple[str, str]]):
    """
    However a line is cut and joined again, each word keeps its tag.
    """
    words = put(*spans)

    halves = [words[:at].append(words[at:]) for at in range(len(words.plain) + 1)]

    assert all(words == again for again in halves)
    tags = [tag for said, tag in words.spans for _ in said]
    painted = content(words)
    for at, tag in enumerate(tags):
        assert [tag] * bool(tag) == [s.style for s in painted.spans if s.start <= at < s.end]


def test_wrapped_lines_hang():
    """
    A second line is indented below the first.
    """
    lines = wrapped(put("one two three four"), 12, indent=0, hang=4)

    assert ["one two", "    three", "    four"] == [line.plain for line in lines]


@pytest.mark.parametrize(
    "raw", ["\x1b[31mred", "\x1b]52;c;eA==\x07", "a\x9b31m", "a\u202eb", "\x7f", "\u2066x"]
)
def test_the_last_net_lets_nothing_through(raw: str):
    """
    Controls, clipboard codes and bidi marks never reach a terminal, and no column moves.
    """
    [after] = LastNet().apply([Segment(raw)], BLACK)

    assert after.text.isprintable()
    assert cell_len(raw) <= cell_len(after.text)


def test_plain_characters_take_the_same_room():
    """
    What the program draws with has a plain character for each, cell for cell.
    """
    drawn = "".join(map(chr, PLAIN))

    [after] = PlainCharacters().apply([Segment(drawn)], BLACK)

    assert after.text.isascii()
    assert len(drawn) == len(after.text)


def test_the_letters_of_a_deck_stay_as_they_are():
    """
    Plain characters are for drawing; a name keeps its letters.
    """
    [after] = PlainCharacters().apply([Segment("Ōkubo 東京 é")], BLACK)

    assert "Ōkubo 東京 é" == after.text
