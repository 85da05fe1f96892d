"""
Another name for a track, card, actor or inject, everywhere in its file, as minimal edits.

Names stand where ids are declared, in lists of names, and in rules. Prose is left alone: there a
word may mean anything.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from tabletop.authoring.deck.names import LONGEST, SECTIONS, snake
from tabletop.authoring.deck.values import split
from tabletop.authoring.shelves import files, folders, shown
from tabletop.authoring.text.fields import FORMS, RULES
from tabletop.authoring.text.findings import Diagnostic, Edit, a, quoted
from tabletop.authoring.text.nodes import Entry, Group, Listing, Node, Scalar, stretch, tree
from tabletop.authoring.text.read import UnreadableFile, read
from tabletop.authoring.text.source import SNAKE, Source, Span
from tabletop.language.ids import RESERVED
from tabletop.language.lex import names_in


@attrs.frozen
class Renamed:
    """
    What a new name comes to.

    Attributes:
        edits: What to write in this file, by place; none where it is refused.
        objection: Why it is refused, in one sentence; "" when it is not.
    """

    edits: tuple[Edit, ...] = ()
    objection: str = ""


def declared(source: Source) -> dict[str, str] | Diagnostic:
    """Return every id that a deck declares and what it names, or why it cannot be read."""
    table = tree(source)
    if isinstance(table, Diagnostic):
        return table
    return {
        part.name: SECTIONS[entry.name]
        for entry in table.entries
        if entry.name in SECTIONS and isinstance(entry.value, Group)
        for part in entry.value.entries
    }


def renamed(source: Source, old: str, new: str) -> Renamed:
    """Return the edits by which what is called *old* is called *new*, or why it cannot be."""
    known = declared(source)
    if isinstance(known, Diagnostic):
        where = f"line {known.span.line}"
        return Renamed(objection=f"First mend {where}: {known.message}.")
    if old not in known:
        return Renamed(objection=f"Nothing here is called {quoted(old)}.")
    if objection := refused(known, old, new):
        return Renamed(objection=objection)
    spans = dict.fromkeys(mentions(source, old))
    return Renamed(tuple(Edit(span, new) for span in sorted(spans)))


def refused(known: dict[str, str], old: str, new: str) -> str:
    """Return why nothing may be called *new*, in one sentence, or ""."""
    if new == old:
        return "That is its name already."
    if not SNAKE.fullmatch(new):
        hint = f", such as {made}" if (made := snake(new)) else ""
        return f"A name has small letters, digits and _, a letter first{hint}."
    if len(new) > LONGEST:
        return f"A name has {LONGEST} characters at most."
    if new in RESERVED:
        return f"{quoted(new)} is a word of the rules."
    if new in known:
        return f"{quoted(new)} is the name of {a(known[new])} already."
    return ""


def mentions(source: Source, name: str) -> tuple[Span, ...]:
    """Return every place in a deck or seed where *name* stands as the name of something."""
    table = tree(source)
    if isinstance(table, Diagnostic):
        return ()
    kind = "seed" if any(entry.name == "seed" for entry in table.entries) else "deck"
    return tuple(
        span
        for node, shape in shaped(table, f"fields {kind}")
        for span in named_in(source, node, shape, name)
    )


def shaped(root: Node, shape: str) -> Iterator[tuple[Scalar, str]]:
    """Yield every text below *root* with the shape that says what stands in it."""
    waiting = [(root, shape)]
    while waiting:
        node, held = waiting.pop()
        match node:
            case Scalar():
                yield node, held
            case Listing(items=items):
                waiting += ((item, held) for item in items)
            case Group(entries=entries, again=again):
                for entry in (*entries, *again):
                    key, inside = shapes(entry, held)
                    waiting += ((entry.key, key), (entry.value, inside))


def shapes(entry: Entry, held: str) -> tuple[str, str]:
    """Return what *entry*'s name and its value are, in a table that holds *held*."""
    what, _, of = held.partition(" ")
    match what:
        case "fields":
            form = FORMS.get(of, {}).get(entry.name)
            return "", form.shape if form is not None else ""
        case "parts":
            # Answers to an inject are known to it alone; all other ids are of the whole deck.
            return ("" if of == "choice" else "id"), ("rule" if of == "rule" else f"fields {of}")
        case "effects":
            return "", "effects"
        case "level" | "levels":
            return "rule", ""
        case "hands":
            return "id", "names"
        case _:
            return "", ""


def named_in(source: Source, node: Scalar, shape: str, name: str) -> Iterator[Span]:
    """Yield where *name* stands in a text of this shape."""
    what = shape.partition(" ")[0]
    if name not in node.text:
        return
    if what == "id" and node.text == name:
        yield stretch(source, node, 0, len(name))
    elif what == "names":
        yield from (word.span for word in split(source, node) if word.text == name)
    elif what in RULES:
        for token in names_in(node.text):
            at = token.start
            for word in token.text.split("."):
                if word == name:
                    yield stretch(source, node, at, at + len(word))
                at += len(word) + 1


def elsewhere(path: Path, deck: str, name: str) -> tuple[tuple[str, int], ...]:
    """
    Return the seeds of *deck* that name *name*, each with how often, by file.

    Looked for beside the deck at *path*, and where seeds are kept.
    """
    beside = path.absolute().parent
    places = (beside.parent / "seeds", beside, *folders("seeds"))
    found: dict[Path, int] = {}
    for file in dict.fromkeys(f.resolve() for place in places for f in files(place)):
        count = times(file, deck, name)
        if count and file != path.resolve():
            found[file] = count
    return tuple((shown(file), count) for file, count in found.items())


def times(file: Path, deck: str, name: str) -> int:
    """Return how often the seed in *file* names *name*; 0 for what is no seed of *deck*."""
    try:
        source = read(file, shown(file))
    except UnreadableFile:
        return 0
    if isinstance(source, Diagnostic) or not is_seed_of(source, deck):
        return 0
    return len(mentions(source, name))


def is_seed_of(source: Source, deck: str) -> bool:
    """Return whether *source* is a seed that starts *deck*."""
    # Most files of the folders are decks; only what may be a seed is worth the time to read.
    return bool(re.search(r"^seed:", source.text, re.M)) and deck_id(source) == deck


def deck_id(source: Source) -> str:
    """Return the id of the deck that *source* is, or that a seed names; "" where none is told."""
    table = tree(source)
    entries = () if isinstance(table, Diagnostic) else table.entries
    values = (e.value for e in entries if e.name == "deck")
    return next((value.text for value in values if isinstance(value, Scalar)), "")


def name_at(source: Source, line: int, column: int, known: Sequence[str]) -> str:
    """Return which of *known* stands at *column* of *line*, both from 1, or ""."""
    text = source.lines[line - 1] if line <= len(source.lines) else ""
    for word in re.finditer(r"[a-z][a-z0-9_]*", text[:2_000]):
        if word.start() <= column - 1 <= word.end() and word[0] in known:
            return word[0]
    return ""
