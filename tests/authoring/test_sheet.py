"""A deck as a spreadsheet and back: only what was changed changes, and nothing is lost silently."""

import functools
import sys
import zipfile
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.authoring.codes.catalogue import catalogue
from tabletop.authoring.explain import grid_of
from tabletop.authoring.export import workbook
from tabletop.authoring.export.sheets import (
    SECTIONS,
    Formula,
    Merged,
    SheetRow,
    WorkbookSheet,
    column_letters,
    columns,
    fields_of,
    merged,
    read_grid,
    rows,
    scalar,
)
from tabletop.authoring.library import loaded
from tabletop.authoring.text.nodes import Group, Scalar, tree
from tabletop.authoring.text.render import rendered
from tabletop.authoring.text.source import Source
from tabletop.cli.main import main

DECK = """\
deck: small
title: A Small Deck
actors:
  japan: Japan
  us: {name: United States, brief: Be brief.}
tracks:
  trust: {name: Alliance trust, range: 0 to 10, start: 6}
  capital: {name: Capital, range: 0 to 8, start: 4, each: actor}
cards:
  # ---- Japan
  second_track:
    kind: hedge
    title: Second Track   # a remark
    by: japan
    text: |
      Keep a quiet channel open.

      Nobody must know.
    posture: open or covert
    effects: {open: trust +1, covert: trust -1}
    cost: capital 1

  # ---- United States
  pledge:
    kind: reassure
    title: A Pledge
    by: us
    effects:
      - trust +1
      - capital -1

each_turn: everyone.capital +1   # at the very end
"""

SOURCE = Source("decks/small.yaml", DECK)


def table() -> Group:
    return fields_of(SOURCE)


def sheet(section: str, **changed: dict[str, str]) -> WorkbookSheet:
    """Return the sheet of *section* as it is written out, with some cells *changed*, by id."""
    known = rows(table(), section)
    named = {row.id: dict(row.cells) for row in known}
    for name, cells in changed.items():
        named.setdefault(name, {}).update(cells)
    found = tuple(
        SheetRow(name, {column: text for column, text in cells.items() if text})
        for name, cells in named.items()
    )
    return WorkbookSheet(section, columns(section, found), found)


def brought(*sheets: WorkbookSheet, remove: bool = False) -> Merged:
    return merged(SOURCE, sheets, remove=remove)


def differing(text: str) -> tuple[list[str], list[str]]:
    """Return the lines of the deck that *text* does not have, and those that it adds."""
    before, after = DECK.splitlines(), text.splitlines()
    return [line for line in before if line not in after], [
        line for line in after if line not in before
    ]


def test_what_was_not_touched_is_not_written():
    """
    The file comes back byte for byte, whatever its layout.
    """
    assert DECK == brought(*(sheet(section) for section in SECTIONS)).text


@pytest.mark.parametrize(
    "section, name, column, text, gone, new",
    [
        (
            "cards",
            "second_track",
            "title",
            "Third: Track",
            ["    title: Second Track   # a remark"],
            ['    title: "Third: Track"   # a remark'],
        ),
        (
            "cards",
            "second_track",
            "cost",
            "capital 2",
            ["    cost: capital 1"],
            ["    cost: capital 2"],
        ),
        (
            "cards",
            "second_track",
            "effects.open",
            "trust +2",
            ["    effects: {open: trust +1, covert: trust -1}"],
            ["      open: trust +2", "      covert: trust -1"],
        ),
        (
            "cards",
            "pledge",
            "effects",
            "trust +2",
            ["    effects:", "      - trust +1", "      - capital -1"],
            ["    effects: trust +2"],
        ),
        ("cards", "pledge", "needs", "trust >= 3", [], ["    needs: trust >= 3"]),
        (
            "cards",
            "pledge",
            "text",
            "One.\n\nTwo.",
            [],
            ["    text: |-", "      One.", "      Two."],
        ),
        (
            "tracks",
            "trust",
            "start",
            "5",
            ["  trust: {name: Alliance trust, range: 0 to 10, start: 6}"],
            ["  trust: {name: Alliance trust, range: 0 to 10, start: 5}"],
        ),
        (
            "actors",
            "japan",
            "brief",
            "Say nothing.",
            ["  japan: Japan"],
            ["  japan:", "    name: Japan", "    brief: Say nothing."],
        ),
    ],
)
def test_a_changed_cell_changes_its_own_lines(
    section: str, name: str, column: str, text: str, gone: list[str], new: list[str]
):
    """
    Remarks, blank lines and the other cards stay as they were.
    """
    result = brought(sheet(section, **{name: {column: text}}))

    assert (gone, new) == differing(result.text)
    assert [(name, column, text)] == [(c.id, c.column, c.now) for c in result.changes]


