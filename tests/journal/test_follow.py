"""Following a save while it is written."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import attrs
import pytest

from tabletop.journal.follow import Follower
from tabletop.journal.model import (
    Entry,
    Frame,
    Glyph,
    LineName,
    Marker,
    Note,
    SaveError,
    Standing,
)
from tabletop.journal.reader import load
from tabletop.journal.repair import repair
from tabletop.journal.states import History
from tabletop.journal.writer import Writer
from tests.journal.sessions import PRINTED, Play, boundaries, head, saved


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


@pytest.fixture
def follower(path: Path) -> Iterator[Follower]:
    with Follower(path) as made:
        yield made


def frames_of(follower: Follower) -> tuple[bool, tuple[Frame, ...]]:
    """Return whether the next news is of a save anew, and the frames in it."""
    news = follower.look()
    assert news
    return news.is_anew, news.journal.frames


def test_each_look_finds_what_was_added(writer: Writer, play: Play, follower: Follower):
    """
    The second screen shows a move as soon as it counts, and nothing when nothing happened.
    """
    assert (True, ()) == frames_of(follower)
    for _ in range(4):
        assert follower.look() is None
        writer.append(play.frame())
        assert (False, tuple(play.frames)) == frames_of(follower)
    writer.append(play.frame())
    writer.append(play.frame())

    assert (False, tuple(play.frames)) == frames_of(follower)


def test_notes_glyphs_and_names_are_news_too(
    path: Path, writer: Writer, play: Play, follower: Follower
):
    """
    What is remarked on a frame reaches the second screen like a move.
    """
    writer.append(play.frame())
    follower.look()
    entries: tuple[Entry, ...] = (
        Note(1, 5, "bold", "us"),
        Glyph(1, "!?"),
        LineName(1, "bold"),
        Marker(1, "the turn"),
        Standing("bold", "first"),
    )
    for entry in entries:
        writer.append(entry)
        news = follower.look()
        assert news
        assert load(path) == news.journal


def test_only_what_was_added_is_read(
    path: Path, writer: Writer, play: Play, follower: Follower, monkeypatch: pytest.MonkeyPatch
):
    """
    A long session is followed as cheaply as a short one.
    """
    follower.look()
    size = path.stat().st_size
    writer.append(play.frame())
    starts: list[int] = []
    real = os.pread
    monkeypatch.setattr(os, "pread", lambda *args: (starts.append(args[2]), real(*args))[1])

    assert follower.look()
    assert follower.look() is None

    assert size - 16 == min(starts)


def test_an_unfinished_record_is_waited_for(path: Path, tmp_path: Path, follower: Follower):
    """
    A record that is just being written is no damage: at each byte of it there is nothing to tell.
    """
    journal = saved(tmp_path / "whole", 4)
    data = journal.path.read_bytes()
    ends = boundaries(data)
    path.write_bytes(data[: ends[3]])
    assert (True, journal.frames[:1]) == frames_of(follower)
    for size in range(ends[3] + 1, len(data) + 1):
        with path.open("ab") as file:
            file.write(data[size - 1 : size])
        news = follower.look()
        if size not in ends:
            assert news is None
            continue
        assert news
        assert (False, None) == (news.is_anew, news.journal.damage)
        assert journal.frames[: ends.index(size) - 2] == news.journal.frames


def test_a_session_that_is_taken_up_after_a_power_cut_goes_on(
    path: Path, play: Play, follower: Follower
):
    """
    The torn end is cut off and written anew under the eyes of whoever watches.
    """
    with Writer.create(path, head(), PRINTED) as writer:
        for _ in range(3):
            writer.append(play.frame())
    os.truncate(path, path.stat().st_size - 5)
    assert (True, tuple(play.frames[:2])) == frames_of(follower)

    with Writer.reopen(path) as writer:
        assert follower.look() is None
        writer.append(play.frames[2])

    assert (False, tuple(play.frames)) == frames_of(follower)


def test_damage_is_told_and_gone_after_a_repair(path: Path, follower: Follower):
    """
    What is wrong is shown beside what is good, until somebody mends it.
    """
    journal = saved(path, 3)
    follower.look()
    with path.open("ab") as file:
        file.write(b"rubbish")

    news = follower.look()
    assert news
    assert news.journal.damage
    assert (False, journal.frames) == (news.is_anew, news.journal.frames)
    assert follower.look() is None

    repair(path)
    news = follower.look()
    assert news
    assert (False, None) == (news.is_anew, news.journal.damage)


@pytest.mark.parametrize("frames", [1, 3, 5])
def test_another_save_in_its_place_is_read_anew(
    path: Path, tmp_path: Path, frames: int, follower: Follower
):
    """
    Where a file was put in the place of the save, longer or shorter, that is what is shown.
    """
    saved(path, 3)
    follower.look()
    other = saved(tmp_path / "other", frames)

    os.replace(other.path, path)

    assert (True, other.frames) == frames_of(follower)
    assert follower.look() is None


@pytest.mark.parametrize("frames", [1, 3, 5])
def test_a_save_written_over_is_read_anew(
    path: Path, tmp_path: Path, frames: int, follower: Follower
):
    """
    The same file with other bytes in it is another save.
    """
    saved(path, 3)
    os.utime(path, (1, 1))
    follower.look()
    other = saved(tmp_path / "other", frames)

    path.write_bytes(other.path.read_bytes())

    assert (True, other.frames) == frames_of(follower)


def test_a_save_that_shrinks_is_read_anew(path: Path, follower: Follower):
    """
    What was cut from the file is shown no more.
    """
    journal = saved(path, 5)
    ends = boundaries(path.read_bytes())
    follower.look()

    os.truncate(path, ends[4] + 9)

    assert (True, journal.frames[:2]) == frames_of(follower)


def test_a_save_that_vanishes_is_told_and_found_again(path: Path, follower: Follower):
    """
    A sentence while it is away, and the session again when it is back.
    """
    journal = saved(path, 3)
    aside = path.with_name("aside")
    follower.look()

    path.rename(aside)
    for _ in range(2):
        with pytest.raises(SaveError, match="no such file"):
            follower.look()
    aside.rename(path)

    assert (True, journal.frames) == frames_of(follower)


@pytest.mark.parametrize("begin", [b"", b"deck: small\n", b"\x89TTS\r\n\x1a\n"])
def test_a_save_is_waited_for_while_it_is_copied(path: Path, begin: bytes, follower: Follower):
    """
    A file that is no save yet is refused in a sentence, and read once it is one.
    """
    path.write_bytes(begin)
    with pytest.raises(SaveError):
        follower.look()

    path.unlink()
    journal = saved(path, 2)

    assert (True, journal.frames) == frames_of(follower)


def test_following_takes_no_lock(path: Path, follower: Follower):
    """
    Any number of screens watch, and the session can be put down and taken up meanwhile.
    """
    saved(path, 2)
    with Follower(path) as another:
        follower.look()
        another.look()

        Writer.reopen(path).close()


def test_states_are_folded_on_from_those_before(writer: Writer, play: Play, follower: Follower):
    """
    A history goes on with what a follower found; nothing is folded twice.
    """
    writer.append(play.frame())
    news = follower.look()
    assert news
    history = History(news.journal)
    first = history.at(1)
    writer.append(play.frame())

    news = follower.look()
    assert news
    history.follow(news.journal)

    assert play.states[2] == history.at(2)
    assert first is history.at(1)


PLAYER = """
import os, sys
from pathlib import Path
from tabletop.journal import disk
from tests.journal.sessions import PRINTED, Play, REPORT, head
from tabletop.journal.writer import Writer
disk.flush = lambda descriptor: None
play = Play()
with Writer.create(Path(sys.argv[1]), head(), PRINTED) as writer:
    writer.append(play.frame())
    for _ in range(int(sys.argv[2])):
        writer.append(play.frame(REPORT))
