"""Tagged text as Textual shows it: every tag is a style that the theme defines."""

from rich.segment import Segment
from textual.content import Content, Span
from textual.strip import Strip
from textual.style import Style

from tabletop.pages.text import Words


def content(text: Words) -> Content:
    """Return *text* for a widget of Textual's own; nothing in it is markup."""
    spans, at = list[Span](), 0
    for words, tag in text.spans:
        if tag:
            spans.append(Span(at, at + len(words), tag))
        at += len(words)
    return Content(text.plain, spans)


def strip(text: Words, width: int, style: Style) -> Strip:
    """Return a line of *width* cells with *text* on it, over *style*."""
    # A line is laid out already; Textual's own way would look for breaks and tabs again.
    segments = [
        Segment(words, (style + Style.parse(tag)).rich_style if tag else style.rich_style)
        for words, tag in text.truncate(width).spans
    ]
    return Strip(segments).adjust_cell_length(width, style.rich_style)
