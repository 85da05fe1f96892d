"""The viewer: a saved session on the table, at any frame of it and through anybody's eyes."""

import gc
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, partial, partialmethod
from typing import TYPE_CHECKING, ClassVar, Final, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from tabletop.bots.seats import Seats
from tabletop.errors import TabletopError
from tabletop.game.narrate import Namer
from tabletop.journal.lead import is_played
from tabletop.journal.lines import Line
from tabletop.journal.model import Journal
from tabletop.language.ids import ActorId, MoveId
from tabletop.pages import hand, rail, result, situation
from tabletop.pages.text import Words, put
from tabletop.pages.view import View
from tabletop.replay import goto, seals
from tabletop.replay.cursor import SLICE, Cursor, Entrance
from tabletop.replay.goto import FramePlace
from tabletop.replay.notes import Review
from tabletop.replay.replay import Replay
from tabletop.replay.search import Hit
from tabletop.table.session import Session
from tabletop.tui.actions import Where, bindings
from tabletop.tui.entries import Open, OpenReplay
from tabletop.tui.viewer.autoplay import Player
from tabletop.tui.viewer.moment import (
    Moment,
    actors_shown,
    adjudged,
    moment_of,
    scrubbed,
    standing,
    tracks_shown,
)
from tabletop.tui.widgets.banner import Banner
from tabletop.tui.widgets.form import Answers, Form
from tabletop.tui.widgets.lines import Lines, Painter
from tabletop.tui.widgets.scrubber import Scrubber
from tabletop.tui.widgets.stage import Stage
from tabletop.tui.widgets.table_view import TABLE_CSS, Spread, Tab, TableView, tabs_of

if TYPE_CHECKING:
    from tabletop.tui.viewer.lead import WallGuide
    from tabletop.tui.viewer.line_screen import LineList
    from tabletop.tui.viewer.questions import FrameQuestion
    from tabletop.tui.viewer.side_by_side import Visited
    from tabletop.tui.viewer.what_if import Opening

Progress = Callable[[int, int], None]
Reading = Callable[[Progress], OpenReplay]

Found = TypeVar("Found")

LONG: Final = 2_000
"""Frames from which on a session is so long that a key would wait for the garbage collector."""

NEAR: Final = 400
"""Frames that a key may wait for; what is further off is fetched in a thread."""

ROOMY: Final = 110
"""Cells of a screen that has room to say where a line left."""

LED: Final = "Every wall of this session shows where you are. The same key ends it."

PLAYED: Final = (
    "This session is open in another window or program, where it may be played. Close it there to"
    " play it otherwise here."
)


