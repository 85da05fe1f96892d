"""
Saves of five formats, three of them made up, read and gone on with by the newest.

Formats 1 and 2 are real. In the tests of upgrades what this program writes stands for format 5, and
formats 3 and 4 said the same in other words.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tabletop.cli.main import main
from tabletop.journal import framing, reader, writer
from tabletop.journal.codec import pack, unpack
from tabletop.journal.follow import Follower
from tabletop.journal.framing import scan
from tabletop.journal.model import SaveError
from tabletop.journal.reader import load, parse, values_digest
from tabletop.journal.saves import glance
from tabletop.journal.upgrade import Step, upgraded
from tabletop.journal.verify import verify
from tabletop.table.session import Session
from tests.journal.golden import GOLDEN
from tests.journal.sessions import MAGIC, record
from tests.journal.truth import ORIGIN, SHORT, Truth

NEWEST = 5


def in_ms(plain: Any) -> dict[str, Any]:
    """Format 3 had no times but in seconds."""
    return {**without(plain, "seconds"), "at_ms": plain["seconds"] * 1000}


def without(plain: Any, key: str) -> dict[str, Any]:
    return {k: v for k, v in plain.items() if k != key}


STEPS = (
    Step(4, framing.HEAD, lambda plain: {**without(plain, "name"), "title": plain["name"]}),
    Step(4, framing.FRAME, in_ms),
    Step(4, framing.CLOSE, in_ms),
    Step(5, framing.DECK, lambda plain: {**plain, "sources": []}),
    Step(5, framing.FRAME, lambda plain: {**without(plain, "line"), "is_what_if": plain["line"]}),
)

Older = Callable[[int, dict[str, Any]], dict[str, Any]]


def as_4(kind: int, plain: dict[str, Any]) -> dict[str, Any]:
    """Return the payload of a record as format 4 would have had it."""
    if kind == framing.DECK:
        return without(plain, "sources")
    if kind == framing.FRAME:
        return {**without(plain, "is_what_if"), "line": plain["is_what_if"]}
    return plain


def as_3(kind: int, plain: dict[str, Any]) -> dict[str, Any]:
    """Return the payload of a record as format 3 would have had it."""
    plain = as_4(kind, plain)
    if kind == framing.HEAD:
        return {**without(plain, "title"), "name": plain["title"]}
    if kind in (framing.FRAME, framing.CLOSE):
        return {**without(plain, "at_ms"), "seconds": plain["at_ms"] // 1000}
    return plain


FORMATS: dict[int, Older] = {3: as_3, 4: as_4, NEWEST: lambda kind, plain: plain}


def written_in(version: int, data: bytes) -> bytes:
    """Return the save *data* as a program of format *version* would have written it."""
    made, previous = MAGIC, ORIGIN
    for found in scan(data, len(MAGIC)).records:
        plain = FORMATS[version](found.kind, unpack(found.payload))
        if found.kind == framing.HEAD:
            plain |= {"format": version, "reader": version}
        if found.kind == framing.DECK:
            plain["deck_digest"] = values_digest(plain["deck"])
        made += record(found.seq, found.kind, pack(plain), previous, version)
        previous = made[-16:]
    return made


@pytest.fixture
def newest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of format 5."""
    for module in (framing, reader, writer):
        monkeypatch.setattr(module, "FORMAT", NEWEST)
    monkeypatch.setattr(framing.record_bytes, "__defaults__", (NEWEST,))
    monkeypatch.setattr(upgraded, "__defaults__", (STEPS,))


@pytest.mark.usefixtures("newest")
@pytest.mark.parametrize("version", FORMATS)
@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.seminar")), ids=lambda path: path.stem)
def test_a_save_of_every_format_is_the_same_session(version: int, golden: Path, tmp_path: Path):
    """
    Whatever program wrote it: the same head, deck and frames, decided again to the same marks.
    """
    truth = parse(golden, written_in(NEWEST, golden.read_bytes()))
    path = tmp_path / "old.seminar"
    path.write_bytes(written_in(version, golden.read_bytes()))

    read = load(path)

    assert read.damage is None
    assert version == read.head.format
    assert (truth.head.title, truth.deck, truth.seed) == (read.head.title, read.deck, read.seed)
    assert [(f.decision, f.events, f.mark, f.is_what_if) for f in truth.frames] == [
        (f.decision, f.events, f.mark, f.is_what_if) for f in read.frames
    ]
    assert truth.is_closed == read.is_closed
    assert verify(path).difference is None
    assert (read.head, len(read.frames)) == (glance(path).head, glance(path).frames)


