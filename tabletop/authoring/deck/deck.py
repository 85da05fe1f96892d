"""Deck text read whole: a deck, or every problem that keeps it from being one."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

import attrs

from tabletop.authoring.deck.names import Desk, Namespace, check_id, opened
from tabletop.authoring.deck.parts import (
    read_actors,
    read_card,
    read_ending,
    read_inject,
    read_objective,
    read_piles,
    read_tests,
    read_track,
)
from tabletop.authoring.deck.rules import Readings
from tabletop.authoring.deck.values import Fields, Findings
from tabletop.authoring.text.findings import Diagnostic, has_errors, in_order, listed
from tabletop.authoring.text.nodes import Group, Listing, Scalar, stretch, tree
from tabletop.authoring.text.silence import heard, remarks_in
from tabletop.authoring.text.source import Source, Span
from tabletop.game.clean import LINE, clean_line
from tabletop.game.deck import Allowance, Card, Deck, Terms
from tabletop.language.check import check_tests, names_read, weights
from tabletop.language.expr import Expr, Level, Standing
from tabletop.language.ids import KINDS, PHASES, ActorId, Phase


def check_circles(desk: Desk, deck: Deck) -> None:
    """Report tests that end nowhere, and cards that wait for each other for ever."""
    texts = {name: desk.rules.at[name, "test"].text for name in deck.tests}
    for name, problem in check_tests(deck.tests, texts).items():
        desk.rules.note(desk.rules.at[name, "test"], problem)
    waits = {card.id: card.unlocked_by for card in deck.cards if card.unlocked_by}
    told: set[str] = set()
    for first in waits:
        circle = [first]
        while (after := waits.get(circle[-1])) is not None and after not in circle:
            circle.append(after)
        if after == first and not told.intersection(circle):
            told.update(circle)
            desk.findings.add(
                "M302",
                desk.rules.at[first, "unlocked_by"].span,
                f'card "{first}" waits to be unlocked by itself'
                if len(circle) == 1
                else f"the cards {listed(circle, 'and')} wait for each other",
                label="never unlocked",
                help="let one of them be playable from the start",
            )


def check_leaks(desk: Desk, deck: Deck) -> None:
    """
    Report rules of a card that read what a player of it does not see.

    The hand shows why a card cannot be played, what it costs and its odds, so these may
    depend only on what the seat knows anyway. Its recipient is told why an offer cannot be
    accepted; there it is a warning, for the rule may be meant as a hint.
    """
    for card in deck.cards:
        for field, rule in decisive(card):
            for hidden, blind in unseen(deck, card, rule, card.by):
                told = f'of card "{card.id}" reads {name_of(hidden)}, which {listed(blind, "and")}'
                desk.findings.add(
                    "M301",
                    mention(desk, at(desk, card, field), hidden),
                    f'"{field}" {told} cannot see',
                    label="the hand would give it away",
                    help=f"{advice(hidden)}, or move the condition to an effect's own if",
                )
        if card.offer is None or card.offer.needs is None:
            continue
        for hidden, blind in unseen(deck, card, card.offer.needs, card.offer.to):
            told = f'of card "{card.id}" reads {name_of(hidden)}, which {listed(blind, "and")}'
            desk.findings.warn(
                "M310",
                mention(desk, at(desk, card, "offer needs"), hidden),
                f"the offer {told} cannot see",
                label="the recipient is told why it cannot accept",
                help=f"{advice(hidden)}, or leave it if the hint is meant",
            )


def decisive(card: Card) -> Iterator[tuple[str, Expr]]:
    """Yield the rules of *card* whose outcome its hand shows, with the field of each."""
    if card.needs is not None:
        yield "needs", card.needs
    if card.chance is not None:
        yield "chance", card.chance
    for price in card.cost:
        yield "cost", price.amount
    if card.offer is not None:
        for price in card.offer.give:
            yield "offer give", price.amount


def at(desk: Desk, card: Card, field: str) -> Scalar:
    """Return where a rule of *card* stands, by its field, "offer " before those of its offer."""
    part, _, name = field.rpartition(" ")
    return desk.rules.at[f"{card.id}.{part}" if part else card.id, name]


def unseen(
    deck: Deck, card: Card, rule: Expr, viewers: tuple[ActorId, ...]
) -> Iterator[tuple[Level | Standing, tuple[ActorId, ...]]]:
    """Yield what *rule* of *card* reads that some of *viewers* do not see, and which of them."""
    reads = names_read(rule, deck.tests)
    for level in reads.levels:
        blind = tuple(v for v in viewers if not sees_level(deck, card, v, level))
        if blind:
            yield level, blind
    for standing in reads.pieces:
        blind = tuple(v for v in viewers if not sees_pieces(deck, v, standing))
        if blind:
            yield standing, blind


def sees_level(deck: Deck, card: Card, viewer: ActorId, level: Level) -> bool:
    """Return whether *viewer* sees *level* whoever else has a part in the card."""
    track = deck.track_by_id.get(level.track)
    if track is None:
        return True
    owners: tuple[str, ...] = (level.of,)
    if level.of == "player":
        owners = (viewer,) if viewer in card.by else card.by
    elif level.of == "target":
        named = card.offer.to if card.offer else card.targets
        others = tuple(actor for actor in named if actor != viewer)
        owners = others if viewer in card.by else (viewer,)
    return all(track.is_seen(viewer, owner) for owner in owners)


def sees_pieces(deck: Deck, player: ActorId, standing: Standing) -> bool:
    """Return whether *player* sees every piece that *standing* may count."""
    card = deck.card_by_id.get(standing.card)
    if card is None:
        return True
    if standing.posture == "open" or "covert" not in card.postures or player in card.seen_by:
        return True
    return all(holder == player for holder in card.by)


def name_of(read: Level | Standing) -> str:
    if isinstance(read, Standing):
        return f'pieces of "{read.card}" played covertly'
    owner = "" if read.of in ("", "player") else f"{read.of}."
    return f'"{owner}{read.track}"'


def advice(read: Level | Standing) -> str:
    if isinstance(read, Standing):
        return f'count only "{read.card}.open"'
    return "read a track that its players see"


def mention(desk: Desk, node: Scalar, read: Level | Standing) -> Span:
    """Return where the rule names what it reads; all of it when a test does so for it."""
    name = read.card if isinstance(read, Standing) else read.track
    found = re.search(rf"\b(?:\w+\.)?{name}\b(?:\.\w+)?", node.text)
    if found is None:
        return stretch(desk.findings.source, node, 0, len(node.text.rstrip()))
    return stretch(desk.findings.source, node, found.start(), found.end())


MOST_MOVES: Final = 9

BY_HAND: Final = ("deck", "sources", "kinds", "moves", "turns", "method", "phases")
"""Fields of a deck that are read in a way of their own."""

KIND: Final = re.compile(r"[a-z][a-z -]{0,29}")


@attrs.frozen
class DeckText:
    """
    What came of reading a deck's text.

    Attributes:
        table: Its fields.
        desk: At which it was read, for whoever looks further.
        draft: The deck as far as it could be read.
        diagnostics: By place.
        deck: None exactly when one of the *diagnostics* is an error.
    """

    source: Source
    table: Group
    desk: Desk
    draft: Deck
    diagnostics: tuple[Diagnostic, ...]

    @property
    def deck(self) -> Deck | None:
        return None if has_errors(self.diagnostics) else self.draft

    @property
    def names(self) -> Namespace:
        """Every id that it declares, for the seeds that name them."""
        return self.desk.names


def read_deck(source: Source, table: Group, readings: Readings | None = None) -> DeckText:
    """
    Return the deck that the fields of *table* say, with what keeps it from being played.

    What is well written and cannot be meant is not looked for: that is the check's.
    *readings* are what its rules were read as before; this reading adds its own.
    """
    findings = Findings(source)
    top = Fields(findings, table, "deck", "the deck")
    desk = opened(findings, top, readings or Readings())
    deck = whole_deck(desk)
    check_circles(desk, deck)
    check_leaks(desk, deck)
    diagnostics = in_order(heard(findings.found, remarks_in(source, table)))
    return DeckText(source, table, desk, deck, diagnostics)


def whole_deck(desk: Desk) -> Deck:
    """Return the deck as far as it could be read."""
    top = desk.top
    actors = read_actors(desk)
    if not actors:
        top.value("actors")
    tests = read_tests(desk)
    # Rules read from here on are refused if they grow too large with their tests written out.
    desk.rules.scope = attrs.evolve(desk.rules.scope, weights=weights(tests))
    desk.kinds = read_kinds(desk)
    injects = desk.parts("injects", read_inject)
    return Deck(
        id=read_id(top, "deck"),
        actors=actors,
        tracks=desk.parts("tracks", read_track),
        cards=desk.parts("cards", read_card),
        injects=injects,
        piles=read_piles(desk, injects),
        objectives=desk.parts("objectives", read_objective),
        endings=desk.parts("endings", read_ending),
        tests=tests,
        kinds=desk.kinds,
        moves=read_moves(top),
        terms=read_terms(top),
        sources=read_sources(top),
        **desk.read("", top, desk.rules.scope, besides=BY_HAND),
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
    node = top.scalar(name)
    if node is None:
        return ""
    check_id(top.findings, node.text, node.span, name)
    return node.text


def read_terms(top: Fields) -> Terms:
    """Return how the deck asks to be played."""
    terms = Terms(**top.all(("turns", "method")))
    return attrs.evolve(terms, phases=read_phases(top) or terms.phases)


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
    found = top.match("moves")
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
    if isinstance(node, Group):
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


INNER: Final = re.compile(r"[ \t]{3,}\S")
"""A line within a part."""

PARTS: Final = ("cards", "injects", "objectives", "endings")
"""Sections of which a part can be left out without any other losing its meaning."""

MOST_LINES: Final = 8
"""Lines that are left out, one after the other, before the rest is given up."""

LARGEST: Final = 200_000
"""Characters of a text that is read again and again."""


def beside(
    source: Source, refused: Diagnostic, readings: Readings | None
) -> tuple[Diagnostic, ...]:
    """
    Return the errors in the other parts of *source*, which was *refused* for a slip of layout.

    The lines at which reading stops are left out until the rest can be read; what is said of
    the parts that they belong to is left out as well.
    """
    hidden: list[int] = []
    text = source.text
    problem = refused
    while problem.code == "Y004" and len(hidden) < MOST_LINES and len(text) <= LARGEST:
        line = problem.span.line
        if line in hidden or not is_within(source, line):
            return ()
        hidden.append(line)
        start = source.starts[line - 1]
        end = start + len(source.lines[line - 1])
        text = text[:start] + " " * (end - start) + text[end:]
        rest = Source(source.name, text)
        table = tree(rest)
        if isinstance(table, Group):
            if any(entry.name == "seed" for entry in table.entries):
                return ()
            found = read_deck(rest, table, readings).diagnostics
            parts = [part(source, line) for line in hidden]
            return tuple(
                d
                for d in found
                if d.severity == "error" and not any(d.span.line in lines for lines in parts)
            )
        problem = table
    return ()


def is_within(source: Source, line: int) -> bool:
    """Return whether *line* stands within one of `PARTS`."""
    if line > len(source.lines) or not INNER.match(source.lines[line - 1]):
        return False
    heads = (t for t in reversed(source.lines[: line - 1]) if t[:1].isalpha())
    return next(heads, "").partition(":")[0] in PARTS


def part(source: Source, line: int) -> range:
    """Return the lines of the part to which *line* belongs."""
    begins = [
        number
        for number, text in enumerate(source.lines, 1)
        if text.strip() and not INNER.match(text)
    ]
    after = bisect_right(begins, line)
    end = begins[after] if after < len(begins) else len(source.lines) + 1
    return range(begins[after - 1] if after else 1, end)
