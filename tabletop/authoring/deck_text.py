"""Deck text read whole: a deck, or every problem that keeps it from being one."""

import re
from typing import Final

import attrs

from tabletop.authoring.cards import TURNS, read_cards
from tabletop.authoring.desk import Desk, opened
from tabletop.authoring.diagnostic import Diagnostic, has_errors, in_order
from tabletop.authoring.fields import Fields
from tabletop.authoring.forms import FORMS
from tabletop.authoring.meaning import check_meaning
from tabletop.authoring.names import Names, check_id
from tabletop.authoring.nodes import Listing, Scalar, Table
from tabletop.authoring.parts import (
    read_actors,
    read_endings,
    read_injects,
    read_objectives,
    read_piles,
    read_tests,
)
from tabletop.authoring.readings import Readings
from tabletop.authoring.sense import check_circles, check_counts, check_leaks
from tabletop.authoring.silence import heard
from tabletop.authoring.source import Source
from tabletop.authoring.tracks import read_tracks
from tabletop.authoring.values import Findings
from tabletop.game.clean import LINE, clean_line
from tabletop.game.deck import Allowance, Deck, Order, Terms
from tabletop.game.language.reads import weights
from tabletop.game.words import KINDS, METHODS, PHASES, Method, Phase

MOST_MOVES: Final = 9
MOVES: Final = re.compile(
    r"up to (?P<most>\d{1,4})|exactly (?P<n>\d{1,4})|(?P<a>\d{1,4}) to (?P<b>\d{1,4})"
)
KIND: Final = re.compile(r"[a-z][a-z -]{0,29}")
ORDERS: Final[tuple[Order, ...]] = ("sealed", "in turn")
DEFAULT: Final = Terms()


@attrs.frozen
class DeckText:
    """
    What came of reading a deck's text.

    Attributes:
        deck: None exactly when one of the *diagnostics* is an error.
        diagnostics: By place.
        names: Every id that it declares, for the seeds that name them.
    """

    deck: Deck | None
    diagnostics: tuple[Diagnostic, ...]
    names: Names


def read_deck(
    source: Source, table: Table, readings: Readings | None = None, *, is_played: bool = False
) -> DeckText:
    """
    Return the deck that the fields of *table* say, with all their problems.

    *readings* are what its rules were read as before; this reading adds its own. Where it
    *is_played* and has no errors, what only play brings to light is told as well; that may take
    two seconds.
    """
    findings = Findings(source)
    top = Fields(findings, table, "the deck", FORMS["deck"], table.entries[0].key.span)
    desk = opened(findings, top, readings or Readings())
    deck = whole_deck(desk)
    check_circles(desk, deck)
    check_leaks(desk, deck)
    check_counts(desk, deck)
    if not has_errors(findings.found):
        check_meaning(desk, deck)
        if is_played:
            # Play needs all of the rules, and the first screen none.
            from tabletop.authoring.playouts.doubts import check_play

            check_play(desk, deck)
    diagnostics = in_order(heard(source, table, findings.found, is_played=is_played))
    return DeckText(None if has_errors(diagnostics) else deck, diagnostics, desk.names)


def whole_deck(desk: Desk) -> Deck:
    """Return the deck as far as it could be read."""
    top = desk.top
    actors = read_actors(desk)
    if not actors:
        top.value("actors", required=True)
    tests = read_tests(desk)
    # Rules read from here on are refused if they grow too large with their tests written out.
    desk.rules.scope = attrs.evolve(desk.rules.scope, weights=weights(tests))
    kinds = read_kinds(desk)
    injects = read_injects(desk)
    return Deck(
        id=read_id(top, "deck"),
        title=top.line("title", required=True),
        actors=actors,
        tracks=read_tracks(desk),
        cards=read_cards(desk, kinds),
        injects=injects,
        piles=read_piles(desk, injects),
        objectives=read_objectives(desk),
        endings=read_endings(desk),
        tests=tests,
        each_turn=desk.rules.effects(top, "each_turn", desk.rules.scope),
        kinds=kinds,
        moves=read_moves(top),
        order=top.choice("order", ORDERS, "sealed"),
        terms=Terms(
            turns=top.whole("turns", 1, TURNS, DEFAULT.turns) or DEFAULT.turns,
            method=read_method(top) or DEFAULT.method,
            phases=read_phases(top) or DEFAULT.phases,
        ),
        edition=top.whole("edition", 1, 9_999, 1) or 1,
        text=top.text("text"),
        language=top.line("language", most=35) or "en",
        sources=read_sources(top),
    )


