"""A saved session on the table: read off the event loop, shown at any frame through any eyes."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

import attrs
from textual.app import ComposeResult
from textual.worker import get_current_worker

from tabletop.errors import TabletopError
from tabletop.journal.lines import Line
from tabletop.journal.model import Journal
from tabletop.language.ids import FACILITATOR, ActorId, MoveId, Viewer
from tabletop.pages import frame, hand, news, rail, situation
from tabletop.pages.text import Row, Words, ink, put
from tabletop.pages.view import View, unseen, view_at
from tabletop.replay import causes, line_list
from tabletop.replay.notes import Review
from tabletop.replay.replay import Heard
from tabletop.table.feed import Told
from tabletop.tui.play.table import DETAILS
from tabletop.tui.viewer.autoplay import Player
from tabletop.tui.viewer.entering import Wanted
from tabletop.tui.viewer.loading import SLICE, Loading, Reading
from tabletop.tui.widgets.banner import Banner
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.scrubber import Scrubber

NEAR: Final = 400
"""Frames that a key may wait for; what is further off is fetched in a thread."""

ROOMY: Final = 110
NAME_ROOM: Final = 22
"""Cells of a screen that has room to say where a line left; and of a name on any other."""


class Viewing(Loading):
    """
    A table that shows a saved session, and decides nothing.

    Attributes:
        secrets: Whether what that viewer may not see is shown beside.
        spoils: Whether what comes after the frame is shown on the scrubber, and searched.
        trail: Where one was before each jump, the last one last.
        found: What was looked for last.
        heard: What this frame told the eyes that look, line by line.
        remark: What was said of this frame.
        remarks: What was said of the frames of the line, up to this one.
        review: Writes to the save, once somebody has something to say.
        seated: Who played a what-if last; nobody did while it is empty.
    """

    TABS: ClassVar[tuple[str, ...]] = ("now", "hand", "moves", "offers", "news", "aims", "notes")

    def __init__(self, reading: Reading, wanted: Wanted) -> None:
        super().__init__(reading, wanted)
        self.secrets = False
        self.spoils = False
        self.tab = "now"
        self.reached: dict[str, int] = {}
        self.trail: list[tuple[Line, int]] = []
        self.player = Player()
        self.found = ""
        self.heard: Sequence[Heard] = ()
        self.remark = frame.Remark(0, "", "", ())
        self.remarks: Sequence[frame.Remark] = ()
        self.review: Review | None = None
        self.seated: Mapping[Viewer, str] = {}

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Scrubber()

    def grow(self, journal: Journal) -> None:
        """Go on with *journal*, which is the one so far and more."""
        with self.hold:
            self.replay.grow(journal)
        known = {(line.begin, line.is_main): line for line in self.replay.lines}
        self.line = known.get((self.line.begin, self.line.is_main), self.replay.main)
        self.go(self.number)
        self.warm_up()

    # Going

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

    def say_line(self, before: Line, line: Line, *where: str) -> None:
        """Say *where* one has gone, and on which line one is now if that is another."""
        said = [f"On the line {line.name}"] if line.name != before.name else []
        if said or (where and where[-1]):
            words = ", ".join([*said, *filter(None, where)])
            self.app.notify(f"{words[:1].upper()}{words[1:]}.")

    def fetch(self, number: int, line: Line) -> None:
        """Run in a thread: look at a frame that is far from all that was folded."""
        worker = get_current_worker()
        try:
            for begin in range(self.warmed, number, SLICE):
                if worker.is_cancelled:
                    return
                self.fold_to(begin, line)
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
        view = view_at(self.replay, line, number, self.eyes)
        if self.eyes == self.viewer:
            return view
        own = self.replay.sight(number, self.viewer).state
        return attrs.evolve(view, unseen=unseen(view.state, own))

    def veiled(self, told: Sequence[Told]) -> Sequence[bool]:
        """Return for each line that is told whether the viewer was not told it then."""
        if self.eyes == self.viewer:
            return ()
        heard = {
            number: {line.line.text for line in self.replay.told(number, self.viewer)}
            for number in {line.frame for line in told}
        }
        return [line.line.text not in heard[line.frame] for line in told]

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
            table = self.replay, self.line, view.number, self.eyes
            self.heard = self.replay.heard(view.number, self.eyes)
            self.remark = frame.remark_on(self.replay, view.number, self.eyes)
            self.remarks = frame.remarks_on(*table)
        banner = self.query_one(Banner)
        banner.tell(view, put((f"{view.number} ", "bold $focus"), frame.headline(view)), self.whose)
        banner.run_clock(self.standing())
        if self.tab == "now":
            main = self.lines("main")
            main.set_reactive(Lines.cursor, frame.first_of_note(frame.told_now(view)))
        self.lay_out(view)
        self.show_scrubber()

    def standing(self) -> Words:
        """Say what is not as usual: a line that was not played, secrets shown, what is to come."""
        said = []
        if not self.line.is_main:
            said.append(self.line_standing())
        if self.eyes != self.viewer:
            said.append(put(("◌ was hidden", "$covert")))
        return put("  ").join(said)

    @property
    def whose(self) -> Words | None:
        """Through whose eyes it is seen with the secrets shown; None while they are not."""
        if self.eyes == self.viewer:
            return None
        return put(ink(self.name_of(self.viewer), "bold"), (", with what was hidden", "$covert"))

    def line_standing(self) -> Words:
        """Say that a line was not played, and where it left; in short where there is less room."""
        words = line_list.line_words(self.line)
        if self.size.width >= ROOMY:
            # What is far ahead is not folded while a key waits.
            is_near = self.line.fork <= max(self.number, self.warmed)
            with self.hold:
                left = line_list.left_words(self.replay, self.line) if is_near else ""
            whence = (f", {left}" if left else "", "$quiet")
            return put(("◇ ", "$focus"), ink(words, "bold $focus"), whence)
        name = ink(words.removeprefix("What-if: "), "bold $focus").truncate(
            NAME_ROOM, ellipsis=True
        )
        kind = "What-if " if self.line.is_named else ""
        return put((f"{kind}◇ ", "$focus"), name)

    def name_of(self, viewer: Viewer) -> str:
        """Return what *viewer* is called."""
        return self.view.name(viewer) if self.view else viewer

    def show_scrubber(self) -> None:
        """Bring the scrubber up to date."""
        with self.hold:
            shown = rail.rail_of(
                self.replay, self.line, self.number, self.viewer, reveals=self.spoils
            )
        playing = self.player.is_playing
        state = put(("▸ ", "bold $focus"), "playing") if playing else put(("■ paused", "$quiet"))
        number, last = self.number, self.line.last
        counts: tuple[str, ...] = (f"frame {number}", f"{number}")
        if self.spoils:
            counts = (f"{number} of {last}", f"{number}/{last}", f"{number}")
        self.query_one(Scrubber).tell(
            shown,
            (state, put((self.player.words(), "" if playing else "$quiet"))),
            put((self.clock(), "$quiet")),
            counts,
        )

    def clock(self) -> str:
        """Return how long the session, or a what-if by itself, had been played at this frame."""
        ms = self.replay.frame(self.number).at_ms if self.number else 0
        if self.number in self.line.own and not self.line.is_main:
            # It may have been played years after what it left.
            ms = max(0, ms - self.replay.frame(self.line.begin).at_ms)
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
        veiled = self.veiled(view.feed)
        self.lines("feed").show(
            lambda width: news.story(view.feed, view.number, width, veiled),
            cursor=len(view.feed) - 1,
        )

    def main_rows(self, width: int) -> list[Row]:
        view = self.view
        if view is not None and self.tab == "now":
            said = frame.remark_rows(view, self.remark, width)
            told = frame.lines(view, width, self.veiled(frame.told_now(view)))
            return [*said, *([Row(put(""))] if said else []), *told]
        if view is not None and self.tab == "notes":
            return frame.remarks(view, self.remarks, width)
        return super().main_rows(width)

    def detail_rows(self, width: int) -> list[Row]:
        view = self.view
        if view is not None and self.tab == "moves":
            self.adjudged = self.adjudged_by(view)
        if view is not None and self.tab == "now":
            if not view.number:
                return frame.opening_page(view, width)
            at = self.lines("main").cursor
            return frame.page(view, self.heard[at] if 0 <= at < len(self.heard) else None, width)
        return super().detail_rows(width)

    def adjudged_by(self, view: View) -> dict[MoveId, int]:
        """Return the frame in which each move on the table was decided, if it is by now."""
        table = self.replay, self.line, view.number, self.eyes
        with self.hold:
            ways = {made.id: causes.of_move(*table, made.id) for made in view.state.moves}
        return {move: way.adjudicated for move, way in ways.items()}

    @property
    def detail_title(self) -> str:
        return DETAILS.get(self.tab, "Behind it")

    def tab_title(self) -> Words:
        """Return the tabs by name, the present one marked; others in short where room is."""
        room = self.lines("main").outer_size.width - 4
        for gap, letters in (("  ", 9), (" ", 9), (" ", 4), (" ", 3), (" ", 1)):
            title = put(gap).join(self.tab_names(letters))
            if title.cell_length <= room:
                return title
        return self.tab_names(9)[self.TABS.index(self.tab)]

    def tab_names(self, letters: int) -> list[Words]:
        """Return the tabs, all but the present one cut to so many letters."""
        return [
            put((name.capitalize(), "bold underline $focus"))
            if name == self.tab
            else put((name.capitalize()[:letters], "$quiet"))
            for name in self.TABS
        ]

    def tab_at(self, x: int) -> str:
        """Return the tab whose name stands *x* cells from the left end of the border."""
        begins, at = [], 0
        title = self.tab_title().plain
        for word in title.split():
            at = title.index(word, at)
            begins.append(at + 1)
            at += len(word)
        return self.TABS[max(0, sum(begin <= x for begin in begins) - 1)]

    @property
    def shows_plan(self) -> bool:
        """Whether a sealed plan stands below the hand: nobody drafts one here."""
        if self.view is None or self.tab != "hand":
            return False
        state = self.view.state
        return self.seat in state.plans and self.seat in state.hands

    @property
    def tells_most(self) -> bool:
        """Never: from frame to frame nothing moves that need not."""
        return False

    def turn_to(self, tab: str) -> None:
        super().turn_to(tab)
        self.set_class(self.shows_plan, "-planning")
