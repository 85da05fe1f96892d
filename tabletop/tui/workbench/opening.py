"""The way to the workbench: a file that is there, a new one, or a copy of one that ships."""

from collections.abc import Callable
from pathlib import Path

import attrs
from textual.app import App

from tabletop.authoring.deck.names import snake
from tabletop.authoring.edit import draft
from tabletop.authoring.edit.copies import HERE, OWN, copied, is_shipped, objection, place, shelf_of
from tabletop.authoring.edit.draft import Manuscript, opened
from tabletop.authoring.edit.new import FIRST, fitting, templates, text_from
from tabletop.authoring.library import listing, load, shown
from tabletop.errors import TabletopError
from tabletop.pages.text import Row, plain, put, rows, wrapped
from tabletop.tui.lobby.shelf import when
from tabletop.tui.play.dialogs import notice
from tabletop.tui.widgets.form import Answers, Choice, Field, Form, Text
from tabletop.tui.widgets.pick import Option
from tabletop.tui.workbench.differences import differences
from tabletop.tui.workbench.screen import Workbench

BLANK = "blank"


@attrs.frozen
class Found:
    """
    What there is to know of a file before the workbench opens on it.

    Attributes:
        left: Text of it that nobody saved, from a program that has ended.
        deck: For a seed, the file of its deck.
        decks: The names of the decks that there are.
    """

    manuscript: Manuscript
    shipped: bool = False
    elsewhere: bool = False
    left: draft.Aside | None = None
    deck: Path | None = None
    decks: tuple[str, ...] = ()


def look(path: Path) -> Found:
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
    return Found(
        manuscript,
        shipped=manuscript.data is not None and is_shipped(path),
        elsewhere=draft.is_open_elsewhere(path),
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


class Opening:
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

    def write_in(self, path: Path, *, ask_which: bool = False) -> None:
        """
        Open the file at *path*.

        Args:
            ask_which: Whether to ask, for a seed, if its deck is meant.
        """

        def work() -> None:
            try:
                deck = deck_of(path) if ask_which else None
                if deck is not None:
                    self.app.call_from_thread(self.ask_which, path, deck)
                else:
                    self.app.call_from_thread(self.show, look(path))
            except TabletopError as trouble:
                self.app.call_from_thread(self.refuse, "This cannot be opened", str(trouble))

        self.app.run_worker(work, thread=True, group="door", exclusive=True)

    def ask_which(self, seed: Path, deck: Path) -> None:
        """Ask whether the deck or the seed is to be written in."""
        options = [
            Option("deck", f"the deck {deck.stem}", "actors, tracks, cards"),
            Option("seed", f"the seed {seed.stem}", "where it starts, who plays"),
        ]

        def chosen(answers: Answers) -> None:
            self.write_in(deck if answers["what"] == "deck" else seed)

        self.ask(Form("Write in", None, [Choice("what", "What", options, tall=True)]), chosen)

    def show(self, found: Found) -> None:
        """Open the workbench, or ask first where the text is to come from."""
        if found.elsewhere:
            self.app.notify(
                "This file is open in another workbench, with text that is not saved.",
                severity="warning",
            )
        if found.shipped:
            self.ask_copy(found)
        elif found.left is not None:
            self.ask_left(found, found.left)
        elif found.manuscript.data is None:
            self.ask_template(found)
        else:
            self.open(found)

    def open(self, found: Found, text: str | None = None, taken: draft.Aside | None = None) -> None:
        """
        Open the workbench on *found*.

        Args:
            text: What is written in it and not saved yet.
            taken: Where that text was kept aside until now.
        """
        bench = Workbench(found.manuscript, text, taken)
        bench.deck_names = found.decks
        self.app.push_screen(bench)

    def ask(self, form: Form, taken: Callable[[Answers], None]) -> None:
        """Show *form*; without an answer nothing is opened."""

        def closed(answers: Answers | None) -> None:
            if answers is None:
                self.given_up()
            else:
                taken(answers)

        self.app.push_screen(form, closed)

    def ask_copy(self, found: Found) -> None:
        """Offer to write in a copy of what ships with the program."""
        path = found.manuscript.path
        shelf = shelf_of(path)

        def page(width: int) -> list[Row]:
            said = (
                f"{path.stem} ships with the program and stays as it is. Make a copy of it that is"
                " your own, and write in that."
            )
            return rows(wrapped(plain(said), width))

        def target(answers: Answers) -> Path:
            return place(answers["where"], shelf, answers["name"])

        def copy(answers: Answers) -> None:
            try:
                text = fitting(copied(path, answers["name"]), target(answers))
            except TabletopError as trouble:
                self.refuse("This cannot be copied", str(trouble))
                return
            self.open(attrs.evolve(found, manuscript=Manuscript(target(answers), None)), text)

        where = [
            Option(OWN, "in your own folder", str(place(OWN, shelf, "").parent)),
            Option(HERE, "in the working folder", f"{shelf}/"),
        ]
        fields: list[Field] = [
            Text("name", "Name", "small letters, digits and _", f"my_{path.stem}", most=60),
            Choice("where", "Where", where, tall=True),
        ]
        form = Form(
            "A copy of your own",
            page,
            fields,
            check=lambda answers: objection(answers["name"], target(answers)),
            confirm="makes it",
            close="back",
        )
        self.ask(form, copy)

    def ask_left(self, found: Found, left: draft.Aside) -> None:
        """Offer text that was not saved when its program ended."""
        same = left.is_of(found.manuscript)

        def page(width: int) -> list[Row]:
            now = left.kept_ms + 1
            said = f"Text from {when(left.kept_ms, now)} was not saved when the program ended."
            if not same:
                said += " The file has changed since."
            names = ("in the file", "not saved")
            shown = differences(found.manuscript.text, left.text, width, names)
            return [*rows([*wrapped(put(said), width), put("")]), *shown]

        def chosen(answers: Answers) -> None:
            if answers["what"] == "take":
                # The new workbench keeps it aside under its own name before the old one goes.
                self.open(found, left.text, taken=left)
                return
            draft.drop(left)
            self.show(attrs.evolve(found, left=None))

        options = [
            Option("take", "go on with it"),
            Option("drop", "throw it away", "and open the file as it is saved"),
        ]
        field = Choice("what", "The text", options, tall=True)
        self.ask(Form("Not saved last time", page, [field], close="back"), chosen)

    def ask_template(self, found: Found) -> None:
        """Offer to begin a file that is not there from a template."""
        path = found.manuscript.path
        name = snake(path.stem) or "my_deck"

        def page(width: int) -> list[Row]:
            said = f"{shown(path)} is not there yet. It is made with the first save."
            return rows(wrapped(plain(said), width))

        def chosen(answers: Answers) -> None:
            begun = answers["from"]
            text = blank(name) if begun == BLANK else fitting(text_from(begun, name), path)
            self.open(found, text)

        options = [Option(t, t, ABOUT.get(t, "a whole small game")) for t in templates()]
        options.append(Option(BLANK, "nothing", "a few empty lines"))
        field = Choice("from", "Begin with", options, FIRST, tall=True)
        form = Form("A new deck", page, [field], confirm="begins it", close="back")
        self.ask(form, chosen)


ABOUT = {"first": "a small game that plays", "secrets": "a small game of covert moves"}


def blank(name: str) -> str:
    """Return the fewest lines of a deck, to be filled in."""
    return (
        f"deck: {name}\ntitle: {name.replace('_', ' ').title()}\n\nactors:\n\ntracks:\n\ncards:\n"
    )
