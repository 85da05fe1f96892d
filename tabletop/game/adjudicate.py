"""Deciding the outcome of a move: odds first, then dice or a ruling, then a receipt."""

from typing import Final, Literal

import attrs

from tabletop.game import event as ev
from tabletop.game.decision import RULINGS, Adjudicate, FreeMove, Move, Refusal
from tabletop.game.deck import Card, Deck
from tabletop.game.legal import LONGEST_TEXT
from tabletop.game.methods import WAYS
from tabletop.game.state import Made, State
from tabletop.game.unfolding import Landing, Unfolding
from tabletop.language.expr import LIMIT, Effect, Number, Scene, clamp, evaluate
from tabletop.language.ids import ActorId, Method, MoveId

MOST_ARGUMENTS: Final = 50
"""Pros and cons that one adjudication may weigh."""

MOST_EFFECTS: Final = 50
"""Effects that one adjudication may approve, and levels it may strike."""


@attrs.frozen
class Hearing:
    """
    One move as it stands before its adjudicator.

    Attributes:
        is_certain: Whether nothing has to be decided.
        chance: In percent, within 0 to 100; 0 where the method does not go by it.
        net: Strong pros less strong cons.
        odds: None when it is certain, or an umpire's to say.
        is_override: Whether the odds or the method are others than the card's and session's.
    """

    method: Method
    is_certain: bool
    chance: int = 0
    net: int = 0
    odds: ev.Odds | None = None
    is_override: bool = False

    @property
    def needs_ruling(self) -> bool:
        """Whether only a person's word can decide it."""
        return not self.is_certain and self.method == "umpire"


def card_chance(deck: Deck, state: State, seat: ActorId, move: Move) -> int | None:
    """Return the card's own chance in percent as the table stands; None when it is certain."""
    chance = deck.card_by_id[move.card].chance
    if chance is None:
        return None
    scene = Scene(seat, move.target, move.posture)
    return clamp(evaluate(chance, deck.tests, state, scene), 0, 100)


def card_odds(deck: Deck, state: State, seat: ActorId, move: Move) -> ev.Odds | None:
    """Return the odds of *move* by the session's method as the table stands, before arguments."""
    chance = card_chance(deck, state, seat, move)
    method = deck.terms.method
    if chance is None or method == "umpire":
        return None
    return WAYS[method].odds(chance, 0)


def hear(deck: Deck, state: State, made: Made, decision: Adjudicate) -> Hearing:
    """
    Return what *made* comes down to under *decision*'s method, odds and arguments.

    A card without a chance is certain under every method (Order 11), unless a person names
    odds or a method for this very move. Odds without a method are rolled by `odds`. A
    free-form move is never certain.
    """
    move = made.planned.move
    method: Method = decision.method or deck.terms.method
    if decision.odds is not None and not decision.method:
        method = "odds"
    own = card_chance(deck, state, made.seat, move) if isinstance(move, Move) else None
    chance = own if decision.odds is None else clamp(decision.odds, 0, 100)
    net = sum(a.strong if a.side == "pro" else -a.strong for a in decision.arguments)
    if chance is None and WAYS[method].is_by_chance:
        if isinstance(move, Move):
            return Hearing(method, is_certain=True, net=net)
        method = "umpire"
    if chance is None and isinstance(move, Move) and not decision.method:
        return Hearing(method, is_certain=True, net=net)
    is_override = decision.method not in ("", deck.terms.method)
    if isinstance(move, Move):
        is_override = is_override or own is None or decision.odds is not None
    if method == "umpire":
        return Hearing(method, False, chance or 0, net, None, is_override)
    odds = WAYS[method].odds(chance or 0, net)
    return Hearing(method, False, chance or 0, net, odds, is_override)


def objection(deck: Deck, state: State, made: Made, decision: Adjudicate) -> Refusal | None:
    """Return why *made* may not be adjudicated so, or None if it may."""
    refusal = wording_objection(deck, decision)
    if refusal:
        return refusal
    if decision.odds is not None and not WAYS[decision.method or "odds"].is_by_chance:
        return Refusal("odds", "Odds in percent are rolled for by the method odds alone.")
    if (decision.odds is not None or decision.ruling) and not decision.reason.strip():
        if deck.terms.method != "umpire" and isinstance(made.planned.move, Move):
            return Refusal("reason", "Setting the card's own odds aside needs a reason.")
    if decision.effects and not isinstance(made.planned.move, FreeMove):
        return Refusal("effects", "A card's effects are the printed ones.")
    hearing = hear(deck, state, made, decision)
    if hearing.needs_ruling and not decision.ruling:
        return Refusal("ruling", "This move waits for the umpire's word: success or failure.")
    faces = () if hearing.is_certain else WAYS[hearing.method].faces
    if decision.dice and (decision.ruling or not faces):
        return Refusal("dice", "No dice decide this move.")
    if decision.dice and (
        len(decision.dice) != len(faces)
        or any(not 1 <= d <= f for d, f in zip(decision.dice, faces, strict=True))
    ):
        shown = " and ".join(f"1 to {f}" for f in faces)
        return Refusal("dice", f"The dice of this method show {shown}.")
    return None


