"""
Where in a deck or seed a cursor stands: which part, which field, and what is begun there.

Told from lines alone, since the text around a cursor is seldom YAML while it is being written.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from tabletop.authoring.edit.outline import BLOCK, Line, named, sections
from tabletop.authoring.text.fields import FORMS

LONGEST: Final = 2_000
"""Characters before the cursor beyond which nothing is told of it."""

ITEM: Final = re.compile(r"( *)- +")
QUOTES: Final = "\"'"


@attrs.frozen
class Position:
    """
    A place in a deck or seed.

    Attributes:
        part: What its fields are those of: a key of `FORMS`; "" where ids are declared.
        shape: What stands in the field, as `Form.shape` says; "" where a field's name is begun.
        field: The field whose value is begun; "" where its name is.
        before: The text from the beginning of that name or value to the cursor.
        path: The names of all fields around it, the outermost first.
        line: Of the cursor, from 1.
        indent: Blanks before the name that is begun; -1 in braces.
        taken: In braces, the fields that stand there already.
    """

    part: str
    shape: str
    field: str
    before: str
    path: tuple[str, ...]
    line: int
    indent: int = 0
    taken: tuple[str, ...] = ()


def position(lines: Sequence[str], line: int, column: int) -> Position | None:
    """
    Return what stands at *column* of *line*, both from 1; None in remarks and in folded prose.
    """
    before = lines[line - 1][: column - 1]
    if len(before) > LONGEST or "\t" in before or is_remark(before):
        return None
    kind = "seed" if any(top.name == "seed" for _, top in sections(lines)) else "deck"
    item = ITEM.match(before)
    indent = len(before) - len(before.lstrip(" "))
    above = ancestors(lines, line, indent, is_item=item is not None)
    if any(BLOCK.match(key.rest) for key in above):
        return None
    names = tuple(key.name for key in above)
    text = before[item.end() :] if item else before[indent:]
    found = named(f"{' ' * indent}{text}" if not item else text)
    if found is not None and (before.rstrip().endswith(":") or ": " in before):
        if before.endswith(":"):
            return None
        return at_value(kind, (*names, found.name), value_of(text), line)
    if item is not None:
        return at_value(kind, names, text, line)
    return at_name(kind, names, text, line, indent)


def is_remark(before: str) -> bool:
    """Return whether a remark has begun in *before*."""
    return re.search(r"(?:^|\s)#", before) is not None


def value_of(text: str) -> str:
    """Return what stands after the first name of *text*."""
    return text[text.index(":") + 1 :].lstrip(" ")


def ancestors(
    lines: Sequence[str], line: int, indent: int, *, is_item: bool = False
) -> tuple[Line, ...]:
    """Return the lines that name the fields around *line*, the outermost first."""
    found: list[Line] = []
    for number in range(line - 1, 0, -1):
        if indent == 0 and not is_item:
            break
        text = lines[number - 1]
        if not text.strip() or text.lstrip().startswith(("#", "- ")):
            continue
        own = len(text) - len(text.lstrip(" "))
        if own < indent or (is_item and own == indent):
            key = named(text)
            if key is not None:
                found.append(key)
            indent, is_item = own, False
    return tuple(reversed(found))


def form_at(kind: str, path: Sequence[str]) -> tuple[str, str]:
    """
    Return the part that the fields *path* lead into, and the shape of what stands there.

    The part is "" where ids are expected, or nothing is known.
    """
    part, shape = kind, f"fields {kind}"
    for name in path:
        what, _, of = shape.partition(" ")
        if what == "parts":
            part, shape = ("", of) if of == "rule" else (of, f"fields {of}")
        elif what == "fields":
            form = FORMS[of].get(name)
            part, shape = of, form.shape if form is not None else ""
        elif what in ("effects", "level", "levels", "hands"):
            part = what
            shape = {"effects": "effects", "hands": "names of cards"}.get(what, "")
        else:
            return "", ""
    return part, shape


def at_name(kind: str, path: tuple[str, ...], text: str, line: int, indent: int) -> Position | None:
    """Return the place of a name that is begun with *text* below *path*."""
    _, shape = form_at(kind, path)
    what, _, of = shape.partition(" ")
    if what == "fields":
        return Position(of, "", "", text, path, line, indent)
    if what in ("effects", "level", "levels", "hands"):
        return Position(what, "", "", text, path, line, indent)
    if what == "parts" and of in ("seat", "scheduled inject"):
        return Position(of, "ids", "", text, path, line, indent)
    return None


def at_value(kind: str, path: tuple[str, ...], text: str, line: int) -> Position | None:
    """Return the place of a value that is begun with *text* in the field that ends *path*."""
    if text[:1] == "{":
        return in_braces(kind, path, text, line)
    part, shape = form_at(kind, path)
    if not shape:
        return None
    if shape == "fields actor":
        return None
    before = text[1:] if text[:1] in ("[", *QUOTES) else text
    return Position(part, shape, path[-1] if path else "", before, path, line)


def in_braces(kind: str, path: tuple[str, ...], text: str, line: int) -> Position | None:
    """Return the place in braces that *text* has opened and not closed; None if it has closed."""
    levels: list[list[str]] = []
    names: list[str] = []
    start, value = 0, False
    for index, c in unquoted(text):
        if c == "{":
            levels.append([])
            names.append("")
            start, value = index + 1, False
        elif c == "}":
            if not levels:
                return None
            levels.pop()
            names.pop()
            start, value = index + 1, True
        elif c == "," and levels:
            start, value = index + 1, False
        elif c == ":" and levels and not value:
            names[-1] = text[start:index].strip()
            levels[-1].append(names[-1])
            start, value = index + 1, True
    if not levels:
        return None
    begun = text[start:].lstrip(" ")
    around = (*path, *names[:-1])
    if value:
        return at_value(kind, (*around, names[-1]), begun, line)
    found = at_name(kind, around, begun, line, -1)
    return attrs.evolve(found, taken=tuple(levels[-1])) if found else None


def unquoted(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters of *text* that stand in no quotes and no brackets."""
    quote, depth = "", 0
    for index, c in enumerate(text):
        if quote:
            quote = "" if c == quote else quote
        elif c in QUOTES:
            quote = c
        elif c == "[":
            depth += 1
        elif c == "]":
            depth = max(0, depth - 1)
        elif not depth:
            yield index, c