def test_a_new_row_is_a_new_card_behind_the_last():
    """
    In the order of the fields that a deck has; what stands behind the cards stays behind them.
    """
    card = {"title": "Calm Words", "by": "japan", "kind": "signal", "offer.to": "us"}

    result = brought(sheet("cards", calm_words=card)).text

    assert (
        DECK.replace(
            "      - capital -1\n",
            "      - capital -1\n  calm_words:\n    kind: signal\n    title: Calm Words\n    by: japan\n"
            "    offer:\n      to: us\n",
        )
        == result
    )


def test_lines_end_as_they_did():
    """
    A file from Windows stays one.
    """
    source = Source("small.yaml", DECK.replace("\n", "\r\n"))

    text = merged(source, [sheet("cards", pledge={"needs": "trust >= 3"})]).text

    assert text.count("\n") == text.count("\r\n") == DECK.count("\n") + 1


def test_a_section_that_was_not_there_is_added():
    """
    A first objective can be written in the sheet that stands ready for it.
    """
    wanted = {"by": "us", "title": "Calm", "points": "3"}

    result = brought(sheet("objectives", calm=wanted)).text

    assert result == DECK + "objectives:\n  calm:\n    by: us\n    title: Calm\n    points: 3\n"


def test_what_the_sheet_does_not_have_is_told_and_stays():
    """
    A filtered or shortened sheet takes nothing away.
    """
    less = WorkbookSheet(
        "cards", ("title", "cost"), (SheetRow("second_track", {"title": "Second Track"}),)
    )

    result = brought(less)

    assert DECK == result.text
    assert [("left", "second_track", "cost"), ("left", "pledge", "")] == [
        (change.kind, change.id, change.column) for change in result.changes
    ]


def test_it_is_removed_when_that_is_asked_for():
    """
    With its lines, and without the remarks of others.
    """
    less = WorkbookSheet(
        "cards", ("title", "cost"), (SheetRow("second_track", {"title": "Second Track"}),)
    )

    result = brought(less, remove=True).text

    gone, new = differing(result)
    assert [] == new
    assert ["    cost: capital 1", "  pledge:"] == gone[:2]
    assert "  # ---- United States\n" in result and "each_turn: everyone" in result


def test_columns_that_are_not_there_are_not_touched():
    """
    Somebody may send back a sheet with two columns of thirty.
    """
    narrow = WorkbookSheet(
        "cards", ("title",), tuple(SheetRow(r.id, {"title": "X"}) for r in rows(table(), "cards"))
    )

    result = brought(narrow)

    assert {"title"} == {change.column for change in result.changes}


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), min_size=1, max_size=40
).map(lambda text: "\n".join(line.strip() for line in text.split("\n")).strip("\n\u2028\u2029\x85"))


