"""Learning in the viewer, by real keys: comparing, who knew what, seals, luck or choice."""

import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerFailed

from tabletop.game.event import MoveRevealed
from tabletop.journal.reader import load
from tabletop.journal.tree import main_line
from tabletop.lab.continuations import COURSES, Course, Fork, continuation
from tabletop.lab.crew import Batch
from tabletop.language.ids import WALL
from tabletop.pages.view import view_of
from tabletop.replay.cursor import Entrance
from tabletop.tui.reviewing import Reviewer
from tabletop.tui.viewer import luck
from tabletop.tui.viewer.luck import LuckScreen
from tabletop.tui.viewer.side_by_side import Comparing, Knowing
from tabletop.tui.viewer.viewer import ViewerScreen
from tabletop.tui.widgets.lines import Lines
from tests.replay.lines import journal_of, kept, what_if
from tests.tui.screens import STRAIT, Seat, Shelf, screen_of, session, strait

ENTROPY = 4
pictured = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="pictures are taken on one Python alone"
)
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)], ids=lambda s: str(s[0]))

DECK = STRAIT + "turns: 3\n"


def save(folder: Path, lines: int = 1) -> tuple[Path, int]:
    """Return a save with *lines* what-if lines, and the frame that they leave the main line at."""
    journal = journal_of(folder, DECK, entropy=ENTROPY)
    played = len(journal.frames)
    fork = next(f for f in journal.frames if any(isinstance(e, MoveRevealed) for e in f.events))
    for n in range(lines):
        journal = what_if(journal, fork.parent - 2, salt=f"fresh {n}")
    return kept(journal, played), fork.parent - 2


def app_of(path: Path, at: int, seat: str = "wall") -> Reviewer:
    return Reviewer(path, Entrance(at=at, seat=seat), Shelf())


@asynccontextmanager
async def viewer_of(
    path: Path, at: int, seat: str = "wall", size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Seat]:
    """Yield somebody at the viewer, at frame *at* of the save at *path*."""
    app = app_of(path, at, seat)
    async with app.run_test(size=size) as pilot:
        person = Seat(app, pilot)
        await person.until(
            lambda: isinstance(person.screen, ViewerScreen) and person.screen.is_ready
        )
        await person.rest()
        yield person


def told(person: Seat) -> list[str]:
    """Return what is said in passing."""
    return [notice.message for notice in person.app._notifications]


def last(path: Path) -> int:
    """Return the last frame of the main line."""
    return main_line(load(path))[-1].number


async def test_comparing_goes_to_the_frame_behind_a_row_and_comes_back(tmp_path: Path):
    """
    d lays the what-if line beside the main one; enter looks at the frame behind the first
    difference, on the side that was chosen; backspace is back.
    """
    path, _ = save(tmp_path)
    async with viewer_of(path, last(path)) as person:
        await person.press("d")
        await person.sees("Two lines side by side", "▸ main", "≠", "Turn 1", "Turn 2")
        comparing = person.screen
        assert isinstance(comparing, Comparing) and comparing.found is not None
        pairs = [pair for chapter in comparing.found.chapters for pair in chapter.pairs]
        at = comparing.query_one("#pairs", Lines).cursor
        assert at == next(n for n, pair in enumerate(pairs) if pair.differs)
        cell = pairs[at].right or pairs[at].left

        await person.press("right", "enter")

        assert isinstance(person.screen, ViewerScreen)
        assert (cell.frame, pairs[at].right is None) == (
            person.screen.cursor.number,
            person.screen.cursor.line.is_main,
        )
        await person.press("backspace")
        assert last(path) == person.screen.cursor.number


async def test_comparing_reads_on_only_when_asked_to(tmp_path: Path):
    """
    Standing in the first turn one sees no later one of either line, until e is pressed.
    """
    path, fork = save(tmp_path)
    async with viewer_of(path, fork + 2) as person:
        await person.press("d")
        await person.sees("as far as you have come", "Turn 1")
        assert "Turn 2" not in person.text and "The end" not in person.text

        await person.press("e", "G")

        await person.sees("to the end", "The end")


