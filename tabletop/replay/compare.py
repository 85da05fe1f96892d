"""Two lines side by side from where they part: what each did, how it came out, how it ended."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, get_args

import attrs

from tabletop.game import event as ev
from tabletop.game import sight as see
from tabletop.game.apply import apply
from tabletop.game.decision import AnyMove, Move
from tabletop.game.deck import Deck
from tabletop.game.event import Outcome
from tabletop.game.narrate import Namer
from tabletop.game.sight import Sight
from tabletop.game.state import Made, Offer, State, offer_by_id, piece_by_id
from tabletop.journal.lines import Line, parting
from tabletop.language.ids import PHASES, LevelId, MoveId, Viewer
from tabletop.replay.replay import Replay
from tabletop.table.debrief import totals

Topic = Literal["inject", "move", "offer", "piece", "level", "plan", "hand", "aim", "end"]
TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)


@attrs.frozen
class Cell:
    """
    What stands on one side.

    Attributes:
        text: In a few words; it may be foreign text.
        outcome: What came of a move; "" for what has no outcome yet, or can have none.
        frame: The frame that it came of, to look at; 0 for the opening.
    """

    text: str
    outcome: Outcome | Literal[""] = ""
    frame: int = attrs.field(default=0, eq=False)


@attrs.frozen
class RowPair:
    """
    A row: one thing on both sides, or what each has in its place. One side at most is None.

    Attributes:
        label: Whose or what it is, such as "Japan" or "Alliance trust".
    """

    topic: Topic
    label: str
    left: Cell | None
    right: Cell | None

    @property
    def differs(self) -> bool:
        """Whether the two sides say different things, wherever they come from."""
        return self.left != self.right


@attrs.frozen
class Chapter:
    """
    Rows that belong together, such as those of one turn.

    Attributes:
        notes: What is to be said of each side, such as "so far"; "" for nothing.
        has: Whether each side has this chapter at all.
    """

    title: str
    pairs: tuple[RowPair, ...]
    notes: tuple[str, str] = ("", "")
    has: tuple[bool, bool] = (True, True)

    @property
    def differences(self) -> int:
        """How many rows differ; none where only one side has this chapter."""
        return sum(pair.differs for pair in self.pairs) if all(self.has) else 0


@attrs.frozen
class Item:
    """One thing of one side, before it has found its partner."""

    topic: Topic
    label: str
    cell: Cell


def paired(left: Sequence[Item], right: Sequence[Item]) -> tuple[RowPair, ...]:
    """
    Return *left* and *right* in rows, the order of topics and labels as they first come.

    Within a topic and a label the same words stand beside one another, first those that came
    out alike; what is left over stands beside what is left over, in order.
    """
    rows: list[RowPair] = []
    groups = dict.fromkeys((item.topic, item.label) for item in (*left, *right))
    for topic, label in groups:
        ours, theirs = (
            [item.cell for item in side if (item.topic, item.label) == (topic, label)]
            for side in (left, right)
        )
        partner = partners(ours, theirs)
        rows += [RowPair(topic, label, cell, partner.get(at)) for at, cell in enumerate(ours)]
        taken = [id(cell) for cell in partner.values()]
        rows += [RowPair(topic, label, None, cell) for cell in theirs if id(cell) not in taken]
    return tuple(rows)


def partners(ours: Sequence[Cell], theirs: Sequence[Cell]) -> dict[int, Cell]:
    """Return the cell of *theirs* that stands beside each of *ours*, by index."""
    left = list(range(len(theirs)))
    found: dict[int, Cell] = {}
    for alike in (same, same_words, any_two):
        for at, cell in enumerate(ours):
            other = next((n for n in left if at not in found and alike(cell, theirs[n])), None)
            if other is not None:
                found[at] = theirs[other]
                left.remove(other)
    return found


def same(one: Cell, other: Cell) -> bool:
    return one == other


def same_words(one: Cell, other: Cell) -> bool:
    return one.text == other.text


def any_two(one: Cell, other: Cell) -> bool:
    return True


def in_groups(pairs: Iterable[RowPair], labels: Sequence[str]) -> tuple[RowPair, ...]:
    """Return *pairs* by topic, then by the order of *labels*, as they came where both are alike."""
    place = {label: at for at, label in enumerate(labels)}

    def rank(pair: RowPair) -> tuple[int, int]:
        return TOPICS.index(pair.topic), place.get(pair.label, len(place))

    return tuple(sorted(pairs, key=rank))


def level_text(deck: Deck, level: LevelId, steps: int) -> str:
    """Return where *level* stands: its steps, or yes or no for a flag."""
    track = deck.track_of_level[level]
    return ("no", "yes")[steps] if (track.low, track.high) == (0, 1) else str(steps)


SETTLED: Final = {"accepted": "accepts", "refused": "refuses", "lapsed": "lets lapse:"}
NEWS: Final = "News"


class LineTurn:
    """
    One turn of a line.

    Attributes:
        levels: Those the viewer sees, at its end or as far as the line was read.
        moved: The frame that last moved each level in this turn.
        last: The last frame that was read of it.
        is_whole: Whether it was read to its end.
    """

    def __init__(self) -> None:
        self.items: dict[str, Item] = {}
        self.levels: dict[LevelId, int] = {}
        self.moved: dict[LevelId, int] = {}
        self.last = 0
        self.is_whole = False

    def add(self, topic: Topic, label: str, text: str, frame: int, key: str = "") -> None:
        """Add what happened, under *key* where more may be heard of it later."""
        key = key or f"{len(self.items)} {topic}"
        self.items[key] = Item(topic, label, Cell(text, frame=frame))


class Doings:
    """Reads a line frame by frame, and keeps what *viewer* could see of it, turn by turn."""

    def __init__(self, deck: Deck, viewer: Viewer) -> None:
        self.deck = deck
        self.viewer = viewer
        self.turns: dict[int, LineTurn] = {}

    def read(self, number: int, before: State, events: Sequence[ev.Event]) -> None:
        """Take in *events* of frame *number*, beginning at *before*."""
        state = before
        for event in events:
            if isinstance(event, ev.RehearsalEnded):
                self.turns.clear()
                state = apply(state, event)
                continue
            if state.phase:
                self.note(number, state, event)
            was, state = state, apply(state, event)
            self.settle(number, was, state)

    def turn(self, state: State) -> LineTurn:
        """Return the turn that *state* stands in."""
        return self.turns.setdefault(max(0, state.turn), LineTurn())

    def settle(self, number: int, was: State, state: State) -> None:
        """Keep the levels of *state*, which frame *number* led to from *was*."""
        if was.phase and (was.turn != state.turn or state.is_over):
            self.turn(was).is_whole = True
        if not state.phase:
            return
        turn = self.turn(state)
        turn.last = number
        if was.levels is state.levels and turn.levels:
            return
        for level, steps in state.levels.items():
            if see.sees_level(self.deck, level, self.viewer):
                if turn.levels.get(level, steps) != steps:
                    turn.moved[level] = number
                turn.levels[level] = steps

    def note(self, number: int, state: State, event: ev.Event) -> None:
        """Keep *event*, which befell *state*, if the viewer could see it."""
        turn, namer = self.turn(state), Namer(self.deck, state)
        match event:
            case ev.MoveRevealed(id=move_id, seat=seat, nth=nth, planned=planned):
                made = Made(move_id, seat, nth, planned)
                if see.sees_move(self.deck, made, self.viewer):
                    text = move_words(namer, planned.move)
                    turn.add("move", namer.name(seat), text, number, f"move {move_id}")
            case ev.MoveAdjudicated(move=move_id, receipt=receipt):
                key = f"move {move_id}"
                if key in turn.items and not self.is_settled_by_answer(state, move_id):
                    item = turn.items[key]
                    cell = Cell(item.cell.text, receipt.outcome, number)
                    turn.items[key] = attrs.evolve(item, cell=cell)
            case ev.OfferSettled(offer=offer_id, how=how):
                offer = offer_by_id(state, offer_id)
                if offer is not None and see.sees_offer(offer, self.viewer):
                    text = f"{SETTLED[how]} {offer_words(namer, offer)}"
                    turn.add("offer", namer.name(offer.to), text, number)
            case ev.InjectCame(inject=inject_id):
                inject = self.deck.inject_by_id[inject_id]
                if see.heard(inject, self.viewer):
                    turn.add("inject", NEWS, inject.title, number)
            case ev.ChoiceMade(inject=inject_id, seat=chooser, choice=chosen):
                inject = self.deck.inject_by_id[inject_id]
                if see.heard(inject, self.viewer):
                    title = next(c.title for c in inject.choices if c.id == chosen)
                    turn.add("inject", namer.name(chooser), f"chooses {title}", number)
            case ev.PieceRecalled() | ev.PieceArrived() | ev.PieceExposed() | ev.HedgePaid():
                self.note_piece(number, state, event)
            case _:
                pass

    def note_piece(
        self,
        number: int,
        state: State,
        event: ev.PieceRecalled | ev.PieceArrived | ev.PieceExposed | ev.HedgePaid,
    ) -> None:
        """Keep what becomes of a piece, if the viewer sees it; one that comes to light all see."""
        piece = piece_by_id(state, event.piece)
        is_shown = isinstance(event, ev.PieceExposed)
        if piece is None or not (is_shown or see.sees_piece(self.deck, piece, self.viewer)):
            return
        title = self.deck.card_by_id[piece.card].title
        topic: Topic = "piece"
        match event:
            case ev.PieceRecalled():
                topic, text = "move", f"recalls {title}"
            case ev.PieceArrived():
                text = f"{title} arrives"
            case ev.PieceExposed():
                text = f"{title} comes to light"
            case ev.HedgePaid():
                text = f"{title} pays off"
        owner = Namer(self.deck, state).name(piece.owner)
        self.turn(state).add(topic, owner, text, number)

    def is_settled_by_answer(self, state: State, move: MoveId) -> bool:
        """Return whether the answer to its offer says all there is to say of *move*."""
        made = next((m.planned.move for m in state.moves if m.id == move), None)
        return isinstance(made, Move) and self.deck.card_by_id[made.card].is_settled_by_answer


def move_words(namer: Namer, move: AnyMove) -> str:
    """Return what *move* is called, whether it is covert, and at whom."""
    covert = ", covertly" if move.posture == "covert" else ""
    target = f" → {namer.name(move.target)}" if move.target else ""
    return f"{namer.title(move)}{covert}{target}"


def offer_words(namer: Namer, offer: Offer) -> str:
    """Return what *offer* is called, and by whom it was made."""
    return f"{namer.deck.card_by_id[offer.card].title} of {namer.name(offer.by)}"


def doings(
    replay: Replay, line: Line, upto: int, viewer: Viewer, first: int = 0
) -> Mapping[int, LineTurn]:
    """
    Return the turns of *line* up to frame *upto*, inclusive, as *viewer* saw them, by number.

    Those before the turn *first* are left out. A rehearsal is turn 0, and forgotten once it is
    over.
    """
    found = Doings(replay.deck, viewer)
    for number in line.upto(upto):
        if replay.state(number).turn < first:
            continue
        found.read(number, replay.before(number), replay.frame(number).events)
    return found.turns


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


def chapter(replay: Replay, number: int, ours: LineTurn | None, theirs: LineTurn | None) -> Chapter:
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


def levels(replay: Replay, ours: LineTurn | None, theirs: LineTurn | None) -> tuple[RowPair, ...]:
    """Return the levels that the viewer sees at the end of a turn, in deck order."""
    namer = Namer(replay.deck, replay.state(0))
    return tuple(
        RowPair(
            "level",
            namer.level_name(level),
            *(level_cell(replay, turn, level) for turn in (ours, theirs)),
        )
        for level in replay.deck.level_ids
        if any(turn is not None and level in turn.levels for turn in (ours, theirs))
    )


def level_cell(replay: Replay, turn: LineTurn | None, level: LevelId) -> Cell | None:
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
