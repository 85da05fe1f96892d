"""One frame: what it told its viewer, what is behind that, and what was said of it afterwards."""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from tabletop.game import event as ev
from tabletop.game.decision import AnyMove, Move
from tabletop.journal.lines import Line
from tabletop.journal.model import GlyphWord, Note
from tabletop.journal.tree import glyphs, markers
from tabletop.language.ids import FACILITATOR, ActorId, Viewer
from tabletop.pages import hand, moves, news, result, situation
from tabletop.pages.hand import move_words
from tabletop.pages.news import painted_line
from tabletop.pages.text import (
    Row,
    Words,
    heading,
    ink,
    paragraphs,
    plain,
    put,
    rows,
    sides,
    wrapped,
)
from tabletop.pages.view import View
from tabletop.replay.replay import Replay, ToldEvent
from tabletop.table.feed import Told

NOTHING = "Nothing of this frame came to these eyes."
OPENING = "The table before the first decision."


def told_now(view: View) -> tuple[Told, ...]:
    """Return what the frame of *view* told its viewer."""
    return view.told_in(view.number)


def headline(view: View) -> Words:
    """Say in one line what happened in the frame of *view*."""
    told = told_now(view)
    if not told:
        return put((NOTHING if view.number else OPENING, "$quiet"))
    first = told[0].line.text
    if told[0].line.topic in ("turn", "phase"):
        first = " ".join(
            line.line.text for line in told[:2] if line.line.topic in ("turn", "phase")
        )
    if any(line.line.topic == "score" for line in told):
        first = told[-1].line.text
    more = len(told) - 1
    return put(ink(first, "bold"), (f"  and {more} more" if more else "", "$quiet"))


def lines(view: View, width: int, veiled: Sequence[bool] = ()) -> list[Row]:
    """
    Paint what the frame of *view* told, an item for each line.

    Args:
        veiled: For each line, whether a seat was not told it; none for all told.
    """
    told = told_now(view)
    if not told:
        nothing = put((NOTHING if view.number else OPENING, "$quiet"))
        return rows(wrapped(nothing, width, indent=2))
    painted: list[Row] = []
    for item, line in enumerate(told):
        is_veiled = bool(veiled) and veiled[item]
        topic = line.line.topic if line.line.topic != "turn" else "phase"
        said = painted_line(topic, brief(line), width, is_now=True, is_veiled=is_veiled)
        painted += rows(said, item)
    return painted


def brief(line: Told) -> str:
    """Return a line in short: of long news its title, for the page beside tells the rest."""
    title, stop, rest = line.line.text.partition(". ")
    return f"{title}{stop.rstrip()}" if line.line.topic == "inject" and rest else line.line.text


def first_of_note(told: Sequence[Told]) -> int:
    """Return which line the cursor begins on: the first that is not of time, or who won."""
    if any(line.line.topic == "score" for line in told):
        return len(told) - 1
    telling = (n for n, line in enumerate(told) if line.line.topic not in ("turn", "phase"))
    return next(telling, 0)


def page(view: View, heard: ToldEvent | None, width: int) -> list[Row]:
    """Paint what is behind one line: a receipt, a card, news, an offer, a level's way."""
    if heard is None:
        return []
    match heard.event:
        case ev.MoveAdjudicated() as event:
            return adjudicated(view, event, width)
        case ev.MoveRevealed(seat=seat, planned=ev.PlannedMove(move=move)):
            return move_card(view, seat, move, width)
        case ev.PlanSealed(seat=seat, moves=planned):
            return sealed(view, seat, planned, width)
        case ev.SessionEnded():
            return result.result(view, width)
        case ev.InjectCame(inject=inject) | ev.ChoiceMade(inject=inject):
            known = view.deck.inject_by_id.get(inject)
            return news.inject_page(view, known, width) if known else []
        case ev.OfferMade(card=shown, by=seat) | ev.PieceStood(card=shown, owner=seat):
            return hand.card_page(view, view.deck.card_by_id[shown], seat, width)
        case ev.LevelShifted(level=level) | ev.ShiftRefused(level=level):
            return situation.level_page(view, level, width) if level in view.state.levels else []
        case ev.AnswerSealed(offer=offer) | ev.OfferSettled(offer=offer):
            made = next((o for o in heard.before.offers if o.id == offer), None)
            if made is None:
                return []
            return hand.card_page(view, view.deck.card_by_id[made.card], made.by, width)
        case (
            ev.PieceArrived(piece=piece)
            | ev.PieceExposed(piece=piece)
            | ev.HedgePaid(piece=piece)
            | ev.PieceRecalled(piece=piece)
            | ev.PieceLeft(piece=piece)
        ):
            found = next((p for p in heard.before.pieces if p.id == piece), None)
            if found is None:
                return []
            return hand.card_page(view, view.deck.card_by_id[found.card], found.owner, width)
        case _:
            return []


