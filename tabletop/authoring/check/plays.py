"""Plays of a deck, and what was seen in them: all there are of a small one, of others some."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

import attrs

from tabletop.bots.playout import Candidates, steps
from tabletop.game import decision as dec
from tabletop.game import event as ev
from tabletop.game.adjudicate import hear
from tabletop.game.asks import Ask, asks
from tabletop.game.decide import unfold
from tabletop.game.decision import Decision, Move
from tabletop.game.deck import Deck
from tabletop.game.dice import Dice, Place, digest, split_mix
from tabletop.game.legal import answer_objection, legal_moves, objection, plan_objection
from tabletop.game.mark import mark
from tabletop.game.state import State, move_by_id, opening
from tabletop.game.unfolding import Unfolding
from tabletop.language.expr import (
    Effect,
    Scene,
    evaluate,
    posture_allows,
    who,
)
from tabletop.language.ids import (
    ActorId,
    CardId,
    EndingId,
    InjectId,
    LevelId,
    MoveId,
    ObjectiveId,
    level_id,
)


@attrs.define
class PlayHistory:
    """
    What came to pass in the plays of one deck so far.

    Attributes:
        games: How many came to their end.
        playable: Cards that somebody could have played.
        offered: Cards whose offer was made.
        acceptable: Those whose offer could have been accepted.
        stood: Cards that left a piece.
        paid: Hedges that paid.
        came: Injects that came, or would have with more luck.
        met: Objectives met at an end, each with its holder.
        unmet: Objectives not met at an end, each with its holder.
        planned: Turns in which each actor had to plan.
        moved: Turns in which it had a legal move then.
    """

    games: int = 0
    playable: set[CardId] = attrs.field(factory=set)
    offered: set[CardId] = attrs.field(factory=set)
    acceptable: set[CardId] = attrs.field(factory=set)
    stood: set[CardId] = attrs.field(factory=set)
    paid: set[CardId] = attrs.field(factory=set)
    came: set[InjectId] = attrs.field(factory=set)
    endings: set[EndingId] = attrs.field(factory=set)
    met: set[tuple[ObjectiveId, ActorId]] = attrs.field(factory=set)
    unmet: set[tuple[ObjectiveId, ActorId]] = attrs.field(factory=set)
    planned: dict[ActorId, set[int]] = attrs.field(factory=dict)
    moved: dict[ActorId, set[int]] = attrs.field(factory=dict)

    def of(self, what: str) -> Collection[str]:
        """Return the ids of all that was seen of one kind of part."""
        kinds: dict[str, Collection[str]] = {
            "card": self.playable,
            "offer": self.acceptable,
            "hedge": self.paid,
            "inject": self.came,
            "ending": self.endings,
            "objective": {objective for objective, _ in self.met},
            "failure": {objective for objective, _ in self.unmet},
        }
        return kinds[what]

    def plan(self, deck: Deck, state: State, seat: ActorId) -> tuple[Move, ...]:
        """Return what *seat* may play first, and keep it in mind."""
        moves = tuple(legal_moves(deck, state, seat))
        self.playable.update(move.card for move in moves)
        self.planned.setdefault(seat, set()).add(state.turn)
        if moves:
            self.moved.setdefault(seat, set()).add(state.turn)
        return moves

    def answer(self, deck: Deck, state: State, seat: ActorId, offer: MoveId) -> None:
        """Keep in mind whether *seat* could accept *offer*."""
        if answer_objection(deck, state, seat, offer, "accept") is None:
            self.acceptable.update(o.card for o in state.offers if o.id == offer)

    def watch(self, before: State, events: Iterable[ev.Event]) -> None:
        """Keep in mind what came to pass after *before*."""
        cards = {piece.id: piece.card for piece in before.pieces}
        for event in events:
            match event:
                case ev.OfferMade(card=card):
                    self.offered.add(card)
                case ev.PieceStood(id=id, card=card):
                    cards[id] = card
                    self.stood.add(card)
                case ev.HedgePaid(piece=piece):
                    self.paid.add(cards[piece])
                case ev.InjectCame(inject=inject):
                    self.came.add(inject)
                case ev.ChanceRolled(purpose="chance", id=inject_id, odds=odds) if odds.ways:
                    self.came.add(InjectId(inject_id))
                case ev.ObjectiveScored(objective=objective, seat=seat, is_met=is_met):
                    (self.met if is_met else self.unmet).add((objective, seat))
                case ev.SessionEnded(ending=ending):
                    self.games += 1
                    if ending:
                        self.endings.add(ending)
                case _:
                    pass


@attrs.frozen
class Coins(Dice):
    """
    Dice that show their lowest face, or their highest where they are told to.

    Attributes:
        highest: Whether each throw shows the highest face, in the order thrown; then the lowest.
        thrown: What the throws so far have shown.
    """

    highest: tuple[bool, ...] = ()
    thrown: list[bool] = attrs.field(factory=list)

    def throw(self) -> bool:
        n = len(self.thrown)
        self.thrown.append(n < len(self.highest) and self.highest[n])
        return self.thrown[-1]

    def word(self, place: Place, n: int, attempt: int = 0) -> int:
        return int(self.throw())

    def roll(self, place: Place, n: int, faces: int) -> int:
        return faces if self.throw() else 1


@attrs.frozen
class Extremes(Dice):
    """Dice that show their lowest face or their highest, one as often as the other."""

    def roll(self, place: Place, n: int, faces: int) -> int:
        return faces if self.word(place, n) >> 32 & 1 else 1


def outcomes(deck: Deck, state: State, decision: Decision) -> Iterator[Unfolding]:
    """
    Yield what comes of *decision* for every way that chance may fall.

    The lowest and the highest face of every die decide all that any face decides.
    """
    waiting: list[tuple[bool, ...]] = [()]
    while waiting:
        highest = waiting.pop()
        coins = Coins(0, highest=highest)
        unfolding = unfold(deck, state, decision, coins)
        if isinstance(unfolding, dec.Refusal):
            return
        yield unfolding
        # Whatever was thrown past those that were told may fall the other way as well.
        for n in range(len(highest), len(coins.thrown)):
            waiting.append((*coins.thrown[:n], True))


Away = Callable[[State], int]


@attrs.frozen
class Lean:
    """
    The levels that should move, read off one table.

    Attributes:
        wanted: 1 for a level that should rise, -1 for one that should fall.
    """

    deck: Deck
    state: State
    wanted: Mapping[LevelId, int]

    def move(self, move: Move, player: ActorId) -> int:
        """Return how much *move* would bring, in levels moved the right way."""
        card = self.deck.card_by_id[move.card]
        scene = Scene(player, move.target, move.posture)
        outcome = self.effects(card.success, scene)
        if card.chance is not None:
            outcome = max(outcome, self.effects(card.failure, scene))
        answer = 0
        if card.offer is not None:
            accepted, refused = card.offer.accepted, card.offer.refused
            answer = max(self.effects(accepted, scene), self.effects(refused, scene))
        effects = (*card.effects, *card.arrival, *card.each_turn)
        return self.effects(effects, scene) + outcome + answer

    def effects(self, effects: Iterable[Effect], scene: Scene) -> int:
        """Return how much *effects* would bring."""
        return sum(self.effect(effect, scene) for effect in effects)

    def effect(self, effect: Effect, scene: Scene) -> int:
        if not posture_allows(effect.condition, scene.posture):
            return 0
        amount = evaluate(effect.amount, self.deck.tests, self.state, scene)
        owners: list[str] = [who(effect.of, scene)]
        if effect.of in ("everyone", "others"):
            owners = [actor.id for actor in self.deck.actors]
        if effect.of == "others":
            owners.remove(scene.player)
        brought = 0
        for owner in owners:
            level = level_id(effect.track, owner)
            by = -amount if effect.change == "-" else amount
            if effect.change == "=":
                by -= self.state.levels.get(level, 0)
            brought += self.wanted.get(level, 0) * ((by > 0) - (by < 0))
        return brought


def leaning(deck: Deck, state: State, away: Away) -> Lean:
    """Return which levels of *state* should move, and how, for *away* to become less."""
    here = away(state)
    wanted: dict[LevelId, int] = {}
    for level, stands in state.levels.items():
        track = deck.track_of_level[level]
        for sign in (1, -1):
            if track.low <= stands + sign <= track.high:
                levels = {**state.levels, level: stands + sign}
                if away(attrs.evolve(state, levels=levels)) < here:
                    wanted[level] = sign
    return Lean(deck, state, wanted)


MOST_DECISIONS: Final = 4_000
"""Decisions tried. A deck that needs more is played at random instead."""

WIDEST: Final = 24
"""Cards in all hands together; with more, `MOST_DECISIONS` decisions are only the first turns."""


def every_play(deck: Deck) -> PlayHistory | None:
    """
    Return what is seen in all plays of *deck*, whatever is chosen and however the dice fall.

    None if that takes more than `MOST_DECISIONS`. What only a facilitator does of their own accord
    is left out, but for injects that wait for it.
    """
    seats = [(card, actor) for card in deck.cards for actor in card.by]
    if len(seats) > WIDEST or deck.moves.most > 2 or any(pile.draw > 1 for pile in deck.piles):
        return None
    seen = PlayHistory()
    known: set[bytes] = set()
    waiting = [opening(deck)]
    tried = 0
    while waiting:
        state = waiting.pop()
        for decision in choices(deck, state, seen):
            for unfolding in outcomes(deck, state, decision):
                tried += 1 + len(unfolding.events) // EVENTS
                if tried > MOST_DECISIONS:
                    return None
                seen.watch(state, unfolding.events)
                after = unfolding.state
                if after.is_over or (found := mark(deck, after)) in known:
                    continue
                known.add(found)
                waiting.append(after)
    return seen


def choices(deck: Deck, state: State, seen: PlayHistory) -> Iterator[dec.Decision]:
    """Yield everything that may be decided next; of several that are asked, the first decides."""
    if not state.phase:
        yield dec.Proceed()
        return
    ask = asks(deck, state)[0]
    match ask.what:
        case "choose":
            inject = deck.inject_by_id[InjectId(ask.subject)]
            for choice in inject.choices:
                yield dec.Choose(ask.seat, inject.id, choice.id)
        case "seal":
            seat = ActorId(ask.seat)
            seen.plan(deck, state, seat)
            yield from plans(deck, state, seat)
        case "answer":
            seat, offer = ActorId(ask.seat), MoveId(ask.subject)
            seen.answer(deck, state, seat, offer)
            for word in dec.ANSWERS:
                if answer_objection(deck, state, seat, offer, word) is None:
                    yield dec.Answer(seat, offer, word)
        case "adjudicate":
            yield from rulings(deck, state, ask)
        case "proceed":
            yield dec.Proceed()
            if state.phase == "brief":
                for inject in deck.injects:
                    if inject.by_facilitator and not state.came.get(inject.id):
                        yield dec.Release(inject.id)


def rulings(deck: Deck, state: State, ask: Ask) -> Iterator[dec.Adjudicate]:
    """Yield the ways to adjudicate a move without setting its card's own odds aside."""
    move = MoveId(ask.subject)
    made = move_by_id(state, move)
    if made is not None and hear(deck, state, made, dec.Adjudicate(move)).needs_ruling:
        yield dec.Adjudicate(move, ruling="success")
        yield dec.Adjudicate(move, ruling="failure")
    else:
        yield dec.Adjudicate(move)


