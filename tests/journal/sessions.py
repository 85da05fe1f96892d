"""A small deck, sessions of it on disk, and any value of a type."""

import struct
import types
import zlib
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, NewType, Union, get_args, get_origin

import attrs
from hypothesis import strategies as st

from tabletop.game import decision, event
from tabletop.game import deck as decks
from tabletop.game.apply import fold
from tabletop.game.asks import asks
from tabletop.game.clean import clean
from tabletop.game.decide import RULES, decide
from tabletop.game.decision import Adjudicate, Decision, Move, Proceed, Report, Seal
from tabletop.game.deck import Actor, Card, Deck, Terms, Track
from tabletop.game.dice import Dice
from tabletop.game.legal import objection
from tabletop.game.mark import mark
from tabletop.game.seed import Seed
from tabletop.game.state import State, opening
from tabletop.journal.codec import pack, unpack
from tabletop.journal.model import Close, Frame, Head, Journal, Printed, Source
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer, new_head
from tabletop.language import expr
from tabletop.language.expr import Binary, Effect, Level, Number, Price
from tabletop.language.ids import FACILITATOR, ActorId, CardId, TrackId

ENTROPY = 7
US, CHINA = ActorId("us"), ActorId("china")
TRUST, CAPITAL = TrackId("trust"), TrackId("capital")

DECK = Deck(
    id="small",
    title="A small deck",
    actors=(Actor(US, "United States"), Actor(CHINA, "China")),
    tracks=(
        Track(TRUST, "Trust", 0, 10, 5),
        Track(CAPITAL, "Capital", 0, 8, 4, {US: 4, CHINA: 4}),
    ),
    cards=(
        Card(
            CardId("base"),
            "deploy",
            "A base",
            (US, CHINA),
            chance=Number(50, True),
            success=(Effect(TRUST, "", "+", Number(1)),),
            failure=(Effect(TRUST, "", "-", Number(1)),),
            cost=(Price(CAPITAL, Number(1)),),
            stands=True,
        ),
        Card(
            CardId("plan_b"),
            "hedge",
            "Plan B",
            (US, CHINA),
            postures=("covert",),
            lasts=2,
            exposed=Number(25, True),
            pays_if=Binary("<=", Level(TRUST), Number(3)),
            payoff=(Effect(CAPITAL, "player", "+", Number(2)),),
        ),
    ),
    each_turn=(Effect(CAPITAL, "everyone", "+", Number(1)),),
    terms=Terms(turns=3),
)
PRINTED = Printed(
    DECK,
    Seed("calm", "A calm morning", "small"),
    (
        Source.of("deck", "small.yaml", "deck: small\n"),
        Source.of("seed", "calm.yaml", "seed: calm\n"),
    ),
)


def head(**changes: Any) -> Head:
    """Return the HEAD of a session of the small deck."""
    made = new_head(
        "A small session",
        {"us": "human", "china": "bot:random"},
        entropy=ENTROPY,
        rules=RULES,
        created_ms=1,
    )
    return attrs.evolve(made, **changes)