def read_id(top: Fields, name: str) -> str:
    """Return the id that the file gives itself, or the deck of a seed."""
    if name not in top and top.what == f"the {name}":
        top.findings.add(
            "S101",
            top.place,
            f"the file does not say which {name} it is",
            label="this comes first",
            help=f'begin it with a line such as "{name}: quiet_signals"',
        )
        return ""
    node = top.scalar(name, required=True)
    if node is None:
        return ""
    check_id(top.findings, node.text, node.span, name)
    return node.text


def read_method(top: Fields) -> Method | None:
    """Return the method the file asks for, or None."""
    if "method" not in top:
        return None
    return top.choice("method", METHODS, DEFAULT.method)


def read_phases(top: Fields) -> tuple[Phase, ...] | None:
    """Return the phases at which the table stops, in the order of a turn; None for no word."""
    if "phases" not in top:
        return None
    asked = set()
    for word in top.words("phases"):
        if word.text in PHASES:
            asked.add(word.text)
        else:
            top.findings.add(
                "S108",
                word.span,
                f'no phase is called "{clean_line(word.text, 40)}"',
                label="no such phase",
                help=f"a turn has {', '.join(PHASES)}",
            )
    if asked and "plan" not in asked:
        top.findings.add(
            "S103",
            top.span("phases"),
            f'"phases" of {top.what} leaves out plan',
            label="plan is missing",
            help="add plan: without it no move is ever made",
        )
    return tuple(phase for phase in PHASES if phase in asked)


def read_moves(top: Fields) -> Allowance:
    """Return how many moves a seat makes in a turn."""
    found = top.match("moves", MOVES, "up to 2")
    if found is None:
        return Allowance()
    if found["most"]:
        least, most = 0, int(found["most"])
    else:
        least, most = int(found["n"] or found["a"]), int(found["n"] or found["b"])
    if 0 <= least <= most and 1 <= most <= MOST_MOVES:
        return Allowance(least, most)
    top.findings.add(
        "S107",
        top.span("moves"),
        f'"moves" of {top.what} is {least} to {most}',
        label="out of bounds",
        help=f"a seat makes 1 to {MOST_MOVES} moves in a turn: write up to 2, exactly 1 or 1 to 3",
    )
    return Allowance()


def read_kinds(desk: Desk) -> tuple[str, ...]:
    """Return the kinds of moves: the usual ones and those that the deck adds."""
    added: list[str] = []
    for word in desk.top.words("kinds"):
        if not KIND.fullmatch(word.text):
            desk.findings.add(
                "N203",
                word.span,
                f'"{clean_line(word.text, 40)}" cannot be the name of a kind',
                label="small letters only, 30 at most",
                help='use a verb, such as "mediate"',
            )
        elif word.text not in KINDS:
            added.append(word.text)
    return (*KINDS, *added)


def read_sources(top: Fields) -> tuple[str, ...]:
    """Return where the deck's facts come from, a line each."""
    node = top.value("sources")
    if node is None:
        return ()
    if isinstance(node, Table):
        top.misshapen("sources", node, "text or a list")
        return ()
    items = node.items if isinstance(node, Listing) else (node,)
    found: list[str] = []
    for item in items[:100]:
        if isinstance(item, Scalar):
            found.append(top.shown("sources", item, LINE, clean_line))
        else:
            top.misshapen("sources", item, "text")
    return tuple(found)
