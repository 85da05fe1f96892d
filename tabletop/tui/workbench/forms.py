"""The dialogs of the workbench: what each shows and checks, of the values it is given."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tabletop.authoring.edit.draft import Aside, Manuscript
from tabletop.authoring.edit.new import FIRST, HERE, OWN, name_objection, place, templates
from tabletop.authoring.edit.rename import mentions, refused
from tabletop.authoring.explain import as_text, page_of
from tabletop.authoring.shelves import Shelf, shown
from tabletop.authoring.text.findings import Diagnostic
from tabletop.authoring.text.source import Source
from tabletop.game.decision import AnswerWord, Move
from tabletop.game.deck import Card, Deck
from tabletop.language.ids import ActorId, LevelId, Posture, Viewer
from tabletop.pages.deck_pages import level_lines, tried_page
from tabletop.pages.text import Row, plain, put, rows, wrapped
from tabletop.table.trial import Trial, TrialResult
from tabletop.tui.actions import Action
from tabletop.tui.lobby.shelf import when
from tabletop.tui.paint import content
from tabletop.tui.widgets.form import Answers, Choice, Field, Form, Text
from tabletop.tui.widgets.keys import Keys
from tabletop.tui.widgets.lines import Lines, Painter
from tabletop.tui.widgets.pick import Option
from tabletop.tui.workbench.deck_file import OutsideChange
from tabletop.tui.workbench.panes import differences

Narrowed = Callable[[int, str], Sequence[Row]]
"""Paints for a width what fits the text typed."""


class Chooser(ModalScreen[int | None]):
    """Gives back the item that was chosen; None where nothing was."""

    DEFAULT_CSS = """
    Chooser {
        align: center middle;
        background: $background 60%;
        & > #box { width: 84; max-width: 100%; height: 90%; background: $surface;
            border: round $focus; padding: 0 1; border-title-color: $focus;
            border-title-style: bold; }
        & Lines { background: $surface; scrollbar-background: $surface; }
        & Input { height: 1; border: none; padding: 0 1; background: $panel; margin: 0 0 1 0; }
        & Input:focus { border: none; background: $cursor; }
        & Keys { dock: none; padding: 0; margin: 1 0 0 0; background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+g", "close", "Close", show=False, id="chooser.close"),
        Binding("down", "step(1)", "Down", show=False, id="chooser.down"),
        Binding("up", "step(-1)", "Up", show=False, id="chooser.up"),
    ]

    def __init__(self, title: str, painter: Narrowed, *, hint: str = "", start: int = -1) -> None:
        """
        Show what *painter* paints.

        Args:
            hint: What can be typed to narrow the list; "" for a list that is read, not narrowed.
            start: The item that the cursor begins on.
        """
        super().__init__()
        self.heading = title
        self.painter = painter
        self.hint = hint
        self.start = start

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = content(plain(self.heading))
            if self.hint:
                yield Input(placeholder=self.hint, id="wanted", compact=True)
            yield Lines(self.painted, id="list", keeps_cursor=True)
            yield Keys()

    def on_mount(self) -> None:
        self.query_one(Keys).offer(
            (
                Action("choose", "dialog", "enter", "Go there", ""),
                Action("close", "dialog", "escape", "Close", "", "esc"),
            )
        )
        lines = self.query_one(Lines)
        lines.show(self.painted, cursor=self.start)
        self.query_one("Input" if self.hint else "Lines").focus()

    def painted(self, width: int) -> Sequence[Row]:
        wanted = self.query_one(Input).value if self.hint else ""
        return self.painter(width, wanted)

    def on_input_changed(self) -> None:
        self.query_one(Lines).show(self.painted, cursor=-1)

    def on_input_submitted(self) -> None:
        self.action_choose()

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        message.stop()
        self.action_choose()

    def action_choose(self) -> None:
        item = self.query_one(Lines).cursor
        self.dismiss(item if item >= 0 else None)

    def action_step(self, by: int) -> None:
        self.query_one(Lines).step(by)

    def action_close(self) -> None:
        self.dismiss(None)


def prose(said: str, quiet: str = "") -> Painter:
    """Return what paints the sentences *said*, and a *quiet* line below them."""
    return lambda width: rows(
        [*wrapped(plain(said), width), *([put((quiet, "$quiet"))] if quiet else [])]
    )


# Before the text is open


def which_form(seed: Path, deck: Path) -> Form:
    """Return the dialog that asks whether the deck or the seed is to be written in."""
    options = [
        Option("deck", f"the deck {deck.stem}", "actors, tracks, cards"),
        Option("seed", f"the seed {seed.stem}", "where it starts, who plays"),
    ]
    return Form("Write in", None, [Choice("what", "What", options, tall=True)])


