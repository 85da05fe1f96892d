"""What if: where the session can be played otherwise, and what is asked of whoever does it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from tabletop.bots.roster import bot_names
from tabletop.bots.seats import Human, Player, Seats, seats_of
from tabletop.game.deck import Deck
from tabletop.game.state import State
from tabletop.journal.lines import Line
from tabletop.journal.model import Journal
from tabletop.language.ids import Viewer
from tabletop.pages.text import Row, ink, put, rows, wrapped
from tabletop.replay.cursor import Cursor
from tabletop.replay.line_list import ways_back
from tabletop.table.branch import Luck, line_name, name_trouble, usual_name
from tabletop.table.session import Session
from tabletop.tui.lobby.setup import facilitator_field, seat_fields
from tabletop.tui.widgets.form import Answers, Choice, Field, Form, Text
from tabletop.tui.widgets.pick import Option

SAME: Final = Option("same", "the same", "who does the same rolls the same")
FRESH: Final = Option("fresh", "fresh", "every roll and every draw is new")

KEPT: Final = (
    "The session as it was played stays as it is: what is decided from here on is kept beside it,"
    " as a line of its own. Leaving its table comes back here."
)

Opening = Callable[..., Session]
"""Opens a table on the save at a path."""

Way = tuple[int, State]
"""A frame that can be gone on from, with the state after it."""


def ways_of(cursor: Cursor) -> Sequence[Way]:
    """Return the ways back from where *cursor* is; none where the session is over."""
    with cursor.hold:
        found = ways_back(cursor.replay, cursor.line, cursor.number)
        return [(way, cursor.replay.state(way)) for way in found]


def fork_form(cursor: Cursor, ways: Sequence[Way], seats: Seats) -> Form:
    """
    Return the dialog that leaves the line of *cursor* by one of *ways*.

    Args:
        seats: Who plays if nobody says otherwise.
    """
    replay, number = cursor.replay, cursor.number
    fields: list[Field] = []
    if len(ways) > 1:
        options = [Option(str(way), *way_words(way, state, number)) for way, state in ways]
        # Whoever looks at moves that were made would have made others.
        is_late = ways[0][1].phase != "plan"
        fields.append(Choice("from", "From", options, str(ways[is_late][0]), tall=True))
    fields += [
        Choice("luck", "Luck", (SAME, FRESH), SAME.value, tall=True),
        Text("name", "Name", "may stay empty", usual_name(replay.lines, ways[0][1].turn)),
        *seats_asked(replay.deck, seats),
    ]

    def check(answers: Answers) -> str:
        called = line_name(answers["name"])
        return name_trouble(replay.lines, called) if called else ""

    if len(ways) == 1:
        number = ways[0][0]
    page = partial(leaving, cursor.line, number, when(ways[0][1]))
    return Form("What if ...", page, fields, check=check, confirm="plays on", close="back")


def fork_opening(ways: Sequence[Way], answers: Answers) -> Opening:
    """Return what opens the table that was asked for in the dialog."""
    luck: Luck = "fresh" if answers["luck"] == "fresh" else "same"
    at = int(answers.get("from", ways[0][0]))
    return partial(Session.fork, at=at, luck=luck, name=answers["name"])


def going_on_form(deck: Deck, line: Line, state: State, seats: Seats) -> Form:
    """Return the dialog that plays the what-if *line* on, which stopped at *state*."""

    def page(width: int) -> list[Row]:
        where = put("It stopped after frame ", str(line.last), f" ({when(state)}).")
        return rows(wrapped(where, width))

    fields = seats_asked(deck, seats)
    return Form(f"Play on: {line.name}", page, fields, confirm="plays on", close="back")


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


def seats_asked(deck: Deck, seats: Seats) -> list[Field]:
    """Return the fields that ask who plays a what-if."""
    fields = seat_fields(deck, seats, bot_names())
    return [*fields, facilitator_field(seats)] if deck.terms.facilitated else fields


def usual_seats(journal: Journal, viewer: Viewer) -> Mapping[Viewer, Player]:
    """
    Return who plays the first what-if when nobody says otherwise: those who played the session.

    Where that was bots alone, whoever looks takes the seat that is looked through.
    """
    actors = [Viewer(actor.id) for actor in journal.deck.actors]
    seats = seats_of(journal.head.seats)
    if Human() not in seats.values():
        seats[viewer if viewer in actors else actors[0]] = Human()
    return seats
