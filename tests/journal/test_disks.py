"""Real disks that are full or read-only, and files that change under their reader."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tabletop.journal.model import SaveError
from tabletop.journal.reader import load
from tabletop.journal.saves import glance, saves
from tabletop.journal.verify import verify
from tabletop.journal.writer import Writer
from tests.journal.sessions import PRINTED, head, saved

HOUSE = Path(__file__).parents[2]
NOT_HERE = 77
TABLETOP = f"{sys.executable} -m tabletop.cli.main"

DISKS = {
    "tmpfs": 'mount -t tmpfs -o size=1m tmpfs "$1"',
    "ext4": (
        'truncate -s 2m "$2/image" && mkfs.ext4 -q -m 0 -O ^has_journal "$2/image" && mount -o loop "$2/image" "$1"'
    ),
}

LEAVE = """
head -c {} /dev/zero > "$1/rest"
mkdir "$1/filler"
cat /dev/zero > "$1/filler/0" 2> /dev/null
# A disk gives up on much at once before it is full.
while n=$((n + 1)); dd if=/dev/zero of="$1/filler/$n" bs=4k count=1 conv=fsync 2> /dev/null
do :; done
rm "$1/rest"; sync
"""
"""Fills the disk but for so many bytes."""


def on_a_small_disk(kind: str, folder: Path, script: str) -> None:
    """
    Run *script* with a disk of its own at `$1`, and a folder at `$2` for what it finds.

    The disk lives in a namespace of mounts, and is gone with the script.
    """
    disk, found = folder / "disk", folder / "found"
    for made in (disk, found):
        made.mkdir()
    rooted = [] if os.getuid() == 0 else ["--user", "--map-root-user"]
    mount = f"{{ {DISKS[kind]}; }} 2> /dev/null || exit {NOT_HERE}\n"
    words = ["unshare", "--mount", *rooted, "sh", "-c", mount + script, "sh"]
    try:
        done = subprocess.run(
            [*words, str(disk), str(found)],
            cwd=HOUSE,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("this system has no `unshare`")
    if done.returncode == NOT_HERE or "unshare" in done.stderr:
        pytest.skip(f"no {kind} can be mounted here")
    assert done.returncode == 0, done.stderr


FILL = f"""
game="quiet_signals --bots random --entropy 5"
{LEAVE.format(65536)}
{TABLETOP} run $game --save "$1/a.seminar" --acks > "$2/acks" 2> "$2/said"
echo $? > "$2/status"
cp "$1/a.seminar" "$2/full.seminar"
rm -r "$1/filler"
{TABLETOP} run --continue "$1/a.seminar" 2>> "$2/said" || exit 1
cp "$1/a.seminar" "$2/done.seminar"
{TABLETOP} run $game --save "$2/whole.seminar" 2>> "$2/said" || exit 1
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", DISKS)
def test_a_full_disk_stops_play_and_costs_no_move(kind: str, tmp_path: Path):
    """
    The move that no longer fits is told of, those before it are there, and with space play goes on.
    """
    on_a_small_disk(kind, tmp_path, FILL)
    found = tmp_path / "found"

    assert "5" == (found / "status").read_text().strip()
    assert "writing failed: the disk" in (found / "said").read_text()
    acks = (found / "acks").read_text().splitlines()
    full = load(found / "full.seminar")
    assert acks
    assert [f"ACK {n + 1}" for n in range(len(acks))] == acks
    assert len(acks) <= len(full.frames) <= len(acks) + 1
    assert full.damage is None or full.damage.is_torn
    assert full.frames == load(found / "done.seminar").frames[: len(full.frames)]
    wanted = [frame.mark for frame in load(found / "whole.seminar").frames]
    assert wanted == [frame.mark for frame in load(found / "done.seminar").frames]
    assert verify(found / "done.seminar").difference is None


NO_ROOM = f"""
{LEAVE.format(16384)}
{TABLETOP} run quiet_signals --bots random --save "$1/a.seminar" 2> "$2/said"
echo $? > "$2/status"
ls -A "$1" > "$2/left"
"""


@pytest.mark.parametrize("kind", DISKS)
def test_a_full_disk_begins_no_session(kind: str, tmp_path: Path):
    """
    Where not even the deck fits, there is a sentence and no save, nor a part of one.
    """
    on_a_small_disk(kind, tmp_path, NO_ROOM)
    found = tmp_path / "found"

    assert "5" == (found / "status").read_text().strip()
    assert "the disk" in (found / "said").read_text()
    assert ["filler"] == [
        name for name in (found / "left").read_text().split() if name != "lost+found"
    ]


