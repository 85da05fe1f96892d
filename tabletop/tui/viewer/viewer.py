"""The viewer: its keys, and what each of them does."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from tabletop.replay.replay import Replay
from tabletop.table.session import Session
from tabletop.tui.actions import Where, bindings
from tabletop.tui.entries import Open, Read
from tabletop.tui.viewer.entering import Wanted, viewers_of
from tabletop.tui.viewer.leading import Leading
from tabletop.tui.viewer.loading import Progress
from tabletop.tui.viewer.steering import Steering
from tabletop.tui.widgets.lines import Lines


class Reviewing(Leading, Steering):
    """
    A saved session, and every way to go about in it.

    What a key needs beyond the table is imported when it is pressed: the first picture comes first.
    """

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

    def is_offered(self, action: str) -> bool:
        return self.is_ready or action == "close_replay"

    # Eyes

    def turn_viewer(self, by: int) -> None:
        """Look through the eyes that are *by* places further."""
        eyes = viewers_of(self.replay)
        self.look(eyes[(eyes.index(self.viewer) + by) % len(eyes)])

    def action_next_viewer(self) -> None:
        self.turn_viewer(1)

    def action_viewer_before(self) -> None:
        self.turn_viewer(-1)

    def action_secrets(self) -> None:
        self.secrets = not self.secrets
        self.go(self.number)

    def action_spoil(self) -> None:
        self.spoils = not self.spoils
        self.show_scrubber()
        self.app.notify(
            "The scrubber shows what is to come."
            if self.spoils
            else "The scrubber shows only what has been."
        )

    # Lists

    def turn_tab(self, by: int) -> None:
        """Turn to the tab that is *by* places further."""
        self.turn_to(self.TABS[(self.TABS.index(self.tab) + by) % len(self.TABS)])

    def action_next_tab(self) -> None:
        self.turn_tab(1)

    def action_tab_before(self) -> None:
        self.turn_tab(-1)

    def action_jump(self) -> None:
        from tabletop.tui.viewer import jumping

        jumping.jump(self)

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        from tabletop.tui.viewer import jumping

        jumping.jump(self)

    def on_lines_title_clicked(self, message: Lines.TitleClicked) -> None:
        if message.lines.id == "main":
            self.turn_to(self.tab_at(message.x))

    def action_back(self) -> None:
        if self.trail:
            before = self.line
            line, number = self.trail.pop()
            self.go(number, line)
            self.say_line(before, line, f"frame {number}", "")
        else:
            self.app.notify("There is no jump to come back from.")

    def action_read_on(self) -> None:
        from tabletop.tui.viewer import jumping

        jumping.read(self)

    # To places, lines and words

    def action_go_to(self) -> None:
        from tabletop.tui.viewer import finding

        finding.ask_where(self)

    def action_find(self) -> None:
        from tabletop.tui.viewer import finding

        finding.ask_what(self)

    def action_next_hit(self) -> None:
        from tabletop.tui.viewer import finding

        finding.next_hit(self, 1)

    def action_hit_before(self) -> None:
        from tabletop.tui.viewer import finding

        finding.next_hit(self, -1)

    # What if

    def action_fork(self) -> None:
        from tabletop.tui.viewer import whatif

        whatif.fork(self)

    def action_list_lines(self) -> None:
        from tabletop.tui.viewer.lines import LineList

        self.pause()
        self.app.push_screen(LineList(self, self.go_over))

    def welcome(self, session: Open | None) -> None:
        from tabletop.tui.viewer import whatif

        assert session is None or isinstance(session, Session), "nothing else is played"
        whatif.come_back(self, session)

    # Remarks

    def action_comment(self) -> None:
        from tabletop.tui.viewer import remarking

        remarking.comment(self)

    def action_judge(self) -> None:
        from tabletop.tui.viewer import remarking

        remarking.judge(self)

    def action_mark(self) -> None:
        from tabletop.tui.viewer import remarking

        remarking.mark(self)

    # What is learnt from it

    def action_compare(self) -> None:
        from tabletop.tui.viewer import learning

        learning.compare(self)

    def action_knew(self) -> None:
        from tabletop.tui.viewer import learning

        learning.knew(self)

    def action_seals(self) -> None:
        from tabletop.tui.viewer import learning

        learning.prove(self)

    def action_luck(self) -> None:
        from tabletop.tui.viewer import learning

        learning.continue_from(self)

    def action_nothing_open(self) -> None:
        """Leave only where nothing is shown yet: one escape too many costs nobody their place."""
        if not self.is_ready:
            self.action_close_replay()
            return
        self.pause()
        self.app.notify("Nothing is open here. L leaves the viewer, q quits.")

    def action_close_replay(self) -> None:
        self.post_message(self.Closed())


def viewer_of(reading: Callable[[Progress], Read], wanted: Wanted) -> Reviewing:
    """Return the viewer of the session that *reading* returns."""

    def read(progress: Progress) -> Replay:
        found = reading(progress)
        assert isinstance(found, Replay), "nothing else is looked at"
        return found

    return Reviewing(read, wanted)
