"""Two lines side by side from where they part: what each did, how it came out, how it ended."""

import attrs

from tabletop.game.sight import Sight
from tabletop.game.state import State
from tabletop.game.teller import Namer
from tabletop.game.words import PHASES, LevelId, Viewer
from tabletop.table.doings import NEWS, Turn, doings
from tabletop.table.lines import Line, parting
from tabletop.table.pairs import Cell, Chapter, Item, Pair, in_groups, level_text, paired
from tabletop.table.replay import Replay
from tabletop.table.wash import totals


@attrs.frozen
class Comparison:
    """
    What two lines have in common and what not, from the turn in which they part.

    Attributes:
        ancestor: The last frame of both; 0 for the opening.
        upto: The last frame that was read of each.
        turns: One chapter a turn, in order.
        end: How each ended, if it was read to its end.
    """

    left: Line
    right: Line
    viewer: Viewer
    ancestor: int
    upto: tuple[int, int]
    turns: tuple[Chapter, ...]
    end: Chapter

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The turns, then the end."""
        return (*self.turns, self.end)

    @property
    def differences(self) -> int:
        """How many rows differ in all."""
        return sum(chapter.differences for chapter in self.chapters)


def compare(
    replay: Replay, left: Line, right: Line, viewer: Viewer, upto: tuple[int, int] | None = None
) -> Comparison:
    """
    Return *left* beside *right* as *viewer* saw them.

    Nothing after the frames *upto*, one for each line, is read or hinted at; None reads both to
    the end. The turn in which they part is told from its beginning, so that a move that was made
    before and came out otherwise stands there too.
    """
    ends = upto or (left.last, right.last)
    ancestor = parting(left, right)
    first = max(0, replay.state(ancestor).turn)
    ours, theirs = (
        doings(replay, line, end, viewer, first)
        for line, end in zip((left, right), ends, strict=True)
    )
    turns = [
        chapter(replay, number, ours.get(number), theirs.get(number))
        for number in sorted({*ours, *theirs})
        if number >= first
    ]
    sights = [
        replay.sight(line.at_or_before(end), viewer)
        for line, end in zip((left, right), ends, strict=True)
    ]
    frames = (left.at_or_before(ends[0]), right.at_or_before(ends[1]))
    end = ending(sights[0], sights[1], frames)
    return Comparison(left, right, viewer, ancestor, frames, tuple(turns), end)


def alike(replay: Replay, line: Line, number: int) -> int:
    """
    Return the last frame of *line* that is no later in the game than frame *number*.

    Later is a later turn, or a later phase of the same turn. An end is later than all else.
    """
    here = moment(replay.state(number))
    found = 0
    for frame in line.frames:
        if moment(replay.state(frame)) > here:
            break
        found = frame
    return found


def moment(state: State) -> tuple[bool, int, int]:
    """Return where *state* stands in its game; a later one is the higher."""
    return state.is_over, state.turn, PHASES.index(state.phase) if state.phase else -1


def chapter(replay: Replay, number: int, ours: Turn | None, theirs: Turn | None) -> Chapter:
    """Return one turn of two lines, of which one may not have got so far."""
    items = [tuple(turn.items.values()) if turn else () for turn in (ours, theirs)]
    seats = [actor.name for actor in replay.deck.actors]
    rows = in_groups(paired(items[0], items[1]), [NEWS, *seats])
    title = f"Turn {number}" if number else "Rehearsal"
    notes = ["" if turn is None or turn.is_whole else "so far" for turn in (ours, theirs)]
    return Chapter(
        title,
        rows + levels(replay, ours, theirs),
        (notes[0], notes[1]),
        (ours is not None, theirs is not None),
    )


def levels(replay: Replay, ours: Turn | None, theirs: Turn | None) -> tuple[Pair, ...]:
    """Return the levels that the viewer sees at the end of a turn, in deck order."""
    namer = Namer(replay.deck, replay.state(0))
    return tuple(
        Pair(
            "level",
            namer.level_name(level),
            *(level_cell(replay, turn, level) for turn in (ours, theirs)),
        )
        for level in replay.deck.level_ids
        if any(turn is not None and level in turn.levels for turn in (ours, theirs))
    )


def level_cell(replay: Replay, turn: Turn | None, level: LevelId) -> Cell | None:
    """Return where *level* stands at the end of *turn*, with the frame that moved it there."""
    if turn is None or level not in turn.levels:
        return None
    said = level_text(replay.deck, level, turn.levels[level])
    return Cell(said, frame=turn.moved.get(level, turn.last))


def ending(left: Sight, right: Sight, frames: tuple[int, int]) -> Chapter:
    """Return how each side ended; a side that is not over says so."""
    ours, theirs = (results(seen, frame) for seen, frame in zip((left, right), frames, strict=True))
    notes = tuple("" if seen.state.is_over else "not over" for seen in (left, right))
    has = (left.state.is_over, right.state.is_over)
    return Chapter("The end", paired(ours, theirs), (notes[0], notes[1]), has)


def results(seen: Sight, frame: int) -> list[Item]:
    """Return how the session ended, who has most points, and what each seat reached."""
    deck, state = seen.deck, seen.state
    if not state.is_over:
        return []
    namer = Namer(deck, state)
    ending = next((e.title for e in deck.endings if e.id == state.ending), "The turns are played")
    won = " and ".join(namer.name(winner) for winner in state.winners) or "nobody"
    found = [("Ending", ending), ("Most points", won)]
    points = totals(state, deck)
    found += [(f"{a.name}: points", str(points[a.id])) for a in deck.actors]
    titles = {objective.id: objective.title for objective in deck.objectives}
    found += [
        (
            f"{namer.name(score.seat)}: {titles[score.objective]}",
            f"met, {score.points}" if score.is_met else "not met",
        )
        for score in state.scores
        if score.objective in titles
    ]
    return [Item("end", label, Cell(text, frame=frame)) for label, text in found]
