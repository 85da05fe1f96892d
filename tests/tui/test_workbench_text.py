"""The editor's text: line ends kept, characters drawn one for one, what keys write."""

import random

import pytest
from textual.geometry import Offset, Size

from tabletop.authoring.edit.complete import Candidate, Completion
from tabletop.authoring.edit.deck_lines import (
    dedented,
    deletion,
    indented,
    inks,
    new_line,
    next_depth,
    typed,
)
from tabletop.authoring.text.source import Source
from tabletop.tui.workbench.document import DeckDocument, HangingDocument, drawn, width_of
from tabletop.tui.workbench.editor import Editor, WordList

ENDS = ["\n", "\r\n", "\r", "\x85", "\u2028"]


@pytest.mark.parametrize("seed", range(6))
def test_edits_change_what_they_touch_and_no_line_end_elsewhere(seed: int):
    """
    Any edit is the same on the document and on the plain text; undoing it brings the text back.
    """
    dice = random.Random(seed)
    text = "".join(
        "".join(dice.choice("ab :|\t") for _ in range(dice.randrange(6))) + dice.choice(ENDS)
        for _ in range(12)
    )
    document = DeckDocument(text)
    for _ in range(60):
        starts = Source("x", text).starts
        places = [
            (row, column)
            for row, line in enumerate(document.lines)
            for column in range(len(line) + 1)
        ]
        at = dice.randrange(len(places))
        start, end = places[at], places[min(at + dice.randrange(9), len(places) - 1)]
        first, last = starts[start[0]] + start[1], starts[end[0]] + end[1]
        insert = "".join(dice.choice(["x", "y: |", *ENDS]) for _ in range(dice.randrange(4)))
        if joins(text[:first], insert, text[last:]):
            continue
        result = document.replace_range(start, end, insert)
        changed = text[:first] + insert + text[last:]

        assert changed == document.text
        assert DeckDocument(changed).lines == document.lines
        fresh = DeckDocument(changed)
        assert [fresh.depth(r) for r in range(fresh.line_count)] == [
            document.depth(r) for r in range(document.line_count)
        ]
        assert fresh.get_size(2) == document.get_size(2)
        if dice.random() < 0.5:
            document.replace_range(start, result.end_location, result.replaced_text)
            assert text == document.text
        else:
            text = changed


def joins(before: str, insert: str, after: str) -> bool:
    """Return whether two halves of an end would meet, which no key can do."""
    whole = before + insert + after
    cuts = (len(before), len(before + insert))
    return any(whole[cut - 1 : cut + 1] == "\r\n" for cut in cuts)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("a\tb", "a→ b"),
        ("a\x1b[2J", "a?[2J"),
        ("\u202eevil\u2066", "?evil?"),
        ("a\u00a0b", "a b"),
        ("日本", "日本"),
        ("e\u0301", "e\u0301"),
    ],
)
def test_what_no_screen_may_show_is_drawn_as_a_sign(text: str, shown: str):
    """
    One sign for each character, so that the cursor can stand on it and delete it.
    """
    assert shown == drawn(text)[0]


def test_cells_and_characters():
    """
    A click lands on the character that is drawn there.
    """
    assert (4, 2) == (width_of("日本"), width_of("\t"))
    broken = HangingDocument(DeckDocument("日本"), 20, 2)
    assert [0, 0, 1, 1, 2] == [broken.offset_to_location(Offset(x, 0))[1] for x in range(5)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("cards:", "cards:\n  "),
        ("  push:", "  push:\n    "),
        ("    text: >-", "    text: >-\n      "),
        ("    kind: deploy", "    kind: deploy\n    "),
        ("      - trust +1", "      - trust +1\n      - "),
        ("      - ", "      "),
        ("# remark:", "# remark:\n"),
        ("", "\n"),
    ],
)
def test_what_enter_writes(before: str, after: str):
    """
    Blanks count in a deck, so nobody should have to count them.
    """
    insert, gone = new_line(before)

    assert after == before[: len(before) - gone] + insert


def test_blanks_come_and_go_by_steps():
    """
    Backspace in the blanks at the start of a line, tab and shift+tab on lines.
    """
    assert [1, 2, 1, 2, 1] == [deletion(text) for text in ("ab", "  ", "   ", "    ", "")]
    assert ("  a", "") == (indented("a"), indented(""))
    assert ["a", "a", " a"] == [dedented(text) for text in (" a", "  a", "   a")]


