"""News and what it asks; the seat's brief and objectives; the feed."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from tabletop.game.deck import Inject, Objective
from tabletop.language import say
from tabletop.language.expr import Scene, evaluate
from tabletop.language.ids import FACILITATOR, WALL
from tabletop.pages.text import (
    NOTHING,
    Row,
    Scroll,
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
from tabletop.table.feed import Told

TOPICS: Final = {
    "inject": ("◆ ", "$focus", ""),
    "report": ("“ ", "$focus", ""),
    "move": ("▸ ", "$quiet", ""),
    "offer": ("◇ ", "$quiet", ""),
    "dice": ("• ", "$focus", "bold"),
    "level": ("  ", "", "$quiet"),
    "piece": ("■ ", "$quiet", ""),
    "score": ("* ", "$focus", ""),
}


def came(view: View) -> list[Inject]:
    """Return the injects that have come to the viewer: those that ask first, then the newest."""
    asked = {question.inject for question in view.state.questions}
    newest = [view.deck.inject_by_id[i] for i in reversed(tuple(view.state.came))]
    return sorted(newest, key=lambda inject: inject.id not in asked)


def news(view: View, width: int) -> list[Row]:
    """Paint the injects that have come."""
    shown = came(view)
    if not shown:
        return rows(wrapped(put(("No news yet.", "$quiet")), width, indent=2))
    asked = {question.inject: question.seat for question in view.state.questions}
    painted: list[Row] = []
    for index, inject in enumerate(shown):
        seat = asked.get(inject.id)
        note = put("")
        if seat == view.viewer:
            note = put(("○ yours to choose", "bold $focus"))
        elif seat is not None:
            note = put((f"○ {view.name(seat)} chooses", "$quiet"))
        hidden = ("◌ " if ("inject", inject.id) in view.unseen else "", "$covert")
        painted += rows(sides(put("  ", hidden, ink(inject.title, "bold")), note, width), index)
    return painted


def inject_page(view: View, inject: Inject, width: int) -> list[Row]:
    """Paint one piece of news in full, with its choices."""
    painted = rows(wrapped(ink(inject.title, "bold"), width))
    if inject.heard_by:
        names = ", ".join(view.name(actor) for actor in inject.heard_by)
        painted += rows(wrapped(put((f"For {names} alone.", "$covert")), width))
    if inject.text:
        painted += rows([put(""), *paragraphs(inject.text, width)])
    if inject.effects:
        words = plain(say.effects(inject.effects, view.deck))
        painted += rows([put(""), *fact_lines("Effect", words, width)])
    if inject.choices:
        painted += rows([put(""), heading("Choices", width)])
        for choice in inject.choices:
            painted += rows(wrapped(ink(choice.title, "bold"), width))
            if choice.effects:
                words = plain(say.effects(choice.effects, view.deck))
                painted += rows(wrapped(words.stylize("$quiet"), width, indent=2))
    if inject.alt:
        painted += rows([put(""), *wrapped(put(("Picture: ", "$quiet"), plain(inject.alt)), width)])
    return painted


def objectives(view: View) -> list[Objective]:
    """Return the objectives that the viewer knows, its own first."""
    return sorted(view.deck.objectives, key=lambda o: view.viewer not in o.by)


def aims(view: View, width: int) -> list[Row]:
    """Paint the objectives that the viewer knows."""
    known = objectives(view)
    if not known:
        return rows(wrapped(put(("No objectives are open to all.", "$quiet")), width, indent=2))
    painted: list[Row] = []
    for index, objective in enumerate(known):
        names = ", ".join(view.name(actor) for actor in objective.by)
        note = put(("secret, " if objective.secret else "", "$covert"), (names, "$quiet"))
        painted += rows(sides(put("  ", ink(objective.title, "bold")), note, width), index)
    return painted


def aim_page(view: View, objective: Objective | None, width: int) -> list[Row]:
    """Paint the seat's brief, and one objective with how it stands."""
    painted: list[Row] = []
    actor = next((a for a in view.deck.actors if a.id == view.viewer), None)
    if objective:
        painted += rows(wrapped(ink(objective.title, "bold"), width))
        if objective.text:
            painted += rows([put(""), *paragraphs(objective.text, width)])
        painted.append(Row(put("")))
        scene = Scene(objective.by[0])
        if objective.test is not None:
            words = plain(say.phrase(objective.test, view.deck, scene))
            painted += rows(fact_lines("If", words, width))
        words = plain(say.phrase(objective.points, view.deck, scene))
        painted += rows(fact_lines("Points", words, width))
        if view.viewer in (*objective.by, FACILITATOR) and objective.test is not None:
            own = Scene(objective.by[0] if view.viewer == FACILITATOR else view.viewer)  # type: ignore[arg-type]
            holds = evaluate(objective.test, view.deck.tests, view.state, own)
            now = put(("✓ holds as it stands", "$good")) if holds else put(("○ not yet", "$quiet"))
            painted += rows(fact_lines("Now", now, width))
    if actor and actor.brief:
        painted += rows([put(""), heading("Your brief", width), *paragraphs(actor.brief, width)])
    text = view.deck.text
    if text and view.viewer in (WALL, FACILITATOR):
        painted += rows([put(""), heading(view.deck.title, width), *paragraphs(text, width)])
    return painted if objective else painted[1:]


