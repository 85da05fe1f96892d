"""Sentences broken into lines."""

import textwrap

WIDTH = 96
"""Characters of a line."""


def wrapped(text: str, *, indent: str = "") -> list[str]:
    """Return *text* as lines of `WIDTH` characters at most, words left whole."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
