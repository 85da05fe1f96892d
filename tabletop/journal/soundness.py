"""
Whether what a save holds can be played at all: its deck, and what its frames record.

Decks that authors write are checked with care and explained elsewhere. A save's deck comes
from such a one, and its frames from the rules, unless somebody forged them: this only keeps
forged ones from crashing the rules and the screens, or from keeping them busy for ever. It is the
one place that does: whatever goes wrong over what has passed here is a fault of the program.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, assert_never

import attrs

from tabletop.game import decision as dec
from tabletop.game import event as ev
from tabletop.game.adjudicate import MOST_ARGUMENTS, wording_objection
from tabletop.game.apply import apply
from tabletop.game.deck import Card, Deck, Inject, Track
from tabletop.game.methods import WAYS
from tabletop.game.state import State, move_by_id, offer_by_id, piece_by_id
from tabletop.journal.codec import Unfit
from tabletop.journal.model import Frame
from tabletop.language.check import MAX_STEPS, MAX_WEIGHT, names_read, weight, weights
from tabletop.language.check import parts_of as pieces_of
from tabletop.language.expr import LIMIT, Effect, Expr, Number, Price
from tabletop.language.ids import (
    FACILITATOR,
    PHASES,
    RESERVED,
    WALL,
    ActorId,
    CardId,
    InjectId,
    LevelId,
    level_id,
)

ID: Final = re.compile("[a-z][a-z0-9_]{0,119}")
MOVE: Final = re.compile("[0-9]{1,4}-([a-z0-9_]+)-[0-9]{1,9}")
SEATS: Final = 15
TURNS: Final = 4095
MANY: Final = 1000
CARDS: Final = 5_000
LEVELS: Final = 1_000
MORE_SEATS: Final = ("", "player", "target")
FANNED: Final = ("others", "everyone")
GOES: Final = frozenset(("plan", "reveal", "answer", "adjudicate"))
"""Phases that each seat goes through by itself when a deck is played in turn."""

LATEST: Final = 3 * TURNS
"""A turn that no piece and no offer waits for: late played, late arrived, long lasting."""

OF_MOVES: Final = frozenset(
    ("cost", "give", "ask", "returned", "move", "answer", "arrival", "piece", "hedge", "exposure")
)
"""What only a move, or what it leaves, can cause."""


def keep_sound(deck: Deck) -> None:
    """
    Refuse a *deck* that the rules would choke on.

    Raises:
        Unfit: If a name leads nowhere, a number is out of all bounds, or a rule goes round.
    """
    keep_bounds(deck)
    keep_names(deck)
    known = weights(deck.tests)
    tracks = {track.id: track for track in deck.tracks}
    actors = {actor.id for actor in deck.actors}
    cards = {card.id for card in deck.cards}
    need("a test goes round in a circle", len(known) == len(deck.tests))
    for rule in rules_of(deck):
        whole = weight(rule, known)
        need("a rule is too long", whole.nodes <= MAX_WEIGHT and whole.depth <= MAX_STEPS)
        numbers = (part.value for part in pieces_of(rule) if isinstance(part, Number))
        need("a number is out of bounds", all(abs(number) <= LIMIT for number in numbers))
        found = names_read(rule, deck.tests)
        for level in found.levels:
            need_track(tracks, actors, level.track, level.of, MORE_SEATS)
        need_all("card", (piece.card for piece in found.pieces), cards)
        need_all("test", found.tests, deck.tests)
    for part in parts_of(deck):
        if isinstance(part, Effect):
            need_track(tracks, actors, part.track, part.of, (*MORE_SEATS, *FANNED))
        elif isinstance(part, Price):
            need_track(tracks, actors, part.track, "player", MORE_SEATS)


def keep_names(deck: Deck) -> None:
    """Refuse names that are taken, odd, or lead nowhere."""
    parts: tuple[Sequence[Any], ...] = (
        deck.actors,
        deck.tracks,
        deck.cards,
        deck.injects,
        deck.piles,
        deck.objectives,
        deck.endings,
    )
    ids = [part.id for group in parts for part in group] + list(deck.tests)
    need("two parts share an id", len(set(ids)) == len(ids))
    for name in ids:
        need(f'"{name}" is no id', bool(ID.fullmatch(name)) and name not in RESERVED)
    actors = [actor.id for actor in deck.actors]
    viewers = [*actors, FACILITATOR, WALL]
    cards = [card.id for card in deck.cards]
    piles = [pile.id for pile in deck.piles]
    for track in deck.tracks:
        need(f"{track.id} is not every actor's", set(track.starts) in (set(), set(actors)))
        need_all("seat", track.seen_by or (), [*viewers, "owner"])
    for card in deck.cards:
        offered = card.offer.to if card.offer else ()
        need_all("actor", (*card.by, *card.targets, *offered), actors)
        need_all("seat", card.seen_by, viewers)
        need_all("card", [card.unlocked_by] if card.unlocked_by else [], cards)
    for inject in deck.injects:
        need_all("actor", inject.heard_by, actors)
        need_all("pile", [inject.pile] if inject.pile else [], piles)
        choices = [choice.id for choice in inject.choices]
        need(f"{inject.id} has a choice twice", len(set(choices)) == len(choices))
    for objective in deck.objectives:
        need_all("actor", objective.by, actors)
    need_all("actor", deck.hands, actors)
    need_all("card", (card for hand in deck.hands.values() for card in hand), cards)


def keep_bounds(deck: Deck) -> None:
    """Refuse numbers that no table has."""
    terms = deck.terms
    need(f"it has not 1 to {SEATS} actors", 1 <= len(deck.actors) <= SEATS)
    need(f"it has not 1 to {TURNS} turns", 1 <= terms.turns <= TURNS)
    phases = [phase for phase in PHASES if phase in terms.phases]
    need("its phases are out of order", list(terms.phases) == phases and "plan" in phases)
    need("its moves are out of bounds", 0 <= deck.moves.least <= deck.moves.most <= MANY)
    numbered: tuple[Track | Card | Inject, ...] = (*deck.tracks, *deck.cards, *deck.injects)
    for part in numbered:
        need(f"{part.id} is out of bounds", is_bounded(part))
    levels = sum(max(1, len(track.starts)) for track in deck.tracks)
    need(f"it has more than {LEVELS} levels", levels <= LEVELS)
    copies = sum(max(0, card.copies) * len(card.by) for card in deck.cards)
    need(f"it has more than {CARDS} cards to hold", copies <= CARDS)
    need("a pile is out of bounds", all(0 <= pile.draw <= MANY for pile in deck.piles))


def is_bounded(part: Track | Card | Inject) -> bool:
    """Return whether the numbers of *part* are such as a table has."""
    match part:
        case Track():
            levels = (part.start, *part.starts.values())
            within = all(part.low <= level <= part.high for level in levels)
            return -LIMIT <= part.low < part.high <= LIMIT and within
        case Card():
            lapses = part.offer.lapses if part.offer else 0
            waits = (part.lasts, part.arrives, lapses)
            return 0 <= part.copies <= MANY and all(0 <= wait <= TURNS for wait in waits)
        case Inject():
            return 0 <= part.turn <= TURNS


def parts_of(deck: Deck) -> Iterator[Any]:
    """Yield every value in *deck* but those inside its rules."""
    waiting: list[Any] = [deck]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, Expr):
            continue
        if attrs.has(type(part)):
            waiting += [getattr(part, field.name) for field in attrs.fields(type(part))]
        elif isinstance(part, tuple):
            waiting += part
        elif isinstance(part, dict):
            waiting += part.values()


def rules_of(deck: Deck) -> Iterator[Expr]:
    """Yield every rule in *deck*, the tests' own included."""
    return (part for part in parts_of(deck) if isinstance(part, Expr))


