"""Warnings that the author has thought about."""

from pathlib import Path

import pytest

from tests.authoring.deck_texts import complaint, read_text, small, told


def codes(text: str) -> list[str]:
    return [d.code for d in read_text(text).diagnostics]


@pytest.mark.parametrize(
    "card",
    [
        "failure: trust -1  # ok: M308 the umpire may rule so",
        "failure: trust -1 #ok:M308 the umpire may rule so",
        "failure: trust -1\t# ok: m308 the umpire may rule so",
        "# ok: M308 the umpire may rule so\nfailure: trust -1",
        "# ok: M308 the umpire may rule so\n# Another remark.\nfailure: trust -1",
    ],
)
def test_a_remark_silences_a_warning_on_its_line_or_the_next(card: str):
    """
    The author has thought about it, and says so where the next author will see it.
    """
    assert ["M308"] == codes(small(card="failure: trust -1"))

    assert [] == codes(small(card=card))


def test_two_remarks_above_one_line_both_count():
    """
    Each names one code, and both speak of the line below them.
    """
    line = "  both: {kind: signal, title: Both, by: us, image: x.png, failure: trust -1}\n"
    remarks = "  # ok: M308 the umpire may rule so\n  # ok: S114 an ornament\n"

    assert ["S114", "M308"] == codes(small() + line)
    assert [] == codes(small() + remarks + line)


def test_a_remark_behind_a_line_says_nothing_of_the_next():
    """
    Otherwise it would silence what nobody has thought about.
    """
    found = codes(small(card="copies: 2 # ok: M308 the umpire may rule so\nfailure: trust -1"))

    assert ["S115", "M308"] == found


def test_a_remark_needs_a_reason():
    """
    Without one the warning stays.
    """
    found = complaint(small(card="failure: trust -1  # ok: M308"))

    assert found.startswith("warning[M308]: ")
    assert found.endswith(
        told("""

        warning[S115]: this remark does not say why M308 is well here
           --> deck.yaml:15:24
        15 |     failure: trust -1  # ok: M308
           |                        ^^^^^^^^^^ why?
           = help: add the reason: # ok: M308 BECAUSE
        """)
    )


def test_a_remark_that_silences_nothing_is_told():
    """
    What it was about is mended, and the next mistake of its kind would stay unseen.
    """
    found = complaint(small(card="copies: 2  # ok: M308 the umpire may rule so"))

    assert (
        told("""
        warning[S115]: this remark silences nothing: M308 is not told here
           --> deck.yaml:15:16
        15 |     copies: 2  # ok: M308 the umpire may rule so
           |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ no such warning
           = help: remove it, or put it on the line of the warning or above it
        """)
        == found
    )


def test_a_remark_with_a_code_that_is_not_there_is_told():
    """
    A slip in the code silences nothing.
    """
    found = complaint(small(card="copies: 2  # ok: M399 because"))

    assert 'warning[S115]: no problem has the code "M399"' in found
    assert "help: write it like this: # ok: M308 the umpire may rule so" in found


def test_an_error_is_not_silenced():
    """
    A deck that cannot be played cannot be talked into it.
    """
    assert ["N201"] == codes(small(card="needs: trsut >= 3  # ok: N201 because"))


def test_what_stands_in_text_is_no_remark():
    """
    A story may say "# ok: M308" as often as it likes.
    """
    story = "text: |\n  first # ok: M308 because\nfailure: trust -1"

    assert ["M308"] == codes(small(card=story))
    assert ["M308"] == codes(small(card="text: '# ok: M308 because'\nfailure: trust -1"))


def test_in_a_file_with_errors_no_remark_is_called_idle():
    """
    Half of the checks have not been made there.
    """
    assert ["S107"] == codes(small(card="copies: 0  # ok: M308 because"))


def test_a_seed_silences_its_own_warnings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A bot that only the author has.
    """
    from tabletop.authoring.check.check import checked
    from tabletop.authoring.library import load

    monkeypatch.chdir(tmp_path)
    Path("decks").mkdir()
    Path("decks/small.yaml").write_text(small())
    seed = "seed: calm\ntitle: Calm\ndeck: small\nseats:\n  us: {play: bot zebra}"
    Path("calm.yaml").write_text(seed)
    assert ["N208"] == [d.code for d in checked(load("calm.yaml")).diagnostics]

    Path("calm.yaml").write_text(f"{seed}  # ok: N208 it comes with the course\n")

    assert () == checked(load("calm.yaml")).diagnostics
