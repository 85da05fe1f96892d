"""One plain sentence for each event, as its viewer may hear it, and what things are called."""

from collections.abc import Iterable
from typing import Literal, assert_never

import attrs

from tabletop.game import event as ev
from tabletop.game import sight as see
from tabletop.game.decision import AnyMove, Move
from tabletop.game.deck import Deck
from tabletop.game.secrecy import may_read, shows_odds, shows_reading
from tabletop.game.state import (
    Made,
    Offer,
    Piece,
    State,
    move_by_id,
    offer_by_id,
    piece_by_id,
)
from tabletop.language.expr import Scene
from tabletop.language.ids import FACILITATOR, LevelId, MoveId, Viewer


@attrs.frozen
class Namer:
    """Names what is on one table, with the deck's own words."""

    deck: Deck
    state: State

    def name(self, who: str) -> str:
        """Return the name of an actor, or of the facilitator."""
        actor = next((a for a in self.deck.actors if a.id == who), None)
        return actor.name if actor else "Facilitator"

    def level_name(self, level: LevelId) -> str:
        """Return the name of a level, with its owner's before it."""
        track = self.deck.track_of_level[level]
        owner = "" if track.is_shared else f"{self.name(level.split('.')[0])}: "
        return f"{owner}{track.name}"

    def title(self, move: AnyMove) -> str:
        """Return what a move is called."""
        return self.deck.card_by_id[move.card].title if isinstance(move, Move) else move.text

    def move_text(self, move: AnyMove) -> str:
        """Return a move with its posture and target."""
        posture = "covertly" if move.posture == "covert" else "openly"
        target = f", {self.name(move.target)}" if move.target else ""
        return f"{self.title(move)} ({posture}{target})"

    def terms(self, offer: Offer) -> str:
        """Return what an offer gives and asks, from its offerer's side."""
        sides = [
            f"{word} {', '.join(self.amount(a) for a in amounts)}"
            for word, amounts in (("gives", offer.give), ("asks", offer.ask))
            if amounts
        ]
        return f" ({'; '.join(sides)})" if sides else ""

    def amount(self, amount: ev.Amount) -> str:
        """Return an amount with its track's name."""
        return f"{self.deck.track_of_level[amount.level].name} {amount.steps}"

    def verdict(self, made: Made, receipt: ev.Receipt, *, has_odds: bool = True) -> str:
        """Return one adjudication in a sentence: odds and dice where *has_odds*, outcome."""
        parts = []
        if receipt.odds and has_odds:
            parts.append(odds_text(receipt.odds))
        if receipt.dice and has_odds:
            thrown = " and ".join(map(str, receipt.dice))
            parts.append(f"{'typed' if receipt.source == 'typed' else 'rolled'} {thrown}")
        if receipt.is_override or receipt.method == "umpire":
            parts.append(f"ruled ({receipt.reason})" if receipt.reason else "ruled")
        said = {
            "certain": "takes effect",
            "success": "succeeds",
            "failure": "fails",
            "struck": "is struck out",
        }[receipt.outcome]
        detail = f" ({', '.join(parts)})" if parts else ""
        name, title = self.name(made.seat), self.title(made.planned.move)
        return f"{title} by {name} {said}{detail}."

    def cause_text(self, cause: ev.Cause) -> str:
        """Return what is behind a shift, in a few words."""
        if cause.inject:
            return self.deck.inject_by_id[cause.inject].title
        title = self.title_of(cause.move) if cause.move else ""
        match cause.because:
            case "deck":
                return "each turn"
            case "ruling":
                return "corrected"
            case "cost":
                return f"cost of {title}"
            case "give" | "ask":
                return f"{'given' if cause.because == 'give' else 'asked'} in {title}"
            case "returned":
                return f"back from {title}"
            case "exposure":
                return f"{title} seen"
            case "hedge":
                return f"{title} pays"
            case _:
                return title

    def title_of(self, move: MoveId) -> str:
        """Return what the move, offer or piece of this id is called."""
        made = move_by_id(self.state, move)
        if made is not None:
            return self.title(made.planned.move)
        trace = piece_by_id(self.state, move) or offer_by_id(self.state, move)
        return self.deck.card_by_id[trace.card].title if trace else "a move"


