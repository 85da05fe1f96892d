"""
The codes of all diagnostics and what each is about.

A code is permanent: it is never given to another problem, and one that is no longer
reported keeps its line here. Y: the file is no YAML that a deck may be written in, and was
refused. S: fields and what stands in them. N: names. R: rules and effects. M: what the
parts mean together. P: what keeps it from being printed. I: what is
wrong in a spreadsheet that is brought back.
"""

from collections.abc import Mapping
from typing import Final

from tabletop.language.problem import CODES as RULES

CODES: Final[Mapping[str, str]] = {
    "Y001": "The file is too large",
    "Y002": "The file is not UTF-8 text",
    "Y003": "The file holds control characters",
    "Y004": "The file is not YAML",
    "Y005": "Nested too deeply",
    "Y006": "Too many values",
    "Y007": "Anchors, aliases and tags are not used in decks",
    "Y008": "More than one document in a file",
    "S101": "A file that does not say what it is",
    "S102": "A field that nobody knows",
    "S103": "A field is missing",
    "S104": "A field is given twice",
    "S105": "The wrong shape: text, list or fields",
    "S106": "A number was expected",
    "S107": "A number is out of bounds",
    "S108": "One of a few words was expected",
    "S109": "Two fields that exclude each other",
    "S110": "A field that needs another",
    "S111": "Text that cannot be shown as it stands",
    "S112": "Too many, too few or too long",
    "S113": "Several effects inside braces",
    "S114": "A picture without words",
    "S115": "A remark that silences nothing",
    "N202": "A name is used twice",
    "N203": "A name that is not snake_case",
    "N204": "A word of the rule language used as a name",
    "N205": "The name of something else",
    "N206": "A name listed twice",
    "N207": "The deck of a seed cannot be found",
    "N208": "A bot that is not installed",
    "M301": "A rule reads what its player does not see",
    "M302": "Cards unlock each other in a circle",
    "M303": "Nobody is left to name",
    "M304": "A posture in which the card is never played",
    "M305": "A hand that its seat cannot hold",
    "M306": "A pile without injects",
    "M307": "Choices that make no difference",
    "M308": "Failure of a card that is certain to succeed",
    "M309": "Bands that overlap",
    "M310": "An offer that hangs on what its recipient does not see",
    "M311": "Pieces counted of a card that leaves none",
    "M312": "A test that is always true",
    "M313": "A test that is never true",
    "M314": "An effect that shifts nothing",
    "M315": "An effect past the end of its track",
    "M316": "Odds that are always 0 or always 100",
    "M317": "A card that nobody can pay for",
    "M318": "A hedge that pays at once",
    "M319": "An offer that nobody can accept",
    "M320": "An ending that is true at the start",
    "M321": "An objective that is met at the start for good",
    "M322": "A track that nothing moves",
    "M323": "A track that nothing reads",
    "M324": "An actor without a card",
    "M325": "A card that is never unlocked",
    "M326": "Odds that are mostly past 0 or 100",
    "M327": "An offer that lapses before it can be accepted",
    "M328": "A hedge that is not worth its premium",
    "M329": "A refusal that makes no difference",
    "M330": "A roll that decides nothing",
    "M331": "A card that another one beats",
    "M332": "A track that goes one way",
    "M333": "An inject that feeds itself",
    "M334": "Something that comes after the last turn",
    "M341": "A card that no play lets anybody play",
    "M342": "An offer that no play lets anybody accept",
    "M343": "A hedge that pays in no play",
    "M344": "An inject that comes in no play",
    "M345": "An objective that no play reaches",
    "M346": "An objective that every play meets",
    "M347": "An ending that no play comes to",
    "M348": "An actor without a legal move",
    "P501": "More words than a card has room for",
    "P502": "A character that no font has",
    "P503": "A picture that cannot be printed",
    "I601": "A column that is no field",
    "I602": "A sheet without ids",
    "I603": "A row without an id",
    "I604": "Two rows with one id",
    "I605": "A cell that is not text",
    "I606": "A field that is both text and fields",
    **RULES,
}

PLAYED: Final = frozenset(("M341", "M342", "M343", "M344", "M345", "M346", "M347", "M348"))
"""Codes that are told only where the deck is played, which takes longer than to read it."""
