"""What things are called: actors, levels, moves, causes and odds, in a few words."""

import attrs

from tabletop.game import event as ev
from tabletop.game.decision import AnyMove, Move
from tabletop.game.deck import Deck
from tabletop.game.state import Made, Offer, State, move_by_id, offer_by_id, piece_by_id
from tabletop.game.words import LevelId, MoveId


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
