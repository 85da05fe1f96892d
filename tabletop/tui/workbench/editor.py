"""The editor of a deck: its lines painted in four inks, and somebody writing in them."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import ClassVar, Final

import attrs
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.geometry import Region, Size
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import TextArea

from tabletop.authoring.edit.complete import Candidate, Completion
from tabletop.authoring.edit.deck_lines import (
    Ink,
    dedented,
    deletion,
    indented,
    inks,
    new_line,
    typed,
)
from tabletop.game.clean import clean_line
from tabletop.tui.workbench.document import (
    TAB,
    DeckDocument,
    HangingDocument,
    drawn,
    is_plain,
    width_of,
)

TALLEST: Final = 7
WIDEST: Final = 60
LEAST: Final = 16


@attrs.frozen
class WordList:
    """
    A list of words over the text.

    Attributes:
        left: Cell at which it begins.
        top: Row of the window at which it begins.
        width: In cells.
        height: In rows.
        chosen_index: The word that is taken by tab.
        takes_enter: Whether enter takes it too: a word is begun and not whole, or one was
            chosen by the arrow keys.
    """

    completion: Completion
    left: int
    top: int
    width: int
    height: int
    chosen_index: int = 0
    takes_enter: bool = False

    @classmethod
    def at(
        cls, completion: Completion, left: int, row: int, window: Size, *, asked: bool
    ) -> "WordList":
        """Return the list below *row*, or above it where more room is there."""
        many = len(completion.candidates)
        words = max(len(c.word) for c in completion.candidates)
        notes = max(len(c.note) for c in completion.candidates)
        width = max(LEAST, min(words + 2 + (notes + 2 if notes else 0), WIDEST, window.width))
        below, above = window.height - row - 1, row
        height = min(many, TALLEST, max(below, above, 1))
        top = row + 1 if below >= height or below >= above else row - height
        enter = bool(completion.begun) and not completion.is_whole
        return cls(
            completion,
            max(0, min(left, window.width - width)),
            top,
            width,
            height,
            takes_enter=enter or asked,
        )

    @property
    def chosen(self) -> Candidate:
        """The word that is taken."""
        return self.completion.candidates[self.chosen_index]

    def moved(self, by: int) -> "WordList":
        """Return the list with another word chosen."""
        last = len(self.completion.candidates) - 1
        at = max(0, min(last, self.chosen_index + by))
        return attrs.evolve(self, chosen_index=at, takes_enter=True)

    def line(self, index: int) -> Iterator[tuple[str, str]]:
        """Yield the texts of one line, each with its role."""
        first = max(0, min(self.chosen_index - self.height + 1, self.chosen_index))
        at = first + index
        candidate = self.completion.candidates[at]
        is_chosen = at == self.chosen_index
        sign = "▸" if is_chosen else " "
        word = f"{sign}{clean_line(candidate.word)[: self.width - 2]} "
        room = self.width - len(word)
        note = clean_line(candidate.note)[: max(0, room - 1)]
        yield word, "chosen" if is_chosen else "word"
        yield f"{note:<{room}}", "chosen note" if is_chosen else "note"


INKS = """field number word sign quote prose remark error warning strange
    offered note chosen wrong""".split()

MOST_STRIPS = 600
"""Painted lines that are kept."""

MOST_UNDONE = 2_000


Completer = Callable[[int, int, bool], Completion | None]
"""Tells what could be meant at a line and column, both from 1; the last: whether it was asked."""


class Editor(TextArea):
    """
    Deck text with somebody writing in it, each line painted here, mistakes underlined and signed.

    What no screen may show is drawn as one sign, and saved as it is. Words that could be meant
    are drawn over the lines below the cursor. Tab takes one, enter too once the word is begun;
    whoever types on never meets them.
    """

    document: DeckDocument
    wrapped_document: HangingDocument

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+tab", "dedent", "Less indented", show=False, id="editor.dedent"),
        # TextArea selects with these two, and the workbench needs them.
        Binding("f6", "screen.other_pane", "Next pane", show=False, id="editor.other_pane"),
        Binding("f7", "screen.find_again", "Find again", show=False, id="editor.find_again"),
        Binding("ctrl+home", "top", "To the top", show=False, id="editor.top"),
        Binding("ctrl+end", "bottom", "To the end", show=False, id="editor.bottom"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"editor--{name}" for name in INKS}
    DEFAULT_CSS = """
    Editor, Editor:focus { border: none; padding: 0; background: $background; color: $ink;
        scrollbar-size: 0 1; scrollbar-color: $rule; scrollbar-background: $background;
        scrollbar-color-hover: $quiet; scrollbar-color-active: $focus;
        scrollbar-background-hover: $background; scrollbar-background-active: $background;
        overflow-x: hidden; overflow-y: scroll;
        & .text-area--gutter { color: $quiet; }
        & .text-area--cursor-gutter { color: $focus; background: $surface; text-style: bold; }
        & .text-area--cursor-line { background: $surface; }
        & .text-area--selection { background: $cursor; }
        & .text-area--matching-bracket { text-style: bold underline; }
        & .editor--field { color: $good; }
        & .editor--number { color: $focus; }
        & .editor--word { text-style: italic; }
        & .editor--sign { color: $quiet; }
        & .editor--quote { color: $ink; }
        & .editor--prose { color: $ink; }
        & .editor--remark { color: $quiet; text-style: italic; }
        & .editor--error { color: $bad; text-style: bold underline; }
        & .editor--wrong { color: $bad; text-style: bold; }
        & .editor--warning { text-style: underline; }
        & .editor--strange { color: $bad; text-style: reverse; }
        & .editor--offered { background: $panel; color: $ink; }
        & .editor--note { color: $quiet; }
        & .editor--chosen { background: $cursor; text-style: bold; }
        &:ansi {
            & .editor--offered { text-style: reverse; }
            & .editor--chosen { text-style: bold reverse; }
        }
    }
    """
    selection: Reactive[Selection] = reactive(
        Selection(), init=False, always_update=True, repaint=False
    )

    def __init__(self, text: str, completer: Completer, *, id: str | None = None) -> None:
        """Show *text*; what *completer* tells is offered while somebody types."""
        self.completer = completer
        self.offered: WordList | None = None
        self.marks: dict[int, list[Ink]] = {}
        self.strips: dict[object, Strip] = {}
        self.styles_of: dict[tuple[str, ...], Style] = {}
        super().__init__(
            text,
            id=id,
            soft_wrap=True,
            tab_behavior="indent",
            show_line_numbers=True,
            max_checkpoints=MOST_UNDONE,
        )
        self.cursor_blink = False
        self.indent_width = TAB

    # The document

    def _set_document(self, text: str, language: str | None) -> None:
        self.marks, self.strips = {}, {}
        self.document = DeckDocument(text)
        self.wrapped_document = HangingDocument(self.document, tab_width=TAB)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._build_highlight_map()
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    @property
    def gutter_width(self) -> int:
        # The same for all usual decks: a gutter that grows would break every line anew.
        return max(4, len(str(self.document.line_count))) + 2

    def edit(self, edit: Edit) -> EditResult:
        rows = self.document.line_count
        height = len(self.wrapped_document._offset_to_line_info)
        result = super().edit(edit)
        added = self.document.line_count - rows
        if added:
            self.marks = {
                row + (added if row > edit.bottom[0] else 0): marks
                for row, marks in self.marks.items()
            }
        self.strips.clear()
        if len(self.wrapped_document._offset_to_line_info) != height or added:
            self.refresh()
        else:
            self.refresh_rows(edit.top[0], result.end_location[0])
        return result

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        super()._undo_batch(edits)
        self.repaint_all()

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        super()._redo_batch(edits)
        self.repaint_all()

    def _rewrap_and_refresh_virtual_size(self) -> None:
        super()._rewrap_and_refresh_virtual_size()
        self.repaint_all()

    def repaint_all(self) -> None:
        self.strips.clear()
        self.refresh()

    def put(self, text: str) -> None:
        """Make the text *text* by one edit of no more than what differs; the cursor stays."""
        old = self.text
        if text == old:
            return
        start = common(old, text)
        end = common(old[start:][::-1], text[start:][::-1])
        row, column = self.cursor_location
        begin = self.location(start)
        self.history.checkpoint()
        self.edit(Edit(text[start : len(text) - end], begin, self.location(len(old) - end), False))
        self.history.checkpoint()
        row = min(row, self.document.line_count - 1)
        self.move_cursor((row, min(column, len(self.document[row]))))

    def location(self, offset: int) -> Location:
        """Return the row and column of the character at *offset* in the text."""
        deck = self.document
        for row, line in enumerate(deck.lines):
            length = len(line) + len(deck.end_of(row))
            if offset <= len(line) or (offset < length) or row == deck.line_count - 1:
                return row, min(offset, len(line))
            offset -= length
        return deck.end

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        # Only on its own line: a bracket without its partner would cost a search of the file.
        row, column = search_from
        line, pairs = self.document[row], "{}[]()"
        at = pairs.find(bracket) if bracket else -1
        step, partner = (-1 if at % 2 else 1), pairs[at ^ 1]
        depth = 0
        while at >= 0 and 0 <= column < len(line):
            depth += (line[column] == bracket) - (line[column] == partner)
            if not depth:
                return row, column
            column += step
        return None

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        super()._watch_selection(previous_selection, selection)
        if self.is_mounted:
            rows = [r for s in (previous_selection, selection) for r, _ in s]
            self.refresh_rows(min(rows), max(rows))

    # Painting

    def mark(self, marks: dict[int, list[Ink]]) -> None:
        """Underline *marks*, errors and warnings by row from 0."""
        changed = {
            row
            for row in (*self.marks, *marks)
            if self.marks.get(row) != marks.get(row) and row < self.document.line_count
        }
        self.marks = marks
        if changed:
            self.strips.clear()
            for row in changed:
                self.refresh_rows(row, row)

    def refresh_rows(self, first: int, last: int) -> None:
        """Repaint the lines *first* to *last*, from 0."""
        places = self.wrapped_document._line_index_to_offsets
        last = min(last, len(places) - 1)
        if 0 <= first <= last:
            self.refresh_lines(places[first][0], places[last][-1] - places[first][0] + 1)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.strips.clear()
        self.styles_of.clear()

    def _app_theme_changed(self) -> None:
        super()._app_theme_changed()
        self.notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        # TextArea asks its own theme for colours with every paint; ours come from the app's.
        return super(TextArea, self).render_lines(crop)

    def style_of(self, *names: str) -> Style:
        """Return the style of what is called *names*, each over those before."""
        style = self.styles_of.get(names)
        if style is None:
            style = self.rich_style
            for name in names:
                style += self.get_component_rich_style(name, partial=True)
            self.styles_of[names] = style
        return style

    def render_line(self, y: int) -> Strip:
        strip = self.text_line(y)
        offered = self.offered
        if offered is None or not offered.top <= y < offered.top + offered.height:
            return strip
        pieces = offered.line(y - offered.top)
        over = Strip([Segment(text, self.style_of(*ROLES[role])) for text, role in pieces])
        left, right = offered.left, offered.left + over.cell_length
        return Strip.join([strip.crop(0, left), over, strip.crop(right)])

    def text_line(self, y: int) -> Strip:
        """Return the line *y* of the window, as the text alone has it."""
        at = y + self.scroll_offset.y
        infos = self.wrapped_document._offset_to_line_info
        if at >= len(infos):
            return Strip.blank(self.size.width, self.style_of())
        row, section = infos[at]
        start, end = sorted(self.selection)
        is_here = row == self.cursor_location[0]
        touched = (start, end) if start[0] <= row <= end[0] else None
        bracket = self._matching_bracket_location if is_here else None
        key = (row, section, touched, is_here, self._draw_cursor and is_here, bracket, self.size)
        strip = self.strips.get(key)
        if strip is None:
            if len(self.strips) > MOST_STRIPS:
                self.strips.clear()
            strip = self.strips[key] = self.painted(row, section, is_here=is_here)
        return strip

    def painted(self, row: int, section: int, *, is_here: bool) -> Strip:
        """Return one line of the screen: the gutter, then the text from break to break."""
        line, marks = self.document[row], self.marks.get(row, [])
        breaks = [0, *self.wrapped_document.get_offsets(row), len(line)]
        first, last = breaks[section], breaks[section + 1]
        ground = ("text-area--cursor-line",) if is_here else ()
        worst = "✗" if any(severity == "error" for _, _, severity in marks) else "!"
        sign = " " if section or not marks else worst
        number = f"{row + 1 if not section else '┆':>{self.gutter_width - 2}}"
        gutter = "text-area--cursor-gutter" if is_here else "text-area--gutter"
        segments = [
            Segment(number, self.style_of(*ground, gutter)),
            Segment(sign, self.style_of(*ground, "editor--wrong" if sign == "✗" else gutter)),
            Segment(" ", self.style_of(*ground)),
        ]
        if section:
            hang = self.wrapped_document.hang_of(line)
            segments.append(Segment(" " * hang, self.style_of(*ground)))
        layers = self.stretches(row, line, marks)
        cuts = {first, last}
        for start, end, _ in layers:
            cuts.update(cut for cut in (start, end) if first < cut < last)
        edges = sorted(cuts)
        for start, end in pairwise(edges):
            names = tuple(f for a, b, f in layers if a <= start and end <= b)
            segments += self.pieces(line[start:end], (*ground, *names))
        if is_here and self._draw_cursor and self.cursor_location[1] == len(line) == last:
            segments.append(Segment(" ", self.style_of(*ground, "text-area--cursor")))
        width = self.scrollable_content_region.width
        return Strip(segments).adjust_cell_length(width, self.style_of(*ground))

    def pieces(self, text: str, names: tuple[str, ...]) -> list[Segment]:
        """Return *text* in the styles *names*; what cannot be shown is drawn as a sign."""
        if is_plain(text):
            return [Segment(text, self.style_of(*names))]
        odd = set(drawn(text)[1])
        if not odd:
            return [Segment(drawn(text)[0], self.style_of(*names))]
        styles = (self.style_of(*names), self.style_of(*names, "editor--strange"))
        return [Segment(drawn(c)[0], styles[i in odd]) for i, c in enumerate(text)]

    def stretches(self, row: int, line: str, marks: list[Ink]) -> list[Ink]:
        """Return the stretches of *line* with the style of each, the uppermost last."""
        layers = [(a, b, f"editor--{ink}") for a, b, ink in inks(line, self.document.depth(row))]
        layers += [(a, max(b, a + 1), f"editor--{severity}") for a, b, severity in marks]
        (top, left), (bottom, right) = sorted(self.selection)
        if (top, left) != (bottom, right) and top <= row <= bottom:
            start = left if row == top else 0
            layers.append((start, right if row == bottom else len(line), "text-area--selection"))
        here, column = self.cursor_location
        if here == row:
            if self._matching_bracket_location and self._matching_bracket_location[0] == row:
                at = self._matching_bracket_location[1]
                layers.append((at, at + 1, "text-area--matching-bracket"))
            if self._draw_cursor:
                layers.append((column, column + 1, "text-area--cursor"))
        return layers

    # What keys do

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
        return super()._replace_via_keyboard(typed(insert, self.document.newline), start, end)

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
        ends = [*(self.document.end_of(row) for row in range(first, last)), ""]
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
            WordList.at(found, left, screen_row, self.scrollable_content_region.size, asked=asked)
        )

    def withdraw(self) -> None:
        """Offer nothing any more."""
        if self.offered is not None:
            self.show_offered(None)

    def show_offered(self, offered: WordList | None) -> None:
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

    def take(self, offered: WordList) -> None:
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


ROLES = {
    "word": ("editor--offered",),
    "note": ("editor--offered", "editor--note"),
    "chosen": ("editor--offered", "editor--chosen"),
    "chosen note": ("editor--offered", "editor--chosen", "editor--note"),
}
"""The styles in which what is offered is drawn."""


def common(a: str, b: str) -> int:
    """Return how many characters *a* and *b* begin with alike."""
    shortest = min(len(a), len(b))
    return bisect_left(range(shortest), True, key=lambda n: a[: n + 1] != b[: n + 1])
