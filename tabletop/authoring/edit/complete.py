"""What could be meant by the beginning of a word in a deck or seed, where the cursor stands.

Told from lines alone, since the text around a cursor is seldom YAML while it is being written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from tabletop.authoring.edit.outline import BLOCK, NamedLine, Part, ids, named, owned, sections
from tabletop.authoring.text.fields import FORMS, PHRASES, RULES
from tabletop.language.ids import KINDS, METHODS, PHASES, POSTURES

LONGEST: Final = 2_000
"""Characters before the cursor beyond which nothing is told of it."""

ITEM: Final = re.compile(r"( *)- +")
QUOTES: Final = "\"'"


@attrs.frozen
class Position:
    """
    A place in a deck or seed.

    Attributes:
        part: What its fields are those of: a key of `FORMS`; "" where ids are declared.
        shape: What stands in the field, as `Field.shape` says; "" where a field's name is begun.
        field: The field whose value is begun; "" where its name is.
        before: The text from the beginning of that name or value to the cursor.
        path: The names of all fields around it, the outermost first.
        line: Of the cursor, from 1.
        indent: Blanks before the name that is begun; -1 in braces.
        taken: In braces, the fields that stand there already.
    """

    part: str
    shape: str
    field: str
    before: str
    path: tuple[str, ...]
    line: int
    indent: int = 0
    taken: tuple[str, ...] = ()


def position(lines: Sequence[str], line: int, column: int) -> Position | None:
    """
    Return what stands at *column* of *line*, both from 1; None in remarks and in folded prose.
    """
    before = lines[line - 1][: column - 1]
    if len(before) > LONGEST or "\t" in before or is_remark(before):
        return None
    kind = "seed" if any(top.name == "seed" for _, top in sections(lines)) else "deck"
    item = ITEM.match(before)
    indent = len(before) - len(before.lstrip(" "))
    above = ancestors(lines, line, indent, is_item=item is not None)
    if any(BLOCK.match(key.rest) for key in above):
        return None
    names = tuple(key.name for key in above)
    text = before[item.end() :] if item else before[indent:]
    found = named(f"{' ' * indent}{text}" if not item else text)
    if found is not None and (before.rstrip().endswith(":") or ": " in before):
        if before.endswith(":"):
            return None
        return at_value(kind, (*names, found.name), value_of(text), line)
    if item is not None:
        return at_value(kind, names, text, line)
    return at_name(kind, names, text, line, indent)


def is_remark(before: str) -> bool:
    """Return whether a remark has begun in *before*."""
    return re.search(r"(?:^|\s)#", before) is not None


def value_of(text: str) -> str:
    """Return what stands after the first name of *text*."""
    return text[text.index(":") + 1 :].lstrip(" ")


def ancestors(
    lines: Sequence[str], line: int, indent: int, *, is_item: bool = False
) -> tuple[NamedLine, ...]:
    """Return the lines that name the fields around *line*, the outermost first."""
    found: list[NamedLine] = []
    for number in range(line - 1, 0, -1):
        if indent == 0 and not is_item:
            break
        text = lines[number - 1]
        if not text.strip() or text.lstrip().startswith(("#", "- ")):
            continue
        own = len(text) - len(text.lstrip(" "))
        if own < indent or (is_item and own == indent):
            key = named(text)
            if key is not None:
                found.append(key)
            indent, is_item = own, False
    return tuple(reversed(found))


def form_at(kind: str, path: Sequence[str]) -> tuple[str, str]:
    """
    Return the part that the fields *path* lead into, and the shape of what stands there.

    The part is "" where ids are expected, or nothing is known.
    """
    part, shape = kind, f"fields {kind}"
    for name in path:
        what, _, of = shape.partition(" ")
        if what == "parts":
            part, shape = ("", of) if of == "rule" else (of, f"fields {of}")
        elif what == "fields":
            form = FORMS[of].get(name)
            part, shape = of, form.shape if form is not None else ""
        elif what in ("effects", "level", "levels", "hands"):
            part = what
            shape = {"effects": "effects", "hands": "names of cards"}.get(what, "")
        else:
            return "", ""
    return part, shape


def at_name(kind: str, path: tuple[str, ...], text: str, line: int, indent: int) -> Position | None:
    """Return the place of a name that is begun with *text* below *path*."""
    _, shape = form_at(kind, path)
    what, _, of = shape.partition(" ")
    if what == "fields":
        return Position(of, "", "", text, path, line, indent)
    if what in ("effects", "level", "levels", "hands"):
        return Position(what, "", "", text, path, line, indent)
    if what == "parts" and of in ("seat", "scheduled inject"):
        return Position(of, "ids", "", text, path, line, indent)
    return None


def at_value(kind: str, path: tuple[str, ...], text: str, line: int) -> Position | None:
    """Return the place of a value that is begun with *text* in the field that ends *path*."""
    if text[:1] == "{":
        return in_braces(kind, path, text, line)
    part, shape = form_at(kind, path)
    if not shape:
        return None
    if shape == "fields actor":
        return None
    before = text[1:] if text[:1] in ("[", *QUOTES) else text
    return Position(part, shape, path[-1] if path else "", before, path, line)


def in_braces(kind: str, path: tuple[str, ...], text: str, line: int) -> Position | None:
    """Return the place in braces that *text* has opened and not closed; None if it has closed."""
    levels: list[list[str]] = []
    names: list[str] = []
    start, value = 0, False
    for index, c in unquoted(text):
        if c == "{":
            levels.append([])
            names.append("")
            start, value = index + 1, False
        elif c == "}":
            if not levels:
                return None
            levels.pop()
            names.pop()
            start, value = index + 1, True
        elif c == "," and levels:
            start, value = index + 1, False
        elif c == ":" and levels and not value:
            names[-1] = text[start:index].strip()
            levels[-1].append(names[-1])
            start, value = index + 1, True
    if not levels:
        return None
    begun = text[start:].lstrip(" ")
    around = (*path, *names[:-1])
    if value:
        return at_value(kind, (*around, names[-1]), begun, line)
    found = at_name(kind, around, begun, line, -1)
    return attrs.evolve(found, taken=tuple(levels[-1])) if found else None


def unquoted(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters of *text* that stand in no quotes and no brackets."""
    quote, depth = "", 0
    for index, c in enumerate(text):
        if quote:
            quote = "" if c == quote else quote
        elif c in QUOTES:
            quote = c
        elif c == "[":
            depth += 1
        elif c == "]":
            depth = max(0, depth - 1)
        elif not depth:
            yield index, c


