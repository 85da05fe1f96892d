"""Values into plain maps and back, and nothing else back."""

from typing import Any, get_args

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tabletop.game.decision import Correct, Decision, FreeMove, Move, Proceed, Report, Seal
from tabletop.game.event import Event
from tabletop.game.seed import Seed
from tabletop.journal.codec import Unfit, from_map, pack, to_map, unpack
from tabletop.journal.model import Frame, Head, Printed, Source
from tabletop.language.expr import Not, Turn
from tabletop.language.ids import FACILITATOR
from tests.journal.sessions import DECK, PRINTED, US, anything, head

MARK = b"8 bytes."
PROCEED = Proceed()


def frame_of(decision: Any = PROCEED, events: tuple[Any, ...] = ()) -> Frame:
    return Frame(1, 0, 0, decision, events, MARK)


@pytest.mark.parametrize("kind", get_args(Decision), ids=lambda kind: kind.__name__)
@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_every_decision_reads_as_it_was_written(kind: type, data: st.DataObject):
    """
    Whatever a seat asks for comes back from the disk as it was.
    """
    frame = frame_of(data.draw(anything(kind)))

    assert frame == from_map(unpack(pack(to_map(frame))), Frame)


@pytest.mark.parametrize("kind", get_args(Event), ids=lambda kind: kind.__name__)
@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_every_event_reads_as_it_was_written(kind: type, data: st.DataObject):
    """
    Whatever befell comes back from the disk as it was.
    """
    frame = frame_of(events=(data.draw(anything(kind)),))

    assert frame == from_map(unpack(pack(to_map(frame))), Frame)


def test_the_deck_and_the_seed_read_as_they_were_written():
    """
    A save replays for ever, whatever happens to the files it was begun from.
    """
    assert PRINTED == from_map(unpack(pack(to_map(PRINTED))), Printed)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(seed=anything(Seed))
def test_any_seed_reads_as_it_was_written(seed: Seed):
    """
    No field of a seed is lost on the way to the disk.
    """
    printed = Printed(DECK, seed)

    assert printed == from_map(unpack(pack(to_map(printed))), Printed)


