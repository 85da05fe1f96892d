"""The plain table: a whole session in lines, pleasant and complete."""

from pathlib import Path

import pytest

from tabletop.game.event import MoveAdjudicated, OfferSettled
from tabletop.journal.reader import load
from tabletop.journal.tree import main_line
from tabletop.table.session import Session
from tests.cli.at_keyboard import DECK, alone, played, rolling, sealed
from tests.table.sitting import sitting


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


def test_a_card_can_be_read_in_full(path: Path):
    """
    Everything that is printed, in the words of the deck.
    """
    page = played(alone(path), "", "card 1", "card 99")

    for line in (
        "Cost: Capital 1.",
        "Odds: 60%.",
        "Success: Trust +2.",
        "Failure: Trust -1.",
        "To discuss: Too loud",
        '"99" is no number from 1 to 4.',
    ):
        assert line in page


def test_help_tells_what_can_be_typed_here(path: Path):
    """
    At every question, `help` lists what makes sense there and what always does.
    """
    page = played(alone(path), "help", "", "help")

    quiet, planning = page.split("The news is read")[1:3][0], page.split("Which card?")[1]
    assert "say TEXT:" in quiet
    assert "seal:" not in quiet
    assert "seal:" in planning
    for always in ("tracks:", "hand:", "card N:", "feed N:", "quit:"):
        assert always in quiet and always in planning


def test_looking_does_not_answer_the_question(path: Path):
    """
    Tracks, table, aims and feed are shown, and then the same is asked again.
    """
    page = played(alone(path), "tracks", "table", "aims", "feed 2")

    assert 5 == page.count("The news is read. Enter goes on >")
    assert "Trust: 5, of 0 to 10" in page
    assert "Nothing lies on the table." in page
    assert "Red: Close. 3 points if Trust at least 8." in page
    assert "Turn 1: The brief." in page


def test_only_the_odds_of_the_dice_decide_unless_dice_are_typed(path: Path):
    """
    Enter rolls; a number from the real table counts instead, and the receipt says which.
    """
    session = alone(path, blue="bot:steady")

    page = played(session, "", "1", "", "", "seal", "", *[rolling("61")] * 4)

    receipts = [
        e.receipt for f in session.frames for e in f.events if isinstance(e, MoveAdjudicated)
    ]
    (typed,) = [r for r in receipts if r.source]
    assert ("typed", (61,), "failure") == (typed.source, typed.dice, typed.outcome)
    assert "Odds 60%. Enter rolls d100, or type your own dice >" in page
    assert "typed 61" in page


@pytest.mark.parametrize("dice", ["0", "101", "3 4", "success", "odds 90 luck"])
def test_dice_that_cannot_fall_are_refused(path: Path, dice: str):
    """
    A number that no d100 shows, or a word that nobody may say here, decides nothing.
    """
    session = alone(path, blue="bot:steady")

    page = played(session, "", "1", "", "", "seal", "", *[rolling(dice)] * 4)

    assert "adjudicate" == session.state.phase
    assert any(s in page for s in ("show 1 to 100", "decides nothing here"))


def test_an_offer_is_shown_with_give_and_take(path: Path):
    """
    Who is asked sees all that the offer brings before the answer, and the answer is kept.
    """
    session = alone(path, blue="bot:steady")

    page = played(session, "", "seal", "", "", "perhaps", "accept", *[rolling("")] * 4)

    for line in (
        "Blue offers you Gift (open).",
        "A wrapped thing",
        "You get: Capital 1.",
        "You pay: Capital 2.",
        "To accept needs: Nerve at least 4.",
        "If you accept: Trust +2.",
        "If you refuse: Trust -2.",
        "Red: Capital 4",
        'Type "accept", "refuse" or "wait".',
    ):
        assert line in page
    settled = [e.how for f in session.frames for e in f.events if isinstance(e, OfferSettled)]
    assert ["accepted"] == settled[:1]


def test_an_inject_that_asks_is_answered_by_number(path: Path):
    """
    Each choice is told with what it does.
    """
    session = alone(path)

    def typed(page: str) -> str:
        if "Which? A number" in page[-30:]:
            return "1" if "is no number" in page[-200:] else "7"
        return "seal" if "Which card?" in page[-60:] else rolling("")(page)

    page = played(session, *[typed] * 16)

    assert "1. Uphill (Trust +3)" in page
    assert '"7" is no number from 1 to 2.' in page
    assert "Red chooses: Uphill." in page


