"""Which moves the rules allow, and in one sentence why not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

import attrs

from tabletop.game.decision import ANSWERS, AnswerWord, AnyMove, FreeMove, Move, Refusal
from tabletop.game.deck import Card, Deck, once
from tabletop.game.event import Amount, PlannedMove
from tabletop.game.state import State, offer_by_id, piece_by_id
from tabletop.language import say
from tabletop.language.expr import Price, Scene, evaluate
from tabletop.language.ids import NOBODY, POSTURES, ActorId, LevelId, MoveId, level_id

LONGEST_TEXT: Final = 2_000
"""Characters that a reason, report or free-form move may have."""


Bar = Literal[
    "",
    "moves",
    "free",
    "hand",
    "copies",
    "posture",
    "target",
    "nobody",
    "no target",
    "alternative",
    "text",
    "locked",
    "needs",
    "cost",
]
"""What bars a move, in the order in which it is asked; "" for nothing."""


def bar(
    deck: Deck, state: State, seat: ActorId, move: AnyMove, before: Sequence[AnyMove] = ()
) -> Bar:
    """
    Return what bars *seat* from sealing *move* after the moves in *before*, "" for nothing.

    Bots ask this of every move there is, so it makes no sentence; `objection` makes that.
    """
    if len(before) >= deck.moves.most:
        return "moves"
    if isinstance(move, FreeMove):
        return "free" if free_objection(deck, move) else ""
    card, hand = deck.card_by_id.get(move.card), state.hands.get(seat, ())
    if card is None or move.card not in hand:
        return "hand"
    used = sum(isinstance(m, Move) and m.card == move.card for m in before) if before else 0
    if used and used >= hand.count(move.card):
        return "copies"
    if move.posture not in card.postures:
        return "posture"
    recipients = card.recipients(seat)
    if recipients and move.target not in recipients:
        return "target"
    if not recipients and (card.offer or card.targets):
        return "nobody"
    if not recipients and move.target:
        return "no target"
    if move.rejected and move.rejected not in hand:
        return "alternative"
    if len(move.reason) > LONGEST_TEXT:
        return "text"
    reserved = reserved_by(deck, state, seat, before)
    return state_bar(deck, state, Possible(card, move, scene_of(seat, move)), reserved)


def state_bar(
    deck: Deck, state: State, possible: "Possible", reserved: Mapping[LevelId, int]
) -> Bar:
    """Return what in the state of play bars a move that its card and hand allow."""
    card, scene = possible.card, possible.scene
    if card.unlocked_by and card.unlocked_by not in state.unlocked:
        return "locked"
    if card.needs is not None and not evaluate(card.needs, deck.tests, state, scene):
        return "needs"
    return "cost" if shortage(deck, state, possible, reserved) else ""


def objection(
    deck: Deck, state: State, seat: ActorId, move: AnyMove, before: Sequence[AnyMove] = ()
) -> Refusal | None:
    """
    Return why *seat* may not seal *move* after the moves in *before*, or None if it may.

    Moves in *before* have used their cards and reserved what they cost and give. Whether it
    is the moment to seal is not asked here. A sight's state gives the same answer.
    """
    barred = bar(deck, state, seat, move, before)
    if not barred:
        return None
    if barred == "moves":
        return Refusal("moves", f"A seat makes {deck.moves} in a turn.")
    if isinstance(move, FreeMove):
        return free_objection(deck, move)
    if barred == "hand":
        return Refusal("hand", "That card is not in this hand.")
    return card_objection(deck, state, seat, move, barred, before)


def card_objection(
    deck: Deck,
    state: State,
    seat: ActorId,
    move: Move,
    barred: Bar,
    before: Sequence[AnyMove],
) -> Refusal | None:
    """Return in a sentence what bars *move*, whose card is in the hand."""
    card = deck.card_by_id[move.card]
    match barred:
        case "copies":
            return Refusal("copies", f"Every copy of {card.title} in this hand is planned already.")
        case "posture":
            postures = " or ".join(card.postures)
            return Refusal("posture", f"{card.title} can only be played {postures}.")
        case "target":
            recipients = names(deck, card.recipients(seat))
            return Refusal("target", f"{card.title} must name one of: {recipients}.")
        case "nobody":
            return Refusal("target", f"There is nobody whom {card.title} may name.")
        case "no target":
            return Refusal("target", f"{card.title} names nobody.")
        case "alternative":
            return Refusal("hand", "The alternative is not in this hand.")
        case "text":
            return Refusal("text", f"A reason has at most {LONGEST_TEXT:,} characters.")
        case "locked" if card.unlocked_by:
            key = deck.card_by_id[card.unlocked_by].title
            return Refusal("locked", f"{card.title} is locked until {key} has succeeded once.")
        case "needs" if card.needs is not None:
            why = say.why_false(card.needs, deck, state, scene_of(seat, move), seat)
            return Refusal("needs", f"{why[:1].upper()}{why[1:]}.")
        case "cost" if short := shortage(
            deck,
            state,
            Possible(card, move, scene_of(seat, move)),
            reserved_by(deck, state, seat, before),
        ):
            level, steps, left = short
            name = deck.track_of_level[level].name
            takes = "Costs and gives" if card.offer and card.offer.give else "Costs"
            return Refusal("cost", f"{takes} {name} {steps}, and {max(0, left)} can be spent.")
    return None


def shortage(
    deck: Deck, state: State, possible: "Possible", reserved: Mapping[LevelId, int]
) -> tuple[LevelId, int, int] | None:
    """
    Return a level that the move takes too many steps of, how many, and how many can be spent.

    None where everything can be paid, with what is *reserved* set aside.
    """
    scene, needed = possible.scene, dict[LevelId, int]()
    for price in possible.card.takes:
        level = level_id(price.track, scene.player)
        steps = max(0, evaluate(price.amount, deck.tests, state, scene))
        needed[level] = needed.get(level, 0) + steps
    for level, steps in needed.items():
        left = spendable(deck, state, level) - reserved.get(level, 0)
        if steps > left:
            return level, steps, left
    return None


def reserved_by(
    deck: Deck, state: State, seat: ActorId, moves: Sequence[AnyMove]
) -> dict[LevelId, int]:
    """Return the steps that *moves* of *seat* reserve, by level."""
    return by_level(a for move in moves for a in planned(deck, state, seat, move).paid)


def free_objection(deck: Deck, move: FreeMove) -> Refusal | None:
    """Return why a free-form move may not be sealed, or None if it may."""
    if not deck.terms.facilitated:
        return Refusal("facilitator", "A free-form move needs a person who facilitates.")
    if not move.text.strip() or not move.sought.strip():
        return Refusal("text", "A free-form move says what is done and what it is to bring.")
    if max(len(move.text), len(move.sought), len(move.reason)) > LONGEST_TEXT:
        return Refusal("text", f"A free-form move has at most {LONGEST_TEXT:,} characters.")
    if move.target and move.target not in deck.actor_by_id:
        return Refusal("target", "There is no such actor.")
    if move.posture not in POSTURES:
        return Refusal("posture", f"A move is {' or '.join(POSTURES)}.")
    return None


def plan_objection(
    deck: Deck,
    state: State,
    seat: ActorId,
    moves: Sequence[AnyMove],
    recalls: Sequence[MoveId] = (),
) -> Refusal | None:
    """Return why *seat* may not seal this whole plan, or None if it may."""
    for index, move in enumerate(moves):
        refusal = objection(deck, state, seat, move, moves[:index])
        if refusal:
            return refusal
    if len(set(recalls)) < len(recalls):
        return Refusal("recall", "A piece is recalled once.")
    for recall in recalls:
        piece = piece_by_id(state, recall)
        if piece is None or piece.owner != seat:
            return Refusal("recall", "That is no piece of this seat.")
        if not (piece.is_here and deck.card_by_id[piece.card].stands):
            return Refusal("recall", "Only a piece that stands until recalled can be recalled.")
    if len(moves) < deck.moves.least and next(legal_moves(deck, state, seat, moves), None):
        return Refusal("moves", f"A seat makes {deck.moves} in a turn.")
    return None


def legal_moves(
    deck: Deck, state: State, seat: ActorId, before: Sequence[AnyMove] = ()
) -> Iterator[Move]:
    """Yield each move *seat* may seal next, in deck order, a copy of a card counted once."""
    if len(before) >= deck.moves.most:
        return
    left = list(state.hands.get(seat, ()))
    for move in before:
        if isinstance(move, Move) and move.card in left:
            left.remove(move.card)
    reserved = reserved_by(deck, state, seat, before)
    for card in deck.cards:
        if card.id in left:
            for possible in possible_moves(card, seat):
                if not state_bar(deck, state, possible, reserved):
                    yield possible.move


@attrs.frozen
class Possible:
    """A move that a card allows, and whom the card's rules speak of in it."""

    card: Card
    move: Move
    scene: Scene


