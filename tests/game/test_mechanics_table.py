"""What a session can do besides playing cards, each thing once."""

import attrs
import pytest

from tabletop.game.decision import (
    Announce,
    Correct,
    FreeMove,
    PassFor,
    Proceed,
    Release,
    Reorder,
    Report,
    Seal,
    Unseal,
)
from tabletop.game.event import LevelShifted, PhaseBegan, PieceArrived, PieceLeft, PlanSealed
from tabletop.game.seed import Seed, SeedSeat, seeded
from tabletop.game.state import opening
from tests.tables import Playing, deck_of

PLAIN = """
tracks: {trust: 5, capital: 3 each}
cards: {push: {cost: capital 1, effects: trust +1}, nudge: {}}
"""


def test_nothing_happens_before_the_first_turn_has_begun():
    """The first decision of a session is to go on, and it begins turn 1."""
    table = Playing(deck_of(PLAIN))
    assert "phase" == table.refused_to_seal("red", "push")

    table.go_on()

    assert (1, "brief") == (table.state.turn, table.state.phase)


def test_a_turn_goes_through_its_phases_in_order():
    """All eight, where the deck stops at all of them."""
    phases = "brief, announce, talk, plan, reveal, answer, adjudicate, aftermath"
    table = Playing(deck_of(f"phases: {phases}\n{PLAIN}")).until("brief", turn=2)

    began = [e.phase for e in table.happened(PhaseBegan)]
    assert [*phases.split(", "), "brief"] == began


def test_the_table_stops_only_where_the_deck_says():
    """The work of the other phases is done in passing: costs, odds, effects, aftermath."""
    table = Playing(
        deck_of("""
        phases: plan
        tracks: {trust: 5, capital: 3 each}
        cards: {push: {cost: capital 1, chance: 100%, effects: trust +1, success: trust +1}}
        each_turn: trust +1
        injects: {storm: {turn: 2, effects: trust -1}}
        """)
    )
    table.go_on()
    assert ("plan", 1) == (table.state.phase, table.state.turn)
    table.seal("red", "push")
    table.decide(PassFor("blue"))

    table.go_on()

    assert ("plan", 2) == (table.state.phase, table.state.turn)
    assert {"trust": 5 + 1 + 1 + 1 - 1, "red.capital": 2, "blue.capital": 3} == table.levels
    assert "The aftermath." not in table.told("red")


def test_an_offer_stops_the_table_though_the_deck_names_no_answers():
    """Only its recipient can answer it."""
    table = Playing(
        deck_of("phases: plan\ntracks: {trust: 5}\ncards: {deal: {offer: {accepted: trust +1}}}")
    ).until("plan")
    table.seal("red", "deal @blue")

    table.until("answer")
    table.answer("blue", "accept")
    table.go_on()

    assert ("plan", 6) == (table.state.phase, table["trust"])


def test_an_umpire_stops_the_table_though_the_deck_names_no_adjudication():
    """Only a person can give the word; certain moves need none."""
    table = Playing(
        deck_of("phases: plan\ncards: {push: {chance: 50%}, nudge: {}}", method="umpire")
    ).until("plan")
    table.seal("red", "nudge, push")
    table.decide(PassFor("blue"))

    table.go_on()

    assert ("adjudicate", "push") == (
        table.state.phase,
        table.card_of(table.asked("adjudicate")[0].subject),
    )


def test_intentions_are_shown_and_bind_nobody():
    """What is announced is told to all; something else may be played."""
    table = Playing(deck_of(PLAIN, phases=("announce", "plan", "aftermath"))).until("announce")

    table.decide(Announce("red", ("push",)))
    table.decide(Announce("blue", ()))

    assert "Red announces: Push." in table.told("blue")
    assert "Blue announces: nothing." in table.told("red")
    assert {"red": ("push",), "blue": ()} == table.state.announced
    table.turn(red="nudge")
    table.until("announce", turn=2)
    assert {} == table.state.announced


def test_only_what_is_in_hand_can_be_announced():
    """As often as it is there, in its phase, by a seat, and no more than may be played."""
    table = Playing(
        deck_of("moves: up to 1\n" + PLAIN, phases=("announce", "plan", "aftermath"))
    ).until("announce")

    assert "hand" == table.refused(Announce("red", ("nothing",)))
    assert "hand" == table.refused(Announce("red", ("push", "push")))
    assert "seat" == table.refused(Announce("green", ()))
    assert "moves" == table.refused(Announce("red", ("push", "nudge")))
    table.decide(Announce("red", ("push",)))
    table.until("plan")
    assert "phase" == table.refused(Announce("red", ("push",)))


