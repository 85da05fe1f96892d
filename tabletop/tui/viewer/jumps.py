"""From what stands under the keys to the frames behind it, and to the way of a level."""

from collections.abc import Iterator, Sequence

from tabletop.language.ids import LevelId, MoveId, level_id
from tabletop.pages import news, situation
from tabletop.pages.text import Row, plain, put, rows, sides
from tabletop.pages.view import View
from tabletop.replay.causes import Shifted, shifts
from tabletop.replay.cursor import Cursor
from tabletop.tui.viewer.moment import Moment
from tabletop.tui.widgets.form import Form
from tabletop.tui.widgets.lines import Lines

UNMOVED = "It has not moved yet."


def behind(cursor: Cursor, moment: Moment, pane: Lines, tab: str) -> Iterator[int]:
    """Yield the frames, in no order, that have to do with what the cursor of *pane* is on."""
    view, at = moment.view, pane.cursor
    if at < 0:
        return
    match pane.id, tab:
        case "feed", _:
            told = view.feed[at]
            yield told.frame
            if told.frame == cursor.number:
                yield from cursor.of_told([t.frame for t in view.feed[:at]].count(told.frame))
        case "tracks" | "actors", _:
            level = level_under(view, pane)
            if level is not None:
                yield from cursor.of_level(level)
            elif pane.id == "actors":
                yield from cursor.of_move(MoveId(subject_under(view, pane).id))
        case "main", "now":
            yield from cursor.of_told(at)
        case "main", "moves":
            yield from cursor.of_move(view.state.moves[at].id)
        case "main", "offers":
            yield from cursor.of_move(view.state.offers[at].id)
        case "main", "notes":
            yield moment.remarks[at].frame
        case "main", "news":
            yield from cursor.of_inject(news.came(view)[at].id)


def subject_under(view: View, pane: Lines) -> situation.Subject:
    """Return what the cursor of *pane*, that of the actors, is on."""
    return situation.subjects(view, pane.scrollable_content_region.width)[pane.cursor]


def level_under(view: View, pane: Lines) -> LevelId | None:
    """Return the level that the cursor of *pane* is on, if it is on one."""
    if pane.cursor < 0:
        return None
    if pane.id == "tracks":
        track = situation.track_at(view, pane.cursor)
        return level_id(track.id) if track else None
    if pane.id == "actors":
        subject = subject_under(view, pane)
        return LevelId(subject.id) if subject.what == "level" else None
    return None


def past_of(cursor: Cursor, view: View, level: LevelId) -> tuple[Form, Sequence[Shifted]]:
    """Return the page of every shift of *level* so far, and the shifts, an item for each."""
    track = view.deck.track_of_level[level]
    owner = "" if track.is_shared else f", {view.name(level.split('.')[0])}"
    with cursor.hold:
        found = tuple(shifts(cursor.replay, cursor.line, cursor.number, cursor.eyes, level))

    def page(width: int) -> Sequence[Row]:
        return past_rows(found, width) or rows([put((UNMOVED, "$quiet"))])

    confirm = "goes there" if found else ""
    return Form(f"{track.name}{owner}", page, confirm=confirm, picks=True), found


def past_rows(found: Sequence[Shifted], width: int) -> list[Row]:
    """Paint the way of a level, the newest shift first, an item for each."""
    painted: list[Row] = []
    for item, shift in enumerate(found):
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
    return painted