@once
def possible_moves(card: Card, seat: ActorId) -> tuple[Possible, ...]:
    """Return each move that *card* allows *seat*, whoever holds it now, in order."""
    nobody = () if card.offer or card.targets else (NOBODY,)
    return tuple(
        Possible(card, move, scene_of(seat, move))
        for posture in card.postures
        for target in card.recipients(seat) or nobody
        for move in [Move(card.id, posture, target)]
    )


def answer_objection(
    deck: Deck, state: State, seat: ActorId, offer_id: MoveId, answer: AnswerWord
) -> Refusal | None:
    """Return why *seat* may not answer so, or None if it may; what it has accepted is reserved."""
    offer = offer_by_id(state, offer_id)
    if offer is None or offer.to != seat:
        return Refusal("offer", "No such offer is open to this seat.")
    if answer not in ANSWERS:
        return Refusal("answer", f"An answer is one of: {', '.join(ANSWERS)}.")
    if offer.answer:
        return Refusal("answered", "This offer is answered already.")
    if answer == "wait" and offer.lapses <= state.turn:
        return Refusal("lapses", "This offer lapses this turn; accept it or refuse it.")
    if answer != "accept":
        return None
    proposal = deck.card_by_id[offer.card].offer
    scene = Scene(offer.by, offer.to, offer.posture)
    if proposal and proposal.needs is not None:
        if not evaluate(proposal.needs, deck.tests, state, scene):
            why = say.why_false(proposal.needs, deck, state, scene, seat)
            return Refusal("needs", f"Accepting it {why}.")
    reserved = by_level(
        amount
        for other in state.offers
        if other.to == seat and other.answer == "accept"
        for amount in other.ask
    )
    for level, steps in by_level(offer.ask).items():
        left = spendable(deck, state, level) - reserved.get(level, 0)
        if steps > left:
            name = deck.track_of_level[level].name
            return Refusal("cost", f"It asks for {name} {steps}, and {max(0, left)} can be spent.")
    return None


