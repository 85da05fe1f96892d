"""Where a deck goes by itself: tracks that go one way, what comes too late, what feeds itself."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final

from tabletop.authoring.check.effects import LATEST, RuleTable, Sweep, all_effects, prices_of
from tabletop.authoring.deck.names import Desk
from tabletop.game.deck import Deck, Inject
from tabletop.language.check import names_read
from tabletop.language.expr import Effect, Scene, clamp, evaluate, who
from tabletop.language.ids import LevelId, TrackId, level_id


def check_drift(desk: Desk, deck: Deck, sweep: Sweep) -> None:
    """Warn of tracks that nobody can turn, and of what comes after the last turn."""
    if deck.objectives:
        check_one_way(desk, deck, sweep)
    if sweep.bounding.latest != LATEST:
        check_late(desk, deck)


def check_one_way(desk: Desk, deck: Deck, sweep: Sweep) -> None:
    """
    Warn of a track that is only ever raised, or only ever lowered, though something waits for it.

    What nothing waits for may be a score or a skill, which rise as they should; a track that is
    paid with is a purse, which may well only empty.
    """
    ways: dict[TrackId, set[str]] = {track.id: set() for track in deck.tracks}
    for effect in all_effects(deck):
        low, high = sweep.of(effect.amount)
        if effect.change == "=" or low < 0 < high:
            ways[effect.track].update(("rises", "falls"))
        elif low or high:
            up = (high > 0) == (effect.change == "+")
            ways[effect.track].add("rises" if up else "falls")
    spent = {price.track for card in deck.cards for price in prices_of(card)}
    waited_for = awaited(deck)
    for track in deck.tracks:
        if len(ways[track.id]) == 1 and track.id not in spent and track.id in waited_for:
            (way,) = ways[track.id]
            other = "lowers" if way == "rises" else "raises"
            desk.findings.warn(
                "M332",
                desk.names.by_id[track.id].span,
                f'the track "{track.id}" only ever {way}: nothing {other} it',
                label=f"{way} to its end and stays there",
                help=f"let a card or an inject turn it, such as "
                f'"{track.id} {"-1" if way == "rises" else "+1"}"',
            )


def awaited(deck: Deck) -> set[TrackId]:
    """Return the tracks by which endings, injects and hedges come."""
    rules = [ending.when for ending in deck.endings]
    rules += [inject.when for inject in deck.injects if inject.when is not None]
    rules += [card.pays_if for card in deck.cards if card.pays_if is not None]
    return {level.track for rule in rules for level in names_read(rule, deck.tests).levels}


def check_late(desk: Desk, deck: Deck) -> None:
    """Warn of what comes after the last turn that the deck asks for."""
    turns = deck.terms.turns
    late: list[tuple[str, str, str]] = [
        (inject.id, "turn", f'inject "{inject.id}" comes in turn {inject.turn}')
        for inject in deck.injects
        if inject.turn > turns
    ]
    late += [
        (card.id, "arrives", f'what card "{card.id}" leaves arrives after {card.arrives} turns')
        for card in deck.cards
        if card.arrives >= turns
    ]
    for id, field, told in late:
        desk.findings.warn(
            "M334",
            desk.whole(desk.rules.at[id, field]),
            f"{told}, and the deck is played for {turns}",
            label="never comes",
            help="let it come sooner, or ask for more turns",
        )


MOST: Final = 4_096
"""Tables on which injects are followed."""


def check_loops(desk: Desk, deck: Deck) -> None:
    """Warn of injects that may repeat and whose effects keep bringing them back."""
    repeating = [
        inject
        for inject in deck.injects
        if inject.repeats and inject.when is not None and inject.chance is None
    ]
    feeds: dict[str, tuple[str, ...]] = {
        inject.id: fed_by(deck, inject, repeating) for inject in repeating
    }
    for inject in repeating:
        circle = circle_of(inject.id, feeds)
        if not circle:
            continue
        members = [each for each in repeating if each.id in circle]
        if not never_ends(deck, inject, members):
            continue
        others = [id for id in circle if id != inject.id]
        told = f" with {', '.join(others)}" if others else ""
        desk.findings.warn(
            "M333",
            desk.whole(desk.rules.at[inject.id, "when"]),
            f'inject "{inject.id}" feeds itself{told}: once it has come it comes in every turn',
            label="what it does keeps this true",
            help='leave out "repeats: yes", give it a chance, or let it undo what brings it',
        )


def fed_by(deck: Deck, inject: Inject, others: Iterable[Inject]) -> tuple[str, ...]:
    """Return those of *others* whose `when` reads what *inject* moves."""
    moved = {effect.track for effect in inject.effects}
    return tuple(
        other.id
        for other in others
        if other.when is not None
        and any(level.track in moved for level in names_read(other.when, deck.tests).levels)
    )


def circle_of(first: str, feeds: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what lies on a way from *first* back to it, *first* included; empty without one."""

    def reached(start: str) -> dict[str, None]:
        found: dict[str, None] = {}
        waiting = list(feeds[start])
        while waiting:
            each = waiting.pop(0)
            if each not in found:
                found[each] = None
                waiting += feeds[each]
        return found

    ahead = reached(first)
    return tuple(id for id in feeds if id in ahead and first in reached(id))