def wording_objection(deck: Deck, decision: Adjudicate) -> Refusal | None:
    """Return what is wrong with *decision* whatever move it is about, or None."""
    if decision.odds is not None and not 0 <= decision.odds <= 100:
        return Refusal("odds", "Odds are from 0 to 100 percent.")
    if decision.method and decision.method not in WAYS:
        return Refusal("method", f"The methods are {', '.join(WAYS)}.")
    if decision.ruling not in RULINGS:
        return Refusal("ruling", f"A ruling is one of: {', '.join(RULINGS[1:])}.")
    if any(level not in deck.track_of_level for level in decision.strikes):
        return Refusal("strikes", "Only effects on a level of this deck can be struck out.")
    if max(len(decision.effects), len(decision.strikes)) > MOST_EFFECTS:
        return Refusal("effects", f"At most {MOST_EFFECTS} effects are approved or struck out.")
    if any(not is_plain(deck, effect) for effect in decision.effects):
        return Refusal("effects", "An approved effect moves a track of this deck by a number.")
    if any(argument.side not in ("pro", "con") for argument in decision.arguments):
        return Refusal("arguments", "An argument is pro or con.")
    texts = (decision.reason, *(argument.text for argument in decision.arguments))
    if len(texts) > 1 + MOST_ARGUMENTS or max(map(len, texts)) > LONGEST_TEXT:
        return Refusal("text", f"A reason has at most {LONGEST_TEXT:,} characters.")
    return None


def is_plain(deck: Deck, effect: Effect) -> bool:
    """Return whether *effect* moves a track of *deck* by a number, on no condition."""
    track = deck.track_by_id.get(effect.track)
    if track is None or effect.condition is not None or effect.change not in ("+", "-", "="):
        return False
    owners = ("player", "target", "others", "everyone", *deck.actor_by_id)
    amount = effect.amount
    return (
        effect.of in (("",) if track.is_shared else owners)
        and isinstance(amount, Number)
        and abs(amount.value) <= LIMIT
    )


def adjudicate(unfolding: Unfolding, made: Made, decision: Adjudicate) -> None:
    """Decide *made* as *decision* says, leave the receipt, and let its effects land."""
    hearing = hear(unfolding.deck, unfolding.state, made, decision)
    dice: tuple[int, ...] = ()
    source: Literal["", "rolled", "typed"] = ""
    outcome: ev.Outcome
    if decision.ruling:
        outcome = decision.ruling
    elif hearing.is_certain:
        outcome = "certain"
    else:
        way = WAYS[hearing.method]
        source = "typed" if decision.dice else "rolled"
        dice = decision.dice or unfolding.roll("adjudicate", made.seat, subject(made), way.faces)
        succeeded = way.succeeds(dice, hearing.chance, hearing.net)
        outcome = "success" if succeeded else "failure"
    ruled = bool(decision.ruling) and not hearing.needs_ruling
    receipt = ev.Receipt(
        method=hearing.method,
        outcome=outcome,
        odds=hearing.odds,
        dice=dice,
        source=source,
        net=hearing.net,
        arguments=decision.arguments,
        is_override=hearing.is_override or ruled or bool(decision.strikes),
        reason=decision.reason,
    )
    unfolding.happen(ev.MoveAdjudicated(made.id, receipt))
    if outcome == "struck":
        return
    land_outcome(unfolding, made, outcome, decision)


def land_outcome(
    unfolding: Unfolding, made: Made, outcome: ev.Outcome, decision: Adjudicate
) -> None:
    """Let the effects of a decided move land, unlock what it unlocks, and leave its piece."""
    move = made.planned.move
    scene = Scene(made.seat, move.target, move.posture)
    succeeded = outcome != "failure"
    cause = ev.Cause("move", made.id)
    effects: tuple[Effect, ...]
    if isinstance(move, FreeMove):
        effects = decision.effects if succeeded else ()
    else:
        card = unfolding.deck.card_by_id[move.card]
        effects = (*card.effects, *(card.success if succeeded else card.failure))
    unfolding.land(Landing(effects, scene, cause, decision.strikes))
    if isinstance(move, Move) and succeeded and not card.offer:
        unlock(unfolding, card)
        stand(unfolding, card, made.id, scene)


def unlock(unfolding: Unfolding, card: Card) -> None:
    """Latch what *card* unlocks, on its first success."""
    if card.id in unfolding.deck.keys and card.id not in unfolding.state.unlocked:
        unfolding.happen(ev.CardUnlocked(card.id))


def stand(unfolding: Unfolding, card: Card, move: MoveId, scene: Scene) -> None:
    """Leave the piece of *card*, if it leaves one: here now, or on its way."""
    if not card.leaves_piece:
        return
    turn = unfolding.state.turn
    unfolding.happen(
        ev.PieceStood(
            id=move,
            card=card.id,
            owner=scene.player,
            target=scene.target,
            posture=scene.posture or "open",
            arrives=turn + card.arrives if card.arrives else 0,
            leaves=turn + card.lasts - 1 if card.lasts and not card.arrives else 0,
        )
    )


def subject(made: Made) -> str:
    """Return what keys the dice of a move: its card's id, so that order shifts no luck."""
    move = made.planned.move
    return move.card if isinstance(move, Move) else "free"