def feed(told: Sequence[Told], width: int, so_far: Scroll[Told] | None = None) -> Scroll[Told]:
    """Lay out what the viewer was told; *so_far*, where that is its beginning, grows to it."""
    if so_far is None or not so_far.begins(told, width):
        so_far = Scroll(width, told_lines)
    so_far.grow(told)
    return so_far


def told_lines(told: Told, width: int, is_first: bool) -> Sequence[Words]:
    """Lay out one line of the feed; a turn has a heading, after a blank line but for the first."""
    topic, text = told.line.topic, told.line.text
    if topic == "turn":
        title = heading(text.rstrip("."), width)
        return [title] if is_first else [NOTHING, title]
    if topic == "phase":
        return wrapped(ink(text, "$focus"), width)
    return feed_lines(topic, text, width)


def feed_lines(topic: str, text: str, width: int) -> list[Words]:
    """Lay out one thing that was told: the sign of its topic, then the sentence."""
    sign, sign_style, style = TOPICS.get(topic, ("  ", "", ""))
    return wrapped(put((sign, sign_style), ink(text, style)), width, hang=2)


KNOWN = 8_000
"""Painted lines that are kept: a few hundred for each width and pair of eyes."""


def story(told: Sequence[Told], number: int, width: int, veiled: Sequence[bool] = ()) -> list[Row]:
    """
    Paint what was told, an item for each line, the lines of frame *number* the brightest.

    Args:
        veiled: For each line, whether a seat was not told it; none for all told.
    """
    painted: list[Row] = []
    for item, line in enumerate(told):
        if line.line.topic == "turn" and painted:
            painted.append(Row(put("")))
        is_veiled = bool(veiled) and veiled[item]
        parts = painted_line(
            line.line.topic,
            line.line.text,
            width,
            is_now=line.frame == number,
            is_veiled=is_veiled,
        )
        painted += [Row(part, item) for part in parts]
    return painted


@lru_cache(KNOWN)
def painted_line(
    topic: str, text: str, width: int, *, is_now: bool, is_veiled: bool
) -> tuple[Words, ...]:
    """Paint one line: a heading for a turn, else the sign of its topic and the sentence."""
    if topic == "turn":
        return (heading(text.rstrip("."), width),)
    sign, sign_style, style = TOPICS.get(topic, ("  ", "", ""))
    if topic == "phase":
        sign, sign_style, style = "", "", "$focus" if is_now else "$quiet"
    elif not is_now:
        sign_style, style = "$quiet", "$quiet"
    elif topic == "level":
        style = ""
    if is_veiled:
        sign, sign_style = "◌ ", "$covert"
    said = put((sign, sign_style), ink(text, style))
    return tuple(part.pad_left(2) for part in wrapped(said, width - 2, hang=2 if sign else 0))
