"""Who knew what: the same table by two sights, row by row, with what one of them lacks."""

from collections import Counter
from collections.abc import Iterator

from tabletop.game.narrate import Namer
from tabletop.game.sight import Sight
from tabletop.game.state import Made, Offer, Piece
from tabletop.language.ids import FACILITATOR, ActorId, InjectId
from tabletop.replay.compare import Cell, Chapter, Item, RowPair, in_groups, level_text, paired


def knew(left: Sight, right: Sight) -> tuple[Chapter, ...]:
    """
    Return what *left* and *right* show of one moment, beside one another.

    Both are sights of the same frame. What a sight does not show is None on its side, and nothing
    that is still to come is in either.
    """
    ours, theirs = Knowledge(left), Knowledge(right)
    labels = [actor.name for actor in right.deck.actors]
    chapters = []
    for title, read in (
        ("Levels", Knowledge.levels),
        ("Pieces", Knowledge.pieces),
        ("Moves of this turn", Knowledge.moves),
        ("Sealed plans", Knowledge.plans),
        ("Offers", Knowledge.offers),
        ("News so far", Knowledge.news),
        ("Hands", Knowledge.hands),
        ("What each wants", Knowledge.aims),
    ):
        pairs = paired(tuple(read(ours)), tuple(read(theirs)))
        if pairs:
            pairs = pairs if title == "Levels" else in_groups(pairs, labels)
            chapters.append(Chapter(title, in_deck_order(left, right, pairs)))
    return tuple(chapters)


def in_deck_order(left: Sight, right: Sight, pairs: tuple[RowPair, ...]) -> tuple[RowPair, ...]:
    """Return rows of levels as the deck has them; others stay as they are."""
    namer = Namer(right.deck, right.state)
    names = [
        namer.level_name(level)
        for level in right.deck.level_ids
        if level in left.state.levels or level in right.state.levels
    ]
    if not pairs or pairs[0].topic != "level":
        return pairs
    return tuple(sorted(pairs, key=lambda pair: names.index(pair.label)))


class Knowledge:
    """What one sight shows, as things that can be set beside those of another."""

    def __init__(self, sight: Sight) -> None:
        self.sight = sight
        self.deck = sight.deck
        self.state = sight.state
        self.namer = Namer(sight.deck, sight.state)

    def levels(self) -> Iterator[Item]:
        for level, steps in self.state.levels.items():
            text = level_text(self.deck, level, steps)
            yield Item("level", self.namer.level_name(level), Cell(text))

    def pieces(self) -> Iterator[Item]:
        for piece in self.state.pieces:
            yield Item("piece", self.namer.name(piece.owner), Cell(self.piece_text(piece)))

    def piece_text(self, piece: Piece) -> str:
        """Return what stands, at whom, whether it is hidden, and until when."""
        notes = [self.deck.card_by_id[piece.card].title]
        if piece.target:
            notes.append(f"at {self.namer.name(piece.target)}")
        if piece.posture == "covert":
            notes.append("exposed" if piece.is_exposed else "covert")
        if not piece.is_here:
            notes.append(f"arrives in turn {piece.arrives}")
        elif piece.leaves:
            notes.append(f"through turn {piece.leaves}")
        return ", ".join(notes)

    def moves(self) -> Iterator[Item]:
        for made in self.state.moves:
            cell = Cell(self.move_text(made), made.outcome)
            yield Item("move", self.namer.name(made.seat), cell)

    def move_text(self, made: Made) -> str:
        return self.namer.move_text(made.planned.move)

    def plans(self) -> Iterator[Item]:
        for seat, plan in self.state.plans.items():
            name = self.namer.name(seat)
            if self.sight.viewer not in (seat, FACILITATOR):
                yield Item("plan", name, Cell("sealed"))
                continue
            said = [self.namer.move_text(planned.move) for planned in plan.moves]
            said += [f"recall of {self.namer.title_of(recall)}" for recall in plan.recalls]
            for text in said or ["no move"]:
                yield Item("plan", name, Cell(text))

    def offers(self) -> Iterator[Item]:
        for offer in self.state.offers:
            yield Item("offer", self.namer.name(offer.by), Cell(self.offer_text(offer)))

    def offer_text(self, offer: Offer) -> str:
        """Return what is offered to whom on which terms, and the answer where it is known."""
        title, to = self.deck.card_by_id[offer.card].title, self.namer.name(offer.to)
        answer = {"": "", "accept": ": accepts", "refuse": ": refuses", "wait": ": lets wait"}
        return f"{title} to {to}{self.namer.terms(offer)}{answer[offer.answer]}"

    def news(self) -> Iterator[Item]:
        titles = {inject.id: inject.title for inject in self.deck.injects}
        for inject, times in self.state.came.items():
            if times and inject in titles:
                yield Item("inject", "News", Cell(titles[InjectId(inject)]))

    def hands(self) -> Iterator[Item]:
        for seat, hand in self.state.hands.items():
            copies = Counter(self.deck.card_by_id[card].title for card in hand)
            said = [title if n == 1 else f"{title} ({n})" for title, n in copies.items()]
            yield Item("hand", self.namer.name(seat), Cell(", ".join(said) or "no card"))

    def aims(self) -> Iterator[Item]:
        for objective in self.deck.objectives:
            for seat in objective.by:
                if self.knows_aim(seat, secret=objective.secret):
                    note = " (secret)" if objective.secret else ""
                    yield Item("aim", self.namer.name(seat), Cell(f"{objective.title}{note}"))

    def knows_aim(self, seat: ActorId, *, secret: bool) -> bool:
        """
        Return whether the viewer knows that *seat* wants what its own deck shows.

        A secret objective of several seats is shown to each of them; of the others they do not
        know that they want the same.
        """
        viewer = self.sight.viewer
        return not secret or viewer in (seat, FACILITATOR) or self.state.is_over
