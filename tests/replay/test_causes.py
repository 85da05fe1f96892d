"""Where things come from: jumps back to the frame that made them so, as far as a viewer may know."""

from pathlib import Path

import attrs
import pytest

from tabletop.game.decision import Answer, Move, Seal, Unseal
from tabletop.game.event import (
    MoveAdjudicated,
    MoveRevealed,
    OfferMade,
    PieceExposed,
    PieceStood,
)
from tabletop.journal.model import Frame
from tabletop.journal.reader import load
from tabletop.language.ids import FACILITATOR, WALL, ActorId, CardId, LevelId, MoveId, Viewer
from tabletop.replay import causes, goto
from tabletop.replay.causes import Stations
from tabletop.replay.replay import Replay
from tabletop.table.session import Session
from tests.table.sitting import sitting
from tests.tables import deck_of

RED, BLUE = ActorId(Viewer("red")), ActorId(Viewer("blue"))
TRUST = LevelId("trust")
DECK = """
tracks: {trust: 5, fear: {range: 0 to 10, start: 2, seen_by: blue}}
cards:
  praise: {by: red, effects: trust +1}
  tower: {by: red, stands: until recalled, each_turn: trust +1}
  whisper: {by: blue, posture: covert, effects: "trust -1, fear +1"}
  mole: {by: blue, posture: covert, stands: until recalled, exposed: 100%}
  gift: {by: red, kind: negotiate, posture: open or covert, offer: {to: blue, accepted: trust +2}}
injects: {storm: {turn: 2, for: blue, effects: trust -2}}
moves: up to 3
turns: 2
"""


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """
    In turn 1 red praises, builds a tower and offers a gift, and blue whispers and hides a mole.
    """
    path = tmp_path_factory.mktemp("saves") / "a.seminar"
    with sitting(path, DECK, red="human", blue="human") as session:
        until(session, "plan")
        session.submit(Seal(RED, (Move(CardId("praise")),)))
        seal(session, BLUE, Move(CardId("whisper"), "covert"), Move(CardId("mole"), "covert"))
        until(session, "answer")
        session.submit(Answer(BLUE, MoveId(session.awaited()[0].subject), "accept"))
        until(session, "over")
    return Replay(load(path))


def seal(session: Session, seat: ActorId, *moves: Move) -> None:
    """Let red think again, then *seat* seal *moves*."""
    session.submit(Unseal(RED))
    gift = Move(CardId("gift"), "covert", BLUE)
    session.submit(Seal(RED, (Move(CardId("praise")), gift, Move(CardId("tower")))))
    session.submit(Seal(seat, moves))


def until(session: Session, phase: str) -> None:
    """Go on until *phase*; nobody does anything more."""
    while session.state.phase != phase and not session.state.is_over:
        if session.step(everything=True) is None:
            ask = session.awaited()[0]
            assert isinstance(session.submit(Seal(ActorId(ask.seat))), Frame), ask


def called(replay: Replay, card: str) -> MoveId:
    """Return the id of the move, piece or offer that *card* made."""
    for number in replay.main.frames:
        for event in replay.frame(number).events:
            if isinstance(event, MoveRevealed) and event.planned.move.card == card:
                return event.id
    raise AssertionError(f"nobody played {card}")


def first(replay: Replay, kind: type, id: MoveId) -> int:
    """Return the first frame with an event of *kind* about *id*; 0 for none."""
    for number in replay.main.frames:
        for event in replay.frame(number).events:
            if isinstance(event, kind) and id in attrs.astuple(event, recurse=False):
                return number
    return 0


def shifts(replay: Replay, number: int, viewer: str, level: LevelId = TRUST) -> list[str]:
    """Return the shifts of *level* up to frame *number* as *viewer* knows them."""
    found = causes.shifts(replay, replay.main, number, Viewer(viewer), level)
    return [f"{s.was} > {s.now} {s.why}".strip() for s in found]


def test_a_levels_history_names_only_causes_that_its_reader_may_know(replay: Replay):
    """
    Everybody sees trust fall; that blue whispered, and what blue alone heard, blue knows.
    """
    last = replay.main.last
    known = [
        "6 > 7 Tower",
        "8 > 6 Storm",
        "7 > 8 Tower",
        "8 > 7 Whisper",
        "7 > 8 Praise",
        "5 > 7 Gift",
    ]
    hidden = ["6 > 7 Tower", "8 > 6", "7 > 8 Tower", "8 > 7", "7 > 8 Praise"]

    assert known == shifts(replay, last, "blue") == shifts(replay, last, FACILITATOR)
    assert [*hidden, "5 > 7 Gift"] == shifts(replay, last, "red")
    assert [*hidden, "5 > 7"] == shifts(replay, last, WALL)
    ids = {
        s.move for s in causes.shifts(replay, replay.main, last, Viewer("red"), TRUST) if not s.why
    }
    assert {""} == ids


