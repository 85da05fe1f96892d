"""A saved session looked at: each frame as it was, from each viewpoint, on every line."""

from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.game.apply import fold
from tabletop.game.sight import sight
from tabletop.game.state import opening
from tabletop.journal.model import Frame, Journal
from tabletop.journal.reader import load
from tabletop.language.ids import FACILITATOR, WALL, LevelId, Viewer
from tabletop.replay.replay import Replay
from tabletop.table.feed import Feed, TurnEnds
from tabletop.table.session import Session
from tests.journal.sessions import DECK, Play, saved
from tests.table.sitting import sitting

VIEWERS = (Viewer("red"), Viewer("blue"), FACILITATOR, WALL)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


def test_every_frame_is_shown_as_the_table_showed_it_then(path: Path):
    """
    Who looks back at frame n sees what they saw when frame n was the last.
    """
    session = sitting(path, red="bot:random")
    shown = {0: seen(session)}
    while session.step(everything=True):
        shown[session.number] = seen(session)
    session.close()

    replay = Replay(load(path))

    for number, then in shown.items():
        assert then == {
            viewer: (
                replay.sight(number, viewer),
                tuple(replay.feed(replay.main, number, viewer, most=10_000)),
                replay.trends(replay.main, number, viewer),
            )
            for viewer in VIEWERS
        }


def seen(session: Session) -> dict[Viewer, object]:
    """Return all that each viewer is shown of *session* now."""
    return {
        viewer: (
            session.sight(viewer),
            tuple(session.feed(viewer)),
            {
                level: session.trend(LevelId(level), viewer)
                for level in session.sight(viewer).state.levels
            },
        )
        for viewer in VIEWERS
    }


def test_a_feed_ends_with_the_last_lines_that_were_asked_for(path: Path):
    """
    A long session is not told from its beginning to show the end of it.
    """
    session = sitting(path, red="bot:random")
    while session.step(everything=True):
        pass
    session.close()
    replay = Replay(load(path))

    assert (
        replay.feed(replay.main, replay.main.last, WALL, most=4)
        == replay.feed(replay.main, replay.main.last, WALL, most=10_000)[-4:]
    )


@st.composite
def forked(draw: st.DrawFn) -> tuple[Frame, ...]:
    """Return the frames of a small session, some taken back and some what-ifs of what-ifs."""
    play = Play()
    while len(play.frames) < 40:
        open_ends = [n for n, state in enumerate(play.states) if not state.is_over]
        latest = len(play.frames)
        parent = latest if latest in open_ends and draw(st.integers(0, 5)) else None
        if parent is None:
            parent = draw(st.sampled_from(open_ends))
        play.frame(parent=parent, is_what_if=parent != latest and draw(st.booleans()))
    return tuple(play.frames)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    return saved(tmp_path_factory.mktemp("saves") / "small.seminar", 1)


@settings(max_examples=25)
@given(forked(), st.data())
def test_every_line_is_told_as_though_it_had_been_played_alone(
    small: Journal, frames: tuple[Frame, ...], data: st.DataObject
):
    """
    What was taken back or tried elsewhere is in no feed and no track of another line.
    """
    replay = Replay(attrs.evolve(small, frames=frames))
    for line in data.draw(st.permutations(replay.lines)):
        viewer = data.draw(st.sampled_from([*(Viewer(a.id) for a in DECK.actors), WALL]))
        upto = data.draw(st.sampled_from((0, *line.frames)))

        feed, ends = Feed(DECK, viewer), TurnEnds()
        state = opening(DECK)
        for number in line.upto(upto):
            events = frames[number - 1].events
            feed.read(number, state, events)
            ends.read(state, events)
            state = fold(state, events)

        assert state == replay.state(upto)
        assert tuple(feed.lines) == replay.feed(line, upto, viewer, most=10_000)
        assert {
            level: tuple(levels[level] for levels in ends.levels)
            for level in sight(DECK, state, viewer).state.levels
        } == replay.trends(line, upto, viewer)


@settings(max_examples=15)
@given(forked())
def test_a_session_that_grows_is_what_it_is_when_read_at_once(
    small: Journal, frames: tuple[Frame, ...]
):
    """
    Whoever follows a live table with its take-backs and tries sees what a late comer sees.
    """
    following = Replay(attrs.evolve(small, frames=()))
    for count in range(len(frames) + 1):
        following.grow(attrs.evolve(small, frames=frames[:count]))
        line = following.lines[count % len(following.lines)]
        following.trends(line, line.last, WALL)  # looked at, and kept, on the way
    late = Replay(attrs.evolve(small, frames=frames))

    assert late.lines == following.lines
    for ours, theirs in zip(following.lines, late.lines, strict=True):
        assert late.trends(theirs, theirs.last, WALL) == following.trends(ours, ours.last, WALL)
        assert late.feed(theirs, theirs.last, WALL) == following.feed(ours, ours.last, WALL)
        begun = [
            replay.turns(line, line.last).begun(line.last)
            for replay, line in ((late, theirs), (following, ours))
        ]
        assert begun[0] == begun[1]
