"""
How long the check of a deck takes: from nothing, after a keystroke, and with play.

In time of the processor: a check waits for nothing, so what else the machine does is left out.
"""

import re
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.decks import HOUSE
from benchmarks.measure import Figure, Found, p95
from tabletop.authoring.check.check import checked
from tabletop.authoring.edit.draft import Recheck
from tabletop.authoring.library import Loaded, load, loaded
from tabletop.authoring.text.source import Source

LARGE = HOUSE / "decks" / "island_chain.yaml"
KEYSTROKES = 60
ROUNDS = 5


def grown(cards: int) -> str:
    """Return the largest deck that ships with its cards over and over, until there are *cards*."""
    text = LARGE.read_text(encoding="utf-8")
    start = text.index("\ncards:\n") + len("\ncards:\n")
    end = start + re.search(r"^(?=[a-z])", text[start:], re.MULTILINE).start()  # type: ignore[union-attr]
    blocks = re.split(r"^(?=  [a-z])", text[start:end], flags=re.MULTILINE)
    blocks = [block for block in blocks if re.match(r"  \w+:\n", block)]
    found = [
        re.sub(r"^  (\w+):", rf"  \1{'' if n < len(blocks) else f'_{n}'}:", blocks[n % len(blocks)])
        for n in range(cards)
    ]
    return text[:start] + "".join(found) + text[end:]


def seconds(act: Callable[[], object]) -> float:
    """Return how long *act* kept the processor, in seconds."""
    start = process_time()
    act()
    return process_time() - start


def check(text: str) -> Loaded:
    return checked(loaded(Source("decks/grown.yaml", text), Path("decks/grown.yaml")))


def typed(text: str) -> list[str]:
    """Return *text* after each of some keystrokes: letters in prose, digits and names in rules."""
    places = [
        m.end() for m in re.finditer(r"^    (?:text|effects|needs|cost|title): .*", text, re.M)
    ]
    step = len(places) // KEYSTROKES
    signs = ("a", "1", " and trust", ".")
    return [text[:at] + signs[n % 4] + text[at:] for n, at in enumerate(places[:: step or 1])]


def keystrokes(text: str) -> list[float]:
    """Return how long the check took after each keystroke, in milliseconds."""
    recheck = Recheck(Path("decks/grown.yaml"))
    recheck.check(text)
    return [1000 * seconds(lambda now=now: recheck.check(now)) for now in typed(text)]  # type: ignore[misc]


def figures() -> list[Found]:
    hundred, thousand = grown(100), grown(1_000)
    counts = [len(deck.cards) for text in (hundred, thousand) if (deck := check(text).deck)]
    assert counts == [100, 1_000], "the decks that are measured are without errors"
    first = [1000 * seconds(lambda: check(hundred)) for _ in range(ROUNDS)]
    large = [1000 * seconds(lambda: check(thousand)) for _ in range(ROUNDS)]
    again = keystrokes(hundred)
    play = [
        seconds(lambda: checked(load(LARGE), is_played=True))
        - seconds(lambda: checked(load(LARGE)))
        for _ in "ab"
    ]
    size = f"{len(hundred) / 1000:.0f} KB"
    return [
        Figure("100 cards, from nothing", median(first), "ms", note=size),
        Figure("100 cards, again after a keystroke", median(again), "ms", 50),
        Figure("100 cards, again after a keystroke, p95", p95(again), "ms"),
        Figure("1,000 cards, from nothing", median(large), "ms", 3_000),
        Figure("the largest deck that ships, played as well", 1000 * min(play), "ms", 2_000),
    ]
