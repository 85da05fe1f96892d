"""One view laid out in panes: how things stand, a list with tabs, its page, plan and feed."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Final

import attrs
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.message import Message

from tabletop.language.ids import ActorId, MoveId
from tabletop.pages import hand, moves, news, offers, situation
from tabletop.pages.text import Row, Words, put
from tabletop.pages.view import View
from tabletop.tui.paint import content
from tabletop.tui.widgets.lines import Lines, Painter, nothing

TABLE_CSS: Final = Path(__file__).with_name("table_view.tcss")
"""How a `TableView` lies on its screen; the breakpoints are the screen's, so it loads this."""


@attrs.frozen
class Tab:
    """
    A list that can stand in the middle, and the page beside it.

    Attributes:
        title: Of the page.
        rows: Paints the list for a width.
        detail: Paints the page of one item for a width; the item is -1 where there is none.
    """

    title: str
    rows: Painter
    detail: Callable[[int, int], Sequence[Row]]


Heading = Callable[[str, int], Sequence[Words]]
"""
What stands above the list, by the present tab and the room in cells: a text for each tab in turn.

A text ends in the blanks before the next.
"""


@attrs.frozen
class Spread:
    """
    All that a `TableView` shows at once.

    Attributes:
        tabs: What can stand in the middle, by id.
        feed_item: The item of the feed that is pointed at; the feed is shown to its end if None.
        plan: Paints the plan; None where it has no place now.
        plan_tab: The one tab that the plan stands below; "" for all.
        tracks_of: All that the pane of tracks comes of: where it is equal to what it was before,
            the pane stands as it stood. It is painted in any case if None.
        actors_of: The same for the actors.
        feed_is_tall: Whether what is told matters more now than any page.
    """

    view: View
    tabs: Mapping[str, Tab]
    heading: Heading
    actors: Painter
    feed: Painter
    feed_item: int | None = None
    plan: Painter | None = None
    plan_title: str = "Plan"
    plan_tab: str = ""
    tracks_of: object = None
    actors_of: object = None
    feed_is_tall: bool = False


class TableView(Container):
    """
    The panes of one view. Knows no session: it shows a `Spread`.

    `Lines.Moved` and `Lines.Chosen` of its panes pass on to the screen.
    """

    class TabClicked(Message):
        """The name of a tab was clicked."""

        def __init__(self, tab: str) -> None:
            super().__init__()
            self.tab = tab

    def __init__(self, tab: str) -> None:
        """Begin with nothing, and on *tab*."""
        super().__init__(id="body")
        self.tab = tab
        self.spread: Spread | None = None

    def compose(self) -> ComposeResult:
        with Container(id="situation"):
            yield pane("tracks", "Tracks")
            yield pane("actors", "Actors")
        with Container(id="stage"):
            with Container(id="middle"):
                yield pane("main", "")
                yield pane("plan", "Plan")
            with Container(id="side"):
                yield pane("detail", "")
                yield pane("feed", "Feed")

    def on_mount(self) -> None:
        self.lines("plan").can_focus = False
        self.lines("main").focus()

    def lines(self, name: str) -> Lines:
        """Return the pane called *name*."""
        return self.query_one(f"#{name}", Lines)

    @property
    def cursor(self) -> int:
        """The item of the middle that the cursor is on, or -1."""
        return self.lines("main").cursor

    # Showing

    def show(self, spread: Spread) -> None:
        """Lay out *spread*; all panes in one go, so that they change together."""
        before, feed = self.spread, self.lines("feed")
        if before is None or spread.tracks_of is None or spread.tracks_of != before.tracks_of:
            self.lines("tracks").show(partial(situation.tracks, spread.view))
        if before is None or spread.actors_of is None or spread.actors_of != before.actors_of:
            self.lines("actors").show(spread.actors)
        feed.show(spread.feed, cursor=spread.feed_item)
        if spread.feed_item is None:
            feed.action_last()
            # After a curtain the pane has no size yet, and would stay at its top.
            self.call_after_refresh(feed.action_last)
        self.set_class(spread.feed_is_tall, "-telling")
        self.show_plan(spread)

    def show_plan(self, spread: Spread) -> None:
        """Show of *spread* the plan and the middle alone: the others are as they were."""
        self.spread = spread
        if spread.plan is not None:
            self.lines("plan").border_title = Content(spread.plan_title)
            self.lines("plan").show(spread.plan)
        self.show_tab()

    def show_tab(self, tab: str = "") -> None:
        """Show *tab*, or the present one anew, in the middle."""
        if self.spread is None:
            return
        turned = tab not in ("", self.tab)
        self.tab = tab or self.tab
        has_plan = self.spread.plan is not None and self.spread.plan_tab in ("", self.tab)
        self.set_class(has_plan, "-planning")
        self.name_tabs()
        rows = self.spread.tabs[self.tab].rows
        self.lines("main").show(rows, cursor=0 if turned else None)
        self.show_detail()

    def show_detail(self) -> None:
        """Bring the page beside the list up to date."""
        if self.spread is None:
            return
        detail = self.lines("detail")
        detail.border_title = Content(self.spread.tabs[self.tab].title)
        detail.show(self.detail_rows)
        detail.scroll_home(animate=False)

    def detail_rows(self, width: int) -> Sequence[Row]:
        """Paint what the cursor of the middle is on, in full."""
        return self.spread.tabs[self.tab].detail(self.cursor, width) if self.spread else ()

    def clear(self) -> None:
        """Take everything off the table."""
        self.spread = None
        for lines in self.query(Lines):
            lines.show(nothing)

    # Tabs

    def headings(self) -> Sequence[Words]:
        """Return what stands above the list, tab by tab."""
        if self.spread is None:
            return ()
        return self.spread.heading(self.tab, self.lines("main").outer_size.width - 4)

    def name_tabs(self) -> None:
        """Write the tabs above the list."""
        title = content(put(*self.headings()))
        if self.lines("main").border_title != title:
            self.lines("main").border_title = title

    def on_resize(self) -> None:
        self.call_after_refresh(self.name_tabs)

    def on_lines_moved(self, message: Lines.Moved) -> None:
        if message.lines.id == "main":
            self.show_detail()

    def on_lines_title_clicked(self, message: Lines.TitleClicked) -> None:
        """Tell which tab stands where the title was clicked."""
        if message.lines.id != "main" or self.spread is None:
            return
        ends = accumulate((text.cell_length for text in self.headings()), initial=1)
        at = sum(end <= message.x for end in ends) - 1
        tabs = list(self.spread.tabs)
        self.post_message(self.TabClicked(tabs[min(max(0, at), len(tabs) - 1)]))


