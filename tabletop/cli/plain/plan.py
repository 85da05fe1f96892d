"""Planning at the keyboard: cards, postures, targets and reasons, until the seat seals."""

from typing import Final, Literal

from tabletop.cli.plain import show
from tabletop.cli.plain.prompt import Prompt
from tabletop.game.decision import AnyMove, Decision, FreeMove, Move, PassFor, Seal
from tabletop.game.deck import Card
from tabletop.game.legal import objection
from tabletop.game.narrate import Namer
from tabletop.game.state import Piece
from tabletop.language.ids import NOBODY, POSTURES, ActorId, CardId, MoveId, Posture, Viewer

HELPS: Final = (
    ("a number", "plan that card; you are asked for the rest"),
    ("undo", "take the last planned move or recall back"),
    ("plan", "what is planned so far"),
    ("recall", "call a standing piece back"),
    ("seal", "seal the plan; until then you may change your mind"),
    ("pass", "seal without a move"),
    ("away", "this seat is away: it is passed for"),
)
FREE: Final = ("free", "a move outside the hand, in your own words")


class Planner:
    """One seat's plan as it grows. It lives until the seat seals."""

    def __init__(self, prompt: Prompt, seat: ActorId) -> None:
        self.prompt = prompt
        self.console = prompt.console
        self.seat = seat
        self.sight = prompt.session.sight(prompt.viewer)
        self.moves: list[AnyMove] = []
        self.recalls: list[MoveId] = []
        self.order: list[str] = []

    def decide(self) -> Decision:
        """Return what the seat decides. Raises `KeyboardLeft`."""
        deck = self.sight.deck
        allowed = f"{deck.moves.least} to {deck.moves.most}"
        if deck.moves.least == deck.moves.most:
            allowed = f"exactly {deck.moves.most}"
        elif deck.moves.least == 0:
            allowed = f"up to {deck.moves.most}"
        self.console.say(f"Your hand. Moves this turn: {allowed}.")
        self.prompt.lines(show.hand(self.sight))
        helps = (*HELPS, FREE) if deck.terms.facilitated else HELPS
        while True:
            self.prompt.planned = tuple(self.moves)
            typed = self.prompt.ask(self.question(), helps).lower()
            self.prompt.planned = ()
            match typed.split():
                case []:
                    self.console.say('Type the number of a card, "seal", or "help".')
                case ["seal"] | ["pass"]:
                    if typed == "pass":
                        self.moves, self.recalls = [], []
                    return Seal(self.seat, tuple(self.moves), tuple(self.recalls))
                case ["away"]:
                    return PassFor(self.seat)
                case ["undo"]:
                    self.undo()
                case ["plan"]:
                    self.prompt.lines(self.lines())
                case ["recall"]:
                    self.recall()
                case ["free"] if deck.terms.facilitated:
                    self.free()
                case [number, *words]:
                    self.choose(number, words)

    def question(self) -> str:
        """Return what is asked, and how far the plan has grown."""
        if not self.order:
            return "Which card? A number, seal, pass or help"
        return f"Planned: {'; '.join(self.lines())}. Another number, undo or seal"

    def lines(self) -> list[str]:
        """Return the plan so far, one line for each move and recall, in order."""
        moves = [describe(self.prompt, move) for move in self.moves]
        pieces = {p.id: self.sight.deck.card_by_id[p.card].title for p in self.sight.state.pieces}
        return [*moves, *(f"recall of {pieces[r]}" for r in self.recalls)] or ["nothing"]

    def undo(self) -> None:
        """Take the last thing planned back."""
        if not self.order:
            self.console.say("Nothing is planned yet.")
        elif self.order.pop() == "move":
            self.console.say(f"Taken back: {describe(self.prompt, self.moves.pop())}.")
        else:
            self.recalls.pop()
            self.console.say("The recall is taken back.")

    def choose(self, typed: str, words: list[str]) -> None:
        """Plan the card of this number; *words* may name posture and target already."""
        cards = show.own_cards(self.sight)
        number = self.prompt.number(typed, len(cards))
        if number is None:
            return
        card = cards[number - 1]
        if not show.moves_of(self.sight, card.id, self.moves):
            self.console.say(show.why_not(self.sight, card, self.moves))
            return
        unknown = [w for w in words if w not in POSTURES and w not in card.recipients(self.seat)]
        if unknown:
            self.console.say(f'"{unknown[0]}" is neither a posture nor a seat that it may name.')
            return
        if any(word in POSTURES and word not in card.postures for word in words):
            self.console.say(f"{card.title} can only be played {card.postures[0]}.")
            return
        move = Move(card.id, self.posture(card, words), self.target(card, words))
        refusal = objection(self.sight.deck, self.sight.state, self.seat, move, self.moves)
        if refusal:
            self.console.say(refusal.sentence)
            return
        self.console.say(f"{describe(self.prompt, move)}: {show.odds(self.sight, [move])}.")
        reason = self.prompt.ask("Why? One line, or Enter for none")
        self.plan(Move(card.id, move.posture, move.target, reason, self.rejected(card)))

    def posture(self, card: Card, words: list[str]) -> Posture:
        """Return the posture that *words* name or the person chooses."""
        for posture in card.postures:
            if posture in words or len(card.postures) == 1:
                return posture
        while True:
            typed = self.prompt.ask("Open or covert? Enter for open").lower()
            for posture in card.postures:
                if posture.startswith(typed or "open"):
                    return posture
            self.console.say('Type "open" or "covert".')

    def target(self, card: Card, words: list[str]) -> ActorId:
        """Return whom *words* name or the person chooses; "" when the card names nobody."""
        recipients = card.recipients(self.seat)
        named = [actor for actor in recipients if actor in words]
        if named or len(recipients) < 2:
            return (*named, *recipients, NOBODY)[0]
        names = [show.named(self.sight, actor) for actor in recipients]
        self.prompt.lines([f"{n}. {name}" for n, name in enumerate(names, start=1)])
        while True:
            typed = self.prompt.ask("Whom? A number")
            if typed in recipients:
                return recipients[recipients.index(ActorId(Viewer(typed)))]
            number = self.prompt.number(typed, len(recipients))
            if number is not None:
                return recipients[number - 1]

    def rejected(self, card: Card) -> CardId | Literal[""]:
        """Return the card that was weighed and not played, or ""."""
        cards = show.own_cards(self.sight)
        while True:
            typed = self.prompt.ask("Which card did you reject for it? A number, or Enter for none")
            if not typed:
                return ""
            number = self.prompt.number(typed, len(cards))
            if number is not None and cards[number - 1].id != card.id:
                return cards[number - 1].id
            if number is not None:
                self.console.say("That is the card you play.")

    def recall(self) -> None:
        """Plan to call one of the seat's pieces back."""
        pieces = [p for p in self.sight.state.pieces if self.may_recall(p)]
        if not pieces:
            self.console.say("No piece of yours can be recalled.")
            return
        lines = [show.piece_line(self.sight, piece) for piece in pieces]
        self.prompt.lines([f"{n}. {line}" for n, line in enumerate(lines, start=1)])
        typed = self.prompt.ask("Which piece? A number, or Enter for none")
        number = self.prompt.number(typed, len(pieces)) if typed else None
        if number is not None:
            self.recalls.append(pieces[number - 1].id)
            self.order.append("recall")

    def may_recall(self, piece: Piece) -> bool:
        """Return whether *piece* can still be called back by this plan."""
        stands = self.sight.deck.card_by_id[piece.card].stands and piece.is_here
        return piece.owner == self.seat and stands and piece.id not in self.recalls

    def free(self) -> None:
        """Plan a move outside the hand."""
        text = self.prompt.ask("What do you do?")
        sought = self.prompt.ask("What is it to bring?")
        target = self.prompt.ask("Towards whom? A seat's id, or Enter for nobody")
        covert = self.prompt.confirm("Covertly?")
        reason = self.prompt.ask("Why? One line, or Enter for none")
        posture: Posture = "covert" if covert else "open"
        self.plan(FreeMove(text, sought, ActorId(Viewer(target)), posture, reason))

    def plan(self, move: AnyMove) -> None:
        """Add *move* to the plan, or say why it cannot be."""
        refusal = objection(self.sight.deck, self.sight.state, self.seat, move, self.moves)
        if refusal:
            self.console.say(refusal.sentence)
            return
        self.moves.append(move)
        self.order.append("move")


def describe(prompt: Prompt, move: AnyMove) -> str:
    """Return *move* in a few words."""
    return Namer(prompt.sight.deck, prompt.sight.state).move_text(move)
