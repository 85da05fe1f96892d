"""Every truncation and every wrong bit of a real save."""

import random
from bisect import bisect_right
from pathlib import Path

import pytest

from tabletop.journal import framing
from tabletop.journal.framing import magic_trouble
from tabletop.journal.model import SaveError
from tabletop.journal.reader import parse
from tests.journal.golden import GOLDEN
from tests.journal.truth import SHORT, Truth

HERE = Path("here.seminar")
SAMPLES = 150


@pytest.fixture(scope="module")
def truths(request: pytest.FixtureRequest) -> list[Truth]:
    """The saves of which every bit is turned."""
    every = request.config.getoption("--every-bit")
    truths = [Truth(path) for path in (sorted(GOLDEN.glob("*.seminar")) if every else [SHORT])]
    assert all(len(truth.data) >= 4096 for truth in truths)
    return truths


def test_reading_on_from_any_record_finds_what_reading_all_finds(truths: list[Truth]):
    """
    What comes after a record is read alike, whether or not all before it was read just now.

    The two tests after this one rest on it: they read only from the record that was hit.
    """
    for truth in truths:
        whole = truth.scanned(truth.data, 0)
        assert len(truth.ends) - 1 == len(whole.records)
        for index in range(len(whole.records)):
            assert whole.records[index:] == truth.scanned(truth.data, index).records


def test_every_truncation_shows_the_whole_records_before_it(truths: list[Truth]):
    """
    At whatever byte a save ends, the records before it are there, and an unfinished one is told.
    """
    for truth in truths:
        data, ends = truth.data, truth.ends
        for size in range(len(framing.MAGIC)):
            assert "ends before it begins" in magic_trouble(data[:size])
        for size in range(ends[0], len(data)):
            index = bisect_right(ends, size) - 1
            found = truth.scanned(data[:size], index)

            assert ((), ends[index]) == (found.records, found.end)
            if size == ends[index]:
                assert found.damage is None
            else:
                assert found.damage
                assert ("torn", ends[index], size - ends[index]) == (
                    found.damage.kind,
                    found.damage.byte,
                    found.damage.size,
                )


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_every_wrong_bit_ends_what_is_shown(truths: list[Truth]):
    """
    Not one bit can be turned so that the record it stands in is believed, or taken for unfinished.
    """
    for truth in truths:
        data, ends = bytearray(truth.data), truth.ends
        for place in range(len(data)):
            index = bisect_right(ends, place) - 1
            for bit in range(8):
                data[place] ^= 1 << bit
                if index < 0:
                    assert magic_trouble(bytes(data[:16]))
                else:
                    # A record is judged by its own bytes; what follows need not be copied.
                    found = truth.scanned(bytes(data[: ends[index + 1]]), index)

                    assert ((), ends[index]) == (found.records, found.end)
                    assert found.damage
                    assert ("damaged", ends[index]) == (found.damage.kind, found.damage.byte)
                data[place] ^= 1 << bit
        assert truth.data == data


@pytest.mark.slow
def test_what_is_shown_of_a_cut_or_spoilt_save_was_played(truths: list[Truth]):
    """
    The values that come of good records are those that were played, and nothing else is shown.
    """
    luck = random.Random(1)
    for truth in truths:
        data, ends = truth.data, truth.ends
        cuts = [*ends[3:], *(luck.randrange(ends[2], len(data)) for _ in range(SAMPLES))]
        for size in cuts:
            read = parse(HERE, data[:size])

            assert truth.shows(read)
            assert sum(end <= size for end in ends[2:]) - 1 == read.records - 2
            assert (size not in ends) == (read.damage is not None)
        for place in (luck.randrange(len(data)) for _ in range(SAMPLES)):
            bad = bytearray(data)
            bad[place] ^= 1 << luck.randrange(8)
            if place < ends[2]:
                with pytest.raises(SaveError) as refusal:
                    parse(HERE, bytes(bad))
                assert 4 == refusal.value.exit_status
                continue
            read = parse(HERE, bytes(bad))

            assert truth.shows(read)
            assert read.damage
            assert ends[bisect_right(ends, place) - 1] == read.damage.byte == read.size
