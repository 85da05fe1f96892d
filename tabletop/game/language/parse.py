"""Tokens into syntax: expressions, with the place of every part."""

from typing import Final, Never, cast

import attrs

from tabletop.game.expr import Operator
from tabletop.game.language.lex import Token
from tabletop.game.language.problem import Problem, Repair, did_you_mean, quoted, spaced
from tabletop.game.language.syntax import (
    BINDING,
    COMPARISONS,
    MAX_DEPTH,
    MAX_NODES,
    PRODUCT,
    SIGNS_FROM_ELSEWHERE,
    SUM,
    WORDS_FROM_ELSEWHERE,
    Figure,
    Name,
    Pair,
    Prefix,
    Raw,
)

NEXT: Final = "a name, a number or a bracket comes next"
CALLS: Final = "the only calls are min(a, b) and max(a, b)"
JOIN: Final = 'join two rules with "and" or "or"'
SPLIT: Final = "name parts of it under tests, and use their names"


class Lost(Exception):
    """The text stopped making sense here; the problem is noted, and the parser goes on."""


class Parser:
    """Reads expressions from tokens. `Lost` leaves it only towards its own sentences."""

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
        raise Lost

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
