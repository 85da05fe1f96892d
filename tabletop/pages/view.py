"""What a table screen shows: one viewer's frozen sight, what it was told, and who plays."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from pathlib import Path

import attrs

from tabletop.bots.seats import Seats, bot_of, seats_of
from tabletop.game.deck import Deck
from tabletop.game.sight import Sight
from tabletop.game.state import State
from tabletop.journal.lines import Line
from tabletop.language.ids import FACILITATOR, WALL, ActorId, LevelId, Viewer
from tabletop.replay.replay import Replay
from tabletop.replay.seals import codes
from tabletop.table.feed import Told
from tabletop.table.session import Session


@attrs.frozen
class View:
    """
    The one input of the table's panes; play and replay both make it.

    Attributes:
        feed: What the viewer was told, the oldest first.
        trends: Each level at the start and at the end of each turn, the oldest first.
        seats: Who plays, by seat.
        number: Of the last frame.
        codes: Of the plans that are sealed now, by seat.
        unseen: With another's secrets shown beside, what the seat itself does not see: what it
            is, `level`, `move`, `piece`, `offer` or `inject`, and its id.
    """

    sight: Sight
    feed: Sequence[Told]
    trends: Mapping[LevelId, tuple[int, ...]]
    seats: Seats
    path: Path
    number: int
    codes: Mapping[ActorId, str] = attrs.field(factory=dict)
    unseen: frozenset[tuple[str, str]] = frozenset()

    @property
    def viewer(self) -> Viewer:
        return self.sight.viewer

    @property
    def deck(self) -> Deck:
        return self.sight.deck

    @property
    def state(self) -> State:
        return self.sight.state

    def change(self, level: LevelId) -> int:
        """Return how far *level* has moved since the turn began, in steps."""
        trend = self.trends.get(level, ())
        return self.state.levels[level] - trend[-1] if trend and level in self.state.levels else 0

    def told_in(self, frame: int) -> tuple[Told, ...]:
        """Return what the viewer was told in *frame*."""
        later = takewhile(lambda told: told.frame >= frame, reversed(self.feed))
        return tuple(told for told in later if told.frame == frame)[::-1]

    def told_this_turn(self) -> tuple[Told, ...]:
        """Return what the viewer was told since the turn began."""
        now = self.state.turn
        return tuple(takewhile(lambda told: told.turn == now, reversed(self.feed)))[::-1]

    def name(self, viewer: str) -> str:
        """Return what *viewer* is called."""
        actor = next((a for a in self.deck.actors if a.id == viewer), None)
        if actor:
            return actor.name
        return {FACILITATOR: "the facilitator", WALL: "everybody"}.get(Viewer(viewer), viewer)

    def veil(self, what: str, id: str) -> str:
        """Return the sign of what not everybody sees: another where the seat itself does not."""
        return "◌" if (what, id) in self.unseen else "◐"

    def player(self, seat: str) -> str:
        """Return who plays *seat*, in a word or two."""
        player = self.seats.get(Viewer(seat))
        return f"bot {bot_of(player)}" if bot_of(player) else "a person" if player else ""


def view_of(session: Session, viewer: Viewer) -> View:
    """Return what *viewer* sees of *session* now."""
    sight = session.sight(viewer)
    return View(
        sight,
        session.feed(viewer),
        {level: session.trend(level, viewer) for level in sight.state.levels},
        session.seats,
        session.path,
        session.number,
        codes(session.head, session.state, reversed(session.frames)),
    )


def view_at(replay: Replay, line: Line, number: int, viewer: Viewer) -> View:
    """
    Return what *viewer* saw of *line* after frame *number*, and the last of what it was told.

    Raises:
        SaveError: If what is recorded cannot have been played.
    """
    return View(
        replay.sight(number, viewer),
        replay.feed(line, number, viewer),
        replay.trends(line, number, viewer),
        # Who plays a what-if is not kept, so nothing is said of it.
        seats_of(replay.journal.head.seats) if line.is_main else {},
        replay.journal.path,
        number,
        codes(
            replay.journal.head,
            replay.state(number),
            map(replay.frame, reversed(line.upto(number))),
        ),
    )


def unseen(whole: State, own: State) -> frozenset[tuple[str, str]]:
    """Return what is in the state of the facilitator and not in that of a seat."""
    found = {("level", str(level)) for level in whole.levels if level not in own.levels}
    found |= {("inject", str(inject)) for inject in whole.came if inject not in own.came}
    for what, all_of, seen in (
        ("move", whole.moves, own.moves),
        ("piece", whole.pieces, own.pieces),
        ("offer", whole.offers, own.offers),
    ):
        known = {one.id for one in seen}
        found |= {(what, str(one.id)) for one in all_of if one.id not in known}
    return frozenset(found)