@settings(max_examples=200, deadline=None)
@given(TEXTS.filter(lambda text: bool(text.strip())))
def test_any_text_comes_back_from_the_deck(text: str):
    """
    However it is quoted, what is written is what was in the cell.
    """
    top = tree(Source("", f"a:\n  x: {scalar(text, '  ')}\n  y: 1\n"))

    assert isinstance(top, Group) and isinstance(top.entries[0].value, Group)
    value = top.entries[0].value.entries[0].value
    assert isinstance(value, Scalar) and text == value.text


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["second_track", "pledge", "brand_new"]),
        st.dictionaries(
            st.sampled_from(["title", "text", "discuss", "cost", "needs", "offer.to", "payoff"]),
            TEXTS.map(str.strip).filter(bool),
            min_size=1,
        ),
        min_size=1,
    )
)
def test_any_changes_are_what_the_deck_says_afterwards(changes: dict[str, dict[str, str]]):
    """
    And bringing the same sheet again changes nothing more.
    """
    wanted = sheet("cards", **changes)

    text = merged(SOURCE, [wanted]).text

    now = rows(fields_of(Source("", text)), "cards")
    for name, cells in changes.items():
        assert cells.items() <= dict(next(row for row in now if row.id == name).cells).items()
    assert text == merged(Source("", text), [wanted]).text


def read_cells(*lines: list[Any]) -> list[str]:
    """Return the codes of what is wrong in a sheet of cards with these *lines*."""
    return [d.code for d in read_grid("a.xlsx", "cards", lines).diagnostics]


WRONG = """\
error[I601]: cards have no field "titel"
  --> harbour.xlsx [cards]:1:6
1 | id | titel
  |      ^^^^^ no such field
  = help: did you mean "title"?

error[I602]: the sheet cards has no column "id"
  --> harbour.xlsx [cards]:1:1
1 | title | cost
  | ^^^^^ the names of the columns belong here
  = help: its first row names the columns; one of them is "id"

error[I603]: this row has no id
  --> harbour.xlsx [cards]:2:1
2 |  | Patrol
  | ^ an id belongs here
  = help: an id has small letters, digits and _, a letter first

error[I604]: "patrol" stands in two rows
  --> harbour.xlsx [cards]:3:1
2 | patrol | Patrol
  | ------ the first one
3 | patrol | Patrol again
  | ^^^^^^ here again

error[I605]: cell C2 holds a formula, and text was expected
  --> harbour.xlsx [cards]:2:19
2 | patrol | Patrol | =capital 1
  |                   ^^^^^^^^^^ the spreadsheet took it for something else
  = help: format the cell as text, then type it again: odds with %, such as 70%, an effect with its sign after the name, such as tension +1

error[I606]: effects holds both text and fields
  --> harbour.xlsx [cards]:2:1
2 | patrol | trust +1 | trust +2
  | ^^^^^^ in this row
"""


def test_what_is_wrong_in_a_sheet_is_told_with_its_row():
    """
    As in a deck: where, what, and what next.
    """
    told = []
    for page in [page for page in catalogue().pages.values() if page.place == "sheet"]:
        read = read_grid("harbour.xlsx", "cards", grid_of(page.example))
        told.append(rendered(read.diagnostics, {read.source.name: read.source}))

    assert WRONG == "\n".join(told)


def test_a_cell_of_several_lines_is_one_row():
    """
    What is wrong below it is told at its own row.
    """
    lines = [["id", "text"], ["pledge", "One.\n\nTwo."], ["pledge", "Three."]]

    (found,) = read_grid("a.xlsx", "cards", lines).diagnostics

    assert 3 == found.span.line


@pytest.mark.parametrize(
    "value, codes",
    [
        ("tension +1", []),
        (3, []),
        (3.0, []),
        (True, []),
        (0.5, ["I605"]),
        (date(2026, 3, 4), ["I605"]),
        (Formula("=1+1"), ["I605"]),
        (None, []),
    ],
)
def test_a_cell_is_taken_as_what_was_typed(value: object, codes: list[str]):
    """
    Or told, where the spreadsheet has made something else of it.
    """
    assert codes == read_cells(["id", "cost"], ["pledge", value])


