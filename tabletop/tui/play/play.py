"""Playing: what a person does at the table becomes decisions of the session, and comes back."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

import attrs
from textual.app import ComposeResult
from textual.binding import BindingType

from tabletop.errors import TabletopError
from tabletop.game.asks import Ask
from tabletop.game.decision import (
    Adjudicate,
    AnyMove,
    Decision,
    PassFor,
    Proceed,
    Refusal,
    Seal,
    Unseal,
)
from tabletop.game.event import MoveAdjudicated
from tabletop.journal.model import Frame
from tabletop.language.ids import FACILITATOR, WALL, ActorId, MoveId, Viewer
from tabletop.pages import asked, hand, news, situation
from tabletop.pages.text import Row, Scroll, Words, put
from tabletop.pages.view import View, view_of
from tabletop.table.feed import Told
from tabletop.table.session import Session
from tabletop.tui.actions import Where, bindings
from tabletop.tui.entries import Open
from tabletop.tui.play import deciding, dialogs, facilitating
from tabletop.tui.play.curtain import Curtain, Lifted, leads, next_viewer
from tabletop.tui.widgets.banner import Banner
from tabletop.tui.widgets.form import Answers, Choice, Form
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.pick import Option
from tabletop.tui.widgets.stage import Stage
from tabletop.tui.widgets.table_view import TABLE_CSS, Spread, TableView, tabs_of

PATIENCE = 0.3
"""Seconds before the table says that the bots are thinking."""

TALK_MINUTES = 5
"""How long the timer of the talk runs before it counts on."""


TABS = ("hand", "moves", "offers", "news", "aims")
"""What can stand in the middle, each under its number."""


@attrs.frozen
class Draft:
    """A plan in the making, and the turn it is made for."""

    turn: int
    plan: tuple[AnyMove, ...] = ()
    recalls: tuple[MoveId, ...] = ()


class Play(Stage):
    """
    A table at which people play: it shows a session, and hands it decisions.

    The way of a decision is `decide`, `work` in a thread with the disk and the bots, `settle` with
    what came of it, `present`. Until the next view is there, keys that decide do nothing.

    Attributes:
        view: What is shown; None behind a curtain and before the first view.
        viewer: Whose eyes it is seen with; None behind a curtain.
        asks: What the session waits for.
        plan: The plan in the making of the seat at the keyboard, with its *recalls*.
        drafts: The plans in the making of the seats that are not at the keyboard.
        looked_at: The tabs that each viewer has looked at, by turn.
        busy: Whether a decision is under way.
        frozen: Why the save takes nothing more; "" as long as it does.
    """

    CSS_PATH = TABLE_CSS
    WHERES: ClassVar[tuple[Where, ...]] = ("table", "facilitator")
    BINDINGS: ClassVar[list[BindingType]] = bindings("table", "facilitator")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.table = TableView("hand")
        self.view: View | None = None
        self.viewer: Viewer | None = None
        self.asks: tuple[Ask, ...] = ()
        self.plan: tuple[AnyMove, ...] = ()
        self.recalls: tuple[MoveId, ...] = ()
        self.hand_lines: tuple[hand.HandLine, ...] = ()
        self.drafts: dict[ActorId, Draft] = {}
        self.looked_at: set[tuple[Viewer, int, str]] = set()
        self.scroll: Scroll[Told] | None = None
        self.busy = False
        self.frozen = ""
        self.moment: object = None
        self.talk_since: float | None = None

    def compose(self) -> ComposeResult:
        yield Banner()
        yield self.table
        yield from self.compose_footer()

    def on_mount(self) -> None:
        self.set_interval(1, self.tick)
        self.go_on()

    # The way of a decision

    def decide(self, decision: Decision, then: Callable[[Frame], None] | None = None) -> None:
        """Submit *decision* off the event loop; *then* gets its frame once the table shows it."""
        if not self.busy and not self.frozen:
            self.go_on(decision, then)

    def go_on(
        self,
        decision: Decision | None = None,
        then: Callable[[Frame], None] | None = None,
        viewer: Viewer | None = None,
    ) -> None:
        """Submit *decision* if there is one, let the bots decide, and show what comes of it."""
        self.busy = True
        self.set_timer(PATIENCE, self.say_busy)
        self.run_worker(partial(self.work, decision, then, viewer), thread=True)

    def say_busy(self) -> None:
        """Say that something takes its time, if it still does."""
        if self.busy and self.view is not None:
            self.query_one(Banner).tell(self.view, put(("… ", "$focus"), "The bots are thinking."))

    def work(
        self,
        decision: Decision | None,
        then: Callable[[Frame], None] | None,
        viewer: Viewer | None,
    ) -> None:
        """Run in a thread: the disk and the bots take their time."""
        session, refusal, frame = self.session, None, None
        try:
            if decision is not None:
                kept = session.submit(decision)
                refusal = kept if isinstance(kept, Refusal) else None
                frame = session.frames[-1] if refusal is None else None
            while refusal is None and session.step() is not None:
                pass
        except TabletopError as trouble:
            self.app.call_from_thread(self.freeze, str(trouble))
            return
        asks = session.awaited()
        wanted = viewer or next_viewer(
            session.people, asks, self.viewer, is_over=session.state.is_over
        )
        hidden = self.viewer != wanted and len(session.people) > 1
        view = None if hidden and viewer is None else view_of(session, wanted)
        self.app.call_from_thread(
            self.settle,
            wanted,
            view,
            asks,
            refusal,
            partial(then, frame) if then and frame else None,
        )

    def settle(
        self,
        wanted: Viewer,
        view: View | None,
        asks: tuple[Ask, ...],
        refusal: Refusal | None,
        then: Callable[[], None] | None,
    ) -> None:
        """Show what came of a decision; draw the curtain where somebody else is to look."""
        self.busy = False
        self.drop_drafts()
        if refusal is not None:
            self.app.notify(refusal.sentence, severity="warning")
        if view is None:
            self.draw_curtain(wanted, asks)
            return
        self.viewer = wanted
        self.present(view, asks)
        if then is not None:
            then()
        elif view.state.is_over and not isinstance(self.app.screen, Form):
            self.wash_up()

    def present(self, view: View, asks: tuple[Ask, ...]) -> None:
        """Show *view*, on the tab that what is asked now belongs to."""
        if self.seat != view.viewer or self.view is None:
            draft = self.drafts.get(ActorId(view.viewer), Draft(view.state.turn))
            self.plan, self.recalls = draft.plan, draft.recalls
        mine = self.own_asks(asks, view.viewer)
        moment = (view.state.turn, view.state.phase, view.viewer, [a.what for a in mine[:1]])
        self.show(view, asks)
        if moment != self.moment:
            self.moment = moment
            self.begin_moment(view)
            self.turn_to(tab_for(view, mine))
        self.point_at(view, mine)

    def own_asks(self, asks: tuple[Ask, ...], viewer: Viewer) -> list[Ask]:
        """Return what is asked of whoever is at the keyboard now."""
        led = leads(self.session.people, viewer)
        return [a for a in asks if a.seat == viewer or (led and a.seat == FACILITATOR)]

    @property
    def asked(self) -> Ask | None:
        """What is asked first of whoever is at the keyboard now."""
        mine = self.own_asks(self.asks, Viewer(self.view.viewer)) if self.view else []
        return mine[0] if mine else None

    def point_at(self, view: View, mine: list[Ask]) -> None:
        """Put the cursor on the move, offer or news that is asked about."""
        if not mine or not mine[0].subject:
            return
        about: list[str] = {
            "moves": [str(m.id) for m in view.state.moves],
            "offers": [str(o.id) for o in view.state.offers],
            "news": [str(i.id) for i in news.came(view)],
        }.get(self.table.tab, [])
        if mine[0].subject in about:
            self.table.lines("main").cursor = about.index(mine[0].subject)

    @property
    def led(self) -> bool:
        """Whether whoever is at the keyboard goes on for the whole table."""
        return self.view is not None and leads(self.session.people, Viewer(self.view.viewer))

    def wash_up(self) -> None:
        """Show the hot wash."""
        from tabletop.tui.play.hot_wash import HotWash

        self.app.push_screen(HotWash(self.session, self.viewer or WALL))

    def freeze(self, trouble: str) -> None:
        """Tell that the save takes nothing more. The table stays as it was."""
        self.busy = False
        self.frozen = trouble
        session = self.session
        whence = (
            "the session from the lobby"
            if session.is_main
            else "this line from the list of lines in the viewer"
        )
        text = (
            f"{trouble}\n\nWhat you see is as it was before this decision, and nothing more can be"
            f" decided here. All that was acknowledged is in {session.path}. Make room or mend"
            f" the disk, then go on with {whence}."
        )
        self.app.push_screen(dialogs.notice("The save has failed", text))
        self.show_keys()

    # One keyboard, several seats

    def draw_curtain(self, wanted: Viewer, asks: tuple[Ask, ...]) -> None:
        """Empty the table, then draw a curtain for *wanted*."""
        back = self.viewer if self.viewer not in (None, WALL, wanted) else None
        self.keep_draft()
        self.empty()
        name = "" if wanted == WALL else self.name_of(wanted)
        asked = any(a.seat == wanted for a in asks)
        curtain = Curtain(
            name,
            back=self.name_of(back) if back else "",
            may_pass=asked and wanted not in (WALL, FACILITATOR),
        )
        self.viewer = None

        def lifted(answer: Lifted | None) -> None:
            if answer == "back" and back is not None:
                # Whoever presses this may be the next person: that seat gets a curtain too.
                self.draw_curtain(back, asks)
            elif answer == "pass":
                self.go_on(PassFor(ActorId(wanted)))
            else:
                self.go_on(viewer=wanted)

        self.app.push_screen(curtain, lifted)

    def empty(self) -> None:
        """Take everything off the table."""
        self.view, self.plan, self.recalls, self.hand_lines = None, (), (), ()
        self.moment = None
        self.app.clear_notifications()
        self.table.clear()
        self.query_one(Banner).wipe()

    def name_of(self, viewer: Viewer) -> str:
        """Return what *viewer* is called."""
        actor = self.session.deck.actor_by_id.get(ActorId(viewer))
        return actor.name if actor else "the facilitator"

    def keep_draft(self) -> None:
        """Keep the plan in the making for when its seat is back."""
        if self.view is not None and self.shows_plan and (self.plan or self.recalls):
            self.drafts[self.seat] = Draft(self.view.state.turn, self.plan, self.recalls)

    def drop_drafts(self) -> None:
        """Forget every plan in the making whose seat has sealed, or whose turn is over."""
        if self.view is not None and not self.is_open(self.seat, self.view.state.turn):
            self.plan, self.recalls = (), ()
        self.drafts = {
            seat: draft for seat, draft in self.drafts.items() if self.is_open(seat, draft.turn)
        }

    def is_open(self, seat: ActorId, turn: int) -> bool:
        """Return whether the plan of *seat* for *turn* can still be made."""
        state = self.session.state
        return state.phase == "plan" and state.turn == turn and seat not in state.plans

    def action_hand_over(self) -> None:
        if self.view is None:
            return

        def chosen(answers: Answers | None) -> None:
            if answers:
                self.draw_curtain(Viewer(answers["seat"]), self.asks)

        form = facilitating.hand_over_form(self.view, (*self.session.people, WALL))
        self.app.push_screen(form, chosen)

    # Showing

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

    def show(self, view: View, asks: tuple[Ask, ...]) -> None:
        """Lay out *view*, and say what is asked of whom in it."""
        self.view, self.asks = view, asks
        self.query_one(Banner).tell(view, asked.task(view, asks, leads=self.led))
        self.note_look()
        self.table.show(self.spread(view))
        self.show_keys()

    def spread(self, view: View) -> Spread:
        """Return what the panes show of *view*, and of the plan in the making."""
        seat, plan = self.seat, self.plan
        lines = hand.hand_lines(view, seat, plan) if view.state.hands else ()
        self.hand_lines = lines
        awaited = next((a.subject for a in self.asks if a.what == "adjudicate"), "")
        return Spread(
            view,
            tabs_of(
                view,
                seat,
                lambda: lines,
                lambda: adjudged(self.session.frames),
                MoveId(awaited),
            ),
            self.headings,
            partial(situation.actors, view),
            partial(self.feed_rows, view.feed),
            plan=partial(plan_rows, view, seat, plan, self.recalls) if self.shows_plan else None,
            plan_title=plan_title(view, seat, plan),
            feed_is_tall=view.state.phase == "aftermath",
        )

    def feed_rows(self, told: Sequence[Told], width: int) -> Scroll[Told]:
        """Lay out what was told since the last time."""
        self.scroll = news.feed(told, width, self.scroll)
        return self.scroll

    def headings(self, tab: str, room: int) -> Sequence[Words]:
        """Return the tabs with the present one marked; the others by number where room is short."""
        new = {name for name in TABS if self.is_new(name)}
        whole = tab_names(tab, TABS, new)
        return whole if put(*whole).cell_length <= room else tab_names(tab, (tab,), new)

    def is_new(self, tab: str) -> bool:
        """Return whether *tab* has something of this turn that its viewer has not looked at."""
        view = self.view
        if view is None or (view.viewer, view.state.turn, tab) in self.looked_at:
            return False
        if tab == "offers":
            return any(o.to == view.viewer and not o.answer for o in view.state.offers)
        return tab == "news" and any(t.line.topic == "inject" for t in view.told_this_turn())

    def note_look(self) -> None:
        """Remember that the viewer looks at the present tab."""
        if self.view is not None:
            self.looked_at.add((self.view.viewer, self.view.state.turn, self.table.tab))

    def turn_to(self, tab: str) -> None:
        """Show *tab* and put the keys on it."""
        if self.view is not None:
            self.looked_at.add((self.view.viewer, self.view.state.turn, tab))
        self.table.show_tab(tab)
        self.table.lines("main").focus()
        self.show_keys()

    def on_table_view_tab_clicked(self, message: TableView.TabClicked) -> None:
        self.turn_to(message.tab)

    def on_lines_moved(self, message: Lines.Moved) -> None:
        if message.lines.id == "main":
            self.show_keys()

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

    # What makes sense now, and what is taken

    def is_offered(self, action: str) -> bool:
        view, ask = self.view, self.asked
        if view is None or self.frozen:
            return action in ("read",)
        planning = view.state.phase == "plan" and ask is not None and ask.what == "seal"
        sealed = view.state.phase == "plan" and self.seat in view.state.plans
        match action:
            case "play":
                return planning and self.table.tab == "hand"
            case "seal":
                return planning
            case "undo":
                return planning and bool(self.plan or self.recalls)
            case "unseal":
                return sealed
            case "recall":
                return planning and bool(dialogs.recallable(view, self.seat, self.recalls))
            case "free_move":
                return planning and view.deck.terms.facilitated
            case "announce":
                return (
                    view.state.phase == "announce"
                    and self.seat in view.state.hands
                    and self.seat not in view.state.announced
                )
            case "answer":
                return ask is not None and ask.what in ("answer", "choose")
            case "step":
                return ask is not None and ask.what == "adjudicate"
            case "wash":
                return view.state.is_over
            case "proceed":
                return ask is not None and ask.what == "proceed"
            case "report":
                return view.state.phase in ("brief", "talk")
            case "timer":
                return view.state.phase == "talk"
            case "hand_over":
                return len(self.session.people) > 1
            case "tools":
                return view.viewer == FACILITATOR and FACILITATOR in self.session.people
            case "leave_line":
                return self.comes_back_to == "replay"
            case "lobby":
                return self.comes_back_to == "lobby"
            case "pass_for":
                return self.led and any(a.seat in self.session.people for a in self.asks)
            case _:
                return True

    def ask(self, form: Form, taken: Callable[[Answers], None]) -> None:
        """Show *form*, and pass its answers on where it was not closed without."""

        def closed(answers: Answers | None) -> None:
            if answers is not None:
                taken(answers)

        self.app.push_screen(form, closed)

    def on_lines_chosen(self, message: Lines.Chosen) -> None:
        pane = message.lines.id
        if pane != "main":
            self.action_read()
        elif self.is_offered("answer"):
            self.action_answer()
        elif self.is_offered("play"):
            self.action_play()
        else:
            self.action_read()

    # The plan

    def action_play(self) -> None:
        at = self.table.cursor
        if self.view is None or not 0 <= at < len(self.hand_lines):
            return
        line = self.hand_lines[at]
        if line.objection:
            self.app.notify(line.objection, severity="warning")
            return
        form, move = dialogs.move_form(self.view, self.seat, line.card, self.plan)
        self.ask(form, lambda answers: self.draft((*self.plan, move(answers)), self.recalls))

    def action_free_move(self) -> None:
        if self.view is not None:
            form, move = dialogs.free_form(self.view, self.seat, self.plan)
            self.ask(form, lambda answers: self.draft((*self.plan, move(answers)), self.recalls))

    def action_recall(self) -> None:
        if self.view is not None:
            form, piece = dialogs.recall_form(self.view, self.seat, self.recalls)
            self.ask(form, lambda answers: self.draft(self.plan, (*self.recalls, piece(answers))))

    def action_undo(self) -> None:
        if self.recalls:
            self.draft(self.plan, self.recalls[:-1])
        else:
            self.draft(self.plan[:-1], self.recalls)

    def draft(self, plan: tuple[AnyMove, ...], recalls: tuple[MoveId, ...]) -> None:
        """Show a changed plan."""
        self.plan, self.recalls = plan, recalls
        if self.view is not None:
            self.table.show_plan(self.spread(self.view))
            self.show_keys()

    def action_seal(self) -> None:
        self.decide(Seal(self.seat, self.plan, self.recalls))

    def action_unseal(self) -> None:
        if self.view is None:
            return
        sealed = self.view.state.plans[self.seat]
        plan = tuple(m.move for m in sealed.moves)

        def take_back(frame: Frame) -> None:
            self.draft(plan, sealed.recalls)

        self.decide(Unseal(self.seat), take_back)

    # Everything else that can be decided

    def action_announce(self) -> None:
        if self.view is not None:
            form, decision = dialogs.announce_form(self.view, self.seat)
            self.ask(form, lambda answers: self.decide(decision(answers)))

    def action_answer(self) -> None:
        view, ask = self.view, self.asked
        if view is None or ask is None:
            return
        if ask.what == "answer":
            mine = [o for o in view.state.offers if o.to == view.viewer and not o.answer]
            at = self.table.cursor
            pointed = view.state.offers[at] if self.table.tab == "offers" and at >= 0 else None
            offer = pointed if pointed in mine else mine[0]
            form, decision = dialogs.answer_form(view, offer)
        else:
            inject = view.deck.inject_by_id[news.came(view)[0].id]
            form, decision = dialogs.choose_form(view, inject, ask.seat)  # type: ignore[assignment]
        self.ask(form, lambda answers: self.decide(decision(answers)))

    def action_report(self) -> None:
        if self.view is not None:
            own = [self.view.viewer] if self.view.viewer != WALL else []
            seats = own or [*self.session.people] or [FACILITATOR]
            form, decision = dialogs.report_form(self.view, seats)
            self.ask(form, lambda answers: self.decide(decision(answers)))

    def action_wash(self) -> None:
        self.wash_up()

    def action_proceed(self) -> None:
        self.decide(Proceed())

    def action_step(self) -> None:
        ask = self.asked
        if self.view is None or ask is None:
            return
        move = MoveId(ask.subject)

        def decided(frame: Frame) -> None:
            more = self.asked is not None and self.asked.what == "adjudicate"
            if self.view is not None:
                shown = deciding.outcome_form(self.view, frame, move, more=more)
                self.ask(shown, lambda _: self.action_step() if more else None)

        if self.view.viewer != FACILITATOR and deciding.is_settled(self.view, move):
            self.decide(Adjudicate(move), decided)
            return
        form, decision = deciding.decide_form(self.view, move)
        self.ask(form, lambda answers: self.decide(decision(answers), decided))

    def action_pass_for(self) -> None:
        self.use("pass")

    def action_tools(self) -> None:
        if self.view is not None:
            self.ask(facilitating.tools_form(self.view), lambda answers: self.use(answers["tool"]))

    def use(self, name: str) -> None:
        """Open one tool of the white cell."""
        asked = facilitating.tool(name, self.view, self.asks) if self.view else None
        if asked is None:
            self.app.notify("There is nothing for that now.")
            return
        form, decision = asked
        self.ask(form, lambda answers: self.decide(decision(answers)))

    def action_read(self) -> None:
        view = self.view
        focused = self.focused if isinstance(self.focused, Lines) else self.table.lines("main")
        if view is None:
            return
        title, painter = "", focused.painter
        if focused.id == "actors" and 0 <= focused.cursor < len(view.deck.actors):
            actor = view.deck.actors[focused.cursor]
            title, painter = actor.name, partial(situation.actor_page, view, actor)
        elif focused.id == "tracks" and (track := situation.track_at(view, focused.cursor)):
            title, painter = track.name, partial(situation.track_page, view, track)
        elif focused.id == "feed":
            title = "Feed"
        else:
            title, painter = str(self.table.lines("detail").border_title), self.table.detail_rows
        self.app.push_screen(Form(title, painter, confirm=""))

    # Time

    def begin_moment(self, view: View) -> None:
        """Start the timer of the talk, or take it away."""
        self.talk_since = time.monotonic() if view.state.phase == "talk" else None
        self.tick()

    def action_timer(self) -> None:
        self.talk_since = time.monotonic() if self.talk_since is None else None
        self.tick()

    def tick(self) -> None:
        """Show the time that is left to talk, or that has passed beyond it."""
        banner = self.query_one(Banner)
        line = put() if self.session.is_main else asked.otherwise(self.session.line)
        if self.talk_since is None:
            banner.run_clock(line)
            return
        left = TALK_MINUTES * 60 - int(time.monotonic() - self.talk_since)
        minutes, seconds = divmod(abs(left), 60)
        sign, style = ("", "bold") if left >= 0 else ("+", "bold $bad")
        talk = put((f"talk {sign}{minutes}:{seconds:02}", style))
        banner.run_clock(talk if self.session.is_main else put(talk, "  ", line))

    # Leaving

    def action_leave_line(self) -> None:
        self.action_lobby()

    def action_lobby(self) -> None:
        def gone() -> None:
            self.post_message(self.Left())

        self.leave(gone)

    def leave(self, gone: Callable[[], None]) -> None:
        """Go, once a plan that is not sealed was sealed or given up."""
        self.keep_draft()
        if not (self.plan or self.recalls) or self.frozen:
            gone()
            return
        options = [
            Option("seal", "seal it, then leave"),
            Option("drop", "leave without it"),
        ]

        def chosen(answers: Answers) -> None:
            if answers["what"] == "seal":
                self.decide(Seal(self.seat, self.plan, self.recalls), lambda frame: gone())
            else:
                gone()

        field = Choice("what", "The plan", options, tall=True)
        self.ask(Form("Not sealed yet", None, [field], confirm="leaves", close="stay"), chosen)


def tab_names(present: str, named: Sequence[str], new: set[str]) -> list[Words]:
    """Return the tabs, those in *named* with their names; a dot marks what is *new*."""
    painted = []
    for n, name in enumerate(TABS, 1):
        here = name == present
        style = "bold underline $focus" if here else "$quiet"
        gap = ("●", "$focus") if not here and name in new else (" ", style)
        title = name.capitalize() if name in named else ""
        text = put((str(n), style), gap if title or gap[0] != " " else "", (title, style))
        painted.append(put(text, " " if n < len(TABS) else ""))
    return painted


def plan_title(view: View, seat: ActorId, plan: Sequence[AnyMove]) -> str:
    """Return the title over the plan: how many moves of how many, or that it is sealed."""
    if seat in view.state.plans:
        return "Plan, sealed"
    return f"Plan, {len(plan)} of {view.deck.moves.most}"


def plan_rows(
    view: View, seat: ActorId, plan: Sequence[AnyMove], recalls: Sequence[MoveId], width: int
) -> list[Row]:
    """Paint the plan: the sealed one, or the one in the making."""
    sealed = view.state.plans.get(seat)
    if sealed is None:
        return hand.plan(view, plan, recalls, sealed=False, width=width)
    made = tuple(m.move for m in sealed.moves)
    return hand.plan(view, made, sealed.recalls, sealed=True, width=width)


def adjudged(frames: Sequence[Frame]) -> dict[MoveId, int]:
    """Return the frame in which each move was decided."""
    return {
        event.move: frame.number
        for frame in frames
        for event in frame.events
        if isinstance(event, MoveAdjudicated)
    }


def tab_for(view: View, mine: list[Ask]) -> str:
    """Return the tab that the present moment belongs to."""
    what = mine[0].what if mine else ""
    if what in ("seal", "answer", "choose", "adjudicate"):
        return {"seal": "hand", "answer": "offers", "choose": "news"}.get(what, "moves")
    by_phase = {"brief": "news", "announce": "hand", "talk": "aims", "plan": "hand"}
    tab = by_phase.get(view.state.phase, "moves")
    return "moves" if tab == "hand" and view.viewer not in view.state.hands else tab


def table_of(opened: Open) -> Play:
    """Return the table of an open session."""
    assert isinstance(opened, Session), "nothing else is played"
    return Play(opened)
