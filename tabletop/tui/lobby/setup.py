"""Set-up, for those who want it: who plays what, and how."""

from collections.abc import Callable, Sequence

from tabletop.bots.roster import bot_names
from tabletop.bots.seats import BotPlayer, Human, Player, Seats, player_of
from tabletop.game.deck import Deck
from tabletop.language.ids import FACILITATOR, METHODS, PHASES, Method, Phase, Viewer
from tabletop.table.session import Session
from tabletop.tui.entries import Prepared
from tabletop.tui.lobby.ready import Ready, Setup
from tabletop.tui.widgets.form import Answers, Choice, Field, Form, Text
from tabletop.tui.widgets.pick import Option

MOST_ENTROPY = 2**64 - 1


def setup_form(ready: Prepared, title: str) -> tuple[Form, Callable[[Answers], Session]]:
    """Return the set-up dialog, filled in as usual, and what makes its answers a session."""
    assert isinstance(ready, Ready), "only what can be played is set up"
    form, setup = fields_form(ready.deck, ready.setup, title, bot_names())
    return form, lambda answers: ready.begin_as(setup(answers))


def fields_form(
    deck: Deck, usual: Setup, title: str, bots: Sequence[str]
) -> tuple[Form, Callable[[Answers], Setup]]:
    """Return the dialog, and what makes its answers a set-up."""
    fields = seat_fields(deck, usual.seats, bots)
    fields += [
        facilitator_field(usual.seats),
        Choice("method", "Decided by", [Option(m, m) for m in METHODS], usual.method),
        Choice("phases", "Stop at", phase_options(usual.phases), "as said"),
        Choice(
            "rehearsal", "Rehearsal", yes_no("a turn zero first"), "yes" if usual.rehearsal else ""
        ),
        Text("entropy", "Entropy", "a number: the same luck again; empty for new luck", most=20),
        Text("save", "Save as", "a name; empty for that of the seed", most=60),
    ]

    def setup(answers: Answers) -> Setup:
        seats = seats_answered(deck, answers)
        method: Method = next(m for m in METHODS if m == answers["method"])
        return Setup(
            seats,
            method,
            phases_of(answers["phases"], usual.phases),
            bool(answers["rehearsal"]),
            int(answers["entropy"]) if answers["entropy"] else None,
            answers["save"],
        )

    def check(answers: Answers) -> str:
        said = answers["entropy"]
        if said and not (said.isascii() and said.isdigit() and int(said) <= MOST_ENTROPY):
            return f"Entropy is a whole number from 0 to {MOST_ENTROPY}."
        return ""

    form = Form(f"Set up: {title}", None, fields, check=check, confirm="starts", close="back")
    return form, setup


def seat_fields(deck: Deck, seats: Seats, bots: Sequence[str]) -> list[Field]:
    """Return the fields that ask who plays each seat, as in *seats* at first."""
    players = [Option(str(Human()), "a person")] + [
        Option(str(BotPlayer(name)), f"bot {name}") for name in bots
    ]
    return [
        Choice(f"seat-{actor.id}", actor.name, players, str(seats.get(actor.id, Human())))
        for actor in deck.actors
    ]


def facilitator_field(seats: Seats) -> Choice:
    """Return the field that asks whether a person facilitates, as in *seats* at first."""
    by_whom = [Option("", "nobody: the table"), Option(str(Human()), "a person")]
    return Choice(
        "facilitator", "Facilitates", by_whom, str(Human()) if FACILITATOR in seats else ""
    )


def seats_answered(deck: Deck, answers: Answers) -> dict[Viewer, Player]:
    """Return who plays, by what was answered to the fields of the seats."""
    seats = {Viewer(actor.id): player_of(answers[f"seat-{actor.id}"]) for actor in deck.actors}
    if answers.get("facilitator"):
        seats[FACILITATOR] = Human()
    return seats


def yes_no(yes: str) -> list[Option]:
    return [Option("", "no"), Option("yes", yes)]


def phase_options(usual: Sequence[Phase]) -> list[Option]:
    """Return which phases a table may stop at."""
    return [
        Option("as said", f"{len(usual)} phases, as the seed says"),
        Option("all", "every phase"),
        Option("short", "plan, answer and adjudicate only"),
    ]


def phases_of(said: str, usual: tuple[Phase, ...]) -> tuple[Phase, ...]:
    """Return the phases that *said* stands for, in their order."""
    if said == "all":
        return PHASES
    if said == "short":
        return tuple(p for p in PHASES if p in ("plan", "answer", "adjudicate"))
    return usual
