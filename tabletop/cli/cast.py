"""`tabletop replay SAVE --cast FILE`: the viewer, filmed for any player of asciicasts."""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, TextIO

from tabletop.cli.terminal import Stop
from tabletop.journal.lines import Line
from tabletop.journal.tree import markers
from tabletop.language.ids import Viewer
from tabletop.replay import goto
from tabletop.replay.replay import Replay

SIZE: Final = "120x36"
SMALLEST: Final = (60, 18)
LARGEST: Final = (400, 200)
"""Columns and rows."""

SHORTEST: Final = 0.5
LONGEST: Final = 4.0
"""Seconds that a frame stays at its recorded pace, where bots were quick or people thought long."""

SHOW, HIDE, CLEAR = "\x1b[?25h", "\x1b[?25l", "\x1b[0m\x1b[2J"


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cast", metavar="FILE", type=Path, help="as a recording in a new file, an asciicast"
    )
    parser.add_argument(
        "--size", metavar="COLUMNSxROWS", help=f"with --cast: of the recorded screen; else {SIZE}"
    )
    parser.add_argument(
        "--pace",
        metavar="SECONDS",
        type=float,
        help="with --cast: how long each frame stays; else as it was played, without long waits",
    )


def record(
    args: argparse.Namespace, replay: Replay, line: Line, frames: Sequence[int], viewer: Viewer
) -> None:
    """
    Film *frames* of *line* as *viewer* saw them, into the new file that *args* name.

    A film that cannot be finished leaves no file behind.
    """
    size = size_of(args.size or SIZE)
    if args.pace is not None and not 0.05 <= args.pace <= 60:
        raise Stop("a frame can stay from 0.05 to 60 seconds")
    path: Path = args.cast
    try:
        # Never over an existing file.
        file = path.open("x", encoding="utf-8", errors="replace", newline="\n")
    except FileExistsError as known:
        raise Stop(f"there is already a file {path}; name another one") from known
    except OSError as trouble:
        raise Stop(f"{path} cannot be written: {trouble.strerror or trouble}", 5) from trouble
    try:
        with file:
            cast = Cast(file, replay, line, frames, args.pace)
            cast.begin(size)
            film(cast, size, viewer, ascii_only=args.ascii)
            cast.end()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    print(f"{len(frames)} frames, {cast.seconds:.0f} seconds, in {path}", file=sys.stderr)


def film(cast: "Cast", size: tuple[int, int], viewer: Viewer, *, ascii_only: bool) -> None:
    """Let the viewer show what *cast* is to hold."""
    from tabletop.replay.cursor import Entrance
    from tabletop.tui.filming import film

    entrance = Entrance(cast.frames[0], viewer, cast.line.name)
    film(
        cast.replay,
        entrance,
        cast.frames,
        size,
        cast.keep,
        pace="as it was" if cast.pace is None else "steady",
        plain_characters=ascii_only,
    )


class Cast:
    """
    An asciicast of version 2 that is being written.

    Attributes:
        seconds: How long it plays so far.
    """

    def __init__(
        self,
        file: TextIO,
        replay: Replay,
        line: Line,
        frames: Sequence[int],
        pace: float | None = None,
    ) -> None:
        self.file = file
        self.replay = replay
        self.line = line
        self.frames = frames
        self.pace = pace
        self.seconds = 0.0
        self._tells = sys.stderr if sys.stderr and sys.stderr.isatty() else None
        self._kept = 0
        self._labels = {n: [label] for n, label in markers(replay.journal).items()}
        for begun in goto.turns(replay, line, line.last):
            turn = f"Turn {begun.turn}" if begun.turn else "Rehearsal"
            self._labels.setdefault(begun.frame, []).insert(0, turn)

    def begin(self, size: tuple[int, int]) -> None:
        """Write the header, and a screen that is still empty."""
        head = self.replay.journal.head
        header = {
            "version": 2,
            "width": size[0],
            "height": size[1],
            "timestamp": head.created_ms // 1000,
            "title": head.title,
            "env": {"TERM": "xterm-256color"},
        }
        self._write(header)
        self._event("o", HIDE + CLEAR)

    def keep(self, number: int, painted: str) -> None:
        """Add frame *number*, which stays for its time, with a marker where a turn begins."""
        if painted:
            self._event("o", painted)
        for label in self._labels.get(number, ()):
            self._event("m", label)
        self.seconds += self.stay(number)
        self._kept += 1
        if self._tells:
            self._tells.write(f"\r{self._kept} of {len(self.frames)} frames")
            self._tells.flush()

    def end(self) -> None:
        """Let the last frame stay as long as the others, then give the cursor back."""
        self._event("o", SHOW)
        if self._tells:
            self._tells.write("\r")

    def stay(self, number: int) -> float:
        """Return for how many seconds frame *number* is seen."""
        if self.pace is not None:
            return self.pace
        place = self.line.place(number)
        if place == len(self.line.frames):
            return LONGEST
        began = self.replay.frame(number).at_ms if number else 0
        lasted = self.replay.frame(self.line.frames[place]).at_ms - began
        return min(LONGEST, max(SHORTEST, lasted / 1000))

    def _event(self, kind: str, data: str) -> None:
        self._write([round(self.seconds, 3), kind, data])

    def _write(self, value: object) -> None:
        json.dump(value, self.file, ensure_ascii=False)
        self.file.write("\n")


def size_of(said: str) -> tuple[int, int]:
    """Return the columns and rows of a size such as 120x36."""
    found = re.fullmatch(r"([0-9]{1,4})x([0-9]{1,4})", said.strip().lower())
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(low <= n <= high for low, n, high in zip(SMALLEST, size, LARGEST, strict=True)):
        smallest, largest = (f"{columns}x{rows}" for columns, rows in (SMALLEST, LARGEST))
        raise Stop(f'"{said}" is no size; write {SIZE}, from {smallest} to {largest}')
    return size
