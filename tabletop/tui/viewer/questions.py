"""What the viewer asks: where to, for which words, what there is to say, and beside which line."""

from collections.abc import Callable, Sequence
from functools import partial

import attrs

from tabletop.journal.lines import Line, parting
from tabletop.journal.model import GLYPHS, Journal
from tabletop.pages import frame
from tabletop.pages.frame import MEANINGS, Remark, remark_rows
from tabletop.pages.text import Row, put, rows, wrapped
from tabletop.replay.cursor import Cursor
from tabletop.replay.goto import Nowhere
from tabletop.replay.notes import Review
from tabletop.replay.search import Query
from tabletop.tui.viewer.moment import Moment
from tabletop.tui.widgets.form import Answers, Choice, Form, Text
from tabletop.tui.widgets.pick import Option

PLACES = (
    "A frame by its number, a turn as t3, a phase of it as t3 plan, a phase of this turn, a marker"
    " or a line by its name."
)


def where_form(cursor: Cursor) -> Form:
    """Ask for a frame, turn, phase, marker or line that there is."""

    def check(answers: Answers) -> str:
        found = cursor.named(answers["where"])
        return found.sentence if isinstance(found, Nowhere) else ""

    def page(width: int) -> list[Row]:
        return rows(wrapped(put((PLACES, "$quiet")), width))

    field = Text("where", "Where", "12, t3, t3 plan, answer, a marker, a line", most=60)
    return Form("Go to", page, [field], check=check, confirm="goes there")


def words_form(*, spoils: bool) -> Form:
    """Ask for words to look for; *spoils* says whether in what is to come as well."""

    def check(answers: Answers) -> str:
        is_empty = Query.of(answers["words"]).is_empty
        return "Type a word, a name, or a phrase in quotes." if is_empty else ""

    def page(width: int) -> list[Row]:
        said = "In all of this line." if spoils else "In what has been seen of this line so far."
        both = put((said, "$quiet"), ("  n and N go on from there.", "$quiet"))
        return rows(wrapped(both, width))

    field = Text("words", "Words", "a name, a card, a kind, words of a note", most=100)
    return Form("Find", page, [field], check=check, confirm="finds it")


@attrs.frozen
class FrameQuestion:
    """
    What is asked of a frame, to be kept in the save.

    Attributes:
        form: Makes the dialog, with what was answered before where the save took nothing.
        keep: Writes the answers about a frame, and returns what the save holds then.
    """

    form: Callable[[Answers], Form]
    keep: Callable[[Review, int, Answers], Journal]


def comment(moment: Moment) -> FrameQuestion:
    """Ask for a comment on the frame of *moment*."""

    def form(typed: Answers) -> Form:
        hint = "what there is to say of this frame"
        field = Text("text", "Comment", hint, typed.get("text", ""), most=300)
        return Form("Comment", page_of(moment), [field], check=check, confirm="keeps it")

    def check(answers: Answers) -> str:
        return "" if answers["text"] else "Write something, or close with esc."

    return FrameQuestion(form, lambda review, number, said: review.note(number, said["text"]))


def judgement(moment: Moment) -> FrameQuestion:
    """Ask for a judgement of the frame of *moment*."""
    options = [Option(glyph, glyph or "none", MEANINGS[glyph]) for glyph in (*GLYPHS[1:], "")]
    now = moment.remark.glyph or "!"

    def form(picked: Answers) -> Form:
        field = Choice("glyph", "Judgement", options, picked.get("glyph", now), tall=True)
        return Form("Judge", page_of(moment), [field], confirm="keeps it")

    def keep(review: Review, number: int, answers: Answers) -> Journal:
        word = next(glyph for glyph in GLYPHS if glyph == answers["glyph"])
        return review.judge(number, word)

    return FrameQuestion(form, keep)


def marker(moment: Moment) -> FrameQuestion:
    """Ask for a marker on the frame of *moment*."""
    now = moment.remark.label
    hint = "a name to find it by; empty takes it away" if now else "a name to find it by"

    def form(typed: Answers) -> Form:
        field = Text("label", "Marker", hint, typed.get("label", now), most=40)
        return Form("Marker", page_of(moment), [field], check=check, confirm="keeps it")

    def check(answers: Answers) -> str:
        return "" if answers["label"] or now else "Give it a name, or close with esc."

    return FrameQuestion(form, lambda review, number, said: review.mark(number, said["label"]))


def page_of(moment: Moment) -> Callable[[int], list[Row]]:
    """Return what paints the frame that is spoken of, and what was said of it already."""
    return partial(spoken_of, moment, moment.remark)


def spoken_of(moment: Moment, remark: Remark, width: int) -> list[Row]:
    """Paint which frame is spoken of, and *remark*."""
    view = moment.view
    said = put((f"Frame {view.number}  ", "bold $focus"), frame.headline(view))
    return [*rows(wrapped(said, width)), *remark_rows(view, remark, width)]


def beside_form(cursor: Cursor, others: Sequence[Line]) -> Form:
    """Ask which of *others* the line shown is to be compared with."""

    def where(line: Line) -> str:
        number = parting(cursor.line, line)
        turn = max(0, cursor.replay.state(number).turn)
        return f"parts in turn {turn}, after frame {number}" if number else "parts at the opening"

    options = [Option(line.name, line.name, where(line)) for line in others]
    field = Choice("line", "With", options, tall=True)
    return Form("Compare", None, [field], confirm="Compare")
