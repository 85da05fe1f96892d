"""A deck on paper: its sheets as plain data, the typesetter, and what keeps it from print."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, Literal

import attrs

from tabletop.authoring.export.markdown import span
from tabletop.authoring.text.findings import Diagnostic, in_order
from tabletop.authoring.text.nodes import Entry, Group, Listing, Node, Scalar, tree
from tabletop.authoring.text.source import Source
from tabletop.errors import TabletopError
from tabletop.game import card_facts
from tabletop.game.card_facts import NO_SCENE
from tabletop.game.clean import clean_line
from tabletop.game.deck import Actor, Card, Deck, Inject, Objective, Track
from tabletop.game.secrecy import may_read
from tabletop.language import say
from tabletop.language.expr import Scene
from tabletop.language.ids import FACILITATOR, ActorId, Method, Phase, Viewer

Data = dict[str, object]
Rows = list[tuple[str, str]]

LANGUAGE: Final = re.compile(r"[a-z]{2,3}")

IN_A_TURN: Final[Mapping[Phase, str]] = {
    "brief": "News is read out. Each seat says what it said and heard away from the table.",
    "announce": "Whoever likes shows cards as intentions. Bluff is allowed.",
    "talk": "Talk, promise, threaten. Deals are noted.",
    "plan": "Choose your moves and lay them face down, each with a reason in one line.",
    "reveal": "All turn their cards over together. Covert ones go to the facilitator alone.",
    "answer": "Whoever was made an offer accepts or refuses it.",
    "adjudicate": "Move by move, in order: what speaks for it and against it, then the outcome.",
    "aftermath": "Standing pieces act, hedges pay, offers lapse. Then the next turn begins.",
}

BY_METHOD: Final[Mapping[Method, str]] = {
    "odds": "Roll two ten-sided dice as a number from 1 to 100. At or below the odds it succeeds.",
    "2d6": "Roll two dice. Add one for each strong pro, take one for each strong con. Seven or more"
    " succeeds.",
    "red-green": "Roll a red and a green die, with one more or less for each strong pro or con."
    " Seven or more succeeds, but on exactly seven it fails if the red die is the higher.",
    "umpire": "The facilitator weighs the arguments and rules, with a reason said aloud.",
}


def data_of(deck: Deck) -> Data:
    """Return all that is printed of *deck*, which is as its seed starts it."""
    language = LANGUAGE.match(deck.language.lower())
    return {
        "title": deck.title,
        "language": language[0] if language else "en",
        "footer": f"{deck.title} · edition {deck.edition}",
        "words": {"start": "start"},
        "cards": [*hands(deck), *(inject_card(deck, inject) for inject in deck.injects)],
        "sheets": [
            *tables_sheet(deck),
            *(seat_sheet(deck, actor) for actor in deck.actors),
            facilitator_sheet(deck),
        ],
    }


def hands(deck: Deck) -> Iterator[Data]:
    """Yield a card for each copy that each actor begins with."""
    for actor in deck.actors:
        for card in deck.hands.get(actor.id, deck.full_hand(actor.id)):
            yield card_face(deck, deck.card_by_id[card], actor)


def card_face(deck: Deck, card: Card, actor: Actor) -> Data:
    """Return *card* as *actor* holds it."""
    facts = list(card_facts.facts(deck, card, Scene(player=actor.id)))
    if card.postures != ("open",):
        facts.insert(0, ("Posture", " or ".join(card.postures)))
    return face(card.id, card.kind, card.title, actor.name, card, facts, card.discuss)


def inject_card(deck: Deck, inject: Inject) -> Data:
    """Return *inject* as the facilitator holds it until it is read out."""
    facts = list(when(deck, inject))
    facts += [("Effects", words)] if (words := say.effects(inject.effects, deck)) else []
    facts += [
        (choice.title, say.effects(choice.effects, deck) or "nothing changes")
        for choice in inject.choices
    ]
    return face(inject.id, "inject", inject.title, "facilitator", inject, facts, "")


def face(
    name: str,
    kind: str,
    title: str,
    who: str,
    source: Card | Inject,
    facts: Rows,
    discuss: str,
) -> Data:
    """Return one side of a card, its text by paragraphs."""
    return {
        "id": name,
        "kind": kind,
        "title": title,
        "who": who,
        "text": paragraphs(source.text),
        "facts": facts,
        "discuss": discuss,
        "image": {"path": source.image, "alt": source.alt} if source.image else None,
    }


def when(deck: Deck, inject: Inject) -> Iterator[tuple[str, str]]:
    """Yield when *inject* comes, and who hears it."""
    if inject.turn:
        yield "Turn", str(inject.turn)
    if inject.when is not None:
        yield "When", say.phrase(inject.when, deck)
    if inject.chance is not None:
        yield "Odds", f"{say.phrase(inject.chance, deck)} each turn"
    if inject.pile:
        yield "Pile", inject.pile.replace("_", " ")
    if inject.by_facilitator:
        yield "Comes", "when you release it"
    if inject.heard_by:
        yield "Heard by", card_facts.names(deck, inject.heard_by)
    if inject.repeats:
        yield "Repeats", "yes"


def tables_sheet(deck: Deck) -> Iterator[Data]:
    """Yield the boards that lie in the middle of the table, if there are any."""
    boards = [
        board(deck, track, rows_of(deck, track, None))
        for track in deck.tracks
        if track.seen_by is None
    ]
    if boards:
        yield sheet(deck.title, "Track boards", boards=boards)


def seat_sheet(deck: Deck, actor: Actor) -> Data:
    """Return the aid and role brief of *actor*'s seat, with the boards that it alone sees."""
    return sheet(
        f"{deck.title} · for this seat alone",
        actor.name,
        text=paragraphs(actor.text),
        parts=[
            part("Your brief", text=paragraphs(actor.brief)),
            part("What you want", lines=objectives(deck, actor.id)),
            part("Your cards", lines=hand_list(deck, actor), columns=2),
            part("A turn", text=[how_to_play(deck)], lines=turn(deck)),
            part("At the end of every turn", text=every_turn(deck, actor.id)),
            part("The session ends early", lines=endings(deck, actor.id)),
        ],
        boards=[
            board(deck, track, rows)
            for track in deck.tracks
            if track.seen_by is not None and (rows := rows_of(deck, track, actor.id))
        ],
    )


