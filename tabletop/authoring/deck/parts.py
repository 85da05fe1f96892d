"""The parts of a deck, actors to endings: fields in, values out."""

from typing import Final

import attrs

from tabletop.authoring.deck.names import Desk, actor_id, check_id, section
from tabletop.authoring.deck.values import Fields, Findings, Word, instead, note_again, whole
from tabletop.authoring.text.fields import PHRASES
from tabletop.authoring.text.findings import quoted
from tabletop.authoring.text.nodes import Group, Node, Scalar
from tabletop.game.clean import NAME, clean_line
from tabletop.game.deck import (
    Actor,
    Band,
    Card,
    Choice,
    Ending,
    Inject,
    Objective,
    Pile,
    Proposal,
    Track,
)
from tabletop.language.expr import Expr
from tabletop.language.ids import (
    POSTURES,
    ActorId,
    CardId,
    EndingId,
    InjectId,
    ObjectiveId,
    PileId,
    Posture,
    TrackId,
)
from tabletop.language.read import read_test

FAR: Final = 1_000_000
"""Levels are within ±FAR, in steps."""

LEAVES: Final = ("stands", "lasts", "arrives")


def read_actors(desk: Desk) -> tuple[Actor, ...]:
    """Return the actors, in the order written; `id: Name` is short for their name alone."""
    found: list[Actor] = []
    for entry in section(desk.top, "actors"):
        if isinstance(entry.value, Scalar):
            name = desk.top.shown(entry.name, entry.value, NAME, clean_line)
            found.append(Actor(actor_id(entry.name), name))
            if not name:
                desk.findings.add(
                    "S103",
                    entry.key.span,
                    f"actor {quoted(entry.name)} has no name",
                    label="its name is missing",
                    help=f"write it like this: {entry.name[:40]}: The Government",
                )
        elif fields := desk.fields(entry, "actor"):
            found.append(Actor(actor_id(entry.name), **fields.all(fields.forms)))
    return tuple(found)


def read_tests(desk: Desk) -> dict[str, Expr]:
    """Return the named tests that could be read."""
    found: dict[str, Expr] = {}
    for entry in section(desk.top, "tests"):
        if not isinstance(entry.value, Scalar) or entry.value.is_empty:
            desk.findings.add(
                "S105",
                entry.place,
                f'test "{entry.name}" is no rule',
                label="a rule was expected here",
                help=f"write it like this: {entry.name}: trust >= 3 and tension <= 8",
            )
            continue
        desk.rules.at[entry.name, "test"] = entry.value
        test = desk.rules.read(entry.value, read_test, desk.rules.scope)
        if test is not None:
            found[entry.name] = test
    return found


def read_track(desk: Desk, name: str, fields: Fields) -> Track:
    low, high = read_range(fields)
    owned = bool(fields.read("each"))
    starts = read_starts(desk, fields, low, high) if owned else {}
    start = 0 if owned else read_start(fields, low, high)
    besides = ("owner", "facilitator") if owned else ("facilitator",)
    return Track(
        id=TrackId(name),
        low=low,
        high=high,
        start=starts[desk.actors[0]] if starts else start,
        starts=starts,
        seen_by=desk.who(fields, "seen_by", besides=besides) if "seen_by" in fields else None,
        bands=read_bands(fields, low, high),
        **desk.read(name, fields, desk.rules.scope, besides=("range", "each", "seen_by")),
    )


def read_range(fields: Fields) -> tuple[int, int]:
    """Return the ends of the track, both inclusive; the widest when they cannot be read."""
    found = fields.match("range")
    if found is None:
        return -FAR, FAR
    low, high = int(found["low"]), int(found["high"])
    if -FAR <= low < high <= FAR:
        return low, high
    fields.findings.add(
        "S107",
        fields.span("range"),
        f'"range" of {fields.what} is {low} to {high}',
        label="from low to high" if low >= high else "out of bounds",
        help=f"write two numbers, the lower first, from {-FAR} to {FAR}",
    )
    return -FAR, FAR


def read_start(fields: Fields, low: int, high: int) -> int:
    if fields.value("start") is None:
        return low
    start = fields.whole("start", low, high)
    return low if start is None else start


def read_starts(desk: Desk, fields: Fields, low: int, high: int) -> dict[ActorId, int]:
    """Return the opening level of each actor, in deck order."""
    node = fields.value("start")
    if not isinstance(node, Group):
        start = 0 if node is None else read_start(fields, low, high)
        return dict.fromkeys(desk.actors, start)
    starts = {
        actor_id(actor): level
        for actor, level in levels(desk, node, f'"start" of {fields.what}', low, high).items()
    }
    for actor in desk.actors:
        if actor not in starts:
            desk.findings.add(
                "S103",
                fields.key("start"),
                f'"start" of {fields.what} says nothing of {actor}',
                label="an actor is missing",
                help=f'add "{actor}: NUMBER", or write one number for all',
            )
    return {actor: starts.get(actor, low) for actor in desk.actors}


