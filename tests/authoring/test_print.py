"""A deck on paper: everything that is needed at the table, and nothing that does not fit."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.authoring.codes.catalogue import Page, catalogue
from tabletop.authoring.explain import typeset
from tabletop.authoring.export.printing import (
    Data,
    Paper,
    Press,
    PrintFindings,
    data_of,
    diagnostics,
    findings,
)
from tabletop.authoring.library import load, loaded
from tabletop.authoring.text.render import rendered
from tabletop.authoring.text.source import Source
from tabletop.cli.main import main
from tabletop.game.clean import clean
from tests.authoring.deck_texts import read_text, small

HERE = Path(__file__).parent
PRESS = Press(HERE, system_fonts=False)

LONG_TITLE = "A Very Long Title That Runs Over Several Lines of Any Card There Is"

MEDIA_BOX = re.compile(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]")


def data(**parts: str) -> Data:
    """Return what is printed of the small deck with *parts*."""
    deck = read_text(small(**parts)).deck
    assert deck is not None
    return data_of(deck)


def said(printed: object) -> str:
    """Return every word of *printed*, in one text."""
    match printed:
        case dict():
            return "\n".join(said(value) for value in printed.values())
        case list() | tuple():
            return "\n".join(map(said, printed))
        case _:
            return str(printed)


def sheets(printed: Data) -> dict[str, str]:
    """Return the words of each sheet of *printed*, by its title."""
    found = printed["sheets"]
    assert isinstance(found, list)
    return {sheet["title"]: said(sheet) for sheet in found}


PAGES = [page for page in catalogue().pages.values() if page.findings]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.code)
def test_the_typesetter_says_what_the_catalogue_says(page: Page):
    """
    What `deck explain` shows of a deck that cannot be printed is what printing it tells.
    """
    found = {}
    for text in (page.example_file(), page.repaired_file()):
        deck = loaded(Source(page.name, text.decode()), Path(page.name)).deck
        assert deck is not None
        found[text] = findings(PRESS, data_of(deck), "a4")

    assert typeset(page) == found[page.example_file()]
    assert PrintFindings() == found[page.repaired_file()]


UNFIT = """\
cards:
  pledge:
    title: A \u65e5 Pledge
    image: boats.png
"""


def test_what_keeps_a_deck_from_being_printed_is_told_in_its_place():
    """
    The card, the character, the picture.
    """
    source = Source("small.yaml", UNFIT)
    found = PrintFindings(
        frozenset({"pledge"}), frozenset("\u65e5"), {"boats.png": "file not found"}
    )

    assert """\
error[P501]: "pledge" has more words than fit on a card, even in the smallest letters
  --> small.yaml:2:3
2 |   pledge:
  |   ^^^^^^ too long for 63 by 88 mm
  = help: shorten its text or `discuss`, or say in a `test` what several rules repeat

error[P502]: no font here has the character "\u65e5" (U+65E5)
  --> small.yaml:3:14
3 |     title: A \u65e5 Pledge
  |              ^^ it would be an empty box on paper
  = help: write it another way, or name a folder with a font that has it: --fonts

error[P503]: the picture cannot be printed: file not found
  --> small.yaml:4:12
4 |     image: boats.png
  |            ^^^^^^^^^ this picture
  = help: put a PNG, JPEG, GIF, WebP or SVG file into the folder of the deck or below
""" == rendered(diagnostics({"small.yaml": source}, found), {"small.yaml": source})


@pytest.mark.parametrize("paper, width, height", [("a4", 595, 841), ("letter", 612, 792)])
def test_pages_have_the_size_of_the_paper(paper: Paper, width: int, height: int):
    """
    In points; nothing is scaled, or the cards would not be 63 by 88 mm.
    """
    pdf = PRESS.pdf(data(), paper)

    sizes = {(int(float(w)), int(float(h))) for w, h in MEDIA_BOX.findall(pdf)}
    assert {(width, height)} == sizes


@pytest.mark.parametrize("name", ["quiet_signals", "island_chain", "goofspiel"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_ships_can_be_printed(name: str, paper: Paper):
    """
    A facilitator prints any of it as it is.
    """
    deck = load(name).opening
    assert deck is not None

    assert PrintFindings() == findings(PRESS, data_of(deck), paper)


def test_the_same_deck_is_the_same_file():
    """
    Byte for byte, so that a printed deck can be told from a changed one.
    """
    assert PRESS.pdf(data(), "a4") == Press(HERE, system_fonts=False).pdf(data(), "a4")


@pytest.mark.parametrize(
    "text", ['#panic("no")', '#read("/etc/passwd")', "$ x", "*a _b `c", "] } )", "<a> @b \\c // d"]
)
def test_words_are_never_code(text: str):
    """
    Whatever the typesetter could obey stands on the card as it was written.
    """
    printed = data(card=f"text: '{text}'\ndiscuss: '{text}'")

    assert [text] == printed["cards"][0]["text"]
    assert PrintFindings() == findings(PRESS, printed, "a4")
    assert PRESS.pdf(printed, "a4").startswith(b"%PDF")


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_any_words_are_set_or_told_of(text: str):
    """
    A deck in any script is printed, or the author is told which characters are missing.
    """
    printed = data()
    printed["title"] = clean(text)

    found = findings(PRESS, printed, "letter")

    assert found.missing <= set(text)
    assert PRESS.pdf(printed, "letter").startswith(b"%PDF")


def test_a_long_title_leaves_less_room_for_words():
    """
    What does not fit is told by its id, and nothing else is.
    """
    text = "Ships wait in the harbour. " * 53
    cards = f"""\
