"""The pages of `codes/codes.yaml` as text for a terminal, and as Markdown for a browser."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tabletop.authoring.check.check import PLAYED, checked
from tabletop.authoring.codes.catalogue import Page, catalogue
from tabletop.authoring.deck.deck import read_deck
from tabletop.authoring.deck.seed import deck_named, read_seed
from tabletop.authoring.export.printing import PrintFindings, diagnostics
from tabletop.authoring.export.sheets import Formula, Grid, read_grid
from tabletop.authoring.library import loaded
from tabletop.authoring.text.findings import Diagnostic, nearest
from tabletop.authoring.text.nodes import Group, tree
from tabletop.authoring.text.read import decode
from tabletop.authoring.text.source import Source

WIDTH = 96
"""Characters of a line."""

PLACES: Final = {
    "card": 'fields of the card "patrol"',
    "deck": "parts of the deck",
    "seed": "parts of its seed",
    "file": "a file of its own",
    "sheet": "rows of the sheet of cards",
}


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


SAID_FIRST: Final = 200
"""Characters of a line of an example; the rest of a longer one is left out."""

INTRODUCTION: Final = """\
# What the check can tell you

`tabletop deck check FILE` reads a deck or a seed and tells everything that is wrong with it at
once: where, what, and what to do next. Each problem has a code. The codes never change their
meaning, so you can look one up here, or with `tabletop deck explain CODE`.

An **error** keeps the deck from being played. A **warning** does not. A warning that you have
thought about can be silenced, with your reason, on its own line or the line above:

```yaml
{silenced}```

Most of this is read off the text, and holds whatever is played. Where a deck without errors is
played as well, `M341` and those after it, a small deck is played in every way there is; of a larger
one some plays are tried, some at random and some towards what was not seen yet, and the message
says how many. The same deck is always told the same. It takes two seconds at most; `deck check
--quick` and `--watch` leave it out, and seeds are not played.

`tabletop deck check --fix FILE` mends what can be meant in one way only, and leaves the rest of the
file byte for byte.

The examples below are cut from this small deck and its seed, which are without a fault:

```yaml
{harbour}```

```yaml
{calm}```
"""

SILENCED: Final = "    image: boats.png  # ok: S114 the picture is only an ornament\n"

MADE: Final = """\
<!-- Made by `make docs` from tabletop/authoring/codes/codes.yaml. Edit that, then make it anew. -->
"""


def found_in(page: Page, data: bytes) -> tuple[Diagnostic, ...]:
    """Return what there is to say of *data* in the file that the examples of *page* are in."""
    if page.place == "sheet":
        return read_grid("harbour.xlsx", "cards", grid_of(data.decode())).diagnostics
    source = decode(data, page.name)
    if page.place == "seed" and isinstance(source, Source):
        harbour = Source("decks/harbour.yaml", catalogue().harbour)
        seed, deck = tree(source), tree(harbour)
        if isinstance(seed, Group) and isinstance(deck, Group):
            named = deck_named(seed)
            if named and named.text == "harbour":
                read = read_deck(harbour, deck)
                return read_seed(source, seed, read).diagnostics
    read_in = checked(loaded(source, Path(page.name)), is_played=page.code in PLAYED)
    printed: tuple[Diagnostic, ...] = ()
    if page.findings and data == page.example_file():
        printed = diagnostics(read_in.sources, typeset(page))
    return (*read_in.diagnostics, *printed)


def typeset(page: Page) -> PrintFindings:
    """Return what the typesetter says of the example of *page*."""
    said = page.findings
    return PrintFindings(
        frozenset(said.get("overflowing", ())),
        frozenset(said.get("missing", ())),
        said.get("pictures", {}),
    )


def grid_of(example: str) -> Grid:
    """Return the cells of a sheet that is written with bars between them."""
    split = [[cell.strip() for cell in line.split("|")] for line in example.splitlines()]
    return [[Formula(cell) if cell.startswith("=") else cell for cell in row] for row in split]


def page_of(code: str) -> Page | None:
    """Return the page of *code*, however its letter is written."""
    return catalogue().pages.get(code.strip().upper())


def like(code: str) -> str:
    """Return the code that was probably meant by *code*, or ""."""
    return nearest(code.strip(), [each.lower() for each in catalogue().pages]).upper()


def severity(found: tuple[Diagnostic, ...]) -> str:
    return "error" if any(d.severity == "error" for d in found) else "warning"


def shown(page: Page, text: str) -> Iterator[str]:
    """Yield the lines of an example of *page* as they can be shown."""
    for line in text.splitlines():
        cut = line if len(line) <= SAID_FIRST else f"{line[:SAID_FIRST]} ..."
        yield "".join(c if c.isprintable() else "\ufffd" for c in cut)
        if page.again and page.again[0] == f"{line}\n" and text is page.example:
            yield f"  ... and so on, {page.again[1]:,} lines like this"


def told(found: tuple[Diagnostic, ...]) -> Iterator[str]:
    """Yield what the check says of an example: the first problem, and its help."""
    first = found[0]
    yield f"{first.severity}[{first.code}]: {first.message}"
    if first.help:
        yield f"help: {first.help}"


def as_text(page: Page) -> str:
    """Return *page* for a terminal, every line ended."""
    found = found_in(page, page.example_file())
    lines = [
        f"{page.code}  {page.title} ({severity(found)})",
        "",
        *wrapped(page.about),
        "",
        f"For example, {PLACES[page.place]}:",
        "",
        *(f"    {line}" for line in shown(page, page.example)),
        "",
        "The check says:",
        "",
        *(part for line in told(found) for part in wrapped(line, indent="    ")),
        "",
        "Put right:",
        "",
        *(f"    {line}" for line in shown(page, page.repaired)),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def as_list() -> str:
    """Return every code and what it is about, every line ended."""
    lines = []
    for letter, about in catalogue().families.items():
        lines += ["", f"{letter}: {about}", ""]
        lines += (f"  {page.code}  {page.title}" for page in family(letter))
    return "\n".join(lines[1:]) + "\n"


def family(letter: str) -> list[Page]:
    """Return the pages of the codes that begin with *letter*."""
    return [page for code, page in catalogue().pages.items() if code.startswith(letter)]


def as_markdown() -> str:
    """Return all pages as one document, every line ended."""
    whole = catalogue()
    parts = [
        MADE,
        INTRODUCTION.format(silenced=SILENCED, harbour=whole.harbour, calm=whole.calm),
    ]
    for letter, about in whole.families.items():
        parts.append(f"## {letter}: {about}\n")
        parts += ("\n".join(section(page)) + "\n" for page in family(letter))
    return "\n".join(parts)


def section(page: Page) -> Iterator[str]:
    found = found_in(page, page.example_file())
    yield f"### {page.code}: {page.title}"
    yield ""
    yield from wrapped(page.about)
    yield ""
    yield f"For example, {PLACES[page.place]}:"
    yield ""
    yield "```yaml"
    yield from shown(page, page.example)
    yield "```"
    yield ""
    yield "```text"
    yield from told(found)
    yield "```"
    yield ""
    yield "Put right:"
    yield ""
    yield "```yaml"
    yield from shown(page, page.repaired)
    yield "```"
