"""
Questions with which a template becomes somebody's own game: who plays, and what rises and falls.

Each answer changes a name that people read and, where it has letters that an id may have, the id
that the rules read, everywhere. An empty answer keeps what the template has.
"""

from collections.abc import Iterator, Mapping
from typing import Final, Literal

import attrs

from tabletop.authoring.diagnostic import Edit
from tabletop.authoring.exchange.writing import scalar
from tabletop.authoring.mend import edited
from tabletop.authoring.names import snake
from tabletop.authoring.nodes import Entry, Scalar, Table, tree
from tabletop.authoring.rename import renamed
from tabletop.authoring.source import Source, Span
from tabletop.game.clean import NAME, clean_line

ABOUT: Final[Mapping[str, str]] = {
    "first": "two sides of one river: open moves, three tracks, the easiest to read",
    "secrets": "a city between two powers: covert moves, a hidden track, secret objectives",
}
"""What each template is, for whoever chooses one."""

What = Literal["title", "actor", "track", "turns"]


@attrs.frozen
class Question:
    """
    One thing to ask.

    Attributes:
        what: What the answer is the name of.
        id: Of the actor or track; "" for the deck itself.
        now: What an empty answer keeps.
    """

    what: What
    id: str
    now: str

    @property
    def words(self) -> str:
        """How it is asked."""
        return {
            "title": "What is your game called?",
            "actor": f"Who plays? Instead of {self.now}:",
            "track": f"What rises and falls? Instead of {self.now}:",
            "turns": "How many turns are played?",
        }[self.what]


def questions(text: str) -> tuple[Question, ...]:
    """Return what there is to ask of the deck *text*, in order."""
    return tuple(asked(Source("", text)))


def asked(source: Source) -> Iterator[Question]:
    top = tree(source)
    if not isinstance(top, Table):
        return
    for entry in top.entries:
        match entry:
            case Entry(value=Scalar(text=said)) if entry.name == "title":
                yield Question("title", "", said)
            case Entry(value=Scalar(text=said)) if entry.name == "turns":
                yield Question("turns", "", said)
            case Entry(value=Table(entries=parts)) if entry.name == "actors":
                yield from (Question("actor", part.name, name_of(part).text) for part in parts)
            case Entry(value=Table(entries=parts)) if entry.name == "tracks":
                yield from (Question("track", part.name, name_of(part).text) for part in parts)


def name_of(part: Entry) -> Scalar:
    """Return where an actor or track says what people call it; its id where it does not."""
    if isinstance(part.value, Scalar):
        return part.value
    fields = part.value.entries if isinstance(part.value, Table) else ()
    found = next((f.value for f in fields if f.name == "name"), None)
    return found if isinstance(found, Scalar) else part.key


def objection(text: str, question: Question, answer: str) -> str:
    """Return why *answer* cannot be one to *question* in the deck *text*, or ""."""
    if not answer:
        return ""
    if question.what == "turns":
        is_number = answer.isascii() and answer.isdigit() and 1 <= int(answer[:9]) <= 99
        return "" if is_number else "Say a number from 1 to 99."
    if clean_line(answer, NAME) != answer:
        return f"A name has {NAME} characters at most, on one line."
    if question.what == "title":
        return ""
    new = new_id(question, answer)
    return renamed(Source("", text), question.id, new).objection if new else ""


def new_id(question: Question, answer: str) -> str:
    """Return the id that goes with *answer*, or "" where it keeps the one that there is."""
    made = snake(answer)
    return made if made != question.id else ""


def answered(text: str, question: Question, answer: str) -> str:
    """Return the deck *text* after *answer*, to which there is no `objection`."""
    if not answer:
        return text
    source = Source("", text)
    edits = (Edit(where(source, question), scalar(answer, in_flow=True)),)
    after = edited(source, edits)
    new = new_id(question, answer) if question.id else ""
    if new:
        there = Source("", after)
        after = edited(there, renamed(there, question.id, new).edits)
    return after


def where(source: Source, question: Question) -> Span:
    """Return where the answer to *question* goes."""
    top = tree(source)
    assert isinstance(top, Table), "it was read when it was asked about"
    section = {"actor": "actors", "track": "tracks"}.get(question.what, question.what)
    value = next(entry.value for entry in top.entries if entry.name == section)
    if isinstance(value, Table):
        value = name_of(next(part for part in value.entries if part.name == question.id))
    assert isinstance(value, Scalar), "questions are asked of text alone"
    return source.span(value.start, value.end - value.start)
