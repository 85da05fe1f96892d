"""Good decks: those that ship, and as many more as are wanted, made up by rule."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import attrs

from tabletop.authoring.library import loaded
from tabletop.authoring.text.source import Source
from tabletop.game.deck import Deck

HOUSE = Path(__file__).parents[1]
PLACES = ("decks", "tabletop/authoring/templates")
KINDS = ("deploy", "negotiate", "signal", "invest", "exercise", "pressure", "reassure")
ACTORS = ("north", "south", "harbour", "island")
SHARED = ("tension", "faith", "order", "supply", "warmth")
OWNED = ("coin", "favour", "stamina")
WORDS = ("calm", "a long road", "two ships", "the mill", "rain", "a letter", "old friends")


@attrs.frozen
class Good:
    """A deck without a fault: its text, and what it says."""

    name: str
    text: str
    deck: Deck


def shipped() -> tuple[Good, ...]:
    """Return the decks and templates that come with the program."""
    found = []
    for place in PLACES:
        for path in sorted((HOUSE / place).glob("*.yaml")):
            found.append(good(path.stem, path.read_text(encoding="utf-8")))
    return tuple(deck for deck in found if deck is not None)


@cache
def made(number: int) -> Good:
    """Return the deck of this number, always the same: six to nine cards, and all that goes with
    them."""
    rng = Random(f"deck/{number}")
    while (found := good(f"made_{number}", text(rng))) is None:
        pass
    return found


def good(name: str, text: str) -> Good | None:
    """Return the deck that *text* is, or None if the check has anything to say of it."""
    read = loaded(Source(f"decks/{name}.yaml", text), HOUSE / "decks" / f"{name}.yaml")
    return Good(name, text, read.deck) if read.deck and not read.diagnostics else None


def text(rng: Random) -> str:
    """Return a deck that was made up."""
    actors = rng.sample(ACTORS, rng.randint(2, 3))
    shared = rng.sample(SHARED, rng.randint(2, 3))
    own = rng.choice(OWNED)
    lines = ["deck: made_up", f"title: {title(rng)}", "actors:"]
    lines += [f"  {actor}: {actor.title()}" for actor in actors]
    lines.append("tracks:")
    for track in shared:
        lines.append(f"  {track}:")
        lines += [f"    name: {track.title()}", "    range: 0 to 10"]
        lines.append(f"    start: {rng.randint(3, 6)}")
    lines += [f"  {own}:", f"    name: {own.title()}", "    range: 0 to 8"]
    lines += [f"    start: {rng.randint(2, 5)}", "    each: actor"]
    lines += [f"moves: up to {rng.randint(1, 2)}", f"turns: {rng.randint(3, 6)}", "each_turn:"]
    lines += [f"  - everyone.{own} +1", f"  - {shared[0]} +1 if {shared[1]} <= 2"]
    lines += ["cards:", *cards(rng, actors, shared, own)]
    lines += ["injects:", "  storm:", "    title: A Storm", "    turn: 2"]
    lines += [f"    text: {rng.choice(WORDS).capitalize()}.", f"    effects: {shared[0]} +1"]
    lines += ["  rumour:", "    title: A Rumour", f"    when: {shared[0]} >= 5", "    chance: 40%"]
    lines += [f"    effects: {shared[1]} -1", "objectives:"]
    for n, actor in enumerate(actors):
        track = shared[n % len(shared)]
        lines += [f"  aim_{n}:", f"    by: {actor}", f"    title: {title(rng)}"]
        lines += [f"    test: {track} >= {rng.randint(4, 6)}", f"    points: {rng.randint(1, 4)}"]
    lines += ["  purse:", "    by: any actor", "    title: A full purse", f"    points: {own}"]
    lines += ["endings:", "  collapse:", "    title: Collapse", f"    when: {shared[0]} >= 10"]
    return "\n".join(lines) + "\n"


def title(rng: Random) -> str:
    return f"{rng.choice(('The', 'A'))} {rng.choice(WORDS).title()}"


def cards(rng: Random, actors: list[str], shared: list[str], own: str) -> Iterator[str]:
    """Yield the cards: each track goes up and down, each actor has two of its own."""
    moves = [(track, sign) for track in shared for sign in ("+", "-")]
    for n in range(max(len(moves), 2 * len(actors)) + rng.randint(0, 3)):
        track, sign = moves[n % len(moves)]
        other = rng.choice(shared)
        player = actors[n % len(actors)]
        steps = rng.randint(1, 2)
        yield f"  card_{n}:"
        fields = [f"kind: {rng.choice(KINDS)}", f"title: {title(rng)}", f"by: {player}"]
        if rng.random() < 0.5:
            fields.append(f"text: {rng.choice(WORDS).capitalize()}, and what comes of it.")
        if rng.random() < 0.7:
            fields.append(f"cost: {own} {rng.randint(1, 2)}")
        if rng.random() < 0.4:
            fields.append(f"needs: {other} >= {rng.randint(1, 3)}")
        effect = f"{track} {sign}{steps}"
        match rng.randrange(5):
            case 0:
                fields += [f"chance: {rng.randint(4, 8)}0%", f"success: {effect}"]
                fields.append(f"failure: {other} -1")
            case 1:
                to = rng.choice([actor for actor in actors if actor != player])
                fields += ["offer:", f"  to: {to}", f"  give: {own} 1", f"  accepted: {effect}"]
                fields.append(f"  refused: {other} {'-' if sign == '+' else '+'}1")
            case 2:
                fields += [f"effects: {effect}", "lasts: 2 turns", f"each_turn: {track} {sign}1"]
            case 3:
                fields += ["posture: open or covert", f"effects: {effect} if {other} >= 2"]
            case _:
                fields += ["effects:", f"  - {effect}", f"  - {own} +1 if {other} <= 3"]
        yield from (f"    {field}" for field in fields)
