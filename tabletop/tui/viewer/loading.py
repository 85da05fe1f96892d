"""Reading a saved session off the event loop, and folding it while nobody waits."""

import gc
import threading
from collections.abc import Callable
from typing import Final

from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from tabletop.errors import TabletopError
from tabletop.journal.lines import Line
from tabletop.language.ids import WALL, Viewer
from tabletop.pages.text import put
from tabletop.pages.view import View, view_at
from tabletop.replay.replay import Replay
from tabletop.tui.entries import Open
from tabletop.tui.play.table import Table
from tabletop.tui.viewer.entering import Wanted, entered
from tabletop.tui.widgets.banner import Banner

Progress = Callable[[int, int], None]
Reading = Callable[[Progress], Replay]

LONG: Final = 2_000
"""Frames from which on a session is so long that a key would wait for the garbage collector."""

SLICE: Final = 40
"""Frames folded ahead in one go, while a key may be waiting: some milliseconds."""


class Loading(Table):
    """
    A table that reads a session before it shows it.

    Whoever computes something of the replay in a thread holds *hold* meanwhile, in short turns.

    Attributes:
        replay: The session, once it is read.
        line: The line that is shown.
        number: The frame that is shown; 0 is the opening.
        viewer: Whose sight is shown.
        trouble: Why there is nothing to show.
        warmed: The frames up to this one can be gone to at once.
    """

    class Closed(Message, namespace="viewing"):
        """The viewer was left; *trouble* says why, where nothing could be shown."""

        def __init__(self, trouble: TabletopError | None = None) -> None:
            super().__init__()
            self.trouble = trouble

    class Begun(Message, namespace="viewing"):
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
        self.busy = True
        self.hold = threading.Lock()
        self.warmed = 0

    @property
    def is_ready(self) -> bool:
        """Whether the save is read."""
        return self.view is not None

    def on_mount(self) -> None:
        self.query_one(Banner).say(put("Reading the session ..."))
        self.run_worker(self.read, thread=True, exit_on_error=False, group="read")

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
        if event.state != WorkerState.ERROR:
            return
        said = f"{type(event.worker.error).__name__}: {event.worker.error}"
        if event.worker.group == "read" and self.trouble is None:
            self.refuse(TabletopError(said))
        else:
            self.busy = False
            self.app.notify(said, severity="error")

    def begin(self, replay: Replay, line: Line, view: View, viewer: Viewer) -> None:
        """Show the first frame, then fold the others while nobody waits."""
        self.busy = False
        self.replay, self.line, self.number, self.viewer = replay, line, view.number, viewer
        self.warmed = view.number
        self.set_aside()
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
            try:
                self.fold_to(begin, self.line)
            except TabletopError:
                return  # told to whoever goes there
            self.warmed = max(self.warmed, begin)
            if begin % LONG < SLICE or begin == last:
                self.set_aside()

    def fold_to(self, number: int, line: Line) -> None:
        """Run in a thread: fold what leads to frame *number*, and read the turns of *line*."""
        with self.hold:
            self.replay.state(number)
            self.replay.turns(line, line.at_or_before(number))

    def set_aside(self) -> None:
        """Keep what was read of a long session out of the way of the garbage collector."""
        # It looks through all of it every few keys, for a tenth of a second, and none is garbage.
        if len(self.replay.journal.frames) >= LONG:
            gc.freeze()

    def present(self, view: View) -> None:
        """Show *view* of the frame that was gone to."""
        self.lay_out(view)
