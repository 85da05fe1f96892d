"""Every code has a page, and what the page shows is so."""

import re
from pathlib import Path

import pytest

import tabletop
from tabletop.authoring.codes.catalogue import catalogue, put
from tabletop.authoring.explain import as_list, as_markdown, as_text, found_in
from tabletop.cli.main import main
from tabletop.language.problem import CODES as RULES

HARBOUR, CALM, PAGES = catalogue().harbour, catalogue().calm, catalogue().pages

DOCS = Path(__file__).parents[2] / "docs"


def test_every_code_has_a_page():
    """
    Whatever the check says, there is more to read about it.
    """
    source = Path(tabletop.__file__).parent
    texts = (path.read_text("utf-8") for path in source.rglob("*.py"))
    told = {code for text in texts for code in re.findall(r'"([YSNRMPI][0-9]{3})"', text)}

    assert told | set(RULES) == set(PAGES)
    assert all(page.title and page.about for page in PAGES.values())


@pytest.mark.parametrize("code", PAGES)
def test_the_example_provokes_its_code_and_no_other(code: str):
    """
    An author who types it sees what the page promises.
    """
    page = PAGES[code]

    found = found_in(page, page.example_file())

    assert {code} == {d.code for d in found}


@pytest.mark.parametrize("code", PAGES)
def test_the_repaired_example_is_without_a_fault(code: str):
    """
    Pasted over the example it ends the matter.
    """
    page = PAGES[code]

    found = found_in(page, page.repaired_file())

    assert () == found
    assert page.example_file() != page.repaired_file()


@pytest.mark.parametrize("code", PAGES)
def test_a_page_fits_a_terminal(code: str):
    """
    Nothing on it moves the cursor, and its sentences are broken into lines.
    """
    text = as_text(PAGES[code])

    assert all(c.isprintable() or c == "\n" for c in text)
    assert text.startswith(f"{code}  {PAGES[code].title} (")
    assert len(text) < 4_000


def test_the_page_in_the_docs_is_made_anew():
    """
    What the browser shows is what the program knows; `make docs` brings them together.
    """
    assert as_markdown() == (DOCS / "diagnostics.md").read_text(encoding="utf-8")


def test_parts_are_put_where_they_belong():
    """
    Lines go below the section of their name; a field of one line takes the other's place.
    """
    assert HARBOUR + "    copies: 2\n" == put("copies: 2\n", "card")
    assert CALM.replace("A Calm Day", "Calm") == put("title: Calm\n", "seed")
    assert HARBOUR.replace("cards:", "  fuel: x\ncards:") == put("tracks:\n  fuel: x\n", "deck")
    assert HARBOUR + "turns: 3\n" == put("turns: 3\n", "deck")


def test_a_code_is_explained(capsys: pytest.CaptureFixture[str]):
    """
    Whatever the case of its letter.
    """
    assert 0 == main(["deck", "explain", "n201"])

    told = capsys.readouterr().out
    assert told.startswith("N201  A name that nothing has (error)\n")
    assert '    error[N201]: nothing is called "trsut"\n    help: did you mean "trust"?\n' in told
    assert "\n    needs: trust >= 3\n" in told


def test_without_a_code_all_are_listed(capsys: pytest.CaptureFixture[str]):
    """
    By family, each with what it is about.
    """
    assert 0 == main(["deck", "explain"])

    told = capsys.readouterr().out
    assert as_list() == told
    assert all(f"  {code}  {page.title}\n" in told for code, page in PAGES.items())


def test_the_document_is_printed(capsys: pytest.CaptureFixture[str]):
    """
    `make docs` keeps it.
    """
    assert 0 == main(["deck", "explain", "--markdown"])

    assert as_markdown() == capsys.readouterr().out


@pytest.mark.parametrize(
    "code, hint",
    [("M03", 'did you mean "M303"?'), ("zzzzz", "`tabletop deck explain` lists them all")],
)
def test_a_code_that_is_not_there_is_wrong_usage(
    code: str, hint: str, capsys: pytest.CaptureFixture[str]
):
    """
    With the nearest one, or the way to the list.
    """
    assert 2 == main(["deck", "explain", code])

    assert f'tabletop: no problem has the code "{code}"; {hint}\n' == capsys.readouterr().err
