"""Two columns beside one another: two lines from where they part, or what two sights knew."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from tabletop.errors import TabletopError
from tabletop.journal.lines import Line
from tabletop.language.ids import FACILITATOR, WALL, Viewer
from tabletop.pages.lines import column_heads, compared, pairs_of
from tabletop.pages.text import Row, Words, ink, plain, put, rows, sides, stacked
from tabletop.replay.compare import Chapter, Comparison, alike, compare
from tabletop.replay.cursor import Cursor, viewers_of
from tabletop.replay.goto import FramePlace
from tabletop.replay.knowledge import knew
from tabletop.tui.actions import Where, bindings
from tabletop.tui.paint import content
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.stage import Stage

Tell = Callable[[Message], object]
"""Takes a message to whoever opened the screen."""


class Visited(Message):
    """A frame is to be shown in the viewer, as a jump that one can come back from."""

    def __init__(self, place: FramePlace) -> None:
        super().__init__()
        self.place = place


class SideBySide(Stage):
    """
    A title, the heads of two columns, and the pairs below them; abstract, of the two that follow.

    Attributes:
        tell: Is told what was asked for once this is left.
    """

    CSS_PATH = "side_by_side.tcss"

    def __init__(self, cursor: Cursor, viewer: Viewer, tell: Tell) -> None:
        """Begin where *cursor* is, with the eyes of *viewer*."""
        super().__init__()
        self.replay = cursor.replay
        self.hold = cursor.hold
        self.line = cursor.line
        self.number = cursor.number
        self.viewer = viewer
        self.tell = tell

    def compose(self) -> ComposeResult:
        yield Static(id="title")
        yield Lines(self.heads, id="heads")
        yield Lines(id="pairs")
        yield from self.compose_footer()

    def on_mount(self) -> None:
        self.query_one("#heads", Lines).can_focus = False
        self.query_one("#pairs", Lines).focus()

    def heads(self, width: int) -> Sequence[Row]:
        """Return what stands above the two columns."""
        raise NotImplementedError

    def visit(self, place: FramePlace) -> None:
        """Leave, and have *place* shown."""
        self.dismiss()
        self.tell(Visited(place))

    def after(self, viewer: Viewer) -> Viewer:
        """Return whose eyes come after *viewer*'s."""
        eyes = viewers_of(self.replay)
        return eyes[(eyes.index(viewer) + 1) % len(eyes)]


