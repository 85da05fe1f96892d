"""The words of the table: identifiers, phases, postures, methods, kinds."""

from typing import Final, Literal, NamedTuple, NewType, get_args

Viewer = NewType("Viewer", str)
"""An actor's id, `facilitator`, or `wall`."""
ActorId = NewType("ActorId", Viewer)
"""Every actor is a viewer, at its own seat."""
TrackId = NewType("TrackId", str)
LevelId = NewType("LevelId", str)
"""`trust` for a shared track, `us.capital` for one actor's own level."""
CardId = NewType("CardId", str)
InjectId = NewType("InjectId", str)
PileId = NewType("PileId", str)
ObjectiveId = NewType("ObjectiveId", str)
EndingId = NewType("EndingId", str)
MoveId = NewType("MoveId", str)
"""`TURN-ACTOR-NUMBER`; the piece and the offer that a move leaves share it."""

FACILITATOR: Final = Viewer("facilitator")
WALL: Final = Viewer("wall")
NOBODY: Final = ActorId(Viewer(""))

Phase = Literal["brief", "announce", "talk", "plan", "reveal", "answer", "adjudicate", "aftermath"]
PHASES: Final[tuple[Phase, ...]] = get_args(Phase)

Posture = Literal["open", "covert"]
POSTURES: Final[tuple[Posture, ...]] = get_args(Posture)

Method = Literal["odds", "2d6", "red-green", "umpire"]
METHODS: Final[tuple[Method, ...]] = get_args(Method)

KINDS: Final = (
    "deploy",
    "hedge",
    "negotiate",
    "signal",
    "invest",
    "exercise",
    "pressure",
    "reassure",
)

RESERVED: Final = frozenset(
    "and or not if min max turn open covert player target others everyone facilitator wall".split()
)
"""Words of the rule language, which no id may take."""


class MoveParts(NamedTuple):
    """
    What a move's id is made of.

    Attributes:
        turn: The turn it was made in; 0 in a rehearsal.
        number: Its own among the moves of its seat in that turn, from 1.
    """

    turn: int
    seat: ActorId
    number: int


def move_id(turn: int, seat: ActorId, number: int) -> MoveId:
    """Return the id of the move that is made of these parts."""
    return MoveId(f"{turn}-{seat}-{number}")


def move_parts(move: MoveId) -> MoveParts:
    """
    Return what *move* is made of.

    Raises:
        ValueError: If it is no move's id.
    """
    turn, seat, number = move.split("-")
    return MoveParts(int(turn), ActorId(Viewer(seat)), int(number))


class LevelParts(NamedTuple):
    """What a level's id is made of; *owner* is "" for a shared track's."""

    owner: ActorId
    track: TrackId


def level_parts(level: LevelId) -> LevelParts:
    """Return what *level* is made of."""
    owner, _, track = level.rpartition(".")
    return LevelParts(ActorId(Viewer(owner)), TrackId(track))


def level_id(track: str, actor: str = "") -> LevelId:
    """Return the id of *track*'s level, or of *actor*'s own level on it."""
    return LevelId(f"{actor}.{track}" if actor else track)
