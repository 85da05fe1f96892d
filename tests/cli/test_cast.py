"""`tabletop replay SAVE --cast FILE`, played back as an asciicast player would."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import attrs
import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.cli.main import main
from tabletop.game.event import Cause, LevelShifted, Reported
from tabletop.journal.model import Marker, Note, Printed
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer
from tabletop.language.ids import FACILITATOR, LevelId
from tabletop.replay import goto
from tabletop.replay.replay import Replay
from tabletop.tui.filming import Row, change
from tests.tui import viewers

OURS = re.compile(r"\x1b\[(?:[0-9;]*[mHJ]|\?25[hl])")
"""What a film may tell a terminal: where to paint, in which colours, and to hide the cursor."""

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def save(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = viewers.played(tmp_path_factory.mktemp("saves"))
    with Writer.reopen(path) as writer:
        writer.append(Marker(3, "Here it turned"))
    return path


def filmed(save: Path, *options: str) -> list[Any]:
    """Return the header of a cast of *save*, then its events, each as a player reads it."""
    path = save.with_name("a.cast")
    path.unlink(missing_ok=True)
    assert 0 == main(["replay", str(save), "--cast", str(path), *options])
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def played(cast: list[Any], frames: list[int]) -> dict[int, list[str]]:
    """Return the screen at each of *frames*, which are all that *cast* shows, in order."""
    header, *events = cast
    clear, *painted, _ = [data for _, kind, data in events if kind == "o"]
    assert len(frames) == len(painted), "each frame is painted once"
    screen = pyte.Screen(header["width"], header["height"])
    stream = pyte.Stream(screen)
    stream.feed(clear)
    found = {}
    for number, data in zip(frames, painted, strict=True):
        stream.feed(data)
        found[number] = [line.rstrip() for line in screen.display]
    return found


async def shown(
    save: Path, frames: list[int], size: tuple[int, int], seat: str = "wall"
) -> dict[int, list[str]]:
    """Return what stands in the viewer at *frames*, while it plays."""
    found = {}
    async with viewers.viewing(save, seat=seat, size=size) as viewer:
        player = viewer.shown.player
        player.pace = "as it was"
        for number in frames:
            player.is_playing = False
            viewer.shown.go(number)
            player.is_playing = True
            viewer.shown.show_scrubber()
            await viewer.rest()
            found[number] = [line.rstrip() for line in viewer.text.splitlines()]
        player.is_playing = False
    return found


@pytest.mark.parametrize(("size", "seat"), [((120, 36), "wall"), ((80, 24), "red")])
def test_a_cast_shows_the_viewers_own_screens(save: Path, size: tuple[int, int], seat: str):
    """
    Whoever plays the file sees, at every frame, what stood in the viewer for this seat.
    """
    frames = list(Replay(load(save)).main.between(0, 12))

    cast = filmed(save, "--size", f"{size[0]}x{size[1]}", "--seat", seat, "--frames", "..12")

    assert asyncio.run(shown(save, frames, size, seat)) == played(cast, frames)


def test_a_cast_is_of_version_2_and_has_a_marker_for_each_turn(save: Path):
    """
    Players name it, know its size, and jump from turn to turn and to what somebody marked.
    """
    replay = Replay(load(save))
    line = replay.main

    header, *events = filmed(save, "--pace", "0.5")

    assert (2, 120, 36) == (header["version"], header["width"], header["height"])
    assert replay.journal.head.title == header["title"]
    assert {"o", "m"} == {kind for _, kind, _ in events}
    turns = [
        (f"Turn {b.turn}", line.place(b.frame) / 2) for b in goto.turns(replay, line, line.last)
    ]
    marked = [(label, at) for at, kind, label in events if kind == "m"]
    assert sorted([*turns, ("Here it turned", 1.5)]) == sorted(marked)
    times = [at for at, kind, _ in events if kind == "o"]
    assert [0, *(n / 2 for n in range(len(line.frames) + 2))] == times
    # Only what changes is written: a quarter of the bytes of a whole screen, and less.
    first, *rest = [len(data) for _, kind, data in events if kind == "o"][1:]
    assert first > 4 * sum(rest) / len(rest)


def test_a_frame_stays_as_long_as_it_did_but_no_one_waits_for_it(save: Path):
    """
    Bots that played in a blink are slowed down, and nobody watches people think for minutes.
    """
    journal = load(save)
    timed = save.with_name("timed.seminar")
    with Writer.create(timed, journal.head, Printed(journal.deck, journal.seed)) as writer:
        for frame, at_ms in zip(journal.frames, (0, 40, 2_040, 602_040), strict=False):
            writer.append(attrs.evolve(frame, at_ms=at_ms))

    _, *events = filmed(timed)

    assert [0, 0, 0.5, 1, 3, 7, 11] == [at for at, kind, _ in events if kind == "o"]


def test_a_range_begins_and_ends_where_it_is_asked_to(save: Path):
    """
    A film of a few frames begins with a whole screen.
    """
    expected = asyncio.run(shown(save, [4, 5], (80, 24)))

    screens = played(filmed(save, "--frames", "4..5", "--size", "80x24"), [4, 5])

    assert expected == screens


def test_nothing_in_a_film_hints_at_what_comes_after(save: Path):
    """
    The film of eight frames is the same whether the session ended there or went on.
    """
    cut = viewers.first_frames(save, 8)
    with Writer.reopen(cut) as writer:
        writer.append(Marker(3, "Here it turned"))

    _, *whole = filmed(save, "--frames", "..8", "--pace", "1")
    _, *ended = filmed(cut, "--pace", "1")

    assert ended == whole


def test_hostile_text_moves_no_cursor_of_who_plays_it(save: Path):
    """
    A film holds moves, colours and text of its own making, whatever a seat has reported.
    """
    evil = "\x1b]0;owned\x07\x1b[2J\u202e\x9b2Jevil"
    journal = load(save)
    forged = save.with_name("evil.seminar")
    with Writer.create(forged, journal.head, Printed(journal.deck, journal.seed)) as writer:
        writer.append(journal.frames[0])
        told = (Reported(FACILITATOR, evil),)
        writer.append(attrs.evolve(journal.frames[1], events=told))
        writer.append(Note(2, 0, evil))
        writer.append(Marker(2, evil))

    _, *events = filmed(forged)

    text = "".join(OURS.sub("", data) for _, _, data in events)
    assert "evil" in text
    assert text.isprintable()


def test_nothing_that_is_there_is_written_over(save: Path, capsys: Captured):
    """
    A file of this name is left as it is, byte by byte.
    """
    path = save.with_name("letter.cast")
    path.write_text("dear diary")

    assert 2 == main(["replay", str(save), "--cast", str(path)])

    assert "dear diary" == path.read_text()
    assert "there is already a file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--cast", "a", "--plain"], "ask for one at a time"),
        (["--cast", "a", "--at", "3"], "write --frames A..B"),
        (["--cast", "a", "--size", "59x30"], '"59x30" is no size; write 120x36'),
        (["--cast", "a", "--size", "999999x30"], "is no size"),
        (["--cast", "a", "--pace", "0"], "from 0.05 to 60 seconds"),
        (["--cast", "a", "--pace", "nan"], "from 0.05 to 60 seconds"),
        (["--cast", "a", "--frames", "9999.."], "there is no frame 9999"),
        (["--size", "120x36"], "--size and --pace go with --cast"),
        (["--plain", "--pace", "1"], "--size and --pace go with --cast"),
    ],
)
def test_wrong_usage_leaves_no_file(
    save: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, options: list[str], why: str
):
    """
    Status 2, one sentence, and no empty file under the name that was given.
    """
    monkeypatch.chdir(save.parent)

    assert 2 == main(["replay", str(save), *options])

    said = capsys.readouterr()
    assert why in said.err
    assert 1 == said.err.count("\n")
    assert not Path("a").exists()


def test_a_film_that_fails_leaves_no_file(save: Path, capsys: Captured):
    """
    A session that cannot have been played is refused with its frame, and half a film is none.
    """
    journal = load(save)
    forged, path = save.with_name("forged.seminar"), save.with_name("forged.cast")
    unknown = (LevelShifted(LevelId("no_such_track"), 1, 0, 1, Cause("deck")),)
    bad = attrs.evolve(journal.frames[4], events=unknown)
    with Writer.create(forged, journal.head, Printed(journal.deck, journal.seed)) as writer:
        for frame in (*journal.frames[:4], bad):
            writer.append(frame)

    assert 4 == main(["replay", str(forged), "--cast", str(path)])

    assert "frame 5: this cannot have been played" in capsys.readouterr().err
    assert not path.exists()


def test_a_damaged_save_is_filmed_as_far_as_it_goes(save: Path, capsys: Captured):
    """
    What can be read is in the film, and then it is told that it is not all.
    """
    cut, path = save.with_name("cut.seminar"), save.with_name("cut.cast")
    cut.write_bytes(save.read_bytes()[:-200])
    last = Replay(load(cut)).main.last

    assert 3 == main(["replay", str(cut), "--cast", str(path), "--frames", f"{last - 1}.."])

    assert f"readable up to frame {last}" in capsys.readouterr().err
    cast = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    screens = played(cast, [last - 1, last])
    assert any(line.endswith(f"frame {last}") for line in screens[last])


CODES = st.sampled_from(["", "1", "38;2;1;2;3"])


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Return a row of twelve cells with wide and composed characters and a few styles."""
    cells: list[tuple[str, str]] = []
    while len(cells) < 12:
        codes = draw(CODES)
        text = draw(st.sampled_from(["a", "b", " ", "日", "e\u0301"]))
        wide = text == "日"
        if len(cells) == 11 and text not in "ab ":
            continue  # a wide one does not fit, and a composed one confuses the player used here
        cells += [(text, codes), ("", codes)] if wide else [(text, codes)]
    return tuple(cells)


@settings(max_examples=50)
@given(st.lists(st.lists(rows(), min_size=3, max_size=3), min_size=1, max_size=4))
def test_changes_lead_from_any_screen_to_any_other(stills: list[list[Row]]):
    """
    After each change a terminal shows just what a fresh one shows that is painted at once.
    """
    screen = pyte.Screen(12, 3)
    stream = pyte.Stream(screen)
    before: list[Row] = []
    for still in stills:
        stream.feed(change(before, still))
        before = still

        fresh = pyte.Screen(12, 3)
        pyte.Stream(fresh).feed(change([], still))
        assert fresh.display == screen.display
        assert looks(fresh) == looks(screen)
        assert "" == change(still, still)


def looks(screen: pyte.Screen) -> list[list[tuple[Any, ...]]]:
    """Return how each cell looks."""
    return [
        [(c.data, c.fg, c.bold) for c in (screen.buffer[y][x] for x in range(12))] for y in range(3)
    ]