def test_a_hidden_level_has_no_history_for_who_may_not_see_it(replay: Replay):
    """
    Nobody learns of a level by asking where it came from.
    """
    fear = LevelId("fear")

    assert ["2 > 3 Whisper"] == shifts(replay, replay.main.last, "blue", fear)
    assert [] == shifts(replay, replay.main.last, "red", fear)
    assert 0 == causes.of_level(replay, replay.main, replay.main.last, WALL, fear)


def test_nothing_after_the_frame_is_told(replay: Replay):
    """
    A history asked for at any frame is what it was then.
    """
    line = replay.main
    whole = list(causes.shifts(replay, line, line.last, FACILITATOR, TRUST))
    for number in (0, *line.frames):
        then = [shift for shift in whole if shift.frame <= number]

        assert then == list(causes.shifts(replay, line, number, FACILITATOR, TRUST))
        assert causes.of_level(replay, line, number, FACILITATOR, TRUST) == (
            then[0].frame if then else 0
        )
        assert not then or then[0].now == replay.state(number).levels[TRUST]


@pytest.mark.parametrize("card", ["praise", "whisper"])
def test_a_move_is_followed_from_its_seal_to_its_adjudication(replay: Replay, card: str):
    """
    The seal is the one that held, not the one that was taken back, and the rest comes in its time.
    """
    move, line = called(replay, card), replay.main
    decided = first(replay, MoveAdjudicated, move)
    sealed = 5 if card == "praise" else 6

    assert Stations(sealed, 7, decided) == causes.of_move(
        replay, line, line.last, FACILITATOR, move
    )
    assert Stations(sealed, 7, 0) == causes.of_move(replay, line, decided - 1, FACILITATOR, move)
    assert Stations() == causes.of_move(replay, line, 6, FACILITATOR, move)


def test_a_covert_move_came_from_nowhere_for_who_did_not_see_it(replay: Replay):
    """
    Red cannot ask when blue whispered.
    """
    move = called(replay, "whisper")

    assert Stations() == causes.of_move(replay, replay.main, replay.main.last, RED, move)
    assert 6 == causes.of_move(replay, replay.main, replay.main.last, BLUE, move).sealed


def test_a_plan_comes_from_the_seal_that_holds_now(replay: Replay):
    """
    A plan sealed again comes from the second seal, and one that is revealed from none.
    """
    found = [causes.of_plan(replay, replay.main, number, RED) for number in range(2, 8)]

    assert [0, 3, 0, 5, 5, 0] == found


def test_a_piece_comes_from_where_it_was_first_seen(replay: Replay):
    """
    The mole stood long before it came to light; whoever did not know is shown where it did.
    """
    mole, tower, line = called(replay, "mole"), called(replay, "tower"), replay.main
    stood, exposed = first(replay, PieceStood, mole), first(replay, PieceExposed, mole)

    assert stood < exposed
    assert stood == causes.of_piece(replay, line, line.last, BLUE, mole)
    assert exposed == causes.of_piece(replay, line, line.last, RED, mole)
    assert 0 == causes.of_piece(replay, line, exposed - 1, RED, mole)
    assert first(replay, PieceStood, tower) == causes.of_piece(replay, line, line.last, WALL, tower)


def test_an_offer_comes_from_where_it_was_made_for_who_saw_it(replay: Replay):
    """
    A covert offer lies between two seats, and so does its beginning.
    """
    gift, line = called(replay, "gift"), replay.main
    made = first(replay, OfferMade, gift)

    assert made == causes.of_offer(replay, line, line.last, RED, gift)
    assert made == causes.of_offer(replay, line, line.last, BLUE, gift)
    assert 0 == causes.of_offer(replay, line, line.last, WALL, gift)
    assert 0 == causes.of_offer(replay, line, made - 1, RED, gift)


def test_news_came_for_who_heard_it(replay: Replay):
    """
    The storm that blue alone heard of is nowhere for red.
    """
    storm, line = replay.deck.injects[0].id, replay.main

    assert 16 == causes.of_inject(replay, line, line.last, BLUE, storm)
    assert 0 == causes.of_inject(replay, line, 15, BLUE, storm)
    assert 0 == causes.of_inject(replay, line, line.last, RED, storm)


def test_a_rehearsals_shifts_are_forgotten_with_it(tmp_path: Path):
    """
    While it lasts a rehearsal has a history; after it the level is as it was opened.
    """
    deck = deck_of(DECK, rehearsal=True)
    with sitting(tmp_path / "a.seminar", deck=deck, red="human", blue="human") as session:
        until(session, "plan")
        session.submit(Seal(RED, (Move(CardId("praise")),)))
        while session.state.turn == 0:
            until(session, "aftermath" if session.state.phase != "aftermath" else "brief")
    replay = Replay(load(tmp_path / "a.seminar"))
    ended = goto.turns(replay, replay.main, replay.main.last)[1].frame

    assert ["5 > 6 Praise"] == shifts(replay, ended - 1, "red")
    assert [] == shifts(replay, ended, "red")
