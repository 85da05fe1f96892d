"""The workbench laid out: the text, the part under the cursor as it will look, what is wrong."""

from pathlib import Path
from typing import ClassVar

import attrs
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tabletop.authoring.edit.complete import Completion, Known, completion, known
from tabletop.authoring.edit.outline import Part, outline, part_at
from tabletop.authoring.text.findings import Diagnostic
from tabletop.game.deck import Deck
from tabletop.pages.text import Row, Words, plain, put, rows, wrapped
from tabletop.pages.view import View
from tabletop.tui.actions import BY_ID, Action, Where, bindings
from tabletop.tui.paint import content
from tabletop.tui.widgets.keys import Keys, length
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.stage import Stage
from tabletop.tui.workbench import pages
from tabletop.tui.workbench.editor import Editor

LEAVE = attrs.evolve(BY_ID["leave"], keys="ctrl+q", help="Leave; what is not saved is asked about.")
HELP = attrs.evolve(BY_ID["help"], keys="f1", shown_key="f1")

SAID = 5.0
"""Seconds for which the line above the keys says what was done."""


class Bench(Stage):
    """
    The panes of the workbench, and what they show of the text.

    It checks nothing and knows no disk; what was found out is handed to `show_found`.
    """

    CSS_PATH = "workbench.tcss"
    WHERES: ClassVar[tuple[Where, ...]] = ("workbench",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("workbench")

    def __init__(self, path: Path, name: str, text: str) -> None:
        """Show *text* of the file at *path*, which messages call *name*."""
        super().__init__()
        self.path = path
        self.file_name = name
        self.editor = Editor(text, id="text")
        self.version = 0
        self.lines_read = 0
        self.parts: tuple[Part, ...] = ()
        self.names = Known()
        self.deck_names: tuple[str, ...] = ()
        self.part: Part | None = None
        self.deck: Deck | None = None
        self.pictured: View | None = None
        self.is_whole = False
        self.problems: tuple[Diagnostic, ...] = ()
        self.said = ""
        self.saying: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        with Container(id="bench"):
            yield self.pane("outline", "Outline")
            with Container(id="writing"):
                yield self.editor
                yield self.pane("problems", "Problems")
            yield self.pane("picture", "Card")
        yield Static(id="told")
        yield from self.compose_footer()

    def pane(self, name: str, title: str) -> Lines:
        lines = Lines(id=name, keeps_cursor=name == "problems")
        lines.border_title = Content(title)
        return lines

    def on_mount(self) -> None:
        self.editor.completer = self.meant
        self.lines("problems").show(self.problem_rows)
        self.lines("picture").show(self.picture_rows)
        self.lines("outline").show(self.outline_rows)
        self.read_lines()
        self.show_head()
        self.editor.focus()

    @property
    def text(self) -> str:
        """The text as it would be saved."""
        return self.editor.text

    def lines(self, name: str) -> Lines:
        return self.query_one(f"#{name}", Lines)

    # Words and cursor

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        message.stop()
        self.version += 1
        if self.editor.document.line_count != self.lines_read:
            self.read_lines()
        self.text_changed()

    def text_changed(self) -> None:
        """Do what a changed text calls for."""

    def on_text_area_selection_changed(self, message: TextArea.SelectionChanged) -> None:
        message.stop()
        self.find_part()
        self.show_told()

    def read_lines(self) -> None:
        """Tell anew from the lines what stands where; a letter in a line moves nothing."""
        lines = self.editor.document.lines
        self.lines_read = len(lines)
        self.parts = outline(lines)
        self.names = known(lines, self.parts, self.deck_names)
        self.find_part()

    def find_part(self) -> None:
        """Show the part that the cursor is in, if it is another."""
        part = part_at(self.parts, self.editor.cursor_location[0] + 1)
        before = self.part and (self.part.section, self.part.id)
        self.part = part
        if before != (part and (part.section, part.id)):
            self.show_picture()
            if self.lines("outline").display:
                self.lines("outline").lay_out()
            self.show_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # A key of the workbench that has nothing to do says why, rather than nothing.
        known = BY_ID.get(action)
        if known is not None and known.where == "workbench":
            return True
        return super().check_action(action, parameters)

    def meant(self, line: int, column: int, asked: bool) -> Completion | None:
        """Return what could be meant by the word at the cursor."""
        return completion(self.editor.document.lines, line, column, self.names, asked=asked)

    # What is shown

    def show_found(self, problems: tuple[Diagnostic, ...], deck: Deck | None, whole: bool) -> None:
        """Show what a check has found, and the deck as far as it could be read."""
        if not self.children:
            return  # it is being left
        self.problems = problems
        self.is_whole = whole
        if deck is not None and deck != self.deck:
            self.deck = deck
            self.pictured = pages.view_of_deck(deck, self.path)
            self.show_picture()
        elif deck is None:
            self.show_picture()
        self.lines("problems").lay_out()
        self.lines("problems").border_title = Content(self.problem_title())
        self.show_told()
        self.show_head()
        self.show_keys()

    def problem_title(self) -> str:
        """Return how many problems there are, in words."""
        errors = sum(p.severity == "error" for p in self.problems)
        warnings = len(self.problems) - errors
        counts = ((errors, "error"), (warnings, "warning"))
        said = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts if n)
        return f"Problems: {said}" if said else "Problems"

    def problem_rows(self, width: int) -> list[Row]:
        return pages.problems(self.problems, self.file_name, width)

    def show_picture(self) -> None:
        """Bring the picture beside the text up to date."""
        picture = self.lines("picture")
        words = {"cards": "Card", "tracks": "Track", "actors": "Actor", "injects": "Inject"}
        section = self.part.section if self.part and self.part.id else ""
        title = words.get(section, pages.SECTIONS.get(section, "Deck").rstrip("s"))
        picture.border_title = Content(title)
        picture.lay_out()
        picture.scroll_home(animate=False)

    def picture_rows(self, width: int) -> list[Row]:
        """Paint the part under the cursor as it will look, or the deck as a whole."""
        if self.pictured is None:
            text = "The picture comes once the text can be read."
            return rows(wrapped(put((text, "$quiet")), width))
        found = pages.part_page(self.pictured, self.part, width)
        if found is None:
            found = pages.deck_page(self.pictured.deck, width)
        said = ""
        if any(p.is_refusal for p in self.problems):
            said = "As it was before the text could not be read."
        elif any(p.severity == "error" for p in self.problems):
            said = "What cannot be read yet is left out."
        if said:
            found = [*found, *rows([put(""), *wrapped(put((said, "$quiet")), width)])]
        return found

    def outline_rows(self, width: int) -> list[Row]:
        return pages.outline(self.parts, self.part, width)

    def show_head(self) -> None:
        """Say which file this is, and whether it is saved."""
        if self.children:
            self.query_one("#head", Static).update(content(self.heading()), layout=False)

    def heading(self) -> Words:
        return plain(self.file_name)

    def problem_here(self) -> Diagnostic | None:
        """Return the problem that the cursor stands on, else the first of its line."""
        row, column = self.editor.cursor_location
        own = [p for p in self.problems if p.span.file == self.file_name]
        here = [p for p in own if p.span.line == row + 1]
        for problem in here:
            start = problem.span.column - 1
            if start <= column <= start + max(problem.span.length, 1):
                return problem
        return here[0] if here else None

    def say(self, text: str) -> None:
        """Say *text* above the keys for a while, where it covers nothing."""
        self.said = text
        if self.saying is not None:
            self.saying.stop()
        self.saying = self.set_timer(SAID, self.say_no_more)
        self.show_told()

    def say_no_more(self) -> None:
        """Show again what is wrong where the cursor stands."""
        self.said, self.saying = "", None
        self.show_told()

    def show_told(self) -> None:
        """Say what was done just now, what is wrong at the cursor, or how much is wrong."""
        told = self.query_one("#told", Static)
        if self.said:
            told.update(
                content(plain(self.said).truncate(max(4, self.size.width - 2))), layout=False
            )
            return
        here = self.problem_here()
        listed = self.lines("problems")
        if here is not None and not listed.has_focus:
            listed.cursor = self.problems.index(here)
        if here is not None:
            told.update(content(pages.told(here, told.size.width - 2)), layout=False)
        elif self.problems:
            said = self.problem_title().partition(": ")[2]
            text = put(pages.sign(self.problems[0]), f"{said}.", ("  f8 ", "bold $focus"), "goes")
            told.update(content(put(text, " to the next.")), layout=False)
        else:
            words = "Nothing is wrong." if self.is_whole else ""
            told.update(content(put(("✓ ", "$good"), words) if words else put("")), layout=False)

    def show_keys(self) -> None:
        labelled: tuple[Action, ...] = tuple(a for a in self.offered() if a.label)
        # The way out has to be among them in the narrowest window.
        shown = (*labelled[:6], LEAVE, HELP)
        while len(shown) > 3 and sum(map(length, shown)) > self.size.width:
            shown = (*shown[:-3], LEAVE, HELP)
        if self.query_one(Keys).offer(shown):
            self.refresh_bindings()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Go to the problem, or the part, that was chosen."""
        if message.lines.id == "problems" and 0 <= message.item < len(self.problems):
            self.go_to_problem(self.problems[message.item])
        elif message.lines.id == "outline" and 0 <= message.item < len(self.parts):
            self.go_to(self.parts[message.item].first, 1)

    def go_to_problem(self, problem: Diagnostic) -> None:
        """Put the cursor where *problem* is."""
        if problem.span.file != self.file_name:
            self.say(f"That is in another file: {problem.span}")
            return
        self.go_to(problem.span.line, problem.span.column)

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor on *line* and *column*, both from 1, and the keys on the text."""
        document = self.editor.document
        row = max(0, min(line - 1, document.line_count - 1))
        at = max(0, min(column - 1, len(document[row])))
        self.editor.move_cursor((row, at), center=True)
        self.editor.focus()

    def action_below(self) -> None:
        """Turn from the picture to the problems and back, where there is room for one of them."""
        self.toggle_class("-problems")
        self.show_told()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.show_told)

    def on_key(self, event: events.Key) -> None:
        """Escape goes from the text to the list below it, and from any list back to the text."""
        if event.key != "escape":
            return
        event.stop()
        if self.editor.has_focus:
            shown = [p for p in ("problems", "picture") if self.lines(p).display]
            self.lines(shown[0]).focus()
        else:
            self.editor.focus()
