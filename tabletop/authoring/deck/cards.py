"""Cards: fields in, printed possibilities out."""

import re
from typing import Final

import attrs

from tabletop.authoring.deck import values
from tabletop.authoring.deck.desk import Desk
from tabletop.authoring.deck.fields import Fields
from tabletop.authoring.deck.values import Word
from tabletop.authoring.text.forms import FORMS
from tabletop.authoring.text.nodes import Scalar
from tabletop.game.clean import LINE
from tabletop.game.deck import Card, Proposal, Returns
from tabletop.language.ids import POSTURES, CardId, Posture
from tabletop.language.read import read_chance, read_test

COPIES: Final = 20
TURNS: Final = 4095

LASTS: Final = re.compile(r"(?P<n>[0-9]{1,6}) turns?")
AFTER: Final = re.compile(r"after (?P<n>[0-9]{1,6}) turns?")
RETURNS: Final[tuple[Returns, ...]] = ("next turn", "when recalled", "never")
LEAVES: Final = ("stands", "lasts", "arrives")


def read_cards(desk: Desk, kinds: tuple[str, ...]) -> tuple[Card, ...]:
    """Return the cards of the deck, in the order written."""
    return tuple(read_card(desk, name, fields, kinds) for name, fields in desk.sections("cards"))


def read_card(desk: Desk, name: str, fields: Fields, kinds: tuple[str, ...]) -> Card:
    check_fields(fields)
    rules = desk.rules
    postures = read_postures(fields)
    once = fields.flag("once")
    scope = attrs.evolve(
        rules.scope, has_player=True, has_target="targets" in fields or "offer" in fields
    )
    moving = attrs.evolve(scope, has_posture=True)
    card = Card(
        id=CardId(name),
        kind=fields.choice("kind", kinds, "", required=True),
        title=fields.line("title", required=True),
        by=desk.by(fields, "by", required=True),
        text=fields.text("text"),
        copies=1 if once else fields.whole("copies", 1, COPIES, 1) or 1,
        once=once,
        postures=postures,
        seen_by=desk.by(fields, "seen_by"),
        targets=desk.by(fields, "targets"),
        unlocked_by=read_unlocked_by(desk, name, fields),
        cost=rules.prices(fields, "cost", scope),
        needs=rules.one(fields, "needs", read_test, scope),
        effects=rules.effects(fields, "effects", moving, postures),
        chance=rules.one(fields, "chance", read_chance, moving),
        success=rules.effects(fields, "success", moving, postures),
        failure=rules.effects(fields, "failure", moving, postures),
        stands=bool(fields.choice("stands", ("until recalled",), "")),
        lasts=turns(fields, "lasts", LASTS, "3 turns", values.TURNS),
        arrives=turns(fields, "arrives", AFTER, "after 2 turns", values.AFTER),
        arrival=rules.effects(fields, "arrival", moving, postures),
        each_turn=rules.effects(fields, "each_turn", moving, postures),
        offer=read_offer(desk, name, fields, postures),
        pays_if=rules.one(fields, "pays_if", read_test, scope),
        payoff=rules.effects(fields, "payoff", moving, postures),
        exposed=rules.one(fields, "exposed", read_chance, scope),
        if_seen=rules.effects(fields, "if_seen", moving, postures),
        returns="never" if once else fields.choice("returns", RETURNS, "next turn"),
        discuss=fields.line("discuss", most=LINE),
        source=fields.line("source", most=LINE),
        image=fields.line("image", most=LINE),
        alt=fields.line("alt", most=LINE),
    )
    check_named(desk, fields, card)
    for field in ("needs", "chance", "cost", "pays_if", "exposed", "arrives"):
        desk.rules.remember(name, fields, field)
    return card


def read_postures(fields: Fields) -> tuple[Posture, ...]:
    said = fields.choice("posture", (*POSTURES, "open or covert", "covert or open"), "open")
    return tuple(posture for posture in POSTURES if posture in said.split())


def read_unlocked_by(desk: Desk, name: str, fields: Fields) -> CardId | None:
    node = fields.scalar("unlocked_by")
    if node is None:
        return None
    desk.rules.at[name, "unlocked_by"] = node
    known = desk.names.is_known(desk.findings, Word(node.text, node.span), "card")
    return CardId(node.text) if known else None


def turns(
    fields: Fields, name: str, form: "re.Pattern[str]", example: str, slip: values.Slip
) -> int:
    """Return the number of turns in the field, from 1 to `TURNS`; 0 when it is not there."""
    found = fields.match(name, form, example, slip)
    if found is None:
        return 0
    number = int(found["n"])
    if 1 <= number <= TURNS:
        return number
    fields.findings.add(
        "S107",
        fields.span(name),
        f'"{name}" of {fields.what} is {number} turns, which is not from 1 to {TURNS}',
        label="out of bounds",
        help=f"write it like this: {name}: {example}",
    )
    return 0


def read_offer(
    desk: Desk, name: str, card: Fields, postures: tuple[Posture, ...]
) -> Proposal | None:
    table = card.table("offer")
    if table is None:
        return None
    what = f"the offer of {card.what}"
    fields = Fields(desk.findings, table, what, FORMS["offer"], card.key("offer"))
    scope = attrs.evolve(desk.rules.scope, has_player=True, has_target=True)
    moving = attrs.evolve(scope, has_posture=True)
    rules = desk.rules
    for field in ("give", "ask", "needs", "refused"):
        rules.remember(f"{name}.offer", fields, field)
    return Proposal(
        to=desk.by(fields, "to", required=True),
        give=rules.prices(fields, "give", scope),
        ask=rules.prices(fields, "ask", scope),
        needs=rules.one(fields, "needs", read_test, scope),
        accepted=rules.effects(fields, "accepted", moving, postures),
        refused=rules.effects(fields, "refused", moving, postures),
        lapses=turns(fields, "lapses", AFTER, "after 1 turn", values.AFTER),
    )


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
