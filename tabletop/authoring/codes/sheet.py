"""I: what is wrong in a spreadsheet that is brought back into its deck."""

from typing import Final

from tabletop.authoring.codes.page import Page

GOOD: Final = "id | title | cost\npatrol | Patrol | capital 1\n"

PAGES: Final = (
    Page(
        "I601",
        "The first row of a sheet names its columns, by the fields of a deck, in any order. This "
        "one names none, or one that is there already.",
        "id | titel\npatrol | Patrol\n",
        "id | title\npatrol | Patrol\n",
        "sheet",
    ),
    Page(
        "I602",
        "Rows find their cards by the id, whatever else is changed in them, so the sheet needs "
        "that column.",
        "title | cost\nPatrol | capital 1\n",
        GOOD,
        "sheet",
    ),
    Page(
        "I603",
        "A row without an id, or with one that no deck can have, belongs to no card.",
        "id | title\n | Patrol\n",
        "id | title\npatrol | Patrol\n",
        "sheet",
    ),
    Page(
        "I604",
        "Two rows with one id would be two cards that cannot be told apart.",
        "id | title\npatrol | Patrol\npatrol | Patrol again\n",
        "id | title\npatrol | Patrol\npatrol_2 | Patrol again\n",
        "sheet",
    ),
    Page(
        "I605",
        "Spreadsheet programs make formulas, dates and broken numbers of what looks like them. "
        "Nothing is taken from such a cell, because what was typed is no longer known.",
        "id | title | cost\npatrol | Patrol | =capital 1\n",
        GOOD,
        "sheet",
    ),
    Page(
        "I606",
        "`effects` is one text, or split into `effects.open` and `effects.covert`; here both are "
        "filled in.",
        "id | effects | effects.open\npatrol | trust +1 | trust +2\n",
        "id | effects | effects.open\npatrol |  | trust +2\n",
        "sheet",
    ),
)
