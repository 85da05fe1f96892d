"""Choosing one, or several, of a few words."""

from collections.abc import Sequence
from typing import ClassVar, Final

import attrs
from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tabletop.pages.text import NOTHING, Words, ink, put, stacked, wrapped
from tabletop.tui.paint import content

UNPICKED: Final = "?"
"""As the value at first: nothing is picked until the person picks."""


@attrs.frozen
class Option:
    """One answer; *note* explains it quietly."""

    value: str
    label: str
    note: str = ""


class Pick(Widget, can_focus=True):
    """
    A row of answers, or a column where they are too many for a row.

    Left and right change the answer, up and down too within a column. With *several*, space ticks
    the answer that the cursor is on; where it is *steady*, space does what it does elsewhere.
    """

    DEFAULT_CSS = """
    Pick { height: auto; width: 1fr; color: $ink; padding: 0 1; }
    Pick:focus { background: $cursor; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "change(1)", "Next answer", show=False, id="pick.next"),
        Binding("left,h", "change(-1)", "Answer before", show=False, id="pick.previous"),
        Binding("down,j", "go(1)", "Down", show=False, id="pick.down"),
        Binding("up,k", "go(-1)", "Up", show=False, id="pick.up"),
        Binding("space", "tick", "Tick", show=False, id="pick.tick"),
    ]

    class Changed(Message):
        """Another answer was picked."""

        def __init__(self, pick: "Pick") -> None:
            super().__init__()
            self.pick = pick

        @property
        def control(self) -> "Pick":
            return self.pick

    def __init__(
        self,
        options: Sequence[Option],
        value: str = "",
        *,
        several: bool = False,
        tall: bool = False,
        steady: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.options = tuple(options)
        default = -1 if value == UNPICKED else 0
        self.at = next((i for i, o in enumerate(self.options) if o.value == value), default)
        self.several = several
        self.tall = tall or several
        self.steady = steady
        self.ticked: tuple[str, ...] = ()
        self.places: list[tuple[int, int, int, int]] = []

    @property
    def value(self) -> str:
        """The value of the answer picked."""
        return self.options[self.at].value if 0 <= self.at < len(self.options) else ""

    @property
    def values(self) -> tuple[str, ...]:
        """The values ticked, in the order ticked."""
        return self.ticked

    def choose(self, at: int) -> None:
        """Pick the answer number *at*."""
        if self.options and at != self.at:
            self.at = at % len(self.options)
            self.refresh(layout=True)
            self.post_message(self.Changed(self))

    def action_change(self, by: int) -> None:
        self.choose(by - 1 if self.at < 0 < by else self.at + by)

    def action_go(self, by: int) -> None:
        if self.tall and self.at < 0:
            self.choose(0)
        elif self.tall and 0 <= self.at + by < len(self.options):
            self.choose(self.at + by)
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_tick(self) -> None:
        if self.steady:
            raise SkipAction
        if not self.several:
            self.choose(self.at + 1)
            return
        value = self.value
        if value in self.ticked:
            self.ticked = tuple(v for v in self.ticked if v != value)
        else:
            self.ticked = (*self.ticked, value)
        self.refresh()
        self.post_message(self.Changed(self))

    def sign(self, index: int) -> str:
        """Return the sign before an answer: picked or not, ticked or not."""
        if self.several:
            return "■ " if self.options[index].value in self.ticked else "□ "
        return "● " if index == self.at else "○ "

    def render(self) -> Content:
        width = max(10, self.content_size.width or 40)
        self.places = []
        if not self.options:
            return content(put(("nothing to choose from", "$quiet")))
        if self.tall:
            return content(self.column(width))
        row = self.row()
        if row.cell_length <= width:
            return content(row)
        self.places = [(0, 0, width, -1)]
        here = self.options[max(0, self.at)]
        count = (f"  {self.at + 1} of {len(self.options)}", "$quiet")
        note = (f"  {here.note}" if here.note else "", "$quiet")
        said = put(("‹ ", "$focus"), ink(here.label, "bold"), (" ›", "$focus"), note, count)
        return content(said.truncate(width))

    def row(self) -> Words:
        """Paint the answers side by side."""
        line = NOTHING
        for index, option in enumerate(self.options):
            picked = index == self.at
            text = put(
                (self.sign(index), "$focus" if picked else "$quiet"),
                ink(option.label, "bold" if picked else ""),
            )
            self.places.append((0, line.cell_length, line.cell_length + text.cell_length, index))
            line = line.append(text).append("   ")
        return line.rstrip()

    def column(self, width: int) -> Words:
        """Paint the answers below one another."""
        lines: list[Words] = []
        for index, option in enumerate(self.options):
            picked = index == self.at
            cursor = ("▸ " if picked else "  ", "$focus") if self.several else ""
            text = put(
                cursor,
                (self.sign(index), "$focus" if picked or self.several else "$quiet"),
                ink(option.label, "bold" if picked else ""),
                (f"  {option.note}" if option.note else "", "$quiet"),
            )
            for line in wrapped(text, width, hang=4):
                self.places.append((len(lines), 0, width, index))
                lines.append(line)
        return stacked(lines)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for y, start, end, index in self.places:
            if offset.y == y and start <= offset.x < end:
                self.choose(self.at + 1 if index < 0 else index)
                if self.several:
                    self.action_tick()
                return
