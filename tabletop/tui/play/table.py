"""The table: one view laid out in panes. It takes no decisions; `Play` does."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message

from tabletop.game.asks import Ask
from tabletop.game.decision import AnyMove
from tabletop.language.ids import ActorId, MoveId, Viewer
from tabletop.pages import asked, hand, moves, news, offers, situation
from tabletop.pages.text import Row, Scroll, Words, put
from tabletop.pages.view import View
from tabletop.table.feed import Told
from tabletop.tui.paint import content
from tabletop.tui.widgets.banner import Banner
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.stage import Stage

DETAILS = {
    "hand": "Card",
    "moves": "Move",
    "offers": "Offer",
    "news": "News",
    "aims": "Brief",
}
"""The title of the page beside the list, by tab."""


class Table(Stage):
    """
    Every pane of one view.

    Panes know nothing of a session: `show` gives them a view, and they report what the cursor
    came to. Which list stands in the middle is a tab: hand, moves, offers, news or aims.
    """

    CSS_PATH = Path(__file__).with_name("table.tcss")
    TABS: ClassVar[tuple[str, ...]] = ("hand", "moves", "offers", "news", "aims")

    class Left(Message):
        """The person has left the table for the lobby."""

    def __init__(self) -> None:
        super().__init__()
        self.view: View | None = None
        self.asks: tuple[Ask, ...] = ()
        self.tab = "hand"
        self.plan: tuple[AnyMove, ...] = ()
        self.recalls: tuple[MoveId, ...] = ()
        self.hand_lines: tuple[hand.HandLine, ...] = ()
        self.adjudged: dict[MoveId, int] = {}
        self.looked_at: set[tuple[Viewer, int, str]] = set()
        self.scroll: Scroll[Told] | None = None

    def compose(self) -> ComposeResult:
        yield Banner()
        with Container(id="body"):
            with Container(id="situation"):
                yield self.pane("tracks", "Tracks")
                yield self.pane("actors", "Actors")
            with Container(id="stage"):
                with Container(id="middle"):
                    yield self.pane("main", "")
                    yield self.pane("plan", "Plan")
                with Container(id="side"):
                    yield self.pane("detail", "")
                    yield self.pane("feed", "Feed")
        yield from self.compose_footer()

    def pane(self, name: str, title: str) -> Lines:
        """Return an empty pane."""
        lines = Lines(id=name, keeps_cursor=name == "main")
        lines.border_title = Content(title)
        return lines

    def lines(self, name: str) -> Lines:
        """Return the pane called *name*."""
        return self.query_one(f"#{name}", Lines)

    def on_mount(self) -> None:
        self.lines("plan").can_focus = False
        self.lines("main").focus()

    @property
    def seat(self) -> ActorId:
        """The seat whose hand is shown; the viewer's own."""
        return ActorId(self.view.viewer if self.view else Viewer(""))

    @property
    def shows_plan(self) -> bool:
        """Whether the plan has a place on the table now."""
        return bool(
            self.view and self.view.state.phase == "plan" and self.seat in self.view.state.hands
        )

    def show(self, view: View, asks: tuple[Ask, ...], *, leads: bool) -> None:
        """Lay out *view*, and say what is asked of whom in it."""
        self.asks = asks
        self.query_one(Banner).tell(view, asked.task(view, asks, leads=leads))
        self.lay_out(view)

    @property
    def tells_most(self) -> bool:
        """Whether what is told matters more now than any page."""
        return self.view is not None and self.view.state.phase == "aftermath"

    def lay_out(self, view: View) -> None:
        """Lay out *view*; all panes in one go, so that they change together."""
        self.view = view
        self.read_hand(view)
        self.lines("tracks").show(lambda width: situation.tracks(view, width))
        self.lines("actors").show(lambda width: self.actor_rows(view, width))
        self.show_feed(view)
        self.set_class(self.shows_plan, "-planning")
        self.set_class(self.tells_most, "-telling")
        self.lines("plan").border_title = Content(self.plan_title())
        self.lines("plan").show(self.plan_rows)
        self.show_tab()

    def actor_rows(self, view: View, width: int) -> list[Row]:
        """Paint the actors."""
        return situation.actors(view, width)

    def read_hand(self, view: View) -> None:
        """Look through the hand, and how it can be played after the plan."""
        self.hand_lines = hand.hand_lines(view, self.seat, self.plan) if view.state.hands else ()

    def show_feed(self, view: View) -> None:
        """Show what the viewer was told, down to the last."""
        self.lines("feed").show(partial(self.feed_rows, view.feed))
        self.lines("feed").action_last()
        # After a curtain the pane has no size yet, and would stay at its top.
        self.call_after_refresh(self.lines("feed").action_last)

    def feed_rows(self, told: Sequence[Told], width: int) -> Scroll[Told]:
        """Lay out what was told since the last time."""
        self.scroll = news.feed(told, width, self.scroll)
        return self.scroll

    def show_tab(self, tab: str = "") -> None:
        """Show *tab*, or the present one anew, in the middle."""
        if self.view is None:
            return
        turned = tab not in ("", self.tab)
        self.tab = tab or self.tab
        self.looked_at.add((self.view.viewer, self.view.state.turn, self.tab))
        self.name_tabs()
        main = self.lines("main")
        main.show(self.main_rows, cursor=0 if turned else None)
        self.show_detail()
        self.show_keys()

    def tab_title(self) -> Words:
        """Return the tabs with the present one marked; the others by number where room is short."""
        whole = self.tabs(self.TABS)
        room = self.lines("main").outer_size.width - 4
        return whole if whole.cell_length <= room else self.tabs((self.tab,))

    def tabs(self, named: Sequence[str]) -> Words:
        """Return the tabs, those in *named* with their names."""
        painted = []
        for n, name in enumerate(self.TABS, 1):
            here = name == self.tab
            style = "bold underline $focus" if here else "$quiet"
            gap = ("●", "$focus") if not here and self.is_new(name) else (" ", style)
            title = name.capitalize() if name in named else ""
            painted.append(
                put((str(n), style), gap if title or gap[0] != " " else "", (title, style))
            )
        return put(" ").join(painted)

    def on_resize(self) -> None:
        self.call_after_refresh(self.name_tabs)

    def name_tabs(self) -> None:
        """Write the tabs above the list."""
        self.lines("main").border_title = content(self.tab_title())

    def is_new(self, tab: str) -> bool:
        """Return whether *tab* has something of this turn that its viewer has not looked at."""
        view = self.view
        if view is None or (view.viewer, view.state.turn, tab) in self.looked_at:
            return False
        if tab == "offers":
            return any(o.to == view.viewer and not o.answer for o in view.state.offers)
        return tab == "news" and any(t.line.topic == "inject" for t in view.told_this_turn())

    def plan_title(self) -> str:
        """Return the title over the plan: how many moves of how many, or that it is sealed."""
        if self.view and self.seat in self.view.state.plans:
            return "Plan, sealed"
        most = self.view.deck.moves.most if self.view else 0
        return f"Plan, {len(self.plan)} of {most}"

    def main_rows(self, width: int) -> list[Row]:
        """Paint the list of the present tab."""
        view = self.view
        if view is None:
            return []
        match self.tab:
            case "hand":
                return hand.hand(view, self.seat, self.hand_lines, width)
            case "moves":
                return moves.moves(view, self.awaited_move, width)
            case "offers":
                return offers.offers(view, width)
            case "news":
                return news.news(view, width)
            case _:
                return news.aims(view, width)

    def plan_rows(self, width: int) -> list[Row]:
        """Paint the plan: the sealed one, or the one in the making."""
        view = self.view
        if view is None:
            return []
        sealed = view.state.plans.get(self.seat)
        made = tuple(m.move for m in sealed.moves) if sealed else self.plan
        recalls = sealed.recalls if sealed else self.recalls
        return hand.plan(view, made, recalls, sealed=sealed is not None, width=width)

    def detail_rows(self, width: int) -> list[Row]:
        """Paint what the cursor of the middle is on, in full."""
        view, at = self.view, self.lines("main").cursor
        if view is None:
            return []
        match self.tab:
            case "hand" if 0 <= at < len(self.hand_lines):
                line = self.hand_lines[at]
                return hand.card_page(
                    view,
                    view.deck.card_by_id[line.card],
                    self.seat,
                    width,
                    objection=line.objection if line.planned < line.copies else "",
                    copies=line.copies,
                )
            case "moves" if 0 <= at < len(view.state.moves):
                made = view.state.moves[at]
                frame = self.adjudged.get(made.id)
                told = view.told_in(frame) if frame else ()
                return moves.move_page(view, made, told, width)
            case "offers" if 0 <= at < len(view.state.offers):
                return offers.offer_page(view, view.state.offers[at], width)
            case "news" if 0 <= at < len(news.came(view)):
                return news.inject_page(view, news.came(view)[at], width)
            case "aims":
                known = news.objectives(view)
                return news.aim_page(view, known[at] if 0 <= at < len(known) else None, width)
            case _:
                return []

    @property
    def awaited_move(self) -> MoveId:
        """The move that is to be decided next, or ""."""
        subject = next((a.subject for a in self.asks if a.what == "adjudicate"), "")
        return MoveId(subject)

    @property
    def detail_title(self) -> str:
        """The title of the page beside the list."""
        return DETAILS[self.tab]

    def show_detail(self) -> None:
        """Bring the page beside the list up to date."""
        detail = self.lines("detail")
        detail.border_title = Content(self.detail_title)
        detail.show(self.detail_rows)
        detail.scroll_home(animate=False)

    def on_lines_moved(self, message: Lines.Moved) -> None:
        if message.lines.id == "main":
            self.show_detail()
            self.show_keys()

    def turn_to(self, tab: str) -> None:
        """Show *tab* and put the keys on it."""
        self.show_tab(tab)
        self.lines("main").focus()

    def on_lines_title_clicked(self, message: Lines.TitleClicked) -> None:
        """Turn to the tab whose name was clicked."""
        title = self.tab_title().plain
        starts = [title.index(str(n)) + 1 for n in range(1, len(self.TABS) + 1)]
        if message.lines.id == "main" and message.x >= starts[0]:
            self.show_tab(self.TABS[max(i for i, start in enumerate(starts) if start <= message.x)])

    def action_view_hand(self) -> None:
        self.turn_to("hand")

    def action_view_moves(self) -> None:
        self.turn_to("moves")

    def action_view_offers(self) -> None:
        self.turn_to("offers")

    def action_view_news(self) -> None:
        self.turn_to("news")

    def action_view_aims(self) -> None:
        self.turn_to("aims")
