"""Leading the table at the keyboard: going on, deciding moves, and what a facilitator may do."""

import re
from typing import Final, Literal

import attrs

from tabletop.bots.thinker import instead_of_facilitator
from tabletop.cli.plain import show
from tabletop.cli.plain.prompt import Prompt
from tabletop.game.adjudicate import Hearing, hear, objection
from tabletop.game.asks import Ask
from tabletop.game.decision import (
    Adjudicate,
    Argument,
    Correct,
    Decision,
    Expose,
    FreeMove,
    Proceed,
    Release,
    Reorder,
    Report,
    Ruled,
    Unseal,
)
from tabletop.game.deck import scope_of
from tabletop.game.methods import WAYS
from tabletop.game.narrate import Namer, odds_text
from tabletop.game.state import Made, move_by_id
from tabletop.language import say
from tabletop.language.expr import Scene
from tabletop.language.ids import (
    FACILITATOR,
    METHODS,
    ActorId,
    InjectId,
    LevelId,
    Method,
    MoveId,
    Viewer,
)
from tabletop.language.read import read_effects

GO_ON: Final = {
    "brief": "The news is read. Enter goes on",
    "announce": "Enter goes on",
    "talk": "Talk as long as you like. Enter ends the talk",
    "plan": "Everybody has sealed. Enter breaks the seals",
    "reveal": "Enter goes on",
    "answer": "Enter goes on",
    "adjudicate": "Enter goes on to the aftermath",
    "aftermath": "Enter goes on to the next turn",
}
SAY: Final = ("say TEXT", "tell the table what was said or agreed off it")
UNSEAL: Final = ("unseal", "take your sealed plan back and plan anew")
FACILITATES: Final = (
    ("injects", "the injects you can bring"),
    ("release ID", "bring an inject now"),
    ("expose N", "bring covert piece N of `table` to light; a reason may follow"),
    ("correct LEVEL N REASON", "set a level by hand, as in: correct trust 5 miscounted"),
    ("order N N ...", "give the waiting moves another order"),
)


class PlainLead:
    """The part of whoever leads: a facilitator, or those who sit at the keyboard together."""

    def __init__(self, prompt: Prompt) -> None:
        self.prompt = prompt
        self.session = prompt.session
        self.console = prompt.console

    @property
    def facilitates(self) -> bool:
        """Whether a facilitator, who may do more than go on, looks at the page."""
        return self.prompt.viewer == FACILITATOR

    def go_on(self) -> Decision | None:
        """Return what is decided in a quiet moment, or None when it is asked again."""
        state = self.session.state
        helps = [("Enter", "go on"), SAY]
        if state.phase == "plan" and self.sealed():
            helps.append(UNSEAL)
        if self.facilitates:
            helps += FACILITATES
        typed = self.prompt.ask(GO_ON.get(state.phase, "Enter goes on"), helps)
        word, _, rest = typed.partition(" ")
        rest = rest.strip()
        match word.lower():
            case "":
                return Proceed()
            case "say":
                return self.say(rest)
            case "unseal":
                return self.unseal(rest)
            case word if self.facilitates:
                return self.facilitate(word, rest)
            case _:
                self.console.say('Press Enter to go on, or type "help".')
                return None

    def facilitate(self, word: str, rest: str) -> Decision | None:
        """Return what a facilitator decides with *word*."""
        match word:
            case "injects":
                self.injects()
            case "release":
                return Release(InjectId(rest))
            case "expose":
                return self.expose(rest)
            case "correct":
                return self.correct(rest)
            case "order":
                return self.order(rest)
            case _:
                self.console.say('Press Enter to go on, or type "help".')
        return None

    def say(self, rest: str) -> Decision | None:
        """Return the report of what was said; at the common table it begins with the seat."""
        viewer = self.prompt.viewer
        if viewer in self.session.seats:
            return Report(viewer, rest)
        seat, _, text = rest.partition(" ")
        if seat not in self.session.deck.actor_by_id:
            known = ", ".join(actor.id for actor in self.session.deck.actors)
            self.console.say(f"Say who speaks: say SEAT TEXT. The seats are {known}.")
            return None
        return Report(Viewer(seat), text.strip())

    def sealed(self) -> list[Viewer]:
        """Return the people whose plans lie sealed."""
        return [seat for seat in self.session.people if seat in self.session.state.plans]

    def unseal(self, rest: str) -> Decision | None:
        """Return the decision to take a person's sealed plan back."""
        sealed = self.sealed()
        named = Viewer(rest) if rest else sealed[0] if len(sealed) == 1 else Viewer("")
        if named in sealed:
            return Unseal(ActorId(named))
        self.console.say(f"Whose? Type unseal and a seat: {', '.join(sealed) or 'nobody sealed'}.")
        return None

    def injects(self) -> None:
        """Show the injects that have not come, and those that may come again."""
        came = self.session.state.came
        self.prompt.lines(
            [
                f"{inject.id}: {inject.title}"
                for inject in self.session.deck.injects
                if inject.repeats or not came.get(inject.id)
            ]
            or ["There are none left."]
        )

    def expose(self, rest: str) -> Decision | None:
        """Return the decision to bring a piece to light."""
        typed, _, reason = rest.partition(" ")
        pieces = self.session.state.pieces
        if not pieces:
            self.console.say("No piece lies on the table.")
            return None
        self.prompt.lines(
            [f"{n}. {show.piece_line(self.prompt.sight, p)}" for n, p in enumerate(pieces, start=1)]
        )
        number = self.prompt.number(typed, len(pieces))
        return None if number is None else Expose(pieces[number - 1].id, reason.strip())

    def correct(self, rest: str) -> Decision | None:
        """Return the correction of a level."""
        match rest.split(maxsplit=2):
            case [level, now, *reason] if now.removeprefix("-").isdecimal() and len(now) < 12:
                return Correct(LevelId(level), int(now), " ".join(reason))
        self.console.say("Type: correct LEVEL N REASON, as in: correct trust 5 miscounted.")
        self.prompt.lines(list(self.session.state.levels))
        return None

    def order(self, rest: str) -> Decision | None:
        """Return the waiting moves in another order."""
        waiting = [made for made in self.session.state.moves if not made.outcome]
        numbers = rest.split()
        if sorted(numbers) != sorted(str(n) for n in range(1, len(waiting) + 1)):
            self.console.say("Type order and the number of each waiting move, once:")
            self.prompt.lines([f"{n}. {self.waiting(m)}" for n, m in enumerate(waiting, start=1)])
            return None
        return Reorder(tuple(waiting[int(n) - 1].id for n in numbers))

    def waiting(self, made: Made) -> str:
        """Return one waiting move in a few words."""
        namer = Namer(self.session.deck, self.session.state)
        return f"{namer.name(made.seat)}: {namer.move_text(made.planned.move)}"


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
WITH_ODDS: Final = (
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
        """Return how the move is adjudicated, or None to ask again. Raises `KeyboardLeft`."""
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
        more = WITH_ODDS if self.facilitates else ()
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