def facilitator_sheet(deck: Deck) -> Data:
    """Return what the white cell needs before it, secrets and hidden boards included."""
    return sheet(
        "For the facilitator alone",
        deck.title,
        text=paragraphs(deck.text),
        parts=[
            part("A turn", text=[how_to_play(deck)], lines=turn(deck)),
            part("Outcomes", text=[BY_METHOD[deck.terms.method]]),
            part(
                "News",
                lines=[
                    (one.title, "; ".join(f"{k.lower()} {v}" for k, v in when(deck, one)) or "-")
                    for one in deck.injects
                ],
            ),
            part("At the end of every turn", text=every_turn(deck, FACILITATOR)),
            part("Accepting an offer needs", lines=list(acceptance(deck))),
            part("What each seat wants", lines=all_objectives(deck)),
            part("The session ends early", lines=endings(deck, FACILITATOR)),
            part("Hot wash", text=[HOT_WASH]),
        ],
        boards=[
            board(deck, track, rows_of(deck, track, FACILITATOR))
            for track in deck.tracks
            if track.seen_by is not None
        ],
    )


HOT_WASH: Final = (
    "Read the objectives aloud and count the points; most points win, ties share. Then ask round:"
    " What surprised you? Which move would you take back? What will you do differently on Monday?"
)


def sheet(
    over: str,
    title: str,
    *,
    text: list[str] | None = None,
    parts: list[Data] | None = None,
    boards: list[Data] | None = None,
) -> Data:
    return {
        "over": over,
        "title": title,
        "text": text or [],
        "parts": parts or [],
        "boards": boards or [],
    }


def part(
    title: str, *, text: list[str] | None = None, lines: Rows | None = None, columns: int = 1
) -> Data:
    return {"title": title, "text": text or [], "lines": lines or [], "columns": columns}