def copy_form(path: Path, shelf: Shelf) -> Form:
    """Return the dialog that makes a copy of what ships with the program: its name and place."""
    said = (
        f"{path.stem} ships with the program and stays as it is. Make a copy of it that is"
        " your own, and write in that."
    )
    where = [
        Option(OWN, "in your own folder", str(place(OWN, shelf, "").parent)),
        Option(HERE, "in the working folder", f"{shelf}/"),
    ]
    fields: list[Field] = [
        Text("name", "Name", "small letters, digits and _", f"my_{path.stem}", most=60),
        Choice("where", "Where", where, tall=True),
    ]

    def check(answers: Answers) -> str:
        name = answers["name"]
        return name_objection(name, place(answers["where"], shelf, name))

    return Form(
        "A copy of your own", prose(said), fields, check=check, confirm="makes it", close="back"
    )


def unsaved_form(manuscript: Manuscript, left: Aside) -> Form:
    """Return the dialog that offers text that was not saved when its program ended."""
    said = f"Text from {when(left.kept_ms, left.kept_ms + 1)} was not saved when the program ended."
    if not left.is_of(manuscript):
        said += " The file has changed since."

    def page(width: int) -> list[Row]:
        names = ("in the file", "not saved")
        shown = differences(manuscript.text, left.text, width, names)
        return [*rows([*wrapped(put(said), width), put("")]), *shown]

    options = [
        Option("take", "go on with it"),
        Option("drop", "throw it away", "and open the file as it is saved"),
    ]
    field = Choice("what", "The text", options, tall=True)
    return Form("Not saved last time", page, [field], close="back")


BLANK = "blank"
ABOUT = {"first": "a small game that plays", "secrets": "a small game of covert moves"}


def template_form(path: Path) -> Form:
    """Return the dialog that begins a file that is not there from a template."""
    said = f"{shown(path)} is not there yet. It is made with the first save."
    options = [Option(t, t, ABOUT.get(t, "a whole small game")) for t in templates()]
    options.append(Option(BLANK, "nothing", "a few empty lines"))
    field = Choice("from", "Begin with", options, FIRST, tall=True)
    return Form("A new deck", prose(said), [field], confirm="begins it", close="back")


# While it is written


def change_form(change: OutsideChange, text: str, mine_is_saved: str) -> Form:
    """
    Return the dialog that asks whether *text* or what somebody else wrote is to hold.

    Args:
        mine_is_saved: When *text* is written over the other, if it is to hold.
    """
    options = [Option("mine", "keep mine", f"and write over it {mine_is_saved}")]
    said = "The file is not there any more, or no text is in it."
    if not change.is_gone:
        options.insert(0, Option("theirs", "take theirs", "Ctrl+Z brings mine back"))
        said = "Somebody else changed the file while you were writing."

    def page(width: int) -> list[Row]:
        shown = [] if change.text is None else differences(change.text, text, width)
        return [*rows([*wrapped(put(said), width), put("")]), *shown]

    field = Choice("what", "Hold to", options, "mine", tall=True)
    return Form("Changed outside", page, [field], confirm="does so", close="later")


def leave_form() -> Form:
    """Return the dialog that asks what becomes of text that is not saved."""
    options = [
        Option("save", "save it, then leave"),
        Option("drop", "leave without saving", "what you wrote is lost"),
    ]
    field = Choice("what", "The text", options, tall=True)
    return Form("Not saved yet", None, [field], confirm="leaves", close="stay")


def find_form(sought: str) -> Form:
    """Return the dialog that asks for a text to find, *sought* to begin with."""
    field = Text("text", "Find", "a word, or a part of one", sought)
    return Form("Find", None, [field], confirm="finds", close="back")


def rename_form(source: Source, known: dict[str, str], old: str) -> Form:
    """Return the dialog that gives *old*, one of the names *known*, another name in *source*."""
    count = len(mentions(source, old))
    times = "once" if count == 1 else f"{count} times"
    said = f"{known[old].capitalize()} {old} is named {times} in this file."

    def check(answers: Answers) -> str:
        return refused(known, old, answers["name"])

    field = Text("name", "New name", "small letters, digits and _", old, most=60)
    page = prose(said, "Prose is left as it is.")
    return Form(f"Rename {old}", page, [field], check=check, confirm="renames")


def explain_form(problem: Diagnostic) -> Form | None:
    """Return the dialog that explains *problem* by the page of its code; None without one."""
    explained = page_of(problem.code)
    if explained is None:
        return None
    text = as_text(explained)

    def page(width: int) -> list[Row]:
        lines = wrapped(put(("Here: ", "$quiet"), plain(problem.message)), width)
        if problem.help:
            lines += wrapped(put(("Help: ", "$quiet"), plain(problem.help)), width)
        lines.append(put(""))
        for indent, words in unbroken(text):
            lines += wrapped(plain(words), width, indent=indent)
        return rows(lines)

    return Form(problem.code, page, confirm="", close="closes")


