"""Leading the wall: every `tabletop watch` of the same save shows where the viewer is."""

import threading
from functools import partial
from pathlib import Path

from tabletop.errors import TabletopError
from tabletop.journal.lead import Leader
from tabletop.pages.text import Words, put
from tabletop.pages.view import View
from tabletop.tui.play.sitting import Sitting
from tabletop.tui.viewer.viewing import Viewing
from tabletop.tui.widgets.banner import Banner

Place = tuple[int, str, int]
"""Frame, line, and the last frame there is while somebody plays on from there, else 0."""

BEGUN = "Every wall of this session shows where you are. The same key ends it."
ENDED = "The walls are left to themselves again."


class Voice:
    """
    Says where a viewer is, in threads, the newest place alone.

    Attributes:
        wanted: Where those who follow should be.
    """

    def __init__(self, path: Path, game_id: str) -> None:
        self.path = path
        self.game_id = game_id
        self.wanted: Place = (0, "", 0)
        self.leader: Leader | None = None
        self.is_ended = False
        self.turn = threading.Lock()

    def say(self) -> None:
        """
        Say where to be; whoever says it first begins to lead.

        Raises:
            SaveError: If somebody else leads, or nothing can be written.
        """
        with self.turn:
            if self.is_ended:
                return
            if self.leader is None:
                self.leader = Leader(self.path, self.game_id)
            frame, line, until = self.wanted
            self.leader.point(frame, line, until=until)

    def end(self) -> None:
        """Lead no more."""
        with self.turn:
            self.is_ended = True
            if self.leader is not None:
                self.leader.close()


class Leading(Viewing):
    """A session that is looked at, and can have the walls show the same frame of it."""

    voice: Voice | None = None

    def present(self, view: View) -> None:
        super().present(view)
        self.point()

    def standing(self) -> Words:
        """Say also that the walls are led."""
        said = super().standing()
        if self.voice is None:
            return said
        return put(("◆ leads the wall", "bold $focus"), "  " if said else "", said)

    def action_lead(self) -> None:
        """Begin to lead the walls of this session, or leave them alone again."""
        if self.voice is not None:
            self.end_lead()
            self.app.notify(ENDED)
            return
        journal = self.replay.journal
        self.voice = Voice(journal.path, journal.head.game_id)
        self.point(begins=True)
        self.query_one(Banner).run_clock(self.standing())

    def point(self, *, begins: bool = False) -> None:
        """Have the walls follow to where this is, or to a table that was opened from here."""
        voice = self.voice
        if voice is None:
            return
        plays = isinstance(self.app.screen, Sitting)
        until = len(self.replay.journal.frames) if plays else 0
        voice.wanted = (self.number, self.line.name, until)
        work = partial(self.say, voice, begins)
        self.run_worker(work, thread=True, exit_on_error=False, group="lead")

    def say(self, voice: Voice, begins: bool) -> None:
        """Run in a thread: the disk takes its time, and another leader may have to be asked."""
        try:
            voice.say()
        except TabletopError as trouble:
            why = f"The walls cannot be led: {trouble.sentence}."
            self.app.call_from_thread(self.refuse_lead, voice, why)
        else:
            if begins:
                self.app.call_from_thread(self.app.notify, BEGUN)

    def refuse_lead(self, voice: Voice, why: str) -> None:
        """Say why nobody can be led from here."""
        if self.voice is voice:
            self.end_lead()
            self.app.notify(why, severity="error")

    def end_lead(self) -> None:
        """Leave the walls alone."""
        voice, self.voice = self.voice, None
        if voice is not None:
            voice.end()
            self.query_one(Banner).run_clock(self.standing())

    def on_screen_suspend(self) -> None:
        # A dialog leaves the walls where they are; a table that was opened takes them along.
        self.point()

    def on_screen_resume(self) -> None:
        self.point()

    def on_unmount(self) -> None:
        if self.voice is not None:
            self.voice.end()