class Comparing(SideBySide):
    """
    The line that was looked at on the left, another one on the right.

    At first both are read as far as the viewer has come: the one to its frame, the other to the
    same moment of the game.
    """

    WHERES: ClassVar[tuple[Where, ...]] = ("compare",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("compare", first=True)

    def __init__(self, cursor: Cursor, other: Line, tell: Tell) -> None:
        """Compare the line of *cursor*, up to its frame, with *other*."""
        super().__init__(cursor, cursor.eyes, tell)
        self.compared = (self.line, other)
        self.side = 0
        self.to_the_end = False
        self.busy = False
        self.found: Comparison | None = None

    def on_mount(self) -> None:
        self.look(self.viewer)

    def is_offered(self, action: str) -> bool:
        return self.found is not None or action == "close_compare"

    # Reading

    def look(self, viewer: Viewer) -> None:
        """Compare as *viewer* saw it, off the event loop."""
        self.viewer = viewer
        self.busy = True
        self.run_worker(self.work, thread=True, exclusive=True)

    def work(self) -> None:
        """Run in a thread: read both lines."""
        worker, (left, right) = get_current_worker(), self.compared
        try:
            with self.hold:
                upto = None
                if not self.to_the_end:
                    upto = (self.number, alike(self.replay, right, self.number))
                found = compare(self.replay, left, right, self.viewer, upto)
        except TabletopError as trouble:
            then = partial(self.give_up, str(trouble))
        else:
            then = partial(self.show, found)
        # Whoever wants it otherwise by now is shown that, and whoever has left nothing.
        if not worker.is_cancelled:
            self.app.call_from_thread(then)

    def give_up(self, trouble: str) -> None:
        """Leave, and say why nothing can be compared."""
        self.busy = False
        self.dismiss()
        self.app.notify(trouble, severity="error")

    def show(self, found: Comparison) -> None:
        """Show *found*, the cursor on the first row that differs."""
        self.busy = False
        is_first, self.found = self.found is None, found
        self.query_one("#title", Static).update(content(self.title_words()))
        self.query_one("#heads", Lines).lay_out()
        self.query_one("#pairs", Lines).show(self.painted)
        if is_first:
            self.seek(1, at=-1)
        self.show_keys()

    # Showing

    def title_words(self) -> Words:
        """Say what is compared, whose eyes see it, how far it is read, and how much differs."""
        found = self.found
        if found is None:
            return put("")
        width = self.query_one("#title", Static).content_size.width
        reach = "to the end" if self.to_the_end else "as far as you have come"
        count = found.differences
        parted = f"from frame {found.ancestor} on" if found.ancestor else "from the opening on"
        first = sides(
            put(("Two lines side by side", "bold $focus"), (f"  {parted}", "$quiet")),
            put(f"{count} differ{'s' if count == 1 else ''}" if count else "nothing differs"),
            width,
        )
        whose = f"as {self.name_of(found.viewer)} saw it, {reach}"
        return stacked([first[0], put((whose, "$quiet"))])

    def name_of(self, viewer: Viewer) -> str:
        """Return what *viewer* is called."""
        names = {FACILITATOR: "the facilitator", WALL: "everybody"}
        actor = next((a.name for a in self.replay.deck.actors if a.id == viewer), viewer)
        return names.get(viewer, actor)

    @property
    def names(self) -> tuple[str, str]:
        return self.compared[0].name, self.compared[1].name

    def heads(self, width: int) -> list[Row]:
        """Paint the names of the two lines; a sign stands before the one that enter goes to."""
        shown = [
            put(("▸ ", "bold $focus"), ink(name, "bold underline"))
            if side == self.side
            else put("  ", ink(name, "bold"))
            for side, name in enumerate(self.names)
        ]
        return column_heads(shown[0], shown[1], width)

    def painted(self, width: int) -> list[Row]:
        """Paint every turn, then the end."""
        found = self.found
        if found is None:
            return []
        turns = [c for c in found.turns if any(c.has)]
        end = [found.end] if any(found.end.has) else []
        if not found.differences and not self.to_the_end and min(found.upto) <= found.ancestor:
            said = (
                "As far as you have come the two lines are one. Press e to read on to their ends."
            )
            return [Row(put("")), *rows([plain(said)])]
        return compared([*turns, *end], self.names, width)

    # Going

    def seek(self, by: int, at: int | None = None) -> None:
        """Go to the next row that differs, or to the one before where *by* is -1."""
        lines = self.query_one("#pairs", Lines)
        if self.found is None:
            return
        pairs = pairs_of(self.found.chapters)
        different = [item for chapter, item in self.items() if all(chapter) and pairs[item].differs]
        here = lines.cursor if at is None else at
        ahead = [item for item in different if (item > here if by > 0 else item < here)]
        if ahead:
            lines.cursor = ahead[0] if by > 0 else ahead[-1]
        elif at is None:
            self.app.notify(f"Nothing more differs {'below' if by > 0 else 'above'}.")

    def items(self) -> list[tuple[tuple[bool, bool], int]]:
        """Return each row's number, with which sides its chapter has."""
        chapters = self.found.chapters if self.found else ()
        has = [chapter.has for chapter in chapters for _ in chapter.pairs]
        return list(zip(has, range(len(has)), strict=True))

    def action_next_difference(self) -> None:
        self.seek(1)

    def action_difference_before(self) -> None:
        self.seek(-1)

    def action_left_line(self) -> None:
        self.choose_side(0)

    def action_right_line(self) -> None:
        self.choose_side(1)

    def choose_side(self, side: int) -> None:
        """Let enter go to the line on *side*."""
        self.side = side
        self.query_one("#heads", Lines).lay_out()

    def action_read_to_end(self) -> None:
        self.to_the_end = not self.to_the_end
        self.look(self.viewer)

    def action_whose_lines(self) -> None:
        self.look(self.after(self.viewer))

    def action_to_frame(self) -> None:
        at = self.query_one("#pairs", Lines).cursor
        pairs = pairs_of(self.found.chapters) if self.found else []
        if not 0 <= at < len(pairs):
            return
        cells = (pairs[at].left, pairs[at].right)
        side = self.side if cells[self.side] is not None else 1 - self.side
        cell = cells[side]
        if cell is not None:
            self.visit(FramePlace(self.compared[side], cell.frame))

    def on_lines_chosen(self) -> None:
        self.action_to_frame()

    def action_close_compare(self) -> None:
        self.dismiss()


class Knowing(SideBySide):
    """What a seat knew on the left, what was true, or what another knew, on the right."""

    WHERES: ClassVar[tuple[Where, ...]] = ("who knew what",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("who knew what", first=True)

    def __init__(self, cursor: Cursor, tell: Tell) -> None:
        """Begin with what the viewer of *cursor* knew where that is, and what was true."""
        super().__init__(cursor, cursor.viewer, tell)
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
        self.visit(FramePlace(self.line, self.number))

    def on_lines_chosen(self) -> None:
        self.action_to_moment()

    def action_close_knowing(self) -> None:
        self.dismiss()


def only_gaps(chapter: Chapter) -> Chapter:
    """Return *chapter* without what both sides share."""
    return Chapter(chapter.title, tuple(p for p in chapter.pairs if p.differs), chapter.notes)
