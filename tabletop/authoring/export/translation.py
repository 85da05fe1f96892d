"""A deck or seed in another language: a side file with its prose by id, and no rules."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

import attrs

from tabletop.authoring.deck.deck import read_deck
from tabletop.authoring.deck.seed import read_seed
from tabletop.authoring.export.sheets import Splice, block, scalar, spliced
from tabletop.authoring.library import Loaded, load, loaded
from tabletop.authoring.shelves import shown
from tabletop.authoring.text.findings import Diagnostic, has_errors, in_order
from tabletop.authoring.text.nodes import Entry, Group, Scalar, tree
from tabletop.authoring.text.read import read
from tabletop.authoring.text.source import Source
from tabletop.errors import TabletopError

FOLDER: Final = "translations"

LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

PROSE: Final = frozenset("title name text brief discuss alt".split())
"""Fields that are read by people alone, wherever they stand."""

NAMED: Final = frozenset({"actors"})
"""Sections in which `japan: Japan` gives a name alone."""

UNTOLD: Final = frozenset({"tests", "start", "hands", "each_turn"})
"""Sections without prose."""

HEAD: Final = """\
# The words of {name} in another language. Write each translation after "to".
# What stands under "was" was translated from an older text. `tabletop deck translate` keeps
# this file up to date.
"""

State = Literal["done", "missing", "stale"]


class NoTranslation(TabletopError):
    """A side file that is not there, or cannot be read as one."""


@attrs.frozen
class Passage:
    """
    One piece of prose.

    Attributes:
        origin: The text it was translated from.
        to: The translation; "" where there is none yet.
        was: A translation of an older text.
    """

    origin: str
    to: str = ""
    was: str = ""


Passages = Mapping[str, Passage]
"""By place, such as `cards.pledge.title`."""


@attrs.frozen
class Progress:
    """Places of passages: translated, not yet translated, and translated from an older text."""

    done: tuple[str, ...]
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    gone: tuple[str, ...] = ()
    """Places that the deck no longer has."""

    @property
    def is_whole(self) -> bool:
        return not (self.missing or self.stale)


def side_file(path: Path, language: str) -> Path:
    """Return where the deck or seed at *path* has its words in *language*."""
    return path.parent / FOLDER / f"{path.stem}.{language}{path.suffix or '.yaml'}"


def prose(top: Group) -> Iterator[tuple[str, Scalar]]:
    """Yield every passage of a deck or seed whose fields are *top*, by its place, in order."""
    for entry in top.entries:
        if entry.name in PROSE and isinstance(entry.value, Scalar):
            yield entry.name, entry.value
        elif isinstance(entry.value, Group) and entry.name not in UNTOLD:
            yield from below(entry, entry.name)


def below(entry: Entry, place: str) -> Iterator[tuple[str, Scalar]]:
    """Yield the passages in the parts of one section."""
    if not isinstance(entry.value, Group):
        return
    for inner in entry.value.entries:
        here = f"{place}.{inner.name}"
        if isinstance(inner.value, Group):
            yield from below(inner, here)
        elif isinstance(inner.value, Scalar) and (inner.name in PROSE or place in NAMED):
            yield here, inner.value


def passages(source: Source) -> dict[str, Scalar]:
    """Return every passage of *source* that says something. Raises `NoTranslation`."""
    top = fields_of(source)
    return {place: value for place, value in prose(top) if value.text.strip()}


def fields_of(source: Source) -> Group:
    top = tree(source)
    if isinstance(top, Diagnostic):
        raise NoTranslation(f"{top.span}: {top.message}", exit_status=4)
    return top


def known(path: Path) -> Passages:
    """
    Return what the side file at *path* holds; nothing where there is none yet.

    Raises:
        NoTranslation: If it is there and is no translation.
    """
    if not path.exists():
        return {}
    source = read(path, shown(path))
    if isinstance(source, Diagnostic):
        raise NoTranslation(f"{source.span}: {source.message}", exit_status=4)
    fields = {entry.name: entry.value for entry in fields_of(source).entries}
    kept = fields.get("prose")
    if "translation" not in fields or not isinstance(kept, Group):
        raise NoTranslation(
            'this is no translation: it has the fields "translation" and "prose"',
            path=path,
            exit_status=4,
        )
    return {entry.name: passage(entry) for entry in kept.entries}


def passage(entry: Entry) -> Passage:
    """Return one passage of a side file; what is no text in it is passed over."""
    inner = entry.value.entries if isinstance(entry.value, Group) else ()
    said = {e.name: e.value.text.strip("\n") for e in inner if isinstance(e.value, Scalar)}
    return Passage(said.get("from", ""), said.get("to", ""), said.get("was", ""))


def progress(source: Source, translated: Passages) -> Progress:
    """Return how far *source* is *translated*. Raises `NoTranslation`."""
    now = passages(source)
    by_state: dict[State, list[str]] = {"done": [], "missing": [], "stale": []}
    for place, value in now.items():
        by_state[state(value, translated.get(place))].append(place)
    gone = tuple(place for place in translated if place not in now)
    done, missing, stale = (tuple(places) for places in by_state.values())
    return Progress(done, missing, stale, gone)


def state(value: Scalar, translated: Passage | None) -> State:
    """Return how the passage *value* is *translated*."""
    if translated is None:
        return "missing"
    if translated.to.strip() and translated.origin.strip() == value.text.strip():
        return "done"
    return "stale" if translated.to.strip() or translated.was.strip() else "missing"


def brought_up(source: Source, language: str, translated: Passages) -> str:
    """
    Return the text of the side file of *source*, with every passage and what is *translated*.

    Passages that the deck no longer has stay at the end, so that no work is lost.
    """
    fields: dict[str, object] = {}
    for place, value in passages(source).items():
        text = value.text.strip()
        old = translated.get(place, Passage(""))
        is_done = state(value, old) == "done"
        was = "" if is_done else old.to.strip() or old.was.strip()
        fields[place] = {
            "from": text,
            **({"was": was} if was else {}),
            "to": old.to.strip() if is_done else "",
        }
    for place, old in translated.items():
        if place not in fields and (kept := old.to.strip() or old.was.strip()):
            fields[place] = {"from": old.origin.strip(), "was": kept, "to": ""}
    head = HEAD.format(name=Path(source.name).name)
    of = scalar(Path(source.name).stem)
    return f"{head}translation: {language}\nof: {of}\nprose:\n" + block(fields, "  ")


def translated_by(source: Source, translated: Passages) -> Source:
    """Return *source* with what is *translated* of its prose. Raises `NoTranslation`."""
    splices = []
    for place, value in passages(source).items():
        found = translated.get(place)
        if found is None or state(value, found) != "done":
            continue
        # In quotes it can stand where any text stood, in braces or not; blocks end in a line.
        said = scalar(found.to.strip(), in_flow=True)
        end = "\n" if value.style in ("|", ">") else ""
        splices.append(Splice(value.start, value.end, said + end))
    return attrs.evolve(source, text=spliced(source.text, splices))


@attrs.frozen
class InLanguage:
    """
    What was loaded, in another language.

    Attributes:
        left: Passages that are shown in the deck's own language, not yet translated or changed
            since they were.
    """

    loaded: Loaded
    left: int = 0


def load_in(name_or_path: str | Path, language: str) -> InLanguage:
    """
    Return the seed or deck of this name, or at this path, with its words in *language*.

    "" is the language it is written in. A seed and its deck have side files of their own; one of
    them is enough.

    Raises:
        NoTranslation: If there is none, or it cannot be read.
        UnknownName, UnreadableFile: As `load`.
    """
    first = load(name_or_path)
    if not language or first.deck is None:
        return InLanguage(first)
    paths = {name: side_file(Path(name), language) for name in first.sources}
    if not any(path.exists() for path in paths.values()):
        name = next(iter(first.sources))
        raise NoTranslation(
            f"there is no translation into {language}; "
            f"`tabletop deck translate {shown(Path(name))} {language}` begins one",
            path=Path(name),
            exit_status=4,
        )
    sources, left = {}, 0
    for name, source in first.sources.items():
        words = known(paths[name])
        far = progress(source, words)
        left += len(far.missing) + len(far.stale)
        sources[name] = translated_by(source, words)
    return InLanguage(read_again(sources), left)


def read_again(sources: dict[str, Source]) -> Loaded:
    """Return what the translated *sources*, a deck's or a seed's and its deck's, say."""
    if len(sources) == 1:
        ((name, source),) = sources.items()
        return loaded(source, Path(name))
    seed_source, deck_source = sources.values()
    seed_table, deck_table = tree(seed_source), tree(deck_source)
    assert isinstance(seed_table, Group) and isinstance(deck_table, Group), "read before"
    deck = read_deck(deck_source, deck_table)
    seed = read_seed(seed_source, seed_table, deck)
    diagnostics = in_order((*seed.diagnostics, *deck.diagnostics))
    if has_errors(diagnostics):
        return Loaded(None, None, sources, diagnostics)
    return Loaded(deck.deck, seed.seed, sources, diagnostics)