cards:
  one: {{kind: hedge, title: One, by: japan, text: {text}}}
  two: {{kind: hedge, title: {LONG_TITLE}, by: japan, text: {text}}}
"""
    deck = read_text(small().partition("cards:")[0] + cards).deck
    assert deck is not None

    assert frozenset({"two"}) == PRESS.overflowing(data_of(deck), "a4")


def test_each_seat_gets_its_copies():
    """
    A card that two actors hold twice each is printed four times, with the holder's name.
    """
    printed = data(card="copies: 2").get("cards")
    shared = data_of(load("goofspiel").deck).get("cards")

    assert isinstance(printed, list) and isinstance(shared, list)
    assert ["Japan", "Japan"] == [card["who"] for card in printed]
    assert len({card["who"] for card in shared if card["kind"] != "inject"}) > 1


SECRETS = """\
injects:
  rumour: {title: Rumour, turn: 2, text: Somebody saw it., effects: trust -1}
objectives:
  quiet: {by: japan, title: Quiet water, test: trust >= 3, points: 2, secret: yes}
  proud: {by: us, title: A proud ally, test: resolve >= 3, points: 2, secret: yes}
"""


def test_no_sheet_of_a_seat_holds_the_secrets_of_another():
    """
    Sheets are handed out; only the facilitator's tells everything.
    """
    papers = sheets(data(rest=SECRETS))

    assert "Quiet water" in papers["Japan"]
    for hidden in ("A proud ally", "US resolve", "Rumour"):
        assert hidden not in papers["Japan"]
        assert hidden in papers["A Small Deck"]
    assert "US resolve" in papers["United States"]
    assert "Alliance trust" in papers["Track boards"]
    assert "US resolve" not in papers["Track boards"]


ROUNDS = """\
each_turn: [trust -1, resolve +1, "trust +1 if resolve >= 3", everyone.capital +1]
endings:
  war: {title: War, when: trust = 0}
  revolt: {title: Revolt, when: resolve = 0}
"""


def test_a_seat_reads_what_happens_by_itself_as_far_as_it_can_follow():
    """
    A rule that moves or reads what the seat does not see would tell of it.
    """
    papers = sheets(data(rest=ROUNDS))

    for rule in ("Alliance trust -1", "Political capital of every actor +1", "War"):
        assert rule in papers["Japan"]
    for rule in ("US resolve +1", "Alliance trust +1 if", "Revolt"):
        assert rule not in papers["Japan"]
        assert rule in papers["United States"] and rule in papers["A Small Deck"]


def test_what_accepting_needs_is_on_the_facilitators_sheet_alone():
    """
    The reason for a refusal is its recipient's, and comes only when it is asked.
    """
    printed = data(card="offer: {to: us, give: capital 1, needs: resolve >= 3, accepted: trust +1}")
    papers = sheets(printed)

    assert "US resolve at least 3" in papers.pop("A Small Deck")
    assert "at least 3" not in said([*papers.values(), printed["cards"]])


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(small(), encoding="utf-8")
    return path


def test_a_deck_is_printed(deck: Path, capsys: pytest.CaptureFixture[str]):
    """
    From a file to a file, in one command.
    """
    out = deck.with_name("cards.pdf")

    assert 0 == main(["deck", "print", str(deck), "-o", str(out), "--paper", "letter"])

    assert out.read_bytes().startswith(b"%PDF")
    assert f"{out}\n" == capsys.readouterr().out


def test_nothing_is_written_over(deck: Path, capsys: pytest.CaptureFixture[str]):
    """
    What somebody printed before stays as it is.
    """
    out = deck.with_name("cards.pdf")
    out.write_bytes(b"mine")

    assert 2 == main(["deck", "print", str(deck), "-o", str(out)])

    assert b"mine" == out.read_bytes()
    assert "choose another name" in capsys.readouterr().err


def test_a_card_that_does_not_fit_keeps_all_from_being_printed(
    deck: Path, capsys: pytest.CaptureFixture[str]
):
    """
    Its line is shown, and no half a deck is left behind.
    """
    deck.write_text(small(card=f"text: {'So long. ' * 300}"), encoding="utf-8")
    out = deck.with_name("cards.pdf")

    assert 1 == main(["deck", "print", str(deck), "-o", str(out)])

    told = capsys.readouterr().err
    assert "error[P501]" in told and f"{deck}:" in told and not out.exists()


def test_without_a_typesetter_the_way_to_one_is_told(
    deck: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """
    It is an extra, and its absence no traceback.
    """
    monkeypatch.setitem(sys.modules, "typst", None)

    assert 5 == main(["deck", "print", str(deck), "-o", str(deck.with_name("cards.pdf"))])

    assert "make extras" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words, hint",
    [
        (["-o", "cards.txt"], ".pdf"),
        (["-o", "cards.pdf", "--fonts", "nowhere"], "no such folder"),
        (["-o", "cards.pdf", "--paper", "a5"], "a5"),
    ],
)
def test_wrong_usage_is_told(
    words: list[str], hint: str, deck: Path, capsys: pytest.CaptureFixture[str]
):
    """
    Before anything is set.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(deck.parent)
        try:
            status = main(["deck", "print", str(deck), *words])
        except SystemExit as ended:
            status = ended.code  # type: ignore[assignment]

    assert 2 == status
    assert hint in capsys.readouterr().err