def test_a_report_is_heard_by_all():
    """What was said off the table, or a deal that was struck; from a seat or the facilitator."""
    table = Playing(deck_of(PLAIN)).until("brief")

    table.decide(Report("red", "Blue promised to wait."))
    table.decide(Report("facilitator", "Noted."))

    for viewer in ("blue", "wall"):
        assert ["Red: Blue promised to wait.", "Facilitator: Noted."] == table.told(viewer)[-2:]
    assert "seat" == table.refused(Report("green", "I was there."))
    for text in ("", "  ", "x" * 2001):
        assert "text" == table.refused(Report("red", text))
    table.decide(Report("red", "x" * 2000))


def test_someone_who_is_away_is_passed_for():
    """An empty plan is sealed for Blue, and all are told."""
    table = Playing(deck_of("moves: exactly 1\n" + PLAIN)).until("plan")

    table.decide(PassFor("blue"))

    (passed,) = table.happened(PlanSealed)
    assert ("blue", (), True) == (passed.seat, passed.moves, passed.is_pass)
    assert "Blue is passed for." in table.told("red")
    assert "seat" == table.refused(PassFor("blue"))


def test_a_seat_that_was_passed_for_may_come_back_before_the_reveal():
    """Unsealed, it plans for itself."""
    table = Playing(deck_of(PLAIN)).until("plan")
    table.decide(PassFor("blue"))
    table.decide(Unseal("blue"))

    table.seal("blue", "push")
    table.until("aftermath")

    assert 6 == table["trust"]


def test_only_what_is_sealed_can_be_unsealed():
    """A seat that still thinks has nothing to take back."""
    table = Playing(deck_of(PLAIN)).until("plan")

    assert "sealed" == table.refused(Unseal("red"))


def test_a_level_may_be_corrected_with_a_reason():
    """The way forward past a mistake: everybody who sees the level hears the reason."""
    table = Playing(deck_of(PLAIN)).until("plan")

    table.decide(Correct("trust", 8, "We forgot the treaty"))

    assert 8 == table["trust"]
    (shift,) = table.happened(LevelShifted)
    assert (5, 3, 8) == (shift.was, shift.by, shift.now)
    assert "Trust 5 → 8 (corrected; We forgot the treaty)." in table.told("wall")


@pytest.mark.parametrize(
    "correction, code",
    [
        (Correct("sugar", 3, "x"), "level"),
        (Correct("trust", 11, "x"), "level"),
        (Correct("trust", -1, "x"), "level"),
        (Correct("trust", 5, "x"), "level"),
        (Correct("trust", 6, " "), "reason"),
        (Correct("trust", 6, "x" * 2001), "reason"),
    ],
)
def test_a_correction_says_what_is_true_and_why(correction, code):
    """A level there is, within its track, other than it stands, for a reason."""
    table = Playing(deck_of(PLAIN)).until("plan")

    assert code == table.refused(correction)


def test_a_correction_may_have_the_longest_reason_there_is():
    """Two thousand characters."""
    table = Playing(deck_of(PLAIN)).until("plan")

    table.decide(Correct("trust", 6, "x" * 2000))


def test_the_facilitator_is_passed_for_in_its_choices_alone():
    """To go on and to adjudicate somebody has to say so."""
    table = Playing(
        deck_of("injects: {poll: {turn: 1, choices: {a: {title: A}, b: {title: B}}}}")
    ).until("brief")

    table.decide(PassFor("facilitator"))

    assert "seat" == table.refused(PassFor("facilitator"))


def test_moves_may_be_put_in_order_while_offers_are_answered():
    """From the reveal until they are adjudicated."""
    table = Playing(deck_of("cards: {deal: {copies: 2, offer: {}}}")).until("plan")
    table.seal("red", "deal @blue, deal @blue")
    table.until("answer")

    table.decide(Reorder(("1-red-2", "1-red-1")))

    assert ["1-red-2", "1-red-1"] == [made.id for made in table.state.moves]


@pytest.mark.parametrize("level", [0, 10])
def test_a_correction_may_go_to_either_end_of_the_track(level):
    """Both ends are inclusive."""
    table = Playing(deck_of(PLAIN)).until("plan")

    table.decide(Correct("trust", level, "x"))

    assert level == table["trust"]


