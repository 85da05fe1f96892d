"""A move counts only when it is on the disk."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from tabletop.game.decision import Adjudicate, Correct, Proceed, Report, Seal
from tabletop.game.deck import Actor
from tabletop.journal import disk, framing
from tabletop.journal.follow import Follower
from tabletop.journal.model import (
    Close,
    Frame,
    Glyph,
    LineName,
    Marker,
    Note,
    SaveError,
    Standing,
)
from tabletop.journal.reader import load, read_head
from tabletop.journal.saves import glance
from tabletop.journal.writer import Writer
from tabletop.language.ids import FACILITATOR, ActorId
from tests.journal.sessions import DECK, PRINTED, REPORT, Play, boundaries, head, saved


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


@pytest.fixture
def play() -> Play:
    return Play()


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    with Writer.create(path, head(), PRINTED) as made:
        yield made


def fail(number: int) -> Any:
    """Return a call that fails as the system would."""

    def failing(*_: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return failing


def test_what_was_appended_is_on_the_disk_at_once(path: Path, writer: Writer, play: Play):
    """
    Each frame can be read by anybody as soon as it was acknowledged, while play goes on.
    """
    for number in range(1, 5):
        writer.append(play.frame())

        assert tuple(play.frames) == load(path).frames
        assert number == len(load(path).frames)


def test_everything_a_journal_holds_comes_back(path: Path, writer: Writer, play: Play):
    """
    Notes, glyphs, names of lines and the end are kept beside the frames.
    """
    first = play.frame()
    entries = (
        first,
        Note(1, 5, "that was bold", "us"),
        Glyph(1, "!?"),
        LineName(1, "bold"),
        Marker(1, "here it turned"),
        Standing("bold", "first"),
        Close(7),
    )
    for entry in entries:
        writer.append(entry)

    read = load(path)

    assert entries[:4] == (*read.frames, *read.notes, *read.glyphs, *read.line_names)
    assert entries[4:6] == (*read.markers, *read.standings)
    assert read.is_closed
    assert (DECK, PRINTED.seed, PRINTED.sources) == (read.deck, read.seed, read.sources)


def test_what_is_said_of_a_closed_session_leaves_it_closed(path: Path):
    """
    Remarks and what-if lines afterwards change nothing about how the game ended.
    """
    frames = len(saved(path).frames)
    first, other = quiet(frames + 1, 3, is_what_if=True), quiet(frames + 2, frames + 1)

    with Writer.reopen(path) as writer:
        writer.append(Note(1, 1000, "on second thoughts"), Glyph(2, "?"), Marker(2, "here"))
        writer.append(first, other)
        assert load(path).is_closed
        writer.append(quiet(frames + 3, frames + 2))

    assert load(path).is_closed
    assert glance(path).is_closed


def test_a_closed_session_that_is_played_on_is_open_again(path: Path):
    """
    A move taken back after the end, and played otherwise, is the game itself.
    """
    frames = len(saved(path).frames)

    with Writer.reopen(path) as writer, Follower(path) as follower:
        follower.look()
        writer.append(quiet(frames + 1, 3, is_what_if=True), quiet(frames + 2, 3))
        news = follower.look()

    assert not load(path).is_closed
    assert news
    assert not news.journal.is_closed


def quiet(number: int, parent: int, *, is_what_if: bool = False) -> Frame:
    """Return a frame in which nothing happens."""
    return Frame(number, parent, 0, REPORT, (), b"8 bytes.", is_what_if=is_what_if)


def test_entries_that_belong_together_are_written_in_one_go(
    path: Path, play: Play, monkeypatch: pytest.MonkeyPatch
):
    """
    A line has its name as soon as it has its first frame, or neither is kept.
    """
    with Writer.create(path, head(), PRINTED) as writer:
        writer.append(play.frame())
        writes: list[int] = []
        real = os.write
        monkeypatch.setattr(os, "write", lambda d, data: writes.append(len(data)) or real(d, data))

        writer.append(play.frame(is_what_if=True), LineName(2, "bold"))

        assert 1 == len(writes)
        assert (2, 1) == (len(load(path).frames), len(load(path).line_names))
        with pytest.raises(ValueError, match="expected frame 3"):
            writer.append(attrs.evolve(play.frame(), number=4))


def test_a_save_that_is_known_is_not_read_again(path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    A note on a long save costs what the note costs, not what the save does.
    """
    known = saved(path)
    with Writer.reopen(path) as writer:
        writer.append(Note(1, 1000, "by somebody else"))
    reads: list[int] = []
    real = disk.read_at
    monkeypatch.setattr(
        "tabletop.journal.reader.read_at", lambda *a: reads.append(a[1]) or real(*a)
    )

    with Writer.reopen(path, known) as writer:
        writer.append(Note(1, 1001, "mine"))
        held = writer.held()

    assert ["by somebody else", "mine"] == [note.text for note in held.notes]
    assert load(path) == held
    assert known.size - framing.DIGEST_SIZE <= min(reads)