"""


def test_a_program_at_full_speed_is_followed(path: Path):
    """
    However fast moves come, each look shows an exact beginning of the session, and the last all.
    """
    wanted = 2000
    player = subprocess.Popen(
        [sys.executable, "-c", PLAYER, str(path), str(wanted - 1)], cwd=Path(__file__).parents[2]
    )
    shown: list[Frame] = []
    looks = 0
    with Follower(path) as follower:
        end = monotonic() + 60
        while len(shown) < wanted and monotonic() < end:
            try:
                news = follower.look()
            except SaveError:
                assert not path.exists() or not shown
                continue
            if news is None:
                continue
            looks += 1
            assert news.journal.damage is None
            assert news.is_anew == (looks == 1)
            assert shown == list(news.journal.frames[: len(shown)])
            shown = list(news.journal.frames)
    assert 0 == player.wait()

    assert load(path).frames == tuple(shown)
    assert looks > 1


def spoiled_by(acts: list[Callable[[], object]], is_over: threading.Event) -> threading.Thread:
    """Return a thread that does *acts* in turn, again and again."""

    def again() -> None:
        while not is_over.is_set():
            for act in acts:
                act()

    return threading.Thread(target=again)


def test_whatever_happens_to_the_file_what_is_shown_was_played(tmp_path: Path, path: Path):
    """
    Cut, grown, replaced and written over at full speed: a beginning of one session or another.
    """
    journals = [saved(tmp_path / str(n), n) for n in (2, 4, 6)]
    datas = [journal.path.read_bytes() for journal in journals]
    ends = boundaries(datas[2])
    new = tmp_path / "new"

    def replace() -> None:
        new.write_bytes(datas[1])
        os.replace(new, path)

    def grow() -> None:
        with path.open("ab") as file:
            for a in range(ends[4], len(datas[2]), 50):
                file.write(datas[2][a : a + 50])
                file.flush()

    acts: list[Callable[[], object]] = [
        lambda: path.write_bytes(datas[2][: ends[4]]),
        grow,
        replace,
        lambda: path.write_bytes(datas[0]),
        lambda: os.truncate(path, len(datas[0]) - 20),
    ]
    path.write_bytes(datas[0])
    is_over = threading.Event()
    thread = spoiled_by(acts, is_over)
    thread.start()
    seen = set()
    try:
        with Follower(path) as follower:
            end = monotonic() + 2
            while monotonic() < end:
                try:
                    news = follower.look()
                except SaveError:
                    continue
                if news is None:
                    continue
                frames = news.journal.frames
                whole = next(j for j in journals if j.head == news.journal.head)
                assert whole.frames[: len(frames)] == frames
                assert attrs.evolve(news.journal, damage=None).deck == whole.deck
                seen.add((whole.head.game_id, len(frames)))
    finally:
        is_over.set()
        thread.join()
    assert len(seen) > 3