async def test_n_goes_from_difference_to_difference(tmp_path: Path):
    """
    n goes down through what differs, N goes up again, and neither stops at what is the same.
    """
    path, _ = save(tmp_path)
    async with viewer_of(path, last(path)) as person:
        await person.press("d")
        lines = person.screen.query_one("#pairs", Lines)
        found = [lines.cursor]
        for _ in range(3):
            await person.press("n")
            found.append(lines.cursor)
        await person.press("N")

        pairs = [pair for chapter in person.screen.found.chapters for pair in chapter.pairs]
        assert found[:4] == [n for n, pair in enumerate(pairs) if pair.differs][:4]
        assert found[-2] == lines.cursor


async def test_which_line_is_asked_where_there_are_several(tmp_path: Path):
    """
    With two other lines a dialog names both, and where they part.
    """
    path, fork = save(tmp_path, lines=2)
    async with viewer_of(path, last(path)) as person:
        await person.press("d")
        await person.sees("Compare", f"after frame {fork}")

        await person.press("down", "enter")

        await person.until(lambda: isinstance(person.screen, Comparing))
        app = person.app
        assert isinstance(app, Reviewer)
        assert person.screen.names[1] == app.viewer.cursor.replay.lines[2].name


async def test_before_the_fork_no_line_is_given_away(tmp_path: Path):
    """
    That somebody will try something else later on is still to come.
    """
    path, fork = save(tmp_path)
    async with viewer_of(path, fork) as person:
        await person.press("d")

        assert ["No other line has parted from this one by now."] == told(person)
        assert isinstance(person.screen, ViewerScreen)


async def test_who_knew_what_is_looked_at_frame_by_frame(tmp_path: Path):
    """
    K sets what Red knew beside what was true; g leaves the gaps, and the arrows go on in time.
    """
    path, fork = save(tmp_path)
    async with viewer_of(path, fork, "red") as person:
        await person.press("K")
        await person.sees("what Red knew", "what was true", "Hands", "Big Speech")
        knowing = person.screen
        assert isinstance(knowing, Knowing)

        await person.press("g")
        assert "Tension" not in person.text
        await person.sees("Hands", "?", "≠")
        await person.press("right", "right", "w")
        await person.sees("what Blue knew", f"frame {fork + 2}")
        await person.press("enter")

        assert fork + 2 == person.screen.cursor.number


async def test_two_seats_knowledge_is_laid_side_by_side(tmp_path: Path):
    """
    o turns to other eyes on the right; the same eyes on both sides show no gap.
    """
    path, fork = save(tmp_path)
    async with viewer_of(path, fork, "wall") as person:
        await person.press("K", "o")

        await person.sees("no gap")
        await person.press("o")
        await person.sees("what everybody knew", "what Red knew", "gap")


async def test_seals_are_proved_up_to_the_frame_that_is_shown(tmp_path: Path):
    """
    P tells each code, and that what was revealed gives it again; a plan that waits says so.
    """
    path, fork = save(tmp_path)
    async with viewer_of(path, last(path)) as person:
        await person.press("P")
        await person.sees("Proof of seals", "✓ All 6 plans were revealed as sealed.", "✓ as sealed")
    async with viewer_of(path, fork + 1) as person:
        await person.press("P")

        await person.sees("Nothing that was sealed has been revealed yet.", "■ sealed")


async def test_the_hot_wash_proves_the_seals(tmp_path: Path):
    """
    Where everybody still sits together, p shows that each plan was revealed as it was sealed.
    """
    played = session(tmp_path, strait(turns=1))
    async with screen_of(played, size=(120, 36)) as person:
        await person.press("space", "enter", "enter", "s")
        await person.sees("■ sealed")
        code = next(iter(view_of(played, WALL).codes.values()))
        assert code in person.text
        await person.go_on(lambda: "Hot wash" in person.text)
        await person.press("p")

        await person.sees("Proof of seals", "All 2 plans were revealed as sealed.", code)


async def test_luck_grows_and_what_really_happened_waits_to_be_asked_for(tmp_path: Path):
    """
    x plays the frame on in processes; only r tells where the real outcome falls.
    """
    path, fork = save(tmp_path)
    async with viewer_of(path, fork) as person:
        await person.press("x", "tab", "right", "right", "enter")
        await person.until(
            lambda: isinstance(person.screen, LuckScreen) and not person.screen.running
        )
        await person.sees("150 of 150 played", "steady bots", "middle", "most points in")
        assert "better than" not in person.text and "as it was" not in person.text

        await person.press("r")
        await person.sees("better than", "◄ as it was")
        await person.press("escape")

        assert isinstance(person.screen, ViewerScreen) and fork == person.screen.cursor.number