def test_columns_come_in_any_order():
    """
    They are bound by their names.
    """
    read = read_grid("a.xlsx", "cards", [["cost", None, "id"], ["capital 1", "x", "pledge"]])

    assert (SheetRow("pledge", {"cost": "capital 1"}),) == read.sheet.rows


# Workbooks on disk


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


@pytest.fixture
def book(deck: Path) -> Path:
    path = deck.with_suffix(".xlsx")
    assert 0 == main(["deck", "sheet", str(deck), "-o", str(path)])
    return path


def edit(book: Path, sheet: str, row: int, column: str, value: Any) -> None:
    """Type *value* into a cell of *book*, as a person would."""
    opened = openpyxl.load_workbook(book)
    names = [cell.value for cell in opened[sheet][1]]
    opened[sheet].cell(row, names.index(column) + 1).value = value
    opened.save(book)


def test_a_workbook_has_lists_and_headings(book: Path):
    """
    An author sees what a column is for, and picks from what may stand there.
    """
    cards = openpyxl.load_workbook(book)["cards"]

    lists = {str(v.sqref).split("2")[0]: v.formula1 for v in cards.data_validations.dataValidation}
    names = {cell.value: cell for cell in cards[1]}
    assert '"japan,us,any actor"' == lists[names["by"].column_letter]
    assert "deploy" in lists[names["kind"].column_letter]
    assert names["needs"].comment.text == "When it can be sealed."
    assert "B2" == cards.freeze_panes


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "=HYPERLINK(1)"])
def test_text_is_never_a_formula(deck: Path, text: str):
    """
    Whatever a spreadsheet would obey is written as text, and comes back as it was.
    """
    deck.write_text(DECK.replace("A Pledge", f"'{text}'"), encoding="utf-8")
    book = deck.with_suffix(".xlsx")
    before = deck.read_bytes()

    assert 0 == main(["deck", "sheet", str(deck), "-o", str(book)])

    with zipfile.ZipFile(book) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet3.xml")
    assert 0 == main(["deck", "sheet", str(book), "--into", str(deck)])
    assert before == deck.read_bytes()


def test_a_change_is_shown_by_card_and_written(
    deck: Path, book: Path, capsys: pytest.CaptureFixture[str]
):
    """
    What was, what is, and where.
    """
    edit(book, "cards", 3, "title", "A Promise")
    capsys.readouterr()

    assert 0 == main(["deck", "sheet", str(book), "--into", str(deck)])

    assert (
        "card pledge: changed\n  title:\n    - A Pledge\n    + A Promise\n"
        == capsys.readouterr().out
    )
    assert DECK.replace("A Pledge", "A Promise") == deck.read_text(encoding="utf-8")


def test_a_percentage_is_what_was_typed(deck: Path, book: Path):
    """
    Even where the program made a number of it.
    """
    opened = openpyxl.load_workbook(book)
    names = [cell.value for cell in opened["cards"][1]]
    cell = opened["cards"].cell(3, names.index("chance") + 1, 0.7)
    assert "@" == cell.number_format
    cell.number_format = "0%"
    opened.save(book)

    assert 0 == main(["deck", "sheet", str(book), "--into", str(deck)])

    assert "    chance: 70%\n" in deck.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "at, letters", [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_cells_are_named_as_in_a_spreadsheet(at: int, letters: str):
    """
    So that an author finds them.
    """
    assert letters == column_letters(at)


def test_a_dry_run_writes_nothing(deck: Path, book: Path, capsys: pytest.CaptureFixture[str]):
    """
    It shows the same.
    """
    edit(book, "cards", 3, "title", "A Promise")

    assert 0 == main(["deck", "sheet", str(book), "--into", str(deck), "--dry-run"])

    assert "    + A Promise" in capsys.readouterr().out
    assert DECK == deck.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "row, column, value, code",
    [
        (3, "cost", "=A1", "I605"),
        (3, "id", "A Pledge!", "I603"),
        (3, "id", "second_track", "I604"),
        (1, "cost", "kost", "I601"),
        (1, "id", "name of it", "I602"),
        (3, "cost", "kapital 1", "N201"),
    ],
)
def test_a_mistake_leaves_the_deck_as_it_was(
    deck: Path,
    book: Path,
    row: int,
    column: str,
    value: str,
    code: str,
    capsys: pytest.CaptureFixture[str],
):
    """
    It is told with the row or the rule it is in.
    """
    edit(book, "cards", row, column, value)

    assert 1 == main(["deck", "sheet", str(book), "--into", str(deck)])

    assert f"error[{code}]" in capsys.readouterr().err
    assert DECK == deck.read_text(encoding="utf-8")


