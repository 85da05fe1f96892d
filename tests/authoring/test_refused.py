"""Files that are no deck text at all: refused, with one sentence."""

import pytest

from tabletop.authoring.edit.draft import after
from tests.authoring.deck_texts import complaint, read_text, small, told


def test_a_file_too_large_is_not_read():
    """
    A picture saved as a deck costs no more than a look at its size.
    """
    found = complaint(b"a" * (2 * 1024 * 1024 + 1))

    assert (
        told("""
        error[Y001]: the file has 2,097,153 bytes, and a deck or seed has 2,097,152 at most
          --> deck.yaml:1:1
          = help: a deck is text: pictures and tables stay in files of their own
        """)
        == found
    )


def test_another_encoding_is_refused():
    """
    An accent saved by an old editor is pointed at, and the cure is named.
    """
    found = complaint("deck: small\ntitle: Caf\u00e9\n".encode("latin-1"))

    assert (
        told("""
        error[Y002]: the file is not UTF-8 text
          --> deck.yaml:2:11
          = help: save it from your editor with the encoding UTF-8
        """)
        == found
    )


def test_utf_16_is_recognised():
    """
    What Windows calls Unicode is named.
    """
    found = complaint("deck: small\n".encode("utf-16"))

    assert (
        told("""
        error[Y002]: the file is not UTF-8 text; it looks like UTF-16
          --> deck.yaml:1:1
          = help: save it from your editor with the encoding UTF-8
        """)
        == found
    )


def test_a_programs_own_file_is_recognised():
    """
    A spreadsheet given as a deck is told from a text with an odd accent.
    """
    found = complaint(b"PK\x03\x04\x00\x00\xff")

    assert (
        told("""
        error[Y002]: the file is not UTF-8 text; it looks like a program's own format
          --> deck.yaml:1:7
          = help: save it from your editor with the encoding UTF-8
        """)
        == found
    )


def test_escape_codes_are_refused():
    """
    Text that would steer the terminal is not even quoted.
    """
    found = complaint("deck: small\ntitle: \x1b[2J gone\n")

    assert (
        told("""
        error[Y003]: the file holds the control character U+001B (escape), so it is no plain text
          --> deck.yaml:2:8
          = help: remove it; a deck is plain text without control characters
        """)
        == found
    )


def test_text_that_is_no_yaml_is_refused():
    """
    A letter to the editor is no deck.
    """
    found = complaint("Dear editor, I should like to play.\n")

    assert (
        told("""
        error[Y004]: the file is one piece of text, not the fields of a deck or a seed
          --> deck.yaml:1:1
        1 | Dear editor, I should like to play.
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ here a field was expected
          = help: a deck begins with a line such as "deck: quiet_signals"
        """)
        == found
    )


def test_a_list_is_no_deck():
    """
    A deck has fields.
    """
    found = complaint("- deck\n- title\n")

    assert (
        told("""
        error[Y004]: the file is a list, not the fields of a deck or a seed
          --> deck.yaml:1:1
        1 | - deck
          | ^ here a field was expected
          = help: a deck begins with a line such as "deck: quiet_signals"
        """)
        == found
    )


def test_an_empty_file_is_no_deck():
    """
    Comments alone make no deck.
    """
    found = complaint("# to be written\n")

    assert (
        told("""
        error[Y004]: the file is empty
          --> deck.yaml:1:1
          = help: a deck begins with a line such as "deck: quiet_signals"
        """)
        == found
    )


def test_a_second_colon_is_explained():
    """
    The commonest slip of all: a title with a colon.
    """
    found = complaint("deck: small\ntitle: Small: a deck\n")

    assert (
        told("""
        error[Y004]: the file is not YAML: a second ": " where none can be
          --> deck.yaml:2:13
        2 | title: Small: a deck
          |             ^ this ": " would begin another field
          = help: put the text in quotes
        """)
        == found
    )


