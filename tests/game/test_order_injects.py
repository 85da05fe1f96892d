"""Order 10: news in the brief."""

import attrs
import pytest

from tabletop.game.decision import Choose, Proceed, Release
from tabletop.game.event import ChanceRolled, InjectCame
from tabletop.game.seed import Seed, seeded
from tests.tables import Playing, deck_of


def came(table):
    """Return what has come, as (turn, inject)."""
    return [
        (before.turn, event.inject)
        for before, event in zip(table.befores, table.events, strict=True)
        if isinstance(event, InjectCame)
    ]


def test_a_scheduled_inject_comes_in_the_brief_of_its_turn():
    """In turn 3, before anything is planned, and not again."""
    table = Playing(deck_of("tracks: {trust: 5}\ninjects: {storm: {turn: 3, effects: trust -2}}"))

    table.until("brief", turn=3)

    assert ([(3, "storm")], 3) == (came(table), table["trust"])
    assert [""] == [e.pile for e in table.happened(InjectCame)]
    table.until("brief", turn=6)
    assert 3 == table["trust"]


def test_an_inject_comes_when_its_condition_is_true():
    """Trust falls in turn 2, so the news is of turn 3."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        cards: {drop: trust -3}
        injects: {rumour: {when: trust <= 2}}
        """)
    ).until("plan", turn=2)
    table.seal("red", "drop")
    table.until("brief", turn=3)

    assert [(3, "rumour")] == came(table)


def test_an_inject_comes_once():
    """Its condition stays true; the news is old."""
    table = Playing(deck_of("tracks: {trust: 5}\ninjects: {rumour: {when: trust = 5}}"))

    table.until("brief", turn=5)

    assert [(1, "rumour")] == came(table)


def test_an_inject_that_repeats_comes_as_often_as_its_condition_is_true():
    """`repeats: yes`."""
    table = Playing(
        deck_of("tracks: {trust: 5}\ninjects: {rumour: {when: turn != 2, repeats: yes}}")
    )

    table.until("brief", turn=4)

    assert [(1, "rumour"), (3, "rumour"), (4, "rumour")] == came(table)
    assert {"rumour": 3} == table.state.came


def test_injects_are_chosen_on_one_snapshot():
    """The first sets trust to 0; the second, which needs 5, was chosen before that."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5, fear: 0}
        injects:
          crash: {turn: 1, effects: trust = 0}
          calm: {when: trust = 5, effects: fear +1}
          panic: {when: trust = 0, effects: fear +2}
        """)
    ).until("brief", turn=1)

    assert [(1, "crash"), (1, "calm")] == came(table)
    assert {"trust": 0, "fear": 1} == table.levels


def test_a_chance_is_read_on_the_same_snapshot():
    """The first news makes the second certain; but its odds were read before."""
    table = Playing(
        deck_of("""
        tracks: {trust: 0}
        injects:
          surge: {turn: 1, effects: trust = 10}
          echo: {when: turn = 1, chance: 10% * trust}
        """)
    ).until("brief", turn=1)

    assert [(1, "surge")] == came(table)


def test_the_chance_of_an_inject_is_rolled_each_turn_until_it_comes():
    """At 30 percent: no, no, … until it comes, and never rolled again."""
    table = Playing(deck_of("injects: {rumour: {when: turn >= 2, chance: 30%}}", turns=30))

    table.until("brief", turn=25)

    rolls = [e.came for e in table.happened(ChanceRolled)]
    ((turn, _),) = came(table)
    assert [False] * (turn - 2) + [True] == rolls


def test_an_inject_may_have_a_chance_alone():
    """Without `turn` or `when` it may come in any turn."""
    table = Playing(deck_of("injects: {rumour: {chance: 100%}}")).until("brief", turn=1)

    assert [(1, "rumour")] == came(table)


def test_no_roll_is_made_while_the_condition_is_false():
    """`when` comes before `chance`."""
    table = Playing(deck_of("tracks: {trust: 5}\ninjects: {r: {when: trust = 0, chance: 50%}}"))

    table.until("brief", turn=3)

    assert [] == table.happened(ChanceRolled)