HIDDEN = """
actors: {red: Red, blue: Blue, green: Green}
tracks:
  resolve: {range: 0 to 10, start: 5, seen_by: "red, blue"}
  health: {range: 0 to 10, start: 5, each: actor, seen_by: owner}
  doom: {range: 0 to 10, start: 5, seen_by: facilitator}
cards: {push: "resolve +1, red.health +1, green.health +1, doom +1"}
"""


def test_a_hidden_track_is_seen_by_whom_it_says():
    """By the named, by its owner, or by the facilitator alone."""
    table = Playing(deck_of(HIDDEN))

    seen = {v: list(table.sight(v).state.levels) for v in ("red", "green", "wall")}

    assert {
        "red": ["resolve", "red.health"],
        "green": ["green.health"],
        "wall": [],
    } == seen
    assert table.state.levels == table.sight("facilitator").state.levels


def test_a_hidden_track_moves_in_silence():
    """Each viewer hears of the levels that it sees."""
    table = Playing(deck_of(HIDDEN)).turn(blue="push")

    def hears(viewer):
        return [line for line in table.told(viewer) if "→" in line]

    assert ["Resolve 5 → 6 (Push).", "Red: Health 5 → 6 (Push)."] == hears("red")
    assert ["Resolve 5 → 6 (Push)."] == hears("blue")
    assert ["Green: Health 5 → 6 (Push)."] == hears("green")
    assert [] == hears("wall")
    assert 4 == len(hears("facilitator"))


def test_a_secret_objective_is_seen_by_its_holder_until_all_are_read_aloud():
    """At the end everybody hears what the others wanted."""
    table = Playing(
        deck_of(
            """
            tracks: {trust: 5}
            objectives:
              known: {by: red, points: 1}
              hidden: {by: blue, title: World peace, points: 2, secret: yes}
            """,
            turns=1,
        )
    ).until("plan")

    def wants(viewer):
        return [objective.id for objective in table.sight(viewer).deck.objectives]

    assert (["known"], ["known", "hidden"], ["known"]) == tuple(map(wants, ("red", "blue", "wall")))
    table.to_the_end()
    assert ["known", "hidden"] == wants("red")
    assert "Blue: World peace: met, 2 points." in table.told("red")
    assert "The turns are played. Most points: Blue." == table.told("wall")[-1]


def test_a_brief_is_for_its_own_seat():
    """A seed may give each seat one; nobody else reads it."""
    deck = deck_of("actors: {red: {name: Red, brief: Be kind.}, blue: Blue}\ncards: {push: {}}")
    seed = Seed("s", "S", "test", seats={"blue": SeedSeat(brief="Be bold.")})
    table = Playing(seeded(deck, seed))

    def briefs(viewer):
        return [actor.brief for actor in table.sight(viewer).deck.actors]

    assert ["Be kind.", ""] == briefs("red")
    assert ["", "Be bold."] == briefs("blue")
    assert ["", ""] == briefs("wall")
    assert ["Be kind.", "Be bold."] == briefs("facilitator")


def test_a_seed_sets_the_table():
    """Levels, hands, turns, method and phases; what it does not name stays as printed."""
    deck = deck_of(PLAIN)
    seed = Seed(
        "s",
        "S",
        "test",
        turns=3,
        method="2d6",
        phases=("plan",),
        rehearsal=True,
        start={"trust": 7, "blue.capital": 1},
        hands={"red": ("nudge",)},
    )

    seeded_deck = seeded(deck, seed)

    state, terms = opening(seeded_deck), seeded_deck.terms
    assert {"trust": 7, "red.capital": 3, "blue.capital": 1} == state.levels
    assert {"red": ("nudge",), "blue": ("push", "nudge")} == state.hands
    assert (3, "2d6", ("plan",), True) == (
        terms.turns,
        terms.method,
        terms.phases,
        terms.rehearsal,
    )
    assert deck == seeded(deck, Seed("s", "S", "test"))


REHEARSED = """
tracks: {trust: 5, capital: 3 each}
cards: {push: {cost: capital 1, effects: trust +1, stands: until recalled, returns: never}}
injects: {storm: {when: turn >= 0, effects: trust -1}}
endings: {over: {when: trust = 5}}
"""


