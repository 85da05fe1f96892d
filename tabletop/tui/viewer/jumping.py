"""From what the cursor is on to the frame behind it, as far as the eyes that look may know."""

from collections.abc import Iterator, Sequence

from tabletop.game import event as ev
from tabletop.game.sight import sees_cause
from tabletop.language.ids import InjectId, LevelId, MoveId, level_id
from tabletop.pages import news, situation
from tabletop.pages.text import Row, plain, put, rows, sides, wrapped
from tabletop.replay import causes
from tabletop.tui.viewer.viewing import Viewing
from tabletop.tui.widgets.form import Form
from tabletop.tui.widgets.lines import Lines

NOTHING = "Nothing before this that these eyes saw led to it."


def jump(screen: Viewing) -> None:
    """Go to the last frame before this one that had to do with what the cursor is on."""
    pane = screen.focused if isinstance(screen.focused, Lines) else screen.lines("main")
    with screen.hold:
        frames = [frame for frame in behind(screen, pane) if 0 < frame < screen.number]
    if frames:
        screen.go(max(frames), jumps=True)
    else:
        screen.app.notify(NOTHING)


def behind(screen: Viewing, pane: Lines) -> Iterator[int]:
    """Yield the frames, in no order, that have to do with what the cursor of *pane* is on."""
    view, at = screen.view, pane.cursor
    if view is None or at < 0:
        return
    match pane.id, screen.tab:
        case "feed", _:
            told = view.feed[at]
            yield told.frame
            if told.frame == screen.number:
                yield from of_told(screen, [t.frame for t in view.feed[:at]].count(told.frame))
        case "tracks", _:
            track = situation.track_at(view, at)
            if track is not None:
                yield from of_level(screen, level_id(track.id))
        case "actors", _:
            subject = situation.subjects(view, pane.scrollable_content_region.width)[at]
            if subject.what == "level":
                yield from of_level(screen, LevelId(subject.id))
            else:
                yield from of_trace(screen, MoveId(subject.id))
        case "main", "now":
            yield from of_told(screen, at)
        case "main", "moves":
            yield from of_trace(screen, view.state.moves[at].id)
        case "main", "offers":
            yield from of_trace(screen, view.state.offers[at].id)
        case "main", "notes":
            yield screen.remarks[at].frame
        case "main", "news":
            yield of_inject(screen, news.came(view)[at].id)


def of_level(screen: Viewing, level: LevelId) -> Iterator[int]:
    """Yield where *level* was last moved, and where before this frame."""
    for number in (screen.number, screen.number - 1):
        yield causes.of_level(screen.replay, screen.line, number, screen.eyes, level)


def of_inject(screen: Viewing, inject: InjectId) -> int:
    """Return where *inject* came."""
    return causes.of_inject(screen.replay, screen.line, screen.number, screen.eyes, inject)


def of_trace(screen: Viewing, move: MoveId) -> Iterator[int]:
    """Yield the stations of a move, and of the piece and the offer that it left."""
    table = screen.replay, screen.line, screen.number, screen.eyes
    way = causes.of_move(*table, move)
    yield from (way.sealed, way.revealed, way.adjudicated)
    yield causes.of_piece(*table, move)
    yield causes.of_offer(*table, move)