def pane(name: str, title: str) -> Lines:
    """Return an empty pane."""
    lines = Lines(id=name, keeps_cursor=name == "main")
    lines.border_title = Content(title)
    return lines


def tabs_of(
    view: View,
    seat: ActorId,
    hand_lines: Callable[[], Sequence[hand.HandLine]],
    decided_in: Callable[[], Mapping[MoveId, int]],
    awaited: MoveId,
) -> dict[str, Tab]:
    """
    Return the lists of *view* that every table has: hand, moves, offers, news and aims.

    Args:
        hand_lines: Looks through the hand of *seat*; asked only once it is shown.
        decided_in: Finds the frame in which each move was decided.
        awaited: The move that is to be decided next, or "".
    """

    def card(at: int, width: int) -> Sequence[Row]:
        lines = hand_lines()
        if not 0 <= at < len(lines):
            return ()
        line = lines[at]
        objection = line.objection if line.planned < line.copies else ""
        shown = view.deck.card_by_id[line.card]
        return hand.card_page(view, shown, seat, width, objection=objection, copies=line.copies)

    def move(at: int, width: int) -> Sequence[Row]:
        if not 0 <= at < len(view.state.moves):
            return ()
        made = view.state.moves[at]
        frame = decided_in().get(made.id)
        return moves.move_page(view, made, view.told_in(frame) if frame else (), width)

    def offer(at: int, width: int) -> Sequence[Row]:
        known = view.state.offers
        return offers.offer_page(view, known[at], width) if 0 <= at < len(known) else ()

    def inject(at: int, width: int) -> Sequence[Row]:
        came = news.came(view)
        return news.inject_page(view, came[at], width) if 0 <= at < len(came) else ()

    def aim(at: int, width: int) -> Sequence[Row]:
        known = news.objectives(view)
        return news.aim_page(view, known[at] if 0 <= at < len(known) else None, width)

    return {
        "hand": Tab("Card", lambda width: hand.hand(view, seat, hand_lines(), width), card),
        "moves": Tab("Move", partial(moves.moves, view, awaited), move),
        "offers": Tab("Offer", partial(offers.offers, view), offer),
        "news": Tab("News", partial(news.news, view), inject),
        "aims": Tab("Brief", partial(news.aims, view), aim),
    }
