"""Forged decks in saves: refused, and never played."""

from pathlib import Path
from typing import Any

import attrs
import pytest

from tabletop.authoring.deck.deck import read_deck
from tabletop.authoring.text.nodes import Group, tree
from tabletop.authoring.text.read import read
from tabletop.authoring.text.source import Source
from tabletop.game.deck import Actor, Allowance, Deck, Inject, Objective, Pile, Terms
from tabletop.journal.codec import Unfit, to_map
from tabletop.journal.model import SaveError
from tabletop.journal.reader import load, values_digest
from tabletop.journal.soundness import keep_sound
from tabletop.journal.writer import Writer
from tabletop.language.expr import LIMIT, Binary, Effect, Level, Named, Number, Price, Standing
from tests.journal.sessions import DECK, PRINTED, head, remade, saved

TRUST, CAPITAL = DECK.tracks
BASE = DECK.cards[0]
DECKS = sorted((Path(__file__).parents[2] / "decks").glob("*.yaml"))


def of(**changes: Any) -> Deck:
    return attrs.evolve(DECK, **changes)


def base(**changes: Any) -> Deck:
    """Return the small deck with its first card changed."""
    return of(cards=(attrs.evolve(BASE, **changes), *DECK.cards[1:]))


def track(**changes: Any) -> Deck:
    """Return the small deck with its first track changed."""
    return of(tracks=(attrs.evolve(TRUST, **changes), CAPITAL))


def bomb(size: int) -> dict[str, Any]:
    """Return tests of which each is twice the one before."""
    tests: dict[str, Any] = {"t0": Number(1)}
    for n in range(1, size):
        tests[f"t{n}"] = Binary("+", Named(f"t{n - 1}"), Named(f"t{n - 1}"))
    return tests


FORGED = {
    "no actors": (of(actors=()), "not 1 to 15 actors"),
    "many actors": (of(actors=tuple(Actor(f"a{n}", "A") for n in range(16))), "not 1 to 15 actors"),
    "no turns": (of(terms=Terms(turns=0)), "turns"),
    "endless turns": (of(terms=Terms(turns=10**9)), "turns"),
    "no plan": (of(terms=Terms(phases=("brief",))), "phases"),
    "phases astray": (of(terms=Terms(phases=("reveal", "plan"))), "phases"),
    "moves": (of(moves=Allowance(3, 2)), "moves"),
    "endless copies": (base(copies=10**12), "base is out of bounds"),
    "a thousand levels": (
        of(tracks=(*DECK.tracks, *(attrs.evolve(TRUST, id=f"t{n}") for n in range(1000)))),
        "more than 1000 levels",
    ),
    "a cellar of cards": (
        of(cards=tuple(attrs.evolve(BASE, id=f"c{n}", copies=1000) for n in range(3))),
        "more than 5000 cards",
    ),
    "endless stay": (base(lasts=10**12), "base is out of bounds"),
    "past": (base(arrives=-1), "base is out of bounds"),
    "flat track": (track(low=5, high=5), "trust is out of bounds"),
    "start outside": (track(start=11), "trust is out of bounds"),
    "wide track": (track(high=LIMIT + 1), "trust is out of bounds"),
    "whose track": (track(starts={"mars": 5}), "every actor's"),
    "seen by": (track(seen_by=("mars",)), '"mars"'),
    "same id": (of(actors=(Actor("trust", "T"), *DECK.actors)), "share an id"),
    "no id": (of(piles=(Pile("a b"),)), "is no id"),
    "word as id": (of(piles=(Pile("player"),)), "is no id"),
    "endless pile": (of(piles=(Pile("news", 10**9),)), "pile"),
    "no pile": (of(injects=(Inject("news", "News", pile="none"),)), 'no pile is called "none"'),
    "late inject": (of(injects=(Inject("news", "News", turn=10**9),)), "news is out of bounds"),
    "by nobody": (base(by=("mars",)), 'no actor is called "mars"'),
    "at nobody": (base(targets=("mars",)), 'no actor is called "mars"'),
    "unlocked": (base(unlocked_by="none"), 'no card is called "none"'),
    "hands": (of(hands={"us": ("none",)}), 'no card is called "none"'),
    "hands of": (of(hands={"mars": ()}), 'no actor is called "mars"'),
    "objective": (of(objectives=(Objective("win", "Win", ("mars",), Number(1)),)), '"mars"'),
    "rule": (base(needs=Level("none")), 'no track is called "none"'),
    "rule of": (base(needs=Level("capital", "mars")), 'nobody is called "mars"'),
    "rule shared": (base(needs=Level("trust", "us")), "one level"),
    "rule owned": (base(needs=Level("capital")), "one level"),
    "rule card": (base(needs=Standing("none")), 'no card is called "none"'),
    "rule test": (base(needs=Named("none")), 'no test is called "none"'),
    "effect": (base(effects=(Effect("none", "", "+", Number(1)),)), "no track"),
    "effect owned": (base(effects=(Effect("trust", "others", "+", Number(1)),)), "one level"),
    "cost": (base(cost=(Price("none", Number(1)),)), "no track"),
    "cost shared": (base(cost=(Price("trust", Number(1)),)), "one level"),
    "circle": (of(tests={"a": Named("b"), "b": Named("a")}), "circle"),
    "itself": (of(tests={"a": Named("a")}), "circle"),
    "bomb": (of(tests=bomb(64)), "too long"),
}


@pytest.mark.parametrize("deck, why", FORGED.values(), ids=FORGED)
def test_a_deck_that_cannot_be_played_is_refused(tmp_path: Path, deck: Deck, why: str):
    """
    A forged save, digests and all, is refused before the rules see its deck; and no session of
    such a deck is begun.
    """
    path = saved(tmp_path / "a.seminar", 2).path
    plain = to_map(deck)

    def forge(value: dict[str, Any]) -> dict[str, Any]:
        return {**value, "deck": plain, "deck_digest": values_digest(plain)}

    path.write_bytes(remade(path.read_bytes(), 1, forge))

    with pytest.raises(SaveError, match=why) as refusal:
        load(path)
    assert 4 == refusal.value.exit_status
    with pytest.raises(SaveError, match=why):
        Writer.create(tmp_path / "b.seminar", head(), attrs.evolve(PRINTED, deck=deck))


@pytest.mark.timeout(20)
def test_a_rule_that_doubles_itself_costs_no_time():
    """
    A deck that would keep the rules busy for ever is found out in a moment.
    """
    with pytest.raises(Unfit):
        keep_sound(of(tests=bomb(200)))


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_the_decks_that_ship_are_sound(path: Path):
    """
    What authors may write may be saved.
    """
    source = read(path)
    assert isinstance(source, Source)
    table = tree(source)
    assert isinstance(table, Group)
    deck = read_deck(source, table).deck
    assert deck

    keep_sound(deck)