@pytest.mark.parametrize("other", ["longer", "cut"])
def test_a_save_that_is_another_by_now_is_not_written(path: Path, tmp_path: Path, other: str):
    """
    Nothing is added to a save that was replaced while somebody looked at it.
    """
    known = saved(path)
    if other == "longer":
        path.unlink()
        saved(path, close=False)
        with Writer.reopen(path) as writer:
            writer.append(*(Note(1, 1, "x" * 99) for _ in range(9)))
    else:
        os.truncate(path, boundaries(path.read_bytes())[-2])
    found = path.read_bytes()

    with pytest.raises(SaveError, match="not the save that was opened"):
        Writer.reopen(path, known)

    assert found == path.read_bytes()


def test_a_save_is_for_its_owner_alone(path: Path, writer: Writer):
    """
    Sealed moves can be read in the file, so nobody else may read the file.
    """
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_an_existing_file_is_never_written_over(path: Path):
    """
    Whatever stands at that name stays, and nothing is left lying about.
    """
    path.write_text("mine")

    with pytest.raises(SaveError, match="already a file"):
        Writer.create(path, head(), PRINTED)

    assert "mine" == path.read_text()
    assert [path] == list(path.parent.iterdir())


@pytest.mark.parametrize("call", ["write", "fsync", "link", "open"])
def test_a_save_that_cannot_be_begun_leaves_nothing(
    path: Path, call: str, monkeypatch: pytest.MonkeyPatch
):
    """
    There is a whole save or none, whatever fails on the way.
    """
    monkeypatch.setattr(os, call, fail(errno.ENOSPC))

    with pytest.raises(SaveError, match="the disk is full") as refusal:
        Writer.create(path, head(), PRINTED)

    assert 5 == refusal.value.exit_status
    monkeypatch.undo()
    assert [] == list(path.parent.iterdir())