def changed(plain: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Return *plain* with what stands at the dotted *path* replaced, or removed if `del`."""
    here: Any = plain
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in way:
        here = here[step]
    if value is DELETED:
        del here[last]
    else:
        here[last] = value
    return plain


DELETED = object()


@pytest.mark.parametrize(
    "path, value",
    [
        ("number", "1"),
        ("number", True),
        ("number", 1.0),
        ("number", None),
        ("mark", "8 bytes."),
        ("mark", b"7 bytes"),
        ("is_what_if", 1),
        ("is_what_if", "false"),
        ("is_what_if", DELETED),
        ("salt", 3),
        ("parent", 1),
        ("at_ms", -1),
        ("events", {}),
        ("events", "abc"),
        ("events", None),
        ("decision", None),
        ("decision", []),
        ("decision.$", "Refusal"),
        ("decision.$", "Cheat"),
        ("decision.$", ["Seal"]),
        ("decision.$", None),
        ("decision.$", DELETED),
        ("decision.seat", 3),
        ("decision.seat", b"us"),
        ("decision.moves", "xy"),
        ("decision.moves.0", None),
        ("decision.moves.0.$", "Proceed"),
        ("decision.moves.0.posture", "sideways"),
        ("decision.moves.0.posture", ["open"]),
        ("decision.moves.0.posture", DELETED),
        ("decision.moves.0.card", DELETED),
        ("decision.moves.0.more", 1),
        ("decision.more", 1),
        ("more", 1),
    ],
)
def test_what_is_not_exactly_a_frame_is_no_frame(path: str, value: Any):
    """
    Nothing is converted, completed or overlooked when a save is read.
    """
    plain = changed(to_map(frame_of(Seal(US, (Move("base"),)))), path, value)

    with pytest.raises(Unfit):
        from_map(plain, Frame)


@pytest.mark.parametrize("value", [-1, 2**64, True, "7", 7.0, None])
def test_entropy_is_a_whole_number_of_64_bits(value: Any):
    """
    What the dice hang on is never guessed.
    """
    with pytest.raises(Unfit):
        from_map(changed(to_map(head()), "entropy", value), Head)


@pytest.mark.parametrize("plain", [None, [], "frame", 3, b"", {}, {"$": "Frame"}, {1: 2}])
def test_no_plain_value_crashes_the_reading(plain: Any):
    """
    Whatever stands where a frame belongs, there is one kind of trouble.
    """
    with pytest.raises(Unfit):
        from_map(plain, Frame)


def test_text_is_cleaned_as_it_is_read():
    """
    A save cannot turn the screen round or paint it red.
    """
    frame = frame_of(Report(FACILITATOR, "calm\x1b[31m \u202etxet"))

    read = from_map(unpack(pack(to_map(frame))), Frame)

    assert Report(FACILITATOR, "calm[31m txet") == read.decision


def test_source_text_is_kept_to_the_letter():
    """
    A deck can be taken out of a save as it was written, tabs and all.
    """
    source = Source.of("deck", "small.yaml", "deck:\tsmall \n\n")

    assert source == from_map(to_map(source), Source)


def test_what_a_free_move_holds_is_told_from_a_card():
    """
    A free-form move stays one.
    """
    seal = Seal(US, (FreeMove("call them", "calm"), Move("base")))

    assert seal == from_map(to_map(frame_of(seal)), Frame).decision


def test_a_number_of_more_than_64_bits_is_refused_before_it_is_written():
    """
    What could not be read again is never written.
    """
    with pytest.raises(Unfit, match="cannot be kept"):
        pack(to_map(frame_of(Correct("trust", 2**70, "typing error"))))


def test_a_rule_may_be_nested_but_not_without_end():
    """
    A rule of fifty brackets is read; one of a thousand is refused and crashes nobody.
    """
    deep: Any = Turn()
    for _ in range(50):
        deep = Not(deep)
    deck = attrs.evolve(DECK, tests={"deep": deep})
    assert deck == from_map(unpack(pack(to_map(Printed(deck)))), Printed).deck

    bomb = b"\x81\xa1a" + b"\x91" * 1000 + b"\xc0"
    with pytest.raises(Unfit, match="nested"):
        unpack(bomb)


@pytest.mark.parametrize(
    "data, why",
    [
        (b"", "incomplete"),
        (b"\xc0", "expected a map"),
        (b"\x90", "expected a map"),
        (b"\x80\x80", "extra data"),
        (b"\x82\xa1a\x01\xa1a\x02", "twice"),
        (b"\x81\x01\x02", "map key"),
        (b"\x81\xc4\x01a\x02", "not text"),
        (b"\x81\xa1a\xcb" + bytes(8), "float"),
        (b"\x81\xa1a\xca" + bytes(4), "float"),
        (b"\x81\xa1a\xd6\xff" + bytes(4), "ext"),
        (b"\x81\xa1a\xd7\xff" + bytes(8), "ext"),
        (b"\x81\xa1a\xc7\x00\x05", "extension"),
        (b"\x81\xa1a\xc7\x00\xff", "timestamp"),
        (b"\x81\xa1a\xd4\x05\x00", "ext"),
        (b"\x81\xa1a\xc1", "not msgpack"),
        (b"\x81\xa1a\xa1\xff", "utf-8"),
        (b"\x81\xa1a\xdd\xff\xff\xff\xff", "max_array_len"),
        (b"\x81\xa1a\xdc\x27\x11" + b"\xc0" * 10001, "max_array_len"),
        (b"\x81\xa1a\xdf\xff\xff\xff\xff", "max_map_len"),
        (b"\x81\xa1a\xdb\xff\xff\xff\xff", "incomplete"),
    ],
)
def test_only_plain_msgpack_within_limits_is_read(data: bytes, why: str):
    """
    No extension types, times, doubled keys or sizes that are only claimed.
    """
    with pytest.raises(Unfit, match=why):
        unpack(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_map_or_unfit(data: bytes):
    """
    The unpacker knows one kind of trouble.
    """
    try:
        assert isinstance(unpack(data), dict)
    except Unfit:
        pass


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3) | st.binary(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
)


@settings(max_examples=300, deadline=None)
@given(
    plain=PLAIN,
    at=st.sampled_from("number decision decision.moves decision.moves.0 events mark".split()),
)
def test_any_plain_value_anywhere_is_a_frame_or_unfit(plain: Any, at: str):
    """
    A frame with anything anywhere in it is read exactly or not at all.
    """
    whole = changed(to_map(frame_of(Seal(US, (Move("base"),)))), at, plain)
    try:
        assert isinstance(from_map(whole, Frame), Frame)
    except Unfit:
        pass