def plans(deck: Deck, state: State, seat: ActorId) -> Iterator[dec.Seal]:
    """Yield every plan that *seat* may seal."""
    mine = [p for p in state.pieces if p.owner == seat and p.is_here]
    standing = [p.id for p in mine if deck.card_by_id[p.card].stands]
    for moves in sequences(deck, state, seat, ()):
        for size in range(len(standing) + 1):
            for recalls in combinations(standing, size):
                if plan_objection(deck, state, seat, moves, recalls) is None:
                    yield dec.Seal(seat, moves, recalls)


def sequences(
    deck: Deck, state: State, seat: ActorId, before: tuple[dec.Move, ...]
) -> Iterator[tuple[dec.Move, ...]]:
    """Yield every row of moves that may follow *before*, the shortest first."""
    yield before
    if len(before) < deck.moves.most:
        for move in legal_moves(deck, state, seat, before):
            yield from sequences(deck, state, seat, (*before, move))


FEWEST: Final = 24
"""Games played at random, unless they take more than `MOST_WORK`."""

FIRST: Final = 3_000
"""Steps of work after which no further game is begun at random."""

MOST_WORK: Final = 16_000
"""Steps of work for all plays of a deck; about 8,000 take a second."""

MOVES: Final = 8
"""Moves that are looked at in the time of one step."""

