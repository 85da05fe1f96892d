"""The workbench: a deck or seed with its author, its look and its mistakes beside the text."""

import asyncio
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import ClassVar

import attrs
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static, TextArea
from textual.worker import Worker

from tabletop.authoring.deck.names import SECTIONS as DECLARED
from tabletop.authoring.edit import draft
from tabletop.authoring.edit.complete import Completion, NameTable, completion, known
from tabletop.authoring.edit.deck_lines import found_after
from tabletop.authoring.edit.draft import Aside, Manuscript, Recheck, outside
from tabletop.authoring.edit.effects_map import touches
from tabletop.authoring.edit.outline import Part, outline, part_at
from tabletop.authoring.edit.rename import deck_id, declared, elsewhere, name_at, renamed
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.fixes import ChangedMeanwhile, edited
from tabletop.authoring.text.source import Source
from tabletop.errors import TabletopError
from tabletop.game.deck import Card, Deck
from tabletop.language.ids import CardId
from tabletop.pages.deck_pages import map_page, view_of_deck
from tabletop.pages.text import Row, plain
from tabletop.pages.view import View
from tabletop.table.trial import CannotTry, Trial, tried
from tabletop.tui.actions import BY_ID, Action, Where, bindings
from tabletop.tui.paint import content
from tabletop.tui.play.dialogs import notice
from tabletop.tui.widgets.form import Answers
from tabletop.tui.widgets.keys import Keys, length
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.stage import Stage
from tabletop.tui.workbench import forms, panes
from tabletop.tui.workbench.deck_file import DeckFile, OutsideChange, keep, save
from tabletop.tui.workbench.editor import Editor
from tabletop.tui.workbench.forms import Chooser
from tabletop.tui.workbench.proofreader import CheckResult, Proofreader, check

LEAVE = attrs.evolve(BY_ID["leave"], keys="ctrl+q", help="Leave; what is not saved is asked about.")
HELP = attrs.evolve(BY_ID["help"], keys="f1", shown_key="f1")

SAID = 5.0
"""Seconds for which the line above the keys says what was done."""

PAUSE = 0.15
"""Seconds without a key after which the text is checked."""

TURN = 0.0005
"""Seconds that a thread may go on while another waits."""

ASIDE = 0.7
"""Seconds without a key after which unsaved text is kept aside."""

LATEST = 2.0
"""Seconds after which it is kept aside while somebody types on and on."""

STILL = 1.5
"""Seconds without a key before anything is asked."""

LOOK = 1.0
"""Seconds between two looks at whether somebody else wrote to the file."""

WAIT = "Wait a moment: the text is being checked."


