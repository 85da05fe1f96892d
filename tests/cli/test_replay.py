"""`tabletop replay SAVE --plain`, as typed: a line for each frame, of one seat, line and range."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tabletop.cli.main import main
from tabletop.game.apply import fold
from tabletop.game.decision import Report
from tabletop.game.narrate import narrate
from tabletop.journal.model import Frame, Glyph, LineName, Marker, Note, Standing
from tabletop.journal.reader import load
from tabletop.journal.writer import Writer
from tabletop.language.ids import FACILITATOR, WALL
from tests.journal.sessions import DECK, PRINTED, Play, head, saved

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


def written(path: Path, frames: list[Frame], *more: Any) -> None:
    with Writer.create(path, head(), PRINTED) as writer:
        for entry in (*frames, *more):
            writer.append(entry)


def told(capsys: Captured, path: Path, *options: str) -> dict[int, str]:
    """Return what is told of each frame, by its number; the facilitator's unless said otherwise."""
    seat = () if "--seat" in options else ("--seat", "facilitator")
    assert 0 == main(["replay", str(path), "--plain", *seat, *options])
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == len({number for number, _ in lines}), "a frame has one line"
    return {int(number): text for number, text in lines}


@pytest.fixture
def two_lines(path: Path) -> Path:
    """1 and 2, and after 1 a what-if of 3 and 4 that is called bold."""
    play = Play()
    frames = [play.frame(), play.frame(), play.frame(parent=1, is_what_if=True), play.frame()]
    written(path, frames, LineName(3, "bold"))
    return path


def test_each_frame_is_told_in_a_line(path: Path, capsys: Captured):
    """
    A line begins with its frame's number and tells all that the wall learnt then.
    """
    play = Play()
    written(path, [play.frame() for _ in range(12)])

    found = told(capsys, path, "--seat", "wall")

    expected = {
        frame.number: " ".join(
            line.text
            for index, event in enumerate(frame.events)
            if (line := narrate(DECK, state_before(play, frame, index), event, WALL))
        )
        for frame in play.frames
    }
    assert {number: text for number, text in expected.items() if text} == found


def state_before(play: Play, frame: Frame, index: int) -> Any:
    return fold(play.states[frame.parent], frame.events[:index])


def test_a_seat_is_told_no_more_than_it_knew(path: Path, capsys: Captured):
    """
    A covert move is told to its own seat and to the facilitator, not to the wall or the other.
    """
    saved(path)
    said = {
        seat: [
            text
            for text in told(capsys, path, "--seat", seat, "--frames", "..16").values()
            if "plays Plan B" in text
        ]
        for seat in ("us", "china", "facilitator", "wall")
    }

    assert [1, 1, 1, 0] == [len(lines) for lines in said.values()]
    assert said["us"] != said["china"] != said["facilitator"]


@pytest.mark.parametrize(
    ("options", "frames"),
    [
        ((), [1, 2]),
        (("--line", "main"), [1, 2]),
        (("--line", "bold"), [1, 3, 4]),
        (("--line", "bold", "--frames", "2..3"), [3]),
        (("--line", "bold", "--frames", "..3"), [1, 3]),
        (("--line", "bold", "--frames", "3.."), [3, 4]),
        (("--frames", "..99"), [1, 2]),
        (("--frames", "0..0"), [0]),
        (("--frames", "2"), [2]),
        (("--line", "Bold", "--seat", "Facilitator"), [1, 3, 4]),
        (("--at", "4"), [4]),
        (("--at", "2"), [2]),
        (("--line", "bold", "--at", "3"), [3]),
        (("--at", "0"), [0]),
    ],
)
def test_a_line_and_a_range_of_it_are_told(
    two_lines: Path, capsys: Captured, options: tuple[str, ...], frames: list[int]
):
    """
    Both ends of a range belong to it, either may be left out, and one frame may be on any line.
    """
    assert frames == list(told(capsys, two_lines, *options))


def test_the_line_that_was_chosen_to_be_shown_first_is_told(path: Path, capsys: Captured):
    """
    It is the same line that the viewer opens with.
    """
    play = Play()
    frames = [play.frame(), play.frame(), play.frame(parent=1, is_what_if=True)]
    written(path, frames, LineName(3, "bold"), Standing("bold", "first"))

    assert [1, 3] == list(told(capsys, path))
    assert [1, 2] == list(told(capsys, path, "--line", "main"))


def test_a_line_that_was_not_played_is_named_beside(two_lines: Path, capsys: Captured):
    """
    On stderr, for the output has a line for each frame: by its name, or by a frame of it.
    """
    for options in (["--line", "bold"], ["--at", "4"]):
        assert 0 == main(["replay", str(two_lines), "--plain", *options])
        assert "What-if: bold, left main in turn 1" in capsys.readouterr().err

    assert 0 == main(["replay", str(two_lines), "--plain"])
    assert "" == capsys.readouterr().err


def test_the_opening_alone_tells_who_plays(two_lines: Path, capsys: Captured):
    """
    A frame that is asked for is never answered with nothing.
    """
    assert (
        "before the first decision: United States (human)"
        in told(capsys, two_lines, "--at", "0")[0]
    )


