"""
The flagship: a whole island chain with a memo that turns it, to be looked at in the viewer.

Washington offers Beijing a covert bargain in turns 4 and 5, and Beijing takes it. In turn 7 a memo
leaks, the bargain falls below what both wanted of it, and Japan wins with its citizens. Had the
memo stayed in its drawer, those two would have won instead: that is the what-if line.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from tabletop.bots.seats import BotPlayer, Human
from tabletop.game.decision import Decision, Move, Report, Seal
from tabletop.game.event import InjectCame
from tabletop.game.state import State
from tabletop.journal.model import Frame, Glyph, Journal, Marker, Note
from tabletop.journal.reader import load
from tabletop.language.ids import ActorId, Viewer
from tests.journal.staged import Staging, play, remark, try_out

ENTROPY = 7
JAPAN, US, FACILITATOR = ActorId("japan"), ActorId("us"), Viewer("facilitator")
PEOPLE = {Viewer(JAPAN): Human(), Viewer(US): Human()}
BOTS = {
    Viewer("china"): BotPlayer("steady"),
    Viewer("dprk"): BotPlayer("random"),
    Viewer("partners"): BotPlayer("steady"),
    Viewer("citizens"): BotPlayer("steady"),
}
WHAT_IF = "The memo stays in its drawer"

REASONS = {
    (JAPAN, 1): (
        "Both wings in Washington count what we spend. So we spend first, and say so.",
        "Nobody here will pay for a thing that nobody explained.",
    ),
    (US, 1): (
        "Friends who buy our way stay our friends.",
        "It is their wall. The bill goes out before the summer does.",
    ),
    (JAPAN, 2): (
        "Cheap shots against cheap drones. It will not be ready soon, so begin it now.",
        "Support is what we live on; two more before the budget.",
    ),
    (US, 2): (
        "The pledge costs us a morning and buys their confidence.",
        "Somebody should talk to Pyongyang before it makes a noise.",
    ),
    (JAPAN, 3): ("If they ever leave, we want to have thought about it. Nobody is to know.",),
    (US, 3): (
        "Say it twice: once for Tokyo, once for our own hawks.",
        "They picked up last time.",
    ),
    (JAPAN, 4): (
        "Thirty years of jets, and a reason for their hawks to like us.",
        "Tell them the price before the newspapers do.",
    ),
    (US, 4): (
        "Japan waits for nothing else so long.",
        "Beijing is ready to talk, if nobody hears. This is what we came for.",
    ),
    (JAPAN, 5): ("Our own glider: late, but nobody can take it away.", "Support at ten is a fort."),
    (US, 5): (
        "It keeps Tokyo busy while we finish the other thing.",
        "One more round and it is a settlement. Tell them after it is signed.",
    ),
    (JAPAN, 6): (
        "Something happened between those two, and nobody tells us. Then we reach for ourselves.",
        "It has to be explained, this one most of all.",
    ),
    (US, 6): ("Keep the orders moving.", "They are rich enough to be asked again."),
    (JAPAN, 7): (
        "Eleven words in a photograph. We pay double and ask no more questions in public.",
        "The street is angry with them, not with us. Stay close to it.",
    ),
    (US, 7): ("Repair what can be repaired, quickly.", "Both wings still want the money."),
    (JAPAN, 8): ("Whoever comes next should find it paid for.", "End as we began: in the open."),
    (US, 8): ("One last order through the door.", "And one last bill."),
}
"""Why people made their moves, in the order sealed, by seat and turn."""

REPORTS = {
    2: ((Viewer(JAPAN), "The ambassador says the bill is meant for the wires, not for us."),),
    4: (
        (Viewer(US), "Lunch with the Chinese delegation. They asked what quiet is worth."),
        (Viewer(JAPAN), "The Americans left lunch early and would not say with whom they ate."),
    ),
    6: ((Viewer(JAPAN), "Asked Washington about Beijing. The answer was about aircraft."),),
    7: ((Viewer(US), "We did not write it like that. We did write it."),),
}
"""What people reported in the brief of a turn."""

REJECTED = {(JAPAN, 3, 0): "unnamed_fallback", (JAPAN, 6, 0): "ask_for_the_umbrella"}
"""The card that was weighed and not played, by seat, turn and place among the moves."""


def worded(state: State, decision: Decision) -> Decision:
    """Return a plan with the reasons of those who made it."""
    if not isinstance(decision, Seal) or (decision.seat, state.turn) not in REASONS:
        return decision
    reasons = REASONS[decision.seat, state.turn]
    moves = []
    for place, (move, reason) in enumerate(zip(decision.moves, reasons, strict=False)):
        rejected = REJECTED.get((decision.seat, state.turn, place), "")
        held = state.hands[decision.seat]
        assert isinstance(move, Move)
        kept = next((card for card in held if card == rejected), "")
        moves.append(attrs.evolve(move, reason=reason, rejected=kept))
    return attrs.evolve(decision, moves=(*moves, *decision.moves[len(moves) :]))


class Briefs:
    """Says each report once, when its turn is briefed."""

    def __init__(self) -> None:
        self.waiting = {turn: list(reports) for turn, reports in REPORTS.items()}

    def __call__(self, state: State) -> Decision | None:
        waiting = self.waiting.get(state.turn, [])
        return Report(*waiting.pop(0)) if state.phase == "brief" and waiting else None


def island_chain(path: Path) -> None:
    """Eight turns with people in two seats and a facilitator, remarked upon afterwards."""
    players = {**BOTS, Viewer(JAPAN): BotPlayer("steady"), Viewer(US): BotPlayer("steady")}
    order = ("japan", "us", "china", "dprk", "partners", "citizens")
    seats = {Viewer(seat): {**BOTS, **PEOPLE}[Viewer(seat)] for seat in order}
    staging = Staging({**seats, FACILITATOR: Human()}, players, worded, Briefs())
    play(path, "island_chain", staging, ENTROPY, "1515a9dc4a1ac0de")
    journal = load(path)
    leak = first(journal, comes("leaked_memo"))
    bargains = [frame.number for frame in journal.frames if plays(frame, US, "grand_bargain")]
    reach = first(journal, lambda frame: plays(frame, JAPAN, "long_arm"))
    at_ms = journal.frames[-1].at_ms
    last = try_out(path, leak - 1, WHAT_IF, Staging(players, players))
    remark(
        path,
        Marker(bargains[0], "The bargain"),
        Marker(leak, "The memo leaks"),
        Glyph(bargains[0], "!?"),
        Glyph(bargains[1], "?!"),
        Glyph(reach, "!"),
        Note(bargains[0], at_ms + 60_000, "Covert, and right for both wings at once.", "us"),
        Note(
            bargains[1],
            at_ms + 150_000,
            "From here on every brief could bring the memo, at 45 in 100. Was it worth a second round?",
            "facilitator",
        ),
        Note(
            reach,
            at_ms + 240_000,
            "We knew nothing of the bargain, and this is what not knowing looks like.",
            "japan",
        ),
        Note(leak, at_ms + 300_000, "The session turned here, on one roll.", "facilitator"),
        Note(
            last, at_ms + 420_000, "Without the leak Washington and Beijing have what they wanted."
        ),
    )


def comes(inject: str) -> Callable[[Frame], bool]:
    """Return whether *inject* comes in a frame."""
    return lambda frame: any(isinstance(e, InjectCame) and e.inject == inject for e in frame.events)


def plays(frame: Frame, seat: ActorId, card: str) -> bool:
    """Return whether *seat* seals *card* in *frame*."""
    return any(move.card == card for move in sealed(frame, seat))


def sealed(frame: Frame, seat: ActorId) -> Iterator[Move]:
    if isinstance(frame.decision, Seal) and frame.decision.seat == seat:
        yield from (move for move in frame.decision.moves if isinstance(move, Move))


def first(journal: Journal, is_it: Callable[[Frame], bool]) -> int:
    """Return the number of the first frame of *journal* of which *is_it* is so."""
    return next(frame.number for frame in journal.frames if is_it(frame))
