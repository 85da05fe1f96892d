"""
Finding words in what a viewer was told, in notes and markers.

Only what was told is searched, and a card or a seat is found by its id or kind only where it was
told by its name; so nobody finds what they may not know.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

import attrs

from tabletop.game.clean import LINE, clean_line
from tabletop.game.deck import Deck
from tabletop.game.event import Event, MoveAdjudicated
from tabletop.journal.tree import markers
from tabletop.language.ids import FACILITATOR, Viewer
from tabletop.replay.replay import Replay

ABOUT: Final = 100
"""Characters of an excerpt, about."""

PART: Final = re.compile(r'"([^"]*)"?|([^\s"]+)')

UNLIKE: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe"}
)
"""Letters that people type without their stroke, and that Unicode does not take apart."""

Span = tuple[int, int]
"""Where a match begins in a text, and where it ends, exclusive; in characters."""


@attrs.frozen
class Query:
    """
    What is looked for.

    Attributes:
        terms: Words and phrases, folded; each has to be there, in any order.
    """

    terms: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> "Query":
        """Return the query that *typed* says: words, or phrases in double quotes."""
        parts = PART.findall(clean_line(typed, LINE))
        terms = (" ".join(folded(phrase or word).split()) for phrase, word in parts)
        return cls(tuple(dict.fromkeys(filter(None, terms))))

    @property
    def is_empty(self) -> bool:
        return not self.terms


@attrs.frozen
class Hit:
    """
    A text in which everything was found.

    Attributes:
        kind: What was searched: a line of the feed, a note, or a marker's label.
        text: The text, cut around the first match if it is long.
        spans: What to show as found in *text*, in order, none inside another; empty where only
            the id or kind of what is named there was found.
    """

    frame: int
    kind: Literal["told", "note", "marker"]
    text: str
    spans: tuple[Span, ...]


class Searcher:
    """
    Looks for one query with the eyes of one viewer.

    It reads a frame when that is asked for and no other, so that a long line can be searched off
    the event loop, given up at any frame, and never beyond what the reader has reached.
    """

    def __init__(self, replay: Replay, viewer: Viewer, query: Query) -> None:
        self.replay = replay
        self.viewer = viewer
        self.query = query
        self._labels = markers(replay.journal)
        self._tags = tags_of(replay.deck)

    def hits(self, number: int) -> Iterator[Hit]:
        """
        Yield what is found in frame *number*: in what was told, then in its notes and marker.

        Raises:
            SaveError: If what is recorded cannot have been played.
        """
        if self.query.is_empty:
            return
        for told in self.replay.heard(number, self.viewer):
            yield from self._found(number, "told", told.text, outcome_of(told.event))
        for note in self.replay.notes(number, self.viewer):
            yield from self._found(number, "note", clean_line(note.text), note.seat)
        if number in self._labels:
            yield from self._found(number, "marker", self._labels[number])

    def _found(
        self, number: int, kind: Literal["told", "note", "marker"], text: str, also: str = ""
    ) -> Iterator[Hit]:
        """Yield *text* as a hit if all of the query is in it, or in the tags of what it names."""
        plain = folded(text)
        missing = [term for term in self.query.terms if term not in plain]
        if missing:
            tags = " ".join((folded(also), *(t for name, t in self._tags.items() if name in plain)))
            if any(term not in tags for term in missing):
                return
        yield Hit(number, kind, *excerpt(text, self.query.terms))


def outcome_of(event: Event) -> str:
    """Return what else an adjudication is found by: the outcome, which all who hear of it see."""
    return event.receipt.outcome if isinstance(event, MoveAdjudicated) else ""


def search(
    replay: Replay, frames: Iterable[int], viewer: Viewer, query: Query
) -> Iterator[tuple[int, tuple[Hit, ...]]]:
    """
    Yield each of *frames* with what is found in it, in the order given.

    Give `line.upto(number)`, or the same reversed, to search no further than has been seen. One
    frame is read for each that is yielded, so whoever searches can stop, or count, at any.
    """
    searcher = Searcher(replay, viewer, query)
    for number in frames:
        yield number, tuple(searcher.hits(number))


def excerpt(text: str, terms: Iterable[str], about: int = ABOUT) -> tuple[str, tuple[Span, ...]]:
    """Return *text*, cut to *about* characters around the first match, and where the terms are."""
    spans = spans_of(text, terms)
    if len(text) <= about:
        return text, spans
    first = spans[0][0] if spans else 0
    begin = max(0, min(first - about // 4, len(text) - about))
    # A word is not cut where a blank is near.
    blank = text.find(" ", begin, first) + 1 if begin else 0
    begin = blank or begin
    end = min(len(text), begin + about)
    if end < len(text):
        end = max(text.rfind(" ", begin, end), first + 1, begin + about // 2)
    before, after = "..." if begin else "", "..." if end < len(text) else ""
    moved = len(before) - begin
    inside = [(a, min(b, end)) for a, b in spans if begin <= a < end]
    return before + text[begin:end] + after, tuple((a + moved, b + moved) for a, b in inside)


def spans_of(text: str, terms: Iterable[str]) -> tuple[Span, ...]:
    """Return where *terms*, folded, are in *text*; what touches or overlaps becomes one."""
    bare = [folded(c) for c in text]
    plain = "".join(bare)
    places = [place for place, letters in enumerate(bare) for _ in letters]
    found = []
    for term in terms:
        begin = plain.find(term)
        while begin >= 0:
            found.append((places[begin], places[begin + len(term) - 1] + 1))
            begin = plain.find(term, begin + len(term))
    merged: list[Span] = []
    for begin, end in sorted(found):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)


def folded(text: str) -> str:
    """Return *text* without case, accents and strokes."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return bare.casefold().translate(UNLIKE)


def tags_of(deck: Deck) -> Mapping[str, str]:
    """Return what else a card or a seat is found by, by its name; both folded."""
    tags: dict[str, str] = {}
    named = [(card.title, f"{card.kind} {card.id}") for card in deck.cards]
    named += [(actor.name, actor.id) for actor in deck.actors]
    named.append(("Facilitator", FACILITATOR))
    for name, tag in named:
        tags[folded(name)] = f"{tags.get(folded(name), '')} {folded(tag)}"
    return tags