def how_to_play(deck: Deck) -> str:
    """Return the terms of the deck in a sentence."""
    turns = card_facts.turns(deck.terms.turns)
    sealed = "all seats seal together" if deck.order == "sealed" else "the seats move in turn"
    rehearsal = ", after a rehearsal that does not count" if deck.terms.rehearsal else ""
    return f"{turns}{rehearsal}; each seat makes {deck.moves}; {sealed}."


def turn(deck: Deck) -> Rows:
    """Return the phases of a turn, each with what is done in it."""
    return [(phase.capitalize(), IN_A_TURN[phase]) for phase in deck.terms.phases]


def hand_list(deck: Deck, actor: Actor) -> Rows:
    """Return the cards that *actor* begins with, by kind and number of copies."""
    dealt = deck.hands.get(actor.id, deck.full_hand(actor.id))
    return [
        (card.title, card.kind + (f", {copies} copies" if copies > 1 else ""))
        for card in deck.cards
        if (copies := dealt.count(card.id))
    ]


def objectives(deck: Deck, actor: ActorId) -> Rows:
    """Return what *actor* wants and what it is worth."""
    return [
        (one.title, worth(deck, one, actor, own=True)) for one in deck.objectives if actor in one.by
    ]


def all_objectives(deck: Deck) -> Rows:
    """Return what every actor wants."""
    return [
        (actor.name, f"{one.title}: {worth(deck, one, actor.id, own=False)}")
        for actor in deck.actors
        for one in deck.objectives
        if actor.id in one.by
    ]


def worth(deck: Deck, one: Objective, actor: ActorId, *, own: bool) -> str:
    """Return what *one* asks for, and its points, in words for whoever reads it."""
    scene = Scene(player=actor)
    test = f"{say.phrase(one.test, deck, scene)}; " if one.test is not None else ""
    secret = f" ({'tell nobody' if own else 'secret'})" if one.secret else ""
    text = f"{one.text} " if one.text else ""
    return f"{text}{test}points: {say.phrase(one.points, deck, scene)}{secret}"


def acceptance(deck: Deck) -> Iterator[tuple[str, str]]:
    """Yield what accepting each offer needs; its recipient is told when it comes to that."""
    for card in deck.cards:
        if card.offer is not None and card.offer.needs is not None:
            yield card.title, say.phrase(card.offer.needs, deck)


def every_turn(deck: Deck, viewer: Viewer) -> list[str]:
    """Return the effects of every turn that *viewer* sees come and can follow."""
    return [
        say.effects((effect,), deck)
        for effect in deck.each_turn
        if deck.track_by_id[effect.track].is_seen(
            viewer, effect.of if effect.of in deck.actor_by_id else viewer
        )
        and all(
            may_read(deck, part, NO_SCENE, viewer) for part in (effect.condition, effect.amount)
        )
    ]


def endings(deck: Deck, viewer: Viewer) -> Rows:
    """Return what ends the session early, as far as *viewer* can see it come."""
    return [
        (ending.title, f"when {say.phrase(ending.when, deck)}")
        for ending in deck.endings
        if may_read(deck, ending.when, NO_SCENE, viewer)
    ]


def rows_of(deck: Deck, track: Track, viewer: Viewer | None) -> list[Data]:
    """Return the rows of *track* that *viewer* may see; None for all."""
    if track.is_shared:
        seen = viewer is None or track.is_seen(viewer)
        return [row(track, "", track.start)] if seen else []
    return [
        row(track, deck.actor_by_id[actor].name, start)
        for actor, start in track.starts.items()
        if viewer is None or track.is_seen(viewer, actor)
    ]


def row(track: Track, name: str, start: int) -> Data:
    """Return one row of boxes, from the lowest level to the highest."""
    return {
        "name": name,
        "levels": [
            {
                "name": str(level),
                "start": level == start,
                "shaded": shaded(track, level),
            }
            for level in range(track.low, track.high + 1)
        ],
    }


def shaded(track: Track, level: int) -> bool:
    """Return whether *level* is in every second band, so that bands are told apart in grey."""
    return any(b.low <= level <= b.high for b in track.bands[1::2])


def board(deck: Deck, track: Track, rows: list[Data]) -> Data:
    """Return the board of *track*, with its bands in words."""
    bands = (f"{span(b.low, b.high)}: {b.name}" for b in track.bands)
    seen = "" if track.seen_by is None else "hidden from other seats"
    return {"name": track.name, "note": seen or track.text, "rows": rows, "bands": "; ".join(bands)}


