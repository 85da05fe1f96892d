"""A small deck for rules to speak of, and a world for them to be read in."""

from collections.abc import Mapping

import attrs

from tabletop.game.deck import Actor, Card, Deck, Track, scope_of
from tabletop.language.expr import Expr, Scene
from tabletop.language.ids import ActorId, CardId, LevelId, Posture, TrackId, Viewer
from tabletop.language.names import Scope
from tabletop.language.read import read_test


def actor(name: str) -> ActorId:
    return ActorId(Viewer(name))


JAPAN, US, CHINA = actor("japan"), actor("us"), actor("china")

TRUE = read_test("trust >= 3 and tension <= 8", Scope(shared=("trust", "tension")))
assert isinstance(TRUE.value, Expr)

DECK = Deck(
    "quiet",
    "Quiet",
    actors=(Actor(JAPAN, "Japan"), Actor(US, "United States"), Actor(CHINA, "China")),
    tracks=(
        Track(TrackId("tension"), "Regional tension", 0, 10, 3),
        Track(TrackId("trust"), "Alliance trust", 0, 10, 6),
        Track(TrackId("prize"), "Prize", 0, 10, 1),
        Track(TrackId("resolve"), "US resolve", 0, 10, 5, seen_by=("us",)),
        Track(TrackId("capital"), "Political capital", 0, 8, 4, {JAPAN: 4, US: 4, CHINA: 4}),
        Track(TrackId("oil"), "Oil", 0, 8, 4, {JAPAN: 4, US: 4}, seen_by=("owner",)),
    ),
    cards=(
        Card(CardId("battery"), "deploy", "Coastal Battery", (US,), postures=("open", "covert")),
        Card(CardId("base"), "deploy", "Base", (US,)),
    ),
    tests={"calm": TRUE.value},
)

PLAYED = attrs.evolve(
    scope_of(DECK),
    elsewhere={"rumour": "inject", "peace": "ending"},
    has_player=True,
    has_target=True,
    has_posture=True,
)
"""Where a card's effects stand: somebody plays it, at somebody, in some posture."""

UNPLAYED = attrs.evolve(PLAYED, has_player=False, has_target=False, has_posture=False)
"""Where injects, endings and tests stand."""


@attrs.frozen
class Stood:
    card: CardId
    posture: Posture = "open"
    is_here: bool = True


@attrs.frozen
class Table:
    turn: int
    levels: Mapping[LevelId, int]
    pieces: tuple[Stood, ...] = ()


SCENE = Scene(JAPAN, US, "open")


def table(turn: int = 2, *pieces: Stood, **levels: int) -> Table:
    """Return a table; a level of an actor's own is written `us__capital`."""
    given = {LevelId(name.replace("__", ".")): level for name, level in levels.items()}
    return Table(turn, given, pieces)
