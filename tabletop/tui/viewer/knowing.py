"""Who knew what: one moment by two sights beside one another, frame by frame."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Static

from tabletop.errors import TabletopError
from tabletop.journal.lines import Line
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.pages.lines import column_heads, compared, pairs_of
from tabletop.pages.text import Row, Words, ink, put, rows, sides, stacked
from tabletop.replay.compare import Chapter
from tabletop.replay.knowledge import knew
from tabletop.replay.replay import Replay
from tabletop.tui.actions import Where, bindings
from tabletop.tui.paint import content
from tabletop.tui.viewer.comparing import Beside, Visit
from tabletop.tui.widgets.lines import Lines


class Knowing(Beside):
    """What a seat knew on the left, what was true, or what another knew, on the right."""

    WHERES: ClassVar[tuple[Where, ...]] = ("who knew what",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("who knew what", first=True)

    def __init__(
        self,
        replay: Replay,
        line: Line,
        number: int,
        viewer: Viewer,
        *,
        hold: AbstractContextManager[object],
        visit: Visit,
    ) -> None:
        """Begin with what *viewer* knew at frame *number* of *line*, and what was true."""
        super().__init__(replay, number, viewer, hold=hold, visit=visit)
        self.line = line
        self.other: Viewer = FACILITATOR
        self.gaps_only = False
        self.chapters: Sequence[Chapter] = ()

    def on_mount(self) -> None:
        self.query_one("#pairs", Lines).painter = self.painted
        # Before the first layout nothing has a width to be painted for.
        self.call_after_refresh(self.begin)

    def begin(self) -> None:
        """Show the first frame, the cursor on its first gap."""
        self.show()
        pairs = pairs_of(self.chapters)
        gap = next((item for item, pair in enumerate(pairs) if pair.differs), 0)
        self.query_one("#pairs", Lines).cursor = gap

    def show(self) -> None:
        """Show the frame by the two sights that are chosen."""
        try:
            with self.hold:
                left, right = (
                    self.replay.sight(self.number, viewer) for viewer in (self.viewer, self.other)
                )
        except TabletopError as trouble:
            self.app.notify(str(trouble), severity="error")
            return
        self.chapters = knew(left, right)
        self.query_one("#title", Static).update(content(self.title_words()))
        self.query_one("#heads", Lines).lay_out()
        self.query_one("#pairs", Lines).lay_out()
        self.show_keys()

    # Showing

    def title_words(self) -> Words:
        """Say which moment it is, and how much one of the two did not know."""
        state = self.replay.state(self.number)
        width = self.query_one("#title", Static).content_size.width
        moment = f"Turn {state.turn}, {state.phase}" if state.phase else "Before the first turn"
        moment = "The end" if state.is_over else moment
        gaps = sum(chapter.differences for chapter in self.chapters)
        first = sides(
            put(
                ("Who knew what", "bold $focus"),
                f"  {moment}",
                (f"  frame {self.number}", "$quiet"),
            ),
            put((f"{gaps} gap{'' if gaps == 1 else 's'}" if gaps else "no gap", "bold")),
            width,
        )
        note = "A gap is what one could not know then; nothing that came later is shown."
        return stacked([first[0], put((note, "$quiet"))])

    def name_of(self, viewer: Viewer) -> str:
        """Return what *viewer* is called at the head of a column."""
        if viewer == FACILITATOR:
            return "what was true"
        if viewer == WALL:
            return "what everybody knew"
        name = next((a.name for a in self.replay.deck.actors if a.id == viewer), viewer)
        return f"what {name} knew"

    def heads(self, width: int) -> list[Row]:
        """Paint whose knowledge stands in which column."""
        left, right = (ink(self.name_of(v), "bold") for v in (self.viewer, self.other))
        return column_heads(left, right, width)

    def painted(self, width: int) -> list[Row]:
        """Paint every chapter, or only its gaps."""
        names = (self.name_of(self.viewer), self.name_of(self.other))
        shown = self.chapters
        if self.gaps_only:
            shown = [only_gaps(chapter) for chapter in self.chapters if chapter.differences]
            if not shown:
                return rows(
                    [put(""), put(("Neither lacked anything that the other knew.", "$quiet"))]
                )
        return compared(shown, names, width, missing="?")

    # Keys

    def step(self, by: int) -> None:
        """Go on by *by* frames of the line."""
        place = self.line.place(self.number) + by
        if not 0 <= place <= len(self.line.frames):
            self.app.notify("There is no frame beyond this one.")
            return
        self.number = self.line.frames[place - 1] if place else 0
        self.show()

    def action_later_frame(self) -> None:
        self.step(1)

    def action_earlier_frame(self) -> None:
        self.step(-1)

    def action_whose_knowledge(self) -> None:
        self.viewer = self.after(self.viewer)
        self.show()

    def action_beside_whom(self) -> None:
        self.other = self.after(self.other)
        self.show()

    def action_only_gaps(self) -> None:
        self.gaps_only = not self.gaps_only
        lines = self.query_one("#pairs", Lines)
        lines.lay_out()
        lines.action_first()

    def action_to_moment(self) -> None:
        self.dismiss()
        self.call_later(self.visit, self.number, self.line)

    def on_lines_chosen(self) -> None:
        self.action_to_moment()

    def action_close_knowing(self) -> None:
        self.dismiss()


def only_gaps(chapter: Chapter) -> Chapter:
    """Return *chapter* without what both sides share."""
    return Chapter(chapter.title, tuple(p for p in chapter.pairs if p.differs), chapter.notes)
