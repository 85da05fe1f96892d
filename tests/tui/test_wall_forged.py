"""A save that cannot have been played: the wall says so, and keeps what could."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tabletop.errors import TabletopError
from tabletop.game import event as ev
from tabletop.game.decision import Proceed
from tabletop.journal.model import Frame
from tabletop.journal.writer import Writer
from tabletop.language.ids import ActorId, CardId, LevelId, MoveId, Phase, Posture, Viewer
from tabletop.pages.text import Words
from tabletop.replay.replay import Replay
from tabletop.tui.wall.wall import WallScene
from tabletop.tui.wall.watching import Watching
from tests.journal.sessions import CHINA, DECK, PRINTED, US, WHOLE, anything, head, saved
from tests.tui.test_wall import wall_of

LEVELS = st.sampled_from([LevelId("trust"), LevelId("us.capital"), LevelId("nothing")])
CARDS = st.sampled_from([CardId("base"), CardId("plan_b"), CardId("nothing")])
SEATS = st.sampled_from([US, CHINA, ActorId(Viewer("nobody")), ActorId(Viewer(""))])
MOVES = st.sampled_from([MoveId("1-us-1"), MoveId("1-china-1"), MoveId("x")])
CAUSE = ev.Cause("deck")
LIKELY = st.one_of(
    st.builds(ev.LevelShifted, LEVELS, WHOLE, WHOLE, WHOLE, st.just(CAUSE)),
    st.builds(ev.TurnBegan, WHOLE),
    st.builds(ev.PhaseBegan, anything(Phase), SEATS),
    st.builds(ev.PieceStood, MOVES, CARDS, SEATS, SEATS, anything(Posture), WHOLE, WHOLE),
    st.builds(
        ev.OfferMade,
        *(MOVES, CARDS, SEATS, SEATS, anything(Posture)),
        *(st.just(()), st.just(()), WHOLE),
    ),
    st.builds(ev.SessionEnded, st.just(""), st.lists(SEATS, max_size=3).map(tuple)),
)


def view_of(watching: Watching, events: Sequence[Any]) -> WallScene | None:
    """Return what *watching* shows of a save of one frame, in which *events* befell."""
    frames = (Frame(1, 0, 0, Proceed(), tuple(events), bytes(8)),)
    replay = watching.watch.replay
    assert replay is not None
    watching.watch.replay = Replay(attrs.evolve(replay.journal, deck=DECK, frames=frames))
    watching.watch.look = lambda: True  # type: ignore[method-assign]
    return watching.scene()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("forged") / "a.seminar", 0).path


@given(st.lists(st.one_of(LIKELY, LIKELY, anything(ev.Event)), min_size=1, max_size=4))
@settings(max_examples=80, deadline=None)
def test_whatever_was_forged_is_shown_or_refused(path: Path, events: list[Any]):
    """No crash, no hang, no line without an end, at any size."""
    watching = Watching(path)
    watching.watch.look()
    scene = view_of(watching, events)
    watching.close()

    assert scene is not None
    assert bool(scene.trouble) == isinstance(watching.forged, TabletopError)
    for size in ((60, 18), (80, 24), (120, 36), (200, 50)):
        lines = scene.paint(*size, False)
        assert all(isinstance(line, Words) and line.cell_length < 2_000 for line in lines)
    assert len(scene.clock(0)) < 200


async def test_a_forged_frame_leaves_what_was_shown(tmp_path: Path):
    """
    The wall goes on to stand, with a sentence; what was forged is not quoted.
    """
    path = tmp_path / "a.seminar"
    with Writer.create(path, head(), PRINTED) as writer:
        writer.append(Frame(1, 0, 0, Proceed(), (ev.TurnBegan(1), ev.PhaseBegan("plan")), bytes(8)))
        async with wall_of(path) as seat:
            await seat.sees("● live")
            stood = ev.PieceStood(MoveId("x"), CardId("secret"), US, US, "open", 0, 0)
            writer.append(Frame(2, 1, 1, Proceed(), (stood,), bytes(8)))

            await seat.sees("cannot have been played, so it is not shown.", "Trust")
            assert "secret" not in seat.text
            await seat.press("left", "enter")
            await seat.sees("Trust")