def planned(deck: Deck, state: State, seat: ActorId, move: AnyMove) -> PlannedMove:
    """Return *move* with the amounts it reserves, fixed as the table stands."""
    if isinstance(move, FreeMove):
        return PlannedMove(move)
    card, scene = deck.card_by_id[move.card], scene_of(seat, move)
    give = card.offer.give if card.offer else ()
    if not card.takes:
        return PlannedMove(move)
    return PlannedMove(
        move,
        amounts(card.cost, deck, state, scene, seat),
        amounts(give, deck, state, scene, seat),
    )


def amounts(
    prices: tuple[Price, ...], deck: Deck, state: State, scene: Scene, payer: ActorId
) -> tuple[Amount, ...]:
    """Return *prices* in whole steps of *payer*'s levels; never below 0."""
    return tuple(
        [
            Amount(
                level_id(price.track, payer),
                max(0, evaluate(price.amount, deck.tests, state, scene)),
            )
            for price in prices
        ]
    )


def by_level(amounts: Iterable[Amount]) -> dict[LevelId, int]:
    """Return *amounts* added up, in steps by level."""
    total: dict[LevelId, int] = {}
    for amount in amounts:
        total[amount.level] = total.get(amount.level, 0) + amount.steps
    return total


def spendable(deck: Deck, state: State, level: LevelId) -> int:
    """Return how many steps *level* stands above the foot of its track."""
    return state.levels[level] - deck.track_of_level[level].low


def scene_of(seat: ActorId, move: Move) -> Scene:
    """Return whom the rules of *move*'s card speak of when *seat* plays it."""
    return Scene(seat, move.target, move.posture)


def names(deck: Deck, actors: Sequence[ActorId]) -> str:
    """Return the names of *actors*, with commas."""
    return ", ".join(deck.actor_by_id[actor].name for actor in actors)
