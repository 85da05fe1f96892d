"""Actors, tests, injects, piles, objectives and endings: fields in, values out."""

import attrs

from tabletop.authoring.deck.cards import TURNS, check_picture
from tabletop.authoring.deck.desk import Desk, actor_id, section
from tabletop.authoring.deck.fields import Fields
from tabletop.authoring.deck.names import check_id
from tabletop.authoring.deck.values import Word, note_again
from tabletop.authoring.text.findings import quoted
from tabletop.authoring.text.nodes import Scalar
from tabletop.game.clean import LINE, NAME, clean_line
from tabletop.game.deck import Actor, Choice, Ending, Inject, Objective, Pile
from tabletop.language.expr import Expr, Number
from tabletop.language.ids import EndingId, InjectId, ObjectiveId, PileId
from tabletop.language.read import read_chance, read_number, read_test


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
            found.append(
                Actor(
                    actor_id(entry.name),
                    fields.line("name", required=True),
                    fields.text("text"),
                    fields.text("brief"),
                )
            )
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


def read_injects(desk: Desk) -> tuple[Inject, ...]:
    """Return the injects, in the order written."""
    return tuple(read_inject(desk, name, fields) for name, fields in desk.sections("injects"))


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
    pile = fields.scalar("pile")
    known = pile and desk.names.is_known(desk.findings, Word(pile.text, pile.span), "pile")
    rules, scope = desk.rules, desk.rules.scope
    for field in ("turn", "when", "chance"):
        rules.remember(name, fields, field)
    return Inject(
        id=InjectId(name),
        title=fields.line("title", required=True),
        text=fields.text("text"),
        turn=fields.whole("turn", 1, TURNS, 0) or 0,
        when=rules.test(fields, "when"),
        chance=rules.one(fields, "chance", read_chance, scope),
        effects=rules.effects(fields, "effects", scope),
        heard_by=desk.by(fields, "for"),
        choices=read_choices(desk, fields),
        by_facilitator=fields.flag("by_facilitator"),
        pile=PileId(pile.text) if pile and known else None,
        repeats=fields.flag("repeats"),
        image=fields.line("image", most=LINE),
        alt=fields.line("alt", most=LINE),
    )


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
        effects = desk.rules.effects(fields, "effects", desk.rules.scope)
        same = next((c for c in found if c.effects == effects), None)
        if same and not desk.findings.found:
            desk.findings.warn(
                "M307",
                entry.key.span,
                f'choice "{entry.name}" of {inject.what} does the same as "{same.id}"',
                label="makes no difference",
                help="give each choice effects of its own",
            )
        found.append(Choice(entry.name, fields.line("title", required=True), effects))
    return tuple(found)


def read_piles(desk: Desk, injects: tuple[Inject, ...]) -> tuple[Pile, ...]:
    """Return the piles, in the order written."""
    found: list[Pile] = []
    for name, fields in desk.sections("piles"):
        draw = fields.whole("draw", 1, 100, 1) or 1
        found.append(Pile(PileId(name), draw))
        if all(inject.pile != name for inject in injects):
            desk.findings.warn(
                "M306",
                fields.place,
                f'no inject lies in the pile "{name}"',
                label="draws nothing",
                help=f'write "pile: {name}" in the injects that belong to it',
            )
    return tuple(found)


def read_objectives(desk: Desk) -> tuple[Objective, ...]:
    """Return the objectives, in the order written. Bare names in them are their holder's."""
    scope = attrs.evolve(desk.rules.scope, has_player=True)
    found: list[Objective] = []
    for name, fields in desk.sections("objectives"):
        desk.rules.remember(name, fields, "test")
        found.append(
            Objective(
                id=ObjectiveId(name),
                title=fields.line("title", required=True),
                by=desk.by(fields, "by", required=True),
                points=desk.rules.one(fields, "points", read_number, scope, True) or Number(0),
                test=desk.rules.one(fields, "test", read_test, scope),
                secret=fields.flag("secret"),
                text=fields.text("text"),
            )
        )
    return tuple(found)


def read_endings(desk: Desk) -> tuple[Ending, ...]:
    """Return what ends the session early, in the order written."""
    found: list[Ending] = []
    for name, fields in desk.sections("endings"):
        desk.rules.remember(name, fields, "when")
        found.append(
            Ending(
                id=EndingId(name),
                title=fields.line("title", required=True),
                when=desk.rules.test(fields, "when", required=True) or Number(0),
                text=fields.text("text"),
            )
        )
    return tuple(found)
