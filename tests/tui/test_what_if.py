"""Playing on otherwise, by real keys: from a frame in the viewer to a table, and back on its line."""

from pathlib import Path

import pytest

from tabletop.game.decision import Move, Seal
from tabletop.journal.lines import Line, lines_of
from tabletop.journal.reader import load
from tabletop.journal.states import History
from tabletop.journal.tree import first_line, line_names, main_line, standings
from tabletop.journal.verify import verify
from tabletop.table.session import Session
from tabletop.tui.lobby.lobby import Lobby
from tabletop.tui.play.curtain import Curtain
from tabletop.tui.play.hot_wash import HotWash
from tabletop.tui.play.play import Play
from tabletop.tui.viewer.line_screen import LineList
from tabletop.tui.viewer.moment import clock_words
from tabletop.tui.viewer.side_by_side import Comparing
from tabletop.tui.viewer.viewer import ViewerScreen
from tabletop.tui.widgets.form import Form
from tests.tui.screens import screen_of, session, strait
from tests.tui.viewers import Onlooker, played, viewing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session of three turns that bots have played to its end."""
    return played(tmp_path)


def in_phase(path: Path, phase: str, turn: int = 1) -> int:
    """Return the first frame of the main line after which *phase* is on."""
    journal = load(path)
    states = ((f.number, History(journal).at(f.number)) for f in main_line(journal))
    return next(n for n, state in states if (state.phase, state.turn) == (phase, turn))


def line(path: Path, name: str) -> Line:
    return next(line for line in lines_of(load(path)) if line.name == name)


async def sit_down(viewer: Onlooker, *answers: str) -> Session:
    """Fork here, with *answers* pressed in the dialog, and return the session of the table."""
    await viewer.press("f")
    await viewer.sees("What if ...", "The session as it was played stays as it is")
    await viewer.press(*answers, "enter")
    await viewer.until(lambda: isinstance(viewer.screen, Play) and viewer.screen.view is not None)
    await viewer.rest()
    assert isinstance(viewer.screen, Play)
    return viewer.screen.session


async def test_a_turn_is_played_otherwise_and_the_viewer_shows_it(path: Path):
    """
    f, enter: the table stands where the plans began, says that it is a what-if, and takes other
    moves; leaving it comes back to the viewer, at the last frame of the new line.
    """
    before = main_line(load(path))
    async with viewing(path, at=in_phase(path, "adjudicate")) as viewer:
        session = await sit_down(viewer)
        await viewer.sees("◇ what if: turn 1 otherwise", "turn 1 of 3", "as Red", "L Back")
        assert "plan" == session.state.phase

        await viewer.press("enter", "enter", "s")
        await viewer.until(lambda: "red" in session.state.plans)
        await viewer.press("L")

        await viewer.until(lambda: isinstance(viewer.screen, ViewerScreen))
        await viewer.rest()
        await viewer.sees("◇ What-if: turn 1 otherwise", "Red has sealed")
        assert (session.number, "turn 1 otherwise") == (
            viewer.shown.cursor.number,
            viewer.shown.cursor.line.name,
        )
        assert viewer.shown.cursor.line.last == session.number

    assert Seal("red", (Move("battery"),)) == load(path).frames[-1].decision
    assert before == main_line(load(path))
    assert verify(path).difference is None


async def test_one_key_comes_back_from_the_new_line(path: Path):
    """
    Backspace goes to the frame that was left, as from any jump.
    """
    at = in_phase(path, "adjudicate")
    async with viewing(path, at=at) as viewer:
        await sit_down(viewer)
        await viewer.press("enter", "enter", "s", "L")
        await viewer.until(lambda: not viewer.shown.cursor.line.is_main)

        await viewer.press("backspace")

        assert (at, "main") == (viewer.shown.cursor.number, viewer.shown.cursor.line.name)


async def test_a_what_if_without_a_decision_leaves_nothing(path: Path):
    """
    Whoever thinks better of it finds viewer and save as they were.
    """
    data, at = path.read_bytes(), in_phase(path, "brief", 2)
    async with viewing(path, at=at) as viewer:
        await sit_down(viewer)
        await viewer.press("L")
        await viewer.until(lambda: isinstance(viewer.screen, ViewerScreen))
        await viewer.rest()

        assert (at, "main") == (viewer.shown.cursor.number, viewer.shown.cursor.line.name)
    assert data == path.read_bytes()


async def test_the_dialog_asks_where_luck_name_and_seats(path: Path):
    """
    This very moment or the plans, the same luck or fresh, a name of one's own, bots in any seat.
    """
    at = in_phase(path, "adjudicate", 2)
    async with viewing(path, at=at) as viewer:
        await viewer.press("f", "left")  # this very moment
        await viewer.focus("#field-luck")
        await viewer.press("right")
        await viewer.focus("#field-name")
        await viewer.press(*["backspace"] * 40)
        await viewer.type("bolder")
        await viewer.focus("#field-seat-red")
        await viewer.press("right")
        await viewer.sees("● fresh", "bolder", "● bot cautious")
        await viewer.press("enter")
        await viewer.until(lambda: isinstance(viewer.screen, Play))
        await viewer.rest()
        await viewer.sees("◇ what if: bolder", "as everybody")
        await viewer.go_on(lambda: len(load(path).frames) > len(main_line(load(path))))

    begun = load(path).frame(line(path, "bolder").begin)
    assert (at, True) == (begun.parent, begun.is_what_if)
    assert begun.salt
    assert verify(path).difference is None


async def test_a_name_that_is_taken_is_refused_in_the_dialog(path: Path):
    """
    It says why, and the dialog stays.
    """
    async with viewing(path, at=in_phase(path, "plan")) as viewer:
        await viewer.press("f")
        await viewer.focus("#field-name")
        await viewer.press(*["backspace"] * 40)
        await viewer.type("main")
        await viewer.press("enter")

        await viewer.sees("is the line that was played")
        assert isinstance(viewer.screen, Form)


async def test_nothing_can_be_played_after_the_end_but_the_last_turn_can(path: Path):
    """
    At the last frame f goes back to the last plans; where there is no way, it says so.
    """
    async with viewing(path, at=main_line(load(path))[-1].number) as viewer:
        session = await sit_down(viewer)

        assert (3, "plan") == (session.state.turn, session.state.phase)


async def test_a_what_if_is_played_to_its_hot_wash_and_back(path: Path):
    """
    The hot wash says which line it is of, and its key for leaving goes to the viewer.
    """
    async with viewing(path, at=in_phase(path, "adjudicate", 3)) as viewer:
        session = await sit_down(viewer)
        await viewer.press("s")
        await viewer.go_on(lambda: isinstance(viewer.screen, HotWash))
        await viewer.sees("Hot wash", "◇ what if: turn 3 otherwise", "enter Viewer")

        await viewer.press("enter")

        await viewer.until(lambda: isinstance(viewer.screen, ViewerScreen))
        await viewer.rest()
        assert session.number == viewer.shown.cursor.number == line(path, "turn 3 otherwise").last
    assert load(path).is_closed


async def test_two_people_share_the_keyboard_on_a_what_if(path: Path):
    """
    Between their seats a curtain is drawn, as in the session itself.
    """
    async with viewing(path, at=in_phase(path, "plan")) as viewer:
        await viewer.press("f")
        await viewer.focus("#field-seat-blue")
        await viewer.press("left", "left", "left", "enter")
        await viewer.until(lambda: isinstance(viewer.screen, Curtain))
        await viewer.sees("Hand over to", "Red")
        await viewer.press("enter")
        await viewer.sees("as Red", "◇ what if")
        await viewer.press("s")

        await viewer.sees("Hand over to", "Blue")


def with_lines(path: Path, *names: str) -> Path:
    """Let bots play a frame of a what-if of each of *names*, all leaving where turn 2 is planned."""
    for name in names:
        with Session.fork(path, at=in_phase(path, "plan", 2), name=name) as session:
            session.step(everything=True)
    return path


async def test_lines_are_listed_and_gone_over_to(path: Path):
    """
    o lists every line with where it left; enter looks at the one under the cursor.
    """
    with_lines(path, "bold", "meek")
    async with viewing(path, at=in_phase(path, "plan", 2) + 1) as viewer:
        await viewer.press("o")
        await viewer.sees("Lines", "main  you are here", "bold", "meek", "from main in turn 2")

        await viewer.press("j", "enter")

        assert ("bold", line(path, "bold").begin) == (
            viewer.shown.cursor.line.name,
            viewer.shown.cursor.number,
        )


async def test_how_a_line_came_out_is_shown_when_asked(path: Path):
    """
    Nothing on the list gives away how long a session lasts or who wins, until e is pressed.
    """
    with_lines(path, "bold")
    async with viewing(path, at=in_phase(path, "plan", 2)) as viewer:
        await viewer.press("o")
        await viewer.sees("e shows how long it is")
        assert "frames" not in viewer.text and "Red 3" not in viewer.text

        await viewer.press("e")

        frames = len(main_line(load(path)))
        await viewer.sees(
            f"{frames} frames, to turn 3", "1 frame, to turn 2, not played to its end"
        )
        assert "Red " in viewer.text.split(f"{frames} frames")[1]


async def test_a_line_that_was_seen_to_its_end_has_no_secrets(path: Path):
    """
    Who was at its last frame sees its length at once.
    """
    async with viewing(path, at=main_line(load(path))[-1].number) as viewer:
        await viewer.press("o")

        await viewer.sees(f"{len(main_line(load(path)))} frames, to turn 3")


async def test_a_line_is_played_on_from_the_list(path: Path):
    """
    p asks who plays, goes on where the line stopped, and comes back to the viewer on it.
    """
    with_lines(path, "bold")
    stopped = line(path, "bold").last
    async with viewing(path, at=1) as viewer:
        await viewer.press("o", "j", "p")
        await viewer.sees("Play on: bold", f"It stopped after frame {stopped}")
        await viewer.press("enter")
        await viewer.until(lambda: isinstance(viewer.screen, Play))
        await viewer.rest()
        await viewer.sees("◇ what if: bold", "as Red")
        await viewer.press("s", "L")
        await viewer.until(lambda: isinstance(viewer.screen, ViewerScreen))
        await viewer.rest()

        grown = line(path, "bold")
        assert stopped < grown.last == viewer.shown.cursor.number
        assert stopped in grown.frames


async def test_a_line_is_renamed_hidden_and_shown_first(path: Path):
    """
    What is said of a line is in the save at once; a hidden line is listed when asked.
    """
    with_lines(path, "bold", "meek")
    async with viewing(path, at=1) as viewer:
        await viewer.press("o", "j", "r")
        await viewer.press(*["backspace"] * 8)
        await viewer.type("bolder")
        await viewer.press("enter")
        await viewer.sees("◇ bolder")
        await viewer.press("f")
        await viewer.sees("bolder  shown first", "the viewer opens on it")
        await viewer.press("j", "x")
        await viewer.sees("1 hidden")
        assert "meek" not in viewer.text
        await viewer.press("H")
        await viewer.sees("meek  hidden")

    held = load(path)
    assert ("bolder", {"bolder": "first", "meek": "hidden"}) == (first_line(held), standings(held))
    assert ["bolder", "meek"] == sorted(line_names(held))
    async with viewing(path) as viewer:
        assert "bolder" == viewer.shown.cursor.line.name


async def test_the_line_on_screen_stays_when_it_is_renamed(path: Path):
    """
    Renaming is no reason to be shown another line.
    """
    with_lines(path, "bold")
    async with viewing(path, line="bold", at=line(path, "bold").last) as viewer:
        await viewer.press("o", "r", "x", "enter")
        await viewer.sees("boldx")
        await viewer.press("escape")

        await viewer.sees("◇ What-if: boldx")
        assert "boldx" == viewer.shown.cursor.line.name


async def test_two_lines_are_compared_from_the_list(path: Path):
    """
    d lays the line under the cursor beside the one that was shown.
    """
    with_lines(path, "bold")
    async with viewing(path, at=in_phase(path, "aftermath", 2)) as viewer:
        await viewer.press("o", "j", "d")

        await viewer.until(lambda: isinstance(viewer.screen, Comparing))
        await viewer.sees("main", "bold")
        await viewer.press("escape")
        assert isinstance(viewer.screen, LineList)


async def test_a_save_that_somebody_plays_is_not_forked(path: Path):
    """
    The table that has the save keeps it; the viewer says so before anything is filled in.
    """
    with_lines(path, "bold")
    with Session.resume(path):
        async with viewing(path, at=in_phase(path, "plan")) as viewer:
            await viewer.press("f")
            await viewer.hears("open in another window")
            assert isinstance(viewer.screen, ViewerScreen)

            await viewer.press("o", "j", "p")
            assert isinstance(viewer.screen, LineList)


async def test_a_session_just_played_can_be_played_otherwise_at_once(tmp_path: Path):
    """
    From the hot wash to the viewer, to a what-if and back, all the way to the lobby.
    """
    path = played(tmp_path, strait(turns=1))
    async with screen_of(Session.resume(path), size=(120, 36)) as seat:
        await seat.sees("Hot wash")
        await seat.press("v")
        await seat.until(lambda: isinstance(seat.screen, ViewerScreen) and seat.screen.is_ready)
        await seat.press("f", "enter")
        await seat.until(lambda: isinstance(seat.screen, Play) and seat.screen.view is not None)
        await seat.press("s", "L")
        await seat.until(lambda: isinstance(seat.screen, ViewerScreen))
        await seat.rest()
        await seat.sees("◇ What-if: turn 1 otherwise")
        await seat.press("L")
        await seat.sees("Hot wash")
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.screen, Lobby))
    assert ["main", "turn 1 otherwise"] == [found.name for found in lines_of(load(path))]


async def test_nobody_need_facilitate_a_what_if(tmp_path: Path):
    """
    What a facilitator led is led by whoever plays, where the dialog says so.
    """
    people = ("red", "facilitator")
    with session(tmp_path, strait(facilitated=True, turns=2), people=people) as table:
        table.step()
    async with viewing(table.path, at=1) as viewer:
        await viewer.press("f")
        await viewer.sees("Facilitates", "● a person")
        await viewer.focus("#field-facilitator")
        await viewer.press("left", "enter")
        await viewer.until(lambda: isinstance(viewer.screen, Play))
        await viewer.rest()
        await viewer.sees("as Red", "Go on?")
        await viewer.press("space", "s")
        await viewer.go_on(lambda: "turn 2 of 2" in viewer.text)

    assert ["main", "turn 1 otherwise"] == [found.name for found in lines_of(load(table.path))]


async def test_a_hostile_name_is_only_read(path: Path):
    """
    Markup in the name of a line is shown as it stands: on the list, in dialogs and at the table.
    """
    name = "[@click=app.exit]x[/] [/foo]"
    with_lines(path, name)
    async with viewing(path, at=1) as viewer:
        await viewer.press("o", "j")
        await viewer.sees(name)
        await viewer.press("r")
        await viewer.sees("Rename")
        await viewer.press("escape", "p")
        await viewer.sees(f"Play on: {name}")
        await viewer.press("enter")
        await viewer.until(lambda: isinstance(viewer.screen, Play))
        await viewer.rest()

        await viewer.sees(f"◇ what if: {name}")


async def test_a_what_if_is_not_told_of_with_the_session_s_players_and_clock(path: Path):
    """
    Who plays it is not kept, and it was played long after: its time begins with itself.
    """
    with_lines(path, "bold")
    async with viewing(path, line="bold", at=line(path, "bold").begin) as viewer:
        await viewer.sees("bold", "0:00")

        assert "bot steady" not in viewer.text
        assert "0:00" == clock_words(viewer.shown.cursor.played_ms)
