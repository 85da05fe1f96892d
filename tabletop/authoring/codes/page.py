"""One page of the catalogue, and the small deck from which its examples are cut."""

import re
from typing import Final, Literal

import attrs

from tabletop.authoring.export.printing import Findings

Place = Literal["card", "deck", "seed", "file", "sheet"]

HARBOUR: Final = """\
deck: harbour
title: A Small Harbour
actors:
  japan: Japan
  us: United States
tracks:
  tension: {name: Tension, range: 0 to 10, start: 3}
  trust: {name: Trust, range: 0 to 10, start: 6}
  capital: {name: Political capital, range: 0 to 8, start: 4, each: actor}
  resolve: {name: US resolve, range: 0 to 10, start: 5, seen_by: us}
cards:
  visit:
    kind: reassure
    title: A Visit
    by: us
    effects: trust +1, resolve -1
  patrol:
    kind: deploy
    title: Patrol
    by: japan
    cost: capital 1
"""
"""A deck without a fault."""

CALM: Final = """\
seed: calm
title: A Calm Day
deck: harbour
"""
"""A seed of it without a fault."""

PLACES: Final[dict[Place, str]] = {
    "card": 'fields of the card "patrol"',
    "deck": "parts of the deck",
    "seed": "parts of its seed",
    "file": "a file of its own",
    "sheet": "rows of the sheet of cards",
}

SECTION: Final = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)


@attrs.frozen
class Page:
    """
    What there is to know of one code.

    Attributes:
        about: What it means and why it matters, in sentences.
        example: Text that provokes it.
        repaired: The same put right.
        place: Where the two stand.
        encoding: In which the example is saved.
        again: A line of the example that stands there many times, and how often.
        findings: What the typesetter says of the example; the check does not print.
    """

    code: str
    about: str
    example: str
    repaired: str
    place: Place = "card"
    encoding: str = "utf-8"
    again: tuple[str, int] | None = None
    findings: Findings = Findings()

    @property
    def name(self) -> str:
        """The name of the file that the example stands in."""
        return "seeds/calm.yaml" if self.place == "seed" else "decks/harbour.yaml"

    def example_file(self) -> bytes:
        """Return the file with the example in its place."""
        text = self.example
        if self.again:
            line, times = self.again
            text = text.replace(line, line * times)
        return put(text, self.place).encode(self.encoding)

    def repaired_file(self) -> bytes:
        """Return the same file put right."""
        return put(self.repaired, self.place).encode()


def put(text: str, place: Place) -> str:
    """Return the whole file in which *text* stands in its *place*."""
    match place:
        case "file" | "sheet":
            return text
        case "card":
            return HARBOUR + "".join(f"    {line}".rstrip() + "\n" for line in text.splitlines())
        case "deck":
            return joined(HARBOUR, text)
        case "seed":
            return joined(CALM, text)


def joined(whole: str, parts: str) -> str:
    """Return *whole* with *parts*: lines below the field of the same name, or in its place."""
    before, *sections = SECTION.split(parts)
    kept = SECTION.split(whole)
    for section in sections:
        name, _, rest = section.partition(":")
        at = next((i for i, each in enumerate(kept) if each.startswith(f"{name}:")), None)
        if at is None:
            kept.append(section)
        elif rest.startswith("\n"):
            kept[at] += rest.removeprefix("\n")
        else:
            kept[at] = section
    return before + "".join(kept)
