"""The flagship: what its fact sheet asks for is there, and works in play."""

import attrs
import pytest

from tabletop.game.event import HedgePaid, MoveAdjudicated, PieceArrived
from tabletop.game.legal import objection
from tabletop.language.ids import LevelId
from tests.decks.playing import deck_shipped
from tests.tables import Playing, move_of

DECK = "decks/island_chain"
SEATS = ["japan", "us", "china", "dprk", "partners", "citizens"]

ROWS = {
    1: ["hilltop_battery"],
    2: ["deterrence", "credit"],
    3: ["hilltop_battery"],
    4: ["watch_and_learn", "interop"],
    5: ["stealth_jets", "long_arm", "reach"],
    6: ["own_glider", "laser_lab", "joint_fighter"],
    7: ["spending", "double_the_budget", "pledge_kept"],
    8: ["joint_hq_charter", "joint_hq"],
    9: ["package_deal", "trade", "commitment"],
    10: ["hawks", "restrainers", "consensus"],
    11: ["grand_bargain", "between_two_powers", "bargain", "ceded", "signed_over_their_heads"],
    12: ["too_good"],
    13: ["frigates_south", "flag_in_the_south", "quiet_channel"],
    14: ["ask_for_the_umbrella"],
    15: ["basement_study", "unnamed_fallback", "taboo"],
    16: ["distant_war", "taiwan"],
    17: ["more_silos", "second_reactor", "arsenals"],
    18: ["naval_transit"],
    19: ["teach_the_ally"],
    20: ["burden", "sit_in"],
    21: ["bring_them_home", "plan_b", "abandoned", "plan_b_begins"],
}


def table_at(**levels):
    """Return a table in the first turn's plan phase, with some levels set and no luck in injects."""
    deck = deck_shipped(DECK)
    table = Playing(attrs.evolve(deck, injects=())).until("plan")
    now = {**table.state.levels, **{LevelId(k.replace("__", ".")): n for k, n in levels.items()}}
    table.state = attrs.evolve(table.state, levels=now)
    return table


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_fact_sheet_is_in_the_deck(row):
    """By the names of the cards, tracks, injects, tests, objectives or endings that stand for it."""
    deck = deck_shipped(DECK)
    ids: set[str] = {track.id for track in deck.tracks} | {card.id for card in deck.cards}
    ids |= {inject.id for inject in deck.injects} | {ending.id for ending in deck.endings}
    ids |= {objective.id for objective in deck.objectives}

    assert [] == [name for name in ROWS[row] if name not in ids | {*deck.tests}]


def test_every_seat_has_enough_to_do_and_to_hide():
    """Eight cards or more, one open objective and two secret ones, and a brief."""
    deck = deck_shipped(DECK)

    assert SEATS == [actor.id for actor in deck.actors]
    for seat in SEATS:
        assert 8 <= len({*deck.full_hand(seat)})
        own = [objective.secret for objective in deck.objectives if objective.by == (seat,)]
        assert 2 == own.count(True)
        assert 1 <= own.count(False)
    assert 60 <= len(deck.cards)
    assert 12 <= len(deck.injects)
    assert any(inject.by_facilitator for inject in deck.injects)
    assert any(inject.choices for inject in deck.injects)


def test_a_battery_shown_speaks_to_the_rival_and_to_the_protector():
    """Open, it raises deterrence and credit at once; hidden, neither."""
    shown = table_at().turn(japan="hilltop_battery")
    hidden = table_at().turn(japan="hilltop_battery covert")

    assert {"deterrence +1", "credit +1", "tension +1"} <= {*shown.shifts}
    assert not {"deterrence +1", "credit +1", "tension +1"} & {*hidden.shifts}


def test_two_batteries_stand_and_act_until_recalled():
    """Both copies stay out of the hand, and each raises deterrence every turn while it is low."""
    table = table_at(deterrence=0, japan__capital=8)
    table.turn(japan="hilltop_battery, hilltop_battery")

    assert ["hilltop_battery", "hilltop_battery"] == table.pieces
    assert "hilltop_battery" not in table.state.hands["japan"]
    assert 4 == table["deterrence"]


