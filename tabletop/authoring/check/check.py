"""The check of a deck or seed that was read: what is well written and cannot be meant."""

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from tabletop.authoring.check.drift import check_drift, check_loops
from tabletop.authoring.check.effects import LATEST, Bounding, Sweep, check_all_odds, check_rules
from tabletop.authoring.check.loose_ends import check_counts, check_loose_ends, check_start
from tabletop.authoring.check.worth import check_cards, check_worth
from tabletop.authoring.codes.catalogue import catalogue
from tabletop.authoring.deck.deck import DeckText
from tabletop.authoring.deck.names import Desk
from tabletop.authoring.deck.values import Findings
from tabletop.authoring.library import Loaded
from tabletop.authoring.text.findings import Diagnostic, has_errors, in_order, quoted
from tabletop.authoring.text.silence import Excuse, heard, remarks_in
from tabletop.game.deck import Deck

PLAYED: Final = frozenset(f"M34{n}" for n in range(1, 9))
"""Codes that are told only where the deck is played, which takes longer than to read it."""


def checked(read: Loaded, *, is_played: bool = False) -> Loaded:
    """
    Return what was *read*, with all there is to say of it.

    What only play brings to light is told of a deck that *is_played*, which may take two
    seconds; a seed's deck is not.
    """
    found = list(read.diagnostics)
    deck, seed = read.deck_text, read.seed_text
    if deck is not None:
        found += doubts(deck, is_played=is_played and seed is None)
    # Not all of a seed is checked where its deck could not be read.
    if seed is not None and deck is not None and deck.deck is not None:
        found += idle(tuple(remarks_in(seed.source, seed.table)), seed.found, is_played=True)
    return attrs.evolve(read, diagnostics=in_order(found))


def doubts(read: DeckText, *, is_played: bool) -> tuple[Diagnostic, ...]:
    """Return all there is to say of the deck that was *read*."""
    findings = Findings(read.source, list(read.desk.findings.found))
    desk = attrs.evolve(read.desk, findings=findings)
    check_counts(desk, read.draft)
    if read.deck is not None:
        check_meaning(desk, read.deck)
        if is_played:
            # Play needs all of the rules, and a check at every keystroke none.
            from tabletop.authoring.check.goals import check_play

            check_play(desk, read.deck)
    remarks = tuple(remarks_in(read.source, read.table))
    told = heard(findings.found, remarks)
    return (*told, *idle(remarks, findings.found, is_played=is_played))


def check_meaning(desk: Desk, deck: Deck) -> None:
    """Warn of what cannot be meant in *deck*, which has no errors."""
    latest = deck.terms.turns if "turns" in desk.top else LATEST
    sweep = Sweep(deck, Bounding(deck, latest), desk.rules.readings.judged)
    check_rules(desk, deck, sweep)
    check_all_odds(desk, deck, sweep)
    check_cards(desk, deck, sweep)
    check_worth(desk, deck, sweep)
    check_drift(desk, deck, sweep)
    check_loops(desk, deck)
    check_start(desk, deck)
    # A deck in which nobody wants anything yet is a sketch; what it lacks is still to come.
    if deck.objectives:
        check_loose_ends(desk, deck)


def idle(
    remarks: Iterable[Excuse], found: Iterable[Diagnostic], *, is_played: bool
) -> Iterator[Diagnostic]:
    """
    Yield a warning for each of *remarks* that silences none of *found*.

    Not all is checked in a file with errors, so there none is called idle; nor is one about
    what only play tells, unless the deck *is_played*.
    """
    diagnostics = tuple(found)
    if has_errors(diagnostics):
        return
    for remark in remarks:
        is_judged = is_played or remark.code not in PLAYED
        if is_judged and not any(remark.silences(d) for d in diagnostics):
            yield told_idle(remark, diagnostics)


def told_idle(remark: Excuse, found: Iterable[Diagnostic]) -> Diagnostic:
    """Return why *remark* silences nothing."""
    said = next((d for d in found if remark.is_about(d)), None)
    message = f"this remark silences nothing: {remark.code} is not told here"
    label, help = "no such warning", "remove it, or put it on the line of the warning or above it"
    if remark.code not in catalogue().pages:
        message = f"no problem has the code {quoted(remark.code)}"
        label, help = "no such code", "write it like this: # ok: M308 the umpire may rule so"
    elif said is not None:
        message = f"this remark does not say why {remark.code} is well here"
        label, help = "why?", f"add the reason: # ok: {remark.code} BECAUSE"
    return Diagnostic("S115", remark.span, message, label, help, severity="warning")