def test_a_tab_is_explained():
    """
    A tab looks like spaces, and YAML knows the difference.
    """
    found = complaint("deck: small\nactors:\n\tjapan: Japan\n")

    assert (
        told("""
        error[Y004]: the file is not YAML: a tab where only spaces may indent
          --> deck.yaml:3:1
        3 |     japan: Japan
          | ^^^^ a tab
          = help: replace the tab by spaces
        """)
        == found
    )


def test_an_open_quote_is_explained():
    """
    It is told where it was opened, not where the trouble is noticed.
    """
    found = complaint('deck: small\ntitle: "Small\nedition: 1\n')

    assert (
        told("""
        error[Y004]: the file is not YAML: a quotation mark is opened and never closed
          --> deck.yaml:2:8
        2 | title: "Small
          |        ^^^^^^ opened here, and closed nowhere
          = help: close the text with the same quotation mark
        """)
        == found
    )


def test_an_open_brace_is_explained():
    """
    It is told where it was opened, not where the trouble is noticed.
    """
    found = complaint("deck: small\ntracks:\n  trust: {name: Trust, range: 0 to 10\n")

    assert (
        told("""
        error[Y004]: the file is not YAML: a "{" is not closed, or a comma is missing
          --> deck.yaml:3:10
        3 |   trust: {name: Trust, range: 0 to 10
          |          ^ opened here, and closed nowhere
          = help: close the "{", or put text that holds commas or braces in quotes
        """)
        == found
    )


def test_an_open_bracket_is_explained():
    """
    It is told where it was opened, not where the trouble is noticed.
    """
    found = complaint("deck: small\nkinds: [mediate\ntitle: Small\n")

    assert (
        told("""
        error[Y004]: the file is not YAML: a "[" is not closed, or a comma is missing
          --> deck.yaml:2:8
        2 | kinds: [mediate
          |        ^ opened here, and closed nowhere
          = help: close the "[", or put text that holds commas or brackets in quotes
        """)
        == found
    )


def test_a_quote_that_swallows_the_rest_of_the_deck_is_told_where_it_opens():
    """
    libyaml gives up at the next quotation mark, many lines below.
    """
    text = small(card="text: \"Keep a quiet channel open.\ncopies: 2\ndiscuss: 'Who knew?'")

    assert "--> deck.yaml:15:11\n" in complaint(text)


def test_a_field_with_another_sign_for_its_colon_is_told_in_its_own_line():
    """
    With the colon as the fix.
    """
    text = small(card="needs = trust >= 3\ncopies: 2")
    (problem,) = read_text(text).diagnostics

    assert ("Y004", 15, 5) == (problem.code, problem.span.line, problem.span.column)
    assert small(card="needs: trust >= 3\ncopies: 2") == after(text, problem)


def test_text_in_quotes_over_several_lines_is_left_in_peace():
    """
    What looks like a slip is none where the next line goes on with the sentence.
    """
    text = 'title: "A Small\n  Deck"\nkinds: [mediate,\n  arbitrate]\nx: : y\n'

    assert "--> deck.yaml:5:4\n" in complaint(text)


def test_a_slip_in_one_card_hides_no_mistake_in_another():
    """
    The other card is read as if the one with the slip were well.
    """
    text = small(card="needs = trust >= 3\ncopies: two") + (
        "  visit: {kind: signal, title: Visit, by: us, effects: trsut +1}\n"
        "  parade:\n    kind: signl\n    title: Parade\n    by: us\n"
    )
    read = read_text(text)

    assert [("Y004", 15), ("N201", 17), ("S108", 19)] == [
        (d.code, d.span.line) for d in read.diagnostics
    ]
    assert read.deck is None


def test_nothing_is_said_of_other_cards_where_a_slip_is_in_what_they_stand_on():
    """
    Without its actors or tracks, a deck would be told things that are not so.
    """
    text = small(card="needs: trust >= 3").replace("  japan: Japan", "  japan: Japan: East")

    assert ["Y004"] == [d.code for d in read_text(text).diagnostics]


