"""Adjudicating at the keyboard: odds first, then dice rolled or typed in, or a person's word."""

import re
from typing import Final, Literal

import attrs

from tabletop.bots.thinker import instead_of_facilitator
from tabletop.cli.plain.prompt import Prompt
from tabletop.game.adjudicate import Hearing, hear, objection
from tabletop.game.asks import Ask
from tabletop.game.decision import Adjudicate, Argument, Decision, FreeMove, Ruled
from tabletop.game.deck import scope_of
from tabletop.game.methods import WAYS
from tabletop.game.narrate import Namer, odds_text
from tabletop.game.state import Made, move_by_id
from tabletop.language import say
from tabletop.language.expr import Scene
from tabletop.language.ids import FACILITATOR, METHODS, Method, MoveId
from tabletop.language.read import read_effects

ROLLS: Final = (
    ("Enter", "roll the dice"),
    ("dice", "the dice of your own table instead, as in 37, or 3 4"),
    ("pro TEXT", "a strong reason for it; on two dice it counts 1"),
    ("con TEXT", "a strong reason against it"),
)
RULES: Final = (
    ("success TEXT", "it succeeds, and why"),
    ("failure TEXT", "it fails, and why"),
    ("strike TEXT", "it is struck out, and why"),
)
FACILITATES: Final = (
    ("odds N TEXT", "N percent instead of the card's own odds, and why"),
    ("method NAME", f"another method for this move: {', '.join(METHODS)}"),
)
EFFECTS: Final = ("effects TEXT", "what it changes if it succeeds, as in: trust +1, tension -1")
WORDS: Final[dict[str, Ruled]] = {"success": "success", "failure": "failure", "strike": "struck"}
SIDES: Final[dict[str, Literal["pro", "con"]]] = {"pro": "pro", "con": "con"}
DICE: Final = re.compile(r"\d{1,3}([ ,]+\d{1,3})*")


