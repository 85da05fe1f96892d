"""A new deck: the text of a template or of another deck, under a name of its own.

Questions make a template somebody's own game: who plays, and what rises and falls. Decks and
seeds that ship with the program are read, not written in: one writes in a copy."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

import attrs
from platformdirs import user_data_path

from tabletop.authoring.deck.names import LONGEST, snake
from tabletop.authoring.edit import rename
from tabletop.authoring.export.sheets import Splice, scalar, spliced
from tabletop.authoring.shelves import PACKAGE, SHELVES, SHIPPED, Shelf, UnknownName, found, shelved
from tabletop.authoring.text.findings import Diagnostic, Edit, quoted
from tabletop.authoring.text.fixes import edited
from tabletop.authoring.text.nodes import Entry, Group, Scalar, tree
from tabletop.authoring.text.read import UnreadableFile, read
from tabletop.authoring.text.source import SNAKE, Source
from tabletop.game.clean import NAME, clean_line
from tabletop.language.ids import RESERVED
from tabletop.language.problem import did_you_mean

NAMED: Final = re.compile(r"# yaml-language-server: \$schema=\.\./schema/deck\.schema\.json\r?\n?")
"""The line by which an editor finds the schema beside the folder of decks."""

TEMPLATES: Final = Path(__file__).parent / "templates"

FIRST: Final = "first"
"""The template for whoever names none."""


def templates() -> tuple[str, ...]:
    """Return the names of the templates: whole small games."""
    return tuple(sorted(path.stem for path in TEMPLATES.glob("*.yaml")))


def text_from(origin: str, name: str) -> str:
    """
    Return the text of the template or deck called *origin*, as the deck *name*.

    All but its id stays as it is; a template also gets a title of its own.

    Raises:
        UnknownName: If there is neither.
        UnreadableFile: If it cannot be read, or is no deck.
    """
    is_template = origin in templates()
    path = TEMPLATES / f"{origin}.yaml" if is_template else deck_called(origin)
    source = read(path)
    if isinstance(source, Diagnostic):
        raise UnreadableFile(source.message, path=path, exit_status=4)
    changed = {"deck": name}
    if is_template:
        changed["title"] = name.replace("_", " ").title()
    return edited(source, renamed(source, path, changed))


def deck_called(origin: str) -> Path:
    """Return the file of the deck called *origin*. Raises `UnknownName`, with what was meant."""
    try:
        return found(origin)
    except UnknownName:
        names = tuple(dict.fromkeys((*templates(), *(path.stem for path in shelved("decks")))))
        hint = did_you_mean(origin, names) or f"there are {', '.join(names)}"
        said = f"no template or deck is called {quoted(origin)}; {hint}"
        raise UnknownName(said, exit_status=4) from None


def fitting(text: str, path: Path) -> str:
    """Return *text* for the file *path*, without the line that names a schema that is not there."""
    named = NAMED.match(text)
    is_there = (path.absolute().parent.parent / "schema" / "deck.schema.json").is_file()
    return text[named.end() :] if named and not is_there else text


def renamed(source: Source, path: Path, changed: dict[str, str]) -> Iterable[Edit]:
    """Return the edits that give the fields of *changed* their values, at the top of a deck."""
    table = tree(source)
    if isinstance(table, Diagnostic):
        raise UnreadableFile(table.message, path=path, exit_status=4)
    values = {entry.name: entry.value for entry in table.entries}
    if "seed" in values or "deck" not in values:
        raise UnreadableFile(
            "this is no deck; a new deck is made from one", path=path, exit_status=4
        )
    for name, text in changed.items():
        node = values.get(name)
        if isinstance(node, Scalar):
            yield Edit(node.span, text)


ABOUT: Final[Mapping[str, str]] = {
    "first": "two sides of one river: open moves, three tracks, the easiest to read",
    "secrets": "a city between two powers: covert moves, a hidden track, secret objectives",
}
"""What each template is, for whoever chooses one."""

What = Literal["title", "actor", "track", "turns"]


@attrs.frozen
class GuideQuestion:
    """
    One thing to ask.

    Attributes:
        what: What the answer is the name of.
        id: Of the actor or track; "" for the deck itself.
        now: What an empty answer keeps.
    """

    what: What
    id: str
    now: str

    @property
    def words(self) -> str:
        """How it is asked."""
        return {
            "title": "What is your game called?",
            "actor": f"Who plays? Instead of {self.now}:",
            "track": f"What rises and falls? Instead of {self.now}:",
            "turns": "How many turns are played?",
        }[self.what]


def questions(text: str) -> tuple[GuideQuestion, ...]:
    """Return what there is to ask of the deck *text*, in order."""
    return tuple(asked(Source("", text)))


def asked(source: Source) -> Iterator[GuideQuestion]:
    top = tree(source)
    if not isinstance(top, Group):
        return
    for entry in top.entries:
        match entry:
            case Entry(value=Scalar(text=said)) if entry.name == "title":
                yield GuideQuestion("title", "", said)
            case Entry(value=Scalar(text=said)) if entry.name == "turns":
                yield GuideQuestion("turns", "", said)
            case Entry(value=Group(entries=parts)) if entry.name == "actors":
                yield from (GuideQuestion("actor", part.name, name_of(part).text) for part in parts)
            case Entry(value=Group(entries=parts)) if entry.name == "tracks":
                yield from (GuideQuestion("track", part.name, name_of(part).text) for part in parts)


def name_of(part: Entry) -> Scalar:
    """Return where an actor or track says what people call it; its id where it does not."""
    if isinstance(part.value, Scalar):
        return part.value
    fields = part.value.entries if isinstance(part.value, Group) else ()
    found = next((f.value for f in fields if f.name == "name"), None)
    return found if isinstance(found, Scalar) else part.key


def objection(text: str, question: GuideQuestion, answer: str) -> str:
    """Return why *answer* cannot be one to *question* in the deck *text*, or ""."""
    if not answer:
        return ""
    if question.what == "turns":
        is_number = answer.isascii() and answer.isdigit() and 1 <= int(answer[:9]) <= 99
        return "" if is_number else "Say a number from 1 to 99."
    if clean_line(answer, NAME) != answer:
        return f"A name has {NAME} characters at most, on one line."
    if question.what == "title":
        return ""
    new = new_id(question, answer)
    return rename.renamed(Source("", text), question.id, new).objection if new else ""


def new_id(question: GuideQuestion, answer: str) -> str:
    """Return the id that goes with *answer*, or "" where it keeps the one that there is."""
    made = snake(answer)
    return made if made != question.id else ""


def answered(text: str, question: GuideQuestion, answer: str) -> str:
    """Return the deck *text* after *answer*, to which there is no `objection`."""
    if not answer:
        return text
    old = where(text, question)
    end = "\n" if old.style in ("|", ">") else ""
    written = scalar(answer, in_flow=True) + end
    after = spliced(text, [Splice(old.start, old.end, written)])
    new = new_id(question, answer) if question.id else ""
    if new:
        there = Source("", after)
        after = edited(there, rename.renamed(there, question.id, new).edits)
    return after


def where(text: str, question: GuideQuestion) -> Scalar:
    """Return what the answer to *question* takes the place of."""
    top = tree(Source("", text))
    assert isinstance(top, Group), "it was read when it was asked about"
    section = {"actor": "actors", "track": "tracks"}.get(question.what, question.what)
    value = next(entry.value for entry in top.entries if entry.name == section)
    if isinstance(value, Group):
        value = name_of(next(part for part in value.entries if part.name == question.id))
    assert isinstance(value, Scalar), "questions are asked of text alone"
    return value


HERE: Final = "here"
OWN: Final = "own"


def is_shipped(path: Path) -> bool:
    """Return whether the file at *path* ships with the program, in a checkout or installed."""
    at = path.resolve()
    return any(
        at == (folder / shelf / f"{name}.yaml").resolve()
        for folder in (PACKAGE, PACKAGE.parent)
        for shelf in SHELVES
        for name in SHIPPED[shelf]
    )


def shelf_of(path: Path) -> Shelf:
    """Return the shelf on which a copy of the file at *path* belongs."""
    return "seeds" if path.parent.name == "seeds" else "decks"


def place(where: str, shelf: Shelf, name: str) -> Path:
    """Return where a copy called *name* lies: in the working folder, or in the user's own."""
    folder = Path(shelf) if where == HERE else user_data_path("tabletop", appauthor=False) / shelf
    return folder / f"{name}.yaml"


def name_objection(name: str, path: Path) -> str:
    """Return why no file for *name* can be made at *path*, in one sentence, or ""."""
    if not SNAKE.fullmatch(name) or len(name) > LONGEST or name in RESERVED:
        made = snake(name)
        hint = f", such as {made}" if made and made not in RESERVED else ""
        return f"A name has small letters, digits and _, a letter first{hint}."
    if path.exists():
        return f"{path} is there already; choose another name."
    return ""


def copied(path: Path, name: str) -> str:
    """
    Return the text of the deck or seed at *path* under the id *name*, otherwise as it is.

    Raises:
        UnreadableFile: If it cannot be read.
    """
    source = read(path)
    table = source if isinstance(source, Diagnostic) else tree(source)
    if isinstance(source, Diagnostic) or isinstance(table, Diagnostic):
        raise UnreadableFile("it cannot be read, so there is no copy", path=path, exit_status=4)
    for entry in table.entries:
        if entry.name == "seed" and isinstance(entry.value, Scalar):
            return edited(source, (Edit(entry.value.span, name),))
    return text_from(str(path.absolute()), name)