def test_a_seed_with_a_slip_is_not_taken_for_a_deck():
    """
    It has injects too, and nothing else that a deck must have.
    """
    text = "seed: calm\ntitle: Calm\ndeck: small\ninjects:\n  storm:\n    turn = 3\n    x: 1\n"

    assert ["Y004"] == [d.code for d in read_text(text).diagnostics]


def test_odd_indentation_is_explained():
    """
    A field that stands half-way between two levels belongs to neither.
    """
    found = complaint("deck: small\nactors:\n    japan: Japan\n  us: United States\n")

    assert (
        told("""
        error[Y004]: the file is not YAML: this line is not indented like its neighbours
          --> deck.yaml:4:3
        3 |     japan: Japan
          |     ----- its neighbour stands here
        4 |   us: United States
          |   ^ no field can begin here
          = help: give all fields of one part the same number of spaces
        """)
        == found
    )


@pytest.mark.parametrize("blanks", [3, 5, 6])
def test_a_field_is_told_beside_its_neighbour(blanks: int):
    """
    The field above shows how far in it belongs; the head of the deck does not.
    """
    (problem,) = read_text(
        small(card="copies: 2").replace("    copies", f"{'':{blanks}}copies")
    ).diagnostics

    assert (15, blanks + 1) == (problem.span.line, problem.span.column)
    assert "not indented like its neighbours" in problem.message
    assert problem.second and (14, 5) == (problem.second.span.line, problem.second.span.column)


@pytest.mark.parametrize("top", ["hello there\n", "# mine\nhello there\n\n"])
def test_a_stray_line_at_the_top_is_told_where_it_stands(top: str):
    """
    The field below it is well.
    """
    (problem,) = read_text(top + small()).diagnostics

    assert 1 + top.count("\n", 0, top.index("hello")) == problem.span.line
    assert "this line is no field" in problem.message


@pytest.mark.parametrize("blank", ["\u3000", "\u00a0"])
def test_a_blank_from_elsewhere_after_a_colon_is_named_and_mended(blank: str):
    """
    In its own line, not in the next.
    """
    text = small(card=f"cost:{blank}capital 1\ncopies: 2")
    (problem,) = read_text(text).diagnostics

    assert 15 == problem.span.line
    assert f"U+{ord(blank[-1]):04X}" in problem.message
    assert small(card="cost: capital 1\ncopies: 2") == after(text, problem)


@pytest.mark.parametrize(
    "written, meant",
    [
        ("text: One: two", 'text: "One: two"'),
        ('text: One: "two"', "text: 'One: \"two\"'"),
        ("discuss: Who knew: we: they", 'discuss: "Who knew: we: they"'),
        ("text: One copies: 2", ""),
        ("text: One: two # three", ""),
        ("needs: trust: 3", ""),
    ],
)
def test_a_text_with_a_colon_is_put_in_quotes(written: str, meant: str):
    """
    Unless another field on the same line, a comment or a rule may be meant.
    """
    text = small(card=f"{written}\ncopies: 2")
    (problem,) = read_text(text).diagnostics

    assert ("Y004", 15) == (problem.code, problem.span.line)
    assert meant == "" or small(card=f"{meant}\ncopies: 2") == after(text, problem)
    assert bool(meant) == bool(problem.fix)


def test_fields_among_list_items_are_explained():
    """
    A list holds items only.
    """
    found = complaint("sources:\n- a paper\ntitle: Small\n- another\n")

    assert (
        told("""
        error[Y004]: the file is not YAML: this line is not indented like its neighbours
          --> deck.yaml:4:1
        3 | title: Small
          | ----- its neighbour stands here
        4 | - another
          | ^ no field can begin here
          = help: give all fields of one part the same number of spaces
        """)
        == found
    )


def test_a_field_without_its_colon_is_explained():
    """
    A word alone on a line is no field.
    """
    found = complaint("deck: small\ntitle\nedition: 1\n")

    assert (
        told("""
        error[Y004]: the file is not YAML: a field without its ": "
          --> deck.yaml:3:1
        2 | title
          | - the field begins here
        3 | edition: 1
          | ^ a ": " was expected before this
          = help: write the field as "name: value"
        """)
        == found
    )


