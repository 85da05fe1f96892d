"""Rule text into tokens, with the spellings that people bring from elsewhere."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import attrs

from tabletop.language.expr import LIMIT
from tabletop.language.problem import Problem, Repair, quoted, spaced

MAX_LENGTH: Final = 2_000
"""Characters of one rule text, inclusive."""

KEYWORDS: Final = frozenset({"and", "or", "not", "if"})

SPELLINGS: Final = {
    "=>": ">=", "=<": "<=", "==": "=", "===": "=", ":=": "=", "+=": "+", "-=": "-",
    "<>": "!=", "!==": "!=", "=!=": "!=", "~=": "!=", "/=": "!=",
    "≥": ">=", "⩾": ">=", "≤": "<=", "⩽": "<=", "≠": "!=",
    "&&": "and", "&": "and", "||": "or", "|": "or", "!": "not", "¬": "not",
    "×": "*", "·": "*", "•": "*", "−": "-", "–": "-", "—": "-", ";": ",",
}  # fmt: skip
"""What is written elsewhere, and how it is written here."""

STRANGERS: Final = {
    "/": "there is no division; multiply, or name the levels at which something changes",
    "÷": "there is no division; multiply, or name the levels at which something changes",
    "^": "there are no powers; multiply with *",
    ".": "only a name holds a dot, without spaces, as in us.trust",
    ":": "in an effect the name is followed by +, - or =",
    "?": "write an effect with its own if, such as trust +1 if turn >= 3",
    '"': "names are written without quotes",
    "'": "names are written without quotes",
    "`": "names are written without quotes",
    "“": "names are written without quotes",
    "”": "names are written without quotes",
    "‘": "names are written without quotes",
    "’": "names are written without quotes",
    "[": "use round brackets",
    "]": "use round brackets",
    "{": "use round brackets",
    "}": "use round brackets",
    "%": "a percentage is a whole number and its sign, such as 70%",
}

QUOTES: Final = frozenset("\"'`“”‘’")
BRACKETS: Final = {"[": "(", "]": ")", "{": "(", "}": ")"}

SYMBOLS: Final = ("!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "(", ")", ",")

_TOKEN: Final = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<number>[0-9]+(?:[._'’][0-9]+)*(?P<percent>\s*%)?)"
    r"|(?P<word>[^\W\d]\w*(?:\.\w+)*)"
    r"|(?P<symbol>"
    + "|".join(re.escape(each) for each in sorted([*SPELLINGS, *SYMBOLS], key=len, reverse=True))
    + r")|(?P<other>.)",
    re.DOTALL,
)


@attrs.frozen
class Token:
    """
    A word, number or symbol of rule text.

    Attributes:
        is_: "number", "name", "end", or the keyword or symbol that it is.
        value: Of a number; percent points where *percent*.
    """

    is_: str
    start: int
    end: int
    text: str = ""
    value: int = 0
    percent: bool = False


@attrs.frozen
class Lexed:
    """
    The tokens of a text, the last of them an "end" at its last character.

    Attributes:
        readable: Whether the tokens stand for the text as it was meant, *problems* or not.
    """

    tokens: tuple[Token, ...]
    problems: tuple[Problem, ...]
    readable: bool


def lex(text: str) -> Lexed:
    """Return the tokens of *text*, slips put right, and a problem for each slip."""
    if len(text) > MAX_LENGTH:
        return Lexed((), (_too_long(text),), readable=False)
    tokens: list[Token] = []
    problems: list[Problem] = []
    strangers: set[str] = set()
    readable = True
    for match in _TOKEN.finditer(text):
        start, end, written = match.start(), match.end(), match.group()
        match match.lastgroup:
            case "space":
                continue
            case "number":
                token, slips = _number(match)
            case "word":
                token, slips = _word(text, start, end, written)
            case "symbol":
                token, slips = _symbol(text, start, end, written)
            case _:
                readable = False
                if written not in strangers:
                    problems.append(_stranger(text, start, end, written))
                strangers.add(written)
                continue
        tokens.append(token)
        problems.extend(slips)
    last = tokens[-1] if tokens else Token("end", 0, len(text))
    tokens.append(Token("end", last.start, last.end))
    return Lexed(tuple(tokens), tuple(problems), readable)


def names_in(text: str) -> Iterator[Token]:
    """Yield every name of *text*, in order."""
    return (token for token in lex(text).tokens if token.is_ == "name")


def _number(match: re.Match[str]) -> tuple[Token, list[Problem]]:
    start, end, written = match.start(), match.end(), match.group()
    digits = written.rstrip("% \t\r\n\f\v\xa0\u202f")
    percent = match.group("percent") is not None
    sign = "%" if percent else ""
    if digits.isdecimal():
        value = int(digits)
        if value <= LIMIT:
            return Token("number", start, end, written, value, percent), []
        problem = Problem(
            "R104", start, end, "this number is too large", "more than a million million",
            f"stay within {LIMIT}",
        )  # fmt: skip
    else:
        whole = re.split(r"[._'’]", digits)
        grouped = "." not in digits and all(len(part) == 3 for part in whole[1:])
        advice = "".join(whole) if grouped else whole[0]
        problem = Problem(
            "R103", start, end, f"{quoted(written)} is not a whole number",
            "digits only" if grouped else "levels and odds are whole",
            f'write "{advice}{sign}"' if grouped or percent or whole[0] != "0"
            else "odds are percentages, such as 70%; levels are whole steps",
            Repair(start, end, f"{advice}{sign}") if grouped else None,
        )  # fmt: skip
    return Token("number", start, end, written, 0, percent), [problem]


def _word(text: str, start: int, end: int, written: str) -> tuple[Token, list[Problem]]:
    folded = written.lower()
    if folded in KEYWORDS:
        slip = [] if folded == written else [_spelling(text, start, end, folded)]
        return Token(folded, start, end, written), slip
    return Token("name", start, end, written), []


def _symbol(text: str, start: int, end: int, written: str) -> tuple[Token, list[Problem]]:
    here = SPELLINGS.get(written)
    if here is None:
        return Token(written, start, end, written), []
    return Token(here, start, end, written), [_spelling(text, start, end, here)]


def _spelling(text: str, start: int, end: int, here: str) -> Problem:
    return Problem(
        "R102", start, end, f'"{text[start:end]}" is written "{here}" here', "another spelling",
        f'write "{here}"', spaced(text, start, end, here),
    )  # fmt: skip


def _stranger(text: str, start: int, end: int, written: str) -> Problem:
    advice = STRANGERS.get(written, "a rule is made of names, numbers, + - *, = < > and brackets")
    shown = written if written.isprintable() else f"U+{ord(written):04X}"
    return Problem(
        "R101", start, end, f"{quoted(shown)} has no meaning in a rule", "not used here", advice,
        _instead(text, start, end),
    )  # fmt: skip


def _instead(text: str, start: int, end: int) -> Repair | None:
    """Return what to put in a stranger's place, if it is clear what it stands for."""
    written = text[start:end]
    if written in QUOTES:
        return spaced(text, start, end, "")
    narrow = BRACKETS.get(written) or unicodedata.normalize("NFKC", written)
    is_sign = narrow in SYMBOLS or narrow in SPELLINGS or narrow == "%"
    if written != narrow and (is_sign or (narrow.isascii() and narrow.isalnum())):
        return Repair(start, end, narrow)
    return None


def _too_long(text: str) -> Problem:
    return Problem(
        "R105", MAX_LENGTH, len(text), f"this rule has {len(text)} characters",
        f"past the first {MAX_LENGTH}", "name parts of it under tests, and use their names",
    )  # fmt: skip
