"""The schema for editors says what the reader says."""

import json
import re
from pathlib import Path

import pytest
import yaml

from tabletop.authoring.codes.catalogue import catalogue, joined, put
from tabletop.authoring.export.schema import schema
from tabletop.authoring.text.fields import FORMS
from tabletop.cli.main import main
from tests.authoring.deck_texts import read_text

HOUSE = Path(__file__).parents[2]
DECK, SEED = schema("deck"), schema("seed")

TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
    "boolean": bool, "null": type(None),
}  # fmt: skip

HARBOUR, CALM, PAGES = catalogue().harbour, catalogue().calm, catalogue().pages


def is_type(value: object, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


def problems(value: object, rule: dict, whole: dict, at: str = "") -> list[str]:
    """Return where *value* is not as *rule* of the schema *whole* has it; it knows what we use."""
    known = {
        "$schema", "title", "description", "definitions", "$ref", "allOf", "anyOf", "enum", "type",
        "pattern", "maxLength", "minimum", "maximum", "items", "properties", "required",
        "propertyNames", "additionalProperties",
    }  # fmt: skip
    assert set(rule) <= known, f"this test does not know {set(rule) - known}"
    found: list[str] = []
    if "$ref" in rule:
        return problems(value, whole["definitions"][rule["$ref"].split("/")[-1]], whole, at)
    for each in rule.get("allOf", []):
        found += problems(value, each, whole, at)
    if "anyOf" in rule and all(problems(value, each, whole, at) for each in rule["anyOf"]):
        found.append(f"{at}: none of several")
    if "enum" in rule and not any(value == e and type(value) is type(e) for e in rule["enum"]):
        found.append(f"{at}: not one of {rule['enum']}")
    types = rule.get("type", [])
    if types and not any(is_type(value, t) for t in ([types] if isinstance(types, str) else types)):
        return [*found, f"{at}: not {types}"]
    if isinstance(value, str):
        if "pattern" in rule and not re.search(rule["pattern"], value):
            found.append(f"{at}: not like {rule['pattern']}")
        if len(value) > rule.get("maxLength", 10**9):
            found.append(f"{at}: too long")
    if is_type(value, "number"):
        if not rule.get("minimum", value) <= value <= rule.get("maximum", value):
            found.append(f"{at}: out of bounds")
    if isinstance(value, list):
        for index, item in enumerate(value):
            found += problems(item, rule.get("items", {}), whole, f"{at}/{index}")
    if isinstance(value, dict):
        found += [f"{at}: no {name}" for name in rule.get("required", []) if name not in value]
        for name, item in value.items():
            found += problems(name, rule.get("propertyNames", {}), whole, f"{at}/{name}")
            own = rule.get("properties", {}).get(name, rule.get("additionalProperties", {}))
            if own is False:
                found.append(f"{at}: {name} is not known")
            else:
                found += problems(item, own, whole, f"{at}/{name}")
    return found


def in_editor(text: str) -> list[str]:
    """Return what an editor underlines in *text*, which is a deck or a seed."""
    value = yaml.safe_load(text)
    whole = SEED if "seed" in value else DECK
    return problems(value, whole, whole)


SHIPPED = [*sorted(HOUSE.glob("decks/*.yaml")), *sorted(HOUSE.glob("seeds/*.yaml"))]


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_nothing_is_underlined_in_what_ships(path: Path):
    """
    A good deck looks good in the editor.
    """
    assert [] == in_editor(path.read_text())


@pytest.mark.parametrize("code", [code for code in PAGES if code[0] in "SNRM"])
def test_nothing_is_underlined_in_what_is_put_right(code: str):
    """
    What the check takes, the editor takes.
    """
    page = PAGES[code]

    assert [] == in_editor(put(page.repaired, page.place))


@pytest.mark.parametrize("code", ["S102", "S103", "S105", "S106", "S107", "S108", "N203"])
def test_what_has_the_wrong_form_is_underlined(code: str):
    """
    An editor sees the form of a file, though not its meaning.
    """
    page = PAGES[code]

    assert in_editor(put(page.example, page.place))


SAMPLES = {
    "id": "patrol", "line": "Words", "text": "Words", "lines": ["One", "Two"], "rule": "trust >= 3",
    "chance": "70%", "number": "3", "effects": "trust +1", "prices": "capital 1", "flag": "yes",
    "kind": "signal", "names": "us", "level": "1", "levels": "{tension: 1}",
    "bands": "{calm: 0 to 1}", "hands": "{japan: patrol}", "form moves": "up to 2",
    "form range": "0 to 5", "form lasts": "2 turns", "form after": "after 2 turns",
    "form play": "human", "fields offer": "{to: us}",
}  # fmt: skip
WHERE = {
    "deck": "{}\n",
    "card": "cards:\n  talks:\n    kind: signal\n    title: Talks\n    by: japan\n    {}\n",
    "offer": "cards:\n  talks:\n    kind: signal\n    title: Talks\n    by: japan\n    offer:\n      to: us\n      {}\n",
    "actor": "actors:\n  china:\n    name: China\n    {}\n",
    "track": "tracks:\n  fuel:\n    name: Fuel\n    range: 0 to 5\n    start: 1\n    {}\n",
    "inject": "injects:\n  news:\n    title: News\n    {}\n",
    "choice": "injects:\n  news:\n    title: News\n    turn: 1\n    choices:\n      one:\n        title: One\n        {}\n      two: {title: Two}\n",
    "pile": "piles:\n  prizes:\n    {}\n",
    "objective": "objectives:\n  win:\n    by: us\n    title: Win\n    points: 1\n    {}\n",
    "ending": "endings:\n  over:\n    title: Over\n    when: trust = 0\n    {}\n",
    "seed": "{}\n",
    "seat": "seats:\n  us:\n    {}\n",
    "scheduled inject": "injects:\n  news:\n    {}\n",
}


def with_field(part: str, name: str, value: object) -> str:
    """Return the text of a deck or seed in which a *part* has the field."""
    text = value if isinstance(value, str) else json.dumps(value)
    lines = WHERE[part].splitlines()
    at = next(n for n, line in enumerate(lines) if line.strip() == "{}")
    here = lines[at].replace("{}", f"{name}:")
    # What stands there already is given the new value instead of a second one.
    kept = [line for n, line in enumerate(lines) if n == at or not line.startswith(f"{here} ")]
    whole = "\n".join(kept).replace("{}", f"{name}: {text}", 1) + "\n"
    return joined(CALM if part in ("seed", "seat", "scheduled inject") else HARBOUR, whole)


def codes(text: str) -> set[str]:
    return {d.code for d in read_text(text).diagnostics}


FIELDS = [
    (part, name)
    for part, known in FORMS.items()
    for name, form in known.items()
    if not form.shape.startswith("parts ")  # whose parts have fields of their own
]


@pytest.mark.parametrize("part, name", FIELDS)
def test_reader_and_schema_know_the_same_fields(part: str, name: str):
    """
    A field that one of them offers, the other takes: neither calls it unknown or misshapen.
    """
    shape = FORMS[part][name].shape
    value = SAMPLES.get(shape, SAMPLES.get(shape.partition(" ")[0]))
    if shape.startswith("whole"):
        value = shape.split()[1]
    elif shape.startswith("one of"):
        value = "odds" if "METHOD" in shape else shape.removeprefix("one of ").split(" | ")[0]
    elif name in ("deck", "seed", "pile"):
        value = {"deck": "harbour", "seed": "calm", "pile": "heap"}[name]
    elif name == "phases":
        value = "plan, reveal"
    text = with_field(part, name, value)

    assert name in FORMS[part]
    assert set() == codes(text) & {"S102", "S104", "S105", "S106", "S108"}
    assert [] == in_editor(text)


@pytest.mark.parametrize(
    "part, name", [(p, n) for p, n in FIELDS if FORMS[p][n].shape.startswith("whole")]
)
@pytest.mark.parametrize("end", [0, 1])
def test_numbers_end_where_the_schema_says(part: str, name: str, end: int):
    """
    One step further both complain.
    """
    last = int(FORMS[part][name].shape.split()[1 + end])
    beyond = last + (1 if end else -1)

    if part not in ("seed", "scheduled inject"):
        assert "S107" not in codes(with_field(part, name, last))
        assert "S107" in codes(with_field(part, name, beyond))
    assert [] == in_editor(with_field(part, name, last))
    assert in_editor(with_field(part, name, beyond))


@pytest.mark.parametrize("what", ["deck", "seed"])
def test_the_schema_beside_the_decks_is_made_anew(what: str, capsys: pytest.CaptureFixture[str]):
    """
    The first line of every deck names it, for an editor runs no command; `make docs` makes it.
    """
    assert 0 == main(["deck", "schema", what])

    told = capsys.readouterr().out
    assert told == (HOUSE / "schema" / f"{what}.schema.json").read_text()


def test_every_field_says_what_it_is_for():
    """
    The editor shows it under the pointer.
    """
    for part, known in FORMS.items():
        for name, form in known.items():
            assert form.about.endswith("."), (part, name)
            assert len(form.about) < 90


@pytest.mark.parametrize("path", SHIPPED, ids=[path.stem for path in SHIPPED])
def test_what_ships_names_a_schema_that_is_there(path: Path):
    """
    Where a file names one, it is found from the file's own folder.
    """
    named = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text())

    assert named is None or (path.parent / named[1]).is_file()
