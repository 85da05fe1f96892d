"""The application: themes, filters, keys and the way from one screen to the next."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.filter import ANSIToTruecolor, LineFilter, NoColor
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.worker import WorkerFailed

from tabletop.errors import TabletopError, note_save
from tabletop.game.clean import clean_line
from tabletop.tui.actions import bindings
from tabletop.tui.entries import Begins, Open, Start
from tabletop.tui.filters import LastNet, PlainCharacters
from tabletop.tui.lobby.lobby import Lobby
from tabletop.tui.lobby.shelf import Library
from tabletop.tui.themes import NO_COLOUR, THEMES
from tabletop.tui.widgets.stage import Stage

GRACE = 3.0
"""Seconds that leaving may take once the terminal is gone."""

SMALLEST = (60, 18)
"""Columns and rows below which a table cannot be read."""


class TabletopApp(App[int]):
    """Lobby, set-up, table and hot wash on one session at a time."""

    TITLE = "Tabletop"
    CSS_PATH = "tabletop.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("anywhere")
    AUTO_FOCUS = None
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        library: Library,
        *,
        session: Open | None = None,
        seeds: Sequence[Start] | None = None,
        plain_characters: bool = False,
    ) -> None:
        self.plain_characters = plain_characters
        self.last_net, self.plain, self.no_colour = LastNet(), PlainCharacters(), NoColor()
        super().__init__()
        self.library = library
        self.session = session
        self.seeds = seeds
        self.fault: BaseException | None = None
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = NO_COLOUR if self.no_color else "dark"

    def _handle_exception(self, error: Exception) -> None:
        """Stop over *error*; Textual would paint its traceback, with every value on the way."""
        if self.fault is None:
            self.fault = error.error if isinstance(error, WorkerFailed) else error
        self._return_code = 5
        if self._exception is None:  # which a pilot raises again
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def call_from_thread(self, callback: Callable[..., Any], *args: Any, **how: Any) -> Any:
        """Run *callback* on the event loop; where a fault has stopped that, nobody would answer."""
        if self.fault is not None:
            raise self.fault
        return super().call_from_thread(callback, *args, **how)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """
        Return the filters of Textual, then what no text may pass.

        Always the same ones, since Textual remembers for each what it made of a line. Ours names
        no ANSI colour, so there is none to translate.
        """
        filters = [f for f in super().get_line_filters() if not isinstance(f, ANSIToTruecolor)]
        filters.append(self.last_net)
        if self.theme == NO_COLOUR:
            filters.append(self.no_colour)
        if self.plain_characters:
            filters.append(self.plain)
        return filters

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show *message* as it stands. It may quote a deck, so it is never read as markup."""
        # One at a time: a stack of them covers what they speak of.
        self.clear_notifications()
        super().notify(
            clean_line(message),
            title=clean_line(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def on_mount(self) -> None:
        loop = asyncio.get_running_loop()

        def hang_up(number: int, frame: object) -> None:
            # A terminal that is gone takes no output, and the loop can be waiting for it for
            # ever. The save holds every decision, so the process ends whatever the loop does.
            watchdog = threading.Timer(GRACE, os._exit, (0,))
            watchdog.daemon = True
            watchdog.start()
            loop.call_soon_threadsafe(self.exit, 0)

        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                signal.signal(number, hang_up)
            except ValueError:
                break  # off the main thread, as in a test, signals belong to somebody else
        self.begin()

    def begin(self) -> None:
        """Show the first screen: the lobby, and over it the table of an open session."""
        self.push_screen(Lobby(self.library, self.seeds))
        if self.session is not None:
            self.sit_down(self.session)

    def on_resize(self, event: events.Resize) -> None:
        from tabletop.tui.widgets.stage import TooSmall

        too_small = event.size.width < SMALLEST[0] or event.size.height < SMALLEST[1]
        shown = isinstance(self.screen, TooSmall)
        if too_small and not shown:
            self.push_screen(TooSmall())
        elif shown and not too_small:
            self.pop_screen()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Yield what the palette lists: every action that makes sense now, and the themes."""
        if isinstance(screen, Stage):
            for action in screen.offered():

                def run(name: str = action.id) -> None:
                    self.call_later(screen.run_action, name)

                yield SystemCommand(action.label or action.help.rstrip("."), action.help, run)
        for theme in THEMES:

            def wear(name: str = theme.name) -> None:
                self.theme = name

            yield SystemCommand(f"Colours: {theme.name}", f"Wear {theme.name}.", wear)
        yield SystemCommand("Help", "Show every key that works here.", self.action_help)
        yield SystemCommand("Quit", "Leave. Every decision is on the disk.", self.action_leave)

    def action_help(self) -> None:
        from tabletop.tui.widgets.help import Help

        if not isinstance(self.screen, Help):
            screen = self.screen
            self.push_screen(Help(screen.WHERES if isinstance(screen, Stage) else ()))

    def action_palette(self) -> None:
        self.action_command_palette()

    def action_next_theme(self) -> None:
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_next_pane(self) -> None:
        self.screen.focus_next()

    def action_previous_pane(self) -> None:
        self.screen.focus_previous()

    def action_leave(self) -> None:
        leave = getattr(self.screen, "leave", None)
        if leave is None:
            self.exit(0)
        else:
            leave(self.exit)

    def sit_down(self, session: Open) -> None:
        """Show the table of *session*."""
        from tabletop.tui.play.play import table_of

        self.session = session
        self.clear_notifications()
        self.push_screen(table_of(session))

    def stand_up(self) -> None:
        """Leave the table for where it was opened: the lobby, or the viewer."""
        session, self.session = self.session, None
        while len(self.screen_stack) > 2 and not getattr(self.screen, "IS_HOME", False):
            self.pop_screen()

        home = self.screen

        def put_away() -> None:
            # All that was acknowledged is kept; that a session is over is found out again.
            with suppress(TabletopError):
                if session is not None:
                    session.close()
            if isinstance(home, Stage):
                self.call_from_thread(home.welcome, session)

        self.run_worker(put_away, thread=True)

    def on_lobby_started(self, message: Lobby.Started) -> None:
        self.open(message.begin)

    def on_lobby_resumed(self, message: Lobby.Resumed) -> None:
        self.open(lambda: self.library.resume(message.path))

    def on_lobby_viewed(self, message: Lobby.Viewed) -> None:
        self.review(message.path)

    def review(self, path: Path, seat: str = "wall", *, ends: bool = False) -> None:
        """
        Open the viewer on the session saved at *path*, as *seat* saw it.

        Args:
            ends: Whether it begins at the last frame, for who has seen it all.
        """
        from tabletop.replay.cursor import Entrance
        from tabletop.tui.viewer.viewer import ViewerScreen

        entrance = Entrance(seat=seat, ends=ends)
        self.push_screen(ViewerScreen(partial(self.library.replay, path), entrance))

    def on_viewer_closed(self, message: Message) -> None:
        self.leave_viewer(getattr(message, "trouble", None))

    def leave_viewer(self, trouble: TabletopError | None) -> None:
        """Go back to where the viewer was opened; *trouble* is why it could show nothing."""
        self.pop_screen()
        if trouble is not None:
            self.tell("This cannot be shown", str(trouble))

    def on_hot_wash_looked_back(self, message: Message) -> None:
        from tabletop.tui.play.hot_wash import HotWash

        assert isinstance(message, HotWash.LookedBack)
        self.review(message.path, message.viewer, ends=True)

    def on_viewer_begun(self, message: Begins) -> None:
        self.open(message.begin)

    def on_stage_left(self) -> None:
        self.stand_up()

    def on_lobby_edited(self, message: Lobby.Edited) -> None:
        self.write_in(message.path, ask_which=True)

    def write_in(self, path: Path, *, ask_which: bool = False) -> None:
        """Open the workbench on the file at *path*; *ask_which* where its deck may be meant."""
        from tabletop.tui.workbench.opener import Opener

        Opener(self).write_in(path, ask_which=ask_which)

    def on_workbench_closed(self) -> None:
        self.pop_screen()
        if isinstance(self.screen, Lobby):
            self.screen.read.clear()
            self.screen.look_again()
        elif len(self.screen_stack) == 1:
            self.push_screen(Lobby(self.library, self.seeds))

    def open(self, opening: Callable[[], Open]) -> None:
        """Open a session off the event loop and sit down at it."""

        def begin() -> None:
            try:
                session = opening()
            except TabletopError as trouble:
                self.call_from_thread(self.tell, "This did not work", str(trouble))
            else:
                self.call_from_thread(self.sit_down, session)

        self.run_worker(begin, thread=True, group="door", exclusive=True)

    def tell(self, title: str, text: str) -> None:
        """Show *text* in a dialog."""
        from tabletop.tui.play.dialogs import notice

        self.push_screen(notice(title, text))


def run(library: Library, *, session: Open | None = None, plain_characters: bool = False) -> int:
    """
    Open the lobby, or the table of *session*, and return the exit status once it is left.

    Args:
        plain_characters: Draw rules and signs with ASCII.
    """
    seeds = known_seeds(library) if session is None else None
    app = TabletopApp(library, session=session, seeds=seeds, plain_characters=plain_characters)
    return ended(app)


def ended(app: TabletopApp, **how: Any) -> int:
    """
    Run *app* until it is left, let go of its session, and return the exit status.

    A fault that stopped it is raised again here, where the terminal is as it was before.
    """
    try:
        status = app.run(**how)
        if app.fault is not None:
            raise app.fault
        return app.return_code or status or 0
    except Exception as fault:
        if app.session is not None:
            note_save(fault, app.session.path)
        raise
    finally:
        if app.session is not None:
            app.session.close()


def known_seeds(library: Library) -> Sequence[Start] | None:
    """Return the seeds before the first picture; None where the lobby has to find out why not."""
    try:
        return library.seeds()
    except TabletopError:
        return None
