"""
Foreign text as `Content`, and lines laid out to a width.

Every string that a deck, a save or a person gave goes through `plain` or `ink`. Styles name
meanings that each theme defines: `$quiet`, `$good`, `$bad`, `$covert`, `$focus`, `$rule`.
"""

from collections.abc import Iterable, Sequence

import attrs
from textual.content import Content

from tabletop.game.clean import clean, clean_line

LABEL = 10
"""Cells that the label of a fact takes."""

Part = str | Content | tuple[str, str]


def plain(text: str) -> Content:
    """Return *text* as it is to be read: nothing in it is markup, and nothing is unprintable."""
    return Content(clean(text))


def ink(text: str, style: str) -> Content:
    """Return *text* on one line in *style*."""
    line = clean_line(text)
    return Content.styled(line, style) if line else Content(line)


def put(*parts: Part) -> Content:
    """Join *parts* to one line; a tuple is a text and its style."""
    return Content("").join(
        part
        if isinstance(part, Content)
        else Content(keep_ends(part))
        if isinstance(part, str)
        else Content.styled(keep_ends(part[0]), part[1])
        for part in parts
        if part not in ("", ("", ""))
    )


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

    content: Content
    item: int = -1


def wrapped(
    text: Content, width: int, *, indent: int = 0, hang: int | None = None
) -> list[Content]:
    """
    Return *text* in lines of at most *width* cells.

    The first line is indented by *indent* cells, the others by *hang*; None is as *indent*.
    """
    hang = indent if hang is None else hang
    room = max(2, width - max(indent, hang))
    lines = [line.rstrip() for line in text.wrap(room)] if text else [text]
    return [line.pad_left(indent if index == 0 else hang) for index, line in enumerate(lines)]


def rows(lines: Iterable[Content], item: int = -1) -> list[Row]:
    """Return *lines* as rows of one item."""
    return [Row(line, item) for line in lines]


def sides(
    left: Content, right: Content, width: int, *, gap: int = 2, hang: int = 0
) -> list[Content]:
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


def column(text: Content, width: int) -> Content:
    """Return *text* padded to *width* cells; an ellipsis ends what is longer."""
    return text.truncate(width, ellipsis=True, pad=True)


def heading(text: str, width: int, note: str = "") -> Content:
    """Return a heading with a rule drawn to *width* cells and a quiet *note* at its end."""
    title, aside = ink(text, "bold"), ink(note, "$quiet")
    dash = width - title.cell_length - 1 - (aside.cell_length + 1 if note else 0)
    return put(title, " ", ("─" * max(0, dash), "$rule"), " " if note else "", aside)


def fact_lines(label: str, words: Content, width: int) -> list[Content]:
    """Paint one fact, its words hanging beside the label."""
    said = wrapped(words, width, indent=LABEL)
    head = put((label, "$quiet"))
    said[0] = head.pad_right(LABEL - head.cell_length).append(said[0][LABEL:])
    return said


def paragraphs(text: str, width: int) -> list[Content]:
    """Paint *text* with a blank line between its paragraphs."""
    lines: list[Content] = []
    for paragraph in text.strip().split("\n\n"):
        lines += [put(""), *wrapped(plain(" ".join(paragraph.split())), width)]
    return lines[1:]


def table(cells: Sequence[Sequence[Content]], *, gap: int = 2) -> list[Content]:
    """Return rows of *cells* with every column but the last as wide as its widest cell."""
    if not cells:
        return []
    widths = [max(row[index].cell_length for row in cells) for index in range(len(cells[0]) - 1)]
    return [
        Content("").join(
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