def test_what_is_pasted_brings_no_controls_and_the_ends_of_this_file():
    """
    A terminal pastes with carriage returns, and anything may be on a clipboard.
    """
    assert "a\r\nb\r\nc d" == typed("a\rb\nc\x1b d\x00\ud800", "\r\n")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("  needs: trust >= 3 and us.capital  # why", ["needs", ">=", "3", "and", "# why"]),
        ("  title: and 3 or more", ["title", ": and 3 or more"]),
        ("  x: {name: A and B, start: 3}", ["x", "{", "name", " A and B", ",", " start", "3", "}"]),
        ("# trust +1", ["# trust +1"]),
        ("    - trust +1 if turn", ["+1", "if", "turn"]),
    ],
)
def test_the_inks_of_a_line(line: str, wanted: list[str]):
    """
    Names of fields, remarks, numbers and words of rules; prose is prose.
    """
    assert wanted == [line[a:b] for a, b, _ in inks(line, -1)]


def test_folded_prose_has_one_ink():
    """
    Until a line stands no deeper than its field.
    """
    lines = ["  text: >-", "    trust and 3", "", "    more", "  kind: deploy"]
    depth, depths = -1, []
    for line in lines:
        depths.append(depth)
        depth = next_depth(depth, line)

    assert [-1, 2, 2, 2, 2] == depths
    assert ["prose"] == [ink for _, _, ink in inks(lines[1], depths[1])]
    assert ["field"] == [ink for _, _, ink in inks(lines[4], depths[4])][:1]


@pytest.mark.parametrize(("row", "top", "height"), [(0, 1, 7), (5, 6, 7), (18, 11, 7), (23, 16, 7)])
def test_what_is_offered_never_covers_the_line_that_is_written(row: int, top: int, height: int):
    """
    Below the cursor where there is room, above it otherwise; never out of the window.
    """
    words = tuple(Candidate(f"word_{n}", "note", "x") for n in range(20))

    offered = WordList.at(Completion("wo", words), 70, row, Size(74, 24), asked=False)

    assert (top, height) == (offered.top, offered.height)
    assert offered.left + offered.width <= 74
    for n in range(height):
        assert offered.width == sum(len(text) for text, _ in offered.line(n))
    assert "word_19" in "".join(text for text, _ in offered.moved(99).line(height - 1))


@pytest.mark.parametrize("seed", range(4))
def test_broken_lines_stay_in_step_with_the_text(seed: int):
    """
    After any edit every row belongs to the line that is drawn there, as if broken anew, and the
    cell of a character leads back to it.
    """
    dice = random.Random(seed)
    words = ["the ", "  ", "a_very_long_word_indeed ", "日本 ", "x", "\n", "    "]
    document = DeckDocument("".join(dice.choices(words, k=60)))
    broken = HangingDocument(document, 24, 2)
    for _ in range(40):
        row = dice.randrange(document.line_count)
        start = (row, dice.randrange(len(document[row]) + 1))
        last = min(row + dice.randrange(3), document.line_count - 1)
        end = max(start, (last, dice.randrange(len(document[last]) + 1)))
        result = document.replace_range(start, end, "".join(dice.choices(words, k=3)))
        broken.wrap_range(start, end, result.end_location)

        anew = HangingDocument(document, 24, 2)
        assert anew._offset_to_line_info == broken._offset_to_line_info
        assert anew._line_index_to_offsets == broken._line_index_to_offsets
        assert anew._tab_width_cache == broken._tab_width_cache
        row = dice.randrange(document.line_count)
        at = (row, dice.randrange(len(document[row]) + 1))
        assert at == broken.offset_to_location(broken.location_to_offset(at))


def test_a_broken_line_hangs_below_its_beginning():
    """
    A long sentence in a card keeps the depth of the card.
    """
    broken = HangingDocument(DeckDocument("    text: one two three four five six"), 20, 2)

    assert ["    text: one ", "two three four ", "five six"] == broken.get_sections(0)
    assert [(0, 0), (4, 1), (4, 2)] == [broken.location_to_offset((0, c)) for c in (0, 14, 29)]


@pytest.mark.parametrize(
    ("text", "column", "partner"),
    [("x: {a: [1, 2]}", 3, 13), ("x: {a: [1, 2]}", 12, 7), ("x: {a", 3, None), ("x", 0, None)],
)
def test_a_bracket_has_its_partner_on_its_own_line(text: str, column: int, partner: int | None):
    """
    Never further down: one without a partner would cost a search of the file.
    """
    editor = Editor(text + "\n}", lambda line, column, asked: None)

    found = editor.find_matching_bracket(text[column : column + 1], (0, column))

    assert (partner and (0, partner)) == found
    assert editor.find_matching_bracket("", (0, len(text))) is None
