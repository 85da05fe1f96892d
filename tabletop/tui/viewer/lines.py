"""The lines of a session, as a list: to look at one, play it on, compare it, or put it in order."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static
from textual.worker import get_current_worker

from tabletop.errors import TabletopError
from tabletop.journal.lines import Line
from tabletop.journal.model import Journal, StandingWord
from tabletop.journal.tree import standing_of
from tabletop.pages import lines
from tabletop.pages.text import Row, ink, put
from tabletop.replay.line_list import glance, listed
from tabletop.replay.notes import Review
from tabletop.table.branch import LONGEST_NAME, line_name, name_trouble
from tabletop.tui.actions import Where, bindings
from tabletop.tui.paint import content
from tabletop.tui.viewer import learning, remarking, whatif
from tabletop.tui.viewer.viewing import Viewing
from tabletop.tui.widgets.form import Answers, Form, Text
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.stage import Stage


class LineList(Stage):
    """
    Every line, the main line first, and beside the cursor what there is to know of it.

    How long a line is and how it came out is shown of those that were seen to their end; of the
    others when somebody asks.
    """

    CSS_PATH = "lines.tcss"
    WHERES: ClassVar[tuple[Where, ...]] = ("lines",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("lines")

    def __init__(self, behind: Viewing, go_over: Callable[[Line], None]) -> None:
        """List the lines of the session that *behind* shows; *go_over* lets it show another."""
        super().__init__()
        self.go_over = go_over
        self.behind = behind
        self.tells_ends = behind.spoils
        self.tells_hidden = False
        self.busy = True
        self.entries: Sequence[lines.Entry] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="title")
        with Container(id="lineage"):
            yield Lines(self.painted, id="list", keeps_cursor=True)
            yield Lines(self.page, id="about")
        yield from self.compose_footer()

    def on_mount(self) -> None:
        self.query_one("#about", Lines).can_focus = False
        self.query_one("#list", Lines).focus()
        self.look(self.behind.line.name)

    # Reading

    def look(self, name: str) -> None:
        """Look through the lines off the event loop, then put the cursor on the one of *name*."""
        self.busy = True
        self.run_worker(partial(self.read, name), thread=True, exclusive=True, exit_on_error=False)

    def read(self, name: str) -> None:
        """Run in a thread: a line that was never shown takes time."""
        worker, behind, entries = get_current_worker(), self.behind, []
        try:
            for line in listed(behind.replay, hidden=self.tells_hidden):
                with behind.hold:
                    found = glance(behind.replay, line, behind.eyes)
                is_seen = behind.reached.get(line.name, 0) >= line.last
                is_here = line.name == behind.line.name
                entries.append(lines.Entry(found, is_here, self.tells_ends or is_seen))
        except TabletopError as trouble:
            self.app.call_from_thread(self.app.notify, str(trouble), severity="error")
        # Whoever looks again, or has left, does not want what was found for the look before.
        if not worker.is_cancelled:
            self.app.call_from_thread(self.show, entries, name)

    def show(self, entries: Sequence[lines.Entry], name: str) -> None:
        """Show what was found, the cursor on the line called *name*."""
        self.busy = False
        self.entries = entries
        hidden = len(self.behind.replay.lines) - len(listed(self.behind.replay))
        note = f"  {hidden} hidden" if hidden and not self.tells_hidden else ""
        self.query_one("#title", Static).update(
            content(
                put(
                    ("Lines", "bold $focus"),
                    "  ",
                    ink(self.behind.replay.deck.title, "bold"),
                    (note, "$quiet"),
                )
            )
        )
        at = next((n for n, e in enumerate(entries) if e.glance.line.name == name), 0)
        self.query_one("#list", Lines).show(self.painted, cursor=at)
        self.query_one("#about", Lines).show(self.page)
        self.show_keys()

    @property
    def entry(self) -> lines.Entry | None:
        """What the cursor is on."""
        at = self.query_one("#list", Lines).cursor
        return self.entries[at] if 0 <= at < len(self.entries) else None

    @property
    def line(self) -> Line | None:
        """The line that the cursor is on."""
        return self.entry.glance.line if self.entry else None

    def painted(self, width: int) -> list[Row]:
        return lines.lines(self.entries, self.behind.replay.deck, width)

    def page(self, width: int) -> list[Row]:
        deck = self.behind.replay.deck
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
                return len(listed(self.behind.replay)) < len(self.behind.replay.lines)
            case _:
                return True

    # Looking at a line, and playing it

    def on_lines_chosen(self) -> None:
        self.action_to_line()

    def action_to_line(self) -> None:
        line = self.line
        if line is not None:
            self.dismiss()
            if line.name != self.behind.line.name:
                self.go_over(line)

    def action_play_line(self) -> None:
        line = self.line
        if line is not None:
            whatif.go_on(self.behind, line)

    def action_compare_lines(self) -> None:
        line = self.line
        if line is not None and line.name != self.behind.line.name:
            learning.begin(self.behind, line)

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
        known = self.behind.replay.lines

        def check(answers: Answers) -> str:
            return name_trouble(known, line_name(answers["name"]), line)

        def renamed(answers: Answers | None) -> None:
            if answers is not None:
                name = line_name(answers["name"])
                seen = self.behind.reached.get(line.name, 0)
                self.behind.reached[name] = seen
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
        now = standing_of(self.behind.replay.journal, line.name)
        self.write(lambda review: review.stand(line, "" if now == word else word), line.name)

    def write(self, keep: Callable[[Review], Journal], name: str) -> None:
        """Have *keep* write to the save in a thread, then show the list again."""
        self.busy = True
        review = remarking.review_of(self.behind)

        def work() -> None:
            try:
                journal = keep(review)
            except TabletopError as trouble:
                said = remarking.refusal(trouble)
                self.app.call_from_thread(self.app.notify, said, severity="error", timeout=10)
                self.busy = False
            else:
                self.app.call_from_thread(self.kept, journal, name)

        self.run_worker(work, thread=True, group="write", exit_on_error=False)

    def kept(self, journal: Journal, name: str) -> None:
        """Show what the save holds by now."""
        self.behind.grow(journal)
        if self.is_running:
            self.look(name)
