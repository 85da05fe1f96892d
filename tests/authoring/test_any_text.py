"""No text at all, however hostile, does more than leave diagnostics."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tabletop.authoring.check.check import checked
from tabletop.authoring.export.markdown import markdown
from tabletop.authoring.library import Loaded, loaded
from tabletop.authoring.text.findings import has_errors
from tabletop.authoring.text.nodes import Group, tree
from tabletop.authoring.text.read import UnreadableFile, decode, read
from tabletop.authoring.text.render import as_data, rendered
from tabletop.authoring.text.source import Source
from tests.authoring.deck_texts import read_text

HOUSE = Path(__file__).parents[2]
GOOD = [
    path.read_text() for path in sorted([*HOUSE.glob("decks/*.yaml"), *HOUSE.glob("seeds/*.yaml")])
]

BITS = st.sampled_from(
    """
    : - ? [ ] { } , & * ! | > ' " # % @ ` ~ \n \r \x85 \u2028 \t \\ \\n \\x41 \u202e \u0301 \x1b \x00 é 東
    deck: seed: cards: tracks: trust us. target. open covert if and or not min( max( ) + = >= 3 5% 99999999999
    {open: } [] yes no "" '' | | --- ... <<: !!str &a *a
    """.split(" ")
)


def sound(read: Loaded) -> None:
    """Check what holds of whatever was read."""
    assert (read.deck is None) == has_errors(read.diagnostics)
    text = rendered(read.diagnostics, read.sources)
    assert all(c.isprintable() or c == "\n" for c in text)
    assert text.count("\n\n") < 2_000
    for diagnostic in read.diagnostics:
        as_data(diagnostic)
        assert diagnostic.span.line >= 1
        assert diagnostic.span.column >= 1
        assert not diagnostic.message.endswith(".")
        source = read.sources.get(diagnostic.span.file)
        if source is not None:
            line = source.lines[diagnostic.span.line - 1]
            assert diagnostic.span.column + diagnostic.span.length - 1 <= len(line) + 1
    if read.deck is not None:
        assert markdown(read.deck, read.seed).endswith("\n")


@given(st.binary(max_size=400))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
@example(b'"\\ud800"')
def test_any_bytes_leave_diagnostics(data: bytes):
    """
    A picture, a program, line noise: each is told what it is not.
    """
    read = read_text(data)

    assert read.deck is None
    sound(read)


@given(st.lists(BITS | st.text(max_size=5), max_size=60).map("".join))
def test_any_text_leaves_diagnostics(text: str):
    """
    Signs of YAML and of rules, in any order.
    """
    sound(read_text(text.encode("utf-8", "replace")))


@settings(deadline=None)
@given(st.data())
def test_a_good_deck_with_a_slip_leaves_diagnostics(data: st.DataObject):
    """
    Somebody's cat walks over a deck that was fine: it plays still, or it is told where it hurts.
    """
    lines = data.draw(st.sampled_from(GOOD)).splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "twice", "swap", "insert", "cut", "indent"])):
            case "drop":
                lines[at] = ""
            case "twice":
                lines[at] *= 2
            case "swap":
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "insert":
                column = data.draw(st.integers(0, len(lines[at])))
                bit = data.draw(BITS)
                lines[at] = lines[at][:column] + bit + lines[at][column:]
            case "cut":
                low = data.draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:low] + lines[at][low + data.draw(st.integers(1, 8)) :]
            case "indent":
                lines[at] = data.draw(st.sampled_from([" ", "  ", "    "])) + lines[at]

    sound(read_text("".join(lines)))


HOSTILE = {
    "lists in lists": "[" * 2_000_000,
    "fields in fields": "{a: " * 500_000,
    "dashes": "- " * 1_000_000,
    "questions": "? " * 1_000_000,
    "steps": "".join(" " * i + "a:\n" for i in range(2_000)),
    "many fields": "deck: a\n" + "".join(f"k{i}: 1\n" for i in range(120_000)),
    "many items": "sources: [" + "a," * 1_000_000 + "]",
    "documents": "---\n" * 500_000,
    "escape codes": "deck: \x1b[2J" * 200_000,
    "an open quote": "deck: '" + "a" * 2_000_000,
    "an endless name": "a" * 2_000_000 + ": 1",
    "an endless title": "deck: a\ntitle: " + "a" * 2_000_000,
    "an endless rule": "deck: a\neach_turn: " + "(" * 2_000_000,
    "a folded rule": "deck: a\neach_turn: >\n" + "  zz and\n" * 200_000,
    "an endless list of names": "deck: a\nkinds: '" + "zz, " * 500_000 + "'",
    "accents": "deck: a\ntitle: e" + "\u0301" * 900_000,
    "tabs": "deck: a\ntext: '" + "x\t" * 1_000_000 + "'",
    "colons": ":" * 2_000_000,
    "quotes": "'\"" * 1_000_000,
    "the same field": "deck: a\n" * 200_000,
    "aliases": "a: &a [x]\nb: [" + "*a," * 500_000 + "]",
    "cards": "deck: a\ncards:\n"
    + "".join(f" c{i}: {{by: x{i}, needs: y{i}}}\n" for i in range(16_000)),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_told_off_in_no_time(text: str):
    """
    However it is built, two megabytes of malice hold nobody up.
    """
    read = read_text(text)
    shown = rendered(read.diagnostics, read.sources)

    assert read.deck is None
    assert "\x1b" not in shown
    assert len(shown) < 1_000_000


def test_a_huge_file_is_not_read_at_all(tmp_path: Path):
    """
    A hundred megabytes cost no more than a look at the size.
    """
    path = tmp_path / "deck.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)

    found = checked(loaded(read(path, "deck.yaml"), path))

    assert ["Y001"] == [d.code for d in found.diagnostics]
    assert "104,857,600 bytes" in found.diagnostics[0].message


def test_a_pipe_keeps_nobody_waiting(tmp_path: Path):
    """
    A pipe that nobody writes to is no deck.
    """
    path = tmp_path / "deck.yaml"
    os.mkfifo(path)

    with pytest.raises(UnreadableFile, match="not a file") as raised:
        read(path)

    assert 4 == raised.value.exit_status


def test_a_tree_of_a_full_file_is_built_without_recursion():
    """
    The tree holds every value that is allowed, and not one more.
    """
    whole = Source("deck.yaml", "a:\n" + "- 1\n" * 99_997)

    assert isinstance(tree(whole), Group)
    assert "Y006" == tree(Source("deck.yaml", whole.text + "- 1\n")).code


def test_the_largest_file_allowed_is_read():
    """
    The cap is inclusive.
    """
    assert isinstance(decode(b"#" * (2 * 1024 * 1024), "deck.yaml"), Source)
