"""The one dialog: a page to read, a few fields, and a sentence where an answer will not do."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

import attrs
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from tabletop.pages.text import NOTHING, plain, put
from tabletop.tui.actions import Action
from tabletop.tui.paint import content
from tabletop.tui.widgets.keys import Keys
from tabletop.tui.widgets.lines import Lines, Painter
from tabletop.tui.widgets.pick import Option, Pick

LABEL_ROOM = (12, 21)
"""Cells of the labels, at least and at most."""

Answers = Mapping[str, str]
"""By field; ticked values are joined with blanks."""

Check = Callable[[Answers], str]
"""Says in one sentence why answers will not do, or "" when they will."""


@attrs.frozen
class Choice:
    """
    A field with a few answers; with *several*, any number of them.

    One that is *steady* is not changed by space, the key that goes on at the table.
    """

    name: str
    label: str
    options: Sequence[Option]
    value: str = ""
    several: bool = False
    tall: bool = False
    steady: bool = False


@attrs.frozen
class Text:
    """A field for a line of text, at most *most* characters."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    most: int = 300


Field = Choice | Text


def fine(answers: Answers) -> str:
    """Object to nothing."""
    return ""


class Form(ModalScreen[Answers | None]):
    """
    A dialog. Enter takes the answers, escape leaves without.

    It knows nothing of what is asked: it is given a page, fields and a check, and hands back what
    was answered.
    """

    DEFAULT_CSS = """
    Form {
        align: center middle;
        background: $background 60%;
        & > #box {
            width: 78; max-width: 100%; height: auto; max-height: 100%;
            background: $surface; border: round $focus; padding: 0 1;
            border-title-color: $focus; border-title-style: bold;
        }
        & Lines { height: auto; max-height: 60vh; background: $surface;
            scrollbar-background: $surface; }
        & #fields { height: auto; max-height: 12; margin: 1 0 0 0; scrollbar-size-vertical: 1; }
        & .field { height: auto; }
        & .label { height: 1; color: $quiet; }
        & Input { height: 1; border: none; padding: 0 1; background: $panel; width: 1fr; }
        & Input:focus { border: none; background: $cursor; }
        & Keys { dock: none; padding: 0; margin: 1 0 0 0; background: $surface; }
        &.-page-alone Lines { max-height: 80vh; }
        & #objection { height: auto; color: $bad; display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", "Take the answers", show=False, id="form.confirm"),
        Binding("space", "go_on", "Take what has no fields", show=False, id="form.go_on"),
        Binding("escape,ctrl+g", "close", "Close", show=False, id="form.close"),
        Binding("down", "app.next_pane", "Next field", show=False, id="form.next"),
        Binding("up", "app.previous_pane", "Field before", show=False, id="form.previous"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="form.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="form.page_up"),
    ]

    def __init__(
        self,
        title: str,
        page: Painter | None = None,
        fields: Sequence[Field] = (),
        *,
        check: Check = fine,
        confirm: str = "Take it",
        close: str = "close",
        picks: bool = False,
    ) -> None:
        """
        Ask what *fields* say below *page*.

        Args:
            picks: Whether the `item` of the page that the cursor is on is an answer as well.
        """
        super().__init__()
        self.heading = title
        self.page = page
        self.fields = tuple(fields)
        self.check = check
        self.confirm = confirm
        self.close_label = close
        self.picks = picks
        self.unanswered: Answers = {}

    def compose(self) -> ComposeResult:
        with Vertical(id="box") as box:
            box.border_title = content(plain(self.heading))
            if self.page is not None:
                yield Lines(self.page, id="page")
            if self.fields:
                with VerticalScroll(id="fields", can_focus=False):
                    for field in self.fields:
                        with Horizontal(classes="field"):
                            label = Static(content(put(field.label)), classes="label")
                            label.styles.width = self.label_room
                            yield label
                            yield self.widget_of(field)
            yield Static(id="objection")
            yield Keys()

    @property
    def label_room(self) -> int:
        """Cells that the labels take, so that the name of an actor can be read."""
        least, most = LABEL_ROOM
        return max(least, min(most, 1 + max(put(f.label).cell_length for f in self.fields)))

    def widget_of(self, field: Field) -> Widget:
        """Return what *field* is answered with."""
        match field:
            case Choice(name, _, options, value, several, tall, steady):
                pick = Pick(
                    options, value, several=several, tall=tall, steady=steady, id=f"field-{name}"
                )
                pick.can_focus = len(options) > 1 or several
                return pick
            case Text(name, _, hint, value, most):
                return Input(
                    value, placeholder=hint, max_length=most, id=f"field-{name}", compact=True,
                    select_on_focus=False,
                )  # fmt: skip

    def on_mount(self) -> None:
        keys = [Action("confirm", "dialog", "enter", self.confirm, "")] if self.confirm else []
        closes = Action("close", "dialog", "escape", self.close_label, "", "esc")
        self.query_one(Keys).offer((*keys, closes))
        self.set_class(not self.fields, "-page-alone")
        if self.page is not None:
            self.query_one("#page", Lines).can_focus = not self.fields
        self.unanswered = self.answers
        fields = [w for w in self.query("Pick, Input") if w.focusable]
        for widget in fields[:1] or self.query("#page"):
            widget.focus()

    @property
    def answers(self) -> dict[str, str]:
        """What is answered by now."""
        found = {}
        if self.picks:
            found["item"] = str(self.query_one("#page", Lines).cursor)
        for field in self.fields:
            widget = self.query_one(f"#field-{field.name}")
            if isinstance(widget, Pick):
                found[field.name] = " ".join(widget.values) if widget.several else widget.value
            elif isinstance(widget, Input):
                found[field.name] = widget.value.strip()
        return found

    def on_input_submitted(self) -> None:
        self.action_confirm()

    def on_lines_chosen(self) -> None:
        self.action_confirm()

    def on_pick_changed(self) -> None:
        if self.page is not None:
            self.query_one("#page", Lines).lay_out()
        self.object("")

    def action_confirm(self) -> None:
        objection = self.check(self.answers)
        if objection:
            self.object(objection)
        else:
            self.dismiss(self.answers)

    def action_go_on(self) -> None:
        """Take what nobody has answered otherwise, with the key that goes on at the table."""
        if self.picks or self.answers == self.unanswered:
            self.action_confirm()

    def object(self, sentence: str) -> None:
        """Show why the answers will not do; "" takes the sentence away."""
        line = self.query_one("#objection", Static)
        line.display = bool(sentence)
        line.update(content(put("✗ ", plain(sentence)) if sentence else NOTHING))

    def action_page(self, by: int) -> None:
        """Turn the page that the fields stand below."""
        if self.page is not None:
            lines = self.query_one("#page", Lines)
            lines.scroll_relative(y=by * max(1, lines.size.height - 1), animate=False, force=True)

    def action_close(self) -> None:
        self.dismiss(None)