def adjudicated(view: View, event: ev.MoveAdjudicated, width: int) -> list[Row]:
    """Paint the receipt of one move, and the card behind it."""
    found = moves.seen_receipt(view, (event,), event.move)
    if found is None:
        return []
    made = next(m for m in view.state.moves if m.id == event.move)
    words = put(ink(view.name(made.seat), "bold"), ": ", move_words(view, made.planned.move))
    return [
        *rows([*moves.receipt_lines(found, width), put(""), *wrapped(words, width, hang=2)]),
        *rows([put(""), heading("The card", width)]),
        *move_card(view, made.seat, made.planned.move, width),
    ]


def move_card(view: View, seat: ActorId, move: AnyMove, width: int) -> list[Row]:
    """Paint the card behind *move*; nothing for one that is on no card."""
    if not isinstance(move, Move):
        return []
    return hand.card_page(view, view.deck.card_by_id[move.card], seat, width)


def sealed(view: View, seat: ActorId, planned: Sequence[ev.PlannedMove], width: int) -> list[Row]:
    """Paint what was sealed; to other seats, what they know of the one that sealed."""
    if view.viewer not in (seat, FACILITATOR):
        return situation.actor_page(view, view.deck.actor_by_id[seat], width)
    painted = rows([heading("Sealed", width)])
    for one in planned:
        painted += rows(wrapped(put(("■ ", "$focus"), move_words(view, one.move)), width, hang=2))
        rejected = one.move.rejected if isinstance(one.move, Move) else ""
        if rejected:
            said = f"rather than {view.deck.card_by_id[rejected].title}"
            painted += rows(wrapped(put((said, "$quiet")), width, indent=2))
    return painted if planned else rows([put(("No move this turn.", "$quiet"))])


def opening_page(view: View, width: int) -> list[Row]:
    """Paint what is played, and by whom."""
    painted = rows(wrapped(ink(view.deck.title, "bold"), width))
    if view.deck.text:
        painted += rows([put(""), *paragraphs(view.deck.text, width)])
    painted += rows([put(""), heading("Who plays", width)])
    for actor in view.deck.actors:
        painted += rows(sides(ink(actor.name, ""), put((view.player(actor.id), "$quiet")), width))
    return painted


MEANINGS: Final[Mapping[GlyphWord, str]] = {
    "!!": "brilliant",
    "!": "good",
    "!?": "interesting",
    "?!": "doubtful",
    "?": "a mistake",
    "??": "a blunder",
    "": "no judgement",
}


@attrs.frozen
class Remark:
    """
    All that was said of one frame.

    Attributes:
        label: What its marker is called; "" for none.
        notes: Those that the viewer may read, in the order they were made.
    """

    frame: int
    glyph: GlyphWord
    label: str
    notes: Sequence[Note]

    def __bool__(self) -> bool:
        return bool(self.glyph or self.label or self.notes)


def remark_on(replay: Replay, number: int, viewer: Viewer) -> Remark:
    """Return what was said of frame *number*, as far as *viewer* may read it."""
    journal = replay.journal
    return Remark(
        number,
        glyphs(journal).get(number, ""),
        markers(journal).get(number, ""),
        replay.notes(number, viewer),
    )


def remarks_on(replay: Replay, line: Line, end: int, viewer: Viewer) -> tuple[Remark, ...]:
    """Return what was said of the frames of *line* up to *end*, inclusive, in order."""
    journal = replay.journal
    spoken = {*glyphs(journal), *markers(journal), *(note.frame for note in journal.notes)}
    on = (n for n in sorted(spoken) if n <= end and line.passes(n))
    return tuple(filter(None, (remark_on(replay, n, viewer) for n in on)))


def remark_rows(view: View, remark: Remark, width: int, item: int = -1) -> list[Row]:
    """Paint what was said of one frame."""
    painted = []
    if remark.glyph:
        meaning = (f" {MEANINGS[remark.glyph]}", "$quiet")
        painted.append(put("  ", (f"{remark.glyph:<2}", "bold $focus"), meaning))
    if remark.label:
        said = put(("▾  ", "bold $focus"), ink(remark.label, "bold"))
        painted += wrapped(said, width, indent=2, hang=5)
    for note in remark.notes:
        by = (f"  {view.name(note.seat)}" if note.seat else "", "$quiet")
        said = put(("“  ", "$focus"), plain(note.text), by)
        painted += wrapped(said, width, indent=2, hang=5)
    return rows(painted, item)


def remarks(view: View, found: Sequence[Remark], width: int) -> list[Row]:
    """Paint every remark so far, an item for each frame that was spoken of."""
    if not found:
        said = "Nothing was said of any frame so far. Write a comment with c."
        return rows(wrapped(put((said, "$quiet")), width, indent=2))
    painted: list[Row] = []
    for item, remark in enumerate(found):
        style = "bold $focus" if remark.frame == view.number else "bold"
        painted += rows([put("  ", (f"Frame {remark.frame}", style))], item)
        painted += remark_rows(view, remark, width, item)
    return painted
