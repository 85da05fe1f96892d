"""One frame as the viewer shows it: all that is read of the replay, and how it is painted."""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from tabletop.language.ids import MoveId, Viewer
from tabletop.pages import frame, news, rail
from tabletop.pages.text import Row, Words, ink, put
from tabletop.pages.view import View, unseen, view_at
from tabletop.replay import causes, line_list
from tabletop.replay.cursor import Cursor
from tabletop.replay.goto import FramePlace
from tabletop.replay.replay import ToldEvent
from tabletop.table.feed import Told
from tabletop.tui.viewer.autoplay import Player

NAME_ROOM: Final = 22
"""Cells of a line's name, where the screen has no room to say where it left."""


@attrs.frozen
class Moment:
    """
    All that is shown of a frame; nothing of it comes of a later one.

    Attributes:
        viewer: Whose moment it is; the view may show more than that one saw.
        heard: What the frame told the eyes that look, line by line.
        told: The lines that it told, as the view has them.
        veiled: For each line of the view's feed, whether the viewer was not told it then; empty
            where the view is the viewer's own.
        remark: What was said of the frame.
        remarks: What was said of the frames of the line, up to this one.
    """

    place: FramePlace
    view: View
    viewer: Viewer
    heard: Sequence[ToldEvent]
    told: Sequence[Told]
    veiled: Sequence[bool]
    remark: frame.Remark
    remarks: Sequence[frame.Remark]

    @property
    def first(self) -> int:
        """Which line of those told the cursor begins on."""
        return frame.first_of_note(self.told)

    def headline(self) -> Words:
        """Say which frame it is, and in one line what happened in it."""
        number = (f"{self.view.number} ", "bold $focus")
        return put(number, frame.headline(self.view))

    def whose(self) -> Words | None:
        """Say whose eyes look, with more than they saw; None where they see what they saw."""
        if self.view.viewer == self.viewer:
            return None
        name = ink(self.view.name(self.viewer), "bold")
        return put(name, (", with what was hidden", "$covert"))

    def now_rows(self, width: int) -> list[Row]:
        """Paint what was said of the frame, and what it told, an item for each line."""
        said = frame.remark_rows(self.view, self.remark, width)
        veiled = self.veiled[len(self.veiled) - len(self.told) :]
        told = frame.lines(self.view, width, veiled)
        return [*said, *([Row(put(""))] if said else []), *told]

    def notes_rows(self, width: int) -> list[Row]:
        """Paint every remark so far, an item for each frame."""
        return frame.remarks(self.view, self.remarks, width)

    def behind_rows(self, at: int, width: int) -> list[Row]:
        """Paint the receipt, card or news behind the line *at* of those told."""
        if not self.view.number:
            return frame.opening_page(self.view, width)
        heard = self.heard[at] if 0 <= at < len(self.heard) else None
        return frame.page(self.view, heard, width)

    def feed_rows(self, width: int) -> list[Row]:
        """Paint what the eyes were told up to here."""
        return news.story(self.view.feed, self.view.number, width, self.veiled)


def moment_of(cursor: Cursor, place: FramePlace) -> Moment:
    """
    Return what *cursor* shows at *place*, through the eyes that it looks with.

    Raises:
        SaveError: If what is recorded cannot have been played.
    """
    replay, eyes, viewer = cursor.replay, cursor.eyes, cursor.viewer
    with cursor.hold:
        view = view_at(replay, place.line, place.frame, eyes)
        if eyes != viewer:
            own = replay.sight(place.frame, viewer).state
            view = attrs.evolve(view, unseen=unseen(view.state, own))
        return Moment(
            place,
            view,
            viewer,
            replay.heard(place.frame, eyes),
            frame.told_now(view),
            veiled(cursor, view.feed),
            frame.remark_on(replay, place.frame, eyes),
            frame.remarks_on(replay, place.line, place.frame, eyes),
        )


def veiled(cursor: Cursor, told: Sequence[Told]) -> Sequence[bool]:
    """Return for each line *told* whether the viewer was not told it then."""
    if not cursor.shows_more:
        return ()
    heard = {
        number: {line.line.text for line in cursor.replay.told(number, cursor.viewer)}
        for number in {line.frame for line in told}
    }
    return [line.line.text not in heard[line.frame] for line in told]


def tracks_shown(view: View) -> tuple[object, ...]:
    """Return all that the pane of tracks comes of; where it is the same, so is the pane."""
    return view.viewer, view.state.levels, view.trends, view.unseen


def actors_shown(view: View) -> tuple[object, ...]:
    """Return all that the pane of actors comes of."""
    state = view.state
    waiting = view.sight.asks, state.plans, view.codes, state.mover
    return tracks_shown(view), waiting, state.pieces, state.offers


def adjudged(cursor: Cursor) -> Mapping[MoveId, int]:
    """Return the frame in which each move on the table was decided; 0 if none is by now."""
    table = cursor.replay, cursor.line, cursor.number, cursor.eyes
    with cursor.hold:
        moves = cursor.replay.sight(cursor.number, cursor.eyes).state.moves
        return {made.id: causes.of_move(*table, made.id).adjudicated for made in moves}


def standing(cursor: Cursor, *, leads: bool, is_roomy: bool) -> Words:
    """Say what is not as usual: walls led, a line that was not played, secrets shown."""
    said = [put(("◆ leads the wall", "bold $focus"))] if leads else []
    if not cursor.line.is_main:
        said.append(line_standing(cursor, is_roomy=is_roomy))
    if cursor.shows_more:
        said.append(put(("◌ was hidden", "$covert")))
    return put("  ").join(said)


def line_standing(cursor: Cursor, *, is_roomy: bool) -> Words:
    """Say that a line was not played, and where it left; in short where there is less room."""
    line = cursor.line
    words = line_list.line_words(line)
    if is_roomy:
        # What is far ahead is not folded while a key waits.
        with cursor.hold:
            left = line_list.left_words(cursor.replay, line) if cursor.is_near else ""
        return put(
            ("◇ ", "$focus"), ink(words, "bold $focus"), (f", {left}" if left else "", "$quiet")
        )
    name = ink(words.removeprefix("What-if: "), "bold $focus").truncate(NAME_ROOM, ellipsis=True)
    return put((f"{'What-if ' if line.is_named else ''}◇ ", "$focus"), name)


def scrubbed(
    cursor: Cursor, player: Player
) -> tuple[rail.Rail, tuple[Words, Words], Words, Sequence[str]]:
    """Return what the scrubber is told: its rail, two words to the left, a clock and counts."""
    number, last = cursor.number, cursor.line.last
    with cursor.hold:
        shown = rail.rail_of(
            cursor.replay, cursor.line, number, cursor.viewer, reveals=cursor.spoils
        )
    state, quiet = put(("▸ ", "bold $focus"), "playing"), ""
    if not player.is_playing:
        state, quiet = put(("■ paused", "$quiet")), "$quiet"
    counts: tuple[str, ...] = (f"frame {number}", f"{number}")
    if cursor.spoils:
        counts = (f"{number} of {last}", f"{number}/{last}", f"{number}")
    clock = put((clock_words(cursor.played_ms), "$quiet"))
    return shown, (state, put((player.words(), quiet))), clock, counts


def clock_words(ms: int) -> str:
    """Return a time that was played, as minutes and seconds, after an hour with its hours."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
