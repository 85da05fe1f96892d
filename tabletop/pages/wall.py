"""
The wall while a session is played: what a room has to read, as large as the room allows.

Everything comes from the sight and the feed that everybody may see. What a frame is called, how
many there are and what was decided behind somebody's back stands nowhere on it.
"""

from tabletop.game.narrate import PHASE_LINES
from tabletop.language.ids import FACILITATOR, PHASES
from tabletop.pages import blocks
from tabletop.pages.room import GAP, SCALES, Room, beside, figures, title
from tabletop.pages.standing import large, standing
from tabletop.pages.telling import telling
from tabletop.pages.text import Words, ink, listed, put, wrapped
from tabletop.pages.view import View
from tabletop.replay.watch import Roll

SHARES = (10, 13)
"""Twentieths of the width that levels take: as a rule, and where they are many."""


def wall(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint what is to be read while a session is played, in as many lines as *room* has."""
    lines = [*banner(view, room), *waiting(view, room), put("")]
    rest = room.less(lines)
    if not room.is_wide:
        above = standing(view, rest)
        below = [*above, *([put("")] if above else [])]
        return [*lines, *below, *telling(view, roll, rest.less(below))][: room.height]
    widths = [room.width * share // 20 for share in SHARES]
    tried = [(width, standing(view, rest.part(width))) for width in widths]
    is_better = large(view, rest.part(widths[1])) and not large(view, rest.part(widths[0]))
    width, left = tried[1 if is_better else 0]
    right = telling(view, roll, rest.part(room.width - width - GAP))
    return [*lines, *beside(left, right, width)][: room.height]


def turn_texts(view: View, turn: int) -> tuple[str, str]:
    """Return which turn it is, in full and short."""
    short = f"{turn}/{view.deck.terms.turns}"
    return (f"turn {short}", short) if turn else ("rehearsal", "0")


def banner(view: View, room: Room) -> list[Words]:
    """Paint turn and phase, as large as the longest of them allows."""
    state = view.state
    most = max(room.figure_height(1), room.height // 5)
    if not state.phase:
        return title(view.deck.title, "bold $ink", room, most)
    stops = [p for p in PHASES if p in view.deck.terms.phases or p == state.phase]
    broad = max(blocks.width(phase, 1) for phase in stops)
    for scale in SCALES:
        if room.figure_height(scale) > most:
            continue
        for text, full in zip(
            turn_texts(view, state.turn), turn_texts(view, view.deck.terms.turns), strict=True
        ):
            gap = 3 * scale + 1
            wide = max(blocks.width(text, scale), blocks.width(full, scale))
            if wide + gap + broad * scale <= room.width:
                turn = figures(text, scale, "$ink", room)
                phase = figures(state.phase, scale, "$focus", room)
                return beside(turn, phase, blocks.width(text, scale), gap)
    return [put((turn_texts(view, state.turn)[0].capitalize(), "bold"), f"  {state.phase}")]


def awaited(view: View) -> tuple[str, bool]:
    """Return whom the table waits for, in a sentence, and whether it is somebody by name."""
    asked = dict.fromkeys(ask.seat for ask in view.sight.asks if ask.seat != FACILITATOR)
    if asked:
        return f"Waiting for {listed([view.name(seat) for seat in asked])}", True
    if not view.state.phase:
        return "About to begin", False
    if view.deck.terms.facilitated:
        return "Waiting for the facilitator", True
    done = {
        "plan": "All plans are sealed.",
        "answer": "All offers are answered.",
        "adjudicate": "The moves are decided, one by one.",
    }
    return done.get(view.state.phase, PHASE_LINES[view.state.phase]).rstrip("."), False


def waiting(view: View, room: Room) -> list[Words]:
    """Paint whom the table waits for, in block letters where the room is lofty."""
    text, is_named = awaited(view)
    if room.is_lofty and is_named:
        drawn = title(text, "$focus", room, room.figure_height(1))
        if len(drawn) > 1:
            return [put(""), *drawn]
    sign = "▸ " if is_named else "○ "
    style = "bold $focus" if is_named else "$quiet"
    return wrapped(put((sign, style), ink(text + ".", style)), room.width, hang=2)
