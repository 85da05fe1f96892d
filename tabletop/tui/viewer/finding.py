"""To a place that is named, and to words that were said."""

from collections.abc import Sequence
from functools import partial
from itertools import islice

import attrs
from textual.worker import get_current_worker

from tabletop.errors import TabletopError
from tabletop.journal.lines import Line
from tabletop.pages import frame
from tabletop.pages.text import Row, put, rows, wrapped
from tabletop.replay import goto, search
from tabletop.tui.viewer.viewing import Viewing
from tabletop.tui.widgets.form import Answers, Form, Text

AT_ONCE = 50
"""Frames searched in one go while a key may be waiting."""


@attrs.frozen
class Found:
    """What was found on one line, by frame, in order."""

    typed: str
    line: str
    hits: Sequence[search.Hit]


def ask_where(screen: Viewing) -> None:
    """Ask for a frame, turn, phase, marker or line, and go there."""
    places: dict[str, goto.Place] = {}

    def check(answers: Answers) -> str:
        with screen.hold:
            found = goto.go_to(screen.replay, screen.line, screen.number, answers["where"])
        if isinstance(found, goto.Nowhere):
            return found.sentence
        places["there"] = found
        return ""

    def chosen(answers: Answers | None) -> None:
        if answers is not None:
            there = places["there"]
            before = screen.line
            screen.go(there.frame, there.line, jumps=True)
            screen.say_line(before, there.line, f"frame {there.frame}", there.called)

    hint = "12, t3, t3 plan, answer, a marker, a line"
    form = Form(
        "Go to",
        where_page,
        [Text("where", "Where", hint, most=60)],
        check=check,
        confirm="goes there",
    )
    screen.app.push_screen(form, chosen)


def where_page(width: int) -> list[Row]:
    """Paint what can be typed."""
    said = "A frame by its number, a turn as t3, a phase of it as t3 plan, a phase of this turn"
    return rows(wrapped(put((f"{said}, a marker or a line by its name.", "$quiet")), width))


def ask_what(screen: Viewing) -> None:
    """Ask for words, and go to the nearest frame in which they were told."""

    def check(answers: Answers) -> str:
        query = search.Query.of(answers["words"])
        return "Type a word, a name, or a phrase in quotes." if query.is_empty else ""

    def chosen(answers: Answers | None) -> None:
        if answers is not None:
            look_for(screen, answers["words"], 0)

    form = Form(
        "Find",
        partial(what_page, spoils=screen.spoils),
        [Text("words", "Words", "a name, a card, a kind, words of a note", most=100)],
        check=check,
        confirm="finds it",
    )
    screen.app.push_screen(form, chosen)


def what_page(width: int, *, spoils: bool) -> list[Row]:
    """Paint where it is looked for."""
    said = "In all of this line." if spoils else "In what has been seen of this line so far."
    return rows(wrapped(put((said, "$quiet"), ("  n and N go on from there.", "$quiet")), width))


def limit(screen: Viewing) -> int:
    """Return the last frame that is searched: of the line, or of what has been seen of it."""
    if screen.spoils:
        return screen.line.last
    return max(screen.number, screen.reached.get(screen.line.name, 0))


def look_for(screen: Viewing, typed: str, by: int) -> None:
    """Look for *typed* off the event loop, then go to the hit *by* places from here."""
    frames = screen.line.upto(limit(screen))
    screen.run_worker(
        partial(work, screen, screen.line, frames, typed, by),
        thread=True,
        group="find",
        exclusive=True,
        exit_on_error=False,
    )


def work(screen: Viewing, line: Line, frames: Sequence[int], typed: str, by: int) -> None:
    """Run in a thread: read *frames* for *typed*."""
    worker = get_current_worker()
    searcher = search.Searcher(screen.replay, screen.eyes, search.Query.of(typed))
    hits: list[search.Hit] = []
    try:
        for begin in range(0, len(frames), AT_ONCE):
            if worker.is_cancelled:
                return
            with screen.hold:
                for number in frames[begin : begin + AT_ONCE]:
                    # One for each frame: that is what can be gone to.
                    hits.extend(islice(searcher.hits(number), 1))
    except TabletopError as trouble:
        screen.app.call_from_thread(screen.stay, trouble)
        return
    screen.app.call_from_thread(found, screen, Found(typed, line.name, hits), by)


def found(screen: Viewing, came: Found, by: int) -> None:
    """Go to the nearest hit, or to the one after or before this frame."""
    screen.found = came.typed
    if not came.hits:
        where = "this line" if screen.spoils else "what has been seen of this line"
        screen.app.notify(f"Nothing in {where} says {came.typed}.")
        return
    at = nearest(came.hits, screen.number, by)
    if at is None:
        screen.app.notify(f"No more of {came.typed} {'after' if by > 0 else 'before'} this frame.")
        return
    hit = came.hits[at]
    back = not by and hit.frame < screen.number
    screen.go(hit.frame, jumps=True)
    point_at(screen, hit)
    way = f", back in frame {hit.frame}" if back else ""
    screen.app.notify(f"{at + 1} of {len(came.hits)}{way}: {hit.text}")


def point_at(screen: Viewing, hit: search.Hit) -> None:
    """Put the cursor on the line in which it was found."""
    if screen.view is None or screen.tab != "now":
        return
    said = hit.text.strip(".")
    told = frame.told_now(screen.view)
    at = next((n for n, line in enumerate(told) if said in line.line.text), None)
    if at is not None:
        screen.lines("main").cursor = at


def nearest(hits: Sequence[search.Hit], number: int, by: int) -> int | None:
    """Return which of *hits* is next after frame *number*, before it, or for 0 nearest to it."""
    places = range(len(hits))
    if by > 0:
        return next((i for i in places if hits[i].frame > number), None)
    if by < 0:
        return next((i for i in reversed(places) if hits[i].frame < number), None)
    return min(places, key=lambda i: (abs(hits[i].frame - number), i))


def next_hit(screen: Viewing, by: int) -> None:
    """Go to the next hit of what was looked for last, or to the one before."""
    if screen.found:
        look_for(screen, screen.found, by)
    else:
        ask_what(screen)
