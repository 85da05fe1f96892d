"""Y: the file is no YAML that a deck may be written in."""

from typing import Final

from tabletop.authoring.codes.page import Page

TOO_DEEP: Final = "[" * 17 + "harbour" + "]" * 17

PAGES: Final = (
    Page(
        "Y001",
        "A deck or seed has 2 MiB at most, which is the length of several novels. A larger file is "
        "not read at all. Mostly something else was given in its place, or a picture or a table "
        "was pasted into it.",
        "text: |\n  Another page of background.\n",
        "text: |\n  Another page of background.\nsources: The long version is in the reader.\n",
        "deck",
        again=("  Another page of background.\n", 80_000),
    ),
    Page(
        "Y002",
        "Decks are saved as UTF-8, in which every script of the world can be written. This file is "
        "not: the editor used another encoding, or the file is not text. The example was saved as "
        "Latin-1.",
        "title: Café de la Paix\n",
        "title: Café de la Paix\n",
        "deck",
        "latin-1",
    ),
    Page(
        "Y003",
        "A control character is a sign that nobody sees, such as an escape code for a terminal. It "
        "comes with text copied out of another program. Nothing that a deck says needs one.",
        "title: A Small \x1bHarbour\n",
        "title: A Small Harbour\n",
        "deck",
    ),
    Page(
        "Y004",
        "The text cannot be taken apart into fields. One slip does it: a tab at the beginning of a "
        "line, a quotation mark or a bracket that is never closed, a line that is indented unlike "
        'its neighbours, or a ": " in the middle of a sentence, which looks like another field. '
        'Put a sentence with such signs in quotes, or write it below the field after a "|".',
        "title: Patrol: the long one\n",
        "title: 'Patrol: the long one'\n",
        "deck",
    ),
    Page(
        "Y005",
        "Fields stand in fields, but never more than 16 deep; a deck needs 6. This is a slip with "
        "brackets, or a file made to do harm.",
        f"sources: {TOO_DEEP}\n",
        "sources: [harbour]\n",
        "deck",
    ),
    Page(
        "Y006",
        "A file has 100,000 fields, values and items at most. A large deck has a few thousand.",
        "sources:\n  - a\n",
        "sources:\n  - a\n",
        "deck",
        again=("  - a\n", 100_001),
    ),
    Page(
        "Y007",
        'In YAML a word that begins with "&", "*" or "!" is an anchor, an alias or a tag. Decks do '
        "without them, so that what you read is what is meant. Text that begins so is put in "
        "quotes.",
        "title: !Harbour\n",
        "title: '!Harbour'\n",
        "deck",
    ),
    Page(
        "Y008",
        'A line "---" begins a second document in the same file. A file holds one deck or one '
        "seed.",
        "language: en\n---\ndeck: another\n",
        "language: en\n",
        "deck",
    ),
)
