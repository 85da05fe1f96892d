"""The catalogue of `codes.yaml`, read when somebody asks for a page of it."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs
import yaml

from tabletop.language.problem import CODES as RULES

DATA: Final = Path(__file__).with_name("codes.yaml")

SECTION: Final = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)


@attrs.frozen
class Page:
    """
    What there is to know of one code.

    Attributes:
        about: What it means and why it matters, in sentences.
        example: Text that provokes it.
        repaired: The same put right.
        place: Where the two stand: "card", "deck", "seed", "file" or "sheet".
        encoding: In which the example is saved.
        again: A line of the example that stands there many times, and how often.
        findings: What the typesetter says of the example; the check does not print.
    """

    code: str
    title: str
    about: str
    example: str
    repaired: str
    place: str = "card"
    encoding: str = "utf-8"
    again: tuple[str, int] | None = None
    findings: Mapping[str, Any] = attrs.field(factory=dict)

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


@attrs.frozen
class Catalogue:
    """
    All there is to know of diagnostics.

    Attributes:
        harbour: A small deck without a fault, from which the examples are cut.
        calm: A seed of it without a fault.
        families: What each family of codes is about, by the letter that begins them.
        pages: By code, a family after the other.
    """

    harbour: str
    calm: str
    families: Mapping[str, str]
    pages: Mapping[str, Page]


@cache
def catalogue() -> Catalogue:
    """Return the catalogue, which is read once."""
    data = yaml.load(DATA.read_text(encoding="utf-8"), yaml.CSafeLoader)
    pages = {code: page(code, said) for code, said in data["codes"].items()}
    return Catalogue(data["harbour"], data["calm"], data["families"], pages)


def page(code: str, said: Mapping[str, Any]) -> Page:
    """Return the page of *code*; the title of a rule's code is the language's own."""
    return Page(code, **{"title": RULES.get(code, ""), **said})


def put(text: str, place: str) -> str:
    """Return the whole file in which *text* stands in its *place*."""
    whole = catalogue()
    match place:
        case "card":
            return whole.harbour + "".join(
                f"    {line}".rstrip() + "\n" for line in text.splitlines()
            )
        case "deck":
            return joined(whole.harbour, text)
        case "seed":
            return joined(whole.calm, text)
        case _:
            return text


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
