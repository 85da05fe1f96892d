"""What the workbench decides without a screen: which findings hold, and what becomes of a file."""

from pathlib import Path

import pytest

from tabletop.authoring.edit import draft
from tabletop.authoring.edit.deck_lines import found_after
from tabletop.authoring.edit.draft import Manuscript, Recheck
from tabletop.tui.workbench.deck_file import DeckFile, OutsideChange, keep, save
from tabletop.tui.workbench.proofreader import CheckResult, Proofreader, check
from tests.tui.benches import DECK

BROKEN = DECK.replace("trust >= 2", "trsut => 2").replace("effects: trust", "effects: trsut")


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep unsaved text in a folder of the test."""
    monkeypatch.setattr(draft, "folder", lambda: tmp_path / "state")


def findings(text: str) -> CheckResult:
    return check(Recheck(Path("strait.yaml")), text, 0)


def test_a_proof_checks_one_text_at_a_time_and_drops_what_is_stale():
    """
    A check that began before the last letter tells nothing of the text as it is now.
    """
    proof = Proofreader(Recheck(Path("strait.yaml")))
    assert proof.begin()
    assert not proof.begin()
    proof.change()

    assert not proof.take(findings(BROKEN))

    assert () == proof.found.problems
    assert proof.begin()
    assert proof.take(check(proof.recheck, DECK, proof.version))
    assert proof.is_current
    assert not proof.begin()


def test_a_check_that_broke_down_leaves_what_was_found():
    """
    It is begun again with the next letter, and not before: it would break down for ever.
    """
    proof = Proofreader(Recheck(Path("strait.yaml")))
    proof.begin()
    proof.take(findings(BROKEN))
    before = proof.found.problems
    proof.change()
    proof.begin()

    proof.fail()

    assert before == proof.found.problems
    assert not proof.found.is_whole
    assert not proof.begin()
    proof.change()
    assert proof.begin()


def test_findings_are_counted_in_words():
    """
    Nothing is said of what there is none of.
    """
    assert ["", "3 errors"] == [findings(text).counts for text in (DECK, BROKEN)]
    assert "1 error" == findings(DECK.replace("trust >= 2", "trsut >= 2")).counts


def test_the_next_problem_is_found_round_the_end():
    """
    From anywhere, forward and backward; from nothing to nothing.
    """
    found = findings(BROKEN)
    (first, second, last) = sorted((p.span.line, p.span.column) for p in found.problems)

    here, there = [(0, 0), first, second, last], [first, second, last, first]
    assert there == [found.step(line - 1, column - 1, 1) for line, column in here]
    assert last == found.step(0, 0, -1)
    assert findings(DECK).step(0, 0, 1) is None


def test_the_problem_at_the_cursor_is_the_one_it_stands_on():
    """
    Else the first of its line, and none of another's.
    """
    found = findings(BROKEN)
    problems = [p for p in found.problems if p.span.line == 22]

    assert problems == [found.at(21, p.span.column - 1) for p in problems]
    assert problems[0] == found.at(21, 0)
    assert found.at(0, 0) is None


def test_problems_are_marked_where_they_stand():
    """
    By row from 0, each as long as what is wrong.
    """
    marks = findings(DECK.replace("trust >= 2", "trsut >= 2")).marks()

    assert {21: [(11, 16, "error")]} == marks


def test_a_problem_is_mended_in_the_text_it_was_found_in():
    """
    The least edit, whatever was typed since.
    """
    found = findings(DECK.replace("trust >= 2", "trsut >= 2"))

    assert found.mended(found.problems[0]) == DECK


def test_a_text_is_found_round_the_end_and_in_any_case():
    """
    After the cursor first; the place one stands on comes last.
    """
    lines = ["One two", "three one"]

    assert [(1, 6), (0, 0), (0, 0)] == [
        found_after(lines, "ONE", *at) for at in ((0, 0), (1, 6), (1, 7))
    ]
    assert found_after(lines, "four", 0, 0) is None


def file_of(path: Path, text: str = "mine\n") -> DeckFile:
    path.write_text(text)
    return DeckFile(draft.opened(path))


def test_a_file_is_saved_or_not_by_its_text(tmp_path: Path):
    """
    A letter and its taking back leave nothing to save.
    """
    file = file_of(tmp_path / "deck.yaml")
    assert ["", "not saved"] == [file.state("mine\n"), file.state("mine!\n")]
    assert "a new file, not saved yet" == DeckFile(Manuscript(tmp_path / "x", None)).state("")

    file.save(save(file.manuscript, "mine!\n"), "mine!\n")

    assert file.state("mine!\n").startswith("saved ")
    assert not file.is_kept
    assert (tmp_path / "deck.yaml").read_text() == "mine!\n"


def test_a_change_of_somebody_elses_is_to_be_answered(tmp_path: Path):
    """
    Other text, no text, or no file; the same bytes written again are no change.
    """
    path = tmp_path / "deck.yaml"
    file = file_of(path)
    path.write_text("mine\n")
    assert file.look(*draft.outside(file.manuscript)) is None
    changes = []
    for data in (b"theirs\n", b"\xff\xfe", None):
        path.unlink()
        if data is not None:
            path.write_bytes(data)
        changes.append(file.look(*draft.outside(file.manuscript)))

    assert [("theirs\n", False), (None, True), (None, True)] == [
        (change.text, change.is_gone) for change in changes if change
    ]


def test_a_change_that_is_put_off_is_not_asked_about_again(tmp_path: Path):
    """
    Until it is another one; one that is taken back needs no answer any more.
    """
    path = tmp_path / "deck.yaml"
    file = file_of(path)
    path.write_text("theirs\n")
    change = file.look(*draft.outside(file.last_seen))
    assert change is not None
    file.postpone(change)
    assert file.look(*draft.outside(file.last_seen)) is None
    assert "theirs\n" == file.saved_text

    path.write_text("theirs again\n")
    again = file.look(*draft.outside(file.last_seen))
    assert again is not None
    assert "theirs again\n" == again.text

    path.write_text("mine\n")
    assert file.look(*draft.outside(file.last_seen)) is None
    assert (None, "mine\n") == (file.postponed, file.saved_text)


def test_what_was_kept_aside_elsewhere_goes_once_it_is_kept_here(tmp_path: Path):
    """
    Never before: one of the two is always there.
    """
    manuscript = Manuscript(tmp_path / "deck.yaml", None)
    draft.keep(manuscript, "mine")
    old = draft.place(manuscript.path).rename(draft.place(manuscript.path, 2**22 + 1))
    taken = draft.read(old)

    assert "" == keep(manuscript, "mine", taken)

    assert not old.exists()
    kept = draft.read(draft.place(manuscript.path))
    assert kept is not None
    assert "mine" == kept.text
    keep(manuscript, None, None)
    assert not draft.place(manuscript.path).exists()


def test_a_vanished_file_has_no_text():
    """
    Whatever its bytes were.
    """
    assert OutsideChange(Manuscript(Path("x"), b"text"), is_gone=True).text is None
    assert OutsideChange.of("same", Manuscript(Path("x"), b"text")) is None