MOST: Final = 40
"""Candidates that are offered at once."""

NESTED: Final = ("parts", "fields")
WORDS: Final = {"rule": "and or not min max", "chance": "if min max", "number": "min max"}
FANS: Final = ("others", "everyone")
BEGUN: Final = re.compile(r"[^\W\d]\w*(?:\.\w*)?$|$")
AMOUNT: Final = re.compile(r"[\w.]\s+[-+=]\s*\S*$")


@attrs.frozen
class Candidate:
    """
    A word that could be meant.

    Attributes:
        word: What is shown.
        note: What it is.
        text: What is written in the place of the beginning.
    """

    word: str
    note: str
    text: str


@attrs.frozen
class Completion:
    """
    What could be meant by the beginning of a word.

    Attributes:
        begun: The characters before the cursor that are its beginning.
        candidates: The likeliest first; never what stands there already.
        is_whole: Whether what is begun is such a word already.
    """

    begun: str
    candidates: tuple[Candidate, ...]
    is_whole: bool = False


@attrs.frozen
class NameTable:
    """The names that a deck declares, and of which tracks each actor has a level."""

    actors: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    injects: tuple[str, ...] = ()
    piles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    decks: tuple[str, ...] = ()


def known(lines: Sequence[str], parts: Sequence[Part], decks: Iterable[str] = ()) -> NameTable:
    """Return the names that the deck of *lines*, whose outline is *parts*, declares."""
    own = owned(lines, parts)
    added = next((p.title for p in parts if p.section == "kinds" and not p.id), "")
    return NameTable(
        actors=ids(parts, "actors"),
        shared=tuple(t for t in ids(parts, "tracks") if t not in own),
        owned=own,
        cards=ids(parts, "cards"),
        tests=ids(parts, "tests"),
        injects=ids(parts, "injects"),
        piles=ids(parts, "piles"),
        kinds=tuple(word for word in re.split(r"[\s,\[\]]+", added) if word),
        decks=tuple(decks),
    )


