"""Several programs and one save: a lock, readers without one, and a sudden end."""

import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from tabletop.journal.model import SaveError
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer
from tests.journal.sessions import saved


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


HOLD = """
import sys
from pathlib import Path
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer
writer = Writer.reopen(Path(sys.argv[1]))
load(writer.path)  # reading it besides must not lose the lock
print("held", flush=True)
sys.stdin.read()
"""


def test_only_one_program_writes_a_save(path: Path):
    """
    A second window is told; while reading goes on being possible, and after the first is gone
    everything is.
    """
    saved(path, 3)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdin
    assert holder.stdout
    try:
        assert b"held\n" == holder.stdout.readline()

        with pytest.raises(SaveError, match="another window or program") as refusal:
            Writer.reopen(path)
        assert 5 == refusal.value.exit_status
        assert 3 == len(load(path).frames)
    finally:
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()
    Writer.reopen(path).close()


KILLED = """
import sys
from pathlib import Path
from tests.journal.sessions import PRINTED, Play, REPORT, head
from tabletop.journal.writer import Writer
writer, play = Writer.create(Path(sys.argv[1]), head(), PRINTED), Play()
writer.append(play.frame())
while True:
    frame = play.frame(REPORT)
    writer.append(frame)
    print(frame.number, flush=True)
"""


@pytest.mark.parametrize("after", [1, 20, 60])
def test_every_acknowledged_move_survives_a_kill(path: Path, after: int):
    """
    Whoever pulls the plug on the program loses nothing that it called done.
    """
    player = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert player.stdout
    acknowledged = 0
    for _ in range(after):
        acknowledged = int(player.stdout.readline())
    player.kill()
    rest = player.stdout.read().splitlines(keepends=True)
    acknowledged = max([acknowledged, *(int(line) for line in rest if line.endswith(b"\n"))])
    player.wait()
    player.stdout.close()

    read = load(path)

    assert len(read.frames) in (acknowledged, acknowledged + 1)
    assert read.damage is None or read.damage.is_torn
    with Writer.reopen(path) as writer:
        writer.append(attrs.evolve(read.frames[-1], number=len(read.frames) + 1))