class Ruling:
    """One move before whoever leads the table. It lives until the move is decided."""

    def __init__(self, prompt: Prompt, move: MoveId) -> None:
        self.prompt = prompt
        self.console = prompt.console
        self.session = prompt.session
        self.draft = Adjudicate(move)

    def decide(self) -> Decision | None:
        """Return how the move is adjudicated, or None when it is asked again. Raises `Left`."""
        deck, state = self.session.deck, self.session.state
        made = move_by_id(state, self.draft.move)
        seen = move_by_id(self.prompt.sight.state, self.draft.move)
        if made is None or seen is None:
            # What the page may not show is settled by the card, behind everybody's back.
            ask = Ask(FACILITATOR, "adjudicate", self.draft.move)
            return instead_of_facilitator(deck, state, ask)
        if self.hearing(made).is_certain and not self.facilitates:
            return self.draft
        self.introduce(made)
        while True:
            hearing = self.hearing(made)
            typed = self.prompt.ask(self.question(hearing), self.helps(made, hearing))
            if not typed and not hearing.needs_ruling:
                return self.draft
            if typed and self.take(made, typed.strip()):
                return self.draft

    @property
    def facilitates(self) -> bool:
        """Whether a facilitator, who may set odds and methods aside, looks at the page."""
        return self.prompt.viewer == FACILITATOR

    def hearing(self, made: Made) -> Hearing:
        """Return what the move comes down to as the draft stands."""
        return hear(self.session.deck, self.session.state, made, self.draft)

    def introduce(self, made: Made) -> None:
        """Say whose move it is, and what it would do."""
        deck, move = self.session.deck, made.planned.move
        namer = Namer(deck, self.session.state)
        self.console.say()
        self.console.say(f"{namer.name(made.seat)}: {namer.move_text(move)}")
        if isinstance(move, FreeMove):
            self.console.say(f"It is to bring: {move.sought}", indent=2)
            return
        card, scene = deck.card_by_id[move.card], Scene(made.seat, move.target, move.posture)
        for label, effects in (
            ("Always", card.effects),
            ("On success", card.success),
            ("On failure", card.failure),
        ):
            if effects:
                said = say.effects(effects, deck, scene, self.prompt.viewer)
                self.console.say(f"{label}: {said}.", indent=2)

    def question(self, hearing: Hearing) -> str:
        """Return what is asked, with the odds before the roll."""
        if hearing.needs_ruling:
            return "The umpire's word? success, failure or strike"
        if hearing.is_certain or hearing.odds is None:
            return "It is certain. Enter lets it take effect"
        net = f", {hearing.net:+d} by argument" if hearing.net else ""
        faces = WAYS[hearing.method].faces
        dice = f"d{faces[0]}" if len(faces) == 1 else f"{len(faces)}d{faces[0]}"
        return f"Odds {odds_text(hearing.odds)}{net}. Enter rolls {dice}, or type your own dice"

    def helps(self, made: Made, hearing: Hearing) -> tuple[tuple[str, str], ...]:
        """Return what can be typed now."""
        rolls = () if hearing.needs_ruling or hearing.is_certain else ROLLS
        rules = RULES if self.may_rule(hearing) else ()
        more = FACILITATES if self.facilitates else ()
        effects = (EFFECTS,) if isinstance(made.planned.move, FreeMove) else ()
        return (*rolls, *rules, *more, *effects)

    def may_rule(self, hearing: Hearing) -> bool:
        """Return whether a person's word may decide it."""
        return hearing.needs_ruling or self.facilitates

    def take(self, made: Made, typed: str) -> bool:
        """Take *typed* into the draft; return whether that decides the move."""
        word, _, rest = typed.partition(" ")
        word, rest = word.lower(), rest.strip()
        hearing = self.hearing(made)
        if DICE.fullmatch(typed):
            dice = tuple(int(part) for part in re.split("[ ,]+", typed))
            return self.accepts(attrs.evolve(self.draft, dice=dice))
        if word in SIDES and rest:
            argument = Argument(SIDES[word], rest, seat=self.prompt.viewer)
            self.accepts(attrs.evolve(self.draft, arguments=(*self.draft.arguments, argument)))
        elif word in WORDS and self.may_rule(hearing):
            return self.accepts(attrs.evolve(self.draft, ruling=WORDS[word], reason=rest))
        elif word == "odds" and self.facilitates:
            self.odds(rest)
        elif word == "method" and self.facilitates:
            self.method(rest)
        elif word == "effects" and isinstance(made.planned.move, FreeMove):
            self.effects(rest)
        else:
            self.console.say(f'"{typed}" decides nothing here; "help" tells what does.')
        return False

    def accepts(self, draft: Adjudicate) -> bool:
        """Make *draft* the decision so far if the rules take it, else say why not."""
        deck, state = self.session.deck, self.session.state
        made = move_by_id(state, draft.move)
        if made is None:
            return False
        whole = draft
        if not draft.ruling and hear(deck, state, made, draft).needs_ruling:
            # The umpire's word is still to come; everything else is judged as if it had.
            whole = attrs.evolve(draft, ruling="success", reason=draft.reason or "to come")
        refusal = objection(deck, state, made, whole)
        if refusal:
            self.console.say(refusal.sentence)
            return False
        self.draft = draft
        return True

    def odds(self, rest: str) -> None:
        """Take odds in percent instead of the card's own, and why."""
        percent, _, reason = rest.partition(" ")
        number = percent.removesuffix("%")
        if not (number.isascii() and number.isdigit() and len(number) < 4):
            self.console.say("Type: odds N TEXT, as in: odds 60 the weather is with them.")
            return
        # Only a d100 is rolled against a percentage, so the one sets the other aside.
        method: Method | Literal[""] = "" if self.session.deck.terms.method == "odds" else "odds"
        self.accepts(
            attrs.evolve(self.draft, odds=int(number), method=method, reason=reason.strip())
        )

    def method(self, rest: str) -> None:
        """Take another method for this move."""
        found = next((method for method in METHODS if method == rest.lower()), None)
        if found is None:
            self.console.say(f"The methods are {', '.join(METHODS)}.")
            return
        self.accepts(attrs.evolve(self.draft, method=found, odds=None))

    def effects(self, rest: str) -> None:
        """Take what a free-form move changes if it succeeds."""
        scope = attrs.evolve(scope_of(self.session.deck), has_player=True, has_target=True)
        reading = read_effects(rest, scope)
        if reading.value is None:
            for problem in reading.problems:
                self.console.say(f"{problem.message}: {problem.help}", indent=2)
            return
        self.accepts(attrs.evolve(self.draft, effects=reading.value))
