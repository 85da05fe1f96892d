"""A class with one heir is one class: what is a part is owned, not inherited."""

import ast
from collections import defaultdict
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "tabletop"

MEANT = {
    "Moved": "to choose a line is to come to it, and who listens for that hears both",
    "Namer": "names are used without a viewer; Teller tells one of them",
    "RuleActor": "a Protocol: a Scale is known by its name as an actor is, and by who sees it",
    "SessionTable": "may be read by any thread; Session also writes, behind a lock",
    "Unfolding": "Glimpse leaves out what nobody reads, of the very same rules",
}
"""Classes that have one heir in the house, each with the reason."""


def heirs() -> dict[str, set[str]]:
    """Return the heirs of each class of the house by its name, those of a class of no heir too."""
    found: dict[str, set[str]] = defaultdict(set)
    classes = [
        node
        for path in sorted(HOUSE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
    ]
    names = {node.name for node in classes}
    for node in classes:
        for base in node.bases:
            plain = base.value if isinstance(base, ast.Subscript) else base
            name = ast.unparse(plain).split(".")[-1]
            if name in names:
                found[name].add(node.name)
    return found


def test_no_class_has_a_single_heir_without_a_reason():
    """Two classes of which one is nothing without the other are read twice for one thing."""
    lonely = {name: heirs for name, heirs in heirs().items() if len(heirs) == 1}

    assert {} == {name: heirs for name, heirs in lonely.items() if name not in MEANT}
    assert set() == set(MEANT) - set(lonely)


def test_there_are_heirs_to_be_found():
    """The test above looks at a house in which something is inherited."""
    assert any(len(found) > 1 for found in heirs().values())
