"""Who looks at the screen, and who is to look next."""

import pytest

from tabletop.game.asks import Ask
from tabletop.tui.play.curtain import leads, next_viewer

SEAL_RED, SEAL_BLUE = Ask("red", "seal"), Ask("blue", "seal")
GO_ON = Ask("facilitator", "proceed")


@pytest.mark.parametrize(
    "people, asks, current, expected",
    [
        (("red",), (SEAL_BLUE,), "red", "red"),
        ((), (GO_ON,), None, "wall"),
        (("red", "blue"), (SEAL_RED, SEAL_BLUE), None, "red"),
        (("red", "blue"), (SEAL_RED, SEAL_BLUE), "blue", "blue"),
        (("red", "blue"), (SEAL_BLUE,), "red", "blue"),
        (("red", "blue"), (GO_ON,), "blue", "wall"),
        (("red", "facilitator"), (GO_ON,), "red", "facilitator"),
    ],
)
def test_the_keyboard_goes_to_whoever_is_asked(people, asks, current, expected):
    """
    One person keeps it; of several, whoever is asked stays, else the next that is asked comes.
    """
    assert expected == next_viewer(people, asks, current, is_over=False)


def test_everybody_looks_at_the_end():
    """
    When the session is over there is nothing left to hide.
    """
    assert "wall" == next_viewer(("red", "blue"), (), "red", is_over=True)


@pytest.mark.parametrize(
    "people, viewer, expected",
    [
        (("red",), "red", True),
        (("red", "blue"), "red", False),
        (("red", "blue"), "wall", True),
        (("red", "facilitator"), "red", False),
        (("red", "facilitator"), "facilitator", True),
    ],
)
def test_who_goes_on_for_the_whole_table(people, viewer, expected):
    """
    The facilitator where there is one; else one person alone, or all together.
    """
    assert expected == leads(people, viewer)
