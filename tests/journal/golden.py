"""
Plays the golden saves anew: `python -m tests.journal.golden`.

To be done when the rules have a new version, or a format does: then the old saves are kept
beside the new ones under another name. Before the first release they may be replaced.
"""

import sys
from pathlib import Path

from tabletop.cli.main import main as tabletop

GOLDEN = Path(__file__).parents[2] / "saves" / "golden"
GAMES = (
    ("tutorial", "cautious", 1),
    ("prisoners_dilemma", "random", 2),
    ("goofspiel", "steady", 3),
    ("island_chain_short", "random", 4),
)


def main() -> int:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for start, bots, entropy in GAMES:
        path = GOLDEN / f"{start}.seminar"
        path.unlink(missing_ok=True)
        options = ["--bots", bots, "--entropy", str(entropy), "--save", str(path)]
        if status := tabletop(["run", start, *options]):
            return status
        path.chmod(0o644)
    return 0


if __name__ == "__main__":
    sys.exit(main())