class ViewerScreen(Stage):
    """
    A table that shows a saved session, and decides nothing.

    It is read off the event loop. What a key needs beyond the table is imported when it is
    pressed: the first picture comes first.

    Attributes:
        cursor: Where in the session one stands, once it is read.
        moment: What is shown of that; None before.
        trouble: Why there is nothing to show.
        busy: Whether what was asked for is still to come.
        guide: Leads the walls of this session, while somebody wants it.
        review: Writes to the save, once somebody has something to say.
        seated: Who played a what-if last; nobody did while it is empty.
    """

    class Closed(Message, namespace="viewer"):
        """The viewer was left; *trouble* says why, where nothing could be shown."""

        def __init__(self, trouble: TabletopError | None = None) -> None:
            super().__init__()
            self.trouble = trouble

    class Begun(Message, namespace="viewer"):
        """A table is to be opened, as *begin* does off the event loop."""

        def __init__(self, begin: Callable[[], Open]) -> None:
            super().__init__()
            self.begin = begin

    CSS_PATH = TABLE_CSS
    CSS = """
    /* What is said beside stands above the scrubber. */
    ViewerScreen ToastRack { margin-bottom: 3; }
    """
    TABS: ClassVar[tuple[str, ...]] = ("now", "hand", "moves", "offers", "news", "aims", "notes")
    WHERES: ClassVar[tuple[Where, ...]] = ("replay",)
    IS_HOME = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("replay", first=True),
        *(
            Binding(str(n), f"tenth({n})", show=False, id=f"tenth.{n}", priority=True)
            for n in range(10)
        ),
        Binding("escape", "nothing_open", show=False, id="replay.escape"),
    ]

    cursor: Cursor

    def __init__(self, reading: Reading, entrance: Entrance, player: Player | None = None) -> None:
        """
        Show what *reading* returns, beginning at *entrance*.

        It is called off the event loop, with a way to say how far it has come.
        """
        super().__init__()
        self.reading = reading
        self.entrance = entrance
        self.player = player or Player()
        self.table = TableView("now")
        self.moment: Moment | None = None
        self.trouble: TabletopError | None = None
        self.busy = True
        self.guide: WallGuide | None = None
        self.review: Review | None = None
        self.seated: Seats = {}

    def compose(self) -> ComposeResult:
        yield Banner()
        yield self.table
        yield from self.compose_footer()
        yield Scrubber()

    # Reading

    @property
    def is_ready(self) -> bool:
        """Whether the save is read."""
        return self.moment is not None

    def on_mount(self) -> None:
        self.query_one(Banner).say(put("Reading the session ..."))
        self.off_loop(self.read, self.begin, "read", failed=self.refuse)

    def off_loop(
        self,
        work: Callable[[], Found | None],
        then: Callable[[Found], object],
        group: str,
        *,
        failed: Callable[[TabletopError], object] | None = None,
        exclusive: bool = False,
    ) -> None:
        """
        Do *work* in a thread, *then* on the event loop what comes of its result.

        Nothing comes of None. Where it *failed* that is told, unless something else comes of it.
        """

        def run() -> None:
            try:
                found = work()
            except TabletopError as trouble:
                self.app.call_from_thread(failed or self.complain, trouble)
            else:
                if found is not None:
                    self.app.call_from_thread(then, found)

        self.run_worker(run, thread=True, group=group, exclusive=exclusive)

    def complain(self, trouble: TabletopError) -> None:
        """Say what cannot be done."""
        self.app.notify(str(trouble), severity="error")

    def read(self) -> tuple[Cursor, Moment]:
        """Run in a thread: read the save, and look at the frame to begin at."""
        replay = self.reading(partial(self.app.call_from_thread, self.show_progress))
        assert isinstance(replay, Replay), "nothing else is looked at"
        cursor = Cursor.enter(replay, self.entrance)
        return cursor, moment_of(cursor, cursor.place)

    def show_progress(self, done: int, of: int) -> None:
        """Show that *done* bytes are read of *of*."""
        if not self.is_ready:
            full = 30 * done // max(1, of)
            bar = put(("━" * full, "$focus"), ("─" * (30 - full), "$rule"))
            said = put("Reading the session  ", bar, f"  {100 * done // max(1, of)}%")
            self.query_one(Banner).say(said)

    def refuse(self, trouble: TabletopError) -> None:
        """Leave, and say why nothing can be shown."""
        self.busy = False
        self.trouble = trouble
        self.post_message(self.Closed(trouble))

    def begin(self, found: tuple[Cursor, Moment]) -> None:
        """Show the first frame, then fold the others while nobody waits."""
        self.busy = False
        self.cursor, moment = found
        self.set_aside()
        self.present(moment)
        self.run_worker(self.fold_ahead, thread=True, group="fold")
        if self.cursor.replay.journal.damage is not None:
            said = "The save is damaged. What is shown is all that can be read of it."
            self.app.notify(said, severity="warning", timeout=10)

    def damage_words(self) -> str:
        """Say how far the save could be read; "" if to its end, or not at all."""
        journal = self.cursor.replay.journal if self.is_ready else None
        if journal is None or journal.damage is None:
            return ""
        sentence = f"readable up to frame {len(journal.frames)}: {journal.damage.sentence}"
        return f"{journal.path}, byte {journal.damage.byte}: {sentence}"

    def fold_ahead(self) -> None:
        """Run in a thread: fold every frame; what cannot be is told to whoever goes there."""
        worker, cursor = get_current_worker(), self.cursor
        last = len(cursor.replay.journal.frames)
        with suppress(TabletopError):
            for done in cursor.fold_to(last, cursor.line, lambda: not worker.is_cancelled):
                if done % LONG < SLICE or done == last:
                    self.set_aside()

    def set_aside(self) -> None:
        """Keep what was read of a long session out of the way of the garbage collector."""
        # It looks through all of it every few keys, for a tenth of a second, and none is garbage.
        if len(self.cursor.replay.journal.frames) >= LONG:
            gc.freeze()

    def grow(self, journal: Journal) -> None:
        """Go on with *journal*, which is the one so far and more."""
        self.cursor.grow(journal)
        self.go(self.cursor.number)
        self.run_worker(self.fold_ahead, thread=True, group="fold")

    # Going

    def go(self, number: int, line: Line | None = None, *, jumps: bool = False) -> None:
        """
        Show frame *number*, or the last before it on *line*; that is the one shown if none is told.

        Args:
            jumps: Whether one comes back from there by the key that goes back.
        """
        place = self.cursor.target(number, line)
        if jumps:
            self.cursor.leave(place)
        if self.busy or place.frame > self.cursor.folded + NEAR:
            self.busy = True
            self.query_one(Banner).say(put(("… ", "$focus"), f"Going to frame {place.frame}."))
            fetch = partial(self.fetch, place)
            self.off_loop(fetch, self.arrive, "seek", failed=self.stay, exclusive=True)
            return
        try:
            moment = moment_of(self.cursor, place)
        except TabletopError as trouble:
            self.stay(trouble)
        else:
            self.arrive(moment)

    def fetch(self, place: FramePlace) -> Moment | None:
        """Run in a thread: look at a frame that is far from all that was folded."""
        worker = get_current_worker()
        for _ in self.cursor.fold_to(place.frame, place.line, lambda: not worker.is_cancelled):
            pass
        return None if worker.is_cancelled else moment_of(self.cursor, place)

    def arrive(self, moment: Moment) -> None:
        """Show *moment*, and wait for the next where the session plays."""
        self.busy = False
        self.cursor.arrive(moment.place)
        self.present(moment)
        self.wait_for_next()

    def stay(self, trouble: TabletopError) -> None:
        """Say why a frame cannot be shown."""
        self.busy = False
        self.player.is_playing = False
        self.app.notify(str(trouble), severity="error")
        if self.moment is not None:
            self.present(self.moment)

    def go_if(self, number: int | None, missing: str) -> None:
        """Go to frame *number*, or say that it is *missing*."""
        self.pause()
        if number is None:
            self.app.notify(missing)
        else:
            self.go(number)

    def jump_to(self, place: FramePlace, *where: str) -> None:
        """Go to *place* as a jump; say *where* that is, and on which line if it is another."""
        before = self.cursor.line
        self.go(place.frame, place.line, jumps=True)
        self.say_line(before, place.line, *where)

    def say_line(self, before: Line, line: Line, *where: str) -> None:
        """Say *where* one has gone, and on which line one is now if that is another."""
        said = [f"On the line {line.name}"] if line.name != before.name else []
        if said or (where and where[-1]):
            words = ", ".join([*said, *filter(None, where)])
            self.app.notify(f"{words[:1].upper()}{words[1:]}.")

    def go_over(self, line: Line) -> None:
        """Show *line*: at this frame if it passes that, else where it parts from this one."""
        self.go(self.cursor.over(line).frame, line, jumps=True)
        self.app.notify(f"On the line {line.name}.")

    # By itself

    def pause(self) -> None:
        """Stop playing by itself."""
        if self.player.is_playing:
            self.player.is_playing = False
            self.show_scrubber()

    def wait_for_next(self) -> None:
        """Let the frame stay for as long as the pace says, then go on, if it plays."""
        if self.player.is_playing and self.player.has_clock:
            cursor = self.cursor
            with cursor.hold:
                seconds = self.player.delay(cursor.replay, cursor.line, cursor.number, cursor.eyes)
            moment = (cursor.number, cursor.line.name, self.player.words())
            self.set_timer(seconds, lambda: self.play_on(moment))

    def play_on(self, moment: tuple[int, str, str]) -> None:
        """Go on from *moment*, unless somebody has gone elsewhere or stopped since."""
        if not self.player.is_playing or self.busy:
            return
        if moment != (self.cursor.number, self.cursor.line.name, self.player.words()):
            return
        after = self.cursor.step(1)
        if self.app.screen is not self or after is None:
            self.pause()
        else:
            self.go(after)

    def change_player(self, change: Callable[[], None]) -> None:
        """Play by another speed or measure, at once."""
        change()
        self.show_scrubber()
        self.wait_for_next()

    # Leading the walls

    def point(self, *, begins: bool = False) -> None:
        """Have the walls follow to where this is, or to a table that was opened from here."""
        guide = self.guide
        if guide is not None:
            screen = self.app.screen
            plays = isinstance(screen, Stage) and "table" in screen.WHERES
            until = len(self.cursor.replay.journal.frames) if plays else 0
            guide.spot = (self.cursor.number, self.cursor.line.name, until)
            self.off_loop(
                partial(self.say_where, guide, begins),
                self.app.notify,
                "lead",
                failed=lambda trouble: self.end_lead(
                    guide, f"The walls cannot be led: {trouble.sentence}."
                ),
            )

    def say_where(self, guide: "WallGuide", begins: bool) -> str | None:
        """Run in a thread: the disk takes its time, and another leader may have to be asked."""
        guide.say()
        return LED if begins else None

    def end_lead(self, guide: "WallGuide", why: str = "") -> None:
        """Leave the walls alone; *why*, if it is not that somebody wanted to."""
        if self.guide is guide:
            self.guide = None
            guide.end()
            self.show_standing()
            if why:
                self.app.notify(why, severity="error")

    def action_lead(self) -> None:
        """Begin to lead the walls of this session, or leave them alone again."""
        from tabletop.tui.viewer.lead import WallGuide

        if self.guide is not None:
            self.end_lead(self.guide)
            self.app.notify("The walls are left to themselves again.")
            return
        journal = self.cursor.replay.journal
        self.guide = WallGuide(journal.path, journal.head.game_id)
        self.point(begins=True)
        self.show_standing()

    def on_screen_suspend(self) -> None:
        # A dialog leaves the walls where they are; a table that was opened takes them along.
        self.point()

    def on_screen_resume(self) -> None:
        self.point()

    def on_unmount(self) -> None:
        if self.guide is not None:
            self.guide.end()

    # Showing

    def present(self, moment: Moment) -> None:
        """Lay out *moment*, and say above it what happened in its frame."""
        is_first, self.moment = self.moment is None, moment
        self.query_one(Banner).tell(moment.view, moment.headline(), moment.whose())
        self.show_standing()
        if self.tab == "now":
            self.table.lines("main").set_reactive(Lines.cursor, moment.first)
        self.table.show(self.spread(moment))
        if is_first:
            self.show_keys()
        self.show_scrubber()
        self.point()

    def show_standing(self) -> None:
        """Say above what is not as usual."""
        is_roomy = self.size.width >= ROOMY
        said = standing(self.cursor, leads=self.guide is not None, is_roomy=is_roomy)
        self.query_one(Banner).run_clock(said)

    def show_scrubber(self) -> None:
        """Bring the scrubber up to date."""
        self.query_one(Scrubber).tell(*scrubbed(self.cursor, self.player))

    @property
    def view(self) -> View | None:
        """What is shown; None before the save is read."""
        return self.moment.view if self.moment else None

    @property
    def tab(self) -> str:
        """What stands in the middle."""
        return self.table.tab

    def spread(self, moment: Moment) -> Spread:
        """Return what the panes show of *moment*; a sealed plan stands below its hand."""
        view, seat = moment.view, ActorId(self.cursor.viewer)
        sealed = view.state.plans.get(seat) if seat in view.state.hands else None
        hand_lines = cache(lambda: hand.hand_lines(view, seat, ()) if view.state.hands else ())
        made = tuple(m.move for m in sealed.moves) if sealed else ()
        recalls = sealed.recalls if sealed else ()
        tabs = tabs_of(view, seat, hand_lines, lambda: adjudged(self.cursor), MoveId(""))
        now = Tab("Behind it", moment.now_rows, moment.behind_rows)
        notes = Tab("Behind it", moment.notes_rows, lambda at, width: ())
        return Spread(
            view,
            {"now": now, **tabs, "notes": notes},
            self.headings,
            partial(situation.things, view),
            moment.feed_rows,
            feed_item=len(view.feed) - 1,
            tracks_of=tracks_shown(view),
            actors_of=actors_shown(view),
            plan=(lambda width: hand.plan(view, made, recalls, sealed=True, width=width))
            if sealed
            else None,
            plan_title="Plan, sealed",
            plan_tab="hand",
        )

    def headings(self, tab: str, room: int) -> Sequence[Words]:
        """Return the tabs by name, the present one marked; others in short where room is."""
        for gap, letters in (("  ", 9), (" ", 9), (" ", 4), (" ", 3), (" ", 1)):
            gaps = [gap] * (len(self.TABS) - 1) + [""]
            names = [put(*pair) for pair in zip(self.tab_names(tab, letters), gaps, strict=True)]
            if put(*names).cell_length <= room:
                return names
        return [self.tab_names(tab, 9)[self.TABS.index(tab)]]

    def tab_names(self, tab: str, letters: int) -> list[Words]:
        """Return the tabs, all but the present one cut to so many letters."""
        return [
            put((name.capitalize(), "bold underline $focus"))
            if name == tab
            else put((name.capitalize()[:letters], "$quiet"))
            for name in self.TABS
        ]

    def turn_to(self, tab: str) -> None:
        """Show *tab* and put the keys on it."""
        self.table.show_tab(tab)
        self.table.lines("main").focus()
        self.show_keys()

    def turn_tab(self, by: int) -> None:
        """Turn to the tab that is *by* places further."""
        self.turn_to(self.TABS[(self.TABS.index(self.tab) + by) % len(self.TABS)])

    action_next_tab = partialmethod(turn_tab, 1)
    action_tab_before = partialmethod(turn_tab, -1)

    def is_offered(self, action: str) -> bool:
        return self.is_ready or action == "close_replay"

    # Keys that go

    def action_next_frame(self) -> None:
        self.go_if(self.cursor.step(1), "This is the last frame.")

    def action_frame_before(self) -> None:
        self.go_if(self.cursor.step(-1), "")

    def action_line_start(self) -> None:
        self.go(0, jumps=True)

    def action_line_end(self) -> None:
        self.go(self.cursor.line.last, jumps=True)

    def action_tenth(self, tenths: int = 0) -> None:
        self.go(self.cursor.tenth(tenths), jumps=True)

    def seek(self, stop: goto.Stop, by: int, missing: str) -> None:
        """Go to the next *stop*, or with -1 to the one before; else say that it is *missing*."""
        side = "after" if by > 0 else "before"
        self.go_if(self.cursor.stop(stop, by), f"{missing} {side} this frame.")

    action_next_turn = partialmethod(seek, "turn", 1, "No turn begins")
    action_turn_before = partialmethod(seek, "turn", -1, "No turn begins")
    action_next_phase = partialmethod(seek, "phase", 1, "No phase begins")
    action_phase_before = partialmethod(seek, "phase", -1, "No phase begins")
    action_next_move = partialmethod(seek, "move", 1, "No move")
    action_move_before = partialmethod(seek, "move", -1, "No move")
    action_next_roll = partialmethod(seek, "roll", 1, "No dice fall")
    action_roll_before = partialmethod(seek, "roll", -1, "No dice fall")
    action_next_inject = partialmethod(seek, "inject", 1, "No news comes")
    action_inject_before = partialmethod(seek, "inject", -1, "No news comes")

    def action_next_remark(self) -> None:
        self.go_if(self.cursor.remark(1), "Nothing is noted after this frame.")

    def action_remark_before(self) -> None:
        self.go_if(self.cursor.remark(-1), "Nothing is noted before this frame.")

    def turn_line(self, by: int) -> None:
        """Go over to the line that is *by* places further, of those that have parted by now."""
        other = self.cursor.line_after(by)
        if other is self.cursor.line:
            self.app.notify("No other line has parted from this one by now.")
        else:
            self.go_over(other)

    action_next_line = partialmethod(turn_line, 1)
    action_line_before = partialmethod(turn_line, -1)

    def action_back(self) -> None:
        before, place = self.cursor.line, self.cursor.back()
        if place is None:
            self.app.notify("There is no jump to come back from.")
        else:
            self.go(place.frame, place.line)
            self.say_line(before, place.line, f"frame {place.frame}", "")

    def action_play_pause(self) -> None:
        self.player.is_playing = not self.player.is_playing
        self.show_scrubber()
        self.wait_for_next()

    def action_faster(self) -> None:
        self.change_player(lambda: self.player.change_speed(1))

    def action_slower(self) -> None:
        self.change_player(lambda: self.player.change_speed(-1))

    def action_pace(self) -> None:
        self.change_player(self.player.change_pace)

    def on_scrubber_pointed(self, message: Scrubber.Pointed) -> None:
        self.pause()
        cursor = self.cursor
        with cursor.hold:
            number = rail.frame_at(cursor.replay, cursor.line, message.share)
        self.go(number)

    def on_scrubber_stepped(self, message: Scrubber.Stepped) -> None:
        if message.by > 0:
            self.action_next_frame()
        else:
            self.action_frame_before()

    # Keys that change what is seen

    def turn_eyes(self, by: int) -> None:
        """Show the same frame through the eyes that are *by* places further."""
        self.cursor.turn_eyes(by)
        self.go(self.cursor.number)

    action_next_viewer = partialmethod(turn_eyes, 1)
    action_viewer_before = partialmethod(turn_eyes, -1)

    def action_secrets(self) -> None:
        self.cursor.secrets = not self.cursor.secrets
        self.go(self.cursor.number)

    def action_spoil(self) -> None:
        self.cursor.spoils = not self.cursor.spoils
        self.show_scrubber()
        self.app.notify(
            "The scrubber shows what is to come."
            if self.cursor.spoils
            else "The scrubber shows only what has been."
        )

    def on_table_view_tab_clicked(self, message: TableView.TabClicked) -> None:
        self.turn_to(message.tab)

    def on_lines_moved(self, message: Lines.Moved) -> None:
        if message.lines.id == "main":
            self.show_keys()

    # What stands under the keys

    @property
    def pane_in_hand(self) -> Lines:
        """The pane that the keys are on."""
        return self.focused if isinstance(self.focused, Lines) else self.table.lines("main")

    def action_jump(self) -> None:
        """Go to the last frame before this one that had to do with what the cursor is on."""
        from tabletop.tui.viewer import jumps

        if self.moment is not None:
            there = jumps.behind(self.cursor, self.moment, self.pane_in_hand, self.tab)
            number = self.cursor.last_of(there)
            if number is None:
                self.app.notify("Nothing before this that these eyes saw led to it.")
            else:
                self.go(number, jumps=True)

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        self.action_jump()

    def action_read_on(self) -> None:
        """Show in full what the cursor is on; of a level, every shift so far, to go to."""
        from tabletop.tui.viewer import jumps

        pane = self.pane_in_hand
        level = jumps.level_under(self.view, pane) if self.view else None
        if self.view is not None and level is not None:
            page, shifts = jumps.past_of(self.cursor, self.view, level)

            def chosen(answers: Answers | None) -> None:
                at = int(answers["item"]) if answers else -1
                if 0 <= at < len(shifts):
                    self.go(shifts[at].frame, jumps=True)

            self.app.push_screen(page, chosen)
        elif pane.id == "feed":
            self.app.push_screen(Form("Feed", pane.painter, confirm=""))
        elif self.view is not None:
            title = str(self.table.lines("detail").border_title)
            self.app.push_screen(Form(title, self.table.detail_rows, confirm=""))

    # To places and words

    def action_go_to(self) -> None:
        from tabletop.tui.viewer.questions import where_form

        self.app.push_screen(where_form(self.cursor), self.go_to_named)

    def go_to_named(self, answers: Answers | None) -> None:
        """Go to the place that was typed."""
        place = self.cursor.named(answers["where"]) if answers else None
        if isinstance(place, FramePlace):
            self.jump_to(place, f"frame {place.frame}", place.called)

    def action_find(self) -> None:
        from tabletop.tui.viewer.questions import words_form

        def chosen(answers: Answers | None) -> None:
            if answers is not None:
                self.look_for(answers["words"], 0)

        self.app.push_screen(words_form(spoils=self.cursor.spoils), chosen)

    def next_hit(self, by: int) -> None:
        """Go to the next hit of what was looked for last, or to the one before."""
        if self.cursor.words:
            self.look_for(self.cursor.words, by)
        else:
            self.action_find()

    action_next_hit = partialmethod(next_hit, 1)
    action_hit_before = partialmethod(next_hit, -1)

    def look_for(self, typed: str, by: int) -> None:
        """Look for *typed* off the event loop, then go to the hit *by* places from here."""

        def work() -> Sequence[Hit] | None:
            worker = get_current_worker()
            return self.cursor.find(typed, lambda: not worker.is_cancelled)

        show = partial(self.show_hit, typed, by)
        self.off_loop(work, show, "find", failed=self.stay, exclusive=True)

    def show_hit(self, typed: str, by: int, hits: Sequence[Hit]) -> None:
        """Go to the nearest of *hits*, or to the one after or before this frame."""
        cursor, at = self.cursor, self.cursor.nearest(hits, by)
        cursor.words = typed
        if not hits:
            where = "this line" if cursor.spoils else "what has been seen of this line"
            self.app.notify(f"Nothing in {where} says {typed}.")
        elif at is None:
            side = "after" if by > 0 else "before"
            self.app.notify(f"No more of {typed} {side} this frame.")
        else:
            hit = hits[at]
            way = f", back in frame {hit.frame}" if not by and hit.frame < cursor.number else ""
            self.go(hit.frame, jumps=True)
            self.point_at(hit.text.strip("."))
            self.app.notify(f"{at + 1} of {len(hits)}{way}: {hit.text}")

    def point_at(self, words: str) -> None:
        """Put the cursor on the line of the frame that says *words*."""
        if self.moment is not None and self.tab == "now":
            told = enumerate(self.moment.told)
            at = next((n for n, line in told if words in line.line.text), None)
            if at is not None:
                self.table.lines("main").cursor = at

    # What is said of a frame, and kept in the save

    def action_comment(self) -> None:
        from tabletop.tui.viewer import questions

        self.ask(questions.comment)

    def action_judge(self) -> None:
        from tabletop.tui.viewer import questions

        self.ask(questions.judgement)

    def action_mark(self) -> None:
        from tabletop.tui.viewer import questions

        self.ask(questions.marker)

    def ask(self, about: Callable[[Moment], "FrameQuestion"]) -> None:
        """
        Ask what there is to say *about* this frame, and keep it.

        Where the save takes nothing the form is there again, with what was typed and why.
        """
        self.pause()
        moment = self.moment
        if moment is None or not moment.view.number:
            self.app.notify("The opening is no decision; go on by a frame to speak of one.")
            return
        number, question = moment.view.number, about(moment)

        def chosen(answers: Answers | None) -> None:
            if answers is not None:
                self.write(
                    lambda review: question.keep(review, number, answers),
                    lambda: None,
                    partial(again, answers),
                )

        def again(answers: Answers, trouble: str) -> None:
            if self.cursor.number == number and self.app.screen is self:
                shown = question.form(answers)
                self.app.push_screen(shown, chosen)
                shown.call_after_refresh(shown.object, trouble)
            else:
                self.app.notify(trouble, severity="error", timeout=10)

        self.app.push_screen(question.form({}), chosen)

    def write(
        self,
        keep: Callable[[Review], Journal],
        kept: Callable[[], None],
        refused: Callable[[str], None],
    ) -> None:
        """Have *keep* write to the save in a thread; show what it holds then, or say why not."""

        def done(journal: Journal) -> None:
            self.grow(journal)
            kept()

        work = partial(keep, self.review_of_save())
        self.off_loop(work, done, "write", failed=lambda why: refused(f"Not kept. {why}"))

    def review_of_save(self) -> Review:
        """
        Return what writes to the save; there is one.

        Two at once would find the save locked, so it is not to be made in a thread.
        """
        self.review = self.review or Review(self.cursor.replay.journal)
        return self.review

    # What if, and the lines there are

    def action_list_lines(self) -> None:
        from tabletop.tui.viewer.line_screen import LineList

        self.pause()
        self.app.push_screen(LineList(self.cursor, self.post_message, self.write))

    def on_line_list_opened(self, message: "LineList.Opened") -> None:
        self.go_over(message.line)

    def on_line_list_resumed(self, message: "LineList.Resumed") -> None:
        """Play on where a line stopped; for a what-if it is asked who plays."""
        line, replay = message.line, self.cursor.replay
        with self.cursor.hold:
            state = replay.state(line.last)
        opening = partial(Session.resume, line=line.name)
        if state.is_over:
            self.app.notify(f"{line.name} was played to its end.")
        elif line.is_main:
            self.sit_down(opening)
        else:
            self.unless_played(partial(self.ask_who, line, opening))

    def on_line_list_compared(self, message: "LineList.Compared") -> None:
        self.compare(message.line)

    def action_fork(self) -> None:
        self.unless_played(self.ask_how)

    def unless_played(self, then: Callable[[], None]) -> None:
        """Do *then*, unless somebody plays the session just now: then say so first."""
        app, top, path = self.app, self.app.screen, self.cursor.replay.journal.path

        def go(is_elsewhere: bool) -> None:
            if is_elsewhere:
                app.notify(PLAYED, severity="warning", timeout=10)
            elif app.screen is top:
                then()

        self.pause()
        self.off_loop(partial(is_played, path), go, "write")

    def ask_how(self) -> None:
        """Ask who plays on from the frame that is shown, with which luck."""
        from tabletop.tui.viewer import what_if

        ways = what_if.ways_of(self.cursor)
        if not ways:
            self.app.notify("The session is over here. Go back to an earlier frame.")
            return
        form = what_if.fork_form(self.cursor, ways, self.usual_seats)
        self.app.push_screen(form, self.seat_players(partial(what_if.fork_opening, ways)))

    def ask_who(self, line: Line, opening: "Opening") -> None:
        """Ask who plays *line* on, and open its table."""
        from tabletop.tui.viewer import what_if

        replay = self.cursor.replay
        state = replay.state(line.last)
        form = what_if.going_on_form(replay.deck, line, state, self.usual_seats)
        self.app.push_screen(form, self.seat_players(lambda answers: opening))

    @property
    def usual_seats(self) -> Seats:
        """Who plays a what-if when nobody says otherwise: those who played the last one."""
        from tabletop.tui.viewer.what_if import usual_seats

        return self.seated or usual_seats(self.cursor.replay.journal, self.cursor.viewer)

    def seat_players(
        self, opening_of: Callable[[Answers], "Opening"]
    ) -> Callable[[Answers | None], None]:
        """Return what opens the table that a dialog asked for, with the seats it was answered."""
        from tabletop.tui.lobby.setup import seats_answered

        def begin(answers: Answers | None) -> None:
            if answers is not None:
                self.seated = seats_answered(self.cursor.replay.deck, answers)
                self.sit_down(opening_of(answers), self.seated)

        return begin

    def sit_down(self, opening: "Opening", seats: Seats | None = None) -> None:
        """Have the table opened that *opening* makes of the save, with *seats* if asked for."""
        self.pause()
        journal = self.cursor.replay.journal
        self.app.notify("Setting the table ...")
        self.post_message(self.Begun(partial(opening, journal.path, seats=seats, known=journal)))

    def welcome(self, session: Open | None) -> None:
        """Show what *session*, whose table was left, has added: its line, at its last frame."""
        assert session is None or isinstance(session, Session), "nothing else is played"

        def come_back(journal: Journal) -> None:
            self.grow(journal)
            line = self.cursor.replay.line(session.line) if session and session.line else None
            # Where it decided nothing, nothing changes.
            if session and line and line.last == session.number:
                self.go(line.last, line, jumps=True)

        self.off_loop(self.review_of_save().look, come_back, "write")

    # What is learnt from it

    def on_visited(self, message: "Visited") -> None:
        self.go(message.place.frame, message.place.line, jumps=True)

    def action_compare(self) -> None:
        """Compare the line shown with another that has parted; ask which, if there are more."""
        from tabletop.tui.viewer.questions import beside_form

        others = self.cursor.others
        if len(others) == 1:
            self.compare(others[0])
        elif not others:
            self.app.notify("No other line has parted from this one by now.")
        else:

            def chosen(answers: Answers | None) -> None:
                line = self.cursor.replay.line(answers["line"]) if answers else None
                if line is not None:
                    self.compare(line)

            self.app.push_screen(beside_form(self.cursor, others), chosen)

    def compare(self, other: Line) -> None:
        """Show the line shown beside *other*."""
        from tabletop.tui.viewer.side_by_side import Comparing

        self.app.push_screen(Comparing(self.cursor, other, self.post_message))

    def action_knew(self) -> None:
        from tabletop.tui.viewer.side_by_side import Knowing

        self.app.push_screen(Knowing(self.cursor, self.post_message))

    def action_seals(self) -> None:
        """Show the proof of every plan sealed up to this frame, made off the event loop."""
        cursor = self.cursor
        place, eyes = cursor.place, cursor.eyes

        def prove() -> Painter:
            with cursor.hold:
                found = seals.proofs(cursor.replay, place.line, place.frame, eyes)
                namer = Namer(cursor.replay.deck, cursor.replay.state(place.frame))
            return partial(result.proofs, namer, found)

        def show(page: Painter) -> None:
            self.app.push_screen(Form("Proof of seals", page, confirm=""))

        self.off_loop(prove, show, "proofs", exclusive=True)

    def action_luck(self) -> None:
        """Play this frame on many times; ask first how often, and by which bots."""
        from tabletop.tui.viewer.luck import LuckScreen, luck_form

        def chosen(answers: Answers | None) -> None:
            if answers:
                count, bot = int(answers["count"]), answers["bot"]
                self.app.push_screen(LuckScreen(self.cursor, count=count, bot=bot))

        if self.cursor.replay.state(self.cursor.number).is_over:
            self.app.notify("The session is over at this frame. Go back to an earlier one.")
        else:
            self.app.push_screen(luck_form(), chosen)

    # Leaving

    def action_nothing_open(self) -> None:
        """Leave only where nothing is shown yet: one escape too many costs nobody their place."""
        if not self.is_ready:
            self.action_close_replay()
            return
        self.pause()
        self.app.notify("Nothing is open here. L leaves the viewer, q quits.")

    def action_close_replay(self) -> None:
        self.post_message(self.Closed())
