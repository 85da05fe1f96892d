"""`tabletop verify SAVE...`: integrity, and every frame decided again; `tabletop repair SAVE`."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tabletop.errors import TabletopError
from tabletop.game.clean import PAGE, clean_line
from tabletop.game.decide import RULES
from tabletop.journal.repair import repair
from tabletop.journal.verify import Verdict, verify


def configure_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("saves", metavar="SAVE", type=Path, nargs="+", help="a saved session")


def run_verify(args: argparse.Namespace) -> int:
    return max(look_at(path) for path in args.saves)


def look_at(path: Path) -> int:
    """Print what checking the save at *path* finds and return the exit status of that."""
    try:
        verdict = verify(path)
    except TabletopError as trouble:
        print(f"tabletop: {clean_line(str(trouble), PAGE)}", file=sys.stderr)
        return trouble.exit_status
    for finding in findings(verdict):
        print(clean_line(f"{path}: {finding}", PAGE))
    if verdict.damage:
        return 3
    return 1 if verdict.difference else 0


def findings(verdict: Verdict) -> Iterator[str]:
    """Yield what to say of one save, a sentence at a time."""
    frames = counted(verdict.frames, "frame")
    if verdict.lines > 1:
        frames += f" on {counted(verdict.lines, 'line')}"
    different = verdict.difference
    if different:
        where = f"turn {different.turn}, {different.phase}" if different.phase else "the opening"
        yield f"frame {different.frame} ({where}) differs: {different.sentence}"
    elif verdict.is_redecided:
        yield f"{frames}, all the same decided again"
    else:
        yield (
            f"{frames}, sound in chain, fold and marks; none was decided again, for the session"
            f" is of rules {verdict.rules} and this program plays by rules {RULES}"
        )
    damage = verdict.damage
    if damage:
        yield (
            f"readable up to frame {verdict.frames}, byte {damage.byte}: {damage.sentence}"
            f" ({counted(damage.size, 'byte')} after it)"
        )


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def configure_repair(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a saved session")


def run_repair(args: argparse.Namespace) -> int:
    done = repair(args.save)
    if done.damage is None:
        said = f"{done.path}: nothing to repair, all {done.frames} frames are readable"
    else:
        said = (
            f"{done.path}: cut after frame {done.frames}, byte {done.damage.byte};"
            f" the {done.damage.size} bytes from there on are kept in {done.aside}"
        )
    print(clean_line(said, PAGE))
    return 0