def levels(desk: Desk, node: Group, what: str, low: int, high: int) -> dict[str, int]:
    """Return what *node* gives each actor that it names."""
    note_again(desk.findings, node)
    found: dict[str, int] = {}
    for entry in node.entries:
        known = desk.names.is_known(desk.findings, Word(entry.name, entry.key.span), "actor")
        level = number(desk.findings, entry.value, f"{what} for {entry.name}", low, high)
        if known:
            found[entry.name] = low if level is None else level
    return found


def number(findings: Findings, node: Node, what: str, low: int, high: int) -> int | None:
    """Return the whole number that *node* is, or None with the problem noted."""
    if isinstance(node, Scalar):
        return whole(findings, node, what, low, high)
    findings.add(
        "S105",
        node.span,
        f"{what} is no number",
        label="a number was expected here",
        help=f"write a number from {low} to {high}",
    )
    return None


def read_bands(fields: Fields, low: int, high: int) -> tuple[Band, ...]:
    """Return the bands of a track, from the lowest."""
    table = fields.table("bands")
    if table is None:
        return ()
    note_again(fields.findings, table)
    bands: list[Band] = []
    for entry in table.entries:
        value = entry.value
        found = PHRASES["band"].form.fullmatch(value.text) if isinstance(value, Scalar) else None
        if found is None:
            fields.findings.add(
                "S108",
                entry.place,
                f"band {quoted(entry.name)} of {fields.what} says no range",
                label="not understood",
                help=f"write it like this: {entry.name[:NAME]}: 8 to 10",
                fix=instead(value, PHRASES["band"].mended(value.text))
                if isinstance(value, Scalar)
                else (),
            )
            continue
        first, last = int(found["low"]), int(found["high"] or found["low"])
        if not low <= first <= last <= high:
            fields.findings.add(
                "S107",
                entry.place,
                f"band {quoted(entry.name)} of {fields.what} is {first} to {last}, and the "
                f"track goes from {low} to {high}",
                label="out of bounds",
                help="write two levels of the track, the lower first",
            )
            continue
        over = next((b for b in bands if b.low <= last and first <= b.high), None)
        if over:
            fields.findings.add(
                "M309",
                entry.place,
                f"band {quoted(entry.name)} of {fields.what} overlaps with {quoted(over.name)}",
                label=f"{quoted(over.name)} is {over.low} to {over.high}",
                help="give each level one band at most",
            )
        bands.append(Band(clean_line(entry.name, NAME), first, last))
    return tuple(sorted(bands, key=lambda band: band.low))


def read_card(desk: Desk, name: str, fields: Fields) -> Card:
    check_fields(fields)
    postures = read_postures(fields)
    scope = attrs.evolve(
        desk.rules.scope, has_player=True, has_target="targets" in fields or "offer" in fields
    )
    said = desk.read(name, fields, scope, postures, besides=("posture",))
    if said.get("once"):
        said |= {"copies": 1, "returns": "never"}
    offer = read_offer(desk, name, fields, postures)
    card = Card(id=CardId(name), postures=postures, offer=offer, **said)
    check_named(desk, fields, card)
    return card


def read_postures(fields: Fields) -> tuple[Posture, ...]:
    said = fields.choice("posture", fields.forms["posture"].words, also=("covert or open",))
    return tuple(posture for posture in POSTURES if posture in (said or "open").split())


def read_offer(
    desk: Desk, name: str, card: Fields, postures: tuple[Posture, ...]
) -> Proposal | None:
    table = card.table("offer")
    if table is None:
        return None
    fields = Fields(desk.findings, table, "offer", f"the offer of {card.what}", card.key("offer"))
    scope = attrs.evolve(desk.rules.scope, has_player=True, has_target=True)
    return Proposal(**desk.read(f"{name}.offer", fields, scope, postures))


def check_fields(fields: Fields) -> None:
    """Report fields that exclude each other, and fields that are of no use alone."""
    fields.exclude("stands", ["lasts"], 'keep "stands" for a piece that stays, or "lasts"')
    fields.exclude("once", ["copies", "returns"], "once: yes is one copy that never returns")
    fields.exclude("offer", ["targets"], 'an offer names its recipients in "to"')
    leaves = any(name in fields for name in LEAVES)
    add = 'add "stands: until recalled", "lasts: 3 turns" or "arrives: after 2 turns"'
    for name in ("each_turn", "exposed", "if_seen", "pays_if"):
        fields.need(name, leaves, f'has "{name}" and leaves no piece on the table', add)
    if said(fields, "returns") == "when recalled":
        fields.need("returns", leaves, "returns when recalled and leaves no piece", add)
    fields.need("arrival", "arrives" in fields, 'has "arrival" and never arrives', add)
    fields.need(
        "payoff", "pays_if" in fields, 'has a "payoff" and no "pays_if"', 'add "pays_if: RULE"'
    )
    fields.need(
        "pays_if", "payoff" in fields, 'has "pays_if" and no "payoff"', 'add "payoff: EFFECTS"'
    )
    covert = "covert" in said(fields, "posture")
    for name in ("seen_by", "exposed", "if_seen"):
        fields.need(
            name,
            covert,
            f'has "{name}" and is never played covertly',
            'add "posture: covert" or "posture: open or covert"',
        )
    if "failure" in fields and "chance" not in fields:
        fields.findings.warn(
            "M308",
            fields.key("failure"),
            f'{fields.what} has "failure" and no "chance", so it fails only when ruled to',
            label="almost never happens",
            help='add a "chance", such as "chance: 70%"',
        )
    check_picture(fields)