def of_told(screen: Viewing, at: int) -> Iterator[int]:
    """Yield the frames behind the line number *at* of those that this frame told."""
    heard = screen.replay.heard(screen.number, screen.eyes) if screen.number else ()
    if not at < len(heard):
        return
    match heard[at].event:
        case ev.LevelShifted(cause=cause) | ev.ShiftRefused(cause=cause):
            if not sees_cause(screen.replay.deck, heard[at].before, cause, screen.eyes):
                return
            if cause.move:
                yield from of_trace(screen, MoveId(cause.move))
            elif cause.inject:
                yield of_inject(screen, InjectId(cause.inject))
        case (
            ev.MoveRevealed(id=move)
            | ev.MoveAdjudicated(move=move)
            | ev.OfferMade(id=move)
            | ev.OfferSettled(offer=move)
            | ev.AnswerSealed(offer=move)
            | ev.PieceStood(id=move)
            | ev.PieceRecalled(piece=move)
            | ev.PieceArrived(piece=move)
            | ev.PieceExposed(piece=move)
            | ev.HedgePaid(piece=move)
            | ev.PieceLeft(piece=move)
        ):
            yield from of_trace(screen, move)
        case ev.ChanceRolled(id=subject, purpose="exposed"):
            yield from of_trace(screen, MoveId(subject))
        case ev.InjectCame(inject=inject) | ev.ChoiceMade(inject=inject):
            yield of_inject(screen, inject)


def read(screen: Viewing) -> None:
    """Show in full what the cursor is on; of a level, every shift so far, to go to."""
    view = screen.view
    pane = screen.focused if isinstance(screen.focused, Lines) else screen.lines("main")
    if view is None:
        return
    level = level_under(screen, pane)
    if level is not None:
        show_history(screen, level)
    elif pane.id == "feed":
        screen.app.push_screen(Form("Feed", pane.painter, confirm=""))
    else:
        title = str(screen.lines("detail").border_title)
        screen.app.push_screen(Form(title, screen.detail_rows, confirm=""))


def level_under(screen: Viewing, pane: Lines) -> LevelId | None:
    """Return the level that the cursor of *pane* is on, if it is on one."""
    view = screen.view
    if view is None or pane.cursor < 0:
        return None
    if pane.id == "tracks":
        track = situation.track_at(view, pane.cursor)
        return level_id(track.id) if track else None
    if pane.id == "actors":
        width = pane.scrollable_content_region.width
        subject = situation.subjects(view, width)[pane.cursor]
        return LevelId(subject.id) if subject.what == "level" else None
    return None


class Past(Form):
    """A page with items, one of which is chosen."""

    def on_lines_chosen(self, message: Lines.Chosen | None = None) -> None:
        self.dismiss({"item": str(self.query_one("#page", Lines).cursor)})

    def action_confirm(self) -> None:
        self.on_lines_chosen()

    def action_go_on(self) -> None:
        self.on_lines_chosen()


def show_history(screen: Viewing, level: LevelId) -> None:
    """Show every shift of *level* so far, and go to the one that is chosen."""
    view = screen.view
    assert view is not None
    track = view.deck.track_of_level[level]
    owner = "" if track.is_shared else f", {view.name(level.split('.')[0])}"
    with screen.hold:
        shifts = tuple(causes.shifts(screen.replay, screen.line, screen.number, screen.eyes, level))

    def chosen(answers: object) -> None:
        at = int(answers["item"]) if isinstance(answers, dict) else -1
        if 0 <= at < len(shifts):
            screen.go(shifts[at].frame, jumps=True)

    def page(width: int) -> Sequence[Row]:
        return history(shifts, width) or rows([put(("It has not moved yet.", "$quiet"))])

    form = Past(f"{track.name}{owner}", page, confirm="goes there" if shifts else "")
    screen.app.push_screen(form, chosen)


def history(shifts: Sequence[causes.Shifted], width: int) -> list[Row]:
    """Paint the way of a level, the newest shift first, an item for each."""
    painted: list[Row] = []
    for item, shift in enumerate(shifts):
        way = put(
            "  ",
            (f"{shift.was:>2}", "$quiet"),
            (" → ", "$rule"),
            (f"{shift.now:<2}", "bold"),
            "  ",
            plain(shift.why) if shift.why else put(("nobody told why", "$quiet")),
        )
        when = put((f"turn {shift.turn}, frame {shift.frame}", "$quiet"))
        painted += rows(sides(way, when, width, hang=11), item)
    return painted or rows(wrapped(put(("It has not moved yet.", "$quiet")), width))
