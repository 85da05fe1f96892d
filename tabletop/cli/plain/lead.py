"""Leading the table at the keyboard: going on, and what only a facilitator may do."""

from typing import Final

from tabletop.cli.plain import show
from tabletop.cli.plain.prompt import Prompt
from tabletop.game.decision import (
    Correct,
    Decision,
    Expose,
    Proceed,
    Release,
    Reorder,
    Report,
    Unseal,
)
from tabletop.game.narrate import Namer
from tabletop.game.state import Made
from tabletop.language.ids import FACILITATOR, ActorId, InjectId, LevelId, Viewer

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
