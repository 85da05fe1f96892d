"""Several people at one keyboard: what one may know, the next does not find."""

from pathlib import Path

from tabletop.game.decision import Adjudicate, Move, PassFor, Seal
from tests.tui.screens import screen_of, session, strait

SECRETS = ("Coastal Battery", "Far Dream", "never to be told", "Firm friends")


async def test_a_curtain_hangs_between_two_seats(tmp_path: Path):
    """
    After Red has sealed, the screen asks for Blue and shows nothing of Red, nor do those below.
    """
    async with screen_of(session(tmp_path, people=("red", "blue"))) as seat:
        await seat.press("enter", "space")
        await seat.sees("Hand over to", "Red")
        await seat.press("enter", "enter", "right", "tab")
        await seat.type("never to be told")
        await seat.press("enter")
        await seat.sees("1 Coastal Battery, covert")

        await seat.press("s")

        await seat.sees("Hand over to", "Blue", "hands back to Red")
        for secret in SECRETS:
            assert secret not in seat.text
            assert secret not in seat.below


async def test_the_next_seat_sees_its_own_hand(tmp_path: Path):
    """
    Enter lifts the curtain for Blue, and Red's plan is known only to be sealed.
    """
    async with screen_of(session(tmp_path, people=("red", "blue"))) as seat:
        await seat.press("enter", "space", "enter", "enter", "enter", "s", "enter")

        await seat.sees("as Blue", "The Gamble", "■ sealed")
        for secret in SECRETS:
            assert secret not in seat.text


async def test_whoever_sealed_last_may_have_the_keyboard_back(tmp_path: Path):
    """
    `b` hands it back, behind a curtain of its own, and the plan can be unsealed.
    """
    played = session(tmp_path, people=("red", "blue"))
    async with screen_of(played) as seat:
        await seat.press("enter", "space", "enter", "enter", "enter", "s")
        await seat.sees("hands back to Red")

        await seat.press("b")
        await seat.sees("Hand over to", "Red")
        assert "Coastal Battery" not in seat.text
        await seat.press("enter")
        await seat.sees("as Red", "Plan, sealed")
        await seat.press("u")

        await seat.sees("Plan, 1 of 2")
    assert "red" not in played.state.plans


async def test_a_seat_that_is_away_is_passed_for(tmp_path: Path):
    """
    `P` on the curtain does without the person it waits for.
    """
    played = session(tmp_path, people=("red", "blue"))
    async with screen_of(played) as seat:
        await seat.press("enter", "space", "enter", "s")
        await seat.sees("Hand over to", "Blue")

        await seat.press("P")
        await seat.until(lambda: "blue" in played.state.plans)

    assert PassFor("blue") in [frame.decision for frame in played.frames]


async def test_what_concerns_everybody_is_shown_as_the_wall_shows_it(tmp_path: Path):
    """
    Once all have sealed, the table comes together, and no hand lies open.
    """
    async with screen_of(session(tmp_path, people=("red", "blue"))) as seat:
        await seat.press("enter", "space", "enter", "s", "enter", "s")
        await seat.sees("For everybody")
        await seat.press("enter")
        await seat.sees("as everybody", "All plans are sealed")

        await seat.press("1")

        await seat.sees("No cards in this hand.")


async def test_a_plan_in_the_making_waits_for_its_seat(tmp_path: Path):
    """
    Handing over in the middle of planning loses nothing, and shows nothing.
    """
    played = session(tmp_path, people=("red", "blue"))
    async with screen_of(played) as seat:
        await seat.press("enter", "space", "enter", "enter", "enter")
        await seat.sees("Plan, 1 of 2")
        await seat.press("o", "enter")
        await seat.sees("Hand over to", "Blue")
        assert "Coastal Battery" not in seat.text + seat.below

        await seat.press("b", "enter")

        await seat.sees("as Red", "1 Coastal Battery")


async def test_a_sealed_plan_is_not_planned_again_in_the_next_turn(tmp_path: Path):
    """
    What a seat sealed last turn does not lie in its plan when the keyboard comes back.
    """
    played = session(tmp_path, people=("red", "blue"))
    async with screen_of(played) as seat:
        await seat.press("enter", "space", "enter", "j", "enter", "enter", "s")
        await seat.sees("Hand over to", "Blue")
        await seat.press("b", "enter", "u")
        await seat.sees("as Red", "1 Big Speech")
        await seat.press("s", "enter", "s")
        assert Seal("red", (Move("speech"),)) in [frame.decision for frame in played.frames]

        await seat.go_on(lambda: "turn 2 of 2" in seat.text and "Plan, " in seat.text)

        await seat.sees("as Red", "Plan, 0 of 2", "Nothing planned yet.")


async def test_a_facilitator_has_tools_that_seats_do_not_have(tmp_path: Path):
    """
    Only the person who facilitates is offered the white cell's own tools.
    """
    played = session(tmp_path, strait(facilitated=True), people=("red", "facilitator"))
    async with screen_of(played) as seat:
        await seat.press("enter")
        await seat.sees("as the facilitator", "White cell")
        await seat.press("w", "down", "down", "enter")
        await seat.sees("Correct a level")
        await seat.press("tab")
        await seat.type("9")
        await seat.press("tab")
        await seat.type("we misread it")

        await seat.press("enter")
        await seat.until(lambda: 9 == played.state.levels["tension"])

        await seat.press("space", "enter")
        await seat.sees("as Red", "Free move")
        assert "White cell" not in seat.text


async def test_a_free_move_is_written_by_a_seat_and_ruled_by_the_facilitator(tmp_path: Path):
    """
    Text, effect sought and target go into the plan; what changes is approved when it is decided.
    """
    played = session(tmp_path, strait(facilitated=True), people=("red", "facilitator"))
    async with screen_of(played) as seat:
        await seat.press("enter", "space", "enter", "f")
        await seat.type("Close the port")
        await seat.press("tab")
        await seat.type("calm")
        await seat.press("enter")
        await seat.sees("“Close the port”")
        await seat.press("s", "enter")
        assert isinstance(played.frames[-1].decision, Seal)
        await seat.go_on(lambda: "Red: “Close the port”" in seat.text and seat.screen.is_modal)
        await seat.focus("#field-effects")
        await seat.type("tension -2")
        await seat.focus("#field-ruling")

        await seat.press("right", "enter")

        await seat.sees("✓ SUCCESS", "Tension 4 → 2")


async def test_going_on_strikes_nothing_out(tmp_path: Path):
    """
    Space decides a certain card as printed; to strike it out takes an arrow, a reason and enter.
    """
    played = session(tmp_path, strait(facilitated=True), people=("red", "facilitator"))
    async with screen_of(played) as seat:
        await seat.press("enter", "space", "enter", "enter", "enter", "j", "enter", "enter")
        await seat.sees("Plan, 2 of 2")
        await seat.press("s", "enter")
        await seat.go_on(lambda: "Red: Coastal Battery" in seat.text and seat.screen.is_modal)
        await seat.sees("as printed")
        await seat.press("space")
        await seat.until(lambda: isinstance(played.frames[-1].decision, Adjudicate))
        assert "" == played.frames[-1].decision.ruling

        await seat.go_on(lambda: "Red: Big Speech" in seat.text and "as printed" in seat.text)
        await seat.press("right")
        await seat.sees("struck out  nothing comes of it")
        await seat.press("space", "enter")
        await seat.sees("Say why it is struck out.")
        await seat.focus("#field-reason")
        await seat.type("no")
        await seat.press("enter")

        await seat.until(lambda: "struck" == played.frames[-1].decision.ruling)