LARGE: Final = 200
"""Cards of a hand that take no longer to look through than none."""

EVENTS: Final = 16
"""Events that come to pass in the time of one step."""


class Whim:
    """A player's whim: the same for the same game of the same deck, for ever."""

    def __init__(self, game: int) -> None:
        self.key = digest(f"whim/{game}".encode(), 8)
        self.asked = 0

    def below(self, many: int) -> int:
        """Return a number from 0 to *many* - 1, each about as likely."""
        self.asked += 1
        return split_mix(self.key, self.asked) % many


@attrs.define
class Sampler:
    """
    Plays one deck again and again.

    Attributes:
        work: Steps taken so far. They are counted, for a clock would tell a deck now one thing and
            now another.
        game: Number of the game that is played, which is all its luck and whims hang on.
        lean: Which way most choices go; none where all are made at random.
        firmness: One choice in so many is made at random all the same.
    """

    deck: Deck
    seen: PlayHistory = attrs.field(factory=PlayHistory)
    work: int = 0
    game: int = 0
    lean: Lean | None = None
    firmness: int = 4

    def at_random(self) -> None:
        """Play whole games, each with luck and whims of its own."""
        while (self.game < FEWEST or self.work < FIRST) and not self.is_spent:
            state = opening(self.deck)
            whim = self.next_whim()
            while not state.is_over and not self.is_spent:
                state = self.turn(state, whim)

    @property
    def is_spent(self) -> bool:
        """Whether there was work enough."""
        return self.work >= MOST_WORK

    def next_whim(self) -> Whim:
        self.game += 1
        return Whim(self.game)

    def turn(self, state: State, whim: Whim) -> State:
        """
        Return *state* after play went on to the plan of the next turn, or to the end.

        It stops anywhere once there was work enough.
        """
        if self.is_spent:
            return state
        began = state.turn
        # Towards something, what seldom comes is as good as what often does.
        dice = Extremes(self.game) if self.lean else Dice(self.game)
        for step in steps(self.deck, state, self.decisions(whim), lambda state: dice):
            self.work += 1 + len(step.events) // EVENTS
            self.seen.watch(step.before, step.events)
            state = step.after
            is_next = state.phase == "plan" and state.turn > began and not state.plans
            if is_next or self.is_spent:
                break
        return state

    def decisions(self, whim: Whim) -> Candidates:
        """Return what *whim* decides on a table, which is always legal."""

        def candidates(state: State) -> Iterator[dec.Decision]:
            yield self.decision(state, whim)

        return candidates

    def decision(self, state: State, whim: Whim) -> dec.Decision:
        if not state.phase:
            return dec.Proceed()
        ask = asks(self.deck, state)[0]
        match ask.what:
            case "choose":
                choices = self.deck.inject_by_id[InjectId(ask.subject)].choices
                n = whim.below(len(choices))
                if self.lean and whim.below(self.firmness):
                    brought = [self.lean.effects(choice.effects, Scene()) for choice in choices]
                    n = brought.index(max(brought))
                return dec.Choose(ask.seat, InjectId(ask.subject), choices[n].id)
            case "seal":
                return self.plan(state, ActorId(ask.seat), whim)
            case "answer":
                return self.answer(state, ask, whim)
            case "adjudicate":
                ways = tuple(rulings(self.deck, state, ask))
                return ways[whim.below(len(ways))]
            case "proceed":
                return self.release(state, whim)

    def plan(self, state: State, seat: ActorId, whim: Whim) -> dec.Seal:
        """Return a plan of *seat*: mostly as many moves as it may make."""
        self.work += choices_of(self.deck, state, seat) // MOVES
        first = self.seen.plan(self.deck, state, seat)
        least, most = self.deck.moves.least, self.deck.moves.most
        many = most if whim.below(4) else least + whim.below(most - least + 1)
        moves: tuple[dec.Move, ...] = ()
        left = list(first)
        while left and len(moves) < many:
            n = self.next_of(left, seat, whim)
            if n is None and len(moves) >= least:
                break
            move = left.pop(n or 0)
            if objection(self.deck, state, seat, move, moves) is None:
                moves = (*moves, move)
        recalls = tuple(
            piece.id
            for piece in state.pieces
            if piece.owner == seat
            and not whim.below(6)
            and plan_objection(self.deck, state, seat, (), (piece.id,)) is None
        )
        if plan_objection(self.deck, state, seat, moves, recalls) is None:
            return dec.Seal(seat, moves, recalls)
        # A second copy of a card was left out of `left`, and the deck asks for more moves.
        return self.filled(state, seat, moves)

    def next_of(self, moves: list[dec.Move], seat: ActorId, whim: Whim) -> int | None:
        """
        Return which of *moves* to make: any, or the one that goes the way play leans.

        None where all of them go the other way.
        """
        n = whim.below(len(moves))
        if self.lean is None or not self.lean.wanted or not whim.below(self.firmness):
            return n
        brought = [self.lean.move(move, seat) for move in moves]
        best = max(brought)
        if best < 0:
            return None
        turned: list[int] = [*range(n, len(moves)), *range(n)]
        return next(each for each in turned if brought[each] == best)

    def filled(self, state: State, seat: ActorId, moves: tuple[dec.Move, ...]) -> dec.Seal:
        """Return a plan that begins with *moves* and has as many as there must be."""
        while plan_objection(self.deck, state, seat, moves) is not None:
            more = next(m for m in self.further(state, seat, moves))
            moves = (*moves, more)
        return dec.Seal(seat, moves)

    def further(
        self, state: State, seat: ActorId, moves: tuple[dec.Move, ...]
    ) -> Iterator[dec.Move]:
        for move in self.seen.plan(self.deck, state, seat):
            if objection(self.deck, state, seat, move, moves) is None:
                yield move

    def answer(self, state: State, ask: Ask, whim: Whim) -> dec.Answer:
        seat, offer = ActorId(ask.seat), MoveId(ask.subject)
        self.seen.answer(self.deck, state, seat, offer)
        may = [
            word
            for word in dec.ANSWERS
            if answer_objection(self.deck, state, seat, offer, word) is None
        ]
        if self.lean and whim.below(self.firmness) and {"accept", "refuse"} <= {*may}:
            may = ["accept" if self.would_accept(state, offer) else "refuse"]
        # Two games in three are among friends.
        if len(may) > 1 and "accept" in may and self.game % 3:
            may.append("accept")
        return dec.Answer(seat, offer, may[whim.below(len(may))])

    def would_accept(self, state: State, id: MoveId) -> bool:
        """Return whether to accept the offer *id* rather goes the way play leans."""
        offer = next(offer for offer in state.offers if offer.id == id)
        proposal = self.deck.card_by_id[offer.card].offer
        if self.lean is None or proposal is None:
            return True
        scene = Scene(offer.by, offer.to, offer.posture)
        brought = self.lean.effects(proposal.accepted, scene)
        return brought >= self.lean.effects(proposal.refused, scene)

    def release(self, state: State, whim: Whim) -> dec.Decision:
        """Return to go on, or now and then the release of an inject that waits for it."""
        if state.phase == "brief":
            for inject in self.deck.injects:
                if inject.by_facilitator and not state.came.get(inject.id) and not whim.below(6):
                    return dec.Release(inject.id)
        return dec.Proceed()


def choices_of(deck: Deck, state: State, seat: ActorId) -> int:
    """Return how many moves *seat* has to look at; in a large hand each takes longer."""
    hand = state.hands[seat]
    cards = [deck.card_by_id[id] for id in set(hand)]
    moves = sum(len(card.postures) * max(1, len(card.recipients(seat))) for card in cards)
    return moves * (1 + len(hand) // LARGE)
