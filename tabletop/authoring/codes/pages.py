"""All pages of the catalogue."""

from collections.abc import Mapping
from typing import Final

from tabletop.authoring.codes import (
    doubts,
    layout,
    meaning,
    names,
    paper,
    played,
    rules,
    sheet,
    structure,
    worth,
)
from tabletop.authoring.codes.page import Page

FAMILIES: Final[Mapping[str, tuple[str, tuple[Page, ...]]]] = {
    "Y": ("The file itself", layout.PAGES),
    "S": ("Fields, and what stands in them", structure.PAGES),
    "N": ("Names", names.PAGES),
    "R": ("Rules, effects and prices", rules.PAGES),
    "P": ("On paper, from `deck print`", paper.PAGES),
    "I": ("In a spreadsheet, from `deck sheet --into`", sheet.PAGES),
    "M": (
        "What the parts mean together",
        (*meaning.PAGES, *doubts.PAGES, *worth.PAGES, *played.PAGES),
    ),
}
"""The families of codes, by the letter that begins them: what each is about, and its pages."""

PAGES: Final[Mapping[str, Page]] = {
    page.code: page for _, pages in FAMILIES.values() for page in pages
}