def test_the_marines_come_only_once_a_battery_stands():
    """Their card is locked until then, and then teaches both sides to work together."""
    table = table_at()
    assert "locked" == table.refused_to_seal("us", "watch_and_learn")

    table.turn(japan="hilltop_battery covert")
    table.until("plan")

    assert objection(table.deck, table.state, "us", move_of("watch_and_learn")) is None


def test_teaching_is_likelier_beside_a_battery_in_the_open():
    """Half the time without one; seven in ten beside one; hidden ones do not count."""

    def odds(moves):
        table = table_at(japan__capital=8).turn(japan=moves).until("plan")
        table.seal("japan", "teach_the_ally")
        return table.until("adjudicate").adjudicate().odds.ways

    assert [50, 70, 50] == [odds(""), odds("hilltop_battery"), odds("hilltop_battery covert")]


def test_weapons_that_are_bought_arrive_turns_later():
    """The long arm pleases and strains at once; its reach comes with it, two turns on."""
    table = table_at(spending=2).turn(japan="long_arm")
    assert 0 == table["reach"]
    assert {"restrainers +1", "taboo -1"} <= {*table.shifts}

    table.until("aftermath", turn=3)

    assert 2 == table["reach"]
    assert "tension +1" in table.shifts


def test_the_fighter_is_built_only_if_the_partners_sign():
    """Accepted, it arrives three turns later and stands; refused, it never does."""
    for answer, arrived in (("accept", 1), ("refuse", 0)):
        table = table_at()
        table.seal("japan", "joint_fighter @partners")
        table.until("answer")
        table.answer("partners", answer)
        table.until("aftermath", turn=4)

        assert arrived == len(table.happened(PieceArrived))
        assert arrived == table.pieces.count("joint_fighter")


@pytest.mark.parametrize("hawks, restrainers, moved", [(3, 1, 1), (2, 2, 0), (4, 0, 0)])
def test_without_consensus_commitment_does_not_shift(hawks, restrainers, moved):
    """The package wins the restrainers two; only with both wings at three does commitment move."""
    table = table_at(hawks=hawks, restrainers=restrainers, credit=5)
    table.seal("japan", "package_deal @us")
    table.until("answer")
    table.answer("us", "accept")
    table.until("adjudicate")

    assert 5 + moved == table["commitment"]
    assert ("commitment refused by shifts_if" in table.shifts) is not bool(moved)


def test_nobody_but_washington_reads_the_wings():
    """Neither the levels nor their shifts reach another seat, and the bargain only its two ends."""
    table = table_at()
    table.turn(us="brief_the_hill covert")

    for seat in SEATS:
        seen = table.sight(seat).state.levels
        assert ("hawks" in seen) == ("restrainers" in seen) == (seat == "us")
        assert ("bargain" in seen) == (seat in ("us", "china"))
        heard = "\n".join(table.told(seat))
        assert ("hawks" in heard) == (seat == "us")


def test_the_grand_bargain_is_signed_over_japans_head():
    """The third step ends the session, and costs Japan four points."""
    table = table_at(bargain=2, hawks=3, restrainers=4).until("plan", turn=3)
    table.seal("us", "grand_bargain covert @china")
    table.until("answer")
    assert not table.sight("japan").state.offers
    table.answer("china", "accept")
    table.to_the_end()

    assert "signed_over_their_heads" == table.state.ending
    assert -4 == next(s.points for s in table.state.scores if s.objective == "ceded")


def test_hedges_pay_when_commitment_falls():
    """Bought while it is firm, they pay once it is not; afterwards nobody sells them."""
    table = table_at(hawks=4, restrainers=4)
    table.turn(japan="frigates_south covert", us="bring_them_home")

    assert 1 == len(table.happened(HedgePaid))
    table.until("plan")
    assert "needs" == table.refused_to_seal("japan", "frigates_south covert")