def test_a_rehearsal_is_played_and_then_forgotten():
    """Turn zero ends, and everything is as it was: levels, hands, pieces, news."""
    deck = deck_of(REHEARSED, rehearsal=True)
    table = Playing(deck).turn(red="push")
    assert (0, 5, ["push"]) == (table.state.turn, table["trust"], table.pieces)

    table.go_on()

    assert (1, "brief", 5 - 1, []) == (
        table.state.turn,
        table.state.phase,
        table["trust"],
        table.pieces,
    )
    assert ("push",) == table.state.hands["red"]
    assert "The rehearsal is over and forgotten." in table.told("red")


def test_a_piece_in_a_rehearsal_is_here_and_stays():
    """Turn zero is no sign that it has just arrived, or has had its time."""
    table = Playing(deck_of(REHEARSED, rehearsal=True)).turn(red="push")

    assert [] == table.happened(PieceArrived, PieceLeft)


def test_a_rehearsal_ends_no_session():
    """The ending was true in turn zero, and the game goes on; nor do its turns count."""
    table = Playing(deck_of(REHEARSED, rehearsal=True, turns=1)).turn(red="push")
    assert not table.state.is_over

    table.to_the_end()

    assert (1, "") == (table.state.turn, table.state.ending)


def test_a_rehearsal_is_forgotten_though_the_table_stops_only_to_plan():
    """Where the aftermath is passed over, so is the end of the rehearsal."""
    table = Playing(deck_of(REHEARSED, rehearsal=True, phases=("plan",))).until("plan")
    assert 0 == table.state.turn
    table.seal("red", "push")

    table.until("plan", turn=1)

    assert (1, 4, []) == (table.state.turn, table["trust"], table.pieces)


def test_the_first_turn_after_a_rehearsal_is_what_it_would_have_been_without():
    """Same order, same luck."""
    rehearsed = Playing(deck_of(REHEARSED, rehearsal=True)).turn(red="push").turn(blue="push")
    straight = Playing(deck_of(REHEARSED)).turn(blue="push")

    assert straight.state == rehearsed.state
    assert None is straight.state.opening


def test_a_rehearsal_is_played_in_the_order_of_turn_one():
    """Seats are not rotated yet."""
    table = Playing(deck_of("cards: {push: {}}", rehearsal=True)).turn(red="push", blue="push")

    assert ["0-red-1", "0-blue-1"] == [made.id for made in table.state.moves]


def test_news_in_the_midst_of_planning_holds_up_nobody_else():
    """Red has a letter to answer; Blue may go on planning, and the table waits for both."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        cards: {push: {}}
        injects:
          letter: {by_facilitator: yes, for: red, choices: {yea: {title: Yes}, nay: {title: No}}}
        """)
    ).until("plan")

    table.decide(Release("letter"))
    table.seal("blue", "push")
    table.seal("red", "push")

    assert ["red"] == [ask.seat for ask in table.asked("choose")]
    assert "awaited" == table.refused(Proceed())
    table.choose("red", "letter", "yea")
    table.go_on()
    assert "reveal" == table.state.phase


def test_whoever_plays_a_free_form_move_covertly_hides_it():
    """Its text is for the facilitator and its own seat."""
    table = Playing(deck_of("cards: {push: {}}", facilitated=True)).until("plan")
    table.decide(Seal("red", (FreeMove("Tap the line", "We listen", posture="covert"),)))

    table.until("reveal")

    assert "Red plays Tap the line (covertly)." in table.told("facilitator")
    assert not [line for line in table.told("blue") if "Tap" in line]
    assert () == table.sight("blue").state.moves


def test_moves_names_its_allowance_in_words():
    """As refusals and screens say it."""
    said = {
        m: str(deck_of(f"moves: {m}").moves) for m in ("up to 1", "up to 2", "exactly 1", "1 to 3")
    }

    assert {
        "up to 1": "up to 1 move",
        "up to 2": "up to 2 moves",
        "exactly 1": "exactly 1 move",
        "1 to 3": "1 to 3 moves",
    } == said


def test_the_terms_of_a_deck_are_what_its_text_says():
    """A deck alone is playable: eight turns, its own phases but announcing and talking."""
    deck = deck_of("")

    assert (8, "odds", False, False) == attrs.astuple(deck.terms)[:2] + attrs.astuple(deck.terms)[
        3:
    ]
    assert ("brief", "plan", "reveal", "answer", "adjudicate", "aftermath") == deck.terms.phases