def test_injects_land_in_deck_order():
    """Set, then doubled; printed the other way round it would be doubled, then set."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        injects: {first: {when: turn = 1, effects: trust = 2}, next: {turn: 1, effects: trust +trust}}
        """)
    ).until("brief", turn=1)

    assert 4 == table["trust"]


PILE = """
tracks: {prize: 0, late: 0}
piles: {prizes: {draw: 1}}
injects:
  three: {pile: prizes, effects: prize = 3}
  four: {pile: prizes, effects: prize = 4}
  five: {pile: prizes, effects: prize = 5}
  news: {when: turn >= 1, repeats: yes, effects: late = prize}
"""


def test_piles_are_drawn_without_replacement():
    """Three turns draw all three, each once; in the fourth there is nothing left."""
    table = Playing(deck_of(PILE)).until("brief", turn=4)

    drawn = [e.inject for e in table.happened(InjectCame) if e.pile]
    assert (3, {"three", "four", "five"}) == (len(drawn), set(drawn))


def test_piles_are_drawn_after_the_other_injects_have_landed():
    """The news of turn 2 finds the prize of turn 1."""
    table = Playing(deck_of(PILE)).until("brief", turn=1)
    first = table["prize"]
    assert 0 == table["late"]

    table.until("brief", turn=2)

    assert first == table["late"] != table["prize"]


def test_a_pile_draws_as_many_as_it_says():
    """Two in turn 1, the last one in turn 2."""
    table = Playing(deck_of(PILE.replace("draw: 1", "draw: 2"))).until("brief", turn=3)

    assert [1, 1, 2] == [turn for turn, inject in came(table) if inject != "news"]


def test_luck_alone_decides_what_a_pile_gives():
    """Every order of three prizes comes up, none much more often than another."""
    deck = deck_of(PILE)
    orders: dict[tuple[str, ...], int] = {}
    for entropy in range(300):
        table = Playing(deck, entropy=entropy).until("brief", turn=3)
        drawn = tuple(e.inject for e in table.happened(InjectCame) if e.pile)
        orders[drawn] = orders.get(drawn, 0) + 1

    assert 6 == len(orders)
    assert 25 < min(orders.values()) and max(orders.values()) < 80


def test_two_piles_are_drawn_in_deck_order():
    """Each draws its own."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        piles: {good: {draw: 1}, bad: {draw: 1}}
        injects: {loss: {pile: bad, effects: trust = 1}, gain: {pile: good, effects: trust = 9}}
        """)
    ).until("brief", turn=1)

    assert ([(1, "gain"), (1, "loss")], 1) == (came(table), table["trust"])


ASKED = """
tracks: {trust: 5}
injects:
  letter:
    turn: 1
    for: red, blue
    choices:
      sign: {title: Sign it, effects: trust +1}
      burn: {title: Burn it, effects: trust -2}
"""


def test_choices_are_answered_before_anything_else_goes_on():
    """The table stays in the brief until both have chosen."""
    table = Playing(deck_of(ASKED, phases=("brief", "announce", "plan", "aftermath")))
    table.until("brief")

    assert "The table waits: Red has to choose." == table.refusal(Proceed()).sentence
    table.choose("red", "letter", "sign")
    assert "The table waits: Blue has to choose." == table.refusal(Proceed()).sentence
    table.choose("blue", "letter", "burn")
    table.go_on()

    assert ("announce", 5 + 1 - 2) == (table.state.phase, table["trust"])
    told = table.told("blue")
    assert "Red chooses: Sign it." in told and "Blue chooses: Burn it." in told


def test_a_choice_holds_the_table_even_where_the_brief_is_passed_over():
    """A deck without a brief still stops for its questions."""
    table = Playing(deck_of(ASKED, phases=("plan", "aftermath")))
    table.go_on()

    assert ["red", "blue"] == [ask.seat for ask in table.asked("choose")]
    assert "phase" == table.refused_to_seal("red")


