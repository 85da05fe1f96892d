"""The two formats there are: saves of the first read today, and saves of the second read then."""

import hashlib
import shutil
from pathlib import Path

import pytest

from tabletop.journal import framing, reader
from tabletop.journal.framing import scan
from tabletop.journal.model import Frame, Glyph, LineName, Marker, Note, SaveError, Standing
from tabletop.journal.reader import load, read_head
from tabletop.journal.tree import first_line, line_named, main_line, markers
from tabletop.journal.verify import verify
from tabletop.journal.writer import Writer
from tabletop.table.session import Session
from tests.journal.golden import GOLDEN
from tests.journal.sessions import MAGIC
from tests.journal.truth import RICH, Truth

OLD = {
    "goofspiel": "2f2817744349cf38eaea8684a5062485",
    "island_chain_short": "ba4c30a14d3d493eb8913f1ccf4a6bda",
    "prisoners_dilemma": "ca70991bbdeeefe44a0c68d86892c4cb",
    "tutorial": "dba82b68ec2c86f2f8ddd69c9b047b84",
}
"""The golden saves of format 1: what they are called, and their blake2b of 16 bytes."""

NEW = RICH


def versions(path: Path) -> set[int]:
    """Return the formats of the records in the save at *path*."""
    return {found.version for found in scan(path.read_bytes(), len(MAGIC)).records}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of a session of format 1, stopped in its midst."""
    truth = Truth(GOLDEN / "prisoners_dilemma.seminar")
    path = tmp_path / "old.seminar"
    path.write_bytes(truth.data[: truth.ends[22]])
    return path


@pytest.fixture
def first_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program as it was when it knew format 1 alone."""
    for module in (framing, reader):
        monkeypatch.setattr(module, "FORMAT", 1)
    known = {k: v for k, v in reader.SHAPES.items() if k not in (framing.MARKER, framing.STANDING)}
    monkeypatch.setattr(reader, "SHAPES", known)
    monkeypatch.setattr(framing.record_bytes, "__defaults__", (1,))


@pytest.mark.parametrize("name", OLD)
def test_the_golden_saves_of_format_1_are_what_they_were(name: str):
    """
    Nobody touches them: they stand for the saves that people have.
    """
    path = GOLDEN / f"{name}.seminar"

    assert OLD[name] == hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    assert (1, {1}) == (read_head(path).format, versions(path))


def test_a_session_of_format_1_is_gone_on_with(old: Path):
    """
    What was played before the program was renewed is played to its end after it.
    """
    before = old.read_bytes()

    with Session.resume(old, stand_ins="random") as session:
        while session.step(everything=True):
            pass

    assert old.read_bytes().startswith(before)
    assert {1, 2} == versions(old)
    whole = load(GOLDEN / "prisoners_dilemma.seminar")
    assert [f.mark for f in whole.frames] == [f.mark for f in load(old).frames]
    assert (None, None, True) == (
        verify(old).difference,
        verify(old).damage,
        verify(old).is_closed,
    )


@pytest.mark.parametrize("name", OLD)
def test_a_session_of_format_1_takes_everything_that_is_said_of_it_today(name: str, tmp_path: Path):
    """
    Markers and standings go into old saves like notes always did, and what was there stays.
    """
    path = tmp_path / "old.seminar"
    shutil.copy(GOLDEN / f"{name}.seminar", path)
    played = load(path)
    last = played.frames[-1]
    tried = Frame(last.number + 1, 5, last.at_ms, last.decision, (), last.mark, is_what_if=True)

    with Writer.reopen(path) as writer:
        writer.append(Marker(5, "here"), Note(5, 1, "so"), Glyph(5, "!"), tried)
        writer.append(LineName(tried.number, "bold"), Standing("bold", "first"))

    read = load(path)
    assert path.read_bytes().startswith((GOLDEN / f"{name}.seminar").read_bytes())
    assert (1, True) == (read.head.format, read.is_closed)
    assert ({5: "here"}, "bold") == (markers(read), first_line(read))
    assert tried == line_named(read, "bold")[-1]
    assert main_line(played) == main_line(read)


@pytest.mark.usefixtures("first_program")
def test_a_save_of_format_2_is_read_by_the_first_program(tmp_path: Path):
    """
    It misses the markers, and nothing else; what it adds, the newer program reads.
    """
    path = tmp_path / "new.seminar"
    shutil.copy(NEW, path)

    read = load(path)

    assert (2, 1) == (read.head.format, read.head.reader)
    assert ((), (), None, True) == (read.markers, read.standings, read.damage, read.is_closed)
    assert ["Calm water"] == [given.name for given in read.line_names]
    assert verify(path).difference is None
    with Writer.reopen(path) as writer:
        writer.append(Note(3, 1, "from an old machine"))
    assert load(path).notes[-1].text == "from an old machine"


def test_what_the_first_program_added_is_read_with_all_the_rest(tmp_path: Path):
    """
    A save may go to and fro between an old program and a new one.
    """
    path = tmp_path / "new.seminar"
    shutil.copy(NEW, path)
    with pytest.MonkeyPatch.context() as then:
        then.setattr(framing.record_bytes, "__defaults__", (1,))
        with Writer.reopen(path) as writer:
            writer.append(Note(3, 1, "from an old machine"))

    read = load(path)

    assert {1, 2} == versions(path)
    assert "from an old machine" == read.notes[-1].text
    assert load(NEW).markers == read.markers


def test_a_save_of_format_1_with_news_in_it_is_refused_by_the_first_program(
    old: Path, request: pytest.FixtureRequest
):
    """
    It does not show in half what it was never told it could read, and names both versions.
    """
    with Writer.reopen(old) as writer:
        writer.append(Marker(5, "here"))
    request.getfixturevalue("first_program")

    with pytest.raises(SaveError, match=r"in format 2, .* up to 1") as refusal:
        load(old)

    assert 4 == refusal.value.exit_status
