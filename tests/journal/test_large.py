"""A save as long as any: a hundred thousand frames."""

from pathlib import Path

import attrs
import pytest

from tabletop.game.mark import mark
from tabletop.journal import disk, framing
from tabletop.journal.codec import pack, unpack
from tabletop.journal.follow import Follower
from tabletop.journal.framing import record_bytes, scan
from tabletop.journal.reader import load
from tabletop.journal.saves import glance
from tabletop.journal.states import History
from tabletop.journal.tree import line_to, main_line, salts
from tabletop.journal.writer import Writer
from tests.journal.sessions import MAGIC, saved

FRAMES = 100_000


def repeated(path: Path) -> int:
    """Add the session at *path* to itself as what-if lines up to `FRAMES`; return its length."""
    records = scan(path.read_bytes(), len(MAGIC)).records
    played = [unpack(found.payload) for found in records if found.kind == framing.FRAME]
    seq, digest = len(records), records[-1].digest
    with path.open("ab") as file:
        for number in range(len(played) + 1, FRAMES + 1):
            before, place = divmod(number - 1, len(played))
            plain = played[place]
            parent = plain["parent"] and before * len(played) + plain["parent"]
            again = {**plain, "number": number, "parent": parent, "is_what_if": not parent}
            record = record_bytes(seq, framing.FRAME, pack(again), digest)
            file.write(record)
            seq, digest = seq + 1, record[-16:]
    return len(played)


@pytest.mark.slow
def test_a_hundred_thousand_frames_are_read_with_progress_and_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    Whoever keeps hundreds of what-if lines in one save waits once, is told how long, and goes on.

    How long it takes is measured by `python -m benchmarks large`.
    """
    monkeypatch.setattr(disk, "flush", lambda descriptor: None)
    path = saved(tmp_path / "large.seminar", close=False).path
    length = repeated(path)
    told: list[tuple[int, int]] = []

    journal = load(path, lambda done, size: told.append((done, size)))

    size = path.stat().st_size
    assert (FRAMES, None) == (len(journal.frames), journal.damage)
    assert FRAMES == glance(path).frames
    assert 20 <= len(told) <= 60
    assert sorted(told) == told
    assert {size} == {whole for _, whole in told}
    assert size * 0.9 < told[-1][0] <= size

    assert list(range(1, length + 1)) == [frame.number for frame in main_line(journal)]
    last = journal.frames[-1]
    assert mark(journal.deck, History(journal).at(FRAMES)) == last.mark
    assert len(line_to(journal, FRAMES)) == (FRAMES - 1) % length + 1
    assert {""} == set(salts(journal))

    with Writer.reopen(path, journal) as writer, Follower(path) as follower:
        follower.look()
        for number in range(FRAMES + 1, FRAMES + 6):
            writer.append(attrs.evolve(last, number=number, parent=number - 1))
            news = follower.look()
            assert news
            assert (False, number) == (news.is_anew, len(news.journal.frames))
