"""What keys do to deck text: typing, indenting, and taking one of the words that are offered."""

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit
from textual.strip import Strip

from tabletop.authoring.edit.complete import Completion
from tabletop.tui.workbench.offered import Offered
from tabletop.tui.workbench.paper import Paper
from tabletop.tui.workbench.text import TAB, dedented, deletion, indented, new_line, typed, width_of

Completer = Callable[[int, int, bool], Completion | None]
"""Tells what could be meant at a line and column, both from 1; the last: whether it was asked."""


def nothing(line: int, column: int, asked: bool) -> Completion | None:
    """Offer nothing."""
    return None


class Editor(Paper):
    """
    Deck text with somebody writing in it.

    Words that could be meant are drawn over the lines below the cursor. Tab takes one, enter too
    once the word is begun; whoever types on never meets them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+tab", "dedent", "Less indented", show=False, id="editor.dedent"),
        # TextArea selects with these two, and the workbench needs them.
        Binding("f6", "screen.other_pane", "Next pane", show=False, id="editor.other_pane"),
        Binding("f7", "screen.find_again", "Find again", show=False, id="editor.find_again"),
        Binding("ctrl+home", "top", "To the top", show=False, id="editor.top"),
        Binding("ctrl+end", "bottom", "To the end", show=False, id="editor.bottom"),
    ]

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        self.offered: Offered | None = None
        self.completer: Completer = nothing
        super().__init__(text, id=id)

    async def _on_key(self, event: events.Key) -> None:
        key = event.key
        if key.startswith("alt+"):
            return  # a command, though it comes with a letter
        taken = self.takes(key) or (not self.read_only and self.writes(key))
        if taken:
            event.stop()
            event.prevent_default()
        elif key != "escape":
            await super()._on_key(event)
        if event.is_printable and not taken:
            self.offer()
        elif self.offered is not None and key in ("backspace", "delete"):
            self.call_later(self.offer)
        elif not taken:
            self.withdraw()

    def writes(self, key: str) -> bool:
        """Do what tab and enter do in the text; return whether *key* was one of them."""
        if key == "tab":
            self.indent()
        elif key == "enter":
            self.break_line()
        return key in ("tab", "enter")

    def _replace_via_keyboard(
        self, insert: str, start: Location, end: Location
    ) -> EditResult | None:
        return super()._replace_via_keyboard(typed(insert, self.deck.newline), start, end)

    def break_line(self) -> None:
        """Begin a new line, indented as the one before asks for."""
        start, end = sorted(self.selection)
        insert, gone = new_line(self.document[start[0]][: start[1]])
        self._replace_via_keyboard(insert, (start[0], start[1] - gone), end)

    def indent(self) -> None:
        """Go to the next stop, or indent the lines that are selected."""
        start, end = sorted(self.selection)
        if start[0] == end[0]:
            blanks = TAB - width_of(self.document[start[0]][: start[1]]) % TAB
            self._replace_via_keyboard(" " * blanks, start, end)
        else:
            self.change_lines(indented)

    def action_dedent(self) -> None:
        self.change_lines(dedented)

    def change_lines(self, change: Callable[[str], str]) -> None:
        """Change every line that the selection touches."""
        (start, end) = self.selection
        first, last = sorted((start[0], end[0]))
        old = [self.document[row] for row in range(first, last + 1)]
        new = [change(line) for line in old]
        if old == new:
            return
        ends = [*(self.deck.end_of(row) for row in range(first, last)), ""]
        text = "".join(line + end for line, end in zip(new, ends, strict=True))
        self.history.checkpoint()
        self.edit(Edit(text, (first, 0), (last, len(old[-1])), False))
        self.history.checkpoint()

        def moved(at: Location) -> Location:
            shift = len(new[at[0] - first]) - len(old[at[0] - first])
            return at[0], max(0, at[1] + shift)

        self.selection = Selection(moved(start), moved(end))

    def action_delete_left(self) -> None:
        start, end = self.selection
        gone = deletion(self.document[end[0]][: end[1]]) if start == end else 0
        if gone > 1:
            self._delete_via_keyboard((end[0], end[1] - gone), end)
        else:
            super().action_delete_left()

    def action_top(self) -> None:
        self.move_cursor((0, 0))

    def action_bottom(self) -> None:
        self.move_cursor(self.document.end)

    # Words that could be meant

    def offer(self, *, asked: bool = False) -> None:
        """Offer what could be meant by the word before the cursor."""
        row, column = self.cursor_location
        found = self.completer(row + 1, column + 1, asked) if self.selection.is_empty else None
        if found is None:
            self.withdraw()
            return
        screen_row = self.cursor_screen_offset.y - self.content_region.y
        left = self.cursor_screen_offset.x - self.content_region.x - width_of(found.begun)
        self.show_offered(
            Offered.at(found, left, screen_row, self.scrollable_content_region.size, asked=asked)
        )

    def withdraw(self) -> None:
        """Offer nothing any more."""
        if self.offered is not None:
            self.show_offered(None)

    def show_offered(self, offered: Offered | None) -> None:
        """Show *offered* over the lines, and nothing where something was offered before."""
        before, self.offered = self.offered, offered
        for shown in (before, offered):
            if shown is not None:
                self.refresh_lines(shown.top + self.scroll_offset.y, shown.height)

    def takes(self, key: str) -> bool:
        """Return whether *key* was meant for the words that are offered, and do what it means."""
        offered = self.offered
        if offered is None:
            return False
        if key in ("up", "down", "pageup", "pagedown"):
            by = {"up": -1, "down": 1, "pageup": -5, "pagedown": 5}[key]
            self.show_offered(offered.moved(by))
        elif key == "escape":
            self.withdraw()
        elif key == "tab" or (key == "enter" and offered.takes_enter):
            self.take(offered)
        else:
            return False
        return True

    def take(self, offered: Offered) -> None:
        """Write the word that is chosen in the place of its beginning."""
        self.withdraw()
        row, column = self.cursor_location
        start = (row, column - len(offered.completion.begun))
        self.history.checkpoint()
        text = offered.chosen.text
        if text.endswith(" ") and self.document[row][column : column + 1] == " ":
            text = text[:-1]
        self._replace_via_keyboard(text, start, (row, column))
        self.history.checkpoint()

    def on_blur(self) -> None:
        self.withdraw()

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        offered = self.offered
        if offered is None or not offered.top <= y < offered.top + offered.height:
            return strip
        segments = []
        for text, role in offered.line(y - offered.top):
            segments.append(Segment(text, self.style_of(*ROLES[role])))
        over = Strip(segments)
        left, right = offered.left, offered.left + over.cell_length
        return Strip.join([strip.crop(0, left), over, strip.crop(right)])


ROLES = {
    "word": ("paper--offered",),
    "note": ("paper--offered", "paper--note"),
    "chosen": ("paper--offered", "paper--chosen"),
    "chosen note": ("paper--offered", "paper--chosen", "paper--note"),
}
"""The styles in which what is offered is drawn."""
