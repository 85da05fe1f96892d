"""Going about in a session: step by step, by itself, by mouse, and from line to line."""

from collections.abc import Callable

from tabletop.journal.lines import Line, parting
from tabletop.language.ids import FACILITATOR, NOBODY, WALL, Viewer
from tabletop.pages import rail
from tabletop.replay import goto
from tabletop.replay.line_list import parted
from tabletop.tui.viewer.viewing import Viewing
from tabletop.tui.widgets.scrubber import Scrubber


class Steering(Viewing):
    """A saved session, and the ways from one frame of it to another."""

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
        self.go(goto.tenth(self.line, tenths, self.line.last), jumps=True)

    def seek(self, stop: goto.Stop, by: int, missing: str, seat: Viewer = NOBODY) -> None:
        """Go to the next *stop*, or with -1 to the one before; else say that it is *missing*."""
        self.pause()
        look = goto.following if by > 0 else goto.preceding
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
        from tabletop.tui.viewer import remarking

        remarking.seek(self, 1)

    def action_remark_before(self) -> None:
        from tabletop.tui.viewer import remarking

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

    # From line to line

    def action_next_line(self) -> None:
        self.turn_line(1)

    def action_line_before(self) -> None:
        self.turn_line(-1)

    def turn_line(self, by: int) -> None:
        """Go over to the line that is *by* places further, of those that have parted by now."""
        others = parted(self.replay, self.line, None if self.spoils else self.number)
        lines = [line for line in self.replay.lines if line is self.line or line in others]
        other = lines[(lines.index(self.line) + by) % len(lines)]
        if other is self.line:
            self.app.notify("No other line has parted from this one by now.")
            return
        self.go_over(other)

    def go_over(self, line: Line) -> None:
        """Show *line*: at this frame if it passes that, else where it parts from this one."""
        if line.at_or_before(self.number) != self.number:
            place = line.place(parting(self.line, line))
            number = line.frames[min(place, len(line.frames) - 1)] if line.frames else 0
        else:
            number = self.number
        self.go(number, line, jumps=True)
        self.app.notify(f"On the line {line.name}.")

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
