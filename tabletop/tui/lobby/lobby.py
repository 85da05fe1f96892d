"""The lobby: what can be played, and what was."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from tabletop.errors import TabletopError
from tabletop.pages.text import Row, put
from tabletop.tui.actions import Where, bindings
from tabletop.tui.entries import Open, Prepared, Saved, Start
from tabletop.tui.lobby import shelf
from tabletop.tui.lobby.shelf import Library
from tabletop.tui.paint import content
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.stage import Stage


class Lobby(Stage):
    """One list: the last session, what can be started, what was saved. Beside it, the brief."""

    WHERES: ClassVar[tuple[Where, ...]] = ("lobby",)
    IS_HOME = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("lobby")

    class Started(Message):
        """A session is to start."""

        def __init__(self, begin: Callable[[], Open]) -> None:
            super().__init__()
            self.begin = begin

    class Resumed(Message):
        """A saved session is to go on."""

        def __init__(self, path: Path) -> None:
            super().__init__()
            self.path = path

    class Edited(Resumed):
        """A deck or seed is to be written in."""

    class Viewed(Resumed):
        """A saved session is to be looked at."""

    def __init__(self, library: Library, seeds: Sequence[Start] | None = None) -> None:
        """
        Show what *library* holds.

        Args:
            seeds: The seeds, where they are known already; they are in the first picture then.
        """
        super().__init__()
        self.library = library
        self.starts = seeds
        self.saves: Sequence[Saved] | None = None
        self.read: dict[str, Prepared] = {}
        self.trouble = ""

    def compose(self) -> ComposeResult:
        name = put(("Tabletop", "bold $focus"), "  ", ("seminar wargames", "$quiet"))
        yield Static(content(name), id="name")
        with Horizontal(id="shelf"):
            yield Lines(self.painted, id="choice", keeps_cursor=True)
            yield Lines(self.brief, id="brief")
        yield from self.compose_footer()

    def on_mount(self) -> None:
        self.query_one("#brief", Lines).can_focus = False
        self.query_one("#choice", Lines).focus()
        # The first picture first: what follows would only slow it down.
        self.call_after_refresh(self.look_again)

    def welcome(self, session: Open | None) -> None:
        self.look_again()

    def look_again(self) -> None:
        """Read decks and saves anew, off the event loop."""
        self.run_worker(self.look, thread=True, group="look", exclusive=True)

    def look(self) -> None:
        """Read seeds, decks and saves, and show each as soon as it is there."""
        try:
            seeds = self.library.seeds()
            self.app.call_from_thread(self.found_starts, seeds)
            decks = self.library.decks()
            self.app.call_from_thread(self.found_starts, [*seeds, *decks])
            saves = self.library.saves()
            self.app.call_from_thread(self.found_saves, saves)
        except TabletopError as trouble:
            self.app.call_from_thread(self.found_trouble, str(trouble))

    def read_entry(self) -> None:
        """Read what the cursor is on, off the event loop, unless it was read before."""
        entry = self.entry
        if isinstance(entry, Start) and entry.name not in self.read:
            self.run_worker(
                lambda: self.app.call_from_thread(
                    self.found_ready, entry, self.library.read(entry)
                ),
                thread=True,
                group="read",
                exclusive=True,
            )

    def found_ready(self, start: Start, ready: Prepared) -> None:
        """Show what *start* turned out to be."""
        self.read[start.name] = ready
        self.query_one("#brief", Lines).lay_out()
        self.show_keys()

    def found_saves(self, saves: Sequence[Saved]) -> None:
        """Show *saves*."""
        self.saves = saves
        self.lay_out()

    def found_starts(self, starts: Sequence[Start]) -> None:
        """Show *starts*; the cursor waits on the first until it was moved."""
        self.starts = starts
        self.lay_out()

    def found_trouble(self, trouble: str) -> None:
        """Show what stands in the way of reading the folders."""
        self.trouble = trouble
        self.starts = self.starts or ()
        self.saves = self.saves or ()
        self.lay_out()

    def lay_out(self) -> None:
        """Show what is known by now."""
        choice = self.query_one("#choice", Lines)
        choice.lay_out()
        self.query_one("#brief", Lines).lay_out()
        self.read_entry()
        self.show_keys()

    @property
    def entries(self) -> tuple[Start | Saved, ...]:
        """What the cursor can stand on, in the order shown."""
        last = shelf.last_open(self.saves or ())
        return (*((last,) if last else ()), *(self.starts or ()), *(self.saves or ()))

    @property
    def entry(self) -> Start | Saved | None:
        """What the cursor is on."""
        at = self.query_one("#choice", Lines).cursor
        return self.entries[at] if 0 <= at < len(self.entries) else None

    def painted(self, width: int) -> list[Row]:
        return shelf.choice(
            self.starts, self.saves, self.trouble, now_ms=time.time_ns() // 1_000_000, width=width
        )

    def brief(self, width: int) -> list[Row]:
        entry = self.entry
        if isinstance(entry, Start):
            ready = self.read.get(entry.name)
            return ready.brief(entry, width) if ready else shelf.start_brief(entry, width)
        return shelf.save_brief(entry, width) if entry else []

    def on_lines_moved(self, message: Lines.Moved) -> None:
        if message.lines.id == "choice":
            self.query_one("#brief", Lines).show(self.brief)
            self.query_one("#brief", Lines).scroll_home(animate=False)
            self.read_entry()
            self.show_keys()

    def on_lines_chosen(self) -> None:
        self.action_start()

    def is_offered(self, action: str) -> bool:
        entry = self.entry
        match action:
            case "resume_last":
                return shelf.last_open(self.saves or ()) is not None
            case "edit":
                return isinstance(entry, Start)
            case "set_up":
                return isinstance(entry, Start) and self.ready is not None
            case "start":
                is_open = isinstance(entry, Saved) and not (entry.trouble or entry.is_over)
                return isinstance(entry, Start) or is_open
            case "view":
                return isinstance(entry, Saved) and not entry.trouble
            case _:
                return True

    @property
    def ready(self) -> Prepared | None:
        """What the cursor is on, where it was read and can be played."""
        entry = self.entry
        ready = self.read.get(entry.name) if isinstance(entry, Start) else None
        return ready if ready and not ready.trouble else None

    def action_start(self) -> None:
        entry = self.entry
        if isinstance(entry, Saved):
            if entry.is_over:
                self.action_view()
            elif not entry.trouble:
                self.post_message(self.Resumed(entry.path))
        elif entry is not None:
            self.start(entry)

    def action_edit(self) -> None:
        if isinstance(self.entry, Start):
            self.post_message(self.Edited(self.entry.path))

    def action_view(self) -> None:
        if isinstance(self.entry, Saved):
            self.post_message(self.Viewed(self.entry.path))

    def start(self, start: Start) -> None:
        """Start *start* as it says itself; it is read first where it was not yet."""

        def work() -> None:
            ready = self.read.get(start.name) or self.library.read(start)
            self.app.call_from_thread(self.begin, start, ready)

        self.run_worker(work, thread=True, group="start", exclusive=True)

    def begin(self, start: Start, ready: Prepared) -> None:
        """Ask for a session of *ready*, or show why there can be none."""
        self.found_ready(start, ready)
        if ready.trouble:
            self.app.notify(ready.trouble, severity="error")
        else:
            self.post_message(self.Started(ready.begin))

    def on_key(self, event: events.Key) -> None:
        """Start what stands under a number."""
        starts = self.starts or ()
        if event.character and event.character in "123456789"[: len(starts)]:
            event.stop()
            self.start(starts[int(event.character) - 1])

    def action_resume_last(self) -> None:
        last = shelf.last_open(self.saves or ())
        if last is not None:
            self.post_message(self.Resumed(last.path))

    def action_set_up(self) -> None:
        from tabletop.tui.lobby.setup import setup_form

        entry, ready = self.entry, self.ready
        if entry is None or ready is None:
            return
        form, begun = setup_form(ready, entry.title)

        def begin(answers: Mapping[str, str] | None) -> None:
            if answers is not None:
                self.post_message(self.Started(lambda: begun(answers)))

        self.app.push_screen(form, begin)