def test_what_is_no_workbook_is_refused(
    deck: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """
    With a sentence, whatever it is: text, a broken archive, one too large now or unpacked.
    """
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 2_000_000)
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1_000_000)
    for content in (b"", b"id,title\n", b"PK\x03\x04" + b"\0" * 100, bomb.getvalue()):
        path = tmp_path / "bad.xlsx"
        path.write_bytes(content)

        assert 4 == main(["deck", "sheet", str(path), "--into", str(deck)])

        assert str(path) in capsys.readouterr().err
    assert DECK == deck.read_text(encoding="utf-8")


class Refused(workbook.SheetError):
    """The one error that reading a workbook may end with."""


@functools.cache
def whole_workbook() -> bytes:
    deck = loaded(SOURCE, Path("decks/small.yaml")).deck
    assert deck is not None
    return workbook.written(deck, {section: rows(table(), section) for section in SECTIONS})


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject):
    """
    Nothing but one kind of error comes out of it.
    """
    whole = whole_workbook()
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = (
        whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + data.draw(st.integers(0, 9)) :]
    )
    path = Path(__file__).parent / "no_such_folder" / "x.xlsx"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "checked", lambda _: broken)
        patch.setattr(workbook, "SheetError", Refused)
        with suppress(Refused):
            workbook.read(path)


@pytest.mark.parametrize(
    "words, status, hint",
    [
        (["small.yaml"], 2, "--into DECK"),
        (["small.yaml", "-o", "x.csv"], 2, ".xlsx"),
        (["small.yaml", "-o", "small.xlsx"], 2, "choose another name"),
        (["small.yaml", "-o", "x.xlsx", "--remove"], 2, "--into"),
        (["nothing.xlsx", "--into", "small.yaml"], 5, "nothing.xlsx"),
    ],
)
def test_wrong_usage_is_told(
    deck: Path,
    book: Path,
    words: list[str],
    status: int,
    hint: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    """
    And nothing is written.
    """
    monkeypatch.chdir(deck.parent)

    assert status == main(["deck", "sheet", *words])

    assert hint in capsys.readouterr().err


def test_without_the_library_the_way_to_it_is_told(
    deck: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    """
    It is an extra, and its absence no traceback.
    """
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    assert 5 == main(["deck", "sheet", str(deck), "-o", str(deck.with_name("x.xlsx"))])

    assert "make extras" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["quiet_signals", "island_chain", "goofspiel", "prisoners_dilemma"]
)
def test_what_ships_comes_back_byte_for_byte(name: str, tmp_path: Path):
    """
    Every deck can be taken to a spreadsheet and home again.
    """
    origin = Path(__file__).parents[2] / "decks" / f"{name}.yaml"
    copy = tmp_path / "decks" / origin.name
    copy.parent.mkdir()
    copy.write_bytes(origin.read_bytes())

    assert 0 == main(["deck", "sheet", str(copy), "-o", str(tmp_path / "deck.xlsx")])
    assert 0 == main(["deck", "sheet", str(tmp_path / "deck.xlsx"), "--into", str(copy)])

    assert origin.read_bytes() == copy.read_bytes()
