"""`tabletop replay SAVE --plain`: a session as text, for pipes."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tabletop.game.apply import apply
from tabletop.game.clean import PAGE, clean_line
from tabletop.game.narrate import narrate
from tabletop.game.words import FACILITATOR, WALL, Viewer
from tabletop.journal.history import History, sense
from tabletop.journal.model import MAIN, Frame, Journal
from tabletop.journal.reader import load
from tabletop.journal.tree import line_named, line_names, line_to


class Misuse(ValueError):
    """What was asked for is not in the save; the message says what is."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a saved session")
    parser.add_argument("--plain", action="store_true", help="as text, a line at a time")
    parser.add_argument(
        "--seat", metavar="ID", default=WALL, help="as this actor, facilitator or wall knew it"
    )
    parser.add_argument("--line", metavar="NAME", help="the line of this name; else the main line")
    parser.add_argument("--at", metavar="FRAME", type=int, help="up to this frame and no further")


def run(args: argparse.Namespace) -> int:
    if not args.plain:
        print("tabletop replay: add --plain to read the session as text.", file=sys.stderr)
        return 2
    journal = load(args.save)
    try:
        viewer = viewer_of(journal, args.seat)
        frames = frames_of(journal, args.line, args.at)
    except Misuse as misuse:
        print(f"tabletop replay: {misuse}.", file=sys.stderr)
        return 2
    for number, text in told(journal, frames, viewer):
        print(f"{number:>4}  {text}")
    if journal.damage:
        sys.stdout.flush()
        print(
            f"tabletop: {journal.path}, byte {journal.damage.byte}: readable up to frame"
            f" {len(journal.frames)}: {journal.damage.sentence}",
            file=sys.stderr,
        )
        return 3
    return 0


def viewer_of(journal: Journal, seat: str) -> Viewer:
    """Return the viewer that *seat* names."""
    viewers = [*(actor.id for actor in journal.deck.actors), FACILITATOR, WALL]
    if seat not in viewers:
        raise Misuse(f'no seat is called "{seat}"; there are: {", ".join(viewers)}')
    return Viewer(seat)


def frames_of(journal: Journal, line: str | None, at: int | None) -> tuple[Frame, ...]:
    """Return the frames of the line called *line*, or of the one to *at*, up to *at*."""
    if line not in (None, MAIN, *line_names(journal)):
        names = ", ".join([MAIN, *line_names(journal)])
        raise Misuse(f'no line is called "{line}"; there are: {names}')
    if at is None:
        return line_named(journal, line or MAIN)
    if not 0 <= at <= len(journal.frames):
        raise Misuse(f"there is no frame {at}; the last is {len(journal.frames)}")
    frames = line_to(journal, at)
    if line and frames and frames[-1] not in line_named(journal, line):
        raise Misuse(f'frame {at} is not on the line called "{line}"')
    return frames


def told(journal: Journal, frames: tuple[Frame, ...], viewer: Viewer) -> Iterator[tuple[int, str]]:
    """Yield the number of a frame and a sentence for all that *viewer* learnt along *frames*."""
    history = History(journal)
    for frame in frames:
        state = history.at(frame.parent)
        with sense(journal, frame.number):
            for event in frame.events:
                line = narrate(journal.deck, state, event, viewer)
                if line:
                    yield frame.number, clean_line(line.text, PAGE)
                state = apply(state, event)
