"""What people say of a frame afterwards: comments, judgements, markers."""

from collections.abc import Callable
from functools import partial

from tabletop.errors import TabletopError
from tabletop.journal.model import GLYPHS, Journal
from tabletop.journal.tree import glyphs, markers
from tabletop.pages import frame
from tabletop.pages.frame import MEANINGS, remark_on, remark_rows
from tabletop.pages.text import Row, put, rows, wrapped
from tabletop.pages.view import View
from tabletop.replay import goto
from tabletop.replay.notes import Review
from tabletop.tui.viewer.viewing import Viewing
from tabletop.tui.widgets.form import Answers, Choice, Form, Text
from tabletop.tui.widgets.pick import Option


def comment(screen: Viewing) -> None:
    """Ask for a comment on this frame, and keep it in the save."""

    def form(typed: Answers) -> Form:
        hint = "what there is to say of this frame"
        field = Text("text", "Comment", hint, typed.get("text", ""), most=300)
        return Form("Comment", page(screen), [field], check=check, confirm="keeps it")

    def check(answers: Answers) -> str:
        return "" if answers["text"] else "Write something, or close with esc."

    def kept(review: Review, number: int, answers: Answers) -> Journal:
        return review.note(number, answers["text"])

    ask(screen, form, kept)


def judge(screen: Viewing) -> None:
    """Ask for a judgement of this frame, and keep it in the save."""
    options = [Option(glyph, glyph or "none", MEANINGS[glyph]) for glyph in (*GLYPHS[1:], "")]
    now = glyphs(screen.replay.journal).get(screen.number, "")

    def form(picked: Answers) -> Form:
        field = Choice("glyph", "Judgement", options, picked.get("glyph", now or "!"), tall=True)
        return Form("Judge", page(screen), [field], confirm="keeps it")

    def kept(review: Review, number: int, answers: Answers) -> Journal:
        word = next(glyph for glyph in GLYPHS if glyph == answers["glyph"])
        return review.judge(number, word)

    ask(screen, form, kept)


def mark(screen: Viewing) -> None:
    """Ask for a marker on this frame, and keep it in the save."""
    now = markers(screen.replay.journal).get(screen.number, "")
    hint = "a name to find it by; empty takes it away" if now else "a name to find it by"

    def form(typed: Answers) -> Form:
        field = Text("label", "Marker", hint, typed.get("label", now), most=40)
        return Form("Marker", page(screen), [field], check=check, confirm="keeps it")

    def check(answers: Answers) -> str:
        return "" if answers["label"] or now else "Give it a name, or close with esc."

    def kept(review: Review, number: int, answers: Answers) -> Journal:
        return review.mark(number, answers["label"])

    ask(screen, form, kept)


def page(screen: Viewing) -> Callable[[int], list[Row]]:
    """Return what paints the frame that is spoken of, and what was said of it already."""
    view = screen.view
    assert view is not None
    return partial(frame_words, screen, view)


def frame_words(screen: Viewing, view: View, width: int) -> list[Row]:
    said = put((f"Frame {view.number}  ", "bold $focus"), frame.headline(view))
    remark = remark_on(screen.replay, view.number, screen.eyes)
    return [*rows(wrapped(said, width)), *remark_rows(view, remark, width)]


def ask(
    screen: Viewing,
    form: Callable[[Answers], Form],
    kept: Callable[[Review, int, Answers], Journal],
) -> None:
    """
    Show the *form* of what is answered by now, and have what it takes written off the event loop.

    Where the save takes nothing the form is there again, with what was typed and why.
    """
    screen.pause()
    number = screen.number
    if number == 0:
        screen.app.notify("The opening is no decision; go on by a frame to speak of one.")
        return

    def chosen(answers: Answers | None) -> None:
        if answers is not None:
            write(screen, lambda review: kept(review, number, answers), partial(again, answers))

    def again(answers: Answers, trouble: str) -> None:
        if screen.number == number and screen.app.screen is screen:
            shown = form(answers)
            screen.app.push_screen(shown, chosen)
            shown.call_after_refresh(shown.object, trouble)
        else:
            screen.app.notify(trouble, severity="error", timeout=10)

    screen.app.push_screen(form({}), chosen)


def write(
    screen: Viewing, keep: Callable[[Review], Journal], refused: Callable[[str], None]
) -> None:
    """Have *keep* write to the save in a thread; show what it holds then, or say why not."""
    review = review_of(screen)

    def work() -> None:
        try:
            journal = keep(review)
        except TabletopError as trouble:
            screen.app.call_from_thread(refused, refusal(trouble))
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
    look = goto.following if by > 0 else goto.preceding
    stops: tuple[goto.Stop, ...] = ("note", "glyph", "marker")
    with screen.hold:
        table = screen.replay, screen.line, screen.number
        found = [look(*table, stop, screen.eyes) for stop in stops]
    frames = [n for n in found if n is not None]
    if frames:
        screen.go(min(frames) if by > 0 else max(frames))
    else:
        screen.app.notify(f"Nothing is noted {'after' if by > 0 else 'before'} this frame.")
