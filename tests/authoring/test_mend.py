"""Fixes: only what can be meant in one way, and the rest of the file byte for byte."""

import os
import stat
from pathlib import Path

import attrs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tabletop.authoring.check.check import checked
from tabletop.authoring.library import loaded
from tabletop.authoring.text.findings import Diagnostic, Edit
from tabletop.authoring.text.fixes import ChangedMeanwhile, mended, write
from tabletop.authoring.text.read import decode
from tabletop.authoring.text.source import Source
from tabletop.cli.main import main
from tests.authoring.deck_texts import complaint, read_text, small


def fixed(text: str) -> str:
    """Return *text* with every safe fix in it."""
    source = Source("deck.yaml", text)
    return mended(source, lambda each: checked(loaded(each, Path("deck.yaml"))).diagnostics).text


CARD = [
    ("postur: covert", "posture: covert"),
    ("kind_: x", "kind_: x"),
    ("picture: gates.png", "picture: gates.png"),
    ("postures: gates.png", "postures: gates.png"),
    ("test: trust >= 3", "test: trust >= 3"),
    ("sucess: trust +1", "success: trust +1"),
    ("posture: opne or covert", "posture: open or covert"),
    ("needs: trsut => 3 && capital ≤ 8", "needs: trust >= 3 and capital <= 8"),
    ("needs: 'trsut => 3'", "needs: 'trust >= 3'"),
    ("needs: 3 <= trust <= 5", "needs: 3 <= trust and trust <= 5"),
    ("needs: >-\n  trust => 3\n  and capital ≥ 2", "needs: >-\n  trust >= 3\n  and capital >= 2"),
    ("needs: >-\n  3 <=\n  trust <= 5", "needs: >-\n  3 <=\n  trust <= 5"),
    ("effects: +1 trust", "effects: trust +1"),
    ("effects: [+1 trust, trust -1]", "effects: [trust +1, trust -1]"),
    ("effects: {open: trust +1 capital -1}", "effects: {open: trust +1 capital -1}"),
    ("effects: trust +1 capital -1", "effects: trust +1, capital -1"),
    ("chance: 70", "chance: 70%"),
    ("lasts: 3", "lasts: 3 turns"),
    ("lasts: 1", "lasts: 1 turn"),
    ("arrives: in 2 turns", "arrives: after 2 turns"),
    ("copies: ３", "copies: 3"),
    ("copies: three", "copies: three"),
    ("targets: uss", "targets: us"),
    ("targets: [uss]", "targets: [us]"),
    ('text: "out\u200b at dawn"', 'text: "out at dawn"'),
    ("\u00a0\u00a0\u00a0\u00a0text: Out at dawn.", "\u00a0\u00a0\u00a0\u00a0text: Out at dawn."),
    ("\ttext: Out at dawn.", "\ttext: Out at dawn."),
    ("text：Out at dawn.", "text: Out at dawn."),
    ("text： Out at dawn.", "text: Out at dawn."),
    ("text:Out at dawn.", "text: Out at dawn."),
    ("text://example", "text://example"),
]


@pytest.mark.parametrize("card, expected", CARD, ids=[card for card, _ in CARD])
def test_a_slip_is_mended_where_it_stands(card: str, expected: str):
    """
    What could be meant in two ways, and what YAML would take for something else, stays.
    """
    assert small(card=expected) == fixed(small(card=card))


def test_blanks_from_elsewhere_are_made_plain():
    """
    A line pasted from the web looks right and begins with blanks that YAML does not know.
    """
    text = small(card="copies: 2")

    assert text == fixed(text.replace("    copies", "\u00a0\u00a0\u00a0\u00a0copies"))
    assert text == fixed(text.replace("    copies", "\u3000\u3000copies"))
    odd = text.replace("    copies", "\u00a0copies")
    assert odd == fixed(odd)
    assert 'before "copies" stands the character U+00A0' in complaint(odd)