class Workbench(Stage):
    """
    A deck or seed with its author, who loses nothing that was written.

    It owns the editor, the proof of its text and the file; the disk and the checks are waited
    for in threads alone.
    """

    CSS_PATH = "workbench.tcss"
    WHERES: ClassVar[tuple[Where, ...]] = ("workbench",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("workbench")

    class Closed(Message):
        """The author is done, and back to the lobby."""

    def __init__(
        self,
        manuscript: Manuscript,
        text: str | None = None,
        taken: Aside | None = None,
        deck_names: tuple[str, ...] = (),
    ) -> None:
        """
        Show what *manuscript* holds.

        Args:
            text: What was written in it and not saved; None for nothing.
            taken: Where that text was kept aside by a program that has ended.
            deck_names: The decks that a seed can name.
        """
        super().__init__()
        self.file = DeckFile(manuscript, taken)
        self.proof = Proofreader(Recheck(manuscript.path))
        self.editor = Editor(manuscript.text if text is None else text, self.meant, id="text")
        self.problem_pane = Lines(self.problem_rows, id="problems", keeps_cursor=True)
        self.picture = Lines(self.picture_rows, id="picture")
        self.outline = Lines(self.outline_rows, id="outline")
        self.deck_names = deck_names
        self.lines_read = 0
        self.parts: tuple[Part, ...] = ()
        self.names = NameTable()
        self.part: Part | None = None
        self.pictured: View | None = None
        self.pause: Timer | None = None
        self.interval = sys.getswitchinterval()
        self.aside_timer: Timer | None = None
        self.typed_since = self.typed_at = 0.0
        self.is_waiting = False
        self.shown_unsaved = False
        self.said = ""
        self.saying: Timer | None = None
        self.sought = ""
        self.last_trial: Answers = {}

    def compose(self) -> ComposeResult:
        panes = (self.outline, "Outline"), (self.problem_pane, "Problems"), (self.picture, "Card")
        for pane, title in panes:
            pane.border_title = Content(title)
        yield Static(id="head")
        with Container(id="bench"):
            yield self.outline
            with Container(id="writing"):
                yield self.editor
                yield self.problem_pane
            yield self.picture
        yield Static(id="told")
        yield from self.compose_footer()

    def on_mount(self) -> None:
        # A check in a thread would hold up each step of a key by the interpreter's 5 ms.
        self.interval = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        self.read_lines()
        self.show_head()
        self.editor.focus()
        self.set_interval(LOOK, self.look_outside)
        if self.is_unsaved:
            self.keep_aside()
        self.call_next(self.check_now)

    def on_unmount(self) -> None:
        sys.setswitchinterval(self.interval)
        # The terminal may be gone, and nobody is left to ask: what is not saved is kept aside.
        if self.is_unsaved and not self.file.is_kept:
            self.log.error(keep(self.file.manuscript, self.text, self.file.taken))

    @property
    def text(self) -> str:
        """The text as it would be saved."""
        return self.editor.text

    @property
    def file_name(self) -> str:
        """What messages call the file."""
        return self.proof.recheck.name

    @property
    def is_unsaved(self) -> bool:
        """Whether the text is another than that of the file."""
        return self.text != self.file.saved_text

    @property
    def busy(self) -> bool:
        """Whether a check is under way, or due."""
        return not self.proof.is_current

    @property
    def deck(self) -> Deck | None:
        """The deck as it could be read last."""
        return self.pictured.deck if self.pictured else None

    # Words and cursor

    def on_text_area_changed(self, message: TextArea.Changed) -> None:
        message.stop()
        self.proof.change()
        self.typed_at = time.monotonic()
        if self.editor.document.line_count != self.lines_read:
            self.read_lines()
        if self.pause is not None:
            self.pause.stop()
        self.pause = self.set_timer(PAUSE, self.check_now)
        if self.is_unsaved != self.shown_unsaved:
            self.show_head()
        self.keep_soon()

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
            if self.outline.display:
                self.outline.lay_out()
            self.show_keys()

    def meant(self, line: int, column: int, asked: bool) -> Completion | None:
        """Return what could be meant by the word at the cursor."""
        return completion(self.editor.document.lines, line, column, self.names, asked=asked)

    # Checking

    def check_now(self) -> None:
        """Check the text as it is now, unless a check is under way: then once it is done."""
        self.pause = None
        if self.proof.begin():
            self.read_lines()
            work = partial(check, self.proof.recheck, self.text, self.proof.version)
            self.run_worker(work, thread=True, group="check", exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        worker = event.worker
        if worker.group != "check" or not worker.is_finished:
            return
        if isinstance(worker.result, CheckResult):
            if self.proof.take(worker.result):
                self.editor.mark(self.proof.found.marks())
                self.show_found()
            elif self.pause is None:
                self.check_now()
        else:
            # Whoever writes must not lose the text to a fault in what reads it.
            self.proof.fail()
            fault = type(worker.error).__name__
            self.log.error(f"check: {fault}: {worker.error}")
            self.say(f"The check failed on this text ({fault}). Save it and go on.")

    # What is shown

    def show_found(self) -> None:
        """Show what a check has found, and the deck as far as it could be read."""
        if not self.children:
            return  # it is being left
        deck = self.proof.found.deck
        if deck is not None and deck != self.deck:
            self.pictured = view_of_deck(deck, self.file.manuscript.path)
            self.show_picture()
        elif deck is None:
            self.show_picture()
        self.problem_pane.lay_out()
        counts = self.proof.found.counts
        self.problem_pane.border_title = Content(f"Problems: {counts}" if counts else "Problems")
        self.show_told()
        self.show_head()
        self.show_keys()

    def problem_rows(self, width: int) -> list[Row]:
        return panes.problems(self.proof.found, width)

    def picture_rows(self, width: int) -> list[Row]:
        return panes.picture(self.pictured, self.part, self.proof.found, width)

    def outline_rows(self, width: int) -> list[Row]:
        return panes.outline(self.parts, self.part, width)

    def show_picture(self) -> None:
        """Bring the picture beside the text up to date."""
        self.picture.border_title = Content(panes.part_title(self.part))
        self.picture.lay_out()
        self.picture.scroll_home(animate=False)

    def show_head(self) -> None:
        """Say which file this is, and whether it is saved."""
        if not self.children:
            return
        self.shown_unsaved = self.is_unsaved
        head = panes.head(
            self.file_name,
            self.file.state(self.text),
            self.file.trouble,
            is_saved=not self.shown_unsaved,
            width=max(20, self.size.width - 2),
        )
        self.query_one("#head", Static).update(content(head), layout=False)

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

    def problem_here(self) -> Diagnostic | None:
        """Return the problem that the cursor stands on, else the first of its line."""
        return self.proof.found.at(*self.editor.cursor_location)

    def show_told(self) -> None:
        """Say what was done just now, what is wrong at the cursor, or how much is wrong."""
        told = self.query_one("#told", Static)
        if self.said:
            words = plain(self.said).truncate(max(4, self.size.width - 2))
        else:
            here = self.problem_here()
            if here is not None and not self.problem_pane.has_focus:
                self.problem_pane.cursor = self.proof.found.problems.index(here)
            words = panes.told(self.proof.found, here, told.size.width - 2)
        told.update(content(words), layout=False)

    def show_keys(self) -> None:
        labelled: tuple[Action, ...] = tuple(a for a in self.offered() if a.label)
        # The way out has to be among them in the narrowest window.
        shown = (*labelled[:6], LEAVE, HELP)
        while len(shown) > 3 and sum(map(length, shown)) > self.size.width:
            shown = (*shown[:-3], LEAVE, HELP)
        if self.query_one(Keys).offer(shown):
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # A key of the workbench that has nothing to do says why, rather than nothing.
        here = BY_ID.get(action)
        if here is not None and here.where == "workbench":
            return True
        return super().check_action(action, parameters)

    def is_offered(self, action: str) -> bool:
        part = self.part
        match action:
            case "mend":
                here = self.problem_here() if self.is_mounted else None
                return bool(here and here.fix)
            case "explain" | "next_problem" | "previous_problem":
                return bool(self.proof.found.problems)
            case "try_card":
                return part is not None and part.section == "cards" and bool(part.id)
            case "rename":
                return part is not None and bool(part.id) and part.section in DECLARED
            case "find_again":
                return bool(self.sought)
            case _:
                return super().is_offered(action)

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self.show_told)

    # Going somewhere

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        """Go to the problem, or the part, that was chosen."""
        problems = self.proof.found.problems
        if message.lines is self.problem_pane and 0 <= message.item < len(problems):
            span = problems[message.item].span
            if span.file == self.file_name:
                self.go_to(span.line, span.column)
            else:
                self.say(f"That is in another file: {span}")
        elif message.lines is self.outline:
            self.go_to_part(message.item)

    def go_to_part(self, item: int | None) -> None:
        """Put the cursor on the part *item*; None and what is none by now go nowhere."""
        if item is not None and 0 <= item < len(self.parts):
            self.go_to(self.parts[item].first, 1)

    def go_to(self, line: int, column: int) -> None:
        """Put the cursor on *line* and *column*, both from 1, and the keys on the text."""
        document = self.editor.document
        row = max(0, min(line - 1, document.line_count - 1))
        at = max(0, min(column - 1, len(document[row])))
        self.editor.move_cursor((row, at), center=True)
        self.editor.focus()

    def on_key(self, event: events.Key) -> None:
        """Escape goes from the text to the list below it, and from any list back to the text."""
        if event.key != "escape":
            return
        event.stop()
        if self.editor.has_focus:
            (self.problem_pane if self.problem_pane.display else self.picture).focus()
        else:
            self.editor.focus()

    def action_below(self) -> None:
        """Turn from the picture to the problems and back, where there is room for one of them."""
        self.toggle_class("-problems")
        self.show_told()

    def action_other_pane(self) -> None:
        self.focus_next()

    def action_complete(self) -> None:
        self.editor.offer(asked=True)

    def action_undo_typing(self) -> None:
        self.editor.undo()

    def action_redo_typing(self) -> None:
        self.editor.redo()

    def action_select_all(self) -> None:
        self.editor.select_all()

    def action_outline(self) -> None:
        def painted(width: int, wanted: str) -> list[Row]:
            return panes.outline(self.parts, here, width, wanted)

        here = self.part
        start = self.parts.index(here) if here in self.parts else -1
        chooser = Chooser("Go to", painted, hint="type a name, or choose by arrows", start=start)
        self.app.push_screen(chooser, self.go_to_part)

    def action_effects_map(self) -> None:
        deck = self.deck
        if deck is None or not deck.tracks:
            self.say("The map comes once the deck has tracks and cards to read.")
            return
        found = touches(deck)

        def chose(item: int | None) -> None:
            wanted = found[item].what if item is not None else ""
            names = [part.id for part in self.parts]
            self.go_to_part(names.index(wanted) if wanted in names else None)

        chooser = Chooser(
            "Who moves which track", lambda width, wanted: map_page(deck, found, width)
        )
        self.app.push_screen(chooser, chose)

    def action_find_text(self) -> None:
        def seek(answers: Answers | None) -> None:
            if answers and answers["text"]:
                self.sought = answers["text"]
                self.action_find_again()

        self.app.push_screen(forms.find_form(self.sought), seek)

    def action_find_again(self) -> None:
        """Go to the next place of the text that was looked for, from the top after the last."""
        if not self.sought:
            self.say("Nothing was looked for yet: Ctrl+F finds a text.")
            return
        lines = self.editor.document.lines
        found = found_after(lines, self.sought, *self.editor.cursor_location)
        if found is None:
            self.say(f'"{self.sought}" is nowhere in the file.')
        else:
            self.go_to(found[0] + 1, found[1] + 1)

    # What to do about problems

    def action_next_problem(self) -> None:
        self.step_problem(1)

    def action_previous_problem(self) -> None:
        self.step_problem(-1)

    def step_problem(self, by: int) -> None:
        """Go to the next error, or the one before; to warnings once no error is left."""
        target = self.proof.found.step(*self.editor.cursor_location, by)
        if target is None:
            self.say("There is no problem to go to.")
        else:
            self.go_to(*target)

    def action_explain(self) -> None:
        problem = self.problem_here() or next(iter(self.proof.found.problems), None)
        form = forms.explain_form(problem) if problem else None
        if form is None:
            self.say("There is no problem here to explain.")
        else:
            self.app.push_screen(form)

    def action_mend(self) -> None:
        found, here = self.proof.found, self.problem_here()
        if not self.proof.is_current or found.text != self.text:
            self.say(WAIT)
        elif here is not None and here.fix:
            self.editor.put(found.mended(here))
            self.say(f"Mended: {here.message}. Ctrl+Z takes it back.")
        elif here is not None:
            self.say("This has to be mended by hand.")
        elif found.problems:
            self.say("Put the cursor on a problem: F8 goes there.")
        else:
            self.say("There is no problem to mend.")

    # Another name

    def action_rename(self) -> None:
        source = Source(self.file_name, self.text)
        names = declared(source)
        if isinstance(names, Diagnostic):
            text = f"{names.message}. Mend line {names.span.line} first."
            self.app.push_screen(notice("Nothing can be renamed yet", text))
            return
        row, column = self.editor.cursor_location
        part = self.part.id if self.part and self.part.id in names else ""
        old = name_at(source, row + 1, column + 1, tuple(names)) or part
        if not old:
            self.say("Put the cursor on the name of a track, a card or an actor.")
            return

        def chose(answers: Answers | None) -> None:
            if answers is not None and source.text == self.text:
                self.rename(source, old, answers["name"])

        self.app.push_screen(forms.rename_form(source, names, old), chose)

    def rename(self, source: Source, old: str, new: str) -> None:
        """Give *old* the name *new*, and say which seeds still say the old one."""
        edits = renamed(source, old, new).edits
        self.editor.put(edited(source, edits))
        places = f"{len(edits)} place{'' if len(edits) == 1 else 's'}"
        self.say(f"{old} is {new} now, in {places}. Ctrl+Z takes it back.")
        if deck := deck_id(source):
            self.run_worker(self.tell_elsewhere(deck, old, new), group="elsewhere")

    async def tell_elsewhere(self, deck: str, old: str, new: str) -> None:
        """Tell which seeds of *deck* still say *old*."""
        path = self.file.manuscript.path
        if found := await asyncio.to_thread(elsewhere, path, deck, old):
            files = "\n\n".join(f"{file}: {n} time{'' if n == 1 else 's'}" for file, n in found)
            text = f"These seeds of the deck still say {old}. Say {new} in them too.\n\n{files}"
            self.app.push_screen(notice("Seeds name it too", text))

    # Trying a card

    def action_try_card(self) -> None:
        found = self.proof.found
        if not self.proof.is_current:
            self.say(WAIT)
            return
        if not found.is_whole or found.deck is None:
            text = f"The deck has {found.counts}. A card can be tried once no error is left."
            page = notice("This card cannot be tried yet", f"{text} F8 goes there.")
            self.app.push_screen(page)
            return
        card = found.deck.card_by_id.get(CardId(self.part.id)) if self.part else None
        if card is None:
            self.say("Put the cursor into a card to try it.")
        else:
            self.try_card(found.deck, card)

    def try_card(self, deck: Deck, card: Card) -> None:
        """Ask how *card* is to be tried, try it, and show what came of it."""
        form, trial = forms.trial_form(deck, card, self.last_trial)

        def chose(answers: Answers | None) -> None:
            if answers is not None:
                self.last_trial = answers
                self.run_worker(self.play(deck, card, trial(answers)), group="trial")

        self.app.push_screen(form, chose)

    async def play(self, deck: Deck, card: Card, trial: Trial) -> None:
        """Play *trial*, and show what came of it."""

        def again(answers: Answers | None) -> None:
            if answers is not None:
                self.try_card(deck, card)

        try:
            found = await asyncio.to_thread(tried, deck, trial)
        except CannotTry as trouble:
            self.app.push_screen(notice("This card cannot be tried so", trouble.sentence))
        else:
            self.app.push_screen(forms.tried_form(found, trial), again)

    # Keeping aside

    def keep_soon(self) -> None:
        """Keep the text aside after a pause, or at the latest after `LATEST` seconds."""
        self.file.is_kept = False
        now = time.monotonic()
        if self.aside_timer is None:
            self.typed_since = now
        else:
            self.aside_timer.stop()
        wait = min(ASIDE, max(0.05, self.typed_since + LATEST - now))
        self.aside_timer = self.set_timer(wait, self.keep_aside)

    def keep_aside(self) -> None:
        """Keep the text aside, or forget what was kept where there is nothing to keep."""
        self.aside_timer = None
        if self.file.is_kept:
            return
        self.run_worker(self.put_aside(), group="aside")

    async def put_aside(self) -> None:
        """Wait for the disk to keep the text as it is now, or to forget it."""
        file = self.file
        file.is_kept = True
        text = self.text if self.is_unsaved else None
        said = await asyncio.to_thread(keep, file.manuscript, text, file.taken)
        if said:
            file.is_kept = False
        else:
            file.taken = None
        self.show_trouble(said)

    def show_trouble(self, said: str) -> None:
        """Show in the head why the disk did not take the text; "" for no reason."""
        if said != self.file.trouble:
            self.file.trouble = said
            self.show_head()

    # Saving

    def action_save(self) -> None:
        self.save()

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save the text off the event loop, and do *then* once it is on the disk."""
        if self.is_waiting:
            return
        if self.is_unsaved:
            self.is_waiting = True
            self.run_worker(self.write(self.text, then), group="save")
            return
        self.file.saved_at = self.file.saved_at or "saved"
        self.show_head()
        if then is not None:
            then()

    async def write(self, text: str, then: Callable[[], object] | None) -> None:
        """Wait until *text* is on the disk, and say so, or why it is not."""
        manuscript = self.file.manuscript
        try:
            now = await asyncio.to_thread(save, manuscript, text)
        except ChangedMeanwhile:
            change = OutsideChange.of(*await asyncio.to_thread(outside, manuscript))
            self.is_waiting = False
            if change is not None:
                self.ask_about(change, partial(self.save, then))
            else:
                self.not_saved("somebody else wrote to the file and took it back; save once more")
        except TabletopError as trouble:
            self.not_saved(trouble.sentence)
        except ValueError as trouble:
            self.not_saved(f"not saved: {trouble}")
        else:
            self.is_waiting = False
            self.file.save(now, text)
            if self.is_unsaved:
                self.keep_soon()
            self.show_head()
            if then is not None:
                then()

    def not_saved(self, sentence: str) -> None:
        """Say that the disk did not take it; the text stays, and is kept aside."""
        self.is_waiting = False
        self.show_trouble(sentence)
        text = (
            f"{sentence[:1].upper()}{sentence[1:]}. The file is as it was, and your text is still"
            " here. Make room or give permission, then save again."
        )
        self.app.push_screen(notice("This was not saved", text))

    # Others who write to the file

    def look_outside(self) -> None:
        """Look, off the event loop, whether somebody else wrote to the file."""
        # A question that comes up between two letters would be answered by the second.
        is_resting = time.monotonic() - self.typed_at > STILL
        if is_resting and not self.is_waiting and self.is_current:
            self.run_worker(self.look(), group="outside")

    async def look(self) -> None:
        """Take in what the file is found to be, unless that is out of date by then."""
        before = self.file.last_seen
        found, now = await asyncio.to_thread(outside, before)
        if before is not self.file.last_seen or self.is_waiting:
            return
        change = self.file.look(found, now)
        if change is not None:
            self.ask_about(change)
        elif before is not self.file.last_seen:
            self.show_head()

    def ask_about(self, change: OutsideChange, save: Callable[[], None] | None = None) -> None:
        """
        Ask whether the text here or *change* is to hold.

        Args:
            save: Saves the text here, if it is to hold; None where nobody wanted it saved.
        """
        if not self.is_unsaved and not change.is_gone:
            self.take_theirs(change)
            self.say("Somebody else changed the file; this is what it says now.")
            return

        def chose(answers: Answers | None) -> None:
            self.is_waiting = False
            if answers is not None and answers["what"] == "theirs":
                self.take_theirs(change)
                return
            if answers is None:
                self.file.postpone(change)
            else:
                self.file.follow(change.now, change.text)
            self.keep_soon()
            self.show_head()
            if answers is not None and save is not None:
                save()

        self.is_waiting = True
        form = forms.change_form(change, self.text, "now" if save else "with the next save")
        self.app.push_screen(form, chose)

    def take_theirs(self, change: OutsideChange) -> None:
        """Show what is in the file now; the text before can be brought back."""
        self.file.follow(change.now, change.text)
        self.file.saved_at = ""
        self.editor.put(change.now.text)
        self.show_head()

    # Leaving

    def action_close_deck(self) -> None:
        self.leave(lambda: self.post_message(self.Closed()))

    def leave(self, gone: Callable[[], object]) -> None:
        """Do *gone*, once what is not saved was saved or given up."""

        def give_up() -> None:
            self.file.saved_text = self.text
            draft.forget(self.file.manuscript.path)
            gone()

        def chose(answers: Answers | None) -> None:
            if answers is not None:
                if answers["what"] == "save":
                    self.save(gone)
                else:
                    give_up()

        if self.is_unsaved:
            self.app.push_screen(forms.leave_form(), chose)
        else:
            give_up()