def test_remarks_are_told_with_their_frames(path: Path, capsys: Captured):
    """
    Glyphs and markers come before what was told, notes after it, each to who may read it.
    """
    play = Play()
    written(
        path,
        [play.frame(), play.frame(Report(FACILITATOR, "They talked."))],
        Marker(0, "Before all"),
        Glyph(2, "?!"),
        Marker(2, "Talks"),
        Note(2, 0, "a bluff,\nI think", "us"),
        Note(2, 0, "for all"),
    )

    facilitator, wall = told(capsys, path), told(capsys, path, "--seat", "wall")

    assert "[marker: Before all]" == facilitator[0]
    begin = "[?!] [marker: Talks] Facilitator: They talked."
    noted = "[note by United States: a bluff, I think]"
    assert f"{begin} {noted} [note: for all]" == facilitator[2]
    assert f"{begin} [note: for all]" == wall[2]


def test_hostile_text_stays_text(path: Path, capsys: Captured):
    """
    What a forged save says moves no cursor and begins no line of its own.
    """
    play = Play()
    evil = "\x1b[2J\u202eevil\n   9  forged\x07"
    written(
        path,
        [play.frame(), play.frame(Report(FACILITATOR, evil))],
        Note(2, 0, evil),
        Marker(2, evil),
    )

    found = told(capsys, path, "--at", "2")

    assert [2] == list(found)
    assert 3 == found[2].count("[2Jevil 9 forged")
    assert found[2].isprintable()


def test_plain_characters_are_enough(path: Path, capsys: Captured):
    """
    A terminal that knows no arrows is spared them.
    """
    saved(path)

    assert 0 == main(["--ascii", "replay", str(path), "--plain"])

    out = capsys.readouterr().out
    assert out.isascii()
    assert "Capital 4 -> 3" in out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--seat", "mars"], 'no seat is called "mars"; there are: us, china, facilitator, wall'),
        (["--line", "bald"], 'no line is called "bald"; there are: main, bold'),
        (["--line", ""], 'no line is called ""; there are: main, bold'),
        (["--at", "9"], "there is no frame 9; the last is 4"),
        (["--at", "-1"], "there is no frame -1"),
        (["--line", "main", "--at", "3"], 'frame 3 is not on the line called "main"'),
        (["--frames", "9.."], "there is no frame 9 on this line; the last is 2"),
        (["--frames", "2..1"], '"2..1" goes backwards; write the earlier frame first'),
        (["--frames", "1..2", "--at", "1"], "--at is one frame and --frames are several"),
        *(
            (["--frames", said], "is no range of frames")
            for said in ("", "..", "x", "a..b", "1..-2")
        ),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(
    two_lines: Path, capsys: Captured, options: list[str], why: str
):
    """
    Status 2, nothing on the output, and what there is instead.
    """
    assert 2 == main(["replay", str(two_lines), "--plain", *options])

    said = capsys.readouterr()
    assert "" == said.out
    assert why in said.err
    assert 1 == said.err.count("\n")


def test_very_many_lines_are_not_all_named(path: Path, capsys: Captured):
    """
    A slip in a save with hundreds of tries is answered in a line that can be read.
    """
    play = Play()
    frames = [play.frame(), *(play.frame(parent=1, is_what_if=True) for _ in range(60))]
    written(path, frames)

    assert 2 == main(["replay", str(path), "--plain", "--line", "bald"])

    assert capsys.readouterr().err.rstrip().endswith("what-if 40 and 21 more")


def test_a_range_belongs_to_plain_text(two_lines: Path, capsys: Captured):
    """
    An option that would do nothing is refused.
    """
    assert 2 == main(["replay", str(two_lines), "--frames", "1..2"])
    assert "--frames goes with --plain" in capsys.readouterr().err


def test_a_damaged_save_is_told_as_far_as_it_goes(path: Path, capsys: Captured):
    """
    What can be read is told, and then that it is not all.
    """
    saved(path, 6)
    os.truncate(path, path.stat().st_size - 1)

    assert 3 == main(["replay", str(path), "--plain"])

    said = capsys.readouterr()
    assert said.out.splitlines()[-1].startswith("   5  ")
    assert "readable up to frame 5: the last record was never finished" in said.err
    assert 5 == len(load(path).frames)


def test_a_reader_who_has_seen_enough_ends_it_quietly(path: Path):
    """
    `tabletop replay ... | head -1` of a session longer than any pipe holds leaves no traceback.
    """
    play = Play()
    long = Report(FACILITATOR, "word " * 90)
    written(path, [play.frame(), *(play.frame(long) for _ in range(400))])
    command = f"'{sys.executable}' -m tabletop.cli.main replay '{path}' --plain | head -1"

    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)

    assert (0, "") == (done.returncode, done.stderr)
    assert 1 == done.stdout.count("\n")


def test_a_recording_that_cannot_be_written_is_named(two_lines: Path, capsys: Captured):
    """
    Status 5, and which file it was.
    """
    film = two_lines.with_name("nowhere") / "m.cast"

    assert 5 == main(["replay", str(two_lines), "--cast", str(film)])
    assert str(film) in capsys.readouterr().err


def test_an_unknown_option_points_to_the_help_of_its_verb(two_lines: Path, capsys: Captured):
    """
    Which options a verb has is not in the help of all verbs.
    """
    with pytest.raises(SystemExit, match="2"):
        main(["replay", str(two_lines), "--wrong"])

    assert "`tabletop replay --help` says more" in capsys.readouterr().err