@pytest.mark.parametrize(
    "seat, card",
    [
        ("japan", "hilltop_battery"),
        ("us", "watch_and_learn"),
        ("japan", "ask_for_the_umbrella @us"),
        ("japan", "joint_hq_charter @us"),
    ],
)
def test_every_sit_in_makes_bases_dearer(seat, card):
    """Each one that stands adds one to the price of rows 1, 4, 8 and 14 of the fact sheet."""
    table = (
        table_at(taiwan=5, citizens__capital=8).turn(japan="hilltop_battery covert").until("plan")
    )
    before = price(table, seat, card)
    table.turn(citizens="sit_in, sit_in").until("plan")

    assert before + 2 == price(table, seat, card)


def price(table, seat, card):
    """Return what *card* costs *seat* now: the least capital with which it may be sealed."""
    for capital in range(9):
        levels = {**table.state.levels, f"{seat}.capital": capital}
        state = attrs.evolve(table.state, levels=levels)
        if objection(table.deck, state, seat, move_of(card)) is None:
            return capital
    raise AssertionError(f"{card} cannot be played at all")


def test_the_joint_headquarters_is_hard_to_undo():
    """Once it stands it holds commitment up; only a protector that has all but left unmakes it."""
    table = table_at(joint_hq=1, commitment=5, hawks=4, restrainers=4)
    table.turn(us="bring_them_home")
    assert 1 == table["joint_hq"]

    gone = table_at(joint_hq=1, commitment=3, hawks=4, restrainers=4).turn(us="bring_them_home")
    assert 0 == gone["joint_hq"]


def test_the_fallback_waits_behind_a_lock_and_a_taboo():
    """No study, no fallback; and after the study, not while the memory is alive."""
    assert "locked" == table_at(taboo=0, commitment=1).refused_to_seal("japan", "unnamed_fallback")

    table = table_at(commitment=4, taboo=8).turn(japan="basement_study covert").until("plan")
    assert "needs" == table.refused_to_seal("japan", "unnamed_fallback")


def test_the_fallback_changes_every_seat():
    """It moves what each of the six is here for."""
    table = table_at(commitment=4, taboo=4, japan__capital=8)
    table.turn(japan="basement_study covert")
    before = table.levels
    table.turn(japan="unnamed_fallback")

    after = table.levels
    assert 0 == after["taboo"]
    assert 0 == after["credit"]
    for level in ("tension", "arsenals", "support", "ties", "deterrence"):
        assert before[level] != after[level]


def test_arming_raises_the_other_sides_arming():
    """A long arm in Japan makes arsenals grow by themselves, and the silos bring double."""
    assert 4 == table_at(reach=4, arsenals=3).turn()["arsenals"]
    assert 3 == table_at(reach=0, arsenals=3).turn()["arsenals"]

    for reach, arsenals in ((0, 4), (3, 5)):
        table = table_at(reach=reach, arsenals=3).turn(china="more_silos")
        assert arsenals == table.until("aftermath", turn=3)["arsenals"]


def test_the_distant_war_comes_in_the_second_turn():
    """It makes the fear for Taiwan jump, and from then on the sea does not calm by itself."""
    table = Playing(deck_shipped("seeds/island_chain")).until("plan")
    before = table["taiwan"]

    table.until("plan", turn=2)

    assert before + 2 == table["taiwan"]


def test_transits_can_be_repeated_and_are_always_open():
    """Two ships a turn, every turn."""
    table = table_at(china__capital=8)

    for _ in range(2):
        table.turn(china="naval_transit, naval_transit").until("plan")

    assert 4 == len(table.happened(MoveAdjudicated))
    assert 4 == table.shifts.count("deterrence -1")


def test_the_short_game_is_three_turns_and_begins_in_the_middle():
    """With feelers out, a reach already, and both wings within reach of each other."""
    deck = deck_shipped("seeds/island_chain_short")
    table = Playing(deck).until("plan")

    assert 3 == deck.terms.turns
    assert (1, 1) == (table["bargain"], table["reach"])
    assert (3, 3) == (table["hawks"], table["restrainers"])
