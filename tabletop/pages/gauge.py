"""Gauges, changes and trends: a level as a picture, a number and a word."""

from collections.abc import Sequence
from typing import Final

from tabletop.game.deck import Track
from tabletop.pages.text import Words, put

SPARKS: Final = "▁▂▃▄▅▆▇█"


def gauge(track: Track, level: int, width: int) -> Words:
    """Draw *level* on a scale of *width* cells; ticks show where bands begin."""
    steps = track.high - track.low

    def cell_len(step: int) -> int:
        return (step - track.low) * width // steps

    ticks = {cell_len(band.low) for band in track.bands if track.low < band.low <= track.high}
    # A forged save may have moved a level beyond its track.
    full = min(width, max(1, cell_len(level))) if level > track.low else 0
    return put(
        ("".join("┿" if cell in ticks else "━" for cell in range(full)), "$ink"),
        ("".join("┼" if cell in ticks else "─" for cell in range(full, width)), "$rule"),
    )


def is_flag(track: Track) -> bool:
    """Return whether *track* only says yes or no."""
    return (track.low, track.high) == (0, 1)


def flag(level: int) -> Words:
    """Draw the level of a flag."""
    return put(("● ", "$focus"), "yes") if level else put(("○ no", "$quiet"))


def change(by: int) -> Words:
    """Draw how far a level has moved in this turn: a sign and a number, or nothing."""
    if not by:
        return put("")
    return put((f"▲{by}" if by > 0 else f"▼{-by}", "bold $focus"))


def band_name(track: Track, level: int) -> str:
    """Return the name of the band that *level* lies in, or ""."""
    return next((band.name for band in track.bands if band.low <= level <= band.high), "")


def trend(track: Track, levels: Sequence[int], most: int) -> Words:
    """Draw the last *most* of *levels*, the newest on the right; nothing for less than three."""
    if len(levels) < 3:
        return put("")
    span = track.high - track.low
    marks = "".join(
        SPARKS[max(0, min(7, (level - track.low) * 7 // span))] for level in levels[-most:]
    )
    return put((marks, "$quiet"))
