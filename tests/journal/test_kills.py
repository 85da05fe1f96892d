"""`kill -9` at random moments of `run --acks`, and of going on after it: `--kills 200`."""

import random
import re
import subprocess
import sys
import time
from pathlib import Path

import attrs
import pytest

from tabletop.journal.reader import load
from tabletop.journal.verify import verify
from tests.journal.sessions import SYNC

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

USUAL = 6
RUN = [sys.executable, "-m", "tabletop.cli.main", "run"]
GAME = ["quiet_signals", "--bots", "random", "--entropy", "5"]


@attrs.frozen
class Killed:
    """What a program had said when it was killed, or was done."""

    acks: tuple[int, ...]
    is_done: bool


def killed(words: list[str], luck: random.Random, frames: int) -> Killed:
    """Run *words* and kill it: after some acknowledgement, or at any moment of its start."""
    player = subprocess.Popen(
        [*RUN, *words, "--acks"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert player.stdout
    assert player.stderr
    said = b""
    if luck.random() < 0.4:
        time.sleep(luck.uniform(0, 1.2))
    else:
        for _ in range(luck.randint(1, max(1, frames // 2))):
            said += player.stdout.readline()
        time.sleep(luck.choice((0, luck.uniform(0, 0.01))))
    player.kill()
    rest, complaint = player.communicate()
    said += rest
    assert b"Traceback" not in complaint, complaint
    # The last line may be cut: a number is believed once its line is whole.
    acks = re.findall(rb"ACK (\d+)\n", said)
    return Killed(tuple(map(int, acks)), player.returncode == 0)


def tear(path: Path, luck: random.Random) -> None:
    """Leave the beginning of a record at the end, as a power cut does."""
    begin = SYNC + load(path).records.to_bytes(4, "little") + bytes(12)
    with path.open("ab") as file:
        file.write(begin[: luck.randint(1, 8)])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The session as it goes when nobody is killed."""
    path = tmp_path_factory.mktemp("whole") / "whole.seminar"
    subprocess.run([*RUN, *GAME, "--save", str(path)], check=True, capture_output=True)
    return path


def test_no_acknowledged_frame_is_lost_to_a_kill(
    whole: Path, tmp_path: Path, request: pytest.FixtureRequest
):
    """
    Whenever the program is killed, also while it recovers, all that it called done is there.

    Going on often enough ends in the very session that nobody disturbed.
    """
    kills = request.config.getoption("--kills") or USUAL
    expected = [(f.decision, f.events, f.mark) for f in load(whole).frames]
    luck, done, sessions = random.Random("kill"), 0, 0
    while done < kills:
        path = tmp_path / f"{sessions}.seminar"
        sessions += 1
        acked, is_over, before = 0, False, b""
        while not is_over:
            # Once enough were killed, the last session is let go to its end.
            rushed = done < kills
            words = ["--continue", str(path)] if path.exists() else [*GAME, "--save", str(path)]
            if not rushed:
                subprocess.run([*RUN, *words], check=True, capture_output=True)
                is_over = True
            else:
                end = killed(words, luck, len(expected))
                is_over = end.is_done and path.exists()
                done += not end.is_done
                acked = max((acked, *end.acks))
                assert list(end.acks) == sorted(end.acks)
            if not path.exists():
                assert acked == 0
                continue
            read = load(path)

            assert read.damage is None or read.damage.is_torn
            assert len(read.frames) >= acked
            good = path.read_bytes()[: read.size]
            assert good.startswith(before)
            before = good
            if not is_over and not read.damage and luck.random() < 0.5:
                tear(path, luck)

        assert expected == [(f.decision, f.events, f.mark) for f in load(path).frames]
        verdict = verify(path)
        assert (None, None, True) == (verdict.difference, verdict.damage, verdict.is_closed)
