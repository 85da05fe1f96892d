"""`tabletop replay SAVE`: a saved session on a screen, as text for pipes, or as a recording."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tabletop.cli import cast
from tabletop.cli.terminal import Stop, configure_screen, keep_terminal, nothing_discarded, told
from tabletop.game.clean import PAGE, clean_line
from tabletop.journal.lines import Line
from tabletop.journal.model import Journal, SaveError
from tabletop.journal.reader import load
from tabletop.journal.tree import first_line
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.replay.line_list import left_words, line_words
from tabletop.replay.replay import Replay


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("save", metavar="SAVE", type=Path, help="a saved session")
    parser.add_argument("--plain", action="store_true", help="as text, a line for each frame")
    parser.add_argument(
        "--seat", metavar="ID", default=WALL, help="as this actor, facilitator or wall knew it"
    )
    parser.add_argument(
        "--line", metavar="NAME", help="the line of this name; else the one to show first"
    )
    parser.add_argument(
        "--at", metavar="FRAME", type=int, help="begin at this frame; with --plain, it alone"
    )
    parser.add_argument(
        "--frames",
        metavar="A..B",
        help="with --plain or --cast: the frames from A to B; either may be left out",
    )
    configure_screen(parser)
    cast.configure(parser)


def run(args: argparse.Namespace) -> int:
    keep_fitting(args)
    if not args.plain and args.cast is None:
        pass  # merged

        return view(args)
    replay = Replay(load(args.save))
    viewer = viewer_of(replay, args.seat)
    line = line_of(replay, args.line, args.at)
    first, last = (args.at, args.at) if args.at is not None else (0, line.last)
    if args.frames is not None:
        first, last = frames_of(args.frames, line)
    if args.plain:
        from tabletop.cli.plain.show import retell

        if not line.is_main:
            # The output has a line for each frame and nothing else.
            said = f"{line_words(line)}, {left_words(replay, line)}"
            print(f"tabletop: {clean_line(said, PAGE)}", file=sys.stderr)
        for text in retell(replay, line, first, last, viewer, ascii_only=args.ascii):
            print(text)
    else:
        frames = line.between(first, last)
        if not frames:
            raise Stop("there is no frame of this line to record")
        cast.record(args, replay, line, frames, viewer)
    keep_whole(replay.journal)
    return 0


def keep_fitting(args: argparse.Namespace) -> None:
    """Refuse options that would do nothing beside the others."""
    if args.plain and args.cast is not None:
        raise Stop("--plain writes text and --cast a recording; ask for one at a time")
    if args.cast is None and (args.size is not None or args.pace is not None):
        raise Stop("--size and --pace go with --cast")
    if args.frames is not None:
        if args.at is not None:
            raise Stop("--at is one frame and --frames are several; give one of them")
        if not args.plain and args.cast is None:
            raise Stop("--frames goes with --plain and --cast; a screen begins at --at FRAME")
    if args.at is not None and args.cast is not None:
        raise Stop("--at is one frame, which is no recording; write --frames A..B")


def keep_whole(journal: Journal) -> None:
    """Tell how far *journal* could be read, once that much was shown, if not to its end."""
    damage = journal.damage
    if damage is not None:
        raise SaveError(
            f"readable up to frame {len(journal.frames)}: {damage.sentence}",
            path=journal.path,
            place=f"byte {damage.byte}",
            exit_status=3,
        )


def viewer_of(replay: Replay, seat: str) -> Viewer:
    """Return the viewer that *seat* names."""
    viewers = [*(actor.id for actor in replay.deck.actors), FACILITATOR, WALL]
    known = {viewer.casefold(): viewer for viewer in viewers}
    if seat.casefold() not in known:
        raise Stop(f'no seat is called "{seat}"; there are: {", ".join(viewers)}')
    return Viewer(known[seat.casefold()])


def line_of(replay: Replay, name: str | None, at: int | None) -> Line:
    """Return the line called *name*; else the one to show first, or one through frame *at*."""
    last = len(replay.journal.frames)
    if at is not None and not 0 <= at <= last:
        raise Stop(f"there is no frame {at}; the last is {last}")
    line = replay.line(name or first_line(replay.journal)) or replay.main
    if name is not None and line.name != name:
        alike = (line for line in replay.lines if line.name.casefold() == name.casefold())
        line = next(alike, line)
    if name is not None and line.name.casefold() != name.casefold():
        raise Stop(f'no line is called "{name}"; there are: {names_of(replay.lines)}')
    if at is None or line.passes(at):
        return line
    if name is not None:
        raise Stop(f'frame {at} is not on the line called "{name}"')
    return replay.line_of(at)


def names_of(lines: Sequence[Line], most: int = 40) -> str:
    """Return the names of *lines*, the first of them if there are very many."""
    more = f" and {len(lines) - most} more" if len(lines) > most else ""
    return ", ".join(line.name for line in lines[:most]) + more


def frames_of(said: str, line: Line) -> tuple[int, int]:
    """Return the first and the last frame, both inclusive, of a range such as `10..40`."""
    begin, dots, end = (part.strip() for part in said.partition(".."))
    known = all(part.isdecimal() and len(part) <= 9 for part in (begin, end) if part)
    if not known or not (begin or end):
        raise Stop(f'"{said}" is no range of frames; write 10..40, 10.., ..40 or 10')
    end = end if dots else begin
    first, last = int(begin or 0), int(end or line.last)
    if first > line.last:
        raise Stop(f"there is no frame {first} on this line; the last is {line.last}")
    if end and first > last:
        raise Stop(f'"{said}" goes backwards; write the earlier frame first')
    return first, last


def view(args: argparse.Namespace) -> int:
    """Show the save that *args* name; return the exit status once the viewer is left."""
    keep_terminal("replay SAVE --plain reads a session as text")
    with nothing_discarded():
        from tabletop.replay.cursor import Entrance
        from tabletop.tui.reviewing import run
    entrance = Entrance(args.at, args.seat, args.line or "")
    return told(*run(args.save, entrance, plain_characters=args.ascii))