def completion(
    lines: Sequence[str], line: int, column: int, names: NameTable, *, asked: bool = False
) -> Completion | None:
    """
    Return what could be meant by the word that ends at *column* of *line*, both from 1.

    None where nothing is begun, unless *asked*; None where only one's own words can stand.
    """
    place = position(lines, line, column)
    if place is None:
        return None
    if place.field or place.shape.startswith("names"):
        begun, offered = values(place, names)
    else:
        begun = place.before
        offered = fields(place, lines, names)
    if not begun and not asked:
        return None
    ordered = tuple(ranked(begun, offered))
    fitting = tuple(c for c in ordered if c.word != begun)
    return Completion(begun, fitting[:MOST], len(fitting) < len(ordered)) if fitting else None


def ranked(begun: str, offered: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield those of *offered* that begin with *begun*, then those that hold it, each once."""
    low, seen = begun.lower(), set[str]()
    every = tuple(offered)
    for candidate in (
        *(c for c in every if c.word.lower().startswith(low)),
        *(c for c in every if len(low) > 1 and low in c.word.lower()),
    ):
        if candidate.word not in seen:
            seen.add(candidate.word)
            yield candidate


def fields(place: Position, lines: Sequence[str], names: NameTable) -> Iterator[Candidate]:
    """Yield the fields, or the ids, that can be named at *place*."""
    match place.part:
        case "effects":
            yield from (Candidate(p, "when it is played so", f"{p}: ") for p in POSTURES)
        case "level" | "hands" | "seat":
            ending = ": " if place.part == "level" else ":"
            yield from (Candidate(a, "actor", f"{a}{ending}") for a in names.actors)
        case "levels":
            yield from (Candidate(t, "track", f"{t}: ") for t in names.shared)
            for actor in names.actors:
                yield from (
                    Candidate(f"{actor}.{t}", "track", f"{actor}.{t}: ") for t in names.owned
                )
        case "scheduled inject" if place.shape == "ids":
            yield from (Candidate(i, "inject", f"{i}: ") for i in names.injects)
        case part:
            taken = place.taken or beside(lines, place.line, place.indent)
            for name, form in FORMS.get(part, {}).items():
                if name not in taken:
                    nested = form.shape.startswith(NESTED) and place.indent >= 0
                    yield Candidate(name, form.about, f"{name}:{'' if nested else ' '}")


def beside(lines: Sequence[str], line: int, indent: int) -> tuple[str, ...]:
    """Return the names that stand beside *line* in the same part, at the same depth."""
    found: list[str] = []
    for step in (-1, 1):
        at = line + step
        while 1 <= at <= len(lines):
            text = lines[at - 1]
            own = len(text) - len(text.lstrip(" "))
            if text.strip() and own < indent:
                break
            if text.strip() and own == indent:
                found.append(text.strip().partition(":")[0])
            at += step
    return tuple(found)


def values(place: Position, names: NameTable) -> tuple[str, Iterable[Candidate]]:
    """Return what is begun of the value at *place*, and what can stand there."""
    shape, _, of = place.shape.partition(" ")
    if shape in RULES:
        return rule_word(place, names)
    if shape == "names":
        begun = re.split(r"[,\[]", place.before)[-1].lstrip(" ")
        return begun, listed(place, of, names)
    match shape:
        case "kind":
            kinds = (*KINDS, *names.kinds)
            offered = [Candidate(k, "kind", k) for k in kinds]
        case "one":
            words = METHODS if of == "of METHOD" else of.removeprefix("of ").split("|")
            offered = [Candidate(w.strip(), "", w.strip()) for w in words]
        case "flag":
            offered = [Candidate(w, "", w) for w in ("yes", "no")]
        case "form":
            offered = [Candidate(w, "", w) for w in PHRASES[of].offered]
        case "id":
            what = {"unlocked_by": names.cards, "pile": names.piles}.get(place.field, ())
            what = names.decks if place.field == "deck" and place.part == "seed" else what
            offered = [Candidate(w, place.field.replace("_", " "), w) for w in what]
        case _:
            offered = []
    return place.before, offered


def listed(place: Position, of: str, names: NameTable) -> Iterator[Candidate]:
    """Yield the names that can stand in a list of names."""
    if of == "of cards":
        yield from (Candidate(c, "card", c) for c in names.cards)
        return
    if place.field == "phases":
        yield from (Candidate(p, "phase", p) for p in PHASES)
        return
    if place.field == "kinds":
        return
    yield from (Candidate(a, "actor", a) for a in names.actors)
    if place.field == "seen_by" and place.part == "track":
        yield from (Candidate(w, "", w) for w in ("owner", "facilitator"))
    else:
        yield from (Candidate(w, "", w) for w in ("any actor", "any other actor"))


def rule_word(place: Position, names: NameTable) -> tuple[str, Iterable[Candidate]]:
    """Return the word that is begun in a rule, and which words a rule has there."""
    found = BEGUN.search(place.before)
    begun = found[0] if found else ""
    shape = place.shape.partition(" ")[0]
    owner, dot, _ = begun.partition(".")
    head = place.before[: len(place.before) - len(begun)]
    if dot:
        if owner in names.cards:
            return begun, [Candidate(f"{owner}.{p}", "posture", f"{owner}.{p}") for p in POSTURES]
        whose = (*names.actors, "target", *FANS, "player")
        tracks = names.owned if owner in whose else ()
        return begun, [Candidate(f"{owner}.{t}", "track", f"{owner}.{t}") for t in tracks]
    if shape == "prices":
        return begun, [Candidate(t, "track of its own", f"{t} ") for t in names.owned]
    sentence = head.rpartition(",")[2]
    is_target = shape == "effects" and not sentence.strip()
    if shape == "effects" and not is_target and not AMOUNT.search(sentence) and not begun:
        return begun, ()
    return begun, words(shape, is_target, names)


def words(shape: str, is_target: bool, names: NameTable) -> Iterator[Candidate]:
    """Yield the words of a rule; *is_target* where the name of an effect is begun."""
    ending = " " if is_target else ""
    yield from (Candidate(t, "track", t + ending) for t in names.shared)
    yield from (Candidate(t, "track of its own", t + ending) for t in names.owned)
    if names.owned:
        yield from (Candidate(f"{a}.", "actor", f"{a}.") for a in names.actors)
        yield Candidate("target.", "whom it is played at", "target.")
    if is_target:
        yield from (Candidate(f"{w}.", "every seat's", f"{w}.") for w in FANS if names.owned)
        return
    yield from (Candidate(t, "test", t) for t in names.tests)
    yield from (Candidate(c, "pieces of this card", c) for c in names.cards)
    yield Candidate("turn", "number of the turn", "turn")
    yield from (Candidate(p, "how it is played", p) for p in POSTURES)
    said = WORDS.get(shape, "if and or not min max")
    yield from (Candidate(w, "word of the rules", f"{w} ") for w in said.split())
