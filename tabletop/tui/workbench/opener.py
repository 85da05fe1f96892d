"""The way to the workbench: a file that is there, a new one, or a copy of one that ships."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import attrs
from textual.app import App

from tabletop.authoring.deck.names import snake
from tabletop.authoring.edit import draft
from tabletop.authoring.edit.draft import Aside, Manuscript, opened
from tabletop.authoring.edit.new import copied, fitting, is_shipped, place, shelf_of, text_from
from tabletop.authoring.library import load
from tabletop.authoring.shelves import listing
from tabletop.errors import TabletopError
from tabletop.tui.play.dialogs import notice
from tabletop.tui.widgets.form import Answers, Form
from tabletop.tui.workbench import forms
from tabletop.tui.workbench.workbench import Workbench


@attrs.frozen
class Arrival:
    """
    A file that somebody comes to write in, and what there is to know of it before.

    Attributes:
        is_shipped: Whether it ships with the program, and stays as it is.
        is_elsewhere: Whether another workbench holds text of it that is not saved.
        left: Text of it that nobody saved, from a program that has ended.
        decks: The names of the decks that there are.
    """

    manuscript: Manuscript
    is_shipped: bool = False
    is_elsewhere: bool = False
    left: Aside | None = None
    decks: tuple[str, ...] = ()


def look(path: Path) -> Arrival:
    """
    Return what there is to know of the file at *path*; takes its time.

    Raises:
        UnreadableFile: If it cannot be worked on.
    """
    manuscript = opened(path)
    left = draft.left_behind(path)
    if left is not None and left.text == manuscript.text and manuscript.data is not None:
        draft.drop(left)
        left = None
    return Arrival(
        manuscript,
        is_shipped=manuscript.data is not None and is_shipped(path),
        is_elsewhere=draft.is_open_elsewhere(path),
        left=left,
        decks=tuple(deck.name for deck in listing("decks")),
    )


def deck_of(path: Path) -> Path | None:
    """Return the file of the deck that the seed at *path* names; None for a deck."""
    try:
        read = load(path)
    except TabletopError:
        return None
    files = [Path(name) for name in read.sources]
    return files[1] if len(files) > 1 else None


def stay() -> None:
    """Stay where one is."""


class Opener:
    """Opens the workbench on a file in *app*, and asks on the way what there is to ask."""

    def __init__(self, app: App[int], given_up: Callable[[], None] = stay) -> None:
        """
        Open in *app*.

        Args:
            given_up: What is done where a question is closed without an answer.
        """
        self.app = app
        self.given_up = given_up

    def refuse(self, title: str, text: str) -> None:
        """Say why nothing is opened."""
        self.app.push_screen(notice(title, text), lambda answers: self.given_up())

    def ask(self, form: Form, chosen: Callable[[Answers], None]) -> None:
        """Show *form*; without an answer nothing is opened."""

        def closed(answers: Answers | None) -> None:
            if answers is None:
                self.given_up()
            else:
                chosen(answers)

        self.app.push_screen(form, closed)

    def write_in(self, path: Path, *, ask_which: bool = False) -> None:
        """
        Open the file at *path*, off the event loop.

        Args:
            ask_which: Whether to ask, for a seed, if its deck is meant.
        """
        self.app.run_worker(self.enter(path, ask_which=ask_which), group="door", exclusive=True)

    async def enter(self, path: Path, *, ask_which: bool) -> None:
        """Wait for what there is to know of the file at *path*, then open it or ask."""

        def chosen(answers: Answers) -> None:
            self.write_in(deck if deck and answers["what"] == "deck" else path)

        try:
            deck = await asyncio.to_thread(deck_of, path) if ask_which else None
            if deck is not None:
                self.ask(forms.which_form(path, deck), chosen)
            else:
                self.show(await asyncio.to_thread(look, path))
        except TabletopError as trouble:
            self.refuse("This cannot be opened", str(trouble))

    def show(self, found: Arrival) -> None:
        """Open the workbench, or ask first where the text is to come from."""
        if found.is_elsewhere:
            self.app.notify(
                "This file is open in another workbench, with text that is not saved.",
                severity="warning",
            )
        if found.is_shipped:
            self.ask_copy(found)
        elif found.left is not None:
            self.ask_left(found, found.left)
        elif found.manuscript.data is None:
            self.ask_template(found)
        else:
            self.open(found)

    def open(self, found: Arrival, text: str | None = None, taken: Aside | None = None) -> None:
        """Open the workbench on *found*, with *text* in it, *taken* from where it was kept."""
        self.app.push_screen(Workbench(found.manuscript, text, taken, found.decks))

    def ask_copy(self, found: Arrival) -> None:
        """Offer to write in a copy of what ships with the program."""
        path = found.manuscript.path
        shelf = shelf_of(path)

        def chosen(answers: Answers) -> None:
            target = place(answers["where"], shelf, answers["name"])
            try:
                text = fitting(copied(path, answers["name"]), target)
            except TabletopError as trouble:
                self.refuse("This cannot be copied", str(trouble))
            else:
                self.open(attrs.evolve(found, manuscript=Manuscript(target, None)), text)

        self.ask(forms.copy_form(path, shelf), chosen)

    def ask_left(self, found: Arrival, left: Aside) -> None:
        """Offer text that was not saved when its program ended."""

        def chosen(answers: Answers) -> None:
            if answers["what"] == "take":
                # The new workbench keeps it aside under its own name before the old one goes.
                self.open(found, left.text, taken=left)
            else:
                draft.drop(left)
                self.show(attrs.evolve(found, left=None))

        self.ask(forms.unsaved_form(found.manuscript, left), chosen)

    def ask_template(self, found: Arrival) -> None:
        """Offer to begin a file that is not there from a template."""
        path = found.manuscript.path
        name = snake(path.stem) or "my_deck"
        title = name.replace("_", " ").title()
        blank = f"deck: {name}\ntitle: {title}\n\nactors:\n\ntracks:\n\ncards:\n"

        def chosen(answers: Answers) -> None:
            begun = answers["from"]
            self.open(
                found, blank if begun == forms.BLANK else fitting(text_from(begun, name), path)
            )

        self.ask(forms.template_form(path), chosen)
