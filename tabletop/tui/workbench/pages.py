"""What stands beside the text: the part under the cursor as it will look, mistakes, an outline."""

from collections.abc import Sequence
from pathlib import Path

from tabletop.authoring.edit.outline import Part
from tabletop.authoring.text.findings import Diagnostic
from tabletop.game.deck import Deck, Ending
from tabletop.game.sight import sight
from tabletop.game.state import opening
from tabletop.language import say
from tabletop.language.expr import Scene
from tabletop.language.ids import FACILITATOR, NOBODY
from tabletop.pages import hand, news, situation
from tabletop.pages.text import (
    Row,
    Words,
    fact_lines,
    heading,
    ink,
    paragraphs,
    plain,
    put,
    rows,
    sides,
    wrapped,
)
from tabletop.pages.view import View

SECTIONS = {
    "actors": "Actors",
    "tracks": "Tracks",
    "tests": "Tests",
    "cards": "Cards",
    "injects": "Injects",
    "piles": "Piles",
    "objectives": "Objectives",
    "endings": "Endings",
    "seats": "Seats",
}
"""Sections that an outline shows, and their headings."""


def view_of_deck(deck: Deck, path: Path) -> View:
    """Return the table of *deck* before its first turn, as the facilitator sees it."""
    return View(sight(deck, opening(deck), FACILITATOR), (), {}, {}, path, 0)


def part_page(view: View, part: Part | None, width: int) -> list[Row] | None:
    """Paint *part* as it will look at the table; None for what has no look of its own."""
    if part is None or not part.id:
        return None
    deck = view.deck
    match part.section:
        case "cards":
            found = next((c for c in deck.cards if c.id == part.id), None)
            if found is None:
                return None
            seat = next(iter(found.by), NOBODY)
            return hand.card_page(view, found, seat, width, copies=found.copies)
        case "tracks":
            track = next((t for t in deck.tracks if t.id == part.id), None)
            if track is None or not track.is_shared:
                return track_page(view, part, width)
            named = rows(wrapped(ink(track.name, "bold"), width))
            return [*named, Row(put("")), *situation.track_page(view, track, width)]
        case "actors" | "seats":
            actor = next((a for a in deck.actors if a.id == part.id), None)
            return situation.actor_page(view, actor, width) if actor else None
        case "injects":
            inject = next((i for i in deck.injects if i.id == part.id), None)
            return news.inject_page(view, inject, width) if inject else None
        case "objectives":
            aim = next((o for o in deck.objectives if o.id == part.id), None)
            return news.aim_page(view, aim, width) if aim and aim.by else None
        case "endings":
            ending = next((e for e in deck.endings if e.id == part.id), None)
            return ending_page(view, ending, width) if ending else None
        case _:
            return None


def track_page(view: View, part: Part, width: int) -> list[Row] | None:
    """Paint a track of which each actor has a level."""
    track = next((t for t in view.deck.tracks if t.id == part.id), None)
    if track is None:
        return None
    lines = [ink(track.name, "bold"), put((f"From {track.low} to {track.high}.", "$quiet"))]
    for actor, start in track.starts.items():
        lines += wrapped(put(f"{start:>4}  ", plain(view.name(actor))), width, hang=6)
    text = [put(""), *paragraphs(track.text, width)] if track.text else []
    return rows([*lines, *text])


def ending_page(view: View, ending: Ending, width: int) -> list[Row]:
    """Paint what ends the session."""
    lines = wrapped(ink(ending.title, "bold"), width)
    if ending.text:
        lines += [put(""), *paragraphs(ending.text, width)]
    when = say.phrase(ending.when, view.deck, Scene())
    return rows([*lines, put(""), *fact_lines("Ends when", plain(when), width)])


def deck_page(deck: Deck, width: int) -> list[Row]:
    """Paint what the deck is as a whole."""
    lines = wrapped(ink(deck.title or "A deck without a title", "bold"), width)
    counts = (
        (len(deck.actors), "actor"),
        (len(deck.tracks), "track"),
        (len(deck.cards), "card"),
        (len(deck.injects), "inject"),
        (len(deck.objectives), "objective"),
    )
    said = ", ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in counts if n)
    lines += wrapped(put((said or "Nothing in it yet.", "$quiet")), width)
    lines += wrapped(put((f"{deck.terms.turns} turns, {deck.moves}", "$quiet")), width)
    if deck.text:
        lines += [put(""), *paragraphs(deck.text, width)]
    held = [
        (actor, sum(card.copies for card in deck.cards if actor.id in card.by))
        for actor in deck.actors
    ]
    if held:
        lines += [put(""), heading("Who holds how many cards", width)]
        lines += [
            line
            for actor, count in held
            for line in sides(ink(actor.name, ""), put((str(count), "bold")), width)
        ]
    return rows(lines)


def sign(problem: Diagnostic) -> Words:
    """Return the sign of an error or a warning."""
    return put(("✗ ", "$bad")) if problem.severity == "error" else put(("! ", "bold"))


def problems(found: Sequence[Diagnostic], own: str, width: int) -> list[Row]:
    """Paint every problem with its line, code and sentence, and what may be done."""
    painted: list[Row] = []
    for index, problem in enumerate(found):
        where = f"line {problem.span.line}" if problem.span.file == own else str(problem.span)
        place = put((f"{where}, {problem.code}", "$quiet"))
        said = put("  ", sign(problem), plain(problem.message))
        painted += rows(sides(said, place, width, hang=4), index)
    if not painted:
        painted = rows(wrapped(put("  ", ("✓ ", "$good"), "Nothing is wrong."), width))
    return painted


def told(problem: Diagnostic, width: int) -> Words:
    """Paint one problem in a line: what, and what may be done about it."""
    after = f"  {problem.help}" if problem.help else ""
    key = put(("  f4 ", "bold $focus"), "mends it") if problem.fix else put("")
    said = put(sign(problem), plain(problem.message), (after, "$quiet"))
    return said.truncate(max(4, width - key.cell_length), ellipsis=True).append(key)


def outline(parts: Sequence[Part], here: Part | None, width: int, wanted: str = "") -> list[Row]:
    """Paint the parts of a file by section; items are indexes into *parts*."""
    painted: list[Row] = []
    section = ""
    for index, part in enumerate(parts):
        if part.section not in SECTIONS or not part.id or not matches(part, wanted):
            continue
        if part.section != section:
            section = part.section
            painted += rows([put(""), heading(SECTIONS[section], width)] if painted else [
                heading(SECTIONS[section], width)
            ])  # fmt: skip
        style = "bold $focus" if part == here else ""
        title = ink(part.title or part.id, style)
        note = put((part.id if part.title else "", "$quiet"))
        room = title.cell_length + note.cell_length + 4
        line = put("  ", title) if room > width else sides(put("  ", title), note, width)[0]
        painted += rows([line.truncate(width, ellipsis=True)], index)
    return painted


def matches(part: Part, wanted: str) -> bool:
    """Return whether *part* is called something like *wanted*."""
    low = wanted.lower()
    return low in part.id.lower() or low in part.title.lower()
