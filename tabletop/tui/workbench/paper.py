"""The text of a deck as it is painted: line ends kept, four inks, mistakes underlined."""

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

import attrs
from rich.segment import Segment
from rich.style import Style
from textual.document._document import EditResult, Location, Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._edit import Edit
from textual.geometry import Region
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import TextArea

from tabletop.tui.workbench.text import (
    TAB,
    DeckDocument,
    HangingDocument,
    Ink,
    drawn,
    inks,
    is_plain,
)

INKS = """field number word sign quote prose remark error warning strange
    offered note chosen wrong""".split()

MOST_STRIPS = 600
"""Painted lines that are kept."""

MOST_UNDONE = 2_000


@attrs.frozen
class Mark:
    """A stretch of a line, from 0, to underline: "error" or "warning"."""

    start: int
    end: int
    severity: str


class Paper(TextArea):
    """
    Deck text. It paints each line itself: in four inks, mistakes underlined and signed.

    What no screen may show is drawn as one sign, and saved as it is.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"paper--{name}" for name in INKS}
    DEFAULT_CSS = """
    Paper, Paper:focus { border: none; padding: 0; background: $background; color: $ink;
        scrollbar-size: 0 1; scrollbar-color: $rule; scrollbar-background: $background;
        scrollbar-color-hover: $quiet; scrollbar-color-active: $focus;
        scrollbar-background-hover: $background; scrollbar-background-active: $background;
        overflow-x: hidden; overflow-y: scroll;
        & .text-area--gutter { color: $quiet; }
        & .text-area--cursor-gutter { color: $focus; background: $surface; text-style: bold; }
        & .text-area--cursor-line { background: $surface; }
        & .text-area--selection { background: $cursor; }
        & .text-area--matching-bracket { text-style: bold underline; }
        & .paper--field { color: $good; }
        & .paper--number { color: $focus; }
        & .paper--word { text-style: italic; }
        & .paper--sign { color: $quiet; }
        & .paper--quote { color: $ink; }
        & .paper--prose { color: $ink; }
        & .paper--remark { color: $quiet; text-style: italic; }
        & .paper--error { color: $bad; text-style: bold underline; }
        & .paper--wrong { color: $bad; text-style: bold; }
        & .paper--warning { text-style: underline; }
        & .paper--strange { color: $bad; text-style: reverse; }
        & .paper--offered { background: $panel; color: $ink; }
        & .paper--note { color: $quiet; }
        & .paper--chosen { background: $cursor; text-style: bold; }
        &:ansi {
            & .paper--offered { text-style: reverse; }
            & .paper--chosen { text-style: bold reverse; }
        }
    }
    """
    selection: Reactive[Selection] = reactive(
        Selection(), init=False, always_update=True, repaint=False
    )

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        self.marks: dict[int, list[Mark]] = {}
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
    def deck(self) -> DeckDocument:
        assert isinstance(self.document, DeckDocument)
        return self.document

    @property
    def hanging(self) -> HangingDocument:
        assert isinstance(self.wrapped_document, HangingDocument)
        return self.wrapped_document

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
        deck = self.deck
        for row, line in enumerate(deck.lines):
            length = len(line) + len(deck.end_of(row))
            if offset <= len(line) or (offset < length) or row == deck.line_count - 1:
                return row, min(offset, len(line))
            offset -= length
        return deck.end

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        # Only on its own line: a bracket without its partner would cost a search of the file.
        row, column = search_from
        pairs = {"{": "}", "[": "]", "(": ")"}
        line = self.document[row]
        step, partner = (1, pairs.get(bracket, "")) if bracket in pairs else (-1, "")
        partner = partner or next((a for a, b in pairs.items() if b == bracket), "")
        depth = 0
        while partner and 0 <= column < len(line):
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

    def mark(self, marks: dict[int, list[Mark]]) -> None:
        """Underline *marks*, by row from 0."""
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
        sign = " " if section or not marks else self.sign(marks)
        number = f"{row + 1 if not section else '┆':>{self.gutter_width - 2}}"
        gutter = "text-area--cursor-gutter" if is_here else "text-area--gutter"
        segments = [
            Segment(number, self.style_of(*ground, gutter)),
            Segment(sign, self.style_of(*ground, "paper--wrong" if sign == "✗" else gutter)),
            Segment(" ", self.style_of(*ground)),
        ]
        if section:
            hang = self.hanging.hang_of(line)
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
        shown, strange = drawn(text)
        if not strange:
            return [Segment(shown, self.style_of(*names))]
        return [
            Segment(drawn(c)[0], self.style_of(*names, *(("paper--strange",) if i in odd else ())))
            for odd in [set(strange)]
            for i, c in enumerate(text)
        ]

    def sign(self, marks: list[Mark]) -> str:
        return "✗" if any(mark.severity == "error" for mark in marks) else "!"

    def stretches(self, row: int, line: str, marks: list[Mark]) -> list[Ink]:
        """Return the stretches of *line* with the style of each, the uppermost last."""
        layers = [(a, b, f"paper--{ink}") for a, b, ink in inks(line, self.deck.depth(row))]
        layers += [(m.start, max(m.end, m.start + 1), f"paper--{m.severity}") for m in marks]
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


def common(a: str, b: str) -> int:
    """Return how many characters *a* and *b* begin with alike."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[:middle] == b[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