def need_track(
    tracks: dict[Any, Track], actors: set[Any], name: str, of: str, words: Sequence[str]
) -> None:
    """Refuse a level that there is not."""
    need(f'no track is called "{name}"', name in tracks)
    need(f'nobody is called "{of}"', of in words or of in actors)
    need(f"{name} is one level, or one for each actor", tracks[name].is_shared == (of == ""))


def need_all(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Refuse *names* of which one is not *known*."""
    have = set(known)
    for name in names:
        need(f'no {what} is called "{name}"', name in have)


def need(sentence: str, is_so: bool) -> None:
    if not is_so:
        raise Unfit(sentence)


class Soundness:
    """
    Whether what a frame records can be told, shown and gone on with.

    It is no second `decide`: only `verify` says whether the rules lead to a frame. This says that
    every name leads somewhere and every number is one of a table, so that nothing which reads
    the state or the events afterwards can stumble. Each event has an arm, and each decision.

    Raises (all of its methods):
        Unfit: If something leads nowhere or is out of bounds; the message is half a sentence.
    """

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self._seats = frozenset(deck.actor_by_id)
        self._speakers = self._seats | {FACILITATOR}
        self._objectives = frozenset(objective.id for objective in deck.objectives)
        self._endings = frozenset(("", *(ending.id for ending in deck.endings)))
        self._piles = frozenset(("", *(pile.id for pile in deck.piles)))
        self._moves: set[str] = set()  # ids of moves that were found sound

    def fold(self, state: State, frame: Frame) -> State:
        """Return the state after *frame*, which was decided on *state*."""
        self.keep_decision(frame.decision)
        for event in frame.events:
            self.keep_event(state, event)
            state = apply(state, event)
        return state

    def keep_event(self, state: State, event: ev.Event) -> None:
        """Refuse an *event* on *state* that no table ever had."""
        match event:
            case ev.LevelShifted(level=level, by=by, was=was, now=now, cause=cause):
                track = self.track(level)
                self.cause(cause)
                need(f"{level} leaves its track", track.low <= now <= track.high)
                need(f"{level} was off its track", track.low <= was <= track.high)
                need(f"{level} moves too far", abs(by) <= 2 * LIMIT)
            case ev.PhaseBegan(phase=phase, mover=mover):
                is_a_go = self.deck.order == "in turn" and phase in GOES
                need("nobody's go has begun", mover in self._seats if is_a_go else not mover)
            case ev.TurnBegan(turn=turn):
                need(f"turn {turn} follows turn {state.turn}", turn == state.turn + 1 <= TURNS)
            case ev.Drawn(words=words):
                need("too much chance was used", 0 <= words <= MANY)
            case ev.ShiftRefused(level=level, cause=cause):
                self.track(level)
                self.cause(cause)
            case ev.PlanSealed(seat=seat, moves=moves, recalls=recalls):
                self.seat(seat)
                need("a plan has too many moves", len(moves) <= self.deck.moves.most)
                for planned in moves:
                    self.planned(seat, planned)
                self.moves(recalls)
            case ev.MoveRevealed(id=move, seat=seat, nth=nth, planned=planned):
                self.move(move)
                self.seat(seat)
                self.planned(seat, planned)
                need("a move has no place in its plan", 0 <= nth <= MANY)
                need(f"{move} is made twice", move_by_id(state, move) is None)
            case ev.MoveAdjudicated(move=move, receipt=receipt):
                self.move(move)
                self.receipt(receipt)
            case ev.ChanceRolled(purpose=purpose, id=subject, odds=odds, roll=roll):
                if purpose == "exposed":
                    self.move(subject)
                else:
                    self.inject(subject)
                self.odds(odds)
                need("a roll is out of bounds", 1 <= roll <= MANY)
            case ev.InjectCame(inject=inject, pile=pile):
                self.inject(inject)
                need(f'no pile is called "{pile}"', pile in self._piles)
            case ev.ChoiceAsked(inject=inject, seat=seat):
                self.speaker(seat)
                need(f"{inject} gives no choice", bool(self.inject(inject).choices))
            case ev.ChoiceMade(inject=inject, seat=seat, choice=choice):
                self.speaker(seat)
                choices = [each.id for each in self.inject(inject).choices]
                need(f'no choice is called "{choice}"', choice in choices)
            case ev.Reported(seat=seat):
                self.speaker(seat)
            case ev.Announced(seat=seat, cards=cards):
                self.seat(seat)
                self.cards(cards)
            case ev.PlanUnsealed(seat=seat):
                self.seat(seat)
            case ev.OfferMade():
                self.offer_made(state, event)
            case ev.AnswerSealed(seat=seat, offer=offer):
                self.seat(seat)
                self.move(offer)
            case ev.OfferSettled(offer=offer) | ev.OfferClosed(offer=offer):
                self.move(offer)
            case ev.MovesOrdered(moves=moves):
                self.moves(moves)
            case ev.PieceStood():
                self.piece_stood(state, event)
            case ev.PieceArrived(piece=piece, leaves=leaves):
                self.move(piece)
                need("a piece stays too long", 0 <= leaves <= LATEST)
            case (
                ev.PieceRecalled(piece=piece)
                | ev.PieceExposed(piece=piece)
                | ev.HedgePaid(piece=piece)
                | ev.PieceLeft(piece=piece)
            ):
                self.move(piece)
            case ev.CardUnlocked(card=card):
                self.card(card)
            case ev.CardReturned(seat=seat, card=card, move=move):
                self.seat(seat)
                self.card(card)
                self.move(move)
            case ev.RehearsalEnded():
                pass
            case ev.ObjectiveScored(objective=objective, seat=seat, points=points):
                self.seat(seat)
                need(f'no objective is called "{objective}"', objective in self._objectives)
                need("points are out of bounds", abs(points) <= LIMIT)
            case ev.SessionEnded(ending=ending, winners=winners):
                need(f'no ending is called "{ending}"', ending in self._endings)
                self.seats(winners)
            case _:
                assert_never(event)

    def keep_decision(self, decision: dec.Decision) -> None:
        """Refuse a *decision* that speaks of what this table has not, or of far too much."""
        match decision:
            case dec.Proceed():
                pass
            case dec.Report(seat=seat):
                self.speaker(seat)
            case dec.Choose(seat=seat, inject=inject):
                self.speaker(seat)
                self.inject(inject)
            case dec.Announce(seat=seat, cards=cards):
                self.seat(seat)
                self.cards(cards)
            case dec.Seal(seat=seat, moves=moves, recalls=recalls):
                self.seat(seat)
                need("a plan has too many moves", len(moves) <= self.deck.moves.most)
                for move in moves:
                    self.any_move(seat, move)
                self.moves(recalls)
            case dec.Unseal(seat=seat):
                self.seat(seat)
            case dec.PassFor(seat=seat):
                self.speaker(seat)
            case dec.Answer(seat=seat, offer=offer):
                self.seat(seat)
                self.move(offer)
            case dec.Adjudicate(move=move):
                self.move(move)
                refusal = wording_objection(self.deck, decision)
                need(refusal.sentence if refusal else "", refusal is None)
                faces = [face for way in WAYS.values() for face in way.faces]
                need("there are too many dice", len(decision.dice) <= len(faces))
                need("a die is out of bounds", all(1 <= d <= MANY for d in decision.dice))
            case dec.Reorder(moves=moves):
                self.moves(moves)
            case dec.Release(inject=inject):
                self.inject(inject)
            case dec.Expose(piece=piece):
                self.move(piece)
            case dec.Correct(level=level, now=now):
                track = self.track(level)
                need(f"{level} leaves its track", track.low <= now <= track.high)
            case _:
                assert_never(decision)

    def seat(self, seat: str) -> None:
        """Refuse a *seat* that no actor has."""
        if seat not in self._seats:
            raise Unfit(f'no actor is called "{seat}"')

    def seats(self, seats: Sequence[str]) -> None:
        """Refuse *seats* of which one is no actor's, or comes twice."""
        for seat in seats:
            self.seat(seat)
        need("a seat comes twice", len(set(seats)) == len(seats))

    def speaker(self, seat: str) -> None:
        """Refuse a *seat* that is neither an actor's nor the facilitator's."""
        if seat not in self._speakers:
            raise Unfit(f'no seat is called "{seat}"')

    def track(self, level: LevelId) -> Track:
        """Return the track of *level*."""
        track = self.deck.track_of_level.get(level)
        if track is None:
            raise Unfit(f'no level is called "{level}"')
        return track

    def card(self, card: CardId) -> Card:
        """Return the card called *card*."""
        found = self.deck.card_by_id.get(card)
        if found is None:
            raise Unfit(f'no card is called "{card}"')
        return found

    def cards(self, cards: Sequence[CardId]) -> None:
        """Refuse *cards* of which one is not in the deck."""
        for card in cards:
            self.card(card)

    def inject(self, inject: str) -> Inject:
        """Return the inject called *inject*."""
        found = self.deck.inject_by_id.get(InjectId(inject))
        if found is None:
            raise Unfit(f'no inject is called "{inject}"')
        return found

    def move(self, move: str) -> None:
        """Refuse what is no id of a move of this deck's seats, or of the trace of one."""
        if move in self._moves:
            return
        found = MOVE.fullmatch(move)
        if found is None or found[1] not in self._seats:
            raise Unfit(f'"{move}" is no move')
        self._moves.add(move)

    def moves(self, moves: Sequence[str]) -> None:
        """Refuse ids of which one is no move's, or comes twice."""
        for move in moves:
            self.move(move)
        need("a move comes twice", len(set(moves)) == len(moves))

    def cause(self, cause: ev.Cause) -> None:
        """Refuse a cause that leads nowhere."""
        if cause.move:
            self.move(cause.move)
        if cause.inject:
            self.inject(cause.inject)
        need("a shift has no cause", bool(cause.move) or cause.because not in OF_MOVES)

    def any_move(self, seat: ActorId, move: dec.AnyMove) -> None:
        """Refuse a move of *seat* that its card does not allow."""
        if isinstance(move, dec.FreeMove):
            if move.target:
                self.seat(move.target)
            return
        card = self.card(move.card)
        if move.rejected:
            self.card(move.rejected)
        recipients = card.recipients(seat)
        is_named = move.target in recipients if recipients else not move.target
        need(f"{card.id} names somebody else", is_named)
        need(f"{card.id} names nobody", bool(recipients or not (card.offer or card.targets)))
        need(f"{card.id} is not played {move.posture}", move.posture in card.postures)

    def planned(self, seat: ActorId, planned: ev.PlannedMove) -> None:
        """Refuse a sealed move of *seat* that could not be made."""
        self.any_move(seat, planned.move)
        self.amounts(planned.paid, seat)

    def amounts(self, amounts: Sequence[ev.Amount], payer: ActorId) -> None:
        """Refuse *amounts* that are not of *payer*'s own levels, or no number of steps."""
        for amount in amounts:
            track = self.track(amount.level)
            need(f"{amount.level} is not {payer}'s", amount.level == level_id(track.id, payer))
            need("an amount is out of bounds", 0 <= amount.steps <= LIMIT)

    def odds(self, odds: ev.Odds) -> None:
        """Refuse odds that are none."""
        need("odds are out of bounds", 0 <= odds.ways <= odds.of <= MANY and odds.of > 0)

    def receipt(self, receipt: ev.Receipt) -> None:
        """Refuse a receipt that cannot be read aloud."""
        if receipt.odds:
            self.odds(receipt.odds)
        faces = WAYS[receipt.method].faces if receipt.dice else ()
        need("the dice are not the method's", len(receipt.dice) == len(faces))
        pairs = zip(receipt.dice, faces, strict=True)
        need("a die is out of bounds", all(1 <= die <= face for die, face in pairs))
        need("there are too many arguments", len(receipt.arguments) <= MOST_ARGUMENTS)
        need("the arguments are out of bounds", abs(receipt.net) <= MOST_ARGUMENTS)

    def offer_made(self, state: State, offer: ev.OfferMade) -> None:
        """Refuse an offer that nobody could answer."""
        self.move(offer.id)
        self.seats((offer.by, offer.to))
        need(f"{offer.card} offers nothing", self.card(offer.card).offer is not None)
        self.amounts(offer.give, offer.by)
        self.amounts(offer.ask, offer.to)
        need("an offer stands too long", 0 <= offer.lapses <= LATEST)
        need(f"{offer.id} is offered twice", offer_by_id(state, offer.id) is None)

    def piece_stood(self, state: State, piece: ev.PieceStood) -> None:
        """Refuse a piece that cannot stand."""
        self.move(piece.id)
        self.card(piece.card)
        self.seat(piece.owner)
        if piece.target:
            self.seat(piece.target)
        need("a piece stays too long", 0 <= piece.arrives <= LATEST >= piece.leaves >= 0)
        need(f"{piece.id} stands twice", piece_by_id(state, piece.id) is None)
