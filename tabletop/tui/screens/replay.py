"""The viewer: its keys, and what each of them does."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from tabletop.game.words import FACILITATOR, NOBODY, WALL, Viewer
from tabletop.table import steps
from tabletop.table.lines import Line
from tabletop.table.replay import Replay
from tabletop.tui.actions import Where, bindings
from tabletop.tui.entries import Read
from tabletop.tui.panes import rail
from tabletop.tui.screens import finding, jumping, learning, remarking
from tabletop.tui.screens.entering import Wanted, viewers_of
from tabletop.tui.screens.leading import Leading
from tabletop.tui.screens.viewing import Progress, Viewing
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.scrubber import Scrubber


class Reviewing(Leading, Viewing):
    """A saved session, and every way to go about in it."""

    WHERES: ClassVar[tuple[Where, ...]] = ("replay",)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("replay", first=True),
        *(
            Binding(str(n), f"tenth({n})", show=False, id=f"tenth.{n}", priority=True)
            for n in range(10)
        ),
    ]

    def is_offered(self, action: str) -> bool:
        return self.is_ready or action == "close_replay"

    # Frame by frame

    def action_next_frame(self) -> None:
        self.pause()
        self.step()

    def step(self) -> None:
        """Go on by a frame."""
        place = self.line.place(self.number)
        if place < len(self.line.frames):
            self.go(self.line.frames[place])
        else:
            self.app.notify("This is the last frame.")

    def action_frame_before(self) -> None:
        self.pause()
        place = self.line.place(self.number)
        self.go(self.line.frames[place - 2] if place > 1 else 0)

    def action_line_start(self) -> None:
        self.go(0, jumps=True)

    def action_line_end(self) -> None:
        self.go(self.line.last, jumps=True)

    def action_tenth(self, tenths: int = 0) -> None:
        self.go(steps.tenth(self.line, tenths, self.line.last), jumps=True)

    def seek(self, stop: steps.Stop, by: int, missing: str, seat: Viewer = NOBODY) -> None:
        """Go to the next *stop*, or with -1 to the one before; else say that it is *missing*."""
        self.pause()
        look = steps.following if by > 0 else steps.preceding
        with self.hold:
            found = look(self.replay, self.line, self.number, stop, self.eyes, seat)
        if found is not None:
            self.go(found)
        elif by < 0 and stop in ("turn", "phase") and self.number:
            self.go(0)
        else:
            self.app.notify(f"{missing} {'after' if by > 0 else 'before'} this frame.")

    def action_next_turn(self) -> None:
        self.seek("turn", 1, "No turn begins")

    def action_turn_before(self) -> None:
        self.seek("turn", -1, "No turn begins")

    def action_next_phase(self) -> None:
        self.seek("phase", 1, "No phase begins")

    def action_phase_before(self) -> None:
        self.seek("phase", -1, "No phase begins")

    @property
    def mover(self) -> Viewer:
        """The seat whose moves are looked for; anybody's through the eyes of all."""
        return NOBODY if self.viewer in (WALL, FACILITATOR) else self.viewer

    def action_next_move(self) -> None:
        self.seek("move", 1, "No move", self.mover)

    def action_move_before(self) -> None:
        self.seek("move", -1, "No move", self.mover)

    def action_next_roll(self) -> None:
        self.seek("roll", 1, "No dice fall")

    def action_roll_before(self) -> None:
        self.seek("roll", -1, "No dice fall")

    def action_next_inject(self) -> None:
        self.seek("inject", 1, "No news comes")

    def action_inject_before(self) -> None:
        self.seek("inject", -1, "No news comes")

    def action_next_remark(self) -> None:
        remarking.seek(self, 1)

    def action_remark_before(self) -> None:
        remarking.seek(self, -1)

    # By itself

    def action_play_pause(self) -> None:
        self.player.is_playing = not self.player.is_playing
        self.show_scrubber()
        if self.player.is_playing:
            self.wait_for_next()

    def wait_for_next(self) -> None:
        """Let the frame stay for as long as the pace says, then go on."""
        with self.hold:
            seconds = self.player.delay(self.replay, self.line, self.number, self.eyes)
        moment = (self.number, self.line.name, self.player.words())
        self.set_timer(seconds, lambda: self.play_on(moment))

    def play_on(self, moment: tuple[int, str, str]) -> None:
        """Go on from *moment*, unless somebody has gone elsewhere or stopped since."""
        if not self.player.is_playing or self.busy:
            return
        if moment != (self.number, self.line.name, self.player.words()):
            return
        if self.app.screen is not self:
            self.pause()
            return
        if self.line.place(self.number) == len(self.line.frames):
            self.pause()
            return
        self.step()

    def arrived(self) -> None:
        """Wait for the frame after the one that has come to be shown."""
        if self.player.is_playing:
            self.wait_for_next()

    def action_faster(self) -> None:
        self.change_player(lambda: self.player.change_speed(1))

    def action_slower(self) -> None:
        self.change_player(lambda: self.player.change_speed(-1))

    def action_pace(self) -> None:
        self.change_player(self.player.change_pace)

    def change_player(self, change: Callable[[], None]) -> None:
        """Play by another speed or measure, at once."""
        change()
        self.show_scrubber()
        self.arrived()

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
        jumping.jump(self)

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        jumping.jump(self)

    def on_lines_title_clicked(self, message: Lines.TitleClicked) -> None:
        if message.lines.id == "main":
            starts = [self.tab_title().plain.index(name.capitalize()) + 1 for name in self.TABS]
            self.show_tab(self.TABS[max(0, sum(start <= message.x for start in starts) - 1)])

    def action_back(self) -> None:
        if self.trail:
            line, number = self.trail.pop()
            self.go(number, line)
        else:
            self.app.notify("There is no jump to come back from.")

    def action_read_on(self) -> None:
        jumping.read(self)

    # To places, lines and words

    def action_go_to(self) -> None:
        finding.ask_where(self)

    def action_find(self) -> None:
        finding.ask_what(self)

    def action_next_hit(self) -> None:
        finding.next_hit(self, 1)

    def action_hit_before(self) -> None:
        finding.next_hit(self, -1)

    def action_next_line(self) -> None:
        self.turn_line(1)

    def action_line_before(self) -> None:
        self.turn_line(-1)

    def turn_line(self, by: int) -> None:
        """Go over to the line that is *by* places further, of those that have parted by now."""
        lines = [
            line
            for line in self.replay.lines
            if line is self.line or self.spoils or rail.parting(self.line, line) < self.number
        ]
        other = lines[(lines.index(self.line) + by) % len(lines)]
        if other is self.line:
            self.app.notify("No other line has parted from this one by now.")
            return
        self.go_over(other)

    def go_over(self, line: Line) -> None:
        """Show *line*: at this frame if it passes that, else where it parts from this one."""
        if line.at_or_before(self.number) != self.number:
            place = line.place(rail.parting(self.line, line))
            number = line.frames[min(place, len(line.frames) - 1)] if line.frames else 0
        else:
            number = self.number
        self.go(number, line, jumps=True)
        self.app.notify(f"On the line {line.name}.")

    # Remarks

    def action_comment(self) -> None:
        remarking.comment(self)

    def action_judge(self) -> None:
        remarking.judge(self)

    def action_mark(self) -> None:
        remarking.mark(self)

    # What is learnt from it

    def action_compare(self) -> None:
        learning.compare(self)

    def action_knew(self) -> None:
        learning.knew(self)

    def action_seals(self) -> None:
        learning.prove(self)

    def action_luck(self) -> None:
        learning.continue_from(self)

    # The mouse

    def on_scrubber_pointed(self, message: Scrubber.Pointed) -> None:
        self.pause()
        with self.hold:
            number = rail.frame_at(self.replay, self.line, message.share)
        self.go(number)

    def on_scrubber_stepped(self, message: Scrubber.Stepped) -> None:
        if message.by > 0:
            self.action_next_frame()
        else:
            self.action_frame_before()

    def action_close_replay(self) -> None:
        self.post_message(self.Closed())


def viewer_of(reading: Callable[[Progress], Read], wanted: Wanted) -> Reviewing:
    """Return the viewer of the session that *reading* returns."""

    def read(progress: Progress) -> Replay:
        found = reading(progress)
        assert isinstance(found, Replay), "nothing else is looked at"
        return found

    return Reviewing(read, wanted)
