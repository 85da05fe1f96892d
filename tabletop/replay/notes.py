"""
What is written to a save that nobody plays just now: notes, glyphs, markers, names of lines.

Each call locks the save, has the disk hold what is new, and lets go again, so that a review is
never in the way of a session that is gone on with.
"""

import threading
from collections.abc import Callable

from tabletop.game.clean import NAME, PAGE, clean, clean_line
from tabletop.journal import disk
from tabletop.journal.follow import unhurried
from tabletop.journal.lines import Line, lines_of
from tabletop.journal.model import (
    MAIN,
    Close,
    Entry,
    Glyph,
    GlyphWord,
    Journal,
    LineName,
    Marker,
    Note,
    SaveError,
    Standing,
    StandingWord,
)
from tabletop.journal.reader import further
from tabletop.journal.tree import line_names, standing_of
from tabletop.journal.writer import Writer
from tabletop.table.branch import LineError, line_name, name_trouble
from tabletop.table.session import Clock, wall_clock


class Review:
    """
    A save that is looked at, and what people say of it.

    Every method returns the journal with all that the save holds by then. It reads what was added
    since, not the whole. Any of them takes the disk's time, and raises `SaveError` where another
    program has the save (status 5), the disk fails (5), the save is damaged (3) or is not the one
    that was opened any more (4); then nothing is written.

    Attributes:
        journal: The save as last seen.
    """

    def __init__(self, journal: Journal, clock: Clock = wall_clock) -> None:
        self.journal = journal
        self._clock = clock
        self._lock = threading.Lock()

    def look(self) -> Journal:
        """Return the save as it is now; no lock of the file is taken."""
        with self._lock, disk.opened(self.journal.path) as descriptor:
            found = further(self.journal, descriptor)
            if found is None:
                raise SaveError(
                    "this is not the save that was opened any more: it was replaced, or cut",
                    path=self.journal.path,
                    exit_status=4,
                )
            self.journal = unhurried(found)
            return self.journal

    def note(self, frame: int, text: str, seat: str = "") -> Journal:
        """Keep a remark on *frame*, by *seat* or, with "", by whoever reads."""
        return self._keep(lambda now: [Note(frame, self._now(), clean(text, PAGE), seat)], frame)

    def judge(self, frame: int, glyph: GlyphWord) -> Journal:
        """Judge *frame*; "" takes the judgement back."""
        return self._keep(lambda now: [Glyph(frame, glyph)], frame)

    def mark(self, frame: int, label: str) -> Journal:
        """Put a marker on *frame*; "" takes it away."""
        return self._keep(lambda now: [Marker(frame, clean_line(label, NAME))], frame)

    def rename(self, line: Line, name: str) -> Journal:
        """
        Call *line* by another name; how it stands among the others goes with it.

        Raises:
            LineError: If no line, or not this one, can be called that.
        """
        called = line_name(name)

        def entries(now: Journal) -> list[Entry]:
            trouble = (
                f'"{MAIN}" is what the line that was played is always called.'
                if line.is_main
                else name_trouble(lines_of(now), called, line)
            )
            if trouble:
                raise LineError(trouble, path=now.path, exit_status=4)
            if called == line.name:
                return []
            word = standing_of(now, line.name)
            old = [LineName(0, line.name)] if line.name in line_names(now) else []
            stood = [Standing(called, word), Standing(line.name, "")] if word else []
            return [LineName(line.begin, called), *old, *stood]

        return self._keep(entries, line.begin)

    def stand(self, line: Line, standing: StandingWord) -> Journal:
        """
        Say how *line* stands: shown "first", "hidden", or "" for neither.

        Raises:
            LineError: If it is the main line that is to be hidden.
        """

        def entries(now: Journal) -> list[Entry]:
            if line.is_main and standing == "hidden":
                raise LineError(
                    "The line that was played cannot be hidden.", path=now.path, exit_status=4
                )
            # A line that nobody named keeps the name it goes by, for a standing is of a name.
            named = line.is_main or line.name in line_names(now)
            kept = [] if named else [LineName(line.begin, line.name)]
            return [*kept, Standing(line.name, standing)]

        return self._keep(entries, line.begin)

    def _keep(self, entries: Callable[[Journal], list[Entry]], frame: int) -> Journal:
        """Write the *entries* that follow from the save as it is then, about *frame*."""
        with self._lock, Writer.reopen(self.journal.path, self.journal) as writer:
            now = writer.held()
            if frame:
                now.frame(frame)
            new = entries(now)
            if new:
                # Whoever speaks of a session that was put away does not take it up again.
                writer.append(*new, *([Close(self._now())] if now.is_closed else []))
            self.journal = writer.held()
            return self.journal

    def _now(self) -> int:
        """Return the milliseconds since the session was begun."""
        return max(0, self._clock() - self.journal.head.created_ms)
