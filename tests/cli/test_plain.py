"""The plain table: a whole session in lines, pleasant and complete."""

from pathlib import Path

import pytest

from tabletop.game.decision import Move, Seal
from tabletop.game.event import MoveAdjudicated, OfferSettled
from tabletop.game.words import Viewer
from tabletop.table.session import Session
from tests.cli.at_keyboard import DECK, alone, played
from tests.table.sitting import sitting

RED = Viewer("red")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


def sealed(session: Session) -> list[Seal]:
    """Return the plans that Red has sealed in *session*, in order."""
    decisions = [frame.decision for frame in session.frames]
    return [d for d in decisions if isinstance(d, Seal) and d.seat == RED]


def test_the_hand_shows_cost_odds_and_why_not(path: Path):
    """
    Each card in a line, numbered: what it costs, how likely it is, and what stands against it.
    """
    page = played(alone(path), "", "hand")

    assert "1. Praise (signal, costs Capital 1): odds 60%." in page
    assert "2. Whisper (signal, open or covert): certain." in page
    assert "4. Late (signal): no. Late is locked until Praise has succeeded once." in page


def test_numbers_of_cards_never_change(path: Path):
    """
    A card keeps its number when others have left the hand.
    """
    page = played(alone(path), "", "1", "", "", "seal", "", "", "", "", "", "1", "")

    assert "1. Praise (signal, costs Capital 1): odds 60%." in page.split("Turn 2 of 2")[1]


def test_a_plan_is_made_card_by_card_with_posture_reason_and_rejection(path: Path):
    """
    What is asked of a person at the screen is asked in lines too, and kept.
    """
    session = alone(path)

    played(session, "", "2", "covert", "Nobody must know", "1", "seal")

    move = Move("whisper", "covert", "", "Nobody must know", "praise")
    assert [Seal("red", (move,))] == sealed(session)


def test_posture_can_be_typed_with_the_number(path: Path):
    """
    Whoever knows what they want types it in one line.
    """
    session = alone(path)

    played(session, "", "2 covert", "", "", "1", "", "", "seal")

    (plan,) = sealed(session)
    assert [("whisper", "covert"), ("praise", "open")] == [(m.card, m.posture) for m in plan.moves]


def test_minds_may_be_changed_until_the_seal(path: Path):
    """
    `undo` takes the last move back; only what is sealed counts.
    """
    session = alone(path)

    page = played(
        session, "", "1", "", "", "2 open", "", "", "undo", "undo", "undo", "3", "", "", "seal"
    )

    assert "Taken back: Whisper (openly)." in page
    assert "Nothing is planned yet." in page
    assert [Seal("red", (Move("tower"),))] == sealed(session)


def test_a_sealed_plan_can_be_taken_back_before_the_reveal(path: Path):
    """
    Between the seal and the reveal, `unseal` opens the plan again.
    """
    session = alone(path)

    played(session, "", "1", "", "", "seal", "unseal", "3", "", "", "seal")

    assert [Seal("red", (Move("praise"),)), Seal("red", (Move("tower"),))] == sealed(session)
    assert ("tower",) == tuple(p.move.card for p in session.state.plans[RED].moves)


def test_a_piece_is_recalled_from_the_plan(path: Path):
    """
    What stands is called back by its number.
    """
    session = alone(path, blue="bot:steady")

    page = played(session, "", "3", "", "", "seal", *[recalling] * 20)

    assert "1. Tower of Red (open)" in page
    assert ("1-red-1",) in [plan.recalls for plan in sealed(session)]


def recalling(page: str) -> str:
    """Type what recalls the first piece as soon as there is one."""
    tail = page[-120:]
    if "Which piece?" in tail:
        return "1"
    if "recall of Tower" in tail:
        return "seal"
    if "Which card?" in tail:
        return "recall"
    return "1" if "Which? A number" in tail[-30:] else rolling("")(page)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9", '"9" is no number from 1 to 4.'),
        ("praise", '"praise" is no number from 1 to 4.'),
        ("4", "Late is locked until Praise has succeeded once."),
        ("2 loud", '"loud" is neither a posture nor a seat that it may name.'),
        ("1 covert", "Praise can only be played open."),
        ("recall", "No piece of yours can be recalled."),
        ("", 'Type the number of a card, "seal", or "help".'),
        ("free", '"free" is no number'),
    ],
)
def test_what_cannot_be_typed_is_answered_in_a_sentence(path: Path, typed: str, said: str):
    """
    A wrong key costs one sentence, and the question comes again.
    """
    session = alone(path)

    page = played(session, "", typed, "seal")

    assert said in page
    assert [Seal("red")] == sealed(session)


def test_what_a_seat_has_reserved_is_not_spent_twice(path: Path):
    """
    The hand is shown as the plan leaves it.
    """
    session = sitting(path, DECK.replace("cost: capital 1", "cost: capital 3, copies: 2"))

    page = played(session, "", "1", "", "", "hand", "1", "seal")

    assert "1. Praise (signal, 2 copies, costs Capital 3): odds 60%." in page
    assert "1. Praise (signal, costs Capital 3): no. Costs Capital 3, and 1 can be spent." in page
    assert 1 == len(sealed(session)[0].moves)


def test_a_card_can_be_read_in_full(path: Path):
    """
    Everything that is printed, in the words of the deck.
    """
    page = played(alone(path), "", "card 1", "card 99")

    for line in (
        "Costs: Capital 1.",
        "Chance: 60%.",
        "On success: Trust +2.",
        "On failure: Trust -1.",
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


def rolling(dice: str):
    """Type *dice* where dice are asked for, refuse offers, and go on elsewhere."""

    def typed(page: str) -> str:
        if "your own dice" in page[-60:]:
            return dice
        return "refuse" if "Accept, refuse" in page[-40:] else ""

    return typed


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


def through(page: str) -> str:
    """Type the least that goes on."""
    if "Which card?" in page[-60:]:
        return "seal"
    return "1" if "Which? A number" in page[-30:] else rolling("")(page)


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
