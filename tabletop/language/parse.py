"""Tokens into syntax: expressions, effects and prices, with the place of every part."""

from collections.abc import Callable
from typing import Final, Literal, Never, TypeVar, cast

import attrs

from tabletop.language.expr import Operator
from tabletop.language.lex import Token
from tabletop.language.problem import Problem, Repair, did_you_mean, quoted, spaced

MAX_DEPTH: Final = 32
"""Levels of a rule, brackets and operators alike, inclusive."""

MAX_NODES: Final = 500
"""Names, numbers and operators of one rule text, inclusive."""

COMPARISONS: Final = ("=", "!=", "<", "<=", ">", ">=")
SUM: Final = 5
PRODUCT: Final = 6
BINDING: Final = {"or": 1, "and": 2, **dict.fromkeys(COMPARISONS, 4), "+": SUM, "-": SUM, "*": 6}
"""How tightly an operator binds; `not` stands between `and` and the comparisons."""

WORDS_FROM_ELSEWHERE: Final = {
    "is": '"=" compares',
    "equals": '"=" compares',
    "plus": 'write "+"',
    "minus": 'write "-"',
    "times": 'write "*"',
    "xor": 'write it with "and", "or" and "not"',
    "then": "write the effect first, then its if",
    "else": "give the other effect its own if",
    "unless": 'write "if not"',
    "when": 'write "if"',
    "than": 'write ">" or "<"',
    "least": 'write ">="',
    "most": 'write "<="',
    "by": 'write the sign, as in "trust +1"',
}

SIGNS_FROM_ELSEWHERE: Final = {"is": "=", "equals": "=", "plus": "+", "minus": "-", "times": "*"}
"""Those of them that stand for one sign."""


@attrs.frozen
class Figure:
    """A number or percentage as written."""

    start: int
    end: int
    value: int
    percent: bool
    depth: int = 1


@attrs.frozen
class Name:
    """A name as written, its dots included."""

    start: int
    end: int
    text: str
    depth: int = 1


@attrs.frozen
class Prefix:
    """`not` or a minus before an expression."""

    start: int
    end: int
    is_not: bool
    of: "Raw"
    depth: int


@attrs.frozen
class Pair:
    """Two expressions under an operator, or between the brackets of `min` and `max`."""

    start: int
    end: int
    op: Operator
    left: "Raw"
    right: "Raw"
    depth: int


Raw = Figure | Name | Prefix | Pair
Change = Literal["+", "-", "="]


@attrs.frozen
class RawEffect:
    """An effect as written."""

    name: Name
    change: Change
    amount: Raw
    condition: Raw | None


@attrs.frozen
class RawPrice:
    """A price as written."""

    name: Name
    amount: Raw


NEXT: Final = "a name, a number or a bracket comes next"
CALLS: Final = "the only calls are min(a, b) and max(a, b)"
JOIN: Final = 'join two rules with "and" or "or"'
SPLIT: Final = "name parts of it under tests, and use their names"


class ParseStop(Exception):
    """The text stopped making sense here; the problem is noted, and the parser goes on."""


