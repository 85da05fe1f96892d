"""Colour: only on a terminal whose owner wants it, and never the only carrier of meaning."""

import os
from typing import TextIO


def is_coloured(stream: TextIO) -> bool:
    """Return whether *stream* is a terminal whose owner wants colour."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and stream.isatty()
