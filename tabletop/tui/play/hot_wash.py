"""The debrief at the table: results, objectives read aloud, turning points, the save."""

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from tabletop.errors import TabletopError
from tabletop.game.narrate import Namer
from tabletop.language.ids import FACILITATOR, Viewer
from tabletop.pages import news, result
from tabletop.pages.asked import otherwise
from tabletop.pages.text import Row, ink, put
from tabletop.pages.view import View, view_of
from tabletop.replay.seals import Proof, proved
from tabletop.table.debrief import Account, TurningPoint, accounts, turning_points
from tabletop.table.session import Session
from tabletop.tui.actions import Where, bindings
from tabletop.tui.paint import content
from tabletop.tui.widgets.form import Form
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.stage import Stage

MOST = 6
"""Turning points that are read out."""


class HotWash(Stage):
    """Two columns: who won and by what, and how it came to that."""

    CSS_PATH = "hot_wash.tcss"
    WHERES: ClassVar[tuple[Where, ...]] = ("hot wash",)
    BINDINGS: ClassVar[list[BindingType]] = bindings("hot wash")

    class LookedBack(Message):
        """The session is to be looked at again, from its end."""

        def __init__(self, path: Path, viewer: Viewer) -> None:
            super().__init__()
            self.path = path
            self.viewer = viewer

    def __init__(self, session: Session, viewer: Viewer) -> None:
        super().__init__()
        self.session = session
        self.viewer = viewer
        self.own = viewer
        self.view: View | None = None
        self.turns: Sequence[TurningPoint] = ()
        self.accounts: Sequence[Account] = ()
        self.proofs: Sequence[Proof] = ()

    def compose(self) -> ComposeResult:
        yield Static(id="title")
        with Horizontal(id="columns"):
            yield Lines(id="result")
            yield Lines(id="record")
        yield from self.compose_footer()

    def on_mount(self) -> None:
        self.query_one("#result", Lines).focus()
        self.look(self.viewer)

    def look(self, viewer: Viewer) -> None:
        """See the session as *viewer* does; made off the event loop."""
        self.viewer = viewer
        self.run_worker(self.work, thread=True, exclusive=True)

    def work(self) -> None:
        view = view_of(self.session, self.viewer)
        turns = turning_points(self.session, self.viewer, MOST)
        said = accounts(self.session, self.viewer)
        self.proofs = proved(self.session, self.viewer)
        self.app.call_from_thread(self.show, view, turns, said)

    def show(self, view: View, turns: Sequence[TurningPoint], said: Sequence[Account]) -> None:
        """Show the debrief of *view*."""
        self.view, self.turns, self.accounts = view, turns, said
        whose = f"as {view.name(view.viewer)} knows it"
        self.query_one("#title", Static).update(
            content(
                put(
                    ("Hot wash", "bold $focus"),
                    "  ",
                    ink(view.deck.title, "bold"),
                    (f"  {whose}", "$quiet"),
                    put() if self.session.is_main else put("  ", otherwise(self.session.line)),
                )
            )
        )
        self.query_one("#result", Lines).show(partial(result.result, view))
        self.query_one("#record", Lines).show(self.record)
        self.show_keys()

    def is_offered(self, action: str) -> bool:
        match action:
            case "to_lobby" | "look_back":
                return self.comes_back_to == "lobby"
            case "to_viewer":
                return self.comes_back_to == "replay"
            case _:
                return True

    def record(self, width: int) -> list[Row]:
        return result.record(self.view, self.turns, self.accounts, width) if self.view else []

    def action_open_all(self) -> None:
        self.look(self.own if self.viewer == FACILITATOR else FACILITATOR)

    def action_read_log(self) -> None:
        view = self.view
        if view is not None:
            self.app.push_screen(Form("The whole story", partial(news.feed, view.feed), confirm=""))

    def action_prove_seals(self) -> None:
        view = self.view
        if view is not None:
            namer = Namer(view.deck, view.state)
            page = partial(result.proofs, namer, self.proofs)
            self.app.push_screen(Form("Proof of seals", page, confirm=""))

    def action_look_back(self) -> None:
        """Let go of the save, which is over, so that remarks can be written to it."""

        def put_away() -> None:
            with suppress(TabletopError):
                self.session.close()
            self.post_message(self.LookedBack(self.session.path, self.viewer))

        self.run_worker(put_away, thread=True)

    def action_table(self) -> None:
        self.dismiss()

    def action_to_lobby(self) -> None:
        self.post_message(self.Left())

    def action_to_viewer(self) -> None:
        self.post_message(self.Left())

    def on_lines_chosen(self) -> None:
        self.action_to_lobby()
