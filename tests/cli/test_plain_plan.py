"""Planning in lines: cards by number, postures, reasons, and changes of mind until the seal."""

from pathlib import Path

import pytest

from tabletop.game.decision import Move, Seal
from tests.cli.at_keyboard import DECK, alone, played, rolling, sealed
from tests.table.sitting import sitting


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


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
    assert ("tower",) == tuple(p.move.card for p in session.state.plans["red"].moves)


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
