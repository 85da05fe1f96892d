"""Luck or choice: a frame played on many times by bots, counted while it grows."""

import threading
from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static

from tabletop.bots.playout import Outcome
from tabletop.bots.roster import bot_names
from tabletop.bots.seats import USUAL_BOT, SeatError
from tabletop.errors import TabletopError
from tabletop.lab.continuations import COURSES, Course, Fork, fork, real_outcome
from tabletop.lab.crew import Batch, Crew
from tabletop.language.ids import LevelId
from tabletop.pages import luck
from tabletop.pages.text import Row, Words, ink, put, rows, sides, stacked, wrapped
from tabletop.replay.cursor import Cursor
from tabletop.tui.actions import Where, bindings
from tabletop.tui.paint import content
from tabletop.tui.widgets.form import Choice, Field, Form
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.pick import Option
from tabletop.tui.widgets.stage import Stage

COUNTS: Final = ("50", "200", "1000")
PACES: Final = {
    "cautious": "looks a step ahead, which takes longest",
    "steady": "plays by habit, up to four times as fast",
    "random": "anything legal, up to four times as fast",
}
"""How the bots of the house choose, and how long they take."""

PACE: Final = 0.25
"""Seconds between two pictures of what has come in."""

ABOUT: Final = (
    "From this frame the session is played on by bots, again and again, in memory: with other"
    " choices and other dice, with the same choices and other dice, and with other choices and the"
    " same dice. What really came of it is shown only when you ask for it."
)


class LuckScreen(Stage):
    """
    The continuations of one frame.

    Attributes:
        count: How many of each course are wanted.
        ending: How the line really ended, if it has come to an end.
        is_revealed: Whether the real outcome is shown, since somebody asked for it.
    """

    CSS_PATH = "luck.tcss"
    WHERES: ClassVar[tuple[Where, ...]] = ("luck or choice",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("luck or choice", first=True)

    class Came(Message, namespace="luck"):
        """Some continuations have come to their ends."""

        def __init__(self, batch: Batch) -> None:
            super().__init__()
            self.batch = batch

    class Ended(Message, namespace="luck"):
        """No more will come; *trouble* says why, where it is not that all have come."""

        def __init__(self, trouble: str = "") -> None:
            super().__init__()
            self.trouble = trouble

    def __init__(self, cursor: Cursor, *, count: int, bot: str) -> None:
        """Play on from *cursor* with the bot called *bot*, *count* times a course."""
        super().__init__()
        self.replay = cursor.replay
        self.line = cursor.line
        self.number = cursor.number
        self.viewer = cursor.viewer
        self.hold = cursor.hold
        self.count = count
        self.bot = bot
        self.levels: Sequence[LevelId] = ()
        self.ending: Outcome | None = None
        self.outcomes: dict[Course, list[Outcome]] = {course: [] for course in COURSES}
        self.is_revealed = False
        self.is_new = False
        self.trouble = ""
        self.running = True
        self.gone = threading.Event()
        self.crew: Crew | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="title")
        yield Lines(self.painted, id="tally")
        yield from self.compose_footer()

    def on_mount(self) -> None:
        self.query_one("#tally", Lines).focus()
        self.set_interval(PACE, self.keep_up)
        self.call_after_refresh(self.show)
        self.run_worker(self.work, thread=True)

    def on_unmount(self) -> None:
        self.stop()

    def stop(self) -> None:
        """Let nothing more be played."""
        self.gone.set()
        if self.crew is not None:
            self.crew.stop()

    def work(self) -> None:
        """Run in a thread: send the frame to the crew, and pass on what comes back."""
        try:
            with self.hold:
                start: Fork = fork(self.replay, self.line, self.number, self.bot)
                self.ending = real_outcome(self.replay, self.line)
                self.levels = tuple(self.replay.sight(self.number, self.viewer).state.levels)
            self.crew = Crew(start)
            for batch in () if self.gone.is_set() else self.crew.run(self.count):
                self.post_message(self.Came(batch))
        except (TabletopError, SeatError, OSError) as trouble:
            self.post_message(self.Ended(str(trouble)))
        else:
            self.post_message(self.Ended())

    def on_luck_came(self, message: Came) -> None:
        self.outcomes[message.batch.course] += message.batch.outcomes
        self.is_new = True

    def on_luck_ended(self, message: Ended) -> None:
        self.running, self.trouble = False, message.trouble
        self.show()

    def keep_up(self) -> None:
        """Show what has come in since the last picture."""
        if self.is_new:
            self.show()

    # Showing

    @property
    def done(self) -> int:
        """How many continuations have come to their ends."""
        return sum(map(len, self.outcomes.values()))

    def show(self) -> None:
        """Bring everything up to date."""
        self.is_new = False
        self.query_one("#title", Static).update(content(self.title_words()))
        self.query_one("#tally", Lines).lay_out()
        self.show_keys()

    def title_words(self) -> Words:
        """Say from where, how far it has come, and what it assumes."""
        width = max(20, self.query_one("#title", Static).content_size.width)
        state, wanted = self.replay.state(self.number), self.count * len(COURSES)
        moment = f"turn {state.turn}, {state.phase}" if state.phase else "the opening"
        full = 12 * self.done // wanted
        if self.trouble:
            said = ink(self.trouble, "$bad")
        elif self.running or self.done == wanted:
            bar = put(("━" * full, "$focus"), ("─" * (12 - full), "$rule"), " ")
            said = put(bar if self.running else "", f"{self.done} of {wanted} played")
        else:
            said = put(("stopped", "bold"), f" at {self.done} of {wanted}")
        left = put(
            ("Luck or choice", "bold $focus"), f"  from {moment}", (f"  {self.bot} bots", "$quiet")
        )
        note = wrapped(put((luck.ASSUMES, "$quiet")), width)
        return stacked([*sides(left, said, width), *note])

    def painted(self, width: int) -> list[Row]:
        """Paint the tally, under a word about the real outcome."""
        real = self.ending if self.is_revealed else None
        found = luck.Tally(self.replay.deck, self.replay.state(0), self.outcomes, self.levels, real)
        return [
            *rows(wrapped(put((self.about_real(), "$quiet")), width)),
            *luck.tally(found, width),
        ]

    def about_real(self) -> str:
        """Say whether the real outcome is shown, and how to have it shown."""
        if self.is_revealed and self.ending is None:
            return "This line has come to no end, so there is nothing to hold against these."
        if self.is_revealed:
            return f"◄ is how {self.line.name} ended."
        return "How this line really ended is not shown. Press r to see where it falls."

    # Keys

    def is_offered(self, action: str) -> bool:
        match action:
            case "stop_luck":
                return self.running
            case "close_luck":
                return not self.running
            case _:
                return True

    def action_reveal_real(self) -> None:
        self.is_revealed = not self.is_revealed
        self.show()

    def action_stop_luck(self) -> None:
        self.running = False
        self.stop()
        self.show()

    def action_close_luck(self) -> None:
        self.dismiss()


def luck_form() -> Form:
    """Return the dialog that asks how many continuations, and by which bot."""
    bots = [Option(name, name, PACES.get(name, "")) for name in bot_names()]
    fields: list[Field] = [
        Choice("count", "Of each", [Option(count, count) for count in COUNTS]),
        Choice("bot", "Bots", bots, USUAL_BOT, tall=True),
    ]

    def page(width: int) -> list[Row]:
        about = wrapped(put(ABOUT), width)
        return rows([*about, put(""), *wrapped(put((luck.ASSUMES, "$quiet")), width)])

    return Form("Luck or choice", page, fields, confirm="Play on")
