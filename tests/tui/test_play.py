"""A person plays at the screen: by real keys, read from what stands there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tabletop.game.decision import Announce, Answer, Decision, Move, Proceed, Seal
from tabletop.journal.model import SaveError
from tabletop.language.ids import MoveId
from tabletop.table.session import Session
from tabletop.tui.widgets.keys import Keys
from tests.tui.screens import Seat, screen_of, session, strait


async def test_a_card_goes_into_the_plan_and_is_sealed(tmp_path: Path):
    """
    Enter opens the card, enter puts it into the plan, s seals it; the save has it then.
    """
    played = session(tmp_path)
    async with screen_of(played) as seat:
        await seat.press("space")
        await seat.sees("Plan up to 2 moves", "Plan, 0 of 2")

        await seat.press("enter", "enter")
        await seat.sees("Plan, 1 of 2", "✓ planned")
        await seat.press("s")
        await seat.sees("Plan, sealed", "Unseal")

    assert Seal("red", (Move("battery"),)) == played.frames[-1].decision


async def test_posture_and_reason_are_said_with_the_card(tmp_path: Path):
    """
    The dialog asks how and why, and the plan shows both.
    """
    played = session(tmp_path)
    async with screen_of(played) as seat:
        await seat.press("space", "enter", "right", "tab")
        await seat.type("to be seen")
        await seat.press("enter")

        await seat.sees("1 Coastal Battery, covert", "“to be")


async def test_a_move_is_taken_back_before_the_seal(tmp_path: Path):
    """
    `u` takes the last move out of the plan.
    """
    async with screen_of(session(tmp_path)) as seat:
        await seat.press("space", "enter", "enter")
        await seat.sees("Plan, 1 of 2")

        await seat.press("u")

        await seat.sees("Plan, 0 of 2", "Nothing planned yet.")


async def test_a_sealed_plan_comes_back_as_it_was(tmp_path: Path):
    """
    Unsealing before the reveal gives the moves back to be changed.
    """
    played = session(tmp_path)
    async with screen_of(played) as seat:
        await seat.press("space", "enter", "enter", "s")
        await seat.sees("Plan, sealed")

        await seat.press("u")

        await seat.sees("Plan, 1 of 2", "1 Coastal Battery")
    assert "red" not in played.state.plans


async def test_a_card_that_cannot_be_played_says_why(tmp_path: Path):
    """
    The reason stands by the card, and enter does not play it.
    """
    played = session(tmp_path)
    async with screen_of(played) as seat:
        await seat.press("space", "j", "j")
        await seat.sees("Far Dream", "✗ Needs Tension at least 9, now 4.")

        await seat.press("enter")

        await seat.sees("Plan, 0 of 2")


async def test_costs_reserved_by_the_plan_grey_other_cards(tmp_path: Path):
    """
    What the plan has reserved cannot be spent twice.
    """
    deck = strait()
    async with screen_of(session(tmp_path, deck)) as seat:
        await seat.press("space", "enter", "enter")

        await seat.press("j")

        await seat.sees("Big Speech")
        assert "✗ Costs" not in seat.text


async def test_a_turn_goes_round_to_the_next(tmp_path: Path):
    """
    Reveal, answers, adjudication and aftermath follow, and the second turn begins.
    """
    played = session(tmp_path)
    async with screen_of(played) as seat:
        await seat.press("space", "enter", "enter", "s", "space")
        await seat.sees("Red: Coastal Battery")
        await seat.go_on(lambda: "Coastal Battery by Red takes effect" in dialog(seat))

        await seat.sees("Decided", "Trust 8 → 9")
        await seat.go_on(lambda: "aftermath]" in seat.text)
        await seat.press("space")
        await seat.sees("turn 2 of 2")


async def test_dice_from_the_real_table_are_typed_in(tmp_path: Path):
    """
    What was rolled on the table decides, and the receipt says so.
    """
    played = session(tmp_path, people=("blue",))
    async with screen_of(played) as seat:
        await seat.press("space")
        await seat.sees("The Gamble")
        await seat.press("j", "enter", "enter", "s", "space")
        await seat.go_on(lambda: "Blue: The Gamble" in dialog(seat))
        await seat.sees("60%", "a d100 of 60 or less")

        await seat.type("61")
        await seat.press("enter")

        await seat.sees("FAILURE", "rolled at the table", "│ 61  │")


async def test_dice_that_cannot_fall_are_refused_in_place(tmp_path: Path):
    """
    A d100 shows no 104: the dialog says so and waits.
    """
    played = session(tmp_path, people=("blue",))
    async with screen_of(played) as seat:
        await seat.press("space", "j", "enter", "enter", "s", "space")
        await seat.go_on(lambda: "Blue: The Gamble" in dialog(seat))

        await seat.type("104")
        await seat.press("enter")

        await seat.sees("The dice of this method show 1 to 100.")


async def test_an_offer_is_answered_with_give_and_take_in_view(tmp_path: Path):
    """
    Nothing is accepted by mashing enter: the answer has to be picked.
    """
    deck = strait()
    played = session(tmp_path, deck, people=("red", "blue"))
    for decision in offered(played):
        played.submit(decision)
    async with screen_of(played) as seat:
        await seat.sees("Hand over to")
        await seat.press("enter")
        await seat.sees("Answer The Pact from Blue")
        await seat.press("enter")
        await seat.sees("Red gets", "Capital 2", "Red gives", "Capital 1")
        await seat.press("enter")
        await seat.sees("Say first which it is")

        await seat.press("right", "right", "enter")
        await seat.until(lambda: bool(played.state.offers[0].answer))

    assert Answer("red", MoveId("1-blue-1"), "refuse") == played.frames[-1].decision


def dialog(seat: Seat) -> str:
    """Return what the dialog in front says, or "" where there is none."""
    if not seat.screen.is_modal:
        return ""
    lines = seat.text.splitlines()
    top = next(n for n, line in enumerate(lines) if "╭" in line)
    return "\n".join(lines[top : next(n for n, line in enumerate(lines) if "╰" in line)])


def offered(played: Session) -> Iterator[Decision]:
    """Yield the decisions up to the answers, Blue offering its pact."""
    played.step()
    yield Proceed()
    yield Seal("red", ())
    yield Seal("blue", (Move("pact", target="red"),))
    yield Proceed()
    yield Proceed()


async def test_quitting_and_coming_back_lands_in_the_same_place(tmp_path: Path):
    """
    What was sealed is sealed still, and the plan can still be unsealed.
    """
    played = session(tmp_path)
    async with screen_of(played) as seat:
        await seat.press("space", "enter", "enter", "s")
        await seat.press("q")
    again = Session.resume(played.path)

    async with screen_of(again) as seat:
        await seat.sees("turn 1 of 2", "Plan, sealed", "1 Coastal Battery")


async def test_leaving_with_a_plan_that_is_not_sealed_asks_first(tmp_path: Path):
    """
    A plan in the making would be lost, so it can be sealed on the way out.
    """
    played = session(tmp_path)
    async with screen_of(played) as seat:
        await seat.press("space", "enter", "enter")

        await seat.press("q")
        await seat.sees("Not sealed yet", "seal it, then leave")
        await seat.press("enter")

    assert Seal("red", (Move("battery"),)) == played.frames[-1].decision


async def test_a_disk_that_fails_freezes_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """
    The table says so, stays as it was, and takes nothing more.
    """
    played = session(tmp_path)
    async with screen_of(played) as seat:
        await seat.press("space", "enter", "enter")

        def fail(frame: object) -> None:
            raise SaveError("there is no room on the disk", path=played.path)

        monkeypatch.setattr(played._writer, "append", fail)
        await seat.press("s")

        await seat.sees("The save has failed", "there is no room on the disk")
        await seat.press("escape", "s", "space")
        assert "red" not in played.state.plans
        assert "Seal" not in seat.text.splitlines()[-1]


async def test_the_last_turn_ends_in_the_hot_wash(tmp_path: Path):
    """
    Objectives are read aloud, points counted, and the save is named.
    """
    played = session(tmp_path, strait(turns=1))
    async with screen_of(played, size=(120, 36)) as seat:
        await seat.press("space", "enter", "enter", "s")
        await seat.go_on(lambda: "An offer to Red" in dialog(seat))
        await seat.press("right")
        await seat.go_on(lambda: "Hot wash" in seat.text)

        await seat.sees("Hot wash", "Firm friends", "Blue wants this", "strait.seminar")
        await seat.sees("Where it turned", "Coastal Battery")


async def test_an_umpire_says_how_it_came_out(tmp_path: Path):
    """
    Under `umpire` enter alone decides nothing: a word is asked for.
    """
    played = session(tmp_path, strait(method="umpire"), people=("blue",))
    async with screen_of(played) as seat:
        await seat.press("space", "j", "enter", "enter", "s", "space")
        await seat.go_on(lambda: "Blue: The Gamble" in dialog(seat))
        await seat.press("enter")
        await seat.sees("waits for the umpire")
        await seat.focus("#field-ruling")

        await seat.press("right", "enter")

        await seat.sees("✓ SUCCESS", "Trust")


async def test_a_dialog_is_answered_by_mouse(tmp_path: Path):
    """
    The keys below a dialog can be clicked: the first takes the answers.
    """
    async with screen_of(session(tmp_path)) as seat:
        await seat.press("space", "enter")
        await seat.sees("puts it into the plan")

        await seat.pilot.click(Keys, offset=(2, 0))
        await seat.rest()

        await seat.sees("Plan, 1 of 2")


async def test_a_tab_is_turned_to_by_mouse(tmp_path: Path):
    """
    A click on a name above the list is as good as its number.
    """
    async with screen_of(session(tmp_path)) as seat:
        await seat.press("space")
        await seat.sees("Coastal Battery")

        await seat.pilot.click("#main", offset=(34, 0))
        await seat.rest()

        await seat.sees("Firm friends")


async def test_the_talk_has_a_timer_that_forces_nobody(tmp_path: Path):
    """
    It runs on past its end, can be stopped, and leaves going on to the table.
    """
    deck = strait(phases=("talk", "plan", "adjudicate"))
    played = session(tmp_path, deck)
    async with screen_of(played) as seat:
        await seat.sees("talk 5:00")
        seat.screen.talk_since -= 400
        await seat.sees("talk +1:4")
        await seat.press("r")
        await seat.type("a deal is a deal")
        await seat.press("enter")
        await seat.sees("Red: a deal is a deal")
        assert "talk" == played.state.phase

        await seat.press("t")
        assert "talk +" not in seat.text
        await seat.press("space")

        await seat.sees("Plan up to 2 moves")


async def test_cards_are_announced(tmp_path: Path):
    """
    Ticked cards are shown to all, once.
    """
    deck = strait(phases=("announce", "plan", "adjudicate"))
    played = session(tmp_path, deck)
    async with screen_of(played) as seat:
        await seat.press("a")
        await seat.sees("Nobody has to play it")
        await seat.press("space", "down", "space", "enter")

        await seat.sees("Red announces: Coastal Battery, Big")
    assert Announce("red", ("battery", "speech")) == played.frames[-1].decision


async def test_a_standing_piece_is_recalled_with_a_plan(tmp_path: Path):
    """
    `R` puts a recall beside the moves of the plan.
    """
    played = session(tmp_path, strait(phases=("plan", "adjudicate"), turns=3))
    async with screen_of(played) as seat:
        await seat.press("enter", "enter", "s")
        await seat.go_on(lambda: played.state.turn == 2 and not seat.screen.is_modal)
        await seat.sees("■ Coastal Battery")

        await seat.press("R", "enter")
        await seat.sees("← recall Coastal Battery")
        await seat.press("s")

        await seat.until(lambda: "red" in played.state.plans)
    assert Seal("red", (), (MoveId("1-red-1"),)) == played.frames[-1].decision
