"""
Tagged text, and lines of it laid out to a width.

A tag says what its words mean, and each theme gives it a look: `$quiet`, `$good`, `$bad`,
`$covert`, `$focus`, `$rule`, `$ink`, and `bold` or `italic` before them. Every string that a deck,
a save or a person gave goes through `plain`, `ink` or `put`, so what is told is fit to be shown.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Final, Generic, TypeVar, overload

import attrs

from tabletop.game.clean import clean, clean_line

LABEL: Final = 10
"""Cells that the label of a fact takes."""

WORD: Final = re.compile(r"\s*\S+\s*")
"""What a line is broken between: a word and the blanks around it."""

NARROW: Final = frozenset(
    chr(code)
    for first, last in (
        *((0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482)),
        *((0x2010, 0x2027), (0x2030, 0x205E), (0x2190, 0x21FF), (0x2500, 0x25FC)),
    )
    for code in range(first, last + 1)
)
"""Most of what is told: characters of one cell each."""

ODD: Final = (
    (0x1160, 0x11FF, 0),
    (0x2630, 0x2637, 2),
    (0x268A, 0x268F, 2),
    (0x3164, 0x3164, 0),
    (0x4DC0, 0x4DFF, 2),
    (0xD7B0, 0xD7C6, 0),
    (0xD7CB, 0xD7FB, 0),
    (0xFFA0, 0xFFA0, 0),
    (0x1D300, 0x1D356, 2),
    (0x1D360, 0x1D376, 2),
    (0x1F3FB, 0x1F3FF, 0),
)
"""Characters that terminals draw otherwise than their category says: first, last and cells."""

AS_PICTURE: Final = "\ufe0f"
"""Asks for the character before it to be drawn as a picture, which is two cells wide."""

PICTURES: Final = frozenset(
    "#*0123456789©®‼⁉™ℹ↔↕↖↗↘↙↩↪⌨⏏⏭⏮⏯⏱⏲⏸⏹⏺Ⓜ▪▫▶◀◻◼☀☁☂☃☄☎☑☘☝☠☢☣☦☪☮☯☸☹☺♀♂♟♠♣♥♦♨♻♾⚒⚔⚕⚖⚗⚙⚛⚜⚠⚧⚰⚱⛈⛏⛑⛓⛩⛰⛱"
    "⛴⛷⛸⛹✂✈✉✌✍✏✒✔✖✝✡✳✴❄❇❣❤➡⤴⤵⬅⬆⬇🅰🅱🅾🅿🌡🌤🌥🌦🌧🌨🌩🌪🌫🌬🌶🍽🎖🎗🎙🎚🎛🎞🎟🏋🏌🏍🏎🏔🏕🏖🏗🏘🏙🏚🏛🏜🏝🏞🏟🏳🏵🏷🐿👁📽🕉🕊🕯🕰🕳🕴🕵"
    "🕶🕷🕸🕹🖇🖊🖋🖌🖍🖐🖥🖨🖱🖲🖼🗂🗃🗄🗑🗒🗓🗜🗝🗞🗡🗣🗨🗯🗳🗺🛋🛍🛎🛏🛠🛡🛢🛣🛤🛥🛩🛰🛳"
)
"""Narrow characters that have such a picture."""


# Cells


@lru_cache(4096)
def width_of(character: str) -> int:
    """Return how many cells *character* takes: 0, 1 or 2."""
    code = ord(character)
    for first, last, width in ODD:
        if first <= code <= last:
            return width
    if unicodedata.category(character)[0] in "MC":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@lru_cache(4096)
def cell_len(text: str) -> int:
    """Return how many cells *text* takes on a line."""
    if NARROW.issuperset(text):
        return len(text)
    if AS_PICTURE in text:
        return sum(width for _, width in graphemes(text))
    return sum(map(width_of, text))


def graphemes(text: str) -> list[tuple[str, int]]:
    """Return *text* in pieces that are not to be cut, with the cells that each takes."""
    found: list[tuple[str, int]] = []
    base = ""  # the character that a wish for a picture would be about
    for character in text:
        width = width_of(character)
        if width or not found:
            found.append((character, width))
            base = character if width else base
            continue
        piece, wide = found[-1]
        if character == AS_PICTURE:
            wide += base in PICTURES
            base = ""
        found[-1] = (piece + character, wide)
    return found


def cut(text: str, width: int) -> str:
    """Return as much of *text* as *width* cells hold, with a blank for half a wide character."""
    if NARROW.issuperset(text):
        return text[: max(0, width)]
    kept, free = "", max(0, width)
    for piece, wide in graphemes(text):
        if wide > free:
            return kept + " " * free
        kept, free = kept + piece, free - wide
    return kept


def folded(word: str, width: int) -> list[str]:
    """Return *word* in pieces of at most *width* cells."""
    if NARROW.issuperset(word):
        return [word[at : at + width] for at in range(0, len(word), width)]
    lines, line, taken = list[str](), "", 0
    for piece, wide in graphemes(word):
        if taken + wide > width:
            lines.append(line)
            line, taken = "", 0
        line, taken = line + piece, taken + wide
    return [*lines, line] if taken else lines


@lru_cache(4096)
def breaks(line: str, width: int) -> tuple[int, ...]:
    """Return the indices at which *line* is to be cut so that no part is wider than *width*."""
    if NARROW.issuperset(line):
        if len(line) <= width:
            return ()
        if quick := narrow_breaks(line, width):
            return quick
    found: list[int] = []
    taken = 0
    for match in WORD.finditer(line):
        word, start = match[0], match.start()
        wide = cell_len(word.rstrip())
        if taken + wide <= width:
            taken += cell_len(word)
        elif wide > width:
            for piece in folded(word, width):
                if start:
                    found.append(start)
                start += len(piece)
                taken = cell_len(piece)
        elif taken and start:
            found.append(start)
            taken = cell_len(word)
    return tuple(found)


def narrow_breaks(line: str, width: int) -> tuple[int, ...]:
    """Return the same for a *line* of narrow characters; none where a word has to be folded."""
    found: list[int] = []
    start, size = 0, len(line)
    while size - start > width:
        blank = line.rfind(" ", start, start + width + 1)
        if blank <= start or line[0] == " ":
            return ()
        start = blank + 1
        while start < size and line[start] == " ":
            start += 1
        if start < size:
            found.append(start)
    return tuple(found)


# Words

Span = tuple[str, str]
"""Some words and their tag; "" for none."""


@attrs.frozen(repr=False)
class Words:
    """
    Words with tags, on one line unless a break stands in them.

    Attributes:
        spans: In the order read; none is empty, and no two neighbours have the same tag.
    """

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "Words":
        """Return *spans* as one text."""
        found: list[Span] = []
        for words, tag in spans:
            if found and found[-1][1] == tag:
                found[-1] = (found[-1][0] + words, tag)
            elif words:
                found.append((words, tag))
        return cls(tuple(found))

    @cached_property
    def plain(self) -> str:
        """The words without their tags."""
        return "".join([words for words, _ in self.spans])

    @cached_property
    def cell_length(self) -> int:
        """How many cells the words take on a line."""
        return cell_len(self.plain)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def __str__(self) -> str:
        return self.plain

    def __repr__(self) -> str:
        return f"Words({self.plain!r})"

    def __getitem__(self, part: slice) -> "Words":
        start, stop, _ = part.indices(len(self.plain))
        if not start and stop == len(self.plain):
            return self
        found, at = list[Span](), 0
        for words, tag in self.spans:
            if at >= stop:
                break
            if at + len(words) > start:
                found.append((words[max(0, start - at) : stop - at], tag))
            at += len(words)
        return Words(tuple(found))

    def join(self, texts: Iterable["Words"]) -> "Words":
        """Return *texts* as one, with this one between them."""
        found: list[Span] = []
        for index, text in enumerate(texts):
            if index:
                found += self.spans
            found += text.spans
        return Words.of(found)

    def append(self, text: "Words | str") -> "Words":
        """Return this text with *text* after it."""
        more = ((text, ""),) if isinstance(text, str) else text.spans
        return Words.of((*self.spans, *more))

    def pad_left(self, count: int) -> "Words":
        """Return this text after *count* blanks."""
        return Words.of(((" " * count, ""), *self.spans)) if count > 0 else self

    def pad_right(self, count: int) -> "Words":
        """Return this text before *count* blanks."""
        return Words.of((*self.spans, (" " * count, ""))) if count > 0 else self

    def rstrip(self) -> "Words":
        """Return this text without the blanks at its end."""
        kept = len(self.plain.rstrip())
        return self if kept == len(self.plain) else self[:kept]

    def truncate(self, width: int, *, ellipsis: bool = False, pad: bool = False) -> "Words":
        """
        Return as much of this text as *width* cells hold.

        Args:
            ellipsis: Whether to end what is cut with one.
            pad: Whether to fill what is shorter with blanks.
        """
        if self.cell_length <= width:
            return self.pad_right(width - self.cell_length) if pad else self
        words = cut(self.plain, width - 1) + "…" if ellipsis and width else cut(self.plain, width)
        found, at = list[Span](), 0
        for said, tag in self.spans:
            found.append((words[at : at + len(said)], tag))
            at += len(said)
        return Words.of([*found, (words[at:], "")])

    def stylize(self, tag: str) -> "Words":
        """Return this text with *tag* added to every tag."""
        return Words.of((words, f"{had} {tag}" if had else tag) for words, had in self.spans)

    def lines(self) -> list["Words"]:
        """Return the lines that breaks make of this text."""
        if "\n" not in self.plain:
            return [self]
        found, at = list[Words](), 0
        for line in self.plain.split("\n"):
            found.append(self[at : at + len(line)])
            at += len(line) + 1
        return found

    def wrap(self, width: int) -> list["Words"]:
        """Return this text in lines of at most *width* cells, without blanks at their ends."""
        found: list[Words] = []
        for line in self.lines():
            said, at = line.plain, 0
            for stop in (*breaks(said, width), len(said)):
                found.append(line[at : at + len(said[at:stop].rstrip())])
                at = stop
        return found


NOTHING: Final = Words()
Thing = TypeVar("Thing")
Part = str | Words | Span


def plain(text: str) -> Words:
    """Return *text* as it is to be read: nothing in it is markup, and nothing is unprintable."""
    return Words.of(((clean(text), ""),))


def ink(text: str, tag: str) -> Words:
    """Return *text* on one line under *tag*."""
    return Words.of(((clean_line(text), tag),))


def put(*parts: Part) -> Words:
    """Join *parts* to one line; a tuple is a text and its tag."""
    found: list[Span] = []
    for part in parts:
        if isinstance(part, Words):
            found += part.spans
        elif isinstance(part, str):
            found.append((keep_ends(part), ""))
        else:
            found.append((keep_ends(part[0]), part[1]))
    return Words.of(found)


def keep_ends(text: str) -> str:
    """Return *text* cleaned to one line, the blanks at its ends kept."""
    if text.isascii() and text.isprintable():
        return text
    lead = len(text) - len(text.lstrip(" "))
    tail = len(text) - len(text.rstrip(" "))
    return " " * lead + clean_line(text) + " " * (tail if len(text) > lead else 0)


@attrs.frozen(eq=False)
class Row:
    """One painted line. *item* is the index of the thing it belongs to, -1 for none."""

    content: Words
    item: int = -1


class Scroll(Sequence[Row], Generic[Thing]):
    """
    Rows of no item, of which only ever more come: its first rows stay as they are.

    A row is laid out when it is looked at, so that a long evening costs what is on the screen.

    Attributes:
        things: What is laid out, in order.
    """

    def __init__(self, width: int, lay: Callable[[Thing, int, bool], Sequence[Words]]) -> None:
        """Begin without rows; *lay* takes a thing, a width, and whether the thing is the first."""
        self.width = width
        self.lay = lay
        self.things: list[Thing] = []
        self._ends: list[int] = []  # where the rows of each thing end, exclusive

    def begins(self, things: Sequence[Thing], width: int) -> bool:
        """Return whether it is the beginning of *things* in *width* cells."""
        known = len(self.things)
        is_known = known <= len(things) and (not known or things[known - 1] is self.things[-1])
        return is_known and width == self.width

    def grow(self, things: Sequence[Thing]) -> None:
        """Take in what is new of *things*, which it is the beginning of."""
        for index in range(len(self.things), len(things)):
            self.things.append(things[index])
            self._ends.append(len(self) + len(self.lines(index)))

    def lines(self, index: int) -> Sequence[Words]:
        """Return the lines of the thing at *index*."""
        return self.lay(self.things[index], self.width, not index)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[index] for index in range(*at.indices(len(self)))]
        place = range(len(self))[at]
        index = bisect_right(self._ends, place)
        return Row(self.lines(index)[place - self._ends[index]])


def wrapped(text: Words, width: int, *, indent: int = 0, hang: int | None = None) -> list[Words]:
    """
    Return *text* in lines of at most *width* cells.

    The first line is indented by *indent* cells, the others by *hang*; None is as *indent*.
    """
    hang = indent if hang is None else hang
    room = max(2, width - max(indent, hang))
    lines = text.wrap(room)
    return [line.pad_left(indent if index == 0 else hang) for index, line in enumerate(lines)]


def rows(lines: Iterable[Words], item: int = -1) -> list[Row]:
    """Return *lines* as rows of one item."""
    return [Row(line, item) for line in lines]


def sides(left: Words, right: Words, width: int, *, gap: int = 2, hang: int = 0) -> list[Words]:
    """
    Return *left* and *right* at the two ends of a line of *width* cells.

    Where they do not fit beside one another, *left* is wrapped, its further lines indented by
    *hang*, and *right* ends the last line or stands below. Nothing is cut off.
    """
    if not right:
        return wrapped(left, width, hang=hang)
    if left.cell_length + gap + right.cell_length <= width:
        return [left.pad_right(width - left.cell_length - right.cell_length).append(right)]
    lines = wrapped(left, width, hang=hang)
    last = lines[-1]
    if last.cell_length + gap + right.cell_length <= width:
        lines[-1] = last.pad_right(width - last.cell_length - right.cell_length).append(right)
        return lines
    return lines + [
        line.pad_left(max(0, width - line.cell_length)) for line in wrapped(right, width)
    ]


def column(text: Words, width: int) -> Words:
    """Return *text* padded to *width* cells; an ellipsis ends what is longer."""
    return text.truncate(width, ellipsis=True, pad=True)


def heading(text: str, width: int, note: str = "") -> Words:
    """Return a heading with a rule drawn to *width* cells and a quiet *note* at its end."""
    title, aside = ink(text, "bold"), ink(note, "$quiet")
    dash = width - title.cell_length - 1 - (aside.cell_length + 1 if note else 0)
    return put(title, " ", ("─" * max(0, dash), "$rule"), " " if note else "", aside)


def fact_lines(label: str, words: Words, width: int) -> list[Words]:
    """Paint one fact, its words hanging beside the label."""
    said = wrapped(words, width, indent=LABEL)
    head = put((label, "$quiet"))
    said[0] = head.pad_right(LABEL - head.cell_length).append(said[0][LABEL:])
    return said


def paragraphs(text: str, width: int) -> list[Words]:
    """Paint *text* with a blank line between its paragraphs."""
    lines: list[Words] = []
    for paragraph in text.strip().split("\n\n"):
        lines += [put(""), *wrapped(plain(" ".join(paragraph.split())), width)]
    return lines[1:]


def table(cells: Sequence[Sequence[Words]], *, gap: int = 2) -> list[Words]:
    """Return rows of *cells* with every column but the last as wide as its widest cell."""
    if not cells:
        return []
    widths = [max(row[index].cell_length for row in cells) for index in range(len(cells[0]) - 1)]
    return [
        NOTHING.join(
            [
                *(
                    cell.pad_right(width + gap - cell.cell_length)
                    for cell, width in zip(row, widths, strict=False)
                ),
                row[-1],
            ]
        )
        for row in cells
    ]


def listed(names: Sequence[str]) -> str:
    """Return *names* as a list in a sentence."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def stacked(lines: Iterable[Words]) -> Words:
    """Return *lines* below one another, as one."""
    return Words((("\n", ""),)).join(lines)