@pytest.mark.usefixtures("newest")
@pytest.mark.parametrize("version", [3, 4])
def test_a_session_begun_in_an_older_format_goes_on_in_the_newest(version: int, tmp_path: Path):
    """
    One file holds records of both formats, each read as it was meant; the old ones are not touched.
    """
    truth = Truth(SHORT)
    whole = parse(SHORT, written_in(NEWEST, truth.data))
    part = written_in(version, truth.data[: truth.ends[22]])
    path = tmp_path / "old.seminar"
    path.write_bytes(part)

    with Session.resume(path, stand_ins="random") as session, Follower(path) as follower:
        follower.look()
        while session.step(everything=True):
            pass
        news = follower.look()

    assert path.read_bytes().startswith(part)
    read = load(path)
    versions = [found.version for found in scan(path.read_bytes(), len(MAGIC)).records]
    assert {version, NEWEST} == set(versions)
    assert [f.mark for f in whole.frames] == [f.mark for f in read.frames]
    assert verify(path).difference is None
    assert news
    assert read.frames == news.journal.frames


@pytest.mark.usefixtures("newest")
@pytest.mark.parametrize("index", [0, 1, 2, 5])
def test_an_older_record_that_makes_no_sense_is_refused_like_any_other(index: int, tmp_path: Path):
    """
    What an upgrade does not find where it should be ends the good prefix, and crashes nothing.
    """
    truth = Truth(SHORT)
    lying: dict[str, Any] = {"seconds": None, "name": 1, "line": [], "deck": 5, "seed": 5}
    for odd in (dict[str, Any](), lying):
        made, previous = MAGIC, ORIGIN
        for seq, (kind, payload) in enumerate(truth.pieces):
            plain: dict[str, Any] = as_3(kind, unpack(payload)) if seq != index else odd
            if kind == framing.DECK and seq != index:
                plain["deck_digest"] = values_digest(plain["deck"])
            made += record(seq, kind, pack(plain), previous, 3)
            previous = made[-16:]
        if index < 2:
            with pytest.raises(SaveError, match="makes no sense") as refusal:
                parse(SHORT, made)
            assert 4 == refusal.value.exit_status
            continue
        read = parse(SHORT, made)

        assert read.damage
        assert "makes no sense" in read.damage.sentence
        assert index - 2 == len(read.frames)


@pytest.mark.parametrize("version", [3, 4])
def test_every_verb_refuses_a_newer_save_by_name(
    version: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """
    An older program says which versions do not go together, and leaves the file alone.
    """
    path = tmp_path / "newer.seminar"
    path.write_bytes(written_in(version, SHORT.read_bytes()))
    before = path.read_bytes()
    for words in (["verify"], ["repair"], ["replay", "--plain"], ["run", "--continue"], ["resume"]):
        extra = ["--plain"] if words == ["resume"] else []
        assert 4 == main([*words, str(path), *extra])
        said = capsys.readouterr().err
        assert f"in format {version}, and this program reads formats up to 2" in said
    assert f"in format {version}," in glance(path).trouble
    assert before == path.read_bytes()


def test_a_save_is_replayed_with_the_deck_it_was_played_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """
    Whoever edits a deck, breaks it or throws it away changes no session that was played with it.
    """
    house = Path(__file__).parents[2]
    shutil.copytree(house / "decks", tmp_path / "decks")
    shutil.copytree(house / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    deck = tmp_path / "decks" / "quiet_signals.yaml"
    assert 0 == main(["run", str(deck), "--entropy", "3", "--save", "a.seminar"])
    capsys.readouterr()

    def seen() -> tuple[str, str]:
        assert 0 == main(["replay", "a.seminar", "--plain", "--seat", "facilitator"])
        told = capsys.readouterr().out
        assert 0 == main(["verify", "a.seminar"])
        return told, capsys.readouterr().out

    as_played = seen()
    text = deck.read_text()
    edited = text.replace("start: 6", "start: 2").replace("Forward Presence", "Forward Something")
    assert text != edited
    for now in (edited, "deck: [", ""):
        deck.write_text(now)
        assert as_played == seen()
    deck.unlink()
    assert as_played == seen()
    assert text in [source.text for source in load(Path("a.seminar")).sources]