async def test_escape_stops_the_playing_and_keeps_what_has_come(tmp_path: Path):
    """
    Of a thousand each only some are played; nothing more comes after that.
    """
    path, fork = save(tmp_path)
    async with viewer_of(path, fork) as person:
        await person.pilot.press("x")
        await person.rest()
        await person.pilot.press("right", "right", "enter")
        await person.until(lambda: isinstance(person.screen, LuckScreen) and person.screen.done > 0)

        await person.pilot.press("escape")

        await person.sees("stopped at", "of 3000")
        await person.rest()
        assert person.screen.done < 3000
        await person.press("escape")
        assert isinstance(person.screen, ViewerScreen)


async def test_nothing_is_played_on_from_the_end(tmp_path: Path):
    """
    Where the session is over there is neither luck nor choice.
    """
    path, _ = save(tmp_path)
    async with viewer_of(path, last(path)) as person:
        await person.press("x")

        assert ["The session is over at this frame. Go back to an earlier one."] == told(person)


class Here:
    """A crew that plays in this process, all at once."""

    def __init__(self, start: Fork) -> None:
        self.start = start

    def run(self, count: int, courses: Sequence[Course] = COURSES) -> Iterator[Batch]:
        for course in courses:
            yield Batch(course, tuple(continuation(self.start, course, n) for n in range(count)))

    def stop(self) -> None:
        pass


def keys(*pressed: str) -> Any:
    """Return what presses keys before the picture is taken."""

    async def before(pilot: Pilot[Any]) -> None:
        person = Seat(pilot.app, pilot)
        await person.until(
            lambda: isinstance(person.screen, ViewerScreen) and person.screen.is_ready
        )
        await person.rest()
        await person.press(*pressed)
        await person.until(lambda: not getattr(person.screen, "running", False))
        await person.rest()

    return before


@pictured
@SIZES
@pytest.mark.parametrize(
    ("pressed", "at"),
    [(("d", "e"), 99), (("K",), 15), (("x", "tab", "right", "enter", "r"), 9)],
    ids=["compare", "knew", "luck"],
)
def test_the_picture(
    snap_compare: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    pressed: tuple[str, ...],
    at: int,
):
    """
    Two columns with what differs marked; histograms with the real outcome among them.
    """
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(luck, "Crew", Here)
    path, _ = save(tmp_path)
    app = app_of(path, min(at, last(path)), "red")

    assert snap_compare(app, terminal_size=size, run_before=keys(*pressed))


async def test_to_look_again_before_the_first_look_is_done_is_no_fault(tmp_path: Path):
    """
    Whose eyes look can be changed as fast as one likes; the last ones are shown.
    """
    path, _ = save(tmp_path)
    async with viewer_of(path, last(path)) as person:
        await person.press("d")
        comparing = person.screen
        assert isinstance(comparing, Comparing)
        with comparing.hold:
            await person.pilot.press("w")
            await person.pilot.press("w")

        await person.rest()
        await person.sees("Two lines side by side", "Turn 1")

        assert person.app.fault is None
        assert person.screen is comparing


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["o"], "tabletop.tui.viewer.line_screen.glance"),
        (["x", "enter"], "tabletop.tui.viewer.luck.fork"),
        (["d"], "tabletop.tui.viewer.side_by_side.compare"),
    ],
    ids=["lines", "luck", "compare"],
)
async def test_a_fault_of_ours_behind_a_screen_is_not_kept_quiet(
    keys: list[str], place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """
    What breaks while something is looked up stops the program, as anywhere else.
    """
    path, _ = save(tmp_path)

    def broken(*args: object, **options: object) -> None:
        raise AttributeError("ours")

    async def look_up() -> None:
        async with viewer_of(path, last(path) - 1) as person:
            monkeypatch.setattr(place, broken)
            await person.press(*keys[:-1])
            await person.pilot.press(keys[-1])
            await person.until(lambda: person.app.fault is not None)

    with pytest.raises(WorkerFailed) as failed:
        await look_up()
    assert isinstance(failed.value.error, AttributeError)
