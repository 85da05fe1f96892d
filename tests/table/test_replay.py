"""A saved session looked at: each frame as it was, from each viewpoint, on every line."""

from pathlib import Path

import pytest

from tabletop.game.words import FACILITATOR, WALL, LevelId, Viewer
from tabletop.journal.reader import load
from tabletop.table.replay import Replay
from tabletop.table.session import Session
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
