"""`tabletop replay SAVE --plain`: a session as text, for pipes."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from tabletop.cli.plain.console import plain_characters
from tabletop.cli.stop import Stop
from tabletop.game.apply import apply
from tabletop.game.clean import PAGE, clean_line
from tabletop.game.narrate import narrate
from tabletop.game.words import FACILITATOR, WALL, Viewer
from tabletop.journal.history import History, sense
from tabletop.journal.model import MAIN, Frame, Journal, SaveError
from tabletop.journal.reader import load
from tabletop.journal.tree import line_named, line_names, line_to


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
        from tabletop.cli.viewer import view

        return view(args)
    journal = load(args.save)
    viewer = viewer_of(journal, args.seat)
    frames = frames_of(journal, args.line, args.at)
    for number, text in told(journal, frames, viewer):
        print(f"{number:>4}  {plain_characters(text) if args.ascii else text}")
    damage = journal.damage
    if damage is None:
        return 0
    raise SaveError(
        f"readable up to frame {len(journal.frames)}: {damage.sentence}",
        path=journal.path,
        place=f"byte {damage.byte}",
        exit_status=3,
    )


def viewer_of(journal: Journal, seat: str) -> Viewer:
    """Return the viewer that *seat* names."""
    viewers = [*(actor.id for actor in journal.deck.actors), FACILITATOR, WALL]
    if seat not in viewers:
        raise Stop(f'no seat is called "{seat}"; there are: {", ".join(viewers)}')
    return Viewer(seat)


def frames_of(journal: Journal, line: str | None, at: int | None) -> tuple[Frame, ...]:
    """Return the frames of the line called *line*, or of the one to *at*, up to *at*."""
    if line not in (None, MAIN, *line_names(journal)):
        names = ", ".join([MAIN, *line_names(journal)])
        raise Stop(f'no line is called "{line}"; there are: {names}')
    if at is None:
        return line_named(journal, line or MAIN)
    if not 0 <= at <= len(journal.frames):
        raise Stop(f"there is no frame {at}; the last is {len(journal.frames)}")
    frames = line_to(journal, at)
    if line and frames and frames[-1] not in line_named(journal, line):
        raise Stop(f'frame {at} is not on the line called "{line}"')
    return frames


def told(journal: Journal, frames: tuple[Frame, ...], viewer: Viewer) -> Iterator[tuple[int, str]]:
    """Yield the number of a frame and a sentence for all that *viewer* learnt along *frames*."""
    history = History(journal)
    for frame in frames:
        state = history.at(frame.parent)
        with sense(journal.path, frame.number):
            for event in frame.events:
                line = narrate(journal.deck, state, event, viewer)
                if line:
                    yield frame.number, clean_line(line.text, PAGE)
                state = apply(state, event)