def odds_text(odds: ev.Odds) -> str:
    """Return odds as people say them: "70%", or "21 of 36"."""
    return f"{odds.ways}%" if odds.of == 100 else f"{odds.ways} of {odds.of}"


Topic = Literal[
    "turn", "phase", "report", "inject", "move", "offer", "dice", "level", "piece", "score"
]


@attrs.frozen
class FeedLine:
    """A sentence of the feed, and what it is about."""

    topic: Topic
    text: str


PHASE_LINES = {
    "brief": "The brief.",
    "announce": "Intentions may be shown.",
    "talk": "The table talks.",
    "plan": "Moves are planned and sealed.",
    "reveal": "The seals are broken.",
    "answer": "Offers are answered.",
    "adjudicate": "The moves are adjudicated.",
    "aftermath": "The aftermath.",
}


def narrate(deck: Deck, before: State, event: ev.Event, viewer: Viewer) -> FeedLine | None:
    """Return what *viewer* learns from *event*, which befell *before*, or None for nothing."""
    return Teller(deck, before, viewer).tell(event)


@attrs.frozen
class Teller(Namer):
    """Tells one viewer what befalls one state."""

    viewer: Viewer

    def tell(self, event: ev.Event) -> FeedLine | None:
        """Return the line for *event*, or None when the viewer learns nothing."""
        match event:
            case ev.TurnBegan() | ev.PhaseBegan() | ev.RehearsalEnded():
                return self.of_time(event)
            case ev.Reported(seat=seat, text=text):
                return FeedLine("report", f"{self.name(seat)}: {text}")
            case ev.InjectCame() | ev.ChoiceAsked() | ev.ChoiceMade():
                return self.of_inject(event)
            case (
                ev.Announced()
                | ev.PlanSealed()
                | ev.PlanUnsealed()
                | ev.MoveRevealed()
                | ev.MovesOrdered()
                | ev.CardReturned()
                | ev.CardUnlocked()
            ):
                return self.of_move(event)
            case ev.OfferMade() | ev.AnswerSealed() | ev.OfferSettled():
                return self.of_offer(event)
            case ev.MoveAdjudicated(move=move, receipt=receipt):
                made = move_by_id(self.state, move)
                if made is None or not see.sees_move(self.deck, made, self.viewer):
                    return None
                if self.is_settled_by_answer(made):
                    return None
                by_chance = receipt.method == "odds"
                has_odds = not by_chance or shows_odds(self.deck, made, self.viewer)
                return FeedLine("dice", self.verdict(made, receipt, has_odds=has_odds))
            case ev.ChanceRolled():
                return self.of_chance(event)
            case ev.LevelShifted():
                return self.of_shift(event)
            case ev.ShiftRefused():
                return self.of_refused_shift(event)
            case ev.PieceStood():
                return self.of_new_piece(event)
            case (
                ev.PieceRecalled(piece=piece_id)
                | ev.PieceArrived(piece=piece_id)
                | ev.PieceExposed(piece=piece_id)
                | ev.HedgePaid(piece=piece_id)
                | ev.PieceLeft(piece=piece_id)
            ):
                piece = piece_by_id(self.state, piece_id)
                return None if piece is None else self.of_piece(event, piece)
            case ev.ObjectiveScored() | ev.SessionEnded():
                return self.of_end(event)
            case ev.Drawn() | ev.OfferClosed():
                return None
            case _:
                assert_never(event)

    def of_time(self, event: ev.TurnBegan | ev.PhaseBegan | ev.RehearsalEnded) -> FeedLine | None:
        """Tell how time goes on; a phase in which the table does not stop is passed over."""
        match event:
            case ev.TurnBegan(turn=0):
                return FeedLine("turn", "Turn zero, a rehearsal.")
            case ev.TurnBegan(turn=turn):
                return FeedLine("turn", f"Turn {turn} of {self.deck.terms.turns}.")
            case ev.RehearsalEnded():
                return FeedLine("turn", "The rehearsal is over and forgotten.")
            case ev.PhaseBegan(phase=phase, mover=mover):
                if phase not in self.deck.terms.phases:
                    return None
                if phase == "plan" and mover:
                    return FeedLine("phase", f"{self.name(mover)} plans its go.")
                return FeedLine("phase", PHASE_LINES[phase])

    def of_inject(self, event: ev.InjectCame | ev.ChoiceAsked | ev.ChoiceMade) -> FeedLine | None:
        """Tell of news to whoever hears it."""
        inject = self.deck.inject_by_id[event.inject]
        if not see.heard(inject, self.viewer):
            return None
        match event:
            case ev.InjectCame():
                return FeedLine("inject", f"{inject.title}. {inject.text}".strip())
            case ev.ChoiceAsked(seat=seat):
                return FeedLine("inject", f"{self.name(seat)} has to choose: {inject.title}.")
            case ev.ChoiceMade(seat=seat, choice=choice_id):
                choice = next(c for c in inject.choices if c.id == choice_id)
                return FeedLine("inject", f"{self.name(seat)} chooses: {choice.title}.")

    def of_move(
        self,
        event: ev.Announced
        | ev.PlanSealed
        | ev.PlanUnsealed
        | ev.MoveRevealed
        | ev.MovesOrdered
        | ev.CardReturned
        | ev.CardUnlocked,
    ) -> FeedLine | None:
        """Tell of moves planned, sealed and made."""
        match event:
            case ev.Announced(seat=seat, cards=cards):
                titles = ", ".join(self.deck.card_by_id[card].title for card in cards) or "nothing"
                return FeedLine("move", f"{self.name(seat)} announces: {titles}.")
            case ev.PlanSealed():
                return self.of_seal(event)
            case ev.PlanUnsealed(seat=seat):
                return FeedLine("move", f"{self.name(seat)} takes its sealed moves back.")
            case ev.MoveRevealed(seat=seat, planned=planned):
                made = Made(event.id, seat, event.nth, planned)
                if not see.sees_move(self.deck, made, self.viewer):
                    return None
                return FeedLine("move", f"{self.name(seat)} plays {self.move_text(planned.move)}.")
            case ev.MovesOrdered(moves=order, reason=reason):
                if self.in_order(order) == self.in_order(m.id for m in self.state.moves):
                    return None
                why = f": {reason.rstrip('.')}" if reason else ""
                return FeedLine("move", f"The moves are put in another order{why}.")
            case ev.CardReturned(seat=seat, card=card_id):
                card = self.deck.card_by_id[card_id]
                if seat != self.viewer or card.returns == "next turn":
                    return None
                return FeedLine("move", f"{card.title} is back in hand.")
            case ev.CardUnlocked(card=card_id):
                if not see.sees_unlocking(self.deck, card_id, self.viewer):
                    return None
                titles = ", ".join(c.title for c in self.deck.cards if c.unlocked_by == card_id)
                return FeedLine("move", f"Unlocked: {titles}.")

    def in_order(self, moves: Iterable[MoveId]) -> list[MoveId]:
        """Return those of *moves* that the viewer sees, in their order."""
        by_id = {made.id: made for made in self.state.moves}
        return [m for m in moves if m in by_id and see.sees_move(self.deck, by_id[m], self.viewer)]

    def of_seal(self, event: ev.PlanSealed) -> FeedLine:
        """Tell that a seat has sealed; what, to itself and the facilitator."""
        name = self.name(event.seat)
        if event.is_pass:
            return FeedLine("move", f"{name} is passed for.")
        if self.viewer not in (event.seat, FACILITATOR):
            return FeedLine("move", f"{name} has sealed.")
        moves = [self.move_text(planned.move) for planned in event.moves]
        recalls = [
            f"recall of {self.deck.card_by_id[piece.card].title}"
            for piece in (piece_by_id(self.state, p) for p in event.recalls)
            if piece is not None
        ]
        return FeedLine("move", f"{name} seals {', '.join(moves + recalls) or 'no move'}.")

    def of_offer(self, event: ev.OfferMade | ev.AnswerSealed | ev.OfferSettled) -> FeedLine | None:
        """Tell of offers to whoever sees them; an answer stays sealed until all are in."""
        offer: Offer | None
        if isinstance(event, ev.OfferMade):
            offer = Offer(
                event.id,
                event.card,
                event.by,
                event.to,
                event.posture,
                event.give,
                event.ask,
                event.lapses,
            )
        else:
            offer = offer_by_id(self.state, event.offer)
        if offer is None or not see.sees_offer(offer, self.viewer):
            return None
        title, by, to = (
            self.deck.card_by_id[offer.card].title,
            *map(self.name, (offer.by, offer.to)),
        )
        match event:
            case ev.OfferMade():
                terms = self.terms(offer)
                return FeedLine("offer", f"{by} offers {to}: {title}{terms}.")
            case ev.AnswerSealed(answer=answer):
                if self.viewer not in (offer.to, FACILITATOR):
                    return FeedLine("offer", f"{to} has answered {by}.")
                said = {"accept": "accepts", "refuse": "refuses", "wait": "lets wait"}[answer]
                return FeedLine("offer", f"{to} {said} {title}, sealed.")
            case ev.OfferSettled(how="accepted"):
                return FeedLine("offer", f"{to} accepts {title} from {by}.")
            case ev.OfferSettled(how="refused"):
                return FeedLine("offer", f"{to} refuses {title} from {by}.")
            case ev.OfferSettled():
                return FeedLine("offer", f"{title}, offered by {by} to {to}, lapses.")

    def is_settled_by_answer(self, made: Made) -> bool:
        """Return whether the answer to its offer has told all there is to tell of a move."""
        move = made.planned.move
        return isinstance(move, Move) and self.deck.card_by_id[move.card].is_settled_by_answer

    def of_chance(self, event: ev.ChanceRolled) -> FeedLine | None:
        """Tell of a roll behind the screen: to the facilitator, and to a piece's owner."""
        result = "yes" if event.came else "no"
        if event.purpose == "exposed":
            piece = piece_by_id(self.state, MoveId(event.id))
            if piece is None or self.viewer not in (piece.owner, FACILITATOR):
                return None
            card = self.deck.card_by_id[piece.card]
            subject = f"{card.title} coming to light"
            scene = Scene(piece.owner, piece.target, piece.posture)
            if not may_read(self.deck, card.exposed, scene, self.viewer):
                return FeedLine("dice", f"{subject}: {result}.")
        elif self.viewer == FACILITATOR:
            subject = next(i.title for i in self.deck.injects if i.id == event.id)
        else:
            return None
        return FeedLine(
            "dice", f"{subject}: {odds_text(event.odds)}, rolled {event.roll}: {result}."
        )

    def of_shift(self, event: ev.LevelShifted) -> FeedLine | None:
        """Tell of a shift to whoever sees the level; of its cause, only as far as it is seen."""
        if not see.sees_level(self.deck, event.level, self.viewer):
            return None
        notes = []
        if event.now != event.was + event.by and self.explains(event):
            notes.append(f"{event.by:+d} asked for")
        cause = self.cause_text(event.cause) if self.sees(event.cause) else ""
        if cause:
            notes.append(cause)
        if event.reason:
            notes.append(event.reason)
        if event.now == event.was:
            if not (cause and self.explains(event)):
                return None
            text = f"{self.level_name(event.level)} stays at {event.now}"
        else:
            text = f"{self.level_name(event.level)} {event.was} → {event.now}"
        return FeedLine("level", f"{text} ({'; '.join(notes)})." if notes else f"{text}.")

    def of_refused_shift(self, event: ev.ShiftRefused) -> FeedLine | None:
        """Tell that an effect did not land, to whoever sees the level and all that stopped it."""
        if not see.sees_level(self.deck, event.level, self.viewer) or not self.explains(event):
            return None
        # What a rule might do every turn and does not is no news; a move that falls short is.
        if event.why == "if" and event.cause.because in ("deck", "piece", "inject"):
            return None
        why = {
            "if": "its condition does not hold",
            "shifts_if": "the rule that lets it shift does not hold",
            "struck": "struck out by the facilitator",
        }[event.why]
        cause = self.cause_text(event.cause)
        by = f"by {cause}" if event.cause.because != "deck" else "at the end of the turn"
        return FeedLine("level", f"{self.level_name(event.level)} is not moved {by}: {why}.")

    def sees(self, cause: ev.Cause) -> bool:
        """Return whether the viewer sees what is behind a shift."""
        return see.sees_cause(self.deck, self.state, cause, self.viewer)

    def explains(self, event: ev.LevelShifted | ev.ShiftRefused) -> bool:
        """Return whether the viewer may know what was asked of a level, and why it fell short."""
        return self.sees(event.cause) and shows_reading(
            self.deck, self.state, event.cause, event.level, self.viewer
        )

    def of_new_piece(self, event: ev.PieceStood) -> FeedLine | None:
        """Tell of a new piece to whoever sees it."""
        piece = Piece(
            event.id,
            event.card,
            event.owner,
            event.target,
            event.posture,
            event.arrives,
            event.leaves,
        )
        if not see.sees_piece(self.deck, piece, self.viewer):
            return None
        title, name = self.deck.card_by_id[event.card].title, self.name(event.owner)
        if event.arrives:
            return FeedLine("piece", f"{title} of {name} will arrive in turn {event.arrives}.")
        until = f" through turn {event.leaves}" if event.leaves else ""
        return FeedLine("piece", f"{title} of {name} stands{until}.")

    def of_piece(
        self,
        event: ev.PieceRecalled | ev.PieceArrived | ev.PieceExposed | ev.HedgePaid | ev.PieceLeft,
        piece: Piece,
    ) -> FeedLine | None:
        """Tell what becomes of a piece, to whoever sees it."""
        title, name = self.deck.card_by_id[piece.card].title, self.name(piece.owner)
        if isinstance(event, ev.PieceExposed):
            why = f" ({event.reason})" if event.reason else ""
            return FeedLine("piece", f"{title} of {name} comes to light{why}.")
        if not see.sees_piece(self.deck, piece, self.viewer):
            return None
        match event:
            case ev.PieceRecalled():
                return FeedLine("piece", f"{name} recalls {title}.")
            case ev.PieceArrived():
                return FeedLine("piece", f"{title} of {name} arrives.")
            case ev.HedgePaid():
                return FeedLine("piece", f"{title} of {name} pays off.")
            case ev.PieceLeft(why="lapsed"):
                return FeedLine("piece", f"{title} of {name} has run its time.")
            case ev.PieceLeft():
                return None

    def of_end(self, event: ev.ObjectiveScored | ev.SessionEnded) -> FeedLine:
        """Read objectives aloud, and say who has won."""
        match event:
            case ev.ObjectiveScored(seat=seat, is_met=is_met, points=points):
                objective = next(o for o in self.deck.objectives if o.id == event.objective)
                result = f"met, {points} point{'' if points == 1 else 's'}" if is_met else "not met"
                return FeedLine("score", f"{self.name(seat)}: {objective.title}: {result}.")
            case ev.SessionEnded(ending=ending_id, winners=winners):
                ending = next((e for e in self.deck.endings if e.id == ending_id), None)
                how = (
                    f"{ending.title}. {ending.text}".strip() if ending else "The turns are played."
                )
                names = " and ".join(self.name(winner) for winner in winners)
                won = f" Most points: {names}." if winners else ""
                return FeedLine("score", f"{how}{won}")
