"""A saved session on the table: read off the event loop, shown at any frame through any eyes."""

import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.worker import Worker, get_current_worker

from tabletop.errors import TabletopError
from tabletop.game.words import FACILITATOR, WALL, ActorId, Viewer
from tabletop.journal.model import Journal
from tabletop.table.lines import Line
from tabletop.table.replay import Heard, Replay
from tabletop.table.review import Review
from tabletop.tui.entries import Open
from tabletop.tui.paint import Row, ink, put
from tabletop.tui.panes import frame, hand, rail, situation, story
from tabletop.tui.screens.autoplay import Player
from tabletop.tui.screens.entering import Wanted, entered
from tabletop.tui.screens.table import DETAILS, Table
from tabletop.tui.view import View, view_at
from tabletop.tui.widgets.banner import Banner
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.scrubber import Scrubber

Progress = Callable[[int, int], None]
Reading = Callable[[Progress], Replay]

SLICE: Final = 40
"""Frames folded ahead in one go, while a key may be waiting: some milliseconds."""

NEAR: Final = 400
"""Frames that a key may wait for; what is further off is fetched in a thread."""


class Viewing(Table):
    """
    A table that shows a saved session, and decides nothing.

    Whoever computes something of the replay in a thread holds *hold* meanwhile, in short turns.

    Attributes:
        replay: The session, once it is read.
        line: The line that is shown.
        number: The frame that is shown; 0 is the opening.
        viewer: Whose sight is shown.
        secrets: Whether what that viewer may not see is shown beside.
        spoils: Whether what comes after the frame is shown on the scrubber, and searched.
        warmed: The frames up to this one can be gone to at once.
        trail: Where one was before each jump, the last one last.
        found: What was looked for last.
        heard: What this frame told the eyes that look, line by line.
        review: Writes to the save, once somebody has something to say.
        seated: Who played a what-if last; nobody did while it is empty.
    """

    TABS: ClassVar[tuple[str, ...]] = ("now", "hand", "moves", "offers", "news", "aims")

    class Closed(Message):
        """The viewer was left; *trouble* says why, where nothing could be shown."""

        def __init__(self, trouble: TabletopError | None = None) -> None:
            super().__init__()
            self.trouble = trouble

    class Begun(Message):
        """A table is to be opened, as *begin* does off the event loop."""

        def __init__(self, begin: Callable[[], Open]) -> None:
            super().__init__()
            self.begin = begin

    replay: Replay
    line: Line

    def __init__(self, reading: Reading, wanted: Wanted) -> None:
        """
        Show what *reading* returns, beginning where it is *wanted*.

        It is called off the event loop, with a way to say how far it has come.
        """
        super().__init__()
        self.reading = reading
        self.wanted = wanted
        self.number = 0
        self.viewer = WALL
        self.trouble: TabletopError | None = None
        self.secrets = False
        self.spoils = False
        self.tab = "now"
        self.busy = True
        self.hold = threading.Lock()
        self.warmed = 0
        self.reached: dict[str, int] = {}
        self.trail: list[tuple[Line, int]] = []
        self.player = Player()
        self.found = ""
        self.heard: Sequence[Heard] = ()
        self.review: Review | None = None
        self.seated: Mapping[Viewer, str] = {}

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Scrubber()

    def on_mount(self) -> None:
        self.query_one(Banner).say(put("Reading the session ..."))
        self.run_worker(self.read, thread=True, exit_on_error=False, group="read")

    # Reading

    def read(self) -> None:
        """Run in a thread: read the save, and look at the frame to begin at."""
        try:
            replay = self.reading(self.tell_progress)
            line, number, viewer = entered(replay, self.wanted)
            view = view_at(replay, line, number, viewer)
        except TabletopError as trouble:
            self.app.call_from_thread(self.refuse, trouble)
        else:
            self.app.call_from_thread(self.begin, replay, line, view, viewer)

    def tell_progress(self, done: int, of: int) -> None:
        """Say from the reading thread that *done* bytes are read of *of*."""
        self.app.call_from_thread(self.show_progress, done, of)

    def show_progress(self, done: int, of: int) -> None:
        """Show how far the reading has come."""
        if self.view is None:
            full = 30 * done // max(1, of)
            bar = put(("━" * full, "$focus"), ("─" * (30 - full), "$rule"))
            said = put("Reading the session  ", bar, f"  {100 * done // max(1, of)}%")
            self.query_one(Banner).say(said)

    def refuse(self, trouble: TabletopError) -> None:
        """Leave, and say why nothing can be shown."""
        self.busy = False
        self.trouble = trouble
        self.post_message(self.Closed(trouble))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.error is not None and event.worker.group == "read":
            said = f"{type(event.worker.error).__name__}: {event.worker.error}"
            self.refuse(TabletopError(said))

    def begin(self, replay: Replay, line: Line, view: View, viewer: Viewer) -> None:
        """Show the first frame, then fold the others while nobody waits."""
        self.busy = False
        self.replay, self.line, self.number, self.viewer = replay, line, view.number, viewer
        self.warmed = view.number
        self.present(view)
        self.warm_up()
        if replay.journal.damage is not None:
            said = "The save is damaged. What is shown is all that can be read of it."
            self.app.notify(said, severity="warning", timeout=10)

    def damage_words(self) -> str:
        """Say how far the save could be read; "" if to its end, or not at all."""
        if self.view is None or self.replay.journal.damage is None:
            return ""
        journal = self.replay.journal
        assert journal.damage is not None
        sentence = f"readable up to frame {len(journal.frames)}: {journal.damage.sentence}"
        return f"{journal.path}, byte {journal.damage.byte}: {sentence}"

    def warm_up(self) -> None:
        """Fold what was not folded yet, in a thread."""
        self.run_worker(self.fold_ahead, thread=True, exit_on_error=False, group="fold")

    def fold_ahead(self) -> None:
        """Run in a thread: fold every frame, in turns so short that no key waits for one."""
        worker = get_current_worker()
        last = len(self.replay.journal.frames)
        begin = 0
        while begin < last and not worker.is_cancelled:
            begin = min(last, begin + SLICE)
            with self.hold:
                try:
                    self.replay.state(begin)
                except TabletopError:
                    return  # told to whoever goes there
            self.warmed = max(self.warmed, begin)

    def grow(self, journal: Journal) -> None:
        """Go on with *journal*, which is the one so far and more."""
        with self.hold:
            self.replay.grow(journal)
        self.line = self.replay.line(self.line.name) or self.replay.main
        self.go(self.number)
        self.warm_up()

    # Going

    @property
    def is_ready(self) -> bool:
        """Whether the save is read."""
        return self.view is not None

    def go(self, number: int, line: Line | None = None, *, jumps: bool = False) -> None:
        """
        Show frame *number*, or the last before it on *line*; that is the one shown if none is told.

        Args:
            jumps: Whether one comes back from there by the key that goes back.
        """
        line = line or self.line
        number = line.at_or_before(number)
        if jumps and (line.name, number) != (self.line.name, self.number):
            self.trail.append((self.line, self.number))
        if self.busy or number > self.warmed + NEAR:
            self.busy = True
            self.query_one(Banner).say(put(("… ", "$focus"), f"Going to frame {number}."))
            self.run_worker(
                partial(self.fetch, number, line), thread=True, group="seek", exclusive=True
            )
            return
        try:
            with self.hold:
                view = self.view_of(number, line)
        except TabletopError as trouble:
            self.stay(trouble)
        else:
            self.arrive(line, view)

    def fetch(self, number: int, line: Line) -> None:
        """Run in a thread: look at a frame that is far from all that was folded."""
        worker = get_current_worker()
        try:
            with self.hold:
                view = self.view_of(number, line)
        except TabletopError as trouble:
            self.app.call_from_thread(self.stay, trouble)
            return
        self.warmed = max(self.warmed, number)
        if not worker.is_cancelled:
            self.app.call_from_thread(self.arrive, line, view)

    def view_of(self, number: int, line: Line) -> View:
        """Return the view of frame *number* of *line*, through the eyes that are chosen."""
        return view_at(self.replay, line, number, self.eyes)

    def arrive(self, line: Line, view: View) -> None:
        """Show *view* of a frame of *line*."""
        self.busy = False
        self.line, self.number = line, view.number
        self.present(view)
        self.arrived()

    def arrived(self) -> None:
        """Do what follows once a frame is shown."""

    def pause(self) -> None:
        """Stop playing by itself."""
        if self.player.is_playing:
            self.player.is_playing = False
            self.show_scrubber()

    def stay(self, trouble: TabletopError) -> None:
        """Say why a frame cannot be shown."""
        self.busy = False
        self.player.is_playing = False
        self.app.notify(str(trouble), severity="error")
        if self.view is not None:
            self.present(self.view)

    @property
    def eyes(self) -> Viewer:
        """Whose sight is laid out: the viewer's, or the facilitator's with the secrets shown."""
        return FACILITATOR if self.secrets else self.viewer

    @property
    def seat(self) -> ActorId:
        return ActorId(self.viewer)

    def look(self, viewer: Viewer) -> None:
        """Show the same frame as *viewer* saw it."""
        self.viewer = viewer
        self.go(self.number)

    # Showing

    def present(self, view: View) -> None:
        """Lay out *view*, and say above it what happened in its frame."""
        self.reached[self.line.name] = max(self.number, self.reached.get(self.line.name, 0))
        with self.hold:
            self.heard = self.replay.heard(view.number, self.eyes)
        banner = self.query_one(Banner)
        banner.tell(view, put((f"{view.number} ", "bold $focus"), frame.headline(view)))
        banner.run_clock(self.standing())
        if self.tab == "now":
            main = self.lines("main")
            main.set_reactive(Lines.cursor, frame.first_of_note(frame.told_now(view)))
        self.lay_out(view)
        self.show_scrubber()

    def standing(self) -> Content:
        """Say what is not as usual: a line that was not played, secrets shown, what is to come."""
        said = []
        if not self.line.is_main:
            said.append(put(("◇ ", "$focus"), ink(self.line.name, "bold $focus")))
        if self.secrets:
            said.append(put(("◌ with secrets", "$covert")))
        return put("  ").join(said)

    def show_scrubber(self) -> None:
        """Bring the scrubber up to date."""
        with self.hold:
            shown = rail.rail_of(
                self.replay, self.line, self.number, self.viewer, reveals=self.spoils
            )
        playing = self.player.is_playing
        state = put(("▸ ", "bold $focus"), "playing") if playing else put(("■ paused", "$quiet"))
        frames = len(self.line.frames)
        count = f"{self.number} of {frames}" if self.spoils else f"frame {self.number}"
        self.query_one(Scrubber).tell(
            shown,
            (state, put((self.player.words(), "" if playing else "$quiet"))),
            (put((self.clock(), "$quiet")), put((count, "bold"))),
        )

    def clock(self) -> str:
        """Return how long the session had been played at this frame."""
        ms = self.replay.frame(self.number).at_ms if self.number else 0
        minutes, seconds = divmod(ms // 1000, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    def read_hand(self, view: View) -> None:
        shown = self.tab == "hand" and view.state.hands
        self.hand_lines = hand.hand_lines(view, self.seat, self.plan) if shown else ()

    def show_tab(self, tab: str = "") -> None:
        if tab and self.view is not None:
            self.tab, before = tab, self.tab
            self.read_hand(self.view)
            self.tab = before
        super().show_tab(tab)

    def actor_rows(self, view: View, width: int) -> list[Row]:
        return situation.things(view, width)

    def show_feed(self, view: View) -> None:
        feed = self.lines("feed")
        feed.show(
            lambda width: story.story(view.feed, view.number, width), cursor=len(view.feed) - 1
        )

    def main_rows(self, width: int) -> list[Row]:
        if self.view is not None and self.tab == "now":
            return frame.lines(self.view, width)
        return super().main_rows(width)

    def detail_rows(self, width: int) -> list[Row]:
        view = self.view
        if view is not None and self.tab == "now":
            at = self.lines("main").cursor
            return frame.page(view, self.heard[at] if 0 <= at < len(self.heard) else None, width)
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
