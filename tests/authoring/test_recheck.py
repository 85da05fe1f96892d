"""A file checked again at every pause in the typing tells what a check from nothing tells."""

from pathlib import Path

from tabletop.authoring.check.check import checked
from tabletop.authoring.edit.draft import Recheck, after
from tabletop.authoring.library import loaded
from tabletop.authoring.text.source import Source
from tests.authoring.deck_texts import small

DECK = Path("decks/draft.yaml")


def test_every_keystroke_is_told_like_a_whole_check():
    """
    Typing a deck from its first letter to its last, names declared and renamed on the way.
    """
    recheck = Recheck(DECK)
    text = small(card="needs: trust >= 3\nsuccess: trust +1, resolve -1")
    renamed = text.replace("  trust:", "  faith:")
    for typed in (*(text[:end] for end in range(0, len(text) + 1, 7)), text, renamed, text):
        found = recheck.check(typed)

        assert checked(loaded(Source(str(DECK), typed), DECK)) == found


def test_a_renamed_track_is_missed_at_once():
    """
    What was read under the old name does not hold under the new one.
    """
    recheck = Recheck(DECK)
    text = small(card="needs: trust >= 3")

    assert recheck.check(text).diagnostics == ()
    assert ["N201"] == [
        d.code for d in recheck.check(text.replace("  trust:", "  faith:")).diagnostics
    ]


def test_a_rule_that_did_not_change_is_not_read_again():
    """
    Only what was typed is read; the rest is remembered.
    """
    recheck = Recheck(DECK)
    recheck.check(small(card="needs: trust >= 3\nsuccess: trust +1"))
    before = {id(shelf.kept) for shelf in recheck.readings.shelves}
    known = [key for shelf in recheck.readings.shelves for key in shelf.kept]

    recheck.check(small(card="needs: trust >= 4\nsuccess: trust +1"))

    new = [k for shelf in recheck.readings.shelves for k in shelf.kept if k not in known]
    assert before == {id(shelf.kept) for shelf in recheck.readings.shelves}
    assert ["trust >= 4"] == [key[0] for key in new]


def test_a_fix_is_an_edit_of_the_text():
    """
    What one key in the editor does.
    """
    text = small(card="needs: trsut >= 3")
    (problem,) = Recheck(DECK).check(text).diagnostics

    assert small(card="needs: trust >= 3") == after(text, problem)


def test_what_no_file_may_hold_is_told_too():
    """
    An escape pasted into the editor.
    """
    assert ["Y003"] == [d.code for d in Recheck(DECK).check("deck: \x1b[2J").diagnostics]