def test_a_session_is_played_to_its_hot_wash(path: Path):
    """
    Nothing but Enter and seal brings a session to its end: points, aims, turning points, tracks.
    """
    session = alone(path)

    page = played(session, *[through] * 60)

    assert session.state.is_over
    wash = page[page.index("Hot wash") :]
    for title in ("What everybody wanted", "Turning points", "The tracks"):
        assert f"{title}\n{'-' * len(title)}\n" in wash
    assert "Blue secretly wanted: Apart." in wash
    assert "Turn by turn: 5 " in wash
    assert f"The session is kept in {path}" in wash
    assert "tabletop resume" not in wash


def test_what_each_would_do_differently_is_kept(path: Path):
    """
    The last word of the hot wash goes into the save, under the name of who said it.
    """
    session = alone(path)

    def typed(page: str) -> str:
        return "Talk earlier" if "differently, or Enter" in page[-40:] else through(page)

    page = played(session, *[typed] * 60)

    assert "Red: one thing you would do differently, or Enter >" in page
    assert [("Talk earlier", "red", session.number)] == [
        (note.text, note.seat, note.frame) for note in load(path).notes
    ]
    assert load(path).is_closed


def test_reading_the_hot_wash_again_asks_nothing(path: Path):
    """
    Whoever resumes a finished session reads how it ended, and that is all.
    """
    played(alone(path), *[through] * 60)

    page = played(Session.resume(path))

    assert "What everybody wanted" in page
    assert ">" not in page


def through(page: str) -> str:
    """Type the least that goes on."""
    if "Which card?" in page[-60:]:
        return "seal"
    return "1" if "Which? A number" in page[-30:] else rolling("")(page)


def test_a_what_if_is_gone_on_with_by_its_name(path: Path):
    """
    The page says which line it is, and how to come back to it; the session stays as it was.
    """
    played(alone(path), *[through] * 60)
    with Session.fork(path, at=0, name="the other way") as session:
        session.step()
    before = main_line(load(path))

    page = played(Session.resume(path, line="the other way"), "quit")

    assert "(what if: the other way)" in page
    assert f"tabletop resume {path} --line 'the other way' --plain" in page
    page = played(Session.resume(path, line="the other way"), *[through] * 60)
    assert "Hot wash (what if: the other way)" in page
    assert before == main_line(load(path))


def test_leaving_keeps_the_session_and_says_how_to_go_on(path: Path):
    """
    `quit`, and the end of the input, lose nothing.
    """
    page = played(alone(path), "", "quit", "seal")

    assert f"The session is kept in {path}" in page
    assert f"Go on with: tabletop resume {path} --plain" in page

    with Session.resume(path) as again:
        again_page = played(again, "seal")
    assert "You come back in turn 1, plan" in again_page
    assert 1 == len(sealed(again))


def test_whoever_comes_back_is_not_told_everything_again(path: Path):
    """
    After a pause the brief and the tracks are shown, the old feed only when asked for.
    """
    played(alone(path), "", "seal", "")

    page = played(Session.resume(path), "feed 50")

    assert "The brief." not in page.split("The seals")[0].split("Enter goes on")[0]
    assert "Turn 1: The brief." in page


def test_ascii_means_ascii(path: Path):
    """
    With --ascii nothing leaves the oldest of character sets, arrows and names included.
    """
    session = sitting(path, DECK.replace("Uphill", "Çá va"), blue="bot:random")

    page = played(session, *[through] * 60, ascii_only=True)

    assert page.isascii()
    assert "->" in page
    assert "Ca va" in page


def test_lines_fit_the_page(path: Path):
    """
    No line passes the page's width, so that no terminal breaks words.
    """
    page = played(alone(path), "help", "hand", "aims", "card 3", *[through] * 60)

    kept = str(path)
    assert 80 >= max(len(line) for line in page.splitlines() if kept not in line)


def test_hostile_text_reaches_nobody(path: Path):
    """
    What a person types is cleaned before it is told to the others.
    """
    page = played(alone(path), "say \x1b[31mred\x1b]0;title\x07 and \u202eback", "")

    assert "\x1b" not in page and "\u202e" not in page and "\x07" not in page
    assert "Red: [31mred" in page


def test_an_absent_person_is_passed_for(path: Path):
    """
    `away` seals nothing for the seat, and the table goes on.
    """
    session = alone(path)

    page = played(session, "", "away", "")

    assert "Red is passed for." in page
    assert "reveal" == session.state.phase
