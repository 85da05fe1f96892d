"""Every key that works here, and how a turn goes."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from tabletop.pages.text import Row, heading, ink, put, rows, wrapped
from tabletop.tui.actions import ACTIONS, Action, Where
from tabletop.tui.widgets.lines import Lines

TYPED: Final = ("next_pane", "previous_pane")
"""What a key does everywhere but in a text, where it is typed."""

IN_TEXT: Final = {
    "help": ("f1", "Show every key that works here."),
    "leave": ("ctrl+q", "Leave; what is not saved is asked about."),
}
"""Key and help of what letters do elsewhere, where letters are text."""

TURN: Final = (
    ("brief", "News comes. Everyone may report what was said and heard away from the table."),
    ("announce", "Show cards as intentions, if you like. Bluff is allowed."),
    ("talk", "A timer runs and forces nobody. Deals can be noted."),
    ("plan", "Each seat seals its moves. Until the reveal a plan can be unsealed."),
    ("reveal", "Open moves are shown to all, covert ones to whom they concern."),
    ("answer", "Offers are accepted or refused, with give and take in view."),
    ("adjudicate", "Move by move: the odds, then the dice, then what changes."),
    ("aftermath", "Standing pieces act, hedges pay, covert ones may come to light."),
)


class Help(ModalScreen[None]):
    """The help screen: keys first, then the turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close", show=False, id="help.close")
    ]
    DEFAULT_CSS = """
    Help {
        align: center middle;
        & > Lines {
            width: 76; max-width: 100%; height: 90%;
            background: $surface; scrollbar-background: $surface;
            border: round $focus; padding: 0 1;
            border-title-color: $focus; border-subtitle-color: $quiet;
        }
    }
    """

    def __init__(self, wheres: Sequence[Where]) -> None:
        super().__init__()
        self.wheres = (*wheres, "lists", "anywhere")
        if self.is_text:
            self.wheres = (*wheres, "anywhere", "lists")

    def compose(self) -> ComposeResult:
        lines = Lines(self.painted)
        lines.border_title = "Help"
        lines.border_subtitle = "esc closes"
        yield lines

    def on_mount(self) -> None:
        self.query_one(Lines).focus()

    def is_overruled(self, action: Action) -> bool:
        """Return whether the text, or the viewer, has taken all keys of *action*."""
        if self.is_text and action.id in TYPED:
            return True
        if "replay" not in self.wheres or action.where != "lists":
            return False
        taken = {key for a in ACTIONS if a.where == "replay" for key in a.keys.split(",")}
        return taken.issuperset(action.keys.split(","))

    @property
    def is_text(self) -> bool:
        """Whether help is asked for where letters are typed."""
        return "workbench" in self.wheres

    def key(self, action: Action) -> str:
        """Return how the key of *action* is written; as in the guide to the workbench, in it."""
        if not self.is_text or action.where == "lists":
            return action.key
        key, _ = IN_TEXT.get(action.id, (action.key, ""))
        return "+".join(part.capitalize() for part in key.split("+"))

    def painted(self, width: int) -> list[Row]:
        """Paint the keys of each place, then the phases of a turn."""
        painted: list[Row] = []
        for where in dict.fromkeys(self.wheres):
            title = "In the lists, once Escape has left the text" if where == "lists" else ""
            title = title if self.is_text else ""
            painted += rows([put(""), heading(title or where.capitalize(), width)])
            for action in ACTIONS:
                if action.where == where and not self.is_overruled(action):
                    key = ink(self.key(action), "bold $focus").pad_left(1)
                    _, text = IN_TEXT.get(action.id, ("", "")) if self.is_text else ("", "")
                    said = wrapped(put(text or action.help), width, indent=13)
                    said[0] = key.pad_right(13 - key.cell_length).append(said[0][13:])
                    painted += rows(said)
        painted += rows([put(""), heading("A turn", width)])
        for phase, text in TURN:
            said = wrapped(put(text), width, indent=13)
            name = ink(phase, "bold").pad_left(1)
            said[0] = name.pad_right(13 - name.cell_length).append(said[0][13:])
            painted += rows(said)
        return painted[1:]
