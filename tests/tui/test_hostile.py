"""A deck written to do harm is painted on every surface, and does nothing."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import pytest
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

from tabletop.bots.seats import BotPlayer, Human
from tabletop.game.apply import fold
from tabletop.game.asks import Ask, asks
from tabletop.game.decide import decide
from tabletop.game.decision import Adjudicate, Answer, FreeMove, Move, Proceed, Refusal, Seal
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice
from tabletop.game.narrate import FeedLine
from tabletop.game.sight import sight
from tabletop.game.state import State, opening
from tabletop.language.ids import FACILITATOR, ActorId, MoveId, Viewer
from tabletop.pages import asked, hand, news, situation
from tabletop.pages.text import plain
from tabletop.pages.view import View
from tabletop.table.feed import Told
from tabletop.tui.entries import Saved, Start
from tabletop.tui.play import deciding, dialogs, facilitating
from tabletop.tui.play.curtain import Curtain
from tabletop.tui.widgets.banner import Banner
from tabletop.tui.widgets.form import Form
from tabletop.tui.widgets.stage import BREAKPOINTS
from tabletop.tui.widgets.table_view import TABLE_CSS, Spread, TableView, tabs_of
from tests.tui.screens import Shelf, screen_of, session, strait

EVIL = (
    "[@click=app.exit(9)]push me[/] [/ [/foo] [red]r[/red] [link=https://x.example]l"
    " \x1b]52;c;ZXZpbA==\x07\x1b[31m\x9b5m\x7f\u202egnp\u2066"
)
FIELDS = {"title", "name", "text", "brief", "discuss", "source", "alt", "kind"}


def poisoned(value: Any) -> Any:
    """Return *value* with every text that is shown replaced by an evil one."""
    if isinstance(value, tuple):
        return tuple(poisoned(part) for part in value)
    if not attrs.has(type(value)):
        return value
    changes = {}
    for field in attrs.fields(type(value)):
        held = getattr(value, field.name)
        if field.name in FIELDS and isinstance(held, str):
            changes[field.name] = EVIL
        elif field.name in ("actors", "tracks", "bands", "cards", "injects", "choices",
                            "objectives", "endings"):  # fmt: skip
            changes[field.name] = poisoned(held)
    return attrs.evolve(value, **changes) if changes else value


def evil_deck() -> Deck:
    return poisoned(strait(facilitated=True))


def in_adjudication(deck: Deck) -> State:
    """Return the state in which the moves of a first turn wait to be decided."""
    state = opening(deck)
    free = FreeMove(EVIL, EVIL, reason=EVIL)
    for decision in (
        Proceed(),
        Proceed(),
        Seal("red", (Move("battery", "covert", reason=EVIL), free)),
        Seal("blue", (Move("pact", target="red", reason=EVIL), Move("gamble"))),
        Proceed(),
        Proceed(),
        Answer("red", "1-blue-1", "refuse"),
        Proceed(),
    ):
        events = decide(deck, state, decision, Dice(1))
        assert not isinstance(events, Refusal), events
        state = fold(state, events)
    return state


def view(deck: Deck, state: State, viewer: str) -> View:
    """Return the view of *viewer*, who was told evil of everything."""
    topics = ("turn", "phase", "report", "inject", "move", "offer", "dice", "level", "piece")
    told = tuple(Told(n, 1, FeedLine(topic, EVIL)) for n, topic in enumerate(topics))
    seats = {Viewer("red"): Human(), Viewer("blue"): BotPlayer(EVIL)}
    return View(sight(deck, state, Viewer(viewer)), told, {}, seats, Path(EVIL), 1)


def harm(screen: Screen[Any]) -> Iterator[str]:
    """Yield what a terminal would obey, and what a click would do."""
    for strip in screen._compositor.render_strips():
        for segment in strip:
            if not segment.text.isprintable():
                yield repr(segment.text)
            for key, action in (segment.style.meta if segment.style else {}).items():
                if key.startswith("@click") or "exit" in str(action):
                    yield f"{key} {action}"
            if segment.style and segment.style.link:
                yield segment.style.link


class OneTable(Screen[None]):
    """A screen with every pane of a view."""

    CSS_PATH = TABLE_CSS
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS

    def compose(self) -> ComposeResult:
        yield Banner()
        yield TableView("hand")

    def show(self, seen: View, asked_now: tuple[Ask, ...]) -> TableView:
        """Lay out *seen*."""
        seat = ActorId(seen.viewer)
        lines = hand.hand_lines(seen, seat, ()) if seen.state.hands else ()
        tabs = tabs_of(seen, seat, lambda: lines, dict, MoveId(asked_now[0].subject))
        self.query_one(Banner).tell(seen, asked.task(seen, asked_now, leads=True))
        table = self.query_one(TableView)
        table.show(
            Spread(
                seen,
                tabs,
                lambda tab, room: [plain(name) for name in tabs],
                partial(situation.actors, seen),
                partial(news.feed, seen.feed),
            )
        )
        return table


async def test_a_hostile_deck_does_no_harm_on_the_table():
    """
    On every tab, for every seat: brackets are only brackets, and no control code is left.
    """
    deck = evil_deck()
    state = in_adjudication(deck)
    async with screen_of(size=(120, 36)) as seat:
        screen = OneTable()
        await seat.app.push_screen(screen)
        for viewer in ("red", "blue", FACILITATOR):
            table = screen.show(view(deck, state, viewer), asks(deck, state))
            for tab in ("hand", "moves", "offers", "news", "aims"):
                table.show_tab(tab)
                await seat.rest()
                assert [] == list(harm(screen)), tab
        await seat.sees("[@click=app.exit(9)]")


def forms(deck: Deck) -> list[Form]:
    """Return every dialog, filled with evil."""
    state = in_adjudication(deck)
    planning = attrs.evolve(state, phase="plan", moves=())
    red, lead = view(deck, state, "red"), view(deck, state, FACILITATOR)
    fields = facilitating.tools_form(lead)
    tools = [facilitating.tool(name, lead, ()) for name in ("release", "correct", "reorder")]
    return [
        dialogs.move_form(view(deck, planning, "red"), "red", "speech", ())[0],
        dialogs.free_form(view(deck, planning, "red"), "red", ())[0],
        dialogs.choose_form(lead, deck.injects[0], FACILITATOR)[0],
        dialogs.report_form(red, ("red", "blue"))[0],
        dialogs.announce_form(view(deck, planning, "red"), "red")[0],
        dialogs.notice(EVIL, EVIL),
        *(deciding.decide_form(lead, made.id)[0] for made in state.moves),
        fields,
        *(tool[0] for tool in tools if tool),
    ]


@pytest.mark.parametrize("index", range(len(forms(evil_deck()))))
async def test_a_hostile_deck_does_no_harm_in_a_dialog(index: int):
    """
    Titles, pages, fields and the sentence that objects show it as it is.
    """
    async with screen_of(size=(100, 40)) as seat:
        form = forms(evil_deck())[index]
        await seat.app.push_screen(form)
        form.object(EVIL)
        await seat.rest()

        assert [] == list(harm(form))


async def test_a_hostile_name_does_no_harm_in_lobby_curtain_and_notice():
    """
    A file's title, a seat's name and a message from anywhere are shown, not obeyed.
    """
    library = Shelf(
        [Start("evil", Path(EVIL), EVIL, EVIL, EVIL)], [Saved(Path(EVIL), EVIL, 0, 3, EVIL)]
    )
    async with screen_of(library=library) as seat:
        await seat.sees("[@click=app.exit(9)]push")
        assert [] == list(harm(seat.screen))
        seat.app.notify(EVIL, title=EVIL)
        await seat.rest()
        await seat.sees("push me")
        assert [] == list(harm(seat.screen))

        await seat.app.push_screen(Curtain(EVIL, back=EVIL, may_pass=True))
        await seat.rest()

        assert [] == list(harm(seat.screen))


async def test_a_hostile_report_does_no_harm_to_those_who_hear_it(tmp_path: Path):
    """
    What a person types is painted like everything else.
    """
    async with screen_of(session(tmp_path)) as seat:
        await seat.press("r")
        seat.screen.query_one("#field-text", Input).value = "[@click=app.exit]x[/"
        await seat.press("enter")

        await seat.sees("Red: [@click=app.exit]x[/")
        assert [] == list(harm(seat.screen))


def test_the_adjudication_of_an_evil_move_can_be_decided():
    """
    The evil deck is a playable one, so the tests above have looked at what is really shown.
    """
    deck = evil_deck()
    state = in_adjudication(deck)

    events = decide(deck, state, Adjudicate(asks(deck, state)[0].subject), Dice(1))

    assert not isinstance(events, Refusal)
