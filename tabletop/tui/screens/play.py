"""Playing: what a person does at the table becomes decisions of the session."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.worker import Worker

from tabletop.errors import TabletopError
from tabletop.game.asks import Ask
from tabletop.game.decision import AnyMove, Decision, PassFor, Proceed, Refusal, Seal, Unseal
from tabletop.game.event import MoveAdjudicated
from tabletop.game.words import FACILITATOR, WALL, ActorId, MoveId, Viewer
from tabletop.tui.actions import Where, bindings
from tabletop.tui.keyboard import leads, next_viewer
from tabletop.tui.library import Kept, Sitting
from tabletop.tui.paint import put
from tabletop.tui.panes import news, situation
from tabletop.tui.screens import asking, deciding, facilitating
from tabletop.tui.screens.curtain import Curtain, Lifted
from tabletop.tui.screens.form import Answers, Form
from tabletop.tui.screens.table import Banner, Table
from tabletop.tui.view import View, view_of
from tabletop.tui.widgets.lines import Lines

TALK_MINUTES = 5
"""How long the timer of the talk runs before it counts on."""

Draft = tuple[tuple[AnyMove, ...], tuple[MoveId, ...]]


class Play(Table):
    """
    A table at which a session is played.

    Every decision goes to the session in a worker, with the bots' thinking; the table shows the
    next view when it is there. Until then keys that decide do nothing.
    """

    WHERES: ClassVar[tuple[Where, ...]] = ("table", "facilitator")
    BINDINGS: ClassVar[list[BindingType]] = bindings("facilitator")

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self.viewer: Viewer | None = None
        self.busy = False
        self.frozen = ""
        self.drafts: dict[ActorId, Draft] = {}
        self.moment: object = None
        self.talk_since: float | None = None

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(1, self.tick)
        self.go_on()

    # The way of a decision

    def decide(self, decision: Decision, then: Callable[[Kept], None] | None = None) -> None:
        """Submit *decision* off the event loop; *then* gets its frame once the table shows it."""
        if not self.busy and not self.frozen:
            self.go_on(decision, then)

    def go_on(
        self,
        decision: Decision | None = None,
        then: Callable[[Kept], None] | None = None,
        viewer: Viewer | None = None,
    ) -> None:
        """Submit *decision* if there is one, let the bots decide, and show what comes of it."""
        self.busy = True
        self.run_worker(
            partial(self.work, decision, then, viewer), thread=True, exit_on_error=False
        )

    def work(
        self,
        decision: Decision | None,
        then: Callable[[Kept], None] | None,
        viewer: Viewer | None,
    ) -> None:
        """Run in a thread: the disk and the bots take their time."""
        sitting, refusal, frame = self.sitting, None, None
        try:
            if decision is not None:
                kept = sitting.submit(decision)
                refusal = kept if isinstance(kept, Refusal) else None
                frame = sitting.frames[-1] if refusal is None else None
            while refusal is None and sitting.step() is not None:
                pass
        except TabletopError as trouble:
            self.app.call_from_thread(self.freeze, str(trouble))
            return
        asks = sitting.awaited()
        wanted = viewer or next_viewer(
            sitting.people, asks, self.viewer, is_over=sitting.state.is_over
        )
        hidden = self.viewer != wanted and len(sitting.people) > 1
        view = None if hidden and viewer is None else view_of(sitting, wanted)
        self.app.call_from_thread(
            self.settle,
            wanted,
            view,
            asks,
            refusal,
            partial(then, frame) if then and frame else None,
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.error is not None:
            self.freeze(f"{type(event.worker.error).__name__}: {event.worker.error}")

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
            self.plan, self.recalls = self.drafts.get(ActorId(view.viewer), ((), ()))
        if view.state.phase != "plan" or ActorId(view.viewer) in view.state.plans:
            self.plan, self.recalls = (), ()
            self.drafts.pop(ActorId(view.viewer), None)
        self.adjudged = adjudged(self.sitting.frames)
        mine = self.own_asks(asks, view.viewer)
        moment = (view.state.turn, view.state.phase, view.viewer, [a.what for a in mine[:1]])
        self.show(view, asks, leads=leads(self.sitting.people, view.viewer))
        if moment != self.moment:
            self.moment = moment
            self.start_clock(view)
            self.show_tab(tab_for(view, mine))
        self.point_at(view, mine)

    def own_asks(self, asks: tuple[Ask, ...], viewer: Viewer) -> list[Ask]:
        """Return what is asked of whoever is at the keyboard now."""
        led = leads(self.sitting.people, viewer)
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
        }.get(self.tab, [])
        if mine[0].subject in about:
            self.lines("main").cursor = about.index(mine[0].subject)

    def freeze(self, trouble: str) -> None:
        """Tell that the save takes nothing more. The table stays as it was."""
        self.busy = False
        self.frozen = trouble
        text = (
            f"{trouble}\n\nWhat you see is as it was before this decision, and nothing more can be"
            f" decided here. All that was acknowledged is in {self.sitting.path}. Make room or mend"
            " the disk, then go on with the session from the lobby."
        )
        self.app.push_screen(asking.notice("The save has failed", text))
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
                self.go_on(viewer=back)
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
        for lines in self.query(Lines):
            lines.show(lambda width: ())
        self.query_one(Banner).wipe()

    def name_of(self, viewer: Viewer) -> str:
        """Return what *viewer* is called."""
        actor = self.sitting.deck.actor_by_id.get(ActorId(viewer))
        return actor.name if actor else "the facilitator"

    def keep_draft(self) -> None:
        """Keep the plan in the making for when its seat is back."""
        if self.view is not None and self.shows_plan and (self.plan or self.recalls):
            self.drafts[self.seat] = (self.plan, self.recalls)

    def action_hand_over(self) -> None:
        if self.view is None:
            return

        def chosen(answers: Answers | None) -> None:
            if answers:
                self.draw_curtain(Viewer(answers["seat"]), self.asks)

        form = facilitating.hand_over_form(self.view, (*self.sitting.people, WALL))
        self.app.push_screen(form, chosen)

    # What makes sense now

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
                return planning and bool(asking.recallable(view, self.seat, self.recalls))
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
            case "proceed":
                return ask is not None and ask.what == "proceed"
            case "report":
                return view.state.phase in ("brief", "talk")
            case "timer":
                return view.state.phase == "talk"
            case "hand_over":
                return len(self.sitting.people) > 1
            case "tools":
                return view.viewer == FACILITATOR and FACILITATOR in self.sitting.people
            case "pass_for":
                return self.led and any(a.seat in self.sitting.people for a in self.asks)
            case _:
                return True

    @property
    def led(self) -> bool:
        """Whether whoever is at the keyboard goes on for the whole table."""
        return self.view is not None and leads(self.sitting.people, Viewer(self.view.viewer))

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
        form, move = asking.move_form(self.view, self.seat, line.card, self.plan)
        self.ask(form, lambda answers: self.draft((*self.plan, move(answers)), self.recalls))

    def action_free_move(self) -> None:
        if self.view is not None:
            form, move = asking.free_form(self.view, self.seat, self.plan)
            self.ask(form, lambda answers: self.draft((*self.plan, move(answers)), self.recalls))

    def action_recall(self) -> None:
        if self.view is not None:
            form, piece = asking.recall_form(self.view, self.seat, self.recalls)
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
        draft = tuple(m.move for m in sealed.moves), sealed.recalls
        self.drafts[self.seat] = draft

        def take_back(frame: Kept) -> None:
            self.draft(*draft)

        self.decide(Unseal(self.seat), take_back)

    # Everything else that can be decided

    def action_announce(self) -> None:
        if self.view is not None:
            form, decision = asking.announce_form(self.view, self.seat)
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
            form, decision = asking.answer_form(view, offer)
        else:
            inject = view.deck.inject_by_id[news.came(view)[0].id]
            form, decision = asking.choose_form(view, inject, ask.seat)  # type: ignore[assignment]
        self.ask(form, lambda answers: self.decide(decision(answers)))

    def action_report(self) -> None:
        if self.view is not None:
            own = [self.view.viewer] if self.view.viewer != WALL else []
            seats = own or [*self.sitting.people] or [FACILITATOR]
            form, decision = asking.report_form(self.view, seats)
            self.ask(form, lambda answers: self.decide(decision(answers)))

    def action_proceed(self) -> None:
        self.decide(Proceed())

    def action_step(self) -> None:
        ask = self.asked
        if self.view is None or ask is None:
            return
        move = MoveId(ask.subject)
        form, decision = deciding.decide_form(self.view, move)

        def decided(frame: Kept) -> None:
            more = self.asked is not None and self.asked.what == "adjudicate"
            if self.view is not None:
                shown = deciding.outcome_form(self.view, frame, move, more=more)
                self.ask(shown, lambda _: self.action_step() if more else None)

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

    def start_clock(self, view: View) -> None:
        """Start the timer of the talk, or take it away."""
        self.talk_since = time.monotonic() if view.state.phase == "talk" else None
        self.tick()

    def action_timer(self) -> None:
        self.talk_since = time.monotonic() if self.talk_since is None else None
        self.tick()

    def tick(self) -> None:
        """Show the time that is left to talk, or that has passed beyond it."""
        banner = self.query_one(Banner)
        if self.talk_since is None:
            banner.run_clock(put(""))
            return
        left = TALK_MINUTES * 60 - int(time.monotonic() - self.talk_since)
        minutes, seconds = divmod(abs(left), 60)
        sign, style = ("", "bold") if left >= 0 else ("+", "bold $bad")
        banner.run_clock(put((f"talk {sign}{minutes}:{seconds:02}", style)))

    # The end

    def wash_up(self) -> None:
        """Show the hot wash."""
        from tabletop.tui.screens.hot_wash import HotWash

        self.app.push_screen(HotWash(self.sitting, self.viewer or WALL))


def adjudged(frames: Sequence[Kept]) -> dict[MoveId, int]:
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
