"""Leading a review: those who follow are shown what the leader says, and nothing else."""

import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tabletop.journal import disk
from tabletop.journal import lead as room
from tabletop.journal.codec import pack
from tabletop.journal.lead import SIZE, Lead, Leader, is_played, led, places
from tabletop.journal.model import SaveError
from tabletop.journal.writer import Writer
from tests.journal.sessions import saved

GAME = "game"


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what is led here from whoever leads on this machine."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(tmp_path / "a.seminar", 2).path


@pytest.fixture
def leader(path: Path) -> Iterator[Leader]:
    with Leader(path, GAME) as made:
        yield made


def test_those_who_follow_are_where_the_leader_is(path: Path, leader: Leader):
    """
    Nowhere before the first word, then always where the last one said, until the leader leaves.
    """
    assert led(path, GAME) is None
    for frame, line in ((7, "main"), (123_456, "what-if 12"), (0, ""), (3, "Ünïcode 日本")):
        leader.point(frame, line)
        assert Lead(GAME, frame, line) == led(path, GAME)

    leader.close()

    assert led(path, GAME) is None
    assert [path] == list(path.parent.glob("*.seminar*"))
    leader.close()
    with pytest.raises(SaveError, match="nobody is led any more"):
        leader.point(1)


def test_a_review_of_another_session_leads_nobody_here(path: Path, leader: Leader):
    """
    A save put in the place of another is not led by who led that one.
    """
    leader.point(1)

    assert led(path, "another") is None


def test_a_line_whose_name_is_too_long_is_left_to_the_follower(path: Path, leader: Leader):
    """
    The frame alone says enough.
    """
    leader.point(5, "x" * SIZE)

    assert Lead(GAME, 5, "") == led(path, GAME)


def test_only_one_leads(path: Path, leader: Leader):
    """
    A second leader is told so; after the first has left it may lead.
    """
    for said in (False, True):
        if said:
            leader.point(1)
        with pytest.raises(SaveError, match="somebody else leads"):
            Leader(path, GAME)
    leader.close()

    with Leader(path, GAME) as second:
        second.point(9)
        assert Lead(GAME, 9) == led(path, GAME)


def test_a_save_that_goes_by_two_names_has_one_leader(path: Path, tmp_path: Path, leader: Leader):
    """
    Through a link the same review is followed.
    """
    link = tmp_path / "elsewhere" / "b.seminar"
    link.parent.mkdir()
    link.symlink_to(path)

    leader.point(2, until=9)

    assert Lead(GAME, 2, "", 9) == led(link, GAME)


def test_where_the_folder_takes_nothing_one_s_own_does(path: Path, away: Path):
    """
    A save on a read-only disk can be led all the same; here a folder has taken the name.
    """
    places(path, GAME)[0].mkdir()
    with Leader(path, GAME) as leader:
        leader.point(4, "main")

        assert away in leader.place.parents
        assert Lead(GAME, 4, "main") == led(path, GAME)
    assert led(path, GAME) is None


def test_where_nothing_can_be_written_it_is_told(path: Path, away: Path):
    """
    It is a sentence, not a crash.
    """
    places(path, GAME)[0].mkdir()
    away.write_bytes(b"")

    with pytest.raises(SaveError, match="leading failed"):
        Leader(path, GAME)


LEADS = """
import sys, time
from pathlib import Path
from tabletop.journal.lead import Leader
leader = Leader(Path(sys.argv[1]), "game")
leader.point(42, "main")
print("leads", flush=True)
time.sleep(600)
"""


def test_a_leader_who_was_killed_leads_no_more(path: Path):
    """
    kill -9 leaves the file as it was, and yet nobody is held there; the next leader takes over.
    """
    program = subprocess.Popen(
        [sys.executable, "-c", LEADS, str(path)], stdout=subprocess.PIPE, text=True
    )
    with program:
        assert program.stdout
        assert "leads\n" == program.stdout.readline()
        assert Lead(GAME, 42, "main") == led(path, GAME)

        program.kill()
        program.wait()

    left = places(path, GAME)[0]
    assert SIZE == left.stat().st_size
    assert led(path, GAME) is None
    with Leader(path, GAME) as second:
        assert led(path, GAME) is None
        second.point(1)
        assert Lead(GAME, 1) == led(path, GAME)


