"""What happened, for a room to read: the last roll, moves, offers, news, what was said last."""

from collections.abc import Callable, Sequence
from typing import Final

from tabletop.game.adjudicate import hear
from tabletop.game.decision import Adjudicate
from tabletop.game.event import Odds
from tabletop.game.secrecy import shows_odds
from tabletop.language.ids import WALL
from tabletop.pages import blocks, moves, news
from tabletop.pages.card import odds_text
from tabletop.pages.hand import bare_words
from tabletop.pages.room import GAP, Room, figures
from tabletop.pages.text import Words, column, heading, ink, plain, put, wrapped
from tabletop.pages.view import View
from tabletop.replay.watch import Roll

SEEN: Final = ("adjudicate", "aftermath", "brief")
"""Phases in which the last roll stands on the wall."""


def telling(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint the last roll, this turn's moves, open offers and news, then what was said last."""
    lines: list[Words] = []
    for name in order(view):
        part = PARTS[name](view, roll, room)
        if not part:
            continue
        titled = [heading(name, room.width), *part] if room.is_high else part
        gap = [put("")] if lines and room.is_high else []
        left = room.height - len(lines) - len(gap)
        if left < min(len(titled), 2):
            break
        cut = titled if len(titled) <= left else [*titled[: left - 1], put(("…", "$quiet"))]
        lines += [*gap, *cut]
    gap = [put("")] if lines and room.is_high else []
    left = room.height - len(lines) - len(gap) - room.is_high
    said = last_said(view, room.width, left)
    if said:
        titled = [heading("What happened", room.width)] if room.is_high else []
        lines += [*gap, *titled, *said]
    return lines


def order(view: View) -> tuple[str, ...]:
    """Return what the phase makes most important first."""
    match view.state.phase:
        case "reveal" | "adjudicate":
            return ("Next", "Last roll", "Moves", "Offers", "News")
        case "answer":
            return ("Offers", "Moves", "News")
        case "aftermath":
            return ("Last roll", "Moves", "News", "Offers")
        case "brief":
            return ("News", "Last roll", "Offers")
        case _:
            return ("News", "Offers", "Moves")


def next_lines(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint the move that is decided next, and its odds before anything is rolled."""
    asked = next((a.subject for a in view.sight.asks if a.what == "adjudicate"), "")
    made = next((m for m in view.state.moves if m.id == asked), None)
    if made is None or not shows_odds(view.deck, made, WALL):
        return []
    odds = hear(view.deck, view.state, made, Adjudicate(made.id)).odds
    if odds is None:
        return []
    who = put(bare_words(view, made.planned.move), (", ", "$quiet"), ink(view.name(made.seat), ""))
    text = short(odds)
    if room.is_high:
        return [*wrapped(who, room.width), *drawn([("odds", text, "$ink")], [0], room)]
    return wrapped(put(who, (": odds ", "$quiet"), (text, "bold")), room.width, hang=2)


def short(odds: Odds) -> str:
    """Return odds in letters that blocks have: "70%" or "21/36"."""
    return odds_text(odds).replace(" of ", "/")


def roll_lines(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint the receipt of the last roll: odds before dice, dice before the outcome."""
    if roll is None or view.state.phase not in SEEN:
        return []
    receipt = roll.receipt
    sign, word, style = moves.OUTCOMES[receipt.outcome]
    who = put(ink(roll.title, "bold"), (", ", "$quiet"), ink(view.name(roll.seat), "bold"))
    dice = " ".join(map(str, receipt.dice))
    source = {"rolled": "rolled", "typed": "thrown"}.get(receipt.source, "")
    odds = short(receipt.odds) if receipt.odds else ""
    steps = [("odds", odds, "$ink"), (source, dice, "$focus"), ("result", word, style)]
    known = [step for step in steps if step[1]]
    wide = [max(blocks.width(text, 1), len(label)) for label, text, _ in known]
    if room.is_high and sum(wide) + GAP * (len(wide) - 1) <= room.width:
        return [*wrapped(who, room.width), *drawn(known, wide, room)]
    known[-1] = (sign, word.upper(), style)
    said = [put((f"{label} ", "$quiet"), (text, f"bold {style}")) for label, text, style in known]
    return wrapped(put(who, ": ", put(("  ", "")).join(said)), room.width, hang=2)


def drawn(known: Sequence[tuple[str, str, str]], wide: Sequence[int], room: Room) -> list[Words]:
    """Paint words in blocks side by side, each under its label."""
    cells = [
        [put((label, "$quiet")), *figures(text, 1, style, room)] for label, text, style in known
    ]
    return [
        put(" " * GAP)
        .join(column(cell, max(w, cell.cell_length)) for cell, w in zip(row, wide, strict=True))
        .rstrip()
        for row in zip(*cells, strict=True)
    ]


def move_lines(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint this turn's open moves and what came of each."""
    if not view.state.moves:
        return []
    asked = next((a.subject for a in view.sight.asks if a.what == "adjudicate"), "")
    return [row.content[2:] for row in moves.moves(view, asked, room.width + 2)]


def offer_lines(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint the open offers."""
    lines: list[Words] = []
    for offer in view.state.offers:
        card = view.deck.card_by_id[offer.card]
        way = put(plain(view.name(offer.by)), (" to ", "$quiet"), plain(view.name(offer.to)))
        text = put(("◇ ", "$focus"), ink(card.title, "bold"), "  ", way)
        lines += wrapped(text, room.width, hang=2)
    return lines


def news_lines(view: View, roll: Roll | None, room: Room) -> list[Words]:
    """Paint the news of this turn, the newest first."""
    lines: list[Words] = []
    fresh = {t.line.text for t in view.feed if t.turn == view.state.turn}
    for inject in news.came(view):
        if not any(text.startswith(f"{inject.title}.") for text in fresh):
            continue
        lines += wrapped(put(("◆ ", "$focus"), ink(inject.title, "bold")), room.width, hang=2)
        if inject.text:
            lines += wrapped(plain(" ".join(inject.text.split())), room.width, indent=2)
    return lines


PARTS: Final[dict[str, Callable[[View, Roll | None, Room], list[Words]]]] = {
    "Next": next_lines,
    "Last roll": roll_lines,
    "Moves": move_lines,
    "Offers": offer_lines,
    "News": news_lines,
}


def last_said(view: View, width: int, most: int) -> list[Words]:
    """Paint the last of what everybody was told, whole sentences only, in *most* lines."""
    lines: list[Words] = []
    for told in reversed(view.feed):
        if told.line.topic in ("turn", "phase"):
            continue
        said = news.feed_lines(told.line.topic, told.line.text, width)
        if len(lines) + len(said) > most:
            break
        lines = [*said, *lines]
    return lines