class Parser:
    """Reads expressions from tokens. `ParseStop` leaves it only towards its own sentences."""

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        self.text = text
        self.tokens = tokens
        self.index = 0
        self.nodes = 0
        self.problems: list[Problem] = []

    @property
    def next(self) -> Token:
        """The token to be read next; "end" when there is none."""
        return self.tokens[self.index]

    def at(self, *kinds: str) -> bool:
        """Return whether the next token is one of *kinds*."""
        return self.next.is_ in kinds

    def take(self) -> Token:
        """Return the next token and go past it, though never past the end."""
        token = self.next
        self.index = min(self.index + 1, len(self.tokens) - 1)
        return token

    def slice(self, start: int, end: int) -> str:
        """Return the text from *start* to *end* on one line."""
        return " ".join(self.text[start:end].split())

    def note(
        self,
        code: str,
        at: Token | Raw,
        message: str,
        label: str,
        advice: str,
        repair: Repair | None = None,
    ) -> None:
        """Note a problem and go on."""
        self.problems.append(Problem(code, at.start, at.end, message, label, advice, repair))

    def lose(
        self,
        code: str,
        at: Token | Raw,
        message: str,
        label: str,
        advice: str,
        repair: Repair | None = None,
    ) -> Never:
        """Note a problem from which nothing can be made."""
        self.note(code, at, message, label, advice, repair)
        raise ParseStop

    def instead(self, start: int, end: int, by: str) -> Repair:
        """Return the repair that puts *by* in the place of the text from *start* to *end*."""
        return spaced(self.text, start, end, by)

    def whole(self) -> Raw:
        """Read an expression that is all of the text."""
        if self.at("end"):
            self.lose(
                "R201",
                self.next,
                "nothing is written here",
                "empty",
                "write a rule, such as trust >= 3, or leave the field out",
            )
        found = self.expression(1)
        if not self.at("end"):
            self.leftover(found)
        return found

    def expression(self, least: int, nest: int = 1) -> Raw:
        """Read an expression of operators that bind as tightly as *least*, or tighter."""
        left = self.operand(nest)
        while (binding := BINDING.get(self.next.is_, 0)) >= least:
            if self.at(*COMPARISONS):
                left = self.comparison(left, nest)
            else:
                op = cast(Operator, self.take().is_)
                left = self.pair(op, left, self.expression(binding + 1, nest))
        return left

    def comparison(self, left: Raw, nest: int) -> Raw:
        """Read the rest of a comparison, or of a chain of them, which is a problem."""
        operands, ops = [left], list[str]()
        while self.at(*COMPARISONS):
            ops.append(self.take().is_)
            operands.append(self.expression(SUM, nest))
        parts = [
            self.pair(cast(Operator, op), a, b)
            for op, a, b in zip(ops, operands, operands[1:], strict=False)
        ]
        found = parts[0]
        for part in parts[1:]:
            found = self.pair("and", found, part)
        if len(parts) > 1:
            words = [self.slice(each.start, each.end) for each in operands]
            links = zip(words, ops, words[1:], strict=False)
            spelled = " and ".join(f"{a} {op} {b}" for a, op, b in links)
            advice = f'write "{spelled}"'
            before = [token for token in self.tokens if token.end <= found.start]
            if before and before[-1].is_ == "not":
                spelled = f"({spelled})"
            repair = self.instead(found.start, found.end, spelled)
            self.note("R204", found, "a comparison has two sides", "a chain", advice, repair)
        return found

    def operand(self, nest: int) -> Raw:
        """Read a name, number, call, bracket, or one of these behind `not` or a minus."""
        token = self.take()
        match token.is_:
            case "number":
                return self.figure(token, token.value)
            case "name" if self.at("("):
                return self.call(token, nest)
            case "name":
                self.count(token, 1)
                return Name(token.start, token.end, token.text)
            case "(":
                self.bounded(token, nest)
                inner = self.expression(1, nest + 1)
                return attrs.evolve(inner, start=token.start, end=self.close(token).end)
            case "-" if self.at("number"):
                number = self.take()
                return attrs.evolve(self.figure(number, -number.value), start=token.start)
            case "-" | "not":
                self.bounded(token, nest)
                is_not = token.is_ == "not"
                inner = self.expression(BINDING["="] if is_not else PRODUCT + 1, nest + 1)
                self.count(token, inner.depth + 1)
                return Prefix(token.start, inner.end, is_not, inner, inner.depth + 1)
            case "+":
                message = "a number needs no plus before it"
                while self.at("+"):
                    self.take()
                after = token.start if self.at("end") else self.next.start
                bare = self.instead(token.start, after, "") if after > token.start else None
                self.note("R202", token, message, "not needed", "leave it out", bare)
                self.bounded(token, nest)
                return self.operand(nest + 1)
            case _:
                self.missing(token)

    def call(self, name: Token, nest: int) -> Raw:
        """Read `min` or `max` from its opening bracket."""
        called = name.text.lower()
        if called not in ("min", "max"):
            advice = did_you_mean(name.text, ("min", "max")) or CALLS
            self.lose("R205", name, f"there is no call {quoted(name.text)}", "no call", advice)
        if called != name.text:
            message = f'"{name.text}" is written "{called}" here'
            repair = self.instead(name.start, name.end, called)
            self.note("R102", name, message, "another spelling", f'write "{called}"', repair)
        opening = self.take()
        self.bounded(opening, nest)
        parts = [self.expression(1, nest + 1)]
        while self.at(","):
            self.take()
            parts.append(self.expression(1, nest + 1))
        closing = self.close(opening)
        words = [self.slice(part.start, part.end) for part in parts]
        found, spelled = parts[-1], words[-1]
        for part, word in zip(parts[-2::-1], words[-2::-1], strict=True):
            found = self.pair(cast(Operator, called), part, found)
            spelled = f"{called}({word}, {spelled})"
        found = attrs.evolve(found, start=name.start, end=closing.end)
        if len(parts) != 2:
            advice = f'write "{spelled}"' if len(parts) > 2 else f"write {called}(a, b)"
            message = f"{called} takes two numbers"
            nested = self.instead(found.start, found.end, spelled) if len(parts) > 2 else None
            self.note("R205", found, message, f"{len(parts)} here", advice, nested)
        return found

    def figure(self, token: Token, value: int) -> Raw:
        """Return the number of *token* as syntax."""
        self.count(token, 1)
        return Figure(token.start, token.end, value, token.percent)

    def pair(self, op: Operator, left: Raw, right: Raw) -> Pair:
        """Return *left* and *right* under *op*, within the bounds."""
        depth = 1 + max(left.depth, right.depth)
        found = Pair(left.start, right.end, op, left, right, depth)
        self.count(found, depth)
        return found

    def close(self, opening: Token) -> Token:
        """Go past the partner of *opening*."""
        if self.at(")"):
            return self.take()
        if self.at("end", ",", "if"):
            message = "this bracket is not closed"
            self.lose("R203", opening, message, "opened here", 'write ")" where it ends')
        self.leftover(None)

    def count(self, at: Token | Raw, depth: int) -> None:
        """Count one more node, *depth* levels deep."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            message = f"this rule has more than {MAX_NODES} names, numbers and signs"
            self.lose("R105", at, message, "too many here", SPLIT)
        self.bounded(at, depth)

    def bounded(self, at: Token | Raw, depth: int) -> None:
        """Lose a rule that goes deeper than `MAX_DEPTH`."""
        if depth > MAX_DEPTH:
            message = f"this rule goes more than {MAX_DEPTH} steps deep"
            self.lose("R105", at, message, "too deep here", SPLIT)

    def missing(self, token: Token) -> Never:
        """Lose a rule in which *token* stands where a name or number should."""
        if token.is_ == "end":
            last = quoted(self.slice(token.start, token.end))
            self.lose("R201", token, f"something is missing after {last}", "and then?", NEXT)
        message = f'something is missing before "{token.text}"'
        self.lose("R201", token, message, "not a name or number", NEXT)

    def leftover(self, before: Raw | None) -> Never:
        """Lose a rule that goes on where it should have ended."""
        told = before and self.slice(before.start, before.end)
        code, message, advice = superfluous(self.next, before, told or "")
        self.lose(code, self.next, message, "not expected", advice, self.signed())

    def signed(self) -> Repair | None:
        """Return the repair of a word that stands for a sign, as in `trust is 3`."""
        sign = SIGNS_FROM_ELSEWHERE.get(self.next.text.lower(), "")
        after = self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        if not sign or after.is_ != "number":
            return None
        return self.instead(self.next.start, self.next.end, sign)


def superfluous(token: Token, before: Raw | None, told: str) -> tuple[str, str, str]:
    """Return the code, message and help for *token*, which follows *before* for no reason."""
    operator = f"an operator is missing before {quoted(token.text)}"
    match token.is_:
        case ")":
            return "R203", "this bracket closes nothing", 'take it out, or write "(" where it opens'
        case ",":
            return "R202", "one rule stands here, without commas", JOIN
        case "if":
            return "R202", 'only an effect has an "if"', JOIN
        case "name" if is_from_elsewhere(token):
            advice = WORDS_FROM_ELSEWHERE[token.text.lower()]
            return "R102", f'"{token.text}" is not a word of rules', advice
        case "number" if isinstance(before, Name):
            return "R202", operator, f'compare, as in "{told} >= {token.text}"'
        case "name" if isinstance(before, Figure):
            return "R202", operator, f'multiply, as in "{told} * {token.text}"'
        case _:
            return "R202", operator, JOIN


def is_from_elsewhere(token: Token) -> bool:
    """Return whether *token* is a word that other languages have and this one does not."""
    return token.text.lower() in WORDS_FROM_ELSEWHERE


T = TypeVar("T")


def effects(parser: Parser) -> tuple[RawEffect, ...]:
    """Read effects to the end, each beside the problems of the others."""
    return _sentence(parser, _effect, "effect", "trust +1")


def prices(parser: Parser) -> tuple[RawPrice, ...]:
    """Read prices to the end, each beside the problems of the others."""
    return _sentence(parser, _price, "price", "capital 2")


def _sentence(
    parser: Parser, read: Callable[[Parser], T], what: str, such_as: str
) -> tuple[T, ...]:
    found: list[T] = []
    while True:
        first = parser.index
        try:
            if parser.at("end", ","):
                message = f"no {what} is written {'after this comma' if first else 'here'}"
                parser.lose("R201", parser.next, message, "and then?", f'as in "{such_as}"')
            found.append(read(parser))
            if not parser.at("end", ","):
                _no_comma(parser, what)
        except ParseStop:
            _to_comma(parser, first)
        if parser.take().is_ == "end":
            return tuple(found)


def _no_comma(parser: Parser, what: str) -> Never:
    """Lose what follows an effect or price without a comma before it."""
    code = "R206" if what == "effect" else "R208"
    if parser.at(*COMPARISONS):
        advice = 'an effect compares only behind its "if"; a price, nowhere'
        parser.lose(code, parser.next, "nothing is compared here", "not expected", advice)
    if parser.at("and", "or") or (parser.at("name") and not is_from_elsewhere(parser.next)):
        message, advice = f"a comma is missing between two {what}s", 'put ", " between them'
        parser.lose(code, parser.next, message, "not expected", advice, _comma(parser))
    if parser.at("if") and what == "price":
        advice = 'say in "needs" when the card may be played'
        parser.lose(code, parser.next, 'a price has no "if"', "not expected", advice)
    parser.leftover(None)


def _comma(parser: Parser) -> Repair | None:
    """Return the repair that puts a comma between two effects, if there plainly are two."""
    later = (*parser.tokens[parser.index + 1 :], *[parser.tokens[-1]] * 2)
    before = parser.tokens[parser.index - 1].end
    if parser.at("and") and later[0].is_ == "name" and later[1].is_ in ("+", "-", "="):
        return Repair(before, parser.next.end, ",")
    if parser.at("name") and later[0].is_ in ("+", "-", "="):
        return Repair(before, before, ",")
    return None


def _to_comma(parser: Parser, first: int) -> None:
    """Go to the comma that ends what began at *first*, or to the end."""
    parser.index = first
    depth = 0
    while not parser.at("end") and (depth > 0 or not parser.at(",")):
        depth += parser.at("(") - parser.at(")")
        parser.take()


def _effect(parser: Parser) -> RawEffect:
    if parser.at("+", "-", "number"):
        return _number_first(parser, parser.index)
    if parser.at("if"):
        advice = "write the effect first, as in trust +1 if turn >= 3"
        parser.lose("R206", parser.next, 'an effect does not begin with "if"', "too early", advice)
    name = _name(parser, "an effect", "trust +1")
    change = parser.next
    if parser.at("number"):
        advice = f'write "{name.text} +{change.text}", or "{name.text} = {change.text}" to set it'
        parser.note("R206", change, "a sign is missing before this number", "up or down?", advice)
        return RawEffect(name, "+", parser.expression(PRODUCT), _condition(parser))
    if not parser.at("+", "-", "="):
        _no_change(parser, name)
    parser.take()
    if change.is_ == "=":
        return RawEffect(name, "=", parser.expression(SUM), _condition(parser))
    sign: Change = "+" if change.is_ == "+" else "-"
    if parser.at("+", "-"):
        second = parser.take()
        meant = "+" if sign == second.is_ else "-"
        advice = f'write "{name.text} {meant}{parser.next.text or 1}"'
        # Two minus signs may be a slip of the finger as well as a sum.
        plain = sign == "+" or second.is_ == "+"
        repair = Repair(change.start, second.end, meant) if plain else None
        parser.note("R206", second, "there are two signs here", "the second", advice, repair)
    return RawEffect(name, sign, _amount(parser, name, sign), _condition(parser))


def _number_first(parser: Parser, first: int) -> RawEffect:
    """Read `+1 trust` or `1 trust` as what it is meant for."""
    sign: Change = "-" if parser.at("-") else "+"
    if parser.at("+", "-"):
        parser.take()
    begun = parser.tokens[first]
    if not parser.at("number"):
        parser.lose("R206", begun, "an effect begins with a name", "no name", "as in trust +1")
    amount = parser.operand(1)
    if not parser.at("name"):
        parser.lose("R206", begun, "an effect begins with a name", "no name", "as in trust +1")
    name = _name(parser, "an effect", "trust +1")
    figure = parser.slice(amount.start, amount.end)
    spelled = f"{name.text} {sign}{figure}"
    # Without its own sign the number may be one to set the level to.
    repair = parser.instead(begun.start, name.end, spelled) if begun.is_ != "number" else None
    message = "the name comes before the sign"
    parser.note("R206", begun, message, "too early", f'write "{spelled}"', repair)
    return RawEffect(name, sign, amount, _condition(parser))


def _no_change(parser: Parser, name: Name) -> None:
    token, level = parser.next, name.text
    change = f'write "{level} +1", "{level} -1" or "{level} = 1"'
    if parser.at("end", ",", "if"):
        parser.lose("R206", name, f'"{level}" is named, but not changed', "by how much?", change)
    if parser.at(*COMPARISONS):
        parser.lose(
            "R206", token, "an effect changes a level, it does not compare", "compares", change
        )
    if parser.at("*"):
        times = parser.tokens[min(parser.index + 1, len(parser.tokens) - 1)].text or "2"
        advice = f'write "{level} = {level} * {times}"'
        parser.lose("R206", token, "an effect adds, takes away or sets", "none of these", advice)
    if parser.at("("):
        parser.lose("R206", token, "a sign is missing before this bracket", "up or down?", change)
    parser.lose("R206", token, f'a sign is missing after "{level}"', "not a sign", change)


def _amount(parser: Parser, name: Name, sign: str) -> Raw:
    """Read a product. The sign before a bare sum could mean its first part or all of it."""
    found = first = parser.expression(PRODUCT)
    while parser.at("+", "-"):
        parser.take()
        found = parser.expression(PRODUCT)
    if found is not first:
        whole = parser.slice(first.start, found.end)
        spelled = f"{name.text} {sign}({whole})"
        at = Token("sum", first.start, found.end)
        # Behind a minus, brackets turn the sign of what follows the first part.
        repair = None if sign == "-" else parser.instead(at.start, at.end, f"({whole})")
        parser.note("R207", at, "a sum needs brackets here", "a sum", f'write "{spelled}"', repair)
    return first


def _condition(parser: Parser) -> Raw | None:
    """Read the `if` of an effect, when there is one."""
    if not parser.at("if"):
        return None
    parser.take()
    return parser.expression(1)


def _price(parser: Parser) -> RawPrice:
    if parser.at("number"):
        figure = parser.take()
        name = _name(parser, "a price", "capital 2")
        spelled = f"{name.text} {figure.text}"
        message, advice = "the name comes before the number", f'write "{spelled}"'
        repair = parser.instead(figure.start, name.end, spelled)
        parser.lose("R208", figure, message, "too early", advice, repair)
    name = _name(parser, "a price", "capital 2")
    sign = parser.next
    if parser.at("+", "-", *COMPARISONS):
        parser.take()
        amount = parser.expression(PRODUCT)
        figure_text = parser.slice(amount.start, amount.end)
        advice = f'write "{name.text} {figure_text}"'
        bare = parser.instead(sign.start, amount.start, "") if sign.is_ in ("-", "=") else None
        parser.note("R208", sign, "a price has no sign", "not needed", advice, bare)
        return RawPrice(name, amount)
    if parser.at("end", ","):
        advice = f'write "{name.text} 1"'
        parser.lose("R208", name, f'"{name.text}" is named without a number', "how much?", advice)
    return RawPrice(name, _amount(parser, name, ""))


def _name(parser: Parser, what: str, such_as: str) -> Name:
    if not parser.at("name"):
        message = f"{what} begins with the name of a track"
        parser.lose("R206", parser.next, message, "not a name", f"as in {such_as}")
    token = parser.take()
    parser.count(token, 1)
    return Name(token.start, token.end, token.text)
