"""What is learnt in the viewer: lines compared, who knew what, proofs of seals, luck or choice."""

from collections.abc import Sequence
from functools import partial

from tabletop.errors import TabletopError
from tabletop.game.narrate import Namer
from tabletop.journal.lines import Line, parting
from tabletop.pages import result as seal_pane
from tabletop.replay import seals
from tabletop.replay.line_list import parted
from tabletop.tui.viewer.comparing import Comparing
from tabletop.tui.viewer.knowing import Knowing
from tabletop.tui.viewer.viewing import Viewing
from tabletop.tui.widgets.form import Answers, Choice, Form
from tabletop.tui.widgets.pick import Option


def visit(screen: Viewing, number: int, line: Line) -> None:
    """Show frame *number* of *line* in the viewer, as a jump that one can come back from."""
    screen.go(number, line, jumps=True)


def compare(screen: Viewing) -> None:
    """Compare the line shown with another that has parted from it; ask which, if there are more."""
    others = comparable(screen)
    if not others:
        screen.app.notify("No other line has parted from this one by now.")
    elif len(others) == 1:
        begin(screen, others[0])
    else:
        options = [Option(line.name, line.name, where(screen, line)) for line in others]

        def chosen(answers: Answers | None) -> None:
            line = screen.replay.line(answers["line"]) if answers else None
            if line is not None:
                begin(screen, line)

        field = Choice("line", "With", options, tall=True)
        screen.app.push_screen(Form("Compare", None, [field], confirm="Compare"), chosen)


def comparable(screen: Viewing) -> Sequence[Line]:
    """Return the lines beside the one shown, without those that part only later on."""
    return parted(screen.replay, screen.line, None if screen.spoils else screen.number)


def where(screen: Viewing, line: Line) -> str:
    """Return where *line* parts from the one shown."""
    number = parting(screen.line, line)
    turn = max(0, screen.replay.state(number).turn)
    return f"parts in turn {turn}, after frame {number}" if number else "parts at the opening"


def begin(screen: Viewing, other: Line) -> None:
    """Show the line shown beside *other*."""
    screen.app.push_screen(
        Comparing(
            screen.replay,
            (screen.line, other),
            screen.number,
            screen.eyes,
            hold=screen.hold,
            visit=partial(visit, screen),
        )
    )


def knew(screen: Viewing) -> None:
    """Show what the viewer knew at this frame beside what was true."""
    screen.app.push_screen(
        Knowing(
            screen.replay,
            screen.line,
            screen.number,
            screen.viewer,
            hold=screen.hold,
            visit=partial(visit, screen),
        )
    )


def prove(screen: Viewing) -> None:
    """Show the proof of every plan sealed up to this frame, made off the event loop."""
    moment = (screen.line, screen.number, screen.eyes)

    def work() -> None:
        try:
            with screen.hold:
                found = seals.proofs(screen.replay, *moment)
                namer = Namer(screen.replay.deck, screen.replay.state(moment[1]))
        except TabletopError as trouble:
            screen.app.call_from_thread(screen.app.notify, str(trouble), severity="error")
        else:
            screen.app.call_from_thread(show, namer, found)

    def show(namer: Namer, found: Sequence[seals.Proof]) -> None:
        page = partial(seal_pane.proofs, namer, found)
        screen.app.push_screen(Form("Proof of seals", page, confirm=""))

    screen.run_worker(work, thread=True, exit_on_error=False, group="proofs", exclusive=True)


def continue_from(screen: Viewing) -> None:
    """Play this frame on many times; ask first how often, and by which bots."""
    from tabletop.tui.viewer.luck import Luck, luck_form

    if screen.replay.state(screen.number).is_over:
        screen.app.notify("The session is over at this frame. Go back to an earlier one.")
        return

    def chosen(answers: Answers | None) -> None:
        if answers:
            screen.app.push_screen(
                Luck(
                    screen.replay,
                    screen.line,
                    screen.number,
                    screen.viewer,
                    hold=screen.hold,
                    count=int(answers["count"]),
                    bot=answers["bot"],
                )
            )

    screen.app.push_screen(luck_form(), chosen)