READ_ONLY = f"""
{TABLETOP} run prisoners_dilemma --bots random --save "$1/a.seminar" > /dev/null 2>&1 || exit 1
mount -o remount,ro "$1" 2> /dev/null || exit {NOT_HERE}
{TABLETOP} run quiet_signals --save "$1/b.seminar" 2> "$2/begin"; echo $? >> "$2/status"
{TABLETOP} run --continue "$1/a.seminar" 2> "$2/go_on"; echo $? >> "$2/status"
{TABLETOP} repair "$1/a.seminar" 2> "$2/repair"; echo $? >> "$2/status"
{TABLETOP} verify "$1/a.seminar" > /dev/null; echo $? >> "$2/status"
{TABLETOP} replay "$1/a.seminar" --plain > /dev/null; echo $? >> "$2/status"
"""


@pytest.mark.slow
def test_a_read_only_disk_can_be_read(tmp_path: Path):
    """
    Saves on it are checked and replayed; what would write says in a sentence that it cannot.
    """
    on_a_small_disk("tmpfs", tmp_path, READ_ONLY)
    found = tmp_path / "found"

    assert ["5", "5", "5", "0", "0"] == (found / "status").read_text().split()
    for verb in ("begin", "go_on", "repair"):
        said = (found / verb).read_text()
        assert "the disk is read-only" in said
        assert 1 == said.count("\n")


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Drop the rights of root, who may do anything, for a while."""
    if os.getuid():
        yield
        return
    os.setegid(65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that anybody may look into; those of pytest are its user's alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_folder_without_permission_is_told(public: Path):
    """
    A folder that may only be read begins no session, and its saves can be read and not continued.
    """
    path = saved(public / "a.seminar", 3).path
    path.chmod(0o444)
    public.chmod(0o555)

    with as_somebody_else():
        with pytest.raises(SaveError, match="no permission") as refusal:
            Writer.create(public / "b.seminar", head(), PRINTED)
        with pytest.raises(SaveError, match="no permission"):
            Writer.reopen(path)
        assert 3 == len(load(path).frames)

    assert 5 == refusal.value.exit_status
    assert [path] == list(public.iterdir())


@contextmanager
def meanwhile(act: Callable[[int], None]) -> Iterator[None]:
    """Do *act* with 0, 1, 2 … in another thread, again and again."""
    is_over = threading.Event()

    def again() -> None:
        turn = 0
        while not is_over.is_set():
            act(turn)
            turn += 1

    thread = threading.Thread(target=again)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def test_a_file_replaced_under_its_reader_is_one_or_the_other(tmp_path: Path):
    """
    Whoever reads while a file is put in a save's place sees the old one or the new one.
    """
    one, other = saved(tmp_path / "1", 3), saved(tmp_path / "2", 5)
    datas = (one.path.read_bytes(), other.path.read_bytes())
    path = saved(tmp_path / "a.seminar", 1).path
    new = tmp_path / "new"

    def replace(turn: int) -> None:
        new.write_bytes(datas[turn % 2])
        os.replace(new, path)

    replace(0)
    seen = set()
    with meanwhile(replace):
        end = time.monotonic() + 1
        while time.monotonic() < end:
            read = load(path)
            seen.add(len(read.frames))
            assert read.frames in (one.frames, other.frames)
            assert read.damage is None
            assert glance(path).trouble == ""
    assert {3, 5} == seen


def test_a_file_written_over_under_its_reader_shows_nothing_that_was_not_played(tmp_path: Path):
    """
    Whoever copies over a save spoils it for the moment; what is shown of it was played even so.
    """
    one, other = saved(tmp_path / "1", 3), saved(tmp_path / "2", 5)
    datas = (one.path.read_bytes(), other.path.read_bytes())
    path = tmp_path / "a.seminar"
    path.write_bytes(datas[0])

    def write_over(turn: int) -> None:
        with path.open("r+b") as file:
            file.write(datas[turn % 2][:999])
            file.flush()
            file.write(datas[turn % 2][999:])
            file.truncate()

    refused = shown = 0
    with meanwhile(write_over):
        end = time.monotonic() + 1
        while time.monotonic() < end:
            saves(tmp_path)
            try:
                read = load(path)
            except SaveError:
                refused += 1
                continue
            shown += 1
            whole = one if read.head == one.head else other
            assert read.frames == whole.frames[: len(read.frames)]
    assert refused + shown
