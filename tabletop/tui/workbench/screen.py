"""The workbench: everything that an author does with a deck, by key."""

from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tabletop.authoring.deck.desk import SECTIONS as DECLARED
from tabletop.authoring.edit.effects_map import touches
from tabletop.authoring.edit.rename import (
    Renamed,
    deck_id,
    declared,
    elsewhere,
    mentions,
    name_at,
    refused,
    renamed,
)
from tabletop.authoring.text.fixes import edited
from tabletop.authoring.text.source import Source
from tabletop.game.deck import Card
from tabletop.pages.text import Row, plain, put, rows, wrapped
from tabletop.table.trial import CannotTry, Trial, tried
from tabletop.tui.actions import Where, bindings
from tabletop.tui.play.dialogs import notice
from tabletop.tui.widgets.form import Answers, Form, Text
from tabletop.tui.workbench import pages
from tabletop.tui.workbench.chooser import Chooser
from tabletop.tui.workbench.keeping import Keeping
from tabletop.tui.workbench.map_page import map_page
from tabletop.tui.workbench.trying import trial_form, tried_page


class Workbench(Keeping):
    """A deck or seed with its author."""

    WHERES: ClassVar[tuple[Where, ...]] = ("workbench",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("workbench")

    class Closed(Message):
        """The author is done, and back to the lobby."""

    sought = ""
    last_trial: Answers = {}

    def is_offered(self, action: str) -> bool:
        part = self.part
        match action:
            case "try_card":
                return part is not None and part.section == "cards" and bool(part.id)
            case "rename":
                return part is not None and bool(part.id) and part.section in DECLARED
            case "find_again":
                return bool(self.sought)
            case _:
                return super().is_offered(action)

    def action_close_deck(self) -> None:
        def gone() -> None:
            self.post_message(self.Closed())

        self.leave(gone)

    def action_complete(self) -> None:
        self.editor.offer(asked=True)

    def action_undo_typing(self) -> None:
        self.editor.undo()

    def action_redo_typing(self) -> None:
        self.editor.redo()

    def action_select_all(self) -> None:
        self.editor.select_all()

    def action_other_pane(self) -> None:
        self.focus_next()

    # Going somewhere

    def action_outline(self) -> None:
        here = self.part

        def painted(width: int, wanted: str) -> list[Row]:
            return pages.outline(self.parts, here, width, wanted)

        start = self.parts.index(here) if here in self.parts else -1
        chooser = Chooser("Go to", painted, hint="type a name, or choose by arrows", start=start)
        self.app.push_screen(chooser, self.went)

    def went(self, item: int | None) -> None:
        """Go to the part that was chosen."""
        if item is not None and item < len(self.parts):
            self.go_to(self.parts[item].first, 1)

    def action_effects_map(self) -> None:
        deck = self.deck
        if deck is None or not deck.tracks:
            self.say("The map comes once the deck has tracks and cards to read.")
            return
        found, targets = touches(deck), list[str]()

        def painted(width: int, wanted: str) -> list[Row]:
            return map_page(deck, found, width, targets)

        def chose(item: int | None) -> None:
            wanted = targets[item] if item is not None and item < len(targets) else ""
            at = next((p for p in self.parts if p.id == wanted and wanted), None)
            if at is not None:
                self.go_to(at.first, 1)

        self.app.push_screen(Chooser("Who moves which track", painted), chose)

    def action_find_text(self) -> None:
        def seek(answers: Answers | None) -> None:
            if answers and answers["text"]:
                self.sought = answers["text"]
                self.action_find_again()

        field = Text("text", "Find", "a word, or a part of one", self.sought)
        self.app.push_screen(Form("Find", None, [field], confirm="finds", close="back"), seek)

    def action_find_again(self) -> None:
        """Go to the next place of the text that was looked for, from the top after the last."""
        if not self.sought:
            self.say("Nothing was looked for yet: Ctrl+F finds a text.")
            return
        row, column = self.editor.cursor_location
        lines, wanted = self.editor.document.lines, self.sought.lower()
        count = len(lines)
        for step in range(count + 1):
            at = (row + step) % count
            first = column + 1 if step == 0 else 0
            found = lines[at].lower().find(wanted, first)
            if found >= 0:
                self.go_to(at + 1, found + 1)
                return
        self.say(f'"{self.sought}" is nowhere in the file.')

    # Another name

    def action_rename(self) -> None:
        source = Source(self.file_name, self.text)
        known = declared(source)
        if not isinstance(known, dict):
            text = f"{known.message}. Mend line {known.span.line} first."
            self.app.push_screen(notice("Nothing can be renamed yet", text))
            return
        row, column = self.editor.cursor_location
        part = self.part.id if self.part and self.part.id in known else ""
        old = name_at(source, row + 1, column + 1, tuple(known)) or part
        if not old:
            self.say("Put the cursor on the name of a track, a card or an actor.")
            return
        count = len(mentions(source, old))

        def page(width: int) -> list[Row]:
            times = "once" if count == 1 else f"{count} times"
            said = f"{known[old].capitalize()} {old} is named {times} in this file."
            note = "Prose is left as it is."
            return rows([*wrapped(plain(said), width), put((note, "$quiet"))])

        def check(answers: Answers) -> str:
            return refused(known, old, answers["name"])

        def took(answers: Answers | None) -> None:
            if answers is not None:
                self.rename(source, old, renamed(source, old, answers["name"]), answers["name"])

        field = Text("name", "New name", "small letters, digits and _", old, most=60)
        form = Form(f"Rename {old}", page, [field], check=check, confirm="renames")
        self.app.push_screen(form, took)

    def rename(self, source: Source, old: str, made: Renamed, new: str) -> None:
        """Make the edits of a new name, and say which seeds still say the old one."""
        if source.text != self.text:
            return
        self.editor.put(edited(source, made.edits))
        count = len(made.edits)
        places = f"{count} place{'' if count == 1 else 's'}"
        self.say(f"{old} is {new} now, in {places}. Ctrl+Z takes it back.")
        if deck := deck_id(source):
            work = partial(self.find_elsewhere, deck, old, new)
            self.run_worker(work, thread=True, group="elsewhere", exit_on_error=False)

    def find_elsewhere(self, deck: str, old: str, new: str) -> None:
        """Run in a thread: the seeds of the deck are on the disk."""
        found = elsewhere(self.path, deck, old)
        if found:
            files = "\n\n".join(f"{file}: {n} time{'' if n == 1 else 's'}" for file, n in found)
            text = f"These seeds of the deck still say {old}. Say {new} in them too.\n\n{files}"
            self.app.call_from_thread(self.app.push_screen, notice("Seeds name it too", text))

    # Trying a card

    def action_try_card(self) -> None:
        loaded = self.checked
        if not self.is_proofed or loaded is None:
            self.say("Wait a moment: the text is being checked.")
            return
        if not self.is_whole or loaded.deck is None:
            errors = self.problem_title().partition(": ")[2]
            text = (
                f"The deck has {errors}. A card can be tried once no error is left. F8 goes there."
            )
            self.app.push_screen(notice("This card cannot be tried yet", text))
            return
        wanted = self.part.id if self.part else ""
        card = next((c for c in loaded.deck.cards if c.id == wanted), None)
        if card is None:
            self.say("Put the cursor into a card to try it.")
            return
        self.try_card(card)

    def try_card(self, card: Card) -> None:
        """Ask how *card* is to be tried, try it, and show what came of it."""
        deck = self.deck
        if deck is None:
            return
        form, trial = trial_form(deck, card, self.last_trial)

        def asked(answers: Answers | None) -> None:
            if answers is not None:
                self.last_trial = answers
                self.play(card, trial(answers))

        self.app.push_screen(form, asked)

    def play(self, card: Card, trial: Trial) -> None:
        """Play *trial* off the event loop."""
        deck = self.deck
        if deck is None:
            return

        def work() -> None:
            try:
                found = tried(deck, trial)
            except CannotTry as trouble:
                page = notice("This card cannot be tried so", trouble.sentence)
                self.app.call_from_thread(self.app.push_screen, page)
                return
            shown = Form(
                "Tried",
                lambda width: tried_page(found, trial, width),
                confirm="tries again",
                close="back to the text",
            )
            self.app.call_from_thread(self.app.push_screen, shown, again)

        def again(answers: Answers | None) -> None:
            if answers is not None:
                self.try_card(card)

        self.run_worker(work, thread=True, group="trial", exit_on_error=False)
