"""A session on the table: the way of a decision, and of the keyboard from seat to seat."""

from collections.abc import Callable, Sequence
from functools import partial

import attrs
from textual.worker import Worker

from tabletop.errors import TabletopError
from tabletop.game.asks import Ask
from tabletop.game.decision import AnyMove, Decision, PassFor, Refusal
from tabletop.game.event import MoveAdjudicated
from tabletop.journal.model import Frame
from tabletop.language.ids import FACILITATOR, WALL, ActorId, MoveId, Viewer
from tabletop.pages import news
from tabletop.pages.text import put
from tabletop.pages.view import View, view_of
from tabletop.table.session import Session
from tabletop.tui.play import dialogs, facilitating
from tabletop.tui.play.curtain import Curtain, Lifted, leads, next_viewer
from tabletop.tui.play.table import Table
from tabletop.tui.widgets.banner import Banner
from tabletop.tui.widgets.form import Answers, Form
from tabletop.tui.widgets.lines import Lines
from tabletop.tui.widgets.stage import blame_us

PATIENCE = 0.3
"""Seconds before the table says that the bots are thinking."""


@attrs.frozen
class Draft:
    """A plan in the making, and the turn it is made for."""

    turn: int
    plan: tuple[AnyMove, ...] = ()
    recalls: tuple[MoveId, ...] = ()


class Sitting(Table):
    """
    A table that shows a session, and hands it decisions.

    Every decision goes to the session in a worker, with the bots' thinking; the table shows the
    next view when it is there. Until then, keys that decide do nothing.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.viewer: Viewer | None = None
        self.busy = False
        self.frozen = ""
        self.drafts: dict[ActorId, Draft] = {}
        self.moment: object = None

    def on_mount(self) -> None:
        self.go_on()

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
        self.run_worker(
            partial(self.work, decision, then, viewer), thread=True, exit_on_error=False
        )

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

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.error is not None:
            blame_us(self.app, event.worker.error)

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
        self.adjudged = adjudged(self.session.frames)
        mine = self.own_asks(asks, view.viewer)
        moment = (view.state.turn, view.state.phase, view.viewer, [a.what for a in mine[:1]])
        self.show(view, asks, leads=leads(self.session.people, view.viewer))
        if moment != self.moment:
            self.moment = moment
            self.begin_moment(view)
            self.turn_to(tab_for(view, mine))
        self.point_at(view, mine)

    def begin_moment(self, view: View) -> None:
        """Do what a new phase, turn or seat calls for."""

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
        }.get(self.tab, [])
        if mine[0].subject in about:
            self.lines("main").cursor = about.index(mine[0].subject)

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
        for lines in self.query(Lines):
            lines.show(lambda width: ())
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
