"""What was done in each turn of a line, as one viewer saw it, in a few words a thing."""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from tabletop.game import event as ev
from tabletop.game import sight as see
from tabletop.game.apply import apply
from tabletop.game.decision import AnyMove, Move
from tabletop.game.deck import Deck
from tabletop.game.state import Made, Offer, State, offer_by_id, piece_by_id
from tabletop.game.teller import Namer
from tabletop.game.words import LevelId, MoveId, Viewer
from tabletop.journal.history import sense
from tabletop.table.lines import Line
from tabletop.table.pairs import Cell, Item, Topic
from tabletop.table.replay import Replay

SETTLED: Final = {"accepted": "accepts", "refused": "refuses", "lapsed": "lets lapse:"}
NEWS: Final = "News"


class Turn:
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
        self.turns: dict[int, Turn] = {}

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

    def turn(self, state: State) -> Turn:
        """Return the turn that *state* stands in."""
        return self.turns.setdefault(max(0, state.turn), Turn())

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
) -> Mapping[int, Turn]:
    """
    Return the turns of *line* up to frame *upto*, inclusive, as *viewer* saw them, by number.

    Those before the turn *first* are left out. A rehearsal is turn 0, and forgotten once it is
    over.
    """
    found = Doings(replay.deck, viewer)
    for number in line.upto(upto):
        if replay.state(number).turn < first:
            continue
        with sense(replay.journal.path, number):
            found.read(number, replay.before(number), replay.frame(number).events)
    return found.turns