def test_tabs_become_the_blanks_of_the_file():
    """
    Every line that a tab begins, each tab as deep as the file's own first step.
    """
    text = small(card="copies: 2\nposture: covert")
    tabbed = text.replace("    copies", "\t\tcopies").replace("    posture", "  \tposture")

    assert text == fixed(tabbed)


TABS = [
    ("    copies", "\tcopies"),
    ("    copies", "\t\tcopies"),
    ("    kind", "\tkind"),
    ("    by", "\tby"),
    ("  us:", "\tus:"),
]


@pytest.mark.parametrize("plain, tabbed", TABS, ids=[repr(tabbed) for _, tabbed in TABS])
def test_a_tab_becomes_the_blanks_of_its_neighbours(plain: str, tabbed: str):
    """
    However wide the author's editor shows it, the field stays in its card.
    """
    text = small(card="copies: 2\nposture: covert")

    assert text == fixed(text.replace(plain, tabbed, 1))


def test_a_pasted_card_of_tabs_goes_beside_the_others():
    """
    Its fields stay below it, whatever comes after.
    """
    card = "\tvisit:\n\t\tkind: signal\n\t\ttitle: Visit\n\t\tby: us\n"
    plain = card.replace("\t", "  ")

    assert small(rest=plain) == fixed(small(rest=card))
    assert small(rest=plain + plain.replace("visit", "parade")) == fixed(
        small(rest=card + plain.replace("visit", "parade"))
    )


def test_a_tab_that_leaves_two_places_is_not_mended():
    """
    It is told, and the author says which.
    """
    text = small(rest="\t\tvisit:\n\t\t\tkind: signal\n")

    assert text == fixed(text)


def test_a_range_is_told_by_its_dash():
    """
    People write 0–10.
    """
    for written in ("0-8", "0–8", "0 - 8", "0..8", "０〜８"[:1] + "-8"):
        text = small().replace("range: 0 to 8", f"range: {written}")
        assert small() == fixed(text)


def test_of_two_names_as_near_neither_is_chosen():
    """
    A guess is not a fix.
    """
    text = small(rest="each_turn: trus1 +1\n").replace(
        "  trust:",
        "  trus2: {name: B, range: 0 to 2, start: 1}\n  trus3: {name: B, range: 0 to 2, start: 1}\n  trust:",
    )

    assert text == fixed(text)


def test_a_field_that_is_there_already_is_not_made_twice():
    """
    A second, misspelt one may hold the better value.
    """
    text = small(card="kidn: deploy")

    assert text == fixed(text)


SLIPS = st.sampled_from(
    [slip for slip, expected in CARD if slip != expected and "\n" not in slip]
    + [
        "cost: 2 capital",
        "success: trust + - 1; capital –1",
        "discuss:Why?",
        "needs: NOT trust is 3",
    ]
)


@settings(deadline=None)
@given(st.lists(SLIPS, max_size=5, unique_by=lambda slip: slip[:4]))
@example(["needs: not 1 < trust < 3 < capital", "success: +1 trsut +1 trust"])
def test_fixing_leaves_nothing_to_fix_and_nothing_worse(slips: list[str]):
    """
    After it there is no problem left that carries a fix; once more changes nothing.
    """
    text = small(card="\n".join(slips))
    before = read_text(text).diagnostics

    after = fixed(text)

    assert after == fixed(after)
    left = read_text(after).diagnostics
    assert [] == [d for d in left if d.fix]
    assert any(d.is_refusal for d in before) or not any(d.is_refusal for d in left)
    kept = [line for line in text.splitlines() if line not in {f"    {slip}" for slip in slips}]
    assert set(kept) <= set(after.splitlines())


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "deck.yaml"


