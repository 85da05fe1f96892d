"""Sessions that were played once and must stay what they were."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tabletop.journal.framing import FORMAT
from tabletop.journal.reader import read_head
from tabletop.journal.verify import verify
from tests.journal.golden import GOLDEN

SAVES = sorted(GOLDEN.glob("*.seminar"))


@pytest.mark.parametrize("path", SAVES, ids=lambda path: path.stem)
def test_a_golden_save_is_what_it_was(path: Path):
    """
    A session that was played under these rules is decided to the same marks today.

    If a change of the rules is meant to break this, they have a new version: raise `RULES`, and
    play further golden saves with `python -m tests.journal.golden`.
    """
    verdict = verify(path)

    assert verdict.difference is None
    assert verdict.damage is None
    assert verdict.is_closed
    assert verdict.frames > 0


@pytest.mark.parametrize("hash_seed", ["0", "1", "4294967295"])
def test_a_golden_save_is_the_same_in_every_process(hash_seed: str):
    """
    Nothing hangs on the order in which a process happens to keep its sets.
    """
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}

    done = subprocess.run(
        [sys.executable, "-m", "tabletop.cli.main", "verify", *map(str, SAVES)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert len(SAVES) == done.stdout.count("\n")


def test_there_is_a_golden_save_of_every_format():
    """
    Whatever format a save has, something shows that it can still be read.
    """
    assert set(range(1, FORMAT + 1)) <= {read_head(path).format for path in SAVES}
