"""YAML as a plain tree of text, with the place of every key, value and character.

Built in one pass over the parser's events, with a stack of our own: nothing here calls
itself on what the file holds, and nothing is typed by what it looks like."""

from collections.abc import Sequence
from typing import Final

import attrs
from yaml import CSafeLoader, MarkedYAMLError, YAMLError, parse
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from tabletop.authoring.text.findings import Diagnostic, Pointer
from tabletop.authoring.text.source import Source, Span
from tabletop.authoring.text.yaml_errors import (
    INDENT,
    above,
    in_words,
    name_of,
    slip_at,
    slip_before,
)

DEEPEST: Final = 16
"""Collections within collections."""

MOST: Final = 100_000
"""Keys and values in one file."""


@attrs.frozen(eq=False)
class Scalar:
    """
    A piece of text.

    Attributes:
        style: "" for plain, or the sign that begins it: ' " | >
        start: Offset of its first character in the file, from 0; quotes and signs included.
        end: Offset after its last.
        in_flow: Whether it stands in braces or brackets, where a comma ends it.
    """

    text: str
    span: Span
    style: str
    start: int
    end: int
    in_flow: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands there."""
        return not self.text and not self.style


@attrs.frozen(eq=False)
class Listing:
    """A YAML list. *span* is its first character."""

    items: "tuple[Node, ...]"
    span: Span


@attrs.frozen(eq=False)
class Entry:
    """A key with its value."""

    key: Scalar
    value: "Node"

    @property
    def name(self) -> str:
        return self.key.text

    @property
    def place(self) -> Span:
        """Where to point for the value: at the key when there is none."""
        empty = isinstance(self.value, Scalar) and self.value.is_empty
        return self.key.span if empty else self.value.span


@attrs.frozen(eq=False)
class Group:
    """
    A YAML mapping, its keys unique and in the order written.

    Attributes:
        is_flow: Whether it is written in braces.
        again: Entries whose key stood before; they were left out.
    """

    entries: tuple[Entry, ...]
    span: Span
    is_flow: bool = False
    again: tuple[Entry, ...] = ()


Node = Scalar | Listing | Group


@attrs.define
class OpenNode:
    """A collection that has begun and not ended."""

    start: CollectionStartEvent
    children: list[Node] = attrs.field(factory=list)


def tree(source: Source) -> Group | Diagnostic:
    """Return the fields of *source*, or the one reason why it is refused."""
    stack: list[OpenNode] = []
    root: Node | None = None
    documents = 0
    count = 0
    try:
        for event in parse(source.text, Loader=CSafeLoader):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return more_than_one(source, event)
            elif isinstance(event, NodeEvent):
                count += 1
                refused = forbidden(source, event, count, len(stack))
                if refused:
                    return refused
                if isinstance(event, CollectionStartEvent):
                    stack.append(OpenNode(event))
                elif isinstance(event, ScalarEvent) and stack:
                    in_flow = bool(stack[-1].start.flow_style)
                    stack[-1].children.append(scalar(source, event, in_flow))
                elif isinstance(event, ScalarEvent):
                    root = scalar(source, event)
            elif isinstance(event, CollectionEndEvent):
                node = closed(source, stack.pop())
                if isinstance(node, Diagnostic):
                    return node
                if stack:
                    stack[-1].children.append(node)
                else:
                    root = node
    except YAMLError as error:
        return not_yaml(source, error)
    if isinstance(root, Group):
        return root
    return no_fields(source, root)


def place(source: Source, event: Event) -> Span:
    """Return where *event* stands, cut at the end of its first line."""
    start, end = event.start_mark, event.end_mark
    assert start is not None and end is not None, "libyaml marks every event"
    line, column = start.line, start.column
    if isinstance(event, CollectionStartEvent) and not event.flow_style:
        return Span(source.name, line + 1, column + 1, 1)
    if end.line == line:
        return Span(source.name, line + 1, column + 1, end.column - column)
    rest = source.lines[line][column:] if line < len(source.lines) else ""
    return Span(source.name, line + 1, column + 1, len(rest.rstrip()))


def scalar(source: Source, event: ScalarEvent, in_flow: bool = False) -> Scalar:
    start, end = event.start_mark, event.end_mark
    assert start is not None and end is not None, "libyaml marks every event"
    if start.line == end.line:
        # Nearly all of them, and half of the time of a check goes into building the tree.
        span = Span(source.name, start.line + 1, start.column + 1, end.column - start.column)
    else:
        span = place(source, event)
    return Scalar(event.value, span, event.style or "", start.index, end.index, in_flow)


def closed(source: Source, done: OpenNode) -> Listing | Group | Diagnostic:
    """Return the collection that *done* has become."""
    span = place(source, done.start)
    if not isinstance(done.start, MappingStartEvent):
        return Listing(tuple(done.children), span)
    kept: dict[str, Entry] = {}
    again: list[Entry] = []
    for key, value in zip(done.children[::2], done.children[1::2], strict=True):
        if not isinstance(key, Scalar):
            return Diagnostic(
                "Y004",
                key.span,
                "the name of a field must be text, and here stands a list or more fields",
                label="no field can be named by this",
                help="if this is text, put it in quotes",
            )
        entry = Entry(key, value)
        if key.text in kept:
            again.append(entry)
        else:
            kept[key.text] = entry
    return Group(tuple(kept.values()), span, bool(done.start.flow_style), tuple(again))


def forbidden(source: Source, event: NodeEvent, count: int, depth: int) -> Diagnostic | None:
    """Return why *event* may not stand in a deck, or None."""
    # Nearly every event leaves here; working out places is what takes time.
    if count <= MOST and depth < DEEPEST and event.anchor is None and not has_tag(event):
        return None
    span = place(source, event)
    if count > MOST:
        return Diagnostic(
            "Y006",
            span,
            f"the file holds more than {MOST:,} values",
            label="reading stopped here",
            help="split the deck into smaller ones",
        )
    if depth >= DEEPEST and isinstance(event, CollectionStartEvent):
        return Diagnostic(
            "Y005",
            span,
            f"the file is nested more than {DEEPEST} deep",
            label="reading stopped here",
            help="no field of a deck is nested deeper than 6",
        )
    if isinstance(event, AliasEvent):
        return Diagnostic(
            "Y007",
            span,
            f'"*{event.anchor}" is a YAML alias, and decks do without',
            label="text that begins with * is read as an alias",
            help="put text that begins with * in quotes; write repeated parts out",
        )
    if event.anchor is not None:
        return Diagnostic(
            "Y007",
            attrs.evolve(span, length=len(event.anchor) + 1),
            f'"&{event.anchor}" is a YAML anchor, and decks do without',
            label="text that begins with & is read as an anchor",
            help="put text that begins with & in quotes; write repeated parts out",
        )
    if has_tag(event):
        return Diagnostic(
            "Y007",
            span,
            "here stands a YAML tag, and decks do without",
            label="text that begins with ! is read as a tag",
            help="put text that begins with ! in quotes",
        )
    return None


def has_tag(event: NodeEvent) -> bool:
    return isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None


def more_than_one(source: Source, event: Event) -> Diagnostic:
    return Diagnostic(
        "Y008",
        place(source, event),
        "a second document begins here, and a file holds one deck or seed",
        label="the second document",
        help='put it into a file of its own, or remove the "---"',
    )


def no_fields(source: Source, root: Node | None) -> Diagnostic:
    if root is None or (isinstance(root, Scalar) and root.is_empty):
        return Diagnostic(
            "Y004",
            source.whole(),
            "the file is empty",
            help='a deck begins with a line such as "deck: quiet_signals"',
        )
    what = "a list" if isinstance(root, Listing) else "one piece of text"
    return Diagnostic(
        "Y004",
        root.span,
        f"the file is {what}, not the fields of a deck or a seed",
        label="here a field was expected",
        help='a deck begins with a line such as "deck: quiet_signals"',
    )


def neighbour(source: Source, line: int) -> Pointer:
    """Return the field above *line*, like which it should be indented."""
    return Pointer(name_of(source, above(source, line)), INDENT.opened)


def not_yaml(source: Source, error: YAMLError) -> Diagnostic:
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Diagnostic("Y004", source.whole(), "the file is not YAML")
    mark = error.problem_mark
    at = source.span(source.offset(mark.line + 1, mark.column + 1), 1)
    offender = source.text[mark.index : mark.index + 1]
    said = in_words(error.problem or "", error.context or "", offender)
    second = None
    began = error.context_mark
    lines = [mark.line + 1] if began is None else [began.line + 1, mark.line + 1]
    slips = (slip_at(source, line, said) for line in dict.fromkeys(lines))
    slip = next((s for s in slips if s), None) or slip_before(source, lines[-1])
    if slip:
        meant, where, fix = slip
        message = f"the file is not YAML: {meant.message}"
        second = neighbour(source, where.line) if meant is INDENT else None
        return Diagnostic("Y004", where, message, meant.label, meant.help, second, fix=fix)
    if said is INDENT and above(source, at.line):
        second = neighbour(source, at.line)
    elif began is not None and began.index != mark.index:
        there = source.span(source.offset(began.line + 1, began.column + 1), 1)
        if said.is_there:
            at = there
        else:
            second = Pointer(there, said.opened)
    return Diagnostic(
        "Y004", at, f"the file is not YAML: {said.message}", said.label, said.help, second
    )


ESCAPED: Final = {"x": 2, "u": 4, "U": 8}


def stretch(source: Source, scalar: Scalar, start: int, end: int) -> Span:
    """
    Return where the characters *start* to *end* (exclusive) of the scalar's text stand.

    A stretch over several lines is cut at the end of the first. An empty stretch at the end
    of the text is the place after its last character.
    """
    offsets = offsets_of(source, scalar)
    last = len(offsets) - 1
    first = offsets[min(start, last)]
    after = offsets[min(max(end, start), last)]
    if end > start and end <= last:
        after = max(offsets[end - 1] + 1, first + 1)
    return source.span(first, after - first)


def offsets_of(source: Source, scalar: Scalar) -> Sequence[int]:
    """Return the offset in the file of each character of the text, and of its end."""
    raw = source.text[scalar.start : scalar.end]
    if scalar.style in ("", "'") and scalar.text in (raw, raw[1:-1]):
        first = scalar.start + len(scalar.style)
        return range(first, first + len(scalar.text) + 1)
    at = len(scalar.style)
    if scalar.style in ("|", ">"):
        at = raw.find("\n") + 1
    found: list[int] = []
    for c in scalar.text:
        at, here = step(raw, at, c, scalar.style)
        found.append(scalar.start + here)
    return (*found, min(found[-1] + 1 if found else scalar.start + at, scalar.end))


def step(raw: str, at: int, c: str, style: str) -> tuple[int, int]:
    """Return where reading goes on after *c*, and where *c* stands; both within *raw*."""
    if style == '"':
        # A line break behind a backslash is no character of the text.
        while raw[at : at + 1] == "\\" and raw[at + 1 : at + 2] in ("\n", "\r"):
            at += 2
            while raw[at : at + 1] in (" ", "\t", "\n"):
                at += 1
        if raw[at : at + 1] == "\\":
            return at + 2 + ESCAPED.get(raw[at + 1 : at + 2], 0), at
    if style == "'" and c == "'":
        return at + 2, at
    if raw[at : at + 1] == c and c not in " \n":
        return at + 1, at
    if c in " \n":
        after = at
        while raw[after : after + 1] in (" ", "\t", "\n", "\r") and raw[after : after + 1]:
            after += 1
        broken = "\n" in raw[at:after] or "\r" in raw[at:after]
        # Inside a line every blank counts; at its end all of them are one.
        return (after if broken else at + 1), at
    found = raw.find(c, at)
    return (found + 1, found) if found >= 0 else (at, min(at, len(raw)))
