"""What people say of a frame afterwards: comments, judgements, markers."""

from collections.abc import Callable
from functools import partial

from tabletop.errors import TabletopError
from tabletop.journal.model import GLYPHS, Journal
from tabletop.journal.tree import glyphs, markers
from tabletop.table import steps
from tabletop.table.review import Review
from tabletop.tui.paint import Row, put, rows, wrapped
from tabletop.tui.panes import frame
from tabletop.tui.panes.remarks import MEANINGS, remark_on, remark_rows
from tabletop.tui.screens.form import Answers, Choice, Form, Text
from tabletop.tui.screens.viewing import Viewing
from tabletop.tui.view import View
from tabletop.tui.widgets.pick import Option


def comment(screen: Viewing) -> None:
    """Ask for a comment on this frame, and keep it in the save."""
    field = Text("text", "Comment", "what there is to say of this frame", most=300)

    def check(answers: Answers) -> str:
        return "" if answers["text"] else "Write something, or close with esc."

    def kept(review: Review, answers: Answers) -> Journal:
        return review.note(screen.number, answers["text"])

    ask(screen, Form("Comment", page(screen), [field], check=check, confirm="keeps it"), kept)


def judge(screen: Viewing) -> None:
    """Ask for a judgement of this frame, and keep it in the save."""
    options = [Option(glyph, glyph or "none", MEANINGS[glyph]) for glyph in (*GLYPHS[1:], "")]
    now = glyphs(screen.replay.journal).get(screen.number, "")
    field = Choice("glyph", "Judgement", options, now or "!", tall=True)

    def kept(review: Review, answers: Answers) -> Journal:
        word = next(glyph for glyph in GLYPHS if glyph == answers["glyph"])
        return review.judge(screen.number, word)

    ask(screen, Form("Judge", page(screen), [field], confirm="keeps it"), kept)


def mark(screen: Viewing) -> None:
    """Ask for a marker on this frame, and keep it in the save."""
    now = markers(screen.replay.journal).get(screen.number, "")
    hint = "a name to find it by; empty takes it away" if now else "a name to find it by"
    field = Text("label", "Marker", hint, now, most=40)

    def check(answers: Answers) -> str:
        return "" if answers["label"] or now else "Give it a name, or close with esc."

    def kept(review: Review, answers: Answers) -> Journal:
        return review.mark(screen.number, answers["label"])

    ask(screen, Form("Marker", page(screen), [field], check=check, confirm="keeps it"), kept)


def page(screen: Viewing) -> Callable[[int], list[Row]]:
    """Return what paints the frame that is spoken of, and what was said of it already."""
    view = screen.view
    assert view is not None
    return partial(frame_words, screen, view)


def frame_words(screen: Viewing, view: View, width: int) -> list[Row]:
    said = put((f"Frame {view.number}  ", "bold $focus"), frame.headline(view))
    remark = remark_on(screen.replay, view.number, screen.eyes)
    return [*rows(wrapped(said, width)), *remark_rows(view, remark, width)]


def ask(screen: Viewing, form: Form, kept: Callable[[Review, Answers], Journal]) -> None:
    """Show *form*, and have what it takes written off the event loop."""
    screen.pause()
    if screen.number == 0:
        screen.app.notify("The opening is no decision; go on by a frame to speak of one.")
        return

    def chosen(answers: Answers | None) -> None:
        if answers is not None:
            write(screen, lambda review: kept(review, answers))

    screen.app.push_screen(form, chosen)


def write(screen: Viewing, keep: Callable[[Review], Journal]) -> None:
    """Have *keep* write to the save in a thread, and show what the save holds then."""
    review = review_of(screen)

    def work() -> None:
        try:
            journal = keep(review)
        except TabletopError as trouble:
            screen.app.call_from_thread(
                screen.app.notify, refusal(trouble), severity="error", timeout=10
            )
        else:
            screen.app.call_from_thread(screen.grow, journal)

    screen.run_worker(work, thread=True, group="write", exit_on_error=False)


def review_of(screen: Viewing) -> Review:
    """
    Return what writes to the save that *screen* shows; there is one of a screen.

    Two at once would find the save locked, so it is not to be made in a thread.
    """
    screen.review = screen.review or Review(screen.replay.journal)
    return screen.review


def refusal(trouble: TabletopError) -> str:
    """Say why nothing was kept."""
    return f"Not kept. {trouble}"


def seek(screen: Viewing, by: int) -> None:
    """Go to the next frame with a note, judgement or marker, or to the one before."""
    screen.pause()
    look = steps.following if by > 0 else steps.preceding
    stops: tuple[steps.Stop, ...] = ("note", "glyph", "marker")
    with screen.hold:
        table = screen.replay, screen.line, screen.number
        found = [look(*table, stop, screen.eyes) for stop in stops]
    frames = [n for n in found if n is not None]
    if frames:
        screen.go(min(frames) if by > 0 else max(frames))
    else:
        screen.app.notify(f"Nothing is noted {'after' if by > 0 else 'before'} this frame.")
