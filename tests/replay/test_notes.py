"""What is said of a session afterwards: kept at once, in nobody's way, and nothing is lost."""

import errno
import os
from pathlib import Path

import pytest

from tabletop.journal import disk
from tabletop.journal.lines import Line, lines_of
from tabletop.journal.model import Journal, SaveError
from tabletop.journal.reader import load
from tabletop.journal.tree import first_line, glyphs, line_names, markers, standings
from tabletop.journal.verify import verify
from tabletop.replay.notes import Review
from tabletop.table.branch import LineError
from tabletop.table.session import Session
from tests.table.sitting import played_out, sitting


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session that was played to its end, with a what-if that nobody named."""
    path = tmp_path / "a.seminar"
    played_out(sitting(path, red="bot:random")).close()
    with Session.fork(path, at=5) as what_if:
        what_if.step(everything=True)
    return path


@pytest.fixture
def review(path: Path) -> Review:
    return Review(load(path))


def what_if(journal: Journal) -> Line:
    """Return the newest line that is not the main line."""
    return lines_of(journal)[-1]


def test_a_note_a_glyph_and_a_marker_are_on_the_disk_at_once(path: Path, review: Review):
    """
    Whoever opens the save next reads what was just said of it.
    """
    review.note(3, "Here it\nturned.")
    review.judge(3, "!?")
    held = review.mark(4, "the turn")

    again = load(path)
    assert held == again == review.journal
    assert [(3, "Here it\nturned.", "")] == [(n.frame, n.text, n.seat) for n in again.notes]
    assert ({3: "!?"}, {4: "the turn"}) == (glyphs(again), markers(again))


def test_a_glyph_and_a_marker_can_be_taken_back(review: Review):
    """
    The newest word counts, and nothing is cut from the file.
    """
    size = review.judge(3, "??").size
    review.mark(3, "odd")
    review.judge(3, "")

    held = review.mark(3, "")

    assert ({}, {}) == (glyphs(held), markers(held))
    assert size < held.size


def test_two_who_review_the_same_save_see_each_others_notes(path: Path, review: Review):
    """
    Nobody writes over what another said; the next word brings it along.
    """
    other = Review(load(path))
    review.note(1, "first")

    held = other.note(2, "second")

    assert ["first", "second"] == [note.text for note in held.notes]
    assert held == review.look()


def test_only_what_was_added_is_read(review: Review, monkeypatch: pytest.MonkeyPatch):
    """
    A note on a long session is there at once.
    """
    starts: list[int] = []
    real = disk.read_at
    spy = lambda *a: starts.append(a[1]) or real(*a)  # noqa: E731
    monkeypatch.setattr("tabletop.journal.reader.read_at", spy)
    monkeypatch.setattr(disk, "read_at", spy)
    size = review.journal.size

    review.note(1, "quick")
    review.look()

    assert size - 16 == min(starts)


def test_a_session_that_was_put_away_stays_put_away(path: Path, review: Review):
    """
    A remark on a finished session does not offer it as one to go on with.
    """
    assert load(path).is_closed

    review.note(2, "still over")

    assert load(path).is_closed
    assert verify(path).is_closed


def test_a_session_that_is_being_played_is_not_written_in(path: Path, review: Review):
    """
    The table has the save to itself; whoever reads is told so, and can say it again later.
    """
    with Session.resume(path), pytest.raises(SaveError, match="open in another window"):
        review.note(1, "not now")

    assert ["now"] == [note.text for note in review.note(1, "now").notes]


def test_a_full_disk_loses_nothing(path: Path, review: Review, monkeypatch: pytest.MonkeyPatch):
    """
    What was kept before stays, the trouble is told, and what failed can be said again.
    """
    before = review.note(1, "kept")

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        with pytest.raises(SaveError, match="the disk is full"):
            review.note(1, "lost")

    assert before == review.journal == load(path)
    assert ["kept", "again"] == [note.text for note in review.note(1, "again").notes]


def test_half_a_note_is_cut_off_by_the_next(
    path: Path, review: Review, monkeypatch: pytest.MonkeyPatch
):
    """
    A note that the disk took in part is not there, and not in the way.
    """
    real = os.write
    with monkeypatch.context() as broken:
        broken.setattr(os, "write", lambda d, data: real(d, data[: len(data) // 2]))
        with pytest.raises(SaveError, match="took only a part"):
            review.note(1, "half")
    assert load(path).damage is not None

    held = review.note(1, "whole")

    assert ["whole"] == [note.text for note in held.notes]
    assert load(path) == held


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_save_that_may_only_be_read_is_told_by_its_mode(path: Path, review: Review):
    """
    Who was given a save to look at hears why nothing can be kept.
    """
    path.chmod(0o400)

    with pytest.raises(SaveError, match="no permission"):
        review.note(1, "nowhere")


def test_a_disk_that_is_read_only_is_told(review: Review, monkeypatch: pytest.MonkeyPatch):
    """
    A save on a read-only disk is looked at, and nothing is written into it.
    """
    real = os.open

    def guarded(path: object, flags: int, *more: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, *more)

    monkeypatch.setattr(os, "open", guarded)

    with pytest.raises(SaveError, match="read-only"):
        review.mark(1, "nowhere")
    assert review.journal == review.look()


def test_a_damaged_save_is_shown_and_not_written(path: Path):
    """
    The good part can be read; before anything is added, the damage is to be dealt with.
    """
    data = bytearray(path.read_bytes())
    data[-40] ^= 1
    path.write_bytes(data)

    with pytest.raises(SaveError, match="damaged"):
        Review(load(path)).note(1, "no")

    assert bytes(data) == path.read_bytes()


def test_a_save_that_was_replaced_is_not_written(path: Path, review: Review):
    """
    A note never lands in another session that came to lie under the same name.
    """
    path.unlink()
    played_out(sitting(path, red="bot:random", entropy=8)).close()
    found = path.read_bytes()

    for act in (lambda: review.note(1, "whose?"), review.look):
        with pytest.raises(SaveError, match="not the save that was opened"):
            act()

    assert found == path.read_bytes()


def test_a_frame_that_there_is_not_is_not_spoken_of(path: Path, review: Review):
    """
    A save never names a frame that it does not hold.
    """
    size = path.stat().st_size

    with pytest.raises(SaveError, match="no such frame"):
        review.note(9_999, "nowhere")

    assert size == path.stat().st_size


def test_a_line_is_renamed_and_keeps_how_it_stands(review: Review):
    """
    The old name is free again, and the line is shown first as before.
    """
    begin = what_if(review.journal).begin
    review.stand(what_if(review.journal), "first")
    review.rename(what_if(review.journal), "Bolder")

    held = review.rename(what_if(review.journal), "bolder ")

    assert {"bolder": begin} == line_names(held)
    assert ("bolder", {"bolder": "first"}) == (first_line(held), standings(held))
    assert ["main", "bolder"] == [line.name for line in lines_of(held)]


def test_a_line_that_nobody_named_can_be_hidden_and_shown_again(review: Review):
    """
    It goes by the name that the list shows.
    """
    line = what_if(review.journal)
    held = review.stand(line, "hidden")

    assert {line.name: "hidden"} == standings(held)
    assert {} == standings(review.stand(line, ""))
    assert line.name == what_if(review.journal).name


@pytest.mark.parametrize("name", ["", "  ", "Main", "what-if 12", "taken back 3", "BOLD", "\x1b"])
def test_a_name_that_no_line_can_have_is_refused(path: Path, review: Review, name: str):
    """
    Every name leads to one line.
    """
    with Session.fork(path, at=2, name="bold") as other:
        other.step(everything=True)
    line = next(line for line in lines_of(review.journal) if not line.is_main)
    size = path.stat().st_size

    with pytest.raises(LineError):
        review.rename(line, name)

    assert size == path.stat().st_size


def test_the_line_that_was_played_keeps_its_name_and_its_place(review: Review):
    """
    What happened is always found under "main".
    """
    main = lines_of(review.journal)[0]

    with pytest.raises(LineError):
        review.rename(main, "alternative")
    with pytest.raises(LineError):
        review.stand(main, "hidden")
