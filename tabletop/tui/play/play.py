"""Playing: what a person does at the table becomes decisions of the session."""

import time
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from tabletop.game.decision import Adjudicate, AnyMove, Proceed, Seal, Unseal
from tabletop.journal.model import Frame
from tabletop.language.ids import FACILITATOR, WALL, MoveId
from tabletop.pages import asked, news, situation
from tabletop.pages.text import put
from tabletop.pages.view import View
from tabletop.table.session import Session
from tabletop.tui.actions import Where, bindings
from tabletop.tui.entries import Open
from tabletop.tui.play import deciding, dialogs, facilitating
from tabletop.tui.play.sitting import Sitting
from tabletop.tui.widgets.banner import Banner
from tabletop.tui.widgets.form import Answers, Choice, Form
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.pick import Option

TALK_MINUTES = 5
"""How long the timer of the talk runs before it counts on."""


class Play(Sitting):
    """A table at which people play."""

    WHERES: ClassVar[tuple[Where, ...]] = ("table", "facilitator")
    BINDINGS: ClassVar[list[BindingType]] = bindings("table", "facilitator")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.talk_since: float | None = None

    def on_mount(self) -> None:
        self.set_interval(1, self.tick)

    def is_offered(self, action: str) -> bool:
        view, ask = self.view, self.asked
        if view is None or self.frozen:
            return action in ("read",)
        planning = view.state.phase == "plan" and ask is not None and ask.what == "seal"
        sealed = view.state.phase == "plan" and self.seat in view.state.plans
        match action:
            case "play":
                return planning and self.tab == "hand"
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
        at = self.lines("main").cursor
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
            self.show(self.view, self.asks, leads=self.led)

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
            at = self.lines("main").cursor
            pointed = view.state.offers[at] if self.tab == "offers" and at >= 0 else None
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
        focused = self.focused if isinstance(self.focused, Lines) else self.lines("main")
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
            title, painter = str(self.lines("detail").border_title), self.detail_rows
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


def table_of(opened: Open) -> Play:
    """Return the table of an open session."""
    assert isinstance(opened, Session), "nothing else is played"
    return Play(opened)
