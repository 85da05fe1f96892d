"""Why a verb stops short, and the exit status of that."""

import sys

from tabletop.game.clean import PAGE, clean_line


class Stop(Exception):
    """
    A verb cannot go on.

    Attributes:
        sentence: What to tell on stderr.
        status: 1 for problems in what was looked at, 2 for wrong usage, 4 for a refused file.
    """

    def __init__(self, sentence: str, status: int = 2) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def told(status: int, trouble: str) -> int:
    """Say what was wrong with the save, once the screen is gone; return the exit status."""
    if trouble:
        print(f"tabletop: {clean_line(trouble, PAGE)}", file=sys.stderr)
    return status
