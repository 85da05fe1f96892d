"""The rail of the scrubber: where frames stand on it, and that it is as wide as its room."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.game.clean import clean_line
from tabletop.language.ids import FACILITATOR
from tabletop.pages import rail
from tabletop.replay.replay import Replay, open_replay

GOLDEN = sorted((Path(__file__).parents[2] / "saves" / "golden").glob("*.seminar"))


@pytest.fixture(scope="module", params=GOLDEN, ids=lambda path: path.stem)
def replay(request: pytest.FixtureRequest) -> Replay:
    return open_replay(request.param)


def test_frames_stand_in_their_order(replay: Replay):
    """
    Time never goes back on the rail, whatever the phases, and a session that is over fills its turn.
    """
    for line in replay.lines:
        places = [rail.place_of(replay, line, number) for number in (0, *line.frames)]

        assert sorted(places) == places
        assert 0.0 == places[0]
        assert places[-1] <= 1.0
    if replay.state(replay.main.last).turn == replay.deck.terms.turns:
        assert 1.0 == rail.place_of(replay, replay.main, replay.main.last)


def test_a_place_leads_to_the_frame_that_stands_there(replay: Replay):
    """
    Who clicks on the place of a frame comes to it, or to one that stands at the very same place.
    """
    line = replay.main
    for number in line.frames[::7]:
        place = rail.place_of(replay, line, number)

        assert place == rail.place_of(replay, line, rail.frame_at(replay, line, place))


@pytest.mark.parametrize("width", [20, 36, 54, 86, 190])
def test_the_rail_is_as_wide_as_its_room(replay: Replay, width: int):
    """
    To the cell, with whatever is marked, named and numbered on it.
    """
    for line in replay.lines:
        for number in (0, *line.frames[:: max(1, len(line.frames) // 5)], line.last):
            for reveals in (False, True):
                shown = rail.rail_of(replay, line, number, FACILITATOR, reveals=reveals)

                assert width == rail.track_line(shown, width).cell_length
                assert width == rail.mark_line(shown, width).cell_length


MARKS = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from(["▾", "!?", "“", "▾??"]),
        st.text(st.sampled_from("aé日本\u0301 x-"), max_size=30).map(clean_line),
    ),
    max_size=6,
)


@given(MARKS, st.integers(10, 80))
def test_whatever_a_marker_is_called_it_keeps_its_room(marks, width: int):
    """
    In any script, with any accents, beside any others: the rail below stays where it is.
    """
    shown = rail.Rail(0.5, 0.5, [(0.0, 1)], sorted(marks), [0.3], 2)

    assert width == rail.mark_line(shown, width).cell_length
    assert width == rail.track_line(shown, width).cell_length