def unbroken(text: str) -> list[tuple[int, str]]:
    """Return the lines of *text* with their depth, those that are broken prose made one."""
    found: list[tuple[int, str]] = []
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip(" "))
        if line and not indent and found and found[-1][1] and not found[-1][0]:
            found[-1] = (0, f"{found[-1][1]} {line}")
        else:
            found.append((indent, line.strip()))
    return found


# A card tried: at which levels, by whom, how it is to come out; then what came of it


def trial_form(
    deck: Deck, card: Card, last: Mapping[str, str]
) -> tuple[Form, Callable[[Answers], Trial]]:
    """Return the dialog that tries *card*, filled in as *last* time, and what reads its answers."""
    seats = [Option(a, deck.actor_by_id[a].name) for a in card.by]
    fields: list[Field] = [Choice("seat", "Played by", seats, last.get("seat", ""))]
    if len(card.postures) > 1:
        fields.append(Choice("posture", "How", [Option(p, p) for p in card.postures]))
    named = [a for a in deck.actor_by_id if any(a in card.recipients(s) for s in card.by)]
    if named:
        whom = [Option(a, deck.actor_by_id[a].name) for a in named]
        label = "Offered to" if card.offer else "At"
        fields.append(Choice("target", label, whom, last.get("target", named[0])))
    if card.offer is not None:
        words = [Option("accept", "accepts"), Option("refuse", "refuses")]
        fields.append(Choice("answer", "Who", words, last.get("answer", "")))
    if card.chance is not None:
        rolls = [Option("", "by dice"), Option("success", "success"), Option("failure", "failure")]
        fields.append(Choice("outcome", "Outcome", rolls, last.get("outcome", "")))
    starts = {level: start for track in deck.tracks for level, start in track.opening().items()}
    fields.append(
        Text(
            "levels",
            "Levels",
            f"as listed; or say others: {next(iter(starts), 'trust')} 3",
            last.get("levels", ""),
            most=600,
        )
    )

    def trial(answers: Answers) -> Trial:
        seat = ActorId(Viewer(answers["seat"]))
        target = ActorId(Viewer(answers.get("target", "")))
        posture: Posture = "covert" if answers.get("posture") == "covert" else card.postures[0]
        answer: AnswerWord = "refuse" if answers.get("answer") == "refuse" else "accept"
        levels = levels_of(answers["levels"], starts)
        assert not isinstance(levels, str), "the form was checked"
        return Trial(
            seat, Move(card.id, posture, target), levels, answer, answers.get("outcome", "")
        )

    def check(answers: Answers) -> str:
        seat, target = ActorId(Viewer(answers["seat"])), answers.get("target", "")
        if named and target not in card.recipients(seat):
            return f"{deck.actor_by_id[seat].name} cannot name {target} with this card."
        levels = levels_of(answers["levels"], starts)
        return levels if isinstance(levels, str) else out_of_range(deck, levels)

    def page(width: int) -> list[Row]:
        said = "It is played in a turn of its own; the others pass, and nothing is kept."
        return rows([*wrapped(put((said, "$quiet")), width), put(""), *level_lines(deck, width)])

    form = Form(f"Try {card.title}", page, fields, check=check, confirm="plays it", close="back")
    return form, trial


def levels_of(said: str, known: Mapping[LevelId, int]) -> dict[LevelId, int] | str:
    """Return the levels in "trust 3, us.capital 5", or why they cannot be read."""
    found: dict[LevelId, int] = {}
    for part in (part.strip() for part in said.replace("=", " ").split(",")):
        if not part:
            continue
        name, _, number = part.rpartition(" ")
        level = LevelId(name.strip())
        if level not in known:
            near = ", ".join(list(known)[:8])
            return f'There is no level "{name or part}"; write NAME NUMBER with one of: {near}.'
        if not number.removeprefix("-").isdigit() or len(number) > 12:
            return f'"{number}" is no whole number.'
        found[level] = int(number)
    return found


def out_of_range(deck: Deck, levels: Mapping[LevelId, int]) -> str:
    """Return which of *levels* is off its track, in one sentence, or ""."""
    for level, steps in levels.items():
        track = deck.track_of_level[level]
        if not track.low <= steps <= track.high:
            return f"{track.name} goes from {track.low} to {track.high}."
    return ""


def tried_form(tried: TrialResult, trial: Trial) -> Form:
    """Return the dialog that shows what came of a trial, and asks whether to try again."""
    page = partial(tried_page, tried, trial)
    return Form("Tried", page, confirm="tries again", close="back to the text")
