"""Saves that somebody forged, every checksum repaired."""

from pathlib import Path
from typing import Any

import pytest

from tabletop.game.decision import Adjudicate
from tabletop.journal.codec import pack, to_map
from tabletop.journal.model import Frame, Journal
from tabletop.journal.reader import parse
from tabletop.language.ids import MoveId
from tests.journal.sessions import boundaries, extended, remade, saved

HERE = Path("here.seminar")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A short session; its file is `good.path`."""
    return saved(tmp_path_factory.mktemp("saves") / "good.seminar", 6)


@pytest.fixture(scope="module")
def data(good: Journal) -> bytes:
    return good.path.read_bytes()


def doubled(value: dict[str, Any]) -> bytes:
    """Return *value* packed with its number twice."""
    packed = pack(value)
    return bytes([packed[0] + 1]) + packed[1:] + pack({"number": 9})[1:]


def nested(value: dict[str, Any]) -> dict[str, Any]:
    """Return the adjudication of a move whose effects are a rule in a rule in a rule."""
    rule: Any = {"$": "Turn"}
    for _ in range(150):
        rule = {"$": "Not", "of": rule}
    effect = {"track": "trust", "of": "", "change": "+", "amount": rule, "condition": None}
    decision = to_map(Frame(1, 0, 0, Adjudicate(MoveId("1-us-1")), (), b"8 bytes."))["decision"]
    return {**value, "decision": {**decision, "effects": [effect]}}


def without(key: str) -> Any:
    return lambda value: {k: v for k, v in value.items() if k != key}


@pytest.mark.parametrize(
    "change, why",
    [
        (without("mark"), "no mark"),
        (lambda v: {**v, "cheat": 1}, "unknown 'cheat'"),
        (lambda v: {**v, "number": 9}, "frame 9 stands where frame 4 belongs"),
        (lambda v: {**v, "parent": 4}, "cannot follow"),
        (lambda v: {**v, "parent": -1}, "cannot follow"),
        (lambda v: {**v, "mark": b"short"}, "mark of 8 bytes"),
        (lambda v: {**v, "events": [{"$": "Won"}]}, "none of"),
        (doubled, "a key comes twice"),
        (nested, "nested deeper than 100"),
        (lambda v: b"\xc1", "not msgpack"),
        (lambda v: b"\x90", "expected a map"),
    ],
)
def test_a_frame_that_makes_no_sense_ends_the_good_prefix(
    data: bytes, good: Journal, change: Any, why: str
):
    """
    A save that somebody forged, digests and all, is read up to the forgery.
    """
    read = parse(HERE, remade(data, 5, change))

    assert read.damage
    assert why in read.damage.sentence
    assert good.frames[:3] == read.frames
    assert boundaries(data)[5] == read.damage.byte


def test_a_frame_that_somebody_else_packed_reads_the_same(data: bytes, good: Journal):
    """
    A number written longer than it need be is the same number.
    """

    def longer(value: dict[str, Any]) -> bytes:
        packed = pack(value)
        assert packed.count(b"\xa6number\x04") == 1
        return packed.replace(b"\xa6number\x04", b"\xa6number\xcd\0\x04")

    read = parse(HERE, remade(data, 5, longer))

    assert read.damage is None
    assert good.frames[:4] == read.frames


def test_an_unknown_type_of_record_is_damage(data: bytes, good: Journal):
    """
    A record that this format does not know is not passed over in silence.
    """
    read = parse(HERE, extended(data, 99, {}))

    assert read.damage
    assert "its type is 99" in read.damage.sentence
    assert good.frames == read.frames