def test_a_choice_is_made_once_and_by_those_who_are_asked():
    """Neither twice, nor by another seat, nor what was not offered."""
    table = Playing(deck_of("actors: {red: Red, blue: Blue, green: Green}\n" + ASKED))
    table.until("brief")

    assert "choice" == table.refused(Choose("green", "letter", "sign"))
    assert "choice" == table.refused(Choose("red", "letter", "frame"))
    assert "choice" == table.refused(Choose("red", "nothing", "sign"))
    table.choose("red", "letter", "sign")
    assert "choice" == table.refused(Choose("red", "letter", "burn"))


def test_a_seat_that_is_away_takes_the_first_choice():
    """Passing for Blue signs for it."""
    table = Playing(deck_of(ASKED)).until("brief")
    table.choose("red", "letter", "burn")

    table.until("plan")

    assert 5 - 2 + 1 == table["trust"]


def test_the_facilitator_answers_what_is_asked_of_nobody():
    """An inject without `for` puts its choice to the white cell."""
    table = Playing(deck_of(ASKED.replace("    for: red, blue\n", ""))).until("brief")

    assert ["facilitator"] == [ask.seat for ask in table.asked("choose")]
    table.choose("facilitator", "letter", "sign")

    assert 6 == table["trust"]


def test_the_facilitator_brings_what_waits_for_the_facilitator():
    """It never comes by itself; released, it comes at once, and once."""
    table = Playing(
        deck_of("tracks: {trust: 5}\ninjects: {leak: {by_facilitator: yes, effects: trust -1}}")
    ).until("plan", turn=3)
    assert [] == came(table)

    table.decide(Release("leak"))

    assert ([(3, "leak")], 4) == (came(table), table["trust"])
    assert "inject" == table.refused(Release("leak"))
    assert "inject" == table.refused(Release("nothing"))


@pytest.mark.parametrize("waits", [{"by_facilitator": True}, {"pile": "empty"}])
def test_what_waits_for_the_facilitator_or_in_a_pile_never_comes_by_itself(waits):
    """Whatever else a deck made by other means than text says of it."""
    deck = deck_of("injects: {leak: {when: turn >= 1}}")
    leak = attrs.evolve(deck.injects[0], **waits)

    table = Playing(attrs.evolve(deck, injects=(leak,))).until("brief", turn=3)

    assert [] == came(table)


def test_the_facilitator_may_bring_any_inject_early():
    """Having come, it does not come again on its day."""
    table = Playing(deck_of("injects: {storm: {turn: 3}}")).until("plan", turn=1)

    table.decide(Release("storm"))
    table.until("brief", turn=4)

    assert [(1, "storm")] == came(table)


def test_an_inject_is_heard_by_those_it_is_for():
    """Blue never learns of it; the facilitator does; its effects land all the same."""
    table = Playing(
        deck_of("""
        tracks: {trust: 5}
        injects: {cable: {turn: 1, for: red, text: For your eyes only., effects: trust -1}}
        """)
    ).until("brief")

    assert "Cable. For your eyes only." in table.told("red")
    assert "Cable. For your eyes only." in table.told("facilitator")
    assert "Trust 5 → 4 (Cable)." in table.told("red")
    for viewer in ("blue", "wall"):
        assert ["Turn 1 of 8.", "The brief.", "Trust 5 → 4."] == table.told(viewer)
        assert ((), {}) == (table.sight(viewer).deck.injects, dict(table.sight(viewer).state.came))


def test_a_seed_schedules_an_inject_whatever_the_deck_says():
    """Its condition, its chance and its pile are set aside."""
    deck = deck_of("""
    tracks: {trust: 5}
    piles: {prizes: {draw: 1}}
    injects: {a: {when: trust = 0, chance: 1%}, b: {pile: prizes}, c: {by_facilitator: yes}}
    """)
    seed = Seed("s", "S", "test", injects={"a": 2, "b": 3, "c": 4})

    table = Playing(seeded(deck, seed)).until("brief", turn=5)

    assert [(2, "a"), (3, "b"), (4, "c")] == came(table)