def paragraphs(text: str) -> list[str]:
    """Return *text* by its lines, without empty ones."""
    return [line for line in text.splitlines() if line.strip()]


Paper = Literal["a4", "letter"]

PAPERS: Final[Mapping[Paper, str]] = {"a4": "a4", "letter": "us-letter"}

FONTS: Final = ("Libertinus Serif", "DejaVu Sans Mono")
"""Typst brings them along, so that a deck in a Latin script looks the same everywhere."""

ADVICE: Final = (
    "printing needs the typesetter Typst, which is not installed here; `make extras` fetches it"
    " (without make: pip install typst)"
)

ONE_A_PAGE: Final = b"""\
#let data = json(bytes(sys.inputs.data))
#set page(width: 20mm, height: 10mm)
#set text(font: data.fonts)
#for one in data.all { page(text(one)) }
"""

ONE_PICTURE: Final = b"#image(json(bytes(sys.inputs.data)).path)"

DRAWN: Final = re.compile(rb'<use xlink:href="#(\w+)"')

NO_CHARACTER: Final = "\U0010ffff"
"""No font has it. What is drawn for it stands for every character that is missing."""


class NoPress(TabletopError):
    """There is no typesetter, or it could not do its work."""


@attrs.frozen
class Press:
    """
    A typesetter with its fonts.

    Attributes:
        folder: Where the pictures are; nothing outside it is read.
        fonts: Folders of further fonts.
        system_fonts: Whether this machine's own fonts help out where Typst's have no character.
    """

    folder: Path
    fonts: tuple[Path, ...] = ()
    system_fonts: bool = True

    def pdf(self, data: Data, paper: Paper) -> bytes:
        """
        Return the pages of *data*. The same data and fonts always give the same bytes.

        Raises:
            NoPress: If there is no typesetter, or it failed.
        """
        return self._compile(template(), {**data, "paper": PAPERS[paper]}, "pdf")[0]

    def overflowing(self, data: Data, paper: Paper) -> frozenset[str]:
        """Return the ids of the cards that do not fit in the smallest size. Raises as `pdf`."""
        compiler, _ = self._ready(template(), {**data, "paper": PAPERS[paper]})
        with refusals():
            return frozenset(json.loads(compiler.query("<overflow>", field="value")))

    def missing(self, characters: Iterable[str]) -> frozenset[str]:
        """Return those of *characters* that no font can show. Raises as `pdf`."""
        wanted = sorted(c for c in set(characters) if unicodedata.category(c)[0] not in "CMZ")
        pages = self._compile(ONE_A_PAGE, {"all": [NO_CHARACTER, *wanted]}, "svg")
        nothing, *drawn = (DRAWN.findall(page) for page in pages)
        return frozenset(c for c, glyphs in zip(wanted, drawn, strict=True) if glyphs == nothing)

    def picture_trouble(self, path: str) -> str:
        """Return why the picture at *path*, as the deck names it, cannot be printed, or ""."""
        try:
            self._compile(ONE_PICTURE, {"path": path}, "svg")
        except NoPress as trouble:
            return trouble.sentence
        return ""

    def _compile(self, source: bytes, data: Data, kind: Literal["pdf", "svg"]) -> list[bytes]:
        """Return the pages of *source* over *data*; a PDF is one piece."""
        compiler, again = self._ready(source, data)
        with refusals():
            # Whatever clock there is stands still, for the same bytes every time.
            made = compiler.compile(again, format=kind, timestamp=0)
        return [made] if isinstance(made, bytes) else list(made)

    def _ready(self, source: bytes, data: Data) -> tuple[Any, bytes]:
        """Return a compiler of *source* over *data*, and what to compile."""
        try:
            import typst
        except ImportError as error:
            raise NoPress(ADVICE) from error
        inputs = {"data": json.dumps({**data, "fonts": FONTS})}
        with refusals():
            compiler: Any = typst.Compiler(  # type: ignore[misc]  # its stub cannot be inferred
                source,
                root=self.folder,
                font_paths=list(self.fonts),
                ignore_system_fonts=not self.system_fonts,
                sys_inputs=inputs,
            )
        return compiler, source


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the typesetter raises into a sentence."""
    try:
        yield
    except RuntimeError as trouble:
        said = getattr(trouble, "message", "") or str(trouble)
        # Where it searched is its own affair, and differs from machine to machine.
        raise NoPress(clean_line(said.partition(" (searched")[0], 200)) from trouble


def template() -> bytes:
    """Return what sets the pages."""
    return files("tabletop.authoring.export").joinpath("deck.typ").read_bytes()


@attrs.frozen
class PrintFindings:
    """
    What the typesetter found wrong.

    Attributes:
        overflowing: Ids of cards and injects whose words do not fit.
        missing: Characters that no font has.
        pictures: Why a picture cannot be printed, by its path as the deck names it.
    """

    overflowing: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    pictures: Mapping[str, str] = attrs.field(factory=dict)


def findings(press: Press, data: Data, paper: Paper) -> PrintFindings:
    """Return what *press* finds wrong with *data*. Raises `NoPress`."""
    pictures = {
        path: trouble for path in sorted(paths(data)) if (trouble := press.picture_trouble(path))
    }
    missing = press.missing("".join(strings(data)))
    # What cannot be drawn at all cannot be measured either.
    overflowing = frozenset() if pictures else press.overflowing(data, paper)
    return PrintFindings(overflowing, missing, pictures)


def paths(data: object) -> Iterator[str]:
    """Yield the path of every picture in *data*."""
    match data:
        case {"image": {"path": str(path)}}:
            yield path
        case dict():
            for value in data.values():
                yield from paths(value)
        case list():
            for value in data:
                yield from paths(value)


def strings(data: object) -> Iterator[str]:
    """Yield every text in *data*."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from strings(value)
        case list() | tuple():
            for value in data:
                yield from strings(value)


