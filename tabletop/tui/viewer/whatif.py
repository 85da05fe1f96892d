"""What if: from a frame in the viewer to a table of its own, and back on the line that was made."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from tabletop.bots.roster import bot_names
from tabletop.bots.seats import HUMAN
from tabletop.errors import TabletopError
from tabletop.game.state import State
from tabletop.journal.lead import is_played
from tabletop.journal.lines import Line
from tabletop.journal.model import Journal
from tabletop.language.ids import Viewer
from tabletop.pages.text import Row, ink, put, rows, wrapped
from tabletop.replay.line_list import ways_back
from tabletop.replay.replay import Replay
from tabletop.table.branch import Luck, line_name, name_trouble, usual_name
from tabletop.table.session import Session
from tabletop.tui.lobby.setup import facilitator_field, seat_fields, seats_answered
from tabletop.tui.viewer.remarking import review_of
from tabletop.tui.viewer.viewing import Viewing
from tabletop.tui.widgets.form import Answers, Choice, Field, Form, Text
from tabletop.tui.widgets.pick import Option

SAME: Final = Option("same", "the same", "who does the same rolls the same")
FRESH: Final = Option("fresh", "fresh", "every roll and every draw is new")

KEPT: Final = (
    "The session as it was played stays as it is: what is decided from here on is kept beside it,"
    " as a line of its own. Leaving its table comes back here."
)

PLAYED: Final = (
    "This session is open in another window or program, where it may be played. Close it there to"
    " play it otherwise here."
)


def unless_played(screen: Viewing, then: Callable[[Viewing], None]) -> None:
    """Do *then*, unless somebody plays the session just now: then say so before it is asked."""
    app, top, path = screen.app, screen.app.screen, screen.replay.journal.path

    def go() -> None:
        if app.screen is top:
            then(screen)

    def work() -> None:
        if is_played(path):
            app.call_from_thread(app.notify, PLAYED, severity="warning", timeout=10)
        else:
            app.call_from_thread(go)

    screen.pause()
    screen.run_worker(work, thread=True, group="write", exit_on_error=False)


def fork(screen: Viewing) -> None:
    """Ask how to play otherwise from the frame that is shown, and open a table there."""
    unless_played(screen, ask_how)


def ask_how(screen: Viewing) -> None:
    """Ask who plays on from the frame that is shown, with which luck."""
    replay = screen.replay
    with screen.hold:
        found = ways_back(replay, screen.line, screen.number)
        ways = [(way, replay.state(way)) for way in found]
    if not ways:
        screen.app.notify("The session is over here. Go back to an earlier frame.")
        return

    def begin(answers: Answers | None) -> None:
        if answers is not None:
            luck: Luck = "fresh" if answers["luck"] == "fresh" else "same"
            at = int(answers.get("from", ways[0][0]))
            opening = partial(Session.fork, at=at, luck=luck, name=answers["name"])
            sit_down(screen, opening, seats_answered(replay.deck, answers))

    form = fork_form(replay, screen.line, screen.number, ways, usual_seats(screen))
    screen.app.push_screen(form, begin)


def fork_form(
    replay: Replay,
    line: Line,
    number: int,
    ways: Sequence[tuple[int, State]],
    seats: Mapping[Viewer, str],
) -> Form:
    """
    Return the dialog that leaves *line* at frame *number*.

    Args:
        ways: The frames that can be gone on from, each with the state after it.
        seats: Who plays if nobody says otherwise.
    """
    fields: list[Field] = []
    if len(ways) > 1:
        options = [Option(str(way), *way_words(way, state, number)) for way, state in ways]
        # Whoever looks at moves that were made would have made others.
        is_late = ways[0][1].phase != "plan"
        fields.append(Choice("from", "From", options, str(ways[is_late][0]), tall=True))
    fields += [
        Choice("luck", "Luck", (SAME, FRESH), SAME.value, tall=True),
        Text("name", "Name", "may stay empty", usual_name(replay.lines, ways[0][1].turn)),
        *seats_asked(replay, seats),
    ]

    def check(answers: Answers) -> str:
        called = line_name(answers["name"])
        return name_trouble(replay.lines, called) if called else ""

    if len(ways) == 1:
        number = ways[0][0]
    page = partial(leaving, line, number, when(ways[0][1]))
    return Form("What if ...", page, fields, check=check, confirm="plays on", close="back")


def way_words(way: int, state: State, number: int) -> tuple[str, str]:
    """Return what frame *way* is called where *number* is looked at, and a note on it."""
    if way == number:
        return "this very moment", when(state)
    return "the plans", f"frame {way}, before any is sealed"


def when(state: State) -> str:
    """Return which turn and phase it is, in a few words."""
    if not state.phase:
        return "before the first turn"
    turn = "the rehearsal" if state.turn == 0 else f"turn {state.turn}"
    return f"{turn}, {state.phase}"


def leaving(line: Line, number: int, moment: str, width: int) -> list[Row]:
    """Paint where a what-if leaves its line, and what becomes of that."""
    where = put(
        "You leave ",
        ink(line.name, "bold"),
        f" after frame {number}" if number else " at the opening",
        f" ({moment}).",
    )
    return rows([*wrapped(where, width), put(""), *wrapped(put((KEPT, "$quiet")), width)])


def go_on(screen: Viewing, line: Line) -> None:
    """Play on where *line* stopped; for a what-if it is asked who plays."""
    replay = screen.replay
    with screen.hold:
        state = replay.state(line.last)
    if state.is_over:
        screen.app.notify(f"{line.name} was played to its end.")
        return
    opening = partial(Session.resume, line=line.name)
    if line.is_main:
        sit_down(screen, opening)
        return

    def begin(answers: Answers | None) -> None:
        if answers is not None:
            sit_down(screen, opening, seats_answered(replay.deck, answers))

    def page(width: int) -> list[Row]:
        where = put("It stopped after frame ", str(line.last), f" ({when(state)}).")
        return rows(wrapped(where, width))

    def ask_who(screen: Viewing) -> None:
        fields = seats_asked(replay, usual_seats(screen))
        form = Form(f"Play on: {line.name}", page, fields, confirm="plays on", close="back")
        screen.app.push_screen(form, begin)

    unless_played(screen, ask_who)


def seats_asked(replay: Replay, seats: Mapping[Viewer, str]) -> list[Field]:
    """Return the fields that ask who plays a what-if."""
    fields = seat_fields(replay.deck, seats, bot_names())
    return [*fields, facilitator_field(seats)] if replay.deck.terms.facilitated else fields


def usual_seats(screen: Viewing) -> Mapping[Viewer, str]:
    """
    Return who plays a what-if when nobody says otherwise.

    Those who played the last one, else those who played the session; where that was bots alone,
    whoever looks takes the seat that is looked through.
    """
    deck = screen.replay.deck
    seats = {Viewer(seat): who for seat, who in screen.replay.journal.head.seats.items()}
    if HUMAN not in seats.values():
        own = [Viewer(a.id) for a in deck.actors if a.id == screen.viewer]
        seats[own[0] if own else Viewer(deck.actors[0].id)] = HUMAN
    return screen.seated or seats


def sit_down(
    screen: Viewing, opening: Callable[..., Session], seats: Mapping[Viewer, str] | None = None
) -> None:
    """Have the table opened that *opening* makes of the save, with *seats* if they were asked."""
    screen.pause()
    journal = screen.replay.journal
    if seats is not None:
        screen.seated = seats
    screen.app.notify("Setting the table ...")
    screen.post_message(Viewing.Begun(partial(opening, journal.path, seats=seats, known=journal)))


def come_back(screen: Viewing, session: Session | None) -> None:
    """Show what *session*, whose table was left, has added: its line, at its last frame."""
    review = review_of(screen)

    def work() -> None:
        try:
            journal = review.look()
        except TabletopError as trouble:
            screen.app.call_from_thread(screen.app.notify, str(trouble), severity="error")
        else:
            screen.app.call_from_thread(arrive, screen, journal, session)

    screen.run_worker(work, thread=True, group="write", exit_on_error=False)


def arrive(screen: Viewing, journal: Journal, session: Session | None) -> None:
    """Go over to the line of *session*; where it decided nothing, nothing changes."""
    screen.grow(journal)
    line = screen.replay.line(session.line) if session and session.line else None
    if session and line and line.last == session.number:
        screen.go(line.last, line, jumps=True)
