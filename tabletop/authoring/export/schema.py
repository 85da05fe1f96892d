"""JSON Schema of deck and seed text, for completion and hover in common editors."""

import re
from collections.abc import Callable, Mapping
from typing import Final, Literal

from tabletop.authoring.deck.names import LONGEST
from tabletop.authoring.text.fields import FORMS, PHRASES, Field
from tabletop.authoring.text.source import SNAKE
from tabletop.language.ids import KINDS, POSTURES

Schema = dict[str, object]

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
"""The draft that editors know."""

PLAIN: Final[Schema] = {"type": ["string", "number", "boolean"]}
"""A piece of text: an editor takes 7 and yes for more than that, a deck does not."""


def schema(what: Literal["deck", "seed"]) -> Schema:
    """Return the schema of a whole deck or seed."""
    inner = [part for part in FORMS if is_used(part, what)]
    return {
        "$schema": DRAFT,
        "title": f"A {what} of Tabletop",
        **fields_of(what),
        "definitions": {key(part): fields_of(part) for part in inner},
    }


def is_used(part: str, by: str) -> bool:
    """Return whether *part* stands in a *by*, at any depth."""
    inner = {form.of for form in FORMS[by].values() if form.kind in ("parts", "fields")}
    return part in inner or any(is_used(part, each) for each in inner if each in FORMS)


def fields_of(part: str) -> Schema:
    """Return the schema of the fields of *part*."""
    found: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: {"description": form.about, **value(form)} for name, form in FORMS[part].items()
        },
    }
    if required := [name for name, form in FORMS[part].items() if form.is_required]:
        found["required"] = required
    return found


def value(form: Field) -> Schema:
    """Return the schema of what stands in a field."""
    of = form.of
    match form.kind:
        case "one":
            return {"enum": list(form.words)}
        case "whole":
            low, high = (int(end) for end in of.split())
            return {"type": "integer", "minimum": low, "maximum": high}
        case "form":
            return {"type": "string", "pattern": pattern(PHRASES[of].form)}
        case "fields":
            return {"allOf": [{"$ref": f"#/definitions/{key(of)}"}]}
        case "parts":
            return parts(of)
        case _:
            return SIMPLE[form.kind]()


def parts(of: str) -> Schema:
    """Return the schema of fields by id."""
    if of == "rule":
        inside: Schema = PLAIN
    else:
        inside = {"$ref": f"#/definitions/{key(of)}"}
    if of == "actor":
        inside = {"anyOf": [PLAIN, inside]}
    return {"type": "object", "propertyNames": name(), "additionalProperties": inside}


def name() -> Schema:
    return {"type": "string", "pattern": pattern(SNAKE), "maxLength": LONGEST}


def names() -> Schema:
    return {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def effects() -> Schema:
    sentences = {"anyOf": [PLAIN, {"type": "array", "items": PLAIN}]}
    sides = dict.fromkeys(POSTURES, sentences)
    by_posture = {"type": "object", "additionalProperties": False, "properties": sides}
    return {"anyOf": [PLAIN, {"type": "array", "items": PLAIN}, by_posture]}


def levels() -> Schema:
    return {"type": "object", "additionalProperties": {"type": "integer"}}


SIMPLE: Final[Mapping[str, Callable[[], Schema]]] = {
    **dict.fromkeys(("line", "text", "rule", "chance", "number", "prices"), lambda: PLAIN),
    "lines": lambda: {"anyOf": [PLAIN, {"type": "array", "items": PLAIN}]},
    "id": name,
    "flag": lambda: {"enum": ["yes", "no", True, False]},
    # A deck may add kinds of its own, so others than these are well too.
    "kind": lambda: {"anyOf": [{"enum": list(KINDS)}, {"type": "string"}]},
    "names": names,
    "effects": effects,
    "level": lambda: {"anyOf": [{"type": "integer"}, levels()]},
    "levels": levels,
    "bands": lambda: {
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                {"type": "string", "pattern": pattern(PHRASES["band"].form)},
                {"type": "integer"},
            ]
        },
    },
    "hands": lambda: {
        "type": "object",
        "additionalProperties": {"anyOf": [names(), {"type": "null"}]},
    },
}


def pattern(form: "re.Pattern[str]") -> str:
    """Return *form*, which has to match all of a text, as editors write it."""
    unnamed = re.sub(r"\?P<[a-z]+>", "", form.pattern)
    return f"^(?:{unnamed})$"


def key(part: str) -> str:
    return part.replace(" ", "_")