def diagnostics(sources: Mapping[str, Source], found: PrintFindings) -> tuple[Diagnostic, ...]:
    """Return what was *found*, at its places in *sources*."""
    return in_order(d for source in sources.values() for d in of_source(source, found))


def of_source(source: Source, found: PrintFindings) -> Iterator[Diagnostic]:
    """Yield what was *found* in one file."""
    top = tree(source)
    if not isinstance(top, Group):
        return
    for section in top.entries:
        if section.name in ("cards", "injects") and isinstance(section.value, Group):
            for entry in section.value.entries:
                yield from of_card(entry, found)
    looked_for = set(found.missing)
    for scalar in scalars(top):
        here = sorted(looked_for.intersection(scalar.text))
        looked_for -= set(here)
        for character in here:
            # Written as an escape it is not there to be pointed at.
            at = source.text.find(character, scalar.start, scalar.end)
            yield Diagnostic(
                "P502",
                source.span(at, 1) if at >= 0 else scalar.span,
                f'no font here has the character "{character}" (U+{ord(character):04X})',
                label="it would be an empty box on paper",
                help="write it another way, or name a folder with a font that has it: --fonts",
            )


def of_card(entry: Entry, found: PrintFindings) -> Iterator[Diagnostic]:
    """Yield what was *found* of one card or inject."""
    if entry.name in found.overflowing:
        yield Diagnostic(
            "P501",
            entry.key.span,
            f'"{entry.name}" has more words than fit on a card, even in the smallest letters',
            label="too long for 63 by 88 mm",
            help="shorten its text or `discuss`, or say in a `test` what several rules repeat",
        )
    fields = entry.value.entries if isinstance(entry.value, Group) else ()
    for field in fields:
        value = field.value
        if field.name != "image" or not isinstance(value, Scalar):
            continue
        if trouble := found.pictures.get(value.text):
            yield Diagnostic(
                "P503",
                value.span,
                f"the picture cannot be printed: {trouble}",
                label="this picture",
                help="put a PNG, JPEG, GIF, WebP or SVG file into the folder of the deck or below",
            )


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every value below *node*, in the order written; how deep is capped by the reader."""
    match node:
        case Scalar():
            yield node
        case Listing(items=items):
            for item in items:
                yield from scalars(item)
        case Group(entries=entries):
            for entry in entries:
                yield from scalars(entry.value)
