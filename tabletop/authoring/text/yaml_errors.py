"""Why a file is no YAML, in words for people who do not program, and what was meant.

libyaml complains of the first sign it cannot place. What it says is put plainly; the slip is
looked for in that line, and in the lines before, for a quotation mark or a bracket that is not
closed swallows those that follow."""

import re
from typing import Final

import attrs

from tabletop.authoring.text.fields import FIELDS, FORMS
from tabletop.authoring.text.findings import Edit
from tabletop.authoring.text.source import Source, Span


@attrs.frozen
class Complaint:
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


COLON: Final = Complaint(
    'a second ": " where none can be',
    'this ": " would begin another field',
    "put the text in quotes, or indent the line like its neighbours",
)
TAB: Final = Complaint(
    "a tab where only spaces may indent",
    "a tab",
    "replace the tab by spaces",
)
QUOTE: Final = Complaint(
    "a quotation mark is opened and never closed",
    "the file ends here",
    "close the text with the same quotation mark",
    "opened here",
)
BRACE: Final = Complaint(
    'a "{" is not closed, or a comma is missing',
    'a "," or "}" was expected before this',
    'close the "{", or put text that holds commas or braces in quotes',
    "opened here",
)
BRACKET: Final = Complaint(
    'a "[" is not closed, or a comma is missing',
    'a "," or "]" was expected before this',
    'close the "[", or put text that holds commas or brackets in quotes',
    "opened here",
)
INDENT: Final = Complaint(
    "this line is not indented like its neighbours",
    "no field can begin here",
    "give all fields of one part the same number of spaces",
    "its neighbour stands here",
)
DASH: Final = Complaint(
    "fields and list items are mixed",
    "an item of the list was expected",
    'begin each item with "- ", or indent the field like its neighbours',
    "the list begins here",
)
NO_COLON: Final = Complaint(
    'a field without its ": "',
    'a ": " was expected before this',
    'write the field as "name: value"',
    "the field begins here",
)
WIDE_COLON: Final = Complaint(
    'a full-width colon where ": " belongs',
    "not the colon of a field",
    'write the field as "name: value"',
)
NO_BLANK: Final = Complaint(
    "no blank stands after the colon of a field",
    "a blank is missing here",
    'write the field as "name: value"',
)
ODD_BLANK: Final = Complaint(
    "after the colon of a field stands the character U+{:04X}",
    "looks like a blank and is none",
    "put a plain blank in its place",
)
PROSE: Final = Complaint(
    'a second ": " where none can be',
    'this ": " would begin another field',
    "put the text in quotes",
)
STRAY: Final = Complaint(
    "this line is no field",
    "no field stands here",
    'write it as "name: value", or begin it with "#"',
)
ESCAPE: Final = Complaint(
    "a backslash that means nothing in double quotes",
    "no such escape",
    r'use single quotes, or write the backslash twice: "\\"',
    "the text begins here",
)
BLOCK: Final = Complaint(
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


def in_words(problem: str, context: str, offender: str) -> Complaint:
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
    return Complaint(problem, "reading stopped here", "put the text in quotes")


def sign(offender: str) -> Complaint:
    return Complaint(
        f'no text can begin with "{offender}"',
        "this sign has a meaning of its own",
        "put the text in quotes",
    )


MARGIN: Final = re.compile(r"[ \t]*")
STEP: Final = re.compile(r"^( +)(?=[^ \t#\r\n])", re.MULTILINE)
ROW: Final = re.compile(r"[ \t]*(?P<name>[A-Za-z][A-Za-z0-9_]*):(?:[ \t](?P<rest>.*))?")
OPENS: Final = re.compile(r".*:[ \t]*(?:[|>][-+\d]*)?[ \t]*(?:#.*)?")
COMMENT: Final = re.compile(r"[ \t]*#")


@attrs.frozen
class TextLine:
    """A line that is not blank: its number from 1, its text, and the column it begins in."""

    number: int
    text: str
    column: int

    @property
    def indent(self) -> str:
        return indent_of(self.text)

    @property
    def name(self) -> str:
        found = ROW.fullmatch(self.text)
        return found["name"] if found else ""

    @property
    def opens(self) -> bool:
        return bool(OPENS.fullmatch(self.text))

    @property
    def is_part(self) -> bool:
        """Whether fields stand in it, below or in braces."""
        found = ROW.fullmatch(self.text)
        return self.opens or bool(found and (found["rest"] or "").lstrip().startswith("{"))


def indent_of(text: str) -> str:
    found = MARGIN.match(text)
    return found[0] if found else ""


def edits_to(source: Source, line: int) -> tuple[Edit, ...]:
    """
    Return the edits that indent *line* by blanks, and every line like it that a tab begins.

    None unless the lines around it leave one place where *line* can belong. Lines are read from
    the top; the first that could belong in two places ends it.
    """
    step = min((len(blanks) for blanks in STEP.findall(source.text)), default=2)
    above: list[TextLine] = []
    edits: dict[int, Edit] = {}
    for number, text in enumerate(source.lines, 1):
        if not text.strip() or COMMENT.match(text):
            continue
        indent = indent_of(text)
        column = len(indent)
        # No text of several lines begins at the margin, so a tab there is never part of one.
        if text.startswith("\t") or (number == line and "\t" in indent):
            found = column_of(source, TextLine(number, text, -1), above, step)
            if found is None:
                break
            column = found
            edits[number] = Edit(Span(source.name, number, 1, len(indent)), " " * column)
        while above and above[-1].column >= column:
            above.pop()
        above.append(TextLine(number, text, column))
    return tuple(edits.values()) if line in edits else ()


def column_of(source: Source, row: TextLine, above: list[TextLine], step: int) -> int | None:
    """Return where *row* begins among the lines *above* that it may stand in, if in one place."""
    if not above:
        return None
    for depth, each in reversed(tuple(enumerate(above))):
        if each.indent == row.indent and goes_on(row, above, depth):
            return each.column
    last = above[-1]
    widths = {len(row.indent.expandtabs(each)) for each in (step, 4, 8)}
    found = {a.column for n, a in enumerate(above) if a.column in widths and fits(row, above, n)}
    if last.opens and max(widths) > last.column:
        found.add(child_of(source, row, last, step))
    return found.pop() if len(found) == 1 else None


def child_of(source: Source, row: TextLine, parent: TextLine, step: int) -> int:
    """Return where the first line below *parent* begins: like the next, or one step in."""
    for text in source.lines[row.number :]:
        indent = indent_of(text)
        if not text.strip() or indent == row.indent:
            continue
        if "\t" not in indent and len(indent) > parent.column:
            return len(indent)
        break
    return parent.column + step


def goes_on(row: TextLine, above: list[TextLine], depth: int) -> bool:
    """Return whether *row* may follow the line at *depth*, which a like tab begins."""
    if depth == 1:
        return row.is_part == above[1].is_part
    return depth > 2 or not row.opens or row.name in fields_under(above[0].name)


def fits(row: TextLine, above: list[TextLine], depth: int) -> bool:
    """Return whether *row* plainly stands beside the line at *depth* of those *above*."""
    if row.text.lstrip().startswith("- "):
        return above[depth].text.lstrip().startswith("- ")
    if not row.name:
        return False
    known = fields_under(above[0].name)
    if depth == 0:
        return row.name in FORMS["deck"] or row.name in FORMS["seed"]
    if depth == 1:
        return row.name not in known and row.is_part == above[1].is_part
    return depth > 2 or row.name in known


def fields_under(section: str) -> set[str]:
    """Return the fields that the parts in *section* may have, in a deck or a seed."""
    forms = [known[section] for known in (FORMS["deck"], FORMS["seed"]) if section in known]
    return {name for form in forms for name in FORMS.get(form.of, ())}


COLONED: Final = re.compile(r"(?P<name>\s*(?:- )?[a-z][a-z0-9_]*)(?P<colon>[:\uff1a])(?P<rest>.*)")
BLANKS: Final = re.compile(r"[ \t]*")
ODD: Final = re.compile(r" *[^\S \t][^\S\t]*")
KEY: Final = re.compile(
    r"(?P<before> *(?:- )?)(?P<name>[a-z][a-z0-9_]*):(?:(?P<gap> +)(?P<value>.*\S))? *"
)
WORD: Final = re.compile(r"(\S+):(?: |$)")

PROSES: Final = frozenset(
    name
    for fields in FORMS.values()
    for name, form in fields.items()
    if form.kind in ("line", "text")
)
"""Fields that hold what people write for people."""


Slip = tuple[Complaint, Span, tuple[Edit, ...]]


def slip_at(source: Source, line: int, said: Complaint) -> Slip | None:
    """
    Return what was meant at *line*, where libyaml has *said* something, and what mends it.

    None where it could be meant in several ways, or *line* is past the end.
    """
    if line > len(source.lines):
        return None
    if said is TAB:
        return without_tabs(source, line)
    if said is COLON:
        return stray(source, line) or further_in(source, line) or in_quotes(source, line)
    return with_colon(source, line) if said is NO_COLON else None


def without_tabs(source: Source, line: int) -> Slip | None:
    """Return the edits that indent by blanks: this line, and all that begin with a tab."""
    found = BLANKS.match(source.lines[line - 1])
    if not found or "\t" not in found[0]:
        return None
    edits = edits_to(source, line)
    at = Span(source.name, line, found[0].index("\t") + 1, 1)
    return (TAB, at, edits) if edits else None


def with_colon(source: Source, line: int) -> Slip | None:
    """Return the edit that gives a field its colon and the blank after it."""
    found = COLONED.fullmatch(source.lines[line - 1])
    if not found:
        return None
    at = Span(source.name, line, found.start("colon") + 1, 1)
    rest = found["rest"]
    if found["colon"] == ":":
        odd = ODD.match(rest)
        if odd and rest.strip():
            after = Span(source.name, line, found.start("rest") + 1, odd.end())
            odd_one = ord(odd[0].strip(" ")[0])
            said = attrs.evolve(ODD_BLANK, message=ODD_BLANK.message.format(odd_one))
            return said, after, (Edit(after, " "),)
        # With "//" or a second colon it is an address or a time, and no field.
        if not rest or rest[0].isspace() or rest.startswith("//") or ":" in rest:
            return None
        return NO_BLANK, at, (Edit(at, ": "),)
    return WIDE_COLON, at, (Edit(at, ":" if rest.startswith(" ") or not rest else ": "),)


def above(source: Source, line: int) -> int:
    """Return the number of the nearest line above *line* that says something, or 0."""
    for number in range(line - 1, 0, -1):
        text = source.lines[number - 1].strip()
        if text and not text.startswith("#"):
            return number
    return 0


def words_of(source: Source, line: int) -> Span:
    """Return where the text of *line* stands, without the blanks around it."""
    text = source.lines[line - 1]
    return Span(source.name, line, len(text) - len(text.lstrip()) + 1, len(text.strip()))


def name_of(source: Source, line: int) -> Span:
    """Return where the name of the field in *line* stands, or its first character."""
    at = words_of(source, line)
    found = KEY.fullmatch(source.lines[line - 1])
    return attrs.evolve(at, length=len(found["name"]) if found and found["name"] else 1)


def stray(source: Source, line: int) -> Slip | None:
    """Return the line at the top of the file that is no field, where the next line is one."""
    first = above(source, line)
    if not first or not KEY.fullmatch(source.lines[line - 1]) or ":" in source.lines[first - 1]:
        return None
    while before := above(source, first):
        first = before
        if ":" in source.lines[first - 1]:
            return None
    return STRAY, words_of(source, first), ()


def further_in(source: Source, line: int) -> Slip | None:
    """Return a field that is indented further than the one above, which has its value."""
    found, before = KEY.fullmatch(source.lines[line - 1]), above(source, line)
    upper = KEY.fullmatch(source.lines[before - 1]) if before else None
    if not found or not upper or not upper["value"] or found["name"] not in FIELDS:
        return None
    if len(found["before"]) <= len(upper["before"]):
        return None
    return INDENT, name_of(source, line), ()


def in_quotes(source: Source, line: int) -> Slip | None:
    """Return the edits that put a text with a colon in quotes, where it is plainly a text."""
    found = KEY.fullmatch(source.lines[line - 1])
    if not found or not found["value"] or found["name"] not in PROSES:
        return None
    value = found["value"]
    colon = WORD.search(value)
    if not colon or any(word[1] in FIELDS for word in WORD.finditer(value)):
        return None
    at = Span(source.name, line, found.start("value") + colon.end(1) + 1, 1)
    after = next((text for text in source.lines[line:] if text.strip()), "")
    goes_on = len(after) - len(after.lstrip()) > len(found["before"])
    if goes_on or " #" in value or not value[0].isalnum():
        return None
    quote = "'" if '"' in value or "\\" in value else '"'
    inside = value.replace("'", "''") if quote == "'" else value
    whole = Span(source.name, line, found.start("value") + 1, len(value))
    return PROSE, at, (Edit(whole, f"{quote}{inside}{quote}"),)


NEXT: Final = re.compile(r" *(?:- )?[a-z][a-z0-9_]*:(?: .*)?$")
QUOTED: Final = re.compile(r"( *(?:- )?(?:[a-z][a-z0-9_]*: +)?)(\"(?:[^\"\\]|\\.)*|'(?:[^']|'')*)$")
OPENED: Final = re.compile(r"( *(?:- )?[a-z][a-z0-9_]*: +)([\[{])([^\[\]{}\"'#]*)$")
BARE: Final = re.compile(r"( *)([a-z][a-z0-9_]*)( *=)? +\S.*$")

HERE: Final = "opened here, and closed nowhere"


def slip_before(source: Source, line: int) -> Slip | None:
    """
    Return the first slip in the lines down to *line*, at which libyaml gave up.

    Only what is followed by a line that looks like the next field is taken for one.
    """
    lines = source.lines[:line]
    for number, text in enumerate(lines, 1):
        after = next((t for t in source.lines[number : number + 3] if t.strip()), "")
        if after and not NEXT.match(after):
            continue
        if found := QUOTED.match(text):
            said = attrs.evolve(QUOTE, label=HERE)
            return said, Span(source.name, number, len(found[1]) + 1, len(found[2].rstrip())), ()
        if (found := OPENED.match(text)) and not found[3].rstrip().endswith(","):
            said = attrs.evolve(BRACKET if found[2] == "[" else BRACE, label=HERE)
            return said, Span(source.name, number, len(found[1]) + 1, 1), ()
        if number + 1 < line or not (found := BARE.match(text)) or found[2] not in FIELDS:
            continue
        at = Span(source.name, number, len(found[1]) + 1, len(found[2]))
        gap = Span(source.name, number, found.end(2) + 1, len(found[3] or ""))
        return NO_COLON, at, (Edit(gap, ":"),)
    return None
