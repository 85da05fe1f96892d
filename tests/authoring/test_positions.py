"""Where a problem of a rule is shown, whatever way the rule is written."""

import pytest

from tests.authoring.deck_texts import complaint, read_text, small, told


def places(text: str, code: str = "N201") -> list[tuple[int, int, int]]:
    """Return line, column and length of each unknown name in *text*."""
    found = [d.span for d in read_text(text).diagnostics if d.code == code]
    return [(span.line, span.column, span.length) for span in found]


@pytest.mark.parametrize(
    "written",
    [
        "needs: trust >= 3 and odd = 1",
        "needs: 'trust >= 3 and odd = 1'",
        'needs: "trust >= 3 and odd = 1"',
        r'needs: "trust \x3e= 3 and odd = 1"',
        r'needs: "trust \u003E= 3\x20and odd = 1"',
        "needs: trust >= 3\n  and odd = 1",
        "needs: 'trust >= 3\n  and odd = 1'",
        'needs: "trust >= 3\n  and odd = 1"',
        'needs: "trust >= \\\n  3 and odd = 1"',
        "needs: |\n  trust >= 3 and odd = 1",
        "needs: |\n  trust >= 3\n  and odd = 1",
        "needs: >\n  trust >= 3\n  and odd = 1",
        "needs: >-\n  trust >= 3\n\n  and odd = 1",
        "needs: |2\n    trust >= 3 and odd = 1",
        "needs: >+ # a remark\n  trust >= 3 and\n  odd = 1\n",
        "needs: trust >= 3   and   odd = 1",
        "needs:\n  trust >= 3 and\n  odd = 1  # a remark",
    ],
)
def test_an_unknown_name_is_underlined_in_any_style_of_yaml(written: str):
    """
    The marks stand under the very word, also in folded and quoted text.
    """
    text = small(card=written)
    lines = text.splitlines()
    line = next(i for i, line in enumerate(lines) if "odd" in line)

    found = places(text)

    assert [(line + 1, lines[line].index("odd") + 1, 3)] == found


def test_wide_characters_before_it_do_not_shift_the_place():
    """
    Columns count characters, as editors do, and the marks count cells, as terminals do.
    """
    text = small() + "  other: {kind: hedge, title: 東京, by: us, needs: odd = 1}\n"

    read = read_text(text)

    assert [text.splitlines()[14].index("odd") + 1] == [d.span.column for d in read.diagnostics]
    assert told("""
        error[N201]: nothing is called "odd"
           --> deck.yaml:15:50
        15 |   other: {kind: hedge, title: 東京, by: us, needs: odd = 1}
           |                                                    ^^^ no track has this name
           = help: this deck has trust, resolve, capital
        """) == complaint(text)


def test_every_item_of_a_list_has_its_own_place():
    """
    Two sentences, two places.
    """
    text = small(card="effects:\n  - odd +1\n  - trust +1 if even = 1")

    assert [(16, 9, 3), (17, 21, 4)] == places(text)


def test_lines_end_as_they_do_in_any_system():
    """
    A deck written on Windows has the same lines.
    """
    text = small(card="needs: >\n  trust >= 3\n  and odd = 1")

    assert places(text) == places(text.replace("\n", "\r\n")) == [(17, 11, 3)]


def test_a_byte_order_mark_does_not_shift_the_place():
    """
    Some editors put an invisible mark first.
    """
    text = "\ufeff" + small(title="[x]")

    assert [(2, 8, 1)] == places(text, "S105")


def test_a_problem_at_the_end_of_a_rule_is_shown_there():
    """
    What is missing is missing after the last word.
    """
    text = small(card="needs: trust >=")

    [span] = [d.span for d in read_text(text).diagnostics]

    assert 15 == span.line
    assert len("    needs: trust >=") in (span.column - 1, span.column + span.length - 1)