def said(fields: Fields, name: str) -> str:
    """Return the text of a field without a look at what it means; "" when there is none."""
    entry = fields.entries.get(name)
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""


def check_picture(fields: Fields) -> None:
    """Report a picture without words for those who cannot see it."""
    if "image" in fields and "alt" not in fields:
        fields.findings.warn(
            "S114",
            fields.key("image"),
            f'{fields.what} has an "image" and no "alt"',
            label="without words",
            help='add "alt:", a sentence for whoever cannot see the picture',
        )


def check_named(desk: Desk, fields: Fields, card: Card) -> None:
    """Report a card whose player would have nobody to name."""
    name = "offer" if card.offer else "targets"
    named = card.offer.to if card.offer else card.targets
    for player in card.by:
        if named and not card.recipients(player):
            desk.findings.add(
                "M303",
                fields.key(name),
                f"{fields.what} leaves {player} nobody to name but itself",
                label="nobody else is named here",
                help="name another actor, or any other actor",
            )


def read_inject(desk: Desk, name: str, fields: Fields) -> Inject:
    why = "an inject comes in one way"
    fields.exclude("turn", ["when", "chance", "repeats"], why)
    fields.exclude("by_facilitator", ["turn", "when", "chance", "pile"], why)
    fields.exclude("pile", ["turn", "when", "chance"], why)
    if not any(way in fields for way in ("turn", "when", "chance", "pile", "by_facilitator")):
        desk.findings.add(
            "S103",
            fields.place,
            f"{fields.what} never comes",
            label="nothing says when it comes",
            help='add "turn: 3", "when: RULE", "chance: 40%", "pile: NAME" or '
            '"by_facilitator: yes"',
        )
    check_picture(fields)
    said = desk.read(name, fields, desk.rules.scope)
    return Inject(id=InjectId(name), choices=read_choices(desk, fields), **said)


def read_choices(desk: Desk, inject: Fields) -> tuple[Choice, ...]:
    table = inject.table("choices")
    if table is None:
        return ()
    note_again(desk.findings, table)
    if not 2 <= len(table.entries) <= 9:
        desk.findings.add(
            "S112",
            inject.key("choices"),
            f"{inject.what} has {len(table.entries)} to choose from",
            label="two at least, nine at most",
            help="write two choices or more, or none at all",
        )
    found: list[Choice] = []
    for entry in table.entries[:9]:
        check_id(desk.findings, entry.name, entry.key.span, "choice")
        fields = desk.fields(entry, "choice")
        if fields is None:
            continue
        choice = Choice(entry.name, **desk.read("", fields, desk.rules.scope))
        same = next((c for c in found if c.effects == choice.effects), None)
        if same and not desk.findings.found:
            desk.findings.warn(
                "M307",
                entry.key.span,
                f'choice "{entry.name}" of {inject.what} does the same as "{same.id}"',
                label="makes no difference",
                help="give each choice effects of its own",
            )
        found.append(choice)
    return tuple(found)


def read_piles(desk: Desk, injects: tuple[Inject, ...]) -> tuple[Pile, ...]:
    """Return the piles, in the order written."""
    found: list[Pile] = []
    for name, fields in desk.sections("piles"):
        found.append(Pile(PileId(name), **fields.all(fields.forms)))
        if all(inject.pile != name for inject in injects):
            desk.findings.warn(
                "M306",
                fields.place,
                f'no inject lies in the pile "{name}"',
                label="draws nothing",
                help=f'write "pile: {name}" in the injects that belong to it',
            )
    return tuple(found)


def read_objective(desk: Desk, name: str, fields: Fields) -> Objective:
    """Return one objective. Bare names in it are its holder's."""
    scope = attrs.evolve(desk.rules.scope, has_player=True)
    return Objective(ObjectiveId(name), **desk.read(name, fields, scope))


def read_ending(desk: Desk, name: str, fields: Fields) -> Ending:
    return Ending(EndingId(name), **desk.read(name, fields, desk.rules.scope))
