"""Leading the plain table: a facilitator's word, free-form moves, and the umpire."""

from pathlib import Path

import pytest

from tabletop.bots.seats import dealt
from tabletop.game.decision import FreeMove, Seal
from tabletop.game.event import (
    LevelShifted,
    MoveAdjudicated,
    MoveRevealed,
    MovesOrdered,
    PieceExposed,
    Receipt,
    Reported,
)
from tabletop.table.session import Session
from tests.cli.at_keyboard import CURTAIN, DECK, played
from tests.table.sitting import seats
from tests.tables import deck_of

MORE = """
  rain: {title: Rain, by_facilitator: yes, effects: trust -2}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.seminar"


def led(path: Path, *, method: str = "odds", **players: str) -> Session:
    """Return a session of `DECK` with a person who facilitates, and bots unless said otherwise."""
    sit = seats(**{"red": "bot:steady", "blue": "bot:steady", "facilitator": "human", **players})
    text = DECK.replace("injects:\n", f"injects:{MORE}").replace(
        "by: red, stands", "by: any actor, posture: open or covert, stands"
    )
    deck = dealt(deck_of(text, method=method), None, sit)
    return Session.start(deck, sit, entropy=7, path=path)


def receipts(session: Session) -> list[Receipt]:
    return [e.receipt for f in session.frames for e in f.events if isinstance(e, MoveAdjudicated)]


def happened(session: Session, kind: type) -> list:
    return [e for f in session.frames for e in f.events if isinstance(e, kind)]


def until(asked: str, *lines: str):
    """Type Enter until *asked* ends the page, then *lines*, one at each question."""
    waiting = list(lines)

    def typed(page: str) -> str:
        if waiting and (len(waiting) < len(lines) or asked in " ".join(page[-160:].split())):
            return waiting.pop(0)
        return "refuse" if "Accept, refuse" in page[-40:] else ""

    return [typed] * (30 + len(lines))


def test_a_facilitator_sees_every_hand_of_the_session(path: Path):
    """
    The facilitator's page shows hidden tracks, and who facilitates plays no seat.
    """
    page = played(led(path), "tracks", "hand")

    assert "Nerve: 6, of 0 to 10" in page
    assert "There are no cards in this hand." in page


def test_an_inject_is_released(path: Path):
    """
    News that waits for the facilitator comes when the facilitator says so.
    """
    session = led(path)

    page = played(session, "injects", "release rain", "release snow")

    assert "rain: Rain" in page
    assert 3 == session.state.levels["trust"]
    assert "There is no such inject." in page


def test_a_level_is_corrected_with_a_reason(path: Path):
    """
    The way past a mistake is forward: by hand, within the track, and with a reason.
    """
    session = led(path)

    page = played(
        session,
        "correct trust 7 miscounted",
        "correct trust",
        "correct trust 99 so",
        "correct trust 6",
    )

    (shift,) = happened(session, LevelShifted)
    assert (5, 7, "miscounted") == (shift.was, shift.now, shift.reason)
    assert "Type: correct LEVEL N REASON" in page
    assert "Trust goes from 0 to 10." in page
    assert "A correction needs a reason." in page


def test_waiting_moves_are_put_in_another_order(path: Path):
    """
    Which move is adjudicated first can be settled by the facilitator.
    """
    session = led(path)
    wrong = iter(["order", "order 1 1 1"])

    def typed(page: str) -> str:
        if session.state.phase != "reveal" or happened(session, MovesOrdered):
            return "quit" if session.state.phase == "answer" else ""
        count = len(session.state.moves)
        return next(wrong, f"order {' '.join(str(n) for n in range(count, 0, -1))}")

    page = played(session, *[typed] * 9)

    made = [e.id for e in happened(session, MoveRevealed)]
    assert [tuple(reversed(made))] == [e.moves for e in happened(session, MovesOrdered)]
    assert 2 == page.count("Type order and the number of each waiting move, once:")


def test_the_word_of_the_facilitator_stands_before_the_dice(path: Path):
    """
    Success by ruling needs a reason, and the receipt shows that it was one.
    """
    session = led(path, red="bot:cautious")

    page = played(session, *until("your own dice", "success", "success they were ready"))

    assert "needs a reason" in page
    ruled = [r for r in receipts(session) if r.is_override]
    assert ("success", "they were ready", ()) == (ruled[0].outcome, ruled[0].reason, ruled[0].dice)


def test_odds_and_method_can_be_set_for_one_move(path: Path):
    """
    Other odds, or two dice, for this move alone; the arguments count there.
    """
    session = led(path, red="bot:cautious")

    page = played(
        session,
        *until(
            "your own dice",
            "odds 75 fair wind",
            "method 2d6",
            "pro well prepared",
            "method chess",
            "6 6",
        ),
    )

    for line in (
        "Odds 75%.",
        "Odds 21 of 36.",
        "Odds 26 of 36, +1 by argument.",
        "The methods are odds",
    ):
        assert line in page
    (receipt,) = [r for r in receipts(session) if r.source == "typed"]
    assert ("2d6", (6, 6), "success", 1) == (
        receipt.method,
        receipt.dice,
        receipt.outcome,
        receipt.net,
    )


def test_a_move_is_struck_out(path: Path):
    """
    What cannot have been is struck, and the others see that it was.
    """
    session = led(path, red="bot:cautious")

    page = played(session, *until("your own dice", "strike nobody believes it"))

    assert "is struck out" in page
    assert "struck" in [r.outcome for r in receipts(session)]


def test_the_umpire_is_asked_for_a_word(path: Path):
    """
    Without dice a person decides, and Enter alone decides nothing.
    """
    session = led(path, method="umpire", red="bot:cautious")

    page = played(session, *until("The umpire's word?", "", "50", "failure too late"))

    assert "The umpire's word? success, failure or strike >" in page
    assert ["failure"] == [r.outcome for r in receipts(session) if r.reason == "too late"]


def test_a_move_outside_the_hand_is_told_approved_and_adjudicated(path: Path):
    """
    A free-form move is always possible where somebody facilitates: text, what is sought, whom it is
    at; and its effects are the facilitator's to approve.
    """
    session = led(path, red="human", blue="bot:random")

    def typed(page: str) -> str:
        tail = " ".join(page[-400:].split())
        for asked, answer in (
            ("What do you do? >", "We invite them to dinner"),
            ("What is it to bring? >", "A little trust"),
            ("nobody >", "blue"),
            ("Covertly? (yes or no) >", "no"),
            ("Enter for none >", ""),
            ("Which card? A number, seal, pass or help >", "free"),
            ("undo or seal >", "seal"),
        ):
            if tail.endswith(asked):
                return answer
        if tail.endswith("success, failure or strike >"):
            return next(words)
        return "refuse" if tail.endswith("Accept, refuse or wait? >") else ""

    words = iter(["effects trsut +2", "effects trust +2", "success good food"])
    page = played(session, *[typed] * 40)

    plans = [f.decision for f in session.frames if isinstance(f.decision, Seal)]
    plan = next(plan for plan in plans if plan.seat == "red")
    assert (FreeMove("We invite them to dinner", "A little trust", "blue"),) == plan.moves
    assert 'nothing is called "trsut": did you mean "trust"?' in page
    assert "It is to bring: A little trust" in page
    assert any(e.now - e.was == 2 for e in happened(session, LevelShifted))


def test_a_move_outside_the_hand_counts_like_any_other(path: Path):
    """
    Whoever has planned all moves of the turn cannot add one in their own words.
    """
    session = led(path, red="human", blue="bot:random")

    page = played(
        session,
        *("", "", "", "2 open", "", "", "1", "", ""),
        *("free", "We sing", "Joy", "", "no", "", "seal"),
    )

    assert "A seat makes up to 2 moves in a turn." in page
    plan = next(f.decision for f in session.frames if getattr(f.decision, "seat", "") == "red")
    assert ["whisper", "praise"] == [move.card for move in plan.moves]


def test_there_is_no_free_form_move_without_a_facilitator(path: Path):
    """
    Nobody could say what it brings.
    """
    session = Session.start(deck_of(DECK), seats(), entropy=7, path=path)

    page = played(session, "", "help", "free")

    assert "free:" not in page
    assert '"free" is no number' in page


def test_a_covert_piece_is_brought_to_light(path: Path):
    """
    The facilitator may expose what was hidden.
    """
    session = led(path, red="human")

    played(
        session,
        *("", "", "", "", "3 covert", "", "", "seal"),
        *until("Enter goes on to the next turn", "expose 1 a photograph"),
    )

    (exposed,) = happened(session, PieceExposed)
    assert "a photograph" == exposed.reason


def test_what_was_said_off_the_table_is_told_to_all(path: Path):
    """
    A report in the brief is kept and heard by everybody, under the name of who said it.
    """
    session = led(path, red="human")

    page = played(session, "", "say I heard a rumour")

    (said,) = happened(session, Reported)
    assert ("facilitator", "I heard a rumour") == (said.seat, said.text)
    assert "Facilitator: I heard a rumour" in page


def test_at_the_common_table_a_report_names_its_seat(path: Path):
    """
    When several people sit round one keyboard, `say` begins with who speaks.
    """
    session = Session.start(deck_of(DECK), seats(blue="human"), entropy=7, path=path)

    page = played(session, "say hello", "say blue We come in peace")

    assert "Say who speaks: say SEAT TEXT. The seats are red, blue." in page
    assert "Blue: We come in peace" in page


def test_facilitator_and_player_share_a_keyboard_behind_the_curtain(path: Path):
    """
    What the facilitator sees is put away before a player looks.
    """
    page = played(led(path, red="human"), "", "tracks", "", "", "tracks", "seal")

    assert "Hand over to the facilitator" in page
    parts = page.split(CURTAIN)
    assert "Hand over to Red" in page
    assert "Nerve: 6" in parts[1]
