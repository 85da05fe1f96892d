"""What libyaml's complaints mean, in words for people who do not program."""

from typing import Final

import attrs


@attrs.frozen
class Said:
    """
    A complaint in plain words.

    Attributes:
        opened: Labels the place where the trouble began.
        is_there: Whether the trouble lies where it began, not where libyaml stopped.
    """

    message: str
    label: str
    help: str
    opened: str = "it began here"
    is_there: bool = False


COLON: Final = Said(
    'a second ": " where none can be',
    'this ": " would begin another field',
    "put the text in quotes, or indent the line like its neighbours",
)
TAB: Final = Said(
    "a tab where only spaces may indent",
    "a tab",
    "replace the tab by spaces",
)
QUOTE: Final = Said(
    "a quotation mark is opened and never closed",
    "the file ends here",
    "close the text with the same quotation mark",
    "opened here",
)
BRACE: Final = Said(
    'a "{" is not closed, or a comma is missing',
    'a "," or "}" was expected before this',
    'close the "{", or put text that holds commas or braces in quotes',
    "opened here",
)
BRACKET: Final = Said(
    'a "[" is not closed, or a comma is missing',
    'a "," or "]" was expected before this',
    'close the "[", or put text that holds commas or brackets in quotes',
    "opened here",
)
INDENT: Final = Said(
    "this line is not indented like its neighbours",
    "no field can begin here",
    "give all fields of one part the same number of spaces",
    "its neighbour stands here",
)
DASH: Final = Said(
    "fields and list items are mixed",
    "an item of the list was expected",
    'begin each item with "- ", or indent the field like its neighbours',
    "the list begins here",
)
NO_COLON: Final = Said(
    'a field without its ": "',
    'a ": " was expected before this',
    'write the field as "name: value"',
    "the field begins here",
)
WIDE_COLON: Final = Said(
    'a full-width colon where ": " belongs',
    "not the colon of a field",
    'write the field as "name: value"',
)
NO_BLANK: Final = Said(
    "no blank stands after the colon of a field",
    "a blank is missing here",
    'write the field as "name: value"',
)
ODD_BLANK: Final = Said(
    "after the colon of a field stands the character U+{:04X}",
    "looks like a blank and is none",
    "put a plain blank in its place",
)
PROSE: Final = Said(
    'a second ": " where none can be',
    'this ": " would begin another field',
    "put the text in quotes",
)
STRAY: Final = Said(
    "this line is no field",
    "no field stands here",
    'write it as "name: value", or begin it with "#"',
)
ESCAPE: Final = Said(
    "a backslash that means nothing in double quotes",
    "no such escape",
    r'use single quotes, or write the backslash twice: "\\"',
    "the text begins here",
)
BLOCK: Final = Said(
    'only a line break may follow "|" or ">"',
    "this is not expected here",
    "begin the text on the next line, indented",
)

BY_PROBLEM: Final = {
    "mapping values are not allowed in this context": COLON,
    "did not find expected ',' or '}'": BRACE,
    "did not find expected ',' or ']'": BRACKET,
    "did not find expected key": INDENT,
    "did not find expected '-' indicator": DASH,
    "could not find expected ':'": NO_COLON,
    "found unknown escape character": ESCAPE,
    "found invalid Unicode character escape code": ESCAPE,
    "did not find expected hexdecimal number": ESCAPE,
    "did not find expected comment or line break": BLOCK,
    "found a tab character that violates indentation": TAB,
    "found a tab character where an indentation space is expected": TAB,
    "block sequence entries are not allowed in this context": DASH,
    "block mapping values are not allowed in this context": COLON,
}


SIGNS: Final = {"alias": "*", "anchor": "&", "tag": "!", "directive": "%"}
"""The sign with which each thing begins that a deck does without."""


def in_words(problem: str, context: str, offender: str) -> Said:
    """
    Return what *problem* means.

    Args:
        offender: The character at which libyaml stopped; "" at the end of the file.
    """
    if problem == "found unexpected end of stream" and "quoted" in context:
        return QUOTE
    if problem == "found character that cannot start any token":
        return TAB if offender == "\t" else sign(offender)
    for kind, first in SIGNS.items():
        if kind in context:
            return attrs.evolve(sign(first), is_there=True)
    if problem in BY_PROBLEM:
        return BY_PROBLEM[problem]
    return Said(problem, "reading stopped here", "put the text in quotes")


def sign(offender: str) -> Said:
    return Said(
        f'no text can begin with "{offender}"',
        "this sign has a meaning of its own",
        "put the text in quotes",
    )
