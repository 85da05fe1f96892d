"""
What stands where in a deck or seed, told from its lines alone.

No YAML is parsed here, so an outline is there while the text is full of mistakes, and within a
key's time. What stands in braces on one line is a part; a whole section in braces is none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from tabletop.authoring.text.fields import FORMS

KEY: Final = re.compile(
    r"( *)(?:- +)?"
    r"(\"[^\"]*\"|'[^']*'|[^\s#\"'{\[\-][^:#]{0,60}?) {0,4}:"
    r"(?: +(.*))?$"
)
"""A line that begins with the name of a field: blanks, name, what follows it."""

BLOCK: Final = re.compile(r"[|>][-+0-9]*(?: +#.*)?$")
"""What follows a name when its text stands on the lines below."""

TITLED: Final = re.compile(r"\b(?:title|name): *(\"[^\"]*\"|'[^']*'|[^,}\"']+)")


@attrs.frozen
class Part:
    """
    A section, or one of the parts in it.

    Attributes:
        section: The field of the file that it stands in, such as "cards".
        id: Its own name; "" for the section itself.
        first: The line of its name, from 1.
        last: Its last line, from 1, inclusive; blank lines and remarks after it are not counted.
        title: What people call it, as far as a line tells.
    """

    section: str
    id: str
    first: int
    last: int
    title: str = ""


@attrs.frozen
class NamedLine:
    """A line that names a field: how far it is indented, the name, and what follows."""

    indent: int
    name: str
    rest: str


def named(line: str) -> NamedLine | None:
    """Return what field *line* names, if it names one."""
    found = KEY.match(line)
    if found is None:
        return None
    return NamedLine(len(found[1]), found[2].strip("\"'"), (found[3] or "").strip())


def sections(lines: Iterable[str]) -> Iterator[tuple[int, NamedLine]]:
    """Yield every line that is not indented and names a field, with its number from 1."""
    for number, line in enumerate(lines, 1):
        if line[:1] not in (" ", "#", "", "-", "\t"):
            found = named(line)
            if found is not None and not found.indent:
                yield number, found


def outline(lines: Sequence[str]) -> tuple[Part, ...]:
    """Return the fields of the file and the parts within them, in the order written."""
    tops = list(sections(lines))
    kind = "seed" if any(top.name == "seed" for _, top in tops) else "deck"
    parts: list[Part] = []
    for index, (number, top) in enumerate(tops):
        after = tops[index + 1][0] if index + 1 < len(tops) else len(lines) + 1
        last = trimmed(lines, number, after - 1)
        parts.append(
            Part(top.name, "", number, last, "" if BLOCK.match(top.rest) else said(top.rest))
        )
        form = FORMS[kind].get(top.name)
        if form is not None and form.shape.startswith("parts "):
            parts += within(lines, top.name, number + 1, last)
    return tuple(parts)


def within(lines: Sequence[str], section: str, first: int, last: int) -> Iterator[Part]:
    """Yield the parts of a section that fills the lines *first* to *last*."""
    depth = 0
    begun: list[tuple[int, NamedLine]] = []
    for number in range(first, last + 1):
        text = lines[number - 1]
        if not text.strip() or text.lstrip()[0] == "#":
            continue
        indent = len(text) - len(text.lstrip(" "))
        depth = depth or indent
        if indent == depth and (found := named(text)) is not None:
            begun.append((number, found))
    for index, (number, line) in enumerate(begun):
        after = begun[index + 1][0] if index + 1 < len(begun) else last + 1
        end = trimmed(lines, number, after - 1)
        yield Part(section, line.name, number, end, title(lines, number, end, line.rest))


def title(lines: Sequence[str], first: int, last: int, rest: str) -> str:
    """Return what a part is called, told by its title or name."""
    if rest and rest[0] not in "{|>#":
        return said(rest)
    for text in (rest, *lines[first : min(last, first + 12)]):
        if found := TITLED.search(text):
            return said(found[1])
    return ""


def said(rest: str) -> str:
    """Return what stands after a name, without quotes and without the remark after it."""
    quote = rest[:1]
    if quote in ("'", '"'):
        return rest[1:].partition(quote)[0]
    return rest.partition(" #")[0].strip()


def trimmed(lines: Sequence[str], first: int, last: int) -> int:
    """Return the last line up to *last* that says something."""
    while last > first and (not (text := lines[last - 1].strip()) or text[0] == "#"):
        last -= 1
    return last


def part_at(parts: Sequence[Part], line: int) -> Part | None:
    """Return the innermost of *parts* that *line*, from 1, stands in or right after."""
    found = None
    for part in parts:
        if part.first > line:
            break
        found = part
    return found


def ids(parts: Iterable[Part], section: str) -> tuple[str, ...]:
    """Return the ids declared in *section*, in the order written, each once."""
    return tuple(dict.fromkeys(p.id for p in parts if p.section == section and p.id))


def owned(lines: Sequence[str], parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the tracks of which each actor has a level."""
    return tuple(
        part.id
        for part in parts
        if part.section == "tracks"
        and part.id
        and any(re.search(r"\beach: *actor\b", text) for text in lines[part.first - 1 : part.last])
    )
