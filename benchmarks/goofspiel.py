"""
OpenSpiel's goofspiel driven from Python: 13 cards, two players, random legal moves.

Run by itself it prints decisions a second. It needs OpenSpiel and nothing of ours, so that it can
run under another Python: the name of one goes into SPIEL_PYTHON.
"""

import os
import random
import subprocess
import sys
import time

GAMES = 300
CHOICES = 2 * 12
"""Cards that are chosen in a game; the last one goes without choice."""


def decisions_per_second(games: int = GAMES) -> float:
    """Play *games* to the end and return how many cards were chosen in a second."""
    import pyspiel

    game = pyspiel.load_game(
        "goofspiel(num_cards=13,players=2,points_order=random,imp_info=False,returns_type=win_loss)"
    )
    choice = random.Random(1).choice
    decisions = 0
    start = time.perf_counter()
    for _ in range(games):
        state = game.new_initial_state()
        while not state.is_terminal():
            if state.is_chance_node():
                state.apply_action(choice(state.chance_outcomes())[0])
            else:
                state.apply_actions([choice(state.legal_actions(p)) for p in range(2)])
                decisions += 2
    return decisions / (time.perf_counter() - start)


def asked() -> float | None:
    """Return OpenSpiel's decisions a second; none where no OpenSpiel is found."""
    python = os.environ.get("SPIEL_PYTHON", sys.executable)
    done = subprocess.run([python, __file__], capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else None


if __name__ == "__main__":
    print(decisions_per_second())
