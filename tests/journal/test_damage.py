"""What a save shows after anything has happened to its bytes."""

import os
import random
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tabletop.journal import framing
from tabletop.journal.codec import Unfit
from tabletop.journal.model import Journal, SaveError
from tabletop.journal.reader import load, parse
from tests.journal.sessions import boundaries, extended, remade, saved

HERE = Path("here.seminar")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A short session; its file is `good.path`."""
    return saved(tmp_path_factory.mktemp("saves") / "good.seminar", 6)


@pytest.fixture(scope="module")
def data(good: Journal) -> bytes:
    return good.path.read_bytes()


def is_prefix(read: Journal, good: Journal) -> bool:
    """Return whether all that *read* shows was played, in order and from the start."""
    return (read.head, read.deck, read.seed, read.frames) == (
        good.head,
        good.deck,
        good.seed,
        good.frames[: len(read.frames)],
    )


def test_the_bytes_are_laid_out_as_the_page_says(data: bytes):
    """
    Somebody with the description, and without this program, can read a save.
    """
    sync, seq, length, kind, version, _ = struct.unpack_from("<4sIIHHI", data, 8)

    assert b"\x89TTS\r\n\x1a\n" == data[:8]
    assert (b"\xf7\xa5\x5a\xf8", 0, 1, 2) == (sync, seq, kind, version)
    assert b"\xf7\xa5\x5a\xf8" == data[8 + 20 + length + 16 :][:4]
    assert data == remade(data, len(boundaries(data)) - 2, lambda value: value, version=2)


def test_a_whole_save_is_undamaged(good: Journal, data: bytes):
    """
    What was written is what is read.
    """
    assert 6 == len(good.frames)
    assert good.damage is None
    assert len(data) == good.size


def test_every_truncation_opens_as_the_exact_prefix(good: Journal, data: bytes):
    """
    However short a save was cut, each decision that is whole is there, and the cut is told.
    """
    ends = boundaries(data)
    deck_end = ends[2]
    # Every byte of the frames; the long deck is no different from one byte to the next.
    for size in (*range(0, deck_end, 97), *range(deck_end - 40, len(data))):
        if size < deck_end:
            with pytest.raises(SaveError) as refusal:
                parse(HERE, data[:size])
            assert 4 == refusal.value.exit_status
            continue
        read = parse(HERE, data[:size])

        assert sum(end <= size for end in ends[3:]) == len(read.frames)
        assert is_prefix(read, good)
        if size in ends:
            assert read.damage is None
        else:
            assert read.damage
            assert ("torn", max(e for e in ends if e <= size)) == (
                read.damage.kind,
                read.damage.byte,
            )


def test_a_flipped_bit_is_noticed_and_shows_no_move_that_was_not_made(good: Journal, data: bytes):
    """
    One wrong bit anywhere costs what comes after it and never changes what comes before.
    """
    ends = boundaries(data)
    luck = random.Random(1)
    places = (*range(0, ends[2], 61), *range(ends[2], len(data)))
    for place in places:
        bad = bytearray(data)
        bad[place] ^= 1 << luck.randrange(8)
        if place < ends[2]:
            with pytest.raises(SaveError):
                parse(HERE, bytes(bad))
            continue
        read = parse(HERE, bytes(bad))

        assert read.damage
        assert "damaged" == read.damage.kind
        assert max(end for end in ends if end <= place) == read.damage.byte == read.size
        assert is_prefix(read, good)


def test_records_cannot_be_dropped_doubled_or_moved(good: Journal, data: bytes):
    """
    The chain tells of every record that is not where it was written.
    """
    ends = boundaries(data)
    pieces = [data[a:b] for a, b in pairwise(ends)]
    head, deck, one, two, three = pieces[:5]
    for shuffled in ([one, three], [one, one, two], [two, one, three], [one, two, two]):
        read = parse(HERE, data[:8] + head + deck + b"".join(shuffled))

        assert read.damage
        assert "stands where record" in read.damage.sentence
        assert is_prefix(read, good)
        assert len(read.frames) < len(shuffled)


def test_a_record_of_another_save_does_not_fit(good: Journal, data: bytes, tmp_path: Path):
    """
    A frame belongs to the session it was played in, even at the same place.
    """
    other = saved(tmp_path / "other.seminar", 6).path.read_bytes()
    ends, others = boundaries(data), boundaries(other)

    read = parse(HERE, data[: ends[5]] + other[others[5] :])

    assert read.damage
    assert 3 == len(read.frames)


@pytest.mark.parametrize("tail", [b"\0" * 4096, b"rubbish", b"\xf7\xa5\x5a\xf8\xff", b"\n"])
def test_what_follows_the_end_is_damage_and_no_torn_record(data: bytes, tail: bytes, good: Journal):
    """
    Only an unfinished record counts as one; anything else is cut only when somebody says so.
    """
    read = parse(HERE, data + tail)

    assert read.damage
    assert "damaged" == read.damage.kind
    assert len(tail) == read.damage.size
    assert good.frames == read.frames


def test_a_gap_before_the_last_record_is_no_torn_record(data: bytes, good: Journal):
    """
    Where a whole record follows, bytes were lost rather than never written: nothing is cut unasked.
    """
    ends = boundaries(data)
    before, last = ends[-3], data[ends[-2] :]
    assert len(last) < ends[-2] - before - 40

    read = parse(HERE, data[: before + 40] + last)

    assert read.damage
    assert ("damaged", before) == (read.damage.kind, read.damage.byte)
    assert "bytes of this record are missing" == read.damage.sentence
    assert good.frames[: len(read.frames)] == read.frames


@pytest.mark.parametrize(
    "begin, why",
    [
        (b"", "ends before it begins"),
        (b"\x89TT", "ends before it begins"),
        (b"\x89TTS\n\x1a\n", "copied as text"),
        (b"\x89TTS\r\r\n\x1a\n", "copied as text"),
        (b"PK\x03\x04", "not a save"),
        (b"deck: small\n", "not a save"),
        (b"\x89TTS\r\n\x1a\n", "empty"),
    ],
)
def test_what_is_no_save_is_refused_in_a_sentence(tmp_path: Path, begin: bytes, why: str):
    """
    A file of another kind, or one copied as text, is told from a damaged save.
    """
    path = tmp_path / "odd.seminar"
    path.write_bytes(begin)

    with pytest.raises(SaveError, match=why) as refusal:
        load(path)

    assert (4, path) == (refusal.value.exit_status, refusal.value.path)


def test_a_folder_a_pipe_and_a_missing_file_are_refused(tmp_path: Path):
    """
    Nothing that is opened by mistake makes the program wait or crash.
    """
    os.mkfifo(tmp_path / "pipe.seminar")
    for name in ("", "pipe.seminar", "missing.seminar", "nul\0.seminar"):
        with pytest.raises(SaveError) as refusal:
            load(tmp_path / name)
        assert 4 == refusal.value.exit_status


def test_a_file_over_the_cap_is_refused_unread(tmp_path: Path):
    """
    A huge file costs no memory.
    """
    path = tmp_path / "huge.seminar"
    with path.open("wb") as file:
        file.truncate(framing.SAVE_CAP + 1)

    with pytest.raises(SaveError, match="longer than"):
        load(path)


def test_a_record_longer_than_its_cap_is_damage(data: bytes, good: Journal):
    """
    A soundly chained record of any size is not let in.
    """
    read = parse(HERE, extended(data, 4, b"\0" * (framing.PAYLOAD_CAP + 1)))

    assert read.damage
    assert "longer than" in read.damage.sentence
    assert good.frames == read.frames


def test_what_a_newer_program_added_for_itself_is_passed_over(data: bytes, good: Journal):
    """
    A newer format that says this program can read it is read.
    """
    newer = remade(data, 0, lambda v: {**v, "format": 3}) + b""
    newer = extended(rechained(newer, data), 99, {}, version=3)

    read = parse(HERE, newer)

    assert read.damage is None
    assert 3 == read.head.format
    assert good.frames == read.frames


def rechained(start: bytes, data: bytes) -> bytes:
    """Return the records of *data* that *start* does not have, chained on to it."""
    ends = boundaries(data)
    for index in range(len(boundaries(start)) - 1, len(ends) - 1):
        kind = struct.unpack_from("<H", data, ends[index] + 12)[0]
        start = extended(start, kind, data[ends[index] + 20 : ends[index + 1] - 16])
    return start


@pytest.mark.parametrize(
    "change", [{"format": 4, "reader": 3}, {"format": 4, "reader": 3, "new": 1}]
)
def test_a_newer_save_is_refused_by_name_of_both_versions(data: bytes, change: dict[str, int]):
    """
    Who has the older program is told that there is a newer one, whatever has changed.
    """
    newer = remade(data, 0, lambda v: {**v, **change}, version=4)

    with pytest.raises(SaveError, match=r"in format 4, .* up to 2") as refusal:
        parse(HERE, newer)

    assert 4 == refusal.value.exit_status


def test_a_newer_record_in_an_older_save_is_refused_likewise(data: bytes):
    """
    A session taken up by a newer program is not shown in half.
    """
    with pytest.raises(SaveError, match=r"in format 3, .* up to 2"):
        parse(HERE, extended(data, 4, {}, version=3))


def test_a_save_without_a_deck_is_refused(data: bytes):
    """
    Without the deck there is nothing to show.
    """
    ends = boundaries(data)
    for bad in (data[: ends[1]], extended(data[: ends[1]], 4, {})):
        with pytest.raises(SaveError, match="deck"):
            parse(HERE, bad)


@pytest.mark.parametrize("wanted", ["deck_digest", "seed_digest"])
def test_the_deck_matches_its_digest(data: bytes, wanted: str):
    """
    Two saves with the same digest were played with the same deck.
    """
    with pytest.raises(SaveError, match="digest"):
        parse(HERE, remade(data, 1, lambda v: {**v, wanted: b"\0" * 16}))


def test_the_source_text_matches_its_digest(data: bytes):
    """
    The text in a save is the text that the deck was read from.
    """

    def other(value: dict[str, Any]) -> dict[str, Any]:
        value["sources"][0]["text"] += " "
        return value

    with pytest.raises(SaveError, match="text of the deck"):
        parse(HERE, remade(data, 1, other))


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(rubbish=st.data())
def test_whatever_is_done_to_a_save_it_opens_or_is_refused(
    data: bytes, good: Journal, rubbish: st.DataObject
):
    """
    No file makes the loader raise anything but its own one exception.
    """
    bad = bytearray(data)
    for _ in range(rubbish.draw(st.integers(1, 3))):
        at = rubbish.draw(st.integers(0, len(bad)))
        size = rubbish.draw(st.integers(0, 40))
        bad[at : at + size] = rubbish.draw(st.binary(max_size=40))
    try:
        read = parse(HERE, bytes(bad))
    except SaveError:
        return
    assert is_prefix(read, good)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.binary(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
)


@settings(max_examples=200, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    kind=st.integers(0, 11),
    value=st.binary(max_size=50)
    | st.dictionaries(
        st.sampled_from("number frame name text at_ms seat glyph label line standing".split()),
        PLAIN,
    ),
)
def test_a_forged_record_opens_or_ends_the_good_prefix(
    data: bytes, good: Journal, kind: int, value: Any
):
    """
    A forger who knows the layout still cannot crash the loader.
    """
    try:
        forged = extended(data, kind, value)
    except Unfit:
        return
    assert is_prefix(parse(HERE, forged), good)
