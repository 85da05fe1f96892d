"""Seed text read whole: a starting position, or every problem that keeps it from being one."""

from importlib.metadata import entry_points
from typing import Final

import attrs

from tabletop.authoring.deck.deck import DeckText, read_id, read_phases
from tabletop.authoring.deck.names import Namespace, actor_id
from tabletop.authoring.deck.values import (
    Fields,
    Findings,
    Word,
    instead,
    names_in,
    note_again,
    shape,
    whole,
)
from tabletop.authoring.text.findings import Diagnostic, has_errors, in_order, listed, quoted
from tabletop.authoring.text.nodes import Entry, Group, Scalar
from tabletop.authoring.text.silence import heard, remarks_in
from tabletop.authoring.text.source import Source
from tabletop.game.deck import Deck
from tabletop.game.seed import Seed, SeedSeat
from tabletop.language.ids import ActorId, CardId, InjectId, LevelId
from tabletop.language.problem import did_you_mean, plainly_meant

LARGEST_HAND: Final = 400


@attrs.frozen
class SeedText:
    """
    What came of reading a seed's text.

    Attributes:
        table: Its fields.
        found: All there is to say of it, what is silenced as well.
        seed: None exactly when one of the *diagnostics* is an error.
        diagnostics: By place; those of its deck are not among them.
    """

    source: Source
    table: Group
    found: tuple[Diagnostic, ...]
    seed: Seed | None
    diagnostics: tuple[Diagnostic, ...]


@attrs.frozen
class SeedDesk:
    """What the readers of a seed's parts share. *deck* and *names* are None if unreadable."""

    findings: Findings
    top: Fields
    deck: Deck | None
    names: Namespace | None

    def knows(self, entry: Entry, what: str) -> bool:
        """Return whether the key of *entry* is the id of a *what* of the deck, as far as known."""
        if self.names is None:
            return True
        return self.names.is_known(self.findings, Word(entry.name, entry.key.span), what)

    def entries(self, name: str) -> tuple[Entry, ...]:
        table = self.top.table(name)
        if table is None:
            return ()
        note_again(self.findings, table)
        return table.entries


def deck_named(table: Group) -> Word | None:
    """Return the deck that the fields of a seed name, if they do."""
    for entry in table.entries:
        if entry.name == "deck" and isinstance(entry.value, Scalar) and entry.value.text:
            return Word(entry.value.text, entry.value.span)
    return None


def read_seed(source: Source, table: Group, deck: DeckText | None) -> SeedText:
    """
    Return the seed that the fields of *table* say, with all their problems.

    Without a *deck* the names it uses are taken on trust.
    """
    findings = Findings(source)
    top = Fields(findings, table, "seed", "the seed")
    desk = SeedDesk(findings, top, deck.deck if deck else None, deck.names if deck else None)
    seed = Seed(
        id=read_id(top, "seed"),
        deck=read_id(top, "deck"),
        phases=read_phases(top) or None,
        start=read_start(desk),
        hands=read_hands(desk),
        seats=read_seats(desk),
        injects=read_schedule(desk),
        **top.all(("title", "text", "minutes", "turns", "method", "rehearsal")),
    )
    found = tuple(findings.found)
    diagnostics = in_order(heard(found, remarks_in(source, table)))
    return SeedText(source, table, found, None if has_errors(found) else seed, diagnostics)


def read_start(desk: SeedDesk) -> dict[LevelId, int]:
    """Return the opening levels that the seed sets."""
    found: dict[LevelId, int] = {}
    for entry in desk.entries("start"):
        if not isinstance(entry.value, Scalar) or entry.value.is_empty:
            desk.findings.add(
                "S105",
                entry.place,
                f"the opening level of {quoted(entry.name)} is {shape(entry.value)}",
                label="a number was expected here",
                help=f"write a number, such as {entry.name[:40]}: 3",
            )
            continue
        low, high = bounds(desk, entry)
        level = whole(
            desk.findings, entry.value, f"the opening level of {quoted(entry.name)}", low, high
        )
        if level is not None:
            found[LevelId(entry.name)] = level
    return found