def test_the_rest_of_the_file_stays_byte_for_byte(deck: Path, capsys: pytest.CaptureFixture[str]):
    """
    Mark, line ends, remarks, blanks at the ends of lines and mode.
    """
    text = "\ufeff# Ours  \r\n" + small(card="needs: trsut => 3   # why\ntext: 'é'  ").replace(
        "\n", "\r\n"
    )
    deck.write_bytes(text.encode())
    deck.chmod(0o640)

    assert 0 == main(["deck", "check", "--fix", "deck.yaml"])

    assert text.replace("trsut => 3", "trust >= 3").encode() == deck.read_bytes()
    assert 0o640 == stat.S_IMODE(deck.stat().st_mode)
    out, err = capsys.readouterr()
    assert "deck.yaml: all well\n" == out
    assert [
        'mended deck.yaml:16:12: [N201] nothing is called "trsut"',
        'mended deck.yaml:16:18: [R102] "=>" is written ">=" here',
    ] == err.splitlines()
    assert ["deck.yaml"] == os.listdir(deck.parent)


def test_a_file_without_a_slip_is_not_touched(deck: Path):
    """
    Not even its time changes.
    """
    deck.write_text(small())
    os.utime(deck, ns=(1, 1))

    assert 0 == main(["deck", "check", "--fix", "deck.yaml"])

    assert 1 == deck.stat().st_mtime_ns


def test_a_link_goes_on_pointing_to_the_same_file(deck: Path):
    """
    Some keep their decks in another folder.
    """
    (deck.parent / "shelf").mkdir()
    real = deck.parent / "shelf" / "deck.yaml"
    real.write_text(small(card="postur: covert"))
    deck.symlink_to(real)

    assert 0 == main(["deck", "check", "--fix", "deck.yaml"])

    assert deck.is_symlink()
    assert small(card="posture: covert") == real.read_text()


def test_what_somebody_wrote_meanwhile_is_not_overwritten(deck: Path):
    """
    An editor has saved the deck between the check and the fix.
    """
    deck.write_text("theirs")

    with pytest.raises(ChangedMeanwhile, match="left as it is"):
        write(deck, b"ours", "mended")

    assert "theirs" == deck.read_text()
    assert ["deck.yaml"] == os.listdir(deck.parent)


def test_what_cannot_be_mended_is_told_as_ever(deck: Path, capsys: pytest.CaptureFixture[str]):
    """
    The exit status is that of the file after its fixes.
    """
    deck.write_text(small(card="needs: zzz => 3"))

    assert 1 == main(["deck", "check", "--fix", "deck.yaml"])

    assert 'nothing is called "zzz"' in capsys.readouterr().out
    assert small(card="needs: zzz >= 3") == deck.read_text()


def test_no_such_file_is_told_once(deck: Path, capsys: pytest.CaptureFixture[str]):
    """
    There is nothing to mend in it.
    """
    assert 4 == main(["deck", "check", "--fix", "nowhere.yaml"])

    assert "tabletop: nowhere.yaml: there is no such file\n" == capsys.readouterr().err


def test_a_deck_that_is_no_text_is_left_alone(deck: Path):
    """
    Refused files are told why, and stay.
    """
    deck.write_bytes(b"\xff\xfe\x00")

    assert 4 == main(["deck", "check", "--fix", "deck.yaml"])

    assert b"\xff\xfe\x00" == deck.read_bytes()
    assert decode(b"\xff", "x")


def test_a_name_of_the_wrong_form_is_not_written_into_rules():
    """
    There it would be read as a sum, and mended again and again.
    """
    text = small(rest="tests: {calm: us.trst-x > 1}\n").replace("  trust:", "  trst-x:")
    text = text.replace("us.trst-x", "trstx")

    assert text == fixed(text)


def test_mending_that_comes_to_no_end_is_not_done():
    """
    Two checks that contradict each other leave the file as it was.
    """

    def quarrel(source: Source) -> tuple[Diagnostic, ...]:
        other = "b" if source.text == "a" else "a"
        span = source.span(0, 1)
        return (Diagnostic("S108", span, "the other", fix=(Edit(span, other),)),)

    assert ("a", ()) == attrs.astuple(mended(Source("deck.yaml", "a"), quarrel))