class Play:
    """Plays the small deck by itself, a frame at a time, on any line."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.states: list[State] = [opening(DECK)]

    def frame(
        self, decided: Decision | None = None, parent: int | None = None, **more: Any
    ) -> Frame:
        """Return the next frame, of *decided* or of what comes naturally."""
        after = len(self.frames) if parent is None else parent
        before, number = self.states[after], len(self.frames) + 1
        wanted = decided or natural(before)
        events = decide(DECK, before, wanted, Dice(ENTROPY, more.get("salt") or ""))
        assert isinstance(events, tuple), events
        state = fold(before, events)
        made = Frame(number, after, 10 * number, wanted, events, mark(DECK, state), **more)
        self.frames.append(made)
        self.states.append(state)
        return made


def natural(state: State) -> Decision:
    """Return what would be decided next if nobody thought about it."""
    ask = asks(DECK, state)[0]
    if ask.what == "adjudicate":
        return Adjudicate(ask.subject)
    if ask.what != "seal":
        return Proceed()
    seat = ActorId(ask.seat)
    moves = (Move(card, DECK.card_by_id[card].postures[0]) for card in state.hands[seat])
    legal = sorted(
        (move for move in moves if objection(DECK, state, seat, move) is None),
        key=lambda move: move.card,
    )
    return Seal(seat, tuple(legal[:1] if state.turn % 2 else legal[-1:]))


def saved(path: Path, frames: int = 100, *, close: bool = True) -> Journal:
    """Save a session of at most *frames* frames at *path*, and put it away if it is over."""
    play = Play()
    with Writer.create(path, head(), PRINTED) as writer:
        while len(play.frames) < frames and not play.states[-1].is_over:
            writer.append(play.frame())
        if play.states[-1].is_over and close:
            writer.append(Close(999))
    return load(path)


REPORT = Report(FACILITATOR, "they talked")
MAGIC = b"\x89TTS\r\n\x1a\n"
SYNC = b"\xf7\xa5\x5a\xf8"


def record(seq: int, kind: int, value: Any, previous: bytes, version: int = 1) -> bytes:
    """Return a record as the layout describes it, made without the program's own framing."""
    payload = value if isinstance(value, bytes) else pack(value)
    fields = struct.pack("<4sIIHH", SYNC, seq, len(payload), kind, version)
    header = fields + struct.pack("<I", zlib.crc32(fields))
    return header + payload + blake2b(previous + header + payload, digest_size=16).digest()


def boundaries(data: bytes) -> list[int]:
    """Return where each record of a good save ends, and first where the magic ends."""
    ends = [len(MAGIC)]
    while ends[-1] < len(data):
        ends.append(ends[-1] + 36 + struct.unpack_from("<I", data, ends[-1] + 8)[0])
    return ends


def extended(data: bytes, kind: int, value: Any, version: int = 1) -> bytes:
    """Return the good save *data* with one more record, soundly chained to it."""
    return data + record(len(boundaries(data)) - 1, kind, value, data[-16:], version)


def remade(data: bytes, wanted: int, change: Any, version: int = 1) -> bytes:
    """Return *data* up to record *wanted*, with that one's map changed, soundly chained."""
    ends = boundaries(data)
    kind = struct.unpack_from("<H", data, ends[wanted] + 12)[0]
    value = unpack(data[ends[wanted] + 20 : ends[wanted + 1] - 16])
    before = data[: ends[wanted]]
    previous = before[-16:] if wanted else blake2b(MAGIC, digest_size=16).digest()
    return before + record(wanted, kind, change(value), previous, version)


WHOLE = st.integers(-(2**63), 2**63 - 1)
TEXT = st.text(max_size=12).map(clean)


@cache
def anything(shape: Any) -> st.SearchStrategy[Any]:
    """Return any value of *shape*, a type of the game."""
    if isinstance(shape, NewType):
        return anything(shape.__supertype__)
    if shape is str:
        return TEXT
    if shape is int:
        return WHOLE
    if shape is bool:
        return st.booleans()
    if shape is bytes:
        return st.binary(min_size=8, max_size=8)
    if shape is type(None):
        return st.none()
    origin, of = get_origin(shape), get_args(shape)
    if origin is Literal:
        return st.sampled_from(of)
    if origin in (Union, types.UnionType):
        return st.deferred(lambda: st.one_of([anything(member) for member in of]))
    if origin is tuple:
        return st.lists(st.deferred(lambda: anything(of[0])), max_size=2).map(tuple)
    if origin is Mapping:
        return st.dictionaries(anything(of[0]), st.deferred(lambda: anything(of[1])), max_size=2)
    for module in (expr, decks, decision, event):
        if shape.__module__ == module.__name__:
            attrs.resolve_types(shape, vars(expr))
    return st.deferred(
        lambda: st.builds(shape, **{f.name: anything(f.type) for f in attrs.fields(shape)})
    )
