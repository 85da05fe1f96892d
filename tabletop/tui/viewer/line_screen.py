"""The lines of a session, as a list: to look at one, play it on, compare it, or put it in order."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from tabletop.errors import TabletopError
from tabletop.journal.lines import Line
from tabletop.journal.model import Journal, StandingWord
from tabletop.journal.tree import standing_of
from tabletop.pages import lines
from tabletop.pages.text import Row, ink, put
from tabletop.replay.cursor import Cursor
from tabletop.replay.line_list import glance, listed
from tabletop.replay.notes import Review
from tabletop.table.branch import LONGEST_NAME, line_name, name_trouble
from tabletop.tui.actions import Where, bindings
from tabletop.tui.paint import content
from tabletop.tui.viewer.side_by_side import Tell
from tabletop.tui.widgets.form import Answers, Form, Text
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.stage import Stage

Write = Callable[[Callable[[Review], Journal], Callable[[], None], Callable[[str], None]], None]
"""
Has the save written to, off the event loop; then calls the second, or the third with the reason
why nothing was kept.
"""


class LineList(Stage):
    """
    Every line, the main line first, and beside the cursor what there is to know of it.

    How long a line is and how it came out is shown of those that were seen to their end; of the
    others when somebody asks.
    """

    CSS_PATH = "line_screen.tcss"
    WHERES: ClassVar[tuple[Where, ...]] = ("lines",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("lines")

    class Reported(Message):
        """Something is to be done with *line*; what that is the heirs of this say."""

        def __init__(self, line: Line) -> None:
            super().__init__()
            self.line = line

    class Opened(Reported):
        """The line is to be shown, and the list was left."""

    class Resumed(Reported):
        """The line is to be played on."""

    class Compared(Reported):
        """The line is to be laid beside the one shown."""

    def __init__(self, cursor: Cursor, tell: Tell, write: Write) -> None:
        """List the lines of what *cursor* looks at; *tell* and *write* go to who opened this."""
        super().__init__()
        self.cursor = cursor
        self.tell = tell
        self.keep = write
        self.tells_ends = cursor.spoils
        self.tells_hidden = False
        self.busy = True
        self.entries: Sequence[lines.LineEntry] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="title")
        with Container(id="lineage"):
            yield Lines(self.painted, id="list", keeps_cursor=True)
            yield Lines(self.page, id="about")
        yield from self.compose_footer()

    def on_mount(self) -> None:
        self.query_one("#about", Lines).can_focus = False
        self.query_one("#list", Lines).focus()
        self.look(self.cursor.line.name)

    # Reading

    def look(self, name: str) -> None:
        """Look through the lines off the event loop, then put the cursor on the one of *name*."""
        self.busy = True
        self.run_worker(partial(self.read, name), thread=True, exclusive=True)

    def read(self, name: str) -> None:
        """Run in a thread: a line that was never shown takes time."""
        worker, cursor, entries = get_current_worker(), self.cursor, []
        try:
            for line in listed(cursor.replay, hidden=self.tells_hidden):
                with cursor.hold:
                    found = glance(cursor.replay, line, cursor.eyes)
                is_seen = cursor.reached.get(line.name, 0) >= line.last
                is_here = line.name == cursor.line.name
                entries.append(lines.LineEntry(found, is_here, self.tells_ends or is_seen))
        except TabletopError as trouble:
            self.app.call_from_thread(self.app.notify, str(trouble), severity="error")
        # Whoever looks again, or has left, does not want what was found for the look before.
        if not worker.is_cancelled:
            self.app.call_from_thread(self.show, entries, name)

    def show(self, entries: Sequence[lines.LineEntry], name: str) -> None:
        """Show what was found, the cursor on the line called *name*."""
        self.busy = False
        self.entries = entries
        hidden = len(self.cursor.replay.lines) - len(listed(self.cursor.replay))
        note = f"  {hidden} hidden" if hidden and not self.tells_hidden else ""
        self.query_one("#title", Static).update(
            content(
                put(
                    ("Lines", "bold $focus"),
                    "  ",
                    ink(self.cursor.replay.deck.title, "bold"),
                    (note, "$quiet"),
                )
            )
        )
        at = next((n for n, e in enumerate(entries) if e.glance.line.name == name), 0)
        self.query_one("#list", Lines).show(self.painted, cursor=at)
        self.query_one("#about", Lines).show(self.page)
        self.show_keys()

    @property
    def entry(self) -> lines.LineEntry | None:
        """What the cursor is on."""
        at = self.query_one("#list", Lines).cursor
        return self.entries[at] if 0 <= at < len(self.entries) else None

    @property
    def line(self) -> Line | None:
        """The line that the cursor is on."""
        return self.entry.glance.line if self.entry else None

    def painted(self, width: int) -> list[Row]:
        return lines.lines(self.entries, self.cursor.replay.deck, width)

    def page(self, width: int) -> list[Row]:
        deck = self.cursor.replay.deck
        return lines.page(self.entry, deck, width) if self.entry else []

    def on_lines_moved(self) -> None:
        self.query_one("#about", Lines).show(self.page)
        self.show_keys()

    def is_offered(self, action: str) -> bool:
        entry = self.entry
        if entry is None:
            return action == "close_lines"
        match action:
            case "play_line":
                return not (entry.is_told and entry.glance.is_over)
            case "compare_lines":
                return not entry.is_here
            case "rename_line" | "hide_line":
                return not entry.glance.line.is_main
            case "show_hidden":
                return len(listed(self.cursor.replay)) < len(self.cursor.replay.lines)
            case _:
                return True

    # Looking at a line, and playing it

    def on_lines_chosen(self) -> None:
        self.action_to_line()

    def action_to_line(self) -> None:
        line = self.line
        if line is not None:
            self.dismiss()
            if line.name != self.cursor.line.name:
                self.tell(self.Opened(line))

    def action_play_line(self) -> None:
        line = self.line
        if line is not None:
            self.tell(self.Resumed(line))

    def action_compare_lines(self) -> None:
        line = self.line
        if line is not None and line.name != self.cursor.line.name:
            self.tell(self.Compared(line))

    def action_tell_ends(self) -> None:
        self.tells_ends = not self.tells_ends
        self.look(self.line.name if self.line else "")

    def action_show_hidden(self) -> None:
        self.tells_hidden = not self.tells_hidden
        self.look(self.line.name if self.line else "")

    def action_close_lines(self) -> None:
        self.dismiss()

    # Putting them in order

    def action_rename_line(self) -> None:
        line = self.line
        if line is None or line.is_main:
            return
        known = self.cursor.replay.lines

        def check(answers: Answers) -> str:
            return name_trouble(known, line_name(answers["name"]), line)

        def renamed(answers: Answers | None) -> None:
            if answers is not None:
                name = line_name(answers["name"])
                seen = self.cursor.reached.get(line.name, 0)
                self.cursor.reached[name] = seen
                self.write(lambda review: review.rename(line, name), name)

        field = Text("name", "Name", "what it is called", line.name, LONGEST_NAME)
        form = Form("Rename", None, [field], check=check, confirm="keeps it")
        self.app.push_screen(form, renamed)

    def action_first_line(self) -> None:
        if self.line is not None:
            self.stand(self.line, "first")

    def action_hide_line(self) -> None:
        if self.line is not None and not self.line.is_main:
            self.stand(self.line, "hidden")

    def stand(self, line: Line, word: StandingWord) -> None:
        """Let *line* stand so, or as any other if it did already."""
        now = standing_of(self.cursor.replay.journal, line.name)
        self.write(lambda review: review.stand(line, "" if now == word else word), line.name)

    def write(self, keep: Callable[[Review], Journal], name: str) -> None:
        """Have *keep* write to the save, then show the list again."""
        self.busy = True
        self.keep(keep, partial(self.written, name), self.refuse)

    def written(self, name: str) -> None:
        """Show what the save holds by now."""
        if self.is_running:
            self.look(name)

    def refuse(self, why: str) -> None:
        """Say why nothing was kept."""
        self.busy = False
        self.app.notify(why, severity="error", timeout=10)
