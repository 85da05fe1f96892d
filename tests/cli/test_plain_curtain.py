"""Several people at one keyboard: the curtain between them, and what stays behind it."""

from pathlib import Path

import pytest

from tests.cli.at_keyboard import CURTAIN, alone, played


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


def test_two_people_are_kept_apart_by_a_curtain(path: Path):
    """
    Between two seats the page is emptied, and each hears in private what is for it alone.
    """
    session = alone(path, blue="human")

    page = played(
        session,
        *("", "", "2 covert", "MY SECRET REASON", "", "aims", "seal"),
        *("", "aims", "seal"),
    )

    before, red, between, blue, after = (*page.split(CURTAIN), "")[:5]
    assert "Hand over to Red; then Enter. Others look away >" in before
    assert "Which card?" not in before
    assert "MY SECRET" not in before + between + blue + after
    assert "Nerve: 6" in red
    assert "Hand over to Blue" in between
    assert "Nerve" not in before + between + blue + after
    assert "Blue, secret: Apart." in blue
    assert "Apart" not in before + red + between + after
    assert "Everybody may look." in after


def test_nothing_secret_can_be_asked_for_at_the_curtain(path: Path):
    """
    Whoever waits at the curtain sees what everybody sees.
    """
    page = played(
        alone(path, blue="human"), "", "tracks", "hand", "aims", "table", "feed 99", "card 1"
    )

    shown = page.split("Others look away >", 1)[1]
    assert "Nerve" not in shown
    assert "Praise" not in shown
    assert "Apart" not in shown
    assert "There are no cards in this hand." in shown
    assert "There is no hand to look at now." in shown


def test_the_curtain_after_a_seat_shows_nothing_of_it(path: Path):
    """
    Whoever comes to the keyboard next cannot look back either.
    """
    asked = ("tracks", "hand", "aims", "feed 99", "card 1")
    page = played(alone(path, blue="human"), "", "", "1", "", "", "seal", *asked)

    shown = page.split(CURTAIN)[-1]
    assert "Hand over to Blue" in shown
    for secret in ("Nerve", "Praise", "Close. 3 points if Nerve"):
        assert secret not in shown


def test_an_absent_person_is_passed_for_at_the_curtain(path: Path):
    """
    Whoever does not come to the keyboard does not hold up the others.
    """
    session = alone(path, blue="human")

    page = played(session, "", "maybe", "away", "")

    assert 'Press Enter when you sit at the keyboard, or type "away".' in page
    assert "Red is passed for." in page
    assert "Hand over to Blue" in page


def test_what_the_wall_has_heard_is_not_read_twice(path: Path):
    """
    Behind the curtain a person hears what is new for that seat, not the whole turn again.
    """
    page = played(alone(path, blue="human"), "", "", "seal", "", "seal")

    assert 1 == page.count("Moves are planned and sealed.")


def test_a_person_who_leaves_takes_the_secrets_along(path: Path):
    """
    Whoever quits behind the curtain leaves an empty page to the next.
    """
    page = played(alone(path, blue="human"), "", "", "aims", "quit")

    assert "Nerve" in page
    assert "Nerve" not in page.split(CURTAIN)[-1]
    assert "You leave the table." in page.split(CURTAIN)[-1]
