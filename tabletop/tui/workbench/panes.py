"""What stands beside the text, and in its dialogs: parts, problems, outline, map, differences."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from tabletop.authoring.edit.outline import Part
from tabletop.authoring.text.findings import Diagnostic
from tabletop.pages.deck_pages import deck_page, part_page
from tabletop.pages.text import (
    Row,
    Words,
    heading,
    ink,
    plain,
    put,
    rows,
    sides,
    wrapped,
)
from tabletop.pages.view import View
from tabletop.tui.workbench.proofreader import CheckResult

SECTIONS = {
    "actors": "Actors",
    "tracks": "Tracks",
    "tests": "Tests",
    "cards": "Cards",
    "injects": "Injects",
    "piles": "Piles",
    "objectives": "Objectives",
    "endings": "Endings",
    "seats": "Seats",
}
"""Sections that an outline shows, and their headings."""


def picture(view: View | None, part: Part | None, found: CheckResult, width: int) -> list[Row]:
    """Paint *part* as it will look, or the deck as a whole, and how much of it could be read."""
    if view is None:
        text = "The picture comes once the text can be read."
        return rows(wrapped(put((text, "$quiet")), width))
    page = part_page(view, part.section, part.id, width) if part and part.id else None
    page = page or deck_page(view.deck, width)
    said = ""
    if any(p.is_refusal for p in found.problems):
        said = "As it was before the text could not be read."
    elif any(p.severity == "error" for p in found.problems):
        said = "What cannot be read yet is left out."
    if said:
        page = [*page, *rows([put(""), *wrapped(put((said, "$quiet")), width)])]
    return page


def part_title(part: Part | None) -> str:
    """Return what *part* is, over its picture."""
    section = part.section if part and part.id else ""
    return SECTIONS.get(section, "Decks").removesuffix("s")


def sign(problem: Diagnostic) -> Words:
    """Return the sign of an error or a warning."""
    return put(("✗ ", "$bad")) if problem.severity == "error" else put(("! ", "bold"))


def head(name: str, state: str, trouble: str, *, is_saved: bool, width: int) -> Words:
    """Paint which file this is, with its *state* or what *trouble* it makes."""
    mark = ("✓ ", "$good") if is_saved else ("● ", "bold $focus")
    right = put(mark if state else "", (state, "$quiet" if is_saved else "bold"))
    if trouble:
        right = put(("✗ ", "$bad"), plain(trouble))
    return sides(put((name, "bold")), right, width)[0].truncate(width, ellipsis=True)


def problems(found: CheckResult, width: int) -> list[Row]:
    """Paint every problem with its line, code and sentence, and what may be done."""
    painted: list[Row] = []
    for index, problem in enumerate(found.problems):
        where = (
            f"line {problem.span.line}" if problem.span.file == found.file else str(problem.span)
        )
        place = put((f"{where}, {problem.code}", "$quiet"))
        said = put("  ", sign(problem), plain(problem.message))
        painted += rows(sides(said, place, width, hang=4), index)
    if not painted:
        painted = rows(wrapped(put("  ", ("✓ ", "$good"), "Nothing is wrong."), width))
    return painted


def told(found: CheckResult, here: Diagnostic | None, width: int) -> Words:
    """Paint in a line what is wrong *here* and what may be done, else how much is wrong."""
    if here is not None:
        return told_problem(here, width)
    if found.problems:
        text = put(sign(found.problems[0]), f"{found.counts}.", ("  f8 ", "bold $focus"), "goes")
        return put(text, " to the next.")
    return put(("✓ ", "$good"), "Nothing is wrong.") if found.is_whole else put("")


def told_problem(problem: Diagnostic, width: int) -> Words:
    """Paint one problem in a line: what, and what may be done about it."""
    after = f"  {problem.help}" if problem.help else ""
    key = put(("  f4 ", "bold $focus"), "mends it") if problem.fix else put("")
    said = put(sign(problem), plain(problem.message), (after, "$quiet"))
    return said.truncate(max(4, width - key.cell_length), ellipsis=True).append(key)


def outline(parts: Sequence[Part], here: Part | None, width: int, wanted: str = "") -> list[Row]:
    """Paint the parts of a file by section; items are indexes into *parts*."""
    painted: list[Row] = []
    section = ""
    for index, part in enumerate(parts):
        if part.section not in SECTIONS or not part.id or not matches(part, wanted):
            continue
        if part.section != section:
            section = part.section
            painted += rows([put(""), heading(SECTIONS[section], width)] if painted else [
                heading(SECTIONS[section], width)
            ])  # fmt: skip
        style = "bold $focus" if part == here else ""
        title = ink(part.title or part.id, style)
        note = put((part.id if part.title else "", "$quiet"))
        room = title.cell_length + note.cell_length + 4
        line = put("  ", title) if room > width else sides(put("  ", title), note, width)[0]
        painted += rows([line.truncate(width, ellipsis=True)], index)
    return painted


def matches(part: Part, wanted: str) -> bool:
    """Return whether *part* is called something like *wanted*."""
    low = wanted.lower()
    return low in part.id.lower() or low in part.title.lower()


MOST: Final = 60
"""Lines shown of what differs."""


def differences(
    theirs: str, mine: str, width: int, names: tuple[str, str] = ("theirs", "mine")
) -> list[Row]:
    """
    Paint the lines that differ, with their numbers: - only in *theirs*, + only in *mine*.

    *names* is what the two are called.
    """
    a, b = theirs.splitlines(), mine.splitlines()
    lines = []
    for what, i, k, m, n in SequenceMatcher(None, a, b, autojunk=len(a) > 500).get_opcodes():
        if what == "equal":
            continue
        shown = [(f"{i + x + 1:>5} - ", "$bad", text) for x, text in enumerate(a[i:k])]
        shown += [(f"{m + x + 1:>5} + ", "$good", text) for x, text in enumerate(b[m:n])]
        for sign, style, text in shown:
            lines += wrapped(put((sign, style), plain(text[:300])), width, hang=8)
    more = len(lines) - MOST
    painted = rows(lines[:MOST])
    if more > 0:
        painted += rows([put((f"      ... and {more} lines more", "$quiet"))])
    legend = put((f"- {names[0]}  ", "$bad"), (f"+ {names[1]}", "$good"))
    return [*rows([legend]), *painted]