def test_a_folder_that_cannot_be_flushed_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    A save whose name might be gone after a power cut is not begun.
    """
    monkeypatch.setattr(disk, "flush_folder", fail(errno.EIO))

    with pytest.raises(SaveError, match="the disk reports a fault"):
        Writer.create(path, head(), PRINTED)

    assert [] == list(path.parent.iterdir())


def test_each_frame_is_one_write_and_one_flush_in_that_order(
    writer: Writer, play: Play, monkeypatch: pytest.MonkeyPatch
):
    """
    The disk has the whole record before the move is acknowledged.
    """
    calls: list[str] = []
    for name in ("write", "fsync"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *args, n=name, r=real: (calls.append(n), r(*args))[1])

    writer.append(play.frame())

    assert ["write", "fsync"] == calls


@pytest.mark.parametrize("call", ["write", "fsync"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_failed_write_freezes_the_writer(
    path: Path,
    writer: Writer,
    play: Play,
    call: str,
    number: int,
    monkeypatch: pytest.MonkeyPatch,
):
    """
    After the disk failed once nothing is tried again, and all that was acknowledged is there.
    """
    writer.append(play.frame())
    monkeypatch.setattr(os, call, fail(number))
    with pytest.raises(SaveError, match="writing failed") as refusal:
        writer.append(play.frame())
    monkeypatch.undo()

    assert writer.is_frozen
    assert (5, path) == (refusal.value.exit_status, refusal.value.path)
    size = path.stat().st_size
    with pytest.raises(SaveError, match="nothing more is written"):
        writer.append(play.frames[-1])
    assert size == path.stat().st_size
    assert load(path).frames[0] == play.frames[0]


@pytest.mark.parametrize("taken", [1, 19, 20, 100])
def test_a_disk_that_takes_a_part_leaves_a_torn_record(
    path: Path, writer: Writer, play: Play, taken: int, monkeypatch: pytest.MonkeyPatch
):
    """
    What was written in part was never acknowledged, and opening the save cuts it off.
    """
    writer.append(play.frame())
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, data[:taken]))
    with pytest.raises(SaveError, match="only a part"):
        writer.append(play.frame())
    monkeypatch.undo()
    writer.close()

    damage = load(path).damage
    assert damage
    assert damage.is_torn
    with Writer.reopen(path) as again:
        assert taken == again.repaired
        again.append(play.frames[1])
    assert load(path).damage is None
    assert tuple(play.frames) == load(path).frames


def test_a_writer_notices_that_the_file_is_gone(path: Path, writer: Writer, play: Play):
    """
    Moves do not vanish into a file that somebody deleted.
    """
    path.unlink()

    with pytest.raises(SaveError, match="somebody deleted the file"):
        writer.append(play.frame())


def test_a_writer_notices_that_the_file_was_changed(path: Path, writer: Writer, play: Play):
    """
    Nothing is added behind what somebody else wrote or cut.
    """
    os.truncate(path, path.stat().st_size - 1)

    with pytest.raises(SaveError, match="somebody else changed the file"):
        writer.append(play.frame())


def test_going_on_continues_the_chain(path: Path):
    """
    A session played in two sittings reads as one.
    """
    play = Play()
    with Writer.create(path, head(), PRINTED) as writer:
        writer.append(play.frame())
    with Writer.reopen(path) as writer:
        assert writer.journal
        assert tuple(play.frames) == writer.journal.frames
        assert 0 == writer.repaired
        writer.append(play.frame())

    read = load(path)

    assert read.damage is None
    assert tuple(play.frames) == read.frames


@pytest.mark.parametrize("cut", [1, 16, 30])
def test_a_torn_end_is_cut_off_when_play_goes_on(path: Path, cut: int):
    """
    After a power cut the session goes on from the last whole decision, unasked.
    """
    saved(path, 5)
    data = path.read_bytes()
    os.truncate(path, len(data) - cut)

    with Writer.reopen(path) as writer:
        assert writer.journal
        assert 4 == len(writer.journal.frames)
        assert writer.journal.damage is None

    assert data[: boundaries(data)[-2]] == path.read_bytes()


def test_other_damage_is_not_cut_unasked(path: Path):
    """
    A damaged save is left as it is, and the way to mend it is told.
    """
    saved(path, 5)
    data = bytearray(path.read_bytes())
    data[-20] ^= 1
    path.write_bytes(data)

    with pytest.raises(SaveError, match=r"up to frame 4.*tabletop repair") as refusal:
        Writer.reopen(path)

    assert 3 == refusal.value.exit_status
    assert bytes(data) == path.read_bytes()


def test_a_new_save_is_locked_from_its_first_moment(path: Path, writer: Writer):
    """
    Nobody slips in between the making of a save and its first move.
    """
    with pytest.raises(SaveError, match="another window or program"):
        Writer.reopen(path)


def test_a_frame_out_of_its_turn_is_a_mistake_of_the_program(writer: Writer, play: Play):
    """
    The numbers of frames have no gaps.
    """
    play.frame()

    with pytest.raises(ValueError, match="expected frame 1, got frame 2"):
        writer.append(play.frame())


def test_a_move_that_could_not_be_read_is_not_written(path: Path, writer: Writer, play: Play):
    """
    What a careless bot asks for, or what is too large, is refused, and play can go on.
    """
    frame = play.frame()
    for decision in (
        Correct("trust", 2**64, "typing error"),
        Report(FACILITATOR, "x" * framing.PAYLOAD_CAP),
        Report(FACILITATOR, 5),
        Correct("trust", 3.0, "typing error"),
        Seal("us", (Proceed(),)),
        Seal("us", 7),
        Adjudicate("1-us-1", effects=("trust +1",)),
        "pass",
    ):
        with pytest.raises(SaveError, match="cannot be kept"):
            writer.append(attrs.evolve(frame, decision=decision))
    assert () == load(path).frames

    writer.append(frame)

    assert (frame,) == load(path).frames


def test_half_a_character_from_a_keyboard_costs_no_move(path: Path, writer: Writer, play: Play):
    """
    Text that no file can hold is kept with a question mark in its place.
    """
    writer.append(attrs.evolve(play.frame(), decision=Report(FACILITATOR, "so \udc80")))

    assert Report(FACILITATOR, "so ?") == load(path).frames[0].decision


def test_a_deck_too_large_to_be_kept_is_refused_at_the_start(path: Path):
    """
    Nobody plays for an hour and finds that the save cannot be opened.
    """
    actor = Actor(ActorId("us"), "United States", "x" * framing.DECK_CAP)
    huge = attrs.evolve(PRINTED, deck=attrs.evolve(DECK, actors=(actor,)))

    with pytest.raises(SaveError, match="the deck cannot be kept"):
        Writer.create(path, head(), huge)

    assert [] == list(path.parent.iterdir())


def test_a_full_save_takes_no_more(
    path: Path, writer: Writer, play: Play, monkeypatch: pytest.MonkeyPatch
):
    """
    A save stays within what a reader accepts.
    """
    monkeypatch.setattr(framing, "SAVE_CAP", path.stat().st_size + 10)

    with pytest.raises(SaveError, match="longer than"):
        writer.append(play.frame())


@pytest.mark.parametrize("number", disk.NO_LINKS, ids=os.strerror)
def test_a_save_begins_on_a_stick_that_knows_no_links(
    path: Path, number: int, monkeypatch: pytest.MonkeyPatch
):
    """
    A session begins there like anywhere: locked, whole at once, and never in place of another file.
    """
    monkeypatch.setattr(os, "link", fail(number))
    with Writer.create(path, head(), PRINTED) as writer:
        with pytest.raises(SaveError, match="open in another window"):
            Writer.reopen(path)
        frame = Play().frame()
        writer.append(frame)

    assert (frame,) == load(path).frames
    assert [path] == list(path.parent.iterdir())
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    before = path.read_bytes()
    with pytest.raises(SaveError, match="already a file of that name"):
        Writer.create(path, head(), PRINTED)
    assert before == path.read_bytes()
    assert [path] == list(path.parent.iterdir())


def test_the_head_is_read_by_itself(path: Path, writer: Writer):
    """
    A list of saves does not read their decks.
    """
    with path.open("r+b") as file:
        file.seek(boundaries(path.read_bytes())[1])
        file.write(b"rubbish")

    assert "A small session" == read_head(path).title


def test_a_title_is_one_line(tmp_path: Path):
    """
    A title with a line break does not spoil a list.
    """
    path = tmp_path / "a.seminar"
    Writer.create(path, head(title="One\nTwo\x1b[2J"), PRINTED).close()

    assert "One Two[2J" == read_head(path).title
