"""
The random hunt: the properties again and again, each time with other examples.

    python -m tests.hunt --rounds 20 --minutes 30

It ends with the first example that fails, which is printed as it is to be pinned: put it above
its test as `@example(...)`, or mend what it shows and keep it as a test of its own.
"""

import argparse
import subprocess
import sys
import time
from random import SystemRandom


def main() -> int:
    """Hunt until the rounds or the minutes are over; return 1 if something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.hunt", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="how often (else 10)")
    parser.add_argument("--minutes", type=float, default=60, help="at most so long (else 60)")
    parser.add_argument("paths", nargs="*", default=["tests"], help="which tests (else all)")
    args = parser.parse_args()
    end = time.monotonic() + 60 * args.minutes
    for number in range(1, args.rounds + 1):
        left = end - time.monotonic()
        if left <= 0:
            print(f"The time is over after {number - 1} rounds; nothing was found.")
            return 0
        entropy = SystemRandom().randrange(2**32)
        print(f"Round {number} of {args.rounds}, seed {entropy} ...", flush=True)
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "2", "-m", "hypothesis"]
        command += ["--hypothesis-profile=hunt", f"--hypothesis-seed={entropy}", *args.paths]
        try:
            done = subprocess.run(
                command, timeout=left, capture_output=True, text=True, check=False
            )
        except subprocess.TimeoutExpired:
            print(f"The time is over in round {number}; nothing was found.")
            return 0
        if done.returncode:
            print(done.stdout[-8_000:], done.stderr[-2_000:], sep="\n")
            print("Pin what stands after `Falsifying example` with @example(...) above its test.")
            return 1
    print(f"Nothing was found in {args.rounds} rounds.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