def test_leaders_who_come_at_once_are_never_two(path: Path):
    """
    Ten try together, over and over; while one leads nobody else does.
    """
    gate, leading, most = threading.Barrier(10), [0], [0]
    lock = threading.Lock()

    def attempt() -> None:
        gate.wait()
        for _ in range(5):
            try:
                with Leader(path, GAME) as leader:
                    with lock:
                        leading[0] += 1
                        most[0] = max(most[0], leading[0])
                    leader.point(1)
                    with lock:
                        leading[0] -= 1
            except SaveError:
                continue

    threads = [threading.Thread(target=attempt) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [1] == most


def test_followers_at_full_speed_see_whole_words_only(path: Path, leader: Leader):
    """
    Whatever the leader writes meanwhile, a follower is somewhere that the leader was.
    """
    said = [Lead(GAME, n, f"line {n}" * (n % 9)) for n in range(200)]
    seen: list[Lead | None] = []
    done = threading.Event()

    def follow() -> None:
        while not done.is_set():
            seen.append(led(path, GAME))

    leader.point(said[0].frame, said[0].line)
    thread = threading.Thread(target=follow)
    thread.start()
    for lead in said:
        leader.point(lead.frame, lead.line)
    done.set()
    thread.join()

    frames = [lead.frame for lead in seen if lead]
    assert set(seen) <= {*said, None}
    assert sorted(frames) == frames


def test_whoever_asks_whether_anybody_plays_turns_nobody_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    A player who opens the save just while a wall asks waits for that moment, and has it then.
    """
    asking = os.open(path, os.O_RDONLY)
    fcntl.flock(asking, fcntl.LOCK_SH)
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", lambda s: (waited.append(s), os.close(asking)))

    with Writer.reopen(path):
        assert is_played(path)

    assert [disk.PAUSE] == waited
    assert not is_played(path)
    assert not is_played(path.with_name("none"))


# Whatever else the file may hold


def left(path: Path, data: bytes) -> Lead | None:
    """Return where a leader is whose file holds *data*."""
    with Leader(path, GAME) as leader:
        leader.place.write_bytes(data)
        return led(path, GAME)


def good(path: Path) -> bytes:
    """Return what a leader writes."""
    with Leader(path, GAME) as leader:
        leader.point(17, "what-if 3")
        return leader.place.read_bytes()


def test_no_truncation_and_no_flipped_bit_leads_anywhere(path: Path):
    """
    Of the bytes that mean something every single one counts.
    """
    whole = good(path)
    meant = len(whole.rstrip(b"\0"))
    with Leader(path, GAME) as leader:

        def said(data: bytes) -> Lead | None:
            leader.place.write_bytes(data)
            return led(path, GAME)

        assert Lead(GAME, 17, "what-if 3") == said(whole)
        assert {None} == {said(whole[:size]) for size in range(len(whole))}
        assert said(whole + b"\0") is None
        for byte in range(meant):
            for bit in range(8):
                flipped = bytearray(whole)
                flipped[byte] ^= 1 << bit
                assert said(bytes(flipped)) is None


def sealed(payload: bytes) -> bytes:
    """Return *payload* with a true digest around it."""
    head = room.FIELDS.pack(room.MAGIC, len(payload)) + payload
    return (head + room.digest(head)).ljust(SIZE, b"\0")


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"game_id": GAME, "frame": 1},
        {"game_id": GAME, "frame": 1, "line": "", "until": 0, "more": 1},
        {"game_id": GAME, "frame": "1", "line": "", "until": 0},
        {"game_id": GAME, "frame": True, "line": "", "until": 0},
        {"game_id": GAME, "frame": -1, "line": "", "until": 0},
        {"game_id": GAME, "frame": 1, "line": "", "until": -1},
        {"game_id": GAME, "frame": 2**60, "line": "", "until": 0},
        {"game_id": GAME, "frame": 1, "line": None, "until": 0},
        {"game_id": GAME, "frame": 1, "line": "\x1b[31m", "until": 0},
        {"game_id": GAME, "frame": 1, "line": "a\u202eb", "until": 0},
        {"game_id": GAME, "frame": 1, "line": "x" * 700, "until": 0},
        {"game_id": [[[[1]]]], "frame": 1, "line": "", "until": 0},
    ],
)
def test_a_forged_file_with_a_true_digest_leads_nowhere(path: Path, said: dict[str, object]):
    """
    Exact types, nothing missing, nothing more, nothing that a terminal would obey.
    """
    assert left(path, sealed(pack(said))) is None


def test_a_true_word_with_a_true_digest_leads(path: Path):
    """
    The forged ones above fail by what they say alone.
    """
    said = {"game_id": GAME, "frame": 1, "line": "main", "until": 3}

    assert Lead(GAME, 1, "main", 3) == left(path, sealed(pack(said)))


def test_rubbish_leads_nowhere(path: Path):
    """
    Random bytes, with and without a true digest: nothing is raised.
    """
    luck = Random(3)
    for _ in range(300):
        payload = luck.randbytes(luck.randrange(200))
        assert left(path, sealed(payload)) is None
    assert left(path, luck.randbytes(SIZE)) is None


def test_what_is_no_file_leads_nowhere_and_blocks_nobody(path: Path, tmp_path: Path):
    """
    A pipe, a folder, a link to a file that would lead.
    """
    place = places(path, GAME)[0]
    with Leader(path, GAME) as leader:
        leader.point(3)
        other = saved(tmp_path / "b.seminar", 1).path
        places(other, GAME)[0].symlink_to(leader.place)
        assert led(other, GAME) is None
    os.mkfifo(place)
    assert led(path, GAME) is None
    place.unlink()
    place.mkdir()
    assert led(path, GAME) is None


def test_a_name_no_system_takes_leads_nowhere():
    """
    Not even a NUL in the path is raised.
    """
    assert led(Path("a\0b.seminar"), GAME) is None
