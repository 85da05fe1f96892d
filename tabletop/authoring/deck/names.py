"""The one namespace of a deck: what is declared where, and how its parts name each other."""

import re
from collections.abc import Iterable
from typing import Final

import attrs

from tabletop.authoring.deck.values import Findings, Word
from tabletop.authoring.text.findings import Edit, Place, nearest, quoted
from tabletop.authoring.text.nodes import Entry
from tabletop.authoring.text.source import SNAKE, Span
from tabletop.language.ids import RESERVED
from tabletop.language.problem import plainly_meant

LONGEST: Final = 40
"""Characters of an id."""


@attrs.frozen
class Declared:
    """An id, what it is the id of, such as "card", and where it stands."""

    id: str
    what: str
    span: Span


@attrs.define
class Names:
    """Every id of one deck."""

    by_id: dict[str, Declared] = attrs.field(factory=dict)

    def declare(self, findings: Findings, entry: Entry, what: str) -> None:
        """
        Enter the key of *entry* as the id of *what*, and report what is wrong with it.

        An id of the wrong form is entered all the same, so that what names it is not reported
        as well.
        """
        name, span = entry.name, entry.key.span
        check_id(findings, name, span, what)
        if name in RESERVED:
            findings.add(
                "N204",
                span,
                f'"{name}" is a word of the rules, so no {what} can be called that',
                label="a word of the rules",
                help=f'choose another, such as "{name}_1"',
            )
        first = self.by_id.get(name)
        if first is None:
            self.by_id[name] = Declared(name, what, span)
            return
        findings.add(
            "N202",
            span,
            f"{quoted(name)} is the name of {a(first.what)} already, and of {a(what)} here",
            label="here again",
            help="give one of them another name; a deck uses each name once",
            second=Place(first.span, f"{a(first.what)} is declared here"),
        )

    def of(self, what: str) -> tuple[str, ...]:
        """Return the ids of every *what*, in deck order."""
        return tuple(d.id for d in self.by_id.values() if d.what == what)

    def is_known(self, findings: Findings, word: Word, what: str) -> bool:
        """Return whether *word* is the id of a *what*, and report it if not."""
        declared = self.by_id.get(word.text)
        if declared is not None and declared.what == what:
            return True
        if declared is not None:
            findings.add(
                "N205",
                word.span,
                f"{quoted(word.text)} is {a(declared.what)}, and {a(what)} was expected",
                label=f"not {a(what)}",
                help=hint(nearest(word.text, self.of(what)), self.of(what), what),
                second=Place(declared.span, "declared here"),
            )
            return False
        near = nearest(word.text, self.of(what))
        findings.add(
            "N201",
            word.span,
            f"nothing is called {quoted(word.text)}",
            label=f"no {what} has this name",
            help=hint(near, self.of(what), what),
            second=self.declared_here(near),
            fix=edit(word, plainly_meant(word.text, self.of(what))),
        )
        return False

    def declared_here(self, name: str) -> Place | None:
        """Return where *name*, which was probably meant, is declared, if it is."""
        declared = self.by_id.get(name)
        if declared is None:
            return None
        return Place(declared.span, f"a similar {declared.what} is declared here")


def edit(word: Word, meant: str) -> tuple[Edit, ...]:
    """Return the edit that writes *meant* in the place of *word*, if something is meant."""
    if not SNAKE.fullmatch(meant) or len(word.text) != word.span.length:
        return ()
    return (Edit(word.span, meant),)


def check_id(findings: Findings, name: str, span: Span, what: str) -> None:
    """Report *name* if no id may look like it."""
    if len(name) > LONGEST:
        findings.add(
            "N203",
            span,
            f"{quoted(name)} has {len(name):,} characters, and a name has {LONGEST} at most",
            label="too long",
            help='choose a short one; the "title" says the rest',
        )
    elif not SNAKE.fullmatch(name):
        made = snake(name)
        findings.add(
            "N203",
            span,
            f"{quoted(name)} cannot be the name of {a(what)}",
            label="small letters, digits and _ only, a letter first",
            help=f'write "{made}"' if made else "use small letters, digits and _",
        )


def snake(name: str) -> str:
    """Return *name* as an id, or "" if nothing of it is left."""
    made = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:LONGEST]
    return made if SNAKE.fullmatch(made) else ""


def hint(near: str, known: Iterable[str], what: str) -> str:
    """Return the question whether *near* was meant, or without one which names there are."""
    if near:
        return f'did you mean "{near}"?'
    names = tuple(known)
    if not names:
        return f"the deck declares no {what} yet"
    shown = ", ".join(names[:12])
    return f"the deck has {shown}{' and more' if len(names) > 12 else ''}"


def a(what: str) -> str:
    """Return *what* with its article."""
    return f"{'an' if what[0] in 'aeio' else 'a'} {what}"