def test_a_reserved_sign_is_explained():
    """
    Text may not begin with just any sign.
    """
    found = complaint("deck: small\ntitle: @home\n")

    assert (
        told("""
        error[Y004]: the file is not YAML: no text can begin with "@"
          --> deck.yaml:2:8
        2 | title: @home
          |        ^ this sign has a meaning of its own
          = help: put the text in quotes
        """)
        == found
    )


def test_a_wrong_escape_is_explained():
    """
    In double quotes a backslash has a meaning.
    """
    found = complaint('title: "C:\\decks"\n')

    assert (
        told(r"""
        error[Y004]: the file is not YAML: a backslash that means nothing in double quotes
          --> deck.yaml:1:11
        1 | title: "C:\decks"
          |           ^ no such escape
          |        - the text begins here
          = help: use single quotes, or write the backslash twice: "\\"
        """)
        == found
    )


def test_a_list_as_a_name_is_refused():
    """
    A field is named by text.
    """
    found = complaint("? [a, b]\n: c\n")

    assert (
        told("""
        error[Y004]: the name of a field must be text, and here stands a list or more fields
          --> deck.yaml:1:3
        1 | ? [a, b]
          |   ^ no field can be named by this
          = help: if this is text, put it in quotes
        """)
        == found
    )


def test_deep_nesting_is_refused():
    """
    A file that nests without end is left at the seventeenth level.
    """
    found = complaint("deck: " + "[" * 100_000)

    assert (
        told("""
        error[Y005]: the file is nested more than 16 deep
          --> deck.yaml:1:22
        1 | deck: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
          |                      ^ reading stopped here
          = help: no field of a deck is nested deeper than 6
        """)
        == found
    )


def test_too_many_values_are_refused():
    """
    A file may be small and still hold more than anybody will play.
    """
    found = complaint("deck: small\nsources: [" + "a," * 100_000 + "]")

    assert (
        told("""
        error[Y006]: the file holds more than 100,000 values
          --> deck.yaml:2:200001
        2 | ...,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,]
          |                                                                                                                 ^ reading stopped here
          = help: split the deck into smaller ones
        """)
        == found
    )


def test_an_anchor_is_refused():
    """
    What YAML repeats by reference can grow without bound.
    """
    found = complaint("deck: &small small\n")

    assert (
        told("""
        error[Y007]: "&small" is a YAML anchor, and decks do without
          --> deck.yaml:1:7
        1 | deck: &small small
          |       ^^^^^^ text that begins with & is read as an anchor
          = help: put text that begins with & in quotes; write repeated parts out
        """)
        == found
    )


def test_an_alias_is_refused():
    """
    Emphasis with stars is read as an alias, and the message says so.
    """
    found = complaint("deck: small\ntitle: *small*\n")

    assert (
        told("""
        error[Y004]: the file is not YAML: no text can begin with "*"
          --> deck.yaml:2:8
        2 | title: *small*
          |        ^ this sign has a meaning of its own
          = help: put the text in quotes
        """)
        == found
    )


def test_a_tag_is_refused():
    """
    A deck makes no objects.
    """
    found = complaint("deck: !!python/name:os.system x\n")

    assert (
        told("""
        error[Y007]: here stands a YAML tag, and decks do without
          --> deck.yaml:1:7
        1 | deck: !!python/name:os.system x
          |       ^^^^^^^^^^^^^^^^^^^^^^^^^ text that begins with ! is read as a tag
          = help: put text that begins with ! in quotes
        """)
        == found
    )


def test_a_second_document_is_refused():
    """
    One deck a file.
    """
    found = complaint("deck: small\n---\ndeck: other\n")

    assert (
        told("""
        error[Y008]: a second document begins here, and a file holds one deck or seed
          --> deck.yaml:2:1
        2 | ---
          | ^^^ the second document
          = help: put it into a file of its own, or remove the "---"
        """)
        == found
    )
