"""One word, one meaning: no two things of the house have one name, and names are nouns."""

import ast
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

HOUSE = Path(__file__).parents[2] / "tabletop"
MODULES = sorted(path for path in HOUSE.rglob("*.py") if path.name != "__init__.py")

CLASSES_MEANT_TWICE = {
    "Choice": "an answer to an inject, and the field of a dialog that asks for one",
    "Source": "a text that messages quote, and the file a save was made from, word for word",
    "Standing": "in a rule and in a save: what is written on the disk says both",
}
"""Public classes that may stand in two modules, each with the reason."""

MODULES_MEANT_TWICE = {
    "check": "what the language and the deck each check",
    "cursor": "in a text that is written, and in a session that is looked back on",
    "deck": "the values of a deck, and what reads them from its text",
    "lead": "a review led: on the disk, at the keyboard, on the screen",
    "lines": "the tree of a journal, its page, and the widget of painted lines",
    "luck": "the page of a screen, and the screen",
    "names": "of the language, and of one deck",
    "read": "a file, and a rule",
    "seed": "the values of a seed, and what reads them from its text",
    "source": "of a rule, and of a file",
    "table": "of panes, and of plain text",
    "wall": "the page of a screen, and the screen",
}
"""Names of modules that may stand in two rooms, each with the reason."""

VERBS = HOUSE / "cli"
"""A verb is a file that is called as it is typed, whatever it opens is called."""

REFUSED = frozenset(
    """
    asked asking been began begun bound brought called came chosen closed coming compared done drawn
    drew entered fallen felt finding found gave given going gone gotten grown had heard held her
    hers him his hold holding it its keeping kept knew knowing known learned learning learnt leaving
    led left looking lost made meant met mine nobody none one opened opening other others ours paid
    played playing proofing put read reading remembered risen said saying seen sent shown somebody
    someone something spoken standing stood taken taking tell telling that theirs them these they
    thing things this those thought told tried trying typed us wanted wanting what whatever which
    whichever who whoever whom whose won working written yours
    """.split()
)
"""Participles and pronouns: nobody guesses a thing by one."""

NOT_NOUNS_YET = frozenset("Drawn Knowing Made Reading Standing Told asked read".split())
"""Names of before that are refused for anything new. Take one out when you find it a noun."""


def public_classes() -> Mapping[str, Sequence[str]]:
    """Return the public classes at the top of every module, with the modules of each."""
    found = defaultdict(list)
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(path.relative_to(HOUSE)))
    return found


def test_no_public_class_stands_in_two_modules():
    """
    Whoever looks for a class by its name finds the one that was meant.
    """
    twice = {name: at for name, at in public_classes().items() if len(at) > 1}

    assert {} == {name: at for name, at in twice.items() if name not in CLASSES_MEANT_TWICE}


def test_no_module_stands_in_two_rooms():
    """
    A verb of the command line may be called as what it opens.
    """
    found = defaultdict(list)
    for path in MODULES:
        if path.parent != VERBS:
            found[path.stem].append(str(path.relative_to(HOUSE)))
    twice = {name: at for name, at in found.items() if len(at) > 1}

    assert {} == {name: at for name, at in twice.items() if name not in MODULES_MEANT_TWICE}


def test_classes_and_modules_are_called_by_nouns():
    """
    No participles and no pronouns: a thing is what it is, not what was done.
    """
    names = {*public_classes(), *(path.stem for path in MODULES)}

    assert set() == {name for name in names if name.lower() in REFUSED} - NOT_NOUNS_YET


def test_every_exception_has_a_reason():
    """
    The lists above are short, and say why.
    """
    for reasons in (CLASSES_MEANT_TWICE, MODULES_MEANT_TWICE):
        assert len(reasons) <= 12
        assert all(len(reason.split()) > 3 for reason in reasons.values())
