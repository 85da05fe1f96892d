"""The same entropy is the same session: in any process, on any day, however Python hashes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tabletop.journal.reader import load
from tabletop.journal.verify import verify

STARTS = ("goofspiel", "prisoners_dilemma", "tutorial", "island_chain_short", "island_chain")
ENTROPIES = (3, 5, 8)

# One process plays them all, as it takes longer to start Python than to play.
PLAY = """
import sys
from tabletop.cli.main import main
for save in sys.argv[1:]:
    start, entropy = save.removesuffix(".seminar").rsplit("-", 1)
    assert 0 == main(["run", start, "--bots", "random", "--entropy", entropy, "--save", save])
"""


def played(folder: Path, hash_seed: str) -> dict[str, tuple[bytes, ...]]:
    """Return the marks of every session, by the name of its save in *folder*."""
    folder.mkdir()
    names = [f"{start}-{entropy}.seminar" for start in STARTS for entropy in ENTROPIES]
    env = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run(
        [sys.executable, "-c", PLAY, *names], cwd=folder, env=env, check=True, capture_output=True
    )
    return {name: tuple(f.mark for f in load(folder / name).frames) for name in names}


@pytest.mark.slow
def test_the_same_entropy_is_the_same_session_in_every_process(tmp_path: Path):
    """
    Sessions of random bots end alike, frame by frame, and hold when every frame is decided again.
    """
    one = played(tmp_path / "one", "1")
    two = played(tmp_path / "two", "2")

    assert one == two
    assert len(STARTS) * len(ENTROPIES) == len(set(one.values()))
    for name in one:
        verdict = verify(tmp_path / "one" / name)
        assert (True, True, None, None) == (
            verdict.is_closed,
            verdict.is_redecided,
            verdict.difference,
            verdict.damage,
        )
