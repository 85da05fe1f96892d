"""The viewer: a saved session at any frame of any line, through any eyes."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from tabletop.errors import TabletopError
from tabletop.game.words import FACILITATOR, WALL, Viewer
from tabletop.table.replay import Line, Replay
from tabletop.tui.actions import Where, bindings
from tabletop.tui.entries import Read
from tabletop.tui.paint import Row, put
from tabletop.tui.panes import frame
from tabletop.tui.screens.table import DETAILS, Table
from tabletop.tui.view import View, view_at
from tabletop.tui.widgets.banner import Banner


class Reviewing(Table):
    """
    A table that shows a saved session, and decides nothing.

    Attributes:
        replay: The session, once it is read.
        line: The line that is shown.
        number: The frame that is shown; 0 is the opening.
        viewer: Whose sight is shown.
    """

    WHERES: ClassVar[tuple[Where, ...]] = ("replay",)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("replay", first=True),
        *(
            Binding(str(n), f"tenth({n})", show=False, id=f"tenth.{n}", priority=True)
            for n in range(10)
        ),
    ]
    TABS = ("now", "hand", "moves", "offers", "news", "aims")

    class Closed(Message):
        """The viewer was left; *trouble* says why, where nothing could be shown."""

        def __init__(self, trouble: str = "") -> None:
            super().__init__()
            self.trouble = trouble

    replay: Replay
    line: Line

    def __init__(
        self,
        reading: Callable[[], Replay],
        *,
        at: int = 0,
        viewer: Viewer = WALL,
    ) -> None:
        """
        Show what *reading* returns, which is called off the event loop.

        Args:
            at: The frame to begin at; its line is shown.
        """
        super().__init__()
        self.reading = reading
        self.number = at
        self.viewer = viewer
        self.tab = "now"
        self.busy = True

    def on_mount(self) -> None:
        self.run_worker(self.read, thread=True, exit_on_error=False)

    def read(self) -> None:
        """Run in a thread: read the save, and look at the frame to begin at."""
        try:
            replay = self.reading()
            number = min(self.number, len(replay.journal.frames))
            line = replay.line_of(number) if number else replay.main
            view = view_at(replay, line, number, self.viewer)
        except TabletopError as trouble:
            self.app.call_from_thread(self.refuse, trouble)
        else:
            self.app.call_from_thread(self.begin, replay, line, view)

    def refuse(self, trouble: TabletopError) -> None:
        """Leave, and say why nothing can be shown."""
        self.busy = False
        self.post_message(self.Closed(str(trouble)))

    def begin(self, replay: Replay, line: Line, view: View) -> None:
        """Show the first frame."""
        self.busy = False
        self.replay, self.line, self.number = replay, line, view.number
        self.present(view)

    @property
    def is_ready(self) -> bool:
        """Whether the save is read."""
        return self.view is not None

    def go(self, number: int, line: Line | None = None) -> None:
        """Show frame *number*, on *line* or on the one that is shown."""
        line = line or self.line
        number = line.at_or_before(number)
        view = view_at(self.replay, line, number, self.viewer)
        self.line, self.number = line, number
        self.present(view)

    def look(self, viewer: Viewer) -> None:
        """Show the same frame as *viewer* saw it."""
        self.viewer = viewer
        self.go(self.number)

    def present(self, view: View) -> None:
        """Lay out *view*, and say above it what happened in its frame."""
        said = put((f"{view.number} ", "bold $focus"), frame.headline(view))
        self.query_one(Banner).tell(view, said)
        self.query_one(Banner).run_clock(put("" if self.line.is_main else (self.line.name, "bold")))
        self.lay_out(view)

    # The panes

    def main_rows(self, width: int) -> list[Row]:
        if self.view is not None and self.tab == "now":
            return frame.lines(self.view, width)
        return super().main_rows(width)

    def detail_rows(self, width: int) -> list[Row]:
        view = self.view
        if view is not None and self.tab == "now":
            shown = self.replay.frame(view.number) if view.number else None
            return frame.page(view, shown, frame.told_now(view), width)
        return super().detail_rows(width)

    @property
    def detail_title(self) -> str:
        return DETAILS.get(self.tab, "Behind it")

    def tabs(self, named: object) -> Content:
        """Return the tabs by name, the present one marked."""
        painted = []
        for name in self.TABS:
            style = "bold underline $focus" if name == self.tab else "$quiet"
            painted.append(put((name.capitalize(), style)))
        return put("  ").join(painted)

    # Keys

    def is_offered(self, action: str) -> bool:
        return self.is_ready or action == "close_replay"

    def action_next_frame(self) -> None:
        place = self.line.place(self.number)
        if place < len(self.line.frames):
            self.go(self.line.frames[place])
        else:
            self.app.notify("This is the last frame.")

    def action_frame_before(self) -> None:
        place = self.line.place(self.number)
        self.go(self.line.frames[place - 2] if place > 1 else 0)

    def action_line_start(self) -> None:
        self.go(0)

    def action_line_end(self) -> None:
        self.go(self.line.last)

    def action_tenth(self, tenths: int = 0) -> None:
        frames = self.line.frames
        place = len(frames) * tenths // 10
        self.go(frames[place - 1] if place else 0)

    @property
    def viewers(self) -> tuple[Viewer, ...]:
        """Whose eyes there are: the wall's, the seats' in deck order, the facilitator's."""
        seats = (actor.id for actor in self.replay.deck.actors)
        return (WALL, *seats, FACILITATOR)

    def turn_viewer(self, by: int) -> None:
        """Look through the eyes that are *by* places further."""
        eyes = self.viewers
        self.look(eyes[(eyes.index(self.viewer) + by) % len(eyes)])

    def action_next_viewer(self) -> None:
        self.turn_viewer(1)

    def action_viewer_before(self) -> None:
        self.turn_viewer(-1)

    def turn_tab(self, by: int) -> None:
        """Turn to the tab that is *by* places further."""
        self.turn_to(self.TABS[(self.TABS.index(self.tab) + by) % len(self.TABS)])

    def action_next_tab(self) -> None:
        self.turn_tab(1)

    def action_tab_before(self) -> None:
        self.turn_tab(-1)

    def action_close_replay(self) -> None:
        self.post_message(self.Closed())


def viewer_of(reading: Callable[[], Read], at: int, viewer: str) -> Reviewing:
    """Return the viewer of the session that *reading* returns."""

    def read() -> Replay:
        found = reading()
        assert isinstance(found, Replay), "nothing else is looked at"
        return found

    return Reviewing(read, at=at, viewer=Viewer(viewer))
