"""How diagnostics are written out."""

import re

import pytest

from tabletop.authoring.codes.catalogue import catalogue
from tabletop.authoring.text.findings import Diagnostic, Pointer, in_order, listed
from tabletop.authoring.text.render import as_data, rendered
from tabletop.authoring.text.source import Source, Span
from tabletop.language.problem import did_you_mean
from tests.authoring.deck_texts import read_text, small, told

DECK = "\n".join(
    ["# line"] * 13 + ["  trust: {range: 0 to 10}"] + ["# line"] * 19 + ["    needs: trsut >= 3"]
)
FOUND = Diagnostic(
    "N201",
    Span("decks/small.yaml", 34, 12, 5),
    'nothing is called "trsut"',
    label="no track has this name",
    help='did you mean "trust"?',
    second=Pointer(Span("decks/small.yaml", 14, 3, 5), "a similar track is declared here"),
)


def one(text: str, line: int, column: int, length: int, *, colour: bool = False) -> str:
    """Return a diagnostic of one place in *text*, as it is printed."""
    found = Diagnostic("S102", Span("a.yaml", line, column, length), "odd", label="here")
    return rendered([found], {"a.yaml": Source("a.yaml", text)}, colour=colour)


def test_a_diagnostic_shows_both_lines_with_their_marks():
    """
    The author sees where, what, and what next, the earlier line first.
    """
    shown = rendered([FOUND], {"decks/small.yaml": Source("decks/small.yaml", DECK)})

    assert (
        told("""
        error[N201]: nothing is called "trsut"
           --> decks/small.yaml:34:12
        14 |   trust: {range: 0 to 10}
           |   ----- a similar track is declared here
        34 |     needs: trsut >= 3
           |            ^^^^^ no track has this name
           = help: did you mean "trust"?
        """)
        == shown
    )


def test_colour_changes_no_word():
    """
    With its colours taken out again, the text is the plain one.
    """
    sources = {"decks/small.yaml": Source("decks/small.yaml", DECK)}

    shown = rendered([FOUND], sources, colour=True)

    assert "\x1b[1;31merror[N201]\x1b[0m" in shown
    assert rendered([FOUND], sources) == re.sub(r"\x1b\[[0-9;]*m", "", shown)


def test_without_its_file_a_diagnostic_still_speaks():
    """
    A file that could not be read has no line to show.
    """
    assert told("""
        error[N201]: nothing is called "trsut"
          --> decks/small.yaml:34:12
          = help: did you mean "trust"?
        """) == rendered([FOUND], {})


def test_a_line_of_any_length_fits_the_screen():
    """
    A long line is cut on both sides, and the mark stands where it belongs.
    """
    text = f"{'a' * 500}ODD{'b' * 500}"

    _, _, line, marks = one(text, 1, 501, 3).splitlines()

    assert len(line) < 132
    assert line.startswith("1 | ...aaa")
    assert line.endswith("bbb...")
    assert line.index("ODD") == marks.index("^^^ here")


@pytest.mark.parametrize(
    "before, cells",
    [("ab", 2), ("\t", 4), ("a\t", 4), ("東京", 4), ("e\u0301", 1), ("\u202e", 1), ("\u00a0", 1)],
)
def test_the_marks_stand_under_the_text_whatever_comes_before(before: str, cells: int):
    """
    Tabs, wide letters and accents are counted as the terminal counts them.
    """
    _, _, line, marks = one(f"{before}ODD", 1, len(before) + 1, 3).splitlines()

    assert line.endswith("ODD")
    assert 4 + cells == marks.index("^")


def test_a_line_is_shown_without_what_a_terminal_would_obey():
    """
    Text that turns the reading direction is shown by a sign in its place.
    """
    shown = one("title: \u202ekced\u0301\u0301\u0301\u0301\u0301\u0301", 1, 1, 5)

    assert "\u202e" not in shown
    assert "title: \ufffdkced" + "\u0301" * 4 + "\n" in shown


def test_a_message_is_shown_without_what_a_terminal_would_obey():
    """
    A name of escape codes is quoted without them.
    """
    found = read_text(small(card='"\\e[2J\\e[31mpostur": x'))

    shown = rendered(found.diagnostics, {})

    assert 'has no field "[2J[31mpostur"' in shown
    assert "\x1b" not in shown


def test_problems_stand_in_the_order_of_the_file_each_once():
    """
    An author works from top to bottom.
    """
    spans = [Span("b", 1, 1), Span("a", 2, 1), Span("a", 1, 9), Span("a", 1, 10), Span("a", 1, 9)]

    ordered = in_order(Diagnostic("S102", span, "odd") for span in spans)

    assert [("a", 1, 9), ("a", 1, 10), ("a", 2, 1), ("b", 1, 1)] == [
        (d.span.file, d.span.line, d.span.column) for d in ordered
    ]


def test_data_for_other_programs_has_the_same_places():
    """
    An editor can jump to each of them.
    """
    assert {
        "code": "N201",
        "severity": "error",
        "confidence": "exact",
        "file": "decks/small.yaml",
        "line": 34,
        "column": 12,
        "length": 5,
        "message": 'nothing is called "trsut"',
        "label": "no track has this name",
        "help": 'did you mean "trust"?',
        "second": {
            "file": "decks/small.yaml",
            "line": 14,
            "column": 3,
            "length": 5,
            "label": "a similar track is declared here",
        },
    } == as_data(FOUND)


def test_every_code_has_its_line_in_the_table():
    """
    A code that nobody can look up is refused where it is made.
    """
    assert all(re.fullmatch("[YSNRMPI][0-9]{3}", code) for code in catalogue().pages)
    with pytest.raises(ValueError, match="Q999"):
        Diagnostic("Q999", Span("a", 1, 1), "odd")


def test_what_was_meant_is_only_guessed_when_it_is_near():
    """
    A wild guess helps nobody.
    """
    assert 'did you mean "trust"?' == did_you_mean("Trsut", ["tension", "trust"])
    assert "" == did_you_mean("capital", ["tension", "trust"])
    assert "" == did_you_mean("t" * 1_000_000, ["trust"])


def test_words_are_listed_as_people_list_them():
    """
    Commas, and a word before the last.
    """
    assert ["", "a", "a or b", "a, b and c"] == [
        listed([]),
        listed(["a"]),
        listed(["a", "b"]),
        listed(["a", "b", "c"], "and"),
    ]
