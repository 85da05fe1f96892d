"""Small decks for the tests of authoring, and what there is to complain of in them."""

from pathlib import Path
from textwrap import dedent

from tabletop.authoring.check.check import checked
from tabletop.authoring.library import Loaded, loaded
from tabletop.authoring.text.read import decode
from tabletop.authoring.text.render import rendered

SMALL = """\
deck: small
title: A Small Deck
actors:
  japan: Japan
  us: United States
tracks:
  trust: {name: Alliance trust, range: 0 to 10, start: 6}
  capital: {name: Political capital, range: 0 to 8, start: 4, each: actor}
  resolve: {name: US resolve, range: 0 to 10, start: 5, seen_by: us}
cards:
  second_track:
    kind: hedge
    title: Second Track
    by: japan
"""


def small(*, card: str = "", rest: str = "", **changed: str) -> str:
    """
    Return the text of a small deck.

    Args:
        card: Further fields of its only card, one a line.
        rest: Further fields of the deck itself.
        changed: The deck's own id or title with another value; left out when it is "".
    """
    text = SMALL
    for name, value in changed.items():
        before, _, after = text.partition(f"{name}: ")
        line = f"{name}: {value}\n" if value else ""
        text = before + line + after.partition("\n")[2]
    fields = "".join(f"    {line}\n" for line in card.splitlines())
    return f"{text}{fields}{rest}"


def read_text(text: str | bytes) -> Loaded:
    """Return what comes of checking *text* as the file `deck.yaml`."""
    data = text.encode() if isinstance(text, str) else text
    return checked(loaded(decode(data, "deck.yaml"), Path("deck.yaml")))


def complaint(text: str | bytes) -> str:
    """Return everything that there is to complain of in *text*, as it is printed."""
    read = read_text(text)
    return rendered(read.diagnostics, read.sources)


def told(text: str) -> str:
    """Return *text* as it is printed, without the indentation that the test gives it."""
    return dedent(text).removeprefix("\n")