def bounds(desk: SeedDesk, entry: Entry) -> tuple[int, int]:
    """Return the ends of the track whose level *entry* sets, and report an unknown one."""
    widest = (-1_000_000, 1_000_000)
    if desk.names is None or desk.deck is None:
        return widest
    if track := desk.deck.track_of_level.get(LevelId(entry.name)):
        return track.low, track.high
    owned = next((t for t in desk.deck.tracks if t.id == entry.name and not t.is_shared), None)
    if owned is not None:
        own = [f"{actor.id}.{owned.id}" for actor in desk.deck.actors]
        desk.findings.add(
            "N205",
            entry.key.span,
            f'every actor has a "{entry.name}" of its own',
            label="whose?",
            help=f"write {listed(own[:4])}",
        )
        return owned.low, owned.high
    levels = desk.deck.level_ids
    desk.findings.add(
        "N201",
        entry.key.span,
        f"nothing is called {quoted(entry.name)}",
        label="no level of the deck has this name",
        help=did_you_mean(entry.name, levels) or f"the deck has {listed(levels[:12], 'and')}",
        fix=instead(entry.key, plainly_meant(entry.name, levels)),
    )
    return widest


def read_hands(desk: SeedDesk) -> dict[ActorId, tuple[CardId, ...]]:
    """Return the opening hands that the seed deals."""
    found: dict[ActorId, tuple[CardId, ...]] = {}
    for entry in desk.entries("hands"):
        known = desk.knows(entry, "actor")
        if isinstance(entry.value, Scalar) and entry.value.is_empty:
            cards: tuple[Word, ...] = ()
        else:
            cards = names_in(desk.findings, entry.value, f"the hand of {quoted(entry.name)}")
        held: list[CardId] = []
        for word in cards[:LARGEST_HAND]:
            if known and may_hold(desk, entry.name, word, held):
                held.append(CardId(word.text))
        found[actor_id(entry.name)] = tuple(held)
    return found


def may_hold(desk: SeedDesk, actor: str, word: Word, held: list[CardId]) -> bool:
    """Return whether *actor* may be dealt one more card, and report it if not."""
    if desk.names is None:
        return True
    if not desk.names.is_known(desk.findings, word, "card"):
        return False
    if desk.deck is None:
        return True
    card = desk.deck.card_by_id[CardId(word.text)]
    if actor not in card.by:
        desk.findings.add(
            "M305",
            word.span,
            f'{actor} cannot hold "{card.id}"',
            label=f"a card of {listed(card.by, 'and')}",
            help=f'remove it, or name {actor} in the "by" of the card',
        )
        return False
    if held.count(card.id) >= card.copies:
        desk.findings.add(
            "M305",
            word.span,
            f'the hand of {actor} has more of "{card.id}" than there are copies',
            label=f"there {'is one copy' if card.copies == 1 else f'are {card.copies} copies'}",
            help='remove it, or raise "copies" of the card',
        )
        return False
    return True


def read_seats(desk: SeedDesk) -> dict[ActorId, SeedSeat]:
    """Return what the seed says of each seat."""
    found: dict[ActorId, SeedSeat] = {}
    for entry in desk.entries("seats"):
        desk.knows(entry, "actor")
        if not isinstance(entry.value, Group):
            desk.findings.add(
                "S105",
                entry.place,
                f"the seat of {quoted(entry.name)} is {shape(entry.value)}",
                label="fields were expected here",
                help='write "brief:" and "play:" below it, each on a line of its own',
            )
            continue
        what = f"the seat of {quoted(entry.name)}"
        fields = Fields(desk.findings, entry.value, "seat", what, entry.key.span)
        play = fields.match("play")
        if play and play["bot"]:
            check_bot(fields, play["bot"])
        found[actor_id(entry.name)] = SeedSeat(fields.text("brief"), play[0] if play else "")
    return found


def check_bot(fields: Fields, bot: str) -> None:
    """Report a bot that nobody has installed; whoever opens the seed may have it."""
    known = sorted(entry_points(group="tabletop.bots").names)
    if bot not in known:
        fields.findings.warn(
            "N208",
            fields.span("play"),
            f'no bot is called "{bot}" here',
            label="not installed",
            help=did_you_mean(bot, known) or f"there are {listed(known, 'and')}",
        )


def read_schedule(desk: SeedDesk) -> dict[InjectId, int]:
    """Return the turn that the seed gives each inject it names."""
    found: dict[InjectId, int] = {}
    for entry in desk.entries("injects"):
        desk.knows(entry, "inject")
        what = f"inject {quoted(entry.name)}"
        if not isinstance(entry.value, Group):
            desk.findings.add(
                "S105",
                entry.place,
                f"{what} is {shape(entry.value)}, and fields were expected",
                label="fields were expected here",
                help=f"write it like this: {entry.name[:40]}: {{turn: 3}}",
            )
            continue
        fields = Fields(desk.findings, entry.value, "scheduled inject", what, entry.key.span)
        turn = fields.read("turn")
        if turn is not None:
            found[InjectId(entry.name)] = turn
    return found
