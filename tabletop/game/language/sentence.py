"""Tokens into sentences: effects and prices, separated by commas."""

from collections.abc import Callable
from typing import Never, TypeVar

from tabletop.game.language.lex import Token
from tabletop.game.language.parse import Lost, Parser, is_from_elsewhere
from tabletop.game.language.problem import Repair
from tabletop.game.language.syntax import (
    COMPARISONS,
    PRODUCT,
    SUM,
    Change,
    Name,
    Raw,
    RawEffect,
    RawPrice,
)

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
        except Lost:
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
