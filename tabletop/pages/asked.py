"""What is asked of whom, in one sentence."""

from collections.abc import Sequence

from tabletop.game.asks import Ask
from tabletop.game.decision import FreeMove
from tabletop.language.ids import FACILITATOR, PHASES, Viewer
from tabletop.pages.text import Words, ink, listed, plain, put
from tabletop.pages.view import View

LINE_ROOM = 40
"""Cells that the name of a line takes at most, where it stands beside what is asked."""

NEXT = {
    "brief": "read the news",
    "announce": "everyone has shown what they will",
    "talk": "the talking is done",
    "plan": "all plans are sealed: the reveal",
    "reveal": "all moves are seen",
    "adjudicate": "every move is decided: the aftermath",
    "aftermath": "the turn is over",
}


def allowance(view: View) -> str:
    """Return how many moves a seat makes."""
    least, most = view.deck.moves.least, view.deck.moves.most
    plural = "s" if most != 1 else ""
    if least == most:
        return f"exactly {most} move{plural}"
    return f"{least} to {most} moves" if least else f"up to {most} move{plural}"


def own_task(view: View, ask: Ask, *, leads: bool) -> str:
    """Return what *ask* wants of whoever is at the keyboard."""
    match ask.what:
        case "seal":
            return f"Plan {allowance(view)}, then seal."
        case "choose":
            inject = next((i for i in view.deck.injects if i.id == ask.subject), None)
            return f"Choose: {inject.title if inject else 'news waits for an answer'}."
        case "answer":
            offer = next((o for o in view.state.offers if o.id == ask.subject), None)
            title = view.deck.card_by_id[offer.card].title if offer else "an offer"
            by = f" from {view.name(offer.by)}" if offer else ""
            return f"Answer {title}{by}."
        case "adjudicate":
            return f"Next to decide: {subject(view, ask)}."
        case _ if view.state.phase == "answer":
            said = (
                "All offers are answered" if view.state.offers else "No offer waits for an answer"
            )
            return f"{said}. Go on?"
        case _:
            return f"{NEXT.get(view.state.phase, 'ready').capitalize()}. Go on?"


def subject(view: View, ask: Ask) -> str:
    """Return the move that an adjudication is about, as far as the viewer knows of it."""
    made = next((m for m in view.state.moves if m.id == ask.subject), None)
    if made is None:
        return "a move you cannot see"
    move = made.planned.move
    title = move.text if isinstance(move, FreeMove) else view.deck.card_by_id[move.card].title
    return f"{title}, by {view.name(made.seat)}"


def waiting(view: View, asks: Sequence[Ask]) -> str:
    """Return for whom the table waits besides the viewer."""
    seats = dict.fromkeys(a.seat for a in asks if a.seat not in (view.viewer, FACILITATOR))
    names = [view.name(seat) for seat in seats]
    if not names:
        return ""
    return f"Waiting for {listed(names)}."


def task(view: View, asks: Sequence[Ask], *, leads: bool) -> Words:
    """
    Say what is asked now.

    Args:
        asks: All that is awaited, as the session tells it.
        leads: Whether whoever is at the keyboard decides and goes on for the table.
    """
    if view.state.is_over:
        return put(("▸ ", "$focus"), ("The session is over.", "bold"))
    mine = [a for a in asks if a.seat == view.viewer or (leads and a.seat == FACILITATOR)]
    others = waiting(view, asks)
    if mine:
        said = own_task(view, mine[0], leads=leads)
        rest = f"  {others}" if others else ""
        return put(("▸ ", "bold $focus"), ink(said, "bold"), (rest, "$quiet"))
    if not others and any(a.seat == FACILITATOR for a in asks):
        others = "Waiting for the facilitator."
    return put(("○ ", "$quiet"), plain(others or "The table is at work."))


def otherwise(line: str) -> Words:
    """Say that it is the what-if *line* that is played; "" while it has no frame yet."""
    named = line if line.startswith("what-if ") else f"what if: {line or 'something else'}"
    return put(("◇ ", "$focus"), ink(named, "bold $focus").truncate(LINE_ROOM, ellipsis=True))


def ribbon(view: View, width: int) -> Words:
    """Paint the phases of a turn with the present one marked, as many as *width* holds."""
    phases = [p for p in PHASES if p in view.deck.terms.phases or p == view.state.phase]
    if view.state.phase not in phases:
        return put("")
    at = phases.index(view.state.phase)
    whole = put("  ").join(
        put((f"[{p}]", "bold $focus")) if i == at else put((p, "$quiet"))
        for i, p in enumerate(phases)
    )
    if whole.cell_length <= width:
        return whole
    near = [put((f"[{phases[at]}]", "bold $focus"))]
    if at + 1 < len(phases):
        near.append(put((f"then {phases[at + 1]}", "$quiet")))
    return put("  ").join(near)


def turn_words(view: View) -> str:
    """Return which turn it is."""
    if view.state.phase == "" and not view.state.is_over:
        return "about to begin"
    turn = view.state.turn
    return "turn zero, a rehearsal" if turn == 0 else f"turn {turn} of {view.deck.terms.turns}"


def whose(view: View) -> str:
    """Return whose sight it is."""
    return view.name(Viewer(view.viewer))
