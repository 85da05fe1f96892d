"""Deck text made from fields: plain where that is safe, quoted where it is not."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from tabletop.authoring.nodes import Scalar, Table, tree
from tabletop.authoring.source import Source

STEP: Final = "  "


def block(fields: Mapping[str, object], indent: str) -> str:
    """Return *fields* as lines below each other, each begun with *indent* and ended."""
    return "".join(f"{line}\n" for name in fields for line in lines(name, fields[name], indent))


def lines(name: str, value: object, indent: str) -> Iterator[str]:
    """Yield the lines of one field."""
    if isinstance(value, Mapping):
        yield f"{indent}{name}:"
        for below in value:
            yield from lines(below, value[below], indent + STEP)
    else:
        first, *rest = scalar(str(value), indent).split("\n")
        yield f"{indent}{name}: {first}"
        yield from rest


def scalar(text: str, indent: str = "", *, in_flow: bool = False) -> str:
    """
    Return *text* as it can stand after `name: `, where the name is indented by *indent*.

    Several lines become a block of their own unless it stands in braces.
    """
    if "\n" in text and not in_flow and is_block(text):
        body = "".join(f"\n{indent}{STEP}{line}".rstrip(" ") for line in text.split("\n"))
        return f"|-{body}"
    if reads_back(text, text, in_flow):
        return text
    return json.dumps(text, ensure_ascii=False)


def is_block(text: str) -> bool:
    """Return whether *text* comes back from a block as it is."""
    return reads_back("|-" + "".join(f"\n  {line}".rstrip(" ") for line in text.split("\n")), text)


def reads_back(written: str, text: str, in_flow: bool = False) -> bool:
    """Return whether *written* is read as *text* where it stands."""
    whole = f"x: {{y: {written}, z: 1}}\n" if in_flow else f"x: {written}\ny: 1\n"
    top = tree(Source("", whole))
    if not isinstance(top, Table) or len(top.entries) != (1 if in_flow else 2):
        return False
    value = top.entries[0].value
    if in_flow:
        if not isinstance(value, Table) or [e.name for e in value.entries] != ["y", "z"]:
            return False
        value = value.entries[0].value
    return isinstance(value, Scalar) and value.text == text