def never_ends(deck: Deck, first: Inject, members: list[Inject]) -> bool:
    """
    Return whether *members*, left alone, come for ever after *first* has, on every table.

    Injects that read pieces or the turn, or too many levels, are not followed.
    """
    read = [names_read(m.when, deck.tests) for m in members if m.when is not None]
    amounts = [rule for m in members for e in m.effects for rule in (e.amount, e.condition)]
    read += [names_read(rule, deck.tests) for rule in amounts if rule is not None]
    if any(reads.pieces for reads in read):
        return False
    levels = {level_id(level.track, level.of) for reads in read for level in reads.levels}
    moved = {level for m in members for e in m.effects for level in levels_of(deck, e)}
    ids = [id for id in deck.level_ids if id in levels | moved]
    tracks = [deck.track_of_level[id] for id in ids]
    size = 1
    for track in tracks:
        size *= track.high - track.low + 1
    if size > MOST:
        return False
    ends: dict[tuple[int, ...], bool] = {}
    began = False
    for stand in product(*(range(track.low, track.high + 1) for track in tracks)):
        table = RuleTable(1, dict(zip(ids, stand, strict=True)))
        if first.when is not None and evaluate(first.when, deck.tests, table, Scene()):
            began = True
            if dies_out(deck, members, table, ends):
                return False
    return began


def dies_out(
    deck: Deck, members: list[Inject], table: RuleTable, ends: dict[tuple[int, ...], bool]
) -> bool:
    """Return whether a turn comes, from *table* on, in which none of *members* is due."""
    way: list[tuple[int, ...]] = []
    while (stand := tuple(table.levels.values())) not in ends:
        ends[stand] = False
        way.append(stand)
        due = [
            member
            for member in members
            if member.when is not None and evaluate(member.when, deck.tests, table, Scene())
        ]
        if not due:
            ends[stand] = True
            break
        table = after(deck, due, table)
    for each in way:
        ends[each] = ends[stand]
    return ends[stand]


def after(deck: Deck, due: list[Inject], table: RuleTable) -> RuleTable:
    """Return *table* after the effects of *due*."""
    levels = dict(table.levels)
    for inject in due:
        for effect in inject.effects:
            now = RuleTable(table.turn, levels)
            if effect.condition and not evaluate(effect.condition, deck.tests, now, Scene()):
                continue
            amount = evaluate(effect.amount, deck.tests, now, Scene())
            levels = dict(levels)
            for id in levels_of(deck, effect):
                track = deck.track_of_level[id]
                was = levels[id]
                to = {"+": was + amount, "-": was - amount, "=": amount}[effect.change]
                levels[id] = clamp(to, track.low, track.high)
    return RuleTable(table.turn, levels)


def levels_of(deck: Deck, effect: Effect) -> list[LevelId]:
    """Return the levels that *effect* of an inject moves."""
    if effect.of == "everyone":
        return [level_id(effect.track, actor.id) for actor in deck.actors]
    return [level_id(effect.track, who(effect.of, Scene()))]
