"""P: what keeps a deck from being printed."""

from typing import Final

from tabletop.authoring.codes.page import Page
from tabletop.authoring.export.printing import Findings

LONG_LINE: Final = "  They wait in the harbour, and nobody says for whom, or for how long.\n"

PAGES: Final = (
    Page(
        "P501",
        "A card is 63 by 88 mm. The letters become smaller until the words fit, but not smaller "
        "than can be read across a table. What stands here does not fit even then. Nothing is "
        "printed until it does.",
        f"text: |\n{LONG_LINE}",
        "text: They wait in the harbour, and nobody says for whom.\n",
        again=(LONG_LINE, 40),
        findings=Findings(overflowing=frozenset({"patrol"})),
    ),
    Page(
        "P502",
        "None of the fonts of this machine has the character, so it would be an empty box on "
        "paper. Letters of all scripts can be printed where a font has them: `--fonts FOLDER` "
        "names a folder with one.",
        "discuss: Who reads \U00013000 today?\n",
        "discuss: Who reads hieroglyphs today?\n",
        findings=Findings(missing=frozenset("\U00013000")),
    ),
    Page(
        "P503",
        "The picture is not there, is no picture that can be printed, or lies outside the folder "
        "of the deck. Its path is read from the folder that the deck is in.",
        "image: boats.png\nalt: Boats in a row\n",
        "text: Boats in a row.\n",
        findings=Findings(pictures={"boats.png": "file not found"}),
    ),
)
